//! `donors feedback`: what donors said, counted. `people log --kind feedback` notes it.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::feedback::{Asked, Heard, Moods, counted, ever, mood};
use super::super::store;
use super::{file, option};
use crate::cli::args::{choice, until};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, text};
use crate::people::Mood;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(option("tag", "TAG", "Only what has this tag"))
        .arg(option("appeal", "APPEAL", "Only of this appeal, by any word for it"))
        .arg(choice("mood", "MOOD", "Only what was meant so", ["good", "mixed", "bad", "unsaid"]))
        .arg(option("text", "WORDS", "Only what has these words, or is of this name"))
        .arg(option("from", "D", "First day"))
        .arg(until("Last day"))
}

fn moods(of: &Moods) -> Json {
    json!({ "said": of.all(), "good": of.of(Mood::Good), "mixed": of.of(Mood::Mixed), "bad": of.of(Mood::Bad),
        "unsaid": of.of(Mood::Unsaid) })
}

fn by(key: &str, all: &[(String, Moods)]) -> Vec<Json> {
    let one = |(name, of): &(String, Moods)| {
        let mut document = moods(of);
        if let Some(fields) = document.as_object_mut() {
            fields.insert(key.to_owned(), json!(name));
        }
        document
    };
    all.iter().map(one).collect()
}

fn as_json(one: &Heard) -> Json {
    let l = &one.line;
    json!({ "id": one.id, "person": one.person, "name": one.name, "day": l.day, "how": l.how, "who": l.who,
        "mood": l.feedback.mood.key(), "tags": l.feedback.tags, "appeal": one.appeal, "about": l.about })
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let days = match (call.day("from")?, call.day("until")?) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or(ever().0), to.unwrap_or(ever().1))),
    };
    let asked = Asked {
        tag: call.text("tag").map(str::to_owned),
        appeal: call.text("appeal").map(str::to_owned),
        mood: call.text("mood").map(mood).transpose()?,
        days,
        text: call.text("text").unwrap_or_default().to_owned(),
    };
    let office = call.office_to_read()?;
    let all = office.read(|conn| store::feedback(conn, &asked))?;
    let found = counted(&all);
    let mut out = String::new();
    for one in &all {
        let l = &one.line;
        let words = [l.feedback.mood.key(), &one.appeal].into_iter().chain(l.feedback.tags.iter().map(String::as_str));
        let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        out.push_str(&format!("{}  {:<28} {} [{words}]\n", l.day, one.name, l.about.replace('\n', " ")));
    }
    for (tag, of) in found.tags.iter().chain(&found.appeals) {
        let [good, mixed, bad] = Mood::SAID.map(|mood| of.of(mood));
        out.push_str(&t!(
            "{tag}: {all}, of which {good} good, {mixed} mixed, {bad} bad\n",
            tag = tag,
            all = of.all(),
            good = good,
            mixed = mixed,
            bad = bad
        ));
    }
    out.push_str(&text::plural(all.len(), t!("thing was said"), t!("things were said")));
    let document = json!({ "total": moods(&found.total), "tags": by("tag", &found.tags),
        "appeals": by("appeal", &found.appeals), "said": all.iter().map(as_json).collect::<Vec<_>>() });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}
