//! The lines that wait: the list with what each could be, and beside it the line with its suggestions and why.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Stroke, Ui, vec2};

use super::super::model::{Planned, Reason, Suggestion};
use super::lines::head;
use super::{ACCEPTS, ASIDE, ENTRIES_OF, IMPORT, MATCH_SURE, RECORD, REMEMBER, SOMEBODY_NEW, SPLIT, TO_RECONCILE};
use crate::app::Sight;
use crate::kit::{Money, day, text};
use crate::ledger::screen::causes::{self, Causes};
use crate::office::Foreseen;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableOutput, TableState};
use crate::ui::{self, BODY, Button, SMALL, Tone, chip, icons, line, look};

/// How many consequences stand with one suggestion.
const CAUSES: usize = 3;

/// What a person wants of the pane.
pub(super) enum Want {
    Accept(usize),
}

/// Nothing waits: either all is matched, or nothing was read yet.
pub(super) fn empty(ui: &mut Ui, sight: &Sight<'_>, read_before: bool) {
    if read_before {
        let body = t!(
            "Every line is matched or set aside. Read the next statement, or reconcile the account to its closing balance."
        );
        ui::empty_state(ui, icons::CHECK_CIRCLE, t!("No line waits"), body, |ui| {
            IMPORT.primary(ui, sight);
            TO_RECONCILE.secondary(ui, sight);
        });
    } else {
        let body = t!(
            "Download a statement from your bank (OFX, QIF, CAMT, MT940, CSV or a workbook) and bring it in: each line is held against dues, pledges, batches and entries, and you say what it is by one key."
        );
        ui::empty_state(ui, icons::BANK, t!("Match the bank statement"), body, |ui| {
            IMPORT.primary(ui, sight);
        });
    }
}

/// Draws the list. An opened row accepts its first suggestion.
pub(super) fn list(ui: &mut Ui, sight: &Sight<'_>, shown: &[&Planned], table: &mut TableState) -> TableOutput {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look(ui).surface);
    ui.spacing_mut().item_spacing.y = 0.0;
    let sure = shown.iter().filter(|p| p.sure().is_some()).count();
    if sure > 0 {
        let look = look(ui);
        Frame::new().fill(look.accent_tint).inner_margin(Margin::symmetric(24, 6)).show(ui, |ui| {
            let size = vec2(ui.available_width(), ui::tokens::CONTROL);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                MATCH_SURE.secondary(ui, sight);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let count = text::plural(sure, t!("line is"), t!("lines are"));
                    line(ui, &t!("{count} sure", count = count), BODY.medium().ink(look.accent));
                });
            });
        });
    }
    let currency = *sight.currency();
    let columns = [
        Column::new("day", t!("Day"), 92.0).unsorted(),
        Column::new("title", t!("From or to"), 170.0).grows(2.0).least(110.0).unsorted(),
        Column::new("amount", t!("Amount"), 92.0).figures().unsorted(),
        Column::new("best", t!("Could be"), 190.0).grows(2.0).unsorted().spare(),
        Column::new("sure", t!("Match"), 96.0).unsorted(),
    ];
    let rest = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - super::FOOT)));
    let out = Table::new(t!("Lines to match"), &columns).rows(u64::try_from(shown.len()).unwrap_or(0)).many().show(
        &mut inner,
        table,
        |at| shown.get(usize::try_from(at).ok()?).copied(),
        |p: &Planned, column| match column {
            0 => Cell::Muted(day::short(p.line.booked).into()),
            1 if p.line.title().is_empty() => Cell::Muted(t!("Nothing said").into()),
            1 => Cell::Strong(p.line.title().to_owned().into()),
            2 => Cell::Text(currency.figures(p.line.amount).into()),
            3 => Cell::Muted(p.suggestions.first().map_or("", |s| s.title.as_str()).to_owned().into()),
            _ => {
                let (words, tone) = certainty(p);
                Cell::Chip(words.into(), tone)
            }
        },
    );
    foot(ui, sight, shown, table, rest.with_min_y(rest.bottom() - super::FOOT));
    out
}

fn certainty(p: &Planned) -> (String, Tone) {
    match (p.sure(), p.suggestions.first()) {
        (Some(_), _) => (t!("Sure").to_owned(), Tone::Good),
        (None, Some(s)) if s.ask => (t!("Known payer").to_owned(), Tone::Accent),
        (None, Some(_)) => (t!("{count} possible", count = p.suggestions.len()), Tone::Warning),
        (None, None) => (t!("Not known").to_owned(), Tone::Plain),
    }
}

