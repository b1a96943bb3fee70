//! Everything that one line could be, each weighed by itself.

use super::index::{At, Index, get, marks_on};
use super::names::Fit;
use super::settle::person_of;
use super::who::{Who, who};
use super::{Reason, Suggestion, weigh};
use crate::bank::model::rule::{text_of, words_of};
use crate::bank::model::{
    AccountId, Awaited, BankLine, Deed, Movement, NewPart, PersonId, Settles, World, entry_of, plain_number,
    same_number, says_of, transfer_of, usual_kind,
};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day, text};
use crate::ledger::model::{EntryKind, NewEntry};
use crate::t;

/// What a line could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// These entries of the ledger.
    Movements(Vec<At>),
    /// These awaited payments, so much of each.
    Awaited(Vec<(At, Money)>),
    Rule(At),
    /// The other side of this line of another account.
    OtherSide(At),
    /// Money moved to or from another account of the office.
    Own(AccountId),
    /// Something of this person, nobody knows what.
    Person(PersonId),
}

#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub what: What,
    pub score: i32,
    /// Whether more than amount and day speaks for it.
    pub strong: bool,
    pub sure: bool,
    /// The day of what it is, for what fits equally well.
    pub day: Option<Day>,
    pub because: Vec<Reason>,
}

/// Days from an entry to its line within which one may be the other: cheques come late, and some lines a little before.
const EARLIEST: i64 = -10;
const LATEST: i64 = 190;
/// Days within which the same amount alone says something.
const WEEK: i64 = 7;
/// Days that money takes from one account of the office to another, and how many such lines are looked at.
const MOVING: i64 = 5;
const MOVED: usize = 64;
/// How many of a kind are looked at.
const MOST: usize = 4;

/// A line with what was worked out of it once.
struct Look<'w> {
    world: &'w World,
    index: &'w Index,
    line: &'w BankLine,
    name: String,
    purpose: String,
    marks: Vec<String>,
    number: String,
    who: Vec<Who>,
    out: Vec<Candidate>,
}

/// Everything that a line could be.
pub(super) fn of(world: &World, index: &Index, at: At, line: &BankLine) -> Vec<Candidate> {
    let (name, purpose) = (fold(&line.name), fold(&format!("{} {}", line.purpose, line.reference)));
    let number = plain_number(&line.number);
    let marks = marks_on([&line.purpose, &line.reference, &line.name, &line.bank_ref]);
    let who = who(world, index, &name, &purpose, &number, &marks);
    let mut look = Look { world, index, line, name, purpose, marks, number, who, out: Vec::new() };
    look.entries();
    look.groups();
    look.awaited();
    look.rules();
    look.own_accounts(at);
    look.people();
    look.out
}

