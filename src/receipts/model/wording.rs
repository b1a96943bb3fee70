//! Wordings: what a receipt's paper says, as data. One file each, versioned; unknown fields are refused.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::kit::{Currency, Day, Money, Problem, Result, day, words};

use crate::t;

const SOURCES: &[&str] = &[
    include_str!("../../../assets/wordings/acknowledgement-gb.toml"),
    include_str!("../../../assets/wordings/acknowledgement-ie.toml"),
    include_str!("../../../assets/wordings/acknowledgement-nz.toml"),
    include_str!("../../../assets/wordings/acknowledgement-us.toml"),
    include_str!("../../../assets/wordings/acknowledgement-au.toml"),
    include_str!("../../../assets/wordings/ca-official.toml"),
    include_str!("../../../assets/wordings/de-zuwendung.toml"),
    include_str!("../../../assets/wordings/de-sammel.toml"),
    include_str!("../../../assets/wordings/fr-regulator.toml"),
];

/// The wording of one kind of receipt under one law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What the settings name: `acknowledgement`, `ca_official`, `de_zuwendung` …
    pub key: String,
    /// The jurisdiction's code.
    pub jurisdiction: String,
    /// For people: "Acknowledgement, Great Britain".
    pub name: String,
    /// `2026-1`; goes up with every change of a text.
    pub version: String,
    pub language: Language,
    pub form: Form,
    #[serde(default)]
    pub issued_by: IssuedBy,
    /// Where the branch may not issue: why, and what to do.
    #[serde(default)]
    pub refusal: String,
    /// Kinds of entry that it may stand for.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Only for people: organisations get none.
    #[serde(default)]
    pub individuals_only: bool,
    /// The donor's address must be on it, also where it is handed over.
    #[serde(default)]
    pub address_required: bool,
    /// States the value of what the donor got in return, and the rest as the eligible amount.
    #[serde(default)]
    pub states_advantage: bool,
    /// More than this do not fit on a page.
    #[serde(default = "three")]
    pub most_per_page: u8,
    /// The key of the wording that takes its place where several donations stand on one receipt.
    #[serde(default)]
    pub for_several: String,
    #[serde(default)]
    pub title: String,
    /// Paragraphs below the title.
    #[serde(default)]
    pub opening: Vec<String>,
    /// Instead of `opening` where several donations stand on one receipt.
    #[serde(default)]
    pub opening_several: Vec<String>,
    /// Instead of `opening_several` where all of them came on one day.
    #[serde(default)]
    pub opening_same_day: Vec<String>,
    /// Paragraphs below the amounts.
    #[serde(default)]
    pub closing: Vec<String>,
    /// One more where no line is dues.
    #[serde(default)]
    pub closing_without_dues: String,
    /// Where it replaces another.
    #[serde(default)]
    pub replacement: String,
    /// At the foot, in small letters.
    #[serde(default)]
    pub small_print: Vec<String>,
    /// The word on the face of a second paper, and on that of a void receipt.
    #[serde(default)]
    pub copy_mark: String,
    #[serde(default)]
    pub void_mark: String,
    /// Whether the text was confirmed against the law or the regulator's own form, and if not, what is open.
    pub confirmed: bool,
    #[serde(default)]
    pub note: String,
    /// Where the rules come from.
    #[serde(default)]
    pub sources: Vec<String>,
}

fn three() -> u8 {
    3
}

/// The language of the paper, which need not be that of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
pub enum Language {
    #[serde(rename = "en-GB")]
    English,
    /// Month first, amounts in words without "and".
    #[serde(rename = "en-US")]
    American,
    #[serde(rename = "en-CA")]
    Canadian,
    #[serde(rename = "de")]
    German,
}

/// Which fields a paper has, and how it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A letter of acknowledgement.
    Acknowledgement,
    /// An official receipt with the fields of Canada's Income Tax Regulations s. 2000.
    CanadaOfficial,
    /// German confirmation of one donation or of dues.
    Zuwendung,
    /// German collective confirmation with its list.
    Sammel,
}

/// Who may issue it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuedBy {
    #[default]
    Unit,
    /// Only the regulator: the branch may not print one.
    Regulator,
}

impl Language {
    /// `25 November 2026` as the paper's readers write it.
    pub fn day(self, on: Day) -> String {
        use chrono::Datelike as _;
        match self {
            Self::English | Self::Canadian => day::long(on),
            Self::American => format!("{} {}, {}", day::month_name(on.month()), on.day(), on.year()),
            Self::German => on.format("%d.%m.%Y").to_string(),
        }
    }

    /// `£1,250.00`, `1.250,00 €`.
    pub fn money(self, currency: Currency, amount: Money) -> String {
        match self {
            Self::German => {
                let swap = |c| match c {
                    ',' => '.',
                    '.' => ',',
                    c => c,
                };
                let figures: String = currency.figures(amount).chars().map(swap).collect();
                format!("{figures} {}", currency.sign.trim())
            }
            _ => currency.show(amount),
        }
    }

    /// The amount in words, with a capital where the language begins a line with one.
    pub fn words(self, currency: &Currency, amount: Money) -> String {
        let language = match self {
            Self::English => words::Language::English,
            Self::American | Self::Canadian => words::Language::AmericanEnglish,
            Self::German => words::Language::German,
        };
        let words = words::amount(amount, currency, language);
        if self == Self::German {
            return words;
        }
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// What a kind of entry is called on the paper.
    pub fn kind(self, kind: &str) -> &'static str {
        match (self, kind) {
            (Self::German, "dues") => "Mitgliedsbeitrag",
            // Everything beyond the dues is a donation in the form's own words.
            (Self::German, _) => "Geldzuwendung",
            (_, "dues") => "Membership dues",
            (_, "levy") => "Office-holder’s levy",
            (_, "in_kind") => "Donation in kind",
            _ => "Donation",
        }
    }
}

