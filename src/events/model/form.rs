//! What a person types about an event or a venue.

use chrono::{NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::timing::{self, Timing};
use super::{Access, Event, Mode, NewEvent, NewVenue, PersonId, Status, VenueId, rule};
use crate::kit::{Currency, Day, Result, day};
use crate::ledger::model::read::Reader;
use crate::ledger::model::read::one_line;
use crate::ledger::model::{FieldProblem, Terms};
use crate::t;

/// A half-typed event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventForm {
    pub title: String,
    pub kind: String,
    pub status: String,
    pub day: String,
    /// The last day; empty for the same one.
    pub last: String,
    /// Empty for whole days.
    pub from: String,
    /// Empty for two hours.
    pub to: String,
    pub zone: String,
    /// A rhythm's word, a rule, or nothing.
    pub again: String,
    pub until: String,
    pub mode: String,
    /// The id of a venue of the book; empty for none.
    pub venue: String,
    pub place: String,
    pub link: String,
    pub about: String,
    pub purpose: String,
    pub measure: String,
    /// The id of a person; empty for nobody.
    pub lead: String,
    pub capacity: String,
    pub offer_hours: String,
    pub no_show: String,
    pub appeal: String,
    pub plan_b: String,
    pub note: String,
}

impl EventForm {
    /// A new one on a day.
    pub fn new(on: Day) -> Self {
        Self { kind: "meeting".to_owned(), day: day::short(on), from: "19:30".to_owned(), ..Self::default() }
    }

    /// The form filled with an event. Days that were added or left out are no field; see [`Self::parse_over`].
    pub fn of(event: &Event) -> Self {
        let (new, timing) = (&event.new, &event.new.timing);
        let last = timing.last_day(timing.start);
        let known = rule::usual(timing.start).into_iter().find(|(_, rule)| *rule == timing.rule);
        Self {
            title: new.title.clone(),
            kind: new.kind.clone(),
            status: new.status.key().to_owned(),
            day: day::short(timing.start.date()),
            last: if last == timing.start.date() { String::new() } else { day::short(last) },
            from: if timing.all_day { String::new() } else { timing::clock(timing.start.time()) },
            to: if timing.all_day { String::new() } else { timing::clock(timing.end.time()) },
            zone: timing.zone.clone(),
            again: known.map_or_else(|| timing.rule.clone(), |(key, _)| key.to_owned()),
            until: String::new(),
            mode: new.mode.key().to_owned(),
            venue: new.venue.map(|id| id.to_string()).unwrap_or_default(),
            place: new.place.clone(),
            link: new.link.clone(),
            about: new.about.clone(),
            purpose: new.purpose.clone(),
            measure: new.measure.clone(),
            lead: new.lead.map(|id| id.to_string()).unwrap_or_default(),
            capacity: new.capacity.map(|n| n.to_string()).unwrap_or_default(),
            offer_hours: new.offer_hours.to_string(),
            no_show: new.no_show.to_string(),
            appeal: new.appeal.clone(),
            plan_b: new.plan_b.clone(),
            note: new.note.clone(),
        }
    }

    /// The event, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewEvent, Vec<FieldProblem>> {
        self.parse_over(terms, None)
    }

    /// The same for an event that is there: what the form does not show of its timing stays.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_over(&self, terms: &Terms, before: Option<&Timing>) -> Result<NewEvent, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let title = read.text("title", &self.title, t!("Say what it is called"));
        let timing = self.timing(&mut read, before);
        let word = |text: &str| text.trim().to_owned();
        let status =
            read.one_of("status", if self.status.is_empty() { Ok(Status::Planned) } else { Status::of(&self.status) });
        let mode = read.one_of("mode", if self.mode.is_empty() { Ok(Mode::Place) } else { Mode::of(&self.mode) });
        let venue = id(&mut read, "venue", &self.venue).map(VenueId);
        let lead = id(&mut read, "lead", &self.lead).map(PersonId);
        let capacity = number(&mut read, "capacity", &self.capacity, 1, 1_000_000);
        let offer_hours = number(&mut read, "offer_hours", &self.offer_hours, 1, 10_000).unwrap_or(48);
        let no_show = number(&mut read, "no_show", &self.no_show, 0, 99).unwrap_or(50);
        read.end(NewEvent {
            title,
            kind: if self.kind.is_empty() { "meeting".to_owned() } else { self.kind.clone() },
            status,
            timing,
            mode,
            venue,
            place: one_line(&self.place),
            link: one_line(&self.link),
            about: word(&self.about),
            purpose: word(&self.purpose),
            measure: word(&self.measure),
            lead,
            capacity,
            offer_hours,
            no_show,
            appeal: one_line(&self.appeal),
            plan_b: word(&self.plan_b),
            note: word(&self.note),
        })
    }

    fn timing(&self, read: &mut Reader<'_>, before: Option<&Timing>) -> Timing {
        let first = read.day_needed("day", &self.day, t!("Say on which day"));
        let mut last = read.day("last", &self.last).unwrap_or(first);
        if last < first {
            read.wrong("last", t!("That is before the first day"));
            last = first;
        }
        let mut clock = |field: &'static str, text: &str| match text.trim() {
            "" => None,
            text => match timing::time(text) {
                Ok(time) => Some(time),
                Err(problem) => {
                    read.wrong(field, problem.to_string());
                    None
                }
            },
        };
        let (from, to) = (clock("from", &self.from), clock("to", &self.to));
        let mut timing = match from {
            None => {
                if to.is_some() {
                    read.wrong("from", t!("Say when it starts, or leave both empty for the whole day"));
                }
                Timing::days(first, last)
            }
            Some(from) => Timing::once(first.and_time(from), end(first.and_time(from), last, to)),
        };
        timing.zone = one_line(&self.zone);
        if let Err(problem) = timing::zone_of(&timing.zone) {
            read.wrong("zone", problem.to_string());
            timing.zone = String::new();
        }
        let until = read.day("until", &self.until);
        match rule::typed(&self.again, timing.start, until, None) {
            Ok(rule) => timing.rule = rule,
            Err(problem) => read.wrong("again", problem.to_string()),
        }
        if let Some(before) = before {
            // A series that moves to another hour takes the days with it that were added or left out.
            let shift = timing.start.time() - before.start.time();
            let moved = |all: &[timing::Local]| all.iter().map(|at| *at + shift).collect();
            (timing.also, timing.except) = (moved(&before.also), moved(&before.except));
        }
        timing
    }
}

