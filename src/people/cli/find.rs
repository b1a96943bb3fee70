//! `find`.

use clap::Command;
use serde_json::json;

use super::super::store;
use super::{file, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::Result;
use crate::t;

pub(super) fn find_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("text", "TEXT", "A few letters of a name, an e-mail, a phone number, a postcode, a number"))
        .arg(option("limit", "N", "How many (20)"))
}

pub(super) fn find(call: &mut Call<'_>) -> Result<Outcome> {
    let limit = call.number::<usize>("limit")?.unwrap_or(20).clamp(1, 1000);
    let office = call.office_to_read()?;
    let text = call.need("text")?.to_owned();
    let hits = office.read(|conn| store::search(conn, &text, limit))?;
    let lines: Vec<String> = hits.iter().map(|hit| format!("{}  {}  {}", hit.id, hit.name, hit.line)).collect();
    let shown = if lines.is_empty() { t!("Nobody fits “{text}”", text = text) } else { lines.join("\n") };
    call.out.answer(&json!({ "people": hits }), &shown)?;
    Ok(Outcome::Done)
}
