//! What people said about being written to or called, and whether somebody may be reached.
//!
//! Each thing said is a row with its day; nothing is overwritten. What holds on a day is the last row of its channel up to
//! that day. A do-not-contact stands above all channels.

use serde::{Deserialize, Serialize};

use super::model::{Channel, Details};
use crate::kit::fold::fold;
use crate::kit::{Day, day};
use crate::t;

crate::row_id!(
    /// One thing said about being reached.
    ConsentId
);

/// A way of reaching somebody: what consent is given for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Post,
    Email,
    Phone,
    /// Text messages, to a phone.
    Text,
    /// One of the office's own: a newsletter, a messenger.
    Own(String),
}

/// The word of the file for the do-not-contact, which is no way of its own.
pub const ANY: &str = "any";

impl Way {
    pub const USUAL: [Self; 4] = [Self::Post, Self::Email, Self::Phone, Self::Text];

    /// As it stands in the file.
    pub fn key(&self) -> &str {
        match self {
            Self::Post => "post",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Text => "text",
            Self::Own(name) => name,
        }
    }

    /// By the word of the file or of a person; `None` for one that cannot be a way.
    pub fn of(text: &str) -> Option<Self> {
        let name = super::form::one_line(text).to_lowercase();
        Some(match name.as_str() {
            "" | ANY => return None,
            "post" | "letter" | "mail" => Self::Post,
            "email" | "e-mail" => Self::Email,
            "phone" | "call" => Self::Phone,
            "text" | "sms" | "text message" => Self::Text,
            long if long.chars().count() > 40 || long.contains([',', ';', ':']) => return None,
            own => Self::Own(own.to_owned()),
        })
    }

    pub fn says(&self) -> String {
        match self {
            Self::Post => t!("Post").to_owned(),
            Self::Email => t!("E-mail").to_owned(),
            Self::Phone => t!("Phone").to_owned(),
            Self::Text => t!("Text message").to_owned(),
            Self::Own(name) => name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect(),
        }
    }
}

/// What was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Yes,
    No,
    /// Something was agreed in a time nobody has papers of.
    Unknown,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Yes => t!("Yes"),
            Self::No => t!("No"),
            Self::Unknown => t!("Unknown from before"),
        }
    }
}

/// Something said about being reached, before or after it is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// `None` for the do-not-contact: `No` sets it, `Yes` lifts it.
    pub way: Option<Way>,
    pub state: State,
    pub day: Day,
    /// How it was given: a form, a call, the website.
    pub how: String,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub id: ConsentId,
    pub said: Said,
    /// Who recorded it.
    pub by: String,
}

/// What holds for one person on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The do-not-contact, while it holds.
    pub stop: Option<Consent>,
    /// The last thing said for each way, the usual ways first.
    pub ways: Vec<Consent>,
}

/// Whether somebody may be reached by one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// They said yes.
    Yes,
    /// Nothing was said, or it is unknown from before: there is no objection, and no consent either. Where a law wants a yes
    /// first (in the UK for e-mails and text messages that campaign: PECR 2003, regulation 22), ask for
    /// [`Reach::consented`] instead of [`Reach::may`].
    Unasked,
    No(Bar),
}

/// Why somebody may not be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Not at all, since this day.
    DoNotContact(Day),
    /// Not by this way, since this day.
    SaidNo(Day),
    /// There is no address or number for it.
    NoAddress,
}

impl Reach {
    /// Whether nothing stands against it.
    pub fn may(&self) -> bool {
        !matches!(self, Self::No(_))
    }

    /// Whether they said yes.
    pub fn consented(&self) -> bool {
        *self == Self::Yes
    }

    /// Why not, or what is to be known, in a few words; empty for a plain yes.
    pub fn why(&self) -> String {
        match self {
            Self::Yes => String::new(),
            Self::Unasked => t!("Not asked").to_owned(),
            Self::No(Bar::DoNotContact(since)) => t!("Do not contact, since {day}", day = day::short(*since)),
            Self::No(Bar::SaidNo(since)) => t!("Said no on {day}", day = day::short(*since)),
            Self::No(Bar::NoAddress) => t!("No address or number").to_owned(),
        }
    }
}

