//! Cards, plots and figures, like the first screen.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};
use wardroom::ui::{self, BODY, Button, SMALL, TITLE, Tone, card, chip, line, look, plot, section};

pub fn show(ui: &mut Ui) {
    let look = look(ui);
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            line(ui, "Good evening, Asha", TITLE);
            line(ui, "Saturday 21 November 2026", BODY.ink(look.muted));
        });
        ui.add_space(8.0);
        let room = ui.available_rect_before_wrap();
        let split = room.left() + room.width() * 0.6;
        let left = room.with_max_x(split - 10.0);
        let right = room.with_min_x(split + 10.0);
        let mut column = ui.new_child(UiBuilder::new().id_salt("left").max_rect(left));
        column.spacing_mut().item_spacing.y = 20.0;
        todo(&mut column);
        card(&mut column, |ui| {
            section(ui, "Income by month");
            ui.add_space(-20.0);
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"];
            let now = [1500.0, 1250.0, 2300.0, 1790.0, 2700.0, 1350.0, 1160.0, 900.0, 2560.0, 3180.0, 4180.0];
            let all: Vec<plot::Bar> = months
                .iter()
                .zip(now)
                .map(|(label, now)| plot::Bar { label: (*label).to_owned(), now, before: now * 0.8 + 120.0 })
                .collect();
            plot::bars(ui, "Income by month", 190.0, &all, ["2026", "2025"], |v| format!("£{v:.2}"));
        });
        let mut column = ui.new_child(UiBuilder::new().id_salt("right").max_rect(right));
        column.spacing_mut().item_spacing.y = 20.0;
        card(&mut column, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal(|ui| {
                ui::stat(ui, "Members in good standing", "612", None);
                chip(ui, "+14 this quarter", Tone::Good);
            });
            let values = [571.0, 573.0, 572.0, 578.0, 581.0, 580.0, 589.0, 593.0, 592.0, 602.0, 607.0, 612.0];
            plot::line(ui, "Members", 84.0, &values, ["Dec 2025", "Nov 2026"], Tone::Plain);
            line(ui, "23 in grace · 31 lapsed this year", BODY.ink(look.muted));
        });
        card(&mut column, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            section(ui, "Coming up");
            for (day, what, detail) in [
                ("Sat 28", "Canvass, Mill Ward", "18 of 24 shifts filled"),
                ("Thu 3 Dec", "Committee", "Quorum 5, 7 coming"),
                ("Sat 12 Dec", "Winter gala", "64 tickets, breaks even at 58"),
            ] {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(vec2(80.0, 20.0), |ui| {
                        ui.set_width(80.0);
                        line(ui, day, BODY.ink(look.muted));
                    });
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        line(ui, what, BODY);
                        line(ui, detail, SMALL.ink(look.muted));
                    });
                });
            }
        });
    });
}

fn todo(ui: &mut Ui) {
    let look = look(ui);
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        section(ui, "What wants doing");
        ui.add_space(12.0);
        for (when, tone, what, detail, does) in [
            ("Overdue", Tone::Danger, "Return £600.00 from a donor nobody could identify", "3 days late", "Open"),
            ("14 Dec", Tone::Warning, "Check Harbour Bakery Ltd before keeping £600.00", "23 days", "Check"),
            ("Today", Tone::Accent, "Match 9 bank lines from 16–20 November", "", "Match"),
            ("30 Nov", Tone::Plain, "Send notice of the annual meeting", "14 days’ notice needed", "Prepare"),
        ] {
            let edge = ui.max_rect().x_range().expand(18.0);
            ui.painter().hline(edge, ui.cursor().top() + 0.5, Stroke::new(1.0, look.line));
            ui.allocate_ui_with_layout(vec2(ui.available_width(), 52.0), Layout::right_to_left(Align::Center), |ui| {
                ui.set_min_height(52.0);
                Button::secondary(does).show(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(84.0, 22.0), egui::Sense::hover());
                    ui::paint_chip(ui, ui.painter(), rect, when, tone);
                    ui.add_space(6.0);
                    line(ui, what, BODY.medium());
                    ui.add_space(4.0);
                    line(ui, detail, SMALL.ink(look.muted));
                });
            });
        }
        ui.add_space(-14.0);
    });
}
