//! What can be done with letters: write one, remove one, note in people's logs that they got one.

use super::model::{Letter, LetterId, PersonId};
use super::store;
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::people::{LogKind, LogLine};
use crate::t;

/// Every operation of letters.
pub const OPS: &[&Op] = &[&SAVE, &REMOVE, &NOTE];

/// Writes a letter, or another text in the place of one that comes with the program.
pub static SAVE: Op =
    Op { key: "letters.save", says: "Save letter", undo: Undo::Reverse, reach: Reach::Command("letters save") };

/// Removes a letter of the office's own; of one that stood in the program's place, the program's comes back.
pub static REMOVE: Op =
    Op { key: "letters.remove", says: "Remove letter", undo: Undo::Reverse, reach: Reach::Command("letters remove") };

/// Notes in the log of each person that a letter went out.
pub static NOTE: Op = Op {
    key: "letters.note",
    says: "Note letters in the log",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("letters print"),
};

/// Saves a letter: a new row, or the row that it has. Where nothing changed, nothing is recorded.
///
/// # Errors
/// When another letter has its title.
pub fn save(office: &mut Office, letter: &Letter) -> Result<Done<LetterId>> {
    office.transact(&SAVE, |tx| {
        let others = store::all(tx.conn())?;
        let taken = others.iter().find(|other| !other.is_same(letter) && other.title == letter.title);
        if let Some(other) = taken {
            return Err(Problem::input(t!(
                "There is a letter “{title}” already. Nothing was changed",
                title = other.title
            ))
            .hint(t!("Give this one another title")));
        }
        tx.say(t!("Saved the letter “{title}”", title = letter.title));
        match letter.id {
            Some(id) => {
                store::update(tx.conn(), id, letter)?;
                Ok(id)
            }
            None => {
                let id = LetterId(tx.new_id());
                store::insert(tx.conn(), id, letter)?;
                Ok(id)
            }
        }
    })
}

/// Removes a letter; undo brings it back.
///
/// # Errors
/// When it comes with the program and was not changed: it cannot be removed.
pub fn remove(office: &mut Office, letter: &Letter) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let Some(id) = letter.id else {
            return Err(Problem::input(t!("“{title}” comes with the program, and stays", title = letter.title))
                .hint(t!("Change its text, or leave it aside")));
        };
        store::delete(tx.conn(), id)?;
        tx.say(if letter.is_changed() {
            t!("Took back the changes of the letter “{title}”", title = letter.title)
        } else {
            t!("Removed the letter “{title}”", title = letter.title)
        });
        Ok(())
    })
}

/// Notes in the log of each person that a letter went out today; how many were noted.
///
/// # Errors
/// When somebody is no longer in the register.
pub fn note(office: &mut Office, people: &[PersonId], title: &str) -> Result<Done<usize>> {
    office.transact(&NOTE, |tx| {
        let line = LogLine {
            kind: LogKind::Contact,
            day: tx.today(),
            how: "letter".to_owned(),
            who: tx.who().to_owned(),
            about: title.to_owned(),
            step: String::new(),
            due: None,
            open: false,
            feedback: people::Feedback::default(),
        };
        tx.expect(u64::try_from(people.len()).unwrap_or(0));
        for (at, person) in people.iter().enumerate() {
            if at.is_multiple_of(500) {
                tx.progress(u64::try_from(at).unwrap_or(0))?;
            }
            people::ops::log_in(tx, *person, &line)?;
        }
        let letters = text::plural(people.len(), t!("letter"), t!("letters"));
        tx.say(t!("Noted {letters} in the log: {title}", letters = letters, title = title));
        Ok(people.len())
    })
}
