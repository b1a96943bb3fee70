//! A segment as it is put together: texts as they are typed, which become a tree or problems, each beside its field.

mod days;
mod moves;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json;
use super::model::{Asked, Group, How, Node, Tree, tidy_name, tidy_note};
use crate::kit::{Currency, Day};
use crate::office::Condition;
use crate::office::condition::{Kind, Part, Value, Values};
use crate::t;

pub use days::{DayForm, DayHow, WhenForm, WhenHow};

/// What typed texts are read against.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub conditions: &'static [&'static Condition],
    pub currency: Currency,
    pub today: Day,
    pub month_first: bool,
}

impl Reading {
    pub fn condition(&self, key: &str) -> Option<&'static Condition> {
        self.conditions.iter().find(|condition| condition.key == key).copied()
    }
}

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SegmentForm {
    pub name: String,
    pub note: String,
    pub how: How,
    pub of: Vec<Item>,
    /// The number of the item made last.
    last: u32,
}

/// A condition or a group, with a number that stays its own wherever it is moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: u32,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Ask(AskForm),
    Group { how: How, of: Vec<Item> },
}

/// A condition as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// Empty until one is chosen.
    pub key: String,
    pub not: bool,
    pub parts: BTreeMap<String, PartForm>,
}

/// One value as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartForm {
    /// A text, a number, an amount, a key; of several choices each on a line; `yes` for what is ticked.
    Text(String),
    When(WhenForm),
    Day(DayForm),
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The item it is in; 0 for the segment itself.
    pub item: u32,
    /// The part, or `name`, `note`; `key` where no condition is chosen; empty for a group.
    pub field: String,
    pub says: String,
    /// Nothing was said yet where something has to be: told only once saving was tried.
    pub missing: bool,
}

impl PartForm {
    /// Nothing said yet.
    pub fn blank(kind: Kind) -> Self {
        match kind {
            Kind::When => Self::When(WhenForm::default()),
            Kind::Day => Self::Day(DayForm::default()),
            _ => Self::Text(String::new()),
        }
    }

    fn of(value: &Value, currency: Currency) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Texts(all) => Self::Text(all.join("\n")),
            Value::Number(n) => Self::Text(n.to_string()),
            Value::Money(amount) => Self::Text(currency.figures(*amount)),
            Value::When(when) => Self::When(WhenForm::of(*when)),
            Value::Day(day) => Self::Day(DayForm::of(*day)),
            Value::Yes => Self::Text("yes".to_owned()),
        }
    }

    /// The value that was typed, if one was.
    fn read(&self, part: &Part, reading: &Reading) -> Result<Option<Value>, String> {
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::When(when) => when.text(reading)?,
            Self::Day(day) => day.text(reading)?,
        };
        part.read(&text, reading.currency)
    }
}

impl AskForm {
    /// A condition of which nothing is said yet. A span that has to be said begins with the last twelve months.
    pub fn blank(condition: &Condition) -> Self {
        let parts = condition.parts.iter().map(|part| {
            let mut form = PartForm::blank(part.kind);
            if let (true, PartForm::When(when)) = (part.need, &mut form) {
                when.how = WhenHow::Last;
            }
            (part.key.to_owned(), form)
        });
        Self { key: condition.key.to_owned(), not: false, parts: parts.collect() }
    }

    fn of(asked: &Asked, not: bool, currency: Currency) -> Self {
        let mut form = Self { not, ..Self::blank(asked.condition) };
        for part in asked.condition.parts {
            let value = asked.values.get(part.key);
            form.parts.insert(
                part.key.to_owned(),
                value.map_or_else(|| PartForm::blank(part.kind), |value| PartForm::of(value, currency)),
            );
        }
        form
    }

    /// What was said so far, as far as it can be read: what there is to choose may depend on it.
    pub fn said(&self, reading: &Reading) -> Values {
        let mut values = Values::default();
        for part in reading.condition(&self.key).map_or(&[][..], |condition| condition.parts) {
            let read = self.parts.get(part.key).and_then(|form| form.read(part, reading).ok().flatten());
            values.set(part, read);
        }
        values
    }

    /// The condition, or what is wrong with it; `item` is its number.
    ///
    /// # Errors
    /// Every problem, with its field.
    pub fn parse(&self, item: u32, reading: &Reading) -> Result<Asked, Vec<Wrong>> {
        let wrong = |field: &str, says: String, missing| Wrong { item, field: field.to_owned(), says, missing };
        let Some(condition) = reading.condition(&self.key) else {
            return Err(vec![wrong("key", t!("Choose a condition").to_owned(), self.key.is_empty())]);
        };
        let (mut values, mut problems) = (Values::default(), Vec::new());
        for part in condition.parts {
            match self.parts.get(part.key).map_or(Ok(None), |form| form.read(part, reading)) {
                Ok(value) => values.set(part, value),
                Err(says) => problems.push(wrong(part.key, says, false)),
            }
        }
        if problems.is_empty()
            && let Some((part, says)) = values.wrong(condition)
        {
            let missing = values.get(part).is_none();
            problems.push(wrong(part, says, missing));
        }
        if problems.is_empty() { Ok(Asked { condition, values }) } else { Err(problems) }
    }
}

impl SegmentForm {
    /// A segment that is there.
    pub fn of(name: &str, note: &str, tree: &Tree, currency: Currency) -> Self {
        let mut form = Self { name: name.to_owned(), note: note.to_owned(), how: tree.how, ..Self::default() };
        form.of = form.items(tree, currency);
        form
    }

