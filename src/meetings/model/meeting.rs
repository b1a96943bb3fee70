//! A meeting and everything that is recorded of it.

use serde::{Deserialize, Serialize};

use super::clock::{Minute, clock, read_clock};
use super::{
    AttendeeId, BodyId, Counts, DecisionId, FieldProblem, ItemId, ItemState, Majority, MeetingId, MotionId, NewItem,
    PersonId, SpeakerId, Standing, Terms, Verdict, VoteId,
};
use crate::kit::{Day, Problem, Result, day};
use crate::ledger::model::read::{Reader, one_line};
use crate::t;
use crate::tasks::model::Task;

/// Declares a choice of a few words that stand in the file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($case:ident = $key:literal, $says:literal);+ $(;)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($case),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$case),+];

            /// As it stands in the file.
            pub fn key(self) -> &'static str {
                match self { $(Self::$case => $key),+ }
            }

            pub fn says(self) -> &'static str {
                match self { $(Self::$case => t!($says)),+ }
            }

            /// # Errors
            /// When it is none.
            pub fn of(key: &str) -> Result<Self> {
                Self::ALL.iter().copied().find(|case| case.key() == key).ok_or_else(|| {
                    Problem::input(format!("“{key}” is no {}", $what))
                })
            }
        }
    };
}

words!(
    /// What kind of meeting.
    Kind, "kind of meeting":
    Ordinary = "ordinary", "Ordinary"; Annual = "annual", "Annual"; Special = "special", "Special";
);
words!(
    /// What becomes of who has declared an interest.
    Conduct, "conduct":
    Stays = "stays", "stays and votes"; NoVote = "no_vote", "stays without a vote"; Leaves = "leaves", "leaves the room";
);
words!(
    /// What is moved.
    MotionKind, "kind of motion":
    Motion = "motion", "Motion"; Amendment = "amendment", "Amendment"; Procedural = "procedural", "Procedural motion";
);
words!(
    /// What became of a motion.
    MotionState, "state of a motion":
    Open = "open", "Moved"; Carried = "carried", "Carried"; Lost = "lost", "Lost";
    Withdrawn = "withdrawn", "Withdrawn"; Fell = "fell", "Fell";
);
words!(
    /// How a vote is taken.
    Method, "way of voting":
    Hands = "hands", "Show of hands"; Roll = "roll", "Roll call"; Secret = "secret", "Secret count";
    Acclamation = "acclamation", "Acclamation";
);
words!(
    /// What somebody said at a roll call.
    Said, "vote":
    Yes = "yes", "For"; No = "no", "Against"; Abstain = "abstain", "Abstained";
);

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingState {
    Planned,
    Open,
    Closed,
    Cancelled,
}

impl MeetingState {
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Planned => t!("Planned"),
            Self::Open => t!("Under way"),
            Self::Closed => t!("Held"),
            Self::Cancelled => t!("Cancelled"),
        }
    }
}

/// A meeting as it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMeeting {
    pub body: BodyId,
    pub kind: Kind,
    /// Its own name, where it has one.
    pub title: String,
    pub day: Day,
    pub starts: Option<Minute>,
    pub place: String,
    /// How to take part from elsewhere.
    pub online: String,
}

/// A meeting of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub body_name: String,
    pub new: NewMeeting,
    pub notice: Option<Day>,
    pub cancelled: Option<Day>,
    pub chair: Option<(PersonId, String)>,
    pub secretary: Option<(PersonId, String)>,
    pub opened: Option<Minute>,
    pub closed: Option<Minute>,
}

impl Meeting {
    pub fn state(&self) -> MeetingState {
        match (self.cancelled, self.opened, self.closed) {
            (Some(_), _, _) => MeetingState::Cancelled,
            (None, _, Some(_)) => MeetingState::Closed,
            (None, Some(_), None) => MeetingState::Open,
            (None, None, None) => MeetingState::Planned,
        }
    }

