//! The demo's members: a year of dues, late payers, people who join and leave, two applications on the desk.

use super::Branch;
use super::random::Random;
use crate::kit::{Day, Money, Numbering, Result, day};
use crate::ledger::model::{EntryKind, Method, NewEntry};
use crate::members::model::{
    Class, ClassId, End, How, NewTerm, Number, Numbers, Pin, PinId, Rhythm, Settings, Status, TermId, Year,
};
use crate::members::ops::{self, Approval};
use crate::members::store;
use crate::people::{self, PersonId};

/// A branch has no more members than this in the demo, however many people it is made with.
const MOST: usize = 600;

/// Name of the class, and what it costs a year (pence).
const FEES: &[(&str, i64)] = &[("Full", 3_600), ("Reduced", 1_200), ("Family", 5_400), ("Supporter", 1_000)];

/// Who is who among the members; with random numbers of its own, so that the rest of the demo does not depend on them.
pub(super) struct Circle {
    random: Random,
    /// People who are no members yet, in the order of the register.
    outside: Vec<PersonId>,
}

impl Circle {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed ^ 0x4D45_4D42), outside: Vec::new() }
    }

    fn stranger(&mut self) -> Option<PersonId> {
        if self.outside.is_empty() {
            return None;
        }
        let at = self.random.below(self.outside.len());
        Some(self.outside.remove(at))
    }
}

impl Branch {
    fn classes(&self) -> Result<Vec<Class>> {
        self.office.read(store::classes)
    }

    fn class(&self, name: &str) -> Result<ClassId> {
        Ok(self.classes()?.iter().find(|c| c.name == name).map_or(ClassId(0), |c| c.id))
    }

    /// Fees and settings, and everybody who was a member before the office kept them.
    pub(super) fn members(&mut self, from: Day) -> Result<()> {
        let year = Year::Fixed { month: 1, day: 1, rollover: Some((10, 1)) };
        // Everybody in the demo has a number; who comes later goes on from there.
        let numbers = Numbers { auto: true, numbering: Numbering { prefix: String::new(), digits: 4 }, next: 0 };
        ops::change_settings(&mut self.office, &Settings { year, grace_days: 90, numbers, ..Settings::default() })?;
        let first = super::day(chrono::Datelike::year(&from), 1, 1)?;
        for (name, fee) in FEES {
            let class = self.classes()?.into_iter().find(|c| c.name == *name);
            if let Some(class) = class {
                ops::save_class(&mut self.office, Some(class.id), &class, Some((first, Money(*fee))))?;
            }
        }
        let everybody = self.donors.clone();
        for id in everybody.iter().take(MOST * 2) {
            if !self.office.read(|conn| people::store::get(conn, *id))?.details.organisation {
                self.circle.outside.push(*id);
            }
        }
        let count = (everybody.len() * 9 / 20).min(MOST);
        let covered = first.pred_opt().unwrap_or(first);
        for _ in 0..count {
            self.old_member(first, covered)?;
        }
        Ok(())
    }

    /// Somebody who has been a member for some years, paid up to the end of the last.
    fn old_member(&mut self, first: Day, covered: Day) -> Result<()> {
        let Some(person) = self.circle.stranger() else { return Ok(()) };
        let random = &mut self.circle.random;
        let (name, rhythm) = match random.below(20) {
            0 => ("Honorary", Rhythm::Yearly),
            1 => ("Supporter", Rhythm::Yearly),
            2 | 3 => ("Family", Rhythm::Yearly),
            4..=7 => ("Reduced", Rhythm::Yearly),
            8 | 9 => ("Full", Rhythm::Quarterly),
            10 => ("Full", Rhythm::Monthly),
            _ => ("Full", Rhythm::Yearly),
        };
        let days = 60 + random.below(3_600);
        let start = first - chrono::TimeDelta::days(i64::try_from(days).unwrap_or(400));
        // One in twelve had not paid when the office began.
        let covered = if random.one_in(12) { covered - chrono::TimeDelta::days(365) } else { covered };
        let class = self.class(name)?;
        let new = NewTerm { rhythm, covered_to: Some(covered.max(start)), ..NewTerm::member(class, start) };
        let head = ops::add(&mut self.office, person, &new)?.value;
        if name == "Family" {
            for _ in 0..=self.circle.random.below(2) {
                self.dependant(head, class, start)?;
            }
        }
        Ok(())
    }

