//! Which heading is which field: names first, in any of the languages a subject lists, then what the cells look like.

use std::collections::{BTreeMap, HashSet};

use super::field::{Field, FieldKind};
use super::heading::split_camel;
use super::mapping::{Columns, Mapping};
use super::profile::{Decision, Profile};
use super::source::{Format, Source};
use crate::kit::fold::fold;

/// Below this a heading is left unmapped: a wrong guess costs more than a missing one.
const ENOUGH: f64 = 0.5;

/// A heading or a synonym, taken apart once.
struct Words {
    joined: String,
    squashed: String,
    words: Vec<String>,
}

impl Words {
    fn of(text: &str) -> Self {
        let folded = fold(&split_camel(text));
        let mut words: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        // "Membership no", "Mitglieds-Nr."; by itself it is an answer.
        if let [_, .., last] = words.as_mut_slice()
            && matches!(last.as_str(), "no" | "nr" | "num" | "nbr")
        {
            "number".clone_into(last);
        }
        Self { joined: words.join(" "), squashed: words.concat(), words }
    }
}

/// The map that headings and cells suggest.
pub fn guess(source: &Source, fields: &[Field]) -> Mapping {
    let headings: Vec<Words> = source.columns.iter().map(|c| Words::of(&c.name)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (f, field) in fields.iter().enumerate() {
        let names: Vec<Words> = own_names(field).map(Words::of).collect();
        for (c, (heading, column)) in headings.iter().zip(&source.columns).enumerate() {
            let by_name = if source.header_row.is_none() && source.format != Format::VCard {
                0.0
            } else {
                // A synonym that stands further back is a weaker one.
                names.iter().enumerate().map(|(at, name)| alike(heading, name) - at as f64 * 1e-4).fold(0.0, f64::max)
            };
            let score = weigh(by_name, field.kind, &column.profile);
            if score >= ENOUGH {
                pairs.push((score, f, c));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut columns: BTreeMap<String, Columns> = BTreeMap::new();
    let mut taken = HashSet::new();
    for (_, f, c) in pairs {
        let (Some(field), Some(column)) = (fields.get(f), source.columns.get(c)) else { continue };
        if !columns.contains_key(field.key) && taken.insert(c) {
            columns.insert(field.key.to_owned(), Columns::One(column.name.clone()));
        }
    }
    for field in fields.iter().filter(|f| !f.parts.is_empty()) {
        join_parts(source, &headings, field, &mut columns);
    }
    Mapping {
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.map(|c| if c == '\t' { "tab".to_owned() } else { c.to_string() }),
        header_row: (source.format != Format::VCard).then(|| source.header_row.unwrap_or(0)),
        sheet: source.sheet.clone(),
        date_order: agreed(
            source,
            fields,
            &columns,
            |k| matches!(k, FieldKind::Day | FieldKind::PartDay),
            Profile::date_order,
        ),
        decimal_mark: agreed(source, fields, &columns, |k| matches!(k, FieldKind::Money), Profile::decimal_mark),
        amount_unit: None,
        columns,
        constants: BTreeMap::new(),
    }
}

fn own_names(field: &Field) -> impl Iterator<Item = &'static str> {
    [field.key, field.label].into_iter().chain(field.synonyms.iter().copied())
}

/// How alike a heading and a name are, from 0 to 1.
fn alike(heading: &Words, name: &Words) -> f64 {
    if name.words.is_empty() || heading.words.is_empty() {
        return 0.0;
    }
    if heading.joined == name.joined {
        return 1.0;
    }
    if heading.squashed == name.squashed {
        return 0.97;
    }
    let shared = name.words.iter().filter(|w| heading.words.contains(w)).count();
    let (ours, theirs) = (name.words.len(), heading.words.len());
    if shared == ours && shared == theirs {
        return 0.95;
    }
    let overlap = if shared == ours {
        // `Donation amount (GBP)` holds all of `amount`; the less else it says, the surer.
        0.45 + 0.4 * (shared as f64 / theirs as f64)
    } else {
        0.8 * shared as f64 / (ours + theirs - shared) as f64
    };
    let close = strsim::normalized_damerau_levenshtein(&heading.squashed, &name.squashed);
    let typo = if close >= 0.8 && name.squashed.chars().count() >= 5 { close * 0.9 } else { 0.0 };
    overlap.max(typo)
}

/// Bends the likeness of the names by what the cells say.
fn weigh(by_name: f64, kind: FieldKind, profile: &Profile) -> f64 {
    if profile.filled == 0 {
        return by_name * 0.6;
    }
    match kind {
        FieldKind::Email if profile.is_mails() => by_name.max(0.55) + 0.1,
        FieldKind::Email => by_name * 0.6,
        // Years alone are figures, and a few parts of days are neither: a heading that says it is enough.
        FieldKind::PartDay if by_name >= 0.95 || profile.is_days() || profile.is_figures() => by_name,
        FieldKind::Day if profile.is_days() => by_name + if by_name > 0.0 { 0.05 } else { 0.0 },
        FieldKind::Day | FieldKind::PartDay => by_name * 0.6,
        FieldKind::Money | FieldKind::Count if profile.is_figures() => by_name + if by_name > 0.0 { 0.05 } else { 0.0 },
        FieldKind::Money | FieldKind::Count => by_name * 0.6,
        FieldKind::Text | FieldKind::Phone | FieldKind::YesNo | FieldKind::Choice(_) if profile.is_mails() => {
            by_name * 0.7
        }
        FieldKind::Text | FieldKind::Phone | FieldKind::YesNo | FieldKind::Choice(_) => by_name,
    }
}

/// Joins columns for a field where no single column is surely it: given name and family name for the name.
fn join_parts(source: &Source, headings: &[Words], field: &Field, columns: &mut BTreeMap<String, Columns>) {
    if columns.contains_key(field.key) {
        return;
    }
    let mut joined = Vec::new();
    for synonyms in field.parts {
        let names: Vec<Words> = synonyms.iter().map(|s| Words::of(s)).collect();
        let best = headings
            .iter()
            .enumerate()
            .map(|(c, heading)| (names.iter().map(|name| alike(heading, name)).fold(0.0, f64::max), c))
            .filter(|(score, _)| *score >= 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some(column) = best.and_then(|(_, c)| source.columns.get(c))
            && !joined.contains(&column.name)
        {
            joined.push(column.name.clone());
        }
    }
    match joined.len() {
        0 => {}
        1 => {
            columns.extend(joined.into_iter().next().map(|one| (field.key.to_owned(), Columns::One(one))));
        }
        _ => {
            columns.insert(field.key.to_owned(), Columns::Joined(joined));
        }
    }
}

/// The decision of all mapped columns of a kind, if those that need one agree.
fn agreed<T: PartialEq + Copy>(
    source: &Source,
    fields: &[Field],
    columns: &BTreeMap<String, Columns>,
    is_kind: impl Fn(FieldKind) -> bool,
    decide: impl Fn(&Profile) -> Decision<T>,
) -> Option<T> {
    let mut found = None;
    for field in fields.iter().filter(|f| is_kind(f.kind)) {
        let headings = columns.get(field.key).map(Columns::headings).unwrap_or_default();
        for column in headings.iter().filter_map(|h| source.column(h)).filter_map(|c| source.columns.get(c)) {
            match (decide(&column.profile), found) {
                (Decision::Unneeded, _) => {}
                (Decision::Decided(one), None) => found = Some(one),
                (Decision::Decided(one), Some(other)) if one == other => {}
                _ => return None,
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::source::{Overrides, from_bytes};
    use super::*;
    use crate::tabular::{DateOrder, DecimalMark};

    const FIELDS: &[Field] = &[
        Field::new("name", "Name", FieldKind::Text)
            .required()
            .synonyms(&["donor", "donor name", "full name", "Geldgeber", "nom complet"])
            .parts(&[&["first name", "given name", "vorname", "prénom"], &["last name", "surname", "nachname", "nom"]]),
        Field::new("amount", "Amount", FieldKind::Money)
            .required()
            .synonyms(&["value", "gross", "Betrag", "montant", "importe", "bedrag"]),
        Field::new("received", "Received on", FieldKind::Day).required().synonyms(&[
            "date",
            "received date",
            "accepted date",
            "datum",
            "fecha",
        ]),
        Field::new("email", "E-mail", FieldKind::Email).synonyms(&["email address", "mail", "courriel"]),
        Field::new("postcode", "Postcode", FieldKind::Text).synonyms(&["zip", "postal code", "plz"]),
    ];

    fn map(text: &str) -> Mapping {
        let source = from_bytes(Path::new("x.csv"), text.as_bytes().to_vec(), &Overrides::default()).unwrap();
        guess(&source, FIELDS)
    }

    fn one(mapping: &Mapping, key: &str) -> String {
        mapping.columns.get(key).map(|c| c.headings().join("+")).unwrap_or_default()
    }

    #[test]
    fn headings_in_several_languages() {
        let m =
            map("DonorName,Value,ReceivedDate,Postcode\nAnn,\"£1,250.00\",23/03/2001,LS1 1AA\nBob,£5.00,01/04/2001,\n");
        assert_eq!(
            (one(&m, "name"), one(&m, "amount"), one(&m, "received"), one(&m, "postcode")),
            ("DonorName".into(), "Value".into(), "ReceivedDate".into(), "Postcode".into())
        );
        assert_eq!((m.date_order, m.decimal_mark), (Some(DateOrder::DayMonthYear), Some(DecimalMark::Point)));
        let m = map("Datum;Vorname;Nachname;Betrag;PLZ\n29.12.2011;Jörg;Müller;1.250,00;10115\n");
        assert_eq!(
            (one(&m, "name"), one(&m, "amount"), one(&m, "postcode")),
            ("Vorname+Nachname".into(), "Betrag".into(), "PLZ".into())
        );
        assert_eq!(m.decimal_mark, Some(DecimalMark::Comma));
        let m = map("Prénom,Nom,Montant\nZoé,Roy,5\n");
        assert_eq!(one(&m, "name"), "Prénom+Nom");
    }

    #[test]
    fn cells_decide_where_names_do_not() {
        let m = map("Contact,Who,When\nann@example.org,Ann,2020-01-02\nbob@example.org,Bob,2020-01-03\n");
        assert_eq!(one(&m, "email"), "Contact");
        assert_eq!(one(&m, "received"), "", "nothing says that When is the day received");
        let m = map("Date,Date received,Amount\nsoon,2020-01-02,5\nlater,2020-01-03,6\n");
        assert_eq!(one(&m, "received"), "Date received");
    }

    #[test]
    fn each_column_goes_to_one_field_and_open_questions_stay_open() {
        let m = map("Donor,Donor e-mail,Amount,Date\nAnn,ann@x.org,\"1,250\",03/04/2019\n");
        assert_eq!((one(&m, "name"), one(&m, "email")), ("Donor".into(), "Donor e-mail".into()));
        assert_eq!((m.date_order, m.decimal_mark), (None, None));
    }
}
