//! Reports: the pipelines of everybody, who has which skill, and what is said of one person elsewhere.

use rusqlite::Connection;
use serde_json::json;

use super::model::parts::LEVELS;
use super::model::{PersonId, RowId, Stands};
use super::store::{self, Line};
use crate::cli::{About, Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Day, Result, day};
use crate::t;

/// Where people are seen with their pipelines.
pub const PEOPLE: &str = "leadership.people";

/// All of them.
pub const REPORTS: &[Report] = &[
    Report {
        name: "pipeline",
        says: "Leadership pipeline",
        about: "For each person and rung what is met, what is missing and what lapses",
        sheet: pipelines,
    },
    Report { name: "skills", says: "Skills", about: "Who can do what, and how well", sheet: skills },
];

fn column(name: &str, width: Width) -> SheetColumn {
    SheetColumn { name: name.to_owned(), width }
}

fn words(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// The first of a person's open aims in words: "Candidate, Riverside ward".
pub fn aim(line: &Line) -> String {
    let open = line.had.aims.iter().find(|(_, _, state)| state == "open");
    open.map_or_else(String::new, |(rung, office, _)| {
        let name = line.pipeline.steps.iter().find(|step| step.rung == *rung).map_or("", |step| step.name.as_str());
        [name, office].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    })
}

fn pipelines(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut rows = Vec::new();
    for line in store::people(conn, span.to)? {
        let opens = Opens { screen: PEOPLE, filter: line.person.to_string() };
        let missing = line.pipeline.next().map_or_else(String::new, |step| {
            let open = step.asks.iter().filter(|(_, stands)| !stands.is_met());
            open.map(|(need, stands)| match stands {
                Stands::Missing => need.says(),
                _ => format!("{} ({})", need.says(), stands.says()),
            })
            .collect::<Vec<_>>()
            .join("; ")
        });
        let open = line.pipeline.next().map_or(0, super::model::Step::open);
        let lapses = line.pipeline.lapses();
        rows.push(SheetRow {
            cells: vec![
                words(line.name.clone()),
                words(aim(&line)),
                words(line.pipeline.reached().map_or("", |step| step.name.as_str())),
                words(line.pipeline.next().map_or("", |step| step.name.as_str())),
                if open == 0 { Cell::Empty } else { Cell::Count(i64::try_from(open).unwrap_or(0)) },
                words(missing),
                lapses.as_ref().map_or(Cell::Empty, |(_, on)| Cell::Day(*on)),
            ],
            strong: false,
            opens: Some(opens),
        });
    }
    Ok(Sheet {
        title: t!("Leadership pipeline").to_owned(),
        subtitle: t!("As of {day}", day = day::long(span.to)),
        columns: vec![
            column(t!("Name"), Width::Text),
            column(t!("Would like to be"), Width::Short),
            column(t!("Reached"), Width::Short),
            column(t!("Next"), Width::Short),
            column(t!("Open"), Width::Count),
            column(t!("What is missing"), Width::Text),
            column(t!("Next lapses"), Width::Day),
        ],
        rows,
    })
}

/// Which skill whom has how far up the levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    pub skills: Vec<(RowId, String)>,
    /// Each person with the word of their level for each skill; empty where nothing is known.
    pub people: Vec<(PersonId, String, Vec<String>)>,
}

/// Everybody who has any skill, against every skill.
///
/// # Errors
/// When the file cannot be read.
pub fn matrix(conn: &Connection, on: Day) -> Result<Matrix> {
    let offered = store::offered(conn, "leader_skill")?;
    let skills: Vec<(RowId, String)> =
        offered.into_iter().filter_map(|(id, name)| Some((id.parse().ok()?, name))).collect();
    let people = store::people(conn, on)?.into_iter().filter(|line| !line.had.skills.is_empty()).map(|line| {
        let level = |id: RowId| line.had.skills.iter().find(|(skill, _)| *skill == id).map(|(_, word)| word.clone());
        let levels = skills.iter().map(|(id, _)| level(*id).unwrap_or_default()).collect();
        (line.person, line.name, levels)
    });
    Ok(Matrix { people: people.collect(), skills })
}

/// A level in words.
pub fn level_words(word: &str) -> &'static str {
    LEVELS.iter().find(|(key, _)| *key == word).map_or("", |(_, says)| says())
}

fn skills(conn: &Connection, span: &Span) -> Result<Sheet> {
    let matrix = matrix(conn, span.to)?;
    let mut columns = vec![column(t!("Name"), Width::Text)];
    columns.extend(matrix.skills.iter().map(|(_, name)| column(name, Width::Short)));
    let rows = matrix.people.into_iter().map(|(person, name, levels)| SheetRow {
        cells: std::iter::once(words(name)).chain(levels.iter().map(|word| words(level_words(word)))).collect(),
        strong: false,
        opens: Some(Opens { screen: PEOPLE, filter: person.to_string() }),
    });
    Ok(Sheet {
        title: t!("Who can do what").to_owned(),
        subtitle: t!("As of {day}", day = day::long(span.to)),
        columns,
        rows: rows.collect(),
    })
}

/// What leadership says of a person where they are looked at.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, today: Day) -> Result<Vec<About>> {
    let id = PersonId(person);
    if !store::persons(conn)?.contains(&id) {
        return Ok(Vec::new());
    }
    let line = store::person(conn, id, today)?;
    let reached = line.pipeline.reached().map_or(t!("Not on the ladder yet"), |step| step.name.as_str()).to_owned();
    let aim = aim(&line);
    let wants = if aim.is_empty() { None } else { Some(t!("would like to be {aim}", aim = aim)) };
    let next = line.pipeline.next().map(|step| t!("{count} to go for {rung}", count = step.open(), rung = step.name));
    Ok(vec![About {
        key: "leadership",
        label: t!("Leadership"),
        says: reached.clone(),
        detail: wants.into_iter().chain(next).collect::<Vec<_>>().join(", "),
        data: json!({ "reached": line.pipeline.reached().map(|step| &step.name),
            "next": line.pipeline.next().map(|step| &step.name), "aim": aim }),
        opens: Opens { screen: PEOPLE, filter: person.to_string() },
    }])
}
