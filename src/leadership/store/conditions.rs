//! What segments can ask of people that leadership knows.

use rusqlite::Connection;

use crate::kit::Result;
use crate::leadership::model::parts::LEVELS;
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[&AIMS, &CAN, &TRAINED, &APPROVED];

fn heading() -> &'static str {
    t!("Leadership")
}

fn from(conn: &Connection, table: &str) -> Result<Vec<Offered>> {
    Ok(super::offered(conn, table)?.into_iter().map(|(id, name)| Offered::new(id, name)).collect())
}

fn rungs(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    from(conn, "leader_rung")
}

fn skills(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    from(conn, "leader_skill")
}

fn trainings(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    from(conn, "leader_training")
}

fn levels(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(LEVELS.iter().map(|(key, says)| Offered::new(*key, says())).collect())
}

/// The id that was chosen; 0 is nobody's.
fn id(values: &Values, part: &str) -> i64 {
    values.text(part).parse().unwrap_or(0)
}

static AIMS: Condition = Condition {
    key: "leadership.aims",
    heading,
    name: || t!("Would like to stand"),
    parts: &[Part::new("rung", || t!("As"), Kind::Choice(rungs))],
    says: |filled| match filled.quoted("rung").as_str() {
        "" => Says::new(t!("would like to stand"), t!("did not say that they would stand")),
        rung => Says::new(
            t!("would like to be {rung}", rung = rung),
            t!("did not say that they would be {rung}", rung = rung),
        ),
    },
    sql: |_, values| {
        let any = values.text("rung").is_empty();
        let sql = "p.id IN (SELECT a.person FROM leader_aim a WHERE a.state = 'open' AND (? OR a.rung = ?))";
        Ok(Sql::of(sql).bind(i64::from(any)).bind(id(values, "rung")))
    },
    ..Condition::NONE
};

static CAN: Condition = Condition {
    key: "leadership.can",
    heading,
    name: || t!("Has a skill"),
    parts: &[
        Part::new("skill", || t!("Skill"), Kind::Choice(skills)).needed(),
        Part::new("level", || t!("At least"), Kind::Choice(levels)),
    ],
    says: |filled| {
        let skill = filled.quoted("skill");
        match filled.either("level").to_lowercase().as_str() {
            "" => Says::new(t!("have {skill}", skill = skill), t!("do not have {skill}", skill = skill)),
            level => Says::new(
                t!("have {skill} ({level} or better)", skill = skill, level = level),
                t!("do not have {skill} ({level} or better)", skill = skill, level = level),
            ),
        }
    },
    sql: |_, values| {
        let least = crate::leadership::model::level(values.text("level")).max(1);
        let words: Vec<&str> = LEVELS.iter().skip(least - 1).map(|(key, _)| *key).collect();
        // Of a skill that was seen several times the last sight counts.
        let sql = format!(
            "p.id IN (SELECT c.person FROM leader_can c WHERE c.skill = ? AND c.level IN ({}) AND NOT EXISTS (SELECT 1 FROM \
             leader_can d WHERE d.person = c.person AND d.skill = c.skill \
             AND (coalesce(d.seen_on, ''), d.id) > (coalesce(c.seen_on, ''), c.id)))",
            Sql::places(words.len())
        );
        Ok(Sql::of(sql).bind(id(values, "skill")).bind_all(words.into_iter().map(str::to_owned)))
    },
    ..Condition::NONE
};

static TRAINED: Condition = Condition {
    key: "leadership.trained",
    heading,
    name: || t!("Has a training that holds"),
    parts: &[Part::new("training", || t!("Training"), Kind::Choice(trainings)).needed()],
    says: |filled| {
        let training = filled.quoted("training");
        Says::new(t!("hold {training}", training = training), t!("do not hold {training}", training = training))
    },
    sql: |asking, values| {
        let sql = "p.id IN (SELECT k.person FROM leader_taken k WHERE k.training = ? AND k.taken_on <= ? \
                   AND (k.until_on IS NULL OR k.until_on >= ?))";
        Ok(Sql::of(sql).bind(id(values, "training")).bind(asking.today_text()).bind(asking.today_text()))
    },
    ..Condition::NONE
};

static APPROVED: Condition = Condition {
    key: "leadership.approved",
    heading,
    name: || t!("Is approved"),
    parts: &[Part::new("rung", || t!("As"), Kind::Choice(rungs))],
    says: |filled| match filled.quoted("rung").as_str() {
        "" => Says::new(t!("are approved"), t!("are not approved")),
        rung => Says::new(t!("are approved as {rung}", rung = rung), t!("are not approved as {rung}", rung = rung)),
    },
    sql: |asking, values| {
        let any = values.text("rung").is_empty();
        let sql = "p.id IN (SELECT a.person FROM leader_approval a WHERE a.withdrawn_on IS NULL AND (? OR a.rung = ?) \
                   AND a.approved_on <= ? AND (a.until_on IS NULL OR a.until_on >= ?))";
        let sql = Sql::of(sql).bind(i64::from(any)).bind(id(values, "rung"));
        Ok(sql.bind(asking.today_text()).bind(asking.today_text()))
    },
    ..Condition::NONE
};
