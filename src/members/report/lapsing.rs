//! Members of whom something says that they may not renew: the rules are plain, and each says itself.

use rusqlite::Connection;

use super::{columns, maybe_day, opens, words};
use crate::cli::{Cell, Sheet, SheetRow, Span, Width};
use crate::kit::{Result, day, text};
use crate::members::model::Sign;
use crate::members::store;
use crate::office::profile;
use crate::t;

pub(super) fn sheet(conn: &Connection, span: &Span) -> Result<Sheet> {
    let today = span.to.min(span.today);
    let register = store::register(conn)?;
    let currency = *profile::get(conn)?.currency;
    let members = store::rows(conn, today)?;
    let at_risk = register.at_risk(&members, &store::heard(conn, today)?, today);
    let rows = at_risk
        .into_iter()
        .map(|one| SheetRow {
            cells: vec![
                words(one.row.name.clone()),
                words(register.class_name(one.row.class)),
                maybe_day(one.row.paid_to),
                Cell::Count(i64::try_from(one.signs.len()).unwrap_or(i64::MAX)),
                words(one.signs.iter().map(|sign: &Sign| sign.says(currency)).collect::<Vec<_>>().join("; ")),
            ],
            strong: false,
            opens: opens(one.row.person),
        })
        .collect::<Vec<_>>();
    let subtitle = t!(
        "{day}: {members} of whom dues, concerns or silence say so; the reason stands beside each",
        day = day::long(today),
        members = text::plural(rows.len(), t!("member"), t!("members"))
    );
    Ok(Sheet {
        title: t!("Likely to lapse").to_owned(),
        subtitle,
        columns: columns([
            (t!("Name"), Width::Text),
            (t!("Class"), Width::Short),
            (t!("Paid to"), Width::Day),
            (t!("Signs"), Width::Count),
            (t!("Why"), Width::Text),
        ]),
        rows,
    })
}
