//! Sign-up sheets: blank lines with a number, keyed back line by line into the register, the list and who may be written to.

use crate::events::model::{AttendanceId, EventId, NewAttendance, PersonId, Presence};
use crate::events::store::{self, Put};
use crate::kit::{Problem, Result};
use crate::ledger::model::read::one_line;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::consent::{Said, State, Way};
use crate::people::{self, Channel, Contact, Details, LogKind, LogLine};
use crate::t;

/// Freezes a blank sign-up sheet as it is printed.
pub static BLANK: Op = Op {
    key: "events.blank_sheet",
    says: "Print sign-up sheet",
    undo: Undo::Aside("a sheet was printed; its number stays"),
    reach: Reach::Command("events sign-up-sheet"),
};

/// Keys a line of a sign-up sheet.
pub static KEY: Op = Op {
    key: "events.blank_sheet_key",
    says: "Key sign-up sheet",
    undo: Undo::Reverse,
    reach: Reach::Command("events sheet-key"),
};

/// A line as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub line: i64,
    pub name: String,
    pub phone: String,
    pub email: String,
    /// What they would help with.
    pub help: String,
    /// They ticked that we may write to them.
    pub may_write: bool,
}

/// Gives a blank sheet its number.
///
/// # Errors
/// When there is no such event.
pub fn blank(office: &mut Office, event: EventId, lines: i64) -> Result<Done<i64>> {
    office.transact(&BLANK, |tx| {
        let of = store::event(tx.conn(), event)?;
        let new_id = || tx.new_id();
        let number = store::insert_sheet(tx.conn(), &new_id, event, ("signup", tx.today(), lines), &[])?;
        tx.say(t!("Sign-up sheet {number} of “{title}”", number = number, title = of.new.title));
        Ok(number)
    })
}

/// Keys a line: who wrote it comes into the register unless they are there by their e-mail address, and onto the list of the
/// event; what they would do and that they may be written to is kept with the person. Answers who it is, and whether they are new.
///
/// # Errors
/// When it is no such sheet or line, or the line has no name.
pub fn key(office: &mut Office, number: i64, line: &Line) -> Result<Done<(PersonId, bool)>> {
    office.transact(&KEY, |tx| {
        let sheet = store::sheet(tx.conn(), number)?;
        if sheet.kind != "signup" || !(1..=sheet.blank).contains(&line.line) {
            return Err(Problem::input(t!(
                "Sheet {number} is no sign-up sheet with a line {line}. Nothing was changed",
                number = number,
                line = line.line
            )));
        }
        if let Some((_, who, _)) = sheet.lines.iter().find(|(at, ..)| *at == line.line) {
            let who = who.map(|id| store::attendance(tx.conn(), id)).transpose()?.map(|one| one.name);
            return Err(Problem::input(t!(
                "Line {line} of sheet {number} was keyed already, as {name}. Nothing was changed",
                line = line.line,
                number = number,
                name = who.unwrap_or_else(|| t!("somebody who is gone").to_owned())
            ))
            .hint(t!("Undo takes back what was keyed last")));
        }
        let name = one_line(&line.name);
        if name.is_empty() {
            return Err(Problem::input(t!("Say who wrote the line. Nothing was changed")));
        }
        let email = line.email.trim();
        let known = (!email.is_empty()).then(|| people::store::resolve(tx.conn(), email).ok()).flatten();
        let person = match known {
            Some(person) => person,
            None => people::ops::insert(tx, &details(&name, line, &store::event(tx.conn(), sheet.event)?.new.title))?,
        };
        keep(tx, person, number, line)?;
        let on_list = store::people(tx.conn(), sheet.event)?.into_iter().find(|one| one.person == Some(person));
        let one = if let Some(one) = on_list {
            one.id
        } else {
            let was_there = store::event(tx.conn(), sheet.event)?.new.timing.start.date() <= tx.today();
            let new = NewAttendance {
                state: if was_there { Presence::Going } else { Presence::Invited },
                channel: t!("Sign-up sheet").to_owned(),
                ..NewAttendance::default()
            };
            let put = Put {
                event: sheet.event,
                person: Some(person),
                name: "",
                guest_of: None,
                new: &new,
                invited: None,
                answered: Some(tx.today()),
                came: was_there.then_some(true),
                walked_in: was_there,
            };
            let id = AttendanceId(tx.new_id());
            store::insert_attendance(tx.conn(), id, &put)?;
            id
        };
        store::insert_line(tx.conn(), tx.new_id(), sheet.id, line.line, one)?;
        tx.say(t!("Sheet {number}, line {line}: {name}", number = number, line = line.line, name = name));
        Ok((person, known.is_none()))
    })
}

fn details(name: &str, line: &Line, source: &str) -> Details {
    let mut details = Details { source: source.to_owned(), ..Details::named(name) };
    for (channel, value) in [(Channel::Email, &line.email), (Channel::Phone, &line.phone)] {
        if !value.trim().is_empty() {
            details.contacts.push(Contact::new(channel, "", value.trim()));
        }
    }
    details
}

/// What they would do, and that they may be written to.
fn keep(tx: &Tx<'_>, person: PersonId, number: i64, line: &Line) -> Result<()> {
    if !line.help.trim().is_empty() {
        let noted = LogLine {
            kind: LogKind::Interest,
            day: tx.today(),
            how: "do".to_owned(),
            who: tx.who().to_owned(),
            about: line.help.trim().to_owned(),
            step: String::new(),
            due: None,
            open: false,
            feedback: people::Feedback::default(),
        };
        people::ops::log_in(tx, person, &noted)?;
    }
    if line.may_write {
        let how = t!("Sign-up sheet {number}, line {line}", number = number, line = line.line);
        let said = Said { way: Way::of("email"), state: State::Yes, day: tx.today(), how };
        people::ops::say_in(tx, &[(person, said)])?;
    }
    Ok(())
}
