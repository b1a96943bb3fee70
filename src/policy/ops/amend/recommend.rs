//! What the committee recommends, with other words and what the proposer says to them; and what two amendments are to each other.

use super::submitted;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::body::Body;
use crate::policy::change::{self, LinkKind, Op as Change};
use crate::policy::model::amendment::{AmendmentId, Recommends};
use crate::policy::store;
use crate::t;

/// What the committee recommends.
pub static RECOMMEND: Op =
    Op { key: "policy.recommend", says: "Recommend", undo: Undo::Reverse, reach: Reach::Command("policy recommend") };

/// Says what two amendments are to each other.
pub static LINK: Op =
    Op { key: "policy.link", says: "Link amendments", undo: Undo::Reverse, reach: Reach::Command("policy link") };

/// Takes back what was said of two amendments.
pub static UNLINK: Op =
    Op { key: "policy.unlink", says: "Unlink amendments", undo: Undo::Reverse, reach: Reach::Command("policy link") };

/// What a committee says of an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recommending {
    pub recommends: Recommends,
    /// The text as the committee would have it.
    pub amended: Option<Body>,
    pub why: String,
    /// Whether the proposer agrees, and what they say to it.
    pub agreed: Option<bool>,
    pub agreed_says: String,
}

/// Writes down what the committee recommends; other words are kept as operations on the same text.
///
/// # Errors
/// When other words are recommended and none given.
pub fn recommend(office: &mut Office, id: AmendmentId, what: &Recommending) -> Result<Done<()>> {
    office.transact(&RECOMMEND, |tx| {
        let mut one = submitted(tx, id)?;
        let board = store::board(tx.conn(), one.new.document, Some(one.new.version))?;
        let ops: Option<Vec<Change>> =
            what.amended.as_ref().map(|amended| change::derive(&board.base_of(&one.new), amended));
        if ops.as_ref().is_some_and(|ops| *ops == one.new.ops) {
            return Err(Problem::input(t!(
                "These are the words of {number} itself. Nothing was changed",
                number = one.called()
            ))
            .hint(t!("Recommend to accept it, or give other words")));
        }
        one.recommends = what.recommends;
        one.recommended = match what.recommends {
            Recommends::Modify => ops.or(one.recommended.take()),
            _ => None,
        };
        if what.recommends == Recommends::Modify && one.recommended.as_ref().is_none_or(Vec::is_empty) {
            return Err(Problem::input(t!("Give the words that are recommended. Nothing was changed")));
        }
        what.why.trim().clone_into(&mut one.recommends_why);
        one.agreed = what.agreed;
        what.agreed_says.trim().clone_into(&mut one.agreed_says);
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("Recommendation on {number}: {what}", number = one.called(), what = what.recommends.says()));
        Ok(())
    })
}

/// Says what one amendment is to another.
///
/// # Errors
/// When they are one, of different documents, or that was said already.
pub fn link(office: &mut Office, from: AmendmentId, to: AmendmentId, kind: LinkKind) -> Result<Done<()>> {
    office.transact(&LINK, |tx| {
        let (one, other) = (store::amendment(tx.conn(), from)?, store::amendment(tx.conn(), to)?);
        if one.id == other.id || one.new.document != other.new.document {
            return Err(Problem::input(t!("Two amendments to one document can be linked. Nothing was changed")));
        }
        let (one, other) = (one.called(), other.called());
        if !store::insert_link(tx.conn(), tx.new_id(), from, to, kind)? {
            return Err(Problem::input(t!(
                "That was said of {one} and {other} already. Nothing was changed",
                one = one,
                other = other
            )));
        }
        tx.say(match kind {
            LinkKind::Excludes => t!("{one} and {other} exclude each other", one = one, other = other),
            LinkKind::Requires => t!("{one} needs {other}", one = one, other = other),
            LinkKind::Consequential => t!("{one} is agreed with {other}", one = one, other = other),
        });
        Ok(())
    })
}

/// Takes back what was said of two amendments: one thing, or all.
///
/// # Errors
/// When nothing was.
pub fn unlink(office: &mut Office, one: AmendmentId, other: AmendmentId, kind: Option<LinkKind>) -> Result<Done<()>> {
    office.transact(&UNLINK, |tx| {
        if !store::delete_link(tx.conn(), one, other, kind)? {
            return Err(Problem::input(t!("Nothing of that was said of these two. Nothing was changed")));
        }
        let (one, other) = (store::amendment(tx.conn(), one)?, store::amendment(tx.conn(), other)?);
        tx.say(t!("Unlinked {one} and {other}", one = one.called(), other = other.called()));
        Ok(())
    })
}
