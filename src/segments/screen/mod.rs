//! The segments on screen: the list with how many each holds, beside it one in words; and the builder, in which one is put
//! together while it counts.

mod builder;
mod commands;
mod counts;
mod days;
mod list;
mod offers;
mod pane;
mod tree;

use egui::Ui;

use super::examples::Example;
use super::model::{NewSegment, SegmentId, Stored, another_name};
use super::store::Words;
use super::{examples, json, ops, store};
use crate::app::export::Exporting;
use crate::app::{Command, Live, Reply, Screen, Sight};
use crate::kit::{Day, Problem};
use crate::people::store::EXPORT;
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{Answer, Dialog, Field, Split, Tone};

use builder::{Builder, Outcome};
pub use commands::COMMANDS;
use commands::{CHANGE, DELETE, DUPLICATE, LABELS, LETTER, NEW, OUT, OUT_ALL, RENAME, SHOW};
use counts::Counts;

/// The key of the screen.
pub const LIST: &str = "people.segments";
/// The register's list, which a segment narrows.
const PEOPLE: &str = "people.list";
/// The screens where letters are written and labels made; known by their keys alone.
const LETTERS_TO: &str = "letters.run";
const LABELS_FOR: &str = "letters.labels";

/// Begins with a ready-made one.
const EXAMPLE: &str = "example";

/// A segment as the list shows it.
#[derive(Clone, Debug)]
struct Line {
    stored: Stored,
    /// Its words, or why it cannot be asked.
    words: Result<Words, String>,
}

