//! The register on screen: the list with its search, the pane with one person or the form, and what is asked.
//!
//! [`list`] picks, [`detail`] shows, [`form`] writes, [`ask`] asks; each answers with a [`Want`], which is done here.

mod ask;
mod commands;
mod deeds;
mod detail;
pub mod duplicates;
mod erase;
mod fields;
mod form;
mod held;
pub mod import;
mod likely;
mod list;
pub mod many;
mod more;
mod narrowed;
mod papers;
mod parts;
mod pen;
pub mod person;
pub mod retention;
mod words;

use egui::Ui;

use super::store::{self, Filter, Likely};
use super::{LinkId, LogId, LogKind, LogLine, Logged, PersonForm, PersonId, ops};
use crate::app::export::Exporting;
use crate::app::{Live, Opens, Reply, Screen, Sight, Todo};
use crate::cli::{self, About};
use crate::office::attachments::{self, Attachment, AttachmentId};
use crate::office::history;
use crate::t;
use crate::ui::Split;

use ask::{Ask, FieldsAsk};
pub use commands::COMMANDS;
use commands::{
    ADD, ADDRESS_LABELS, ALL_REPORTS, BRING_IN, CONSENT, EDIT, ERASE, EXPORT, EXPORT_ALL, FIELDS, LABELS, LETTER,
    LETTERS_TO, LINK, LOG, REMOVE, REPORTS, SEARCH, TAG, UNTAG,
};
use detail::Seen;
use erase::Erase;
use form::{After, Editing};
use held::Held;
use list::{List, TABLES};
use papers::Papers;

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
    Consent,
    Save(After),
    /// Leave the form, after asking where something would be lost.
    Leave,
    Discard(Option<PersonId>),
    Resume,
    /// The one being typed is in the register already.
    UseInstead(PersonId),
    /// The two that are selected may be one.
    Compare,
    /// Another person, wherever they stand.
    Show(PersonId),
    Unlink(LinkId),
    ChangeLog(Box<Logged>),
    CloseLog(Box<Logged>),
    RemoveLog(LogId),
    OpenPaper(Attachment),
    Detach(AttachmentId),
}

/// What the pane depends on.
const RECORD: &[&str] = &[
    "person",
    "person_address",
    "person_contact",
    "person_tag",
    "person_own",
    "own_field",
    "person_consent",
    "person_link",
    "person_log",
    "attachment",
];

/// The register's screen.
pub struct People {
    list: List,
    record: Live<Option<Seen>, Option<PersonId>>,
    /// What other parts of the office say of the person in the pane, and of whom they say it.
    others: Live<(Option<PersonId>, Vec<About>), Option<PersonId>>,
    form: Option<Editing>,
    likely: Live<Vec<Likely>, Option<PersonForm>>,
    ask: Option<Ask>,
    split: Split,
    export: Exporting,
    erase: Option<Erase>,
    held: Held,
    papers: Papers,
    /// Whether the pane shows the whole log.
    whole_log: bool,
    /// Small steps under way that need no dialog: a link or a note taken away.
    going: Option<Reply<()>>,
    /// The screen that makes papers, and for whom.
    paper_for: Option<(&'static str, Reply<Vec<PersonId>>)>,
    /// A command that waits until the person it is for has been read.
    waiting: Option<&'static str>,
}

impl People {
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            list: List::new(),
            record: Live::new(RECORD),
            others: Live::new(&[]),
            form: None,
            likely: Live::new(TABLES),
            ask: None,
            split: Split::default(),
            export: Exporting::default(),
            erase: None,
            held: Held::default(),
            papers: Papers::default(),
            whole_log: false,
            going: None,
            paper_for: None,
            waiting: None,
        })
    }

    /// The person in the pane, once it has been read.
    fn shown(&self) -> Option<&Seen> {
        self.record.get().and_then(Option::as_ref)
    }

    /// Exports the register, or the segment that the list shows.
    fn begin_export(&mut self, sight: &Sight<'_>, everybody: bool) {
        let Self { list, export, .. } = self;
        match (list.narrowed.segment, list.narrowed.name(), everybody) {
            (Some(id), Some(name), _) => export.begin_segment(sight, &store::EXPORT, (id, name), everybody),
            (_, _, false) => export.begin(sight, &store::EXPORT),
            (_, _, true) => export.begin_with_everybody(sight, &store::EXPORT),
        }
    }

    /// Takes the answers of small steps that need no dialog.
    fn take(&mut self, sight: &Sight<'_>) {
        if let Some(answer) = self.going.as_mut().and_then(Reply::take) {
            self.going = None;
            if let Err(problem) = answer {
                sight.problem(problem);
            }
        }
        if let Some((screen, reply)) = &mut self.paper_for
            && let Some(answer) = reply.take()
        {
            match answer {
                Ok(ids) => {
                    let ids: Vec<String> = ids.iter().map(PersonId::to_string).collect();
                    sight.go(screen, format!("people:{}", ids.join(",")));
                }
                Err(problem) => sight.problem(problem),
            }
            self.paper_for = None;
        }
        self.papers.logic(sight);
        self.export.logic(sight);
    }
}

