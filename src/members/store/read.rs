//! The register read from the file: for everybody, or for one person and those whose dues hang together with theirs.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use super::{classes, day, maybe_day, settings};
use crate::kit::{Day, Money, Problem, Result};
use crate::members::model::{
    Charge, ChargeId, ClassId, Decision, End, EntryId, How, Payment, Period, PersonId, Pin, PinId, Register, Rhythm,
    RunId, Share, Status, Term, TermId, Waived, Who,
};
use crate::t;

/// Which rows are read: all, or those of people in a JSON list that is bound as `?1`.
#[derive(Clone, Copy)]
struct Scope<'a>(Option<&'a str>);

impl Scope<'_> {
    /// `WHERE …` for one or more columns that name a person.
    fn among(self, columns: &[&str]) -> String {
        if self.0.is_none() {
            return "WHERE ?1 IS NULL".to_owned();
        }
        let fits: Vec<String> = columns.iter().map(|c| format!("{c} IN (SELECT value FROM json_each(?1))")).collect();
        format!("WHERE ({})", fits.join(" OR "))
    }
}

/// Everybody's register, read from the file whatever is kept of it: for who proves it.
///
/// # Errors
/// When the file cannot be read.
pub fn register_anew(conn: &Connection) -> Result<Register> {
    read(conn, Scope(None))
}

/// The register of one person, with the families and payers that their dues depend on. What it says of that person is what
/// [`register`] says.
///
/// # Errors
/// When the file cannot be read.
pub fn register_of(conn: &Connection, person: PersonId) -> Result<Register> {
    register_of_these(conn, &hang_together(conn, BTreeSet::from([person]))?)
}

/// The register of people with whom nobody else hangs together.
pub(super) fn register_of_these(conn: &Connection, people: &BTreeSet<PersonId>) -> Result<Register> {
    read(conn, Scope(Some(&serde_json::json!(people).to_string())))
}

