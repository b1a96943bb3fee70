//! `bank statements` and `bank lines`.

use clap::Command;
use serde_json::json;

use super::{account, option, with_account};
use crate::bank::model::LineState;
use crate::bank::store::{self, LineFilter};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, day, text};
use crate::office::profile;
use crate::t;

pub(super) fn statements_args(c: Command) -> Command {
    with_account(c)
}

pub(super) fn statements(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let account = account(call, &office)?;
    let currency = *office.read(profile::get)?.currency;
    let all = office.read(|conn| store::statements(conn, account))?;
    let documents: Vec<_> = all
        .iter()
        .map(|s| {
            json!({
                "id": s.id,
                "account": s.account_name,
                "source": s.source,
                "format": s.format.key(),
                "from": s.from,
                "to": s.to,
                "opening": s.opening.map(|m| currency.plain(m)),
                "closing": s.closing.map(|m| currency.plain(m)),
                "closed_on": s.closed_on,
                "lines": s.lines,
                "brought": s.brought,
                "open": s.open,
                "matched": s.matched,
                "aside": s.aside,
                "reconciled": s.reconciled,
            })
        })
        .collect();
    let mut out = String::new();
    for s in &all {
        let days = s.from.zip(s.to).map(|(a, b)| t!("{from} to {to}", from = day::short(a), to = day::short(b)));
        out.push_str(&t!(
            "{id}  {account}  {days}  {lines}, {open} to match  {closing}  {source}\n",
            id = s.id,
            account = s.account_name,
            days = days.unwrap_or_default(),
            lines = text::plural(s.brought, t!("line"), t!("lines")),
            open = text::count(s.open),
            closing = s.closing.map(|m| currency.show(m)).unwrap_or_default(),
            source = s.source
        ));
    }
    if all.is_empty() {
        out.push_str(t!("No statement was read yet"));
    }
    call.out.answer(&json!({ "currency": currency.code, "statements": documents }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn lines_args(c: Command) -> Command {
    with_account(c)
        .arg(option("state", "STATE", "open, matched or aside"))
        .arg(option("statement", "ID", "Only those of a statement"))
        .arg(option("find", "TEXT", "Only those with these words"))
        .arg(option("limit", "N", "At most so many; 100 where nothing is said"))
}

pub(super) fn lines(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let filter = LineFilter {
        account: account(call, &office)?,
        statement: call.text("statement").map(str::parse).transpose()?,
        state: call.text("state").map(LineState::of).transpose()?,
        text: call.text("find").unwrap_or("").to_owned(),
    };
    let limit = call.number("limit")?.unwrap_or(100);
    let currency = *office.read(profile::get)?.currency;
    let (all, (count, sum)) =
        office.read(|conn| Ok((store::page(conn, &filter, 0, limit)?, store::count(conn, &filter)?)))?;
    let documents: Vec<_> = all.iter().map(|l| super::json::line(l, &currency)).collect();
    let mut out = String::new();
    for l in &all {
        out.push_str(&format!("{}\n", super::json::line_text(l, &currency)));
    }
    out.push_str(&t!(
        "{count}, together {sum}",
        count = text::plural(count, t!("line"), t!("lines")),
        sum = currency.show(sum)
    ));
    let document = json!({ "currency": currency.code, "count": count, "sum": currency.plain(sum), "lines": documents });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}
