//! Days painted side by side: a month of weeks, or one week by the hour. What is drawn is what was asked for the visible range.

use chrono::{Datelike, Days, Timelike};
use egui::{Align, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::model::{Occurrence, Of, Status};
use crate::kit::{Day, day, text};
use crate::t;
use crate::ui::{BODY, SMALL, Tone, look, paint_line};

/// Height of a line in a day's box.
const LINE: f32 = 20.0;
const HEAD: f32 = 26.0;
const HOURS: f32 = 44.0;

/// The Monday on or before a day.
pub(super) fn monday(of: Day) -> Day {
    of.checked_sub_days(Days::new(u64::from(of.weekday().num_days_from_monday()))).unwrap_or(of)
}

pub(super) fn after(of: Day, days: u64) -> Day {
    of.checked_add_days(Days::new(days)).unwrap_or(of)
}

/// The first and last day that a month shows: six whole weeks.
pub(super) fn month_span(of: Day) -> (Day, Day) {
    let first = monday(of.with_day(1).unwrap_or(of));
    (first, after(first, 41))
}

/// What was clicked: a day, or something on it by its place in the list.
pub(super) enum Picked {
    Day(Day),
    Event(usize),
}

struct Place {
    rect: Rect,
    day: Day,
}

fn heads(ui: &Ui, area: Rect, left: f32, days: &[Day], dated: bool) {
    let look = look(ui);
    let width = (area.width() - left) / 7.0;
    for (at, of) in days.iter().take(7).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "seven days")]
        let x = area.left() + left + width * at as f32;
        let rect = Rect::from_min_size(pos2(x, area.top()), vec2(width, HEAD));
        let words =
            if dated { format!("{} {}", of.format("%a"), day::brief(*of)) } else { of.format("%A").to_string() };
        paint_line(ui, ui.painter(), rect, Align::Center, &words, SMALL.medium().ink(look.muted));
    }
}

/// Draws six weeks. `all` is in the order of starts, and of these days.
pub(super) fn month(
    ui: &mut Ui,
    of: Day,
    chosen: Day,
    today: Day,
    all: &[Occurrence],
    open: Option<usize>,
) -> Option<Picked> {
    let area = ui.available_rect_before_wrap();
    let (first, _) = month_span(of);
    let days: Vec<Day> = (0..42).map(|at| after(first, at)).collect();
    heads(ui, area, 0.0, &days, false);
    let (width, height) = (area.width() / 7.0, ((area.height() - HEAD) / 6.0).floor());
    let mut picked = None;
    let mut by_day = by_day(&days, all);
    for (at, on) in days.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "six weeks of seven days")]
        let (row, column) = ((at / 7) as f32, (at % 7) as f32);
        let min = pos2(area.left() + width * column, area.top() + HEAD + height * row);
        let place = Place { rect: Rect::from_min_size(min, vec2(width, height)), day: *on };
        let on_it = by_day.get_mut(at).map(std::mem::take).unwrap_or_default();
        let of_month = on.month() == of.month();
        let found = day_box(ui, &place, (of_month, *on == chosen, *on == today), &on_it, open);
        picked = picked.or(found);
    }
    picked
}

/// What is on each of some days that follow each other, by its place in the list: one pass, however much there is.
fn by_day<'a>(days: &[Day], all: &'a [Occurrence]) -> Vec<Vec<(usize, &'a Occurrence)>> {
    let mut out = vec![Vec::new(); days.len()];
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return out };
    for (index, one) in all.iter().enumerate() {
        let (from, to) = (one.first_day().max(*first), one.last_day().min(*last));
        let at = |on: Day| usize::try_from((on - *first).num_days()).unwrap_or(usize::MAX);
        for place in out.iter_mut().take(at(to).saturating_add(1)).skip(at(from)) {
            place.push((index, one));
        }
    }
    out
}

