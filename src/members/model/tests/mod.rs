//! Known answers: short stories of members, told line by line, and what must come of them.

mod dues;
mod reminders;
mod roll;
mod status;

use std::collections::BTreeMap;

use super::*;
use crate::kit::day::from_iso;
use crate::kit::{Currency, Day, Money};

fn day(iso: &str) -> Day {
    from_iso(iso).unwrap_or_else(|_| panic!("“{iso}” is no day"))
}

fn pounds(text: &str) -> Money {
    Currency::pound().parse(text, None).unwrap()
}

/// Full costs £36 a year, reduced £12, family £60, honorary nothing; supporters pay £10 and have no vote.
fn classes() -> Vec<Class> {
    let class = |id: i64, name: &str, fee: i64| Class {
        id: ClassId(id),
        name: name.to_owned(),
        owes: fee > 0,
        votes: name != "supporter",
        family: name == "family",
        position: id,
        closed: false,
        note: String::new(),
        fees: vec![Fee { from: day("2000-01-01"), amount: Money(fee) }],
    };
    vec![
        class(1, "full", 3600),
        class(2, "reduced", 1200),
        class(3, "family", 6000),
        class(4, "honorary", 0),
        class(5, "supporter", 1000),
    ]
}

/// What a story has told so far. `Ann` is person and term 1; a line that begins with `head` tells of person and term 2,
/// whose family membership covers Ann.
struct Story {
    settings: Settings,
    classes: Vec<Class>,
    terms: Vec<Term>,
    births: BTreeMap<PersonId, Day>,
    charges: Vec<Charge>,
    payments: Vec<Payment>,
    shares: Vec<Share>,
}

fn blank(id: i64) -> Term {
    Term {
        id: TermId(id),
        person: PersonId(id),
        class: ClassId(1),
        classes: Vec::new(),
        rhythm: Rhythm::Yearly,
        payer: None,
        family: None,
        applied: None,
        decision: None,
        since: None,
        joined: None,
        start: None,
        covered_to: None,
        notice: None,
        end: None,
        died: None,
        pins: Vec::new(),
        note: String::new(),
    }
}

impl Story {
    /// Tells a whole story: lines between semicolons.
    fn tell(text: &str) -> Self {
        let mut story = Self {
            settings: Settings {
                year: Year::Fixed { month: 1, day: 1, rollover: None },
                grace_days: 30,
                ..Settings::default()
            },
            classes: classes(),
            terms: vec![blank(1)],
            births: BTreeMap::new(),
            charges: Vec::new(),
            payments: Vec::new(),
            shares: Vec::new(),
        };
        text.split(';').map(str::trim).filter(|line| !line.is_empty()).for_each(|line| story.line(line));
        story
    }

    fn class_called(&self, name: &str) -> ClassId {
        self.classes.iter().find(|c| c.name == name).unwrap_or_else(|| panic!("no class {name}")).id
    }

