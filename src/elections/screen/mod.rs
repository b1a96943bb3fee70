//! Elections on screen: the list, and one election with its four parts.

mod list;
mod one;

pub(super) use list::Elections;
pub(super) use one::OneElection;

use egui::Key;

use super::model::{Rules, Step};
use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::{Tone, icons};

/// The list.
pub(super) const LIST: &str = "meetings.elections";
/// One election.
pub(super) const ONE: &str = "meetings.election";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";
/// What an election is made of.
pub(super) const TABLES: &[&str] = &[
    "election",
    "election_voter",
    "election_mark",
    "election_candidate",
    "election_lot",
    "election_round",
    "election_print",
    "election_entry",
    "election_settled",
    "election_result",
];

const OF_LIST: Command = Command { screen: LIST, ..Command::NONE };
const OF_ONE: Command = Command { screen: ONE, ..Command::NONE };

pub(super) static ADD: Command = Command {
    key: "elections.new",
    says: || t!("New election"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::L)),
    ..OF_LIST
};

pub(super) static REMOVE: Command =
    Command { key: "elections.remove", says: || t!("Remove the election…"), icon: Some(icons::TRASH), ..OF_LIST };

pub(super) static NOMINATE: Command = Command {
    key: "elections.nominate",
    says: || t!("Nominate somebody"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::G)),
    ..OF_ONE
};

pub(super) static CLOSE: Command =
    Command { key: "elections.close", says: || t!("Close nominations…"), icon: Some(icons::LOCK_KEY), ..OF_ONE };

pub(super) static OPEN_AGAIN: Command =
    Command { key: "elections.open", says: || t!("Open nominations again…"), icon: Some(icons::LOCK_OPEN), ..OF_ONE };

pub(super) static FREEZE: Command =
    Command { key: "elections.roll", says: || t!("Freeze the roll…"), icon: Some(icons::PUSH_PIN), ..OF_ONE };

pub(super) static ORDER: Command = Command {
    key: "elections.order",
    says: || t!("Draw the order on the paper…"),
    icon: Some(icons::LIST_NUMBERS),
    ..OF_ONE
};

pub(super) static TIE: Command =
    Command {
        key: "elections.tie", says: || t!("Draw a lot for ties…"), icon: Some(icons::ARROWS_DOWN_UP), ..OF_ONE
    };

pub(super) static PRINT: Command =
    Command { key: "elections.ballots", says: || t!("Print ballot papers…"), icon: Some(icons::PRINTER), ..OF_ONE };

pub(super) static IMPORT: Command = Command {
    key: "elections.import",
    says: || t!("Bring a ballot file in…"),
    icon: Some(icons::UPLOAD_SIMPLE),
    ..OF_ONE
};

pub(super) static COUNT_FILE: Command = Command {
    key: "elections.count_file",
    says: || t!("Save the papers as a ballot file…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..OF_ONE
};

pub(super) static NEXT_ROUND: Command =
    Command { key: "elections.round", says: || t!("Open the next round…"), icon: Some(icons::ARROW_RIGHT), ..OF_ONE };

pub(super) static DECLARE: Command =
    Command { key: "elections.declare", says: || t!("Declare the result…"), icon: Some(icons::SEAL_CHECK), ..OF_ONE };

pub(super) static RECOUNT: Command = Command {
    key: "elections.recount",
    says: || t!("Count again"),
    icon: Some(icons::ARROW_CLOCKWISE),
    writes: false,
    ..OF_ONE
};

pub(super) static MINUTE: Command = Command {
    key: "elections.minute",
    says: || t!("Into the minutes of a meeting…"),
    icon: Some(icons::GAVEL),
    ..OF_ONE
};

pub(super) static VOID: Command =
    Command { key: "elections.void", says: || t!("Make the result void…"), icon: Some(icons::PROHIBIT), ..OF_ONE };

pub(super) static REPORT: Command = Command {
    key: "elections.report",
    says: || t!("Print the result"),
    icon: Some(icons::FILE_PDF),
    writes: false,
    ..OF_ONE
};

pub(super) static SAVE: Command = Command {
    key: "elections.save",
    says: || t!("Save the sheet of every stage…"),
    icon: Some(icons::TABLE),
    writes: false,
    ..OF_ONE
};

pub(super) static ROLL: Command = Command {
    key: "elections.marked_roll",
    says: || t!("Print the roll with its ticks"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..OF_ONE
};

pub(super) static EXPORT: Command = Command {
    key: "elections.export",
    says: || t!("Export the elections…"),
    icon: Some(icons::EXPORT),
    writes: false,
    screen: LIST,
    ..Command::NONE
};

pub(super) static EXPORT_CANDIDATES: Command = Command {
    key: "elections.export_candidates",
    says: || t!("Export the candidates…"),
    icon: Some(icons::EXPORT),
    writes: false,
    screen: LIST,
    ..Command::NONE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &ADD,
    &REMOVE,
    &NOMINATE,
    &CLOSE,
    &OPEN_AGAIN,
    &FREEZE,
    &ORDER,
    &TIE,
    &PRINT,
    &IMPORT,
    &COUNT_FILE,
    &NEXT_ROUND,
    &DECLARE,
    &RECOUNT,
    &MINUTE,
    &VOID,
    &REPORT,
    &SAVE,
    &ROLL,
    &EXPORT,
    &EXPORT_CANDIDATES,
];

fn tone(step: Step) -> Tone {
    match step {
        Step::Nominating => Tone::Accent,
        Step::Declared => Tone::Good,
        Step::Voting => Tone::Plain,
        Step::Unopposed | Step::ToDraw | Step::ToDeclare | Step::NextRound => Tone::Warning,
    }
}

/// The rules in a few words, for lists and choices.
fn rules_words(rules: Rules) -> &'static str {
    match rules {
        Rules::FirstPast => t!("First past the post"),
        Rules::Block => t!("Most votes (block)"),
        Rules::Approval => t!("Approval"),
        Rules::Alternative => t!("Alternative vote"),
        Rules::Exhaustive => t!("Exhaustive ballots"),
        Rules::Scottish => t!("STV, Scottish 2007"),
        Rules::Ers97 => t!("STV, ERS97"),
        Rules::Meek => t!("STV, Meek"),
    }
}
