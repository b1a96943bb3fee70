//! Open amendments are carried over to a later version, those that can be as they are; the others are written anew for it.

use super::submitted;
use crate::kit::{Problem, Result, text as words};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::body::Body;
use crate::policy::change;
use crate::policy::model::amendment::{Amendment, AmendmentId, Recommends};
use crate::policy::model::carrying::{CarriedOver, is_open};
use crate::policy::model::{DocumentId, VersionId};
use crate::policy::store;
use crate::t;

/// Carries open amendments over to a new version.
pub static REBASE: Op = Op {
    key: "policy.rebase",
    says: "Carry amendments over",
    undo: Undo::Reverse,
    reach: Reach::Command("policy rebase"),
};

/// Writes an open amendment anew for the newest version; it keeps its number.
pub static REWRITE: Op = Op {
    key: "policy.rewrite",
    says: "Write amendment anew",
    undo: Undo::Reverse,
    reach: Reach::Command("policy rewrite"),
};

/// Carries over what can be: clean ones are made to the newest version; the others stay where they are, and are listed.
///
/// # Errors
/// When there is no version, or none can be carried over as it is.
pub fn rebase(office: &mut Office, document: DocumentId) -> Result<Done<Vec<CarriedOver>>> {
    office.transact(&REBASE, |tx| {
        let found = store::to_carry_over(tx.conn(), document)?;
        let newest: VersionId = store::board(tx.conn(), document, None)?.version;
        let mut count = 0;
        for carried in found.iter().filter(|carried| carried.rebased.state == change::State::Clean) {
            let mut moved = carried.one.clone();
            moved.new.version = newest;
            moved.new.ops.clone_from(&carried.rebased.ops);
            moved.recommended.clone_from(&carried.recommended);
            no_words_no_recommendation(&mut moved);
            store::update_amendment(tx.conn(), &moved)?;
            count += 1;
        }
        if count == 0 {
            return Err(Problem::input(t!("No amendment can be carried over as it is. Nothing was changed"))
                .hint(t!("`policy rebase` without --write says why")));
        }
        tx.say(t!("Carried {count} over", count = words::plural(count, t!("amendment"), t!("amendments"))));
        Ok(found)
    })
}

/// Writes an open amendment anew for the newest version. It keeps its number, its proposer and its reason.
///
/// # Errors
/// When it is decided, amends the newest version already, changes nothing in it, or what it amends is not there.
pub fn rewrite(office: &mut Office, id: AmendmentId, amended: &Body) -> Result<Done<()>> {
    office.transact(&REWRITE, |tx| {
        let mut one = submitted(tx, id)?;
        let board = store::board(tx.conn(), one.new.document, None)?;
        if !is_open(&one) || one.new.version == board.version {
            return Err(Problem::input(t!(
                "{number} is decided, or amends the newest version already. Nothing was changed",
                number = one.called()
            )));
        }
        if let Some(parent) = one.new.parent.filter(|parent| board.place(*parent).is_none()) {
            let parent = store::amendment(tx.conn(), parent)?.called();
            return Err(Problem::input(t!(
                "{parent}, which it amends, is not carried over. Nothing was changed",
                parent = parent
            )));
        }
        let mut amended = amended.clone();
        amended.straighten();
        one.new.version = board.version;
        one.new.ops = change::derive(&board.base_of(&one.new), &amended);
        if one.new.ops.is_empty() {
            return Err(Problem::input(t!(
                "The copy says what the text says, so it amends nothing. Nothing was changed"
            ))
            .hint(t!("If the new version says what it asks, its proposer can withdraw it")));
        }
        // What was recommended was written for the other version.
        one.recommended = None;
        no_words_no_recommendation(&mut one);
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("Wrote {number} anew for the newest version", number = one.called()));
        Ok(())
    })
}

/// Other words that are recommended have to be there.
fn no_words_no_recommendation(one: &mut Amendment) {
    if one.recommends == Recommends::Modify && one.recommended.is_none() {
        one.recommends = Recommends::Nothing;
        one.agreed = None;
    }
}