impl Look<'_> {
    fn days_to(&self, day: Day) -> i64 {
        (self.line.booked - day).num_days()
    }

    fn put(&mut self, candidate: Candidate) {
        match self.out.iter_mut().find(|c| c.what == candidate.what) {
            Some(known) if known.score >= candidate.score => {}
            Some(known) => *known = candidate,
            None => self.out.push(candidate),
        }
    }

    /// Entries of the ledger that no statement has shown.
    fn entries(&mut self) {
        let (account, amount) = (self.line.account, self.line.amount);
        let index = self.index;
        let key = (account, amount);
        let mut found: Vec<At> = Vec::new();
        found.extend(self.nearest(index.by_amount.get(&key), -WEEK..=WEEK));
        for who in &self.who {
            let all = index.by_person.get(&(account, who.person)).map_or(&[][..], Vec::as_slice);
            let same: Vec<At> = all
                .iter()
                .filter(|m| get(&self.world.movements, **m).is_some_and(|m| m.amount == amount))
                .copied()
                .collect();
            found.extend(self.nearest(Some(&same), EARLIEST..=LATEST));
        }
        for mark in &self.marks {
            found.extend(self.nearest(index.by_reference.get(mark).and_then(|all| all.get(&key)), EARLIEST..=LATEST));
        }
        let payees = index.payees.find(&self.name, &self.purpose);
        for (place, _) in payees.iter().take(MOST) {
            let all = get(&index.payee_movements, *place).and_then(|all| all.get(&key));
            found.extend(self.nearest(all, EARLIEST..=LATEST));
        }
        found.sort_unstable();
        found.dedup();
        for m in found {
            let Some(movement) = get(&self.world.movements, m) else { continue };
            let place = index.payee_of.get(&m);
            let payee = payees.iter().find(|(at, _)| Some(at) == place).map(|(_, fit)| *fit);
            let candidate = self.entry(m, movement, payee, payees.len() == 1);
            self.put(candidate);
        }
        self.sums();
    }

    /// The few nearest of movements in the order of days, at most so many days from the line.
    fn nearest(&self, all: Option<&Vec<At>>, within: std::ops::RangeInclusive<i64>) -> Vec<At> {
        let Some(all) = all else { return Vec::new() };
        let day_of = |m: &At| get(&self.world.movements, *m).map(Movement::day);
        let here = all.partition_point(|m| day_of(m).is_some_and(|day| day < self.line.booked));
        let around = all.iter().skip(here).take(MOST).chain(all.iter().take(here).rev().take(MOST));
        let mut near: Vec<(i64, At)> = around
            .filter_map(|m| Some((self.days_to(day_of(m)?), *m)))
            .filter(|(days, _)| within.contains(days))
            .collect();
        near.sort_unstable_by_key(|(days, m)| (days.abs(), *m));
        near.into_iter().take(MOST).map(|(_, m)| m).collect()
    }

    fn entry(&self, m: At, movement: &Movement, payee: Option<Fit>, only: bool) -> Candidate {
        let days = self.days_to(movement.day());
        let mut score = weigh::AMOUNT + weigh::IN_LEDGER + closeness(days);
        let mut because = vec![Reason::Amount];
        let mut strong = false;
        if let Some(who) = self.who.iter().find(|w| Some(w.person) == movement.person) {
            score += who.weight.min(weigh::REFERENCE);
            strong |= who.sure;
            because.extend(who.because.iter().cloned());
        }
        match payee {
            Some(Fit::Same) => {
                score += if only { weigh::NAME } else { weigh::NAME_SHARED };
                strong |= only;
                because.push(Reason::Name);
            }
            Some(Fit::Like | Fit::Within) => {
                score += weigh::NAME_LIKE;
                because.push(Reason::NameLike);
            }
            None => {}
        }
        let on_line = movement
            .references
            .split_whitespace()
            .find(|r| super::index::mark_of(r).is_some_and(|r| self.marks.contains(&r)));
        if let Some(reference) = on_line {
            score += weigh::REFERENCE;
            strong = true;
            because.push(Reason::Reference(reference.to_owned()));
        }
        if let Some(other) = movement.other.and_then(|other| self.own_number(other)) {
            score += weigh::OWN_NUMBER;
            strong = true;
            because.push(Reason::OwnNumber(other));
        }
        because.push(Reason::Days(days));
        Candidate { what: What::Movements(vec![m]), score, strong, sure: false, day: Some(movement.day()), because }
    }

    /// The name of an account of the office, if the other side's number is its.
    fn own_number(&self, account: AccountId) -> Option<String> {
        let own = self.world.accounts.iter().find(|a| a.id == account)?;
        let is = !self.number.is_empty() && own.numbers.iter().any(|n| same_number(n, &self.number));
        is.then(|| own.name.clone())
    }

    /// Several entries of one person that together make the amount.
    fn sums(&mut self) {
        for who in self.who.clone() {
            let all = self.index.by_person.get(&(self.line.account, who.person)).map_or(&[][..], Vec::as_slice);
            let near: Vec<(At, &Movement)> = all
                .iter()
                .filter_map(|m| Some((*m, get(&self.world.movements, *m)?)))
                .filter(|(_, m)| (-WEEK..=31).contains(&self.days_to(m.day())))
                .collect();
            let of_day = |day: Day| near.iter().filter(|(_, m)| m.day() == day).copied().collect::<Vec<_>>();
            let mut sets: Vec<Vec<(At, &Movement)>> = near.iter().map(|(_, m)| of_day(m.day())).collect();
            sets.dedup_by(|a, b| a.first().map(|(m, _)| *m) == b.first().map(|(m, _)| *m));
            sets.push(near.clone());
            for set in sets.into_iter().filter(|set| (2..=12).contains(&set.len())) {
                if set.iter().map(|(_, m)| m.amount).sum::<Money>() != self.line.amount {
                    continue;
                }
                let latest = set.iter().map(|(_, m)| m.day()).max();
                let mut because = vec![Reason::SumOf(set.len())];
                because.extend(who.because.iter().cloned());
                let score = weigh::SUM
                    + weigh::IN_LEDGER
                    + who.weight.min(weigh::REFERENCE)
                    + latest.map_or(0, |day| closeness(self.days_to(day)));
                let what = What::Movements(set.iter().map(|(m, _)| *m).collect());
                self.put(Candidate { what, score, strong: who.sure, sure: false, day: latest, because });
            }
        }
    }

    /// Batches, and what was banked on one day, whose total is the amount.
    fn groups(&mut self) {
        let all = self.index.groups_by_amount.get(&(self.line.account, self.line.amount));
        for group in all.into_iter().flatten().filter_map(|g| get(&self.index.groups, *g)) {
            let days = self.days_to(group.day);
            if !(EARLIEST..=45).contains(&days) {
                continue;
            }
            let mut score = weigh::AMOUNT + weigh::IN_LEDGER + closeness(days);
            let mut strong = false;
            let mut because = vec![match group.batch {
                Some(number) => Reason::Batch(number),
                None => Reason::BankedOn(group.day),
            }];
            let mark = group.batch.and_then(|number| super::index::mark_of(&number.to_string()));
            if let Some(mark) = mark.filter(|mark| self.marks.contains(mark)) {
                score += weigh::REFERENCE;
                strong = true;
                because.push(Reason::Number(mark));
            }
            because.push(Reason::Days(days));
            let what = What::Movements(group.movements.clone());
            self.put(Candidate { what, score, strong, sure: false, day: Some(group.day), because });
        }
    }

    /// Payments that are awaited: of whoever the line is from, by a number on it, or of the same amount about then.
    fn awaited(&mut self) {
        let index = self.index;
        for who in self.who.clone() {
            let all = index.awaited_by_person.get(&who.person).map_or(&[][..], Vec::as_slice);
            self.awaited_of(all, who.weight.min(weigh::REFERENCE), who.sure, &who.because);
        }
        for mark in self.marks.clone() {
            let all = index.awaited_by_mark.get(&mark).map_or(&[][..], Vec::as_slice);
            self.awaited_of(all, weigh::NUMBER, true, &[Reason::Number(mark)]);
        }
        let all = index.awaited_by_amount.get(&self.line.amount).map_or(&[][..], Vec::as_slice);
        let due = |a: &At| get(&self.world.awaited, *a).map(|a| a.it.due);
        let here = all.partition_point(|a| due(a).is_some_and(|due| self.days_to(due) > WEEK));
        for a in all.iter().skip(here).take(MOST) {
            let Some(awaited) = get(&self.world.awaited, *a).filter(|a| self.days_to(a.it.due).abs() <= WEEK) else {
                continue;
            };
            self.put(Candidate {
                what: What::Awaited(vec![(*a, awaited.it.amount)]),
                score: weigh::AMOUNT + closeness(self.days_to(awaited.it.due)),
                strong: false,
                sure: false,
                day: Some(awaited.it.due),
                because: vec![Reason::Amount, Reason::Due(awaited.it.due)],
            });
        }
    }

    /// Of one payer's awaited payments, the oldest first: one of the amount, the first few that make it, or as far as it goes.
    fn awaited_of(&mut self, all: &[At], weight: i32, known: bool, because: &[Reason]) {
        let mut sources: Vec<&'static str> =
            all.iter().filter_map(|a| Some(get(&self.world.awaited, *a)?.source)).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let of: Vec<(At, &Awaited)> = all
                .iter()
                .filter_map(|a| Some((*a, get(&self.world.awaited, *a)?)))
                .filter(|(_, a)| a.source == source && (a.it.amount > Money::ZERO) == (self.line.amount > Money::ZERO))
                .collect();
            let exact: Vec<_> = of.iter().filter(|(_, a)| a.it.amount == self.line.amount).take(MOST).collect();
            for (a, awaited) in &exact {
                let due = awaited.it.due;
                let reasons = [vec![Reason::Amount], because.to_vec(), vec![Reason::Due(due)]].concat();
                let score = weigh::AMOUNT + weight + self.due(due);
                let what = What::Awaited(vec![(*a, awaited.it.amount)]);
                self.put(Candidate { what, score, strong: known, sure: false, day: Some(due), because: reasons });
            }
            let mut sum = Money::ZERO;
            let upto = of.iter().position(|(_, a)| {
                sum += a.it.amount;
                sum == self.line.amount
            });
            let Some((_, first)) = of.first() else { continue };
            let due = first.it.due;
            if let Some(last) = upto.filter(|last| *last > 0) {
                let set: Vec<_> = of.iter().take(last + 1).map(|(a, awaited)| (*a, awaited.it.amount)).collect();
                let reasons = [vec![Reason::SumOf(set.len())], because.to_vec(), vec![Reason::Due(due)]].concat();
                let score = weigh::SUM + weight + self.due(due);
                self.put(Candidate {
                    what: What::Awaited(set),
                    score,
                    strong: known,
                    sure: false,
                    day: Some(due),
                    because: reasons,
                });
            } else if upto.is_none() && exact.is_empty() && self.line.amount > Money::ZERO {
                let total: Money = of.iter().map(|(_, a)| a.it.amount).sum();
                let mut left = self.line.amount;
                let mut set = Vec::new();
                for (a, awaited) in &of {
                    let some = awaited.it.amount.min(left);
                    if some > Money::ZERO {
                        set.push((*a, some));
                        left -= some;
                    }
                }
                let doubt = if left.is_zero() { Reason::PartOf(total) } else { Reason::Over(left) };
                let reasons = [because.to_vec(), vec![doubt, Reason::Due(due)]].concat();
                let score = weight + self.due(due);
                self.put(Candidate {
                    what: What::Awaited(set),
                    score,
                    strong: false,
                    sure: false,
                    day: Some(due),
                    because: reasons,
                });
            }
        }
    }

    fn due(&self, due: Day) -> i32 {
        match self.days_to(due) {
            0.. => weigh::DUE,
            -31..=-1 => weigh::DUE_SOON,
            _ => weigh::DUE_LATER,
        }
    }

    fn rules(&mut self) {
        let text = text_of(self.line);
        let words = words_of(&text);
        for (at, rule) in self.world.rules.iter().enumerate() {
            let when = &rule.rule.when;
            if !when.holds(self.line, &self.number, &words) {
                continue;
            }
            // The more a rule asks for, the more it was meant.
            let narrow = 5 * i32::try_from(when.words.split(' ').count().min(6)).unwrap_or(0)
                + 20 * i32::from(!when.number.is_empty())
                + 20 * i32::from(when.amount.is_some());
            self.put(Candidate {
                what: What::Rule(super::index::at(at)),
                score: weigh::RULE + narrow,
                strong: true,
                sure: false,
                day: None,
                because: vec![Reason::Rule(when.says(None, &self.world.currency))],
            });
        }
    }

    /// Money moved between the office's own accounts.
    fn own_accounts(&mut self, at: At) {
        let own: Vec<AccountId> =
            self.world.accounts.iter().filter(|a| a.id != self.line.account).map(|a| a.id).collect();
        let numbered = own.iter().find_map(|account| Some((*account, self.own_number(*account)?)));
        if let Some((account, name)) = &numbered {
            self.put(Candidate {
                what: What::Own(*account),
                score: weigh::AMOUNT + weigh::OWN_NUMBER,
                strong: true,
                sure: false,
                day: None,
                because: vec![Reason::OwnNumber(name.clone())],
            });
        }
        let others = self.index.lines_by_amount.get(&-self.line.amount).map_or(&[][..], Vec::as_slice);
        let booked = |l: &At| get(&self.world.lines, *l).map(|l| l.booked);
        let from = others.partition_point(|l| booked(l).is_some_and(|day| self.days_to(day) > MOVING));
        let mut near: Vec<(i64, At)> = others
            .iter()
            .skip(from)
            .map_while(|l| {
                let other = get(&self.world.lines, *l)?;
                let days = self.days_to(other.booked);
                (days >= -MOVING).then_some((other, days.abs(), *l))
            })
            .filter(|(other, _, l)| *l != at && other.account != self.line.account)
            .map(|(_, days, l)| (days, l))
            .take(MOVED)
            .collect();
        near.sort_unstable();
        for (days, l) in near.into_iter().take(MOST) {
            let Some(other) = get(&self.world.lines, l) else { continue };
            let name = self.world.accounts.iter().find(|a| a.id == other.account).map(|a| a.name.clone());
            let is_numbered = numbered.as_ref().is_some_and(|(account, _)| *account == other.account);
            let mut because = vec![Reason::Amount, Reason::OtherSide(name.unwrap_or_default())];
            because.extend(numbered.as_ref().filter(|_| is_numbered).map(|(_, name)| Reason::OwnNumber(name.clone())));
            because.push(Reason::Days(self.days_to(other.booked)));
            let score = weigh::OTHER_SIDE + closeness(days) + if is_numbered { weigh::OWN_NUMBER } else { 0 };
            let what = What::OtherSide(l);
            self.put(Candidate { what, score, strong: is_numbered, sure: false, day: Some(other.booked), because });
        }
    }

    /// Who it is from, where nothing of theirs is awaited or in the ledger.
    fn people(&mut self) {
        for who in self.who.clone() {
            self.put(Candidate {
                what: What::Person(who.person),
                score: who.weight.min(weigh::REFERENCE) / 2,
                strong: false,
                sure: false,
                day: None,
                because: who.because,
            });
        }
    }
}