fn day_box(
    ui: &mut Ui,
    place: &Place,
    (of_month, is_chosen, is_today): (bool, bool, bool),
    on_it: &[(usize, &Occurrence)],
    open: Option<usize>,
) -> Option<Picked> {
    let look = look(ui);
    let id = ui.scope_id().with(("day", place.day));
    let response = ui.interact(place.rect, id, Sense::CLICK);
    let says =
        t!("{day}, {count}", day = day::long(place.day), count = text::plural(on_it.len(), t!("event"), t!("events")));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, &says));
    let painter = ui.painter();
    painter.rect_filled(place.rect, 0, if of_month { look.surface } else { look.sunk });
    painter.hline(place.rect.x_range(), place.rect.top() + 0.5, Stroke::new(1.0, look.line));
    painter.vline(place.rect.right() - 0.5, place.rect.y_range(), Stroke::new(1.0, look.line));
    if is_chosen {
        painter.rect_stroke(place.rect.shrink(1.0), 2, Stroke::new(2.0, look.accent), StrokeKind::Inside);
    }
    let number = Rect::from_min_size(place.rect.min + vec2(6.0, 4.0), vec2(24.0, 20.0));
    if is_today {
        painter.rect_filled(number, CornerRadius::same(6), look.accent);
    }
    let ink = match (is_today, of_month) {
        (true, _) => look.on_accent,
        (false, true) => look.text,
        (false, false) => look.faint,
    };
    paint_line(ui, painter, number, Align::Center, &place.day.day().to_string(), SMALL.medium().ink(ink));
    let mut picked = response.clicked().then_some(Picked::Day(place.day));
    let room = ((place.rect.height() - 26.0) / LINE).floor().max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let room = room as usize;
    let shown = if on_it.len() > room { room.saturating_sub(1) } else { room };
    for (at, (index, one)) in on_it.iter().take(shown).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let top = place.rect.top() + 26.0 + LINE * at as f32;
        let rect =
            Rect::from_min_max(pos2(place.rect.left() + 4.0, top), pos2(place.rect.right() - 4.0, top + LINE - 2.0));
        if bar(ui, rect, one, place.day, open == Some(*index), (*index, place.day)) {
            picked = Some(Picked::Event(*index));
        }
    }
    if on_it.len() > shown {
        let words = if shown == 0 {
            text::plural(on_it.len(), t!("event"), t!("events"))
        } else {
            t!("{count} more", count = on_it.len() - shown)
        };
        let rect = Rect::from_min_max(
            pos2(place.rect.left() + 8.0, place.rect.bottom() - LINE),
            place.rect.max - vec2(4.0, 2.0),
        );
        paint_line(ui, ui.painter(), rect, Align::LEFT, &words, SMALL.ink(look.muted));
    }
    picked
}

/// The colours of an event: ours by its state, a partner's muted, a meeting's its own.
fn colours(ui: &Ui, one: &Occurrence) -> (egui::Color32, egui::Color32) {
    let look = look(ui);
    match (one.partner.is_empty(), one.status) {
        (true, Status::Confirmed) if matches!(one.of, Of::Meeting(_)) => (look.sunk, look.accent),
        (false, _) => (look.sunk, look.muted),
        (true, Status::Cancelled | Status::Postponed) => (look.danger_tint, look.danger),
        (true, Status::Planned) => (look.warning_tint, look.warning),
        (true, Status::Confirmed) => (look.accent_tint, look.accent),
    }
}

fn bar(ui: &mut Ui, rect: Rect, one: &Occurrence, on: Day, is_open: bool, id: (usize, Day)) -> bool {
    let (fill, ink) = colours(ui, one);
    let response = ui.interact(rect, ui.scope_id().with(("event", id)), Sense::CLICK);
    let partner = if one.partner.is_empty() { String::new() } else { format!(", {}", one.partner) };
    let meeting = if matches!(one.of, Of::Meeting(_)) { t!(", meeting") } else { "" };
    let says = format!("{}, {}{partner}{meeting}", one.title, one.time());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, &says));
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    if is_open || response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(4), Stroke::new(1.5, ink), StrokeKind::Inside);
    }
    let words =
        if one.all_day || one.first_day() < on { one.title.clone() } else { format!("{} {}", one.time(), one.title) };
    paint_line(ui, ui.painter(), rect.shrink2(vec2(6.0, 0.0)), Align::LEFT, &words, SMALL.ink(ink));
    response.on_hover_text(format!("{}\n{}", one.title, one.detail())).clicked()
}

