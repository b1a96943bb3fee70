//! The fields of the form of an entry, those that its kind has.

use egui::Ui;

use super::form::{FormPane, Mode, Towards, caption, entered};
use super::named::Chart;
use super::splits;
use crate::app::Sight;
use crate::ledger::model::{AccountId, EntryKind, Method};
use crate::people::screen::person::{self, Shown};
use crate::t;
use crate::ui::{Choice, DayField, Field, Link, MoneyField, SMALL, Tone, chip, look, paragraph};

/// The kinds that can be recorded by hand; a refund starts from its entry.
const KINDS: [EntryKind; 10] = [
    EntryKind::Donation,
    EntryKind::Dues,
    EntryKind::Levy,
    EntryKind::InKind,
    EntryKind::Expense,
    EntryKind::Event,
    EntryKind::Income,
    EntryKind::Loan,
    EntryKind::Transfer,
    EntryKind::Opening,
];

/// Draws them all; answers whether Enter was pressed in one.
pub fn show(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, chart: &Chart) -> bool {
    let mut enter = false;
    kind(ui, pane);
    let kind = pane.kind();
    if !matches!(kind, EntryKind::Transfer | EntryKind::Opening) {
        enter |= from(ui, pane, kind);
        expected(ui, pane, sight, kind);
    }
    if kind == EntryKind::InKind {
        enter |= text(ui, pane, t!("What was given"), "description", |p| &mut p.typed.form.description);
        enter |= text(ui, pane, t!("How it was valued"), "valuation", |p| &mut p.typed.form.valuation);
    }
    enter |= amount_and_day(ui, pane, sight, kind);
    if kind.has_account() && kind != EntryKind::Opening {
        enter |= method_and_reference(ui, pane, kind);
    }
    if kind == EntryKind::Transfer || !kind.has_categories() {
        accounts(ui, pane, chart, kind, None);
    } else if kind == EntryKind::InKind || pane.typed.form.splits.len() > 1 {
        if kind.has_account() {
            accounts(ui, pane, chart, kind, None);
        }
        enter |= splits::show(ui, pane, sight, chart, kind);
    } else {
        let half = (ui.available_width() - 8.0) / 2.0;
        ui.horizontal_top(|ui| {
            accounts(ui, pane, chart, kind, Some(half));
            splits::category_of_whole(ui, pane, chart, kind, half);
        });
    }
    if kind.has_categories() && pane.typed.form.splits.len() < 2 {
        splits::fund_of_whole(ui, pane, chart);
    }
    // What an appeal costs is counted against what it brings.
    if kind.is_in() || matches!(kind, EntryKind::InKind | EntryKind::Expense) {
        enter |= appeal(ui, pane);
    }
    enter |= more(ui, pane, sight, kind);
    pane.focus = pane.focus_next.take();
    if pane.focus.is_some() {
        ui.ctx().request_repaint();
    }
    enter
}

/// What is seldom said, behind links.
fn more(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, kind: EntryKind) -> bool {
    let mut enter = false;
    if !pane.more && pane.problem("advantage").is_none() && pane.problem("banked").is_none() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            let may_split = kind.has_categories() && kind != EntryKind::Refund && pane.typed.form.splits.len() < 2;
            if may_split && Link::new(t!("Split it")).small().show(ui).clicked() {
                splits::begin(pane);
            }
            if kind.is_in()
                && !pane.typed.with_behalf
                && Link::new(t!("On somebody’s behalf")).small().show(ui).clicked()
            {
                pane.typed.with_behalf = true;
                pane.focus_next = Some("behalf_of");
            }
            if Link::new(t!("Note and more")).small().show(ui).clicked() {
                pane.more = true;
                pane.focus_next = Some("note");
            }
        });
        return false;
    }
    enter |= text(ui, pane, t!("Note"), "note", |p| &mut p.typed.form.note);
    let half = (ui.available_width() - 8.0) / 2.0;
    let (today, currency, month_first) = (sight.today(), *sight.currency(), sight.facts.profile.month_first);
    ui.horizontal_top(|ui| {
        if kind.has_account() {
            let id = pane.field_id("banked", ui);
            let problem = pane.problem("banked").map(str::to_owned);
            let field =
                DayField::new(t!("Banked on"), &mut pane.typed.form.banked, today).happened().month_first(month_first);
            enter |= entered(&field.id(id).problem(problem.as_deref()).width(half).show(ui));
        }
        if kind.is_donation() {
            let id = pane.field_id("advantage", ui);
            let problem = pane.problem("advantage").map(str::to_owned);
            let field = MoneyField::new(t!("Given in return"), &mut pane.typed.form.advantage, currency);
            enter |= entered(&field.id(id).problem(problem.as_deref()).width(half).show(ui));
        }
    });
    enter
}

