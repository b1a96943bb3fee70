//! What the secretary of the demo branch has noted: consent, own fields, households, contacts, concerns, thanks.

use chrono::TimeDelta;

use super::Branch;
use crate::kit::{Currency, Day, Result, day};
use crate::people::consent::{Said, State};
use crate::people::{
    Address, Contact, Details, End, LinkKind, LogForm, LogKind, OwnField, OwnFieldId, OwnKind, PersonId, Way, ops,
    store,
};
use crate::segments::{self, NewSegment};

const HOWS: &[&str] = &["membership form", "at the stall", "by phone", "on the website"];
const WHO: &[&str] = &["Asha Morrow", "Owain Specimen"];
/// What people were spoken with about, and the next step where there is one.
const CONTACTS: &[(&str, &str)] = &[
    ("Would take a delivery round if it is near home", "send the map of the rounds"),
    ("Asked when the annual meeting is", ""),
    ("Moved house, and wants the newsletter by post again", ""),
    ("Could put up six posters by the ferry", "bring the posters"),
    ("Cannot come to the hall, there is no ramp", "find a room on the ground floor"),
    ("Glad about the minibus", ""),
    ("Wants to know who stands in the ward", "ask the candidate to call"),
    ("Pays by standing order from next month", ""),
];
const CONCERNS: &[&str] = &[
    "The 14 bus no longer stops at Quay Street",
    "Lights are out on the towpath",
    "Waits for an answer about the allotments",
];
const THANKS: &[&str] =
    &["Ran the tea urn all summer", "Twenty evenings of canvassing", "Lent the hall for the fair", "Drove the minibus"];

/// What donors said: how it was meant, its tags, the words.
const SAID: [(&str, &str, &str); 5] = [
    ("good", "letters", "Liked the letter about the ferry, and read it out at supper"),
    ("bad", "letters, too often", "Two letters in one month are one too many"),
    ("mixed", "standing order", "Would give by the month if it could be stopped by telephone"),
    ("good", "the hall", "Glad that the hall is heated at last"),
    ("bad", "too often", "Was asked again a week after giving"),
];

const INTERESTS: &[(&str, &str)] = &[
    ("do", "Deliver leaflets on Saturdays"),
    ("do", "Count the collection"),
    ("give", "A room for meetings"),
    ("give", "A monthly donation, if asked in spring"),
    ("stand", "The town council, in two years"),
];

/// Whom the branch writes to now and again: name, note, what is asked.
const SEGMENTS: &[(&str, &str, &str)] = &[
    (
        "Ask for a donation",
        "For the spring appeal",
        r#"{"all": [
            {"any": [
                {"ask": "ledger.stopped"},
                {"all": [
                    {"ask": "members.status", "status": ["member"]},
                    {"none": [{"ask": "ledger.gave", "when": "last 12 months"}, {"ask": "members.owes"}]}
                ]}
            ]},
            {"ask": "people.may", "way": "post"}
        ]}"#,
    ),
    (
        "Members who owe dues",
        "",
        r#"{"all": [{"ask": "members.status", "status": ["member"]}, {"ask": "members.owes", "days": 30}]}"#,
    ),
    (
        "Helpers who may be called",
        "",
        r#"{"all": [{"ask": "people.tag", "tag": ["helper", "leaflets", "steward"]}, {"ask": "people.may", "way": "phone"}]}"#,
    ),
];

impl Branch {
    /// All of it, up to today.
    pub(super) fn register(&mut self) -> Result<()> {
        self.own_fields()?;
        self.consents()?;
        self.links()?;
        self.log()?;
        self.segments()?;
        self.twice()
    }

    /// Two who came in twice, as they do: once from an old list without accents, once by a form with the initial alone.
    fn twice(&mut self) -> Result<()> {
        let mut made = 0;
        for id in self.donors.clone().into_iter().skip(20) {
            let known = self.office.read(|conn| store::get(conn, id))?.details;
            let words: Vec<&str> = known.name.split_whitespace().collect();
            let (Some(first), Some(last), false) = (words.first(), words.last(), known.organisation) else { continue };
            if words.len() != 2 || known.contacts.is_empty() || known.addresses.is_empty() || !known.name.is_ascii() {
                continue;
            }
            let name = if made == 0 {
                format!("{last}, {first}")
            } else {
                format!("{}. {last}", first.get(..1).unwrap_or(""))
            };
            let again = Details {
                contacts: known.contacts.iter().map(|c| Contact { id: None, ..c.clone() }).collect(),
                addresses: known.addresses.iter().map(|a| Address { id: None, ..a.clone() }).collect(),
                source: "Old mailing list".to_owned(),
                ..Details::named(&name)
            };
            ops::add(&mut self.office, &again)?;
            made += 1;
            if made == 2 {
                break;
            }
        }
        Ok(())
    }

    fn segments(&mut self) -> Result<()> {
        for (name, note, asks) in SEGMENTS {
            let tree = segments::json::read(asks, self.office.setup().conditions, *Currency::pound())?;
            let new = NewSegment { name: (*name).to_owned(), note: (*note).to_owned(), tree };
            segments::ops::add(&mut self.office, &new)?;
        }
        Ok(())
    }

    fn person_at(&self, at: usize) -> PersonId {
        self.donors.get(at % self.donors.len().max(1)).copied().unwrap_or(PersonId(0))
    }

