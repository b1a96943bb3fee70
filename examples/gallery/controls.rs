//! Every control and every state of it.

use egui::{Frame, Margin, Ui, UiBuilder, vec2};
use wardroom::kit::{Currency, Day};
use wardroom::ui::{
    self, BODY, Button, Choice, DayField, Dialog, Field, Link, MoneyField, Notice, Notices, PageHeader, SMALL, Search,
    Tone, card, checkbox, icons, line, radio, section,
};

pub struct Controls {
    pub dialog: bool,
    name: String,
    mail: String,
    note: String,
    amount: String,
    day: String,
    search: String,
    kind: usize,
    one: bool,
    two: bool,
    send: usize,
    order: usize,
    reason: String,
    notices: Notices,
}

impl Default for Controls {
    fn default() -> Self {
        let mut notices = Notices::default();
        for (id, tone, message, next, undo) in [
            (
                1,
                Tone::Warning,
                "3 of 1,204 rows were refused",
                "They are in refused.csv with the reason in each row",
                false,
            ),
            (
                2,
                Tone::Good,
                "Receipt 2026-0413 issued to Łukasz Żółkiewski",
                "Print it, or find it under Receipts",
                true,
            ),
        ] {
            notices.add(Notice { id, tone, message: message.into(), next: next.into(), undo, at: "19:42".into() });
        }
        Self {
            dialog: false,
            name: "Zoë O’Brien-Núñez".into(),
            mail: "zoe.obrien@".into(),
            note: String::new(),
            amount: "1,250.00".into(),
            day: "14 Nov 2026".into(),
            search: String::new(),
            kind: 0,
            one: true,
            two: false,
            send: 0,
            order: 1,
            reason: String::new(),
            notices,
        }
    }
}