fn closeness(days: i64) -> i32 {
    let days = i32::try_from(days.abs()).unwrap_or(i32::MAX / weigh::PER_DAY);
    (weigh::SAME_DAY - weigh::PER_DAY.saturating_mul(days)).max(0)
}

impl Candidate {
    /// What is shown of it, and what is done when it is accepted.
    pub fn suggestion(self, world: &World, line: &BankLine) -> Suggestion {
        let (title, deed) = match &self.what {
            What::Movements(all) => movements(world, all),
            What::Awaited(all) => awaited(world, line, all),
            What::Rule(at) => match get(&world.rules, *at) {
                Some(rule) => {
                    let deed = rule.rule.deed(line);
                    (title_of(world, line, &deed), deed)
                }
                None => nothing(),
            },
            What::OtherSide(at) => match get(&world.lines, *at) {
                Some(other) => {
                    let deed = Deed::Parts {
                        parts: vec![NewPart::of(transfer_of(line, other.account)).part()],
                        twin: Some(other.id),
                    };
                    (title_of(world, line, &deed), deed)
                }
                None => nothing(),
            },
            What::Own(account) => {
                let deed = Deed::record(NewPart::of(transfer_of(line, *account)));
                (title_of(world, line, &deed), deed)
            }
            What::Person(person) => {
                let entry = entry_of(line, usual_kind(line), line.amount);
                let entry = NewEntry { person: Some(*person), payee: String::new(), ..entry };
                let name = name_of(world, *person);
                (t!("Something new of {name}", name = name), Deed::record(NewPart::of(entry)))
            }
        };
        let ask = matches!(self.what, What::Person(_));
        let payer = person_of(world, &self.what).map(PersonId);
        Suggestion {
            title,
            deed,
            because: self.because,
            sure: self.sure,
            ask,
            payer,
            name: payer.map(|person| name_of(world, person).to_owned()).unwrap_or_default(),
            score: self.score,
        }
    }
}

