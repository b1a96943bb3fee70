//! A text while it is written: its outline at the left, the clauses in the middle, comments at the right. What is written is kept
//! a second after the last key, outside the history; a version is what somebody saves by name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Align, Frame, Key, Layout, Margin, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};
use serde::{Deserialize, Serialize};

use super::super::anchor::{Anchor, Place};
use super::super::body::{Body, Kind};
use super::super::edit::{Caret, Editing};
use super::super::label::{self, Labels};
use super::super::model::workflow::{Stage, Workflow};
use super::super::model::{Document, DocumentId, Version, Working};
use super::super::ops::{comment, version};
use super::super::store::{self, Comment, NewComment};
use super::super::{markdown, plain, printing};
use super::text_view::{TextView, kind_name};
use super::{COMPARE, EXPORT, FIND, LIST, Looking, PRINT, PROOF, SAVE, tone};
use crate::app::paper::{Goal, Papers, draw};
use crate::app::sight::{Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text};
use crate::ledger::screen::parts::{read_only, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, icons, line, look, paint_line};

/// What the answers depend on.
const TABLES: &[&str] = &["policy_document", "policy_version", "policy_step", "policy_workflow"];
const COMMENTS: &[&str] = &["policy_comment", "policy_response", "person"];

/// Seconds after the last key until what was written is kept.
const QUIET: f64 = 1.0;
const OUTLINE: f32 = 216.0;
const BESIDE: f32 = 268.0;

/// What is known of the document that is open.
#[derive(Clone)]
struct About {
    document: Document,
    flow: Workflow,
    newest: Option<Version>,
}

impl About {
    fn stage(&self) -> Stage {
        self.flow.stage(&self.document.stage)
    }
}

#[derive(Default)]
struct Finding {
    find: String,
    with: String,
    said: String,
}

/// What a check of a text found: the clause, and what is odd.
type Proof = Vec<(i64, String)>;

/// What was typed and is not kept yet.
#[derive(Serialize, Deserialize)]
struct Rescued {
    document: i64,
    body: Body,
}

/// See the head of this file.
pub(in crate::policy) struct Editor {
    id: Option<DocumentId>,
    looking: Looking,
    about: Live<Option<About>, Option<DocumentId>>,
    comments: Live<Vec<Comment>, Option<DocumentId>>,
    opening: Option<Reply<(Working, i64)>>,
    editing: Option<Editing>,
    began: Option<i64>,
    /// The version that was the newest when the text was read.
    read_at: Option<i64>,
    view: TextView,
    /// The revision that is kept, and when the last key came.
    kept: u64,
    typed_at: f64,
    seen: u64,
    due: bool,
    keeping: Option<(u64, Reply<()>)>,
    rescued: Option<Rescued>,
    /// Texts that were left before they were kept.
    left: Vec<(DocumentId, Working)>,
    words: (u64, usize),
    finding: Option<Finding>,
    focus_find: bool,
    naming: Option<Asking<String>>,
    saving: Option<(u64, Reply<i64>)>,
    note: String,
    noting: Option<Reply<()>>,
    proof: Option<Reply<Proof>>,
    proved: Option<Proof>,
    papers: Option<Papers>,
    pending: Option<&'static str>,
}