    /// "Executive committee, annual meeting" or its own name.
    pub fn name(&self) -> String {
        match (self.new.title.as_str(), self.new.kind) {
            ("", Kind::Ordinary) => self.body_name.clone(),
            ("", Kind::Annual) => t!("{body}, annual meeting", body = self.body_name),
            ("", Kind::Special) => t!("{body}, special meeting", body = self.body_name),
            (title, _) => title.to_owned(),
        }
    }

    /// "Executive committee, 3 Nov 2026"
    pub fn called(&self) -> String {
        format!("{}, {}", self.name(), day::short(self.new.day))
    }

    /// "19:30, The Old Ferry House"
    pub fn where_and_when(&self) -> String {
        let parts = [self.new.starts.map(clock).unwrap_or_default(), self.new.place.clone(), self.new.online.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub new: NewItem,
    pub state: ItemState,
    pub began: Option<Minute>,
    pub ended: Option<Minute>,
    /// What the minutes say of it, as typed.
    pub said: String,
    /// It came with the agenda of the body or a template: the next meeting has it by itself.
    pub standing: bool,
    pub carried_from: Option<ItemId>,
}

/// One stay in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    pub came: Minute,
    pub gone: Option<Minute>,
}

/// Somebody in the list of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    pub id: AttendeeId,
    pub person: Option<PersonId>,
    pub name: String,
    pub post: String,
    pub voting: bool,
    pub apology: bool,
    pub proxy: Option<AttendeeId>,
    pub stays: Vec<Presence>,
}

impl Attendee {
    pub fn is_here(&self) -> bool {
        self.stays.last().is_some_and(|stay| stay.gone.is_none())
    }

    pub fn came(&self) -> Option<Minute> {
        self.stays.first().map(|stay| stay.came)
    }
}

/// An interest somebody declared in an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    pub item: ItemId,
    pub who: AttendeeId,
    pub about: String,
    pub conduct: Conduct,
}

/// Somebody's place among the speakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub id: SpeakerId,
    pub item: Option<ItemId>,
    pub who: AttendeeId,
    /// Seconds since 1970 (UTC).
    pub began: Option<i64>,
    pub seconds: Option<u32>,
}

/// What somebody moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMotion {
    pub item: Option<ItemId>,
    pub kind: MotionKind,
    pub amends: Option<MotionId>,
    pub text: String,
    /// Of an amendment: what the motion says if it is carried.
    pub becomes: String,
    /// The kind of decision, as the body's majorities have it; empty for the usual one.
    pub decides: String,
    pub mover: Option<AttendeeId>,
    pub seconder: Option<AttendeeId>,
}

/// A motion of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    pub id: MotionId,
    pub new: NewMotion,
    pub state: MotionState,
    /// Where it was moved, if an earlier meeting left it undecided.
    pub earlier: Option<Earlier>,
}

/// How a motion was moved at the meeting that left it undecided; names are empty where nobody is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub motion: MotionId,
    pub day: Day,
    pub mover: String,
    pub seconder: String,
}

impl Motion {
    /// What it says now, with the amendments that were carried.
    pub fn says(&self) -> &str {
        if self.new.kind == MotionKind::Amendment || self.new.becomes.is_empty() {
            &self.new.text
        } else {
            &self.new.becomes
        }
    }

    pub fn is_amended(&self) -> bool {
        self.new.kind != MotionKind::Amendment && !self.new.becomes.is_empty()
    }
}

/// A vote as it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVote {
    pub item: Option<ItemId>,
    pub motion: Option<MotionId>,
    /// What is asked, where it is no motion.
    pub question: String,
    pub method: Method,
    /// Nobody counts an acclamation.
    pub counts: Option<Counts>,
    /// Of a roll call; counts are made of it.
    pub said: Vec<(AttendeeId, Said)>,
    /// How the chair decides a tie.
    pub casting: Option<bool>,
    /// Another majority than the body's rule says.
    pub majority: Option<Majority>,
    pub at: Option<Minute>,
}

/// A vote of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    pub id: VoteId,
    pub item: Option<ItemId>,
    pub motion: Option<MotionId>,
    pub question: String,
    pub method: Method,
    pub majority: Majority,
    pub counts: Option<Counts>,
    pub voters: u32,
    pub members: u32,
    pub entitled: u32,
    pub quorum: Standing,
    pub casting: Option<bool>,
    pub carried: bool,
    pub at: Minute,
    pub said: Vec<(AttendeeId, Said)>,
}

