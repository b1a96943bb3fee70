//! The register on screen: the list with its search, the pane with one person or the form, and what is asked.
//!
//! [`list`] picks, [`detail`] shows, [`form`] writes, [`dialogs`] asks; each answers with a [`Want`], which is done here.

mod commands;
mod detail;
mod dialogs;
pub mod duplicates;
mod erase;
mod form;
mod held;
pub mod import;
mod likely;
mod list;
mod parts;
mod pen;
pub mod retention;
mod words;

use egui::Ui;

use super::store::{self, Filter, Likely};
use super::{PersonForm, PersonId};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::office::history;
use crate::ui::Split;

pub use commands::COMMANDS;
use commands::{ACCESS, ADD, BRING_IN, EDIT, ERASE, EXPORT, REMOVE, SEARCH, TAG, UNTAG};
use detail::Seen;
use dialogs::{Ask, Whom, ranges};
use erase::Erase;
use form::{After, Editing};
use held::Held;
use list::{List, Pick, TABLES};

/// The key of the register's screen.
pub const LIST: &str = "people.list";
/// The key of the screen that brings in a list.
pub const IMPORT: &str = "people.import";
/// The key of the screen that shows who may be here twice.
pub const DUPLICATES: &str = "people.duplicates";
/// The key of the retention review.
pub const RETENTION: &str = "people.retention";

/// What a part of the screen asks for.
#[derive(Clone, Debug, PartialEq)]
enum Want {
    /// Another row was picked.
    Row(u64),
    Everybody,
    New(String),
    Edit,
    Tag,
    Untag,
    Save(After),
    /// Leave the form, after asking where something would be lost.
    Leave,
    Discard(Option<PersonId>),
    Resume,
    /// The one being typed is in the register already.
    UseInstead(PersonId),
    /// The two that are selected may be one.
    Compare,
}

/// The register's screen.
pub struct People {
    list: List,
    record: Live<Option<Seen>, Option<PersonId>>,
    form: Option<Editing>,
    likely: Live<Vec<Likely>, Option<PersonForm>>,
    ask: Option<Ask>,
    split: Split,
    export: Exporting,
    erase: Option<Erase>,
    held: Held,
    /// A command that waits until the person it is for has been read.
    waiting: Option<&'static str>,
}