impl Editor {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            about: Live::new(TABLES),
            comments: Live::new(COMMENTS),
            opening: None,
            editing: None,
            began: None,
            read_at: None,
            view: TextView::default(),
            kept: 0,
            typed_at: 0.0,
            seen: 0,
            due: false,
            keeping: None,
            rescued: None,
            left: Vec::new(),
            words: (u64::MAX, 0),
            finding: None,
            focus_find: false,
            naming: None,
            saving: None,
            note: String::new(),
            noting: None,
            proof: None,
            proved: None,
            papers: None,
            pending: None,
        })
    }

    fn about(&self) -> Option<&About> {
        self.about.get().and_then(Option::as_ref).filter(|about| Some(about.document.id) == self.id)
    }

    fn is_kept(&self) -> bool {
        self.editing.as_ref().is_none_or(|editing| editing.revision() == self.kept)
    }

    /// Reads the text of a document anew.
    fn open(&mut self, id: DocumentId) {
        if self.id != Some(id) || self.editing.is_none() {
            self.forget();
            self.id = Some(id);
        }
    }

    fn forget(&mut self) {
        // What was typed in the last second is kept all the same.
        if let (Some(editing), Some(id)) = (&self.editing, self.id)
            && !self.is_kept()
        {
            self.left.push((id, Working { body: editing.body().clone(), began: self.began }));
        }
        (self.editing, self.opening, self.keeping, self.proved) = (None, None, None, None);
        self.view = TextView::default();
        self.note.clear();
    }

    fn keep(&mut self, sight: &Sight<'_>) {
        let (Some(editing), Some(id)) = (&self.editing, self.id) else { return };
        if self.is_kept() || self.keeping.is_some() || read_only(sight).is_some() {
            return;
        }
        let (revision, working) = (editing.revision(), Working { body: editing.body().clone(), began: self.began });
        self.keeping = Some((revision, keep_of(sight, id, working)));
        self.due = false;
    }

    fn logic_text(&mut self, sight: &Sight<'_>) {
        let newest = self.about().map(|about| about.newest.as_ref().map(|version| version.id.0));
        // A version that came from elsewhere (an import, a merge, an undo) is read where nothing was typed meanwhile.
        if let Some(newest) = newest
            && self.editing.is_some()
            && newest != self.read_at
            && self.saving.is_none()
        {
            self.read_at = newest;
            if self.is_kept() {
                self.forget();
            }
        }
        if self.editing.is_none()
            && self.opening.is_none()
            && let (Some(id), Some(newest)) = (self.id, newest)
        {
            self.read_at = newest;
            self.opening =
                Some(sight.desk.ask(move |conn| Ok((store::working(conn, id)?, store::next_clause(conn, id)?))));
        }
        match self.opening.as_mut().and_then(Reply::take) {
            Some(Ok((working, next))) => {
                self.opening = None;
                let rescued = self.rescued.take().filter(|rescued| self.id.is_some_and(|id| id.0 == rescued.document));
                let kept = rescued.is_none();
                self.editing = Some(Editing::new(rescued.map_or(working.body, |rescued| rescued.body), next));
                (self.began, self.seen) = (working.began, 0);
                self.kept = if kept { 0 } else { u64::MAX };
            }
            Some(Err(problem)) => {
                (self.opening, self.id) = (None, None);
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn logic_replies(&mut self, sight: &Sight<'_>) {
        if let Some((revision, reply)) = &mut self.keeping
            && let Some(outcome) = reply.take()
        {
            match outcome {
                Ok(()) => self.kept = *revision,
                Err(problem) => sight.problem(problem),
            }
            self.keeping = None;
        }
        if let Some((revision, reply)) = &mut self.saving
            && let Some(outcome) = reply.take()
        {
            match outcome {
                Ok(id) => (self.kept, self.began, self.read_at) = (*revision, Some(id), Some(id)),
                Err(problem) => sight.problem(problem),
            }
            self.saving = None;
        }
        match self.noting.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.noting = None;
                self.note.clear();
            }
            Some(Err(problem)) => {
                self.noting = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.proof.as_mut().and_then(Reply::take) {
            Some(Ok(found)) => (self.proof, self.proved) = (None, Some(found)),
            Some(Err(problem)) => {
                self.proof = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
    }

    fn command_now(&mut self, key: &'static str, sight: &Sight<'_>) {
        let (Some(editing), Some(about)) = (&self.editing, self.about().cloned()) else { return };
        if key == SAVE.key {
            if about.stage().frozen {
                sight.notice(Tone::Warning, t!("The text is frozen at this stage"), t!("Amendments change it"));
            } else {
                self.naming = Some(Asking::new(String::new()));
            }
        } else if key == FIND.key {
            if self.finding.is_some() {
                self.finding = None;
            } else {
                self.finding = Some(Finding::default());
                self.focus_find = true;
            }
        } else if key == PROOF.key {
            let body = editing.body().clone();
            let comments = self.comments.get().cloned().unwrap_or_default();
            self.proof = Some(sight.desk.ask(move |_conn| Ok(proof(&body, &comments))));
        } else if key == EXPORT.key || key == PRINT.key {
            let (body, document) = (editing.body().clone(), about.document.clone());
            let width = about.newest.map_or(super::super::model::WIDTH, |version| version.width);
            let goal = if key == PRINT.key {
                Goal::Viewer(format!("{}.pdf", document.new.title))
            } else {
                Goal::Chosen(Wish {
                    title: t!("Save the text as a file").to_owned(),
                    confirm: t!("Save").to_owned(),
                    kind: WishKind::Save,
                    endings: Some((t!("Texts"), &["md", "txt", "pdf", "json"])),
                    name: format!("{}.md", document.new.title),
                })
            };
            let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
                draw(sight, t!("Writing the text"), move |office| {
                    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
                    let bytes = match ending.as_str() {
                        "pdf" => printing::text(office, &document, &body, width, &[])?,
                        "txt" => plain::plain(&body).into_bytes(),
                        "json" => body.to_json().into_bytes(),
                        _ => markdown::write(&body).into_bytes(),
                    };
                    write_whole(&path, &bytes)?;
                    Ok(vec![path])
                })
            });
            self.papers = Papers::begin(sight, goal, start);
        }
    }
}

fn keep_of(sight: &Sight<'_>, id: DocumentId, working: Working) -> Reply<()> {
    sight.desk.with_office("", move |place| {
        let office = place.as_mut().ok_or_else(|| Problem::input(t!("The office is closed")))?;
        version::keep_working(office, id, &working)
    })
}

/// References that lead nowhere, terms that are odd, comments whose words are gone.
fn proof(body: &Body, comments: &[Comment]) -> Proof {
    let terms = label::terms(body);
    let mut found: Proof = label::dangling(body)
        .iter()
        .map(|one| (one.clause, t!("refers to #{id}, which is not in the text", id = one.to)))
        .collect();
    for (list, says) in [
        (&terms.unused, t!("is defined and not used")),
        (&terms.twice, t!("is defined twice")),
        (&terms.undefined, t!("stands in quotation marks and is not defined")),
    ] {
        found.extend(list.iter().map(|(term, clause)| (*clause, format!("“{term}” {says}"))));
    }
    for comment in comments.iter().filter(|comment| comment.state == "open") {
        if let Place::Lost | Place::Clause(_) = comment.new.anchor.find(body) {
            let clause = comment.new.anchor.clause.unwrap_or(0);
            found.push((clause, t!("the words of a comment are gone: “{says}”", says = comment.new.says)));
        }
    }
    found
}

impl Editor {
    fn bar(&mut self, ui: &mut Ui, writable: bool) {
        let Some(editing) = &mut self.editing else { return };
        let caret = self.view.place(editing);
        let kind = caret.and_then(|caret| editing.clauses().get(caret.at)).map(|clause| clause.kind);
        let mut next = None;
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let all = [Kind::Heading, Kind::Numbered, Kind::Item, Kind::Paragraph];
                let names = all.map(kind_name);
                let none = all.len();
                let mut chosen = all.iter().position(|one| Some(*one) == kind).unwrap_or(none);
                if ui::segments(ui, &names, &mut chosen)
                    && writable
                    && let (Some(caret), Some(kind)) = (caret, all.get(chosen))
                {
                    next = editing.set_kind(caret, *kind);
                }
                ui.add_space(8.0);
                for (icon, name, deed) in [
                    (
                        icons::ARROW_RIGHT,
                        t!("One deeper (Tab)"),
                        Editing::indent as fn(&mut Editing, Caret) -> Option<Caret>,
                    ),
                    (icons::ARROW_LEFT, t!("One less deep (Shift+Tab)"), Editing::outdent),
                    (icons::ARROW_UP, t!("Up (Alt+Up)"), Editing::move_up),
                    (icons::ARROW_DOWN, t!("Down (Alt+Down)"), Editing::move_down),
                    (icons::TRASH, t!("Take this clause out, with what belongs to it"), Editing::delete),
                ] {
                    if ui::icon_button(ui, icon, name).clicked()
                        && writable
                        && let Some(caret) = caret
                    {
                        next = deed(editing, caret).or(Some(caret));
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if self.words.0 != editing.revision() {
                        self.words = (editing.revision(), editing.body().words());
                    }
                    let kept = if editing.revision() == self.kept { t!("kept") } else { t!("being written") };
                    let words = t!(
                        "{words} · {clauses} · {kept}",
                        words = text::plural(self.words.1, t!("word"), t!("words")),
                        clauses = text::plural(editing.clauses().len(), t!("clause"), t!("clauses")),
                        kept = kept
                    );
                    line(ui, &words, SMALL.ink(look(ui).muted));
                });
            });
        });
        if let Some(caret) = next {
            self.view.put(caret);
        }
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    }

    fn find_bar(&mut self, ui: &mut Ui, writable: bool) {
        let (Some(finding), Some(editing)) = (&mut self.finding, &mut self.editing) else { return };
        let (mut go, mut all, mut leave) = (false, false, false);
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let id = egui::Id::unique("policy.find");
                if std::mem::take(&mut self.focus_find) {
                    ui.memory_mut(|m| m.request_focus(id));
                }
                let found = Field::new(t!("Find"), &mut finding.find)
                    .bare()
                    .placeholder(t!("Find"))
                    .width(200.0)
                    .id(id)
                    .show(ui);
                go = found.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                if go {
                    found.request_focus();
                }
                go |= Button::secondary(t!("Next")).show(ui).clicked();
                Field::new(t!("Replace with"), &mut finding.with)
                    .bare()
                    .placeholder(t!("Replace with"))
                    .width(200.0)
                    .show(ui);
                let why_not = finding.find.is_empty().then(|| t!("Say what is to be found"));
                all = Button::secondary(t!("Replace all")).unless(why_not).enabled(writable).show(ui).clicked()
                    && writable;
                line(ui, &finding.said, SMALL.ink(look(ui).muted));
                leave = ui::icon_button(ui, icons::X, t!("Leave finding")).clicked();
            });
        });
        let here = self.view.place(editing).unwrap_or(Caret { at: self.view.topmost(), char: 0 });
        if all {
            let count = editing.replace_all(&finding.find, &finding.with, here);
            finding.said = t!("{count} replaced", count = text::plural(count, t!("place"), t!("places")));
        } else if go {
            match editing.find(&finding.find, Caret { char: here.char + 1, ..here }) {
                Some(caret) => {
                    finding.said.clear();
                    self.view.put(caret);
                }
                None => finding.said = t!("Nowhere").to_owned(),
            }
        }
        if leave {
            self.finding = None;
        }
    }

    fn outline(&mut self, ui: &mut Ui) {
        let Self { editing: Some(editing), view, .. } = self else { return };
        let here = view.place(editing).map_or(view.topmost(), |caret| caret.at);
        let labels = view.labels(editing);
        // Headings, and where there are none the clauses of the first level.
        let headings = editing.clauses().iter().any(|clause| clause.kind == Kind::Heading);
        let rows: Vec<(usize, &super::super::body::Clause)> = editing
            .clauses()
            .iter()
            .enumerate()
            .filter(|(_, clause)| if headings { clause.kind == Kind::Heading } else { clause.depth == 0 })
            .collect();
        let current = rows.iter().rposition(|(at, _)| *at <= here);
        let mut next = None;
        let height = 26.0;
        ScrollArea::vertical().id_salt("policy.outline").auto_shrink([false, false]).show_rows(
            ui,
            height,
            rows.len(),
            |ui, range| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for row in range {
                    let Some((at, clause)) = rows.get(row) else { continue };
                    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
                    let colors = look(ui);
                    let on = current == Some(row);
                    let short =
                        labels.get(clause.id).map(|l| l.short.clone()).filter(|_| !headings).unwrap_or_default();
                    let words = if short.is_empty() {
                        labels.plain(&clause.text)
                    } else {
                        format!("{short} {}", labels.plain(&clause.text))
                    };
                    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &words));
                    if on || response.hovered() {
                        ui.painter().rect_filled(
                            rect.shrink2(vec2(8.0, 1.0)),
                            6.0,
                            if on { colors.accent_tint } else { colors.sunk },
                        );
                    }
                    let left = 20.0 + f32::from(clause.depth.min(4)) * 12.0;
                    let ink = if on { colors.accent } else { colors.text };
                    let look_ = if clause.depth == 0 { SMALL.medium() } else { SMALL };
                    paint_line(
                        ui,
                        ui.painter(),
                        rect.with_min_x(rect.min.x + left).with_max_x(rect.max.x - 12.0),
                        Align::Min,
                        &words,
                        look_.ink(ink),
                    );
                    if response.clicked() {
                        next = Some(Caret { at: *at, char: 0 });
                    }
                }
            },
        );
        if let Some(caret) = next {
            view.put(caret);
        }
    }

    fn beside(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { editing: Some(editing), view, comments, proved: found, note, noting, id, .. } = self else { return };
        let here = view.place(editing);
        let clause = here.and_then(|caret| editing.clauses().get(caret.at)).cloned();
        let marked = view.marked.clone();
        let labels = view.labels(editing);
        let comments = comments.get().map_or(&[][..], Vec::as_slice);
        let mut next = None;
        ScrollArea::vertical().id_salt("policy.beside").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
                if let Some(found) = found {
                    next = proved(ui, editing, labels, found);
                }
                match &clause {
                    Some(clause) => {
                        let label = labels.shown(clause.id);
                        ui::section(
                            ui,
                            &t!(
                                "Comments on {label}",
                                label = if label.is_empty() { t!("this text") } else { label.as_str() }
                            ),
                        );
                    }
                    None => {
                        ui::section(ui, t!("Comments"));
                    }
                }
                // A clause that is there is enough here; only for one that is gone the words are looked for elsewhere.
                let place = |comment: &Comment| match comment.new.anchor.clause {
                    None => None,
                    Some(id) if editing.body().clause(id).is_some() => Some(id),
                    Some(_) => match comment.new.anchor.find(editing.body()) {
                        Place::Words { clause, .. } | Place::Moved { clause, .. } | Place::Clause(clause) => {
                            Some(clause)
                        }
                        Place::Whole | Place::Lost => None,
                    },
                };
                let (own, others): (Vec<_>, Vec<_>) = comments
                    .iter()
                    .filter(|comment| comment.state == "open")
                    .partition(|comment| clause.as_ref().is_some_and(|clause| place(comment) == Some(clause.id)));
                for comment in &own {
                    said(ui, comment);
                }
                add(ui, sight, (note, noting, *id), clause.as_ref(), marked.clone());
                if !others.is_empty() {
                    ui::section(ui, t!("Elsewhere"));
                }
                for comment in others.iter().take(60) {
                    ui.add_space(2.0);
                    let label = match place(comment) {
                        Some(id) => labels.shown(id),
                        None if comment.new.anchor.clause.is_none() => t!("The whole text").to_owned(),
                        None => t!("Its words are gone").to_owned(),
                    };
                    if Link::new(&label).small().show(ui).clicked()
                        && let Some(at) =
                            place(comment).and_then(|id| editing.clauses().iter().position(|c| c.id == id))
                    {
                        next = Some(Caret { at, char: 0 });
                    }
                    said(ui, comment);
                }
            });
        });
        if let Some(caret) = next {
            view.put(caret);
        }
    }
}

