//! A map bound to a file: every heading found, every question answered, each row turned into a record or refused.

use chrono::Datelike as _;

use super::cells::letters;
use super::field::{Field, FieldKind, Record, Value};
use super::mapping::{Columns, Mapping, OWN, OWN_FIELDS};
use super::profile::{Decision, Profile};
use super::reading::{AmountUnit, DateOrder, DecimalMark, Reading};
use super::report::CellProblem;
use super::source::{Row, Source};
use crate::kit::fold::fold;
use crate::kit::{Currency, Day, PartDay, Problem, Result, day};
use crate::t;

/// What amounts and two-digit years are read against.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub currency: Currency,
    pub today: Day,
}

/// Something that a column leaves open and a person must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The heading.
    pub column: String,
    /// The setting of the map that answers it: `date_order` or `decimal_mark`.
    pub setting: &'static str,
    /// A sentence with an example from the column.
    pub asks: String,
    /// The values the setting can take, with words for the screen.
    pub choices: Vec<(&'static str, &'static str)>,
    /// What other columns of the same file say, if they say anything. Never taken without asking.
    pub suggested: Option<&'static str>,
}

/// A map that fits its file.
#[derive(Debug)]
pub struct Plan {
    columns: Vec<Bound>,
    constants: Vec<(&'static str, Value)>,
    required: Vec<(&'static str, &'static str)>,
    headings: Vec<String>,
    terms: Terms,
}

#[derive(Debug)]
struct Bound {
    field: Field,
    places: Vec<usize>,
    heading: String,
    reading: Reading,
}

impl Mapping {
    /// What must be answered before this map can be bound to the file: empty if nothing.
    pub fn questions(&self, source: &Source, fields: &[Field], terms: &Terms) -> Vec<Question> {
        let mut questions = Vec::new();
        for field in fields {
            let headings = self.columns.get(field.key).map(Columns::headings).unwrap_or_default();
            for column in headings.iter().filter_map(|h| source.column(h)).filter_map(|c| source.columns.get(c)) {
                match field.kind {
                    FieldKind::Day | FieldKind::PartDay if self.date_order.is_none() => {
                        let suggested = elsewhere(source, Profile::date_order, Profile::is_days).map(DateOrder::key);
                        let mut choices = open_choices(column.profile.date_order());
                        if choices.is_empty() && column.profile.odd_years * 2 > column.profile.days {
                            choices = vec![DateOrder::RocYearMonthDay];
                        }
                        let choices = choices.into_iter().map(|o| (o.key(), o.label())).collect();
                        ask(
                            &mut questions,
                            &column.name,
                            "date_order",
                            &column.profile.open_days(),
                            choices,
                            suggested,
                        );
                    }
                    // Without a minor unit there are no decimals, so any mark groups.
                    FieldKind::Money
                        if self.decimal_mark.is_none()
                            && terms.currency.digits > 0
                            && self.amount_unit != Some(AmountUnit::Minor) =>
                    {
                        let suggested =
                            elsewhere(source, Profile::decimal_mark, Profile::is_figures).map(DecimalMark::key);
                        let choices = open_choices(column.profile.decimal_mark())
                            .into_iter()
                            .map(|m| (m.key(), m.label()))
                            .collect();
                        let examples: Vec<&str> = column.samples().iter().take(2).map(String::as_str).collect();
                        ask(&mut questions, &column.name, "decimal_mark", &examples, choices, suggested);
                    }
                    _ => {}
                }
            }
        }
        questions
    }

