//! Our events as a calendar for other programs, and as tables.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::ics::{IcsEvent, IcsTask, Writing, write};
use super::model::{Event, MeetingId, Mode, Occurrence, Of, Timing};
use super::store;
use crate::cli::RowSink;
use crate::kit::Result;
use crate::office::profile;
use crate::tabular::{ColumnKind, ColumnSpec, Value};
use crate::tasks::model::{From, Task};
use crate::{meetings, t};

/// One event with the days of its series, or all of ours: the text, and how many events and tasks it has. Tasks are ours alone, so
/// they go only where they are asked for.
///
/// # Errors
/// When the file cannot be read.
pub fn calendar(
    conn: &Connection,
    of: Option<&Event>,
    with_tasks: bool,
    now: DateTime<Utc>,
) -> Result<(String, usize, usize)> {
    let profile = profile::get(conn)?;
    let mut events = Vec::new();
    let roots = match of {
        Some(event) => vec![event.clone()],
        None => store::events(conn)?,
    };
    let mut tasks = Vec::new();
    for root in &roots {
        for event in std::iter::once(root.clone()).chain(store::days_of(conn, root.id)?) {
            events.push(as_ics(&event));
            if with_tasks {
                let of = crate::tasks::store::of(conn, From { kind: "event", id: event.id.0 })?;
                tasks.extend(of.into_iter().map(as_task));
            }
        }
    }
    if of.is_none() {
        for one in store::meetings(conn)? {
            if let Of::Meeting(id) = one.of {
                events.push(meeting_as_ics(conn, id, one)?);
            }
        }
    }
    let name = t!("{party}, {branch}", party = profile.party, branch = profile.branch);
    let text = write(&events, &tasks, &Writing { name: &name, stamp: now, zone: &profile.time_zone });
    Ok((text, events.len(), tasks.len()))
}

/// A meeting of a body: its name, when and where. What is on its agenda goes out with the notice.
fn meeting_as_ics(conn: &Connection, id: MeetingId, one: Occurrence) -> Result<IcsEvent> {
    Ok(IcsEvent {
        uid: format!("meeting-{id}@wardroom"),
        sequence: meetings::store::changes(conn, id)?,
        title: one.title,
        status: one.status,
        timing: Timing { all_day: one.all_day, ..Timing::once(one.start, one.end) },
        instead_of: None,
        place: one.place,
        link: String::new(),
        about: String::new(),
    })
}

/// What leaves is what people who come may know: never purpose, notes or plan B.
fn as_ics(event: &Event) -> IcsEvent {
    IcsEvent {
        uid: event.uid.clone(),
        sequence: event.sequence,
        title: event.new.title.clone(),
        status: event.new.status,
        timing: event.new.timing.clone(),
        instead_of: event.series.map(|(_, at)| at),
        place: if event.new.mode == Mode::Online { String::new() } else { event.place() },
        link: event.new.link.clone(),
        about: event.new.about.clone(),
    }
}

fn as_task(task: Task) -> IcsTask {
    let owner = if task.owner.is_empty() { String::new() } else { format!(" ({})", task.owner) };
    IcsTask {
        uid: format!("{}-task@wardroom", task.id),
        text: task.new.text + &owner,
        note: task.new.note,
        due: task.new.due,
        done: task.done.map(|(on, _)| on),
    }
}

fn columns(all: &[(&str, &str, ColumnKind)]) -> Vec<ColumnSpec> {
    all.iter().map(|(key, name, kind)| ColumnSpec::new(*key, *name, *kind)).collect()
}

/// The columns of [`event_rows`].
pub fn event_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("title", t!("Event"), Text),
        ("kind", t!("Kind"), Text),
        ("status", t!("State"), Text),
        ("day", t!("Day"), Day),
        ("start", t!("Start"), Text),
        ("end", t!("End"), Text),
        ("rule", t!("Again"), Text),
        ("place", t!("Where"), Text),
        ("lead", t!("Lead"), Text),
        ("capacity", t!("Capacity"), Text),
        ("purpose", t!("Purpose"), Text),
        ("measure", t!("Measure of success"), Text),
        ("outcome", t!("Outcome"), Text),
    ])
}

/// Every event with the days of series that have something of their own.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn event_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut all = Vec::new();
    for event in store::events(conn)? {
        let days = store::days_of(conn, event.id)?;
        all.push(event);
        all.extend(days);
    }
    sink(&mut all.into_iter().map(|event| Ok(event_row(&event))))
}