/// The field for a comment: on the words that are marked, else on the clause that has the keyboard, else on the text.
fn add(
    ui: &mut Ui,
    sight: &Sight<'_>,
    (note, noting, id): (&mut String, &mut Option<Reply<()>>, Option<DocumentId>),
    clause: Option<&super::super::body::Clause>,
    marked: Option<std::ops::Range<usize>>,
) {
    {
        let label = if marked.is_some() { t!("A comment on the marked words") } else { t!("A comment") };
        Field::new(label, note).rows(2).show(ui);
        let why_not = note.trim().is_empty().then(|| t!("Write what is to be said")).or(read_only(sight));
        if Button::secondary(t!("Add the comment")).unless(why_not).show(ui).clicked()
            && why_not.is_none()
            && let Some(document) = id
        {
            let anchor = match (clause, marked) {
                (Some(clause), Some(marked)) => {
                    let at = super::super::edit::byte(&clause.text, marked.start)
                        ..super::super::edit::byte(&clause.text, marked.end);
                    Anchor::at(clause.id, &clause.text, at)
                }
                (Some(clause), None) => Anchor::clause(clause.id),
                (None, _) => Anchor::default(),
            };
            let (says, day) = (note.trim().to_owned(), sight.today());
            *noting = Some(sight.desk.run(&comment::ADD, move |office| {
                let new = NewComment {
                    document,
                    response: None,
                    anchor,
                    says,
                    person: None,
                    name: office.who().to_owned(),
                    day,
                    theme: String::new(),
                };
                comment::add(office, &new).map(without_value)
            }));
        }
    }
}

