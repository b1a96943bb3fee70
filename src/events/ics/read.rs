//! A calendar of somebody else, read with care: what is in it decides neither how long it takes nor how much it holds.

use calcard::common::{CalendarScale, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Component, ICalendarEntry, ICalendarParameterName,
    ICalendarPeriod, ICalendarProperty as Property, ICalendarRecurrenceRule, ICalendarStatus, ICalendarValue, Uri,
};
use calcard::{Entry, Parser};
use chrono::{Datelike, TimeDelta};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use super::super::model::timing::{self, Local, Timing};
use super::super::model::{Status, rule};
use super::IcsEvent;
use super::zones::{self, Meaning};
use crate::kit::{Problem, Result, day, text};
use crate::t;

/// A calendar is no larger than this; the largest that are known are a tenth of it.
const LARGEST: usize = 20 * 1024 * 1024;
/// Nor has it more events.
const MOST: usize = 50_000;
/// Of days that are added or left out, and of texts, no more is kept.
const MOST_DAYS: usize = 5_000;
const LONGEST_TITLE: usize = 300;
const LONGEST_TEXT: usize = 5_000;

/// What a calendar holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// As it calls itself.
    pub name: String,
    pub events: Vec<IcsEvent>,
    /// What was not taken: its title or place in the file, and why.
    pub refused: Vec<(String, String)>,
    /// What was taken otherwise than it stands there.
    pub remarks: Vec<String>,
    /// Tasks and notes, which are no events.
    pub others: usize,
}

/// Reads a calendar.
///
/// # Errors
/// When it is none, or too large.
pub fn read(bytes: &[u8]) -> Result<Read> {
    if bytes.len() > LARGEST {
        return Err(Problem::input(t!("The calendar is larger than any calendar is. Nothing was read"))
            .hint(t!("Ask for one of the last year and the next")));
    }
    let text = decoded(bytes);
    let mut out = Read::default();
    let mut is_calendar = false;
    let mut parser = Parser::new(&text);
    // Each step takes something from the text, so there are no more than it has bytes.
    for _ in 0..=text.len() {
        match parser.entry() {
            Entry::ICalendar(calendar) => {
                is_calendar = true;
                take(&calendar, &mut out)?;
            }
            Entry::UnterminatedComponent(what) => {
                is_calendar = true;
                out.refused.push((what.into_owned(), t!("It has no end: the file was cut off").to_owned()));
            }
            Entry::TooManyComponents => {
                return Err(Problem::input(t!("The calendar has more in it than any calendar has. Nothing was read")));
            }
            Entry::Eof => break,
            // Cards, and lines that belong to nothing.
            _ => {}
        }
    }
    if !is_calendar {
        return Err(Problem::input(t!("This is no calendar: nothing in it begins like one"))
            .hint(t!("Calendars are files that end in .ics")));
    }
    Ok(out)
}

fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_other_letters) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn take(calendar: &ICalendar, out: &mut Read) -> Result<()> {
    let zones = zones::Zones::of(calendar);
    for component in &calendar.components {
        match component.component_type {
            Component::VCalendar if out.name.is_empty() => {
                let named = |entry: &&ICalendarEntry| {
                    matches!(&entry.name, Property::Other(name) if name.eq_ignore_ascii_case("X-WR-CALNAME"))
                        || entry.name == Property::Name
                };
                out.name = component
                    .entries
                    .iter()
                    .find(named)
                    .map(words)
                    .map(|name| short(&name, LONGEST_TITLE))
                    .unwrap_or_default();
            }
            Component::VEvent => {
                if out.events.len() >= MOST {
                    return Err(Problem::input(t!(
                        "The calendar has more than {count} events. Nothing was read",
                        count = text::count(MOST)
                    )));
                }
                match event(component, &zones, &mut out.remarks) {
                    Ok(event) => out.events.push(event),
                    Err(problem) => {
                        let title = component.property(&Property::Summary).map(words).filter(|title| !title.is_empty());
                        let what =
                            title.map_or_else(|| t!("An event without a title").to_owned(), |title| short(&title, 80));
                        out.refused.push((what, problem.message));
                    }
                }
            }
            Component::VTodo | Component::VJournal => out.others += 1,
            _ => {}
        }
    }
    Ok(())
}

/// The text of a property, its lists joined.
fn words(entry: &ICalendarEntry) -> String {
    let one = |value: &ICalendarValue| match value {
        ICalendarValue::Uri(Uri::Location(at)) => at.clone(),
        other => other.as_text().unwrap_or_default().to_owned(),
    };
    entry.values.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A text without controls but new lines, cut where it is longer than anybody reads.
fn short(text: &str, most: usize) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(most).collect();
    kept.trim().to_owned()
}

