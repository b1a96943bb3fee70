//! Policy on screen.

mod amendments;
mod commands;
mod compare;
mod documents;
mod editor;
mod file;
mod holds;
mod in_force;
mod merging;
mod outline;
mod papers;
mod text_view;
mod workflow;

pub(super) use amendments::Amendments;
pub(super) use compare::Compare;
pub(super) use documents::Documents;
pub(super) use editor::Editor;
pub(super) use file::File;
pub(super) use in_force::InForceScreen;
pub(super) use merging::Merging;
pub(super) use workflow::Flow;

use commands::{
    ACCEPT, AMEND, EN_BLOC, LIST_PAPER, LIST_SAVE, MERGE, SEPARATE, SYNOPSIS_PAPER, VOTING_PAPER, WHOLE, WORD_PAPER,
};

use egui::Key;

use super::model::DocumentId;
use super::model::workflow::Stage;
use super::store;
use crate::app::{Command, Reply, Shortcut, Sight};
use crate::t;
use crate::ui::{Tone, icons};

/// Documents from idea to force.
pub(super) const LIST: &str = "policy.list";
/// A text while it is written.
pub(super) const TEXT: &str = "policy.text";
/// Evidence, comments, actions and all else that belongs to a document.
pub(super) const FILE: &str = "policy.file";
/// Amendments to a document.
pub(super) const AMENDMENTS: &str = "policy.amendments";
/// Amendments merged into a version.
pub(super) const MERGING: &str = "policy.merging";
/// What is in force on a day, and what belongs to it across all documents.
pub(super) const IN_FORCE: &str = "policy.in_force";
/// The way of documents, as this party has it.
pub(super) const WORKFLOW: &str = "policy.workflow";
/// Two versions held against each other.
pub(super) const COMPARE: &str = "policy.compare";

const OF_LIST: Command = Command { screen: LIST, ..Command::NONE };
const OF_FILE: Command = Command { screen: FILE, ..Command::NONE };
const OF_FORCE: Command = Command { screen: IN_FORCE, ..Command::NONE };
const OF_FLOW: Command = Command { screen: WORKFLOW, ..Command::NONE };
const OF_TEXT: Command = Command { screen: TEXT, ..Command::NONE };

pub(super) static ADD: Command = Command {
    key: "policy.add",
    says: || t!("New document"),
    icon: Some(icons::SCROLL),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_LIST
};

pub(super) static IMPORT: Command = Command {
    key: "policy.import_text",
    says: || t!("Import a text…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::I)),
    ..OF_LIST
};

pub(super) static OPEN: Command = Command {
    key: "policy.open_text",
    says: || t!("Open the text"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    writes: false,
    ..OF_LIST
};

pub(super) static VERSIONS: Command = Command {
    key: "policy.open_versions",
    says: || t!("Compare versions"),
    icon: Some(icons::GIT_DIFF),
    shortcut: Some(Shortcut::letter(Key::V)),
    writes: false,
    ..OF_LIST
};

pub(super) static OPEN_FILE: Command = Command {
    key: "policy.open_file",
    says: || t!("Open the file"),
    icon: Some(icons::FOLDER_OPEN),
    shortcut: Some(Shortcut::letter(Key::F)),
    writes: false,
    ..OF_LIST
};

pub(super) static ADD_ROW: Command = Command {
    key: "policy.part_add",
    says: || t!("Add"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::A)),
    ..OF_FILE
};

pub(super) static NEXT_ROW: Command = Command {
    key: "policy.part_next",
    says: || t!("Set this line to what comes next"),
    icon: Some(icons::CHECK),
    shortcut: Some(Shortcut::letter(Key::X)),
    ..OF_FILE
};

pub(super) static RESPOND: Command = Command {
    key: "policy.respond",
    says: || t!("Key a response…"),
    icon: Some(icons::KEYBOARD),
    shortcut: Some(Shortcut::letter(Key::K)),
    ..OF_FILE
};

pub(super) static REMOVE_ROW: Command =
    Command { key: "policy.part_remove", says: || t!("Remove this line"), icon: Some(icons::TRASH), ..OF_FILE };

pub(super) static REMOVE: Command =
    Command {
        key: "policy.remove_document", says: || t!("Remove the document…"), icon: Some(icons::TRASH), ..OF_LIST
    };

pub(super) static EXPORT_ALL: Command = Command {
    key: "policy.export",
    says: || t!("Export the documents…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_LIST
};

pub(super) static EXPORT_LIST: Command = Command {
    key: "policy.export_list",
    says: || t!("Export this list of all documents…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_FILE
};

pub(super) static SUMMARY: Command = Command {
    key: "policy.summary",
    says: || t!("Print one page about it"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::S)),
    writes: false,
    ..OF_LIST
};

pub(super) static BULLETIN: Command = Command {
    key: "policy.bulletin",
    says: || t!("Print a bulletin…"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::B)),
    writes: false,
    ..OF_FORCE
};

pub(super) static POSITIONS_PAPER: Command = Command {
    key: "policy.positions",
    says: || t!("Print positions for speakers"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::O)),
    writes: false,
    ..OF_FORCE
};