impl People {
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            list: List::new(),
            record: Live::new(TABLES),
            form: None,
            likely: Live::new(TABLES),
            ask: None,
            split: Split::default(),
            export: Exporting::default(),
            erase: None,
            held: Held::default(),
            waiting: None,
        })
    }

    /// The person in the pane, once it has been read.
    fn shown(&self) -> Option<&Seen> {
        self.record.get().and_then(Option::as_ref)
    }

    /// Whom Tag and Untag are for.
    fn whom(&self) -> Option<Whom> {
        if self.list.table.selection.count() > 1 {
            return Some(Whom::Rows(self.list.filter.clone(), ranges(self.list.table.selection.rows())));
        }
        self.shown().map(|seen| Whom::One(seen.person.id, seen.person.details.name.clone()))
    }

    fn begin_tag(&mut self, off: bool) {
        let has = match self.shown() {
            Some(seen) if self.list.table.selection.count() <= 1 => seen.person.details.tags.clone(),
            _ => Vec::new(),
        };
        self.ask = self.whom().map(|whom| Ask::tag(whom, off, has));
    }

    fn begin_edit(&mut self) {
        if let (None, Some(seen)) = (&self.form, self.shown()) {
            self.form = Some(Editing::change(seen.person.id, &seen.person.details));
        }
    }

    /// Opens a form for somebody new; one that is half typed stays.
    fn begin_new(&mut self, name: &str) {
        match &mut self.form {
            Some(form) if form.is_dirty() => form.resume(),
            _ => self.form = Some(Editing::new(name)),
        }
    }

    fn does(&mut self, want: Want, sight: &Sight<'_>) {
        match want {
            Want::Row(at) => {
                self.list.pick = Pick::Row(at);
                self.leave(None);
            }
            Want::Everybody => self.list.show(Filter::default()),
            Want::New(name) => self.begin_new(&name),
            Want::Edit => self.waiting = Some(EDIT.key),
            Want::Tag => self.begin_tag(false),
            Want::Untag => self.begin_tag(true),
            Want::Save(after) => {
                if let Some(form) = &mut self.form {
                    form.save(sight, after);
                }
            }
            Want::Leave => self.leave(None),
            Want::UseInstead(id) => self.leave(Some(id)),
            Want::Compare => self.compare(sight),
            Want::Discard(then) => self.close_form(then),
            Want::Resume => {
                if let Some(form) = &mut self.form {
                    form.resume();
                }
            }
        }
    }

    /// Shows the two that are selected side by side.
    fn compare(&self, sight: &Sight<'_>) {
        let rows = self.list.table.selection.rows();
        let ids: Vec<PersonId> = rows.filter_map(|at| self.list.rows.get(at)).map(|hit| hit.id).collect();
        if let [a, b] = ids.as_slice() {
            sight.go(DUPLICATES, format!("{}:{}", a.0, b.0));
        }
    }

    fn leave(&mut self, then: Option<PersonId>) {
        match &self.form {
            // Choosing the person that is meant already keeps nothing that would be missed.
            Some(form) if form.is_dirty() && then.is_none() => self.ask = Some(Ask::Leave(then)),
            Some(_) => self.close_form(then),
            None => {}
        }
    }

    fn close_form(&mut self, then: Option<PersonId>) {
        self.form = None;
        self.list.focus_table = true;
        if let Some(id) = then {
            self.list.open(id);
        }
    }

    fn saved(&mut self, id: PersonId, after: After) {
        self.list.open(id);
        self.form = match after {
            After::Show => None,
            After::Next => Some(Editing::new("")),
        };
        self.list.focus_table = self.form.is_none();
    }

    /// A person that is gone makes place for the one in its row.
    fn step_over_a_gap(&mut self) {
        let Pick::Person(id) = self.list.pick else { return };
        let gone = matches!(self.record.get(), Some(None)) && self.record.asked_for() == Some(&Some(id));
        if gone && !self.record.is_coming() {
            let at = self.list.table.selection.cursor().filter(|at| *at < self.list.rows.total());
            let next = at.and_then(|at| self.list.rows.get(at)).map(|hit| hit.id);
            self.list.pick = match (next, at) {
                (Some(next), Some(at)) if next != id => Pick::Row(at),
                _ => Pick::First,
            };
        }
    }

    /// What waited for the person in the pane is done when that has been read.
    fn catch_up(&mut self, open: Option<PersonId>, sight: &Sight<'_>) {
        let Some(key) = self.waiting else { return };
        let ready = self.shown().is_some_and(|seen| Some(seen.person.id) == open);
        if open.is_none() && self.list.rows.is_known() && self.list.rows.total() == 0 {
            self.waiting = None;
        }
        if !ready {
            return;
        }
        self.waiting = None;
        if key == EDIT.key {
            self.begin_edit();
        } else if key == TAG.key {
            self.begin_tag(false);
        } else if key == UNTAG.key {
            self.begin_tag(true);
        } else if key == ERASE.key {
            self.erase = open.map(|id| Erase::new(vec![id], sight));
        } else if key == ACCESS.key {
            if let Some(seen) = self.record.get().and_then(Option::as_ref) {
                self.held.begin(sight, seen.person.id, &seen.person.details.name);
            }
        } else if let Some(seen) = self.shown() {
            self.ask = Some(Ask::remove(seen.person.id, &seen.person.details.name));
        }
    }
}