    /// Fits the map to a file.
    ///
    /// # Errors
    /// When it names a field or a heading that does not exist, leaves out a required field, contradicts the dates or
    /// amounts of a whole column, or a question is open; the message says what to add to the map.
    pub fn bind(&self, source: &Source, fields: &[Field], terms: Terms) -> Result<Plan> {
        self.check_keys(fields)?;
        if let Some(question) = self.questions(source, fields, &terms).first() {
            let choices: Vec<&str> = question.choices.iter().map(|(key, _)| *key).collect();
            return Err(Problem::input(t!("{asks}; nothing was read", asks = question.asks)).hint(t!(
                "Set {setting} in the map to one of: {choices}",
                setting = question.setting,
                choices = choices.join(", ")
            )));
        }
        let base = Reading {
            date_order: self.date_order,
            decimal_mark: self.decimal_mark,
            amount_unit: self.amount_unit.unwrap_or_default(),
            ..Reading::new(terms.today)
        };
        let mut columns = Vec::new();
        let mut constants = Vec::new();
        let mut required = Vec::new();
        for field in fields {
            if let Some(mapped) = self.columns.get(field.key) {
                columns.push(bind_field(source, field, mapped, base)?);
                if field.required {
                    required.push((field.key, field.label));
                }
            } else if let Some(text) = self.constants.get(field.key) {
                let value = read_value(field, text, &base, terms.currency).map_err(|e| {
                    Problem::usage(t!("The constant for {field} cannot be used: {what}", field = field.key, what = e))
                })?;
                constants.push((field.key, value));
            } else if field.required {
                return Err(Problem::input(t!(
                    "No column is mapped to {label}, and every row needs it; nothing was read",
                    label = field.label
                ))
                .hint(t!(
                    "Map one of these headings to {key}: {headings}",
                    key = field.key,
                    headings = list(source)
                )));
            }
        }
        let headings = source.columns.iter().map(|c| c.name.clone()).collect();
        Ok(Plan { columns, constants, required, headings, terms })
    }

