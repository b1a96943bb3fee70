//! Everything the paper of one receipt says. It is frozen as JSON when the receipt is issued; every print is made from it.

use serde::{Deserialize, Serialize};

use super::{Draft, EntryId, Envelope, Form, Language, ReceiptKind, Wording};
use crate::kit::{Currency, Day, Money, Result};

/// The paper of one receipt, in words and figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Empty on a proof.
    pub number: String,
    pub kind: ReceiptKind,
    pub issued_on: Day,
    pub wording: WordingUsed,
    pub issuer: Issuer,
    /// Legal name, and the address below it as printed.
    pub donor: String,
    pub address: Vec<String>,
    pub title: String,
    pub opening: Vec<String>,
    pub closing: Vec<String>,
    pub small_print: Vec<String>,
    pub lines: Vec<Line>,
    pub totals: Totals,
    pub replaces: Option<Replaced>,
    pub layout: Layout,
}

/// Which wording it was, so that it can be told years later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingUsed {
    pub key: String,
    pub jurisdiction: String,
    pub name: String,
    pub version: String,
    pub language: Language,
    pub form: Form,
    pub confirmed: bool,
    pub copy_mark: String,
    pub void_mark: String,
}

/// Who issues it, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    pub party: String,
    pub branch: String,
    /// The letterhead: name, address, contact.
    pub lines: Vec<String>,
    pub registration: String,
    pub tax_office: String,
    pub tax_number: String,
    pub notice_day: String,
    pub place: String,
    pub signatory: String,
    /// Attachments of the office, by id.
    pub logo: Option<String>,
    pub signature: Option<String>,
}

/// One donation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub entry: EntryId,
    pub day: Day,
    /// The kind of entry: `donation`, `dues`, `levy`.
    pub kind: String,
    /// What was received and not given back, in minor units.
    pub amount: Money,
    /// The part of the entry that was given back before.
    #[serde(default, skip_serializing_if = "nil")]
    pub refunded: Money,
    /// What the donor got in return: its value and what it was.
    #[serde(default, skip_serializing_if = "nil")]
    pub advantage: Money,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advantage_is: String,
}

fn nil(amount: &Money) -> bool {
    amount.is_zero()
}

impl Line {
    /// The amount less the advantage; never below nil.
    pub fn eligible(&self) -> Money {
        Money((self.amount - self.advantage).0.max(0))
    }
}

/// The sums of the lines, in minor units of `currency` and in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub currency: String,
    pub amount: Money,
    pub advantage: Money,
    pub eligible: Money,
    pub in_words: String,
    pub eligible_in_words: String,
    pub first_day: Day,
    pub last_day: Day,
}

/// The receipt that this one takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    pub number: String,
    pub issued_on: Day,
}

/// How it is laid out, so that a reprint is the same document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// `Letter`, else A4.
    pub letter_paper: bool,
    pub envelope: Envelope,
    /// One to three.
    pub per_page: u8,
}

/// What all sheets of a run share.
#[derive(Clone, Debug)]
pub struct Making {
    pub wording: &'static Wording,
    pub issuer: Issuer,
    pub currency: &'static Currency,
    pub kind: ReceiptKind,
    pub issued_on: Day,
    pub layout: Layout,
}

impl Making {
    /// The sheet of one receipt. A wording that has another for several donations gives way to it.
    ///
    /// # Errors
    /// When the wording for several donations is missing, or the sum is beyond what money can hold.
    pub fn sheet(&self, draft: &Draft, number: &str, replaces: Option<Replaced>) -> Result<Sheet> {
        let several = draft.lines.len() > 1;
        let wording = if several && !self.wording.for_several.is_empty() {
            super::wording(&self.wording.for_several, &self.wording.jurisdiction)?
        } else {
            self.wording
        };
        let totals = self.totals(wording, &draft.lines)?;
        let fill = |text: &String| self.fill(wording, text, draft, &totals, replaces.as_ref());
        let opening = wording.opening(several, totals.first_day == totals.last_day);
        let mut closing: Vec<String> = wording.closing.iter().map(fill).collect();
        if !wording.closing_without_dues.is_empty() && draft.lines.iter().all(|line| line.kind != "dues") {
            closing.push(fill(&wording.closing_without_dues));
        }
        if replaces.is_some() {
            closing.push(fill(&wording.replacement));
        }
        Ok(Sheet {
            number: number.to_owned(),
            kind: self.kind,
            issued_on: self.issued_on,
            wording: WordingUsed::of(wording),
            issuer: self.issuer.clone(),
            donor: draft.name.clone(),
            address: draft.address.clone(),
            title: fill(&wording.title),
            opening: opening.iter().map(fill).collect(),
            closing,
            small_print: wording.small_print.iter().map(fill).collect(),
            lines: draft.lines.clone(),
            totals,
            replaces,
            layout: Layout { per_page: self.layout.per_page.min(wording.most_per_page).max(1), ..self.layout },
        })
    }

