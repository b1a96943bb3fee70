//! What a subject tells the rest of the program: the one description that window and command line know.
//!
//! # How a subject writes a screen
//!
//! A screen is a struct with its view state (filter, half-typed form, selection) and the values it shows. [`Screen::logic`]
//! takes answers and asks; [`Screen::ui`] draws and queues. Neither touches SQL, files or the clock: reading is
//! `desk.ask(|conn| store::…)`, writing is `desk.run(&ops::RECORD, |office| ops::record(office, …))`, both on the office's
//! thread. A list with a pane beside it:
//!
//! ```ignore
//! // people/screen.rs
//! use crate::app::{Live, Reply, Rows, Screen, Sight};
//! use crate::ui::{self, table::{Cell, Column, Table, TableState}};
//!
//! const TABLES: &[&str] = &["person", "name"];                 // what the answers depend on
//!
//! pub struct People {
//!     search: String,
//!     table: TableState,
//!     split: ui::Split,
//!     rows: Rows<Line, String>,                                // pages of the list, asked for as they come in sight
//!     open: Live<Option<Person>, Option<PersonId>>,            // the record in the pane
//!     form: Option<PersonForm>,                                // Strings only; `parse()` makes the value
//!     saving: Option<Reply<PersonId>>,
//! }
//!
//! impl People {
//!     pub fn boxed() -> Box<dyn Screen> {
//!         Box::new(Self { rows: Rows::new(TABLES), open: Live::new(TABLES), /* … */ })
//!     }
//! }
//!
//! impl Screen for People {
//!     fn logic(&mut self, sight: &Sight<'_>) {
//!         // Costs nothing while neither the search nor the tables changed.
//!         self.rows.want(sight.desk, self.search.clone(), |conn, text| store::count(conn, text),
//!             |conn, text, from, many| store::page(conn, text, from, many));
//!         let id = self.table.selection.cursor().and_then(|at| self.rows.get(at)).map(|line| line.id);
//!         self.open.want(sight.desk, id, |conn, id| id.map(|id| store::get(conn, id)).transpose());
//!         match self.saving.as_mut().and_then(Reply::take) {
//!             Some(Ok(_id)) => (self.saving, self.form) = (None, None),     // the notice with Undo came by itself
//!             Some(Err(problem)) => { self.saving = None; sight.problem(problem) }   // or show it in the form
//!             None => {}
//!         }
//!     }
//!
//!     fn ui(&mut self, ui: &mut egui::Ui, sight: &Sight<'_>) {
//!         sight.header(ui, t!("1,284 people"), |ui| { ADD.primary(ui, sight); IMPORT.secondary(ui, sight); });
//!         let Self { table, rows, split, open, .. } = self;
//!         split.show(ui, |ui| {
//!             let columns = [Column::new("name", t!("Name"), 200.0).grows(1.0)];
//!             let out = Table::new(t!("People"), &columns).rows(rows.total()).show(ui, table,
//!                 |at| rows.get(at), |line, _column| Cell::Strong(line.name.as_str().into()));
//!             rows.in_sight(out.visible);
//!         }, |ui| if let Some(Some(person)) = open.get() { ui::key_values(ui, &[(t!("Name"), &person.name)]) });
//!     }
//!
//!     fn command(&mut self, key: &str, _sight: &Sight<'_>) {
//!         if key == ADD.key { self.form = Some(PersonForm::default()) }
//!     }
//!
//!     fn go(&mut self, filter: &str) { /* "123" opens a record, "new" a new form, else a search */ }
//!     fn draft(&self) -> Option<String> { self.form.as_ref().and_then(|f| serde_json::to_string(f).ok()) }
//!     fn restore(&mut self, draft: &str) { self.form = serde_json::from_str(draft).ok() }
//! }
//!
//! // people/mod.rs
//! pub static PEOPLE: Section = Section { key: "people", name: || t!("People"), icon: icons::USERS };
//! pub static ADD: Command = Command {
//!     key: "people.add", says: || t!("New person"), icon: Some(icons::USER_PLUS),
//!     shortcut: Some(Shortcut::letter(egui::Key::N)), screen: "people.list", ..Command::NONE
//! };
//! pub static SUBJECT: Subject = Subject {
//!     key: "people", ops: OPS, noun: NOUN,
//!     screens: &[ScreenDef { key: "people.list", title: || t!("People"), section: &PEOPLE, make: screen::People::boxed,
//!         poses: &["new"], ..ScreenDef::NONE }],
//!     commands: &[&ADD],
//!     ..Subject::NONE
//! };
//! ```
//!
//! To test it: `app::bench::screen(office, &[&SUBJECT], "people.list")` gives a harness that runs without a thread or a
//! display; `app::bench::picture` makes a PNG of it.

