//! One receipt beside the list: what was frozen, its donations, what became of it, and what can be done with it.

use chrono::DateTime;
use egui::{Ui, vec2};

use super::super::model::{Receipt, ReceiptId, Status};
use super::list::Open;
use super::{ENTRIES, PEOPLE, PRINT, REISSUE, VOID, layout_words};
use crate::app::Sight;
use crate::kit::{Currency, day};
use crate::t;
use crate::ui::{self, BODY, Button, FIGURE, Link, SMALL, Tone, chip, look};

/// How many donations are shown before one asks for all.
const FEW: usize = 12;

/// What a person wants of the pane.
pub(super) enum Wants {
    /// Another receipt.
    Number(String),
    AllLines(ReceiptId),
    Command(&'static str),
}

/// The chip of a receipt.
pub(super) fn status(receipt: &Receipt) -> (String, Tone) {
    match (receipt.status, &receipt.replaces) {
        (Status::Void, _) => (t!("Void").to_owned(), Tone::Danger),
        (Status::Issued, Some(old)) => (t!("Replaces {number}", number = old), Tone::Accent),
        (Status::Issued, None) => (t!("Issued").to_owned(), Tone::Good),
    }
}

/// Why a command cannot be done with a receipt.
pub(super) fn why_not(key: &str, receipt: &Receipt) -> Option<&'static str> {
    if key == VOID.key && receipt.status == Status::Void {
        return Some(t!("This receipt is void already"));
    }
    (key == REISSUE.key && receipt.replaced_by.is_some()).then(|| t!("It was replaced already; reissue the newer one"))
}

pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, open: Option<&Open>, all: bool) -> Option<Wants> {
    let Open { receipt, printed, history, donor_known } = open?;
    let sheet = &printed.sheet;
    let currency = Currency::of(&sheet.totals.currency).unwrap_or_else(|_unknown| sight.currency());
    let mut wants = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        let (words, tone) = status(receipt);
        chip(ui, &words, tone);
        chip(ui, receipt.kind.label(), Tone::Plain);
        if !sheet.wording.confirmed {
            chip(ui, t!("Wording not confirmed"), Tone::Warning);
        }
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui::line(ui, &t!("Receipt {number}", number = receipt.number), BODY.ink(look(ui).muted));
        ui::line(ui, &currency.show(receipt.total), FIGURE);
        if !donor_known {
            ui::line(ui, &sheet.donor, BODY);
        } else if Link::new(&sheet.donor).show(ui).on_hover_text(t!("Open the donor")).clicked() {
            sight.go(PEOPLE, receipt.donor.to_string());
        }
    });
    if receipt.status == Status::Void {
        let by = receipt.voided_on.map(|on| t!("Voided by {who}, {day}", who = receipt.voided_by, day = day::long(on)));
        ui::banner(ui, Tone::Danger, &receipt.void_reason, "", &by.unwrap_or_default(), |_| {});
    }
    for (words, number) in [(t!("Replaces"), &receipt.replaces), (t!("Replaced by"), &receipt.replaced_by)] {
        if let Some(number) = number {
            ui.horizontal(|ui| {
                ui::line(ui, words, BODY.ink(look(ui).muted));
                if Link::new(number).show(ui).clicked() {
                    wants = Some(Wants::Number(number.clone()));
                }
            });
        }
    }
    buttons(ui, sight, receipt, &mut wants);
    facts(ui, open?);
    ui::section(ui, t!("Donations on it"));
    let shown = if all { sheet.lines.len() } else { FEW };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for line in sheet.lines.iter().take(shown) {
            let kind = sheet.wording.language.kind(&line.kind);
            ui.horizontal(|ui| {
                if Link::new(&day::short(line.day)).show(ui).on_hover_text(t!("Open the donation")).clicked() {
                    sight.go(ENTRIES, line.entry.to_string());
                }
                figures(ui, kind, &currency.show(line.amount));
            });
        }
        if sheet.lines.len() > shown {
            let more = t!("All {donations}", donations = super::donations(sheet.lines.len()));
            if Link::new(&more).show(ui).clicked() {
                wants = Some(Wants::AllLines(receipt.id));
            }
        }
    });
    if !history.is_empty() {
        ui::section(ui, t!("History"));
        for step in history {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui::paragraph(ui, &step.summary, BODY);
                ui::line(ui, &format!("{} · {}", moment(&step.at), step.who), SMALL.ink(look(ui).muted));
            });
        }
    }
    wants
}

/// Words at the left, an amount at the right end.
pub(super) fn figures(ui: &mut Ui, words: &str, amount: &str) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui::line(ui, amount, BODY);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui::line(ui, words, BODY.ink(look(ui).muted))
        });
    });
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, receipt: &Receipt, wants: &mut Option<Wants>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let print = if receipt.prints == 0 { t!("Print…") } else { t!("Print copy…") };
        if Button::primary(print).key("P").show(ui).clicked() {
            *wants = Some(Wants::Command(PRINT.key));
        }
        let refused =
            |command: &'static crate::app::Command| command.refused(sight).or_else(|| why_not(command.key, receipt));
        if Button::secondary(t!("Reissue…")).unless(refused(&REISSUE)).show(ui).clicked() {
            *wants = Some(Wants::Command(REISSUE.key));
        }
        if receipt.status == Status::Issued && Button::secondary(t!("Void…")).unless(refused(&VOID)).show(ui).clicked()
        {
            *wants = Some(Wants::Command(VOID.key));
        }
    });
}

fn facts(ui: &mut Ui, open: &Open) {
    let Open { receipt, printed, .. } = open;
    let sheet = &printed.sheet;
    let issued = t!("{day}, by {who}", day = day::long(receipt.issued_on), who = receipt.issued_by);
    let year = receipt.for_year.to_string();
    let address = sheet.address.join(", ");
    let prints = match receipt.prints {
        0 => t!("Not yet").to_owned(),
        1 => t!("Once").to_owned(),
        n => t!("{n} times", n = n),
    };
    let wording = format!("{}, {}", sheet.wording.name, sheet.wording.version);
    let layout = layout_words(sheet.layout);
    let language = sheet.wording.language;
    let currency = Currency::of(&sheet.totals.currency).ok();
    let money = |amount| currency.map(|currency| language.money(*currency, amount)).unwrap_or_default();
    let (advantage, eligible) = (money(sheet.totals.advantage), money(sheet.totals.eligible));
    let mut rows = vec![
        (t!("Issued"), issued.as_str()),
        (t!("Donations of"), &year),
        (t!("Address"), if address.is_empty() { t!("None") } else { &address }),
        (t!("In words"), &sheet.totals.in_words),
    ];
    if !sheet.totals.advantage.is_zero() {
        rows.extend([(t!("Advantage"), advantage.as_str()), (t!("Eligible"), eligible.as_str())]);
    }
    rows.extend([(t!("Wording"), wording.as_str()), (t!("Paper"), layout.as_str()), (t!("Printed"), prints.as_str())]);
    ui::key_values(ui, &rows);
}

/// `14 Nov 2026 19:42`, in the time of this computer.
fn moment(at: &str) -> String {
    DateTime::parse_from_rfc3339(at).map_or_else(
        |_not_a_time| at.to_owned(),
        |at| {
            let at = at.with_timezone(&chrono::Local);
            format!("{} {}", day::short(at.date_naive()), at.format("%H:%M"))
        },
    )
}