/// Draws one week by the hour; whole days stand above.
pub(super) fn week(
    ui: &mut Ui,
    of: Day,
    chosen: Day,
    today: Day,
    all: &[Occurrence],
    open: Option<usize>,
) -> Option<Picked> {
    let area = ui.available_rect_before_wrap();
    let days: Vec<Day> = (0..7).map(|at| after(monday(of), at)).collect();
    heads(ui, area, HOURS, &days, true);
    let look = look(ui);
    let width = (area.width() - HOURS) / 7.0;
    let whole = |one: &Occurrence| one.all_day || one.first_day() < one.last_day();
    let most = days
        .iter()
        .map(|on| all.iter().filter(|one| whole(one) && one.first_day() <= *on && one.last_day() >= *on).count())
        .max()
        .unwrap_or(0)
        .min(4);
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let top = area.top() + HEAD + LINE * most as f32 + 4.0;
    // From seven in the morning, or earlier where something begins earlier.
    let first_hour = all.iter().filter(|one| !whole(one)).map(|one| one.start.hour()).min().unwrap_or(7).min(7);
    #[expect(clippy::cast_precision_loss, reason = "hours of a day")]
    let hour = (area.bottom() - top) / (24 - first_hour) as f32;
    let y = |at: f32| top + hour * at;
    for h in first_hour..24 {
        #[expect(clippy::cast_precision_loss, reason = "hours of a day")]
        let line = y((h - first_hour) as f32);
        ui.painter().hline(area.left() + HOURS..=area.right(), line, Stroke::new(1.0, look.line));
        if (h - first_hour) % 2 == 0 {
            let rect = Rect::from_min_size(pos2(area.left(), line - 2.0), vec2(HOURS - 6.0, 16.0));
            paint_line(ui, ui.painter(), rect, Align::RIGHT, &format!("{h:02}:00"), SMALL.ink(look.faint));
        }
    }
    let mut picked = None;
    for (at, on) in days.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "seven days")]
        let left = area.left() + HOURS + width * at as f32;
        let column = Rect::from_min_max(pos2(left, area.top() + HEAD), pos2(left + width, area.bottom()));
        let response = ui.interact(column, ui.scope_id().with(("column", on)), Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, *on == chosen, day::long(*on)));
        ui.painter().vline(left, column.y_range(), Stroke::new(1.0, look.line));
        if *on == today {
            ui.painter().hline(left + 2.0..=left + width - 2.0, column.top(), Stroke::new(2.0, look.accent));
        }
        if *on == chosen {
            ui.painter().rect_stroke(column.shrink(1.0), 2, Stroke::new(1.5, look.accent), StrokeKind::Inside);
        }
        if response.clicked() {
            picked = Some(Picked::Day(*on));
        }
        let on_it: Vec<(usize, &Occurrence)> =
            all.iter().enumerate().filter(|(_, one)| one.first_day() <= *on && one.last_day() >= *on).collect();
        for (line, (index, one)) in on_it.iter().filter(|(_, one)| whole(one)).take(most).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "at most four")]
            let line = column.top() + LINE * line as f32;
            let rect = Rect::from_min_size(pos2(left + 3.0, line), vec2(width - 6.0, LINE - 2.0));
            if bar(ui, rect, one, *on, open == Some(*index), (*index, *on)) {
                picked = Some(Picked::Event(*index));
            }
        }
        let timed: Vec<&(usize, &Occurrence)> = on_it.iter().filter(|(_, one)| !whole(one)).collect();
        for (nth, (index, one)) in timed.iter().enumerate() {
            // Those that overlap stand side by side.
            let beside: Vec<usize> =
                timed.iter().enumerate().filter(|(_, (_, other))| other.overlaps(one)).map(|(at, _)| at).collect();
            let (count, mine) = (beside.len().max(1), beside.iter().position(|at| *at == nth).unwrap_or(0));
            let minutes = |at: chrono::NaiveDateTime| {
                #[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
                let since = (at.hour() * 60 + at.minute()) as f32 / 60.0;
                #[expect(clippy::cast_precision_loss, reason = "hours of a day")]
                let from = first_hour as f32;
                y((since - from).max(0.0))
            };
            let (from, to) = (minutes(one.start), minutes(one.end));
            #[expect(clippy::cast_precision_loss, reason = "a few side by side")]
            let (share, at) = ((width - 6.0) / count as f32, mine as f32);
            let rect = Rect::from_min_max(
                pos2(left + 3.0 + share * at, from + 1.0),
                pos2(left + 3.0 + share * (at + 1.0) - 1.0, to.max(from + LINE)),
            );
            if bar(ui, rect, one, *on, open == Some(*index), (*index, *on)) {
                picked = Some(Picked::Event(*index));
            }
        }
    }
    picked
}

/// The chip of an event's state, where it is worth one.
pub(super) fn chip(one: &Occurrence) -> Option<(&'static str, Tone)> {
    match (one.partner.is_empty(), one.status) {
        (true, Status::Confirmed) if matches!(one.of, Of::Meeting(_)) => Some((t!("Meeting"), Tone::Accent)),
        (false, _) => Some((t!("Partner"), Tone::Plain)),
        (true, Status::Confirmed) => None,
        (true, status) => Some((status.label(), super::tone(status))),
    }
}

/// `Friday 4 December 2026`.
pub(super) fn named(of: Day) -> String {
    format!("{} {}", of.format("%A"), day::long(of))
}

/// The style of a muted line.
pub(super) fn muted(ui: &Ui) -> crate::ui::TextLook {
    BODY.ink(look(ui).muted)
}
