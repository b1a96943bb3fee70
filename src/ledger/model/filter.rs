//! Which entries a list shows: made by the screen, opened by the figures of reports, written in one short line.

use std::fmt;
use std::str::FromStr;

use super::{AccountId, BatchId, CategoryId, CategoryKind, EntryKind, FundId, PersonId, Way};
use crate::kit::{Day, Problem, Result, day};
use crate::t;

/// All conditions hold together; an absent one lets everything through. In words:
/// `category:123 2026-01-01..2026-01-31 kind:donation,dues receipt:none "harbour bakery"`; `categories:1,2` and `accounts:1,2`
/// are any of several, `from:organisations` and `from:people` say who gave. Days given twice are two spans, as
/// for a year beside the year before; `person:none` is an entry from nobody in the register; an appeal is named as in
/// `appeal:"Autumn appeal"`, and `way:online` is how the money was raised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// First and last day received.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// A second span beside the first, for what compares the two.
    pub beside: Option<(Day, Day)>,
    /// Any of these; empty for all.
    pub kinds: Vec<EntryKind>,
    /// Only what was raised in this way.
    pub way: Option<Way>,
    pub account: Option<AccountId>,
    pub category: Option<CategoryId>,
    /// Any of these, for a figure that several make together; empty for all.
    pub accounts: Vec<AccountId>,
    pub categories: Vec<CategoryId>,
    /// Only from organisations, or only from people and from nobody known.
    pub organisation: Option<bool>,
    /// Categories of any of these kinds; empty for all.
    pub sides: Vec<CategoryKind>,
    pub fund: Option<FundId>,
    pub person: Option<PersonId>,
    /// Only what is from nobody in the register.
    pub nobody: bool,
    pub batch: Option<BatchId>,
    pub receipted: Option<Receipted>,
    /// Any of these appeals, however they are written; empty for all.
    pub appeals: Vec<String>,
    /// Words that stand in name, payee, reference, appeal, note or description.
    pub text: String,
}

/// Whether an entry stands on a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receipted {
    Yes,
    No,
}