impl Vote {
    pub fn verdict(&self) -> Option<Verdict> {
        self.counts.map(|counts| self.majority.decide(counts, self.voters, self.members, self.entitled))
    }

    /// "Carried on a show of hands: 31 for, 12 against. 2/3 needed: 29 of 43, 2 to spare"
    pub fn says(&self) -> String {
        let outcome = if self.carried { t!("Carried") } else { t!("Lost") };
        let how = match self.method {
            Method::Hands => t!("on a show of hands"),
            Method::Roll => t!("by roll call"),
            Method::Secret => t!("by secret vote"),
            Method::Acclamation => return t!("{outcome} by acclamation, nobody dissenting", outcome = outcome),
        };
        let mut out = format!("{outcome} {how}");
        if let (Some(counts), Some(verdict)) = (self.counts, self.verdict()) {
            out.push_str(&format!(": {}. {}", counts.says(), verdict.says()));
        }
        match self.casting {
            Some(true) => out.push_str(t!(". The chair’s casting vote was for it")),
            Some(false) => out.push_str(t!(". The chair’s casting vote was against it")),
            None => {}
        }
        out
    }
}

/// A decision of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub body: BodyId,
    pub body_name: String,
    pub meeting: MeetingId,
    pub item: Option<ItemId>,
    pub vote: Option<VoteId>,
    /// "2026/7": the seventh of its body in that year.
    pub number: String,
    pub text: String,
    pub day: Day,
    /// The decision that took its place, with its number.
    pub superseded_by: Option<(DecisionId, String)>,
    /// The day from which what it rested on is void, and why.
    pub withdrawn: Option<(Day, String)>,
}

impl Decision {
    /// Whether it still holds: nothing took its place, and what it rests on was not made void.
    pub fn stands(&self) -> bool {
        self.superseded_by.is_none() && self.withdrawn.is_none()
    }

    /// "superseded by 2027/3", "withdrawn on 5 Dec 2026: …"; empty while it stands.
    pub fn no_longer(&self) -> String {
        match (&self.superseded_by, &self.withdrawn) {
            (Some((_, number)), _) => t!("superseded by {number}", number = number),
            (None, Some((on, why))) => t!("withdrawn on {day}: {why}", day = day::short(*on), why = why),
            (None, None) => String::new(),
        }
    }
}

/// Something that somebody does after the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub item: Option<ItemId>,
    pub meeting: MeetingId,
    pub task: Task,
}

/// A meeting as typed; its body is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub kind: String,
    pub title: String,
    pub day: String,
    pub starts: String,
    pub place: String,
    pub online: String,
}

impl MeetingForm {
    pub fn of(new: &NewMeeting) -> Self {
        Self {
            kind: new.kind.key().to_owned(),
            title: new.title.clone(),
            day: day::short(new.day),
            starts: new.starts.map(clock).unwrap_or_default(),
            place: new.place.clone(),
            online: new.online.clone(),
        }
    }

    /// The meeting that was typed.
    ///
    /// # Errors
    /// Every problem, each with its field.
    pub fn parse(&self, body: Option<BodyId>, terms: &Terms) -> Result<NewMeeting, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        if body.is_none() {
            read.wrong("body", t!("Choose the body that meets"));
        }
        let kind = match self.kind.as_str() {
            "" => Kind::Ordinary,
            key => Kind::of(key).unwrap_or_else(|problem| {
                read.wrong("kind", problem.to_string());
                Kind::Ordinary
            }),
        };
        let day = read.day_needed("day", &self.day, t!("Say on which day"));
        let starts = match self.starts.trim() {
            "" => None,
            text => Some(read.one_of("starts", read_clock(text))),
        };
        let body = body.unwrap_or(BodyId(0));
        let (title, place, online) = (one_line(&self.title), one_line(&self.place), one_line(&self.online));
        read.end(NewMeeting { body, kind, title, day, starts, place, online })
    }
}
