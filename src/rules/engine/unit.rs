//! Rules about the unit itself: duties by the size of its year, returns that fall due, records that may go.

use super::Law;
use super::days;
use super::draft::Draft;
use crate::kit::{Day, Money};
use crate::ledger::model::EntryKind;
use crate::rules::finding::{Finding, Kind, Severity};
use crate::rules::pack::{Band, Bands, Dated, Measure, Rule, Schedule, Starts, What, When};

/// For how long after its due day a return that was not noted as done is still brought up.
const REMEMBERED: u32 = 366;

/// A span whose figures a rule wants, and the kinds of entry that are contributions to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub rule: usize,
    pub from: Day,
    pub to: Day,
    pub kinds: Vec<EntryKind>,
}

/// The figures of a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub income: Money,
    pub expenditure: Money,
    /// Contributions by day, in order: their sum and the largest of them, what was given back taken off.
    pub contributions: Vec<(Day, Money, Money)>,
}

/// The spans whose figures the rules want on a day: of this time and the one before.
pub fn wanted(law: &Law, as_of: Day) -> Vec<Wanted> {
    let mut all = Vec::new();
    for (at, rule) in law.rules.iter().enumerate().filter(|(_, rule)| rule.status.applies()) {
        let What::AccountsBand(bands) = &rule.what else { continue };
        let Some((from, to)) = days::span(law, bands.window, as_of) else { continue };
        let before = from.pred_opt().and_then(|d| days::span(law, bands.window, d));
        for (from, to) in before.into_iter().chain([(from, to)]) {
            all.push(Wanted { rule: at, from, to, kinds: bands.kinds.clone() });
        }
    }
    all
}

/// What the rules say of the unit on a day. `first` is the day of its first entry; `figures` are those of [`wanted`], in order.
pub fn evaluate(law: &Law, first: Option<Day>, wanted: &[Wanted], figures: &[Figures], as_of: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    for (span, figures) in wanted.iter().zip(figures) {
        if let Some(rule) = law.rules.get(span.rule)
            && let What::AccountsBand(bands) = &rule.what
        {
            found.extend(band(law, rule, bands, (span.from, span.to), figures, as_of));
        }
    }
    let Some(first) = first else { return found };
    for rule in law.rules.iter().filter(|rule| rule.status.applies()) {
        match &rule.what {
            What::ReturnSchedule(schedule) => returns(law, rule, schedule, first, as_of, &mut found),
            What::Retention(values) => {
                if let Some(dated) = values.on(as_of) {
                    let starts = |day: Day| match dated.value.starts {
                        Starts::EndOfFinancialYear => days::year_from(day, law.year_start.0, law.year_start.1),
                        Starts::EndOfCalendarYear => days::year_from(day, 1, 1),
                    };
                    // The newest year whose records the law no longer asks for.
                    let back = as_of.checked_sub_months(chrono::Months::new(12 * (dated.value.years + 1)));
                    if let Some((from, to)) = back.map(starts).filter(|(_, to)| first <= *to) {
                        let mut draft = Draft::bare(law, rule, dated, Kind::Retention, Severity::Note);
                        draft.anchor(from.to_string()).on(to).period((from, to));
                        found.push(draft.done());
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn band(law: &Law, rule: &Rule, bands: &Bands, span: (Day, Day), figures: &Figures, as_of: Day) -> Option<Finding> {
    // The value of the last day that is known.
    let dated = bands.values.on(span.1.min(as_of))?;
    let given: Money = figures.contributions.iter().map(|(_, sum, _)| *sum).sum();
    let largest = figures.contributions.iter().map(|(_, _, largest)| *largest).max().unwrap_or_default();
    let amount = match bands.measure {
        Measure::MaxOfIncomeExpenditure => figures.income.max(figures.expenditure),
        Measure::MaxOfContributionsExpenses => given.max(figures.expenditure),
        Measure::Contributions => given,
        Measure::LargestDonation => largest,
    };
    let (at, band) = dated.value.iter().enumerate().rfind(|(_, band)| band.over.is_passed_by(amount))?;
    let on = passed_on(bands.measure, band, figures).unwrap_or(span.1.min(as_of));
    let mut draft = Draft::bare(law, rule, dated, Kind::Band, Severity::Act);
    draft.anchor(format!("{}:{at}", span.0)).on(on).amount(amount).threshold(band.over).period(span);
    if let Some(due) = &band.due {
        let day = days::due(due, on, span);
        if days::add(day, REMEMBERED, crate::rules::pack::DayKind::Calendar) < as_of {
            return None;
        }
        draft.due(due, day);
    }
    Some(draft.done())
}

/// The day on which contributions alone passed a band.
fn passed_on(measure: Measure, band: &Band, figures: &Figures) -> Option<Day> {
    let mut sum = Money::ZERO;
    figures.contributions.iter().find_map(|(day, of_day, largest)| {
        sum += *of_day;
        let now = if measure == Measure::LargestDonation { *largest } else { sum };
        band.over.is_passed_by(now).then_some(*day)
    })
}

/// The returns of the periods that ended, and of the one under way.
fn returns(law: &Law, rule: &Rule, schedule: &Schedule, first: Day, as_of: Day, found: &mut Vec<Finding>) {
    let Some(mut period) = days::span(law, schedule.period, as_of) else { return };
    // The period under way is brought up when it is over.
    for _ in 0..8 {
        let Some(before) = period.0.pred_opt() else { return };
        let Some(earlier) = days::span(law, schedule.period, before) else { return };
        period = earlier;
        if period.1 < first {
            return;
        }
        let day = |d: &Dated<crate::rules::pack::Due>| days::due(&d.value, period.1, period);
        let Some(dated) = schedule.values.on(period.1) else { continue };
        if days::add(day(dated), REMEMBERED, crate::rules::pack::DayKind::Calendar) < as_of {
            return;
        }
        debug_assert!(!matches!(dated.value.when, When::Within { .. }), "a return has no entry");
        let mut draft = Draft::bare(law, rule, dated, Kind::Return, Severity::Act);
        draft.anchor(period.0.to_string()).on(period.1).period(period).due(&dated.value, day(dated));
        found.push(draft.done());
    }
}
