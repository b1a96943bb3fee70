//! What is done with an event beyond its lists, each after a question: it changed, the door shuts, it is closed, it goes.

use egui::{Id, Ui, vec2};

use super::super::model::{AttendanceId, Event, EventId, Local, NewAttendance, Presence, timing};
use super::super::ops;
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, problem, terms, two, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::segments::SegmentId;
use crate::t;
use crate::tasks::model::{Owner, TaskForm};
use crate::ui::{Choice, Field};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Remove,
    Tell,
    NoShows,
    Guest(AttendanceId, String),
    /// With whether it is closed now.
    Close(bool),
    /// Something is to be done.
    Act,
    /// Everybody of one of these segments, by id and name.
    Segment(Vec<(String, String)>),
    /// A day of a series does not happen.
    Skip(Local),
    /// A series is on once more.
    Also,
}

/// A question with what was typed.
pub(super) struct Deed {
    what: What,
    event: EventId,
    /// Of a day of a series, all of it.
    series: EventId,
    coalition: bool,
    title: String,
    text: String,
    day: String,
    who: Who,
    focus: bool,
}

/// One question under way, with the people found for it.
pub(super) struct Ask {
    asking: Asking<Deed>,
    found: Suggestions,
}

impl Ask {
    pub(super) fn of(what: What, event: &Event) -> Self {
        let text = match &what {
            What::Segment(all) => all.first().map(|(id, _)| id.clone()).unwrap_or_default(),
            What::Also => timing::clock(event.new.timing.start.time()),
            _ => String::new(),
        };
        let deed = Deed {
            what,
            event: event.id,
            series: event.series.map_or(event.id, |(series, _)| series),
            coalition: event.new.kind == "coalition",
            title: event.new.title.clone(),
            text,
            day: String::new(),
            who: Who::default(),
            focus: true,
        };
        Self { asking: Asking::new(deed), found: Suggestions::default() }
    }

    pub(super) fn what(&self) -> &What {
        &self.asking.what.what
    }

    /// Takes the answer; `false` once it is done with.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        self.found.want(sight.desk, &self.asking.what.who);
        self.asking.logic()
    }

    /// Draws it; answers whether it is still open.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let Self { asking, found } = self;
        let question = question(&asking.what);
        asking.show(
            ui,
            sight,
            &question,
            |ui, deed, problems| fields(ui, sight, deed, problems, found),
            |deed| save(deed, sight),
        )
    }
}

fn question(deed: &Deed) -> Question {
    let title = &deed.title;
    let (asks, does, body) = match &deed.what {
        What::Remove => (
            t!("Remove “{title}”?", title = title),
            t!("Remove"),
            t!(
                "Its plan, its list of people and its open tasks go with it; what stands in the ledger stays. It can be undone."
            ),
        ),
        What::Tell => (
            t!("What changed about “{title}”?", title = title),
            t!("Make the list"),
            t!(
                "Everybody who comes, may come, speaks, helps, sponsors or was invited for the press stands on it, with how to reach them."
            ),
        ),
        What::NoShows => (
            t!("Close the door of “{title}”?", title = title),
            t!("Mark no-shows"),
            t!("Who had a place and was not checked in did not come."),
        ),
        What::Guest(_, host) => {
            (t!("Who comes with {host}?", host = host), t!("Add guest"), t!("A guest takes a place like anybody."))
        }
        What::Close(false) => (
            t!("Close “{title}”?", title = title),
            t!("Close it"),
            if deed.coalition {
                t!(
                    "Say which actions were agreed, or “none”. Those with somebody who sees to them are better under its tasks: then this may be empty."
                )
            } else {
                t!("Say what came of it.")
            },
        ),
        What::Close(true) => (
            t!("Open “{title}” again?", title = title),
            t!("Open it"),
            t!("What came of it is asked anew when it is closed."),
        ),
        What::Act => (
            t!("What is to be done for “{title}”?", title = title),
            t!("Add the task"),
            t!("It stands under the tasks of the event, in Tasks, and on Home when it is due."),
        ),
        What::Segment(all) if all.is_empty() => (
            t!("Invite a segment to “{title}”", title = title),
            t!("Invite"),
            t!(
                "There are no segments yet. People → Segments makes them: whom you mean is said once and holds whoever that is today."
            ),
        ),
        What::Segment(_) => (
            t!("Invite a segment to “{title}”", title = title),
            t!("Invite"),
            t!("Whoever is in it today is put on the list as invited; who is on it already stays as they are."),
        ),
        What::Skip(at) => (
            t!("Leave out {day}?", day = day::long(at.date())),
            t!("Leave it out"),
            t!("The other days of the series stay. It can be put in again."),
        ),
        What::Also => (
            t!("On which other day is “{title}”?", title = title),
            t!("Put it in"),
            t!("A day that was left out comes back; any other is one more day of the series."),
        ),
    };
    Question { title: asks, does, body: body.to_owned(), danger: deed.what == What::Remove }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, deed: &mut Deed, problems: &[FieldProblem], found: &Suggestions) {
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    let id = Id::unique("events.deed");
    let asks = !matches!(deed.what, What::Remove | What::NoShows | What::Close(true) | What::Skip(_) | What::Also);
    if asks && std::mem::take(&mut deed.focus) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let fields = Fields { sight, problems };
    let label = match &deed.what {
        What::Tell => t!("What changed"),
        What::Guest(..) => t!("Name"),
        What::Close(false) => t!("What came of it"),
        What::Act => t!("What is to be done"),
        What::Segment(all) => {
            let options: Vec<(String, &str)> = all.iter().map(|(id, name)| (id.clone(), name.as_str())).collect();
            if !options.is_empty() {
                Choice::new(t!("Segment"), &mut deed.text, &options).id(id).problem(problem(problems, "text")).show(ui);
            }
            return;
        }
        What::Also => {
            two(
                ui,
                |ui| {
                    fields.day(ui, "day", t!("Day"), &mut deed.day);
                },
                |ui| {
                    fields.text(ui, "text", t!("From"), &mut deed.text);
                },
            );
            return;
        }
        What::Remove | What::NoShows | What::Close(true) | What::Skip(_) => return,
    };
    Field::new(label, &mut deed.text).id(id).problem(problem(problems, "text")).show(ui);
    if deed.what == What::Act {
        let shown = person::Shown { label: t!("Who sees to it"), ..person::Shown::default() };
        let (response, taken) = person::show(ui, Id::unique("events.deed.who"), &mut deed.who, found, shown);
        // Enter that takes somebody from the list does not confirm the dialog.
        if taken {
            response.ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
        }
        fields.day(ui, "due", t!("By"), &mut deed.day);
    }
}

