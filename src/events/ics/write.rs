//! A calendar as a text that other programs take: CRLF, lines of 75 octets, the zone's own rules with it.
//!
//! Outlook heeds the name only before the first component, wants a UID for each event and takes ours as updated by a higher
//! SEQUENCE; whole days end on the day after (RFC 5545, 3.6.1).

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::super::model::timing::{self, Local};
use super::super::model::{Status, rule};
use super::{IcsEvent, IcsTask};

/// What is written around the events.
#[derive(Clone, Debug)]
pub struct Writing<'a> {
    /// The calendar's name.
    pub name: &'a str,
    /// When it is written.
    pub stamp: DateTime<Utc>,
    /// The zone of events that name none; without one they float.
    pub zone: &'a str,
}

const PLAIN: &str = "%Y%m%dT%H%M%S";

/// Writes a calendar.
pub fn write(events: &[IcsEvent], tasks: &[IcsTask], writing: &Writing<'_>) -> String {
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Wardroom//Events//EN");
    out.line("CALSCALE:GREGORIAN");
    if !writing.name.is_empty() {
        out.line(&format!("X-WR-CALNAME:{}", escaped(writing.name)));
    }
    let mut zones: Vec<&str> = events.iter().filter(|e| !e.timing.all_day).map(|e| zone_of(e, writing)).collect();
    zones.sort_unstable();
    zones.dedup();
    for zone in zones.into_iter().filter(|zone| !zone.is_empty() && !is_utc(zone)) {
        let of = || events.iter().filter(move |e| !e.timing.all_day && zone_of(e, writing) == zone);
        let first = of().map(|e| e.timing.start).min().unwrap_or_default();
        let last = of().map(|e| e.timing.end).max().unwrap_or_default();
        out.raw(&zone_rules(zone, first, last));
    }
    for event in events {
        out.event(event, writing);
    }
    for task in tasks {
        out.task(task, writing);
    }
    out.line("END:VCALENDAR");
    out.0
}

fn zone_of<'a>(event: &'a IcsEvent, writing: &Writing<'a>) -> &'a str {
    if event.timing.zone.is_empty() { writing.zone } else { &event.timing.zone }
}

fn is_utc(zone: &str) -> bool {
    matches!(zone, "UTC" | "Etc/UTC")
}

/// The VTIMEZONE of a zone for these years, and ten more for what comes again.
fn zone_rules(zone: &str, first: Local, last: Local) -> String {
    let root = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    let mut calendar = ICalendar { components: vec![root] };
    let years = chrono::TimeDelta::days(3653);
    if calendar.add_timezone(zone, first.and_utc().timestamp(), (last + years).and_utc().timestamp()).is_none() {
        return String::new();
    }
    let text = calendar.to_string();
    let from = text.find("BEGIN:VTIMEZONE").unwrap_or(0);
    let to = text.rfind("END:VTIMEZONE").map_or(from, |at| at + "END:VTIMEZONE".len());
    text.get(from..to).map(|rules| format!("{rules}\r\n")).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// One line of content, folded after 75 octets where a letter ends.
    fn line(&mut self, text: &str) {
        let mut width = 0;
        for c in text.chars() {
            if width + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn raw(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    fn event(&mut self, event: &IcsEvent, writing: &Writing<'_>) {
        let (timing, zone) = (&event.timing, zone_of(event, writing));
        let at = |name: &str, moment: Local| -> String {
            match (timing.all_day, is_utc(zone), zone.is_empty()) {
                (true, ..) => format!("{name};VALUE=DATE:{}", moment.format("%Y%m%d")),
                (_, true, _) => format!("{name}:{}Z", moment.format(PLAIN)),
                (_, _, true) => format!("{name}:{}", moment.format(PLAIN)),
                _ => format!("{name};TZID={zone}:{}", moment.format(PLAIN)),
            }
        };
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", escaped(&event.uid)));
        self.line(&format!("DTSTAMP:{}", writing.stamp.format("%Y%m%dT%H%M%SZ")));
        self.line(&at("DTSTART", timing.start));
        self.line(&at("DTEND", timing.end));
        if let Some(instead) = event.instead_of {
            self.line(&at("RECURRENCE-ID", instead));
        }
        if !timing.rule.is_empty() {
            self.line(&format!("RRULE:{}", rule_out(event, zone)));
        }
        for start in &timing.also {
            self.line(&at("RDATE", *start));
        }
        for start in &timing.except {
            self.line(&at("EXDATE", *start));
        }
        self.line(&format!("SUMMARY:{}", escaped(&event.title)));
        let status = match event.status {
            Status::Planned | Status::Postponed => "TENTATIVE",
            Status::Confirmed => "CONFIRMED",
            Status::Cancelled => "CANCELLED",
        };
        self.line(&format!("STATUS:{status}"));
        self.line(&format!("SEQUENCE:{}", event.sequence));
        for (name, text) in [("LOCATION", &event.place), ("DESCRIPTION", &event.about)] {
            if !text.is_empty() {
                self.line(&format!("{name}:{}", escaped(text)));
            }
        }
        let link: String = event.link.chars().filter(|c| !c.is_control()).collect();
        if !link.is_empty() {
            self.line(&format!("URL:{link}"));
        }
        self.line("END:VEVENT");
    }
}

impl Lines {
    fn task(&mut self, task: &IcsTask, writing: &Writing<'_>) {
        self.line("BEGIN:VTODO");
        self.line(&format!("UID:{}", escaped(&task.uid)));
        self.line(&format!("DTSTAMP:{}", writing.stamp.format("%Y%m%dT%H%M%SZ")));
        self.line(&format!("SUMMARY:{}", escaped(&task.text)));
        if let Some(due) = task.due {
            self.line(&format!("DUE;VALUE=DATE:{}", due.format("%Y%m%d")));
        }
        if !task.note.is_empty() {
            self.line(&format!("DESCRIPTION:{}", escaped(&task.note)));
        }
        match task.done {
            // A day is all that is kept; the form wants a moment in UTC (RFC 5545, 3.8.2.1).
            Some(on) => {
                self.line("STATUS:COMPLETED");
                self.line(&format!("COMPLETED:{}T120000Z", on.format("%Y%m%d")));
            }
            None => self.line("STATUS:NEEDS-ACTION"),
        }
        self.line("END:VTODO");
    }
}

/// The rule as it leaves: its end as a day for whole days, else in UTC where the start has a zone.
fn rule_out(event: &IcsEvent, zone: &str) -> String {
    let rule = &event.timing.rule;
    if event.timing.all_day {
        return match rule.split_once("UNTIL=") {
            Some((before, after)) => {
                let day: String = after.chars().take_while(char::is_ascii_digit).collect();
                let rest: String = after.chars().skip_while(|c| *c != ';').collect();
                format!("{before}UNTIL={day}{rest}")
            }
            None => rule.clone(),
        };
    }
    if zone.is_empty() {
        return rule.clone();
    }
    let zone: Option<Tz> = timing::zone_of(zone).ok().flatten();
    rule::with_until(rule, |at| timing::moved(at, zone, Some(Tz::UTC)), true)
}
