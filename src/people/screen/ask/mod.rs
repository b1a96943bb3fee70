//! What the register asks before it acts: leaving a form, removing, tagging; and the dialogs that write.

mod consent;
mod fields;
mod link;
mod log;

use std::ops::Range;

use egui::{Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::store::{self, Filter};
use super::super::{FieldProblem, PersonId, ops};
use super::Want;
use crate::app::{Reply, Sight};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::office::Office;
use crate::t;
use crate::ui::{Answer, Button, Dialog, Field, SMALL, line, look};

pub use consent::{ConsentAsk, in_words as consent_in_words};
pub use fields::FieldsAsk;
pub use link::LinkAsk;
pub use log::{CloseAsk, LogAsk};

/// Who is tagged.
#[derive(Clone, Debug)]
pub enum Whom {
    One(PersonId, String),
    /// Those that another list has picked.
    These(Vec<PersonId>),
    /// Rows of the list as it is filtered now.
    Rows(Filter, Vec<Range<usize>>),
}

impl Whom {
    /// Who they are, as the list stands now.
    pub fn ids(&self, office: &Office) -> Result<Vec<PersonId>> {
        match self {
            Self::One(id, _) => Ok(vec![*id]),
            Self::These(ids) => Ok(ids.clone()),
            Self::Rows(filter, ranges) => office.read(|conn| {
                let mut ids = Vec::new();
                for range in ranges {
                    ids.extend(store::ids(conn, filter, range.start, range.len())?);
                }
                Ok(ids)
            }),
        }
    }

    fn says(&self) -> String {
        match self {
            Self::One(_, name) => name.clone(),
            Self::These(ids) => text::plural(ids.len(), t!("person"), t!("people")),
            Self::Rows(_, ranges) => {
                text::plural(ranges.iter().map(ExactSizeIterator::len).sum(), t!("person"), t!("people"))
            }
        }
    }
}

/// The dialog while it is open.
pub enum Ask {
    /// Leave the form without saving; then the person is shown.
    Leave(Option<PersonId>),
    Remove {
        id: PersonId,
        name: String,
        going: Option<Reply<()>>,
    },
    /// Removing was refused, and why.
    Kept(Problem),
    Tag {
        whom: Whom,
        text: String,
        off: bool,
        has: Vec<String>,
        problem: Option<String>,
        going: Option<Reply<usize>>,
    },
    Log(Box<LogAsk>),
    Close(Box<CloseAsk>),
    Consent(Box<ConsentAsk>),
    Link(Box<LinkAsk>),
    Fields(Box<FieldsAsk>),
}

/// What was typed into a dialog, kept while the office is locked.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draft {
    Log(Box<log::Draft>),
    Consent(Box<consent::Draft>),
}

/// What is wrong with one field of a dialog.
fn problem_of<'p>(problems: &'p [FieldProblem], field: &str) -> Option<&'p str> {
    problems.iter().find(|p| p.field == field).map(|p| p.message.as_str())
}

/// A refusal in one text.
fn refusal(problem: Problem) -> String {
    match problem.hint {
        Some(hint) => format!("{}. {hint}", problem.message),
        None => problem.message,
    }
}

impl Ask {
    pub fn remove(id: PersonId, name: &str) -> Self {
        Self::Remove { id, name: name.to_owned(), going: None }
    }

    /// `has`: the tags to take from, where one is taken off.
    pub fn tag(whom: Whom, off: bool, has: Vec<String>) -> Self {
        Self::Tag { whom, text: String::new(), off, has, problem: None, going: None }
    }

    /// What is typed in the dialog and not saved, as text.
    pub fn draft(&self) -> Option<String> {
        let draft = match self {
            Self::Log(ask) => Draft::Log(Box::new(ask.draft()?)),
            Self::Consent(ask) => Draft::Consent(Box::new(ask.draft()?)),
            _ => return None,
        };
        serde_json::to_string(&draft).ok()
    }

    /// The dialog as it was, and whom it is about; nothing where the text is no draft of a dialog.
    pub fn restore(draft: &str) -> Option<(Self, PersonId)> {
        Some(match serde_json::from_str(draft).ok()? {
            Draft::Log(draft) => {
                let person = draft.person;
                (Self::Log(Box::new(LogAsk::restore(*draft))), person)
            }
            Draft::Consent(draft) => {
                let person = draft.person;
                (Self::Consent(Box::new(ConsentAsk::restore(*draft))), person)
            }
        })
    }

    /// Takes answers; `false` once the dialog is done with.
    pub fn logic(&mut self, sight: &Sight<'_>) -> bool {
        match self {
            Self::Log(ask) => return ask.logic(),
            Self::Close(ask) => return ask.logic(),
            Self::Consent(ask) => return ask.logic(),
            Self::Link(ask) => return ask.logic(sight),
            Self::Fields(ask) => ask.logic(sight),
            Self::Remove { going: Some(reply), .. } => match reply.take() {
                Some(Ok(())) => return false,
                Some(Err(problem)) => *self = Self::Kept(problem),
                None => {}
            },
            Self::Tag { going, problem, .. } => match going.as_mut().and_then(Reply::take) {
                Some(Ok(_)) => return false,
                Some(Err(wrong)) => {
                    *going = None;
                    *problem = Some(refusal(wrong));
                }
                None => {}
            },
            _ => {}
        }
        true
    }

