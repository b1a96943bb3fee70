//! Closing a year, and opening it again.

use crate::cli::{ClosingItem, ClosingOf, Span, closing};
use crate::kit::{Day, Problem, Result, day, text};
use crate::ledger::store::{self as ledger, Period};
use crate::office::{Done, Office, Op, OpId, Reach, Tx, Undo, mark_compensated, profile};
use crate::t;
use crate::year::model::{CloseId, Closed, Left, Year, unsettled};
use crate::year::store::{self, NewClose};

/// Closes a year: its entries stay as they are.
pub static CLOSE: Op = Op {
    key: "year.close",
    says: "Close year",
    undo: Undo::Compensate {
        by: reopen_step,
        leaves: "The year is open again; that it was closed stays in the book, with your reason",
    },
    reach: Reach::Command("year close"),
};

/// Opens the year again that was closed last.
pub static REOPEN: Op = Op {
    key: "year.reopen",
    says: "Open year again",
    undo: Undo::Final("a year that was opened again is closed again by closing it"),
    reach: Reach::Command("year reopen"),
};

/// What is said when a year is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClosing {
    pub year: Year,
    /// What is left open, by the key of the item, and why.
    pub left: Vec<(String, String)>,
    pub note: String,
}

/// Where the lock of the first year that is closed begins: with it all that lies before is closed.
fn beginning() -> Day {
    Day::from_ymd_opt(1, 1, 1).unwrap_or(Day::MIN)
}

/// Closes a year that is over, after all that `asked` say of it is settled or left with a reason. The statement is kept as it is
/// then, and the ledger holds the year's entries.
///
/// # Errors
/// When another year comes first, the year is not over, or something is open without a reason.
pub fn close(office: &mut Office, new: &NewClosing, asked: &[ClosingOf]) -> Result<Done<CloseId>> {
    office.transact(&CLOSE, |tx| {
        may_close(tx, new.year)?;
        let (conn, year) = (tx.conn(), new.year);
        let span = Span { from: year.from, to: year.to, today: tx.today() };
        let items = closing(asked.iter().copied(), conn, &span)?;
        let open = unsettled(&items, &new.left);
        if !open.is_empty() {
            return Err(still_open(year, &open));
        }
        let statement = store::live(conn, year)?;
        if let Some(fault) = statement.faults().first() {
            return Err(Problem::defect(t!(
                "The statement does not add up ({what}). Nothing was closed",
                what = fault
            )));
        }
        let json = serde_json::to_string(&statement)
            .map_err(|e| Problem::defect(t!("The statement could not be kept. Nothing was closed")).because(e))?;
        let entries = store::population(conn, year)?.len();
        let id = CloseId(tx.new_id());
        let first = store::last_closed(conn)?.is_none();
        let balance = statement.sum("closing");
        store::insert_close(
            conn,
            &NewClose {
                id,
                year,
                on: tx.today(),
                by: tx.who(),
                note: new.note.trim(),
                entries,
                balance,
                statement: &json,
                op: tx.op(),
            },
        )?;
        let reason = |key: &str| new.left.iter().find(|(item, _)| item == key).map(|(_, why)| why.trim().to_owned());
        for item in items.iter().filter(|item| item.open > 0) {
            let reason = reason(item.key).unwrap_or_default();
            let left = Left { item: item.key.to_owned(), says: item.says.clone(), reason };
            store::insert_left(conn, tx.new_id(), id, &left)?;
        }
        let period = Period {
            from: if first { beginning() } else { year.from },
            to: year.to,
            says: t!("the closed year {year}", year = year.label()),
        };
        ledger::hold_days(conn, tx.new_id(), &period, "year_close", id.0)?;
        let currency = profile::get(conn)?.currency;
        tx.say(t!(
            "Closed the year {year}: {entries}, {balance} at its end",
            year = year.label(),
            entries = text::plural(entries, t!("entry"), t!("entries")),
            balance = currency.show(balance)
        ));
        Ok(id)
    })
}

fn may_close(tx: &Tx<'_>, year: Year) -> Result<()> {
    let conn = tx.conn();
    if let Some(last) = store::last_closed(conn)?.filter(|last| year.to <= last.year.to) {
        return Err(Problem::input(t!("The year {year} is closed already. Nothing was changed", year = year.label()))
            .hint(t!("The last year that is closed is {last}", last = last.year.label())));
    }
    match store::next(conn, Some(year))? {
        None => Err(Problem::input(t!("There is no entry yet, so there is no year to close"))),
        Some(next) if next != year => Err(Problem::input(t!("Years are closed in their order. Nothing was closed"))
            .hint(t!("The next one is {next}", next = next.label()))),
        Some(_) if year.to >= tx.today() => Err(Problem::input(t!(
            "The year {year} is not over before {day}. Nothing was closed",
            year = year.label(),
            day = day::long(year.to)
        ))),
        Some(_) => Ok(()),
    }
}

fn still_open(year: Year, open: &[&ClosingItem]) -> Problem {
    let all: Vec<String> = open.iter().map(|item| format!("{} ({})", item.says, item.key)).collect();
    let problem = Problem::input(t!(
        "{count} open, so the year {year} was not closed: {all}",
        count = text::plural(open.len(), t!("thing is"), t!("things are")),
        year = year.label(),
        all = all.join("; ")
    ));
    if open.iter().any(|item| item.must) {
        problem.hint(t!("What does not tie out has to be put right; “check” says where it is"))
    } else {
        problem.hint(t!("Settle each, or say why it stays open; the reason is kept"))
    }
}

/// Opens the year again that was closed last, with the reason.
///
/// # Errors
/// When it is not the last, or no reason is given.
pub fn reopen(office: &mut Office, id: CloseId, reason: &str) -> Result<Done<Closed>> {
    let reason = reason_of(reason)?;
    office.transact(&REOPEN, |tx| {
        let closed = store::closed(tx.conn(), id)?;
        open_again(tx, &closed, reason)?;
        Ok(closed)
    })
}

fn reason_of(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Problem::input(t!("A closed year is opened again with a reason. Nothing was changed"))
            .hint(t!("Say why, for whoever looks at the books later")));
    }
    Ok(reason)
}

fn open_again(tx: &Tx<'_>, closed: &Closed, reason: &str) -> Result<()> {
    let conn = tx.conn();
    if closed.reopened.is_some() {
        return Err(Problem::input(t!(
            "The year {year} is open again already. Nothing was changed",
            year = closed.year.label()
        )));
    }
    if let Some(last) = store::last_closed(conn)?.filter(|last| last.id != closed.id) {
        return Err(Problem::input(t!("Years are opened again the latest first. Nothing was changed"))
            .hint(t!("The last year that is closed is {last}", last = last.year.label())));
    }
    store::set_reopened(conn, closed.id, tx.today(), tx.who(), reason)?;
    ledger::free_days(conn, "year_close", closed.id.0)?;
    tx.say(t!("Opened the year {year} again: {reason}", year = closed.year.label(), reason = reason));
    Ok(())
}

/// What undoing a close is.
fn reopen_step(office: &mut Office, op: OpId, reason: &str) -> Result<OpId> {
    let reason = reason_of(reason)?;
    let done = office.transact(&REOPEN, |tx| {
        let closed = store::closed_in(tx.conn(), op)?
            .ok_or_else(|| Problem::input(t!("This year is open again already. Nothing was changed")))?;
        open_again(tx, &closed, reason)?;
        mark_compensated(tx, op)
    })?;
    done.op.ok_or_else(|| Problem::defect("The year was not opened again"))
}
