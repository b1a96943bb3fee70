//! The frame around the pages: top bar, rail, and the page itself.

use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Stroke, Ui, vec2};
use wardroom::ui::{self, BODY, Button, SMALL, Search, Tone, chip, icons, line, look, rail_item, tokens};

use crate::{Gallery, Page};

impl Gallery {
    pub fn draw(&mut self, ui: &mut Ui) {
        let look = look(ui);
        let bar = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(16, 0));
        Panel::top("bar")
            .exact_size(tokens::TOP_BAR)
            .show_separator_line(false)
            .frame(bar)
            .show(ui, |ui| self.top_bar(ui));
        let rail = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(0, 12));
        let narrow = ui.available_width() < 1100.0;
        let width = if narrow { tokens::RAIL_NARROW } else { tokens::RAIL };
        Panel::left("rail")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(false)
            .frame(rail)
            .show(ui, |ui| self.rail(ui, narrow));
        CentralPanel::default().frame(Frame::new().fill(look.canvas)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            match self.page.unwrap_or(Page::Home) {
                Page::Home => crate::home::show(ui),
                Page::Money => self.money.show(ui),
                Page::Batch => self.batch.show(ui),
                Page::Controls | Page::Dialog => self.controls.show(ui),
                Page::States => self.controls.states(ui),
                Page::Empty => empty(ui),
                Page::Icons => every_icon(ui),
            }
        });
    }

    fn top_bar(&mut self, ui: &mut Ui) {
        let look = look(ui);
        let room = ui.max_rect();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            line(ui, "Riverside branch", BODY.strong());
            chip(ui, "Saved", Tone::Good);
            chip(ui, "Locks in 10 min", Tone::Plain);
            let width = (room.width() * 0.32).clamp(220.0, 420.0);
            ui.add_space((room.center().x - width / 2.0 - ui.cursor().left()).max(0.0));
            Search::new("Find a person, a receipt, or something to do", &mut self.find)
                .key("Ctrl K")
                .width(width)
                .show(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                line(ui, "Asha M.", SMALL.ink(look.muted));
                Button::secondary("Undo").icon(icons::ARROW_U_UP_LEFT).show(ui);
                let name = if self.theme.dark { "Light theme" } else { "Dark theme" };
                if ui::icon_button(ui, if self.theme.dark { icons::SUN } else { icons::MOON }, name).clicked() {
                    self.theme.dark = !self.theme.dark;
                    self.theme.install(ui.ctx());
                }
            });
        });
        ui.painter().hline(room.x_range().expand(16.0), room.bottom() - 0.5, Stroke::new(1.0, look.line));
    }

    fn rail(&mut self, ui: &mut Ui, narrow: bool) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let items = [
            (Page::Home, icons::HOUSE, "Home", None),
            (Page::Money, icons::COINS, "Money", Some("9")),
            (Page::Batch, icons::STACK, "Batch", Some("20")),
            (Page::Controls, icons::SLIDERS_HORIZONTAL, "Controls", None),
            (Page::States, icons::FLAG, "States", Some("1,284")),
            (Page::Empty, icons::TRAY, "Empty", None),
            (Page::Icons, icons::PALETTE, "Icons", None),
        ];
        for (page, icon, name, count) in items {
            let on = self.page.unwrap_or(Page::Home) == page;
            if rail_item(ui, icon, name, count, on, narrow).clicked() {
                self.page = Some(page);
            }
        }
        let edge = ui.max_rect();
        ui.painter().vline(edge.right() - 0.5, edge.y_range().expand(12.0), Stroke::new(1.0, look(ui).line));
    }
}

fn empty(ui: &mut Ui) {
    ui::PageHeader::new("Events").show(ui, |_| {}, |_| {});
    let body =
        "Plan canvasses, meetings and fundraisers here: who is invited, who is coming, and what each one brought in";
    ui::empty_state(ui, icons::CALENDAR_CHECK, "No events yet", body, |ui| {
        Button::primary("Plan an event").key("N").show(ui);
        Button::secondary("Bring in a list…").show(ui);
    });
}

fn every_icon(ui: &mut Ui) {
    ui::PageHeader::new("Icons").show(ui, |_| {}, |_| {});
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (name, icon) in icons::ALL {
                ui::icon_button(ui, icon, name);
            }
        });
    });
}
