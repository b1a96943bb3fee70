//! What is printed for members and speakers: a bulletin, one document on a page, positions by topic.

use std::path::PathBuf;

use crate::app::Sight;
use crate::app::paper::{Goal, Papers, draw};
use crate::kit::whole_file::write_whole;
use crate::kit::{Day, Result, day};
use crate::office::Office;
use crate::policy::model::DocumentId;
use crate::policy::printing;
use crate::t;

fn begin(
    sight: &Sight<'_>,
    name: &str,
    bytes: impl FnOnce(&mut Office) -> Result<Vec<u8>> + Send + 'static,
) -> Option<Papers> {
    let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
        draw(sight, t!("Writing the paper"), move |office| {
            let bytes = bytes(office)?;
            write_whole(&path, &bytes)?;
            Ok(vec![path])
        })
    });
    Papers::begin(sight, Goal::Viewer(format!("{name}.pdf")), start)
}

/// What came into force, what ended, what is open to comments and on its way, in a time.
pub(super) fn bulletin(sight: &Sight<'_>, from: Day, until: Day) -> Option<Papers> {
    begin(sight, t!("Policy bulletin"), move |office| {
        let title = t!("Policy bulletin, {from} to {until}", from = day::short(from), until = day::short(until));
        let sections = printing::bulletin_of(office, from, until)?;
        printing::bulletin(office, &title, &sections)
    })
}

/// One document on a page.
pub(super) fn summary(sight: &Sight<'_>, id: DocumentId, name: &str) -> Option<Papers> {
    begin(sight, name, move |office| {
        let (title, sections) = printing::summary_of(office, id)?;
        printing::bulletin(office, &title, &sections)
    })
}

/// Positions by topic, of what is in force on a day.
pub(super) fn positions(sight: &Sight<'_>, on: Day) -> Option<Papers> {
    begin(sight, t!("Positions for speakers"), move |office| printing::positions(office, on))
}
