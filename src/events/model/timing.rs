//! When an event is: start and end in a zone, a rule by which it comes again, days added and left out.
//!
//! Everything is kept in the local time of the zone, as people mean it: a meeting at half past seven stays there when the clocks
//! change. RFC 5545 says what a rule means; the library that reads calendars works it out.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::rule;
use crate::kit::{Day, Problem, Result, day};
use crate::t;

pub use crate::kit::recurrence::{Local, MOST_STARTS};

/// How a start stands in the file and in lists of starts.
pub const STAMP: &str = "%Y-%m-%dT%H:%M:%S";

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    pub start: Local,
    /// The moment it is over; of whole days, midnight after the last one.
    pub end: Local,
    pub all_day: bool,
    /// As the IANA list names it; empty for the office's own.
    pub zone: String,
    /// An RRULE in local time; empty for what comes once.
    pub rule: String,
    /// Further starts.
    pub also: Vec<Local>,
    /// Starts that fall out.
    pub except: Vec<Local>,
}

impl Timing {
    pub fn once(start: Local, end: Local) -> Self {
        Self {
            start,
            end,
            all_day: false,
            zone: String::new(),
            rule: String::new(),
            also: Vec::new(),
            except: Vec::new(),
        }
    }

    /// Whole days, both included.
    pub fn days(first: Day, last: Day) -> Self {
        let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
        Self { all_day: true, ..Self::once(first.and_time(NaiveTime::MIN), after.and_time(NaiveTime::MIN)) }
    }

    pub fn is_series(&self) -> bool {
        !self.rule.is_empty() || !self.also.is_empty()
    }

    /// How long each time is.
    pub fn length(&self) -> chrono::TimeDelta {
        self.end - self.start
    }

    /// The last day of one that starts then.
    pub fn last_day(&self, start: Local) -> Day {
        let end = start + self.length();
        let ends_at_midnight = end > start && end.time() == NaiveTime::MIN;
        if ends_at_midnight { end.date().pred_opt().unwrap_or(end.date()) } else { end.date() }
    }

    /// The day before which none begins and the day after which none ends, as far as the rule says; with a day to spare on
    /// both sides, because another zone may call it another day.
    pub fn reach(&self) -> (Day, Day) {
        let starts = self.also.iter().copied().chain([self.start]);
        let first = starts.clone().min().unwrap_or(self.start).date();
        let last_start = match rule::ends(&self.rule, self.start) {
            rule::Ends::Never => return (back(first), NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(first)),
            rule::Ends::At(last) => starts.chain([last]).max().unwrap_or(self.start),
        };
        (back(first), on(self.last_day(last_start)))
    }

    /// The starts from one moment to another, both included, in order.
    pub fn starts(&self, from: Local, to: Local) -> Vec<Local> {
        let mut all: BTreeSet<Local> = self.also.iter().copied().collect();
        all.insert(self.start);
        if !self.rule.is_empty() {
            all.extend(rule::starts(&self.rule, self.start, to));
        }
        for except in &self.except {
            all.remove(except);
        }
        all.into_iter().filter(|start| (from..=to).contains(start)).collect()
    }

    /// Whether one of them starts then.
    pub fn has(&self, start: Local) -> bool {
        self.starts(start, start).first() == Some(&start)
    }

    /// The same, ending before a start: what a series is once a later part of it goes its own way.
    #[must_use]
    pub fn until_before(&self, start: Local) -> Self {
        let mut cut = self.clone();
        if !cut.rule.is_empty() {
            cut.rule = rule::until_before(&self.rule, self.start, start);
        }
        cut.also.retain(|at| *at < start);
        cut.except.retain(|at| *at < start);
        cut
    }

    /// What the later part is by itself: the same rhythm from that start on.
    #[must_use]
    pub fn from(&self, start: Local) -> Self {
        let mut later = self.clone();
        if !later.rule.is_empty() {
            later.rule = rule::left_from(&self.rule, self.start, start);
        }
        later.start = start;
        later.end = start + self.length();
        later.also.retain(|at| *at > start);
        later.except.retain(|at| *at > start);
        later
    }