fn said(ui: &mut Ui, comment: &Comment) {
    ui.spacing_mut().item_spacing.y = 2.0;
    if !comment.new.anchor.quote.is_empty() {
        ui::paragraph(ui, &format!("“{}”", comment.new.anchor.quote), SMALL.ink(look(ui).muted));
    }
    ui::paragraph(ui, &comment.new.says, BODY);
    let by = [comment.by.clone(), crate::kit::day::short(comment.new.day)];
    let by: Vec<&str> = by.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    ui::paragraph(ui, &by.join(" · "), SMALL.ink(look(ui).muted));
    ui.spacing_mut().item_spacing.y = 10.0;
}

fn proved(ui: &mut Ui, editing: &Editing, labels: &Labels, found: &Proof) -> Option<Caret> {
    let mut next = None;
    ui::section(ui, t!("References and terms"));
    if found.is_empty() {
        ui::paragraph(ui, t!("Nothing is odd"), BODY.ink(look(ui).muted));
    }
    for (clause, says) in found.iter().take(60) {
        if Link::new(&labels.shown(*clause)).small().show(ui).clicked() {
            next = editing.clauses().iter().position(|c| c.id == *clause).map(|at| Caret { at, char: 0 });
        }
        ui::paragraph(ui, says, SMALL);
    }
    next
}

