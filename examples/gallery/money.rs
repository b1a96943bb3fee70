//! A list with a pane beside it, like the screen of entries.

use std::cell::RefCell;

use egui::{Frame, Margin, Stroke, Ui, vec2};
use wardroom::ui::table::{Cell, Column, Table, TableState};
use wardroom::ui::{
    self, BODY, Button, Choice, FIGURE, Link, PageHeader, SMALL, Search, Split, Tab, Tone, icons, key_values, line,
    look,
};

type Entry = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, Tone);

const ENTRIES: [Entry; 12] = [
    ("14 Nov 2026", "Łukasz Żółkiewski", "Donation", "Cheque 001182", "250.00", "2026-0412", Tone::Good),
    ("14 Nov 2026", "Harbour Bakery Ltd", "Donation", "Bank", "600.00", "Check by 14 Dec", Tone::Warning),
    ("13 Nov 2026", "Nguyễn Thị Ánh", "Dues 2027", "Card", "36.00", "", Tone::Plain),
    ("13 Nov 2026", "Ελένη Παπαδοπούλου", "Donation", "Cash", "40.00", "2026-0411", Tone::Good),
    ("12 Nov 2026", "Collection, town hall meeting on housing", "Donation", "Cash", "83.20", "Anonymous", Tone::Plain),
    ("11 Nov 2026", "Riverside Print Co-op", "Expense", "Bank", "−312.40", "", Tone::Plain),
    ("11 Nov 2026", "Наталія Шевченко", "Donation", "Bank", "75.00", "To receipt", Tone::Accent),
    ("10 Nov 2026", "王小明", "Dues 2027", "Standing order", "54.00", "", Tone::Plain),
    ("10 Nov 2026", "Zoë O’Brien-Núñez", "In kind", "Venue hire, valued", "180.00", "In kind", Tone::Plain),
    ("9 Nov 2026", "Siân Llewellyn", "Donation", "Cheque 000417", "20.00", "2026-0410", Tone::Good),
    ("9 Nov 2026", "ليلى حداد", "Donation", "Bank", "60.00", "2026-0409", Tone::Good),
    ("8 Nov 2026", "Hall of St Mark", "Expense", "Bank", "−220.00", "", Tone::Plain),
];

pub struct Money {
    table: TableState,
    split: Split,
    tab: usize,
    search: String,
    year: usize,
    kind: usize,
    account: usize,
    seen: RefCell<u64>,
}

impl Default for Money {
    fn default() -> Self {
        let mut table = TableState::default();
        table.selection.set(1);
        Self {
            table,
            split: Split::default(),
            tab: 0,
            search: String::new(),
            year: 0,
            kind: 0,
            account: 0,
            seen: RefCell::new(0),
        }
    }
}

impl Money {
    pub fn show(&mut self, ui: &mut Ui) {
        let tab = &mut self.tab;
        PageHeader::new("Money").subtitle("2026 · General account £7,904.02").show(
            ui,
            |ui| {
                Button::primary("Record a donation").key("N").show(ui);
                Button::secondary("New batch").key("B").show(ui);
                Button::secondary("Print…").show(ui);
            },
            |ui| {
                let all = [
                    Tab::new("Entries"),
                    Tab::new("Batches"),
                    Tab::new("Bank").count(9, Tone::Accent),
                    Tab::new("Receipts"),
                    Tab::new("Reports"),
                    Tab::new("Rules").count(2, Tone::Warning),
                ];
                ui::tabs(ui, &all, tab);
            },
        );
        let mut split = self.split;
        split.show(ui, |ui| self.list(ui), detail);
        self.split = split;
    }

