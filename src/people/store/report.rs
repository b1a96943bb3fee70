//! The register's reports: where people came from, who was thanked, and totals with small cells hidden.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::log::{LogKind, Logged, how_says};
use super::super::model::PersonId;
use super::super::tally::{self, BANDS, LEAST};
use super::log::log_between;
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::fold::fold;
use crate::kit::{Day, PartDay, Result, day};
use crate::t;

/// The screen that a row leads to.
const LIST: &str = "people.list";

/// All of them.
pub const REPORTS: &[Report] = &[
    Report {
        name: "sources",
        says: "Where people came from",
        about: "How many came from each source, and how many from none that was noted",
        sheet: sources,
    },
    Report {
        name: "referrers",
        says: "Who brought others in",
        about: "Who referred whom, the most first",
        sheet: referrers,
    },
    Report { name: "thanked", says: "Who has been thanked", about: "For what, when and how", sheet: thanked },
    Report {
        name: "interests",
        says: "Interest and capacity",
        about: "What people would do, give or stand for",
        sheet: interests,
    },
    Report { name: "ages", says: "People by age", about: "Totals by age band, small ones hidden", sheet: ages },
    Report {
        name: "areas",
        says: "People by area",
        about: "Totals by postcode district or town, small ones hidden",
        sheet: areas,
    },
    Report {
        name: "languages",
        says: "People by language",
        about: "Totals by language, small ones hidden",
        sheet: languages,
    },
];

fn column(name: &str, width: Width) -> SheetColumn {
    SheetColumn { name: name.to_owned(), width }
}