/// These people and all whose dues hang together with theirs.
pub(super) fn hang_together(conn: &Connection, mut people: BTreeSet<PersonId>) -> Result<BTreeSet<PersonId>> {
    // Terms link a member with a payer, a dependant with a head; charges and payments do the same. Until nobody is added.
    let mut select = conn.prepare_cached(
        "WITH known AS (SELECT value AS person FROM json_each(?1)) \
         SELECT payer FROM membership WHERE person IN known AND payer IS NOT NULL \
         UNION SELECT person FROM membership WHERE payer IN known \
         UNION SELECT h.person FROM membership m JOIN membership h ON h.id = m.family WHERE m.person IN known \
         UNION SELECT m.person FROM membership h JOIN membership m ON m.family = h.id WHERE h.person IN known \
         UNION SELECT c.payer FROM membership m JOIN dues_charge c ON c.membership = m.id WHERE m.person IN known \
         UNION SELECT m.person FROM dues_charge c JOIN membership m ON m.id = c.membership WHERE c.payer IN known \
         UNION SELECT behalf_of FROM entry WHERE person IN known AND kind = 'dues' AND behalf_of IS NOT NULL \
         UNION SELECT person FROM entry WHERE behalf_of IN known AND kind = 'dues' AND person IS NOT NULL",
    )?;
    loop {
        let list = serde_json::json!(people).to_string();
        let more = select.query_map([list], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
        let before = people.len();
        people.extend(more.into_iter().map(PersonId));
        if people.len() == before {
            return Ok(people);
        }
    }
}

/// Everybody's terms and classes, without dues, payments and names: what somebody is as far as no money decides it.
pub(super) fn terms_alone(conn: &Connection) -> Result<Register> {
    let terms = terms(conn, Scope(None))?;
    Ok(Register::new(settings(conn)?, classes(conn)?, terms, BTreeMap::new(), Vec::new(), Vec::new(), &[]))
}

fn read(conn: &Connection, scope: Scope<'_>) -> Result<Register> {
    let terms = terms(conn, scope)?;
    let charges = charges(conn, scope)?;
    let payments = payments(conn, scope, &charges)?;
    let shares = shares(conn, scope, &payments)?;
    let people = people(conn, scope)?;
    Ok(Register::new(settings(conn)?, classes(conn)?, terms, people, charges, payments, &shares))
}

fn collect<T>(
    conn: &Connection,
    sql: &str,
    with: impl Params,
    each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut select = conn.prepare_cached(sql)?;
    let all = select.query_map(with, each)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

fn terms(conn: &Connection, scope: Scope<'_>) -> Result<Vec<Term>> {
    let sql = format!(
        "SELECT m.id, m.person, m.class, m.rhythm, m.payer, m.family, m.applied_on, m.decided_on, m.decided_by, m.refused, \
         m.refusal, m.since, m.joined_on, m.start_on, m.covered_to, m.notice_on, m.ended_on, m.ended_how, m.ended_why, \
         m.died_on, m.note FROM membership m {} ORDER BY m.id",
        scope.among(&["m.person"])
    );
    let mut terms = collect(conn, &sql, [scope.0], term_row)?;
    let at: BTreeMap<TermId, usize> = terms.iter().enumerate().map(|(at, term)| (term.id, at)).collect();
    let mut of = |id: TermId, does: &mut dyn FnMut(&mut Term)| {
        if let Some(term) = at.get(&id).and_then(|at| terms.get_mut(*at)) {
            does(term);
        }
    };
    let sql = format!(
        "SELECT c.membership, c.from_day, c.class FROM membership_class c JOIN membership m ON m.id = c.membership {} \
         ORDER BY c.membership, c.from_day",
        scope.among(&["m.person"])
    );
    for (term, from, class) in
        collect(conn, &sql, [scope.0], |row| Ok((TermId(row.get(0)?), day(row, 1)?, ClassId(row.get(2)?))))?
    {
        of(term, &mut |t| t.classes.push((from, class)));
    }
    let sql = format!(
        "SELECT p.membership, p.id, p.status, p.from_day, p.until_day, p.who, p.reason FROM membership_pin p \
         JOIN membership m ON m.id = p.membership {} ORDER BY p.membership, p.id",
        scope.among(&["m.person"])
    );
    let pins = collect(conn, &sql, [scope.0], |row| {
        let pin = Pin {
            id: PinId(row.get(1)?),
            status: Status::of(&row.get::<_, String>(2)?).unwrap_or(Status::Current),
            from: day(row, 3)?,
            until: maybe_day(row, 4)?,
            who: row.get(5)?,
            why: row.get(6)?,
        };
        Ok((TermId(row.get(0)?), pin))
    })?;
    for (term, pin) in pins {
        of(term, &mut |t| t.pins.push(pin.clone()));
    }
    Ok(terms)
}

fn term_row(row: &Row<'_>) -> rusqlite::Result<Term> {
    let refused: bool = row.get(9)?;
    let decision = match maybe_day(row, 7)? {
        Some(on) => Some(Decision { on, by: row.get(8)?, refusal: if refused { Some(row.get(10)?) } else { None } }),
        None => None,
    };
    let end = match maybe_day(row, 16)? {
        Some(on) => Some(End { on, how: How::of(&row.get::<_, String>(17)?).unwrap_or_default(), why: row.get(18)? }),
        None => None,
    };
    Ok(Term {
        id: TermId(row.get(0)?),
        person: PersonId(row.get(1)?),
        class: ClassId(row.get(2)?),
        classes: Vec::new(),
        rhythm: Rhythm::of(row.get(3)?).unwrap_or_default(),
        payer: row.get::<_, Option<i64>>(4)?.map(PersonId),
        family: row.get::<_, Option<i64>>(5)?.map(TermId),
        applied: maybe_day(row, 6)?,
        decision,
        since: maybe_day(row, 11)?,
        joined: maybe_day(row, 12)?,
        start: maybe_day(row, 13)?,
        covered_to: maybe_day(row, 14)?,
        notice: maybe_day(row, 15)?,
        end,
        died: maybe_day(row, 19)?,
        pins: Vec::new(),
        note: row.get(20)?,
    })
}

fn charges(conn: &Connection, scope: Scope<'_>) -> Result<Vec<Charge>> {
    let sql = format!(
        "SELECT c.id, c.membership, m.person, coalesce(c.payer, m.person), c.from_day, c.to_day, c.due_on, c.amount, c.run, c.waived_on, \
         c.waived_by, c.waived_why FROM dues_charge c JOIN membership m ON m.id = c.membership {} ORDER BY c.from_day, c.id",
        scope.among(&["m.person", "c.payer"])
    );
    collect(conn, &sql, [scope.0], |row| {
        let waived = match maybe_day(row, 9)? {
            Some(on) => Some(Waived { on, by: row.get(10)?, why: row.get(11)? }),
            None => None,
        };
        Ok(Charge {
            id: ChargeId(row.get(0)?),
            term: TermId(row.get(1)?),
            member: PersonId(row.get(2)?),
            payer: PersonId(row.get(3)?),
            period: Period { from: day(row, 4)?, to: day(row, 5)? },
            due: day(row, 6)?,
            amount: Money(row.get(7)?),
            run: row.get::<_, Option<i64>>(8)?.map(RunId),
            waived,
        })
    })
}

/// The dues entries that stand, less what was given back, each with whose charges it settles: of the person it is from if
/// they pay for anybody; else, or where it was paid on a member's behalf, of that member alone.
fn payments(conn: &Connection, scope: Scope<'_>, charges: &[Charge]) -> Result<Vec<Payment>> {
    let payers: BTreeSet<PersonId> = charges.iter().map(|c| c.payer).collect();
    // Charges stand in the order of their periods, so the newest payer of a member comes last.
    let pays_for: BTreeMap<PersonId, PersonId> = charges.iter().map(|c| (c.member, c.payer)).collect();
    let sql = format!(
        "SELECT e.id, e.received_on, e.person, e.behalf_of, e.amount \
         - coalesce((SELECT sum(abs(r.amount)) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
         AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0) \
         FROM entry e {} AND e.kind = 'dues' AND e.reverses IS NULL AND coalesce(e.behalf_of, e.person) IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id) ORDER BY e.received_on, e.id",
        scope.among(&["e.person", "e.behalf_of"])
    );
    let all = collect(conn, &sql, [scope.0], |row| {
        let person = row.get::<_, Option<i64>>(2)?.map(PersonId);
        let behalf = row.get::<_, Option<i64>>(3)?.map(PersonId);
        Ok((EntryId(row.get(0)?), day(row, 1)?, person, behalf, Money(row.get(4)?)))
    })?;
    let payment = |(entry, on, person, behalf, amount): (EntryId, Day, Option<PersonId>, Option<PersonId>, Money)| {
        let (payer, member) = match (person, behalf) {
            (Some(person), None) if payers.contains(&person) => (person, None),
            (_, Some(member)) | (Some(member), None) => match pays_for.get(&member) {
                Some(payer) => (*payer, Some(member)),
                None => (person.unwrap_or(member), behalf),
            },
            (None, None) => return None,
        };
        (amount > Money::ZERO).then_some(Payment { entry, on, payer, member, amount })
    };
    Ok(all.into_iter().filter_map(payment).collect())
}

