//! `people measure-duplicates`: the rules on a list of which it is known who is whom.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use clap::Command;
use serde_json::json;

use super::super::fields;
use super::super::likeness::{Born, Level, Measured, Traits, Truth, measure, truth_of};
use super::super::matching::{Hashed, Marks, Register, with_marks};
use super::super::model::{Address, Channel, Contact, Details};
use super::{needed, option};
use crate::cli::{Call, Outcome, mapping_for};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::t;
use crate::tabular::{self, Mapping, Overrides, Row, Source};

pub(super) fn args(c: Command) -> Command {
    c.arg(needed("input", "INPUT", "A CSV, XLSX or ODS file of people"))
        .arg(option("truth", "COLUMN", "The column in which records of one person have the same word"))
        .arg(option(
            "labels",
            "LABELS.csv",
            "Judged pairs instead: two columns of ids and one of the judgement, 0 to 1",
        ))
        .arg(option("id", "COLUMN", "The column of INPUT that the ids of LABELS mean (the first)"))
        .arg(option("born", "COLUMN", "The birth date, as YYYY-MM-DD or YYYYMMDD (guessed)"))
        .arg(option("number", "COLUMN", "A number that belongs to one person (left out otherwise)"))
        .arg(option("map", "MAP.toml", "Which column is which field (see `wardroom map`); guessed without it"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let (source, mapping) = mapping_for(&call.path("input")?, call.text("map").map(Path::new), fields::guess)?;
    let truth = truth(call, &source)?;
    let people = read(call, &source, &mapping)?;
    let began = Instant::now();
    let traits: Vec<Traits> = people.iter().map(|(details, born)| Traits::of(details).born(*born)).collect();
    let strict = as_an_import(&people);
    let measured = measure(&traits, &strict, &truth);
    let seconds = began.elapsed().as_secs_f64();
    let mut document = json!(measured);
    if let Some(map) = document.as_object_mut() {
        map.insert("seconds".to_owned(), json!((seconds * 1000.0).round() / 1000.0));
    }
    call.out.answer(&document, &as_text(&measured, seconds))?;
    Ok(Outcome::Done)
}

/// The pairs that an import would take for one person: each row against those before it, by the strict rule.
fn as_an_import(people: &[(Details, Option<Born>)]) -> Vec<(usize, usize)> {
    let mut register = Register::new(false);
    let mut pairs = Vec::new();
    for (at, (details, born)) in people.iter().enumerate() {
        let day =
            born.filter(|born| born.is_whole()).map_or(String::new(), |b| format!("{}-{}-{}", b.year, b.month, b.day));
        let person = with_marks(details, |marks| Hashed::of(&Marks { born: &day, ..*marks }));
        match register.find(&person, None).and_then(|(id, _)| usize::try_from(id).ok()) {
            Some(known) => pairs.push((known, at)),
            None => register.know(i64::try_from(at).unwrap_or(i64::MAX), &person),
        }
    }
    pairs
}

fn column(source: &Source, name: &str) -> Result<usize> {
    source.column(name).ok_or_else(|| {
        let all: Vec<&str> = source.columns.iter().map(|c| c.name.as_str()).collect();
        Problem::usage(t!("There is no column “{name}”", name = name))
            .hint(t!("The columns are {all}", all = all.join(", ")))
    })
}

fn truth(call: &Call<'_>, source: &Source) -> Result<Truth> {
    match (call.text("truth"), call.text("labels")) {
        (Some(name), None) => {
            let at = column(source, name)?;
            Ok(Truth::Groups(source.rows().map(|row| truth_of(row.cell(at)).to_owned()).collect()))
        }
        (None, Some(labels)) => {
            let at = call.text("id").map_or(Ok(0), |name| column(source, name))?;
            let places: HashMap<String, usize> =
                source.rows().enumerate().map(|(place, row)| (row.cell(at).trim().to_owned(), place)).collect();
            judged(Path::new(labels), &places)
        }
        _ => Err(Problem::usage(t!("The command needs --truth or --labels, and not both"))),
    }
}

/// Pairs of ids with a judgement: the first and second column that hold known ids, and the last one with numbers.
fn judged(path: &Path, places: &HashMap<String, usize>) -> Result<Truth> {
    let labels = tabular::open(path, &Overrides::default())?;
    let mut pairs = HashMap::new();
    let known = |row: &Row, at: usize| places.get(row.cell(at).trim()).copied();
    let width = labels.columns.len();
    for row in labels.rows() {
        let ids: Vec<usize> = (0..width.saturating_sub(1)).filter_map(|at| known(&row, at)).collect();
        let score = row.cell(width.saturating_sub(1)).trim().parse::<f64>().ok();
        if let ([a, b], Some(score)) = (ids.as_slice(), score) {
            pairs.insert((*a.min(b), *a.max(b)), score >= 0.5);
        }
    }
    if pairs.is_empty() {
        return Err(Problem::input(t!("No pair of LABELS names two records of INPUT"))
            .hint(t!("Say with --id which column of INPUT has the ids")));
    }
    Ok(Truth::Judged(pairs))
}

/// Every record, also those that an import would refuse.
fn read(call: &Call<'_>, source: &Source, mapping: &Mapping) -> Result<Vec<(Details, Option<Born>)>> {
    let told = [call.text("truth"), call.text("id")];
    let at = |key: &str| -> Vec<usize> {
        let headings = mapping.columns.get(key).map(|c| c.headings().to_vec()).unwrap_or_default();
        headings.iter().filter(|h| !told.contains(&Some(h.as_str()))).filter_map(|h| source.column(h)).collect()
    };
    let born = match call.text("born") {
        Some(name) => Some(column(source, name)?),
        None => source.columns.iter().position(|c| is_birth(&c.name)),
    };
    let number = call.text("number").map(|name| column(source, name)).transpose()?;
    let keys = ["full_name", "given", "family", "house_number", "street", "street_line_2", "street_line_3"]
        .into_iter()
        .chain(["locality", "region", "postcode", "email", "email_2", "phone", "phone_2"]);
    let columns: HashMap<&str, Vec<usize>> = keys.map(|key| (key, at(key))).collect();
    Ok(source.rows().map(|row| record(&row, &columns, number, born)).collect())
}

fn is_birth(heading: &str) -> bool {
    matches!(
        fold(heading).as_str(),
        "date of birth" | "dob" | "birth date" | "birthday" | "born" | "geburtsdatum" | "date de naissance"
    )
}

fn record(
    row: &Row,
    columns: &HashMap<&str, Vec<usize>>,
    number: Option<usize>,
    born: Option<usize>,
) -> (Details, Option<Born>) {
    let text = |key: &str| -> String {
        let cells =
            columns.get(key).into_iter().flatten().map(|at| row.cell(*at).trim()).filter(|cell| !cell.is_empty());
        cells.collect::<Vec<_>>().join(" ")
    };
    let (given, family) = (text("given"), text("family"));
    let whole = text("full_name");
    let mut details = Details::named(&if whole.is_empty() { format!("{given} {family}") } else { whole });
    (details.given, details.family) = (given, family);
    details.number = number.map(|at| row.cell(at).trim().to_owned()).filter(|number| !number.is_empty());
    for (key, channel) in
        [("email", Channel::Email), ("email_2", Channel::Email), ("phone", Channel::Phone), ("phone_2", Channel::Phone)]
    {
        let value = text(key);
        if !value.is_empty() {
            details.contacts.push(Contact::new(channel, "", &value));
        }
    }
    let street = ["street", "street_line_2", "street_line_3"].map(text);
    let lines: Vec<&str> = street.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let address = Address {
        street: format!("{} {}", text("house_number"), lines.join("\n")).trim().to_owned(),
        locality: text("locality"),
        region: text("region"),
        postcode: text("postcode"),
        ..Address::default()
    };
    if !address.is_empty() {
        details.addresses.push(address);
    }
    (details, born.and_then(|at| Born::of(row.cell(at))))
}

fn as_text(measured: &Measured, seconds: f64) -> String {
    let mut out = t!(
        "{records}, {pairs} that are one; {compared} pairs compared ({reached} % of those that are one) in {seconds} s",
        records = text::plural(measured.records, t!("record"), t!("records")),
        pairs = text::plural(measured.pairs, t!("pair"), t!("pairs")),
        compared = text::count(usize::try_from(measured.compared).unwrap_or(usize::MAX)),
        reached = format!("{:.1}", measured.reached * 100.0),
        seconds = format!("{seconds:.2}")
    );
    out.push_str(&format!(
        "\n{:<8} {:>7} {:>7} {:>10} {:>7} {:>7}",
        t!("rule"),
        t!("found"),
        t!("wrong"),
        t!("precision"),
        t!("recall"),
        "F1"
    ));
    for Level { rule, found, right, precision, recall, f1 } in &measured.levels {
        let wrong = found - right;
        out.push_str(&format!("\n{rule:<8} {found:>7} {wrong:>7} {precision:>10.4} {recall:>7.4} {f1:>7.4}"));
    }
    out
}
