//! Amendments to one of the demo's documents: two that collide, one that fells another, one with a recommendation, one late draft.

use super::{Branch, Result};
use crate::meetings::model::Counts;
use crate::office::Office;
use crate::policy::body::{Body, Clause};
use crate::policy::change::LinkKind;
use crate::policy::model::DocumentId;
use crate::policy::model::amendment::{AmendmentId, Recommends, State};
use crate::policy::ops::amend as ops;
use crate::policy::{inline, store};

impl Branch {
    /// Writes them to the paper on homes.
    pub(super) fn amendments(&mut self) -> Result<()> {
        let found = self.office.read(|conn| store::find_document(conn, "Homes that people"))?;
        let names = ["Environment group", "North ward", "Jo Ward", "Kim Lowe", "Housing group", "Lee Marsh"];
        write_all(&mut self.office, found.id, &names)
    }
}

fn write_all(office: &mut Office, document: DocumentId, names: &[&str]) -> Result<()> {
    let base = office.read(|conn| store::board(conn, document, None))?.base;
    let long: Vec<i64> = base.clauses.iter().filter(|c| c.text.split_whitespace().count() > 6).map(|c| c.id).collect();
    let [first, second, third, ..] = long.as_slice() else { return Ok(()) };
    let name = |at: usize| names.get(at % names.len().max(1)).copied().unwrap_or("Robin Field").to_owned();
    let sooner = write(office, document, &name(0), "It can be done sooner than that", true, |body| {
        reword(body, *first, " within two years")
    })?;
    write(office, document, &name(1), "Two years are too short for a branch of volunteers", true, |body| {
        reword(body, *first, " as soon as the money is there")
    })?;
    let out = write(office, document, &name(2), "This belongs into another paper", true, |body| {
        body.clauses.retain(|c| c.id != *second);
    })?;
    let spring = write(office, document, &name(3), "", true, |body| {
        reword(body, *second, ", and says each spring how far it came")
    })?;
    let report = write(office, document, &name(4), "Members should hear of it", true, |body| {
        let at = body.clauses.iter().position(|c| c.id == *third).unwrap_or(0);
        let like = body.clauses.get(at).cloned().unwrap_or_default();
        let text = "The committee reports to the members’ meeting once a year.".to_owned();
        body.clauses.insert(at + 1, Clause { id: body_id(body), text, fixed: None, ..like });
    })?;
    for id in [sooner, out, report] {
        ops::screen(office, id, State::Admitted, "", None, None)?;
    }
    let reject = ops::Recommending {
        recommends: Recommends::Reject,
        why: "The group wants it in this paper".to_owned(),
        ..ops::Recommending::default()
    };
    ops::recommend(office, out, &reject)?;
    let accept = ops::Recommending { recommends: Recommends::Accept, ..ops::Recommending::default() };
    ops::recommend(office, report, &accept)?;
    ops::link(office, report, sooner, LinkKind::Consequential)?;
    write(office, document, &name(5), "", false, |body| reword(body, *third, " everywhere"))?;
    // The committee would have other words, and the proposer agrees.
    let mut words = office.read(|conn| store::board(conn, document, None))?.base;
    reword(&mut words, *second, ", and says once a year how far it came");
    let modify = ops::Recommending {
        recommends: Recommends::Modify,
        amended: Some(words),
        why: "A year is often enough".to_owned(),
        agreed: Some(true),
        agreed_says: "Fine, as long as it is said in public".to_owned(),
    };
    ops::recommend(office, spring, &modify)?;
    // The votes: one carries another with it, one is lost, and the recommended words pass.
    for (id, counts) in
        [(sooner, Counts::new(31, 4, 2)), (out, Counts::new(12, 23, 2)), (spring, Counts::new(29, 5, 3))]
    {
        ops::vote(office, &[id], &ops::Voting { tally: Some(counts), ..ops::Voting::open() })?;
    }
    Ok(())
}

fn body_id(body: &Body) -> i64 {
    body.clauses.iter().map(|c| c.id).max().unwrap_or(0).max(crate::policy::body::OF_AMENDMENTS + 500) + 1
}

/// Puts words in at the end of a clause, before its full stop.
fn reword(body: &mut Body, clause: i64, words: &str) {
    if let Some(clause) = body.clauses.iter_mut().find(|c| c.id == clause) {
        let text = clause.text.trim_end_matches(['.', ';', ':']).to_owned();
        let end = clause.text.get(text.len()..).unwrap_or_default().to_owned();
        clause.text = format!("{text}{}{end}", inline::escaped(words));
    }
}

fn write(
    office: &mut Office,
    document: DocumentId,
    by: &str,
    reason: &str,
    at_once: bool,
    change: impl FnOnce(&mut Body),
) -> Result<AmendmentId> {
    let mut amended = office.read(|conn| store::board(conn, document, None))?.base;
    change(&mut amended);
    let writing = ops::Writing {
        amended,
        reason: reason.to_owned(),
        proposer_name: by.to_owned(),
        seconders: vec!["Sam Reed".to_owned(), "Noor Haddad".to_owned()],
        ..ops::Writing::default()
    };
    Ok(ops::write(office, document, &writing, at_once)?.value)
}
