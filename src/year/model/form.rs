//! The forms of a statement of accounts, as data (`assets/accounts`): which lines it has in which order, what goes into each.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::ledger::model::CategoryKind;
use crate::office::Confidence;
use crate::t;

const TEXTS: &[&str] = &[
    include_str!("../../../assets/accounts/gb.toml"),
    include_str!("../../../assets/accounts/de.toml"),
    include_str!("../../../assets/accounts/usual.toml"),
];

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub key: String,
    /// Codes of the jurisdictions whose offices use it; empty for the one that all others use.
    pub jurisdictions: Vec<String>,
    pub title: String,
    pub basis: String,
    /// What it is and how far it can be relied on.
    pub says: String,
    pub confidence: Confidence,
    pub sources: Vec<String>,
    pub in_kind: InKind,
    /// What income less expenditure is called.
    pub result: String,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    #[serde(rename = "note")]
    pub notes: Vec<Note>,
}

/// What becomes of donations in kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InKind {
    /// They stand in a note only.
    Noted,
    /// They are income, and expenditure of the same amount.
    Counted,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub side: Side,
    pub title: String,
    pub total: String,
    pub lines: Vec<Line>,
}

/// Categories of which kind a section takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Income,
    Expense,
    Loan,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Income, Self::Expense, Self::Loan];

    /// The kind of category that belongs to it.
    pub fn kind(self) -> CategoryKind {
        match self {
            Self::Income => CategoryKind::Income,
            Self::Expense => CategoryKind::Expense,
            Self::Loan => CategoryKind::Loan,
        }
    }

    /// What the ledger's sign is multiplied with to read as people do: income and loans received positive, and what was spent.
    pub fn sign(self) -> i64 {
        if self == Self::Expense { 1 } else { -1 }
    }
}

/// A line, and what goes into it: what the kind of entry usually takes first, then names of categories, then the rest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub key: String,
    #[serde(default)]
    pub number: String,
    pub title: String,
    /// Categories that are the usual one of these kinds of entry.
    #[serde(default)]
    pub defaults: Vec<String>,
    /// Folded pieces of a category's name.
    #[serde(default)]
    pub words: Vec<String>,
    /// Only what such givers gave; another line of the same section takes the others.
    #[serde(default)]
    pub giver: Option<Giver>,
    /// Takes what no other line of the section does.
    #[serde(default)]
    pub rest: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Giver {
    /// People, and nobody known.
    Person,
    Organisation,
}

/// A note behind the figures: a text of the form, a figure, or a text that people write.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub figure: Option<NoteFigure>,
    #[serde(default)]
    pub typed: bool,
    #[serde(default)]
    pub hint: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteFigure {
    InKind,
    Funds,
    Owed,
}

impl Section {
    /// The line for a category, where nobody placed it. `organisation`: who gave is one.
    fn line_for(&self, default_for: &str, name: &str, organisation: bool) -> Option<&Line> {
        let fits = |line: &&Line| line.giver.is_none_or(|giver| (giver == Giver::Organisation) == organisation);
        let lines = || self.lines.iter().filter(fits);
        let name = fold(name);
        lines()
            .find(|line| !default_for.is_empty() && line.defaults.iter().any(|key| key == default_for))
            .or_else(|| lines().find(|line| line.words.iter().any(|word| name.contains(word.as_str()))))
            .or_else(|| lines().find(|line| line.rest))
    }

    /// The line of a key for such a giver: where lines share what they take, the one for the giver.
    fn placed(&self, key: &str, organisation: bool) -> Option<&Line> {
        let named = self.lines.iter().find(|line| line.key == key)?;
        let wanted = if organisation { Giver::Organisation } else { Giver::Person };
        match named.giver {
            Some(giver) if giver != wanted => {
                self.lines.iter().find(|line| line.giver == Some(wanted) && line.defaults == named.defaults)
            }
            _ => Some(named),
        }
    }
}

