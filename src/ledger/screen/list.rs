//! The list of entries: search and filters above it, what it sums to below.

use egui::{Align, Frame, Id, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::RECORD;
use super::entries::Entries;
use super::named::Chart;
use crate::app::Sight;
use crate::cli::{Cell as Out, Sheet, SheetColumn, SheetRow, Width};
use crate::kit::{Currency, Day, Money, day, text};
use crate::ledger::model::{AccountId, EntryKind, Filter, Receipted};
use crate::ledger::store::EntryRow;
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Search, Tone, icons, line, look};

/// Height of the strip at the foot, points.
const FOOT: f32 = 40.0;

/// The words of a lock on a chip: `2026-0412` of "receipt 2026-0412".
pub fn lock_words(by: &str) -> &str {
    by.strip_prefix("receipt ").or(by.strip_prefix("the ")).unwrap_or(by)
}

/// The entries of a filter as a table that can leave.
pub fn sheet(rows: Vec<EntryRow>) -> Sheet {
    let column = |name: &str, width| SheetColumn { name: name.to_owned(), width };
    let row = |row: EntryRow| SheetRow {
        cells: vec![
            Out::Day(row.received),
            Out::Text(row.who),
            Out::Text(row.kind.label().to_owned()),
            Out::Text(super::detail::how(row.method, &row.reference)),
            Out::Text(if row.description.is_empty() { row.appeal } else { row.description }),
            Out::Text(row.lock.unwrap_or_default()),
            Out::Money(row.part),
        ],
        strong: false,
        opens: None,
    };
    Sheet {
        title: t!("Entries").to_owned(),
        subtitle: String::new(),
        columns: vec![
            column(t!("Received"), Width::Day),
            column(t!("From or to"), Width::Text),
            column(t!("Kind"), Width::Short),
            column(t!("How"), Width::Short),
            column(t!("What for"), Width::Text),
            column(t!("Held by"), Width::Short),
            column(t!("Amount"), Width::Money),
        ],
        rows: rows.into_iter().map(row).collect(),
    }
}

/// First and last day that a choice of period means; nothing for all.
type Days = (Option<Day>, Option<Day>);

/// Draws the list in all the room there is.
pub fn show(ui: &mut Ui, entries: &mut Entries, sight: &Sight<'_>, chart: &Chart) {
    let look = look(ui);
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look.surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            filters(ui, entries, sight, chart);
        });
    });
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
    let rest = ui.available_rect_before_wrap();
    let place = rest.with_max_y(rest.bottom() - FOOT);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
    if entries.rows.is_known() && entries.rows.total() == 0 {
        empty(&mut inner, entries, sight);
    } else {
        table(&mut inner, entries, sight);
    }
    let strip = rest.with_min_y(rest.bottom() - FOOT);
    ui.painter().rect_filled(strip, 0, look.sunk);
    ui.painter().hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
    let within = strip.shrink2(vec2(24.0, 0.0));
    foot(
        &mut ui.new_child(UiBuilder::new().max_rect(within).layout(Layout::left_to_right(Align::Center))),
        entries,
        sight,
    );
}

fn filters(ui: &mut Ui, entries: &mut Entries, sight: &Sight<'_>, chart: &Chart) {
    let search = Id::unique("search entries");
    if std::mem::take(&mut entries.to_search) {
        ui.memory_mut(|m| m.request_focus(search));
    }
    let wide = ui.available_width() > 560.0;
    Search::new(t!("Search entries"), &mut entries.filter.text)
        .key("/")
        .width(if wide { 240.0 } else { 180.0 })
        .id(search)
        .show(ui);
    period(ui, entries, sight);
    kinds(ui, entries);
    let mut options: Vec<(Option<AccountId>, &str)> = vec![(None, t!("Any account"))];
    options.extend(chart.accounts.iter().map(|a| (Some(a.id), a.name.as_str())));
    Choice::new(t!("Account"), &mut entries.filter.account, &options).bare().show(ui);
    further(ui, entries, chart);
    let words = text::plural(entries.sums().count, t!("entry"), t!("entries"));
    if ui.available_width() > 90.0 {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let ink = look(ui).muted;
            line(ui, &words, BODY.ink(ink));
        });
    }
}

