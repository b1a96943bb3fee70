//! What segments can ask of members. What they are on a day, what they owe and whether they vote is worked out from the
//! register, which is read once for all conditions of a round.

use std::rc::Rc;
use std::sync::Arc;

use chrono::Days;
use rusqlite::Connection;

use super::{classes, read, register};
use crate::kit::{Day, Money, OnDay, Result};
use crate::members::model::{Register, Status, Term};
use crate::office::Condition;
use crate::office::condition::{Asking, Filled, Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[&STATUS, &CLASS, &SINCE, &RENEWAL, &OWES, &VOTES, &LEFT];

fn members() -> &'static str {
    t!("Membership")
}

/// The register with dues and payments.
struct Everybody(Arc<Register>);

/// The register with terms alone, which is much less to read.
struct Terms(Register);

fn everybody(asking: &Asking<'_>) -> Result<Rc<Everybody>> {
    asking.once(|conn| register(conn).map(Everybody))
}

/// People whose term, the one that says what they are on the day, is like this.
fn whose<'r>(register: &'r Register, day: Day, fits: impl Fn(&'r Term) -> bool) -> Sql {
    let main = |terms: &'r [Term]| register.main_term(terms, day).filter(|term| fits(term));
    Sql::people(register.by_person().filter_map(main).map(|term| term.person.0))
}

static STATUS: Condition = Condition {
    key: "members.status",
    heading: members,
    name: || t!("Is a member"),
    parts: &[
        Part::new("status", || t!("Status"), Kind::Choices(statuses)).needed(),
        Part::new("on", || t!("On"), Kind::Day),
    ],
    says: |filled| {
        let words: Vec<String> = filled.values.texts("status").iter().map(|key| in_words(key).to_owned()).collect();
        let status = crate::kit::text::or_list(&words);
        match filled.values.day("on") {
            OnDay::Today => Says::new(t!("are {status}", status = status), t!("are not {status}", status = status)),
            day => Says::new(
                t!("are {status} as of {day}", status = status, day = day.says()),
                t!("are not {status} as of {day}", status = status, day = day.says()),
            ),
        }
    },
    sql: |asking, values| {
        let day = values.day("on").day(asking.today);
        let wanted = values.texts("status");
        let fits = |status: Status| wanted.iter().any(|key| key == status.key() || key == MEMBER && status.is_member());
        let everybody = everybody(asking)?;
        let register = &everybody.0;
        Ok(whose(register, day, |term| register.standing(term, day).is_some_and(|s| fits(s.status))))
    },
    ..Condition::NONE
};

/// The word for everybody who is a member, paid up or in grace.
const MEMBER: &str = "member";

fn statuses(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let member = Offered::new(MEMBER, t!("Member, current or in grace"));
    Ok(std::iter::once(member).chain(Status::ALL.map(|status| Offered::new(status.key(), status.label()))).collect())
}

/// A status as it stands behind “are”.
fn in_words(key: &str) -> &'static str {
    match Status::of(key) {
        None => t!("members"),
        Some(Status::Applied) => t!("applicants"),
        Some(Status::Refused) => t!("refused applicants"),
        Some(Status::Current) => t!("current members"),
        Some(Status::InGrace) => t!("members in grace"),
        Some(Status::Lapsed) => t!("lapsed members"),
        Some(Status::Resigned) => t!("former members who resigned"),
        Some(Status::Expelled) => t!("expelled members"),
        Some(Status::Died) => t!("members who died"),
    }
}

static CLASS: Condition = Condition {
    key: "members.class",
    heading: members,
    name: || t!("Class of membership"),
    parts: &[Part::new("class", || t!("Class"), Kind::Choices(kinds)).needed()],
    says: |filled| {
        let class = filled.quoted("class");
        Says::new(t!("are in the class {class}", class = class), t!("are not in the class {class}", class = class))
    },
    sql: |asking, values| {
        let wanted: Vec<i64> = values.texts("class").iter().filter_map(|id| id.parse().ok()).collect();
        let terms = asking.once(|conn| read::terms_alone(conn).map(Terms))?;
        Ok(whose(&terms.0, asking.today, |term| wanted.contains(&term.class_on(asking.today).0)))
    },
    ..Condition::NONE
};

fn kinds(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(classes(conn)?.into_iter().map(|class| Offered::new(class.id.to_string(), class.name)).collect())
}