    /// # Errors
    /// When it ends before it starts, or the zone or the rule cannot be understood.
    pub fn check(&self) -> Result<()> {
        if self.end < self.start {
            return Err(Problem::input(t!("It ends before it starts")));
        }
        zone_of(&self.zone)?;
        if !self.rule.is_empty() {
            rule::check(&self.rule, self.start)?;
        }
        Ok(())
    }

    /// `Fri 4 Dec 2026, 19:30 to 22:00`.
    pub fn says(&self, start: Local) -> String {
        let (first, last) = (start.date(), self.last_day(start));
        let named = |day: Day| format!("{} {}", weekday(day), day::short(day));
        match (self.all_day, first == last) {
            (true, true) => named(first),
            (true, false) => t!("{first} to {last}", first = named(first), last = named(last)),
            (false, true) => {
                let end = start + self.length();
                if end == start {
                    format!("{}, {}", named(first), clock(start.time()))
                } else {
                    t!("{day}, {from} to {to}", day = named(first), from = clock(start.time()), to = clock(end.time()))
                }
            }
            (false, false) => {
                let end = start + self.length();
                t!(
                    "{first}, {from} to {last}, {to}",
                    first = named(first),
                    from = clock(start.time()),
                    last = named(end.date()),
                    to = clock(end.time())
                )
            }
        }
    }
}

fn back(day: Day) -> Day {
    day.pred_opt().unwrap_or(day)
}

fn on(day: Day) -> Day {
    day.succ_opt().unwrap_or(day)
}

/// `Fri`.
pub fn weekday(day: Day) -> String {
    day.format("%a").to_string()
}

/// `19:30`.
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// Reads `19:30`, `19.30`, `1930`, `7pm` or `19`.
///
/// # Errors
/// When it is no time of a day.
pub fn time(text: &str) -> Result<NaiveTime> {
    let wrong = || Problem::input(t!("“{text}” is not a time of day", text = text)).hint(t!("Write it like 19:30"));
    let plain = text.trim().to_lowercase();
    let (plain, late) = match (plain.strip_suffix("pm"), plain.strip_suffix("am")) {
        (Some(plain), _) => (plain.trim().to_owned(), Some(true)),
        (_, Some(plain)) => (plain.trim().to_owned(), Some(false)),
        _ => (plain, None),
    };
    let (hours, minutes) = match plain.split_once([':', '.']) {
        Some((hours, minutes)) => (hours.to_owned(), minutes.to_owned()),
        None if plain.len() > 2 && plain.is_ascii() => {
            let (hours, minutes) = plain.split_at(plain.len() - 2);
            (hours.to_owned(), minutes.to_owned())
        }
        None => (plain, "0".to_owned()),
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_no_number| wrong());
    let (hours, minutes) = (number(&hours)?, number(&minutes)?);
    let hours = match late {
        Some(_) if !(1..=12).contains(&hours) => return Err(wrong()),
        Some(true) => hours % 12 + 12,
        Some(false) => hours % 12,
        None => hours,
    };
    NaiveTime::from_hms_opt(hours, minutes, 0).ok_or_else(wrong)
}

/// Reads a start as it stands in the file or in a command: `2026-12-04T19:30`, `2026-12-04 19:30`, `2026-12-04`.
///
/// # Errors
/// When it is none.
pub fn local(text: &str) -> Result<Local> {
    let text = text.trim();
    for form in [STAMP, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(at) = Local::parse_from_str(text, form) {
            return Ok(at);
        }
    }
    Ok(day::from_iso(text)?.and_time(NaiveTime::MIN))
}

/// Starts as one text, parted by commas.
pub fn listed(all: &[Local]) -> String {
    all.iter().map(|at| at.format(STAMP).to_string()).collect::<Vec<_>>().join(",")
}