fn period(ui: &mut Ui, entries: &mut Entries, sight: &Sight<'_>) {
    let (first, last) = sight.facts.profile.year_of(sight.today());
    let before = first.pred_opt().map_or((first, last), |d| sight.facts.profile.year_of(d));
    let mut chosen: Days = (entries.filter.from, entries.filter.to);
    let mut options: Vec<(Days, &str)> = vec![
        ((Some(first), Some(last)), t!("This year")),
        ((Some(before.0), Some(before.1)), t!("Last year")),
        ((None, None), t!("All years")),
    ];
    let own = match chosen {
        (Some(from), Some(to)) => t!("{from} to {to}", from = day::short(from), to = day::short(to)),
        (Some(from), None) => t!("From {from}", from = day::short(from)),
        (None, Some(to)) => t!("Up to {to}", to = day::short(to)),
        (None, None) => String::new(),
    };
    if options.iter().all(|(days, _)| *days != chosen) {
        options.push((chosen, &own));
    }
    if Choice::new(t!("Period"), &mut chosen, &options).bare().show(ui).changed() {
        (entries.filter.from, entries.filter.to) = chosen;
        entries.filter.beside = None;
    }
}

fn kinds(ui: &mut Ui, entries: &mut Entries) {
    let several: String = entries.filter.kinds.iter().map(|k| k.label()).collect::<Vec<_>>().join(", ");
    let mut options: Vec<(Vec<EntryKind>, &str)> = vec![(Vec::new(), t!("All kinds"))];
    options.extend(EntryKind::ALL.into_iter().map(|k| (vec![k], k.label())));
    if entries.filter.kinds.len() > 1 {
        options.push((entries.filter.kinds.clone(), &several));
    }
    let choice = Choice::new(t!("Kinds"), &mut entries.filter.kinds, &options).bare();
    if several.len() > 24 {
        choice.width(170.0).show(ui)
    } else {
        choice.show(ui)
    };
}

/// Conditions that a figure of a report brought along; each is taken off by a click.
fn further(ui: &mut Ui, entries: &mut Entries, chart: &Chart) {
    let filter = &mut entries.filter;
    let mut off = |words: String| {
        let name = t!("Take off: {what}", what = words);
        let response = Button::quiet(&words).icon(icons::X).show(ui);
        let clicked = response.clicked();
        response.on_hover_text(name);
        clicked
    };
    if let Some((from, to)) = filter.beside
        && off(t!("And {from} to {to}", from = day::short(from), to = day::short(to)))
    {
        filter.beside = None;
    }
    if !filter.sides.is_empty() && off(filter.sides.iter().map(|k| k.label()).collect::<Vec<_>>().join(", ")) {
        filter.sides.clear();
    }
    if let Some(id) = filter.category
        && off(chart.category(id).to_owned())
    {
        filter.category = None;
    }
    if !filter.categories.is_empty()
        && off(filter.categories.iter().map(|id| chart.category(*id)).collect::<Vec<_>>().join(", "))
    {
        filter.categories.clear();
    }
    if !filter.accounts.is_empty()
        && off(filter.accounts.iter().map(|id| chart.account(*id)).collect::<Vec<_>>().join(", "))
    {
        filter.accounts.clear();
    }
    if let Some(organisation) = filter.organisation
        && off(if organisation { t!("From organisations") } else { t!("From people") }.to_owned())
    {
        filter.organisation = None;
    }
    if let Some(id) = filter.fund
        && off(chart.fund(id).to_owned())
    {
        filter.fund = None;
    }
    if filter.person.is_some() && off(entries.person.clone().unwrap_or_else(|| t!("One person").to_owned())) {
        filter.person = None;
    }
    if !filter.appeals.is_empty() && off(filter.appeals.join(", ")) {
        filter.appeals.clear();
    }
    if filter.nobody && off(t!("Nobody named").to_owned()) {
        filter.nobody = false;
    }
    if filter.batch.is_some() && off(t!("One batch").to_owned()) {
        filter.batch = None;
    }
    if let Some(receipted) = filter.receipted {
        let words = if receipted == Receipted::Yes { t!("With a receipt") } else { t!("Without a receipt") };
        if off(words.to_owned()) {
            filter.receipted = None;
        }
    }
}

fn table(ui: &mut Ui, entries: &mut Entries, sight: &Sight<'_>) {
    let currency = *sight.currency();
    let amount = t!("Amount {sign}", sign = currency.sign.trim());
    let columns = [
        Column::new("received", t!("Received"), 96.0).unsorted(),
        Column::new("who", t!("From or to"), 160.0).grows(2.0).least(130.0).unsorted(),
        Column::new("kind", t!("Kind"), 98.0).unsorted(),
        Column::new("how", t!("How"), 160.0).grows(1.0).spare().unsorted(),
        Column::new("amount", &amount, 88.0).figures().unsorted(),
        Column::new("receipt", t!("Receipt"), 104.0).unsorted(),
    ];
    let by_part = entries.filter.by_part();
    let Entries { rows, table, wants, .. } = entries;
    let due = |row: &EntryRow| {
        wants.get().and_then(|all| all.get(&row.id.0)).and_then(|todos| todos.iter().find_map(|t| t.due))
    };
    let out = Table::new(t!("Entries"), &columns).rows(rows.total()).many().show(
        ui,
        table,
        |at| rows.get(at),
        |row, column| cell(row, column, due(row), currency, by_part),
    );
    rows.in_sight(out.visible.clone());
    if out.selected {
        entries.chosen();
    }
}

