//! One row of a list of members: what it says, cell by cell, before anybody is looked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::{self, Said};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day};
use crate::members::model::{Class, ClassId, How, Pin, PinId, Rhythm, Status};
use crate::people::import::{OwnColumns, Reader, Told};
use crate::t;
use crate::tabular::{CellProblem, Mapping, Plan as Binding, Record, Row};

/// A class from a day on, as our own export writes it; the first has no day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassStep {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    pub class: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A pin, as our own export writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinStep {
    pub status: String,
    pub from: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    pub who: String,
    pub why: String,
}

/// Whom a row is about.
#[derive(Debug)]
pub(super) enum About {
    Told(Box<Told>),
    /// A row without a name: only a number or an id of somebody who is in the register.
    Nameless {
        number: Option<String>,
        id: Option<i64>,
    },
}

/// Somebody else that a row names: by an id of the list, and by a number, an e-mail address or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub id: Option<i64>,
    pub text: String,
}

impl Named {
    fn of(record: &Record, id: &str, text: &str) -> Option<Self> {
        let id = record.text(id).and_then(|id| id.parse().ok());
        let text = record.text(text).unwrap_or("").to_owned();
        (id.is_some() || !text.is_empty()).then_some(Self { id, text })
    }
}

/// The classes that a term was in: the first, then each from a day on, with a note.
pub(super) type Steps = (ClassId, Vec<(Day, ClassId, String)>);

/// What a row says of a membership.
#[derive(Debug)]
pub(super) struct Line {
    pub row: usize,
    pub about: About,
    /// The row is of our own export, whose blanks are blanks.
    pub ours: bool,
    pub list_id: Option<i64>,
    pub class: Option<ClassId>,
    pub steps: Option<Steps>,
    pub rhythm: Option<Rhythm>,
    pub fee: Option<Money>,
    pub payer: Option<Named>,
    pub family: Option<Named>,
    pub status: Option<Said>,
    pub since: Option<Day>,
    pub applied: Option<Day>,
    pub decided: Option<(Day, String)>,
    pub refusal: String,
    pub joined: Option<Day>,
    pub start: Option<Day>,
    pub covered_to: Option<Day>,
    pub paid_to: Option<Day>,
    pub notice: Option<Day>,
    pub ended: Option<Day>,
    pub how: Option<How>,
    pub why: String,
    pub died: Option<Day>,
    pub pins: Vec<Pin>,
    pub note: String,
}

/// What rows are read with.
pub(super) struct Reading<'a> {
    pub binding: &'a Binding,
    pub reader: &'a Reader,
    pub own: &'a OwnColumns,
    pub mapping: &'a Mapping,
    /// By folded name.
    pub classes: &'a BTreeMap<String, ClassId>,
    pub all: &'a [Class],
    pub today: Day,
    pub who: &'a str,
}

/// The cells that somebody is named by.
const NAMES: [&str; 6] = ["full_name", "given", "family", "employer", "email", "email_2"];

/// How far ahead a day may lie, in days; none: it has been.
const AHEAD: [(&str, i64); 6] =
    [("since", 366), ("joined_on", 366), ("start", 366), ("ended", 732), ("covered_to", 36_525), ("paid_to", 36_525)];
const DAYS: [&str; 12] = [
    "since",
    "applied",
    "decided",
    "joined_on",
    "start",
    "covered_to",
    "paid_to",
    "notice",
    "ended",
    "died",
    "pin_from",
    "pin_until",
];