use std::collections::BTreeMap;

use egui::Ui;
use rusqlite::Connection;

use super::command::Command;
use super::sight::Sight;
use crate::cli::Noun;
pub use crate::cli::Opens;
use crate::kit::{Day, Result};
use crate::office::{
    Condition, Derived, Expects, Finding, Foresee, Guard, Lock, Op, Origin, Personal, Segments, Setup, TakeSaid, Tx,
};
use crate::t;
use crate::ui::{Tone, icons};

/// A part of the program that stands by itself: people, ledger, receipts.
#[derive(Clone, Copy)]
pub struct Subject {
    pub key: &'static str,
    pub ops: &'static [&'static Op],
    pub derived: &'static [&'static Derived],
    pub checks: &'static [fn(&Connection) -> Result<Vec<Finding>>],
    pub locks: &'static [Lock],
    /// What no step may change, asked at the end of each.
    pub guards: &'static [Guard],
    /// What a new office starts with, as part of its first step.
    pub begin: &'static [fn(&Tx<'_>) -> Result<()>],
    /// Whether the ledger holds amounts; at most one subject says so.
    pub has_amounts: Option<fn(&Connection) -> Result<bool>>,
    /// What its tables hold about people: every reference to a person that is no part of one.
    pub personal: &'static [&'static Personal],
    /// Its tables that only count up, which undo leaves as they are.
    pub counters: &'static [&'static str],
    /// What money that is being keyed will cause, asked before it is recorded.
    pub foresee: Option<Foresee>,
    /// Takes in what lists say of donors.
    pub take_said: Option<TakeSaid>,
    /// What segments can ask of people, which this subject knows.
    pub conditions: &'static [&'static Condition],
    /// That it keeps segments; at most one subject does.
    pub segments: Option<Segments>,
    /// Money it expects from people: offered while such money is recorded, and held against the bank's statement.
    pub expects: Option<&'static Expects>,
    /// What of it tasks can come from.
    pub origins: &'static [&'static Origin],
    pub noun: Noun,
    pub screens: &'static [ScreenDef],
    pub commands: &'static [&'static Command],
    /// What wants doing, for Home. It is asked while Home is shown, when one of [`Self::todo_tables`] or the day has changed.
    pub todo: Option<fn(&Connection, Day) -> Result<Vec<Todo>>>,
    /// The tables that what wants doing depends on; none means all. Worth saying where the answer takes a while.
    pub todo_tables: &'static [&'static str],
    /// What wants doing about some entries of the ledger, by their ids: for the list of entries and the pane of one.
    pub of_entries: Option<OfEntries>,
    /// What the palette finds for a few letters, best first, at most so many.
    pub find: Option<fn(&Connection, &str, usize) -> Result<Vec<Found>>>,
    /// The count beside the section's name in the rail, if there is one to show.
    pub badge: Option<fn(&Connection, Day) -> Result<Option<usize>>>,
    /// What Home shows below what wants doing.
    pub cards: &'static [fn(&Connection, Day) -> Result<Option<HomeCard>>],
    /// A kind of file that is no office and opens in the window all the same.
    pub guest: Option<&'static Guest>,
}

/// A kind of file that opens in the window without an office: what it shows stands alone, and nothing of any office is there.
pub struct Guest {
    /// Whether a file is one of them; refuses one that looks like it and is not, with what to do with it.
    pub knows: fn(&std::path::Path) -> Result<bool>,
    /// What it is called where the office's name stands.
    pub name: fn() -> &'static str,
    /// The ending of its files' names.
    pub ending: &'static str,
    /// Its screens; the first is gone to with the file's path.
    pub subjects: &'static [&'static Subject],
}

impl Subject {
    /// The description without anything, for `..Subject::NONE`.
    pub const NONE: Self = Self {
        key: "",
        ops: &[],
        derived: &[],
        checks: &[],
        locks: &[],
        guards: &[],
        begin: &[],
        has_amounts: None,
        personal: &[],
        counters: &[],
        foresee: None,
        take_said: None,
        conditions: &[],
        segments: None,
        expects: None,
        origins: &[],
        noun: Noun::NONE,
        screens: &[],
        commands: &[],
        todo: None,
        todo_tables: &[],
        of_entries: None,
        find: None,
        badge: None,
        cards: &[],
        guest: None,
    };
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subject").field("key", &self.key).finish_non_exhaustive()
    }
}