    fn line(&mut self, line: &str) {
        let (at, line) = match line.strip_prefix("head ") {
            Some(rest) => (1, rest),
            None => (0, line),
        };
        if at == 1 && self.terms.len() == 1 {
            self.terms.push(Term { class: ClassId(3), ..blank(2) });
            self.terms[0].family = Some(TermId(2));
            self.terms[0].class = ClassId(3);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let month_day = |text: &str| {
            let (month, day) = text.split_once('-').unwrap();
            (month.parse::<u32>().unwrap(), day.parse::<u32>().unwrap())
        };
        let person = PersonId(i64::try_from(at).unwrap() + 1);
        match words.as_slice() {
            ["fixed", begin] => {
                let (month, day) = month_day(begin);
                self.settings.year = Year::Fixed { month, day, rollover: None };
            }
            ["fixed", begin, "rollover", from] => {
                let (month, day) = month_day(begin);
                self.settings.year = Year::Fixed { month, day, rollover: Some(month_day(from)) };
            }
            ["rolling"] => self.settings.year = Year::Rolling,
            ["grace", days] => self.settings.grace_days = days.parse().unwrap(),
            ["prorate", rule] => self.settings.proration = Proration::of(rule).unwrap(),
            ["every", months] => self.terms[at].rhythm = Rhythm::of(months.parse().unwrap()).unwrap(),
            ["class", name] => self.terms[at].class = self.class_called(name),
            ["class", name, "from", on] => {
                let class = self.class_called(name);
                self.terms[at].classes.push((day(on), class));
            }
            ["born", on] => {
                self.births.insert(person, day(on));
            }
            ["applied", on] => self.terms[at].applied = Some(day(on)),
            ["refused", on] => {
                self.terms[at].decision =
                    Some(Decision { on: day(on), by: "Board".into(), refusal: Some("Why".into()) });
            }
            ["approved", on] => {
                self.terms[at].decision = Some(Decision { on: day(on), by: "Board".into(), refusal: None });
            }
            ["start", on] => {
                let term = &mut self.terms[at];
                (term.start, term.joined, term.since) = (Some(day(on)), Some(day(on)), term.since.or(Some(day(on))));
            }
            ["since", on] => self.terms[at].since = Some(day(on)),
            ["covered", to] => self.terms[at].covered_to = Some(day(to)),
            ["notice", on] => self.terms[at].notice = Some(day(on)),
            ["ends", how, on] => {
                self.terms[at].end = Some(End { on: day(on), how: How::of(how).unwrap(), why: String::new() });
            }
            ["died", on] => self.terms[at].died = Some(day(on)),
            ["pin", status, span] => {
                let (from, until) = span.split_once("..").unwrap();
                let id = PinId(i64::try_from(self.terms[at].pins.len()).unwrap() + 1);
                let status = Status::of(status).unwrap();
                let until = (!until.is_empty()).then(|| day(until));
                let (who, why) = ("Asha".to_owned(), "A reason".to_owned());
                self.terms[at].pins.push(Pin { id, status, from: day(from), until, who, why });
            }
            ["pays", amount, "on", on] => self.pays(person, None, amount, on),
            ["run", span, "on", on] => self.run(span, on),
            ["waive", "on", on] => {
                let charge = self.charges.iter_mut().find(|c| c.waived.is_none()).unwrap();
                charge.waived = Some(Waived { on: day(on), by: "Asha".into(), why: "Hardship".into() });
            }
            _ => panic!("the story has a line that nobody understands: {line}"),
        }
    }

    fn pays(&mut self, payer: PersonId, member: Option<PersonId>, amount: &str, on: &str) {
        let entry = EntryId(i64::try_from(self.payments.len()).unwrap() + 1);
        self.payments.push(Payment { entry, on: day(on), payer, member, amount: pounds(amount) });
    }

    /// A dues run for the periods that begin on these days.
    fn run(&mut self, span: &str, on: &str) {
        let (from, to) = span.split_once("..").unwrap();
        let plan = self.register().plan(day(from), day(to), day(on), false);
        for planned in plan.charges {
            let id = ChargeId(i64::try_from(self.charges.len()).unwrap() + 1);
            self.charges.push(Charge {
                id,
                term: planned.term,
                member: planned.member,
                payer: planned.payer,
                period: planned.period,
                due: planned.due,
                amount: planned.amount,
                run: Some(RunId(1)),
                waived: None,
            });
        }
    }

    fn register(&self) -> Register {
        let people = self
            .terms
            .iter()
            .map(|term| {
                let name = if term.person == PersonId(1) { "Ann" } else { "Bea" };
                let birth = self.births.get(&term.person).copied();
                let (name, sort_key) = (name.to_owned(), name.to_lowercase());
                (term.person, Who { name, sort_key, number: None, birth })
            })
            .collect();
        Register::new(
            self.settings.clone(),
            self.classes.clone(),
            self.terms.clone(),
            people,
            self.charges.clone(),
            self.payments.clone(),
            &self.shares,
        )
    }

    /// Ann's status on a day.
    fn status(&self, on: &str) -> Option<Status> {
        let register = self.register();
        let term = register.term(TermId(1)).unwrap();
        register.standing(term, day(on)).map(|standing| standing.status)
    }
}
