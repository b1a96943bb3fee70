//! Beside the rows of a run: who is left out and why, and how the receipts print.

use egui::{Layout, Ui, vec2};

use super::super::model::{LeftOut, Plan, Reason, Wording};
use super::paper::Goal;
use super::run::{Seen, Shows};
use super::{CHANGE_SETTINGS, SETTINGS, layout_words};
use crate::app::Sight;
use crate::kit::{Currency, Problem};
use crate::t;
use crate::ui::{self, BODY, Button, Link, Tone, key_values, look, segments, stat};

/// What a person wants of the pane.
pub(super) enum Wants {
    Shows(Shows),
    PrintUnprinted,
}

pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, goal: &mut Goal) -> Option<Wants> {
    let mut wants = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
    unprinted(ui, seen, &mut wants);
    ui::section(ui, t!("Who is left out, and why"));
    if seen.plan.left_out.is_empty() {
        ui::paragraph(ui, t!("Nobody: every donation stands on one of these."), BODY.ink(look(ui).muted));
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for left in &seen.plan.left_out {
            if reason(ui, sight, left, seen) {
                wants = Some(Wants::Shows(Shows::Left(left.reason)));
            }
        }
    });
    ui.add_space(4.0);
    ui::section(ui, t!("How they print"));
    let wording = seen.making.wording;
    let named = t!("{name}, {version}", name = wording.name, version = wording.version);
    let layout = layout_words(seen.making.layout);
    let signed = seen.making.issuer.signatory.replace('\n', ", ");
    key_values(
        ui,
        &[
            (t!("Wording"), &named),
            (t!("Paper"), &layout),
            (t!("Signed"), &signed),
            (t!("Numbers"), t!("Assigned when you issue, never reused")),
        ],
    );
    if !wording.confirmed {
        unconfirmed(ui, wording);
    }
    for notice in seen.notices.iter().filter(|notice| wording.confirmed || !notice.contains(&wording.name)) {
        ui::banner(ui, Tone::Warning, notice, "", "", |_| {});
    }
    let goals = [Goal::OneFile, Goal::OneEach];
    let mut chosen = goals.iter().position(|one| one == goal).unwrap_or(0);
    if segments(ui, &[t!("One PDF in post order"), t!("One PDF each")], &mut chosen) {
        *goal = goals.get(chosen).copied().unwrap_or_default();
    }
    if Link::new(t!("Change how they print")).show(ui).clicked() {
        sight.command(&CHANGE_SETTINGS);
    }
    wants
}

/// A run that was issued and not printed: its printing was cancelled or cut short.
fn unprinted(ui: &mut Ui, seen: &Seen, wants: &mut Option<Wants>) {
    if seen.unprinted.is_empty() {
        return;
    }
    let title = t!(
        "{receipts} of {year} not printed yet",
        receipts = super::receipts(seen.unprinted.len()),
        year = seen.plan.year
    );
    ui::banner(ui, Tone::Accent, &title, t!("Issued and numbered; the papers can be made at any time."), "", |ui| {
        if Button::secondary(t!("Print them…")).show(ui).clicked() {
            *wants = Some(Wants::PrintUnprinted);
        }
    });
}

/// One reason with count, sum and what opens its rows; answers whether it was clicked.
fn reason(ui: &mut Ui, sight: &Sight<'_>, left: &LeftOut, seen: &Seen) -> bool {
    let currency: Currency = *sight.currency();
    let label = match left.reason {
        Reason::BelowMinimum => t!("Below your minimum of {amount}", amount = currency.show(seen.plan.minimum)),
        reason => reason.label().to_owned(),
    };
    let show = if left.reason == Reason::NoAddress { t!("Add addresses") } else { t!("Show") };
    let name = t!("{show}: {reason}", show = show, reason = label);
    let count = super::donations(left.entries.len());
    let row = ui.scope(|ui| {
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing = vec2(12.0, 2.0);
        let clicked = line_of(
            ui,
            |ui| {
                let link = Link::new(show).show(ui);
                link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
                link.clicked()
            },
            |ui| ui::line(ui, &label, BODY),
        );
        line_of(
            ui,
            |ui| ui::line(ui, &currency.show(left.total()), BODY),
            |ui| ui::line(ui, &count, BODY.ink(look(ui).muted)),
        );
        ui.add_space(8.0);
        clicked
    });
    let clicked = row.inner;
    ui.painter().hline(
        row.response.rect.x_range(),
        row.response.rect.bottom() - 0.5,
        egui::Stroke::new(1.0, look(ui).line),
    );
    clicked
}

/// One line with something at its right end.
fn line_of<R, L>(ui: &mut Ui, right: impl FnOnce(&mut Ui) -> R, left: impl FnOnce(&mut Ui) -> L) -> R {
    let size = vec2(ui.available_width(), BODY.line);
    let both = ui.allocate_ui_with_layout(size, Layout::right_to_left(egui::Align::Center), |ui| {
        let right = right(ui);
        ui.with_layout(Layout::left_to_right(egui::Align::Center), left);
        right
    });
    both.inner
}

/// The screen where the office's law leaves receipts to somebody else, or nothing could be worked out.
pub(super) fn refused(ui: &mut Ui, sight: &Sight<'_>, problem: &Problem) {
    egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
        ui.set_max_width(640.0);
        ui.spacing_mut().item_spacing.y = 12.0;
        let hint = problem.hint.as_deref().unwrap_or_default();
        ui::banner(ui, Tone::Warning, &problem.message, hint, "", |ui| {
            if Button::secondary(t!("Settings for receipts")).show(ui).clicked() {
                sight.go(SETTINGS, "");
            }
        });
    });
}

/// That a wording is not confirmed, and what is open about it.
pub(super) fn unconfirmed(ui: &mut Ui, wording: &Wording) {
    ui::banner(ui, Tone::Warning, t!("This wording is not confirmed"), &wording.note, "", |_| {});
}

/// The figures that tie out; answers what one of them opens.
pub(super) fn summary(ui: &mut Ui, sight: &Sight<'_>, plan: &Plan) -> Option<Shows> {
    let currency = *sight.currency();
    let mut shows = None;
    let tight = ui.available_width() < 1000.0;
    if tight {
        ui.spacing_mut().item_spacing.x = 20.0;
    }
    let count = crate::kit::text::count;
    if stat(ui, t!("To issue"), &count(plan.drafts.len()), None).clicked() {
        shows = Some(Shows::ToIssue);
    }
    stat(ui, t!("Donations in them"), &count(plan.donations()), None);
    if stat(ui, t!("Together"), &currency.show(plan.total()), None).clicked() {
        shows = Some(Shows::ToIssue);
    }
    ui.separator();
    if stat(ui, t!("Left out"), &currency.show(plan.left_total()), Some(Tone::Plain)).clicked() {
        shows = plan.left_out.first().map(|left| Shows::Left(left.reason));
    }
    ui.separator();
    let caption =
        if tight { t!("Ledger, donations").to_owned() } else { t!("Ledger, donations in {year}", year = plan.year) };
    if stat(ui, &caption, &currency.show(plan.ledger_total), None).clicked() {
        sight.go(super::ENTRIES, plan.ledger_filter());
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if plan.ties_out() {
            ui::chip(ui, if tight { t!("Ties out") } else { t!("Ties out to the penny") }, Tone::Good)
                .on_hover_text(t!("To issue and left out add up to the ledger, to the penny"));
        } else {
            ui::chip(ui, t!("Does not tie out"), Tone::Danger);
        }
    });
    shows
}