/// One entry of the rail; its screens are tabs of one page. The subject that stands furthest right defines it.
#[derive(Debug)]
pub struct Section {
    pub key: &'static str,
    pub name: fn() -> &'static str,
    pub icon: &'static str,
}

/// The first section; the shell's own.
pub static HOME: Section = Section { key: "home", name: || t!("Home"), icon: icons::HOUSE };
/// What was done, and undoing it.
pub static HISTORY: Section = Section { key: "history", name: || t!("History"), icon: icons::CLOCK_COUNTER_CLOCKWISE };
/// Any subject may put a tab into it.
pub static SETTINGS: Section = Section { key: "settings", name: || t!("Settings"), icon: icons::GEAR };

/// One screen of the registry.
#[derive(Clone, Copy)]
pub struct ScreenDef {
    /// As [`Opens`] names it: `money.entries`.
    pub key: &'static str,
    pub title: fn() -> &'static str,
    pub section: &'static Section,
    /// Its place among the section's tabs; `None` for a screen that is reached from another (an import, a batch).
    pub tab: Option<u8>,
    /// A count on the tab, with its tone.
    pub badge: Option<(fn(&Connection, Day) -> Result<usize>, Tone)>,
    pub make: fn() -> Box<dyn Screen>,
    /// Filters for [`Screen::go`] that show the screen's dialogs and forms: pictures and tests walk them all.
    pub poses: &'static [&'static str],
}

impl ScreenDef {
    /// The description without anything, for `..ScreenDef::NONE`: the first tab of its section.
    pub const NONE: Self = Self {
        key: "",
        title: || "",
        section: &HOME,
        tab: Some(0),
        badge: None,
        make: || Box::new(Nothing),
        poses: &[],
    };
}

impl std::fmt::Debug for ScreenDef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenDef").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A screen's state and its behaviour. Made when it is first gone to, and kept until the office locks or closes.
pub trait Screen {
    /// Draws, and queues what a person wants. No question is asked in here.
    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>);

    /// Before each drawing: takes answers, asks questions.
    fn logic(&mut self, sight: &Sight<'_>) {
        _ = sight;
    }

    /// Shows what a filter names: a record's id, `new`, a search in the screen's own words.
    fn go(&mut self, filter: &str) {
        _ = filter;
    }

    /// Does a command that names this screen.
    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        _ = (key, sight);
    }

    /// What was typed and is not yet an operation, kept in the file when it locks or closes; `None` when there is nothing.
    fn draft(&self) -> Option<String> {
        None
    }

    /// Takes back what [`Self::draft`] gave.
    fn restore(&mut self, draft: &str) {
        _ = draft;
    }
}

/// The screen of a definition that forgot to say.
struct Nothing;

impl Screen for Nothing {
    fn ui(&mut self, _ui: &mut Ui, _sight: &Sight<'_>) {}
}

/// Something that wants doing, with the place where it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// The day it should be done by; past days are overdue.
    pub due: Option<Day>,
    /// What to do: "Check Harbour Bakery Ltd before keeping £600.00".
    pub says: String,
    /// A few more words, muted; for an overdue one how late it is comes by itself.
    pub detail: String,
    /// The verb on the button: `Check`.
    pub does: &'static str,
    pub opens: Opens,
}

/// See [`Subject::of_entries`].
pub type OfEntries = fn(&Connection, &[i64], Day) -> Result<Vec<(i64, Todo)>>;

/// What all subjects say wants doing about some entries, what is due first before the rest.
///
/// # Errors
/// When the file cannot be read.
pub fn of_entries(
    subjects: &[&Subject],
    conn: &Connection,
    entries: &[i64],
    today: Day,
) -> Result<BTreeMap<i64, Vec<Todo>>> {
    let mut all: BTreeMap<i64, Vec<Todo>> = BTreeMap::new();
    for ask in subjects.iter().filter_map(|s| s.of_entries) {
        for (entry, todo) in ask(conn, entries, today)? {
            all.entry(entry).or_default().push(todo);
        }
    }
    for todos in all.values_mut() {
        todos.sort_by_key(|todo| (todo.due.is_none(), todo.due));
    }
    Ok(all)
}

/// A row of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub icon: &'static str,
    pub title: String,
    /// What tells it apart from others of that name.
    pub detail: String,
    pub opens: Opens,
}

