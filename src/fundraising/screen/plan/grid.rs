//! The grid: a row for each way, a column for each month. A cell holds its target, which is written in place, and what came.

use std::collections::BTreeMap;

use egui::{Align, Id, Key, Layout, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::app::Sight;
use crate::fundraising::model::plan::{Cell, Line, Plan, Sums, entries};
use crate::fundraising::ops::plan::month_says;
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::{Filter, Way};
use crate::t;
use crate::ui::{self, BODY, Field, Link, SMALL, TextLook, look};

/// Height of a row, of the head, and of the strip of totals, points.
const ROW: f32 = 56.0;
const HEAD: f32 = 36.0;
const TOTALS: f32 = 56.0;
/// Width of the names, and of the year's column.
const NAME: f32 = 132.0;
const YEAR: f32 = 76.0;
const SIDE: f32 = 24.0;
const GAP: f32 = 4.0;

/// A way in a month, by its place.
pub(super) type Place = (Way, usize);

/// What is being typed, by cell.
#[derive(Default)]
pub(super) struct Typed {
    /// Texts that are not saved yet.
    pub texts: BTreeMap<Place, String>,
    /// The cell that cannot be right, and why.
    pub wrong: Option<(Place, String)>,
    /// The cell that takes the keyboard in the next frame: in this one the key that says so would move on at once.
    pub focus: Option<Place>,
    taking: Option<Place>,
}

/// What happened in the grid.
pub(super) enum Act {
    /// A target was written: the text of a cell was left.
    Wrote(Place, String),
    /// The rows behind a figure are wanted.
    Opened(Box<Filter>),
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Columns {
    left: f32,
    cell: f32,
    name: f32,
    right: f32,
}

impl Columns {
    fn of(area: Rect, months: usize) -> Self {
        let (left, right) = (area.left() + SIDE, area.right() - SIDE);
        let name = if right - left > 900.0 { NAME + 36.0 } else { NAME - 8.0 };
        let cell = ((right - left - name - YEAR) / months.max(1) as f32).max(40.0);
        Self { left, cell, name, right: right.max(left + name + YEAR + cell * months as f32) }
    }

    fn month(self, at: usize, top: f32, height: f32) -> Rect {
        let left = self.left + self.name + self.cell * at as f32;
        Rect::from_min_size(pos2(left + GAP, top), vec2(self.cell - GAP, height))
    }

    fn year(self, top: f32, height: f32) -> Rect {
        Rect::from_min_max(pos2(self.right - YEAR + GAP, top), pos2(self.right, top + height))
    }
}

/// How a target stands in its field: without pence where it has none.
pub(super) fn written(target: Option<Money>, currency: Currency) -> String {
    let Some(sum) = target else { return String::new() };
    if currency.parts(sum).1 == 0 { currency.whole(sum) } else { currency.figures(sum) }
}

fn id(way: Way, month: usize) -> Id {
    Id::unique(("fundraising.plan", way.key(), month))
}

fn place(ui: &mut Ui, rect: Rect, draws: impl FnOnce(&mut Ui)) {
    let layout = Layout::right_to_left(Align::Center);
    draws(&mut ui.new_child(UiBuilder::new().max_rect(rect).layout(layout)));
}

/// Figures end where those in the fields do.
fn ends(rect: Rect) -> Rect {
    rect.with_max_x(rect.right() - GAP)
}

fn figure(ui: &mut Ui, rect: Rect, words: &str, ink: TextLook) {
    place(ui, ends(rect), |ui| {
        ui::line(ui, words, ink);
    });
}

/// A figure that opens its rows; nothing where nothing came.
fn opening(ui: &mut Ui, rect: Rect, sum: Money, currency: Currency) -> bool {
    let mut clicked = false;
    if !sum.is_zero() {
        place(ui, ends(rect), |ui| clicked = Link::new(&currency.whole(sum)).small().show(ui).clicked());
    }
    clicked
}

/// Draws it in all the room there is.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, plan: &Plan, typed: &mut Typed) -> Vec<Act> {
    let area = ui.available_rect_before_wrap();
    let columns = Columns::of(area, plan.months.len());
    let mut acts = Vec::new();
    typed.taking = typed.focus.take();
    head(ui, area, columns, plan);
    let body = Rect::from_min_max(pos2(area.left(), area.top() + HEAD), pos2(area.right(), area.bottom() - TOTALS));
    let mut inner = ui.new_child(UiBuilder::new().id_salt("plan grid").max_rect(body));
    ScrollArea::vertical().auto_shrink([false, false]).show(&mut inner, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        for (at, line) in plan.lines.iter().enumerate() {
            let (strip, _) = ui.allocate_exact_size(vec2(area.width(), ROW), egui::Sense::hover());
            let strip = Rect::from_x_y_ranges(area.x_range(), strip.y_range());
            if ui.is_rect_visible(strip) {
                row(ui, sight, plan, (at, line), columns, strip, typed, &mut acts);
            } else if typed.taking.is_some_and(|(way, _)| way == line.way) {
                ui.scroll_to_rect(strip, None);
                row(ui, sight, plan, (at, line), columns, strip, typed, &mut acts);
            }
        }
    });
    let strip = Rect::from_min_max(pos2(area.left(), area.bottom() - TOTALS), area.max);
    totals(ui, sight, plan, columns, strip, &mut acts);
    if typed.focus.is_some() {
        ui.ctx().request_repaint();
    }
    ui.advance_cursor_after_rect(area);
    acts
}

