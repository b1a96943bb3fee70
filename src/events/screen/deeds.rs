//! What is done with an event beyond its lists, each after a question: it changed, the door shuts, it is closed, it goes.

use egui::{Id, Ui, vec2};

use super::super::model::{AttendanceId, EventId, NewAttendance};
use super::super::ops;
use crate::app::Sight;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::Field;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Remove,
    Tell,
    NoShows,
    Guest(AttendanceId, String),
    /// With whether it is closed now.
    Close(bool),
}

/// A question with what was typed.
pub(super) struct Deed {
    pub(super) what: What,
    event: EventId,
    title: String,
    text: String,
    focus: bool,
}

pub(super) type Ask = Asking<Deed>;

pub(super) fn ask(what: What, event: EventId, title: &str) -> Ask {
    Asking::new(Deed { what, event, title: title.to_owned(), text: String::new(), focus: true })
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
            t!(
                "Say what came of it. A coalition’s meeting is closed with its actions, or the word that there are none."
            ),
        ),
        What::Close(true) => (
            t!("Open “{title}” again?", title = title),
            t!("Open it"),
            t!("What came of it is asked anew when it is closed."),
        ),
    };
    Question { title: asks, does, body: body.to_owned(), danger: deed.what == What::Remove }
}

fn fields(ui: &mut Ui, deed: &mut Deed, problems: &[FieldProblem]) {
    let label = match deed.what {
        What::Tell => t!("What changed"),
        What::Guest(..) => t!("Name"),
        What::Close(false) => t!("What came of it"),
        What::Remove | What::NoShows | What::Close(true) => return,
    };
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    let id = Id::unique("events.deed");
    if std::mem::take(&mut deed.focus) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    Field::new(label, &mut deed.text).id(id).problem(problem(problems, "text")).show(ui);
}

/// Draws it; answers whether it is still open.
pub(super) fn show(ask: &mut Ask, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = question(&ask.what);
    let desk = sight.desk;
    ask.show(ui, sight, &question, fields, |deed| {
        let (id, text) = (deed.event, deed.text.trim().to_owned());
        if text.is_empty() && matches!(deed.what, What::Tell | What::Guest(..)) {
            return Err(vec![FieldProblem::new("text", t!("Say it in a few words"))]);
        }
        Ok(match deed.what.clone() {
            What::Remove => desk.run(&ops::event::REMOVE, move |office| ops::event::remove(office, id)),
            What::Tell => {
                desk.run(&ops::money::TELL, move |office| ops::money::tell(office, id, &text).map(without_value))
            }
            What::NoShows => {
                desk.run(&ops::people::DOOR_SHUT, move |office| ops::people::no_shows(office, id).map(without_value))
            }
            What::Guest(host, _) => desk.run(&ops::people::GUEST, move |office| {
                ops::people::guest(office, host, None, &text, &NewAttendance::default()).map(without_value)
            }),
            What::Close(closed) => desk.run(&ops::event::CLOSE, move |office| {
                ops::event::close(office, id, if closed { None } else { Some(&text) })
            }),
        })
    })
}