impl Controls {
    pub fn show(&mut self, ui: &mut Ui) {
        PageHeader::new("Controls").subtitle("Fields, choices and buttons").show(ui, |_| {}, |_| {});
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            let third = (room.width() - 40.0) / 3.0;
            let mut column = |ui: &mut Ui, at: f32, contents: &mut dyn FnMut(&mut Ui, &mut Self)| {
                let left = room.left() + at * (third + 20.0);
                let place = room.with_min_x(left).with_max_x(left + third);
                let mut inner = ui.new_child(UiBuilder::new().id_salt(at.to_bits()).max_rect(place));
                inner.spacing_mut().item_spacing.y = 20.0;
                contents(&mut inner, self);
            };
            column(ui, 0.0, &mut |ui, me| me.fields(ui));
            column(ui, 1.0, &mut |ui, me| me.choices(ui));
            column(ui, 2.0, &mut |ui, me| me.buttons(ui));
        });
        if self.dialog {
            self.ask(ui);
        } else {
            self.notices.show(ui);
        }
    }

    fn fields(&mut self, ui: &mut Ui) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            section(ui, "A person");
            Field::new("Name", &mut self.name).hint("As they say it; a legal name can be added").show(ui);
            let problem = Some("An e-mail address has a place after the @, as in name@example.org");
            Field::new("E-mail", &mut self.mail).problem(problem).show(ui);
            Field::new("Note", &mut self.note).rows(3).placeholder("Anything worth knowing next time").show(ui);
            ui.horizontal_top(|ui| {
                let pound = Currency::of("GBP").copied();
                if let Ok(pound) = pound {
                    MoneyField::new("Amount", &mut self.amount, pound).width(140.0).show(ui);
                }
                let today = Day::from_ymd_opt(2026, 11, 21).unwrap_or_default();
                DayField::new("Received", &mut self.day, today).width(170.0).show(ui);
            });
        });
    }

    fn choices(&mut self, ui: &mut Ui) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            section(ui, "Choices");
            let kinds =
                [(0, "Donation"), (1, "Dues"), (2, "Office-holder’s levy"), (3, "In-kind donation"), (4, "Loan")];
            Choice::new("Kind", &mut self.kind, &kinds).show(ui);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                checkbox(ui, &mut self.one, "Send the receipt by post");
                checkbox(ui, &mut self.two, "On behalf of someone else");
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                radio(ui, &mut self.send, 0, "One PDF in post order");
                radio(ui, &mut self.send, 1, "One file for each donor");
            });
            ui::segments(ui, &["By name", "By day", "By amount"], &mut self.order);
            Search::new("Search people", &mut self.search).key("/").width(ui.available_width()).show(ui);
            ui.horizontal_wrapped(|ui| {
                for (words, tone) in [
                    ("Draft", Tone::Plain),
                    ("To receipt", Tone::Accent),
                    ("2026-0412", Tone::Good),
                    ("Check by 14 Dec", Tone::Warning),
                    ("Overdue", Tone::Danger),
                ] {
                    ui::chip(ui, words, tone);
                }
            });
        });
    }

    fn buttons(&mut self, ui: &mut Ui) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            section(ui, "Buttons");
            ui.horizontal_wrapped(|ui| {
                Button::primary("Record a donation").key("N").show(ui);
                Button::secondary("Print…").icon(icons::PRINTER).show(ui);
                Button::quiet("Skip").show(ui);
                if Button::danger("Void receipt").show(ui).clicked() {
                    self.dialog = true;
                }
                Button::secondary("This year").caret().show(ui);
                Button::primary("Post").unless(Some("It does not balance yet")).show(ui);
                Button::quiet("Not now").enabled(false).show(ui);
                ui::icon_button(ui, icons::PENCIL_SIMPLE, "Edit");
                Link::new("Add addresses").show(ui);
            });
            ui::progress(ui, "Bringing in people", Some(0.63), "7,560 of 12,000 rows", true);
        });
        card(ui, |ui| {
            section(ui, "Notices");
            self.notices.list(ui);
        });
    }

    pub fn states(&mut self, ui: &mut Ui) {
        PageHeader::new("Receipts for 2026").chip("Preview, nothing issued yet", Tone::Plain).show(
            ui,
            |ui| {
                Button::primary("Issue 141 receipts").show(ui);
                Button::secondary("Print a proof…").show(ui);
            },
            |ui| {
                ui.add_space(8.0);
                ui::summary_strip(ui, |ui| {
                    ui::stat(ui, "To issue", "141", None);
                    ui::stat(ui, "Donations in them", "518", None);
                    ui::stat(ui, "Together", "£18,823.70", None);
                    ui.separator();
                    ui::stat(ui, "Left out", "£5,080.90", Some(Tone::Plain));
                    ui.separator();
                    ui::stat(ui, "Ledger, donations in 2026", "£23,904.60", None);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui::chip(ui, "Ties out to the penny", Tone::Good);
                    });
                });
                ui.add_space(16.0);
            },
        );
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            ui.set_max_width(560.0);
            for (tone, title) in [
                (Tone::Accent, "This file is open on another computer"),
                (Tone::Good, "All checks passed"),
                (Tone::Warning, "6 donors have no address"),
                (Tone::Danger, "The last backup could not be verified"),
            ] {
                ui::banner(
                    ui,
                    tone,
                    title,
                    "What it means, and what to do about it, in a sentence or two.",
                    "",
                    |ui| {
                        Button::secondary("Show").show(ui);
                    },
                );
            }
            line(ui, "12 / 16 captions, table heads, chips", SMALL);
            line(ui, "14 / 20 what nearly everything is written in", BODY);
            ui.add_space(4.0);
            ui.allocate_space(vec2(1.0, 1.0));
        });
    }

    fn ask(&mut self, ui: &Ui) {
        let missing = self.reason.trim().is_empty().then_some("Say why first");
        let reason = &mut self.reason;
        let answer = Dialog::new("Void receipt 2026-0412?", "Void receipt")
            .body("The number stays in the book with your reason. The donation can then be receipted anew.")
            .danger()
            .unless(missing)
            .show(ui, |ui| {
                Field::new("Reason", reason).placeholder("Printed with the wrong address").show(ui);
            });
        if answer != ui::Answer::Open {
            self.dialog = false;
        }
    }
}