/// What a part of the screen asks for.
#[derive(Clone, Debug)]
enum Want {
    Begin(Box<Example>),
    Command(&'static Command),
}

/// See the head of this file.
pub struct SegmentsScreen {
    lines: Live<Vec<Line>, Day>,
    counts: Counts,
    table: TableState,
    split: Split,
    /// Which one is shown, whether or not the list has it yet.
    wanted: Option<SegmentId>,
    builder: Option<Builder>,
    renaming: Option<Renaming>,
    /// A builder with something in it is to be left.
    leaving: bool,
    export: Exporting,
    /// Steps that need no form.
    making: Option<Reply<SegmentId>>,
    deleting: Option<Reply<()>>,
    pending: Option<&'static str>,
    focus_table: bool,
}

/// The dialog in which a segment gets another name.
#[derive(Debug)]
struct Renaming {
    id: SegmentId,
    name: String,
    note: String,
    problem: Option<String>,
    going: Option<Reply<()>>,
}

impl SegmentsScreen {
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            lines: Live::new(&[]),
            counts: Counts::default(),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            builder: None,
            renaming: None,
            leaving: false,
            export: Exporting::default(),
            making: None,
            deleting: None,
            pending: None,
            focus_table: false,
        })
    }

    /// The segment in the pane.
    fn shown(&self) -> Option<&Line> {
        let lines = self.lines.get()?;
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let wanted = self.wanted.and_then(|id| lines.iter().find(|line| line.stored.id == id));
        wanted.or_else(|| lines.get(at)).or_else(|| lines.first())
    }

    /// Puts the cursor where the segment stands that is shown.
    fn follow(&mut self) {
        if self.table.selection.cursor().is_none() && self.lines.get().is_some_and(|lines| !lines.is_empty()) {
            self.table.selection.set(0);
        }
        let Some(id) = self.wanted else { return };
        let at = self.lines.get().and_then(|lines| lines.iter().position(|line| line.stored.id == id));
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok())
            && self.table.selection.cursor() != Some(at)
        {
            self.table.selection.set(at);
            self.table.reveal = Some(at);
        }
    }

    fn take(&mut self, sight: &Sight<'_>) {
        if let Some(answer) = self.making.as_mut().and_then(Reply::take) {
            self.making = None;
            match answer {
                Ok(id) => self.wanted = Some(id),
                Err(problem) => sight.problem(problem),
            }
        }
        if let Some(answer) = self.deleting.as_mut().and_then(Reply::take) {
            self.deleting = None;
            if let Err(problem) = answer {
                sight.problem(problem);
            }
        }
        let renamed = self.renaming.as_mut().and_then(|renaming| renaming.going.as_mut()).and_then(Reply::take);
        match renamed {
            Some(Ok(())) => (self.renaming, self.focus_table) = (None, true),
            Some(Err(problem)) => {
                if let Some(renaming) = &mut self.renaming {
                    (renaming.going, renaming.problem) = (None, Some(in_one(problem)));
                }
            }
            None => {}
        }
        self.export.logic(sight);
    }

    /// Does a command about the segment in the pane.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if let Some(why) = COMMANDS.iter().find(|command| command.key == key).and_then(|command| command.refused(sight))
        {
            sight.notice(Tone::Warning, why, "");
            return;
        }
        if key == NEW.key {
            self.build(Builder::new(sight));
            return;
        }
        if key == EXAMPLE {
            let all = examples::examples(sight.setup().conditions, *sight.currency());
            if let Some(example) = all.into_iter().next() {
                self.build(Builder::like(sight, &example));
            }
            return;
        }
        let Some(line) = self.shown().cloned() else {
            sight.notice(Tone::Warning, t!("No segment is open"), t!("Make one, or choose one in the list"));
            return;
        };
        let Line { stored, words } = line;
        let id = stored.id;
        self.wanted = Some(id);
        if key == DELETE.key {
            self.deleting = Some(sight.desk.run(&ops::DELETE, move |office| ops::delete(office, id)));
            self.wanted = None;
        } else if key == RENAME.key {
            self.renaming = Some(Renaming { id, name: stored.name, note: stored.note, problem: None, going: None });
        } else if let Err(why) = words {
            sight.notice(Tone::Warning, why, "");
        } else if key == SHOW.key {
            sight.go(PEOPLE, format!("segment:{id}"));
        } else if key == LETTER.key || key == LABELS.key {
            sight.go(if key == LETTER.key { LETTERS_TO } else { LABELS_FOR }, format!("segment:{id}"));
        } else if key == OUT.key || key == OUT_ALL.key {
            self.export.begin_segment(sight, &EXPORT, (id.0, &stored.name), key == OUT_ALL.key);
        } else if key == DUPLICATE.key {
            self.duplicate(sight, &stored);
        } else if key == CHANGE.key {
            match Builder::change(sight, &stored) {
                Ok(builder) => self.build(builder),
                Err(problem) => sight.problem(problem),
            }
        }
    }

    fn duplicate(&mut self, sight: &Sight<'_>, stored: &Stored) {
        let taken: Vec<String> = self.lines.get().into_iter().flatten().map(|line| line.stored.name.clone()).collect();
        let (name, stored, today) = (another_name(&stored.name, &taken), stored.clone(), sight.today());
        self.making = Some(sight.desk.run(&ops::ADD, move |office| {
            let tree = office.read(|conn| {
                let asking = crate::office::condition::Asking::new(conn, today)?;
                store::tree(&asking, office.setup().conditions, &stored)
            })?;
            ops::add(office, &NewSegment { name, note: stored.note, tree })
        }));
    }

    /// Opens the builder; one that is half filled stays.
    fn build(&mut self, builder: Builder) {
        match &mut self.builder {
            Some(open) if open.is_dirty() => open.resume(),
            _ => self.builder = Some(builder),
        }
    }

    fn close_builder(&mut self) {
        (self.builder, self.leaving, self.focus_table) = (None, false, true);
    }

    fn dialogs(&mut self, ui: &Ui, sight: &Sight<'_>) {
        if self.leaving {
            let body = t!("What you put together is not saved.");
            match Dialog::new(t!("Leave without saving?"), t!("Leave")).danger().body(body).show(ui, |_| {}) {
                Answer::Open => {}
                Answer::Confirmed => self.close_builder(),
                Answer::Cancelled => {
                    self.leaving = false;
                    if let Some(builder) = &mut self.builder {
                        builder.resume();
                    }
                }
            }
        }
        let Some(renaming) = &mut self.renaming else { return };
        let busy = renaming.going.is_some().then(|| t!("Renaming…"));
        let dialog = Dialog::new(t!("Rename the segment"), t!("Rename")).unless(busy);
        let answer = dialog.show(ui, |ui| {
            let field = Field::new(t!("Name"), &mut renaming.name).problem(renaming.problem.as_deref());
            if field.show(ui).changed() {
                renaming.problem = None;
            }
            Field::new(t!("Note"), &mut renaming.note).show(ui);
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => (self.renaming, self.focus_table) = (None, true),
            Answer::Confirmed => {
                let (id, name, note) = (renaming.id, renaming.name.clone(), renaming.note.clone());
                renaming.going =
                    Some(sight.desk.run(&ops::CHANGE, move |office| ops::rename(office, id, &name, &note)));
            }
        }
    }
}