    fn dependant(&mut self, head: TermId, class: ClassId, start: Day) -> Result<()> {
        if let Some(person) = self.circle.stranger() {
            let new = NewTerm { family: Some(head), ..NewTerm::member(class, start) };
            ops::add(&mut self.office, person, &new)?;
        }
        Ok(())
    }

    /// What happens with members on a day of a month: the run in January, payments, people who join.
    pub(super) fn dues(&mut self, on: Day, month: u32) -> Result<()> {
        if month == 1 {
            let register = self.office.read(store::register)?;
            let (from, to) = register.settings.year.around(on);
            let plan = register.plan(from, to, on, false);
            if !plan.charges.is_empty() {
                ops::run(&mut self.office, &plan)?;
            }
        }
        self.payments(on, month)?;
        if month % 4 == 3 {
            let applied = on - chrono::TimeDelta::days(6);
            if let Some(id) = self.applies("Full", applied)? {
                let approval =
                    Approval { on, by: "Committee".to_owned(), start: on, charge: true, number: Number::AsSet };
                ops::approve(&mut self.office, id, &approval)?;
            }
        }
        Ok(())
    }

    fn applies(&mut self, class: &str, on: Day) -> Result<Option<TermId>> {
        let Some(person) = self.circle.stranger() else { return Ok(None) };
        let new = NewTerm::application(self.class(class)?, on);
        Ok(Some(ops::apply(&mut self.office, person, &new)?.value))
    }

    /// Half of those who owe pay in each of the first months, then fewer.
    fn payments(&mut self, on: Day, month: u32) -> Result<()> {
        let register = self.office.read(store::register)?;
        for arrears in register.arrears(on) {
            let due: Money = arrears.debts.iter().filter(|debt| debt.due <= on).map(|debt| debt.owed).sum();
            let random = &mut self.circle.random;
            let pays = match (arrears.debts.len() > 1, month) {
                (true, _) => !random.one_in(15),
                (false, 1..=3) => random.one_in(2),
                (false, 4..=6) => random.one_in(4),
                (false, _) => random.one_in(9),
            };
            if !pays || due.is_zero() {
                continue;
            }
            // Now and then a part, now and then rounded up.
            let amount = match random.below(25) {
                0 => Money(due.0 / 2),
                1 => Money((due.0 + 499) / 500 * 500),
                _ => due,
            };
            let method = match random.below(4) {
                0 => Method::Cheque,
                1 => Method::StandingOrder,
                _ => Method::Transfer,
            };
            let new = NewEntry {
                banked: Some(on),
                method,
                ..NewEntry::simple(EntryKind::Dues, on, amount).from(arrears.payer)
            };
            ops::pay(&mut self.office, &new, &[])?;
        }
        Ok(())
    }

    /// What a secretary has on the desk: two applications, somebody who gave notice, a death, a pinned status.
    pub(super) fn members_loose_ends(&mut self) -> Result<()> {
        let today = self.today;
        let ago = |days: i64| today - chrono::TimeDelta::days(days);
        for (class, days) in [("Full", 12), ("Reduced", 3)] {
            self.applies(class, ago(days))?;
        }
        let register = self.office.read(store::register)?;
        let with = |status: Status, skip: usize| {
            let rows = register.rows(today);
            let fits = |row: &&crate::members::model::Row| {
                row.status == status && register.dependants(row.term).next().is_none()
            };
            rows.iter().filter(fits).nth(skip).map(|row| row.term)
        };
        let (leaver, dead, mover) = (with(Status::Current, 4), with(Status::Current, 9), with(Status::Current, 14));
        if let Some(id) = leaver {
            let end = End { on: ago(-40), how: How::Resigned, why: "Moving away".to_owned() };
            ops::end(&mut self.office, id, Some(ago(9)), &end)?;
        }
        if let Some(id) = dead {
            ops::died(&mut self.office, id, ago(33))?;
        }
        if let Some(id) = mover {
            let reduced = self.class("Reduced")?;
            let (_, last) = register.settings.year.around(today);
            let from = last.succ_opt().unwrap_or(last);
            if register.term(id).is_some_and(|t| t.class_on(from) != reduced) {
                ops::change_class(&mut self.office, id, reduced, from, "Retires at the end of the year")?;
            }
        }
        if let Some(id) = with(Status::Lapsed, 0) {
            let pin = Pin {
                id: PinId(0),
                status: Status::Current,
                from: ago(20),
                until: Some(ago(-40)),
                who: String::new(),
                why: format!("Says it was paid in cash on {}; the treasurer is looking", day::short(ago(200))),
            };
            ops::pin(&mut self.office, id, &pin)?;
        }
        Ok(())
    }
}