impl Standing {
    /// The last thing said for a way.
    pub fn of(&self, way: &Way) -> Option<&Consent> {
        self.ways.iter().find(|consent| consent.said.way.as_ref() == Some(way))
    }

    /// What was said, without looking for an address.
    pub fn reach(&self, way: &Way) -> Reach {
        if let Some(stop) = &self.stop {
            return Reach::No(Bar::DoNotContact(stop.said.day));
        }
        match self.of(way).map(|consent| &consent.said) {
            Some(Said { state: State::No, day, .. }) => Reach::No(Bar::SaidNo(*day)),
            Some(Said { state: State::Yes, .. }) => Reach::Yes,
            Some(Said { state: State::Unknown, .. }) | None => Reach::Unasked,
        }
    }

    /// Whether somebody may be reached by a way on a day: what was said, and whether there is an address for it.
    pub fn reaches(&self, details: &Details, way: &Way, on: Day) -> Reach {
        let has_place = match way {
            Way::Post => details.address_on(on).is_some(),
            Way::Email => details.contact_on(Channel::Email, on).is_some(),
            Way::Phone | Way::Text => details.contact_on(Channel::Phone, on).is_some(),
            Way::Own(_) => true,
        };
        match self.reach(way) {
            no @ Reach::No(_) => no,
            _ if !has_place => Reach::No(Bar::NoAddress),
            other => other,
        }
    }
}

/// What of a list's row is new for somebody of whom `known` was said, oldest first: ways of which nothing is known, and where
/// `update`, also another state than the one that holds. What is older than that says nothing of today.
pub fn news(known: &[Said], row: &[Said], update: bool) -> Vec<Said> {
    let mut known: Vec<&Said> = known.iter().collect();
    known.sort_by_key(|said| said.day);
    let is_new = |said: &&Said| match known.iter().rev().find(|k| k.way == said.way) {
        // Lifting a do-not-contact that was never set says nothing.
        None => said.way.is_some() || said.state == State::No,
        Some(holds) => update && holds.state != said.state && holds.day <= said.day,
    };
    row.iter().filter(is_new).cloned().collect()
}

impl Said {
    /// A cell of our own export: `yes, 2026-03-01, membership form`.
    pub fn cell(&self) -> String {
        let state = self.state.key();
        if self.how.is_empty() {
            format!("{state}, {}", self.day)
        } else {
            format!("{state}, {}, {}", self.day, self.how)
        }
    }