fn words(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

fn person(id: PersonId) -> Option<Opens> {
    Some(Opens { screen: LIST, filter: id.to_string() })
}

fn in_words(span: &Span) -> String {
    t!("{from} to {to}", from = day::long(span.from), to = day::long(span.to))
}

fn sources(conn: &Connection, _span: &Span) -> Result<Sheet> {
    let mut select = conn.prepare("SELECT source, count(*) FROM person GROUP BY source ORDER BY source")?;
    // Written in two ways it is one source, under its most usual spelling.
    let mut all: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
    let (mut unknown, mut total) = (0, 0);
    for row in select.query_map([], |row| Ok((row.get::<_, String>(0)?, super::from_sql_count(row.get(1)?))))? {
        let (source, n) = row?;
        total += n;
        if source.is_empty() {
            unknown = n;
            continue;
        }
        let known = all.entry(fold(&source)).or_default();
        known.0 += n;
        if n > known.1 {
            (known.1, known.2) = (n, source);
        }
    }
    let mut all: Vec<(usize, String)> = all.into_values().map(|(n, _, source)| (n, source)).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut rows: Vec<SheetRow> = all
        .into_iter()
        .map(|(n, source)| SheetRow {
            opens: Some(Opens { screen: LIST, filter: format!("source:{source}") }),
            cells: vec![words(source), count(n)],
            strong: false,
        })
        .collect();
    if unknown > 0 {
        let opens = Some(Opens { screen: LIST, filter: "source:".to_owned() });
        rows.push(SheetRow { cells: vec![words(t!("Not noted")), count(unknown)], strong: false, opens });
    }
    let everybody = Some(Opens { screen: LIST, filter: String::new() });
    rows.push(SheetRow { cells: vec![words(t!("Together")), count(total)], strong: true, opens: everybody });
    Ok(Sheet {
        title: t!("Where people came from").to_owned(),
        subtitle: t!("Everybody in the register, people and organisations").to_owned(),
        columns: vec![column(t!("Source"), Width::Text), column(t!("People"), Width::Count)],
        rows: if total == 0 { Vec::new() } else { rows },
    })
}

fn referrers(conn: &Connection, _span: &Span) -> Result<Sheet> {
    let mut select = conn.prepare(
        "SELECT l.person, a.name, b.name FROM person_link l JOIN person a ON a.id = l.person JOIN person b ON b.id = l.other \
         WHERE l.kind = 'referred' ORDER BY a.sort_key, a.id, b.sort_key, b.id",
    )?;
    let mut all: Vec<(PersonId, String, Vec<String>)> = Vec::new();
    for row in select.query_map([], |row| Ok((PersonId(row.get(0)?), row.get(1)?, row.get(2)?)))? {
        let (id, name, brought) = row?;
        match all.last_mut() {
            Some((last, _, names)) if *last == id => names.push(brought),
            _ => all.push((id, name, vec![brought])),
        }
    }
    all.sort_by_key(|(_, _, brought)| std::cmp::Reverse(brought.len()));
    let row = |(id, name, brought): (PersonId, String, Vec<String>)| SheetRow {
        cells: vec![words(name), count(brought.len()), words(brought.join(", "))],
        strong: false,
        opens: person(id),
    };
    Ok(Sheet {
        title: t!("Who brought others in").to_owned(),
        subtitle: t!("By the links “referred” and “referred by”").to_owned(),
        columns: vec![
            column(t!("Name"), Width::Text),
            column(t!("Referred"), Width::Count),
            column(t!("Whom"), Width::Text),
        ],
        rows: all.into_iter().map(row).collect(),
    })
}

fn thanked(conn: &Connection, span: &Span) -> Result<Sheet> {
    let row = |(id, name, Logged { line, .. }): (PersonId, String, Logged)| SheetRow {
        cells: vec![
            words(name),
            Cell::Day(line.day),
            words(line.about.replace('\n', " ")),
            words(how_says(&line.how)),
            words(line.who),
        ],
        strong: false,
        opens: person(id),
    };
    Ok(Sheet {
        title: t!("Who has been thanked").to_owned(),
        subtitle: in_words(span),
        columns: vec![
            column(t!("Name"), Width::Text),
            column(t!("Day"), Width::Day),
            column(t!("For what"), Width::Text),
            column(t!("How"), Width::Short),
            column(t!("By whom"), Width::Short),
        ],
        rows: log_between(conn, LogKind::Thanks, span.from, span.to)?.into_iter().map(row).collect(),
    })
}

fn interests(conn: &Connection, span: &Span) -> Result<Sheet> {
    // Who offers something is asked sooner or later, so those who are not to be asked stand apart.
    let stopped = super::not_to_contact(conn, Some(span.today))?;
    let mut all = log_between(conn, LogKind::Interest, Day::MIN, span.to)?;
    let before = all.len();
    all.retain(|(id, _, _)| !stopped.contains(id));
    let left_out = before - all.len();
    all.sort_by_key(|(_, _, logged)| how_says(&logged.line.how));
    let row = |(id, name, Logged { line, .. }): (PersonId, String, Logged)| SheetRow {
        cells: vec![words(how_says(&line.how)), words(line.about.replace('\n', " ")), words(name), Cell::Day(line.day)],
        strong: false,
        opens: person(id),
    };
    let mut subtitle = t!("All that was noted up to {day}", day = day::long(span.to));
    if left_out > 0 {
        subtitle.push_str(&t!("; {count} left out, not to be contacted", count = left_out));
    }
    Ok(Sheet {
        title: t!("Interest and capacity").to_owned(),
        subtitle,
        columns: vec![
            column(t!("Would"), Width::Short),
            column(t!("What"), Width::Text),
            column(t!("Name"), Width::Text),
            column(t!("Noted"), Width::Day),
        ],
        rows: all.into_iter().map(row).collect(),
    })
}

/// A table of totals as a sheet. They open nothing: the rows behind them would tell who is in the hidden ones.
fn hidden(title: &str, of_what: &str, subtitle: String, cells: Vec<(String, usize)>, sum: &str) -> Sheet {
    let empty = cells.iter().all(|(_, n)| *n == 0);
    let tally = tally::tally(cells);
    let figure = |n: Option<usize>| n.map_or_else(|| words(t!("hidden")), count);
    let mut rows: Vec<SheetRow> = tally
        .cells
        .into_iter()
        .map(|cell| SheetRow { cells: vec![words(cell.name), figure(cell.count)], strong: false, opens: None })
        .collect();
    rows.push(SheetRow { cells: vec![words(sum), figure(tally.total)], strong: true, opens: None });
    let rule = t!(
        "{subtitle}. Totals under {least} are hidden, and others with them where a hidden one could be worked out",
        subtitle = subtitle,
        least = LEAST
    );
    Sheet {
        title: title.to_owned(),
        subtitle: rule,
        columns: vec![column(of_what, Width::Text), column(t!("People"), Width::Count)],
        rows: if empty { Vec::new() } else { rows },
    }
}

/// The day that totals are of: the last of the span, but none that is still to come.
fn at(span: &Span) -> Day {
    span.to.min(span.today)
}

fn ages(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut select = conn.prepare("SELECT birth, count(*) FROM person WHERE organisation = 0 GROUP BY birth")?;
    let mut bands = vec![0; BANDS.len()];
    let mut unknown = 0;
    for row in select.query_map([], |row| Ok((row.get::<_, String>(0)?, super::from_sql_count(row.get(1)?))))? {
        let (birth, n) = row?;
        let age = PartDay::from_iso(&birth).and_then(|birth| birth.age_on(at(span)));
        match age.and_then(tally::band).and_then(|band| bands.get_mut(band)) {
            Some(band) => *band += n,
            None => unknown += n,
        }
    }
    let mut cells: Vec<(String, usize)> = BANDS.iter().map(|(name, _)| (*name).to_owned()).zip(bands).collect();
    cells.push((t!("Not known").to_owned(), unknown));
    let subtitle = t!("Ages on {day}; people, not organisations", day = day::long(at(span)));
    Ok(hidden(t!("People by age"), t!("Age"), subtitle, cells, t!("Together")))
}

fn areas(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut select = conn.prepare(
        "SELECT a.postcode, a.locality FROM person p LEFT JOIN person_address a ON a.id = \
         (SELECT b.id FROM person_address b WHERE b.person = p.id AND (b.valid_from IS NULL OR b.valid_from <= ?1) \
            AND (b.valid_to IS NULL OR b.valid_to >= ?1) ORDER BY b.preferred DESC, b.id LIMIT 1) \
         WHERE p.organisation = 0",
    )?;
    let mut areas: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut unknown = 0;
    let mut rows = select.query([at(span).to_string()])?;
    while let Some(row) = rows.next()? {
        let (postcode, locality): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
        let area = tally::area(postcode.as_deref().unwrap_or(""), locality.as_deref().unwrap_or(""));
        if area.is_empty() {
            unknown += 1;
        } else {
            areas.entry(fold(&area)).or_insert((area, 0)).1 += 1;
        }
    }
    let mut cells: Vec<(String, usize)> = areas.into_values().collect();
    cells.push((t!("Not known").to_owned(), unknown));
    let subtitle = t!("Where post goes on {day}; people, not organisations", day = day::long(at(span)));
    Ok(hidden(t!("People by area"), t!("Area"), subtitle, cells, t!("Together")))
}

fn languages(conn: &Connection, _span: &Span) -> Result<Sheet> {
    let mut select =
        conn.prepare("SELECT languages, count(*) FROM person WHERE organisation = 0 GROUP BY languages")?;
    let mut all: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut unknown = 0;
    for row in select.query_map([], |row| Ok((row.get::<_, String>(0)?, super::from_sql_count(row.get(1)?))))? {
        let (names, n) = row?;
        if names.is_empty() {
            unknown += n;
        }
        for name in names.split(", ").filter(|name| !name.is_empty()) {
            all.entry(fold(name)).or_insert((name.to_owned(), 0)).1 += n;
        }
    }
    let mut cells: Vec<(String, usize)> = all.into_values().collect();
    cells.push((t!("Not known").to_owned(), unknown));
    let subtitle = t!("Who speaks several counts in each; people, not organisations").to_owned();
    Ok(hidden(t!("People by language"), t!("Language"), subtitle, cells, t!("Mentions together")))
}
