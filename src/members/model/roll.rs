//! The roll: who may vote on a day, under a rule that the party states, and why each other member may not.

use chrono::Datelike as _;

use super::{ClassId, PersonId, Register, Status, Term, TermId};
use crate::kit::{Currency, Day, Money, day as days};
use crate::t;

/// Who may vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A member without a break for at least so many days before the day of the vote.
    pub days: u32,
    /// Nothing owed that is due, and on the day not merely in grace.
    pub paid_up: bool,
    /// Days of grace count as paid up.
    pub grace: bool,
    /// At least so old on the day, in years.
    pub age: Option<u32>,
    /// Only these classes; none named: those that vote by their own setting.
    pub classes: Vec<ClassId>,
    /// A gap of at most so many days after lapsing does not break the time as a member.
    pub forgive: u32,
}

impl Default for Rule {
    fn default() -> Self {
        Self { days: 0, paid_up: true, grace: false, age: None, classes: Vec::new(), forgive: 0 }
    }
}

/// A person on the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    pub term: TermId,
    pub person: PersonId,
    pub name: String,
    pub number: Option<String>,
    pub class: ClassId,
    /// A member without a break since.
    pub since: Day,
}

/// A person who is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    pub term: TermId,
    pub person: PersonId,
    pub name: String,
    pub number: Option<String>,
    pub class: ClassId,
    /// Every reason, the weightiest first.
    pub bars: Vec<Bar>,
}

/// Why somebody may not vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Not a member on the day: applied, lapsed, resigned and so on.
    Not(Status),
    /// Of a class that does not vote.
    Class,
    /// A member since this day only; a vote from the other day on.
    TooNew {
        since: Day,
        from: Day,
    },
    InGrace,
    Owes(Money),
    /// Old enough from this day on.
    TooYoung {
        from: Day,
    },
    /// An age is asked for, and the birth date is not known.
    NoBirth,
}

impl Bar {
    pub fn key(self) -> &'static str {
        match self {
            Self::Not(status) => status.key(),
            Self::Class => "class",
            Self::TooNew { .. } => "too_new",
            Self::InGrace => "in_grace",
            Self::Owes(_) => "owes",
            Self::TooYoung { .. } => "too_young",
            Self::NoBirth => "no_birth_date",
        }
    }

    /// As a list and the printed roll say it.
    pub fn says(self, currency: Currency) -> String {
        match self {
            Self::Not(Status::Applied) => t!("Has applied and is not a member yet").to_owned(),
            Self::Not(status) => status.label().to_owned(),
            Self::Class => t!("Class does not vote").to_owned(),
            Self::TooNew { since, from } => {
                t!("Member since {since}, votes from {from}", since = days::short(since), from = days::short(from))
            }
            Self::InGrace => t!("In grace: dues not paid").to_owned(),
            Self::Owes(sum) => t!("Owes {sum}", sum = currency.show(sum)),
            Self::TooYoung { from } => t!("Too young until {from}", from = days::short(from)),
            Self::NoBirth => t!("Birth date not known").to_owned(),
        }
    }
}

/// The roll for a day: each in the order of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    pub day: Day,
    pub rule: Rule,
    pub voters: Vec<Voter>,
    pub left_out: Vec<Absent>,
}

/// How old somebody born on `birth` is on `day`, in whole years. Born on the 29 February, one is a year older on the
/// 1 March of common years (Family Law Reform Act 1969 s. 9: at the commencement of the anniversary, which then is that day).
pub fn age_on(birth: Day, day: Day) -> i32 {
    let had = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i32::from(!had)
}

/// The day on which somebody reaches an age.
fn reaches(birth: Day, age: u32) -> Day {
    let year = birth.year() + i32::try_from(age).unwrap_or(i32::MAX - birth.year());
    Day::from_ymd_opt(year, birth.month(), birth.day()).or_else(|| Day::from_ymd_opt(year, 3, 1)).unwrap_or(Day::MAX)
}

