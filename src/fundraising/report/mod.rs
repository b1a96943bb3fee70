//! The reports of fundraising.

mod feedback;
mod plan;

use rusqlite::Connection;

use crate::cli::{About, Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::fundraising::model::{AppealId, AskId, Progress, Retention};
use crate::fundraising::store;
use crate::kit::{Day, Money, Result, day};
use crate::ledger::model::Filter;
use crate::office::profile;
use crate::t;

/// Where a pledge is seen.
pub const PLEDGES: &str = "fundraising.pledges";
/// Where an appeal is seen.
pub const APPEALS: &str = "fundraising.appeals";
/// Where the donors of two years are seen beside each other.
pub const DONORS: &str = "fundraising.donors";
/// Where it is seen who is to be thanked.
pub const THANKS: &str = "fundraising.thanks";
/// Where it is seen what donors said.
pub const FEEDBACK: &str = "fundraising.feedback";
/// Where entries of the ledger are seen.
pub const ENTRIES: &str = "money.entries";
/// How many years back retention looks.
const YEARS: usize = 8;

/// Every report of fundraising.
pub const REPORTS: &[Report] = &[
    Report {
        name: "pledges",
        says: "Pledges",
        about: "What was promised for the days, and what of it came",
        sheet: pledges,
    },
    Report {
        name: "appeals",
        says: "Appeals",
        about: "What each appeal brought and cost in the days, against its target",
        sheet: appeals,
    },
    Report {
        name: "retention",
        says: "Donors who gave again",
        about: "How many of a year’s donors gave again in the next, for the years up to the last day",
        sheet: retention,
    },
    Report {
        name: "plan",
        says: "Fundraising plan",
        about: "What each way should bring in the months of the financial year that the last day lies in, and brought",
        sheet: |conn, span| {
            let year = profile::get(conn)?.year_of(span.to);
            Ok(plan::sheet(&store::plan(conn, year, span.today)?))
        },
    },
    Report {
        name: "feedback",
        says: "What donors said",
        about: "How many said something in the days, by tag and by appeal, and how it was meant",
        sheet: feedback::sheet,
    },
];

pub(super) use plan::sheet as plan_sheet;

/// What came by the pages of a person: credited to who gave it, and here to whose page it is.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, _today: Day) -> Result<Vec<About>> {
    let own = store::appeals(conn)?.into_iter().flat_map(|appeal| appeal.names);
    let pages: Vec<String> =
        own.filter(|name| name.new.person.is_some_and(|owner| owner.0 == person)).map(|name| name.new.name).collect();
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    let currency = profile::get(conn)?.currency;
    let sum: Money = store::raised_by_word(conn, &pages)?.into_iter().sum();
    Ok(vec![About {
        key: "raised",
        label: t!("Raised by pages"),
        says: currency.show(sum),
        detail: pages.join(", "),
        data: serde_json::json!({ "total": currency.plain(sum), "currency": currency.code, "pages": pages }),
        opens: Opens { screen: ENTRIES, filter: store::raised(&pages).to_string() },
    }])
}

fn columns<const N: usize>(all: [(&str, Width); N]) -> Vec<SheetColumn> {
    all.into_iter().map(|(name, width)| SheetColumn { name: name.to_owned(), width }).collect()
}

