//! Meetings on screen.

mod ask;
mod bodies;
mod decisions;
mod list;
mod minutes;
mod room;

pub(super) use bodies::Bodies;
pub(super) use decisions::Decisions;
pub(super) use list::Meetings;
pub(super) use minutes::MinutesScreen;
pub(super) use room::Room;

use egui::Key;

use super::{BODIES, DECISIONS, MEETINGS, MINUTES, ROOM};
use crate::app::{Command, Shortcut};
use crate::ledger::screen::{parts, typing};
use crate::t;
use crate::ui::icons;

/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";
/// Where tasks are seen.
const TASKS: &str = "tasks.list";

const OF_LIST: Command = Command { screen: MEETINGS, ..Command::NONE };

pub(super) static PLAN: Command = Command {
    key: "meetings.plan",
    says: || t!("Plan a meeting"),
    icon: Some(icons::CALENDAR_CHECK),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_LIST
};

pub(super) static EDIT: Command = Command {
    key: "meetings.edit",
    says: || t!("Edit this meeting"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    ..OF_LIST
};

pub(super) static AGENDA: Command = Command {
    key: "meetings.agenda",
    says: || t!("Add to the agenda…"),
    icon: Some(icons::LIST_NUMBERS),
    shortcut: Some(Shortcut::letter(Key::A)),
    ..OF_LIST
};

pub(super) static NOTICE: Command =
    Command {
        key: "meetings.notice", says: || t!("Notice was sent…"), icon: Some(icons::ENVELOPE_SIMPLE), ..OF_LIST
    };

pub(super) static PRINT: Command = Command {
    key: "meetings.print",
    says: || t!("Notice and agenda as PDF"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    writes: false,
    ..OF_LIST
};

pub(super) static SIGN: Command = Command {
    key: "meetings.sign",
    says: || t!("List to sign as PDF"),
    icon: Some(icons::FILE_PDF),
    writes: false,
    ..OF_LIST
};

pub(super) static ARCHIVE: Command = Command {
    key: "meetings.archive",
    says: || t!("All its papers as one PDF"),
    icon: Some(icons::FILES),
    writes: false,
    ..OF_LIST
};

pub(super) static CALL: Command = Command {
    key: "meetings.write",
    says: || t!("Write to who is called…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::W)),
    writes: false,
    ..OF_LIST
};

pub(super) static ENTER: Command = Command {
    key: "meetings.enter",
    says: || t!("Go into the room"),
    icon: Some(icons::SIGN_IN),
    shortcut: Some(Shortcut::letter(Key::R)),
    writes: false,
    ..OF_LIST
};

pub(super) static CANCEL: Command =
    Command { key: "meetings.cancel", says: || t!("Cancel the meeting…"), icon: Some(icons::PROHIBIT), ..OF_LIST };

pub(super) static REMOVE: Command =
    Command { key: "meetings.remove", says: || t!("Remove the meeting…"), icon: Some(icons::TRASH), ..OF_LIST };

pub(super) static EXPORT: Command = Command {
    key: "meetings.export",
    says: || t!("Export the meetings…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_LIST
};

const OF_BODIES: Command = Command { screen: BODIES, ..Command::NONE };

pub(super) static NEW_BODY: Command =
    Command { key: "meetings.body", says: || t!("New body"), icon: Some(icons::USERS_THREE), ..OF_BODIES };

pub(super) static SEAT: Command =
    Command { key: "meetings.seat", says: || t!("Seat somebody…"), icon: Some(icons::USER_PLUS), ..OF_BODIES };

pub(super) static REMOVE_BODY: Command =
    Command { key: "meetings.body_remove", says: || t!("Remove the body…"), icon: Some(icons::TRASH), ..OF_BODIES };

const OF_ROOM: Command = Command { screen: ROOM, ..Command::NONE };

/// A command of the room with its letter.
const fn of_room(key: &'static str, says: fn() -> &'static str, icon: &'static str, letter: Option<Key>) -> Command {
    let shortcut = match letter {
        Some(letter) => Some(Shortcut::letter(letter)),
        None => None,
    };
    Command { key, says, icon: Some(icon), shortcut, ..OF_ROOM }
}

pub(super) static OPEN: Command = of_room("meetings.open", || t!("Open the meeting…"), icons::GAVEL, Some(Key::O));
pub(super) static CLOSE: Command = of_room("meetings.close", || t!("Close the meeting…"), icons::CHECK_CIRCLE, None);
pub(super) static NEXT: Command = of_room("meetings.next", || t!("Next item"), icons::ARROW_RIGHT, Some(Key::J));
pub(super) static DEFER: Command =
    of_room("meetings.defer", || t!("Leave it for the next meeting"), icons::ARROW_U_UP_RIGHT, None);
pub(super) static CONSENT: Command =
    of_room("meetings.consent", || t!("Agree the consent items"), icons::CHECKS, Some(Key::C));
pub(super) static APOLOGIES: Command =
    of_room("meetings.apologies", || t!("Apologies…"), icons::HAND_PALM, Some(Key::Y));
pub(super) static PROXY: Command = of_room("meetings.proxy", || t!("Proxy…"), icons::HANDSHAKE, None);
pub(super) static INTEREST: Command =
    of_room("meetings.interest", || t!("Declare an interest…"), icons::SCALES, Some(Key::I));
pub(super) static SPEAKER: Command =
    of_room("meetings.speaker", || t!("Wants to speak…"), icons::CHAT_TEXT, Some(Key::S));
pub(super) static SPEAK: Command = of_room("meetings.speak", || t!("Next speaker"), icons::MEGAPHONE, Some(Key::F));
pub(super) static HUSH: Command = of_room("meetings.hush", || t!("Has spoken"), icons::X, None);
pub(super) static MOVE: Command = of_room("meetings.move", || t!("Motion…"), icons::GAVEL, Some(Key::M));
pub(super) static AMEND: Command = of_room("meetings.amend", || t!("Amendment…"), icons::PENCIL_SIMPLE, Some(Key::K));
pub(super) static PROCEDURE: Command =
    of_room("meetings.procedure", || t!("Procedural motion…"), icons::FLAG, Some(Key::Q));
pub(super) static VOTE: Command = of_room("meetings.vote", || t!("Vote…"), icons::CHECK, Some(Key::V));
pub(super) static WITHDRAW: Command =
    of_room("meetings.withdraw", || t!("Withdraw a motion…"), icons::ARROW_COUNTER_CLOCKWISE, None);
pub(super) static DECIDE: Command =
    of_room("meetings.decide", || t!("Record a decision…"), icons::SEAL_CHECK, Some(Key::D));
pub(super) static ACT: Command = of_room("meetings.act", || t!("Action…"), icons::LIST_CHECKS, Some(Key::T));

const OF_MINUTES: Command = Command { screen: MINUTES, ..Command::NONE };

pub(super) static CIRCULATE: Command = Command {
    key: "minutes.circulate",
    says: || t!("Circulate them…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    ..OF_MINUTES
};

pub(super) static APPROVE: Command =
    Command { key: "minutes.approve", says: || t!("Approve them…"), icon: Some(icons::SEAL_CHECK), ..OF_MINUTES };

pub(super) static REOPEN: Command =
    Command { key: "minutes.reopen", says: || t!("Open them again…"), icon: Some(icons::LOCK_OPEN), ..OF_MINUTES };

pub(super) static ANEW: Command = Command {
    key: "minutes.anew",
    says: || t!("Write them anew from what was recorded…"),
    icon: Some(icons::ARROW_CLOCKWISE),
    ..OF_MINUTES
};

pub(super) static PRINT_MINUTES: Command = Command {
    key: "minutes.print",
    says: || t!("Minutes as PDF"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..OF_MINUTES
};

const OF_DECISIONS: Command = Command { screen: DECISIONS, ..Command::NONE };

pub(super) static SUPERSEDE: Command = Command {
    key: "decisions.supersede",
    says: || t!("Superseded by…"),
    icon: Some(icons::ARROWS_LEFT_RIGHT),
    ..OF_DECISIONS
};

pub(super) static EXPORT_DECISIONS: Command = Command {
    key: "decisions.export",
    says: || t!("Export the decisions…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_DECISIONS
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &PLAN,
    &EDIT,
    &AGENDA,
    &NOTICE,
    &PRINT,
    &SIGN,
    &ARCHIVE,
    &CALL,
    &ENTER,
    &CANCEL,
    &REMOVE,
    &EXPORT,
    &NEW_BODY,
    &SEAT,
    &REMOVE_BODY,
    &OPEN,
    &CLOSE,
    &NEXT,
    &DEFER,
    &CONSENT,
    &APOLOGIES,
    &PROXY,
    &INTEREST,
    &SPEAKER,
    &SPEAK,
    &HUSH,
    &MOVE,
    &AMEND,
    &PROCEDURE,
    &VOTE,
    &WITHDRAW,
    &DECIDE,
    &ACT,
    &CIRCULATE,
    &APPROVE,
    &REOPEN,
    &ANEW,
    &PRINT_MINUTES,
    &SUPERSEDE,
    &EXPORT_DECISIONS,
];
