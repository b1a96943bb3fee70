//! What a person types about members: texts that become values, or problems beside the fields.

use serde::{Deserialize, Serialize};

use super::{ClassId, End, FieldProblem, How, NewTerm, Number, PersonId, Pin, PinId, Rhythm, Status, Term, TermId};
use crate::kit::{Day, Money, day};
pub use crate::ledger::model::Terms;
use crate::t;

/// Reads fields one after the other and collects what is wrong.
pub(super) struct Reader<'a> {
    terms: &'a Terms,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(terms: &'a Terms) -> Self {
        Self { terms, problems: Vec::new() }
    }

    pub(super) fn wrong(&mut self, field: &'static str, message: impl Into<String>) {
        self.problems.push(FieldProblem::new(field, message));
    }

    /// A day; none for an empty text.
    pub(super) fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        if text.trim().is_empty() {
            return None;
        }
        match day::typed(text, self.terms.today, self.terms.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    pub(super) fn day_needed(&mut self, field: &'static str, text: &str, missing: &str) -> Day {
        if text.trim().is_empty() {
            self.wrong(field, missing);
        }
        self.day(field, text).unwrap_or(self.terms.today)
    }

    /// A whole number up to `most`; `empty` stands for an empty text.
    pub(super) fn number(&mut self, field: &'static str, text: &str, empty: u32, most: u32) -> u32 {
        if text.trim().is_empty() {
            return empty;
        }
        text.trim().parse().ok().filter(|n| *n <= most).unwrap_or_else(|| {
            self.wrong(field, t!("Write a whole number up to {most}", most = most));
            empty
        })
    }

    pub(super) fn amount(&mut self, field: &'static str, text: &str) -> Option<Money> {
        if text.trim().is_empty() {
            return None;
        }
        match self.terms.currency.parse(text, None) {
            Ok(amount) if amount >= Money::ZERO => Some(amount),
            Ok(_) => {
                self.wrong(field, t!("Write the amount without a minus"));
                None
            }
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    pub(super) fn text(&mut self, field: &'static str, text: &str, missing: &str) -> String {
        if text.trim().is_empty() {
            self.wrong(field, missing);
        }
        text.trim().to_owned()
    }

    /// Which number somebody gets.
    pub(super) fn member_number(&mut self, field: &'static str, text: &str) -> Number {
        Number::read(text).unwrap_or_else(|message| {
            self.wrong(field, message);
            Number::AsSet
        })
    }

    pub(super) fn end<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }
}

/// An application, or somebody who is a member already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    /// A member already, who is only being written down.
    pub member: bool,
    pub class: Option<ClassId>,
    /// Months: `12`, or empty for that.
    pub rhythm: String,
    pub payer: Option<PersonId>,
    pub family: Option<TermId>,
    /// Empty for today, of an application.
    pub applied: String,
    /// Of a member: the first day of this term, member since (empty: the same), paid up to.
    pub start: String,
    pub since: String,
    pub covered_to: String,
    pub note: String,
    /// Of a member: their number; empty for the next one, where new members get one.
    pub number: String,
}

impl ApplyForm {
    /// The term, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewTerm, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        if self.class.is_none() {
            read.wrong("class", t!("Choose a class"));
        }
        let class = self.class.unwrap_or(ClassId(0));
        let rhythm = Rhythm::of(read.number("rhythm", &self.rhythm, 12, 12)).unwrap_or_else(|problem| {
            read.wrong("rhythm", problem.to_string());
            Rhythm::Yearly
        });
        let applied = read.day("applied", &self.applied);
        let mut new = NewTerm::application(class, applied.unwrap_or(terms.today));
        if self.member {
            let start = read.day_needed("start", &self.start, t!("Say from which day on"));
            let since = read.day("since", &self.since).unwrap_or(start);
            if since > start {
                read.wrong("since", t!("Nobody is a member since a day after the term began"));
            }
            new = NewTerm { applied, since: Some(since), ..NewTerm::member(class, start) };
            new.covered_to = read.day("covered_to", &self.covered_to);
        }
        if applied.is_some_and(|applied| applied > terms.today) {
            read.wrong("applied", t!("That day has not come yet"));
        }
        let note = self.note.trim().to_owned();
        let number = read.member_number("number", &self.number);
        read.end(NewTerm { number, rhythm, payer: self.payer, family: self.family, note, ..new })
    }
}

/// What can be changed of a term that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermForm {
    pub rhythm: String,
    pub payer: Option<PersonId>,
    pub family: Option<TermId>,
    pub applied: String,
    pub since: String,
    pub joined: String,
    pub start: String,
    pub covered_to: String,
    pub note: String,
    /// The number of the person; empty takes it off.
    pub number: String,
}

impl TermForm {
    /// The form filled with a term, and the number the person has.
    pub fn of(term: &Term, number: Option<&str>) -> Self {
        let show = |day: Option<Day>| day.map(day::short).unwrap_or_default();
        Self {
            rhythm: term.rhythm.months().to_string(),
            payer: term.payer,
            family: term.family,
            applied: show(term.applied),
            since: show(term.since),
            joined: show(term.joined),
            start: show(term.start),
            covered_to: show(term.covered_to),
            note: term.note.clone(),
            number: number.unwrap_or_default().to_owned(),
        }
    }

