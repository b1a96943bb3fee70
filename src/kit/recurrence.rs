//! Rules of recurrence (RFC 5545, 3.3.10), in local time: read, checked, worked out, said in words.

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz as Zone;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarFrequency, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use calcard::{Entry, Parser};
use chrono::{Datelike, TimeDelta, Timelike};

use crate::kit::{Problem, Result, day, text};
use crate::t;

/// A moment as clocks on the wall show it.
pub type Local = chrono::NaiveDateTime;

/// Of one series no more starts than these are worked out: fifty years of days.
pub const MOST_STARTS: usize = 20_000;

/// A rule that is longer than this is no rule that a person or a calendar wrote.
const LONGEST: usize = 500;

/// When a series is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Never,
    /// Its last start, or a moment that it cannot pass.
    At(Local),
}

fn wrong(rule: &str) -> Problem {
    Problem::input(t!("“{rule}” is not a rule for coming again", rule = rule))
        .hint(t!("Write it like FREQ=MONTHLY;BYDAY=1TU, or choose a rhythm"))
}

/// Reads a rule.
///
/// # Errors
/// When it is none, or comes oftener than daily.
pub fn read(rule: &str) -> Result<ICalendarRecurrenceRule> {
    // The library passes over an interval of nothing, which would be read as one of one.
    let stands_still = rule.split(';').any(|part| part == "INTERVAL=0");
    if stands_still || rule.len() > LONGEST || rule.chars().any(char::is_control) {
        return Err(wrong(&rule.chars().take(60).collect::<String>()));
    }
    let event = format!("BEGIN:VEVENT\r\nRRULE:{rule}\r\nEND:VEVENT\r\n");
    let Entry::ICalendar(read) = Parser::new(&event).entry() else { return Err(wrong(rule)) };
    let entry = read.components.iter().flat_map(|c| &c.entries).find(|e| e.name == ICalendarProperty::Rrule);
    match entry.and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::RecurrenceRule(rule)) => Ok((**rule).clone()),
        _ => Err(wrong(rule)),
    }
}

/// # Errors
/// When a rule cannot be understood, comes oftener than daily, or never.
pub fn check(rule: &str, start: Local) -> Result<()> {
    let read = read(rule)?;
    if matches!(read.freq, ICalendarFrequency::Hourly | ICalendarFrequency::Minutely | ICalendarFrequency::Secondly) {
        return Err(Problem::input(t!("An event comes again daily at the most")));
    }
    if read.interval == Some(0) {
        return Err(wrong(rule));
    }
    let floating = calcard::datecalc::rrule::RRule::from_floating_ical(&read).ok_or_else(|| wrong(rule))?;
    let first = chrono::TimeZone::from_local_datetime(&Zone::Floating, &start).single().ok_or_else(|| wrong(rule))?;
    if read.until.as_ref().and_then(local_of).is_some_and(|until| until < start) {
        return Err(Problem::input(t!("It is to end before it starts")));
    }
    floating.validate(first).map(|_fits| ()).map_err(|e| wrong(rule).because(e.to_string()))
}

fn partial(at: Local) -> PartialDateTime {
    PartialDateTime::from_naive_timestamp(at.and_utc().timestamp())
}

/// A moment of a rule in local time; a day alone lasts until it ends.
fn local_of(at: &PartialDateTime) -> Option<Local> {
    let moment = at.to_date_time()?.date_time;
    Some(if at.has_time() { moment } else { moment + TimeDelta::seconds(86_399) })
}

/// The starts of a rule from the first one to a moment, at most [`MOST_STARTS`]; none where it cannot be understood.
pub fn starts(rule: &str, start: Local, to: Local) -> Vec<Local> {
    let Ok(mut rule) = read(rule) else { return Vec::new() };
    if matches!(rule.freq, ICalendarFrequency::Hourly | ICalendarFrequency::Minutely | ICalendarFrequency::Secondly) {
        return Vec::new();
    }
    if to < start {
        return Vec::new();
    }
    let until = rule.until.as_ref().and_then(local_of).map_or(to, |until| until.min(to));
    if until < start {
        return Vec::new();
    }
    rule.until = Some(partial(until));
    let event = ICalendarComponent {
        component_type: ICalendarComponentType::VEvent,
        entries: vec![
            ICalendarEntry::new(ICalendarProperty::Dtstart)
                .with_value(ICalendarValue::PartialDateTime(Box::new(partial(start)))),
            ICalendarEntry::new(ICalendarProperty::Rrule).with_value(ICalendarValue::RecurrenceRule(Box::new(rule))),
        ],
        component_ids: Vec::new(),
    };
    let found = ICalendar { components: vec![event] }.expand_dates(Zone::Floating, MOST_STARTS);
    found.events.into_iter().map(|one| one.start.naive_local()).filter(|at| *at <= until).collect()
}

