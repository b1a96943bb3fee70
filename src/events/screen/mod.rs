//! Events on screen.

mod calendar;
mod deeds;
mod door;
mod form;
mod kinds;
mod lots;
mod month;
pub(crate) mod part_pane;
mod people;
mod plan;
mod sheet;
mod sheets;
mod sums;
mod venues;
mod volunteers;

pub(super) use calendar::Calendar;
pub(super) use door::Door;
pub(super) use kinds::Kinds;
pub(super) use plan::Plan;
pub(super) use sheet::Sheet;
pub(super) use venues::Venues;
pub(super) use volunteers::Volunteers;

use egui::Key;

use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::icons;

/// What is on, by month, week and day.
pub(super) const CALENDAR: &str = "events.calendar";
/// One event with all that is planned.
pub(super) const PLAN: &str = "events.plan";
/// Who comes in.
pub(super) const DOOR: &str = "events.door";
/// The book of venues.
pub(super) const VENUES: &str = "events.venues";
/// Kinds of event with their templates.
pub(super) const KINDS: &str = "events.kinds";
/// A printed sheet that is keyed in.
pub(super) const SHEET: &str = "events.sheet";
/// Hours of who helps.
pub(super) const VOLUNTEERS: &str = "events.volunteers";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

const OF_CALENDAR: Command = Command { screen: CALENDAR, ..Command::NONE };
const OF_PLAN: Command = Command { screen: PLAN, ..Command::NONE };

pub(super) static ADD: Command = Command {
    key: "events.add",
    says: || t!("New event"),
    icon: Some(icons::CALENDAR),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_CALENDAR
};

