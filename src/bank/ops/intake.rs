//! Taking statements in, and taking one out again.

use crate::bank::model::{AccountId, Choice, Fate, LineState, Plan, PlannedLine, StatementId, plan};
use crate::bank::statement::{File, Told};
use crate::bank::store;
use crate::kit::{Problem, Result, text};
use crate::ledger;
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;
use crate::tabular::Report;

/// Takes the lines of a statement in.
pub static IMPORT: Op =
    Op { key: "bank.import", says: "Import statement", undo: Undo::ReverseKeep, reach: Reach::Command("import bank") };

/// Takes a statement out again, with its lines.
pub static FORGET: Op =
    Op { key: "bank.forget", says: "Remove statement", undo: Undo::Reverse, reach: Reach::Command("bank forget") };

/// How many lines are written at a time.
const TOGETHER: usize = 256;

/// What a statement is read with in this office.
///
/// # Errors
/// When the file cannot be read.
pub fn reading(office: &Office) -> Result<Told> {
    Ok(Told::new(*office.read(profile::get)?.currency, office.today()))
}

/// Works out what taking a file into an account would do. Nothing is written.
///
/// # Errors
/// When the account is closed, no statement of the file is in the office's currency, or it is not plain which is meant.
pub fn prepare(office: &Office, file: &File, account: AccountId, choice: &Choice) -> Result<Plan> {
    office.read(|conn| {
        let found = ledger::store::account(conn, account)?;
        if found.closed {
            return Err(Problem::input(t!("The account “{name}” is closed. Nothing was read", name = found.name)));
        }
        plan(file, &store::known(conn, account)?, choice)
    })
}

/// Does what the plan says, exactly as it was shown.
///
/// # Errors
/// When the office has changed since the plan was made, or the work was cancelled; nothing was changed then.
pub fn commit(office: &mut Office, plan: &Plan) -> Result<Done<Report>> {
    let done = office.transact(&IMPORT, |tx| {
        if ledger::store::generation(tx.conn())? != plan.generation {
            return Err(Problem::input(t!("The office has changed since the preview was made. Nothing was imported"))
                .hint(t!("Look at the preview again")));
        }
        take_in(tx, plan)
    })?;
    let op = done.op.map(|op| op.to_string());
    Ok(Done { value: Report { op, ..plan.report.clone() }, op: done.op, changed: done.changed })
}

fn take_in(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    let conn = tx.conn();
    tx.expect(u64::try_from(plan.report.added + plan.report.updated).unwrap_or(0));
    for number in &plan.numbers {
        store::insert_number(conn, tx.new_id(), plan.account, number)?;
    }
    let (mut written, mut split) = (0, std::collections::BTreeSet::new());
    for statement in &plan.statements {
        for planned in &statement.lines {
            match &planned.fate {
                Fate::Splits(whole) if split.insert(*whole) => store::remove_line(conn, *whole)?,
                Fate::Aside(line, _) if plan.bring_back => store::set_state(conn, *line, LineState::Open, "", None)?,
                _ => {}
            }
        }
        if !statement.brings {
            continue;
        }
        let id = StatementId(tx.new_id());
        let of = (plan.source.as_str(), plan.digest.as_str(), plan.format.key());
        store::insert_statement(conn, id, plan.account, of, statement)?;
        let brought: Vec<(usize, &PlannedLine)> =
            statement.lines.iter().enumerate().filter(|(_, l)| matches!(l.fate, Fate::New | Fate::Splits(_))).collect();
        for some in brought.chunks(TOGETHER) {
            store::insert_lines(conn, plan.account, id, some, &|| tx.new_id())?;
            written += some.len();
            tx.progress(u64::try_from(written).unwrap_or(0))?;
        }
    }
    tx.say(t!(
        "Imported {count} of {account} from {source}",
        count = text::plural(plan.report.added + plan.report.updated, t!("bank line"), t!("bank lines")),
        account = plan.account_name,
        source = plan.source
    ));
    Ok(())
}

/// Takes a statement out, with the lines it brought. Read again, they come in again.
///
/// # Errors
/// When one of its lines is matched or reconciled.
pub fn forget(office: &mut Office, id: StatementId) -> Result<Done<()>> {
    office.transact(&FORGET, |tx| {
        let statement = store::statement(tx.conn(), id)?;
        if statement.matched + statement.reconciled > 0 {
            return Err(Problem::input(t!(
                "{count} of this statement are matched to the ledger. Nothing was changed",
                count = text::plural(statement.matched, t!("line"), t!("lines"))
            ))
            .hint(t!("Free them first")));
        }
        store::delete_statement(tx.conn(), id)?;
        tx.say(t!(
            "Removed the statement {source} of {account} with {count}",
            source = statement.source,
            account = statement.account_name,
            count = text::plural(statement.brought, t!("line"), t!("lines"))
        ));
        Ok(())
    })
}
