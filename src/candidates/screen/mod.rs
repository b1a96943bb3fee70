//! Candidates on screen: the list of rounds, one round with its parts, and the desk at which a scorer scores.

mod kit_desk;
mod list;
pub(super) mod results;
mod round;
mod scoring;

pub(super) use kit_desk::KitDesk;
pub(super) use list::Rounds;
pub(super) use round::OneRound;
pub(super) use scoring::Scoring;

use egui::Key;

use super::model::Step;
use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::{Tone, icons};

/// The list.
pub(super) const LIST: &str = "candidates.rounds";
/// One round.
pub(super) const ONE: &str = "candidates.round";
/// Where a scoring kit is filled.
pub(super) const KIT_DESK: &str = "candidates.kit_desk";
/// Where a scorer scores.
pub(super) const SCORING: &str = "candidates.scoring";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";
/// What a round is made of.
pub(super) const TABLES: &[&str] = &[
    "selection_round",
    "selection_criterion",
    "selection_anchor",
    "selection_question",
    "selection_asks",
    "selection_quota",
    "selection_requirement",
    "selection_scorer",
    "selection_candidate",
    "selection_text",
    "selection_met",
    "selection_of_quota",
    "selection_conflict",
    "selection_exercise",
    "selection_tried",
    "selection_free",
    "selection_slot",
    "selection_card",
    "selection_needs",
    "selection_sheet",
    "selection_moderation",
    "selection_decision",
    "selection_verdict",
    "selection_endorsement",
    "selection_hand_over",
    "attachment",
];

const OF_LIST: Command = Command { screen: LIST, ..Command::NONE };
const OF_ONE: Command = Command { screen: ONE, ..Command::NONE };

pub(super) static ADD: Command = Command {
    key: "candidates.new",
    says: || t!("New round"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_LIST
};

pub(super) static REMOVE: Command =
    Command { key: "candidates.remove", says: || t!("Remove the round…"), icon: Some(icons::TRASH), ..OF_LIST };

pub(super) static COPY: Command =
    Command { key: "candidates.copy", says: || t!("New round from this one…"), icon: Some(icons::COPY), ..OF_LIST };

pub(super) static CRITERION: Command = Command {
    key: "candidates.criterion",
    says: || t!("New criterion"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::C)),
    ..OF_ONE
};

pub(super) static QUESTION: Command = Command {
    key: "candidates.question",
    says: || t!("New question"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::Q)),
    ..OF_ONE
};

pub(super) static CANDIDATE: Command = Command {
    key: "candidates.candidate",
    says: || t!("New application"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::A)),
    ..OF_ONE
};

pub(super) static SCORER: Command = Command {
    key: "candidates.scorer",
    says: || t!("Put on the panel"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::P)),
    ..OF_ONE
};

pub(super) static PUBLISH: Command =
    Command { key: "candidates.publish", says: || t!("Publish the round…"), icon: Some(icons::LOCK_KEY), ..OF_ONE };

pub(super) static UNPUBLISH: Command = Command {
    key: "candidates.unpublish",
    says: || t!("Withdraw the publication…"),
    icon: Some(icons::PROHIBIT),
    ..OF_ONE
};

pub(super) static REQUIREMENT: Command = Command {
    key: "candidates.requirement",
    says: || t!("Require something of candidates…"),
    icon: Some(icons::LIST_CHECKS),
    ..OF_ONE
};

pub(super) static QUOTA: Command =
    Command {
        key: "candidates.quota", says: || t!("Rule about the shortlist…"), icon: Some(icons::SCALES), ..OF_ONE
    };

pub(super) static EXERCISE: Command = Command {
    key: "candidates.exercise",
    says: || t!("Practice answer…"),
    icon: Some(icons::CHALKBOARD_TEACHER),
    ..OF_ONE
};

pub(super) static TIMETABLE: Command =
    Command {
        key: "candidates.timetable", says: || t!("Plan the interviews…"), icon: Some(icons::CALENDAR), ..OF_ONE
    };

pub(super) static ANSWERS: Command = Command {
    key: "candidates.answers",
    says: || t!("Take an answer file…"),
    icon: Some(icons::UPLOAD_SIMPLE),
    ..OF_ONE
};

pub(super) static PAIRS: Command = Command {
    key: "candidates.pairs",
    says: || t!("Weigh the criteria two at a time…"),
    icon: Some(icons::SCALES),
    ..OF_ONE
};

pub(super) static PAGE: Command = Command {
    key: "candidates.page",
    says: || t!("Scoring page for a browser…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..OF_ONE
};

pub(super) static KIT: Command = Command {
    key: "candidates.kit",
    says: || t!("Scoring kit for this program…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..OF_ONE
};

pub(super) static SHEETS: Command = Command {
    key: "candidates.sheets",
    says: || t!("Score sheets of the panel on paper…"),
    icon: Some(icons::FILE_PDF),
    ..OF_ONE
};

pub(super) static OWN_SHEETS: Command = Command {
    key: "candidates.own_sheets",
    says: || t!("Score sheets of one scorer…"),
    icon: Some(icons::FILE_PDF),
    ..OF_ONE
};

pub(super) static KEY_SHEET: Command = Command {
    key: "candidates.key_code",
    says: || t!("Key sheet for who scores on paper…"),
    icon: Some(icons::KEY),
    ..OF_ONE
};

pub(super) static KEY_IN: Command = Command {
    key: "candidates.key_sheet",
    says: || t!("Key in a paper sheet…"),
    icon: Some(icons::KEYBOARD),
    ..OF_ONE
};

pub(super) static OPEN: Command =
    Command { key: "candidates.open", says: || t!("Open the round…"), icon: Some(icons::LOCK_OPEN), ..OF_ONE };

pub(super) static SCORE: Command = Command {
    key: "candidates.score",
    says: || t!("Score"),
    icon: Some(icons::NOTE_PENCIL),
    shortcut: Some(Shortcut::letter(Key::S)),
    writes: false,
    ..OF_ONE
};

pub(super) static LOCK: Command = Command {
    key: "candidates.lock",
    says: || t!("Lock my cards"),
    icon: Some(icons::LOCK),
    shortcut: Some(Shortcut::letter(Key::L)),
    writes: false,
    screen: SCORING,
    ..Command::NONE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &ADD,
    &REMOVE,
    &COPY,
    &CRITERION,
    &QUESTION,
    &CANDIDATE,
    &SCORER,
    &REQUIREMENT,
    &QUOTA,
    &PAIRS,
    &EXERCISE,
    &TIMETABLE,
    &PUBLISH,
    &UNPUBLISH,
    &SCORE,
    &PAGE,
    &KIT,
    &SHEETS,
    &OWN_SHEETS,
    &KEY_SHEET,
    &KEY_IN,
    &ANSWERS,
    &OPEN,
    &LOCK,
    &results::NUMBERS,
    &results::MODERATE,
    &results::DECIDE,
    &results::RECORD,
    &results::LETTERS,
    &results::COPY,
    &results::ENDORSE,
    &results::UNENDORSE,
    &results::HAND_OVER,
    &results::PURGE,
    &results::SAVE,
];

fn tone(step: Step) -> Tone {
    match step {
        Step::Draft => Tone::Plain,
        Step::Declaring | Step::Scoring => Tone::Accent,
        Step::AllIn => Tone::Warning,
        Step::Opened => Tone::Good,
    }
}

/// A weight as a share of all.
fn percent(weight: i64, all: i64) -> String {
    if all == 0 { "0%".to_owned() } else { format!("{}%", (weight * 100 + all / 2) / all) }
}