/// Problems with the key of the field that each concerns.
type Problems = Vec<(&'static str, String)>;

impl Reading<'_> {
    /// Reads a row; or what is wrong with it, each with its column.
    pub fn read(&self, row: &Row) -> Result<Line, Vec<CellProblem>> {
        let record = self.binding.apply(row)?;
        let (about, mut problems) = match self.about(&record, row) {
            Ok(about) => (Some(about), Vec::new()),
            Err(problems) => (None, problems),
        };
        let mut wrong = Problems::new();
        self.days(&record, &mut wrong);
        let line = about.map(|about| self.line(&record, row.number, about, &mut wrong));
        problems.extend(self.named(row.number, wrong));
        line.filter(|_| problems.is_empty()).ok_or(problems)
    }

    /// Problems by field as problems by the heading of the list.
    pub fn named(&self, row: usize, problems: Problems) -> Vec<CellProblem> {
        let heading = |key: &str| self.mapping.columns.get(key).map(|c| c.headings().join(" + ")).unwrap_or_default();
        problems.into_iter().map(|(key, message)| CellProblem { row, column: heading(key), message }).collect()
    }

    fn about(&self, record: &Record, row: &Row) -> Result<About, Vec<CellProblem>> {
        let number = record.text("member_number").map(str::to_owned);
        let id = record.text("wardroom_id").and_then(|id| id.parse().ok());
        let is_known = number.is_some() || id.is_some() || record.text("membership_id").is_some();
        if is_known && NAMES.iter().all(|key| record.text(key).is_none()) {
            return Ok(About::Nameless { number, id });
        }
        Ok(About::Told(Box::new(self.reader.read(record, row, self.own)?)))
    }

    /// Days that no membership can have are slips of the list, or another program's way of writing that there is none.
    fn days(&self, record: &Record, wrong: &mut Problems) {
        for key in DAYS {
            let Some(on) = record.day(key) else { continue };
            let ahead = AHEAD.iter().find(|(of, _)| *of == key).map(|(_, days)| *days);
            let ahead = if key.starts_with("pin") { Some(36_525) } else { ahead };
            let latest = self.today + chrono::TimeDelta::days(ahead.unwrap_or(0));
            if chrono::Datelike::year(&on) < 1900 {
                wrong.push((
                    key,
                    t!("{day} is too long ago; leave it empty where it is not known", day = day::short(on)),
                ));
            } else if on > latest && ahead.is_none() {
                wrong.push((key, t!("{day} lies in the future", day = day::short(on))));
            } else if on > latest {
                wrong.push((
                    key,
                    t!("{day} lies too far ahead; leave it empty where there is none", day = day::short(on)),
                ));
            }
        }
    }

    fn line(&self, record: &Record, row: usize, about: About, wrong: &mut Problems) -> Line {
        let text = |key: &str| record.text(key).unwrap_or("").to_owned();
        let rhythm = record.text("rhythm").and_then(|cell| {
            let found = words::rhythm(cell);
            if found.is_none() {
                wrong.push(("rhythm", t!("“{cell}” is no rhythm of paying; use 1, 3, 6 or 12 months", cell = cell)));
            }
            found
        });
        let class = record.text("class").and_then(|name| self.class("class", name, wrong));
        let steps = self.steps(record, wrong);
        let status = record.text("status").and_then(|cell| {
            let found = words::status(cell);
            if found.is_none() {
                wrong.push(("status", t!("“{cell}” is not known as the status of a member", cell = cell)));
            }
            found
        });
        let how = record.text("ended_how").and_then(|cell| {
            let found = words::how(cell).or(match words::status(cell) {
                Some(Said::Over(how)) => Some(how),
                _ => None,
            });
            if found.is_none() {
                wrong.push(("ended_how", t!("“{cell}” is not known; use resigned, expelled or lapsed", cell = cell)));
            }
            found
        });
        let line = Line {
            row,
            about,
            ours: record.text("membership_id").is_some(),
            list_id: record.text("membership_id").and_then(|id| id.parse().ok()),
            class,
            steps,
            rhythm,
            fee: record.money("fee"),
            payer: Named::of(record, "payer_id", "payer"),
            family: Named::of(record, "family_id", "family_of"),
            status,
            since: record.day("since"),
            applied: record.day("applied"),
            decided: record.day("decided").map(|on| (on, text("decided_by"))),
            refusal: text("refusal"),
            joined: record.day("joined_on"),
            start: record.day("start"),
            covered_to: record.day("covered_to"),
            paid_to: record.day("paid_to"),
            notice: record.day("notice"),
            ended: record.day("ended"),
            how,
            why: text("ended_why"),
            died: record.day("died"),
            pins: self.pins(record, wrong),
            note: text("membership_note"),
        };
        order(&line, wrong);
        line
    }

    fn class(&self, key: &'static str, name: &str, wrong: &mut Problems) -> Option<ClassId> {
        let found = self.classes.get(&fold(name)).copied();
        if found.is_none() {
            let names: Vec<&str> = self.all.iter().map(|c| c.name.as_str()).collect();
            wrong
                .push((key, t!("There is no class “{name}”; there is {names}", name = name, names = names.join(", "))));
        }
        found
    }

    fn steps(&self, record: &Record, wrong: &mut Problems) -> Option<Steps> {
        const KEY: &str = "class_changes";
        let cell = record.text(KEY)?;
        let Ok(steps) = serde_json::from_str::<Vec<ClassStep>>(cell) else {
            wrong.push((KEY, t!("This is not as Wardroom writes it; leave it empty").to_owned()));
            return None;
        };
        let mut steps = steps.into_iter();
        let first = self.class(KEY, &steps.next()?.class, wrong)?;
        let mut later = Vec::new();
        for step in steps {
            match day::from_iso(&step.from) {
                Ok(from) => later.extend(self.class(KEY, &step.class, wrong).map(|class| (from, class, step.note))),
                Err(problem) => wrong.push((KEY, problem.to_string())),
            }
        }
        later.sort_by_key(|(from, ..)| *from);
        Some((first, later))
    }

    fn pins(&self, record: &Record, wrong: &mut Problems) -> Vec<Pin> {
        if let Some(cell) = record.text("pins") {
            let Ok(steps) = serde_json::from_str::<Vec<PinStep>>(cell) else {
                wrong.push(("pins", t!("This is not as Wardroom writes it; leave it empty").to_owned()));
                return Vec::new();
            };
            let pin = |step: PinStep| {
                let status = Status::of(&step.status).filter(|s| Status::PINNABLE.contains(s))?;
                Some(Pin { id: PinId(0), status, from: step.from, until: step.until, who: step.who, why: step.why })
            };
            return steps.into_iter().filter_map(pin).collect();
        }
        let Some(cell) = record.text("pin") else { return Vec::new() };
        let Some(status) = words::pin(cell) else {
            wrong.push(("pin", t!("“{cell}” cannot be pinned; use current, in grace or lapsed", cell = cell)));
            return Vec::new();
        };
        let why = record.text("pin_why").unwrap_or_default().to_owned();
        if why.is_empty() {
            wrong.push(("pin_why", t!("A pinned status needs the reason why").to_owned()));
        }
        let (from, until) = (record.day("pin_from").unwrap_or(self.today), record.day("pin_until"));
        if until.is_some_and(|until| until < from) {
            wrong.push(("pin_until", t!("It ends before it begins").to_owned()));
        }
        vec![Pin { id: PinId(0), status, from, until, who: self.who.to_owned(), why }]
    }
}