/// When a series is over; an empty rule ends with its first start.
pub fn ends(rule: &str, start: Local) -> Ends {
    if rule.is_empty() {
        return Ends::At(start);
    }
    match read(rule) {
        Ok(read) if read.count.is_some() => {
            let far = start.checked_add_days(chrono::Days::new(36_600)).unwrap_or(start);
            Ends::At(starts(rule, start, far).last().copied().unwrap_or(start))
        }
        Ok(read) => read.until.as_ref().and_then(local_of).map_or(Ends::Never, Ends::At),
        Err(_no_rule) => Ends::At(start),
    }
}

fn changed(rule: &str, change: impl FnOnce(&mut ICalendarRecurrenceRule)) -> String {
    read(rule).map_or_else(
        |_no_rule| rule.to_owned(),
        |mut read| {
            change(&mut read);
            read.to_string()
        },
    )
}

/// A rule that ends before a moment.
pub fn until_before(rule: &str, start: Local, before: Local) -> String {
    let last = starts(rule, start, before - TimeDelta::seconds(1)).last().copied().unwrap_or(start);
    changed(rule, |read| (read.count, read.until) = (None, Some(partial(last))))
}

/// What of a rule is left from a moment on: where it counts, so many less.
pub fn left_from(rule: &str, start: Local, from: Local) -> String {
    let gone = starts(rule, start, from - TimeDelta::seconds(1)).len();
    changed(rule, |read| {
        if let Some(count) = read.count {
            read.count = Some(count.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX)).max(1));
        }
    })
}

/// A rule whose end is a moment of another clock, on this one's.
pub fn with_until(rule: &str, change: impl FnOnce(Local) -> Local, utc: bool) -> String {
    changed(rule, |read| {
        if let Some(until) = read.until.as_ref().filter(|until| until.has_time() && until.has_zone() != utc)
            && let Some(at) = until.to_date_time()
        {
            let mut moved = partial(change(at.date_time));
            if utc {
                (moved.tz_hour, moved.tz_minute) = (Some(0), Some(0));
            }
            read.until = Some(moved);
        }
    })
}

fn day_name(day: ICalendarWeekday) -> &'static str {
    match day {
        ICalendarWeekday::Monday => t!("Monday"),
        ICalendarWeekday::Tuesday => t!("Tuesday"),
        ICalendarWeekday::Wednesday => t!("Wednesday"),
        ICalendarWeekday::Thursday => t!("Thursday"),
        ICalendarWeekday::Friday => t!("Friday"),
        ICalendarWeekday::Saturday => t!("Saturday"),
        ICalendarWeekday::Sunday => t!("Sunday"),
    }
}

fn nth(n: i16) -> String {
    match n {
        1 => t!("first").to_owned(),
        2 => t!("second").to_owned(),
        3 => t!("third").to_owned(),
        4 => t!("fourth").to_owned(),
        5 => t!("fifth").to_owned(),
        -1 => t!("last").to_owned(),
        -2 => t!("last but one").to_owned(),
        other => other.to_string(),
    }
}

/// `Every month on the first Tuesday, until 3 Nov 2027`; of rules that no form makes, the rule itself.
pub fn says(rule: &str) -> String {
    let Ok(read) = read(rule) else { return rule.to_owned() };
    let plain = read.bysetpos.is_empty() && read.byyearday.is_empty() && read.byweekno.is_empty();
    if !plain || !read.byhour.is_empty() || read.rscale.is_some() {
        return rule.to_owned();
    }
    let every = read.interval.unwrap_or(1);
    let (one, many) = match read.freq {
        ICalendarFrequency::Daily => (t!("Every day"), t!("days")),
        ICalendarFrequency::Weekly => (t!("Every week"), t!("weeks")),
        ICalendarFrequency::Monthly => (t!("Every month"), t!("months")),
        ICalendarFrequency::Yearly => (t!("Every year"), t!("years")),
        _ => return rule.to_owned(),
    };
    let mut out = if every == 1 { one.to_owned() } else { t!("Every {count} {unit}", count = every, unit = many) };
    if !read.byday.is_empty() {
        let days: Vec<String> = read
            .byday
            .iter()
            .map(|on| match on.ordwk {
                Some(n) => t!("the {nth} {day}", nth = nth(n), day = day_name(on.weekday)),
                None => day_name(on.weekday).to_owned(),
            })
            .collect();
        out.push_str(&t!(" on {days}", days = text::and_list(&days)));
    }
    if !read.bymonthday.is_empty() {
        let days: Vec<String> =
            read.bymonthday.iter().map(|n| if *n == -1 { t!("last day").to_owned() } else { n.to_string() }).collect();
        out.push_str(&t!(" on the {days}", days = text::and_list(&days)));
    }
    if let Some(count) = read.count {
        out.push_str(&t!(", {count} times", count = count));
    }
    if let Some(until) = read.until.as_ref().and_then(local_of) {
        out.push_str(&t!(", until {day}", day = day::short(until.date())));
    }
    out
}