impl Filter {
    /// Entries between two days, both included.
    pub fn between(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to), ..Self::default() }
    }

    /// Whether it looks at lines of an entry rather than at the whole: an amount is then only what these lines have.
    pub fn by_part(&self) -> bool {
        self.account.is_some()
            || self.category.is_some()
            || self.fund.is_some()
            || !self.sides.is_empty()
            || !self.accounts.is_empty()
            || !self.categories.is_empty()
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut id = |name: &str, id: Option<i64>| {
            if let Some(id) = id {
                parts.push(format!("{name}:{id}"));
            }
        };
        id("account", self.account.map(|i| i.0));
        id("category", self.category.map(|i| i.0));
        id("fund", self.fund.map(|i| i.0));
        id("person", self.person.map(|i| i.0));
        id("batch", self.batch.map(|i| i.0));
        let mut ids = |name: &str, ids: Vec<i64>| {
            if !ids.is_empty() {
                parts.push(format!("{name}:{}", ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")));
            }
        };
        ids("accounts", self.accounts.iter().map(|a| a.0).collect());
        ids("categories", self.categories.iter().map(|c| c.0).collect());
        if let Some(organisation) = self.organisation {
            parts.push(format!("from:{}", if organisation { "organisations" } else { "people" }));
        }
        if self.nobody {
            parts.push("person:none".to_owned());
        }
        if !self.sides.is_empty() {
            parts.push(format!("side:{}", self.sides.iter().map(|k| k.key()).collect::<Vec<_>>().join(",")));
        }
        if !self.kinds.is_empty() {
            parts.push(format!("kind:{}", self.kinds.iter().map(|k| k.key()).collect::<Vec<_>>().join(",")));
        }
        if let Some(way) = self.way {
            parts.push(format!("way:{}", way.key()));
        }
        match self.receipted {
            Some(Receipted::Yes) => parts.push("receipt:issued".to_owned()),
            Some(Receipted::No) => parts.push("receipt:none".to_owned()),
            None => {}
        }
        parts.extend(self.appeals.iter().map(|name| format!("appeal:\"{}\"", name.replace('"', ""))));
        if self.from.is_some() || self.to.is_some() {
            let side = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
            parts.push(format!("{}..{}", side(self.from), side(self.to)));
        }
        if let Some((from, to)) = self.beside {
            parts.push(format!("{from}..{to}"));
        }
        if !self.text.is_empty() {
            parts.push(format!("\"{}\"", self.text.replace('"', "")));
        }
        f.write_str(&parts.join(" "))
    }
}

impl FromStr for Filter {
    type Err = Problem;

    fn from_str(line: &str) -> Result<Self> {
        let mut filter = Self::default();
        let mut words: Vec<String> = Vec::new();
        // Whether what stands in quotes next is the name of an appeal.
        let mut names_appeal = false;
        for (at, piece) in line.split('"').enumerate() {
            if at % 2 == 1 {
                if names_appeal { &mut filter.appeals } else { &mut words }.push(piece.to_owned());
                continue;
            }
            let outside = piece.strip_suffix("appeal:").filter(|rest| rest.is_empty() || rest.ends_with(' '));
            names_appeal = outside.is_some();
            for word in outside.unwrap_or(piece).split_whitespace() {
                if !filter.take(word)? {
                    words.push(word.to_owned());
                }
            }
        }
        filter.text = words.join(" ");
        Ok(filter)
    }
}

impl Filter {
    /// Takes one word as a condition; answers whether it was one.
    fn take(&mut self, word: &str) -> Result<bool> {
        if let Some((from, to)) = word.split_once("..") {
            let side = |text: &str| if text.is_empty() { Ok(None) } else { day::from_iso(text).map(Some) };
            let (from, to) = (side(from)?, side(to)?);
            match (self.from.is_some() || self.to.is_some(), from, to) {
                (true, Some(from), Some(to)) => self.beside = Some((from, to)),
                _ => (self.from, self.to) = (from, to),
            }
            return Ok(true);
        }
        let Some((name, value)) = word.split_once(':') else { return Ok(false) };
        match name {
            "account" => self.account = Some(value.parse()?),
            "category" => self.category = Some(value.parse()?),
            "fund" => self.fund = Some(value.parse()?),
            "accounts" => self.accounts = value.split(',').map(str::parse).collect::<Result<_>>()?,
            "categories" => self.categories = value.split(',').map(str::parse).collect::<Result<_>>()?,
            "from" if value == "organisations" => self.organisation = Some(true),
            "from" if value == "people" => self.organisation = Some(false),
            "side" => self.sides = value.split(',').map(CategoryKind::of).collect::<Result<_>>()?,
            "person" if value == "none" => self.nobody = true,
            "person" => self.person = Some(value.parse()?),
            "batch" => self.batch = Some(value.parse()?),
            "kind" => self.kinds = value.split(',').map(EntryKind::of).collect::<Result<_>>()?,
            "way" => self.way = Some(Way::of(value)?),
            "appeal" => self.appeals.push(value.to_owned()),
            "receipt" => {
                self.receipted = Some(match value {
                    "issued" => Receipted::Yes,
                    "none" => Receipted::No,
                    _ => return Err(Problem::input(t!("receipt: takes issued or none, not “{value}”", value = value))),
                });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_written_and_read_back() {
        let filter = Filter {
            category: Some(CategoryId(123)),
            kinds: vec![EntryKind::Donation, EntryKind::InKind],
            receipted: Some(Receipted::No),
            text: "harbour bakery".into(),
            ..Filter::between(day::from_iso("2026-01-01").unwrap(), day::from_iso("2026-01-31").unwrap())
        };
        let line = filter.to_string();
        assert_eq!(line, "category:123 kind:donation,in_kind receipt:none 2026-01-01..2026-01-31 \"harbour bakery\"");
        assert_eq!(line.parse::<Filter>().unwrap(), filter);
        let both: Filter =
            "side:income,expense person:none 2026-01-01..2026-12-31 2025-01-01..2025-12-31".parse().unwrap();
        assert_eq!(both.sides, [CategoryKind::Income, CategoryKind::Expense]);
        assert_eq!(both.beside.unwrap().1.to_string(), "2025-12-31");
        assert!(both.nobody && both.by_part());
        assert_eq!(both.to_string().parse::<Filter>().unwrap(), both);
        let asked: Filter = "appeal:\"Autumn appeal\" appeal:Minibus 2026-01-01.. \"no: not appeal:\"".parse().unwrap();
        assert_eq!(asked.appeals, ["Autumn appeal", "Minibus"]);
        assert_eq!(asked.text, "no: not appeal:");
        assert_eq!(asked.to_string().parse::<Filter>().unwrap(), asked);
        let line = "accounts:1,2 categories:3,4 from:people kind:dues";
        let several: Filter = line.parse().unwrap();
        assert_eq!((several.accounts.len(), several.categories.len(), several.organisation), (2, 2, Some(false)));
        let raised: Filter = "side:income way:in_kind 2026-03-01..2026-03-31".parse().unwrap();
        assert_eq!(raised.way, Some(Way::InKind));
        assert_eq!(raised.to_string(), "side:income way:in_kind 2026-03-01..2026-03-31");
        assert!(several.by_part() && several.to_string() == line, "{several}");
        let open: Filter = "2026-01-01.. cheque 0012".parse().unwrap();
        assert_eq!((open.to, open.text.as_str()), (None, "cheque 0012"));
        assert_eq!("".parse::<Filter>().unwrap(), Filter::default());
        assert!("kind:gift".parse::<Filter>().is_err());
        assert!("2026-13-01..".parse::<Filter>().is_err());
    }
}
