//! `find`.

use clap::Command;
use serde_json::json;

use super::super::store;
use super::{file, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::Result;
use crate::t;

/// How many names are offered where nobody fits.
const NEAREST: usize = 5;

pub(super) fn find_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("text", "TEXT", "A few letters of a name, an e-mail, a phone number, a postcode, a number"))
        .arg(option("limit", "N", "How many (20)"))
}

pub(super) fn find(call: &mut Call<'_>) -> Result<Outcome> {
    let limit = call.number::<usize>("limit")?.unwrap_or(20).clamp(1, 1000);
    let office = call.office_to_read()?;
    let text = call.need("text")?.to_owned();
    let mut hits = office.read(|conn| store::search(conn, &text, limit + 1))?;
    let more = hits.len() > limit;
    hits.truncate(limit);
    let near = if hits.is_empty() { office.read(|conn| store::near(conn, &text, NEAREST))? } else { Vec::new() };
    let mut shown = lines(&hits);
    if hits.is_empty() {
        shown.push(t!("Nobody fits “{text}”", text = text));
        if !near.is_empty() {
            shown.push(t!("The nearest names:").to_owned());
            shown.extend(lines(&near));
        }
    } else if more {
        shown.push(t!("and more; --limit {limit} shows more of them", limit = limit * 5));
    }
    call.out.answer(&json!({ "people": hits, "more": more, "nearest": near }), &shown.join("\n"))?;
    Ok(Outcome::Done)
}

/// Names first, with what tells them apart; the id last, for commands that need it.
fn lines(hits: &[store::Hit]) -> Vec<String> {
    let line = |hit: &store::Hit| if hit.line.is_empty() { String::new() } else { format!("  {}", hit.line) };
    hits.iter().map(|hit| format!("{}{}  ({})", hit.name, line(hit), hit.id)).collect()
}
