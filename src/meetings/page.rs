//! The papers of a meeting: the notice with its agenda, the list to sign, the minutes.

use chrono::{DateTime, Utc};

use super::model::{Minute, Presence, Record, clock};
use crate::cli::Stationery;
use crate::kit::{Result, day};
use crate::print::{Column, Document, Frame, Table, draw_all};
use crate::t;

fn frame(record: &Record, title: &str, stationery: &Stationery, foot: String) -> Frame {
    let place = record.meeting.where_and_when();
    let parts = [stationery.head.line(), day::long(record.meeting.new.day), place];
    let subtitle = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Frame { title: title.to_owned(), subtitle, foot, landscape: false }
}

/// The notice of a meeting with its agenda, what arises from earlier ones, and what is to be approved.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn notice(record: &Record, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    draw(&[notice_sheet(record, stationery)], stationery, at)
}

/// Sheets one after the other in one document, which is called as the first of them.
fn draw(sheets: &[(Table, Frame)], stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let title = sheets.first().map_or("", |(_, frame)| frame.title.as_str());
    let mut document = Document::new(title, stationery.head.paper, at)?;
    let all: Vec<(&Table, &Frame)> = sheets.iter().map(|(table, frame)| (table, frame)).collect();
    draw_all(&mut document, &all)?;
    document.bytes()
}

fn notice_sheet(record: &Record, stationery: &Stationery) -> (Table, Frame) {
    let title = t!("{meeting}: notice and agenda", meeting = record.meeting.name());
    let mut table = Table::new(vec![
        Column::text(t!("No."), 0.7),
        Column::text(t!("Agenda"), 7.0).wrapped(),
        Column::text(t!("Who"), 2.2).wrapped(),
        Column::text(t!("At"), 1.0),
    ]);
    let starts: Vec<Option<Minute>> = match record.meeting.new.starts {
        Some(start) => record.predicted_starts(start),
        None => vec![None; record.items.len()],
    };
    for (item, starts) in record.items.iter().zip(starts) {
        let consent = if item.new.consent { t!(" (for consent)") } else { "" };
        let mut said = format!("{}{consent}", item.new.title);
        if !item.new.note.is_empty() {
            said.push('\n');
            said.push_str(&item.new.note);
        }
        for motion in record.undecided(Some(item.id)) {
            said.push('\n');
            said.push_str(&t!("{name}: {text}", name = record.motion_name(motion), text = motion.says()));
        }
        let starts = starts.map(clock).unwrap_or_default();
        table.row([record.number(item.id).to_string(), said, item.new.presenter.clone(), starts]);
    }
    if record.items.iter().any(|item| item.new.consent) {
        let words = t!("Items for consent are agreed together unless a member asks beforehand to speak of one.");
        table.row([String::new(), words.to_owned(), String::new(), String::new()]);
    }
    if let Some(earlier) = &record.to_approve {
        table.section(t!("To be approved"));
        let words = t!("Minutes of {meeting}", meeting = earlier.called());
        table.row([String::new(), words, String::new(), String::new()]);
    }
    let open: Vec<_> = record.arising.iter().filter(|action| action.task.is_open()).collect();
    if !open.is_empty() {
        table.section(t!("Open from earlier meetings"));
        for action in open {
            let due = action.task.new.due.map(day::short).unwrap_or_default();
            let said = if due.is_empty() {
                action.task.new.text.clone()
            } else {
                t!("{action}, by {day}", action = action.task.new.text, day = due)
            };
            table.row([String::new(), said, action.task.owner.clone(), String::new()]);
        }
    }
    let mut foot = vec![t!("Quorum: {rule}", rule = record.body.new.quorum.says())];
    if !record.body.new.attend.is_empty() {
        foot.push(record.body.new.attend.clone());
    }
    let frame = frame(record, &title, stationery, foot.join(" · "));
    (table, frame)
}

