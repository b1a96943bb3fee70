//! A dues run before it is made: who is charged what, and who is not and why.

use super::{ClassId, Period, PersonId, Register, Term, TermId, period_from, share_of};
use crate::kit::{Day, Money};
use crate::t;
use NotCharged as Why;

/// One charge of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub term: TermId,
    pub member: PersonId,
    pub payer: PersonId,
    pub name: String,
    pub class: ClassId,
    pub period: Period,
    pub due: Day,
    pub amount: Money,
    /// It costs less than a whole period, because the member began in the middle of it.
    pub part: bool,
}

/// A member whom a run does not charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub term: TermId,
    pub member: PersonId,
    pub name: String,
    pub why: NotCharged,
}

/// Why a run does not charge a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCharged {
    /// Every period that begins in these days is charged.
    Already,
    /// Covered by a family membership.
    Family,
    /// The family membership that covered them is over: they need one of their own, or another payer.
    FamilyLeft,
    /// Of a class that owes no dues.
    OwesNone,
    /// The class has no fee on the day the period begins, or a fee of nothing.
    NoFee,
    /// The term is over before the period begins, by resignation, expulsion or death.
    Over,
    /// Lapsed on the day the run is made.
    Lapsed,
}

impl NotCharged {
    pub const ALL: [Self; 7] =
        [Self::NoFee, Self::FamilyLeft, Self::Lapsed, Self::OwesNone, Self::Family, Self::Already, Self::Over];

    pub fn key(self) -> &'static str {
        match self {
            Self::Already => "already_charged",
            Self::Family => "family",
            Self::FamilyLeft => "family_left",
            Self::OwesNone => "owes_none",
            Self::NoFee => "no_fee",
            Self::Over => "over",
            Self::Lapsed => "lapsed",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Already => t!("Charged already"),
            Self::Family => t!("Covered by a family membership"),
            Self::FamilyLeft => t!("The family membership that covered them is over"),
            Self::OwesNone => t!("Their class owes no dues"),
            Self::NoFee => t!("Their class has no fee on that day"),
            Self::Over => t!("No longer a member then"),
            Self::Lapsed => t!("Lapsed"),
        }
    }
}

/// What a run would do; [`super::super::ops::run`] does exactly that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesPlan {
    /// The periods that begin on these days, both included, are charged.
    pub from: Day,
    pub to: Day,
    /// The day it is made on. Nothing falls due before it.
    pub made: Day,
    /// Whether those who are lapsed on that day are charged as well: the run comes late, and they lapsed for want of it.
    pub lapsed: bool,
    /// In order of names.
    pub charges: Vec<Planned>,
    pub left_out: Vec<LeftOut>,
}

impl DuesPlan {
    pub fn total(&self) -> Money {
        self.charges.iter().map(|c| c.amount).sum()
    }

    /// How many are left out for a reason.
    pub fn count_of(&self, why: NotCharged) -> usize {
        self.left_out.iter().filter(|l| l.why == why).count()
    }
}

/// No member has more periods than this in one run: twenty years of months.
const MOST: usize = 240;

impl Register {
    /// What a run charges for the periods that begin from `from` to `to`: every member who owes dues, for each such period
    /// that is not charged yet and not paid for from before. Each falls due on its first day, or on the day the run is made
    /// if that is later.
    pub fn plan(&self, from: Day, to: Day, made: Day, lapsed: bool) -> DuesPlan {
        let mut plan = DuesPlan { from, to, made, lapsed, charges: Vec::new(), left_out: Vec::new() };
        for term in self.terms.iter().filter(|t| t.start.is_some_and(|start| start <= to)) {
            match self.planned(term, &plan) {
                Ok(charges) => plan.charges.extend(charges),
                Err(why) => {
                    let name = self.name(term.person).to_owned();
                    plan.left_out.push(LeftOut { term: term.id, member: term.person, name, why });
                }
            }
        }
        let key = |person: PersonId| self.people.get(&person).map_or("", |who| who.sort_key.as_str());
        plan.charges.sort_by(|a, b| (key(a.member), a.member, a.period).cmp(&(key(b.member), b.member, b.period)));
        plan.left_out.sort_by(|a, b| (key(a.member), a.member, a.term).cmp(&(key(b.member), b.member, b.term)));
        plan
    }

    /// The first charge of a term that begins: what a member owes on joining. Nothing where none is owed.
    pub fn first_charge(&self, term: &Term, made: Day) -> Option<Planned> {
        let start = term.start?;
        let plan = DuesPlan { from: start, to: start, made, lapsed: true, charges: Vec::new(), left_out: Vec::new() };
        self.planned(term, &plan).ok()?.into_iter().next()
    }

    /// The first day that is not charged and not paid for from before, and the day that a rolling year is counted from.
    fn next_from(&self, term: &Term, start: Day) -> (Day, Day) {
        let anchor = term.covered_to.filter(|to| *to >= start).and_then(|to| to.succ_opt()).unwrap_or(start);
        let charged = self.charges_of(term.id).map(|(c, _)| c.period.to).max();
        (charged.and_then(|to| to.succ_opt()).map_or(anchor, |next| next.max(anchor)), anchor)
    }

    fn planned(&self, term: &Term, plan: &DuesPlan) -> Result<Vec<Planned>, Why> {
        let (from, to, made) = (plan.from, plan.to, plan.made);
        let start = term.start.ok_or(Why::Over)?;
        let last =
            [term.end.as_ref().map(|end| end.on), term.died.and_then(|d| d.pred_opt())].into_iter().flatten().min();
        if last.is_some_and(|last| last < from.max(start)) {
            return Err(Why::Over);
        }
        if let Some(head) = term.family.and_then(|id| self.term(id)) {
            return Err(if head.runs_on(from.max(made).max(start)) { Why::Family } else { Why::FamilyLeft });
        }
        let lapsed = start <= made && self.standing(term, made).is_some_and(|now| now.status == super::Status::Lapsed);
        if lapsed && !plan.lapsed {
            return Err(Why::Lapsed);
        }
        let year = self.settings.year;
        let (mut next, anchor) = self.next_from(term, start);
        let mut charges = Vec::new();
        let mut refused = Why::Already;
        for _ in 0..MOST {
            if next > to {
                break;
            }
            let period = period_from(year, anchor, term.rhythm, next);
            if next >= from {
                if last.is_some_and(|last| last < next) {
                    refused = refused.max(Why::Over);
                    break;
                }
                let class = self.class(term.class_on(next));
                if class.is_some_and(|class| !class.owes) {
                    refused = Why::OwesNone;
                } else if let Some(yearly) = class.and_then(|c| c.fee_on(next)).filter(|fee| *fee > Money::ZERO) {
                    let amount = share_of(yearly, self.settings.proration, year, anchor, term.rhythm, next);
                    let whole = share_of(yearly, super::Proration::None, year, anchor, term.rhythm, next);
                    if amount > Money::ZERO {
                        charges.push(Planned {
                            term: term.id,
                            member: term.person,
                            payer: term.pays(),
                            name: self.name(term.person).to_owned(),
                            class: term.class_on(next),
                            period,
                            due: next.max(made),
                            amount,
                            part: amount < whole,
                        });
                    }
                } else {
                    refused = Why::NoFee;
                }
            }
            let Some(after) = period.to.succ_opt() else { break };
            next = after;
        }
        if charges.is_empty() { Err(refused) } else { Ok(charges) }
    }
}
