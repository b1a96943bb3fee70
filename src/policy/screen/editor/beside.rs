//! What stands at the right of a text: what a check found, the comments on the clause at hand, those elsewhere.

use super::{Editor, Proof};
use crate::app::{Reply, Sight};
use crate::ledger::screen::parts::{read_only, without_value};
use crate::policy::anchor::{Anchor, Place};
use crate::policy::edit::{Caret, Editing};
use crate::policy::inline::{self, Part};
use crate::policy::label::Labels;
use crate::policy::model::DocumentId;
use crate::policy::ops::comment;
use crate::policy::store::{Comment, NewComment};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, look};
use egui::{Frame, Margin, ScrollArea, Ui, vec2};

impl Editor {
    pub(super) fn beside(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { editing: Some(editing), view, comments, proved: found, note, noting, id, last, .. } = self else {
            return;
        };
        // The clause that has the keyboard, or had it before the field for a comment took it.
        let here = view.place(editing).or(*last);
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
                if let Some(clause) = &clause {
                    reads(ui, labels, &clause.text);
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
                if clause.is_some() && Link::new(t!("On the whole text instead")).small().show(ui).clicked() {
                    *last = None;
                }
                if clause.is_none() {
                    keys(ui);
                }
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

/// How a clause reads where it holds more than words: references by their numbers, footnotes below.
fn reads(ui: &mut Ui, labels: &Labels, text: &str) {
    if inline::stretches(text).is_empty() {
        return;
    }
    ui::section(ui, t!("As it reads"));
    ui::paragraph(ui, &labels.plain(text), SMALL);
    for piece in inline::pieces(text) {
        if let Part::Footnote(note) = piece.part {
            ui::paragraph(ui, &t!("Footnote: {note}", note = note), SMALL.ink(look(ui).muted));
        }
    }
}

/// What the keyboard does in a text, while nobody writes.
fn keys(ui: &mut Ui) {
    ui::section(ui, t!("Keys while writing"));
    for (key, does) in [
        ("Enter", t!("next clause")),
        ("Tab · Shift Tab", t!("deeper · less deep")),
        ("Alt ↑ · Alt ↓", t!("up · down")),
        ("Alt 1 2 3 4", t!("heading, clause, point, text")),
        ("Ctrl Enter", t!("split here")),
        ("Ctrl B · Ctrl I", t!("strong · emphasis")),
        ("Ctrl R", t!("refer to a clause")),
        ("Ctrl T", t!("footnote")),
        ("Ctrl Z", t!("take back")),
    ] {
        ui::paragraph(ui, &format!("{key}: {does}"), SMALL.ink(look(ui).muted));
    }
}

/// The field for a comment: on the words that are marked, else on the clause that has the keyboard, else on the text.
pub(super) fn add(
    ui: &mut Ui,
    sight: &Sight<'_>,
    (note, noting, id): (&mut String, &mut Option<Reply<()>>, Option<DocumentId>),
    clause: Option<&crate::policy::body::Clause>,
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
                    let at = crate::policy::edit::byte(&clause.text, marked.start)
                        ..crate::policy::edit::byte(&clause.text, marked.end);
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

pub(super) fn said(ui: &mut Ui, comment: &Comment) {
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

pub(super) fn proved(ui: &mut Ui, editing: &Editing, labels: &Labels, found: &Proof) -> Option<Caret> {
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
