//! Pairs in the register that are probably one person, by strong signs only.

use std::collections::HashSet;

use rusqlite::Connection;
use serde::Serialize;

use super::super::model::{Channel, Details, PersonId};
use super::duplicates::{likeness, same_phone};
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::t;

/// Two people who may be one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    pub a: PersonId,
    pub b: PersonId,
    pub a_name: String,
    pub b_name: String,
    /// From 0 to 1.
    pub score: f64,
    pub because: Vec<String>,
}

/// Groups larger than this share something common, such as an office's switchboard, and say nothing.
const LARGEST_GROUP: usize = 30;

/// What two people must share to be compared: an e-mail address or number, a sort name, a postcode.
const GROUPS: [&str; 3] = [
    "SELECT channel || ':' || folded, person FROM person_contact WHERE (channel, folded) IN \
     (SELECT channel, folded FROM person_contact GROUP BY channel, folded HAVING count(DISTINCT person) > 1) ORDER BY channel, folded, person",
    "SELECT sort_key, id FROM person WHERE sort_key IN (SELECT sort_key FROM person GROUP BY sort_key HAVING count(*) > 1) ORDER BY sort_key, id",
    "SELECT postcode, person FROM person_address WHERE postcode IN \
     (SELECT postcode FROM person_address WHERE postcode <> '' GROUP BY postcode HAVING count(*) > 1) ORDER BY postcode, person",
];

/// Pairs that score at least `least` (0 to 1), the surest first.
///
/// # Errors
/// When the file cannot be read.
pub fn pairs(conn: &Connection, least: f64) -> Result<Vec<Pair>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for sql in GROUPS {
        let mut select = conn.prepare(sql)?;
        let mut rows = select.query([])?;
        let mut group: (String, Vec<i64>) = Default::default();
        loop {
            let next = match rows.next()? {
                Some(row) => Some((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
                None => None,
            };
            if next.as_ref().map(|(key, _)| key) != Some(&group.0) {
                compare_group(conn, &group.1, least, &mut seen, &mut found)?;
                group.1.clear();
            }
            let Some((key, id)) = next else { break };
            group.0 = key;
            if group.1.last() != Some(&id) {
                group.1.push(id);
            }
        }
    }
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    Ok(found)
}

fn compare_group(
    conn: &Connection,
    ids: &[i64],
    least: f64,
    seen: &mut HashSet<(i64, i64)>,
    found: &mut Vec<Pair>,
) -> Result<()> {
    if !(2..=LARGEST_GROUP).contains(&ids.len()) {
        return Ok(());
    }
    let people = ids.iter().map(|id| super::get(conn, PersonId(*id))).collect::<Result<Vec<_>>>()?;
    for (at, one) in people.iter().enumerate() {
        for other in people.iter().skip(at + 1) {
            let (a, b) = if one.id < other.id { (one, other) } else { (other, one) };
            if !seen.insert((a.id.0, b.id.0)) {
                continue;
            }
            let (score, because) = compare(&a.details, &b.details);
            if score >= least {
                let (a_name, b_name) = (a.details.name.clone(), b.details.name.clone());
                found.push(Pair { a: a.id, b: b.id, a_name, b_name, score, because });
            }
        }
    }
    Ok(())
}

fn compare(one: &Details, other: &Details) -> (f64, Vec<String>) {
    let mut because = Vec::new();
    let (one_name, other_name) = (fold(&one.name), fold(&other.name));
    let alike = likeness(&one_name, &other_name);
    if one_name == other_name {
        because.push(t!("same name").to_owned());
    } else if alike > 0.9 {
        because.push(t!("similar name").to_owned());
    }
    let shares = |channel: Channel, same: &dyn Fn(&str, &str) -> bool| {
        one.contacts_by(channel).any(|c| other.contacts_by(channel).any(|o| same(&c.value, &o.value)))
    };
    let mut signs = 0.0;
    if shares(Channel::Email, &|a, b| Channel::Email.fold(a) == Channel::Email.fold(b)) {
        because.push(t!("same e-mail address").to_owned());
        signs += 0.5;
    }
    if shares(Channel::Phone, &same_phone) {
        because.push(t!("same phone number").to_owned());
        signs += 0.4;
    }
    let code = |text: &str| fold(text).replace(' ', "");
    if one
        .addresses
        .iter()
        .any(|a| !a.postcode.is_empty() && other.addresses.iter().any(|o| code(&o.postcode) == code(&a.postcode)))
    {
        because.push(t!("same postcode").to_owned());
        signs += 0.25;
        let street =
            |d: &Details| d.addresses.iter().map(|a| fold(&a.street)).find(|s| !s.is_empty()).unwrap_or_default();
        if likeness(&street(one), &street(other)) > 0.9 {
            because.push(t!("same street").to_owned());
            signs += 0.15;
        }
    }
    let numbers = (&one.number, &other.number);
    let apart = if matches!(numbers, (Some(a), Some(b)) if a != b) { 0.1 } else { 0.0 };
    // The name carries most of it: a household shares everything else.
    let named = if alike < 0.75 { alike * 0.4 } else { 0.3 + (alike - 0.75) * 1.4 };
    ((named + signs - apart).clamp(0.0, 1.0), because)
}
