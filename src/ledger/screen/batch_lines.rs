//! The lines of a batch: those that are keyed as text, the one under the keyboard as fields.

use egui::{
    Align, Event, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::batch::BatchScreen;
use super::causes;
use super::form::entered;
use super::keyed::{Keyed, Place, Tally};
use crate::app::Sight;
use crate::kit::Currency;
use crate::ledger::model::{EntryKind, Method};
use crate::office::Foreseen;
use crate::people::screen::person::{self, Shown};
use crate::t;
use crate::ui::{BODY, Choice, Field, MoneyField, SMALL, TextLook, Tone, icons, look, tokens};

/// Room between two columns, points.
const GAP: f32 = 14.0;
/// The widths of the columns after the name, points: how, reference, amount, kind, appeal, state.
const WIDTHS: [f32; 6] = [122.0, 88.0, 92.0, 122.0, 128.0, 20.0];
const NUMBER: f32 = 26.0;

/// Where each column stands: number, from, and those of [`WIDTHS`].
fn lay(left: f32, right: f32) -> [(f32, f32); 8] {
    let fixed: f32 = WIDTHS.iter().sum::<f32>() + NUMBER + GAP * 7.0;
    let from = (right - left - fixed).clamp(120.0, 420.0);
    let mut at = left;
    [NUMBER, from, WIDTHS[0], WIDTHS[1], WIDTHS[2], WIDTHS[3], WIDTHS[4], WIDTHS[5]].map(|width| {
        let cell = (at, width);
        at += width + GAP;
        cell
    })
}

fn cell(row: Rect, (left, width): (f32, f32)) -> Rect {
    Rect::from_min_max(pos2(left, row.top()), pos2(left + width, row.bottom()))
}

fn id(place: Place) -> Id {
    Id::unique(("batch line", format!("{place:?}")))
}

/// Draws head and lines in all the room there is.
pub fn show(ui: &mut Ui, screen: &mut BatchScreen, sight: &Sight<'_>) {
    let (look, currency) = (look(ui), *sight.currency());
    let area = ui.max_rect();
    let columns = lay(area.left() + tokens::GUTTER, area.right() - tokens::GUTTER);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let (head, _) = ui.allocate_exact_size(vec2(area.width(), tokens::ROW), Sense::hover());
    ui.painter().rect_filled(head, 0, look.sunk);
    let amount = t!("Amount {sign}", sign = currency.sign.trim());
    let titles = ["#", t!("From"), t!("How"), t!("Reference"), &amount, t!("Kind"), t!("Appeal"), ""];
    for (at, (title, column)) in titles.iter().zip(columns).enumerate() {
        let align = if at == 4 { Align::RIGHT } else { Align::LEFT };
        paint(ui, cell(head, column), align, title, SMALL.medium().ink(look.muted));
    }
    ui.painter().hline(head.x_range(), head.bottom() - 0.5, Stroke::new(1.0, look.line));
    let Some(keyed) = &mut screen.keyed else { return };
    keys(ui, keyed, &mut screen.focus);
    let count = keyed.form.lines.len();
    let mut clicked = None;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        for at in 0..count {
            let (row, _) = ui.allocate_exact_size(vec2(area.width(), tokens::ROW), Sense::hover());
            let row = row.with_max_x(area.right());
            if at == keyed.at {
                if screen.focus.is_some() {
                    ui.scroll_to_rect(row.expand2(vec2(0.0, tokens::ROW)), None);
                }
                edit(ui, row, &columns, keyed, &screen.found, &mut screen.focus, currency);
                // What is not finished yet is not wrong yet.
                if screen.tally.line(at).is_some_and(Result::is_ok) {
                    state(ui, cell(row, columns[7]), &screen.tally, screen.causes.of(at + 1), at);
                }
            } else if ui.is_rect_visible(row)
                && text(ui, row, &columns, keyed, (&screen.tally, screen.causes.of(at + 1)), at)
            {
                clicked = Some(at);
            }
            ui.painter().hline(row.x_range(), row.bottom() - 0.5, Stroke::new(1.0, look.line));
        }
    });
    if let Some(at) = clicked {
        keyed.at = at;
        screen.focus = Some(Place::From);
        ui.ctx().request_repaint();
    }
}