fn text(
    ui: &mut Ui,
    pane: &mut FormPane,
    label: &str,
    field: &'static str,
    of: fn(&mut FormPane) -> &mut String,
) -> bool {
    let id = pane.field_id(field, ui);
    let problem = pane.problem(field).map(str::to_owned);
    let response = Field::new(label, of(pane)).id(id).problem(problem.as_deref()).show(ui);
    entered(&response)
}

fn appeal(ui: &mut Ui, pane: &mut FormPane) -> bool {
    let id = pane.field_id("appeal", ui);
    let problem = pane.problem("appeal").map(str::to_owned);
    let (appeals, typed) = (&pane.appeals, &mut pane.typed.form.appeal);
    let (response, taken) = appeals.show(ui, id, t!("Appeal"), typed, problem.as_deref());
    !taken && entered(&response)
}

/// What subjects expect of the donor: taken by a click, with amount, way of paying and appeal where they are not typed yet.
fn expected(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, kind: EntryKind) {
    if pane.typed.mode != Mode::New {
        return;
    }
    let look = look(ui);
    if let Some(towards) = &pane.typed.towards {
        let words = towards.says.clone();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            chip(ui, &words, Tone::Good);
            if Link::new(t!("Not for that")).small().show(ui).clicked() {
                pane.typed.towards = None;
            }
        });
        return;
    }
    let awaited = pane.awaited.of(pane.typed.from.person).to_vec();
    for expected in awaited.iter().filter(|(expects, _)| expects.kind == kind.key()).take(3) {
        let (expects, expected) = expected;
        let says = expected.in_full(sight.currency());
        ui.push_id((expects.key, expected.row), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                paragraph(ui, &t!("Expected: {what}", what = says), SMALL.ink(look.muted));
                if Link::new(t!("This is it")).small().show(ui).clicked() {
                    let form = &mut pane.typed.form;
                    let fill = |field: &mut String, with: String| {
                        if field.trim().is_empty() {
                            *field = with;
                        }
                    };
                    fill(&mut form.amount, sight.currency().figures(expected.amount));
                    fill(&mut form.method, expected.method.to_owned());
                    fill(&mut form.reference, expected.reference.clone());
                    fill(&mut form.appeal, expected.appeal.clone());
                    let subject = expects.key.to_owned();
                    pane.typed.towards = Some(Towards { subject, key: expected.row, says });
                    pane.focus_next = Some("amount");
                }
            });
        });
    }
}

fn kind(ui: &mut Ui, pane: &mut FormPane) {
    let now = pane.kind();
    if now == EntryKind::Refund {
        caption(ui, now.label());
        return;
    }
    let options: Vec<_> = KINDS.iter().map(|k| (*k, k.label())).collect();
    let mut chosen = now;
    if Choice::new(t!("Kind"), &mut chosen, &options).show(ui).changed() {
        pane.typed.form.kind = chosen.key().to_owned();
        // A category of the old kind does not fit the new one.
        pane.typed.form.splits.clear();
        pane.typed.towards = None;
        pane.problems.clear();
    }
}

fn from(ui: &mut Ui, pane: &mut FormPane, kind: EntryKind) -> bool {
    let label = match kind {
        EntryKind::Expense | EntryKind::Refund => t!("To"),
        EntryKind::Loan => t!("Lender"),
        _ => t!("From"),
    };
    let id = pane.field_id("person", ui);
    let problem = pane.problem("person").map(str::to_owned);
    let may_be_new = pane.typed.mode == Mode::New;
    let shown = Shown { label, problem: problem.as_deref(), may_be_new, ..Shown::default() };
    let (response, taken) = person::show(ui, id, &mut pane.typed.from, &pane.from, shown);
    if taken {
        pane.focus_next = Some(if kind == EntryKind::InKind { "description" } else { "amount" });
    }
    if response.changed() || taken {
        pane.problems.retain(|p| p.field != "person");
        pane.typed.towards = None;
    }
    let mut enter = entered(&response);
    if pane.typed.with_behalf {
        let id = pane.field_id("behalf_of", ui);
        let problem = pane.problem("behalf_of").map(str::to_owned);
        let shown = Shown { label: t!("On behalf of"), problem: problem.as_deref(), ..Shown::default() };
        let (response, taken) = person::show(ui, id, &mut pane.typed.behalf, &pane.behalf, shown);
        if taken {
            pane.focus_next = Some("amount");
        }
        enter |= entered(&response);
    }
    enter
}

