//! From the text of a pack to its rules. Unknown words are refused; what a rule of a kind needs and lacks, and what it has and
//! may not, is said with the rule's id.

use std::str::FromStr as _;

use serde::Deserialize;
use toml::value::Datetime;

use super::rule::{
    Aggregate, Band, Bands, Check, ClassRule, Classes, Collection, Dated, Deposit, Due, Identify, ItemMax, Keep, Limit,
    Receipts, Relief, ReliefValue, Report, ReportValue, Return, Rule, Schedule, Tier, Values, What, When, Window,
    Within,
};
use super::words::{
    Allowed, Basis, By, Class, Datum, DayKind, Disposition, Issuer, Measure, Of, Op, Reason, Reset, Returns, Scope,
    Starts, Status, Threshold, Treat, Trigger, Visibility,
};
use super::{Head, Pack, Source};
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::{EntryKind, Method};
use crate::office::Confidence;

/// What is wrong with a pack, in words.
type Said<T> = Result<T, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    schema: u32,
    pack: RawHead,
    #[serde(rename = "source")]
    sources: Vec<Source>,
    #[serde(rename = "rule")]
    rules: Vec<RawRule>,
    #[serde(rename = "extract", default)]
    extracts: Vec<crate::rules::extract::Definition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHead {
    id: String,
    version: String,
    title: String,
    jurisdiction: String,
    currency: String,
    regulator: String,
    unit_types: Vec<String>,
    verified_on: Datetime,
    disclaimer: String,
    #[serde(default)]
    open: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    kind: String,
    title: String,
    says: String,
    unit_types: Vec<String>,
    #[serde(default)]
    status: Status,
    confidence: Confidence,
    verified_on: Option<Datetime>,
    sources: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    basis: Basis,
    values: Vec<RawValue>,
    // What only some kinds have.
    aggregate: Option<RawAggregate>,
    kinds: Option<Vec<String>>,
    methods: Option<Vec<String>>,
    checks: Option<Vec<String>>,
    reasons: Option<Vec<Reason>>,
    treat: Option<Treat>,
    disposition: Option<Vec<Disposition>>,
    record: Option<Vec<String>>,
    classes: Option<Vec<Class>>,
    remedy: Option<String>,
    of: Option<Of>,
    group_reset: Option<Reset>,
    by: Option<By>,
    period: Option<String>,
    publish: Option<bool>,
    only_during: Option<String>,
    home: Option<Vec<String>>,
    measure: Option<Measure>,
    window: Option<String>,
    recipient: Option<String>,
    issuer: Option<Issuer>,
    tax_receipt: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAggregate {
    window: String,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    visibility: Visibility,
    #[serde(default)]
    returns: Returns,
    kinds: Vec<String>,
    #[serde(default = "yes")]
    office_holder_dues: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawValue {
    from: Datetime,
    to: Option<Datetime>,
    or_from: Option<Datetime>,
    confidence: Option<Confidence>,
    sources: Option<Vec<String>>,
    #[serde(default)]
    note: String,
    op: Option<Op>,
    amount: Option<String>,
    then_amount: Option<String>,
    ignore: Option<RawThreshold>,
    within: Option<RawWithin>,
    due: Option<RawDue>,
    tiers: Option<Vec<RawTier>>,
    classes: Option<Vec<RawClass>>,
    bands: Option<Vec<RawBand>>,
    years: Option<u32>,
    starts: Option<Starts>,
    brackets: Option<Vec<RawBracket>>,
    max_credit: Option<String>,
    max_credit_joint: Option<String>,
    #[serde(default)]
    deduction: bool,
    text: Option<String>,
    mandatory_over: Option<RawThreshold>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawThreshold {
    op: Op,
    amount: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWithin {
    /// None: at once.
    days: Option<u32>,
    #[serde(default)]
    unit: DayKind,
    #[serde(default)]
    from: Trigger,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDue {
    after: Option<String>,
    months: Option<u32>,
    days: Option<u32>,
    unit: Option<DayKind>,
    day_of_next_month: Option<u32>,
    /// `04-30`.
    on: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTier {
    op: Op,
    amount: String,
    window: String,
    fields: Vec<Datum>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    class: Class,
    allowed: Allowed,
    over: Option<RawThreshold>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBand {
    op: Op,
    amount: String,
    duties: Vec<String>,
    due: Option<RawDue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBracket {
    over: String,
    /// `0.75` or `1/3`.
    rate: String,
}

/// Reads a pack. `digest` is the SHA-256 of its text, hexadecimal.
pub(super) fn pack(text: &str, digest: String) -> Said<Pack> {
    let file: RawFile = toml::from_str(text).map_err(|e| e.to_string())?;
    if file.schema != 1 {
        return Err(format!("the pack is written for schema {}, and this program knows schema 1", file.schema));
    }
    let raw = file.pack;
    let currency = Currency::of(&raw.currency).map_err(|e| e.to_string())?;
    let head = Head {
        id: raw.id,
        version: raw.version,
        title: raw.title,
        jurisdiction: raw.jurisdiction,
        currency,
        regulator: raw.regulator,
        units: raw.unit_types,
        verified_on: day_of(&raw.verified_on)?,
        disclaimer: raw.disclaimer,
        open: raw.open,
    };
    let reader = Reader { head: &head, currency: *currency };
    let mut rules = Vec::with_capacity(file.rules.len());
    for raw in file.rules {
        let id = raw.id.clone();
        rules.push(reader.rule(raw).map_err(|said| format!("rule {id}: {said}"))?);
    }
    let pack = Pack { head, digest, sources: file.sources, rules, extracts: file.extracts };
    super::prove(&pack)?;
    Ok(pack)
}

fn day_of(at: &Datetime) -> Said<Day> {
    match (at.date, at.time) {
        (Some(_), None) => day::from_iso(&at.to_string()).map_err(|e| e.to_string()),
        _ => Err(format!("{at} is no day")),
    }
}

fn month_day(text: &str) -> Said<(u32, u32)> {
    let parts = text.split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
    parts
        .filter(|(m, d)| Day::from_ymd_opt(2023, *m, *d).is_some())
        .ok_or_else(|| format!("“{text}” is no day of a year"))
}

/// Reads the word for a time over which is added up.
fn window(text: &str) -> Said<Window> {
    let (word, rest) = text.split_once(':').unwrap_or((text, ""));
    Ok(match word {
        "none" => Window::Item,
        "calendar_year" => Window::CALENDAR_YEAR,
        "financial_year" => Window::FinancialYear,
        "quarter" => Window::Quarter,
        "election" => Window::Election,
        "rolling_months" => {
            Window::Rolling { months: rest.parse().map_err(|e| format!("“{text}” is no time: {e}"))? }
        }
        "year_from" => {
            let (month, day) = month_day(rest)?;
            Window::YearFrom { month, day }
        }
        _ => return Err(format!("“{text}” is no time over which is added up")),
    })
}

struct Reader<'a> {
    head: &'a Head,
    currency: Currency,
}

impl Reader<'_> {
    fn rule(&self, mut raw: RawRule) -> Said<Rule> {
        let what = self.what(&mut raw)?;
        if let Some(left) = raw.left_over() {
            return Err(format!("a rule of the kind {} has no “{left}”", raw.kind));
        }
        Ok(Rule {
            id: raw.id,
            title: raw.title,
            says: raw.says,
            units: raw.unit_types,
            status: raw.status,
            confidence: raw.confidence,
            verified_on: raw.verified_on.as_ref().map_or(Ok(self.head.verified_on), day_of)?,
            sources: raw.sources,
            note: raw.note,
            basis: raw.basis,
            what,
            own: None,
        })
    }

    fn what(&self, raw: &mut RawRule) -> Said<What> {
        Ok(match raw.kind.as_str() {
            "accept_check" => What::AcceptCheck(Check {
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                checks: need(raw.checks.take(), "checks")?,
                values: self
                    .values(raw, |v, sure| Ok((self.threshold(v)?, within(need(v.within.take(), "within")?, sure))))?,
            }),
            "return_within" => What::ReturnWithin(Return {
                reasons: need(raw.reasons.take(), "reasons")?,
                treat: need(raw.treat.take(), "treat")?,
                disposition: need(raw.disposition.take(), "disposition")?,
                record: need(raw.record.take(), "record")?,
                values: self.values(raw, |v, sure| {
                    let over = if v.amount.is_some() { Some(self.threshold(v)?) } else { None };
                    Ok((over, within(need(v.within.take(), "within")?, sure)))
                })?,
            }),
            "contribution_limit" => What::ContributionLimit(Limit {
                aggregate: aggregate(need(raw.aggregate.take(), "aggregate")?)?,
                classes: raw.classes.take().unwrap_or_default(),
                remedy: raw.remedy.take(),
                values: self.values(raw, |v, _| self.threshold(v))?,
            }),
            "cash_max" => What::CashMax(self.item_max(raw, &[Method::Cash])?),
            "anonymous_max" => What::AnonymousMax(self.item_max(raw, &[])?),
            "identify_over" => What::IdentifyOver(Identify {
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                remedy: raw.remedy.take(),
                values: self.values(raw, |v, _| {
                    need(v.tiers.take(), "tiers")?.into_iter().map(|tier| self.tier(tier)).collect()
                })?,
            }),
            "report_over" => What::ReportOver(self.report(raw)?),
            "donor_classes" => What::DonorClasses(Classes {
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                treat: raw.treat.take().unwrap_or_default(),
                remedy: raw.remedy.take(),
                home: need(raw.home.take(), "home")?,
                values: self.values(raw, |v, _| {
                    need(v.classes.take(), "classes")?.into_iter().map(|class| self.class(class)).collect()
                })?,
            }),
            "accounts_band" => What::AccountsBand(Bands {
                measure: need(raw.measure.take(), "measure")?,
                kinds: kinds(raw.kinds.take().unwrap_or_default())?,
                window: window(&need(raw.window.take(), "window")?)?,
                values: self.values(raw, |v, sure| {
                    need(v.bands.take(), "bands")?.into_iter().map(|band| self.band(band, sure)).collect()
                })?,
            }),
            "deposit" => What::Deposit(Deposit {
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                methods: methods(need(raw.methods.take(), "methods")?)?,
                values: self.values(raw, |v, sure| Ok(within(need(v.within.take(), "within")?, sure)))?,
            }),
            "return_schedule" => What::ReturnSchedule(Schedule {
                period: window(&need(raw.period.take(), "period")?)?,
                recipient: need(raw.recipient.take(), "recipient")?,
                values: self.values(raw, |v, sure| due(need(v.due.take(), "due")?, sure))?,
            }),
            "collection_event" => What::CollectionEvent(Collection {
                record: need(raw.record.take(), "record")?,
                values: self.values(raw, |v, _| self.threshold(v))?,
            }),
            "retention" => What::Retention(self.values(raw, |v, _| {
                Ok(Keep { years: need(v.years.take(), "years")?, starts: need(v.starts.take(), "starts")? })
            })?),
            "tax_relief" => What::TaxRelief(Relief {
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                values: self.values(raw, |v, _| self.relief(v))?,
            }),
            "receipt" => What::Receipt(Receipts {
                issuer: need(raw.issuer.take(), "issuer")?,
                tax: need(raw.tax_receipt.take(), "tax_receipt")?,
                kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
                values: self.values(raw, |v, _| v.mandatory_over.take().map(|t| self.read(t)).transpose())?,
            }),
            "note" => What::Note(self.values(raw, |v, _| need(v.text.take(), "text"))?),
            other => return Err(format!("this program knows no rules of the kind “{other}”")),
        })
    }

    fn item_max(&self, raw: &mut RawRule, usual: &[Method]) -> Said<ItemMax> {
        Ok(ItemMax {
            kinds: kinds(need(raw.kinds.take(), "kinds")?)?,
            methods: raw.methods.take().map_or_else(|| Ok(usual.to_vec()), methods)?,
            treat: need(raw.treat.take(), "treat")?,
            remedy: raw.remedy.take(),
            values: self.values(raw, |v, _| self.threshold(v))?,
        })
    }

    fn report(&self, raw: &mut RawRule) -> Said<Report> {
        let during = raw.only_during.take();
        if during.as_deref().is_some_and(|word| word != "election") {
            return Err("“only_during” knows only election".to_owned());
        }
        Ok(Report {
            aggregate: aggregate(need(raw.aggregate.take(), "aggregate")?)?,
            of: raw.of.take().unwrap_or_default(),
            reset: need(raw.group_reset.take(), "group_reset")?,
            by: need(raw.by.take(), "by")?,
            period: window(&need(raw.period.take(), "period")?)?,
            publish: need(raw.publish.take(), "publish")?,
            only_during_election: during.is_some(),
            values: self.values(raw, |v, sure| {
                Ok(ReportValue {
                    over: self.threshold(v)?,
                    then: v.then_amount.take().map(|a| self.money(&a).map(Threshold::over)).transpose()?,
                    ignore: v.ignore.take().map(|t| self.read(t)).transpose()?,
                    due: v.due.take().map(|d| due(d, sure)).transpose()?,
                })
            })?,
        })
    }

    fn relief(&self, v: &mut RawValue) -> Said<ReliefValue> {
        let mut brackets = Vec::new();
        for bracket in need(v.brackets.take(), "brackets")? {
            brackets.push((self.money(&bracket.over)?, rate(&bracket.rate)?));
        }
        Ok(ReliefValue {
            brackets,
            most: v.max_credit.take().map(|a| self.money(&a)).transpose()?,
            most_joint: v.max_credit_joint.take().map(|a| self.money(&a)).transpose()?,
            deduction: std::mem::take(&mut v.deduction),
        })
    }

    fn values<T>(&self, raw: &mut RawRule, read: impl Fn(&mut RawValue, Confidence) -> Said<T>) -> Said<Values<T>> {
        let mut values: Vec<Dated<T>> = Vec::new();
        for mut v in std::mem::take(&mut raw.values) {
            let from = day_of(&v.from)?;
            let at = |said: String| format!("the value from {from}: {said}");
            let confidence = v.confidence.unwrap_or(raw.confidence);
            let value = read(&mut v, confidence).map_err(at)?;
            if let Some(left) = v.left_over() {
                return Err(format!("the value from {from}: a rule of the kind {} has no “{left}”", raw.kind));
            }
            let dated = Dated {
                from,
                to: v.to.as_ref().map(day_of).transpose()?,
                or_from: v.or_from.as_ref().map(day_of).transpose()?,
                confidence,
                sources: v.sources.take().unwrap_or_else(|| raw.sources.clone()),
                note: std::mem::take(&mut v.note),
                set: None,
                value,
            };
            if dated.to.is_some_and(|to| to < from) {
                return Err(format!("the value from {from} ends before it begins"));
            }
            if let Some(before) = values.last_mut() {
                if before.from >= from || before.to.is_some_and(|to| to >= from) {
                    return Err(format!("the value from {from} overlaps the one before it"));
                }
                if before.to.is_none() {
                    before.to = from.pred_opt();
                }
            }
            values.push(dated);
        }
        if values.is_empty() { Err("it has no value".to_owned()) } else { Ok(Values(values)) }
    }

    fn money(&self, text: &str) -> Said<Money> {
        // A pack writes amounts one way only, so that a slipped mark is noticed.
        let plain = text.split_once('.').is_some_and(|(major, minor)| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            digits(major) && digits(minor) && minor.len() == usize::from(self.currency.digits)
        });
        if !plain {
            return Err(format!("“{text}” is no amount; a pack writes 2230.00"));
        }
        self.currency.parse(text, Some('.')).map_err(|e| e.to_string())
    }

    fn threshold(&self, v: &mut RawValue) -> Said<Threshold> {
        Ok(Threshold { op: need(v.op.take(), "op")?, amount: self.money(&need(v.amount.take(), "amount")?)? })
    }

    fn read(&self, raw: RawThreshold) -> Said<Threshold> {
        Ok(Threshold { op: raw.op, amount: self.money(&raw.amount)? })
    }

    fn tier(&self, raw: RawTier) -> Said<Tier> {
        let over = Threshold { op: raw.op, amount: self.money(&raw.amount)? };
        Ok(Tier { over, window: window(&raw.window)?, data: raw.fields })
    }

    fn class(&self, raw: RawClass) -> Said<ClassRule> {
        let over = raw.over.map(|t| self.read(t)).transpose()?;
        Ok(ClassRule { class: raw.class, allowed: raw.allowed, over, note: raw.note })
    }

    fn band(&self, raw: RawBand, sure: Confidence) -> Said<Band> {
        let over = Threshold { op: raw.op, amount: self.money(&raw.amount)? };
        Ok(Band { over, duties: raw.duties, due: raw.due.map(|d| due(d, sure)).transpose()? })
    }
}

impl RawRule {
    /// A parameter that was given and that nothing took.
    fn left_over(&self) -> Option<&'static str> {
        let all = [
            (self.aggregate.is_some(), "aggregate"),
            (self.kinds.is_some(), "kinds"),
            (self.methods.is_some(), "methods"),
            (self.checks.is_some(), "checks"),
            (self.reasons.is_some(), "reasons"),
            (self.treat.is_some(), "treat"),
            (self.disposition.is_some(), "disposition"),
            (self.record.is_some(), "record"),
            (self.classes.is_some(), "classes"),
            (self.remedy.is_some(), "remedy"),
            (self.of.is_some(), "of"),
            (self.group_reset.is_some(), "group_reset"),
            (self.by.is_some(), "by"),
            (self.period.is_some(), "period"),
            (self.publish.is_some(), "publish"),
            (self.only_during.is_some(), "only_during"),
            (self.home.is_some(), "home"),
            (self.measure.is_some(), "measure"),
            (self.window.is_some(), "window"),
            (self.recipient.is_some(), "recipient"),
            (self.issuer.is_some(), "issuer"),
            (self.tax_receipt.is_some(), "tax_receipt"),
        ];
        all.into_iter().find(|(is, _)| *is).map(|(_, name)| name)
    }
}

impl RawValue {
    fn left_over(&self) -> Option<&'static str> {
        let all = [
            (self.op.is_some(), "op"),
            (self.amount.is_some(), "amount"),
            (self.then_amount.is_some(), "then_amount"),
            (self.ignore.is_some(), "ignore"),
            (self.within.is_some(), "within"),
            (self.due.is_some(), "due"),
            (self.tiers.is_some(), "tiers"),
            (self.classes.is_some(), "classes"),
            (self.bands.is_some(), "bands"),
            (self.years.is_some(), "years"),
            (self.starts.is_some(), "starts"),
            (self.brackets.is_some(), "brackets"),
            (self.max_credit.is_some(), "max_credit"),
            (self.max_credit_joint.is_some(), "max_credit_joint"),
            (self.deduction, "deduction"),
            (self.text.is_some(), "text"),
            (self.mandatory_over.is_some(), "mandatory_over"),
        ];
        all.into_iter().find(|(is, _)| *is).map(|(_, name)| name)
    }
}

fn need<T>(value: Option<T>, name: &str) -> Said<T> {
    value.ok_or_else(|| format!("“{name}” is missing"))
}

fn kinds(keys: Vec<String>) -> Said<Vec<EntryKind>> {
    keys.iter().map(|key| EntryKind::of(key).map_err(|e| e.to_string())).collect()
}

fn methods(keys: Vec<String>) -> Said<Vec<Method>> {
    keys.iter().map(|key| Method::of(key).map_err(|e| e.to_string())).collect()
}

fn aggregate(raw: RawAggregate) -> Said<Aggregate> {
    Ok(Aggregate {
        window: window(&raw.window)?,
        scope: raw.scope,
        visibility: raw.visibility,
        returns: raw.returns,
        kinds: kinds(raw.kinds)?,
        office_holder_dues: raw.office_holder_dues,
    })
}

fn within(raw: RawWithin, sure: Confidence) -> Within {
    Within { days: raw.days.unwrap_or(0), unit: raw.unit, from: raw.from, confidence: raw.confidence.unwrap_or(sure) }
}

fn due(raw: RawDue, sure: Confidence) -> Said<Due> {
    let when =
        match raw {
            RawDue {
                day_of_next_month: Some(day @ 1..=28), after: None, months: None, days: None, on: None, ..
            } => When::NextMonth { day },
            RawDue { on: Some(ref text), after: None, months: None, days: None, .. } => {
                let (month, day) = month_day(text)?;
                When::Fixed { month, day }
            }
            RawDue { after: Some(ref word), months, days, on: None, .. } if word == "period" => {
                When::AfterPeriod { months: months.unwrap_or(0), days: days.unwrap_or(0) }
            }
            RawDue { after: Some(ref word), months: None, days, unit, on: None, .. } if word == "entry" => {
                When::Within { days: days.unwrap_or(0), unit: unit.unwrap_or_default() }
            }
            _ => return Err(
                "“due” is one of: after = period with months or days, after = entry with days, day_of_next_month, on"
                    .to_owned(),
            ),
        };
    Ok(Due { when, confidence: raw.confidence.unwrap_or(sure) })
}

/// `0.75` or `1/3`, as numerator and denominator.
fn rate(text: &str) -> Said<(i64, i64)> {
    let wrong = || format!("“{text}” is no share; a pack writes 0.75 or 1/3");
    let number = |part: &str| i64::from_str(part).map_err(|_not_a_number| wrong());
    let (top, bottom) = match (text.split_once('/'), text.split_once('.')) {
        (Some((top, bottom)), _) => (number(top)?, number(bottom)?),
        (None, Some(("0", decimals))) if (1..=4).contains(&decimals.len()) => {
            (number(decimals)?, 10_i64.pow(u32::try_from(decimals.len()).unwrap_or(4)))
        }
        _ => return Err(wrong()),
    };
    if (1..=bottom).contains(&top) { Ok((top, bottom)) } else { Err(wrong()) }
}