static SINCE: Condition = Condition {
    key: "members.since",
    heading: members,
    name: || t!("Member since"),
    parts: &[Part::new("when", || t!("When"), Kind::When).needed()],
    says: |filled| {
        let when = filled.when("when");
        Says::new(t!("became members{when}", when = when), t!("did not become members{when}", when = when))
    },
    sql: |asking, values| {
        let (from, to) = values.when("when").map_or((None, None), |when| asking.days(when));
        let terms = asking.once(|conn| read::terms_alone(conn).map(Terms))?;
        Ok(whose(&terms.0, asking.today, |term| {
            let since = term.start.filter(|start| *start <= asking.today).map(|start| term.since.unwrap_or(start));
            since.is_some_and(|since| from.is_none_or(|from| from <= since) && to.is_none_or(|to| since <= to))
        }))
    },
    ..Condition::NONE
};

static RENEWAL: Condition = Condition {
    key: "members.renewal",
    heading: members,
    name: || t!("Renewal is due"),
    parts: &[Part::new("days", || t!("Within, days"), Kind::Number(0, 3660)).needed()],
    says: |filled| {
        let days = filled.values.number("days").unwrap_or_default();
        let ends = match days {
            0 => t!("ends today or has ended").to_owned(),
            1 => t!("ends by tomorrow or has ended").to_owned(),
            days => t!("ends within {days} days or has ended", days = days),
        };
        Says::new(
            t!("are members whose paid time {ends}", ends = ends),
            t!("are not members whose paid time {ends}", ends = ends),
        )
    },
    sql: |asking, values| {
        let days = u64::try_from(values.number("days").unwrap_or_default()).unwrap_or_default();
        let soon = asking.today.checked_add_days(Days::new(days)).unwrap_or(Day::MAX);
        let everybody = everybody(asking)?;
        let register = &everybody.0;
        Ok(whose(register, asking.today, |term| {
            let standing = register.standing(term, asking.today);
            standing.is_some_and(|s| s.status.is_member() && s.paid_to.is_some_and(|to| to <= soon))
        }))
    },
    ..Condition::NONE
};

static OWES: Condition = Condition {
    key: "members.owes",
    heading: members,
    name: || t!("Owes dues"),
    parts: &[
        Part::new("least", || t!("At least"), Kind::Money),
        Part::new("days", || t!("Overdue for, days"), Kind::Number(1, 3660)),
    ],
    says: |filled| {
        let sum = filled.money("least").map(|sum| t!("at least {sum} of dues", sum = sum));
        let sum = sum.unwrap_or_else(|| t!("dues").to_owned());
        let what = match filled.values.number("days") {
            None => sum,
            Some(days) => t!("{sum} that are overdue for {days} days or more", sum = sum, days = days),
        };
        Says::new(t!("owe {what}", what = what), t!("do not owe {what}", what = what))
    },
    // The payer owes, who may be somebody else than the member.
    sql: |asking, values| {
        let days = u64::try_from(values.number("days").unwrap_or_default()).unwrap_or_default();
        let due = asking.today.checked_sub_days(Days::new(days)).unwrap_or(Day::MIN);
        let least = values.money("least").unwrap_or(Money(1));
        let everybody = everybody(asking)?;
        let owes = everybody.0.arrears(asking.today).into_iter().filter(|arrears| {
            let owed: Money = arrears.debts.iter().filter(|debt| debt.due <= due).map(|debt| debt.owed).sum();
            owed >= least
        });
        Ok(Sql::people(owes.map(|arrears| arrears.payer.0)))
    },
    ..Condition::NONE
};

static VOTES: Condition = Condition {
    key: "members.votes",
    heading: members,
    name: || t!("May vote"),
    parts: &[Part::new("on", || t!("On"), Kind::Day)],
    says: |filled| {
        let day = match filled.values.day("on") {
            OnDay::Today => String::new(),
            day => t!(" as of {day}", day = day.says()),
        };
        Says::new(t!("may vote{day}", day = day), t!("may not vote{day}", day = day))
    },
    // Under the rule of the settings, as on the roll.
    sql: |asking, values| {
        let everybody = everybody(asking)?;
        let register = &everybody.0;
        let roll = register.roll(values.day("on").day(asking.today), &register.settings.rule);
        Ok(Sql::people(roll.voters.into_iter().map(|voter| voter.person.0)))
    },
    ..Condition::NONE
};

static LEFT: Condition = Condition {
    key: "members.left",
    heading: members,
    name: || t!("Membership ended"),
    parts: &[Part::new("when", || t!("When"), Kind::When)],
    says: left_says,
    sql: |asking, values| {
        let sql = "p.id IN (SELECT person FROM membership WHERE ended_on BETWEEN ? AND ?)";
        Ok(Sql::of(sql).bind_all(asking.span(values.when("when"))))
    },
    ..Condition::NONE
};

fn left_says(filled: &Filled<'_>) -> Says {
    let when = filled.when("when");
    Says::new(t!("left the membership{when}", when = when), t!("did not leave the membership{when}", when = when))
}
