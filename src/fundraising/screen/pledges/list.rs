//! The list of pledges with its filters, what it sums to, and what it says while there are none.

use egui::{Align, Frame, Id, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::super::super::model::State;
use super::super::parts::{FOOT, foot};
use super::super::{ACCEPT, ADD_PLEDGE, EXPORT_PLEDGES, RECEIVE, SEARCH_PLEDGES};
use super::{Line, Pledges, Which};
use crate::app::Sight;
use crate::kit::{Money, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Search, Tone, icons, line, look};

/// How a chip shows a state.
pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Missed => Tone::Danger,
        State::Part | State::Due => Tone::Warning,
        State::OnTime | State::Ahead => Tone::Good,
        State::Upcoming | State::Kept | State::Cancelled => Tone::Plain,
    }
}

/// The head of the page.
pub(super) fn header(ui: &mut Ui, sight: &Sight<'_>, lines: &[Line]) {
    let open = lines.iter().filter(|line| line.schedule.state.is_open()).count();
    let missed: Money = lines.iter().filter(|l| l.schedule.state.is_open()).map(|l| l.schedule.missed_sum).sum();
    let pledges = text::plural(open, t!("open pledge"), t!("open pledges"));
    let subtitle = match (lines.is_empty(), missed.is_zero()) {
        (true, _) => String::new(),
        (false, true) => pledges,
        (false, false) => {
            t!("{pledges}, {missed} missed", pledges = pledges, missed = sight.currency().show(missed))
        }
    };
    sight.header(ui, &subtitle, |ui| {
        ADD_PLEDGE.primary(ui, sight);
        if ui.available_width() > 520.0 {
            RECEIVE.secondary(ui, sight);
        }
        ui::menu_button(ui, t!("More for pledges"), |ui| {
            RECEIVE.item(ui, sight);
            ACCEPT.item(ui, sight);
            EXPORT_PLEDGES.item(ui, sight);
        });
    });
}

/// What the screen is for, while nobody promised anything.
pub(super) fn empty(ui: &mut Ui, sight: &Sight<'_>) {
    let body = t!(
        "Write down who promised to give how much and how often. Wardroom works out what should have come by today, and shows first what has not."
    );
    ui::empty_state(ui, icons::HAND_HEART, t!("No pledges yet"), body, |ui| {
        ADD_PLEDGE.primary(ui, sight);
        if Button::secondary(t!("See the donations")).show(ui).clicked() {
            sight.go(super::super::ENTRIES, "kind:donation");
        }
    });
}

fn filters(ui: &mut Ui, screen: &mut Pledges) {
    let id = Id::unique("fundraising.pledges.search");
    if std::mem::take(&mut screen.focus_search) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let wide = (ui.available_width() - 260.0).clamp(150.0, 240.0);
    let key = SEARCH_PLEDGES.shortcut.map(crate::app::Shortcut::says).unwrap_or_default();
    Search::new(t!("Search pledges"), &mut screen.text).width(wide).key(&key).id(id).show(ui);
    let mut which = vec![(Which::Open, t!("Open")), (Which::All, t!("All")), (Which::Seen, t!("Seem received"))];
    which.extend(State::ALL.map(|state| (Which::Only(state), state.label())));
    Choice::new(t!("Which pledges"), &mut screen.which, &which).bare().show(ui);
    if ui.available_width() > 90.0 {
        let shown = t!("{count} shown", count = text::count(screen.shown.len()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
    }
}

/// Draws the list; answers whether another row was chosen, and whether one was opened.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, screen: &mut Pledges) -> (bool, bool) {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look(ui).surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| ui.horizontal(|ui| filters(ui, screen)));
    seen(ui, sight, screen);
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    if screen.all.get().is_none() {
        return (false, false);
    }
    if screen.shown.is_empty() {
        let mut reset = false;
        let body = t!("No pledge has all of what the search and the choice above ask for");
        ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("No pledges like this"), body, |ui| {
            reset = Button::secondary(t!("Show all pledges")).show(ui).clicked();
        });
        if reset {
            (screen.text, screen.which) = (String::new(), Which::All);
        }
        return (false, false);
    }
    let rest = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - FOOT)));
    let out = table(&mut inner, sight, screen);
    let shown = || screen.shown.rows(screen.lines()).map(|line| &line.schedule);
    let pairs = [
        (t!("Promised so far"), shown().map(|s| s.expected).sum::<Money>()),
        (t!("Received"), shown().map(|s| s.received).sum()),
        (t!("Missed"), shown().filter(|s| s.state.is_open()).map(|s| s.missed_sum).sum()),
    ];
    foot(ui, sight, &pairs, screen.shown.table.selection.count(), rest.with_min_y(rest.bottom() - FOOT));
    out
}

