//! Every line, whatever became of it; beside the list what it was matched to.

use egui::{Align, Frame, Id, Layout, Margin, Stroke, Ui, vec2};

use super::super::model::{BankLine, LineState, Matched};
use super::super::store::LineFilter;
use super::{ASIDE, ENTRIES, ENTRIES_OF, FREE, RECORD};
use crate::app::{Rows, Sight};
use crate::kit::{day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, FIGURE, Link, SMALL, Search, Tone, chip, line, look};

/// The tone of a state.
pub(super) fn tone(state: LineState) -> Tone {
    match state {
        LineState::Open => Tone::Warning,
        LineState::Matched => Tone::Good,
        LineState::Aside => Tone::Plain,
    }
}

/// Draws the filters and the list; answers whether another row was chosen.
pub(super) fn list(
    ui: &mut Ui,
    sight: &Sight<'_>,
    filter: &mut LineFilter,
    rows: &mut Rows<BankLine, LineFilter>,
    table: &mut TableState,
) -> bool {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look(ui).surface);
    let before = filter.clone();
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let search = Search::new(t!("Name or purpose"), &mut filter.text);
            search.width(200.0).id(Id::unique("bank line search")).show(ui);
            let mut states: Vec<(Option<LineState>, &str)> = vec![(None, t!("All lines"))];
            states.extend(LineState::ALL.map(|s| (Some(s), s.label())));
            Choice::new(t!("Which lines"), &mut filter.state, &states).bare().show(ui);
            if filter.statement.is_some() && Link::new(t!("Of all statements")).small().show(ui).clicked() {
                filter.statement = None;
            }
            if ui.available_width() > 80.0 {
                let shown = text::count(usize::try_from(rows.total()).unwrap_or(0));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    line(ui, &t!("{count} shown", count = shown), BODY.ink(look(ui).muted));
                });
            }
        });
    });
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    if *filter != before {
        table.other_rows();
    }
    if rows.is_known() && rows.total() == 0 {
        let body = t!("No line has all of what the search and the choice above ask for");
        let mut reset = false;
        ui::empty_state(ui, ui::icons::MAGNIFYING_GLASS, t!("No lines like this"), body, |ui| {
            reset = Button::secondary(t!("Show all lines")).show(ui).clicked();
        });
        if reset {
            *filter = LineFilter::default();
        }
        return false;
    }
    let currency = *sight.currency();
    let columns = [
        Column::new("day", t!("Day"), 92.0).unsorted(),
        Column::new("title", t!("From or to"), 190.0).grows(2.0).least(120.0).unsorted(),
        Column::new("purpose", t!("Purpose"), 160.0).grows(1.0).unsorted().spare(),
        Column::new("amount", t!("Amount"), 96.0).figures().unsorted(),
        Column::new("state", t!("State"), 104.0).unsorted(),
    ];
    let out = Table::new(t!("Bank lines"), &columns).rows(rows.total()).many().show(
        ui,
        table,
        |at| rows.get(at),
        |l: &BankLine, column| match column {
            0 => Cell::Muted(day::short(l.booked).into()),
            1 => Cell::Strong(l.title().to_owned().into()),
            2 if l.title() == l.purpose => Cell::Empty,
            2 => Cell::Muted(l.purpose.as_str().into()),
            3 => Cell::Text(currency.figures(l.amount).into()),
            _ if l.reconciliation.is_some() => Cell::Chip(t!("Reconciled").into(), Tone::Good),
            _ => Cell::Chip(l.state.label().into(), tone(l.state)),
        },
    );
    rows.in_sight(out.visible);
    out.selected
}

/// What a line says: the head of each pane about one.
pub(super) fn head(ui: &mut Ui, sight: &Sight<'_>, l: &BankLine) {
    ui.horizontal(|ui| {
        if l.reconciliation.is_some() {
            chip(ui, t!("Reconciled"), Tone::Good);
        } else {
            chip(ui, l.state.label(), tone(l.state));
        }
        if !l.kind.is_empty() {
            chip(ui, &l.kind.chars().take(28).collect::<String>(), Tone::Plain);
        }
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, &sight.currency().show(l.amount), FIGURE);
        ui::paragraph(ui, l.title(), BODY.strong());
    });
    let valued = l.valued.filter(|v| *v != l.booked).map(day::long).unwrap_or_default();
    let booked = day::long(l.booked);
    let purpose = if l.title() == l.purpose { "" } else { l.purpose.as_str() };
    let rows: Vec<(&str, &str)> = [
        (t!("Booked"), booked.as_str()),
        (t!("Valued"), valued.as_str()),
        (t!("Purpose"), purpose),
        (t!("Reference"), l.reference.as_str()),
        (t!("Account"), l.number.as_str()),
        (t!("Set aside"), l.why.as_str()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect();
    ui::key_values(ui, &rows);
}

/// The pane of a line that is no longer open.
pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, l: &BankLine, matched: &[Matched]) {
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    head(ui, sight, l);
    let currency = sight.currency();
    if l.state != LineState::Open && l.reconciliation.is_none() {
        let words = if l.state == LineState::Aside { t!("Bring it back") } else { t!("Free the line") };
        if Button::secondary(words).key("U").unless(FREE.refused(sight)).show(ui).clicked() {
            sight.command(&FREE);
        }
    }
    if l.state == LineState::Open {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            for command in [&RECORD, &ENTRIES_OF, &ASIDE] {
                command.secondary(ui, sight);
            }
        });
    }
    if l.reconciliation.is_some() {
        let words = t!(
            "The account was found to agree with the bank here, so the line and its entries stay. Put an entry right by a reversal and a new one."
        );
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
    }
    if matched.is_empty() {
        return;
    }
    ui::section(ui, t!("In the ledger"));
    for m in matched {
        ui.push_id(m.entry.0, |ui| {
            ui.horizontal(|ui| {
                let who = if m.who.is_empty() { m.kind.label() } else { m.who.as_str() };
                if Link::new(who).show(ui).clicked() {
                    sight.go(ENTRIES, m.entry.to_string());
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    line(ui, &currency.figures(m.amount), BODY);
                });
            });
            let mut words = t!("{kind}, {day}", kind = m.kind.label(), day = day::short(m.received));
            if m.amount.abs() != m.whole.abs() {
                words.push_str(&t!(", part of {whole}", whole = currency.show(m.whole)));
            }
            if m.reversed {
                words.push_str(t!(", reversed since"));
            }
            line(ui, &words, SMALL.ink(look(ui).muted));
        });
    }
}