/// A problem in one text.
fn in_one(problem: Problem) -> String {
    match problem.hint {
        Some(hint) => format!("{}. {hint}", problem.message),
        None => problem.message,
    }
}

/// What the list shows of every segment.
fn lines(office: &crate::office::Office, today: Day) -> crate::kit::Result<Vec<Line>> {
    office.read(|conn| {
        let asking = crate::office::condition::Asking::new(conn, today)?;
        let all = store::all(conn)?.into_iter().map(|stored| {
            let words = json::read(&stored.asks, office.setup().conditions, *asking.profile.currency);
            let words = words.and_then(|tree| store::words(&asking, &tree)).map_err(in_one);
            Line { stored, words }
        });
        Ok(all.collect())
    })
}

impl Screen for SegmentsScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.lines.want_office(sight.desk, sight.today(), |office, today| lines(office, *today));
        self.take(sight);
        self.follow();
        if let Some(builder) = &mut self.builder {
            if let Some(id) = builder.logic(sight, &mut self.counts) {
                self.wanted = Some(id);
                self.close_builder();
            }
        } else {
            let lines = self.lines.get().into_iter().flatten();
            let wanted: Vec<String> =
                lines.filter(|line| line.words.is_ok()).map(|line| line.stored.asks.clone()).collect();
            self.counts.want(sight, &wanted, true);
        }
        if let Some(key) = self.pending
            && self.lines.get().is_some()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if let Some(builder) = &mut self.builder {
            match builder.ui(ui, sight, &self.counts, !self.leaving) {
                Some(Outcome::Leave) if builder.is_dirty() => self.leaving = true,
                Some(Outcome::Leave) => self.close_builder(),
                None => {}
            }
            self.dialogs(ui, sight);
            return;
        }
        let subtitle = match self.lines.get().map_or(0, Vec::len) {
            0 => String::new(),
            n => crate::kit::text::plural(n, t!("segment"), t!("segments")),
        };
        sight.header(ui, &subtitle, |ui| {
            NEW.primary(ui, sight);
        });
        let mut want = None;
        match self.lines.get() {
            None => {}
            Some(lines) if lines.is_empty() => {
                let all = examples::examples(sight.setup().conditions, *sight.currency());
                want = list::empty(ui, sight, &all);
            }
            Some(_) => {
                let mut split = self.split;
                let this = std::cell::RefCell::new((&mut *self, &mut want));
                split.show(
                    ui,
                    |ui| {
                        let (this, want) = &mut *this.borrow_mut();
                        **want = list::show(this, ui, sight);
                    },
                    |ui| {
                        let (this, want) = &mut *this.borrow_mut();
                        if let Some(line) = this.shown() {
                            **want = pane::show(ui, sight, line, &this.counts).or(want.take());
                        }
                    },
                );
                self.split = split;
            }
        }
        match want {
            Some(Want::Begin(example)) => self.build(Builder::like(sight, &example)),
            Some(Want::Command(command)) => self.begin(command.key, sight),
            None => {}
        }
        self.dialogs(ui, sight);
    }

    fn go(&mut self, filter: &str) {
        let (word, rest) = filter.split_once(':').unwrap_or((filter, ""));
        if let Ok(id) = word.parse() {
            self.wanted = Some(SegmentId(id));
            return;
        }
        if let Ok(id) = rest.parse() {
            self.wanted = Some(SegmentId(id));
        }
        if word == EXAMPLE {
            self.pending = Some(EXAMPLE);
            return;
        }
        self.pending = COMMANDS.iter().map(|command| command.key).find(|key| key.rsplit('.').next() == Some(word));
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if self.builder.is_none() || key == NEW.key {
            self.begin(key, sight);
        }
    }

    fn draft(&self) -> Option<String> {
        self.builder.as_ref().and_then(Builder::draft)
    }

    fn restore(&mut self, draft: &str) {
        self.builder = Builder::restore(draft);
    }
}
