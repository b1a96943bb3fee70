//! Kinds of event, each with what it begins with: purpose, measure, tasks before the day, roles, a checklist.
//!
//! Those that come with the program are data (`assets/events.toml`). A row of the file stands in the place of one, or is an own
//! kind. The clock of the tasks is that of campaign handbooks: nine and six months, three months, six weeks, two weeks, five
//! days, the day.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::kit::{Day, Problem, Result};
use crate::ledger::model::FieldProblem;
use crate::ledger::model::read::one_line;
use crate::t;

/// A kind with its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Template {
    pub key: String,
    pub name: String,
    pub purpose: String,
    /// How one will know whether it was a success.
    pub measure: String,
    pub roles: Vec<String>,
    pub checks: Vec<String>,
    /// One steward for so many expected.
    pub steward_for: Option<i64>,
    pub tasks: Vec<Before>,
}

/// Something to do so many days before the day; below nothing, after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Before {
    pub days: i64,
    pub task: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct All {
    /// Points that every event in public has, put before those of its kind where it says `"public"`.
    public_checks: Vec<String>,
    kind: Vec<Template>,
}

static BUILT_IN: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let all: All = match toml::from_str(include_str!("../../../assets/events.toml")) {
        Ok(all) => all,
        Err(error) => {
            tracing::error!(%error, "the kinds of event that come with the program cannot be read");
            All { public_checks: Vec::new(), kind: Vec::new() }
        }
    };
    let public = all.public_checks;
    let filled = |mut kind: Template| {
        if kind.checks.first().is_some_and(|first| first == "public") {
            kind.checks.splice(0..1, public.iter().cloned());
        }
        kind
    };
    all.kind.into_iter().map(filled).collect()
});

/// The kinds that come with the program.
pub fn built_in() -> &'static [Template] {
    &BUILT_IN
}

impl Template {
    /// Reads a template as somebody wrote it.
    ///
    /// # Errors
    /// When it is none, or has no key or name.
    pub fn read(text: &str) -> Result<Self> {
        let read: Self = toml::from_str(text).map_err(|e| {
            Problem::input(t!("The template cannot be read: {why}", why = e.message()))
                .hint(t!("`events kinds show` prints one that can be changed"))
        })?;
        if read.name.trim().is_empty() || !is_key(&read.key) {
            return Err(Problem::input(t!("A kind needs a key in small letters and a name")));
        }
        Ok(read)
    }

    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// The tasks of an event on a day, with the day each is due.
    pub fn tasks_for(&self, day: Day) -> Vec<(Day, &str)> {
        self.tasks.iter().map(|before| (day - chrono::TimeDelta::days(before.days), before.task.as_str())).collect()
    }

    /// How many stewards so many people need: one for each hundred, begun ones too.
    pub fn stewards(&self, expected: i64) -> Option<i64> {
        let each = self.steward_for.filter(|each| *each > 0)?;
        (expected > 0).then(|| (expected + each - 1).div_euclid(each))
    }
}

/// A template as it is typed: lists of a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    pub key: String,
    pub name: String,
    pub purpose: String,
    pub measure: String,
    pub roles: String,
    pub checks: String,
    pub steward_for: String,
    /// `42 | Book the hall`: so many days before.
    pub tasks: String,
}

impl TemplateForm {
    pub fn of(kind: &Template) -> Self {
        let tasks = kind.tasks.iter().map(|before| format!("{} | {}", before.days, before.task));
        Self {
            key: kind.key.clone(),
            name: kind.name.clone(),
            purpose: kind.purpose.clone(),
            measure: kind.measure.clone(),
            roles: kind.roles.join("\n"),
            checks: kind.checks.join("\n"),
            steward_for: kind.steward_for.map(|n| n.to_string()).unwrap_or_default(),
            tasks: tasks.collect::<Vec<_>>().join("\n"),
        }
    }

