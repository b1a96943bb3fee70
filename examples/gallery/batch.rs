//! A person found by typing, like the batch of cheques.

use egui::{Frame, Id, Margin, Stroke, Ui};
use wardroom::ui::table::{Cell, Column, Table, TableState};
use wardroom::ui::{
    Button, Field, Finder, PageHeader, SMALL, Suggestion, Tone, icons, key_hints, line, look, stat, summary_strip,
};

pub struct Batch {
    table: TableState,
    who: String,
    how: String,
    reference: String,
    amount: String,
    purpose: String,
    pub focus: bool,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            table: TableState::default(),
            who: "ngu".to_owned(),
            how: "Cheque".to_owned(),
            reference: String::new(),
            amount: String::new(),
            purpose: String::new(),
            focus: false,
        }
    }
}

const LINES: [[&str; 6]; 4] = [
    ["Siân Llewellyn", "12 Mill Lane", "Cheque", "000417", "20.00", "Autumn appeal"],
    ["Łukasz Żółkiewski", "4 Quay Street", "Cheque", "001182", "250.00", "Autumn appeal"],
    ["Grace Adeyemi-Whitfield", "for Thomas Adeyemi-Whitfield", "Cheque", "300871", "54.00", "Dues 2027"],
    ["Harbour Bakery Ltd", "Riverside Road", "Cheque", "104402", "600.00", "Autumn appeal"],
];

impl Batch {
    pub fn show(&mut self, ui: &mut Ui) {
        PageHeader::new("Batch 32").chip("Draft", Tone::Accent).show(
            ui,
            |ui| {
                Button::primary("Post 20 donations").unless(Some("16 donations are still to be keyed")).show(ui);
                Button::secondary("Save for later").show(ui);
            },
            |ui| {
                ui.add_space(8.0);
                summary_strip(ui, |ui| {
                    stat(ui, "Cheques declared", "20", None);
                    stat(ui, "Control total", "£2,184.00", None);
                    stat(ui, "Keyed so far", "4 · £924.00", None);
                    stat(ui, "Still to find", "16 · £1,260.00", Some(Tone::Warning));
                    wardroom::ui::progress(ui, "Keyed so far", Some(0.42), "Banked on 21 Nov 2026 into General", false);
                });
                ui.add_space(16.0);
            },
        );
        let look = look(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look.surface);
        let columns = [
            Column::new("line", "#", 24.0).least(24.0).unsorted(),
            Column::new("from", "From", 330.0).grows(1.0).unsorted(),
            Column::new("how", "How", 90.0).unsorted(),
            Column::new("reference", "Reference", 90.0).unsorted(),
            Column::new("amount", "Amount £", 90.0).figures().unsorted(),
            Column::new("for", "For", 130.0).unsorted(),
            Column::new("state", "", 190.0).unsorted(),
        ];
        let place = area.with_max_y(area.top() + 36.0 + 4.0 * look.row);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(place));
        Table::new("Lines", &columns).rows(4).show(
            &mut inner,
            &mut self.table,
            |index| LINES.iter().zip(["1", "2", "3", "4"]).nth(index as usize).map(|(l, _)| l),
            |l, column| match column {
                0 => Cell::Muted("·".into()),
                1 => Cell::Named(l[0].into(), l[1].into()),
                3 => Cell::Text(l[3].into()),
                6 if l[4] == "600.00" => Cell::Chip("Over £500: will ask for a check".into(), Tone::Warning),
                6 => Cell::Icon(icons::CHECK, "Good".into(), Tone::Good),
                2 => Cell::Text(l[2].into()),
                4 => Cell::Text(l[4].into()),
                _ => Cell::Text(l[5].into()),
            },
        );
        ui.advance_cursor_after_rect(place);
        self.entry(ui);
        let foot = area.with_min_y(area.bottom() - 40.0);
        let mut foot = ui.new_child(egui::UiBuilder::new().max_rect(foot));
        key_hints(
            &mut foot,
            &[("Enter", "next line"), ("\"", "same as above"), ("Ctrl ↑", "line above"), ("Ctrl D", "remove line")],
            "Nothing is posted until the batch balances",
        );
    }

    fn entry(&mut self, ui: &mut Ui) {
        let look = look(ui);
        let rows = [
            ("Nguyễn Thị Ánh", "27 Canal Walk · member 0418 · last gave £36.00"),
            ("Nguyễn Văn Đức", "3 Station Rise"),
            ("Chika Nguema", "Flat 2, 14 High Street"),
        ];
        let suggestions: Vec<Suggestion<'_>> = rows
            .iter()
            .map(|(title, detail)| Suggestion { title: (*title).into(), detail: (*detail).into() })
            .collect();
        let strip = Frame::new().inner_margin(Margin { left: 24, right: 24, top: 2, bottom: 2 }).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                line(ui, "5", SMALL);
                ui.add_space(12.0);
                let id = Id::unique("who");
                if std::mem::take(&mut self.focus) {
                    ui.memory_mut(|m| m.request_focus(id));
                }
                Finder::new("From", &mut self.who, &suggestions)
                    .or_new("New person")
                    .bare()
                    .id(id)
                    .width(420.0)
                    .show(ui);
                Field::new("How", &mut self.how).bare().width(90.0).show(ui);
                Field::new("Reference", &mut self.reference).bare().width(90.0).show(ui);
                Field::new("Amount", &mut self.amount).bare().figures().width(90.0).show(ui);
                Field::new("For", &mut self.purpose).bare().placeholder("as above").width(130.0).show(ui);
            });
        });
        let y = strip.response.rect.bottom();
        ui.painter().hline(ui.max_rect().x_range(), y, Stroke::new(1.0, look.line));
    }
}