pub(super) static TODAY: Command = Command {
    key: "events.go_today",
    says: || t!("Go to today"),
    icon: Some(icons::CALENDAR_CHECK),
    shortcut: Some(Shortcut::letter(Key::T)),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static MONTH: Command = Command {
    key: "events.month",
    says: || t!("Month"),
    icon: Some(icons::CALENDAR_BLANK),
    shortcut: Some(Shortcut::letter(Key::M)),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static WEEK: Command = Command {
    key: "events.week",
    says: || t!("Week"),
    icon: Some(icons::COLUMNS),
    shortcut: Some(Shortcut::letter(Key::W)),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static AGENDA: Command = Command {
    key: "events.agenda",
    says: || t!("Agenda"),
    icon: Some(icons::LIST_BULLETS),
    shortcut: Some(Shortcut::letter(Key::G)),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static EXPORT: Command = Command {
    key: "events.export",
    says: || t!("Save as a calendar (ICS)…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static READ: Command = Command {
    key: "events.read_calendar",
    says: || t!("Read a partner’s calendar…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    ..OF_CALENDAR
};

pub(super) static PRINT_TODAY: Command = Command {
    key: "events.print_today",
    says: || t!("Print everything for today"),
    icon: Some(icons::PRINTER),
    ..OF_CALENDAR
};

pub(super) static EXPORT_TASKS: Command = Command {
    key: "events.export_tasks",
    says: || t!("Save as a calendar with tasks…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_CALENDAR
};

pub(super) static SKIP: Command = Command {
    key: "events.skip_day",
    says: || t!("Leave this day out…"),
    icon: Some(icons::PROHIBIT),
    shortcut: Some(Shortcut::letter(Key::X)),
    ..OF_CALENDAR
};

pub(super) static OWN_DAY: Command = Command {
    key: "events.own_plan",
    says: || t!("Plan this day by itself"),
    icon: Some(icons::CALENDAR_CHECK),
    shortcut: Some(Shortcut::letter(Key::O)),
    ..OF_CALENDAR
};

pub(super) static ALSO: Command = Command {
    key: "events.also_day",
    says: || t!("Put a day in…"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::L)),
    ..OF_CALENDAR
};

pub(super) static INVITE_SEGMENT: Command = Command {
    key: "events.invite_segment",
    says: || t!("Invite a segment…"),
    icon: Some(icons::USERS_THREE),
    shortcut: Some(Shortcut::letter(Key::I)),
    ..OF_PLAN
};

pub(super) static NEXT_STATE: Command = Command {
    key: "events.settle",
    says: || t!("Settle what is looked at"),
    icon: Some(icons::CHECK),
    shortcut: Some(Shortcut::letter(Key::S)),
    ..OF_PLAN
};

pub(super) static VIEW_NEXT: Command = Command {
    key: "events.view_next",
    says: || t!("Next list of the plan"),
    icon: Some(icons::ARROW_RIGHT),
    shortcut: Some(Shortcut::letter(Key::J)),
    writes: false,
    ..OF_PLAN
};

pub(super) static VIEW_BACK: Command = Command {
    key: "events.view_back",
    says: || t!("List of the plan before"),
    icon: Some(icons::CARET_LEFT),
    shortcut: Some(Shortcut::letter(Key::B)),
    writes: false,
    ..OF_PLAN
};

pub(super) static PRINT_SIGN_UP: Command = Command {
    key: "events.print_sign_up",
    says: || t!("Print a sign-up sheet"),
    icon: Some(icons::PRINTER),
    ..OF_PLAN
};

pub(super) static KEY_SHEET: Command = Command {
    key: "events.key_sheet",
    says: || t!("Key a sheet in"),
    icon: Some(icons::LIST_CHECKS),
    shortcut: Some(Shortcut::letter(Key::E)),
    writes: false,
    ..OF_PLAN
};

pub(super) static ADD_KIND: Command = Command {
    key: "events.kind_add",
    says: || t!("New kind of event"),
    icon: Some(icons::LIST_CHECKS),
    shortcut: Some(Shortcut::letter(Key::K)),
    screen: KINDS,
    ..Command::NONE
};

pub(super) static REMOVE_KIND: Command = Command {
    key: "events.kind_remove",
    says: || t!("Remove the kind, or take the program’s template back…"),
    icon: Some(icons::TRASH),
    screen: KINDS,
    ..Command::NONE
};

pub(super) static EXPORT_HOURS: Command = Command {
    key: "events.export_hours",
    says: || t!("Export the hours…"),
    icon: Some(icons::EXPORT),
    writes: false,
    screen: VOLUNTEERS,
    ..Command::NONE
};

pub(super) static ADD_ROW: Command = Command {
    key: "events.part_add",
    says: || t!("Add"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::A)),
    ..OF_PLAN
};

pub(super) static REMOVE_ROW: Command =
    Command { key: "events.part_remove", says: || t!("Remove this line"), icon: Some(icons::TRASH), ..OF_PLAN };

pub(super) static CHECK_IN: Command = Command {
    key: "events.to_door",
    says: || t!("To the door"),
    icon: Some(icons::SIGN_IN),
    shortcut: Some(Shortcut::letter(Key::D)),
    writes: false,
    ..OF_PLAN
};

pub(super) static PRINT_DOOR: Command =
    Command { key: "events.print_door", says: || t!("Print a door list"), icon: Some(icons::PRINTER), ..OF_PLAN };

pub(super) static PRINT_PACK: Command = Command {
    key: "events.print_pack",
    says: || t!("Print everything for the day"),
    icon: Some(icons::FILES),
    ..OF_PLAN
};

pub(super) static TELL: Command = Command {
    key: "events.tell",
    says: || t!("Something changed…"),
    icon: Some(icons::MEGAPHONE),
    shortcut: Some(Shortcut::letter(Key::C)),
    ..OF_PLAN
};

pub(super) static GUEST: Command =
    Command { key: "events.guest", says: || t!("Add their guest…"), icon: Some(icons::USER_PLUS), ..OF_PLAN };

pub(super) static ADVANCE: Command = Command {
    key: "events.advance",
    says: || t!("Offer free places to who waits"),
    icon: Some(icons::HOURGLASS),
    ..OF_PLAN
};

pub(super) static NO_SHOWS: Command = Command {
    key: "events.no_shows",
    says: || t!("Close the door: mark no-shows…"),
    icon: Some(icons::SIGN_OUT),
    ..OF_PLAN
};

pub(super) static CLOSE: Command = Command {
    key: "events.close",
    says: || t!("Close or reopen the event…"),
    icon: Some(icons::CHECK_CIRCLE),
    ..OF_PLAN
};

pub(super) static REMOVE_EVENT: Command =
    Command { key: "events.remove", says: || t!("Remove the event…"), icon: Some(icons::TRASH), ..OF_PLAN };

pub(super) static ADD_VENUE: Command = Command {
    key: "events.venue_add",
    says: || t!("New venue"),
    icon: Some(icons::MAP_PIN),
    shortcut: Some(Shortcut::letter(Key::V)),
    screen: VENUES,
    ..Command::NONE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &ADD,
    &TODAY,
    &MONTH,
    &WEEK,
    &AGENDA,
    &SKIP,
    &OWN_DAY,
    &ALSO,
    &EXPORT,
    &EXPORT_TASKS,
    &READ,
    &PRINT_TODAY,
    &ADD_KIND,
    &REMOVE_KIND,
    &EXPORT_HOURS,
    &VIEW_NEXT,
    &VIEW_BACK,
    &NEXT_STATE,
    &INVITE_SEGMENT,
    &PRINT_SIGN_UP,
    &KEY_SHEET,
    &ADD_ROW,
    &REMOVE_ROW,
    &CHECK_IN,
    &PRINT_DOOR,
    &PRINT_PACK,
    &TELL,
    &GUEST,
    &ADVANCE,
    &NO_SHOWS,
    &CLOSE,
    &REMOVE_EVENT,
    &ADD_VENUE,
];

/// The colour of a state.
fn tone(status: super::model::Status) -> crate::ui::Tone {
    use super::model::Status;
    use crate::ui::Tone;
    match status {
        Status::Planned => Tone::Warning,
        Status::Confirmed => Tone::Good,
        Status::Postponed => Tone::Plain,
        Status::Cancelled => Tone::Danger,
    }
}