/// The list that is signed at the door; `called` are names, posts, and whether they may vote.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn list(
    record: &Record,
    called: &[(String, String, bool)],
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let title = t!("{meeting}: attendance", meeting = record.meeting.name());
    let mut table = Table::new(vec![
        Column::figures(t!("No."), 0.7),
        Column::text(t!("Name"), 4.0),
        Column::text(t!("Post"), 2.4).wrapped(),
        Column::text(t!("Votes"), 1.0),
        Column::text(t!("Signature"), 3.6),
    ])
    .to_sign(4, 9.0);
    for (at, (name, post, votes)) in called.iter().enumerate() {
        let votes = if *votes { t!("yes") } else { t!("no") };
        table.row([(at + 1).to_string(), name.clone(), post.clone(), votes.to_owned(), String::new()]);
    }
    let foot = record.body.new.quorum.says();
    let frame = frame(record, &title, stationery, foot);
    draw(&[(table, frame)], stationery, at)
}

/// The minutes: the text as it stands, with a heading for each item, and room for who signs.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn minutes(record: &Record, text: &str, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    draw(&[minutes_sheet(record, text, stationery)], stationery, at)
}

fn minutes_sheet(record: &Record, text: &str, stationery: &Stationery) -> (Table, Frame) {
    let title = t!("{meeting}: minutes", meeting = record.meeting.name());
    let mut table = Table::new(vec![Column::text("", 10.0).wrapped()]);
    for block in text.split("\n\n").skip(usize::from(text.starts_with(&record.meeting.name()))) {
        let mut lines = block.lines();
        let first = lines.clone().next().unwrap_or_default();
        // An item begins with its number, as the minutes are written.
        let numbered = first.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        if numbered || first == t!("Outside the agenda") {
            table.section(first);
            lines.next();
        }
        for line in lines.filter(|line| !line.trim().is_empty()) {
            table.row([line.trim_end()]);
        }
    }
    let (state, foot) = match record.minutes.as_ref() {
        Some(minutes) => match &minutes.approved {
            Some((_, meeting, _)) => {
                (t!("Approved at {meeting}", meeting = meeting), t!("SHA-256 {hash}", hash = minutes.hash))
            }
            None => (minutes.state.says().to_owned(), t!("Not approved yet").to_owned()),
        },
        None => (t!("Draft").to_owned(), t!("Not approved yet").to_owned()),
    };
    let chair = record.meeting.chair.as_ref().map_or("", |(_, name)| name.as_str());
    let secretary = record.meeting.secretary.as_ref().map_or("", |(_, name)| name.as_str());
    table.signatures(&[(t!("In the chair"), chair), (t!("Minutes by"), secretary)]);
    let mut frame = frame(record, &title, stationery, foot);
    frame.subtitle = format!("{} · {state}", frame.subtitle);
    (table, frame)
}

/// Who was there and when, who sent apologies, who voted for whom.
fn attendance_sheet(record: &Record, stationery: &Stationery) -> (Table, Frame) {
    let title = t!("{meeting}: who was there", meeting = record.meeting.name());
    let mut table = Table::new(vec![
        Column::text(t!("Name"), 3.6).wrapped(),
        Column::text(t!("Post"), 2.0).wrapped(),
        Column::text(t!("Votes"), 1.0),
        Column::text(t!("There"), 3.4).wrapped(),
    ]);
    for one in &record.people {
        let stay = |stay: &Presence| match stay.gone {
            Some(gone) => t!("{from} to {to}", from = clock(stay.came), to = clock(gone)),
            None => t!("from {from}", from = clock(stay.came)),
        };
        let mut there: Vec<String> = one.stays.iter().map(stay).collect();
        if there.is_empty() && one.apology {
            there.push(t!("Apologies").to_owned());
        }
        if let Some(holder) = one.proxy {
            there.push(t!("{name} voted for them", name = record.name(holder)));
        }
        let votes = if one.voting { t!("yes") } else { t!("no") };
        table.row([one.name.clone(), one.post.clone(), votes.to_owned(), there.join("; ")]);
    }
    let foot = record.body.new.quorum.says();
    let frame = frame(record, &title, stationery, foot);
    (table, frame)
}

/// All papers of a meeting in one document, to be put away: notice and agenda, who was there, the minutes.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn archive(record: &Record, text: &str, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let sheets = [
        notice_sheet(record, stationery),
        attendance_sheet(record, stationery),
        minutes_sheet(record, text, stationery),
    ];
    draw(&sheets, stationery, at)
}
