//! `ledger accounts`, `account`, `category` and `fund`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::{choice, day_or_today, file_only, flag, needed, option, terms};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::ledger::model::{AccountKind, CategoryKind};
use crate::ledger::{ops, store};
use crate::office::OpId;
use crate::t;

pub(super) fn accounts_args(c: Command) -> Command {
    file_only(c).arg(option("on", "D", "At the end of which day (default: today)").visible_alias("to-day"))
}

pub(super) fn accounts(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let day = day_or_today(call, "on", &office)?;
    let balances = office.read(|conn| store::account_balances(conn, day))?;
    let mut text = String::new();
    let list: Vec<Json> = balances
        .iter()
        .map(|line| {
            let account = &line.account;
            let closed = if account.closed { t!(" (closed)") } else { "" };
            text.push_str(&format!("{:<30} {:>16}{closed}\n", account.name, currency.figures(line.balance)));
            json!({
                "id": account.id,
                "name": account.name,
                "kind": account.kind.key(),
                "closed": account.closed,
                "balance": currency.plain(line.balance),
            })
        })
        .collect();
    call.out.answer(&json!({ "as_of": day, "currency": currency.code, "accounts": list }), &text)?;
    Ok(Outcome::Done)
}

fn save_args(c: Command) -> Command {
    file_only(c)
        .arg(needed("name", "NAME", "Its name; one that is new is added"))
        .arg(option("rename", "NEW", "Another name"))
        .arg(flag("close", "Nothing new is put there"))
        .arg(flag("reopen", "Open it again").conflicts_with("close"))
}

pub(super) fn account_args(c: Command) -> Command {
    save_args(c).arg(choice(
        "kind",
        "KIND",
        "Where the money lies (default for a new one: bank)",
        AccountKind::ALL.map(AccountKind::key),
    ))
}

pub(super) fn category_args(c: Command) -> Command {
    save_args(c).arg(choice(
        "kind",
        "KIND",
        "What it is for; a new one needs it",
        CategoryKind::ALL.map(CategoryKind::key),
    ))
}

pub(super) fn fund_args(c: Command) -> Command {
    save_args(c).arg(option("purpose", "TEXT", "What the money may be used for"))
}

/// What the flags make of a name and of whether it is closed.
fn outcome(call: &Call<'_>, name: &str, closed: bool) -> (String, bool) {
    let name = call.text("rename").unwrap_or(name).to_owned();
    (name, call.flag("close") || (closed && !call.flag("reopen")))
}

fn answer(call: &mut Call<'_>, id: impl serde::Serialize, op: Option<OpId>, name: &str) -> Result<Outcome> {
    let text = if op.is_some() { t!("Saved: {name}", name = name) } else { t!("{name} was so already", name = name) };
    call.out.answer(&json!({ "op": op, "id": id, "name": name }), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn account(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let wanted = call.need("name")?.to_owned();
    let kind = call.text("kind").map(AccountKind::of).transpose()?;
    let found = office.read(store::accounts)?.into_iter().find(|a| a.name == wanted);
    let (name, closed) = outcome(call, &wanted, found.as_ref().is_some_and(|a| a.closed));
    let kind = kind.or(found.as_ref().map(|a| a.kind)).unwrap_or(AccountKind::Bank);
    let done = ops::save_account(&mut office, found.map(|a| a.id), &name, kind, closed)?;
    office.close()?;
    answer(call, done.value, done.op, &name)
}

pub(super) fn category(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let wanted = call.need("name")?.to_owned();
    let kind = call.text("kind").map(CategoryKind::of).transpose()?;
    let found = office.read(store::categories)?.into_iter().find(|c| c.name == wanted);
    let (name, closed) = outcome(call, &wanted, found.as_ref().is_some_and(|c| c.closed));
    let kind = kind.or(found.as_ref().map(|c| c.kind)).ok_or_else(|| {
        Problem::usage(t!("A new category needs a kind")).hint(t!("Say --kind income or --kind expense"))
    })?;
    let done = ops::save_category(&mut office, found.map(|c| c.id), &name, kind, closed)?;
    office.close()?;
    answer(call, done.value, done.op, &name)
}

pub(super) fn fund(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let wanted = call.need("name")?.to_owned();
    let found = office.read(store::funds)?.into_iter().find(|f| f.name == wanted);
    let (name, closed) = outcome(call, &wanted, found.as_ref().is_some_and(|f| f.closed));
    let purpose = call.text("purpose").or(found.as_ref().map(|f| f.purpose.as_str())).unwrap_or("").to_owned();
    let done = ops::save_fund(&mut office, found.map(|f| f.id), &name, &purpose, closed)?;
    office.close()?;
    answer(call, done.value, done.op, &name)
}