fn cell(row: &EntryRow, column: usize, due: Option<Day>, currency: Currency, by_part: bool) -> Cell<'_> {
    match column {
        0 => Cell::Text(day::short(row.received).into()),
        1 if row.who.is_empty() => Cell::Muted(nobody(row).into()),
        1 => Cell::Strong(row.who.as_str().into()),
        2 => Cell::Text(row.kind.label().into()),
        3 if row.kind == EntryKind::InKind => Cell::Muted(row.description.as_str().into()),
        3 => Cell::Muted(super::detail::how(row.method, &row.reference).into()),
        4 => Cell::Text(currency.figures(if by_part { row.part } else { row.amount }).into()),
        _ => state(row, due),
    }
}

fn nobody(row: &EntryRow) -> &str {
    if !row.appeal.is_empty() {
        return &row.appeal;
    }
    match row.kind {
        EntryKind::Transfer => t!("Between accounts"),
        EntryKind::Opening => t!("Opening balance"),
        _ => t!("Nobody named"),
    }
}

/// What stands of an entry; before a receipt comes what is due.
fn state(row: &EntryRow, due: Option<Day>) -> Cell<'_> {
    if row.is_reversed {
        return Cell::Chip(t!("Reversed").into(), Tone::Plain);
    }
    if row.is_reversal {
        return Cell::Chip(t!("Reversal").into(), Tone::Plain);
    }
    if let Some(due) = due {
        return Cell::Chip(t!("By {day}", day = day::brief(due)).into(), Tone::Warning);
    }
    match (&row.receipt, row.kind) {
        (Some(by), _) => Cell::Chip(lock_words(by).into(), Tone::Good),
        (None, EntryKind::Donation) if row.person.is_none() => Cell::Chip(t!("Anonymous").into(), Tone::Plain),
        (None, EntryKind::Donation) => Cell::Chip(t!("To receipt").into(), Tone::Accent),
        (None, EntryKind::InKind) => Cell::Chip(t!("In kind").into(), Tone::Plain),
        (None, _) => Cell::Empty,
    }
}

fn empty(ui: &mut Ui, entries: &mut Entries, sight: &Sight<'_>) {
    let only_days = Filter { from: None, to: None, ..entries.filter.clone() } == Filter::default();
    if only_days {
        let body = t!("Everything that comes in and goes out is recorded here once, and every total opens its entries");
        ui::empty_state(
            ui,
            icons::COINS,
            if entries.filter.from.is_some() { t!("No entries in these days yet") } else { t!("No money yet") },
            body,
            |ui| {
                RECORD.primary(ui, sight);
                super::BRING_IN.secondary(ui, sight);
            },
        );
        return;
    }
    let title = t!("No entries like this");
    let body = t!("Nothing in the ledger has all of what the search and the filters above ask for");
    let mut all = false;
    ui::empty_state(ui, icons::MAGNIFYING_GLASS, title, body, |ui| {
        all = Button::primary(t!("Show all entries")).show(ui).clicked();
        RECORD.secondary(ui, sight);
    });
    if all {
        entries.filter = Filter::default();
    }
}

fn foot(ui: &mut Ui, entries: &Entries, sight: &Sight<'_>) {
    let (look, currency, sums) = (look(ui), sight.currency(), entries.sums());
    ui.spacing_mut().item_spacing.x = 4.0;
    let filter = &entries.filter;
    let mut pairs = vec![(t!("In"), currency.show(sums.money_in)), (t!("Out"), currency.show(sums.money_out))];
    if filter.by_part() {
        pairs = vec![(t!("Sum"), currency.show(sums.part))];
    }
    for (name, sum) in pairs {
        line(ui, name, BODY.ink(look.muted));
        line(ui, &sum, BODY.strong());
        ui.add_space(16.0);
    }
    let selected = entries.table.selection.count();
    if selected == 0 {
        return;
    }
    let at_hand = selected <= 5_000;
    let sum: Option<Money> = at_hand
        .then(|| entries.table.selection.rows().map(|at| entries.rows.get(at).map(|r| r.amount)).sum())
        .flatten();
    let words = match sum {
        Some(sum) => t!("Selected {count} · {sum}", count = selected, sum = currency.show(sum)),
        None => t!("Selected {count}", count = selected),
    };
    line(ui, &words, BODY.ink(look.muted));
}
