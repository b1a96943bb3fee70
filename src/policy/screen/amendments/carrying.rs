//! Open amendments to earlier versions: how each stands to the newest, and why.

use egui::Ui;

use super::super::super::change::State;
use super::super::super::model::amendment::Board;
use super::super::super::model::carrying::{self, CarriedOver};
use crate::app::Sight;
use crate::ledger::screen::parts::read_only;
use crate::t;
use crate::ui::{self, BODY, Button, Link, Tone, look};

/// What was asked for.
pub(super) enum Act {
    None,
    /// Carry over what can be as it is.
    All,
    /// Write the one at this place anew.
    Rewrite(usize),
}

fn tone(state: State) -> Tone {
    match state {
        State::Applied => Tone::Plain,
        State::Clean => Tone::Good,
        State::NeedsHand => Tone::Warning,
        State::Overtaken => Tone::Danger,
    }
}

pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, all: &[CarriedOver], board: &Board) -> Act {
    let mut act = Act::None;
    if all.is_empty() {
        let body = t!("Every open amendment is to the newest version.");
        ui::empty_state(ui, ui::icons::CHECK_CIRCLE, t!("Nothing is to be carried over"), body, |_| {});
        return act;
    }
    let clean = all.iter().filter(|one| one.rebased.state == State::Clean).count();
    egui::ScrollArea::vertical().id_salt("policy.earlier").auto_shrink([false, false]).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal_wrapped(|ui| {
                let none = (clean == 0).then(|| t!("None can be carried over as it is"));
                let words = t!("Carry over what can be ({count})", count = clean);
                let why_not = none.or(read_only(sight));
                if Button::primary(&words).unless(why_not).show(ui).clicked() && why_not.is_none() {
                    act = Act::All;
                }
                ui::line(ui, &carrying::counted(all), BODY.ink(look(ui).muted));
            });
            for (at, one) in all.iter().enumerate() {
                ui.add_space(8.0);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    ui::line(ui, &one.one.called(), BODY.strong());
                    ui::chip(ui, carrying::says(one.rebased.state), tone(one.rebased.state));
                    ui::line(ui, &one.one.proposer, BODY.ink(look(ui).muted));
                });
                ui::paragraph(ui, &one.why, BODY);
                // One to an amendment is written anew once that is there.
                let there = one.one.new.parent.is_none_or(|parent| board.place(parent).is_some());
                let open = matches!(one.rebased.state, State::NeedsHand | State::Overtaken);
                let words = t!("Write {number} anew…", number = one.one.called());
                if open && there && one.one.number.is_some() && Link::new(&words).show(ui).clicked() {
                    act = Act::Rewrite(at);
                }
            }
        });
    });
    act
}