fn nothing() -> (String, Deed) {
    (String::new(), Deed::entries([]))
}

fn name_of(world: &World, person: PersonId) -> &str {
    let at = world.people.binary_search_by_key(&person, |k| k.person);
    at.ok().and_then(|at| world.people.get(at)).map_or("", |k| k.name.as_str())
}

fn movements(world: &World, all: &[At]) -> (String, Deed) {
    let found: Vec<&Movement> = all.iter().filter_map(|m| get(&world.movements, *m)).collect();
    let total: Money = found.iter().map(|m| m.amount).sum();
    let title = match found.as_slice() {
        [one] => t!(
            "{what}, {day}",
            what = says_of(one.kind, one.amount, &one.who, &world.currency),
            day = day::short(one.day())
        ),
        several => {
            let count = text::plural(several.len(), t!("entry"), t!("entries"));
            let batch = several.first().and_then(|m| m.batch);
            match batch.filter(|b| several.iter().all(|m| m.batch == Some(*b))) {
                Some((_, number)) => t!(
                    "Batch {number}: {count}, {total}",
                    number = number,
                    count = count,
                    total = world.currency.show(total)
                ),
                None => t!("{count}, {total}", count = count, total = world.currency.show(total)),
            }
        }
    };
    (title, Deed::entries(found.iter().map(|m| (m.entry, m.amount))))
}