fn event_row(event: &Event) -> Vec<Value> {
    let (new, timing) = (&event.new, &event.new.timing);
    let at = |moment: super::model::Local| moment.format(super::model::timing::STAMP).to_string();
    vec![
        Value::text(event.id.to_string()),
        Value::text(new.title.as_str()),
        Value::text(new.kind.as_str()),
        Value::text(new.status.key()),
        timing.start.date().into(),
        Value::text(if timing.all_day { String::new() } else { at(timing.start) }),
        Value::text(if timing.all_day { timing.last_day(timing.start).to_string() } else { at(timing.end) }),
        Value::text(timing.rule.as_str()),
        Value::text(event.place()),
        Value::text(event.lead_name.as_str()),
        Value::text(new.capacity.map(|n| n.to_string()).unwrap_or_default()),
        Value::text(new.purpose.as_str()),
        Value::text(new.measure.as_str()),
        Value::text(event.outcome.as_str()),
    ]
}

/// The columns of [`attendance_rows`].
pub fn attendance_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Money, Text};
    columns(&[
        ("event_id", t!("Event id"), Text),
        ("event", t!("Event"), Text),
        ("day", t!("Day"), Day),
        ("person_id", t!("Person id"), Text),
        ("name", t!("Name"), Text),
        ("guest_of", t!("Guest of"), Text),
        ("state", t!("Answer"), Text),
        ("came", t!("Came"), Text),
        ("ticket", t!("Ticket"), Text),
        ("price", t!("Price"), Money),
        ("paid", t!("Paid"), Money),
        ("table", t!("Table"), Text),
        ("diet", t!("Diet"), Text),
        ("access", t!("Access needs"), Text),
        ("channel", t!("Heard of it by"), Text),
    ])
}

/// Who is on lists of events and is not to be contacted.
///
/// # Errors
/// When the file cannot be read.
pub fn attendance_left_out(conn: &Connection) -> Result<usize> {
    let not = crate::people::store::not_to_contact(conn, None)?;
    let mut found = std::collections::BTreeSet::new();
    for event in store::events(conn)? {
        found.extend(store::people(conn, event.id)?.iter().filter_map(|one| one.person).filter(|id| not.contains(id)));
    }
    Ok(found.len())
}

/// Everybody on the list of an event; those who are not to be contacted only with `everybody`.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn attendance_rows(conn: &Connection, everybody: bool, sink: &mut RowSink<'_>) -> Result<usize> {
    let not = if everybody { Default::default() } else { crate::people::store::not_to_contact(conn, None)? };
    let mut all = Vec::new();
    for root in store::events(conn)? {
        for event in std::iter::once(root.clone()).chain(store::days_of(conn, root.id)?) {
            for one in store::people(conn, event.id)? {
                if one.person.is_some_and(|id| not.contains(&id)) {
                    continue;
                }
                let came = match (one.came, one.walked_in) {
                    (Some(true), true) => "walked_in",
                    (Some(true), false) => "yes",
                    (Some(false), _) => "no",
                    (None, _) => "",
                };
                all.push(vec![
                    Value::text(event.id.to_string()),
                    Value::text(event.new.title.as_str()),
                    event.new.timing.start.date().into(),
                    Value::text(one.person.map(|id| id.to_string()).unwrap_or_default()),
                    Value::text(one.name),
                    Value::text(one.host),
                    Value::text(one.new.state.key()),
                    Value::text(came),
                    Value::text(one.level),
                    Value::Money(one.owes),
                    Value::Money(one.paid),
                    Value::text(one.seat),
                    Value::text(one.new.diet),
                    Value::text(one.new.access),
                    Value::text(one.new.channel),
                ]);
            }
        }
    }
    sink(&mut all.into_iter().map(Ok))
}

/// The columns of [`hour_rows`].
pub fn hour_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("person_id", t!("Person id"), Text),
        ("name", t!("Name"), Text),
        ("event_id", t!("Event id"), Text),
        ("event", t!("Event"), Text),
        ("role", t!("Role"), Text),
        ("day", t!("Day"), Day),
        ("from", t!("From"), Text),
        ("to", t!("To"), Text),
        ("state", t!("State"), Text),
        ("minutes", t!("Minutes worked"), Text),
    ])
}

/// Every shift that was completed or missed, by volunteer.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn hour_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    // Days are compared as text, so the last one has four digits.
    let day = |year, month, on| crate::kit::Day::from_ymd_opt(year, month, on).unwrap_or_default();
    let all = store::worked(conn, day(1, 1, 1), day(9999, 12, 31))?;
    sink(&mut all.into_iter().map(|work| {
        let minutes = if work.state == "completed" { work.worked().to_string() } else { String::new() };
        Ok(vec![
            Value::text(work.person.to_string()),
            Value::text(work.name),
            Value::text(work.event.to_string()),
            Value::text(work.event_title),
            Value::text(work.role),
            work.day.into(),
            Value::text(work.starts),
            Value::text(work.ends),
            Value::text(work.state),
            Value::text(minutes),
        ])
    }))
}