/// Says how many donations look like instalments, where some do.
fn seen(ui: &mut Ui, sight: &Sight<'_>, screen: &mut Pledges) {
    let found = screen.all.get().map_or(0, |all| all.suggestions.len());
    if found == 0 {
        return;
    }
    let look = look(ui);
    Frame::new().fill(look.accent_tint).inner_margin(Margin::symmetric(24, 6)).show(ui, |ui| {
        let size = vec2(ui.available_width(), ui::tokens::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ACCEPT.secondary(ui, sight);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let count = text::plural(found, t!("donation looks"), t!("donations look"));
                let words = t!("{count} like an instalment that has not come", count = count);
                line(ui, &words, BODY.medium().ink(look.accent));
            });
        });
    });
}

fn table(ui: &mut Ui, sight: &Sight<'_>, screen: &mut Pledges) -> (bool, bool) {
    let each = t!("Each time {sign}", sign = sight.currency().sign.trim());
    let columns = [
        Column::new("name", t!("Donor"), 150.0).grows(3.0).least(120.0).unsorted(),
        Column::new("amount", &each, 88.0).figures().unsorted(),
        Column::new("rhythm", t!("How often"), 84.0).unsorted().spare(),
        Column::new("next", t!("Next due"), 96.0).unsorted(),
        Column::new("received", t!("Received"), 84.0).figures().unsorted().spare(),
        Column::new("expected", t!("of promised"), 88.0).figures().unsorted().spare(),
        Column::new("state", t!("State"), 122.0).unsorted(),
    ];
    let (currency, today) = (*sight.currency(), sight.today());
    let rows = u64::try_from(screen.shown.len()).unwrap_or(0);
    let Pledges { all, shown, .. } = screen;
    let lines = all.get().map_or(&[][..], |all| &all.lines);
    let mut state = std::mem::take(&mut shown.table);
    let out = Table::new(t!("Pledges"), &columns).rows(rows).many().show(
        ui,
        &mut state,
        |at| shown.row(lines, at),
        |row: &Line, column| match column {
            0 => Cell::Strong(row.pledge.name.as_str().into()),
            1 => Cell::Text(currency.figures(row.pledge.terms.amount).into()),
            2 => Cell::Muted(row.pledge.terms.rhythm.label().into()),
            3 if !row.schedule.state.is_open() => Cell::Empty,
            3 => Cell::Muted(row.schedule.next().map(|next| day::short(next.due)).unwrap_or_default().into()),
            4 => Cell::Text(currency.figures(row.schedule.received).into()),
            5 => Cell::Muted(currency.figures(row.schedule.expected).into()),
            _ if row.seen > 0 && row.schedule.state.is_open() => Cell::Chip(t!("Seems received").into(), Tone::Accent),
            _ => Cell::Chip(state_words(row, today).into(), tone(row.schedule.state)),
        },
    );
    shown.table = state;
    (out.selected, out.opened.is_some())
}

fn state_words(row: &Line, today: crate::kit::Day) -> String {
    let schedule = &row.schedule;
    match schedule.state {
        State::Missed if schedule.missed > 1 => t!("{count} missed", count = schedule.missed),
        State::Due if schedule.next().is_some_and(|next| next.due == today) => t!("Due today").to_owned(),
        state => state.label().to_owned(),
    }
}
