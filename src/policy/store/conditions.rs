//! What segments can ask of people that policy knows: who brought a document, who was asked to read one, who answered a
//! consultation.

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[&LEADS, &READ, &RESPONDED];

fn heading() -> &'static str {
    t!("Policy")
}

fn documents(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(super::documents(conn)?.into_iter().map(|one| Offered::new(one.id.to_string(), one.new.title)).collect())
}

fn how(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(vec![
        Offered::new("asked", t!("Were asked")),
        Offered::new("read", t!("Said that they read it")),
        Offered::new("open", t!("Did not say so yet")),
    ])
}

/// Binds the document that is asked about; all, where none is named.
fn of(sql: Sql, values: &Values) -> Sql {
    let document = values.text("document").to_owned();
    let id = document.parse::<i64>().unwrap_or(0);
    sql.bind(document).bind(id)
}

static LEADS: Condition = Condition {
    key: "policy.leads",
    heading,
    name: || t!("Brought or moves a document"),
    parts: &[Part::new("document", || t!("Document"), Kind::Choice(documents))],
    says: |filled| match filled.quoted("document").as_str() {
        "" => Says::new(t!("brought or move a document of policy"), t!("brought and move no document of policy")),
        document => Says::new(
            t!("brought or move {document}", document = document),
            t!("neither brought nor move {document}", document = document),
        ),
    },
    sql: |_, values| {
        let text = "p.id IN (SELECT d.lead FROM policy_document d WHERE d.lead IS NOT NULL AND (? = '' OR d.id = ?) \
                    UNION SELECT s.person FROM policy_sponsor s WHERE s.person IS NOT NULL AND s.role = 'mover' \
                    AND (? = '' OR s.document = ?))";
        Ok(of(of(Sql::of(text), values), values))
    },
    ..Condition::NONE
};

static READ: Condition = Condition {
    key: "policy.read",
    heading,
    name: || t!("Was asked to read a document"),
    parts: &[
        Part::new("document", || t!("Document"), Kind::Choice(documents)),
        Part::new("how", || t!("And"), Kind::Choice(how)),
    ],
    says: |filled| {
        let document = match filled.quoted("document").as_str() {
            "" => t!("a document of policy").to_owned(),
            document => document.to_owned(),
        };
        match filled.values.text("how") {
            "read" => Says::new(
                t!("said that they read {document}", document = document),
                t!("did not say that they read {document}", document = document),
            ),
            "open" => Says::new(
                t!("were asked to read {document} and did not say so yet", document = document),
                t!("were not asked to read {document}, or said that they did", document = document),
            ),
            _ => Says::new(
                t!("were asked to read {document}", document = document),
                t!("were not asked to read {document}", document = document),
            ),
        }
    },
    sql: |_, values| {
        let how = match values.text("how") {
            "read" => "AND r.read_on IS NOT NULL",
            "open" => "AND r.read_on IS NULL",
            _ => "",
        };
        let text = format!(
            "p.id IN (SELECT r.person FROM policy_read r WHERE r.person IS NOT NULL AND (? = '' OR r.document = ?) {how})"
        );
        Ok(of(Sql::of(text), values))
    },
    ..Condition::NONE
};

static RESPONDED: Condition = Condition {
    key: "policy.responded",
    heading,
    name: || t!("Answered a consultation"),
    parts: &[
        Part::new("document", || t!("Document"), Kind::Choice(documents)),
        Part::new("when", || t!("When"), Kind::When),
    ],
    says: |filled| {
        let when = filled.when("when");
        match filled.quoted("document").as_str() {
            "" => Says::new(
                t!("answered a consultation{when}", when = when),
                t!("answered no consultation{when}", when = when),
            ),
            document => Says::new(
                t!("answered the consultation on {document}{when}", document = document, when = when),
                t!("did not answer the consultation on {document}{when}", document = document, when = when),
            ),
        }
    },
    sql: |asking, values| {
        let text = "p.id IN (SELECT r.person FROM policy_response r JOIN policy_consultation k ON k.id = r.consultation \
                    WHERE r.person IS NOT NULL AND (? = '' OR k.document = ?) AND r.day BETWEEN ? AND ?)";
        Ok(of(Sql::of(text), values).bind_all(asking.span(values.when("when"))))
    },
    ..Condition::NONE
};