fn head(ui: &mut Ui, area: Rect, columns: Columns, plan: &Plan) {
    let look = look(ui);
    let strip = Rect::from_min_size(area.min, vec2(area.width(), HEAD));
    ui.painter().rect_filled(strip, 0, look.sunk);
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, look.line));
    let ink = SMALL.medium().ink(look.muted);
    for (at, month) in plan.months.iter().enumerate() {
        let rect = columns.month(at, strip.top(), HEAD);
        let name: String = month_name(month.0);
        let now = at == plan.over;
        figure(ui, rect, &name, if now { SMALL.strong().ink(look.accent) } else { ink });
    }
    figure(ui, columns.year(strip.top(), HEAD), t!("Year"), ink);
    let left = Rect::from_min_size(pos2(columns.left, strip.top()), vec2(columns.name, HEAD));
    let mut names = ui.new_child(UiBuilder::new().max_rect(left).layout(Layout::left_to_right(Align::Center)));
    ui::line(&mut names, t!("How it is raised"), ink);
}

/// `Jan`, or `6 Apr` where months do not begin on the first.
fn month_name(from: Day) -> String {
    let brief = day::brief(from);
    brief.strip_prefix("1 ").map_or(brief.clone(), str::to_owned)
}

#[expect(clippy::too_many_arguments, reason = "what a row is drawn from")]
fn row(
    ui: &mut Ui,
    sight: &Sight<'_>,
    plan: &Plan,
    (at, line): (usize, &Line),
    columns: Columns,
    strip: Rect,
    typed: &mut Typed,
    acts: &mut Vec<Act>,
) {
    let look = look(ui);
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, look.line));
    let sums = plan.of_line(line);
    name(ui, sight, line, sums, columns, strip);
    let neighbours = [at.checked_sub(1), at.checked_add(1)].map(|at| Some(plan.lines.get(at?)?.way));
    for (month, cell) in line.cells.iter().enumerate() {
        target(ui, sight, plan, (line.way, month), cell, columns, strip, neighbours, typed, acts);
        let below = columns.month(month, strip.top() + 34.0, 18.0);
        if opening(ui, below, cell.actual, *sight.currency()) {
            let days = plan.months.get(month).copied().unwrap_or(plan.year);
            acts.push(Act::Opened(Box::new(entries(Some(line.way), days))));
        }
    }
    let currency = *sight.currency();
    let upper = columns.year(strip.top() + 8.0, 24.0);
    if line.cells.iter().any(|cell| cell.target.is_some()) {
        figure(ui, upper, &currency.whole(sums.target), SMALL.strong());
    }
    if opening(ui, columns.year(strip.top() + 34.0, 18.0), sums.actual, currency) {
        acts.push(Act::Opened(Box::new(entries(Some(line.way), plan.year))));
    }
}

/// The way, and below how far it is.
fn name(ui: &mut Ui, sight: &Sight<'_>, line: &Line, sums: Sums, columns: Columns, strip: Rect) {
    let look = look(ui);
    let rect = Rect::from_min_size(pos2(columns.left, strip.top() + 8.0), vec2(columns.name - GAP, ROW - 16.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::LEFT)));
    ui.spacing_mut().item_spacing.y = 4.0;
    ui::line(&mut ui, line.way.label(), BODY.medium()).on_hover_text(line.way.about());
    let share = crate::fundraising::model::percent(sums.actual.0, sums.target.0);
    match (sums.behind(), share) {
        (behind, _) if behind > Money::ZERO => {
            let words = t!("{sum} behind", sum = sight.currency().show(behind));
            ui::line(&mut ui, &words, SMALL.ink(look.warning));
        }
        (_, Some(share)) if share > 100 => {
            let more = sight.currency().show(sums.actual - sums.target);
            ui::line(&mut ui, &t!("{sum} above it", sum = more), SMALL.ink(look.muted));
        }
        (_, Some(share)) => {
            ui::line(&mut ui, &t!("{share} % of its target", share = share), SMALL.ink(look.muted));
        }
        _ => {}
    }
}

