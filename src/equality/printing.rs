//! From the office to paper: the blank form and the totals.

use super::model::{Whose, questions, totals};
use super::{page, store};
use crate::candidates;
use crate::cli::Stationery;
use crate::kit::Result;
use crate::office::Office;
use crate::t;

/// Whose forms, in words.
///
/// # Errors
/// When there is no such round.
pub fn whose_words(office: &Office, whose: Whose) -> Result<String> {
    Ok(match whose {
        Whose::Members => t!("Members").to_owned(),
        Whose::Team => t!("The team").to_owned(),
        Whose::Round(id) => office.read(|conn| candidates::store::whole(conn, id))?.round.new.name,
    })
}

/// The blank form.
///
/// # Errors
/// When no font has a letter.
pub fn blank(office: &Office, whose: Whose) -> Result<Vec<u8>> {
    let stationery = office.read(Stationery::read)?;
    page::blank(&questions()?, &whose_words(office, whose)?, &stationery, office.clock().now())
}

/// The totals.
///
/// # Errors
/// As [`blank`].
pub fn totals_paper(office: &Office, whose: Whose) -> Result<Vec<u8>> {
    let counts = office.read(|conn| store::counts(conn, whose))?;
    let stationery = office.read(Stationery::read)?;
    page::totals(&totals(&counts)?, &whose_words(office, whose)?, &stationery, office.clock().now())
}
