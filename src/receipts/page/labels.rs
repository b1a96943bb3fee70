//! The small words of a receipt's paper, in the language of its wording.

use crate::kit::{Currency, Money};
use crate::receipts::model::{Form, Language, ReceiptKind, Sheet};

/// A label and what stands beside it.
pub(super) type Field = (&'static str, String);

/// The title in a file's properties.
pub(super) fn file_title(sheet: &Sheet) -> String {
    format!("{} {}", sheet.title, sheet.number).trim().to_owned()
}

pub(super) struct Words {
    pub number: &'static str,
    pub issued: &'static str,
    pub replaces: &'static str,
    pub registration: &'static str,
    pub day: &'static str,
    pub kind: &'static str,
    pub amount: &'static str,
    pub advantage: &'static str,
    pub eligible: &'static str,
    pub total: &'static str,
    pub annex: &'static str,
    pub waiver: &'static str,
    pub waiver_no: &'static str,
    pub page_of: &'static str,
}

const ENGLISH: Words = Words {
    number: "Receipt number",
    issued: "Date of issue",
    replaces: "Replaces",
    registration: "Registration",
    day: "Received",
    kind: "Kind",
    amount: "Amount",
    advantage: "Advantage",
    eligible: "Eligible amount",
    total: "Total",
    annex: "List of donations on receipt",
    waiver: "",
    waiver_no: "",
    page_of: "on the following page",
};

const CANADIAN: Words =
    Words { number: "Serial number", issued: "Date issued", annex: "List of contributions on receipt", ..ENGLISH };

const GERMAN: Words = Words {
    number: "Nummer",
    issued: "Datum",
    replaces: "Ersetzt",
    registration: "Register",
    day: "Datum der Zuwendung",
    kind: "Art der Zuwendung",
    amount: "Betrag",
    advantage: "Gegenleistung",
    eligible: "Zuwendung",
    total: "Gesamtsumme",
    annex: "Anlage zur Sammelbestätigung",
    waiver: "Verzicht auf die Erstattung von Aufwendungen",
    waiver_no: "nein",
    page_of: "siehe Anlage",
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English | Language::American => &ENGLISH,
        Language::Canadian => &CANADIAN,
        Language::German => &GERMAN,
    }
}

pub(super) fn money(sheet: &Sheet, amount: Money) -> String {
    let currency = sheet.currency().unwrap_or_else(|_unknown| Currency::pound());
    sheet.wording.language.money(*currency, amount)
}

/// The fields of a paper, in the order its form has them.
pub(super) fn fields(sheet: &Sheet) -> Vec<Field> {
    let (language, totals) = (sheet.wording.language, &sheet.totals);
    let several = sheet.lines.len() > 1;
    let period = match language {
        Language::German => format!("{} bis {}", language.day(totals.first_day), language.day(totals.last_day)),
        _ => format!("{} to {}", language.day(totals.first_day), language.day(totals.last_day)),
    };
    let day = if totals.first_day == totals.last_day { language.day(totals.first_day) } else { period };
    let amount = money(sheet, totals.amount);
    let donor = || std::iter::once(&sheet.donor).chain(&sheet.address).cloned().collect::<Vec<_>>().join(", ");
    match sheet.wording.form {
        Form::Acknowledgement => {
            let mut fields = Vec::new();
            if several {
                fields.push(("Donations", sheet.lines.len().to_string()));
            }
            fields.push((if sheet.kind == ReceiptKind::Annual && several { "Together" } else { "Amount" }, amount));
            fields.push(("In words", totals.in_words.clone()));
            fields.push(("Received", day));
            fields
        }
        Form::CanadaOfficial => canadian(sheet, donor(), day, amount),
        Form::Zuwendung => vec![
            ("Aussteller", issuer_line(sheet)),
            ("Name und Anschrift des Zuwendenden", donor()),
            ("Art der Zuwendung", kind_of_first(sheet).to_owned()),
            ("Betrag der Zuwendung in Ziffern", amount),
            ("in Buchstaben", totals.in_words.clone()),
            ("Tag der Zuwendung", day),
        ],
        Form::Sammel => vec![
            ("Aussteller", issuer_line(sheet)),
            ("Name und Anschrift des Zuwendenden", donor()),
            ("Gesamtbetrag der Zuwendung in Ziffern", amount),
            ("in Buchstaben", totals.in_words.clone()),
            ("Zeitraum der Sammelbestätigung", day),
        ],
    }
}

fn kind_of_first(sheet: &Sheet) -> &'static str {
    sheet.wording.language.kind(sheet.lines.first().map_or("", |line| line.kind.as_str()))
}

/// Income Tax Regulations s. 2000(1): each paragraph has its field; the serial number and the day of issue stand above.
fn canadian(sheet: &Sheet, donor: String, day: String, amount: String) -> Vec<Field> {
    let totals = &sheet.totals;
    let mut advantages: Vec<&str> =
        sheet.lines.iter().map(|line| line.advantage_is.as_str()).filter(|text| !text.trim().is_empty()).collect();
    advantages.dedup();
    let described = match (totals.advantage.is_zero(), advantages.is_empty()) {
        (true, _) => "None".to_owned(),
        (false, true) => "Not described".to_owned(),
        (false, false) => advantages.join("; "),
    };
    vec![
        ("Registered association", issuer_line(sheet)),
        ("Agent", sheet.issuer.signatory.clone()),
        ("Contributor", donor),
        ("Date received", day),
        ("Amount of contribution", amount),
        ("Description of advantage", described),
        ("Amount of advantage", money(sheet, totals.advantage)),
        ("Eligible amount", money(sheet, totals.eligible)),
        ("In words", totals.eligible_in_words.clone()),
    ]
}

/// The issuer in one line: its letterhead, or branch and party where there is none.
pub(super) fn issuer_line(sheet: &Sheet) -> String {
    let issuer = &sheet.issuer;
    let mut parts = vec![issuer.branch.clone()];
    if issuer.party != issuer.branch {
        parts.push(issuer.party.clone());
    }
    parts.extend(issuer.lines.iter().filter(|line| **line != issuer.branch && **line != issuer.party).cloned());
    parts.join(", ")
}

/// What stands beside the number: number, day, what it replaces, the office's own numbers.
pub(super) fn meta(sheet: &Sheet) -> Vec<Field> {
    let (language, issuer) = (sheet.wording.language, &sheet.issuer);
    let words = words(language);
    let mut fields = Vec::new();
    if !sheet.number.is_empty() {
        fields.push((words.number, sheet.number.clone()));
    }
    fields.push((words.issued, language.day(sheet.issued_on)));
    if let Some(old) = &sheet.replaces {
        fields.push((words.replaces, old.number.clone()));
    }
    if !issuer.registration.is_empty() {
        fields.push((words.registration, issuer.registration.clone()));
    }
    if language == Language::German {
        for (label, value) in [
            ("Finanzamt", &issuer.tax_office),
            ("Steuernummer", &issuer.tax_number),
            ("Bescheid vom", &issuer.notice_day),
        ] {
            if !value.is_empty() {
                fields.push((label, value.clone()));
            }
        }
    }
    fields
}
