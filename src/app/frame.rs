//! The frame around the pages: the bar along the top, the rail of sections, and the page itself.

use std::cell::RefCell;

use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Stroke, Ui, vec2};

use super::room::Room;
use super::sight::{Act, ShellAct};
use super::subject::{Opens, screen_def, sections};
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, Tone, chip, icons, line, look, rail_item, tokens};

/// Below this width of the window the rail shows icons only.
const NARROW: f32 = 1100.0;

pub(super) fn draw(room: &mut Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui) {
    let look = look(ui);
    let narrow = ui.available_width() < NARROW;
    let bar = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(16, 0));
    Panel::top("bar")
        .exact_size(tokens::TOP_BAR)
        .show_separator_line(false)
        .frame(bar)
        .show(ui, |ui| top_bar(room, acts, ui));
    let frame = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(0, 12));
    Panel::left("rail")
        .exact_size(if narrow { tokens::RAIL_NARROW } else { tokens::RAIL })
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| rail(room, acts, ui, narrow));
    CentralPanel::default().frame(Frame::new().fill(look.canvas)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let here = room.here;
        ui.push_id(here, |ui| room.with_screen(acts, |screen, sight| screen.ui(ui, sight)));
    });
}

fn top_bar(room: &mut Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui) {
    let look = look(ui);
    let area = ui.max_rect();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        line(ui, &room.facts.profile.branch, BODY.strong());
        let (words, tone) = if room.facts.read_only { (t!("Read-only"), Tone::Warning) } else { (t!("Saved"), Tone::Good) };
        chip(ui, words, tone);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            line(ui, &room.facts.who, SMALL.ink(look.muted));
            let undo = Button::secondary(t!("Undo")).icon(icons::ARROW_U_UP_LEFT);
            let next = room.counts().and_then(|c| c.undo.clone());
            let undo = undo.enabled(next.as_ref().is_some_and(|n| n.refused.is_none())).show(ui);
            let undo = match &next {
                Some(next) => undo.on_hover_text(format!("{}: {}", next.says, next.summary)),
                None => undo,
            };
            if undo.clicked() {
                acts.borrow_mut().push(Act::Shell(ShellAct::Undo));
            }
        });
    });
    ui.painter().hline(area.x_range().expand(16.0), area.bottom() - 0.5, Stroke::new(1.0, look.line));
}

fn rail(room: &mut Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui, narrow: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let here = screen_def(room.subjects, room.here).map_or("", |def| def.section.key);
    for (section, first) in sections(room.subjects) {
        let count = room.counts().and_then(|c| c.rail.iter().find(|(key, _)| *key == section.key));
        let count = count.map(|(_, n)| crate::kit::text::count(*n));
        let item = rail_item(ui, section.icon, (section.name)(), count.as_deref(), section.key == here, narrow);
        if item.clicked() {
            acts.borrow_mut().push(Act::Go(Opens { screen: first.key, filter: String::new() }));
        }
    }
    let edge = ui.max_rect();
    ui.painter().vline(edge.right() - 0.5, edge.y_range().expand(12.0), Stroke::new(1.0, ui::look(ui).line));
}
