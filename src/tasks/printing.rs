//! From the office to paper: the list of tasks.

use super::{page, store};
use crate::cli::Stationery;
use crate::kit::Result;
use crate::office::Office;

/// The open tasks as a PDF; with `done_too` those that are done as well.
///
/// # Errors
/// When the file cannot be read, or no font of this computer has a letter of a name.
pub fn list(office: &Office, done_too: bool) -> Result<Vec<u8>> {
    let origins = office.setup().origins;
    let (all, stationery) = office.read(|conn| {
        let tasks = if done_too { store::all(conn)? } else { store::open(conn)? };
        let named = tasks.into_iter().map(|task| {
            let from = store::origin(conn, origins, &task)?.map(|(says, _)| says).unwrap_or_default();
            Ok((task, from))
        });
        Ok((named.collect::<Result<Vec<_>>>()?, Stationery::read(conn)?))
    })?;
    page::list(&all, office.today(), &stationery, office.clock().now())
}