    fn check_keys(&self, fields: &[Field]) -> Result<()> {
        let own = fields.iter().any(|f| f.key == OWN_FIELDS);
        let known = |key: &String| fields.iter().any(|f| f.key == key) || own && key.starts_with(OWN);
        match self.columns.keys().chain(self.constants.keys()).find(|key| !known(key)) {
            None => Ok(()),
            Some(key) => {
                let keys: Vec<&str> = fields.iter().map(|f| f.key).collect();
                Err(Problem::usage(t!("The map names a field “{key}” that does not exist", key = key))
                    .hint(t!("The fields are: {keys}", keys = keys.join(", "))))
            }
        }
    }
}

fn ask(
    questions: &mut Vec<Question>,
    column: &str,
    setting: &'static str,
    examples: &[&str],
    choices: Vec<(&'static str, &'static str)>,
    suggested: Option<&'static str>,
) {
    if choices.is_empty() {
        return;
    }
    let examples = examples.join(", ");
    let asks = match setting {
        "date_order" => t!(
            "The dates of “{column}” can be read in more than one way ({examples})",
            column = column,
            examples = examples
        ),
        _ => t!(
            "The amounts of “{column}” can be read in more than one way ({examples})",
            column = column,
            examples = examples
        ),
    };
    let suggested = suggested.filter(|s| choices.iter().any(|(key, _)| key == s));
    questions.push(Question { column: column.to_owned(), setting, asks, choices, suggested });
}

fn open_choices<T>(decision: Decision<T>) -> Vec<T> {
    match decision {
        Decision::Open(choices) | Decision::Mixed(choices) => choices,
        Decision::Unneeded | Decision::Decided(_) => Vec::new(),
    }
}

/// What the columns that decide by themselves agree on.
fn elsewhere<T: PartialEq + Copy>(
    source: &Source,
    decide: impl Fn(&Profile) -> Decision<T>,
    fits: impl Fn(&Profile) -> bool,
) -> Option<T> {
    let mut found: Option<T> = None;
    for profile in source.columns.iter().map(|c| &c.profile).filter(|p| fits(p)) {
        if let Decision::Decided(one) = decide(profile) {
            if found.is_some_and(|other| other != one) {
                return None;
            }
            found = Some(one);
        }
    }
    found
}

fn list(source: &Source) -> String {
    source.columns.iter().take(60).map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn bind_field(source: &Source, field: &Field, mapped: &Columns, base: Reading) -> Result<Bound> {
    let mut places = Vec::new();
    let mut reading = base;
    for heading in mapped.headings() {
        let place = source.column(heading).ok_or_else(|| {
            Problem::input(t!(
                "The file has no column “{heading}”, which the map gives to {label}; nothing was read",
                heading = heading,
                label = field.label
            ))
            .hint(t!("Its columns are: {headings}", headings = list(source)))
        })?;
        places.push(place);
        let Some(column) = source.columns.get(place) else { continue };
        match field.kind {
            FieldKind::Day | FieldKind::PartDay => {
                let decision = column.profile.date_order();
                reading.date_order =
                    told_or_found(base.date_order, decision, &column.name, "date_order", DateOrder::key)?;
            }
            FieldKind::Money if base.amount_unit == AmountUnit::Major => {
                let decision = column.profile.decimal_mark();
                reading.decimal_mark =
                    told_or_found(base.decimal_mark, decision, &column.name, "decimal_mark", DecimalMark::key)?;
            }
            _ => {}
        }
    }
    if places.len() > 1 && !matches!(field.kind, FieldKind::Text | FieldKind::Phone) {
        return Err(Problem::usage(t!("{label} takes one column; only texts can be joined", label = field.label)));
    }
    Ok(Bound { field: *field, places, heading: mapped.headings().join(" + "), reading })
}

/// What was told, unless the whole column shows that it cannot be so: half the dates would be read wrong in silence.
fn told_or_found<T: PartialEq + Copy>(
    told: Option<T>,
    found: Decision<T>,
    column: &str,
    setting: &str,
    key: impl Fn(T) -> &'static str,
) -> Result<Option<T>> {
    match (told, found) {
        (Some(told), Decision::Decided(found)) if told != found => Err(Problem::input(t!(
            "The map says {setting} = {told}, but “{column}” holds values that only {found} can read; nothing was read",
            setting = setting,
            told = key(told),
            column = column,
            found = key(found)
        ))
        .hint(t!("Take {setting} out of the map, and each column decides for itself", setting = setting))),
        (Some(told), _) => Ok(Some(told)),
        (None, Decision::Decided(found)) => Ok(Some(found)),
        (None, _) => Ok(None),
    }
}

impl Plan {
    /// The record of a row.
    ///
    /// # Errors
    /// All problems of the row, each with its column.
    pub fn apply(&self, row: &Row) -> Result<Record, Vec<CellProblem>> {
        let mut problems = Vec::new();
        let problem =
            |column: &str, message: String| CellProblem { row: row.number, column: column.to_owned(), message };
        if row.width() > self.headings.len() {
            let at = letters(self.headings.len());
            problems.push(problem(
                "",
                t!("The row goes on beyond the last heading, from column {at}: its cells may have slipped", at = at),
            ));
            return Err(problems);
        }
        let mut values = Vec::with_capacity(self.columns.len() + self.constants.len());
        for bound in &self.columns {
            match bound.value(row, self.terms.currency) {
                Ok(Value::Blank) => {}
                Ok(value) => values.push((bound.field.key, value)),
                Err(wrong) => problems.push(problem(&bound.heading, wrong.to_string())),
            }
        }
        for (key, label) in &self.required {
            let blank = !values.iter().any(|(k, _)| k == key);
            let heading = self.columns.iter().find(|b| b.field.key == *key).map_or("", |b| b.heading.as_str());
            if blank && !problems.iter().any(|p| p.column == heading) {
                problems.push(problem(heading, t!("{label} is empty", label = label)));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        values.extend(self.constants.iter().cloned());
        Ok(Record { row: row.number, values })
    }
}

impl Bound {
    fn value(&self, row: &Row, currency: Currency) -> Result<Value> {
        match self.places.as_slice() {
            [one] => read_value(&self.field, row.cell(*one), &self.reading, currency),
            several => {
                let parts: Vec<&str> =
                    several.iter().map(|at| row.cell(*at).trim()).filter(|p| !p.is_empty()).collect();
                Ok(Value::text(parts.join(" ")))
            }
        }
    }
}

fn read_value(field: &Field, cell: &str, reading: &Reading, currency: Currency) -> Result<Value> {
    let text = cell.trim();
    if text.is_empty() {
        return Ok(Value::Blank);
    }
    match field.kind {
        FieldKind::Text | FieldKind::Phone | FieldKind::Email => Ok(Value::Text(text.to_owned())),
        FieldKind::Day => reading.day(text).and_then(|day| day::possible(day, reading.this_year)).map(Value::Day),
        FieldKind::PartDay => part_day(text, reading),
        FieldKind::Money => reading.money(text, currency).map(Value::Money),
        FieldKind::Count => {
            let digits = text.strip_suffix(".0").unwrap_or(text).replace([' ', '\u{A0}'], "");
            digits
                .parse()
                .map(Value::Count)
                .map_err(|_no_number| Problem::input(t!("“{text}” is not a whole number", text = text)))
        }
        FieldKind::YesNo => match fold(text).as_str() {
            "yes" | "y" | "true" | "1" | "x" | "ja" | "oui" | "si" | "t" => Ok(Value::YesNo(true)),
            "no" | "n" | "false" | "0" | "nein" | "non" | "nee" | "f" => Ok(Value::YesNo(false)),
            _ => Err(Problem::input(t!("“{text}” is neither yes nor no", text = text))),
        },
        FieldKind::Choice(choices) => {
            let folded = fold(text);
            let found = choices.iter().find(|c| fold(c.value) == folded || c.words.iter().any(|w| fold(w) == folded));
            found.map(|c| Value::Text(c.value.to_owned())).ok_or_else(|| {
                let values: Vec<&str> = choices.iter().map(|c| c.value).collect();
                Problem::input(t!("“{text}” is not known here", text = text))
                    .hint(t!("Write one of: {values}", values = values.join(", ")))
            })
        }
    }
}

/// A day in part as it stands, a whole one as its column is read. Address books write no day as zeros; and no birth lies ahead,
/// so two digits of a year are the last such year.
fn part_day(text: &str, reading: &Reading) -> Result<Value> {
    if !text.chars().any(|c| c.is_alphanumeric() && c != '0') {
        return Ok(Value::Blank);
    }
    match PartDay::from_iso(text) {
        Some(PartDay::Day(day)) => return Ok(Value::Day(day)),
        Some(part) => return Ok(Value::Text(part.to_string())),
        None => {}
    }
    let day = reading.day(text)?;
    let written_out = text.contains(&day.year().to_string());
    let past = if day.year() > reading.this_year && !written_out { day.with_year(day.year() - 100) } else { None };
    Ok(Value::Day(past.unwrap_or(day)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::field::Choice;
    use super::super::source::{Overrides, from_bytes};
    use super::*;
    use crate::kit::Money;
    use crate::kit::day::from_iso;

    const METHODS: &[Choice] =
        &[Choice { value: "cheque", words: &["check", "chèque"] }, Choice { value: "cash", words: &["bar"] }];
    const FIELDS: &[Field] = &[
        Field::new("name", "Name", FieldKind::Text).required(),
        Field::new("amount", "Amount", FieldKind::Money).required(),
        Field::new("received", "Received on", FieldKind::Day),
        Field::new("method", "Method", FieldKind::Choice(METHODS)),
        Field::new("gift_aid", "Gift aid", FieldKind::YesNo),
    ];

    fn terms() -> Terms {
        Terms { currency: *Currency::of("GBP").unwrap(), today: from_iso("2026-11-21").unwrap() }
    }

    fn source(text: &str) -> Source {
        from_bytes(Path::new("x.csv"), text.as_bytes().to_vec(), &Overrides::default()).unwrap()
    }

    fn map(toml: &str) -> Mapping {
        Mapping::from_toml(toml).unwrap()
    }

    const MAP: &str = "[columns]\nname = [\"First\", \"Last\"]\namount = \"Amount\"\nreceived = \"Date\"\nmethod = \"How\"\n[constants]\ngift_aid = \"yes\"\n";

    #[test]
    fn rows_become_records_or_problems_with_row_and_column() {
        let source = source(
            "First,Last,Amount,Date,How\nAnn, Lee ,\"£1,250.00\",25/12/2019,Check\n\nBob,,abc,31/31/2000,gold\n,,5,,\nEve,Z,5.50,01/02/2019,cash,extra\n",
        );
        let plan = map(MAP).bind(&source, FIELDS, terms()).unwrap();
        let results: Vec<_> = source.rows().map(|row| plan.apply(&row)).collect();
        let [ann, bob, none, eve] = results.as_slice() else { panic!("{results:?}") };
        let ann = ann.as_ref().unwrap();
        assert_eq!((ann.row, ann.text("name"), ann.money("amount")), (2, Some("Ann Lee"), Some(Money(125_000))));
        assert_eq!(ann.day("received"), Some(from_iso("2019-12-25").unwrap()));
        assert_eq!((ann.text("method"), ann.yes("gift_aid")), (Some("cheque"), Some(true)));
        let bob = bob.as_ref().unwrap_err();
        assert_eq!(
            bob.iter().map(|p| (p.row, p.column.as_str())).collect::<Vec<_>>(),
            [(4, "Amount"), (4, "Date"), (4, "How")]
        );
        assert!(bob.last().unwrap().message.contains("cheque, cash"));
        assert_eq!(none.as_ref().unwrap_err().first().unwrap().column, "First + Last");
        assert!(eve.as_ref().unwrap_err().first().unwrap().message.contains("column F"));
    }

    #[test]
    fn open_questions_are_asked_and_answered() {
        let source = source("First,Last,Amount,Date,How\nAnn,Lee,\"1,250\",03/04/2019,\n");
        let questions = map(MAP).questions(&source, FIELDS, &terms());
        assert_eq!(
            questions.iter().map(|q| (q.column.as_str(), q.setting)).collect::<Vec<_>>(),
            [("Amount", "decimal_mark"), ("Date", "date_order")]
        );
        let problem = map(MAP).bind(&source, FIELDS, terms()).unwrap_err();
        assert!(problem.hint.unwrap().contains("decimal_mark"));
        let told = format!("date_order = \"month-day-year\"\ndecimal_mark = \"point\"\n{MAP}");
        let plan = map(&told).bind(&source, FIELDS, terms()).unwrap();
        let record = plan.apply(&source.rows().next().unwrap()).unwrap();
        assert_eq!(record.day("received"), Some(from_iso("2019-03-04").unwrap()));
        assert_eq!(record.money("amount"), Some(Money(125_000)));
    }

    #[test]
    fn a_map_that_does_not_fit_is_refused() {
        let source = source("First,Last,Amount,Date,How\nAnn,Lee,5,25/12/2019,\n");
        let refused = |toml: &str| map(toml).bind(&source, FIELDS, terms()).unwrap_err().to_string();
        assert!(refused("[columns]\nnmae = \"First\"\n").contains("nmae"));
        assert!(refused("[columns]\nname = \"Forename\"\namount = \"Amount\"\n").contains("Forename"));
        assert!(refused("[columns]\nname = \"First\"\n").contains("Amount"));
        assert!(refused(&format!("date_order = \"mdy\"\n{MAP}")).contains("day-month-year"));
        assert!(
            refused("[columns]\nname = \"First\"\namount = \"Amount\"\n[constants]\nreceived = \"soon\"\n")
                .contains("soon")
        );
    }

    #[test]
    fn whole_cents_are_told() {
        let source = source("name,amount\nAnn,50000\nBob,-110000\n");
        let plan = map("amount_unit = \"minor\"\n[columns]\nname = \"name\"\namount = \"amount\"\n")
            .bind(&source, FIELDS, terms())
            .unwrap();
        let sums: Vec<_> = source.rows().map(|r| plan.apply(&r).unwrap().money("amount").unwrap()).collect();
        assert_eq!(sums, [Money(50_000), Money(-110_000)]);
    }
}