    /// Reads such a cell, or one of another program: `yes`, `no`, `ja`, `x`. `turned`: the column says the opposite, as one
    /// headed “Do not e-mail” does. `None` for an empty cell; a cell that says no day is of `today`.
    ///
    /// # Errors
    /// When the cell is none of these words.
    pub fn read(way: Option<Way>, cell: &str, turned: bool, today: Day) -> Result<Option<Self>, String> {
        let mut parts = cell.splitn(3, ',').map(str::trim);
        let word = parts.next().unwrap_or("");
        if word.is_empty() {
            return Ok(None);
        }
        let state = match fold(word).as_str() {
            "yes" | "y" | "true" | "t" | "1" | "x" | "ja" | "j" | "oui" | "o" | "si" | "s" | "opted in" | "opt in" => {
                State::Yes
            }
            "no" | "n" | "false" | "f" | "0" | "nein" | "non" | "nee" | "opted out" | "opt out" => State::No,
            "unknown" | "not asked" | "unbekannt" | "inconnu" | "" => State::Unknown,
            _ => return Err(t!("“{cell}” is neither yes nor no nor unknown", cell = word)),
        };
        let state = match (turned, state) {
            (true, State::Yes) => State::No,
            (true, State::No) => State::Yes,
            (_, same) => same,
        };
        let (second, third) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let (on, how) = match day::from_iso(second) {
            Ok(on) => (on, third.to_owned()),
            Err(_no_day) if third.is_empty() => (today, second.to_owned()),
            Err(_no_day) => (today, format!("{second}, {third}")),
        };
        if on > today {
            return Err(t!("{day} lies in the future", day = day::short(on)));
        }
        Ok(Some(Self { way, state, day: on, how: super::form::one_line(&how).chars().take(300).collect() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(iso: &str) -> Day {
        day::from_iso(iso).unwrap()
    }

    #[test]
    fn a_cell_comes_back_as_it_went_out() {
        for how in ["", "membership form", "at the stall, in writing"] {
            let said = Said { way: Some(Way::Email), state: State::No, day: on("2026-03-01"), how: how.into() };
            let back = Said::read(Some(Way::Email), &said.cell(), false, on("2026-11-21")).unwrap();
            assert_eq!(back, Some(said));
        }
        let read = |cell: &str, turned| {
            Said::read(None, cell, turned, on("2026-11-21"))
                .map(|said| said.map(|s| (s.state, s.day.to_string(), s.how)))
        };
        assert_eq!(read("Ja", false), Ok(Some((State::Yes, "2026-11-21".into(), String::new()))));
        assert_eq!(read("TRUE", true), Ok(Some((State::No, "2026-11-21".into(), String::new()))));
        assert_eq!(
            read("no, asked by phone", false),
            Ok(Some((State::No, "2026-11-21".into(), "asked by phone".into())))
        );
        assert_eq!(read(" ", false), Ok(None));
        assert!(read("perhaps", false).is_err() && read("yes, 2026-12-01", false).is_err());
    }

    #[test]
    fn a_do_not_contact_stands_above_every_yes() {
        let said = |way, state| Consent {
            id: ConsentId(1),
            said: Said { way, state, day: on("2026-03-01"), how: String::new() },
            by: "Asha M.".into(),
        };
        let mut standing =
            Standing { stop: None, ways: vec![said(Some(Way::Post), State::Yes), said(Some(Way::Text), State::No)] };
        assert!(standing.reach(&Way::Post).consented());
        assert_eq!(standing.reach(&Way::Text).why(), "Said no on 1 Mar 2026");
        assert!(standing.reach(&Way::Email).may() && !standing.reach(&Way::Email).consented());
        let nowhere = standing.reaches(&Details::named("Ann"), &Way::Post, on("2026-11-21"));
        assert_eq!(nowhere, Reach::No(Bar::NoAddress));
        standing.stop = Some(said(None, State::No));
        assert!(Way::USUAL.iter().all(|way| !standing.reach(way).may()));
    }

    #[test]
    fn a_list_adds_only_what_is_news() {
        let said = |way: Option<Way>, state, day: &str| Said { way, state, day: on(day), how: String::new() };
        let known = [said(Some(Way::Email), State::Yes, "2026-05-01"), said(Some(Way::Email), State::No, "2025-05-01")];
        let later = said(Some(Way::Email), State::No, "2026-06-01");
        assert_eq!(news(&known, std::slice::from_ref(&later), true), std::slice::from_ref(&later));
        assert!(news(&known, &[later], false).is_empty(), "filling leaves what is known");
        assert!(
            news(&known, &[said(Some(Way::Email), State::No, "2026-01-01")], true).is_empty(),
            "older than what holds"
        );
        assert!(news(&known, &[said(Some(Way::Email), State::Yes, "2026-06-01")], true).is_empty(), "says the same");
        assert_eq!(news(&known, &[said(Some(Way::Post), State::Unknown, "2026-06-01")], false).len(), 1);
        assert!(news(&[], &[said(None, State::Yes, "2026-06-01")], true).is_empty(), "there is nothing to lift");
    }

    #[test]
    fn a_way_has_one_name() {
        assert_eq!(Way::of(" E-Mail "), Some(Way::Email));
        assert_eq!(Way::of("Newsletter"), Some(Way::Own("newsletter".into())));
        assert_eq!(Way::of("newsletter").unwrap().says(), "Newsletter");
        assert!(Way::of("any").is_none() && Way::of("").is_none() && Way::of("a: b").is_none());
    }
}
