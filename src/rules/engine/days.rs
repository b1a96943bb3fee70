//! Days: the spans over which is added up, and when something is due.

use chrono::{Datelike as _, Days, Months, Weekday};

use super::Law;
use crate::kit::Day;
use crate::rules::pack::{DayKind, Due, When, Window};

/// First and last day of the year that begins on a day of the year and holds `day`.
pub fn year_from(day: Day, month: u32, first: u32) -> (Day, Day) {
    let begin = |year: i32| Day::from_ymd_opt(year, month, first).unwrap_or(day);
    let from = if begin(day.year()) <= day { begin(day.year()) } else { begin(day.year() - 1) };
    let next = begin(from.year() + 1);
    (from, next.pred_opt().unwrap_or(next))
}

/// First and last day of the calendar quarter that holds `day`.
pub fn quarter(day: Day) -> (Day, Day) {
    let month = (day.month0() / 3) * 3 + 1;
    let from = Day::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
    let to = from.checked_add_months(Months::new(3)).and_then(|d| d.pred_opt()).unwrap_or(day);
    (from, to)
}

/// So many months before a day, exclusive: twelve months back from 5 March are the days from 6 March on.
pub fn rolling(day: Day, months: u32) -> (Day, Day) {
    let from = day.checked_sub_months(Months::new(months)).and_then(|d| d.succ_opt()).unwrap_or(day);
    (from, day)
}

/// The span of a window that holds `day`; nothing outside an election period, and the day alone where each entry stands by
/// itself.
pub fn span(law: &Law, window: Window, day: Day) -> Option<(Day, Day)> {
    match window {
        Window::Item => Some((day, day)),
        Window::YearFrom { month, day: first } => Some(year_from(day, month, first)),
        Window::FinancialYear => Some(year_from(day, law.year_start.0, law.year_start.1)),
        Window::Quarter => Some(quarter(day)),
        Window::Rolling { months } => Some(rolling(day, months)),
        Window::Election => law.elections.iter().copied().find(|(from, to)| *from <= day && day <= *to),
    }
}

/// So many days after a day. Working days are Monday to Friday.
pub fn add(day: Day, days: u32, unit: DayKind) -> Day {
    match unit {
        DayKind::Calendar => day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day),
        DayKind::Working => {
            let (mut at, mut left) = (day, days);
            while left > 0 {
                let Some(next) = at.succ_opt() else { return at };
                at = next;
                if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
                    left -= 1;
                }
            }
            at
        }
    }
}

/// When a report of an entry of `day` in `period` is due.
pub fn due(due: &Due, day: Day, period: (Day, Day)) -> Day {
    let (_, end) = period;
    match due.when {
        When::Within { days, unit } => add(day, days, unit),
        When::AfterPeriod { months, days } => add(months_after_end(end, months), days, DayKind::Calendar),
        When::NextMonth { day: of_month } => {
            let next = day.with_day(1).and_then(|d| d.checked_add_months(Months::new(1)));
            next.and_then(|d| d.with_day(of_month)).unwrap_or(day)
        }
        When::Fixed { month, day: of_month } => {
            let this = Day::from_ymd_opt(end.year(), month, of_month);
            let next = Day::from_ymd_opt(end.year() + 1, month, of_month);
            this.filter(|d| *d > end).or(next).unwrap_or(end)
        }
    }
}

/// So many months after the end of a period; four months after 31 December is 30 April.
fn months_after_end(end: Day, months: u32) -> Day {
    let first = end.succ_opt().unwrap_or(end);
    first.checked_add_months(Months::new(months)).and_then(|d| d.pred_opt()).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;
    use crate::office::Confidence;

    fn on(iso: &str) -> Day {
        from_iso(iso).unwrap()
    }

    fn after(when: When, day: &str, end: &str) -> String {
        let period = (on("2026-01-01"), on(end));
        due(&Due { when, confidence: Confidence::Law }, on(day), period).to_string()
    }

    #[test]
    fn spans_are_those_of_the_calendar() {
        assert_eq!(year_from(on("2026-07-01"), 7, 1), (on("2026-07-01"), on("2027-06-30")));
        assert_eq!(year_from(on("2026-06-30"), 7, 1), (on("2025-07-01"), on("2026-06-30")));
        assert_eq!(quarter(on("2026-05-20")), (on("2026-04-01"), on("2026-06-30")));
        assert_eq!(rolling(on("2026-03-05"), 12), (on("2025-03-06"), on("2026-03-05")));
    }

    #[test]
    fn days_are_counted_as_the_laws_count_them() {
        assert_eq!(add(on("2026-03-01"), 30, DayKind::Calendar), on("2026-03-31"));
        // Friday and one working day is Monday.
        assert_eq!(add(on("2026-11-20"), 1, DayKind::Working), on("2026-11-23"));
        assert_eq!(add(on("2026-11-20"), 20, DayKind::Working), on("2026-12-18"));
        assert_eq!(add(on("2026-11-20"), 0, DayKind::Working), on("2026-11-20"));
    }

    #[test]
    fn reports_are_due_when_the_laws_say() {
        assert_eq!(after(When::AfterPeriod { months: 4, days: 0 }, "2026-05-01", "2026-12-31"), "2027-04-30");
        assert_eq!(after(When::AfterPeriod { months: 5, days: 0 }, "2026-05-01", "2026-12-31"), "2027-05-31");
        assert_eq!(after(When::AfterPeriod { months: 6, days: 7 }, "2026-05-01", "2026-12-31"), "2027-07-07");
        assert_eq!(after(When::AfterPeriod { months: 0, days: 30 }, "2026-05-01", "2026-06-30"), "2026-07-30");
        assert_eq!(after(When::AfterPeriod { months: 0, days: 56 }, "2027-05-01", "2027-12-31"), "2028-02-25");
        assert_eq!(after(When::NextMonth { day: 21 }, "2027-01-02", "2027-12-31"), "2027-02-21");
        assert_eq!(after(When::NextMonth { day: 21 }, "2026-12-31", "2026-12-31"), "2027-01-21");
        assert_eq!(after(When::Fixed { month: 4, day: 30 }, "2026-05-01", "2026-12-31"), "2027-04-30");
        assert_eq!(after(When::Fixed { month: 10, day: 20 }, "2026-05-01", "2026-06-30"), "2026-10-20");
        assert_eq!(after(When::Within { days: 10, unit: DayKind::Calendar }, "2026-05-01", "2026-12-31"), "2026-05-11");
    }
}
