//! Which row holds the headings, if one does, and what the columns are called.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use super::cells::letters;
use super::delimited::commonest;
use super::profile::{Look, look};
use crate::kit::fold::fold;
use crate::t;

/// How many rows at the head are looked at.
pub const HEAD_ROWS: usize = 200;

/// Words that stand in headings far more often than in cells; for tables of text only, where nothing else tells.
const WORDS: &[&str] = &[
    "name",
    "first",
    "last",
    "given",
    "family",
    "surname",
    "forename",
    "full",
    "title",
    "date",
    "day",
    "amount",
    "value",
    "total",
    "currency",
    "email",
    "mail",
    "phone",
    "mobile",
    "telephone",
    "address",
    "street",
    "city",
    "town",
    "state",
    "postcode",
    "zip",
    "postal",
    "country",
    "id",
    "ref",
    "reference",
    "number",
    "no",
    "type",
    "status",
    "description",
    "note",
    "notes",
    "memo",
    "payee",
    "donor",
    "party",
    "category",
    "account",
    "code",
    "gender",
    "birth",
    "datum",
    "betrag",
    "vorname",
    "nachname",
    "adresse",
    "strasse",
    "ort",
    "plz",
    "verwendungszweck",
    "nom",
    "prenom",
    "montant",
    "ville",
    "courriel",
    "fecha",
    "importe",
    "nombre",
    "apellido",
    "correo",
    "bedrag",
    "naam",
    "voornaam",
    "achternaam",
    "plaats",
    "label",
    "field",
    "column",
];

/// The index among `head` of the row of headings, or `None` when the table begins with its first record.
pub fn find(head: &[(usize, StringRecord)]) -> Option<usize> {
    let at = first_full(head)?;
    let (_, candidate) = head.get(at)?;
    let below: Vec<&StringRecord> = head.iter().skip(at + 1).take(60).map(|(_, record)| record).collect();
    let mut votes = 0.0;
    let mut filled = 0.0;
    let mut seen = HashSet::new();
    for (column, cell) in candidate.iter().enumerate() {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        filled += 1.0;
        let repeated = !seen.insert(cell);
        votes += vote(cell, repeated, below.iter().filter_map(|r| r.get(column)).map(str::trim));
    }
    // Headings without any sign of being data stay headings: people's tables have them.
    (votes >= 0.0 || votes / filled > -0.05).then_some(at)
}

/// One cell's vote: for headings above zero, for data below.
fn vote<'a>(cell: &str, repeated: bool, below: impl Iterator<Item = &'a str>) -> f64 {
    let here = look(cell);
    let (mut filled, mut data, mut same, mut years) = (0_usize, 0_usize, 0_usize, 0_usize);
    for value in below.filter(|v| !v.is_empty()) {
        filled += 1;
        data += usize::from(look(value) != Look::Words);
        same += usize::from(value == cell);
        years += usize::from(is_year(value));
    }
    let data_below = filled > 0 && data * 2 > filled;
    let known = fold(&split_camel(cell)).split(' ').any(|word| WORDS.contains(&word));
    match here {
        Look::Words if known => 1.5,
        Look::Words if data_below => 1.0,
        Look::Words if same > 0 && filled > 2 => -1.0,
        Look::Words => 0.0,
        // A year over a column of other figures is a heading now and then; a date or an amount never is.
        Look::Figure if is_year(cell) && !repeated && years * 2 < filled => 0.2,
        Look::Figure => -0.5,
        Look::Day | Look::Mail => -3.0,
    }
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

/// The first row that is as wide as the table and mostly filled: what stands before it is a preamble.
fn first_full(head: &[(usize, StringRecord)]) -> Option<usize> {
    let widths: Vec<usize> = head.iter().map(|(_, r)| width(r)).collect();
    let Some(mode) = commonest(&widths) else {
        return (!head.is_empty()).then_some(0);
    };
    let fits = |(_, record): &(usize, StringRecord)| {
        let filled = record.iter().filter(|cell| !cell.trim().is_empty()).count();
        width(record) * 10 >= mode * 7 && filled * 2 >= mode
    };
    head.iter().position(fits).or(Some(0))
}

/// Cells up to the last one that holds something.
pub fn width(record: &StringRecord) -> usize {
    (0..record.len()).rfind(|at| record.get(*at).is_some_and(|cell| !cell.trim().is_empty())).map_or(0, |at| at + 1)
}

/// Names for the columns: headings trimmed and made unique (`Reserved`, `Reserved (2)`), letters where there is none.
pub fn names(heading: Option<&StringRecord>, count: usize) -> Vec<String> {
    let mut used = HashSet::new();
    let mut counts = HashMap::new();
    let mut names = Vec::with_capacity(count);
    for column in 0..count {
        let written = heading.and_then(|h| h.get(column)).map(tidy).filter(|h| !h.is_empty());
        let base = written.unwrap_or_else(|| match heading {
            Some(_) => t!("Column {letter}", letter = letters(column)),
            None => letters(column),
        });
        let mut name = base.clone();
        let again = counts.entry(base.clone()).or_insert(1_usize);
        while !used.insert(name.clone()) {
            *again += 1;
            name = format!("{base} ({again})");
        }
        names.push(name);
    }
    names
}

/// A heading on one line, without the spaces around it.
fn tidy(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `DonorName` as `Donor Name`, so that both read alike.
pub fn split_camel(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        if c.is_uppercase() && before.is_lowercase() || c.is_ascii_digit() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(lines: &[&str]) -> Vec<(usize, StringRecord)> {
        lines.iter().enumerate().map(|(at, line)| (at + 1, line.split(',').collect::<StringRecord>())).collect()
    }

    #[test]
    fn finds_the_row_of_headings() {
        for (lines, row) in [
            (&["Name,Amount", "Ann,5", "Bob,6"][..], Some(0)),
            (&["Account:,12345", "", "Date,Payee,Amount,Note", "1/2/2020,Ann,5,x", "2/2/2020,Bob,6,y"], Some(2)),
            (&["2013,1,Broady,6/15/2013,ann@x.org", "2013,2,Saujani,12/18/2012,bob@x.org"], None),
            (&["first name,last name", "Ann,Lee"], Some(0)),
            (&["Region,2010,2011", "North,5,6", "South,7,8"], Some(0)),
            (&["a,b,c"], Some(0)),
            (&["1,2,3", "4,5,6"], None),
            (&["12/15/2018,Your payment,EUR,1.50"], None),
        ] {
            assert_eq!(find(&head(lines)), row, "{lines:?}");
        }
    }

    #[test]
    fn names_are_trimmed_and_unique() {
        let heading = StringRecord::from(vec![" Geldgeber ", "Reserved", "Reserved", "", "Line\nbreak"]);
        assert_eq!(
            names(Some(&heading), 6),
            ["Geldgeber", "Reserved", "Reserved (2)", "Column D", "Line break", "Column F"]
        );
        assert_eq!(names(None, 2), ["A", "B"]);
    }
}