/// Days that contradict each other.
fn order(line: &Line, wrong: &mut Problems) {
    let after = |one: Option<Day>, other: Option<Day>| one.zip(other).is_some_and(|(one, other)| one > other);
    let begin = line.start.or(line.since).or(line.joined);
    if after(line.since, line.start) {
        wrong.push(("since", t!("Nobody is a member since a day after the term began").to_owned()));
    }
    if after(begin, line.ended) {
        wrong.push(("ended", t!("That is before the membership began").to_owned()));
    }
    if after(begin, line.died) {
        wrong.push(("died", t!("That is before the membership began").to_owned()));
    }
    if after(line.notice, line.ended) {
        wrong.push(("notice", t!("Notice is given before the last day, or on it").to_owned()));
    }
    if after(line.applied, line.decided.as_ref().map(|(on, _)| *on)) {
        wrong.push(("decided", t!("That is before they applied").to_owned()));
    }
    if !line.refusal.is_empty() && line.decided.is_none() {
        wrong.push(("refusal", t!("An application was refused, but the row does not say on which day").to_owned()));
    }
    let over = matches!(line.status, Some(Said::Over(How::Resigned | How::Expelled))) || line.how.is_some();
    if over && line.ended.is_none() && line.died.is_none() {
        wrong.push(("ended", t!("The membership is over, but the row does not say until when").to_owned()));
    }
    if line.status == Some(Said::Died) && line.died.is_none() && line.ended.is_none() {
        wrong.push(("died", t!("They have died, but the row does not say when").to_owned()));
    }
}