impl Screen for People {
    fn logic(&mut self, sight: &Sight<'_>) {
        let open = self.list.logic(sight);
        self.record.want(sight.desk, open, |conn, id| {
            let Some(person) = id.map(|id| store::find(conn, id)).transpose()?.flatten() else { return Ok(None) };
            let history = history::of_record(conn, &store::parts(conn, person.id)?)?;
            let taken_in = store::taken_in(conn, person.id)?;
            Ok(Some(Seen { person, taken_in, history }))
        });
        // An id that was merged into another leads to that one.
        if let (Some(asked), Some(seen)) = (open, self.shown())
            && seen.person.id != asked
            && self.record.asked_for() == Some(&open)
            && !self.record.is_coming()
        {
            let now = seen.person.id;
            self.list.open(now);
        }
        self.step_over_a_gap();
        self.catch_up(open, sight);
        if let Some((id, after)) = self.form.as_mut().and_then(Editing::logic) {
            self.saved(id, after);
        }
        let typed = self.form.as_ref().filter(|form| form.id().is_none()).map(|form| form.form().clone());
        self.likely.want(sight.desk, typed, |conn, form| match form {
            Some(form) => store::likely_duplicates(conn, form, likely::MOST),
            None => Ok(Vec::new()),
        });
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
            self.list.focus_table = true;
        }
        if self.erase.as_mut().is_some_and(|asked| !asked.logic(sight)) {
            self.erase = None;
            self.list.focus_table = true;
        }
        self.held.logic(sight);
        self.export.logic(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, &self.list.subtitle(), |ui| {
            ADD.primary(ui, sight);
            BRING_IN.secondary(ui, sight);
            if !self.list.is_empty() && ui.available_width() > 420.0 {
                EXPORT.secondary(ui, sight);
            }
        });
        let Self { list, record, form, likely, split, .. } = self;
        let tags: Vec<(String, usize)> = list.tags.get().cloned().unwrap_or_default();
        let found =
            likely.get().filter(|_| form.as_ref().is_some_and(|f| f.id().is_none())).map_or(&[][..], Vec::as_slice);
        let selected = list.table.selection.count();
        let nobody = list.is_empty();
        let (mut beside, mut left, mut right) = (None, None, None);
        split.show(
            ui,
            |ui| left = list.ui(ui, sight, |ui| beside = likely::ui(ui, found)),
            |ui| {
                right = match (form, record.get()) {
                    (Some(form), _) => form.ui(ui, sight, &tags),
                    (None, _) if selected > 1 => detail::several(ui, sight, selected),
                    (None, Some(Some(seen))) => detail::one(ui, sight, seen),
                    (None, _) => {
                        if !nobody {
                            detail::nobody(ui);
                        }
                        None
                    }
                }
            },
        );
        for want in [left, beside, right].into_iter().flatten() {
            self.does(want, sight);
        }
        if let Some(answer) = self.ask.as_mut().and_then(|ask| ask.ui(ui, sight, &tags)) {
            self.ask = None;
            if let Some(want) = answer {
                self.does(want, sight);
            }
        }
        if self.erase.as_mut().is_some_and(|asked| asked.ui(ui, sight)) {
            self.erase = None;
            self.list.focus_table = true;
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD.key {
            self.begin_new("");
        } else if key == SEARCH.key {
            self.list.focus_search = true;
        } else if key == EXPORT.key {
            if let Some(export) = super::NOUN.exports.first() {
                self.export.begin(sight, export);
            }
        } else if self.list.table.selection.count() > 1 && (key == TAG.key || key == UNTAG.key) {
            self.begin_tag(key == UNTAG.key);
        } else if let Some(command) = COMMANDS.iter().find(|c| c.key == key)
            && self.form.is_none()
        {
            self.waiting = Some(command.key);
        }
    }

    fn go(&mut self, filter: &str) {
        let (word, rest) = filter.split_once(':').unwrap_or((filter, ""));
        match (word, filter.parse::<i64>()) {
            (_, Ok(id)) => {
                self.list.open(PersonId(id));
                self.leave(None);
            }
            ("new", _) => self.begin_new(rest),
            ("edit" | "tag" | "remove" | "erase", _) => {
                if let Ok(id) = rest.parse::<i64>() {
                    self.list.open(PersonId(id));
                }
                self.waiting = [&EDIT, &TAG, &REMOVE, &ERASE]
                    .into_iter()
                    .map(|c| c.key)
                    .find(|key| key.rsplit('.').next() == Some(if word == "edit" { "change" } else { word }));
            }
            ("tagged", _) => self.list.show(Filter { tag: Some(rest.to_owned()), ..Filter::default() }),
            ("people", _) => self.list.show(Filter { organisation: Some(false), ..Filter::default() }),
            ("organisations", _) => self.list.show(Filter { organisation: Some(true), ..Filter::default() }),
            _ => self.list.show(Filter { text: filter.to_owned(), ..Filter::default() }),
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().and_then(Editing::draft)
    }

    fn restore(&mut self, draft: &str) {
        self.form = Editing::restore(draft);
    }
}

/// At most so many characters, with `…` where some are left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
