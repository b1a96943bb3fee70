//! Amendments merged into a version, and the conflicts that are decided on the way.

use std::collections::BTreeMap;

use crate::kit::{Problem, Result, text as words};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::change::Fix;
use crate::policy::model::amendment::{AmendmentId, Choice, Wording};
use crate::policy::model::{DocumentId, VersionId};
use crate::policy::{ops::version, store};
use crate::t;

/// Decides a conflict.
pub static DECIDE: Op = Op {
    key: "policy.decide",
    says: "Decide conflict",
    undo: Undo::Reverse,
    reach: Reach::Command("policy merge-version"),
};

/// Makes a version of the text with amendments.
pub static MERGE: Op = Op {
    key: "policy.merge_version",
    says: "Merge amendments",
    undo: Undo::Reverse,
    reach: Reach::Command("policy merge-version"),
};

/// Decides a conflict of a merge; none takes the decision back.
///
/// # Errors
/// When the file cannot be written.
pub fn decide(office: &mut Office, document: DocumentId, key: &str, fix: Option<&Fix>) -> Result<Done<()>> {
    office.transact(&DECIDE, |tx| {
        store::put_fix(tx.conn(), tx.new_id(), document, key, fix)?;
        tx.say(match fix {
            Some(_) => t!("Decided a conflict of amendments"),
            None => t!("Opened a conflict of amendments again"),
        });
        Ok(())
    })
}

/// Makes a version of the text with the amendments that were chosen. An open conflict blocks it.
///
/// # Errors
/// When something is still to be decided, does not fit, or nothing is changed.
pub fn merge(
    office: &mut Office,
    document: DocumentId,
    chosen: &[(AmendmentId, Wording)],
    fixes: &BTreeMap<String, Fix>,
    name: &str,
) -> Result<Done<VersionId>> {
    office.transact(&MERGE, |tx| {
        let board = store::board(tx.conn(), document, None)?;
        let mut choice = Choice::new();
        for (id, wording) in chosen {
            let one = board.place(*id).and_then(|at| Some((at, board.all.get(at)?)));
            let Some((at, one)) = one.filter(|(_, one)| one.stands()) else {
                return Err(Problem::input(t!(
                    "An amendment that was chosen is not before the meeting. Nothing was merged"
                )));
            };
            if *wording == Wording::Recommended && one.recommended.is_none() {
                return Err(Problem::input(t!(
                    "{number} has no other words that were recommended. Nothing was merged",
                    number = one.called()
                )));
            }
            choice.insert(at, *wording);
        }
        if choice.is_empty() {
            return Err(Problem::input(t!("No amendment was chosen. Nothing was merged"))
                .hint(t!("Those that were carried are chosen by themselves: enter the votes first")));
        }
        let mut decided = board.fixes.clone();
        decided.extend(fixes.iter().map(|(key, fix)| (key.clone(), fix.clone())));
        let merged = board.merge(&choice, &decided)?;
        let Some(body) = merged.finished() else {
            let open = merged.conflicts.len() + merged.misfits.len();
            return Err(Problem::input(t!(
                "{count} must be decided first. Nothing was merged",
                count = words::plural(open, t!("conflict"), t!("conflicts"))
            )));
        };
        let mut body = body.clone();
        body.straighten();
        let saving = version::Saving {
            name: if name.trim().is_empty() { t!("As amended").to_owned() } else { name.trim().to_owned() },
            width: None,
            sources: board.sources(&merged),
        };
        let made = version::write(tx, document, &body, &saving)?;
        for (key, fix) in fixes {
            store::put_fix(tx.conn(), tx.new_id(), document, key, Some(fix))?;
        }
        for at in choice.keys() {
            if let Some(one) = board.all.get(*at) {
                let mut one = one.clone();
                one.merged = Some(made);
                store::update_amendment(tx.conn(), &one)?;
            }
        }
        // The text at work is the newest version from now on, and so the one before when this is undone.
        store::drop_working(tx.conn(), document)?;
        let of = store::document(tx.conn(), document)?;
        let names: Vec<String> = choice.keys().filter_map(|at| board.all.get(*at)).map(|one| one.called()).collect();
        tx.say(t!("Merged {names} into {title}", names = words::and_list(&names), title = of.new.title));
        Ok(made)
    })
}