/// The end: on the last day, after the start; past midnight where the hour is before the start's.
fn end(start: timing::Local, last: Day, to: Option<NaiveTime>) -> timing::Local {
    match to {
        None => last.and_time(start.time()) + TimeDelta::hours(2),
        Some(to) if last == start.date() && to < start.time() => last.and_time(to) + TimeDelta::days(1),
        Some(to) => last.and_time(to),
    }
}

fn id(read: &mut Reader<'_>, field: &'static str, text: &str) -> Option<i64> {
    if text.trim().is_empty() {
        return None;
    }
    let id = text.trim().parse().ok();
    if id.is_none() {
        read.wrong(field, t!("Choose one of the list"));
    }
    id
}

fn number(read: &mut Reader<'_>, field: &'static str, text: &str, least: i64, most: i64) -> Option<i64> {
    if text.trim().is_empty() {
        return None;
    }
    let number = text.trim().parse().ok().filter(|n| (least..=most).contains(n));
    if number.is_none() {
        read.wrong(field, t!("Write a number from {least} to {most}", least = least, most = most));
    }
    number
}

/// A half-typed venue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VenueForm {
    pub name: String,
    pub address: String,
    pub capacity: String,
    pub access: String,
    pub access_note: String,
    pub cost: String,
    pub cost_note: String,
    pub contact: String,
    pub note: String,
    pub closed: bool,
}

impl VenueForm {
    pub fn of(venue: &NewVenue, currency: Currency) -> Self {
        Self {
            name: venue.name.clone(),
            address: venue.address.clone(),
            capacity: venue.capacity.map(|n| n.to_string()).unwrap_or_default(),
            access: venue.access.key().to_owned(),
            access_note: venue.access_note.clone(),
            cost: venue.cost.map(|sum| currency.plain(sum)).unwrap_or_default(),
            cost_note: venue.cost_note.clone(),
            contact: venue.contact.clone(),
            note: venue.note.clone(),
            closed: venue.closed,
        }
    }

    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewVenue, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let name = read.text("name", &self.name, t!("Say what it is called"));
        let access = read.one_of("access", Access::of(&self.access));
        let capacity = number(&mut read, "capacity", &self.capacity, 1, 1_000_000);
        let cost = read.amount("cost", &self.cost);
        read.end(NewVenue {
            name,
            address: self.address.trim().to_owned(),
            capacity,
            access,
            access_note: one_line(&self.access_note),
            cost,
            cost_note: one_line(&self.cost_note),
            contact: one_line(&self.contact),
            note: self.note.trim().to_owned(),
            closed: self.closed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::money;

    fn terms() -> Terms {
        Terms {
            currency: *money::Currency::of("GBP").unwrap(),
            today: day::from_iso("2026-11-27").unwrap(),
            month_first: false,
        }
    }

    #[test]
    fn an_evening_ends_past_midnight_and_whole_days_have_no_hour() {
        let mut form = EventForm::new(terms().today);
        form.title = "Ceilidh".to_owned();
        (form.from, form.to) = ("20:00".to_owned(), "1:00".to_owned());
        let timing = form.parse(&terms()).unwrap().timing;
        assert_eq!(timing.end, timing::local("2026-11-28 01:00").unwrap());
        assert_eq!(timing.last_day(timing.start).to_string(), "2026-11-28");
        (form.from, form.to, form.last) = (String::new(), String::new(), "30 Nov".to_owned());
        let timing = form.parse(&terms()).unwrap().timing;
        assert!(timing.all_day);
        assert_eq!(timing.says(timing.start), "Fri 27 Nov 2026 to Mon 30 Nov 2026");
        form.last = "26 Nov".to_owned();
        form.zone = "Nowhere".to_owned();
        let wrong: Vec<_> = form.parse(&terms()).unwrap_err().iter().map(|p| p.field).collect();
        assert_eq!(wrong, ["last", "zone"]);
    }
}