pub(super) static EXPORT_HELD: Command = Command {
    key: "policy.export_held",
    says: || t!("Export what is shown…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_FORCE
};

pub(super) static FLOW_ADD: Command = Command {
    key: "policy.flow_add",
    says: || t!("Add a line"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::D)),
    ..OF_FLOW
};

pub(super) static FLOW_REMOVE: Command =
    Command { key: "policy.flow_remove", says: || t!("Remove this line…"), icon: Some(icons::TRASH), ..OF_FLOW };

pub(super) static FLOW_IMPORT: Command = Command {
    key: "policy.flow_import",
    says: || t!("Import a workflow from a file…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    ..OF_FLOW
};

pub(super) static FLOW_EXPORT: Command = Command {
    key: "policy.flow_export",
    says: || t!("Save the workflow as a file…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_FLOW
};

pub(super) static FLOW_STANDARD: Command = Command {
    key: "policy.flow_standard",
    says: || t!("Back to the workflow of the program…"),
    icon: Some(icons::ARROW_COUNTER_CLOCKWISE),
    ..OF_FLOW
};

pub(super) static SAVE: Command = Command {
    key: "policy.save",
    says: || t!("Save as a version…"),
    icon: Some(icons::FLOPPY_DISK),
    shortcut: Some(Shortcut::ctrl(Key::S)),
    ..OF_TEXT
};

pub(super) static FIND: Command = Command {
    key: "policy.find",
    says: || t!("Find and replace"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::ctrl(Key::F)),
    writes: false,
    ..OF_TEXT
};

pub(super) static REFER: Command = Command {
    key: "policy.refer",
    says: || t!("Refer to a clause…"),
    icon: Some(icons::ARROW_RIGHT),
    shortcut: Some(Shortcut::ctrl(Key::R)),
    ..OF_TEXT
};

pub(super) static FOOTNOTE: Command = Command {
    key: "policy.footnote",
    says: || t!("Put a footnote in"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::ctrl(Key::T)),
    ..OF_TEXT
};

pub(super) static PROOF: Command = Command {
    key: "policy.proof",
    says: || t!("Check references and terms"),
    icon: Some(icons::LIST_CHECKS),
    writes: false,
    ..OF_TEXT
};

pub(super) static EXPORT: Command = Command {
    key: "policy.export_text",
    says: || t!("Save the text as a file…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_TEXT
};

pub(super) static PRINT: Command = Command {
    key: "policy.print",
    says: || t!("Print with line numbers"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..OF_TEXT
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &ADD,
    &IMPORT,
    &OPEN,
    &OPEN_FILE,
    &VERSIONS,
    &SUMMARY,
    &EXPORT_ALL,
    &REMOVE,
    &BULLETIN,
    &POSITIONS_PAPER,
    &EXPORT_HELD,
    &FLOW_ADD,
    &FLOW_REMOVE,
    &FLOW_IMPORT,
    &FLOW_EXPORT,
    &FLOW_STANDARD,
    &SAVE,
    &FIND,
    &REFER,
    &FOOTNOTE,
    &PROOF,
    &EXPORT,
    &PRINT,
    &ADD_ROW,
    &NEXT_ROW,
    &RESPOND,
    &REMOVE_ROW,
    &EXPORT_LIST,
    &AMEND,
    &MERGE,
    &LIST_PAPER,
    &VOTING_PAPER,
    &SYNOPSIS_PAPER,
    &WORD_PAPER,
    &LIST_SAVE,
    &WHOLE,
    &EN_BLOC,
    &SEPARATE,
    &ACCEPT,
];

/// The colour of a stage.
fn tone(stage: &Stage) -> Tone {
    if stage.force {
        Tone::Good
    } else if stage.ended {
        Tone::Plain
    } else if stage.frozen {
        Tone::Accent
    } else {
        Tone::Warning
    }
}

/// A heading of a pane that is read whole: titles of documents are long.
fn long_section(ui: &mut egui::Ui, title: &str) {
    let heading = crate::ui::paragraph(ui, title, crate::ui::BODY.strong());
    ui.ctx().accesskit_node_builder(heading.id, |node| node.set_role(egui::Role::Heading));
}

/// A document that is named by words, until it is found: `Homes`, `P1`.
#[derive(Default)]
struct Looking {
    words: Option<String>,
    reply: Option<Reply<Option<DocumentId>>>,
}

impl Looking {
    fn begin(&mut self, words: &str) {
        (self.words, self.reply) = (Some(words.to_owned()), None);
    }

    /// The document, once it is found; nobody is told of one that is not.
    fn logic(&mut self, sight: &Sight<'_>) -> Option<DocumentId> {
        if let Some(words) = self.words.take() {
            self.reply =
                Some(sight.desk.ask(move |conn| Ok(store::find_document(conn, &words).ok().map(|one| one.id))));
        }
        let found = self.reply.as_mut()?.take()?;
        self.reply = None;
        found.ok().flatten()
    }
}
