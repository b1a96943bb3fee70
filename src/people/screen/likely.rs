//! Who may already be the person that is being typed: shown beside the form, and led to.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Ui, vec2};

use super::super::PersonId;
use super::super::store::Likely;
use super::Want;
use crate::t;
use crate::ui::{BODY, Button, Link, SMALL, Tone, chip, line, look, paragraph, tokens};

/// How many are looked for.
pub const MOST: usize = 4;
/// From here on it is almost certainly the same person.
const SURE: u8 = 90;

/// Draws them, the likeliest first.
pub fn ui(ui: &mut Ui, found: &[Likely]) -> Option<Want> {
    if found.is_empty() {
        return None;
    }
    let look = look(ui);
    let (ink, fill) = Tone::Warning.colors(&look);
    let mut want = None;
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 4 }).show(ui, |ui| {
        Frame::new()
            .fill(fill)
            .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
            .inner_margin(Margin::symmetric(15, 12))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                let sure = found.iter().any(|l| l.score >= SURE);
                let title = if sure { t!("This person is probably here already") } else { t!("Perhaps one of these?") };
                paragraph(ui, title, BODY.strong().ink(ink));
                for (at, likely) in found.iter().enumerate() {
                    ui.push_id(at, |ui| want = row(ui, likely).map(Want::UseInstead).or(want.take()));
                }
            });
    });
    want
}

fn row(ui: &mut Ui, likely: &Likely) -> Option<PersonId> {
    let look = look(ui);
    let mut used = false;
    let size = vec2(ui.available_width(), 40.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        used |= Button::secondary(t!("Use this one")).show(ui).clicked();
        let because = likely.because.join(", ");
        let room = ui.available_width();
        if room > 330.0 {
            let tone = if likely.score >= SURE { Tone::Danger } else { Tone::Warning };
            chip(ui, &because, tone);
        }
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            used |= Link::new(&likely.hit.name).show(ui).clicked();
            let born = likely.born.map(|born| t!("born {when}", when = born.words()));
            let place = Some(likely.hit.line.clone()).filter(|place| room > 330.0 && !place.is_empty());
            let because = Some(because).filter(|_| room <= 330.0);
            let under: Vec<String> = because.into_iter().chain(born).chain(place).collect();
            line(ui, &under.join(" · "), SMALL.ink(look.muted));
        });
    });
    used.then_some(likely.hit.id)
}