    /// Draws it; `Some(None)` closes it, `Some(Some(want))` closes it and goes on.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>, tags: &[(String, usize)]) -> Option<Option<Want>> {
        match self {
            Self::Leave(then) => {
                let body = t!("What you typed in the form is not saved.");
                match Dialog::new(t!("Leave without saving?"), t!("Leave")).danger().body(body).show(ui, |_| {}) {
                    Answer::Open => None,
                    Answer::Confirmed => Some(Some(Want::Discard(*then))),
                    Answer::Cancelled => Some(Some(Want::Resume)),
                }
            }
            Self::Remove { id, name, going } => {
                let busy = going.is_some().then(|| t!("Removing…"));
                let title = t!("Remove {name}?", name = super::cut(name, 60));
                let body = t!(
                    "The person goes from the register with addresses, numbers, notes, tags, links and all that was noted. Undo brings all of it back."
                );
                let dialog = Dialog::new(&title, t!("Remove")).danger().body(body).unless(busy);
                match dialog.show(ui, |_| {}) {
                    Answer::Open => None,
                    Answer::Cancelled => Some(None),
                    Answer::Confirmed => {
                        let id = *id;
                        *going = Some(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, id)));
                        None
                    }
                }
            }
            Self::Kept(problem) => {
                let body = match &problem.hint {
                    Some(hint) => format!("{}.\n\n{hint}.", problem.message),
                    None => format!("{}.", problem.message),
                };
                let answer = Dialog::new(t!("Not removed"), t!("Close")).only_confirm().body(&body).show(ui, |_| {});
                (answer != Answer::Open).then_some(None)
            }
            Self::Tag { .. } => self.tag_ui(ui, sight, tags),
            Self::Log(ask) => ask.ui(ui, sight).then_some(None),
            Self::Close(ask) => ask.ui(ui, sight).then_some(None),
            Self::Consent(ask) => ask.ui(ui, sight).then_some(None),
            Self::Link(ask) => ask.ui(ui, sight).then_some(None),
            Self::Fields(ask) => ask.ui(ui, sight).then_some(None),
        }
    }

    fn tag_ui(&mut self, ui: &Ui, sight: &Sight<'_>, tags: &[(String, usize)]) -> Option<Option<Want>> {
        let Self::Tag { whom, text, off, has, problem, going } = self else { return Some(None) };
        let off = *off;
        let (title, confirm) = if off {
            (t!("Take a tag off {whom}", whom = super::cut(&whom.says(), 40)), t!("Take it off"))
        } else {
            (t!("Put a tag on {whom}", whom = super::cut(&whom.says(), 40)), t!("Put it on"))
        };
        let why_not = if going.is_some() {
            Some(t!("One moment…"))
        } else {
            text.trim().is_empty().then(|| t!("Write a tag, or choose one"))
        };
        let typed = fold(text);
        let known: Vec<&str> = if off && !has.is_empty() {
            has.iter().map(String::as_str).collect()
        } else {
            tags.iter().map(|(tag, _)| tag.as_str()).filter(|tag| !has.iter().any(|h| h == tag)).collect()
        };
        let offered: Vec<&str> = known.into_iter().filter(|tag| fold(tag).contains(&typed)).take(12).collect();
        let answer = Dialog::new(&title, confirm).unless(why_not).show(ui, |ui| {
            if Field::new(t!("Tag"), text).problem(problem.as_deref()).show(ui).changed() {
                *problem = None;
            }
            if !offered.is_empty() {
                line(ui, t!("Tags in use"), SMALL.medium().ink(look(ui).muted));
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                    for tag in offered {
                        if Button::secondary(&super::cut(tag, 40)).show(ui).clicked() {
                            tag.clone_into(text);
                        }
                    }
                });
            }
        });
        match answer {
            Answer::Open => None,
            Answer::Cancelled => Some(None),
            Answer::Confirmed => {
                let (whom, text) = (whom.clone(), text.trim().to_owned());
                let op = if off { &ops::UNTAG } else { &ops::TAG };
                *going = Some(sight.desk.run(op, move |office| {
                    let ids = whom.ids(office)?;
                    if off { ops::untag(office, &ids, &text) } else { ops::tag(office, &ids, &text) }
                }));
                None
            }
        }
    }
}

/// Row numbers as ranges.
pub fn ranges(rows: impl Iterator<Item = u64>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for row in rows.filter_map(|row| usize::try_from(row).ok()) {
        match all.last_mut() {
            Some(last) if last.end == row => last.end += 1,
            _ => all.push(row..row + 1),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_ranges() {
        assert_eq!(ranges([0, 1, 2, 5, 7, 8].into_iter()), [0..3, 5..6, 7..9]);
        assert!(ranges(std::iter::empty()).is_empty());
    }
}
