//! From the office to paper: the pipeline of one person.

use super::model::PersonId;
use super::model::parts::OF_PERSON;
use super::{page, store};
use crate::cli::Stationery;
use crate::kit::Result;
use crate::office::Office;

/// One person's pipeline with all that is kept of them, as of today.
///
/// # Errors
/// When there is no such person, or no font has a letter.
pub fn pipeline(office: &Office, person: PersonId) -> Result<Vec<u8>> {
    let today = office.today();
    let (line, lists, stationery) = office.read(|conn| {
        let lists = OF_PERSON.iter().map(|part| Ok((*part, store::rows_of(conn, part, person.0)?)));
        Ok((store::person(conn, person, today)?, lists.collect::<Result<Vec<_>>>()?, Stationery::read(conn)?))
    })?;
    page::sheet(&line, &lists, &stationery, today, office.clock().now())
}