/// A card on Home.
#[derive(Clone, Debug, PartialEq)]
pub enum HomeCard {
    /// Bars by month of this year against the last, each pair opening its rows.
    Months { title: &'static str, now: String, before: String, months: Vec<Month> },
    /// A figure with a line of how it came there.
    Figure {
        caption: &'static str,
        figure: String,
        chip: Option<(String, Tone)>,
        line: Vec<f64>,
        note: String,
        opens: Opens,
    },
    /// Rows of a day and what is on it.
    Coming { title: &'static str, rows: Vec<Coming> },
}

/// One month of [`HomeCard::Months`].
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// `Jan`.
    pub name: String,
    pub now: f64,
    pub before: f64,
    /// What a screen reader and the pointer are told: "January: £310.00, last year £280.00".
    pub says: String,
    pub opens: Opens,
}

/// One row of [`HomeCard::Coming`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    pub day: Day,
    pub says: String,
    pub detail: String,
    pub opens: Opens,
}

/// What the subjects bring to the file, gathered once for the life of the program.
pub fn setup(subjects: &[&'static Subject]) -> Setup {
    let gather = |f: &dyn Fn(&Subject) -> Vec<&'static Derived>| -> &'static [&'static Derived] {
        subjects.iter().flat_map(|s| f(s)).collect::<Vec<_>>().leak()
    };
    Setup {
        ops: subjects.iter().map(|s| s.ops).collect::<Vec<_>>().leak(),
        derived: gather(&|s| s.derived.to_vec()),
        checks: subjects.iter().flat_map(|s| s.checks.iter().copied()).collect::<Vec<_>>().leak(),
        locks: subjects.iter().flat_map(|s| s.locks.iter().copied()).collect::<Vec<_>>().leak(),
        guards: subjects.iter().flat_map(|s| s.guards.iter().copied()).collect::<Vec<_>>().leak(),
        begin: subjects.iter().flat_map(|s| s.begin.iter().copied()).collect::<Vec<_>>().leak(),
        has_amounts: subjects.iter().find_map(|s| s.has_amounts),
        personal: subjects.iter().flat_map(|s| s.personal.iter().copied()).collect::<Vec<_>>().leak(),
        counters: subjects.iter().flat_map(|s| s.counters.iter().copied()).collect::<Vec<_>>().leak(),
        foresee: subjects.iter().filter_map(|s| s.foresee).collect::<Vec<_>>().leak(),
        take_said: subjects.iter().filter_map(|s| s.take_said).collect::<Vec<_>>().leak(),
        conditions: subjects.iter().flat_map(|s| s.conditions.iter().copied()).collect::<Vec<_>>().leak(),
        segments: subjects.iter().find_map(|s| s.segments),
        expects: subjects.iter().filter_map(|s| s.expects).collect::<Vec<_>>().leak(),
        origins: subjects.iter().flat_map(|s| s.origins.iter().copied()).collect::<Vec<_>>().leak(),
    }
}

/// The definition of a screen by its key.
pub fn screen_def(subjects: &[&'static Subject], key: &str) -> Option<&'static ScreenDef> {
    subjects.iter().flat_map(|s| s.screens).find(|def| def.key == key)
}

/// The sections of the rail in their order, each with the screen it opens: the first of its tabs.
pub fn sections(subjects: &[&'static Subject]) -> Vec<(&'static Section, &'static ScreenDef)> {
    let mut out: Vec<(&'static Section, &'static ScreenDef)> = Vec::new();
    for def in subjects.iter().flat_map(|s| s.screens).filter(|d| d.tab.is_some()) {
        match out.iter_mut().find(|(section, _)| section.key == def.section.key) {
            Some((_, first)) if def.tab < first.tab => *first = def,
            Some(_) => {}
            None => out.push((def.section, def)),
        }
    }
    // A section stands where the subject of its name does, also when a subject further up adds a tab to it.
    let place = |section: &Section| subjects.iter().position(|s| s.key == section.key).unwrap_or(subjects.len());
    out.sort_by_key(|(section, _)| place(section));
    out
}

/// The tabs of a section in their order.
pub fn tabs_of(subjects: &[&'static Subject], section: &str) -> Vec<&'static ScreenDef> {
    let mut tabs: Vec<_> =
        subjects.iter().flat_map(|s| s.screens).filter(|d| d.section.key == section && d.tab.is_some()).collect();
    tabs.sort_by_key(|d| d.tab);
    tabs
}
