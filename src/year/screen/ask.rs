//! What is asked before a year is closed or opened again, of a note, of a category's place, of the examiner's list.

use egui::Ui;

use super::super::model::{
    CategoryId, CategoryKind, CloseId, FieldProblem, NewSample, Outcome, SAMPLE, SampleId, Sampled, Year,
};
use super::super::ops::{self, NewClosing};
use super::Shown;
use crate::app::{Reply, Sight};
use crate::cli::{ClosingItem, ClosingOf};
use crate::kit::day;
use crate::ledger::screen::parts::{Fields, problem, two, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, SMALL, look};

/// A category with the lines that it can stand on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    id: CategoryId,
    name: String,
    kind: CategoryKind,
    line: String,
}

pub(super) fn places(all: Vec<(CategoryId, String, CategoryKind, String, bool)>) -> Vec<Place> {
    all.into_iter().map(|(id, name, kind, line, _)| Place { id, name, kind, line }).collect()
}

/// A line of the form: its key and its words.
type Line = (String, String);

/// What is asked about, with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Close {
        year: Year,
        /// What is open, each with the reason to leave it.
        open: Vec<(ClosingItem, String)>,
        note: String,
    },
    Reopen {
        id: CloseId,
        label: String,
        why: String,
    },
    Note {
        year: Year,
        notes: Vec<(String, String, String)>,
        key: String,
        /// The texts by key, in the order of the notes.
        texts: Vec<String>,
    },
    Place {
        places: Vec<Place>,
        lines: Vec<(CategoryKind, Vec<Line>)>,
        chosen: usize,
        line: String,
    },
    Examine {
        year: Year,
        count: String,
        least: String,
        seed: String,
    },
    Found {
        sample: SampleId,
        one: Sampled,
        outcome: Outcome,
        note: String,
    },
}

impl What {
    pub(super) fn close(shown: &Shown) -> Self {
        let open = shown.items.iter().filter(|item| item.open > 0).map(|item| (item.clone(), String::new()));
        Self::Close { year: shown.year, open: open.collect(), note: String::new() }
    }

    pub(super) fn note(shown: &Shown) -> Option<Self> {
        let notes: Vec<(String, String, String)> = shown
            .form
            .notes
            .iter()
            .filter(|note| note.typed)
            .map(|note| (note.key.clone(), note.title.clone(), note.hint.clone()))
            .collect();
        let key = notes.first()?.0.clone();
        let texts = notes.iter().map(|(key, ..)| shown.notes.get(key).cloned().unwrap_or_default()).collect();
        Some(Self::Note { year: shown.year, notes, key, texts })
    }

    pub(super) fn place(shown: &Shown) -> Option<Self> {
        let line = shown.places.first()?.line.clone();
        let lines = shown.form.sections.iter().map(|section| {
            let own = section.lines.iter().map(|line| (line.key.clone(), format!("{} {}", line.number, line.title)));
            (section.side.kind(), own.collect())
        });
        Some(Self::Place { places: shown.places.clone(), lines: lines.collect(), chosen: 0, line })
    }

    pub(super) fn examine(year: Year) -> Self {
        Self::Examine { year, count: SAMPLE.to_string(), least: String::new(), seed: String::new() }
    }

    pub(super) fn found(sample: SampleId, one: &Sampled) -> Self {
        let outcome = if one.outcome == Outcome::Open { Outcome::Agreed } else { one.outcome };
        Self::Found { sample, outcome, note: one.note.clone(), one: one.clone() }
    }

