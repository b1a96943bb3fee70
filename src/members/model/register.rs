//! Everything that membership is worked out from, read once: terms, classes, charges and payments. For one person or for all.

use std::collections::{BTreeMap, BTreeSet};

use super::status::Cover;
use super::{
    Charge, Class, ClassId, Paid, Payment, PersonId, Settings, Settled, Share, Standing, Status, Term, TermId,
    continuous_since, settle, standing,
};
use crate::kit::{Day, Money};

/// Who somebody is, as lists and rolls need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    /// What lists are sorted by.
    pub sort_key: String,
    /// The member or supporter number.
    pub number: Option<String>,
    /// Born on; of a birth date known in part only, the last day it can mean.
    pub birth: Option<Day>,
}

/// See the head of this file. [`Register::new`] settles what is owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    pub settings: Settings,
    /// In the order of lists.
    pub classes: Vec<Class>,
    /// In order of person and start, applications last.
    pub terms: Vec<Term>,
    pub people: BTreeMap<PersonId, Who>,
    pub charges: Vec<Charge>,
    /// What became of each charge, in the same order.
    pub settled: Vec<Settled>,
    pub payments: Vec<Payment>,
    /// What of each payment is left over, in the same order.
    pub ahead: Vec<Money>,
    term_at: BTreeMap<TermId, usize>,
    charges_of: BTreeMap<TermId, Vec<usize>>,
    paid: BTreeMap<TermId, Vec<Paid>>,
}

/// One member as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub term: TermId,
    pub person: PersonId,
    pub name: String,
    pub number: Option<String>,
    pub class: ClassId,
    pub status: Status,
    pub pinned: bool,
    pub since: Option<Day>,
    pub paid_to: Option<Day>,
    /// What the payer owes on the day for this term, minor units.
    pub owed: Money,
}

impl Register {
    /// Puts together what was read, and settles what is owed.
    pub fn new(
        settings: Settings,
        classes: Vec<Class>,
        terms: Vec<Term>,
        people: BTreeMap<PersonId, Who>,
        charges: Vec<Charge>,
        payments: Vec<Payment>,
        shares: &[Share],
    ) -> Self {
        let (settled, ahead) = settle(&charges, &payments, shares);
        let all = Self { settings, classes, terms, people, charges, settled, payments, ahead, ..Self::default() };
        all.in_order()
    }

    /// Puts the terms in their order, and notes where everything stands.
    fn in_order(mut self) -> Self {
        self.terms.sort_by_key(|t| (t.person, t.start.is_none(), t.start, t.applied, t.id));
        self.term_at = self.terms.iter().enumerate().map(|(at, term)| (term.id, at)).collect();
        (self.charges_of, self.paid) = (BTreeMap::new(), BTreeMap::new());
        for (at, (charge, settled)) in self.charges.iter().zip(&self.settled).enumerate() {
            self.charges_of.entry(charge.term).or_default().push(at);
            if let Some(on) = settled.on {
                self.paid.entry(charge.term).or_default().push(Paid { period: charge.period, on });
            }
        }
        self
    }

    /// Puts what was read anew of these people in the place of what is known of them. Nobody else's dues may hang together
    /// with theirs: see [`Self::hang_together`].
    pub fn splice(&mut self, people: &BTreeSet<PersonId>, fresh: Self) {
        let mut all = std::mem::take(self);
        all.terms.retain(|term| !people.contains(&term.person));
        all.terms.extend(fresh.terms);
        let is_theirs = |charge: &Charge| people.contains(&charge.member) || people.contains(&charge.payer);
        let mut charges: Vec<(Charge, Settled)> =
            all.charges.into_iter().zip(all.settled).filter(|(charge, _)| !is_theirs(charge)).collect();
        charges.extend(fresh.charges.into_iter().zip(fresh.settled));
        charges.sort_by_key(|(charge, _)| (charge.period.from, charge.id));
        (all.charges, all.settled) = charges.into_iter().unzip();
        let is_theirs = |p: &Payment| people.contains(&p.payer) || p.member.is_some_and(|m| people.contains(&m));
        let mut payments: Vec<(Payment, Money)> =
            all.payments.into_iter().zip(all.ahead).filter(|(payment, _)| !is_theirs(payment)).collect();
        payments.extend(fresh.payments.into_iter().zip(fresh.ahead));
        payments.sort_by_key(|(payment, _)| (payment.on, payment.entry));
        (all.payments, all.ahead) = payments.into_iter().unzip();
        for person in people {
            all.people.remove(person);
        }
        // As among everybody, only who has a term or pays.
        let named: BTreeSet<PersonId> = all
            .terms
            .iter()
            .filter(|term| people.contains(&term.person))
            .flat_map(|term| [Some(term.person), term.payer])
            .chain(all.charges.iter().map(|charge| Some(charge.payer)))
            .flatten()
            .collect();
        all.people.extend(fresh.people.into_iter().filter(|(person, _)| named.contains(person)));
        *self = all.in_order();
    }