fn foot(ui: &mut Ui, sight: &Sight<'_>, shown: &[&Planned], table: &TableState, strip: egui::Rect) {
    let look = look(ui);
    ui.painter().rect_filled(strip, 0, look.sunk);
    ui.painter().hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
    let within = strip.shrink2(vec2(24.0, 0.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(within).layout(Layout::left_to_right(Align::Center)));
    let currency = sight.currency();
    let selected: Vec<&&Planned> =
        table.selection.rows().filter_map(|at| shown.get(usize::try_from(at).ok()?)).collect();
    if selected.len() > 1 {
        let sum: Money = selected.iter().map(|p| p.line.amount).sum();
        let words = t!(
            "{count} selected, {sum} together: record them as one, or find their entries",
            count = text::count(selected.len()),
            sum = currency.show(sum)
        );
        line(&mut ui, &words, BODY.ink(look.text));
        return;
    }
    let into: Money = shown.iter().map(|p| p.line.amount).filter(|m| *m > Money::ZERO).sum();
    let out: Money = shown.iter().map(|p| p.line.amount).filter(|m| *m < Money::ZERO).sum();
    for (name, sum) in [(t!("To match, in"), into), (t!("Out"), out)] {
        line(&mut ui, name, BODY.ink(look.muted));
        line(&mut ui, &currency.show(sum), BODY.strong());
        ui.add_space(16.0);
    }
}

/// Draws the pane of a line that waits.
pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, p: &Planned, causes: &Causes) -> Option<Want> {
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    head(ui, sight, &p.line);
    if p.suggestions.is_empty() {
        ui::section(ui, t!("Nothing fits"));
        let words = t!("No entry, dues, pledge or rule has this amount, name or number. Say what it is:");
        ui::paragraph(ui, words, BODY.ink(look(ui).muted));
    } else {
        ui::section(ui, t!("It could be"));
        for (at, suggestion) in p.suggestions.iter().enumerate().take(ACCEPTS.len()) {
            if one(ui, sight, at, suggestion, causes.of(at)) {
                want = Some(Want::Accept(at));
            }
        }
        ui.add_space(2.0);
        ui::section(ui, t!("Or say what it is"));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        for command in [&RECORD, &SPLIT, &SOMEBODY_NEW, &ENTRIES_OF, &ASIDE, &REMEMBER] {
            command.secondary(ui, sight);
        }
    });
    want
}

/// One suggestion with its key and its reasons; answers whether it was clicked.
fn one(ui: &mut Ui, sight: &Sight<'_>, at: usize, s: &Suggestion, causes: &[Foreseen]) -> bool {
    let look = look(ui);
    let currency = sight.currency();
    let mut clicked = false;
    ui.push_id(("suggestion", at), |ui| {
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, if at == 0 { look.strong_line } else { look.line }))
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::same(12));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            ui::paragraph(ui, &s.title, BODY.strong());
            let (against, because): (Vec<&Reason>, Vec<&Reason>) = s.because.iter().partition(|r| r.is_doubt());
            let words = |all: &[&Reason]| all.iter().map(|r| r.says(currency)).collect::<Vec<_>>().join(" · ");
            if !because.is_empty() {
                ui::paragraph(ui, &sentence(&words(&because)), SMALL.ink(look.muted));
            }
            if !against.is_empty() {
                ui::paragraph(ui, &sentence(&words(&against)), SMALL.ink(look.warning));
            }
            // What accepting records is what the law looks at; what is in the ledger already was looked at there.
            for cause in causes.iter().take(CAUSES) {
                ui::paragraph(ui, &causes::says(cause), SMALL.ink(causes::tone(cause.weight).colors(&look).0));
            }
            ui.horizontal(|ui| {
                let words = if s.ask { t!("Say what for…") } else { t!("Accept") };
                let number = (at + 1).to_string();
                let button = if at == 0 { Button::primary(words) } else { Button::secondary(words) };
                let key = if at == 0 { "Enter" } else { number.as_str() };
                clicked = button.key(key).unless(super::read_only(sight)).show(ui).clicked();
                if s.sure {
                    chip(ui, t!("Sure"), Tone::Good);
                }
            });
        });
    });
    clicked
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