/// The rhythms that a form offers, for an event that starts then.
pub fn usual(start: Local) -> Vec<(&'static str, String)> {
    let code = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        .get(usize::try_from(start.weekday().num_days_from_monday()).unwrap_or(0))
        .copied()
        .unwrap_or("MO");
    let nth = start.day0() / 7 + 1;
    let nth = if nth > 4 { "-1".to_owned() } else { nth.to_string() };
    vec![
        ("daily", "FREQ=DAILY".to_owned()),
        ("weekly", format!("FREQ=WEEKLY;BYDAY={code}")),
        ("fortnightly", format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={code}")),
        ("monthly", format!("FREQ=MONTHLY;BYDAY={nth}{code}")),
        ("monthly-day", format!("FREQ=MONTHLY;BYMONTHDAY={}", start.day())),
        ("yearly", "FREQ=YEARLY".to_owned()),
    ]
}

/// A rhythm by one of those words, or a rule as it is written; with its end.
///
/// # Errors
/// When it is neither.
pub fn typed(text: &str, start: Local, until: Option<crate::kit::Day>, count: Option<u32>) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text == "once" {
        return Ok(String::new());
    }
    let known = usual(start).into_iter().find(|(key, _)| *key == text.to_lowercase().replace('_', "-"));
    let mut read = read(&known.map_or_else(|| text.trim_start_matches("RRULE:").to_uppercase(), |(_, rule)| rule))?;
    if let Some(until) = until {
        let end = until.and_hms_opt(23, 59, 59).and_then(|at| at.with_nanosecond(0)).unwrap_or(start);
        (read.count, read.until) = (None, Some(partial(end)));
    }
    if let Some(count) = count {
        (read.count, read.until) = (Some(count.max(1)), None);
    }
    let rule = read.to_string();
    check(&rule, start)?;
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Local {
        let full = if text.len() > 10 { text.to_owned() } else { format!("{text} 00:00") };
        Local::parse_from_str(&full, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn known_series_of_the_standard_come_out() {
        // The examples of RFC 5545, 3.8.5.3, in local time.
        let start = at("1997-09-02 09:00");
        let days = |rule: &str, to: &str| -> Vec<String> {
            starts(rule, start, at(to)).iter().map(|at| at.format("%m-%d").to_string()).collect()
        };
        assert_eq!(days("FREQ=DAILY;COUNT=10", "1998-01-01").len(), 10);
        assert_eq!(days("FREQ=DAILY;UNTIL=19971224T000000", "1999-01-01").len(), 113);
        assert_eq!(
            days("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1999-01-01"),
            ["09-02", "09-04", "09-16", "09-18", "09-30", "10-02", "10-14", "10-16"]
        );
        assert_eq!(days("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1999-01-01"), ["09-28", "10-29", "11-28"]);
        assert_eq!(days("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1999-01-01"), ["09-04", "10-07", "11-06"]);
        let presidents = starts(
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            at("1996-11-05 09:00"),
            at("2005-01-01"),
        );
        let presidents: Vec<String> = presidents.iter().map(|at| at.date().to_string()).collect();
        assert_eq!(presidents, ["1996-11-05", "2000-11-07", "2004-11-02"]);
    }

    #[test]
    fn rules_are_said_and_bad_ones_refused() {
        assert_eq!(says("FREQ=MONTHLY;BYDAY=1TU"), "Every month on the first Tuesday");
        assert_eq!(says("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4"), "Every 2 weeks on Monday and Thursday, 4 times");
        assert_eq!(
            says("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271103T235959"),
            "Every month on the last day, until 3 Nov 2027"
        );
        let start = at("2026-12-04 19:30");
        assert_eq!(typed("monthly", start, None, None).unwrap(), "FREQ=MONTHLY;BYDAY=1FR");
        assert_eq!(typed("once", start, None, None).unwrap(), "");
        for bad in [
            "sometimes",
            "FREQ=SECONDLY",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY\r\nATTACH:x",
            "FREQ=MONTHLY;BYMONTHDAY=40",
        ] {
            assert!(typed(bad, start, None, None).is_err(), "{bad}");
        }
        assert!(typed("daily", start, Some(at("2026-12-01").date()), None).is_err(), "it ends before it starts");
    }

    #[test]
    fn ten_years_have_as_many_days_as_they_have() {
        let all = starts("FREQ=DAILY", at("2026-01-01 10:00"), at("2035-12-31 23:00"));
        assert_eq!(all.len(), 3652);
    }
}