impl Screen for Editor {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            self.open(id);
        }
        self.about.want(sight.desk, self.id, |conn, id| {
            let Some(id) = *id else { return Ok(None) };
            let document = store::document(conn, id)?;
            Ok(Some(About { flow: store::workflow(conn)?, newest: store::newest(conn, id)?, document }))
        });
        self.comments.want(sight.desk, self.id, |conn, id| id.map_or(Ok(Vec::new()), |id| store::comments(conn, id)));
        self.logic_replies(sight);
        self.logic_text(sight);
        if self.due {
            self.keep(sight);
        }
        for (id, working) in self.left.drain(..) {
            keep_of(sight, id, working).forget();
        }
        if self.naming.as_mut().is_some_and(|naming| !naming.logic()) {
            self.naming = None;
        }
        if self.editing.is_some()
            && self.about().is_some()
            && let Some(key) = self.pending.take()
        {
            self.command_now(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let about = self.about().cloned();
        let title = about.as_ref().map(|about| about.document.called(&about.flow)).unwrap_or_default();
        sight.header(ui, &title, |ui| {
            SAVE.primary(ui, sight);
            ui::menu_button(ui, t!("More for the text"), |ui| {
                for command in [&FIND, &PROOF, &PRINT, &EXPORT] {
                    command.item(ui, sight);
                }
            });
            if let Some(about) = &about {
                if Button::secondary(t!("Compare")).icon(icons::GIT_DIFF).show(ui).clicked() {
                    sight.go(COMPARE, about.document.id.to_string());
                }
                let stage = about.stage();
                ui::chip(ui, &stage.name, tone(&stage));
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let Some(about) = about else {
            let body = t!("Choose a document in the list and open its text with E, or begin one there with N");
            ui::empty_state(ui, icons::SCROLL, t!("No text is open"), body, |ui| {
                if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        };
        let writable = !about.stage().frozen && read_only(sight).is_none();
        self.bar(ui, writable);
        self.find_bar(ui, writable);
        if about.stage().frozen {
            Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
                let says = t!(
                    "The text is frozen at this stage ({stage}): it can be read and commented.",
                    stage = about.stage().name
                );
                line(ui, &says, SMALL.ink(look(ui).muted));
            });
        }
        self.columns(ui, sight, writable);
        self.ask(ui, sight);
    }

    /// A document's id.
    fn go(&mut self, filter: &str) {
        let (id, what) = filter.split_once(' ').unwrap_or((filter, ""));
        match id.parse() {
            Ok(id) => self.open(id),
            Err(_words) => self.looking.begin(id),
        }
        if what == "find" {
            self.pending = Some(FIND.key);
        } else if what == "save" {
            self.pending = Some(SAVE.key);
        } else if what == "proof" {
            self.pending = Some(PROOF.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&SAVE, &FIND, &PROOF, &EXPORT, &PRINT].into_iter().find(|c| c.key == key).map(|c| c.key);
    }

    fn draft(&self) -> Option<String> {
        let (editing, id) = (self.editing.as_ref()?, self.id?);
        if self.is_kept() {
            return None;
        }
        serde_json::to_string(&Rescued { document: id.0, body: editing.body().clone() }).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(rescued) = serde_json::from_str::<Rescued>(draft) {
            self.forget();
            self.id = Some(DocumentId(rescued.document));
            self.rescued = Some(rescued);
        }
    }
}

impl Editor {
    fn columns(&mut self, ui: &mut Ui, sight: &Sight<'_>, writable: bool) {
        let area = ui.available_rect_before_wrap();
        let (left, right) = if area.width() < 760.0 { (160.0, 208.0) } else { (OUTLINE, BESIDE) };
        let (outline, rest) = area.split_left_right_at_x(area.left() + left);
        let (text, beside) = rest.split_left_right_at_x(rest.right() - right);
        let colors = look(ui);
        ui.painter().vline(text.left() + 0.5, area.y_range(), Stroke::new(1.0, colors.line));
        ui.painter().vline(beside.left() + 0.5, area.y_range(), Stroke::new(1.0, colors.line));
        let child = |ui: &mut Ui, name: &str, rect: Rect, draws: &mut dyn FnMut(&mut Ui)| {
            let mut inner = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
            inner.set_clip_rect(rect.intersect(ui.clip_rect()));
            draws(&mut inner);
        };
        child(ui, "outline", outline.shrink2(vec2(0.0, 8.0)), &mut |ui| self.outline(ui));
        let mut marks: BTreeMap<i64, usize> = BTreeMap::new();
        for comment in self.comments.get().into_iter().flatten().filter(|comment| comment.state == "open") {
            if let Some(clause) = comment.new.anchor.clause {
                *marks.entry(clause).or_default() += 1;
            }
        }
        // A line of text that is too long cannot be read: at most so many points, in the middle of what there is.
        let most = 780.0_f32.min(text.width() - 2.0);
        let middle = Rect::from_center_size(text.center(), vec2(most, text.height()));
        let Self { view, editing, .. } = self;
        if let Some(editing) = editing {
            child(ui, "text", middle, &mut |ui| view.show(ui, editing, writable, &marks));
            let revision = editing.revision();
            let now = ui.input(|i| i.time);
            if revision != self.seen {
                (self.seen, self.typed_at) = (revision, now);
            }
            if !self.is_kept() && writable {
                if now - self.typed_at >= QUIET {
                    self.due = true;
                    ui.ctx().request_repaint();
                } else {
                    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(QUIET));
                }
            }
        }
        child(ui, "beside", beside.with_min_x(beside.left() + 1.0), &mut |ui| self.beside(ui, sight));
        ui.advance_cursor_after_rect(area);
    }

    fn ask(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (Some(naming), Some(id), Some(editing)) = (&mut self.naming, self.id, &self.editing) else { return };
        let question = Question {
            title: t!("Save as a version").to_owned(),
            does: t!("Save"),
            body: t!("It is kept whole, with its hash, and never changes. What you go on writing begins from it.")
                .to_owned(),
            danger: false,
        };
        let (body, mut reply) = (editing.body().clone(), None);
        let revision = editing.revision();
        let open = naming.show(
            ui,
            sight,
            &question,
            |ui, name, _| {
                Field::new(t!("What it is called"), name).placeholder(t!("Before the committee")).show(ui);
            },
            |name| {
                let saving = version::Saving::named(name);
                reply = Some(sight.desk.run(&version::SAVE, move |office| {
                    version::save(office, id, Some(body), &saving).map(|done| with_id(done, |id| id.0))
                }));
                Ok(sight.desk.ask(|_conn| Result::Ok(())))
            },
        );
        if let Some(reply) = reply {
            self.saving = Some((revision, reply));
        }
        if !open {
            self.naming = None;
        }
    }
}
