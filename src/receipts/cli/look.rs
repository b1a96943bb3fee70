//! `receipts preview` and `receipts list`.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{LeftOut, PersonId, Plan, Scope};
use super::super::printing;
use super::super::store::{self, Filter};
use super::{file, kind_arg, kind_of, option, writes};
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Currency, Money, Result, day, text};
use crate::office::profile;
use crate::t;

pub(super) fn preview_args(c: Command) -> Command {
    let c =
        kind_arg(c.arg(file()).arg(option("year", "YYYY", "The calendar year of the donations (default: this year)")));
    writes(c, "proof", "OUT.pdf", "Also write a marked proof of the first receipts")
}

/// The year of `--year`.
pub(super) fn year_of(call: &Call<'_>) -> Result<Option<i32>> {
    let year = call.number::<i32>("year")?;
    year.map(|year| store::in_year(year).map(|_| year)).transpose()
}

pub(super) fn preview(call: &mut Call<'_>) -> Result<Outcome> {
    let asked = year_of(call)?;
    let proof = call.target("proof")?;
    let office = call.office_to_read()?;
    let scope = Scope::Year { year: asked.unwrap_or(office.today().year()), kind: kind_of(call.text("kind")) };
    let plan = office.read(|conn| store::plan(conn, scope, office.today()))?;
    let currency = *office.read(profile::get)?.currency;
    let (making, notices) = office.read(|conn| store::making(conn, scope.kind(), office.today(), office.who()))?;
    let names = office.read(|conn| store::left_names(conn, &plan.left_out))?;
    let mut document = plan_json(&plan, &names, currency);
    if let Json::Object(fields) = &mut document {
        let wording = making.wording;
        fields.insert(
            "wording".into(),
            json!({ "name": wording.name, "version": wording.version, "confirmed": wording.confirmed }),
        );
        fields.insert("notices".into(), json!(notices));
        if let Some(to) = &proof {
            let files = printing::proof(&office, &plan, 20, to)?;
            fields.insert("proof".into(), json!(files));
        }
    }
    call.out.answer(&document, &plan_text(&plan, &names, currency, &notices))?;
    Ok(Outcome::Done)
}

/// The names of those whose donations were left out.
pub(super) type Names = BTreeMap<Option<PersonId>, String>;

/// A plan as `preview` and `issue` answer it.
pub(super) fn plan_json(plan: &Plan, names: &Names, currency: Currency) -> Json {
    let money = |amount| currency.plain(amount);
    let receipts: Vec<Json> = plan
        .drafts
        .iter()
        .map(|d| json!({ "donor": d.name, "donor_id": d.donor, "address": d.address, "donations": d.lines.len(), "total": money(d.total()) }))
        .collect();
    let left_out: Vec<Json> = plan
        .left_out
        .iter()
        .map(|left| {
            let entries: Vec<Json> = left
                .entries
                .iter()
                .map(|e| json!({ "entry": e.entry, "donor": names.get(&e.donor), "donor_id": e.donor, "received": e.day, "amount": money(e.amount) }))
                .collect();
            json!({ "reason": left.reason, "says": left.reason.label(), "what_to_do": left.reason.what_to_do(), "count": left.entries.len(), "total": money(left.total()), "entries": entries })
        })
        .collect();
    json!({
        "year": plan.year,
        "kind": plan.scope.kind(),
        "currency": currency.code,
        "to_issue": { "count": plan.drafts.len(), "donations": plan.donations(), "total": money(plan.total()) },
        "receipts": receipts,
        "left_out": left_out,
        "left_out_total": money(plan.left_total()),
        "ledger_total": money(plan.ledger_total),
        "ledger_count": plan.ledger_count,
        "ties_out": plan.ties_out(),
    })
}

fn plan_text(plan: &Plan, names: &Names, currency: Currency, notices: &[String]) -> String {
    let row =
        |label: &str, count: &str, total: Money| format!("{label:<40} {count:>14} {:>14}\n", currency.figures(total));
    let donations = |n: usize| text::plural(n, t!("donation"), t!("donations"));
    let mut out = format!("{}\n\n", t!("Receipts for {year}: a preview, nothing is issued", year = plan.year));
    out.push_str(&row(t!("To issue"), &text::count(plan.drafts.len()), plan.total()));
    for left in &plan.left_out {
        out.push_str(&row(left.reason.label(), &text::count(left.entries.len()), left.total()));
    }
    out.push_str(&row(t!("Ledger, donations"), &text::count(plan.ledger_count), plan.ledger_total));
    out.push_str(if plan.ties_out() { t!("Ties out to the penny") } else { t!("Does not tie out") });
    out.push('\n');
    if !plan.drafts.is_empty() {
        out.push_str(&format!("\n{}\n", t!("Who gets one, in post order")));
    }
    for draft in &plan.drafts {
        out.push_str(&row(&format!("  {}", draft.name), &donations(draft.lines.len()), draft.total()));
    }
    for left in &plan.left_out {
        out.push_str(&format!("\n{}\n", t!("Left out: {reason}", reason = left.reason.label())));
        for (name, (count, total)) in by_donor(left, names) {
            out.push_str(&row(&format!("  {name}"), &donations(count), total));
        }
        if left.reason.can_be_mended() {
            out.push_str(&format!("{}\n", left.reason.what_to_do()));
        }
    }
    for notice in notices {
        out.push_str(&format!("\n{notice}"));
    }
    out
}

/// Whose donations were left out, how many and how much, by name.
fn by_donor(left: &LeftOut, names: &Names) -> Vec<(String, (usize, Money))> {
    let mut sums: BTreeMap<Option<PersonId>, (usize, Money)> = BTreeMap::new();
    for entry in &left.entries {
        let (count, total) = sums.entry(entry.donor).or_default();
        *count += 1;
        *total += entry.amount;
    }
    let named = |donor| names.get(&donor).cloned().unwrap_or_else(|| t!("Nobody known").to_owned());
    let mut list: Vec<_> = sums.into_iter().map(|(donor, sum)| (named(donor), sum)).collect();
    list.sort_by_cached_key(|(name, _)| fold(name));
    list
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("year", "YYYY", "Only of this year’s donations"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let filter = Filter { year: year_of(call)?, ..Filter::default() };
    let office = call.office_to_read()?;
    let currency = *office.read(profile::get)?.currency;
    let (mut receipts, mut lines) = (Vec::new(), String::new());
    office.read(|conn| {
        store::each(conn, &filter, |all| {
            for receipt in all {
                let r = receipt?;
                lines.push_str(&format!(
                    "{:<14} {:<12} {:<36} {:>12}  {}\n",
                    r.number,
                    day::short(r.issued_on),
                    r.donor_name,
                    currency.figures(r.total),
                    r.state()
                ));
                receipts.push(json!({
                    "number": r.number,
                    "kind": r.kind,
                    "status": r.status,
                    "donor": r.donor_name,
                    "donor_id": r.donor,
                    "total": currency.plain(r.total),
                    "donations": r.donations,
                    "issued_on": r.issued_on,
                    "issued_by": r.issued_by,
                    "year": r.for_year,
                    "replaces": r.replaces,
                    "replaced_by": r.replaced_by,
                    "void_reason": if r.void_reason.is_empty() { Json::Null } else { r.void_reason.into() },
                    "voided_on": r.voided_on,
                    "prints": r.prints,
                }));
            }
            Ok(())
        })
    })?;
    if receipts.is_empty() {
        lines.push_str(t!("No receipts"));
    }
    call.out.answer(&json!({ "currency": currency.code, "receipts": receipts }), &lines)?;
    Ok(Outcome::Done)
}