    /// These people and, one step on, those whose dues hang together with theirs: payers, families, who is paid for.
    pub fn hang_together(&self, mut people: BTreeSet<PersonId>) -> BTreeSet<PersonId> {
        let mut more = BTreeSet::new();
        let mut link = |one: PersonId, other: PersonId| {
            for (from, to) in [(one, other), (other, one)] {
                if people.contains(&from) && !people.contains(&to) {
                    more.insert(to);
                }
            }
        };
        for term in &self.terms {
            term.payer.into_iter().for_each(|payer| link(term.person, payer));
            term.family.and_then(|head| self.term(head)).into_iter().for_each(|head| link(term.person, head.person));
        }
        self.charges.iter().for_each(|charge| link(charge.member, charge.payer));
        people.append(&mut more);
        people
    }

    /// One that knows the classes alone, for who shows their names.
    pub fn of_classes(classes: Vec<Class>) -> Self {
        Self { classes, ..Self::default() }
    }

    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.term_at.get(&id).and_then(|at| self.terms.get(*at))
    }

    pub fn class(&self, id: ClassId) -> Option<&Class> {
        self.classes.iter().find(|class| class.id == id)
    }

    /// The name of a class; empty for one that is not there.
    pub fn class_name(&self, id: ClassId) -> &str {
        self.class(id).map_or("", |class| class.name.as_str())
    }

    pub fn name(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("", |who| who.name.as_str())
    }

    /// The terms of one person, the oldest first.
    pub fn terms_of(&self, person: PersonId) -> &[Term] {
        let from = self.terms.partition_point(|t| t.person < person);
        let to = self.terms.partition_point(|t| t.person <= person);
        self.terms.get(from..to).unwrap_or(&[])
    }

    /// The terms of each person, the oldest first.
    pub fn by_person(&self) -> impl Iterator<Item = &[Term]> {
        self.terms.chunk_by(|a, b| a.person == b.person)
    }

    /// The charges of a term with what became of each, in order of their periods.
    pub fn charges_of(&self, term: TermId) -> impl Iterator<Item = (&Charge, &Settled)> {
        let at = self.charges_of.get(&term).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(|at| Some((self.charges.get(*at)?, self.settled.get(*at)?)))
    }

    /// What covers a term: its own settled periods, or those of the family membership it belongs to.
    pub fn cover(&self, term: &Term) -> Cover<'_> {
        let head = term.family.and_then(|id| self.term(id));
        let (of, covered_to) = match head {
            Some(head) => (head.id, head.covered_to.max(term.covered_to)),
            None => (term.id, term.covered_to),
        };
        Cover {
            paid: self.paid.get(&of).map_or(&[], Vec::as_slice),
            covered_to,
            grace_days: self.settings.grace_days,
            classes: &self.classes,
        }
    }

    /// What a term comes to on a day; see [`standing`].
    pub fn standing(&self, term: &Term, day: Day) -> Option<Standing> {
        standing(term, self.cover(term), day)
    }

    /// Since when a member has been one without a break; see [`continuous_since`].
    pub fn continuous_since(&self, term: &Term, forgive: u32, day: Day) -> Option<Day> {
        continuous_since(term, self.cover(term), forgive, day)
    }

    /// The term that says what a person is on a day: the one that runs, else the last that ran, else an application.
    pub fn main_term<'a>(&self, terms: &'a [Term], day: Day) -> Option<&'a Term> {
        let begun = terms.iter().rev().find(|t| t.start.is_some_and(|start| start <= day));
        let waiting = || terms.iter().rev().find(|t| t.start.is_none_or(|start| start > day));
        match begun {
            // A new application says more than a term that is over.
            Some(term) if !term.runs_on(day) => waiting().filter(|t| t.is_waiting()).or(Some(term)),
            Some(term) => Some(term),
            None => waiting(),
        }
    }

    /// What a term's payer owes for it on a day: charges due by then, less what was paid on them by then.
    pub fn owed(&self, term: TermId, day: Day) -> Money {
        self.charges_of(term)
            .filter(|(charge, _)| charge.due <= day)
            .map(|(charge, settled)| settled.owed(charge, day))
            .sum()
    }

    /// What of a person's payments is left over, paid ahead.
    pub fn ahead_of(&self, payer: PersonId) -> Money {
        self.payments.iter().zip(&self.ahead).filter(|(p, _)| p.payer == payer).map(|(_, left)| *left).sum()
    }

    /// The dependants that a family membership covers.
    pub fn dependants(&self, head: TermId) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |t| t.family == Some(head))
    }

    fn row_of(&self, terms: &[Term], day: Day) -> Option<Row> {
        let term = self.main_term(terms, day)?;
        let standing = self.standing(term, day)?;
        let who = self.people.get(&term.person)?;
        Some(Row {
            term: term.id,
            person: term.person,
            name: who.name.clone(),
            number: who.number.clone(),
            class: term.class_on(day),
            status: standing.status,
            pinned: standing.pin.is_some(),
            since: term.since,
            paid_to: standing.paid_to,
            owed: terms.iter().map(|t| self.owed(t.id, day)).sum(),
        })
    }

    fn sort_key(&self, person: PersonId) -> (&str, PersonId) {
        (self.people.get(&person).map_or("", |who| who.sort_key.as_str()), person)
    }

    /// Puts the rows of these people in the place of the ones they had, of what [`Self::rows`] answered on the same day.
    pub fn renew_rows(&self, rows: &mut Vec<Row>, people: &BTreeSet<PersonId>, day: Day) {
        /// From so many on, sorting all is no slower than making room for each.
        const MANY: usize = 64;
        if people.len() > MANY {
            *rows = self.rows(day);
            return;
        }
        rows.retain(|row| !people.contains(&row.person));
        for row in people.iter().filter_map(|person| self.row_of(self.terms_of(*person), day)) {
            let key = self.sort_key(row.person);
            let at = rows.partition_point(|other| self.sort_key(other.person) < key);
            rows.insert(at, row);
        }
    }

    /// Everybody who is or was a member or has applied, one row each, in the order of names.
    pub fn rows(&self, day: Day) -> Vec<Row> {
        let mut rows: Vec<(&str, Row)> = self
            .by_person()
            .filter_map(|terms| self.row_of(terms, day))
            .map(|row| (self.sort_key(row.person).0, row))
            .collect();
        rows.sort_by(|(a, left), (b, right)| (a, left.person).cmp(&(b, right.person)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Who is a member on a day and has no number, in the order in which they became members.
    pub fn without_number(&self, day: Day) -> Vec<PersonId> {
        let mut rows = self.rows(day);
        rows.retain(|row| row.status.is_member() && row.number.is_none());
        rows.sort_by_key(|row| row.since);
        rows.into_iter().map(|row| row.person).collect()
    }

    /// Applications that nobody has decided on, the oldest first.
    pub fn waiting(&self) -> Vec<&Term> {
        let mut waiting: Vec<&Term> = self.terms.iter().filter(|t| t.is_waiting()).collect();
        waiting.sort_by_key(|t| (t.applied, t.id));
        waiting
    }
}