fn one_line(text: &str, most: usize) -> String {
    short(&text.split_whitespace().collect::<Vec<_>>().join(" "), most)
}

/// A moment with the zone it stands in: none floats, wherever one is.
struct Moment {
    at: Local,
    zone: Option<Tz>,
    has_time: bool,
}

struct Zones<'a> {
    of: &'a zones::Zones<'a>,
    /// Whether the event comes again: its hours must then go on as those of a zone that is known.
    recurs: bool,
    unknown: Option<String>,
}

impl Zones<'_> {
    fn moment(&mut self, entry: &ICalendarEntry, at: &PartialDateTime) -> Result<Moment> {
        let wrong = || Problem::input(t!("A day or time in it cannot be understood"));
        let found = at.to_date_time().ok_or_else(wrong)?;
        let year = found.date_time.year();
        if !(1900..=2200).contains(&year) {
            return Err(Problem::input(t!("It lies in the year {year}", year = year)));
        }
        let zone = match (found.offset, entry.tz_id()) {
            // A fixed offset is the same moment in UTC.
            (Some(offset), _) => {
                let at = found.date_time - TimeDelta::seconds(i64::from(offset.local_minus_utc()));
                return Ok(Moment { at, zone: Some(Tz::UTC), has_time: true });
            }
            (None, Some(name)) if at.has_time() => match self.of.meaning(name) {
                Meaning::Zone(zone) => Some(zone),
                Meaning::Hours(hours) if !self.recurs => {
                    let at = found.date_time - zones::ahead(hours, found.date_time);
                    return Ok(Moment { at, zone: Some(Tz::UTC), has_time: true });
                }
                Meaning::Hours(_) | Meaning::Unknown => {
                    self.unknown = Some(short(name, 60));
                    None
                }
            },
            _ => None,
        };
        Ok(Moment { at: found.date_time, zone, has_time: at.has_time() })
    }
}

fn date_of<'a>(
    component: &'a ICalendarComponent,
    property: &Property,
) -> Option<(&'a ICalendarEntry, Option<&'a PartialDateTime>)> {
    let entry = component.property(property)?;
    Some((entry, entry.values.first().and_then(ICalendarValue::as_partial_date_time)))
}

fn needed(part: Option<(&ICalendarEntry, Option<&PartialDateTime>)>, zones: &mut Zones<'_>) -> Result<Option<Moment>> {
    match part {
        None => Ok(None),
        Some((entry, Some(at))) => zones.moment(entry, at).map(Some),
        Some((_, None)) => Err(Problem::input(t!("A day or time in it cannot be understood"))),
    }
}

fn event(component: &ICalendarComponent, of: &zones::Zones<'_>, remarks: &mut Vec<String>) -> Result<IcsEvent> {
    let recurs = [Property::Rrule, Property::Rdate].iter().any(|by| component.property(by).is_some());
    let mut zones = Zones { of, recurs, unknown: None };
    let start = needed(date_of(component, &Property::Dtstart), &mut zones)?
        .ok_or_else(|| Problem::input(t!("It does not say when it starts")))?;
    let title =
        component.property(&Property::Summary).map(|entry| one_line(&words(entry), LONGEST_TITLE)).unwrap_or_default();
    let named = if title.is_empty() { t!("An event without a title").to_owned() } else { title.clone() };
    let end = match needed(date_of(component, &Property::Dtend), &mut zones)? {
        Some(end) => timing::moved(end.at, end.zone, start.zone),
        None => start.at + duration(component).unwrap_or(TimeDelta::days(i64::from(!start.has_time))),
    };
    if end < start.at {
        return Err(Problem::input(t!("It ends before it starts")));
    }
    let mut when = Timing {
        all_day: !start.has_time,
        zone: start.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        ..Timing::once(start.at, end)
    };
    when.rule = rule_of(component, &when, start.zone)?;
    when.also = starts(component, &Property::Rdate, &start, &mut zones)?;
    when.except = starts(component, &Property::Exdate, &start, &mut zones)?;
    // The first start is one of them anyway.
    when.also.retain(|at| *at != when.start);
    when.check()?;
    let instead = match component.property(&Property::RecurrenceId) {
        None => None,
        Some(entry) if entry.has_parameter(&ICalendarParameterName::Range) => {
            return Err(Problem::input(t!("It changes a day and all later ones at once, which cannot be read")));
        }
        Some(_) => needed(date_of(component, &Property::RecurrenceId), &mut zones)?
            .map(|at| timing::moved(at.at, at.zone, start.zone)),
    };
    if let Some(zone) = zones.unknown {
        remarks.push(t!(
            "“{title}” is in the time zone “{zone}”, which nobody knows; its hours were taken as they stand there",
            title = named,
            zone = zone
        ));
    }
    let text_of = |property: Property, most: usize| {
        component.property(&property).map(|entry| short(&words(entry), most)).unwrap_or_default()
    };
    let sequence =
        component.property(&Property::Sequence).and_then(|e| e.values.first()).and_then(ICalendarValue::as_integer);
    Ok(IcsEvent {
        uid: component
            .uid()
            .map(|uid| one_line(uid, 255))
            .filter(|uid| !uid.is_empty())
            .unwrap_or_else(|| made_up(&title, &when)),
        sequence: sequence.unwrap_or(0).clamp(0, 1_000_000),
        status: match component.status() {
            Some(ICalendarStatus::Cancelled) => Status::Cancelled,
            Some(ICalendarStatus::Tentative) => Status::Planned,
            _ => Status::Confirmed,
        },
        title: named,
        timing: when,
        instead_of: instead,
        place: one_line(&text_of(Property::Location, LONGEST_TITLE), LONGEST_TITLE),
        link: one_line(&text_of(Property::Url, LONGEST_TITLE), LONGEST_TITLE),
        about: text_of(Property::Description, LONGEST_TEXT),
    })
}