fn words(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// `1 January 2026 to 31 December 2026`.
fn in_words(from: Day, to: Day) -> String {
    t!("{from} to {to}", from = day::long(from), to = day::long(to))
}

/// What was promised for the days of the span and what came in them; the state is that of its last day, or of today.
fn pledges(conn: &Connection, span: &Span) -> Result<Sheet> {
    // What is not over yet is looked at today.
    let on = span.to.min(span.today);
    let all = store::pledges(conn)?;
    let mut rows = Vec::new();
    let (mut promised, mut came, mut late) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for pledge in &all {
        let days = pledge.days(span.to).filter(|due| *due >= span.from).count();
        let expected = Money(pledge.terms.amount.0.saturating_mul(i64::try_from(days).unwrap_or(0)));
        let within = |on: Day| (span.from..=span.to).contains(&on);
        let received: Money = pledge.gifts.iter().filter(|gift| within(gift.on)).map(|gift| gift.amount).sum();
        let schedule = pledge.schedule(on);
        let missed = if schedule.state.is_open() { schedule.missed_sum } else { Money::ZERO };
        if days == 0 && received.is_zero() && missed.is_zero() {
            continue;
        }
        promised += expected;
        came += received;
        late += missed;
        rows.push((
            schedule.state,
            SheetRow {
                cells: vec![
                    words(pledge.name.as_str()),
                    words(pledge.terms.rhythm.label()),
                    words(schedule.state.label()),
                    Cell::Money(pledge.terms.amount),
                    Cell::Money(expected),
                    Cell::Money(received),
                    Cell::Money(missed),
                ],
                strong: false,
                opens: Some(Opens { screen: PLEDGES, filter: pledge.id.to_string() }),
            },
        ));
    }
    rows.sort_by_key(|(state, _)| *state);
    let mut rows: Vec<SheetRow> = rows.into_iter().map(|(_, row)| row).collect();
    let all = |filter: &str| Opens { screen: PLEDGES, filter: filter.to_owned() };
    let figure = |sum: Money, filter: &str| Cell::Opening(Box::new(Cell::Money(sum)), all(filter));
    rows.push(SheetRow {
        cells: vec![
            words(t!("Together")),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            figure(promised, "all"),
            figure(came, "all"),
            figure(late, "missed"),
        ],
        strong: true,
        opens: None,
    });
    Ok(Sheet {
        title: t!("Pledges").to_owned(),
        subtitle: t!(
            "{span}. Missed is what had not come by {day}, from before these days too",
            span = in_words(span.from, span.to),
            day = day::long(on)
        ),
        columns: columns([
            (t!("Donor"), Width::Text),
            (t!("How often"), Width::Short),
            (t!("State"), Width::Short),
            (t!("Each time"), Width::Money),
            (t!("Promised"), Width::Money),
            (t!("Received"), Width::Money),
            (t!("Missed"), Width::Money),
        ]),
        rows,
    })
}

/// A figure that opens entries of the span.
fn figure(value: Cell, filter: Filter, span: &Span) -> Cell {
    let filter = Filter { from: Some(span.from), to: Some(span.to), ..filter };
    Cell::Opening(Box::new(value), Opens { screen: ENTRIES, filter: filter.to_string() })
}

fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// What each appeal brought and cost in the span. Those that nobody planned are there too: their money is as real.
fn appeals(conn: &Connection, span: &Span) -> Result<Sheet> {
    let all = store::appeals(conn)?;
    let brought = store::brought(conn, &all, Some((span.from, span.to)))?;
    let mut rows = Vec::new();
    let mut total = Progress::default();
    let mut add = |name: &str, target: Option<Money>, words: &[String], progress: &Progress, opens: Opens| {
        total.raised += progress.raised;
        total.spent += progress.spent;
        total.gifts += progress.gifts;
        let target = target.map_or(Cell::Empty, Cell::Money);
        let share = progress.share(match target {
            Cell::Money(sum) => Some(sum),
            _ => None,
        });
        rows.push(SheetRow {
            cells: vec![
                self::words(name),
                target,
                figure(Cell::Money(progress.raised), store::raised(words), span),
                self::words(share.map(|share| t!("{share} %", share = share)).unwrap_or_default()),
                figure(count(progress.gifts), store::gifts(words), span),
                figure(count(progress.donors), store::gifts(words), span),
                progress.average().map_or(Cell::Empty, |sum| figure(Cell::Money(sum), store::gifts(words), span)),
                figure(Cell::Money(progress.spent), store::spent(words), span),
                figure(Cell::Money(progress.raised - progress.spent), store::all_of(words), span),
            ],
            strong: false,
            opens: Some(opens),
        });
    };
    for appeal in &all {
        let progress = brought.by(appeal.id);
        let terms = &appeal.terms;
        let runs = terms.starts.is_none_or(|day| day <= span.to) && terms.ends.is_none_or(|day| day >= span.from);
        if progress == Progress::default() && !runs {
            continue;
        }
        let opens = Opens { screen: APPEALS, filter: appeal.id.to_string() };
        add(&terms.name, terms.target, &appeal.words(), &progress, opens);
    }
    for (name, progress) in brought.unplanned.values() {
        let words = [name.clone()];
        let filter = Filter { from: Some(span.from), to: Some(span.to), ..store::all_of(&words) };
        add(name, None, &words, progress, Opens { screen: ENTRIES, filter: filter.to_string() });
    }
    if !rows.is_empty() {
        rows.push(SheetRow {
            cells: vec![
                self::words(t!("Together")),
                Cell::Empty,
                Cell::Money(total.raised),
                Cell::Empty,
                count(total.gifts),
                Cell::Empty,
                Cell::Empty,
                Cell::Money(total.spent),
                Cell::Money(total.raised - total.spent),
            ],
            strong: true,
            opens: Some(Opens { screen: APPEALS, filter: "all".to_owned() }),
        });
    }
    Ok(Sheet {
        title: t!("Appeals").to_owned(),
        subtitle: t!(
            "{span}. In kind counts at its value, what was given back is taken off; the target is the whole appeal’s",
            span = in_words(span.from, span.to)
        ),
        columns: columns([
            (t!("Appeal"), Width::Text),
            (t!("Target"), Width::Money),
            (t!("Raised"), Width::Money),
            (t!("Of target"), Width::Count),
            (t!("Donations"), Width::Count),
            (t!("Donors"), Width::Count),
            (t!("Average"), Width::Money),
            (t!("Spent"), Width::Money),
            (t!("Left over"), Width::Money),
        ]),
        rows,
    })
}

/// Each year's donors beside those of the year before, the latest year first.
fn retention(conn: &Connection, span: &Span) -> Result<Sheet> {
    let profile = profile::get(conn)?;
    let first = store::first_gift(conn)?;
    let mut rows = Vec::new();
    let mut on = span.to.min(span.today);
    for _ in 0..YEARS {
        let (from, to) = profile.year_of(on);
        if first.is_none_or(|first| first > to) {
            break;
        }
        let found = Retention::of(&store::donors(conn, on)?);
        let who = |value: Cell, state: &str| {
            Cell::Opening(Box::new(value), Opens { screen: DONORS, filter: format!("{to} {state}").trim().to_owned() })
        };
        rows.push(SheetRow {
            cells: vec![
                words(in_words(from, to)),
                who(count(found.before), "before"),
                who(count(found.kept), "kept"),
                words(found.share().map(|share| t!("{share} %", share = share)).unwrap_or_default()),
                who(count(found.lapsed), "lapsed"),
                who(count(found.back), "back"),
                who(count(found.new), "new"),
                who(count(found.donors()), "gave"),
                who(Cell::Money(found.given), "gave"),
            ],
            strong: false,
            opens: Some(Opens { screen: DONORS, filter: to.to_string() }),
        });
        let Some(before) = from.pred_opt() else { break };
        on = before;
    }
    Ok(Sheet {
        title: t!("Donors who gave again").to_owned(),
        subtitle: t!(
            "Financial years up to {day}. A year that is not over has everybody who gave so far",
            day = day::long(span.to.min(span.today))
        ),
        columns: columns([
            (t!("Year"), Width::Text),
            (t!("Donors before"), Width::Count),
            (t!("Gave again"), Width::Count),
            (t!("Retention"), Width::Count),
            (t!("Not this year"), Width::Count),
            (t!("Came back"), Width::Count),
            (t!("New"), Width::Count),
            (t!("Donors"), Width::Count),
            (t!("Given"), Width::Money),
        ]),
        rows,
    })
}

/// Those who were asked at one time as a table that leaves: for letters, or to call them one after the other.
pub(super) fn asked(conn: &Connection, appeal: AppealId, ask: AskId) -> Result<Sheet> {
    let of = store::appeal(conn, appeal)?;
    let terms = store::asks(conn, &of)?.into_iter().find(|a| a.id == ask).map(|a| a.terms);
    let asked = store::asked(conn, &of)?.into_iter().filter(|one| one.ask == ask);
    let mut columns = vec![SheetColumn { name: t!("Given since").to_owned(), width: Width::Money }];
    columns.extend(store::letter_headings().into_iter().map(|name| SheetColumn { name, width: Width::Text }));
    let on = terms.as_ref().map_or(Day::MAX, |terms| terms.day);
    let rows = asked
        .map(|one| {
            let mut cells = vec![Cell::Money(one.given)];
            cells.extend(store::letter_to(conn, one.person, on)?.into_iter().map(Cell::Text));
            Ok(SheetRow { cells, strong: false, opens: None })
        })
        .collect::<Result<_>>()?;
    let subtitle = terms.map(|terms| format!("{}, {}", terms.whom, day::long(terms.day))).unwrap_or_default();
    Ok(Sheet { title: of.terms.name, subtitle, columns, rows })
}
