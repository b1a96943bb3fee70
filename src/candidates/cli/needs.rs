//! `candidates needs`: what a candidate needs to be heard fairly, sealed under the chair's passphrase. The text comes from a file:
//! an argument is seen by other programs and kept by the shell.

use clap::Command;
use serde_json::json;

use super::super::ops;
use super::panel::{one_candidate, read_text};
use super::{candidate as candidate_of, round, whole};
use crate::cli::args::{flag, option};
use crate::cli::{Call, Outcome, read_passphrase};
use crate::kit::{Problem, Result};
use crate::t;

pub(super) fn args(c: Command) -> Command {
    one_candidate(c)
        .arg(
            option("chair-passphrase-file", "P", "Read the chair’s passphrase from the first line of this file")
                .required(true),
        )
        .arg(option("from", "FILE.txt", "Keeps this text, sealed; without it what is kept is shown"))
        .arg(flag("remove", "Takes away what is kept").conflicts_with("from"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let text = call.text("from").map(read_text).transpose()?;
    let remove = call.flag("remove");
    let writes = text.is_some() || remove;
    let passphrase = read_passphrase(&call.path("chair-passphrase-file")?)?;
    let mut office = if writes { call.office()? } else { call.office_to_read()? };
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let who = candidate_of(&known, call.need("candidate")?)?;
    if !writes {
        let found = ops::read_needs(&office, id, who, &passphrase)?;
        let says = found.as_ref().map_or(t!("Nothing was written"), |text| text.as_str());
        call.out.answer(&json!({ "needs": found.as_ref().map(|text| text.as_str()) }), says)?;
        return Ok(Outcome::Done);
    }
    let chair = known.chair().ok_or_else(|| {
        Problem::input(t!("Nobody chairs the panel. Nothing was kept"))
            .hint(t!("Put the chair on the panel first: `candidates panel --role chair`"))
    })?;
    let key = match chair.check {
        // The chair's first secret of this round: their passphrase is chosen with it.
        None => ops::choose(&mut office, id, chair.id, &passphrase)?.value,
        Some(_) => ops::unlock(&office, id, chair.id, &passphrase)?,
    };
    let done = ops::needs(&mut office, id, who, &key, text.as_deref().unwrap_or_default())?;
    office.close()?;
    let says = if remove { t!("Taken away") } else { t!("Kept, sealed for the chair alone") };
    call.out.answer(&json!({ "op": done.op }), says)?;
    Ok(Outcome::Done)
}