/// A name for an event that brings none, the same each time it is read.
fn made_up(title: &str, when: &Timing) -> String {
    let digest = Sha256::digest(format!("{title}|{}|{}", when.start, when.rule));
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@unnamed")
}

fn duration(component: &ICalendarComponent) -> Option<TimeDelta> {
    match component.property(&Property::Duration)?.values.first()? {
        ICalendarValue::Duration(length) => length.to_time_delta(),
        _ => None,
    }
}

fn rule_of(component: &ICalendarComponent, when: &Timing, zone: Option<Tz>) -> Result<String> {
    if component.property(&Property::Exrule).is_some() {
        return Err(Problem::input(t!("It leaves out days by a rule, which calendars gave up in 2009")));
    }
    let mut rules = component.properties(&Property::Rrule);
    let Some(first) = rules.next() else { return Ok(String::new()) };
    if rules.next().is_some() {
        return Err(Problem::input(t!("It comes again by several rules at once")));
    }
    let Some(ICalendarValue::RecurrenceRule(rule)) = first.values.first() else {
        return Err(Problem::input(t!("The rule by which it comes again cannot be understood")));
    };
    if rule.rscale.as_ref().is_some_and(|scale| *scale != CalendarScale::Gregorian) {
        return Err(Problem::input(t!("It comes again by another calendar than the Gregorian one")));
    }
    let rule = ICalendarRecurrenceRule { rscale: None, ..rule.as_ref().clone() };
    let text = rule::with_until(&rule.to_string(), |at| timing::moved(at, Some(Tz::UTC), zone), false);
    rule::check(&text, when.start)?;
    Ok(text)
}

fn starts(
    component: &ICalendarComponent,
    property: &Property,
    start: &Moment,
    zones: &mut Zones<'_>,
) -> Result<Vec<Local>> {
    let mut all = Vec::new();
    for entry in component.properties(property) {
        for value in &entry.values {
            let at = match value {
                ICalendarValue::PartialDateTime(at) => at.as_ref(),
                ICalendarValue::Period(
                    ICalendarPeriod::Range { start, .. } | ICalendarPeriod::Duration { start, .. },
                ) => start,
                other if other.as_text().is_some_and(|text| text.trim().is_empty()) => continue,
                _ => return Err(Problem::input(t!("A day that is added or left out cannot be understood"))),
            };
            let moment = zones.moment(entry, at)?;
            // Many calendars leave out a day and not an hour of it.
            all.push(if start.has_time && !moment.has_time {
                moment.at.date().and_time(start.at.time())
            } else {
                timing::moved(moment.at, moment.zone, start.zone)
            });
        }
    }
    all.sort_unstable();
    all.dedup();
    if all.len() > MOST_DAYS {
        return Err(Problem::input(t!("More than {count} days are added or left out", count = MOST_DAYS)));
    }
    Ok(all)
}

/// Words for what came of reading.
impl Read {
    pub fn says(&self) -> String {
        let mut out = text::plural(self.events.len(), t!("event"), t!("events"));
        if !self.refused.is_empty() {
            out.push_str(&t!(", {count} refused", count = self.refused.len()));
        }
        if self.others > 0 {
            out.push_str(&t!(", {count} left aside that are tasks or notes", count = self.others));
        }
        out
    }

    /// The days they lie between, for who looks before taking them.
    pub fn span(&self) -> Option<String> {
        let days = || self.events.iter().map(|event| event.timing.start.date());
        let (first, last) = (days().min()?, days().max()?);
        Some(t!("{first} to {last}", first = day::short(first), last = day::short(last)))
    }
}
