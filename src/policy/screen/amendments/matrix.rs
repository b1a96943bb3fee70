//! What collides, as a picture: a row and a column for each amendment, and a sign where something holds between two.

use egui::{Align, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::change::{LinkKind, Matrix};
use super::super::super::model::amendment::AmendmentId;
use super::super::super::model::relations::{Sign, sign};
use super::Data;
use super::pane::{Act, said};
use crate::app::Sight;
use crate::ledger::screen::parts::read_only;
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, Tone, look, paint_line};

const CELL: f32 = 34.0;
const HEAD: f32 = 64.0;

fn tone(sign: Sign) -> Tone {
    match sign {
        Sign::Excludes | Sign::Fells | Sign::Falls => Tone::Danger,
        Sign::Overlaps => Tone::Warning,
        Sign::Needs | Sign::Needed => Tone::Accent,
        Sign::Same | Sign::Beside => Tone::Plain,
    }
}

/// Draws the picture; answers the cell that was chosen, by the places of two amendments.
pub(super) fn show(
    ui: &mut Ui,
    order: &[usize],
    names: &[&str],
    matrix: &Matrix,
    chosen: Option<(usize, usize)>,
) -> Option<(usize, usize)> {
    let mut picked = None;
    let side = f32::from(u16::try_from(order.len()).unwrap_or(u16::MAX)) * CELL + HEAD + 24.0;
    ScrollArea::both().id_salt("policy.matrix").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
        ui.set_min_size(vec2(side, side));
        let origin = ui.min_rect().min + vec2(16.0, 12.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a picture")]
        let from = |at: f32| ((at - HEAD - 12.0) / CELL).floor().max(0.0) as usize;
        let rows = from(sight.min.y)..(from(sight.max.y) + 2).min(order.len());
        let columns = from(sight.min.x)..(from(sight.max.x) + 2).min(order.len());
        #[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
        let place = |at: usize| HEAD + at as f32 * CELL;
        let colors = look(ui);
        for at in columns.clone() {
            let head = Rect::from_min_size(origin + vec2(place(at), 40.0), vec2(CELL, 20.0));
            paint_line(
                ui,
                ui.painter(),
                head,
                Align::Center,
                names.get(at).copied().unwrap_or_default(),
                SMALL.strong(),
            );
        }
        for row in rows {
            let head = Rect::from_min_size(origin + vec2(0.0, place(row)), vec2(HEAD - 8.0, CELL));
            paint_line(ui, ui.painter(), head, Align::Max, names.get(row).copied().unwrap_or_default(), SMALL.strong());
            for column in columns.clone() {
                let cell = Rect::from_min_size(origin + vec2(place(column), place(row)), vec2(CELL, CELL)).shrink(1.0);
                let (Some(a), Some(b)) = (order.get(row), order.get(column)) else { continue };
                if row == column {
                    ui.painter().rect_filled(cell, 3, colors.sunk);
                    continue;
                }
                ui.painter().rect_stroke(cell, 3, Stroke::new(1.0, colors.line), egui::StrokeKind::Inside);
                let Some(sign) = sign(matrix, *a, *b) else { continue };
                let (ink, tint) = tone(sign).colors(&colors);
                ui.painter().rect_filled(cell, 3, tint);
                paint_line(ui, ui.painter(), cell, Align::Center, sign.mark(), BODY.strong().ink(ink));
                let response = ui.interact(cell, ui.scope_id().with((*a, *b)), Sense::click());
                let says = format!(
                    "{} {} ({})",
                    names.get(row).copied().unwrap_or_default(),
                    sign.says(),
                    names.get(column).copied().unwrap_or_default()
                );
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, says.as_str()));
                if response.has_focus() || chosen == Some((*a, *b)) || response.hovered() {
                    ui.painter().rect_stroke(cell, 3, Stroke::new(2.0, colors.accent), egui::StrokeKind::Inside);
                }
                if response.clicked() {
                    picked = Some((*a, *b));
                }
            }
        }
        let corner = Rect::from_min_max(origin, pos2(origin.x + side, origin.y + 24.0));
        paint_line(
            ui,
            ui.painter(),
            corner,
            Align::Min,
            t!("Read from the row to the column"),
            SMALL.ink(colors.muted),
        );
    });
    picked
}

/// Two amendments that overlap, of which nobody has said yet that only one can pass; by the cell that was chosen.
pub(super) fn proposed(data: &Data, (a, b): (usize, usize)) -> Option<(AmendmentId, AmendmentId)> {
    let relation = data.matrix.between(a, b)?;
    let (one, other) = (data.board.all.get(a)?, data.board.all.get(b)?);
    let said = data.board.links.iter().any(|(from, to, kind)| {
        *kind == LinkKind::Excludes && [*from, *to].contains(&one.id) && [*from, *to].contains(&other.id)
    });
    (!said && !relation.overlap.is_empty()).then_some((one.id, other.id))
}

/// What the signs mean, and what holds between the two of the cell that was chosen, or between all; what is proposed of the two can
/// be accepted.
pub(super) fn legend(ui: &mut Ui, sight: &Sight<'_>, data: &Data, cell: Option<(usize, usize)>) -> Act {
    let mut act = Act::None;
    ui.spacing_mut().item_spacing.y = 6.0;
    let one = cell.map(|(a, b)| (a.min(b), a.max(b)));
    ui::section(ui, if one.is_some() { t!("These two") } else { t!("All of them") });
    let pairs = data.matrix.pairs.iter().filter(|(pair, _)| one.is_none_or(|one| **pair == one));
    let says: Vec<String> = pairs
        .flat_map(|((a, b), relation)| data.board.relation_says(&data.labels, *a, *b, relation))
        .take(200)
        .collect();
    if says.is_empty() {
        ui::paragraph(ui, t!("No amendment meets another."), BODY.ink(look(ui).muted));
    }
    for line in says {
        ui::paragraph(ui, &line, BODY);
    }
    if let Some(cell) = one {
        if let Some((a, b)) = proposed(data, cell) {
            let words = t!("They overlap, so it is proposed that only one of the two can pass.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
            let why_not = read_only(sight);
            let accept = Button::secondary(t!("Accept: only one can pass")).key(t!("X")).unless(why_not).show(ui);
            if accept.clicked() && why_not.is_none() {
                act = Act::Accept(a, b);
            }
        }
        said(ui, data, cell, &mut act);
    }
    ui::section(ui, t!("The signs"));
    for sign in Sign::ALL {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui::chip(ui, sign.mark(), tone(sign));
            ui::line(ui, sign.says(), SMALL);
        });
    }
    act
}