fn paint(ui: &Ui, rect: Rect, align: Align, words: &str, style: TextLook) -> Rect {
    crate::ui::paint_line(ui, ui.painter(), rect, align, words, style).0
}

/// The keys that work in every field of the line.
fn keys(ui: &Ui, keyed: &mut Keyed, focus: &mut Option<Place>) {
    let Some(place) = Place::ALL.into_iter().find(|p| ui.memory(|m| m.has_focus(id(*p)))) else { return };
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, key));
    if pressed(Key::ArrowUp) {
        keyed.at = keyed.at.saturating_sub(1);
        *focus = Some(place);
    }
    if pressed(Key::ArrowDown) && keyed.at + 1 < keyed.form.lines.len() {
        keyed.at += 1;
        *focus = Some(place);
    }
    if pressed(Key::D) {
        keyed.remove();
        *focus = Some(Place::From);
    }
    let empty = keyed.line().is_some_and(|(line, who)| match place {
        Place::From => who.is_blank(),
        Place::Reference => line.reference.is_empty(),
        Place::Amount => line.amount.is_empty(),
        Place::Appeal => line.appeal.is_empty(),
        Place::How | Place::Kind => true,
    });
    let ditto = empty
        && ui.input_mut(|i| {
            let before = i.events.len();
            i.events.retain(|e| !matches!(e, Event::Text(text) if text == "\""));
            i.events.len() < before
        });
    if ditto && keyed.same_as_above(place) {
        *focus = Some(match place {
            Place::From | Place::How => Place::Reference,
            Place::Reference => Place::Amount,
            Place::Amount | Place::Kind | Place::Appeal => Place::Appeal,
        });
    }
}

/// The line under the keyboard.
fn edit(
    ui: &mut Ui,
    row: Rect,
    columns: &[(f32, f32); 8],
    keyed: &mut Keyed,
    found: &person::Suggestions,
    focus: &mut Option<Place>,
    currency: Currency,
) {
    let ink = look(ui).text;
    paint(ui, cell(row, columns[0]), Align::LEFT, &(keyed.at + 1).to_string(), BODY.ink(ink));
    if let Some(place) = focus.take() {
        ui.memory_mut(|m| m.request_focus(id(place)));
    }
    let mut to = None;
    let mut next = false;
    let Some((line, who)) = keyed.line() else { return };
    let at = |ui: &mut Ui, column: usize, draw: &mut dyn FnMut(&mut Ui, f32)| {
        let place = columns.get(column).map_or(row, |c| cell(row, *c)).shrink2(vec2(0.0, 2.0));
        draw(&mut ui.new_child(UiBuilder::new().id_salt(("cell", column)).max_rect(place)), place.width());
    };
    at(ui, 1, &mut |ui, width| {
        let shown = Shown { label: t!("From"), bare: true, width: Some(width), may_be_new: true, problem: None };
        let (response, taken) = person::show(ui, id(Place::From), who, found, shown);
        if taken || entered(&response) {
            to = Some(Place::Reference);
        }
    });
    at(ui, 2, &mut |ui, width| {
        let mut method = Method::of(&line.method).unwrap_or_default();
        if line.method.is_empty() {
            method = Method::Cheque;
        }
        let options: Vec<_> = Method::ALL
            .into_iter()
            .filter(|m| !matches!(m, Method::InKind | Method::Unsaid))
            .map(|m| (m, m.label()))
            .collect();
        if Choice::new(t!("How"), &mut method, &options).bare().width(width).id(id(Place::How)).show(ui).changed() {
            line.method = method.key().to_owned();
        }
    });
    at(ui, 3, &mut |ui, width| {
        let field = Field::new(t!("Reference"), &mut line.reference).bare().width(width).id(id(Place::Reference));
        if entered(&field.show(ui)) {
            to = Some(Place::Amount);
        }
    });
    at(ui, 4, &mut |ui, width| {
        let field = MoneyField::new(t!("Amount"), &mut line.amount, currency).bare().width(width).id(id(Place::Amount));
        if entered(&field.show(ui)) {
            // An amount that cannot be read keeps the keyboard.
            if line.amount.trim().is_empty() || currency.parse(&line.amount, None).is_err() {
                to = Some(Place::Amount)
            } else {
                next = true
            }
        }
    });
    at(ui, 5, &mut |ui, width| {
        let mut kind = EntryKind::of(&line.kind).unwrap_or(EntryKind::Donation);
        let kinds = [EntryKind::Donation, EntryKind::Dues, EntryKind::Levy, EntryKind::Event, EntryKind::Income];
        let options = kinds.map(|k| (k, k.label()));
        if Choice::new(t!("Kind"), &mut kind, &options).bare().width(width).id(id(Place::Kind)).show(ui).changed() {
            line.kind = kind.key().to_owned();
            (line.category, line.fund) = (None, None);
        }
    });
    at(ui, 6, &mut |ui, width| {
        let field = Field::new(t!("Appeal"), &mut line.appeal).bare().width(width).id(id(Place::Appeal));
        next |= entered(&field.show(ui));
    });
    if next {
        keyed.next();
        to = Some(Place::From);
    }
    if to.is_some() {
        *focus = to;
        ui.ctx().request_repaint();
    }
}

