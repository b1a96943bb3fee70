//! The dues that are owed, as payments that should come.

use std::sync::Arc;

use rusqlite::Connection;

use super::{in_force, register, register_of};
use crate::kit::{Day, Money, Result, day};
use crate::members::model::PersonId;
use crate::office::Expected;
use crate::t;

/// What payers owe, or one of them, on a day; also what falls due later. A payer may write the number of the member it is for,
/// or their own.
///
/// # Errors
/// When the file cannot be read.
pub fn awaited(conn: &Connection, payer: Option<i64>, on: Day) -> Result<Vec<Expected>> {
    if !in_force(conn)? {
        return Ok(Vec::new());
    }
    let register = match payer {
        Some(payer) => Arc::new(register_of(conn, PersonId(payer))?),
        None => register(conn)?,
    };
    let mut all = Vec::new();
    for (charge, settled) in register.charges.iter().zip(&register.settled) {
        let owed = settled.owed(charge, on);
        if owed <= Money::ZERO || payer.is_some_and(|payer| payer != charge.payer.0) {
            continue;
        }
        let (from, to) = (day::short(charge.period.from), day::short(charge.period.to));
        let mut marks: Vec<String> = [charge.payer, charge.member]
            .iter()
            .filter_map(|person| register.people.get(person).and_then(|who| who.number.clone()))
            .collect();
        marks.dedup();
        let says = if charge.member == charge.payer {
            t!("Dues {from} to {to}", from = from, to = to)
        } else {
            t!("Dues {from} to {to} of {name}", from = from, to = to, name = register.name(charge.member))
        };
        all.push(Expected {
            row: charge.id.0,
            person: charge.payer.0,
            name: register.name(charge.payer).to_owned(),
            amount: owed,
            due: charge.due,
            says,
            marks,
            method: "",
            reference: String::new(),
            appeal: String::new(),
        });
    }
    all.sort_by_key(|e| (e.due, e.row));
    Ok(all)
}