    fn totals(&self, wording: &Wording, lines: &[Line]) -> Result<Totals> {
        let mut amount = Money::ZERO;
        for line in lines {
            amount = amount.checked_add(line.amount)?;
        }
        let eligible = lines.iter().map(Line::eligible).sum();
        let days = lines.iter().map(|line| line.day);
        Ok(Totals {
            currency: self.currency.code.to_owned(),
            amount,
            advantage: lines.iter().map(|line| line.advantage).sum(),
            eligible,
            in_words: wording.language.words(self.currency, amount),
            eligible_in_words: wording.language.words(self.currency, eligible),
            first_day: days.clone().min().unwrap_or(self.issued_on),
            last_day: days.max().unwrap_or(self.issued_on),
        })
    }

    fn fill(
        &self,
        wording: &Wording,
        text: &str,
        draft: &Draft,
        totals: &Totals,
        replaces: Option<&Replaced>,
    ) -> String {
        use chrono::Datelike as _;
        let language = wording.language;
        let money = |amount| language.money(*self.currency, amount);
        let mut out = text.to_owned();
        let first = draft.lines.first();
        // Names of people come last, so that a name with braces in it is not filled.
        let values: [(&str, String); 17] = [
            ("total", money(totals.amount)),
            ("words", totals.in_words.clone()),
            ("eligible", money(totals.eligible)),
            ("count", draft.lines.len().to_string()),
            ("kind", language.kind(first.map_or("", |line| line.kind.as_str())).to_owned()),
            ("day", language.day(totals.first_day)),
            ("first_day", language.day(totals.first_day)),
            ("last_day", language.day(totals.last_day)),
            ("year", totals.first_day.year().to_string()),
            ("replaced", replaces.map_or_else(String::new, |r| r.number.clone())),
            ("replaced_day", replaces.map_or_else(String::new, |r| language.day(r.issued_on))),
            ("tax_office", self.issuer.tax_office.clone()),
            ("tax_number", self.issuer.tax_number.clone()),
            ("notice_day", self.issuer.notice_day.clone()),
            ("party", self.issuer.party.clone()),
            ("branch", self.issuer.branch.clone()),
            ("donor", draft.name.clone()),
        ];
        for (name, value) in values {
            out = out.replace(&format!("{{{name}}}"), &value);
        }
        out
    }
}

impl WordingUsed {
    fn of(wording: &Wording) -> Self {
        Self {
            key: wording.key.clone(),
            jurisdiction: wording.jurisdiction.clone(),
            name: wording.name.clone(),
            version: wording.version.clone(),
            language: wording.language,
            form: wording.form,
            confirmed: wording.confirmed,
            copy_mark: wording.copy_mark.clone(),
            void_mark: wording.void_mark.clone(),
        }
    }
}

impl Sheet {
    /// The currency of its amounts.
    ///
    /// # Errors
    /// When the sheet names one that this program does not know.
    pub fn currency(&self) -> Result<&'static Currency> {
        Currency::of(&self.totals.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PersonId, wording};
    use super::*;

    fn line(day: &str, kind: &str, amount: i64, advantage: i64) -> Line {
        Line {
            entry: EntryId(1),
            day: crate::kit::day::from_iso(day).unwrap(),
            kind: kind.into(),
            amount: Money(amount),
            refunded: Money::ZERO,
            advantage: Money(advantage),
            advantage_is: String::new(),
        }
    }

