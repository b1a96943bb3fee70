//! The rows of a run: who gets a receipt, or whose donations are left out for one reason.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{Draft, Plan, ReceiptKind};
use super::run::{Left, LeftRow, Seen, Shows, View};
use super::{ENTRIES, PEOPLE, years};
use crate::app::Sight;
use crate::kit::day;
use crate::kit::fold::fold;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableOutput};
use crate::ui::{self, BODY, Button, Choice, Search, icons, look};

/// In what order receipts are shown; they are always issued and printed in that of the post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Post,
    Name,
    Amount,
}

/// Which rows are shown, by their place in the plan, and for which question.
#[derive(Default)]
pub(super) struct Shown {
    rows: Vec<usize>,
    asked: Option<(u64, u64, Shows, String, Order)>,
}

/// Finds the rows that the search leaves, in their order; costs nothing while neither changed.
pub(super) fn arrange(view: &mut View, seen: &Seen, left: &Left) {
    let plan = &seen.plan;
    let asked = (seen.answer, left.answer, view.shows, view.search.clone(), view.order);
    if view.shown.asked.as_ref() == Some(&asked) {
        return;
    }
    let text = fold(&view.search);
    let fits = |name: &str, more: &[String]| {
        text.is_empty() || fold(name).contains(&text) || more.iter().any(|l| fold(l).contains(&text))
    };
    let mut rows: Vec<usize> = match view.shows {
        Shows::ToIssue => {
            (0..).zip(&plan.drafts).filter(|(_, d)| fits(&d.name, &d.address)).map(|(at, _)| at).collect()
        }
        Shows::Left(_) => (0..).zip(&left.rows).filter(|(_, row)| fits(&row.name, &[])).map(|(at, _)| at).collect(),
    };
    if view.shows == Shows::ToIssue {
        let draft = |at: &usize| plan.drafts.get(*at);
        match view.order {
            Order::Post => {}
            Order::Name => rows.sort_by_key(|at| draft(at).map(|d| fold(&d.name))),
            Order::Amount => rows.sort_by_key(|at| std::cmp::Reverse(draft(at).map(Draft::total))),
        }
    }
    view.shown = Shown { rows, asked: Some(asked) };
}

/// Draws the list; answers where an opened row leads.
pub(super) fn show(
    ui: &mut Ui,
    sight: &Sight<'_>,
    view: &mut View,
    seen: &Seen,
    left: &[LeftRow],
) -> Option<(&'static str, String)> {
    ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.horizontal(|ui| tools(ui, sight, view, seen));
    });
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    if view.shown.rows.is_empty() {
        empty(ui, sight, view, seen);
        return None;
    }
    match view.shows {
        Shows::ToIssue => {
            let out = to_issue(ui, sight, view, &seen.plan);
            let draft = out.opened.and_then(|at| row(view, at)).and_then(|at| seen.plan.drafts.get(at))?;
            Some((PEOPLE, draft.donor.to_string()))
        }
        Shows::Left(_) => {
            let out = left_out(ui, sight, view, left);
            let opened = |at| row(view, at).and_then(|at| left.get(at));
            if let Some((at, column)) = out.link
                && let Some(row) = opened(at)
            {
                return Some(match (column, row.entry.donor) {
                    (1, Some(donor)) => (PEOPLE, donor.to_string()),
                    _ => (ENTRIES, row.entry.entry.to_string()),
                });
            }
            out.opened.and_then(opened).map(|row| (ENTRIES, row.entry.entry.to_string()))
        }
    }
}

fn row(view: &View, at: u64) -> Option<usize> {
    view.shown.rows.get(usize::try_from(at).ok()?).copied()
}

fn tools(ui: &mut Ui, sight: &Sight<'_>, view: &mut View, seen: &Seen) {
    let placeholder = if view.shows == Shows::ToIssue { t!("Search receipts") } else { t!("Search donors") };
    Search::new(placeholder, &mut view.search).width(180.0).show(ui);
    let known = years(sight.today(), seen.oldest.min(view.year));
    let options: Vec<(i32, &str)> = known.iter().map(|(year, words)| (*year, words.as_str())).collect();
    let mut other = Choice::new(t!("Year of the donations"), &mut view.year, &options).bare().show(ui).changed();
    let kinds = [(ReceiptKind::Annual, t!("One for each donor")), (ReceiptKind::Single, t!("One for each donation"))];
    other |= Choice::new(t!("Receipts"), &mut view.kind, &kinds).bare().show(ui).changed();
    if view.shows == Shows::ToIssue {
        let orders = [(Order::Post, t!("Post order")), (Order::Name, t!("By name")), (Order::Amount, t!("By amount"))];
        other |= Choice::new(t!("Order"), &mut view.order, &orders).bare().show(ui).changed();
    } else if Button::quiet(t!("Show who gets one")).icon(icons::ARROW_LEFT).show(ui).clicked() {
        view.show(Shows::ToIssue);
    }
    if other {
        view.table.selection.clear();
    }
    if view.shows == Shows::ToIssue && !seen.plan.drafts.is_empty() {
        let (first, last) = &seen.numbers;
        let words = if first == last { first.clone() } else { t!("{first} to {last}", first = first, last = last) };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.available_width() > 150.0 {
                ui::line(ui, &words, BODY.ink(look(ui).muted)).on_hover_text(t!("The numbers they would get"));
            }
        });
    }
}

