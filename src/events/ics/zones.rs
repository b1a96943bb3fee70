//! Which time zone a calendar means by a name: by the name, and where nobody knows it, by what the calendar says of its hours.

use std::collections::BTreeMap;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz as Zone;
use calcard::icalendar::timezone::TzResolver;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Component, ICalendarProperty as Property, ICalendarValue,
};
use chrono::{Datelike as _, NaiveDate, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use super::super::model::rule;
use super::super::model::timing::Local;

/// Which of several zones with the same hours is named: the one most people know.
const KNOWN: &[Tz] = &[
    Tz::UTC,
    Tz::Europe__London,
    Tz::Europe__Dublin,
    Tz::Europe__Berlin,
    Tz::Europe__Athens,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Phoenix,
    Tz::America__Los_Angeles,
    Tz::America__Halifax,
    Tz::America__St_Johns,
    Tz::Australia__Sydney,
    Tz::Australia__Adelaide,
    Tz::Australia__Brisbane,
    Tz::Australia__Perth,
    Tz::Pacific__Auckland,
];
/// Hours of a definition are told from this many of its changes.
const MOST_CHANGES: usize = 2_000;

/// Hours as a calendar defines them: from when on, in its own time, how many seconds ahead of UTC.
type Hours = Vec<(Local, i32)>;

/// What a name means.
pub(super) enum Meaning<'z> {
    Zone(Tz),
    /// No zone that is known, but the calendar says how its hours go.
    Hours(&'z Hours),
    Unknown,
}

/// The zones of one calendar.
pub(super) struct Zones<'c> {
    resolver: TzResolver<&'c str>,
    own: BTreeMap<&'c str, Hours>,
    same: BTreeMap<&'c str, Tz>,
}

impl<'c> Zones<'c> {
    pub fn of(calendar: &'c ICalendar) -> Self {
        let mut own = BTreeMap::new();
        for zone in calendar.timezones() {
            let name =
                zone.property(&Property::Tzid).and_then(|id| id.values.first()).and_then(ICalendarValue::as_text);
            if let Some(name) = name {
                own.insert(name, hours(calendar, zone));
            }
        }
        let used = used_in(calendar);
        let same = own.iter().filter_map(|(name, hours)| Some((*name, same_hours(hours, *used.get(name)?)?))).collect();
        Self { resolver: calendar.build_tz_resolver(), own, same }
    }

    pub fn meaning(&self, name: &str) -> Meaning<'_> {
        if let Some(Zone::Tz(zone)) = self.resolver.resolve(name) {
            return Meaning::Zone(zone);
        }
        let own = self.own.get(name).filter(|hours| !hours.is_empty());
        match (by_name(name).or_else(|| self.same.get(name).copied()), own) {
            (Some(zone), _) => Meaning::Zone(zone),
            (None, Some(hours)) => Meaning::Hours(hours),
            (None, None) => Meaning::Unknown,
        }
    }
}

/// `posix/Europe/Vaduz`, `US-Eastern`: a known name with something before it, or with other marks within.
fn by_name(name: &str) -> Option<Tz> {
    let mut rest = name;
    loop {
        if let Ok(zone) = rest.parse().or_else(|_unknown| rest.replacen('-', "/", 1).parse()) {
            return Some(zone);
        }
        (_, rest) = rest.split_once('/')?;
    }
}

/// The year in which a zone is first used by an event.
fn used_in(calendar: &ICalendar) -> BTreeMap<&str, i32> {
    let mut years = BTreeMap::new();
    for event in calendar.components.iter().filter(|c| c.component_type == Component::VEvent) {
        let Some(start) = event.property(&Property::Dtstart) else { continue };
        let at = start.values.first().and_then(ICalendarValue::as_partial_date_time).and_then(local_of);
        if let (Some(name), Some(at)) = (start.tz_id(), at) {
            years.entry(name).or_insert_with(|| at.year());
        }
    }
    years
}

fn local_of(at: &PartialDateTime) -> Option<Local> {
    Some(at.to_date_time()?.date_time)
}

/// When the hours of a definition change, in order.
fn hours(calendar: &ICalendar, zone: &ICalendarComponent) -> Hours {
    let mut all = Hours::new();
    for id in &zone.component_ids {
        let Some(part) = usize::try_from(*id).ok().and_then(|at| calendar.components.get(at)) else { continue };
        let value = |property: &Property| part.property(property).and_then(|entry| entry.values.first());
        let start = value(&Property::Dtstart).and_then(ICalendarValue::as_partial_date_time).and_then(local_of);
        let ahead = value(&Property::Tzoffsetto).and_then(ICalendarValue::as_partial_date_time).map(seconds);
        let (Some(start), Some(ahead)) = (start, ahead) else { continue };
        let mut starts = vec![start];
        if let Some(ICalendarValue::RecurrenceRule(rule)) = value(&Property::Rrule) {
            let end = NaiveDate::from_ymd_opt(2200, 1, 1).map(|day| day.and_time(chrono::NaiveTime::MIN));
            starts.extend(rule::starts(&rule.to_string(), start, end.unwrap_or(start)));
        }
        for entry in part.properties(&Property::Rdate) {
            starts.extend(entry.values.iter().filter_map(ICalendarValue::as_partial_date_time).filter_map(local_of));
        }
        all.extend(starts.into_iter().take(MOST_CHANGES).map(|at| (at, ahead)));
    }
    all.sort_unstable();
    all
}

fn seconds(offset: &PartialDateTime) -> i32 {
    let all = i32::from(offset.tz_hour.unwrap_or(0)) * 3600 + i32::from(offset.tz_minute.unwrap_or(0)) * 60;
    if offset.tz_minus { -all } else { all }
}

/// How many seconds ahead of UTC a clock with these hours is; before the first change as after it.
pub(super) fn ahead(hours: &Hours, at: Local) -> TimeDelta {
    let after = hours.partition_point(|(from, _)| *from <= at);
    let found = hours.get(after.saturating_sub(1)).map_or(0, |(_, ahead)| *ahead);
    TimeDelta::seconds(i64::from(found))
}

/// The zone whose clocks go like these through the year in which they are used.
fn same_hours(hours: &Hours, year: i32) -> Option<Tz> {
    let noons = || {
        (1..=12).flat_map(move |month| {
            [1, 10, 20].map(|day| NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(12, 0, 0))
        })
    };
    let alike = |zone: &Tz| {
        noons().flatten().all(|at| {
            let there = zone.offset_from_local_datetime(&at).latest();
            there.is_some_and(|there| i64::from(there.fix().local_minus_utc()) == ahead(hours, at).num_seconds())
        })
    };
    if hours.is_empty() {
        return None;
    }
    KNOWN.iter().chain(chrono_tz::TZ_VARIANTS.iter()).find(|zone| alike(zone)).copied()
}