impl Screen for People {
    fn logic(&mut self, sight: &Sight<'_>) {
        let open = self.list.logic(sight);
        let today = sight.today();
        self.record.want(sight.desk, open, move |conn, id| {
            let Some(person) = id.map(|id| store::find(conn, id)).transpose()?.flatten() else { return Ok(None) };
            // Who was merged into another is not the one that was asked for.
            let id = person.id;
            Ok(Some(Seen {
                taken_in: store::taken_in(conn, id)?,
                fields: store::own_fields(conn)?,
                standing: store::standing(conn, id, today)?,
                consents: store::consents(conn, id)?,
                links: store::links(conn, id)?,
                log: store::log_of(conn, id)?,
                papers: attachments::of(conn, ops::OWNER, id.0)?,
                history: history::of_record(conn, &store::parts(conn, id)?)?,
                person,
            }))
        });
        let (shown, subjects) = (self.shown().map(|seen| seen.person.id), sight.subjects());
        self.others.want(sight.desk, shown, move |conn, id| {
            let Some(person) = *id else { return Ok((None, Vec::new())) };
            Ok((*id, cli::about(subjects.iter().map(|subject| &subject.noun), conn, person.0, today)?))
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
        if let (Some(Ask::Consent(ask)), Some(Some(seen))) = (&mut self.ask, self.record.get()) {
            ask.know(seen.person.id, &seen.consents);
        }
        self.step_over_a_gap();
        self.catch_up(sight, open);
        if let (Some(form), Some(fields)) = (&mut self.form, self.list.fields.get()) {
            form.with_fields(fields);
        }
        if let Some((id, after)) = self.form.as_mut().and_then(Editing::logic) {
            self.saved(id, after);
        }
        let typed = self.form.as_ref().filter(|form| form.id().is_none()).map(|form| form.form().clone());
        self.likely.want(sight.desk, typed, move |conn, form| match form {
            Some(form) => store::likely_duplicates(conn, form, today, likely::MOST),
            None => Ok(Vec::new()),
        });
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
            self.list.focus_table = true;
        }
        if self.erase.as_mut().is_some_and(|asked| !asked.logic(sight)) {
            self.erase = None;
            self.list.focus_table = true;
        }
        self.held.logic(sight);
        self.take(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, &self.list.subtitle(), |ui| {
            ADD.primary(ui, sight);
            BRING_IN.secondary(ui, sight);
            if !self.list.is_empty() && ui.available_width() > 420.0 {
                EXPORT.secondary(ui, sight);
            }
            if REPORTS.refused(sight).is_none() && ui.available_width() > 420.0 {
                REPORTS.secondary(ui, sight);
            }
        });
        let Self { list, record, others, form, likely, split, whole_log, .. } = self;
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
                    (None, Some(Some(seen))) => {
                        let others = others.get().filter(|(id, _)| *id == Some(seen.person.id));
                        detail::one(ui, sight, seen, others.map_or(&[][..], |(_, all)| all), whole_log)
                    }
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
            self.begin_export(sight, false);
        } else if key == EXPORT_ALL.key {
            self.begin_export(sight, true);
        } else if key == FIELDS.key {
            self.ask = Some(Ask::Fields(Box::new(FieldsAsk::new())));
        } else if key == REPORTS.key {
            sight.go(ALL_REPORTS, "sources");
        } else if self.list.table.selection.count() > 1 && (key == TAG.key || key == UNTAG.key) {
            self.begin_tag(key == UNTAG.key);
        } else if self.list.table.selection.count() > 1 && key == CONSENT.key {
            self.begin_consent(sight);
        } else if self.list.table.selection.count() > 1 && (key == LETTER.key || key == LABELS.key) {
            self.begin_paper(if key == LETTER.key { LETTERS_TO } else { ADDRESS_LABELS }, sight);
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
            ("source", _) => self.list.show(Filter { source: Some(rest.to_owned()), ..Filter::default() }),
            ("fields", _) => self.ask = Some(Ask::Fields(Box::new(FieldsAsk::new()))),
            ("edit" | "tag" | "remove" | "erase" | "log" | "consent" | "link", _) => {
                if let Ok(id) = rest.parse::<i64>() {
                    self.list.open(PersonId(id));
                }
                self.waiting = [&EDIT, &TAG, &REMOVE, &ERASE, &LOG, &CONSENT, &LINK]
                    .into_iter()
                    .map(|c| c.key)
                    .find(|key| key.rsplit('.').next() == Some(if word == "edit" { "change" } else { word }));
            }
            ("segment", _) => self.list.show_segment(rest.parse().ok()),
            ("tagged", _) => self.list.show(Filter { tag: Some(rest.to_owned()), ..Filter::default() }),
            ("people", _) => self.list.show(Filter { organisation: Some(false), ..Filter::default() }),
            ("organisations", _) => self.list.show(Filter { organisation: Some(true), ..Filter::default() }),
            _ => self.list.show(Filter { text: filter.to_owned(), ..Filter::default() }),
        }
    }

    fn draft(&self) -> Option<String> {
        self.ask.as_ref().and_then(Ask::draft).or_else(|| self.form.as_ref().and_then(Editing::draft))
    }

    fn restore(&mut self, draft: &str) {
        match Ask::restore(draft) {
            Some((ask, person)) => {
                self.list.open(person);
                self.ask = Some(ask);
            }
            None => self.form = Editing::restore(draft),
        }
    }
}

/// At most so many characters, with `…` where some are left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// What wants doing with a person, for Home.
pub fn todo(person: PersonId, name: &str, line: &LogLine) -> Todo {
    let about = cut(&line.about.replace('\n', " "), 120);
    let (says, detail) = match line.kind {
        LogKind::Concern => (t!("Concern of {name}: {about}", name = cut(name, 40), about = about), line.who.clone()),
        _ => {
            let mut step = line.step.chars();
            let step: String = step.next().into_iter().flat_map(char::to_uppercase).chain(step).collect();
            (t!("{step}: {name}", step = cut(&step, 120), name = cut(name, 40)), about)
        }
    };
    Todo { due: line.due, says, detail, does: t!("Show"), opens: Opens { screen: LIST, filter: person.to_string() } }
}
