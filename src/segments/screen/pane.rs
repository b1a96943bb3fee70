//! One segment in words: who is in it, how many, and what can be done with it.

use egui::{Align, Layout, Ui, vec2};

use super::counts::Counts;
use super::{CHANGE, DELETE, DUPLICATE, LABELS, LETTER, Line, OUT, OUT_ALL, RENAME, SHOW, Want};
use crate::app::{Command, Sight};
use crate::kit::text;
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, TITLE, Tone, icons, line, look, paragraph};

/// Draws it; answers what was asked for.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, one: &Line, counts: &Counts) -> Option<Want> {
    let mut want = None;
    let stored = &one.stored;
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        ui::chip(ui, t!("Segment"), Tone::Plain);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui::menu_button(ui, t!("More for this segment"), |ui| {
                for command in [&CHANGE, &SHOW, &LETTER, &LABELS, &DUPLICATE, &RENAME, &OUT, &OUT_ALL, &DELETE] {
                    command.item(ui, sight);
                }
            });
        });
    });
    ui.add_space(-4.0);
    let name = paragraph(ui, &stored.name, TITLE);
    ui.ctx().accesskit_node_builder(name.id, |node| node.set_role(egui::Role::Heading));
    match &one.words {
        Err(why) => {
            ui::banner(ui, Tone::Warning, t!("This segment cannot be asked"), why, "", |_| {});
        }
        Ok(words) => {
            paragraph(ui, &words.says, BODY);
            counted(ui, sight, counts, &stored.asks, &mut want);
            gone(ui, &words.gone);
        }
    }
    if !stored.note.is_empty() {
        line(ui, t!("Note"), SMALL.medium().ink(look(ui).muted));
        paragraph(ui, &stored.note, BODY);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let mut button = |ui: &mut Ui, button: Button<'_>, key: &str, command: &'static Command| {
            if button.key(key).unless(command.refused(sight)).show(ui).clicked() {
                want = Some(Want::Command(command));
            }
        };
        if one.words.is_ok() {
            button(ui, Button::primary(t!("Show people")).icon(icons::USERS), "P", &SHOW);
            button(ui, Button::secondary(t!("Write…")).icon(icons::ENVELOPE_SIMPLE), "W", &LETTER);
            button(ui, Button::secondary(t!("Change")), "V", &CHANGE);
            button(ui, Button::secondary(t!("Export…")), "X", &OUT);
        } else {
            button(ui, Button::secondary(t!("Rename…")), "R", &RENAME);
        }
        if Button::secondary(t!("Delete")).unless(DELETE.refused(sight)).show(ui).clicked() {
            want = Some(Want::Command(&DELETE));
        }
    });
    want
}

/// How many there are, and how many of them are not to be contacted.
fn counted(ui: &mut Ui, sight: &Sight<'_>, counts: &Counts, asks: &str, want: &mut Option<Want>) {
    let Some(counted) = counts.get(sight, asks) else {
        ui::stat(ui, t!("People in it today"), "…", None);
        return;
    };
    if ui::stat(ui, t!("People in it today"), &text::count(counted.people), None).clicked() {
        *want = Some(Want::Command(&SHOW));
    }
    stopped(ui, counted.stopped);
}

/// That some of them are not to be contacted.
pub(super) fn stopped(ui: &mut Ui, n: usize) {
    if n > 0 {
        let words = if n == 1 {
            t!("1 of them is not to be contacted").to_owned()
        } else {
            t!("{count} of them are not to be contacted", count = text::count(n))
        };
        ui.horizontal(|ui| {
            let mark = ui::TextLook { size: 16.0, line: 20.0, weight: ui::Weight::Icon, color: Some(look(ui).warning) };
            line(ui, icons::HAND_PALM, mark);
            paragraph(ui, &words, BODY.ink(look(ui).warning));
        });
    }
}

/// What the segment refers to that is not there any more.
pub(super) fn gone(ui: &mut Ui, gone: &[String]) {
    if !gone.is_empty() {
        let title = t!("Something it asks for is gone");
        ui::banner(ui, Tone::Warning, title, &gone.join("\n"), "", |_| {});
    }
}
