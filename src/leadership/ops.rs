//! What is done in leadership: rows of the short lists, and beginning with the ladder that comes with the program.

use super::model::ladder::{Ask, Ladder};
use super::model::parts::{APPROVALS, CAN, NEEDS, RUNGS, SKILLS, TAKEN, TRAINING};
use super::model::{PersonId, RowId, lasts, years_after};
use super::store;
use crate::events::model::part::{Part, Row, Value};
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

/// The operations of this subject.
pub const OPS: &[&Op] = &[&START, &ADD, &CHANGE, &REMOVE];

/// Begins with the rungs, training and skills that come with the program.
pub static START: Op = Op {
    key: "leadership.start",
    says: "Begin with the usual ladder",
    undo: Undo::Reverse,
    reach: Reach::Command("leadership start"),
};

/// Adds a row to a list.
pub static ADD: Op = Op {
    key: "leadership.add",
    says: "Add to leadership",
    undo: Undo::Reverse,
    reach: Reach::Command("leadership taken add"),
};

/// Changes a row.
pub static CHANGE: Op = Op {
    key: "leadership.change",
    says: "Change leadership",
    undo: Undo::Reverse,
    reach: Reach::Command("leadership taken change"),
};

/// Removes a row.
pub static REMOVE: Op = Op {
    key: "leadership.remove",
    says: "Remove from leadership",
    undo: Undo::Reverse,
    reach: Reach::Command("leadership taken remove"),
};

/// Begins with the ladder that comes with the program.
///
/// # Errors
/// When there is a ladder already.
pub fn start(office: &mut Office) -> Result<Done<()>> {
    office.transact(&START, |tx| {
        if !store::ladder(tx.conn())?.is_empty() {
            return Err(Problem::input(t!("There is a ladder already. Nothing was changed"))
                .hint(t!("Change its rungs and what they ask one by one")));
        }
        let ladder = Ladder::built_in()?;
        let text = |text: &str| Value::Text(text.to_owned());
        let number = |n: Option<i64>| n.map_or(Value::None, Value::Number);
        let mut known: Vec<(&str, RowId)> = Vec::new();
        let put = |part: &Part, values: &[Value]| -> Result<RowId> {
            let id = RowId(tx.new_id());
            store::insert_row(tx.conn(), part, id, 0, values)?;
            Ok(id)
        };
        for skill in &ladder.skill {
            known.push((&skill.name, put(&SKILLS, &[text(&skill.name), text("")])?));
        }
        for one in &ladder.training {
            known.push((&one.name, put(&TRAINING, &[text(&one.name), text(""), number(one.months), text("")])?));
        }
        for (at, rung) in (1_i64..).zip(&ladder.rung) {
            let id = put(&RUNGS, &[text(&rung.name), Value::Number(at), number(rung.years), text("")])?;
            for ask in &rung.asks {
                put(&NEEDS, &asked(ask, id, &known))?;
            }
        }
        tx.say(t!(
            "{count} rungs, from {first} to {last}",
            count = ladder.rung.len(),
            first = ladder.rung.first().map_or("", |r| r.name.as_str()),
            last = ladder.rung.last().map_or("", |r| r.name.as_str())
        ));
        Ok(())
    })
}

/// A row of what rungs ask.
fn asked(ask: &Ask, rung: RowId, known: &[(&str, RowId)]) -> Vec<Value> {
    let id = |name: &Option<String>| {
        let found = name.as_ref().and_then(|name| known.iter().find(|(known, _)| known == name));
        found.map_or(Value::None, |(_, id)| Value::Number(id.0))
    };
    let kind = match ask {
        Ask { training: Some(_), .. } => "training",
        Ask { skill: Some(_), .. } => "skill",
        Ask { membership: Some(_), .. } => "membership",
        Ask { mentor: true, .. } => "mentor",
        _ => "approval",
    };
    vec![
        Value::Number(rung.0),
        Value::Text(kind.to_owned()),
        id(&ask.training),
        id(&ask.skill),
        Value::Text(ask.level.clone().unwrap_or_default()),
        ask.membership.map_or(Value::None, Value::Number),
        Value::Text(String::new()),
    ]
}

/// What a row is called, with whose it is.
fn said(tx: &Tx<'_>, part: &Part, of: i64, row: &Row) -> Result<String> {
    let title = part.title(row);
    if part.owner.is_empty() {
        return Ok(match part.key {
            "asks" => t!("{rung} asks for {what}", rung = title, what = row.text(part, "kind").to_lowercase()),
            _ => t!("{list}: {row}", list = (part.says)(), row = title),
        });
    }
    let name = people::store::get(tx.conn(), PersonId(of))?.details.name;
    Ok(t!("{name}, {list}: {row}", name = name, list = (part.says)().to_lowercase(), row = title))
}

/// Adds a row: to a person's list, or (`of` is 0) to one that the party keeps.
///
/// # Errors
/// When there is no such person, or something does not fit.
pub fn add(office: &mut Office, part: &'static Part, of: i64, values: &[Value]) -> Result<Done<RowId>> {
    office.transact(&ADD, |tx| {
        let values = fitted(tx, part, of, values)?;
        let id = RowId(tx.new_id());
        store::insert_row(tx.conn(), part, id, of, &values)?;
        let (_, row) = store::row_of(tx.conn(), part, id)?;
        tx.say(said(tx, part, of, &row)?);
        Ok(id)
    })
}