    fn sheet(key: &str, law: &str, currency: &str, lines: Vec<Line>, replaces: Option<Replaced>) -> Sheet {
        let issuer = Issuer { party: "Test Party".into(), branch: "Riverside".into(), ..Issuer::default() };
        let making = Making {
            wording: wording(key, law).unwrap(),
            issuer,
            currency: Currency::of(currency).unwrap(),
            kind: ReceiptKind::Annual,
            issued_on: crate::kit::day::from_iso("2026-11-22").unwrap(),
            layout: Layout { letter_paper: false, envelope: Envelope::Dl, per_page: 3 },
        };
        let draft = Draft {
            donor: PersonId(7),
            name: "{total} Łukasz".into(),
            address: vec!["4 Quay Street".into()],
            lines,
            ..Draft::default()
        };
        making.sheet(&draft, "2026-0002", replaces).unwrap()
    }

    #[test]
    fn a_dinner_of_80_leaves_420_eligible_of_500() {
        let made = sheet("ca_official", "ca", "CAD", vec![line("2026-05-01", "donation", 50_000, 8_000)], None);
        assert_eq!(made.totals.eligible, Money(42_000));
        assert_eq!(made.totals.eligible_in_words, "Four hundred twenty dollars");
        assert_eq!(made.layout.per_page, 2);
    }

    #[test]
    fn donations_of_one_day_are_not_between_two() {
        let of = |days: [&str; 2]| {
            let lines = days.into_iter().map(|day| line(day, "donation", 2_500, 0)).collect();
            sheet("acknowledgement", "gb", "GBP", lines, None).opening.join(" ")
        };
        let day = of(["2026-05-01", "2026-05-01"]);
        assert!(day.contains("these 2 donations from you on 1 May 2026, £50.00 together"), "{day}");
        let time = of(["2026-05-01", "2026-06-03"]);
        assert!(time.contains("between 1 May 2026 and 3 June 2026"), "{time}");
    }

    #[test]
    fn a_replacement_names_both_numbers() {
        let old = Replaced { number: "2026-0017".into(), issued_on: crate::kit::day::from_iso("2026-02-01").unwrap() };
        let made = sheet("ca_official", "ca", "CAD", vec![line("2026-05-01", "donation", 50_000, 0)], Some(old));
        assert_eq!(made.number, "2026-0002");
        assert!(made.closing.iter().any(|text| text.contains("2026-0017") && text.contains("1 February 2026")));
    }

    #[test]
    fn german_papers_change_with_what_they_cover() {
        let one = sheet("de_zuwendung", "de", "EUR", vec![line("2026-05-01", "dues", 1_200, 0)], None);
        assert_eq!(one.wording.form, Form::Zuwendung);
        assert!(!one.closing.iter().any(|text| text.contains("nicht um Mitgliedsbeiträge")));
        let gift = sheet("de_zuwendung", "de", "EUR", vec![line("2026-05-01", "donation", 1_200, 0)], None);
        assert!(gift.closing.iter().any(|text| text.contains("nicht um Mitgliedsbeiträge")));
        let many = sheet(
            "de_zuwendung",
            "de",
            "EUR",
            vec![line("2026-05-01", "dues", 1_200, 0), line("2026-06-01", "donation", 2_105, 0)],
            None,
        );
        assert_eq!(many.wording.form, Form::Sammel);
        assert_eq!(many.totals.in_words, "dreiunddreißig Euro und fünf Cent");
    }

    #[test]
    fn no_place_is_left_open_and_a_name_with_braces_stays() {
        let made = sheet("acknowledgement", "gb", "GBP", vec![line("2026-05-01", "donation", 2_500, 0)], None);
        let all = [&made.opening, &made.closing, &made.small_print]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(!all.contains('{'), "{all}");
        assert!(all.contains("£25.00") && all.contains("1 May 2026") && all.contains("Riverside"));
        assert_eq!(made.donor, "{total} Łukasz");
    }

    #[test]
    fn the_frozen_json_comes_back_the_same() {
        let made = sheet("de_zuwendung", "de", "EUR", vec![line("2026-05-01", "dues", 1_200, 0)], None);
        let json = serde_json::to_string(&made).unwrap();
        assert_eq!(serde_json::from_str::<Sheet>(&json).unwrap(), made);
        assert!(json.contains("\"entry\":\"1\""), "ids are strings in JSON");
    }
}