    fn list(&mut self, ui: &mut Ui) {
        let look = look(ui);
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look.surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                Search::new("Search entries", &mut self.search).width(240.0).show(ui);
                Choice::new("Year", &mut self.year, &[(0, "This year"), (1, "Last year"), (2, "All years")])
                    .bare()
                    .show(ui);
                Choice::new("Kind", &mut self.kind, &[(0, "All kinds"), (1, "Donation"), (2, "Dues")]).bare().show(ui);
                Choice::new("Account", &mut self.account, &[(0, "Any account"), (1, "General"), (2, "Campaign")])
                    .bare()
                    .show(ui);
                if ui.available_width() > 130.0 {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        line(ui, "1,000,038 entries", BODY.ink(look.muted));
                    });
                }
            });
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let foot = 40.0;
        let columns = [
            Column::new("received", "Received", 96.0),
            Column::new("who", "From or to", 160.0).grows(3.0).least(130.0),
            Column::new("kind", "Kind", 76.0),
            Column::new("how", "How", 110.0).grows(1.0).spare(),
            Column::new("amount", "Amount £", 76.0).figures(),
            Column::new("receipt", "Receipt", 118.0),
        ];
        let rest = ui.available_rect_before_wrap();
        let place = rest.with_max_y(rest.bottom() - foot);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(place));
        Table::new("Entries", &columns).rows(1_000_038).many().show(
            &mut inner,
            &mut self.table,
            |index| {
                *self.seen.borrow_mut() += 1;
                // Rows far down are still on their way.
                (index < 900_000).then(|| ENTRIES.get((index % 12) as usize)).flatten()
            },
            |entry, column| match column {
                0 => Cell::Text(entry.0.into()),
                1 => Cell::Strong(entry.1.into()),
                2 => Cell::Text(entry.2.into()),
                3 => Cell::Muted(entry.3.into()),
                4 => Cell::Text(entry.4.into()),
                _ if entry.5.is_empty() => Cell::Empty,
                _ => Cell::Chip(entry.5.into(), entry.6),
            },
        );
        let strip = rest.with_min_y(rest.bottom() - foot);
        ui.painter().rect_filled(strip, 0, look.sunk);
        ui.painter().hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
        let mut row = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(strip.shrink2(vec2(24.0, 0.0)))
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        row.spacing_mut().item_spacing.x = 4.0;
        for (name, sum) in [("In", "£31,266.10"), ("Out", "£22,853.93")] {
            line(&mut row, name, BODY.ink(look.muted));
            line(&mut row, sum, BODY.strong());
            row.add_space(16.0);
        }
        line(&mut row, &format!("Selected {} · £600.00", self.table.selection.count()), BODY.ink(look.muted));
    }
}

fn detail(ui: &mut Ui) {
    let look = look(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        ui::chip(ui, "Donation", Tone::Plain);
        ui::chip(ui, "Check by 14 Dec", Tone::Warning);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui::menu_button(ui, "More", |ui| {
                ui::menu_item(ui, Some(icons::PENCIL_SIMPLE), "Edit", Some("E"), true);
                ui::menu_item(ui, Some(icons::PRINTER), "Print…", None, true);
                ui::menu_item(ui, Some(icons::TRASH), "Void…", None, false);
            });
        });
    });
    ui.add_space(-4.0);
    line(ui, "£600.00", FIGURE);
    ui.add_space(-6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        line(ui, "from", BODY.ink(look.muted));
        Link::new("Harbour Bakery Ltd").show(ui);
    });
    ui.add_space(4.0);
    key_values(
        ui,
        &[
            ("Received", "14 November 2026"),
            ("Banked", "16 November 2026, General"),
            ("How", "Bank transfer, HB-GIFT"),
            ("Appeal", "Autumn appeal"),
            ("This year", "3 donations, £1,350.00"),
        ],
    );
    ui.add_space(4.0);
    ui::banner(
        ui,
        Tone::Warning,
        "Check the donor before 14 December",
        "A donation over £500 may be kept only from a permissible donor. Check that the company is registered and carries on \
         business in the UK, or return it within 30 days.",
        "Great Britain pack, value from 2010, verified 2026-11-21",
        |ui| {
            Button::secondary("Record the check…").show(ui);
            Button::secondary("Return it…").show(ui);
        },
    );
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        Button::primary("Issue receipt").show(ui);
        Button::secondary("Reverse…").show(ui);
    });
    ui.add_space(4.0);
    line(ui, "History", SMALL.medium().ink(look.muted));
    ui::paragraph(ui, "Recorded by Asha M., 14 Nov 19:42 in batch 31\nMatched to bank line 16 Nov by Asha M.", SMALL);
}
