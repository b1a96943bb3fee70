//! What segments can ask of receipts: for whom one was issued.

use rusqlite::Connection;

use super::in_year;
use crate::kit::Result;
use crate::office::Condition;
use crate::office::condition::{Asking, Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them.
pub const CONDITIONS: &[&Condition] = &[&RECEIPTED];

static RECEIPTED: Condition = Condition {
    key: "receipts.receipted",
    heading: || t!("Receipts"),
    name: || t!("Has a receipt"),
    parts: &[Part::new("year", || t!("For donations of"), Kind::Choice(years))],
    says: |filled| {
        let year = match filled.values.text("year") {
            "" => String::new(),
            "this" => t!(" for this year").to_owned(),
            "last" => t!(" for last year").to_owned(),
            year => t!(" for {year}", year = year),
        };
        Says::new(t!("have a receipt{year}", year = year), t!("have no receipt{year}", year = year))
    },
    // A receipt keeps the id it was made out to; one that was merged since means the person who stands.
    sql: |asking, values| {
        let stands = match values.text("year") {
            "" => Sql::of("r.status = 'issued'"),
            year => Sql::of("r.status = 'issued' AND r.for_year = ?").bind(calendar_year(asking, year)),
        };
        let text = format!(
            "p.id IN (SELECT r.donor FROM receipt r WHERE {0} UNION ALL SELECT m.person FROM receipt r \
             JOIN person_merged m ON m.was = r.donor WHERE {0})",
            stands.text
        );
        Ok(Sql { text, values: [stands.values.clone(), stands.values].concat() })
    },
    ..Condition::NONE
};

/// Receipts go by calendar years, whatever the office's own year is.
fn calendar_year(asking: &Asking<'_>, year: &str) -> i64 {
    let this = i64::from(chrono::Datelike::year(&asking.today));
    match year {
        "this" => this,
        "last" => this - 1,
        year => year.parse().unwrap_or_default(),
    }
}

fn years(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let mut all = vec![Offered::new("this", t!("This year")), Offered::new("last", t!("Last year"))];
    let mut select =
        conn.prepare_cached("SELECT DISTINCT for_year FROM receipt WHERE status = 'issued' ORDER BY for_year DESC")?;
    for year in select.query_map([], |row| row.get::<_, i32>(0))? {
        let year = year?;
        if in_year(year).is_ok() {
            all.push(Offered::named(year.to_string()));
        }
    }
    Ok(all)
}