    /// The template, or what is wrong with the fields: `name`, `steward_for`, `tasks`. One without a key takes it from its name.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self) -> std::result::Result<Template, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let name = one_line(&self.name);
        if name.is_empty() {
            problems.push(FieldProblem::new("name", t!("Say what it is called")));
        }
        let key = if self.key.is_empty() { key_of(&name) } else { self.key.clone() };
        if !name.is_empty() && !is_key(&key) {
            problems.push(FieldProblem::new("name", t!("Use a letter from a to z or a digit in its name")));
        }
        let steward_for = match self.steward_for.trim() {
            "" => None,
            typed => typed.parse().ok().filter(|n| (1..=99_999).contains(n)).or_else(|| {
                problems.push(FieldProblem::new("steward_for", t!("Write a number of people, such as 100")));
                None
            }),
        };
        let lines = |text: &str| text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let mut tasks = Vec::new();
        for line in lines(&self.tasks) {
            let read = line.split_once('|').map(|(days, task)| (days.trim().parse::<i64>(), task.trim()));
            match read {
                Some((Ok(days), task)) if (-3_650..=3_650).contains(&days) && !task.is_empty() => {
                    tasks.push(Before { days, task: task.to_owned() });
                }
                _ => problems.push(FieldProblem::new(
                    "tasks",
                    t!("“{line}”: write the days before, a bar and the task, such as 42 | Book the hall", line = line),
                )),
            }
        }
        // The first to do stands first.
        tasks.sort_by_key(|before| -before.days);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Template {
            key,
            name,
            purpose: one_line(&self.purpose),
            measure: one_line(&self.measure),
            roles: lines(&self.roles),
            checks: lines(&self.checks),
            steward_for,
            tasks,
        })
    }
}

/// `Summer fête` is `summer_fete`.
fn key_of(name: &str) -> String {
    let plain = crate::kit::fold::fold(name);
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_").chars().take(40).collect()
}

/// Whether a word can be the key of a kind.
pub fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 40 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day;

    #[test]
    fn every_kind_that_comes_with_the_program_can_be_begun() {
        let keys: Vec<&str> = built_in().iter().map(|kind| kind.key.as_str()).collect();
        for key in [
            "rally",
            "public_meeting",
            "committee",
            "agm",
            "gala",
            "canvass",
            "phone_bank",
            "training",
            "social",
            "press",
            "coalition",
            "one_to_one",
            "polling_day",
            "meeting",
        ] {
            assert!(keys.contains(&key), "{key}");
        }
        for kind in built_in() {
            assert!(is_key(&kind.key) && !kind.purpose.is_empty() && !kind.measure.is_empty(), "{}", kind.key);
            assert!(!kind.roles.is_empty() && !kind.checks.is_empty() && !kind.tasks.is_empty(), "{}", kind.key);
            assert_eq!(Template::read(&kind.to_toml()).unwrap(), *kind, "what is printed can be read");
        }
    }

    #[test]
    fn a_template_is_typed_a_line_each_and_says_which_line_is_none() {
        for kind in built_in() {
            let typed = TemplateForm::of(kind).parse().unwrap();
            let mut sorted = kind.clone();
            sorted.tasks.sort_by_key(|before| -before.days);
            assert_eq!(typed, sorted, "what is shown is what is kept");
        }
        let form = TemplateForm {
            name: "Summer fête".into(),
            roles: "Lead\n\n  Stalls ".into(),
            tasks: "0 | Put the tents up\n42 | Book the field\n-2 | Say thanks".into(),
            ..TemplateForm::default()
        };
        let kind = form.parse().unwrap();
        assert_eq!((kind.key.as_str(), kind.roles.len()), ("summer_fete", 2));
        assert_eq!(kind.tasks.iter().map(|t| t.days).collect::<Vec<_>>(), [42, 0, -2]);
        let wrong = TemplateForm { name: String::new(), steward_for: "x".into(), tasks: "Book".into(), ..form };
        let fields: Vec<&str> = wrong.parse().unwrap_err().iter().map(|p| p.field).collect();
        assert_eq!(fields, ["name", "steward_for", "tasks"]);
    }

    #[test]
    fn tasks_are_dated_backwards_and_stewards_counted() {
        let rally = built_in().iter().find(|kind| kind.key == "rally").unwrap();
        let due = rally.tasks_for(day::from_iso("2027-05-01").unwrap());
        assert!(due.iter().any(|(on, _)| *on == day::from_iso("2027-05-01").unwrap()), "something on the day");
        assert!(due.iter().any(|(on, _)| *on < day::from_iso("2026-08-10").unwrap()), "nine months before");
        assert_eq!([rally.stewards(100), rally.stewards(101), rally.stewards(0)], [Some(1), Some(2), None]);
        for bad in ["", "key = 'x'", "key = 'Big Kind'\nname = 'x'", "key = 'x'\nname = 'x'\nwrong = 1"] {
            assert!(Template::read(bad).is_err(), "{bad}");
        }
    }
}