    /// The term as it will be, or what is wrong with the fields. What it does not hold stays as it is in `term`.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, term: &Term, terms: &Terms) -> Result<NewTerm, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let rhythm = Rhythm::of(read.number("rhythm", &self.rhythm, 12, 12)).unwrap_or_else(|problem| {
            read.wrong("rhythm", problem.to_string());
            Rhythm::Yearly
        });
        let applied = read.day("applied", &self.applied);
        let (joined, since) = (read.day("joined", &self.joined), read.day("since", &self.since));
        let covered_to = read.day("covered_to", &self.covered_to);
        let mut start = read.day("start", &self.start);
        if term.start.is_some() && start.is_none() {
            read.wrong("start", t!("Say from which day on"));
        } else if term.start.is_none() && start.is_some() {
            read.wrong("start", t!("Approve the application first"));
            start = None;
        }
        if term.start.is_none() && applied.is_none() {
            read.wrong("applied", t!("Say on which day they applied"));
        }
        if start.zip(since).is_some_and(|(start, since)| since > start) {
            read.wrong("since", t!("Nobody is a member since a day after the term began"));
        }
        if start.zip(term.end.as_ref()).is_some_and(|(start, end)| start > end.on) {
            read.wrong("start", t!("That is after the last day of the term"));
        }
        let note = self.note.trim().to_owned();
        let (payer, family) = (self.payer, self.family);
        let number = match read.member_number("number", &self.number) {
            Number::AsSet => Number::None,
            number => number,
        };
        read.end(NewTerm {
            number,
            class: term.class,
            rhythm,
            payer,
            family,
            applied,
            since,
            joined,
            start,
            covered_to,
            note,
        })
    }
}

/// How a membership ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    pub how: String,
    /// The day notice was given; may be empty.
    pub notice: String,
    /// The last day as a member.
    pub on: String,
    pub why: String,
}

impl EndForm {
    /// The day of notice and the end, or what is wrong.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<(Option<Day>, End), Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let how = How::of(self.how.trim()).unwrap_or_default();
        let notice = read.day("notice", &self.notice);
        let on = read.day_needed("on", &self.on, t!("Say which day is the last one as a member"));
        if notice.is_some_and(|notice| notice > on) {
            read.wrong("notice", t!("Notice is given before the last day, or on it"));
        }
        let why = self.why.trim().to_owned();
        if how == How::Expelled && why.is_empty() {
            read.wrong("why", t!("Say why; the reason stays in the register"));
        }
        read.end((notice, End { on, how, why }))
    }
}

/// A status about to be pinned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PinForm {
    pub status: String,
    /// Empty for today.
    pub from: String,
    /// Empty: until it is taken off.
    pub until: String,
    pub why: String,
}

impl PinForm {
    /// The pin, without id and without who sets it.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<Pin, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let status = Status::of(&self.status).filter(|s| Status::PINNABLE.contains(s)).unwrap_or_else(|| {
            read.wrong("status", t!("Choose current, in_grace or lapsed"));
            Status::Current
        });
        let from = read.day("from", &self.from).unwrap_or(terms.today);
        let until = read.day("until", &self.until);
        if until.is_some_and(|until| until < from) {
            read.wrong("until", t!("It ends before it begins"));
        }
        let why = read.text("why", &self.why, t!("Say why; whoever looks at it later wants to know"));
        read.end(Pin { id: PinId(0), status, from, until, who: String::new(), why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Currency;
    use crate::kit::day::from_iso;

    fn terms() -> Terms {
        Terms { currency: *Currency::pound(), today: from_iso("2026-11-21").unwrap(), month_first: false }
    }

    fn fields(problems: &[FieldProblem]) -> Vec<&str> {
        problems.iter().map(|p| p.field).collect()
    }

    #[test]
    fn an_application_needs_a_class_and_a_member_a_first_day() {
        let form = ApplyForm::default();
        assert_eq!(fields(&form.parse(&terms()).unwrap_err()), ["class"]);
        let form = ApplyForm { class: Some(ClassId(1)), ..form };
        assert_eq!(form.parse(&terms()).unwrap(), NewTerm::application(ClassId(1), terms().today));
        let form = ApplyForm { member: true, rhythm: "5".into(), applied: "2 Jan 2031".into(), ..form };
        assert_eq!(fields(&form.parse(&terms()).unwrap_err()), ["rhythm", "start", "applied"]);
        let form = ApplyForm {
            rhythm: "3".into(),
            applied: String::new(),
            start: "1 Mar 2020".into(),
            since: "1/5/2014".into(),
            covered_to: "31 Dec 2026".into(),
            ..form
        };
        let new = form.parse(&terms()).unwrap();
        assert_eq!(new.since, from_iso("2014-05-01").ok());
        assert_eq!((new.start, new.covered_to), (from_iso("2020-03-01").ok(), from_iso("2026-12-31").ok()));
    }

    #[test]
    fn an_end_and_a_pin_say_what_is_missing() {
        let end = EndForm { how: "expelled".into(), notice: "2/11".into(), on: "1/11".into(), ..EndForm::default() };
        assert_eq!(fields(&end.parse(&terms()).unwrap_err()), ["notice", "why"]);
        let pin = PinForm { status: "died".into(), until: "1 Jan".into(), ..PinForm::default() };
        assert_eq!(fields(&pin.parse(&terms()).unwrap_err()), ["status", "until", "why"]);
    }
}