fn save(deed: &Deed, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let desk = sight.desk;
    let (id, series, text) = (deed.event, deed.series, deed.text.trim().to_owned());
    if text.is_empty() && matches!(deed.what, What::Tell | What::Guest(..)) {
        return Err(vec![FieldProblem::new("text", t!("Say it in a few words"))]);
    }
    Ok(match deed.what.clone() {
        What::Remove => desk.run(&ops::event::REMOVE, move |office| ops::event::remove(office, id)),
        What::Tell => desk.run(&ops::money::TELL, move |office| ops::money::tell(office, id, &text).map(without_value)),
        What::NoShows => {
            desk.run(&ops::people::DOOR_SHUT, move |office| ops::people::no_shows(office, id).map(without_value))
        }
        What::Guest(host, _) => desk.run(&ops::people::GUEST, move |office| {
            ops::people::guest(office, host, None, &text, &NewAttendance::default()).map(without_value)
        }),
        What::Close(closed) => desk.run(&ops::event::CLOSE, move |office| {
            ops::event::close(office, id, if closed { None } else { Some(&text) })
        }),
        What::Act => {
            let form = TaskForm { text, due: deed.day.clone(), note: String::new() };
            let new = form.parse(Owner::of(deed.who.person, &deed.who.text), &terms(sight))?;
            desk.run(&ops::event::ACT, move |office| ops::event::act(office, id, &new).map(without_value))
        }
        What::Segment(_) => {
            let segment = text
                .parse::<SegmentId>()
                .map_err(|_none| vec![FieldProblem::new("text", t!("Make a segment under People first"))])?;
            desk.run(&ops::people::INVITE, move |office| {
                let who = crate::segments::store::people(office, segment, office.today())?;
                let new = NewAttendance { state: Presence::Invited, ..NewAttendance::default() };
                ops::people::invite(office, id, &who, &new).map(without_value)
            })
        }
        What::Skip(at) => desk.run(&ops::event::LEAVE_OUT, move |office| ops::event::leave_out(office, series, at)),
        What::Also => {
            let reading = terms(sight);
            let wrong = |field, problem: crate::kit::Problem| vec![FieldProblem::new(field, problem.to_string())];
            let on = day::typed(&deed.day, reading.today, reading.month_first).map_err(|p| wrong("day", p))?;
            let from = timing::time(&text).map_err(|p| wrong("text", p))?;
            desk.run(&ops::event::PUT_BACK, move |office| ops::event::put_in(office, series, on.and_time(from)))
        }
    })
}
