//! What recording causes, as commands answer it.

use serde_json::{Value as Json, json};

use crate::kit::{day, text as words};
use crate::office::{Foreseen, Weight};
use crate::t;

/// The causes of one entry.
pub fn json(causes: &[Foreseen]) -> Vec<Json> {
    let one = |f: &Foreseen| json!({ "severity": weight(f.weight), "says": f.says, "detail": f.detail, "due": f.due });
    causes.iter().map(one).collect()
}

/// Those of many, each with the number of its line or row.
pub fn json_of(all: &[(usize, Vec<Foreseen>)], number: &str) -> Vec<Json> {
    let mut list = Vec::new();
    for (at, causes) in all {
        for mut cause in json(causes) {
            if let Json::Object(fields) = &mut cause {
                fields.insert(number.to_owned(), json!(at));
            }
            list.push(cause);
        }
    }
    list
}

fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Note => "note",
        Weight::Check => "check",
        Weight::Act => "act",
        Weight::Stop => "stop",
    }
}

/// One cause as a line or two.
pub fn line(cause: &Foreseen) -> String {
    let due = cause.due.map(|due| t!(", by {day}", day = day::long(due))).unwrap_or_default();
    let detail = if cause.detail.is_empty() { String::new() } else { format!("\n    {}", cause.detail) };
    format!("  {}{due}{detail}", cause.says)
}

/// How many are shown of many.
const SHOWN: usize = 20;

/// The causes of many entries as text; empty where there are none.
pub fn text(all: &[(usize, Vec<Foreseen>)]) -> String {
    let mut causes: Vec<(usize, &Foreseen)> =
        all.iter().flat_map(|(at, causes)| causes.iter().map(move |cause| (*at, cause))).collect();
    let mut text = String::new();
    // The gravest of many come first; a few stay in the order of their lines.
    if causes.len() > SHOWN {
        causes.sort_by_key(|(_, cause)| std::cmp::Reverse(cause.weight));
    }
    for (at, cause) in causes.iter().take(SHOWN) {
        text.push_str(&t!("\n  row {n}: {what}", n = at, what = line(cause).trim_start()));
    }
    if causes.len() > SHOWN {
        text.push_str(&t!("\n  and {more} more that it causes", more = words::count(causes.len() - SHOWN)));
    }
    text
}
