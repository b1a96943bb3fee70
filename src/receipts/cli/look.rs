//! `receipts preview` and `receipts list`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Plan, Scope};
use super::super::printing;
use super::super::store::{self, Filter};
use super::{file, kind_arg, kind_of, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, day, text};
use crate::office::profile;
use crate::t;

pub(super) fn preview_args(c: Command) -> Command {
    kind_arg(c.arg(file()).arg(option("year", "YYYY", "The calendar year of the donations").required(true)))
        .arg(option("proof", "OUT.pdf", "Also write a marked proof of the first receipts"))
}

/// The year of `--year`.
pub(super) fn year_of(call: &Call<'_>) -> Result<Option<i32>> {
    let year = call.number::<i32>("year")?;
    year.map(|year| store::in_year(year).map(|_| year)).transpose()
}

pub(super) fn preview(call: &mut Call<'_>) -> Result<Outcome> {
    let year = year_of(call)?.ok_or_else(|| Problem::usage(t!("The command needs --year")))?;
    let scope = Scope::Year { year, kind: kind_of(call.text("kind"))? };
    let office = call.office_to_read()?;
    let plan = office.read(|conn| store::plan(conn, scope, office.today()))?;
    let currency = *office.read(profile::get)?.currency;
    let (making, notices) = office.read(|conn| store::making(conn, scope.kind(), office.today(), office.who()))?;
    let mut document = plan_json(&plan, currency);
    if let Json::Object(fields) = &mut document {
        let wording = making.wording;
        fields.insert(
            "wording".into(),
            json!({ "name": wording.name, "version": wording.version, "confirmed": wording.confirmed }),
        );
        fields.insert("notices".into(), json!(notices));
        if let Some(to) = call.text("proof") {
            let files = printing::proof(&office, &plan, 20, std::path::Path::new(to))?;
            fields.insert("proof".into(), json!(files));
        }
    }
    call.out.answer(&document, &plan_text(&plan, currency, &notices))?;
    Ok(Outcome::Done)
}

/// A plan as `preview` and `issue` answer it.
pub(super) fn plan_json(plan: &Plan, currency: Currency) -> Json {
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
                .map(|e| json!({ "entry": e.entry, "donor_id": e.donor, "received": e.day, "amount": money(e.amount) }))
                .collect();
            json!({ "reason": left.reason, "says": left.reason.label(), "count": left.entries.len(), "total": money(left.total()), "entries": entries })
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

fn plan_text(plan: &Plan, currency: Currency, notices: &[String]) -> String {
    let mut out = format!("{}\n\n", t!("Receipts for {year}: a preview, nothing is issued", year = plan.year));
    for draft in &plan.drafts {
        let donations = text::plural(draft.lines.len(), t!("donation"), t!("donations"));
        out.push_str(&format!("  {:<36} {:>14} {:>14}\n", draft.name, donations, currency.figures(draft.total())));
    }
    let mut sum = |label: &str, count: usize, total| {
        out.push_str(&format!("{label:<38} {count:>14} {:>14}\n", currency.figures(total)));
    };
    sum(t!("To issue"), plan.drafts.len(), plan.total());
    for left in &plan.left_out {
        sum(left.reason.label(), left.entries.len(), left.total());
    }
    sum(t!("Ledger, donations"), plan.ledger_count, plan.ledger_total);
    out.push_str(if plan.ties_out() { t!("Ties out to the penny") } else { t!("Does not tie out") });
    for notice in notices {
        out.push_str(&format!("\n{notice}"));
    }
    out
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
                    "{:<14} {:<12} {:<36} {:>12}  {} {}\n",
                    r.number,
                    day::short(r.issued_on),
                    r.donor_name,
                    currency.figures(r.total),
                    r.status.label(),
                    r.void_reason
                ));
                receipts.push(json!({
                    "number": r.number,
                    "kind": r.kind,
                    "status": r.status,
                    "donor": r.donor_name,
                    "donor_id": r.donor,
                    "total": currency.plain(r.total),
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
