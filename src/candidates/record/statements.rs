//! The statements of candidates for a ballot of the members, in the order that the lot drew for the ballot paper.

use chrono::{DateTime, Utc};

use crate::cli::Letterhead;
use crate::elections::model::{Candidate, Whole};
use crate::kit::{Problem, Result, day};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// What each candidate of an election says of themselves.
///
/// # Errors
/// When the order on the paper is not drawn yet, or no font of this computer has a letter of a text.
pub fn statements(election: &Whole, head: &Letterhead, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let post = &election.election.new.post;
    let mut all: Vec<&Candidate> = election.standing().filter(|one| one.place.is_some()).collect();
    if all.is_empty() {
        return Err(Problem::input(t!("The order on the paper for {post} is not drawn yet", post = post))
            .hint(t!("Close nominations and draw it; statements stand in the same order as names")));
    }
    all.sort_by_key(|one| one.place);
    let mut table = Table::new(vec![Column::text("", 0.5), Column::text("", 6.0).wrapped()]);
    for one in all {
        table.section(format!("{}. {}", one.place.unwrap_or_default(), one.name()));
        let words = one.new.statement.trim();
        table.row(["", if words.is_empty() { t!("Wrote no statement.") } else { words }]);
    }
    let title = t!("Candidates for {post}", post = post);
    let mut document = Document::new(&title, head.paper, at)?;
    let subtitle = format!("{} · {}", head.line(), day::long(election.election.new.on));
    let foot = t!("In the order of the ballot paper, which a lot drew");
    table.draw(&mut document, &Frame { title, subtitle, foot: foot.to_owned(), landscape: false })?;
    document.bytes()
}
