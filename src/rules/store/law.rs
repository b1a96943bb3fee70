//! The laws that an office follows: its packs with its own values, rules and election periods; and the mark of all that.

use rusqlite::Connection;

use super::own;
use crate::kit::Result;
use crate::office::profile::{self, Profile};
use crate::rules::engine::Law;
use crate::rules::own::own_id;
use crate::rules::pack::{digest, pack_for};

/// The laws of the office, the leading one first. A pack of another currency than the ledger's is left out: its amounts cannot be
/// held against entries.
///
/// # Errors
/// When the file cannot be read.
pub fn laws(conn: &Connection) -> Result<Vec<Law>> {
    let profile = profile::get(conn)?;
    laws_for(conn, &profile)
}

fn laws_for(conn: &Connection, profile: &Profile) -> Result<Vec<Law>> {
    let (values, rules) = (own::own_values(conn)?, own::own_rules(conn)?);
    let elections: Vec<_> = own::elections(conn)?.into_iter().map(|e| (e.from, e.to)).collect();
    let overrides: Vec<_> = values.into_iter().map(|v| v.value).collect();
    let mut laws = Vec::new();
    for code in &profile.jurisdictions {
        let Some(pack) = pack_for(code)?.filter(|p| p.head.currency.code == profile.currency.code) else { continue };
        let mut law = Law::new(pack, &profile.unit_type, profile.year_start);
        law.put(&overrides);
        law.elections.clone_from(&elections);
        if laws.is_empty() {
            let unit = law.unit.clone();
            law.rules.extend(rules.iter().map(|(id, rule)| rule.rule(*id, &unit)));
        }
        laws.push(law);
    }
    Ok(laws)
}

/// The law whose pack has this id.
///
/// # Errors
/// When the file cannot be read.
pub fn law_of(conn: &Connection, pack: &str) -> Result<Option<Law>> {
    Ok(laws(conn)?.into_iter().find(|law| law.pack.head.id == pack))
}

/// The leading law; none where no pack is for the office's law and currency.
///
/// # Errors
/// When the file cannot be read.
pub fn leading(conn: &Connection) -> Result<Option<Law>> {
    Ok(laws(conn)?.into_iter().next())
}

/// The version of how findings are worked out and kept; another one makes them anew.
const FORM: u32 = 1;

/// The laws, and the mark of everything they are made of.
pub(super) fn laws_and_basis(conn: &Connection) -> Result<(Vec<Law>, String)> {
    let profile = profile::get(conn)?;
    let laws = laws_for(conn, &profile)?;
    let mut text = format!("{FORM}|{}|{:?}|{}", profile.unit_type, profile.year_start, profile.currency.code);
    for law in &laws {
        text.push_str(&format!("|{}:{}", law.pack.head.id, law.pack.digest));
    }
    for value in own::own_values(conn)? {
        text.push_str(&format!("|{:?}", value.value));
    }
    for (id, rule) in own::own_rules(conn)? {
        text.push_str(&format!("|{}:{rule:?}", own_id(id)));
    }
    for election in own::elections(conn)? {
        text.push_str(&format!("|{}..{}", election.from, election.to));
    }
    Ok((laws, digest(&text)))
}