/// One entry where everything that makes one is the same, else one for each.
fn awaited(world: &World, line: &BankLine, all: &[(At, Money)]) -> (String, Deed) {
    let found: Vec<(&Awaited, Money)> =
        all.iter().filter_map(|(a, amount)| Some((get(&world.awaited, *a)?, *amount))).collect();
    let Some((first, _)) = found.first() else { return nothing() };
    let entry = |awaited: &Awaited, amount: Money| {
        let it = &awaited.it;
        let entry = entry_of(line, awaited.kind, amount);
        NewEntry { person: Some(PersonId(it.person)), payee: String::new(), appeal: it.appeal.clone(), ..entry }
    };
    let settles = |awaited: &Awaited, amount: Money| Settles { source: awaited.source, row: awaited.it.row, amount };
    let like = |a: &Awaited| (a.kind, a.it.person, a.it.appeal.clone());
    let parts = if found.iter().all(|(a, _)| like(a) == like(first)) {
        // What is paid over what is awaited belongs to the same entry.
        vec![NewPart {
            settles: found.iter().map(|(a, amount)| settles(a, *amount)).collect(),
            ..NewPart::of(entry(first, line.amount))
        }]
    } else {
        found
            .iter()
            .map(|(a, amount)| NewPart { settles: vec![settles(a, *amount)], ..NewPart::of(entry(a, *amount)) })
            .collect()
    };
    let what = match found.as_slice() {
        [(one, _)] => one.it.says.clone(),
        several => t!("{count} × {what}", count = several.len(), what = first.source_says),
    };
    let title = t!("{what}, {name}", what = what, name = first.it.name);
    (title, Deed::Parts { parts: parts.into_iter().map(NewPart::part).collect(), twin: None })
}

/// What a deed is that records something or sets the line aside.
fn title_of(world: &World, line: &BankLine, deed: &Deed) -> String {
    let account =
        |id: Option<AccountId>| world.accounts.iter().find(|a| Some(a.id) == id).map_or("", |a| a.name.as_str());
    match deed {
        Deed::Aside(why) => t!("Set aside: {why}", why = why),
        Deed::Parts { parts, .. } => match parts.as_slice() {
            [crate::bank::model::Part::New(part)] if part.entry.kind == EntryKind::Transfer => {
                if line.amount < Money::ZERO {
                    t!("Transfer to {account}", account = account(part.entry.to_account))
                } else {
                    t!("Transfer from {account}", account = account(part.entry.account))
                }
            }
            [crate::bank::model::Part::New(part)] => {
                let who = part.entry.person.map_or(part.entry.payee.as_str(), |person| name_of(world, person));
                says_of(part.entry.kind, part.entry.amount, who, &world.currency)
            }
            _ => String::new(),
        },
    }
}
