//! Conditions about what was noted: contacts, thanks, interest, what is open; and about links between people.

use rusqlite::Connection;

use super::super::super::link::{End, LinkKind};
use super::super::super::log::{LogKind, how_says};
use super::notes;
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

pub(super) static LOGGED: Condition = Condition {
    key: "people.noted",
    heading: notes,
    name: || t!("Something was noted"),
    parts: &[
        Part::new("kind", || t!("What"), Kind::Choice(kinds)).needed(),
        Part::new("when", || t!("When"), Kind::When),
    ],
    says: |filled| {
        let when = filled.when("when");
        match LogKind::of(filled.values.text("kind")) {
            Some(LogKind::Thanks) => {
                Says::new(t!("were thanked{when}", when = when), t!("were not thanked{when}", when = when))
            }
            Some(LogKind::Concern) => {
                Says::new(t!("raised a concern{when}", when = when), t!("raised no concern{when}", when = when))
            }
            Some(LogKind::Interest) => {
                Says::new(t!("offered something{when}", when = when), t!("offered nothing{when}", when = when))
            }
            Some(LogKind::Feedback) => {
                Says::new(t!("gave feedback{when}", when = when), t!("gave no feedback{when}", when = when))
            }
            Some(LogKind::Contact) | None => {
                Says::new(t!("were spoken with{when}", when = when), t!("were not spoken with{when}", when = when))
            }
        }
    },
    sql: |asking, values| {
        let sql = "p.id IN (SELECT person FROM person_log WHERE kind = ? AND day BETWEEN ? AND ?)";
        Ok(Sql::of(sql).bind(values.text("kind").to_owned()).bind_all(asking.span(values.when("when"))))
    },
    ..Condition::NONE
};

fn kinds(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(LogKind::ALL.into_iter().map(|kind| Offered::new(kind.key(), kind.says())).collect())
}

pub(super) static INTEREST: Condition = Condition {
    key: "people.interest",
    heading: notes,
    name: || t!("Would do, give or stand for something"),
    parts: &[Part::new("how", || t!("What"), Kind::Choice(hows)).needed()],
    says: |filled| match filled.values.text("how") {
        "give" => Says::new(t!("would give something"), t!("did not say they would give something")),
        "stand" => Says::new(t!("would stand for something"), t!("did not say they would stand for something")),
        _ => Says::new(t!("would do something"), t!("did not say they would do something")),
    },
    sql: |_, values| {
        let sql = "p.id IN (SELECT person FROM person_log WHERE kind = 'interest' AND how = ?)";
        Ok(Sql::of(sql).bind(values.text("how").to_owned()))
    },
    ..Condition::NONE
};

fn hows(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(LogKind::Interest.hows().iter().map(|how| Offered::new(*how, how_says(how))).collect())
}

pub(super) static OPEN: Condition = Condition {
    key: "people.open",
    heading: notes,
    name: || t!("Something wants doing"),
    says: |_| Says::new(t!("have an open next step or concern"), t!("have no open next step or concern")),
    sql: |_, _| Ok(Sql::of("p.id IN (SELECT person FROM person_log WHERE open = 1)")),
    ..Condition::NONE
};

pub(super) static LINKED: Condition = Condition {
    key: "people.linked",
    heading: notes,
    name: || t!("Is linked with somebody"),
    parts: &[Part::new("link", || t!("How"), Kind::Choice(sayings)).needed()],
    says: |filled| match saying(filled.values.text("link")) {
        (LinkKind::Household, _) => {
            Says::new(t!("share a household with somebody"), t!("share a household with nobody"))
        }
        (LinkKind::Payer, End::Start) => Says::new(t!("pay for somebody else"), t!("pay for nobody else")),
        (LinkKind::Payer, End::Other) => {
            Says::new(t!("are paid for by somebody else"), t!("are paid for by nobody else"))
        }
        (LinkKind::Contact, End::Start) => Says::new(t!("are somebody’s contact"), t!("are nobody’s contact")),
        (LinkKind::Contact, End::Other) => Says::new(t!("have a contact"), t!("have no contact")),
        (LinkKind::Referred, End::Start) => Says::new(t!("brought somebody in"), t!("brought nobody in")),
        (LinkKind::Referred, End::Other) => {
            Says::new(t!("were brought in by somebody"), t!("were brought in by nobody"))
        }
    },
    sql: |_, values| {
        let (kind, end) = saying(values.text("link"));
        let of = |column: &str| {
            Sql::of(format!("p.id IN (SELECT {column} FROM person_link WHERE kind = ?)")).bind(kind.key().to_owned())
        };
        Ok(match (kind, end) {
            // The same from both ends.
            (LinkKind::Household, _) => Sql::any([of("person"), of("other")]),
            (_, End::Start) => of("person"),
            (_, End::Other) => of("other"),
        })
    },
    ..Condition::NONE
};

fn saying(word: &str) -> (LinkKind, End) {
    let found = LinkKind::SAYINGS.into_iter().find(|(kind, end)| kind.word(*end) == word);
    found.unwrap_or((LinkKind::Household, End::Start))
}

fn sayings(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(LinkKind::SAYINGS.into_iter().map(|(kind, end)| Offered::new(kind.word(end), kind.says(end))).collect())
}

pub(super) static REFERRED: Condition = Condition {
    key: "people.referred",
    heading: notes,
    name: || t!("Was referred"),
    parts: &[Part::new("by", || t!("By somebody called"), Kind::Text)],
    check: |values| super::wordless(values, "by"),
    says: |filled| match filled.values.text("by") {
        "" => Says::new(t!("were referred by somebody"), t!("were referred by nobody")),
        by => Says::new(
            t!("were referred by somebody called “{name}”", name = by),
            t!("were not referred by somebody called “{name}”", name = by),
        ),
    },
    sql: |_, values| {
        let by = fold(values.text("by"));
        if by.is_empty() {
            return Ok(Sql::of("p.id IN (SELECT other FROM person_link WHERE kind = 'referred')"));
        }
        // Whole words of the name in their order: “lee” is Ann Lee, and not Leeds.
        let sql = "p.id IN (SELECT l.other FROM person_link l JOIN person r ON r.id = l.person \
            WHERE l.kind = 'referred' AND instr(' ' || fold(r.name) || ' ', ?) > 0)";
        Ok(Sql::of(sql).bind(format!(" {by} ")))
    },
};

pub(super) static REFERRER: Condition = Condition {
    key: "people.referrer",
    heading: notes,
    name: || t!("Referred others"),
    parts: &[Part::new("least", || t!("At least, people"), Kind::Number(1, 1_000_000))],
    says: |filled| match filled.values.number("least") {
        None | Some(1) => Says::new(t!("referred somebody"), t!("referred nobody")),
        Some(n) => Says::new(t!("referred at least {n} others", n = n), t!("referred fewer than {n} others", n = n)),
    },
    sql: |_, values| {
        let sql =
            "p.id IN (SELECT person FROM person_link WHERE kind = 'referred' GROUP BY person HAVING count(*) >= ?)";
        Ok(Sql::of(sql).bind(values.number("least").unwrap_or(1)))
    },
    ..Condition::NONE
};