/// What is known of one person before the rule is asked.
#[derive(Clone, Copy)]
struct Seen<'a> {
    terms: &'a [Term],
    term: &'a Term,
    status: Status,
    pinned: bool,
    since: Day,
}

impl Register {
    /// Who may vote on a day under a rule. Left out with reasons is everybody else who is a member on the day, has applied, is
    /// lapsed, or whose membership ended in the two years before; those who left earlier are not on any list. Who is lapsed
    /// stays on it however long ago that was, because a membership that nobody ended comes back to life with the dues.
    pub fn roll(&self, day: Day, rule: &Rule) -> Roll {
        let mut roll = Roll { day, rule: rule.clone(), voters: Vec::new(), left_out: Vec::new() };
        for terms in self.by_person() {
            let Some(term) = self.main_term(terms, day) else { continue };
            let Some(standing) = self.standing(term, day) else { continue };
            let who = self.people.get(&term.person).cloned().unwrap_or_default();
            let class = term.class_on(day);
            let since = self.continuous_since(term, rule.forgive, day).or(term.start).unwrap_or(day);
            let seen = Seen { terms, term, status: standing.status, pinned: standing.pin.is_some(), since };
            let bars = self.bars(&seen, who.birth, rule, day);
            if bars.is_empty() {
                let (id, person) = (term.id, term.person);
                roll.voters.push(Voter { term: id, person, name: who.name, number: who.number, class, since });
            } else if !long_gone(term, standing.status, day) {
                let (id, person) = (term.id, term.person);
                roll.left_out.push(Absent { term: id, person, name: who.name, number: who.number, class, bars });
            }
        }
        let key = |person: PersonId| self.people.get(&person).map_or("", |who| who.sort_key.as_str());
        roll.voters.sort_by(|a, b| (key(a.person), a.person).cmp(&(key(b.person), b.person)));
        roll.left_out.sort_by(|a, b| (key(a.person), a.person).cmp(&(key(b.person), b.person)));
        roll
    }

    fn bars(&self, seen: &Seen<'_>, birth: Option<Day>, rule: &Rule, day: Day) -> Vec<Bar> {
        let Seen { terms, term, status, pinned, since } = *seen;
        if !status.is_member() {
            return vec![Bar::Not(status)];
        }
        let mut bars = Vec::new();
        let class = term.class_on(day);
        let votes = if rule.classes.is_empty() {
            self.class(class).is_none_or(|class| class.votes)
        } else {
            rule.classes.contains(&class)
        };
        if !votes {
            bars.push(Bar::Class);
        }
        let from = since.checked_add_days(chrono::Days::new(u64::from(rule.days))).unwrap_or(Day::MAX);
        if from > day {
            bars.push(Bar::TooNew { since, from });
        }
        if rule.paid_up {
            if status == Status::InGrace && !rule.grace {
                bars.push(Bar::InGrace);
            }
            // In grace what is owed is the dues that grace is given for; a pin holds whatever was paid.
            let forgiven = status == Status::InGrace || pinned;
            let owed: Money = terms.iter().map(|t| self.owed(t.id, day)).sum();
            if !forgiven && owed > Money::ZERO {
                bars.push(Bar::Owes(owed));
            }
        }
        if let Some(age) = rule.age {
            match birth {
                None => bars.push(Bar::NoBirth),
                Some(birth) if reaches(birth, age) > day => bars.push(Bar::TooYoung { from: reaches(birth, age) }),
                Some(_) => {}
            }
        }
        bars
    }
}

/// Whether a membership ended so long ago that nobody looks for the person on the roll.
fn long_gone(term: &Term, status: Status, day: Day) -> bool {
    let over = match status {
        Status::Died => term.died,
        Status::Resigned | Status::Expelled | Status::Lapsed => term.end.as_ref().map(|end| end.on),
        Status::Refused => term.decision.as_ref().map(|d| d.on),
        Status::Applied | Status::Current | Status::InGrace => None,
    };
    over.is_some_and(|over| (day - over).num_days() > 731)
}
