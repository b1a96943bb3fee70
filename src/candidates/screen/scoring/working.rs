//! A card while it is filled in: what was chosen and typed, wiped when it leaves the desk.

use zeroize::Zeroize as _;

use super::super::super::model::{Criterion, CriterionId, Whole};
use super::super::super::opened::{Mark, Says};
use super::super::super::seal::{CardText, NoteText};

/// One criterion of a card that is being filled in.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Line {
    pub says: Option<Says>,
    pub note: String,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.note.zeroize();
    }
}

/// A card that is being filled in.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Working {
    pub lines: Vec<(CriterionId, Line)>,
    pub remark: String,
}

impl Working {
    pub fn of(whole: &Whole, card: Option<&CardText>) -> Self {
        let line = |one: &Criterion| {
            let mark = card.and_then(|card| card.mark(one.id.0));
            let id = one.id.to_string();
            let noted = card.and_then(|card| card.unmarked.iter().find(|note| note.criterion == id));
            let note = mark.as_ref().map(|mark| mark.note.clone()).or(noted.map(|noted| noted.note.clone()));
            (one.id, Line { says: mark.map(|mark| mark.says), note: note.unwrap_or_default() })
        };
        let remark = card.map(|card| card.remark.clone()).unwrap_or_default();
        Self { lines: whole.criteria.iter().map(line).collect(), remark }
    }

    pub fn card(&self) -> CardText {
        let mut card = CardText { remark: self.remark.clone(), ..CardText::default() };
        for (id, line) in &self.lines {
            match line.says {
                Some(says) => card.set(id.0, Mark { says, note: line.note.clone() }),
                None if line.note.is_empty() => {}
                None => card.unmarked.push(NoteText { criterion: id.to_string(), note: line.note.clone() }),
            }
        }
        card
    }

    pub fn is_blank(&self) -> bool {
        self.remark.is_empty() && self.lines.iter().all(|(_, line)| line.says.is_none() && line.note.is_empty())
    }
}