#[expect(clippy::too_many_arguments, reason = "what a cell is drawn from")]
fn target(
    ui: &mut Ui,
    sight: &Sight<'_>,
    plan: &Plan,
    (way, month): Place,
    cell: &Cell,
    columns: Columns,
    strip: Rect,
    neighbours: [Option<Way>; 2],
    typed: &mut Typed,
    acts: &mut Vec<Act>,
) {
    let currency = *sight.currency();
    let of = (way, month);
    let saved = written(cell.target, currency);
    let mut text = typed.texts.get(&of).cloned().unwrap_or_else(|| saved.clone());
    let days = plan.months.get(month).copied().unwrap_or(plan.year);
    let label = format!("{}, {}", way.label(), month_says(days));
    let wrong = typed.wrong.as_ref().filter(|(at, _)| *at == of).map(|(_, message)| message.clone());
    let id = id(way, month);
    if typed.taking == Some(of) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let rect = columns.month(month, strip.top() + 6.0, 28.0);
    let mut inner = ui.new_child(UiBuilder::new().id_salt(id).max_rect(rect).layout(Layout::top_down(Align::LEFT)));
    let field = Field::new(&label, &mut text).bare().compact().figures().id(id).width(rect.width());
    let response = field.wrong(wrong.is_some()).enabled(!sight.facts.read_only).show(&mut inner);
    let response = match &wrong {
        Some(message) => response.on_hover_text(message.as_str()),
        None => response,
    };
    if response.gained_focus() {
        ui.scroll_to_rect(strip, None);
    }
    if response.changed() {
        typed.texts.insert(of, text.clone());
        typed.wrong.take_if(|(at, _)| *at == of);
    }
    if response.has_focus() {
        let turn = ui.input(|i| [i.key_pressed(Key::ArrowUp), i.key_pressed(Key::ArrowDown)]);
        if let Some(way) = turn.iter().zip(neighbours).find_map(|(pressed, way)| way.filter(|_| *pressed)) {
            typed.focus = Some((way, month));
        }
    }
    if response.lost_focus() {
        let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
        if escape {
            typed.texts.remove(&of);
            typed.wrong.take_if(|(at, _)| *at == of);
        } else {
            if typed.texts.contains_key(&of) {
                acts.push(Act::Wrote(of, text));
            }
            if let (true, Some(below)) = (enter, neighbours[1]) {
                typed.focus = Some((below, month));
            }
        }
    }
}

/// All ways together, month by month, at the foot.
fn totals(ui: &mut Ui, sight: &Sight<'_>, plan: &Plan, columns: Columns, strip: Rect, acts: &mut Vec<Act>) {
    let (look, currency) = (look(ui), *sight.currency());
    ui.painter().rect_filled(strip, 0, look.sunk);
    ui.painter().hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
    let left = Rect::from_min_size(pos2(columns.left, strip.top() + 8.0), vec2(columns.name, TOTALS - 16.0));
    let mut names = ui.new_child(UiBuilder::new().max_rect(left).layout(Layout::top_down(Align::LEFT)));
    names.spacing_mut().item_spacing.y = 4.0;
    ui::line(&mut names, t!("Planned together"), BODY.strong());
    ui::line(&mut names, t!("came"), SMALL.ink(look.muted));
    let mut column = |ui: &mut Ui, upper: Rect, lower: Rect, of: Sums, days| {
        figure(ui, upper, &currency.whole(of.target), SMALL.strong());
        if opening(ui, lower, of.actual, currency) {
            acts.push(Act::Opened(Box::new(entries(None, days))));
        }
    };
    let (upper, lower) = (strip.top() + 8.0, strip.top() + 32.0);
    for (at, days) in plan.months.iter().enumerate() {
        let [upper, lower] = [(upper, 20.0), (lower, 16.0)].map(|(top, height)| columns.month(at, top, height));
        column(ui, upper, lower, plan.of_month(at), *days);
    }
    column(ui, columns.year(upper, 20.0), columns.year(lower, 16.0), plan.total(), plan.year);
}