fn shares(conn: &Connection, scope: Scope<'_>, payments: &[Payment]) -> Result<Vec<Share>> {
    let sql = "SELECT s.entry, s.charge, s.amount FROM dues_share s ORDER BY s.id";
    let share = |row: &Row<'_>| {
        Ok(Share { entry: EntryId(row.get(0)?), charge: ChargeId(row.get(1)?), amount: Money(row.get(2)?) })
    };
    if scope.0.is_none() {
        return collect(conn, sql, [], share);
    }
    let list = serde_json::json!(payments.iter().map(|p| p.entry.0).collect::<Vec<_>>()).to_string();
    let sql =
        "SELECT entry, charge, amount FROM dues_share WHERE entry IN (SELECT value FROM json_each(?1)) ORDER BY id";
    collect(conn, sql, [list], share)
}

fn people(conn: &Connection, scope: Scope<'_>) -> Result<BTreeMap<PersonId, Who>> {
    // The register of people may keep birth dates; a file of before does not.
    let has_birth: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM pragma_table_info('person') WHERE name = 'birth')")?
        .query_row([], |row| row.get(0))?;
    let birth = if has_birth { "p.birth" } else { "NULL" };
    let whose = match scope.0 {
        Some(_) => "WHERE p.id IN (SELECT value FROM json_each(?1))",
        None => {
            "WHERE ?1 IS NULL AND p.id IN (SELECT person FROM membership UNION SELECT payer FROM membership \
             WHERE payer IS NOT NULL UNION SELECT payer FROM dues_charge)"
        }
    };
    let sql = format!("SELECT p.id, p.name, p.sort_key, p.number, {birth} FROM person p {whose}");
    let all = collect(conn, &sql, [scope.0], |row| {
        let birth: Option<String> = row.get(4)?;
        let who = Who {
            name: row.get(1)?,
            sort_key: row.get(2)?,
            number: row.get(3)?,
            birth: birth.and_then(|b| last_day(&b)),
        };
        Ok((PersonId(row.get(0)?), who))
    })?;
    Ok(all.into_iter().collect())
}

/// The last day that a birth date can mean: `2008-05-17`, `2008-05` or `2008`.
fn last_day(text: &str) -> Option<Day> {
    let mut parts = text.trim().split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().and_then(|m| m.parse().ok());
    let day: Option<u32> = parts.next().and_then(|d| d.parse().ok());
    match (month, day) {
        (Some(month), Some(day)) => Day::from_ymd_opt(year, month, day),
        (Some(12) | None, None) => Day::from_ymd_opt(year, 12, 31),
        (Some(month), None) => Day::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
        (None, Some(_)) => None,
    }
}