/// Makes a row what it says now.
///
/// # Errors
/// When there is no such row, or something does not fit.
pub fn change(office: &mut Office, part: &'static Part, id: RowId, values: &[Value]) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let (of, before) = store::row_of(tx.conn(), part, id)?;
        let values = fitted(tx, part, of, values)?;
        if before.values != values {
            store::update_row(tx.conn(), part, id, &values)?;
        }
        let (_, row) = store::row_of(tx.conn(), part, id)?;
        tx.say(said(tx, part, of, &row)?);
        Ok(())
    })
}

/// Removes a row.
///
/// # Errors
/// When there is no such row, or others refer to it.
pub fn remove(office: &mut Office, part: &'static Part, id: RowId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let (of, row) = store::row_of(tx.conn(), part, id)?;
        store::unused(tx.conn(), part.table, id)?;
        let words = said(tx, part, of, &row)?;
        store::delete_row(tx.conn(), part, id)?;
        tx.say(t!("Removed: {what}", what = words));
        Ok(())
    })
}

/// A row's values, each by the key of its column.
struct Fields<'a> {
    part: &'a Part,
    values: Vec<Value>,
}

impl Fields<'_> {
    fn number(&self, key: &str) -> Option<i64> {
        match self.part.at(key).and_then(|at| self.values.get(at)) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    fn text(&self, key: &str) -> &str {
        match self.part.at(key).and_then(|at| self.values.get(at)) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    fn day(&self, key: &str) -> Option<Day> {
        self.text(key).parse().ok()
    }

    fn put(&mut self, key: &str, value: Value) {
        if let Some(place) = self.part.at(key).and_then(|at| self.values.get_mut(at)) {
            *place = value;
        }
    }
}

/// The values with what follows from them, or why they do not fit together.
fn fitted(tx: &Tx<'_>, part: &Part, of: i64, values: &[Value]) -> Result<Vec<Value>> {
    if !part.owner.is_empty() && people::store::get(tx.conn(), PersonId(of))?.details.organisation {
        return Err(Problem::input(t!("An organisation does not stand for office")));
    }
    let mut fields = Fields { part, values: values.to_vec() };
    match part {
        part if *part == NEEDS => need(&mut fields)?,
        part if *part == TAKEN => taken(tx, &mut fields)?,
        part if *part == APPROVALS => approval(tx, &mut fields)?,
        part if *part == CAN => {
            if let Some(on) = fields.day("seen_on") {
                day::happened(on, tx.today())?;
            }
        }
        part if part.key == "mentors" => {
            if fields.number("mentor") == Some(of) {
                return Err(Problem::input(t!("Nobody is their own mentor")));
            }
            in_order(&fields, "from_on")?;
        }
        _ => {}
    }
    Ok(fields.values)
}

/// Only what belongs to the kind is kept; what it needs has to be there.
fn need(fields: &mut Fields<'_>) -> Result<()> {
    let kind = fields.text("kind").to_owned();
    let missing = |message: &str| Err(Problem::input(message));
    match kind.as_str() {
        "training" if fields.number("training").is_none() => return missing(t!("Say which training is asked for")),
        "skill" if fields.number("skill").is_none() => return missing(t!("Say which skill is asked for")),
        "membership" if fields.number("months").is_none() => {
            return missing(t!("Say for how many months somebody has to be a member"));
        }
        _ => {}
    }
    if kind != "skill" {
        fields.put("level", Value::Text(String::new()));
    }
    for (column, of) in [("training", "training"), ("skill", "skill"), ("months", "membership")] {
        if kind != of {
            fields.put(column, Value::None);
        }
    }
    Ok(())
}

fn in_order(fields: &Fields<'_>, from: &str) -> Result<()> {
    match (fields.day(from), fields.day("until_on")) {
        (Some(from), Some(until)) if until < from => {
            Err(Problem::input(t!("The last day is before the first. Nothing was changed")))
        }
        _ => Ok(()),
    }
}

fn taken(tx: &Tx<'_>, fields: &mut Fields<'_>) -> Result<()> {
    let (Some(on), Some(training)) = (fields.day("taken_on"), fields.number("training")) else {
        return Err(Problem::input(t!("Say which training it was, and when")));
    };
    day::happened(on, tx.today())?;
    let months = store::months_of(tx.conn(), RowId(training))?;
    if let Some(until) = lasts(on, fields.day("until_on"), months) {
        fields.put("until_on", Value::Text(until.to_string()));
    }
    in_order(fields, "taken_on")
}

fn approval(tx: &Tx<'_>, fields: &mut Fields<'_>) -> Result<()> {
    let (Some(on), Some(rung)) = (fields.day("approved_on"), fields.number("rung")) else {
        return Err(Problem::input(t!("Say as what they were approved, and when")));
    };
    day::happened(on, tx.today())?;
    let ladder = store::ladder(tx.conn())?;
    let rung = ladder.iter().find(|one| one.id.0 == rung);
    if let Some((rung, years)) = rung.and_then(|rung| Some((rung, rung.years?))) {
        let last = years_after(on, years);
        let until = fields.day("until_on").or(last);
        if until > last {
            return Err(Problem::input(t!(
                "An approval as {rung} lasts {years} years at most, until {day}",
                rung = rung.name,
                years = years,
                day = last.map(day::long).unwrap_or_default()
            ))
            .hint(t!("Give an earlier last day, or change how long approvals for this rung last")));
        }
        if let Some(until) = until {
            fields.put("until_on", Value::Text(until.to_string()));
        }
    }
    if let Some(on) = fields.day("withdrawn_on") {
        day::happened(on, tx.today())?;
        if fields.text("reason").is_empty() {
            return Err(Problem::input(t!("Say why the approval was withdrawn")));
        }
    }
    in_order(fields, "approved_on")
}