fn amount_and_day(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, kind: EntryKind) -> bool {
    let mut enter = false;
    let half = (ui.available_width() - 8.0) / 2.0;
    let (today, currency, month_first) = (sight.today(), *sight.currency(), sight.facts.profile.month_first);
    ui.horizontal_top(|ui| {
        let label = if kind == EntryKind::InKind { t!("Value") } else { t!("Amount") };
        let id = pane.field_id("amount", ui);
        let problem = pane.problem("amount").map(str::to_owned);
        let field = MoneyField::new(label, &mut pane.typed.form.amount, currency);
        enter |= entered(&field.id(id).problem(problem.as_deref()).width(half).show(ui));
        let label = if kind.is_out() { t!("Paid on") } else { t!("Received") };
        let id = pane.field_id("received", ui);
        let problem = pane.problem("received").map(str::to_owned);
        let field = DayField::new(label, &mut pane.typed.form.received, today).happened().month_first(month_first);
        enter |= entered(&field.id(id).problem(problem.as_deref()).width(half).show(ui));
    });
    enter
}

fn accounts(ui: &mut Ui, pane: &mut FormPane, chart: &Chart, kind: EntryKind, width: Option<f32>) {
    let now = pane.typed.form.account;
    let method = Method::of(&pane.typed.form.method).unwrap_or_default();
    let usual = chart.usual.account(method).ok().map_or("", |id| chart.account(id));
    let usual = t!("Usual ({name})", name = usual);
    let mut options: Vec<(Option<AccountId>, &str)> = Vec::new();
    if now.is_none() {
        options.push((None, &usual));
    }
    options.extend(chart.open_accounts(now).map(|a| (Some(a.id), a.name.as_str())));
    let label = match kind {
        EntryKind::Transfer | EntryKind::Expense => t!("From account"),
        _ => t!("Account"),
    };
    if kind == EntryKind::Transfer {
        let half = (ui.available_width() - 8.0) / 2.0;
        let problem = pane.problem("to_account").map(str::to_owned);
        ui.horizontal_top(|ui| {
            Choice::new(label, &mut pane.typed.form.account, &options).width(half).show(ui);
            let to = pane.typed.form.to_account;
            let mut options: Vec<(Option<AccountId>, &str)> = vec![(None, t!("Choose"))];
            options.extend(chart.open_accounts(to).map(|a| (Some(a.id), a.name.as_str())));
            let choice = Choice::new(t!("To account"), &mut pane.typed.form.to_account, &options);
            choice.width(half).problem(problem.as_deref()).show(ui);
        });
    } else {
        let choice = Choice::new(label, &mut pane.typed.form.account, &options);
        if let Some(width) = width {
            choice.width(width).show(ui)
        } else {
            choice.show(ui)
        };
    }
}

fn method_and_reference(ui: &mut Ui, pane: &mut FormPane, kind: EntryKind) -> bool {
    let mut enter = false;
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal_top(|ui| {
        if kind != EntryKind::Transfer {
            let mut method = Method::of(&pane.typed.form.method).unwrap_or_default();
            let options: Vec<_> = Method::ALL
                .into_iter()
                .filter(|m| *m != Method::InKind)
                .map(|m| (m, if m == Method::Unsaid { t!("Not said") } else { m.label() }))
                .collect();
            if Choice::new(t!("How"), &mut method, &options).width(half).show(ui).changed() {
                pane.typed.form.method = method.key().to_owned();
            }
        }
        let id = pane.field_id("reference", ui);
        let width = if kind == EntryKind::Transfer { ui.available_width() } else { half };
        let field = Field::new(t!("Reference"), &mut pane.typed.form.reference).id(id).width(width);
        enter |= entered(&field.show(ui));
    });
    enter
}
