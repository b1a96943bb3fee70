//! Comments, and what is answered to them.

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::model::CommentId;
use crate::policy::store::{self, NewComment};
use crate::t;

/// Adds a comment.
pub static ADD: Op =
    Op { key: "policy.comment", says: "Comment", undo: Undo::Reverse, reach: Reach::Command("policy comments add") };

/// Answers a comment.
pub static ANSWER: Op = Op {
    key: "policy.comment_answer",
    says: "Answer comment",
    undo: Undo::Reverse,
    reach: Reach::Command("policy comments answer"),
};

/// Removes a comment.
pub static REMOVE: Op = Op {
    key: "policy.comment_remove",
    says: "Remove comment",
    undo: Undo::Reverse,
    reach: Reach::Command("policy comments remove"),
};

/// # Errors
/// When there is no such document, or nothing is said.
pub fn add(office: &mut Office, new: &NewComment) -> Result<Done<CommentId>> {
    office.transact(&ADD, |tx| {
        let of = store::document(tx.conn(), new.document)?;
        if new.says.trim().is_empty() {
            return Err(Problem::input(t!("Write what is to be said. Nothing was changed")));
        }
        let id = CommentId(tx.new_id());
        store::insert_comment(tx.conn(), id, new)?;
        tx.say(t!("Comment on {title}: {says}", title = of.new.title, says = new.says.trim()));
        Ok(id)
    })
}

/// What is answered to a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// `open`, `taken`, `partly`, `not_taken`, `noted`.
    pub state: String,
    pub answer: String,
    pub theme: String,
    /// The version in which something changed, by its number.
    pub version: Option<i64>,
}

/// # Errors
/// When there is no such comment or version, or a comment is not taken without a word of why.
pub fn answer(office: &mut Office, id: CommentId, answer: &Answer) -> Result<Done<()>> {
    office.transact(&ANSWER, |tx| {
        let mut comment = store::comment(tx.conn(), id)?;
        let said = answer.answer.trim();
        if matches!(answer.state.as_str(), "not_taken" | "partly") && said.is_empty() {
            return Err(Problem::input(t!("Say why it was not taken, or not wholly. Nothing was changed")));
        }
        comment.version = match answer.version {
            Some(number) => Some(store::find_version(tx.conn(), comment.new.document, &number.to_string())?.id),
            None => None,
        };
        comment.state.clone_from(&answer.state);
        said.clone_into(&mut comment.answer);
        answer.theme.trim().clone_into(&mut comment.new.theme);
        store::set_answer(tx.conn(), &comment)?;
        tx.say(t!("Answered “{says}”", says = comment.new.says));
        Ok(())
    })
}

/// # Errors
/// When there is no such comment, or it is part of a response.
pub fn remove(office: &mut Office, id: CommentId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let comment = store::comment(tx.conn(), id)?;
        if comment.new.response.is_some() {
            return Err(Problem::input(t!("It is part of a response, and stays. Nothing was changed")));
        }
        store::delete_comment(tx.conn(), id)?;
        tx.say(t!("Removed the comment “{says}”", says = comment.new.says));
        Ok(())
    })
}
