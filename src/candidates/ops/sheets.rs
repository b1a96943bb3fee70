//! Paper sheets: numbered once, keyed back by their number, never twice.

use super::score::hand_in;
use super::scoring;
use crate::candidates::model::{CameBy, RoundId, ScorerId};
use crate::candidates::seal::{CardText, Key};
use crate::candidates::store::{self, Sheet};
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Numbers the sheets of a round.
pub static SHEETS: Op = Op {
    key: "candidates.sheets",
    says: "Number score sheets",
    undo: Undo::Aside("sheets were printed; their numbers stay"),
    reach: Reach::Command("candidates sheets"),
};

/// Gives a number to every sheet that a scorer, or everybody, still has to fill in; what has one keeps it. Answers the sheets that
/// are to be printed.
///
/// # Errors
/// When the round is not being scored, or somebody has not declared: a sheet has a name on it.
pub fn freeze_sheets(office: &mut Office, of: RoundId, only: Option<ScorerId>) -> Result<Done<Vec<Sheet>>> {
    office.transact(&SHEETS, |tx| {
        let whole = scoring(store::whole(tx.conn(), of)?)?;
        let mut known = store::sheets(tx.conn(), of)?;
        let mut wanted = Vec::new();
        let mut added = 0_usize;
        for scorer in whole.panel().filter(|one| only.is_none_or(|id| id == one.id)) {
            if !whole.has_declared(scorer.id) {
                return Err(Problem::input(t!(
                    "{name} has not said of everybody how they stand to them. Nothing was numbered",
                    name = scorer.name()
                ))
                .hint(t!("Conflicts are declared before anything is scored, on paper too")));
            }
            for about in whole.due(scorer.id) {
                let found = known.iter().find(|one| one.scorer == scorer.id && one.candidate == about.id).copied();
                let one = match found {
                    Some(one) => one,
                    None => {
                        let number = known.iter().map(|one| one.number).max().unwrap_or(0) + 1;
                        let one = Sheet { number, scorer: scorer.id, candidate: about.id, printed: tx.today() };
                        store::insert_sheet(tx, of, one)?;
                        known.push(one);
                        added += 1;
                        one
                    }
                };
                wanted.push(one);
            }
        }
        tx.say(t!(
            "{count} for {round}",
            count = text::plural(added, t!("new score sheet"), t!("new score sheets")),
            round = whole.round.new.name
        ));
        Ok(wanted)
    })
}

/// Hands in what stands on a sheet, sealed under its scorer's key.
///
/// # Errors
/// When there is no such sheet, it was keyed already, or something on it is missing.
pub fn key_sheet(office: &mut Office, of: RoundId, number: i64, key: &Key, card: &CardText) -> Result<Done<usize>> {
    let sheet = office.read(|conn| store::sheet(conn, of, number))?;
    hand_in(office, of, sheet.scorer, key, &[(sheet.candidate, card.clone())], CameBy::Paper)
}
