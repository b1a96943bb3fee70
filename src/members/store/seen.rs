//! What is known of one member: the register around them, the history, the number they would get.

use rusqlite::Connection;

use crate::kit::{Day, Result};
use crate::members::model::{PersonId, Register, Reminder, Term};
use crate::office::history::{self, Step};

/// See the head of this file.
pub struct Seen {
    pub person: PersonId,
    pub register: Register,
    /// The newest first.
    pub steps: Vec<Step>,
    /// The number they would get next, where they have none.
    pub next_number: Option<String>,
    /// What who pays for the member was reminded of, the newest first.
    pub reminders: Vec<Reminder>,
}

impl Seen {
    /// The term that says what the member is on a day.
    pub fn main(&self, on: Day) -> Option<&Term> {
        self.register.main_term(self.register.terms_of(self.person), on)
    }

    /// The number they have.
    pub fn number(&self) -> Option<&str> {
        self.register.people.get(&self.person)?.number.as_deref()
    }
}

/// Reads one member as of a day; nothing of somebody who is none and has not applied.
///
/// # Errors
/// When the file cannot be read.
pub fn seen(conn: &Connection, person: PersonId, today: Day) -> Result<Option<Seen>> {
    let register = super::register_of(conn, person)?;
    let terms = register.terms_of(person);
    if terms.is_empty() {
        return Ok(None);
    }
    let payer = register.main_term(terms, today).and_then(|term| term.payer).unwrap_or(person);
    let reminders = super::reminders_of(conn, payer)?;
    let has_number = register.people.get(&person).is_some_and(|who| who.number.is_some());
    let next_number = if has_number { None } else { Some(super::next_number(conn, &register.settings.numbers)?.1) };
    let steps = history::of_record(conn, &parts(&register, person, &reminders))?;
    Ok(Some(Seen { person, register, steps, next_number, reminders }))
}

/// The rows that make up what is known of a member, for their history.
fn parts(register: &Register, person: PersonId, reminders: &[Reminder]) -> Vec<(&'static str, i64)> {
    let mut parts: Vec<_> = reminders.iter().map(|reminder| ("dues_reminder", reminder.id.0)).collect();
    for term in register.terms_of(person) {
        parts.push(("membership", term.id.0));
        parts.extend(term.pins.iter().map(|pin| ("membership_pin", pin.id.0)));
        parts.extend(register.charges_of(term.id).map(|(charge, _)| ("dues_charge", charge.id.0)));
    }
    parts
}