impl Form {
    /// The section that takes categories of a kind.
    pub fn section(&self, kind: CategoryKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.side.kind() == kind)
    }

    /// The line that a category stands on; `placed` is where somebody put it.
    pub fn line_of(
        &self,
        kind: CategoryKind,
        default_for: &str,
        name: &str,
        organisation: bool,
        placed: Option<&str>,
    ) -> Option<&Line> {
        let section = self.section(kind)?;
        placed
            .and_then(|key| section.placed(key, organisation))
            .or_else(|| section.line_for(default_for, name, organisation))
    }

    /// Whether a reader must be told that it was built from general knowledge.
    pub fn is_unconfirmed(&self) -> bool {
        self.confidence == Confidence::Unconfirmed
    }

    fn prove(&self) -> Result<(), String> {
        for side in Side::ALL {
            let of: Vec<_> = self.sections.iter().filter(|s| s.side == side).collect();
            let [section] = of.as_slice() else { return Err(format!("{}: one section for {side:?}", self.key)) };
            if section.lines.iter().filter(|line| line.rest && line.giver.is_none()).count() != 1 {
                return Err(format!("{}: one line of {side:?} takes the rest", self.key));
            }
            for line in &section.lines {
                let twins = section.lines.iter().filter(|l| {
                    line.giver.is_some() && l.giver.is_some() && l.defaults == line.defaults && l.words == line.words
                });
                if line.giver.is_some() && (twins.count() != 2 || line.defaults.is_empty()) {
                    return Err(format!("{}: {} has no line for the other givers", self.key, line.key));
                }
                if line.words.iter().any(|word| fold(word) != *word) {
                    return Err(format!("{}: the words of {} are not folded", self.key, line.key));
                }
            }
        }
        let mut keys: Vec<&str> = self.sections.iter().flat_map(|s| &s.lines).map(|l| l.key.as_str()).collect();
        keys.extend(self.notes.iter().map(|n| n.key.as_str()));
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() != all {
            return Err(format!("{}: a key stands twice", self.key));
        }
        let sources = |note: &Note| {
            usize::from(!note.text.is_empty()) + usize::from(note.figure.is_some()) + usize::from(note.typed)
        };
        match self.notes.iter().find(|note| sources(note) != 1) {
            Some(note) => Err(format!("{}: the note {} is a text, a figure or typed", self.key, note.key)),
            None => Ok(()),
        }
    }
}

/// Every form of this program.
///
/// # Errors
/// Only when a file of the program itself is wrong, which a test finds.
pub fn forms() -> Result<&'static [Form]> {
    static READ: OnceLock<std::result::Result<Vec<Form>, String>> = OnceLock::new();
    let one = |text: &&str| {
        let form: Form = toml::from_str(text).map_err(|e| e.to_string())?;
        form.prove()?;
        Ok(form)
    };
    READ.get_or_init(|| TEXTS.iter().map(one).collect())
        .as_deref()
        .map_err(|said| Problem::defect(t!("A form of accounts of the program is damaged")).because(said.clone()))
}

/// The form that offices of a jurisdiction use.
///
/// # Errors
/// As [`forms`].
pub fn form_for(code: &str) -> Result<&'static Form> {
    let all = forms()?;
    let own = all.iter().find(|form| form.jurisdictions.iter().any(|known| known.eq_ignore_ascii_case(code)));
    own.or_else(|| all.iter().find(|form| form.jurisdictions.is_empty()))
        .ok_or_else(|| Problem::defect(t!("The program has no form of accounts")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_hold_together_and_say_that_nobody_confirmed_them() {
        let all = forms().unwrap();
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|form| form.is_unconfirmed() && !form.says.is_empty()), "built from general knowledge");
        assert_eq!(form_for("gb").unwrap().key, "gb");
        assert_eq!(form_for("nz").unwrap().key, "usual");
    }

    #[test]
    fn a_category_stands_where_its_kind_its_name_or_somebody_puts_it() {
        let gb = form_for("gb").unwrap();
        let line = |kind, default_for: &str, name: &str, placed| {
            gb.line_of(kind, default_for, name, false, placed).unwrap().key.clone()
        };
        assert_eq!(line(CategoryKind::Income, "donation", "Whatever they call it", None), "donations");
        assert_eq!(line(CategoryKind::Expense, "", "Printing and leaflets", None), "campaigning");
        assert_eq!(line(CategoryKind::Expense, "expense", "Sundries", None), "other_out");
        assert_eq!(line(CategoryKind::Expense, "", "Sundries", Some("staff")), "staff");
        assert_eq!(line(CategoryKind::Expense, "", "Sundries", Some("no such line")), "other_out");
        let de = form_for("de").unwrap();
        let of = |organisation, placed| {
            de.line_of(CategoryKind::Income, "donation", "Donations", organisation, placed).unwrap().key.clone()
        };
        assert_eq!((of(false, None), of(true, None)), ("e3".into(), "e4".into()));
        assert_eq!((of(false, Some("e4")), of(true, Some("e9"))), ("e3".into(), "e9".into()), "givers stay apart");
    }

    #[test]
    fn a_form_that_does_not_hold_together_is_refused() {
        let text = TEXTS[0];
        let read = |text: &str| {
            let form: Form = toml::from_str(text).map_err(|e| e.to_string())?;
            form.prove()
        };
        read(text).unwrap();
        assert!(read(&text.replace("rest = true", "rest = false")).is_err());
        assert!(read(&text.replace("key = \"staff\"", "key = \"office\"")).is_err());
        assert!(read(&text.replace("typed = true", "typed = false")).is_err());
        assert!(read(&text.replace("basis =", "base =")).is_err(), "unknown fields are refused");
    }
}
