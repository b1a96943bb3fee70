//! What donors said, counted.

use rusqlite::Connection;

use super::{FEEDBACK, columns, count, in_words, words};
use crate::cli::{Cell, Opens, Sheet, SheetRow, Span, Width};
use crate::fundraising::model::feedback::{Asked, Moods, counted};
use crate::fundraising::store;
use crate::kit::Result;
use crate::people::Mood;
use crate::t;

/// By tag, by appeal, and all of it. Who said several things is counted for each.
pub(super) fn sheet(conn: &Connection, span: &Span) -> Result<Sheet> {
    let of = Asked { days: Some((span.from, span.to)), ..Asked::default() };
    let all = store::feedback(conn, &of)?;
    let found = counted(&all);
    let row = |what: &str, name: &str, moods: &Moods, of: Asked, strong: bool| {
        let opens = |mood: Option<Mood>| Opens { screen: FEEDBACK, filter: Asked { mood, ..of.clone() }.to_string() };
        let figure = |n: usize, mood| {
            if n == 0 { Cell::Empty } else { Cell::Opening(Box::new(count(n)), opens(mood)) }
        };
        let mut cells = vec![words(what), words(name), figure(moods.all(), None)];
        cells.extend(Mood::SAID.map(|mood| figure(moods.of(mood), Some(mood))));
        cells.push(figure(moods.of(Mood::Unsaid), Some(Mood::Unsaid)));
        SheetRow { cells, strong, opens: Some(opens(None)) }
    };
    let mut rows = Vec::new();
    for (tag, moods) in &found.tags {
        rows.push(row(t!("Tag"), tag, moods, Asked { tag: Some(tag.clone()), ..of.clone() }, false));
    }
    for (appeal, moods) in &found.appeals {
        rows.push(row(t!("Appeal"), appeal, moods, Asked { appeal: Some(appeal.clone()), ..of.clone() }, false));
    }
    if !all.is_empty() {
        rows.push(row(t!("Together"), "", &found.total, of, true));
    }
    Ok(Sheet {
        title: t!("What donors said").to_owned(),
        subtitle: t!(
            "{span}. Something with several tags stands with each of them, so these add up to more",
            span = in_words(span.from, span.to)
        ),
        columns: columns([
            (t!("By"), Width::Short),
            (t!("Which"), Width::Text),
            (t!("Said"), Width::Count),
            (t!("Good"), Width::Count),
            (t!("Mixed"), Width::Count),
            (t!("Bad"), Width::Count),
            (t!("Not said"), Width::Count),
        ]),
        rows,
    })
}