    /// A day of the last year or so.
    fn lately(&mut self) -> Day {
        let days = i64::try_from(self.random.below(300)).unwrap_or(0);
        self.today - TimeDelta::days(days)
    }

    fn own_fields(&mut self) -> Result<()> {
        let field = |name: &str, kind, options: &[&str]| OwnField {
            id: OwnFieldId::default(),
            name: name.to_owned(),
            kind,
            options: options.iter().map(|option| (*option).to_owned()).collect(),
            in_list: false,
            closed: false,
        };
        let size = field("Shirt size", OwnKind::Choice, &["Small", "Medium", "Large"]);
        let size = ops::add_field(&mut self.office, &size)?.value;
        let since = ops::add_field(&mut self.office, &field("Helper since", OwnKind::Day, &[]))?.value;
        for at in 0..8 {
            let id = self.person_at(at * 3);
            let mut details = self.office.read(|conn| store::get(conn, id))?.details;
            let shirt = self.random.pick(&["Small", "Medium", "Large"]).to_owned();
            details.own = vec![(size, shirt), (since, self.lately().to_string())];
            details.settle();
            ops::change(&mut self.office, id, &details)?;
        }
        Ok(())
    }

    fn consents(&mut self) -> Result<()> {
        for at in 0..24 {
            let id = self.person_at(at * 2);
            let state = match self.random.below(8) {
                0 => State::No,
                1 => State::Unknown,
                _ => State::Yes,
            };
            let way = if self.random.one_in(3) { Way::Post } else { Way::Email };
            let said = Said { way: Some(way), state, day: self.lately(), how: self.random.pick(HOWS).to_owned() };
            ops::consent(&mut self.office, id, &said)?;
        }
        for at in [11, 37, 60] {
            let said = Said { way: None, state: State::No, day: self.lately(), how: "by letter".to_owned() };
            let id = self.person_at(at);
            ops::consent(&mut self.office, id, &said)?;
        }
        Ok(())
    }

    fn links(&mut self) -> Result<()> {
        for (one, kind, other) in [
            (0, LinkKind::Household, 1),
            (1, LinkKind::Household, 4),
            (0, LinkKind::Payer, 1),
            (2, LinkKind::Referred, 5),
            (2, LinkKind::Referred, 8),
            (3, LinkKind::Contact, 28),
            (6, LinkKind::Household, 7),
        ] {
            let (one, other) = (self.person_at(one), self.person_at(other));
            if one != other {
                ops::link(&mut self.office, one, (kind, End::Start), other, "")?;
            }
        }
        Ok(())
    }

    fn note(&mut self, person: PersonId, form: &LogForm) -> Result<()> {
        // The demo's notes are written so that they parse; one that did not would be left out.
        if let Ok(line) = form.parse(self.today, false) {
            ops::log(&mut self.office, person, &line)?;
        }
        Ok(())
    }

    fn log(&mut self) -> Result<()> {
        for at in 0..16 {
            let person = self.person_at(at * at);
            let (about, step) = CONTACTS.get(self.random.below(CONTACTS.len())).copied().unwrap_or(("", ""));
            let on = self.today - TimeDelta::days(i64::try_from(at * 9 + 1).unwrap_or(1));
            let mut form = LogForm::new(LogKind::Contact, on, self.random.pick(WHO));
            form.about = about.to_owned();
            // Old steps have been taken long ago.
            if at < 4 && !step.is_empty() {
                form.step = step.to_owned();
                form.due = day::short(self.today + TimeDelta::days(i64::try_from(at * 4).unwrap_or(0)));
            }
            form.how = self.random.pick(LogKind::Contact.hows()).to_owned();
            self.note(person, &form)?;
        }
        for (at, about) in CONCERNS.iter().enumerate() {
            let back = i64::try_from(at * 17 + 6).unwrap_or(6);
            let mut form = LogForm::new(LogKind::Concern, self.today - TimeDelta::days(back), "Owain Specimen");
            form.about = (*about).to_owned();
            form.due = day::short(self.today + TimeDelta::days(12 - back));
            let person = self.person_at(at * 5 + 1);
            self.note(person, &form)?;
        }
        for (at, about) in THANKS.iter().enumerate() {
            let mut form = LogForm::new(LogKind::Thanks, self.lately(), "Asha Morrow");
            form.about = (*about).to_owned();
            let person = self.person_at(at * 3 + 2);
            self.note(person, &form)?;
        }
        for (at, (how, about)) in INTERESTS.iter().enumerate() {
            let mut form = LogForm::new(LogKind::Interest, self.lately(), "");
            (form.how, form.about) = ((*how).to_owned(), (*about).to_owned());
            let person = self.person_at(at * 4);
            self.note(person, &form)?;
        }
        for (at, (mood, tags, about)) in SAID.iter().enumerate() {
            let back = i64::try_from(at * 23 + 4).unwrap_or(4);
            let mut form = LogForm::new(LogKind::Feedback, self.today - TimeDelta::days(back), "Asha Morrow");
            (form.mood, form.tags, form.about) = ((*mood).to_owned(), (*tags).to_owned(), (*about).to_owned());
            let person = self.person_at(at * 6 + 3);
            self.note(person, &form)?;
        }
        Ok(())
    }
}