fn to_issue(ui: &mut Ui, sight: &Sight<'_>, view: &mut View, plan: &Plan) -> TableOutput {
    let currency = *sight.currency();
    let title = t!("Total {sign}", sign = currency.sign.trim());
    let columns = [
        Column::new("donor", t!("Donor"), 200.0).grows(1.0).least(140.0).unsorted(),
        Column::new("address", t!("Address"), 200.0).grows(1.0).least(120.0).unsorted(),
        Column::new("donations", t!("Donations"), 96.0).figures().spare().unsorted(),
        Column::new("total", &title, 104.0).figures().unsorted(),
    ];
    let rows = &view.shown.rows;
    Table::new(t!("Receipts to issue"), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
        ui,
        &mut view.table,
        |at| plan.drafts.get(*rows.get(usize::try_from(at).ok()?)?),
        |draft: &Draft, column| match column {
            0 => Cell::Strong(draft.name.as_str().into()),
            1 => Cell::Muted(draft.address.first().map_or("", String::as_str).into()),
            2 => Cell::Text(crate::kit::text::count(draft.lines.len()).into()),
            _ => Cell::Text(currency.figures(draft.total()).into()),
        },
    )
}

fn left_out(ui: &mut Ui, sight: &Sight<'_>, view: &mut View, left: &[LeftRow]) -> TableOutput {
    let currency = *sight.currency();
    let title = t!("Amount {sign}", sign = currency.sign.trim());
    let columns = [
        Column::new("day", t!("Received"), 116.0).unsorted(),
        Column::new("donor", t!("Donor"), 220.0).grows(1.0).least(140.0).unsorted(),
        Column::new("amount", &title, 110.0).figures().unsorted(),
        Column::new("open", "", 120.0).unsorted(),
    ];
    let rows = &view.shown.rows;
    Table::new(t!("Donations left out"), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
        ui,
        &mut view.table,
        |at| left.get(*rows.get(usize::try_from(at).ok()?)?),
        |row: &LeftRow, column| match column {
            0 => Cell::Muted(day::short(row.entry.day).into()),
            1 if row.entry.donor.is_some() => Cell::Link(row.name.as_str().into()),
            1 => Cell::Muted(row.name.as_str().into()),
            2 => Cell::Text(currency.figures(row.entry.amount).into()),
            _ => Cell::Link(t!("Open donation").into()),
        },
    )
}

fn empty(ui: &mut Ui, sight: &Sight<'_>, view: &mut View, seen: &Seen) {
    if !view.search.is_empty() {
        ui::empty_state(
            ui,
            icons::MAGNIFYING_GLASS,
            t!("Nobody is like this"),
            t!("Search for a part of a name or an address."),
            |ui| {
                if Button::secondary(t!("Show all")).show(ui).clicked() {
                    view.search.clear();
                }
            },
        );
        return;
    }
    let (title, body) = if view.shows != Shows::ToIssue {
        (t!("None of these").to_owned(), t!("No donation is left out for this reason."))
    } else if seen.plan.ledger_count == 0 {
        (
            t!("No donations in {year}", year = seen.plan.year),
            t!(
                "Receipts are made out for the donations in the ledger. Record or import them first, or choose another year."
            ),
        )
    } else {
        (
            t!("Nothing left to issue for {year}", year = seen.plan.year),
            t!("Every donation of the year has its receipt, or is left out for a reason that stands beside."),
        )
    };
    ui::empty_state(ui, icons::RECEIPT, &title, body, |ui| {
        if Button::secondary(t!("All receipts")).show(ui).clicked() {
            sight.go(super::LIST, "");
        }
        if Button::secondary(t!("See the entries")).show(ui).clicked() {
            sight.go(ENTRIES, "");
        }
    });
}