/// Every wording of this program.
///
/// # Errors
/// Only when a file of the program itself is wrong, which a test finds.
pub fn wordings() -> Result<&'static [Wording]> {
    static PARSED: OnceLock<Result<Vec<Wording>, String>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| SOURCES.iter().map(|source| parse(source)).collect());
    parsed.as_deref().map_err(|said| Problem::defect(t!("A wording of the program is damaged")).because(said.clone()))
}

fn parse(source: &str) -> Result<Wording, String> {
    let wording: Wording = toml::from_str(source).map_err(|e| e.to_string())?;
    let openings = [&wording.opening, &wording.opening_several, &wording.opening_same_day];
    let texts = openings.into_iter().chain([&wording.closing, &wording.small_print]).flatten();
    let more = [&wording.title, &wording.closing_without_dues, &wording.replacement];
    for text in texts.chain(more) {
        if let Some(unknown) = placeholders(text).find(|name| !PLACEHOLDERS.contains(name)) {
            return Err(format!("{}: there is no {{{unknown}}}", wording.name));
        }
    }
    Ok(wording)
}

impl Wording {
    /// The paragraphs below the title, for one donation or several, on one day or more.
    pub fn opening(&self, several: bool, same_day: bool) -> &[String] {
        let fitting = [(several && same_day, &self.opening_same_day), (several, &self.opening_several)];
        let found = fitting.into_iter().find(|(fits, texts)| *fits && !texts.is_empty());
        found.map_or(&self.opening, |(_, texts)| texts)
    }
}

/// The places of a text that are filled when the receipt is made.
const PLACEHOLDERS: &[&str] = &[
    "party",
    "branch",
    "donor",
    "total",
    "words",
    "eligible",
    "count",
    "kind",
    "day",
    "first_day",
    "last_day",
    "year",
    "replaced",
    "replaced_day",
    "tax_office",
    "tax_number",
    "notice_day",
];

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(""))
}

/// The wording of a key under a law.
///
/// # Errors
/// When there is none.
pub fn find(key: &str, jurisdiction: &str) -> Result<&'static Wording> {
    wordings()?.iter().find(|w| w.key == key && w.jurisdiction == jurisdiction).ok_or_else(|| {
        Problem::input(t!("There is no wording “{key}” for this office’s law", key = key))
            .hint(t!("Choose another wording in the settings for receipts"))
    })
}

/// Why this office may not issue with a wording, if so: the regulator issues the receipt itself.
pub fn problem_with(wording: &Wording) -> Option<Problem> {
    (wording.issued_by == IssuedBy::Regulator).then(|| {
        Problem::input(wording.refusal.clone())
            .hint(t!("A donor’s statement can be printed instead; it says that it is no tax receipt"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_of_the_program_is_sound() {
        for source in SOURCES {
            let wording = parse(source).unwrap();
            assert!(wording.confirmed || !wording.note.is_empty(), "{} says what is open", wording.name);
            if wording.issued_by == IssuedBy::Regulator {
                assert!(problem_with(&wording).is_some());
                continue;
            }
            assert!(!wording.title.is_empty() && !wording.copy_mark.is_empty() && !wording.void_mark.is_empty());
            assert!(wording.replacement.contains("{replaced}"), "{} names the number it replaces", wording.name);
            if !wording.for_several.is_empty() {
                assert!(find(&wording.for_several, &wording.jurisdiction).is_ok());
            }
        }
    }

    #[test]
    fn unknown_fields_and_places_are_refused() {
        let good = SOURCES[0];
        assert!(parse(&format!("{good}\ncolour = \"red\"\n")).unwrap_err().contains("colour"));
        assert!(parse(&good.replace("{branch}", "{brunch}")).unwrap_err().contains("brunch"));
    }

    #[test]
    fn germany_keeps_to_its_form() {
        let one = find("de_zuwendung", "de").unwrap();
        let many = find("de_sammel", "de").unwrap();
        for wording in [one, many] {
            assert!(!wording.confirmed);
            assert_eq!(wording.most_per_page, 1);
            let all = [&wording.opening, &wording.closing, &wording.small_print].into_iter().flatten();
            assert!(all.clone().all(|text| !text.to_lowercase().contains("dank")), "no thanks on the front");
            assert!(all.clone().any(|text| text.contains("haftet")), "the notice of liability is always there");
        }
        assert!(one.closing_without_dues.contains("nicht um Mitgliedsbeiträge"));
        assert!(many.closing.iter().any(|t| t.contains("keine weiteren Bestätigungen")));
    }

    #[test]
    fn papers_write_days_and_amounts_in_their_language() {
        let on = crate::kit::Day::from_ymd_opt(2026, 11, 3).unwrap();
        let euro = Currency::of("EUR").unwrap();
        assert_eq!(Language::German.day(on), "03.11.2026");
        assert_eq!(Language::American.day(on), "November 3, 2026");
        assert_eq!(Language::German.money(*euro, Money(125_000)), "1.250,00 €");
        assert_eq!(Language::German.words(euro, Money(2_105)), "einundzwanzig Euro und fünf Cent");
        assert_eq!(Language::English.words(euro, Money(2_100)), "Twenty-one euros");
    }
}