/// Whose term it is.
///
/// # Errors
/// When there is no such term.
pub fn term(conn: &Connection, id: TermId) -> Result<PersonId> {
    conn.prepare_cached("SELECT person FROM membership WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0).map(PersonId))
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such membership")))
}

/// The membership by which a person can cover dependants: the newest that has begun.
///
/// # Errors
/// When they are no member.
pub fn family_head(conn: &Connection, person: PersonId) -> Result<TermId> {
    conn.prepare_cached(
        "SELECT id FROM membership WHERE person = ?1 AND start_on IS NOT NULL ORDER BY start_on DESC, id DESC LIMIT 1",
    )?
    .query_row([person.0], |row| row.get(0).map(TermId))
    .optional()?
    .ok_or_else(|| {
        Problem::input(t!("Whoever is to cover them by a family membership is no member. Nothing was recorded"))
    })
}

/// Whose charge it is, and of which term.
///
/// # Errors
/// When there is no such charge.
pub fn find_charge(conn: &Connection, id: ChargeId) -> Result<(PersonId, TermId)> {
    conn.prepare_cached(
        "SELECT m.person, m.id FROM dues_charge c JOIN membership m ON m.id = c.membership WHERE c.id = ?1",
    )?
    .query_row([id.0], |row| Ok((PersonId(row.get(0)?), TermId(row.get(1)?))))
    .optional()?
    .ok_or_else(|| Problem::input(t!("There are no such dues")))
}

/// Whether a person has any term, and so is in this register.
///
/// # Errors
/// When the file cannot be read.
pub fn on_file(conn: &Connection, person: PersonId) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM membership WHERE person = ?1)")?
        .query_row([person.0], |row| row.get(0))?)
}

/// Whether a person has any term, or pays or paid for one.
///
/// # Errors
/// When the file cannot be read.
pub fn pays_or_belongs(conn: &Connection, person: PersonId) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM membership WHERE person = ?1) OR EXISTS (SELECT 1 FROM membership WHERE payer = ?1) \
             OR EXISTS (SELECT 1 FROM dues_charge WHERE payer = ?1)",
        )?
        .query_row([person.0], |row| row.get(0))?)
}

/// Whether the office keeps members at all: it has a class.
///
/// # Errors
/// When the file cannot be read.
pub fn in_force(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM member_class)", [], |row| row.get(0))?)
}

/// The people with a term whose folded name, number or e-mail address fits, best first.
///
/// # Errors
/// When the file cannot be read.
pub fn persons_called(conn: &Connection, text: &str, most: usize) -> Result<Vec<PersonId>> {
    let mut found = Vec::new();
    for hit in crate::people::store::search(conn, text, most.saturating_mul(4))? {
        if on_file(conn, hit.id)? {
            found.push(hit.id);
        }
    }
    found.truncate(most);
    Ok(found)
}

/// What of an entry was said to be for certain dues.
///
/// # Errors
/// When the file cannot be read.
pub fn said_of(conn: &Connection, entry: EntryId) -> Result<Money> {
    Ok(conn
        .prepare_cached("SELECT coalesce(sum(amount), 0) FROM dues_share WHERE entry = ?1")?
        .query_row([entry.0], |row| row.get(0).map(Money))?)
}

/// A dues run that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub from: Day,
    pub to: Day,
    pub made: Day,
    /// As it was made; what was taken back since is not counted off.
    pub count: i64,
    pub total: Money,
}

/// Every run, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn runs(conn: &Connection) -> Result<Vec<Run>> {
    collect(conn, "SELECT id, from_day, to_day, made_on, count, total FROM dues_run ORDER BY id DESC", [], |row| {
        Ok(Run {
            id: RunId(row.get(0)?),
            from: day(row, 1)?,
            to: day(row, 2)?,
            made: day(row, 3)?,
            count: row.get(4)?,
            total: Money(row.get(5)?),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_known_in_part_is_taken_at_its_latest() {
        for (text, last) in [
            ("2008-05-17", Some("2008-05-17")),
            ("2008-02", Some("2008-02-29")),
            ("2008-12", Some("2008-12-31")),
            ("2008", Some("2008-12-31")),
            ("about 2008", None),
            ("", None),
        ] {
            assert_eq!(last_day(text).map(|d| d.to_string()).as_deref(), last, "{text}");
        }
    }
}
