//! What a secretary notes of a person: contacts, concerns, thanks, interest, feedback. One kind of row, each with its day.

use serde::{Deserialize, Serialize};

use super::form::{FieldProblem, one_line};
use crate::kit::fold::fold;
use crate::kit::{Day, day};
use crate::t;

crate::row_id!(
    /// One line of the log.
    LogId
);

/// What a line is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogKind {
    /// Somebody spoke with them; perhaps there is a next step with a day.
    #[default]
    Contact,
    /// Something that troubles them, with an owner, open until it is closed.
    Concern,
    /// They were thanked for something.
    Thanks,
    /// What they would do, give or stand for.
    Interest,
    /// What they said of an appeal or of the party, to be counted.
    Feedback,
}

impl LogKind {
    pub const ALL: [Self; 5] = [Self::Contact, Self::Concern, Self::Thanks, Self::Interest, Self::Feedback];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Concern => "concern",
            Self::Thanks => "thanks",
            Self::Interest => "interest",
            Self::Feedback => "feedback",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Contact => t!("Contact"),
            Self::Concern => t!("Concern"),
            Self::Thanks => t!("Thanks"),
            Self::Interest => t!("Interest"),
            Self::Feedback => t!("Feedback"),
        }
    }

    /// The usual words for how, with what a screen says for them; any other word may be written. A concern has none.
    pub fn hows(self) -> &'static [&'static str] {
        match self {
            Self::Contact => &["phone", "visit", "e-mail", "letter", "message", "meeting"],
            Self::Thanks => &["in person", "letter", "e-mail", "phone", "public"],
            Self::Interest => &["do", "give", "stand"],
            Self::Feedback => &["phone", "visit", "e-mail", "letter", "message", "meeting", "form"],
            Self::Concern => &[],
        }
    }
}

/// A word of [`LogKind::hows`] as people read it.
pub fn how_says(how: &str) -> String {
    match how {
        "phone" => t!("By phone").to_owned(),
        "visit" => t!("Visit").to_owned(),
        "e-mail" => t!("By e-mail").to_owned(),
        "letter" => t!("By letter").to_owned(),
        "message" => t!("By message").to_owned(),
        "meeting" => t!("At a meeting").to_owned(),
        "form" => t!("On a form").to_owned(),
        "in person" => t!("In person").to_owned(),
        "public" => t!("In public").to_owned(),
        "do" => t!("Would do").to_owned(),
        "give" => t!("Would give").to_owned(),
        "stand" => t!("Would stand for").to_owned(),
        own => own.to_owned(),
    }
}

/// How somebody meant what they said, as whoever heard it took it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mood {
    #[default]
    Unsaid,
    Good,
    Mixed,
    Bad,
}

impl Mood {
    pub const ALL: [Self; 4] = [Self::Unsaid, Self::Good, Self::Mixed, Self::Bad];
    /// Those that somebody can say.
    pub const SAID: [Self; 3] = [Self::Good, Self::Mixed, Self::Bad];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Good => "good",
            Self::Mixed => "mixed",
            Self::Bad => "bad",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| mood.key() == key)
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Unsaid => t!("Not said"),
            Self::Good => t!("Good"),
            Self::Mixed => t!("Mixed"),
            Self::Bad => t!("Bad"),
        }
    }
}

/// What makes a line of feedback countable; nothing of any other line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feedback {
    pub mood: Mood,
    /// Words it is counted by, each once however it is written.
    pub tags: Vec<String>,
    /// The appeal it is about, as entries name it.
    pub appeal: String,
}

/// Words with commas between, each once however it is written.
pub fn tags(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for tag in text.split(',').map(one_line).filter(|tag| !tag.is_empty()) {
        if !all.iter().any(|known| fold(known) == fold(&tag)) {
            all.push(tag);
        }
    }
    all
}

/// A line of the log, before or after it is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    pub kind: LogKind,
    pub day: Day,
    /// See [`LogKind::hows`].
    pub how: String,
    /// Who spoke with them or thanked them; whose concern it is.
    pub who: String,
    /// About what; for what; what they would do.
    pub about: String,
    /// The next step after a contact; what came of a concern.
    pub step: String,
    /// By when.
    pub due: Option<Day>,
    /// Whether the next step or the concern still wants doing.
    pub open: bool,
    pub feedback: Feedback,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub id: LogId,
    pub line: LogLine,
}

/// A line as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogForm {
    pub kind: LogKind,
    pub day: String,
    pub how: String,
    pub who: String,
    pub about: String,
    pub step: String,
    pub due: String,
    pub mood: String,
    pub tags: String,
    pub appeal: String,
}

const LONGEST: usize = 2000;

impl LogForm {
    /// A new line of today.
    pub fn new(kind: LogKind, today: Day, who: &str) -> Self {
        let how = kind.hows().first().copied().unwrap_or("").to_owned();
        Self { kind, day: day::short(today), how, who: who.to_owned(), ..Self::default() }
    }

