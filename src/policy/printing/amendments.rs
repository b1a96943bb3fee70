//! From the office to the papers of amendments.

use crate::cli::Stationery;
use crate::kit::Result;
use crate::office::Office;
use crate::policy::model::Document;
use crate::policy::model::amendment::Board;
use crate::policy::page::amendments::{self as page, Amended};
use crate::policy::store;
use crate::t;

fn drawn(
    office: &Office,
    document: &Document,
    board: &Board,
    draw: impl FnOnce(&Amended<'_>, &Stationery, chrono::DateTime<chrono::Utc>) -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let (flow, stationery, version) = office
        .read(|conn| Ok((store::workflow(conn)?, Stationery::read(conn)?, store::version(conn, board.version)?)))?;
    let version = t!("to version {version}", version = version.called());
    let paper = Amended { document, flow: &flow, board, version: &version };
    draw(&paper, &stationery, office.clock().now())
}

/// Amendments in the order in which they are called.
///
/// # Errors
/// When the file cannot be read, or no font has a letter of it.
pub fn marshalled(office: &Office, document: &Document, board: &Board) -> Result<Vec<u8>> {
    drawn(office, document, board, page::marshalled)
}

/// What is voted on in turn, with room for the results.
///
/// # Errors
/// As [`marshalled`].
pub fn voting_paper(office: &Office, document: &Document, board: &Board) -> Result<Vec<u8>> {
    drawn(office, document, board, page::voting)
}

/// The text with what is asked beside it.
///
/// # Errors
/// As [`marshalled`].
pub fn synopsis(office: &Office, document: &Document, board: &Board) -> Result<Vec<u8>> {
    drawn(office, document, board, page::synopsis)
}