/// The same read back.
///
/// # Errors
/// When one of them is no start.
pub fn from_list(text: &str) -> Result<Vec<Local>> {
    text.split(',').filter(|part| !part.is_empty()).map(local).collect()
}

/// A zone by its name; none for the office's own.
///
/// # Errors
/// When there is no zone of that name.
pub fn zone_of(name: &str) -> Result<Option<Tz>> {
    if name.is_empty() {
        return Ok(None);
    }
    name.parse().map(Some).map_err(|_unknown: chrono_tz::ParseError| {
        Problem::input(t!("“{name}” is not a time zone", name = name)).hint(t!("Write it like Europe/London"))
    })
}

/// A moment of one zone on the clocks of another. An hour that the clocks skip is the one after it, one that they show twice
/// the first of the two.
pub fn moved(at: Local, from: Option<Tz>, to: Option<Tz>) -> Local {
    let (Some(from), Some(to)) = (from, to) else { return at };
    if from == to {
        return at;
    }
    let moment = from
        .from_local_datetime(&at)
        .earliest()
        .or_else(|| from.from_local_datetime(&(at + chrono::TimeDelta::hours(1))).earliest());
    moment.map_or(at, |moment| moment.with_timezone(&to).naive_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Local {
        local(text).unwrap()
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, plain) in [
            ("19:30", "19:30"),
            ("7.05", "07:05"),
            ("1930", "19:30"),
            ("7pm", "19:00"),
            ("12am", "00:00"),
            ("9", "09:00"),
        ] {
            assert_eq!(clock(time(text).unwrap()), plain, "{text}");
        }
        for text in ["", "25:00", "19:75", "13pm", "soon", "é0"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_meeting_stays_at_its_hour_when_the_clocks_change() {
        let series =
            Timing { rule: "FREQ=WEEKLY".to_owned(), ..Timing::once(at("2026-03-19 19:30"), at("2026-03-19 21:00")) };
        let starts = series.starts(at("2026-03-01"), at("2026-04-05"));
        assert_eq!(starts, [at("2026-03-19 19:30"), at("2026-03-26 19:30"), at("2026-04-02 19:30")]);
        let (london, utc) = (zone_of("Europe/London").unwrap(), zone_of("UTC").unwrap());
        assert_eq!(moved(starts[0], london, utc), at("2026-03-19 19:30"));
        assert_eq!(moved(starts[2], london, utc), at("2026-04-02 18:30"));
        assert_eq!(moved(at("2026-03-29 01:30"), london, utc), at("2026-03-29 01:30"), "an hour that is skipped");
    }

    #[test]
    fn days_are_added_and_left_out_and_a_series_is_cut_in_two() {
        let mut series = Timing {
            rule: "FREQ=MONTHLY;BYDAY=1TU;COUNT=6".to_owned(),
            ..Timing::once(at("2026-01-06 19:00"), at("2026-01-06 21:00"))
        };
        series.except.push(at("2026-03-03 19:00"));
        series.also.push(at("2026-03-10 19:00"));
        let all = series.starts(at("2026-01-01"), at("2026-12-31"));
        let days: Vec<String> = all.iter().map(|at| at.date().to_string()).collect();
        assert_eq!(days, ["2026-01-06", "2026-02-03", "2026-03-10", "2026-04-07", "2026-05-05", "2026-06-02"]);
        assert!(series.has(at("2026-03-10 19:00")) && !series.has(at("2026-03-03 19:00")));
        let cut = at("2026-04-07 19:00");
        let (before, after) = (series.until_before(cut), series.from(cut));
        let both: Vec<Local> =
            [before.starts(at("2026-01-01"), at("2026-12-31")), after.starts(at("2026-01-01"), at("2026-12-31"))]
                .concat();
        assert_eq!(both, all, "nothing is lost and nothing comes twice");
        assert_eq!(series.reach().1, at("2026-06-03").date());
    }
}