    fn question(&self) -> Question {
        let question = |title: String, does: &'static str, body: String| Question { title, does, body, danger: false };
        match self {
            Self::Close { year, open, .. } => question(
                t!("Close the year {year}?", year = year.label()),
                t!("Close the year"),
                if open.is_empty() {
                    t!("Everything is settled. The entries up to {day} then stay as they are.", day = day::long(year.to))
                } else {
                    t!(
                        "The entries up to {day} then stay as they are. Say of each thing that is open why it stays so; the reason is kept.",
                        day = day::long(year.to)
                    )
                },
            ),
            Self::Reopen { label, .. } => Question {
                danger: true,
                ..question(
                    t!("Open the year {year} again?", year = label),
                    t!("Open again"),
                    t!("Its entries can be changed then, and its statement of accounts with them. That it was closed stays in the book.").to_owned(),
                )
            },
            Self::Note { year, .. } => question(
                t!("Note to the accounts of {year}", year = year.label()),
                t!("Save"),
                String::new(),
            ),
            Self::Place { .. } => question(
                t!("Where a category stands").to_owned(),
                t!("Save"),
                t!("It holds for the statements of all years that are not closed.").to_owned(),
            ),
            Self::Examine { year, .. } => question(
                t!("Draw the examiner’s list of {year}", year = year.label()),
                t!("Draw"),
                t!("A list that was drawn before stays in the file, and this one takes its place on the screen.").to_owned(),
            ),
            Self::Found { one, .. } => {
                question(t!("No. {number} of the examiner’s list", number = one.position), t!("Save"), String::new())
            }
        }
    }
}

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = ask.what.question();
    ask.show(ui, sight, &question, |ui, what, problems| fields(ui, sight, what, problems), |what| save(what, sight))
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    match what {
        What::Close { open, note, .. } => {
            for (item, why) in open.iter_mut() {
                if item.must {
                    ui::banner(ui, ui::Tone::Danger, &item.says, t!("This has to be put right first"), "", |_| {});
                    continue;
                }
                let label = t!("{what}: why it stays open", what = item.says);
                Field::new(&label, why).problem(problem(problems, item.key)).show(ui);
            }
            fields.text(ui, "note", t!("Note"), note);
        }
        What::Reopen { why, .. } => {
            fields.text(ui, "why", t!("Why"), why);
        }
        What::Note { notes, key, texts, .. } => {
            let options: Vec<(String, &str)> =
                notes.iter().map(|(key, title, _)| (key.clone(), title.as_str())).collect();
            Choice::new(t!("Which note"), key, &options).show(ui);
            if let Some(at) = notes.iter().position(|(known, ..)| known == key)
                && let Some(text) = texts.get_mut(at)
            {
                let hint = notes.get(at).map_or("", |(_, _, hint)| hint.as_str());
                Field::new(t!("What it says"), text).rows(6).hint(hint).show(ui);
            }
        }
        What::Place { places, lines, chosen, line } => {
            let options: Vec<(usize, &str)> = places.iter().enumerate().map(|(at, p)| (at, p.name.as_str())).collect();
            if Choice::new(t!("Category"), chosen, &options).show(ui).changed()
                && let Some(place) = places.get(*chosen)
            {
                line.clone_from(&place.line);
            }
            let kind = places.get(*chosen).map(|place| place.kind);
            let own = lines.iter().find(|(known, _)| Some(*known) == kind).map(|(_, own)| own.as_slice());
            let options: Vec<(String, &str)> =
                own.unwrap_or_default().iter().map(|(key, words)| (key.clone(), words.trim())).collect();
            Choice::new(t!("Stands on"), line, &options).show(ui);
        }
        What::Examine { count, least, seed, .. } => {
            two(
                ui,
                |ui| {
                    fields.text(ui, "count", t!("How many"), count);
                },
                |ui| {
                    fields.money(ui, "least", t!("And every one from"), least);
                },
            );
            fields.text(ui, "seed", t!("Seed"), seed);
            let words = t!(
                "Empty takes a new seed. Whoever examines may name one of their own, so that nobody could know it before."
            );
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        }
        What::Found { outcome, note, .. } => {
            let options = Outcome::ALL.map(|outcome| (outcome, outcome.label()));
            Choice::new(t!("Found"), outcome, &options).show(ui);
            Field::new(t!("Note"), note).problem(problem(problems, "note")).rows(3).show(ui);
            if *outcome == Outcome::Query {
                ui::paragraph(ui, t!("Say what is to be asked."), BODY.ink(look(ui).muted));
            }
        }
    }
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    Ok(match what.clone() {
        What::Close { year, open, note } => {
            let wanting = |(item, why): &&(ClosingItem, String)| item.must || why.trim().is_empty();
            let says = |(item, _): &(ClosingItem, String)| {
                FieldProblem::new(item.key, t!("Settle it, or say why it stays open"))
            };
            let problems: Vec<FieldProblem> = open.iter().filter(wanting).map(says).collect();
            if !problems.is_empty() {
                return Err(problems);
            }
            let left = open.into_iter().map(|(item, why)| (item.key.to_owned(), why)).collect();
            let new = NewClosing { year, left, note };
            let asked: Vec<ClosingOf> = sight.subjects().iter().filter_map(|subject| subject.noun.closing).collect();
            sight.desk.run(&ops::CLOSE, move |office| ops::close(office, &new, &asked).map(without_value))
        }
        What::Reopen { id, why, .. } => {
            if why.trim().is_empty() {
                return Err(vec![FieldProblem::new("why", t!("Say why; it is kept"))]);
            }
            sight.desk.run(&ops::REOPEN, move |office| ops::reopen(office, id, &why).map(without_value))
        }
        What::Note { year, notes, key, texts } => {
            let at = notes.iter().position(|(known, ..)| *known == key);
            let text = at.and_then(|at| texts.get(at)).cloned().unwrap_or_default();
            sight.desk.run(&ops::NOTE, move |office| ops::note(office, year, &key, &text))
        }
        What::Place { places, chosen, line, .. } => {
            let Some(place) = places.get(chosen).cloned() else { return Err(Vec::new()) };
            sight.desk.run(&ops::PLACE, move |office| ops::place(office, place.id, Some(&line)))
        }
        What::Examine { year, count, least, seed } => {
            let mut problems = Vec::new();
            let count = count.trim().parse().unwrap_or_else(|_no_number| {
                problems.push(FieldProblem::new("count", t!("Write a number, like 25")));
                0
            });
            let least = match least.trim() {
                "" => None,
                typed => match sight.currency().parse(typed, None) {
                    Ok(sum) => Some(sum),
                    Err(problem) => {
                        problems.push(FieldProblem::new("least", problem.message));
                        None
                    }
                },
            };
            if !problems.is_empty() {
                return Err(problems);
            }
            let new = NewSample { year, seed, count, least };
            sight.desk.run(&ops::EXAMINE, move |office| ops::examine(office, &new).map(without_value))
        }
        What::Found { sample, one, outcome, note } => {
            if outcome == Outcome::Query && note.trim().is_empty() {
                return Err(vec![FieldProblem::new("note", t!("Say what is to be asked"))]);
            }
            sight.desk.run(&ops::CHECKED, move |office| ops::checked(office, sample, one.entry, outcome, &note))
        }
    })
}
