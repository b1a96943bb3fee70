//! The list of appeals with its filters, what it sums to, and what it says while there are none.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::super::super::model::Stage;
use super::super::parts::{FOOT, foot};
use super::super::{ADD_APPEAL, ASK_FOR_APPEAL, EXPORT_APPEALS, EXPORT_ASKED, NUMBERS};
use super::{Appeals, Line, Which};
use crate::app::Sight;
use crate::kit::{Money, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Search, Tone, icons, line, look};

/// How a chip shows a stage.
pub(super) fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Running => Tone::Good,
        Stage::Planned => Tone::Accent,
        Stage::Ended => Tone::Plain,
    }
}

/// The head of the page.
pub(super) fn header(ui: &mut Ui, sight: &Sight<'_>, lines: &[Line]) {
    let running = lines.iter().filter(|line| line.appeal.is_some() && line.stage == Stage::Running).count();
    let subtitle = match (lines.is_empty(), running) {
        (true, _) => String::new(),
        (_, 0) => t!("No appeal is running").to_owned(),
        (_, n) => t!("{appeals} running", appeals = text::plural(n, t!("appeal"), t!("appeals"))),
    };
    sight.header(ui, &subtitle, |ui| {
        ADD_APPEAL.primary(ui, sight);
        if ui.available_width() > 520.0 {
            ASK_FOR_APPEAL.secondary(ui, sight);
        }
        ui::menu_button(ui, t!("More for appeals"), |ui| {
            ASK_FOR_APPEAL.item(ui, sight);
            NUMBERS.item(ui, sight);
            EXPORT_APPEALS.item(ui, sight);
            EXPORT_ASKED.item(ui, sight);
        });
    });
}

/// What the screen is for, while there is no appeal.
pub(super) fn empty(ui: &mut Ui, sight: &Sight<'_>) {
    let body = t!(
        "Plan what an appeal should bring and when it runs. Every donation that names it counts, and you see how far it is, what it cost and who answered."
    );
    ui::empty_state(ui, icons::MEGAPHONE, t!("No appeals yet"), body, |ui| {
        ADD_APPEAL.primary(ui, sight);
        if Button::secondary(t!("See the donations")).show(ui).clicked() {
            sight.go(super::super::ENTRIES, "kind:donation");
        }
    });
}

fn filters(ui: &mut Ui, screen: &mut Appeals) {
    let wide = (ui.available_width() - 260.0).clamp(150.0, 240.0);
    Search::new(t!("Search appeals"), &mut screen.text).width(wide).show(ui);
    let mut which =
        vec![(Which::Open, t!("Not ended")), (Which::All, t!("All")), (Which::Unplanned, t!("Not planned"))];
    which.extend(Stage::ALL.map(|stage| (Which::Only(stage), stage.label())));
    Choice::new(t!("Which appeals"), &mut screen.which, &which).bare().show(ui);
    if ui.available_width() > 90.0 {
        let shown = t!("{count} shown", count = text::count(screen.shown.len()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
    }
}

/// Draws the list; answers whether another row was chosen, and whether one was opened.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, screen: &mut Appeals) -> (bool, bool) {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look(ui).surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| ui.horizontal(|ui| filters(ui, screen)));
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    if screen.all.get().is_none() {
        return (false, false);
    }
    if screen.shown.is_empty() {
        let mut reset = false;
        let body = t!("No appeal has all of what the search and the choice above ask for");
        ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("No appeals like this"), body, |ui| {
            reset = Button::secondary(t!("Show all appeals")).show(ui).clicked();
        });
        if reset {
            (screen.text, screen.which) = (String::new(), Which::All);
        }
        return (false, false);
    }
    let rest = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - FOOT)));
    let out = table(&mut inner, sight, screen);
    let shown = || screen.shown.rows(screen.lines());
    let pairs = [
        (t!("Raised"), shown().map(|line| line.progress.raised).sum::<Money>()),
        (t!("Spent"), shown().map(|line| line.progress.spent).sum()),
    ];
    foot(ui, sight, &pairs, screen.shown.table.selection.count(), rest.with_min_y(rest.bottom() - FOOT));
    out
}

fn table(ui: &mut Ui, sight: &Sight<'_>, screen: &mut Appeals) -> (bool, bool) {
    let (currency, raised) = (*sight.currency(), t!("Raised {sign}", sign = sight.currency().sign.trim()));
    let columns = [
        Column::new("name", t!("Appeal"), 170.0).grows(3.0).least(130.0).unsorted(),
        Column::new("raised", &raised, 96.0).figures().unsorted(),
        Column::new("target", t!("Target"), 96.0).figures().unsorted().spare(),
        Column::new("share", t!("Of target"), 84.0).figures().unsorted(),
        Column::new("donors", t!("Donors"), 72.0).figures().unsorted().spare(),
        Column::new("ends", t!("Ends"), 96.0).unsorted().spare(),
        Column::new("state", t!("State"), 104.0).unsorted(),
    ];
    let rows = u64::try_from(screen.shown.len()).unwrap_or(0);
    let Appeals { all, shown, .. } = screen;
    let lines = all.get().map_or(&[][..], |all| &all.lines);
    let mut state = std::mem::take(&mut shown.table);
    let out = Table::new(t!("Appeals"), &columns).rows(rows).show(
        ui,
        &mut state,
        |at| shown.row(lines, at),
        |row: &Line, column| {
            let terms = row.appeal.as_ref().map(|appeal| &appeal.terms);
            let target = terms.and_then(|terms| terms.target);
            match (column, terms) {
                (0, _) => Cell::Strong(row.name.as_str().into()),
                (1, _) => Cell::Text(currency.figures(row.progress.raised).into()),
                (2, _) => target.map_or(Cell::Empty, |sum| Cell::Muted(currency.figures(sum).into())),
                (3, _) => match row.progress.share(target) {
                    Some(share) => Cell::Text(t!("{share} %", share = share).into()),
                    None => Cell::Empty,
                },
                (4, _) => Cell::Text(text::count(row.progress.donors).into()),
                (5, Some(terms)) => terms.ends.map_or(Cell::Empty, |day| Cell::Muted(day::short(day).into())),
                (5, None) => Cell::Empty,
                (_, None) => Cell::Chip(t!("Not planned").into(), Tone::Warning),
                (_, Some(_)) => Cell::Chip(row.stage.label().into(), tone(row.stage)),
            }
        },
    );
    shown.table = state;
    (out.selected, out.opened.is_some())
}
