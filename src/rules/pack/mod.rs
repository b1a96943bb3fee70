//! Jurisdiction packs: the rules of one country's law for one kind of unit, as data. A pack holds no code; each of its numbers
//! says since when it holds, where it was read and how sure that is.

mod read;
mod rule;
mod words;

use std::sync::OnceLock;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

pub use rule::{
    Aggregate, Band, Bands, Check, ClassRule, Classes, Collection, Dated, Deposit, Due, Identify, ItemMax, Keep, Limit,
    Override, Receipts, Relief, ReliefValue, Report, ReportValue, Return, Rule, Schedule, Tier, Values, What, When,
    Window, Within,
};
pub use words::{
    Allowed, Basis, By, Class, Datum, DayKind, Disposition, Issuer, Measure, Of, Op, Reason, Reset, Returns, Scope,
    Starts, Status, Threshold, Treat, Trigger, Visibility,
};

use super::extract::Definition;
use crate::kit::{Currency, Day, Problem, Result};
use crate::t;

const TEXTS: &[&str] = &[
    include_str!("../../../assets/jurisdictions/gb.toml"),
    include_str!("../../../assets/jurisdictions/ie.toml"),
    include_str!("../../../assets/jurisdictions/ca.toml"),
    include_str!("../../../assets/jurisdictions/us.toml"),
    include_str!("../../../assets/jurisdictions/de.toml"),
    include_str!("../../../assets/jurisdictions/fr.toml"),
    include_str!("../../../assets/jurisdictions/nz.toml"),
    include_str!("../../../assets/jurisdictions/au.toml"),
];

/// A pack as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    pub head: Head,
    /// SHA-256 of its text with plain line ends, hexadecimal. Kept with all work on its findings.
    pub digest: String,
    pub sources: Vec<Source>,
    pub rules: Vec<Rule>,
    /// What leaves for the party's centre or the regulator.
    pub extracts: Vec<Definition>,
}

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// `gb-ppera`.
    pub id: String,
    pub version: String,
    pub title: String,
    /// The code that an office names: `gb`.
    pub jurisdiction: String,
    pub currency: &'static Currency,
    /// The authority.
    pub regulator: String,
    /// The kinds of unit it knows, the usual one first.
    pub units: Vec<String>,
    /// The day its sources were last looked at.
    pub verified_on: Day,
    pub disclaimer: String,
    /// What is not confirmed and no rule can say.
    pub open: Vec<String>,
}

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub url: String,
}

impl Pack {
    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Every pack of this program.
///
/// # Errors
/// Only when a file of the program itself is wrong, which a test finds.
pub fn packs() -> Result<&'static [Pack]> {
    static READ: OnceLock<std::result::Result<Vec<Pack>, String>> = OnceLock::new();
    let read = READ.get_or_init(|| TEXTS.iter().map(|text| parse(text)).collect());
    read.as_deref()
        .map_err(|said| Problem::defect(t!("A jurisdiction pack of the program is damaged")).because(said.clone()))
}

/// The pack for a jurisdiction's code.
///
/// # Errors
/// As [`packs`].
pub fn pack_for(code: &str) -> Result<Option<&'static Pack>> {
    Ok(packs()?.iter().find(|pack| pack.head.jurisdiction.eq_ignore_ascii_case(code)))
}

/// Reads a pack from its text.
///
/// # Errors
/// Says what is wrong in it: an unknown word, a value without a source, days that overlap.
pub fn parse(text: &str) -> std::result::Result<Pack, String> {
    read::pack(text, digest(text))
}

/// The digest of a text, the same whether its lines end as on Windows or not.
pub fn digest(text: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    Sha256::digest(plain.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What holds a pack together: ids that are there, sources that are named, remedies that exist.
fn prove(pack: &Pack) -> std::result::Result<(), String> {
    for (at, rule) in pack.rules.iter().enumerate() {
        let wrong = |said: String| Err(format!("rule {}: {said}", rule.id));
        if pack.rules.iter().take(at).any(|other| other.id == rule.id) {
            return wrong("it stands twice".to_owned());
        }
        if !rule.id.starts_with(&format!("{}.", pack.head.jurisdiction)) {
            return wrong(format!("its id does not begin with {}.", pack.head.jurisdiction));
        }
        for unit in &rule.units {
            if !pack.head.units.contains(unit) {
                return wrong(format!("the pack knows no unit “{unit}”"));
            }
        }
        if rule.sources.is_empty() || rule.units.is_empty() {
            return wrong("it names no source or no unit".to_owned());
        }
        let dates = rule.dates();
        if let Some(source) =
            rule.sources.iter().chain(dates.iter().flat_map(|v| &v.sources)).find(|s| pack.source(s).is_none())
        {
            return wrong(format!("the pack has no source “{source}”"));
        }
        if let Some(remedy) = rule.remedy()
            && !pack.rule(remedy).is_some_and(|r| matches!(r.what, What::ReturnWithin(_)))
        {
            return wrong(format!("there is no return rule “{remedy}”"));
        }
    }
    for extract in &pack.extracts {
        extract.prove(pack).map_err(|said| format!("extract {}: {said}", extract.id))?;
    }
    Ok(())
}

impl Rule {
    /// The return rule that says how what may not be kept goes back.
    pub fn remedy(&self) -> Option<&str> {
        match &self.what {
            What::ContributionLimit(limit) => limit.remedy.as_deref(),
            What::CashMax(max) | What::AnonymousMax(max) => max.remedy.as_deref(),
            What::IdentifyOver(identify) => identify.remedy.as_deref(),
            What::DonorClasses(classes) => classes.remedy.as_deref(),
            _ => None,
        }
    }

    /// Each of its values without the value itself: its days, how sure it is, where it was read.
    pub fn dates(&self) -> Vec<Dated<()>> {
        fn plain<T>(values: &Values<T>) -> Vec<Dated<()>> {
            let one = |v: &Dated<T>| Dated {
                from: v.from,
                to: v.to,
                or_from: v.or_from,
                confidence: v.confidence,
                sources: v.sources.clone(),
                note: v.note.clone(),
                set: v.set.clone(),
                value: (),
            };
            values.0.iter().map(one).collect()
        }
        match &self.what {
            What::AcceptCheck(w) => plain(&w.values),
            What::ReturnWithin(w) => plain(&w.values),
            What::ContributionLimit(w) => plain(&w.values),
            What::CashMax(w) | What::AnonymousMax(w) => plain(&w.values),
            What::IdentifyOver(w) => plain(&w.values),
            What::ReportOver(w) => plain(&w.values),
            What::DonorClasses(w) => plain(&w.values),
            What::AccountsBand(w) => plain(&w.values),
            What::Deposit(w) => plain(&w.values),
            What::ReturnSchedule(w) => plain(&w.values),
            What::CollectionEvent(w) => plain(&w.values),
            What::Retention(values) => plain(values),
            What::TaxRelief(w) => plain(&w.values),
            What::Receipt(w) => plain(&w.values),
            What::Note(values) => plain(values),
        }
    }
}

#[cfg(test)]
mod tests;