/// A line that is not under the keyboard; answers whether it was clicked.
fn text(
    ui: &mut Ui,
    row: Rect,
    columns: &[(f32, f32); 8],
    keyed: &Keyed,
    (tally, causes): (&Tally, &[Foreseen]),
    at: usize,
) -> bool {
    let (Some(line), Some(who)) = (keyed.form.lines.get(at), keyed.from.get(at)) else { return false };
    let look = look(ui);
    let response = ui.interact(row, Id::unique(("batch row", at)), Sense::CLICK);
    let name = if who.is_blank() { t!("Nobody named") } else { who.text.as_str() };
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            t!("Line {n}, {name}, {amount}", n = at + 1, name = name, amount = line.amount),
        )
    });
    if response.hovered() {
        ui.painter().rect_filled(row, 0, look.sunk);
    }
    let column = |n: usize| columns.get(n).map_or(row, |c| cell(row, *c));
    paint(ui, column(0), Align::LEFT, &(at + 1).to_string(), BODY.ink(look.muted));
    let style = if who.is_blank() { BODY.ink(look.muted) } else { BODY.medium() };
    let painted = paint(ui, column(1), Align::LEFT, name, style);
    let behalf = keyed.behalf.get(at).filter(|b| !b.is_empty()).map(|b| t!("for {name}", name = b));
    let detail = if who.is_new { t!("new").to_owned() } else { behalf.unwrap_or_else(|| who.detail.clone()) };
    let rest = Rect::from_min_max(pos2(painted.right() + 6.0, row.top() + 1.0), column(1).max);
    if rest.width() > 24.0 {
        paint(ui, rest, Align::LEFT, &detail, SMALL.ink(look.muted));
    }
    let method = if line.method.is_empty() { Method::Cheque } else { Method::of(&line.method).unwrap_or_default() };
    let kind = if line.kind.is_empty() {
        EntryKind::Donation
    } else {
        EntryKind::of(&line.kind).unwrap_or(EntryKind::Donation)
    };
    paint(ui, column(2), Align::LEFT, method.label(), BODY);
    paint(ui, column(3), Align::LEFT, &line.reference, BODY);
    paint(ui, column(4), Align::RIGHT, &line.amount, BODY);
    paint(ui, column(5), Align::LEFT, kind.label(), BODY);
    paint(ui, column(6), Align::LEFT, &line.appeal, BODY);
    state(ui, column(7), tally, causes, at);
    response.clicked()
}

/// Whether a line can be posted, and why not or what it causes when the pointer asks.
fn state(ui: &mut Ui, place: Rect, tally: &Tally, causes: &[Foreseen], at: usize) {
    let Some(state) = tally.line(at) else { return };
    let caused = causes.iter().map(causes::says).collect::<Vec<_>>().join("\n");
    let (icon, tone, words) = match (state, causes.first()) {
        (Ok(()), None) => (icons::CHECK, Tone::Good, t!("Good")),
        (Ok(()), Some(first)) => (icons::INFO, causes::tone(first.weight), caused.as_str()),
        (Err(why), _) => (icons::WARNING, Tone::Warning, why.as_str()),
    };
    let ink = tone.colors(&look(ui)).0;
    paint(ui, place, Align::LEFT, icon, BODY.ink(ink));
    let response = ui.interact(place, Id::unique(("batch state", at)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response.on_hover_text(words);
}
