//! Noting that payers were reminded of their dues.

use crate::kit::{Money, Problem, Result, text};
use crate::members::model::{ReminderId, ToRemind, Tone};
use crate::members::store;
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Notes a round of reminders.
pub static REMIND: Op = Op {
    key: "members.remind",
    says: "Note reminders",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("members remind"),
};

/// Notes who was reminded today, in which tone and of how much: one step, taken back as one.
///
/// # Errors
/// When nobody was.
pub fn remind(office: &mut Office, reminded: &[ToRemind]) -> Result<Done<usize>> {
    office.transact(&REMIND, |tx| {
        if reminded.is_empty() {
            return Err(Problem::input(t!("Nobody was reminded, so nothing was noted")));
        }
        for one in reminded {
            let owed = (one.tone, one.arrears.total());
            store::insert_reminder(tx.conn(), ReminderId(tx.new_id()), one.arrears.payer, tx.today(), owed, tx.who())?;
        }
        let currency = profile::get(tx.conn())?.currency;
        let total: Money = reminded.iter().map(|one| one.arrears.total()).sum();
        let tones: Vec<String> = Tone::ALL
            .into_iter()
            .map(|tone| (tone, reminded.iter().filter(|one| one.tone == tone).count()))
            .filter(|(_, n)| *n > 0)
            .map(|(tone, n)| format!("{n} {}", tone.label().to_lowercase()))
            .collect();
        tx.say(match reminded {
            [one] => t!(
                "Reminded {name} of {total} of dues ({tones})",
                name = one.arrears.name,
                total = currency.show(total),
                tones = one.tone.label().to_lowercase()
            ),
            all => t!(
                "Reminded {payers} of {total} of dues ({tones})",
                payers = text::plural(all.len(), t!("payer"), t!("payers")),
                total = currency.show(total),
                tones = tones.join(", ")
            ),
        });
        Ok(reminded.len())
    })
}
