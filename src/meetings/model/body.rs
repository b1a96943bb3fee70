//! Bodies with their rules and members, and how typed ones are read.

use serde::{Deserialize, Serialize};

use super::agenda::{NewItem, lines, read_lines};
use super::{BodyId, FieldProblem, Majority, Notice, PersonId, Quorum, SeatId, Terms};
use crate::kit::{Day, Problem, Result, day};
use crate::ledger::model::read::{Reader, one_line};
use crate::t;

/// What a body is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    #[default]
    Committee,
    Branch,
    Panel,
    Other,
}

impl BodyKind {
    pub const ALL: [Self; 4] = [Self::Committee, Self::Branch, Self::Panel, Self::Other];

    pub fn key(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Branch => "branch",
            Self::Panel => "panel",
            Self::Other => "other",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Committee => t!("Committee"),
            Self::Branch => t!("Branch in meeting"),
            Self::Panel => t!("Panel"),
            Self::Other => t!("Other"),
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key() == key)
            .ok_or_else(|| Problem::input(t!("“{word}” is no kind of body", word = key)))
    }
}

/// A body with its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBody {
    pub name: String,
    pub kind: BodyKind,
    /// Its members are the party’s, and entitled is who is on the roll; else those who are seated.
    pub roll: bool,
    pub posts: Vec<String>,
    pub notice: Notice,
    pub quorum: Quorum,
    /// Kinds of decision that need another majority than a simple one.
    pub majorities: Vec<(String, Majority)>,
    /// The chair decides a tie.
    pub casting: bool,
    /// How many absent members one may vote for.
    pub proxies: u32,
    /// Who may attend, in words.
    pub attend: String,
    /// Its own agenda.
    pub agenda: Vec<NewItem>,
    pub ended: Option<Day>,
}

/// A body of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub id: BodyId,
    pub new: NewBody,
}

impl NewBody {
    /// The majority of a kind of decision; a simple one where nothing else is said.
    pub fn majority(&self, decides: &str) -> Majority {
        let known = self.majorities.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(decides.trim()));
        known.map_or(Majority::SIMPLE, |(_, majority)| *majority)
    }

    /// The kinds of decision as lines of text.
    pub fn majority_lines(&self) -> String {
        self.majorities.iter().map(|(kind, majority)| format!("{kind} = {majority}")).collect::<Vec<_>>().join("\n")
    }

    /// # Errors
    /// When a line is no kind of decision with a majority.
    pub fn read_majorities(text: &str) -> Result<Vec<(String, Majority)>> {
        let mut all: Vec<(String, Majority)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let Some((kind, majority)) = line.split_once('=') else {
                return Err(Problem::input(t!("“{line}” has no “=”", line = line.trim()))
                    .hint(t!("Write a line as: rule change = 2/3 of present")));
            };
            let kind = one_line(kind);
            if kind.is_empty() || all.iter().any(|(known, _)| known.eq_ignore_ascii_case(&kind)) {
                return Err(Problem::input(t!("Each line needs a kind of decision of its own: {line}", line = line)));
            }
            all.push((kind, majority.parse()?));
        }
        Ok(all)
    }
}

/// Somebody's time in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSeat {
    pub person: PersonId,
    pub post: String,
    pub voting: bool,
    pub from: Day,
    pub until: Option<Day>,
}

/// A seat of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: SeatId,
    pub body: BodyId,
    pub name: String,
    pub new: NewSeat,
}

impl Seat {
    pub fn holds_on(&self, day: Day) -> bool {
        self.new.from <= day && self.new.until.is_none_or(|until| day <= until)
    }
}

/// A body as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BodyForm {
    pub name: String,
    pub kind: String,
    pub roll: bool,
    pub posts: String,
    pub notice_days: String,
    pub notice_plain: bool,
    pub quorum: String,
    pub majorities: String,
    pub casting: bool,
    pub proxies: String,
    pub attend: String,
    pub agenda: String,
    pub ended: String,
}

impl BodyForm {
    pub fn of(new: &NewBody) -> Self {
        Self {
            name: new.name.clone(),
            kind: new.kind.key().to_owned(),
            roll: new.roll,
            posts: new.posts.join("\n"),
            notice_days: if new.notice.days == 0 { String::new() } else { new.notice.days.to_string() },
            notice_plain: !new.notice.clear,
            quorum: if new.quorum == Quorum::None { String::new() } else { new.quorum.to_string() },
            majorities: new.majority_lines(),
            casting: new.casting,
            proxies: if new.proxies == 0 { String::new() } else { new.proxies.to_string() },
            attend: new.attend.clone(),
            agenda: lines(&new.agenda),
            ended: new.ended.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// The body that was typed.
    ///
    /// # Errors
    /// Every problem, each with its field.
    pub fn parse(&self, terms: &Terms) -> Result<NewBody, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let name = read.text("name", &self.name, t!("Say what it is called"));
        let kind =
            if self.kind.is_empty() { BodyKind::default() } else { read.one_of("kind", BodyKind::of(&self.kind)) };
        let days = number(&mut read, "notice_days", &self.notice_days, 366);
        let quorum = read.one_of("quorum", self.quorum.parse());
        let majorities = read.one_of("majorities", NewBody::read_majorities(&self.majorities));
        let proxies = number(&mut read, "proxies", &self.proxies, 99);
        let agenda = read.one_of("agenda", read_lines(&self.agenda));
        let ended = read.day("ended", &self.ended);
        let posts = self.posts.lines().map(one_line).filter(|post| !post.is_empty()).collect();
        read.end(NewBody {
            name,
            kind,
            roll: self.roll,
            posts,
            notice: Notice { days, clear: !self.notice_plain },
            quorum,
            majorities,
            casting: self.casting,
            proxies,
            attend: one_line(&self.attend),
            agenda,
            ended,
        })
    }
}

/// A whole number up to `most`; 0 for an empty text.
fn number(read: &mut Reader<'_>, field: &'static str, text: &str, most: u32) -> u32 {
    match text.trim() {
        "" => 0,
        text => match text.parse::<u32>() {
            Ok(number) if number <= most => number,
            _ => {
                read.wrong(field, t!("Write a whole number up to {most}", most = most));
                0
            }
        },
    }
}

/// A seat as typed; whose it is comes from the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeatForm {
    pub post: String,
    pub voting: bool,
    pub from: String,
    pub until: String,
}

impl Default for SeatForm {
    fn default() -> Self {
        Self { post: String::new(), voting: true, from: String::new(), until: String::new() }
    }
}

impl SeatForm {
    pub fn of(new: &NewSeat) -> Self {
        Self {
            post: new.post.clone(),
            voting: new.voting,
            from: day::short(new.from),
            until: new.until.map(day::short).unwrap_or_default(),
        }
    }

    /// The seat that was typed; without a first day it begins today.
    ///
    /// # Errors
    /// Every problem, each with its field.
    pub fn parse(&self, person: Option<PersonId>, terms: &Terms) -> Result<NewSeat, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        if person.is_none() {
            read.wrong("who", t!("Take somebody of the register from the list"));
        }
        let from = read.day("from", &self.from).unwrap_or(terms.today);
        let until = read.day("until", &self.until);
        if until.is_some_and(|until| until < from) {
            read.wrong("until", t!("This lies before the first day"));
        }
        let person = person.unwrap_or(PersonId(0));
        read.end(NewSeat { person, post: one_line(&self.post), voting: self.voting, from, until })
    }
}
