//! What donors said: lines of their logs, asked for by tag, appeal, mood and days, and counted.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, day};
use crate::people::{LogId, LogLine, Mood, PersonId};
use crate::t;

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub id: LogId,
    pub person: PersonId,
    pub name: String,
    pub line: LogLine,
    /// The appeal it is about by its own name, where another word for it was written.
    pub appeal: String,
}

/// What is asked for; an absent condition lets everything through. In words:
/// `tag:"too many letters" appeal:"Minibus" mood:bad 2026-01-01..2026-12-31 words`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    pub tag: Option<String>,
    pub appeal: Option<String>,
    pub mood: Option<Mood>,
    pub days: Option<(Day, Day)>,
    /// Words that stand in what was said, or in the name.
    pub text: String,
}

impl Asked {
    pub fn fits(&self, one: &Heard) -> bool {
        let said = &one.line.feedback;
        let same = |a: &str, b: &str| fold(a) == fold(b);
        self.tag.as_ref().is_none_or(|tag| said.tags.iter().any(|own| same(own, tag)))
            && self.appeal.as_ref().is_none_or(|appeal| same(appeal, &one.appeal) || same(appeal, &said.appeal))
            && self.mood.is_none_or(|mood| said.mood == mood)
            && self.days.is_none_or(|(from, to)| (from..=to).contains(&one.line.day))
            && (self.text.is_empty() || fold(&format!("{} {}", one.name, one.line.about)).contains(&fold(&self.text)))
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        for (name, value) in [("tag", &self.tag), ("appeal", &self.appeal)] {
            parts.extend(value.as_ref().map(|value| format!("{name}:\"{}\"", value.replace('"', ""))));
        }
        parts
            .extend(self.mood.map(|mood| format!("mood:{}", if mood == Mood::Unsaid { "unsaid" } else { mood.key() })));
        parts.extend(self.days.map(|(from, to)| format!("{from}..{to}")));
        if !self.text.is_empty() {
            parts.push(self.text.clone());
        }
        f.write_str(&parts.join(" "))
    }
}

impl FromStr for Asked {
    type Err = Problem;

    fn from_str(line: &str) -> Result<Self> {
        let mut asked = Self::default();
        let mut rest = line;
        for (name, into) in [("tag:\"", &mut asked.tag), ("appeal:\"", &mut asked.appeal)] {
            rest = rest.trim_start();
            if let Some((value, after)) = rest.strip_prefix(name).and_then(|quoted| quoted.split_once('"')) {
                *into = Some(value.to_owned());
                rest = after;
            }
        }
        let mut words = Vec::new();
        for word in rest.split_whitespace() {
            if let Some(key) = word.strip_prefix("mood:") {
                asked.mood = Some(mood(key)?);
            } else if let Some((from, to)) = word.split_once("..") {
                asked.days = Some((day::from_iso(from)?, day::from_iso(to)?));
            } else {
                words.push(word);
            }
        }
        asked.text = words.join(" ");
        Ok(asked)
    }
}

/// The first and the last day that are written with four figures of the year, so that days compare as text.
pub fn ever() -> (Day, Day) {
    let day = |year, month, of| Day::from_ymd_opt(year, month, of).unwrap_or_default();
    (day(0, 1, 1), day(9999, 12, 31))
}

/// A mood by its key; `unsaid` for none.
///
/// # Errors
/// When it is none.
pub fn mood(key: &str) -> Result<Mood> {
    let found = if key == "unsaid" { Some(Mood::Unsaid) } else { Mood::of(key) };
    found.ok_or_else(|| {
        Problem::input(t!("“{word}” is no mood", word = key)).hint(t!("Use one of good, mixed, bad, unsaid"))
    })
}

/// How many meant it how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moods([usize; Mood::ALL.len()]);

impl Moods {
    pub fn of(&self, mood: Mood) -> usize {
        Mood::ALL.iter().position(|known| *known == mood).and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }

    pub fn all(&self) -> usize {
        self.0.iter().sum()
    }

    fn add(&mut self, mood: Mood) {
        let at = Mood::ALL.iter().position(|known| *known == mood);
        if let Some(n) = at.and_then(|at| self.0.get_mut(at)) {
            *n += 1;
        }
    }
}

/// What was said, counted. Tags and appeals are written as they were first, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub tags: Vec<(String, Moods)>,
    pub appeals: Vec<(String, Moods)>,
    pub total: Moods,
}

/// Counts what was said.
pub fn counted(all: &[Heard]) -> Counted {
    let (mut tags, mut appeals) = (BTreeMap::new(), BTreeMap::new());
    let mut total = Moods::default();
    let add = |to: &mut BTreeMap<String, (String, Moods)>, word: &str, mood| {
        to.entry(fold(word)).or_insert_with(|| (word.to_owned(), Moods::default())).1.add(mood);
    };
    // The newest comes first.
    for one in all.iter().rev() {
        let said = &one.line.feedback;
        total.add(said.mood);
        said.tags.iter().for_each(|tag| add(&mut tags, tag, said.mood));
        if !one.appeal.is_empty() {
            add(&mut appeals, &one.appeal, said.mood);
        }
    }
    let sorted = |of: BTreeMap<String, (String, Moods)>| {
        let mut all: Vec<(String, Moods)> = of.into_values().collect();
        all.sort_by_key(|(_, moods)| std::cmp::Reverse(moods.all()));
        all
    };
    Counted { tags: sorted(tags), appeals: sorted(appeals), total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_written_and_read_back() {
        for line in [
            "",
            "tag:\"too many letters\" appeal:\"Minibus\" mood:bad 2026-01-01..2026-12-31 hall",
            "appeal:\"Roof: now\" mood:unsaid",
            "ann ali",
        ] {
            assert_eq!(line.parse::<Asked>().unwrap().to_string(), line);
        }
        assert!("mood:angry".parse::<Asked>().is_err() && "2026-13-01..2026-12-31".parse::<Asked>().is_err());
    }
}
