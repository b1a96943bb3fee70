//! That donors were thanked: a line in the log of each, in one step.

use crate::fundraising::model::{NewThanks, PersonId};
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::people::{LogKind, LogLine};
use crate::t;

/// Keeps that donors were thanked.
pub static THANK: Op = Op {
    key: "fundraising.thank",
    says: "Keep thanks",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("donors thank"),
};

/// Notes in the log of each that they were thanked; what they gave until now waits for it no longer.
///
/// # Errors
/// When there is nobody, or somebody is no longer in the register.
pub fn thank(office: &mut Office, people: &[PersonId], new: &NewThanks) -> Result<Done<usize>> {
    office.transact(&THANK, |tx| {
        if people.is_empty() {
            return Err(Problem::input(t!("There is nobody to thank. Nothing was recorded")));
        }
        let line = LogLine {
            kind: LogKind::Thanks,
            day: new.day,
            how: new.how.clone(),
            who: tx.who().to_owned(),
            about: new.about.clone(),
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
        tx.say(match people {
            [one] => {
                let name = people::store::get(tx.conn(), *one)?.details.name;
                t!("Thanked {name} on {day}", name = name, day = day::short(new.day))
            }
            several => t!(
                "Thanked {count} on {day}",
                count = text::plural(several.len(), t!("donor"), t!("donors")),
                day = day::short(new.day)
            ),
        });
        Ok(people.len())
    })
}