    /// The line that was typed.
    ///
    /// # Errors
    /// Every problem, each with its field: `day`, `about`, `who`, `step`, `due`, `mood`.
    pub fn parse(&self, today: Day, month_first: bool) -> Result<LogLine, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, message: String| problems.push(FieldProblem { field: field.to_owned(), message });
        let on = match day::typed(&self.day, today, month_first) {
            Ok(on) if on > today => {
                wrong("day", t!("{day} lies in the future", day = day::short(on)));
                today
            }
            Ok(on) => on,
            Err(problem) => {
                wrong("day", problem.to_string());
                today
            }
        };
        let about = self.about.trim().to_owned();
        if about.is_empty() {
            wrong("about", t!("Write what it is about").to_owned());
        } else if about.chars().count() > LONGEST {
            wrong("about", t!("This is longer than {longest} characters", longest = LONGEST));
        }
        // An interest is the person's own.
        let who = if self.kind == LogKind::Interest { String::new() } else { one_line(&self.who) };
        if self.kind == LogKind::Concern && who.is_empty() {
            wrong("who", t!("A concern needs somebody who sees to it").to_owned());
        }
        let due = match self.due.trim() {
            "" => None,
            text => match day::typed(text, today, month_first) {
                Ok(due) if due < on => {
                    wrong("due", t!("This lies before the day it was noted").to_owned());
                    None
                }
                Ok(due) => Some(due),
                Err(problem) => {
                    wrong("due", problem.to_string());
                    None
                }
            },
        };
        let step = one_line(&self.step);
        let open = match self.kind {
            LogKind::Contact => {
                if due.is_some() && step.is_empty() {
                    wrong("step", t!("Write the next step, or take its day out").to_owned());
                }
                !step.is_empty()
            }
            LogKind::Concern => true,
            LogKind::Thanks | LogKind::Interest | LogKind::Feedback => false,
        };
        let feedback = if self.kind == LogKind::Feedback {
            let mood = Mood::of(self.mood.trim());
            if mood.is_none() {
                wrong("mood", t!("“{word}” is none of good, mixed, bad", word = self.mood.trim()));
            }
            Feedback { mood: mood.unwrap_or_default(), tags: tags(&self.tags), appeal: one_line(&self.appeal) }
        } else {
            Feedback::default()
        };
        let how = one_line(&self.how);
        let line = LogLine { kind: self.kind, day: on, how, who, about, step, due, open, feedback };
        if problems.is_empty() { Ok(line) } else { Err(problems) }
    }
}

impl From<&LogLine> for LogForm {
    fn from(line: &LogLine) -> Self {
        Self {
            kind: line.kind,
            day: line.day.to_string(),
            how: line.how.clone(),
            who: line.who.clone(),
            about: line.about.clone(),
            step: line.step.clone(),
            due: line.due.map(|day| day.to_string()).unwrap_or_default(),
            mood: line.feedback.mood.key().to_owned(),
            tags: line.feedback.tags.join(", "),
            appeal: line.feedback.appeal.clone(),
        }
    }
}

impl LogLine {
    /// The state in a word, for lines that have one.
    pub fn state(&self) -> Option<&'static str> {
        match (self.kind, self.open) {
            (LogKind::Concern, true) => Some(t!("Open")),
            (LogKind::Concern, false) => Some(t!("Closed")),
            (LogKind::Contact, true) => Some(t!("Next step")),
            (LogKind::Contact, false) if !self.step.is_empty() => Some(t!("Done")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(form: &LogForm) -> Result<LogLine, Vec<String>> {
        form.parse(day::from_iso("2026-11-21").unwrap(), false)
            .map_err(|problems| problems.into_iter().map(|p| p.field).collect())
    }

    #[test]
    fn a_line_is_open_while_something_wants_doing() {
        let today = day::from_iso("2026-11-21").unwrap();
        let form = |kind| LogForm { about: "the bins".into(), ..LogForm::new(kind, today, "Asha M.") };
        assert!(!parse(&form(LogKind::Contact)).unwrap().open);
        let step = LogForm { step: "call back".into(), due: "1/12".into(), ..form(LogKind::Contact) };
        let line = parse(&step).unwrap();
        assert!(line.open && line.due == day::from_iso("2026-12-01").ok());
        assert_eq!(parse(&LogForm::from(&line)).unwrap(), line);
        assert!(parse(&form(LogKind::Concern)).unwrap().open && !parse(&form(LogKind::Thanks)).unwrap().open);
        assert_eq!(parse(&LogForm { due: "1/12".into(), ..form(LogKind::Contact) }), Err(vec!["step".into()]));
        let bad = LogForm { day: "22/11".into(), about: " ".into(), who: String::new(), ..form(LogKind::Concern) };
        assert_eq!(parse(&bad), Err(vec!["day".into(), "about".into(), "who".into()]));
        assert_eq!(parse(&LogForm { due: "1/11".into(), ..form(LogKind::Concern) }), Err(vec!["due".into()]));
        let said = LogForm { mood: "bad".into(), tags: "Letters, hall ,letters".into(), ..form(LogKind::Feedback) };
        let line = parse(&said).unwrap();
        assert_eq!(
            (line.open, line.feedback.mood, line.feedback.tags.join("|").as_str()),
            (false, Mood::Bad, "Letters|hall")
        );
        assert_eq!(parse(&LogForm::from(&line)).unwrap(), line);
        assert_eq!(parse(&LogForm { mood: "so so".into(), ..said }), Err(vec!["mood".into()]));
    }
}