    fn items(&mut self, tree: &Tree, currency: Currency) -> Vec<Item> {
        let mut items = Vec::with_capacity(tree.of.len());
        for node in &tree.of {
            let what = match node {
                Node::Ask { what, not } => What::Ask(AskForm::of(what, *not, currency)),
                Node::Group(group) => What::Group { how: group.how, of: self.items(group, currency) },
            };
            items.push(self.item(what));
        }
        items
    }

    fn item(&mut self, what: What) -> Item {
        self.last += 1;
        Item { id: self.last, what }
    }

    /// What is asked, or all that is wrong.
    ///
    /// # Errors
    /// Every problem, with its field.
    pub fn parse(&self, reading: &Reading) -> Result<Tree, Vec<Wrong>> {
        let mut problems = Vec::new();
        let of = parse_items(&self.of, reading, &mut problems);
        if problems.is_empty() { Ok(Group { how: self.how, of }) } else { Err(problems) }
    }

    /// What is wrong with name and note.
    pub fn wrong_words(&self) -> Vec<Wrong> {
        let wrong = |field: &str, says: String, missing| Wrong { item: 0, field: field.to_owned(), says, missing };
        let name = tidy_name(&self.name).err().map(|says| wrong("name", says, self.name.trim().is_empty()));
        let note = tidy_note(&self.note).err().map(|says| wrong("note", says, false));
        name.into_iter().chain(note).collect()
    }

    /// The text of the file for one item, where it can be read.
    pub fn item_json(&self, item: &Item, reading: &Reading) -> Option<String> {
        let mut problems = Vec::new();
        let of = parse_items(std::slice::from_ref(item), reading, &mut problems);
        let tree = Group { how: How::All, of };
        problems.is_empty().then(|| json::write(&tree, reading.currency).to_string())
    }
}

fn parse_items(items: &[Item], reading: &Reading, problems: &mut Vec<Wrong>) -> Vec<Node<Asked>> {
    let mut nodes = Vec::with_capacity(items.len());
    for item in items {
        match &item.what {
            What::Ask(ask) => match ask.parse(item.id, reading) {
                Ok(what) => nodes.push(Node::Ask { what, not: ask.not }),
                Err(more) => problems.extend(more),
            },
            What::Group { of, .. } if of.is_empty() => problems.push(Wrong {
                item: item.id,
                field: String::new(),
                says: t!("This group holds no condition: add one, or remove the group").to_owned(),
                missing: true,
            }),
            What::Group { how, of } => {
                let of = parse_items(of, reading, problems);
                nodes.push(Node::Group(Group { how: *how, of }));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day;

    fn reading() -> Reading {
        Reading {
            conditions: crate::subjects::setup().conditions,
            currency: *Currency::pound(),
            today: day::from_iso("2026-11-21").unwrap(),
            month_first: false,
        }
    }

    /// What a tree of the file becomes as a form is that tree again.
    #[test]
    fn a_form_says_what_the_file_says() {
        for text in [
            r#"{"all":[]}"#,
            r#"{"any":[{"ask":"people.stopped","not":true},{"none":[{"ask":"people.tag","tag":["donor","a b"]}]}]}"#,
            r#"{"all":[{"ask":"ledger.gave","least":"1250.00","when":"last 12 months","times":3}]}"#,
            r#"{"all":[{"ask":"ledger.last","when":"more than 2 years ago"},{"ask":"people.added","when":"2026-01-01.."}]}"#,
            r#"{"all":[{"ask":"members.status","on":"2026-03-01","status":["current"]},{"ask":"members.votes","on":"in 2 months"}]}"#,
            r#"{"all":[{"ask":"people.age","least":18,"maybe":true},{"ask":"ledger.first","when":"last year"}]}"#,
        ] {
            let tree = json::read(text, reading().conditions, reading().currency).unwrap();
            let form = SegmentForm::of("A", "", &tree, reading().currency);
            assert_eq!(form.parse(&reading()).unwrap(), tree, "{text}");
            let kept: SegmentForm = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
            assert_eq!(kept, form);
        }
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let mut form = SegmentForm::default();
        let blank = |key: &str| What::Ask(AskForm::blank(reading().condition(key).unwrap()));
        form.add(None, What::Ask(AskForm::default()));
        let gave = form.add(None, blank("ledger.gave"));
        form.add(None, blank("people.tag"));
        form.add(None, What::Group { how: How::All, of: Vec::new() });
        let What::Ask(ask) = &mut form.of[1].what else { panic!() };
        ask.parts.insert("least".into(), PartForm::Text("lots".into()));
        ask.parts.insert("times".into(), PartForm::Text("0".into()));
        let problems = form.parse(&reading()).unwrap_err();
        let said: Vec<(u32, &str, bool)> = problems.iter().map(|w| (w.item, w.field.as_str(), w.missing)).collect();
        assert_eq!(
            said,
            [(1, "key", true), (gave, "least", false), (gave, "times", false), (3, "tag", true), (4, "", true)]
        );
        assert_eq!(form.wrong_words()[0].field, "name");
        let whens = [("", "from", false), ("soon", "from", false)];
        for (from, _, missing) in whens {
            let when = WhenForm { how: WhenHow::Between, from: from.into(), ..WhenForm::default() };
            assert!(when.text(&reading()).is_err() && !missing, "{from}");
        }
    }
}
