//! The frame around the pages: the bar along the top, the rail of sections, banners about the file, and the page itself.

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use egui::{
    Align, CentralPanel, CornerRadius, Frame, Layout, Margin, Panel, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::chores::Proof;
use super::desk::{Desk, LONG};
use super::machine::Machine;
use super::room::Room;
use super::sight::{Act, Facts, ShellAct};
use super::subject::{Opens, screen_def, sections};
use crate::kit::text;
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, Tone, icons, line, look, paint_line, rail_item, tokens};

/// Below this width of the window the rail shows icons only.
const NARROW: f32 = 1100.0;

/// What the lock chip says. It stands still until its last minute.
pub(super) fn lock_words(facts: &Facts, now: DateTime<Utc>, last_input: DateTime<Utc>) -> Option<(String, Tone)> {
    if !facts.encrypted {
        return None;
    }
    let minutes = facts.profile.lock_minutes;
    let left = i64::from(minutes) * 60 - (now - last_input).num_seconds();
    Some(if left > 60 {
        (t!("Locks in {minutes} min", minutes = minutes), Tone::Plain)
    } else {
        (t!("Locks in {seconds} s", seconds = left.max(0)), Tone::Warning)
    })
}

pub(super) fn draw(
    room: &mut Room,
    acts: &RefCell<Vec<Act>>,
    machine: &RefCell<Machine>,
    lock: Option<(String, Tone)>,
    ui: &mut Ui,
) {
    if room.guest {
        return draw_guest(room, acts, machine, ui);
    }
    let look = look(ui);
    let narrow = ui.available_width() < NARROW;
    let bar = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(16, 0));
    Panel::top("bar")
        .exact_size(tokens::TOP_BAR)
        .show_separator_line(false)
        .frame(bar)
        .show(ui, |ui| top_bar(room, acts, lock, narrow, ui));
    let frame = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(0, 12));
    Panel::left("rail")
        .exact_size(if narrow { tokens::RAIL_NARROW } else { tokens::RAIL })
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| rail(room, acts, ui, narrow));
    CentralPanel::default().frame(Frame::new().fill(look.canvas)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        file_banner(room, acts, ui);
        let here = room.here;
        ui::layout::begin_screen(ui.ctx(), here);
        ui.push_id(here, |ui| room.with_screen(acts, machine, |screen, sight| screen.ui(ui, sight)));
    });
}

/// A file that is no office has neither rail nor search: its own page, and how to leave it.
fn draw_guest(room: &mut Room, acts: &RefCell<Vec<Act>>, machine: &RefCell<Machine>, ui: &mut Ui) {
    let look = look(ui);
    let bar = Frame::new().fill(look.rail).inner_margin(Margin::symmetric(24, 0));
    Panel::top("bar").exact_size(tokens::TOP_BAR).show_separator_line(false).frame(bar).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::secondary(t!("Close the file")).show(ui).clicked() {
                push(acts, ShellAct::Close);
            }
            let name = room.facts.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                line(ui, &room.facts.profile.branch, BODY.strong());
                line(ui, &name, SMALL.ink(look.muted));
            });
        });
    });
    CentralPanel::default().frame(Frame::new().fill(look.canvas)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let here = room.here;
        ui::layout::begin_screen(ui.ctx(), here);
        ui.push_id(here, |ui| room.with_screen(acts, machine, |screen, sight| screen.ui(ui, sight)));
    });
}

fn push(acts: &RefCell<Vec<Act>>, act: ShellAct) {
    acts.borrow_mut().push(Act::Shell(act));
}

fn top_bar(room: &Room, acts: &RefCell<Vec<Act>>, lock: Option<(String, Tone)>, narrow: bool, ui: &mut Ui) {
    let look = look(ui);
    let area = ui.max_rect();
    let search = if narrow { 340.0 } else { 420.0 };
    // Over the middle of the page, not of the window: the rail has no part in it.
    let rail = if narrow { tokens::RAIL_NARROW } else { tokens::RAIL };
    let middle = Rect::from_center_size(area.center() + vec2(rail / 2.0, 0.0), vec2(search, tokens::CONTROL));
    let left = area.with_max_x(middle.left() - 12.0);
    let mut bar = ui
        .new_child(egui::UiBuilder::new().id_salt("left").max_rect(left).layout(Layout::left_to_right(Align::Center)));
    bar.set_clip_rect(left);
    bar.spacing_mut().item_spacing.x = 12.0;
    line(&mut bar, &room.facts.profile.branch, BODY.strong());
    let (words, tone) = if room.facts.read_only { (t!("Read-only"), Tone::Warning) } else { (t!("Saved"), Tone::Good) };
    let path = room.facts.path.display().to_string();
    ui::chip(&mut bar, words, tone).on_hover_text(path);
    if let Some((words, tone)) = lock
        && chip_button(&mut bar, &words, t!("Lock now"), tone)
    {
        push(acts, ShellAct::Lock);
    }

    let mut find = ui.new_child(egui::UiBuilder::new().id_salt("find").max_rect(middle));
    if search_button(&mut find) {
        push(acts, ShellAct::Palette);
    }

    let right = area.with_min_x(middle.right() + 12.0);
    let mut bar = ui.new_child(
        egui::UiBuilder::new().id_salt("right").max_rect(right).layout(Layout::right_to_left(Align::Center)),
    );
    bar.set_clip_rect(right);
    bar.spacing_mut().item_spacing.x = 8.0;
    if who_button(&mut bar, &room.facts.who) {
        push(acts, ShellAct::Who);
    }
    undo_button(room, acts, &mut bar);
    if ui::icon_button(&mut bar, icons::BELL, t!("Notices")).clicked() {
        push(acts, ShellAct::Notices);
    }
    ui.painter().hline(area.x_range().expand(16.0), area.bottom() - 0.5, Stroke::new(1.0, look.line));
}

fn undo_button(room: &Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui) {
    let next = room.counts().and_then(|c| c.undo.as_ref());
    let why_not = match next {
        _ if room.facts.read_only => Some(t!("This office is open read-only").to_owned()),
        None => Some(t!("There is nothing to undo").to_owned()),
        Some(next) => next.refused.as_ref().map(|why| {
            t!(
                "“{what}” cannot be undone: {why}. Older steps are undone one by one in History",
                what = next.summary,
                why = why
            )
        }),
    };
    let button = Button::secondary(t!("Undo")).icon(icons::ARROW_U_UP_LEFT).unless(why_not.as_deref()).show(ui);
    // A notice may have an Undo too: this one's name says which it is.
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(t!("Undo the last step")));
    let button = match next {
        Some(next) if why_not.is_none() => {
            button.on_hover_text(t!("Undo “{says}”: {summary}", says = next.says, summary = next.summary))
        }
        _ => button,
    };
    if button.clicked() {
        push(acts, ShellAct::Undo);
    }
}

/// A chip that does something when pressed.
fn chip_button(ui: &mut Ui, words: &str, name: &str, tone: Tone) -> bool {
    let size = ui::chip_size(ui, words);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words}. {name}")));
    ui::paint_chip(ui, ui.painter(), rect, words, tone);
    ring(ui, rect, &response, 11);
    response.on_hover_text(name).clicked()
}

fn who_button(ui: &mut Ui, who: &str) -> bool {
    let look = look(ui);
    let width = ui::galley(ui, who, SMALL, 160.0).size().x.ceil() + 8.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("{who} is using Wardroom", who = who)));
    let ink = if response.hovered() { look.text } else { look.muted };
    paint_line(ui, ui.painter(), rect, Align::Center, who, SMALL.ink(ink));
    ring(ui, rect, &response, tokens::CORNER);
    response.on_hover_text(t!("Someone else…")).clicked()
}

/// Looks like the field it opens.
fn search_button(ui: &mut Ui) -> bool {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    let words = t!("Find a person, a receipt, or something to do");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let edge = if response.hovered() { look.muted } else { look.strong_line };
    ui.painter().rect(
        rect,
        CornerRadius::same(tokens::CORNER),
        look.surface,
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    );
    let key = super::Shortcut::ctrl(egui::Key::K).says();
    let key_width = ui::galley(ui, &key, SMALL, f32::INFINITY).size().x.ceil() + 12.0;
    let place =
        Rect::from_min_size(pos2(rect.right() - key_width - 10.0, rect.center().y - 10.0), vec2(key_width, 20.0));
    ui.painter().rect(place, CornerRadius::same(4), look.sunk, Stroke::new(1.0, look.line), StrokeKind::Inside);
    paint_line(ui, ui.painter(), place.expand(1.0), Align::Center, &key, SMALL.ink(look.muted));
    let room = rect.with_min_x(rect.left() + 12.0).with_max_x(place.left() - 8.0);
    let shown = if ui::text_width(ui, words, BODY) <= room.width() { words } else { t!("Find or do something") };
    paint_line(ui, ui.painter(), room, Align::LEFT, shown, BODY.ink(look.faint));
    ring(ui, rect, &response, tokens::CORNER);
    response.on_hover_cursor(egui::CursorIcon::Text).clicked()
}

/// Shows where the keyboard is.
fn ring(ui: &Ui, rect: Rect, response: &egui::Response, corner: u8) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, look(ui).accent);
        ui.painter().rect_stroke(rect.expand(2.0), CornerRadius::same(corner + 2), stroke, StrokeKind::Inside);
    }
}

fn rail(room: &Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui, narrow: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let here = screen_def(room.subjects, room.here).map_or("", |def| def.section.key);
    for (section, first) in sections(room.subjects) {
        let count = room.counts().and_then(|c| c.rail.iter().find(|(key, _)| *key == section.key));
        let count = count.map(|(_, n)| text::count(*n));
        let item = rail_item(ui, section.icon, (section.name)(), count.as_deref(), section.key == here, narrow);
        if item.clicked() {
            acts.borrow_mut().push(Act::Go(Opens { screen: first.key, filter: String::new() }));
        }
    }
    let edge = ui.max_rect();
    ui.painter().vline(edge.right() - 0.5, edge.y_range().expand(12.0), Stroke::new(1.0, ui::look(ui).line));
}

/// What must be known about the file before anything else.
fn file_banner(room: &Room, acts: &RefCell<Vec<Act>>, ui: &mut Ui) {
    let (tone, title, body) = match (&room.chores.proof, room.facts.read_only) {
        (Proof::Broken(what), _) => (
            Tone::Danger,
            t!("This file does not match its own seal"),
            t!(
                "{what}. Keep it as it is, and open the newest backup: something other than Wardroom changed it, or the disk is failing.",
                what = what
            ),
        ),
        (_, true) => (
            Tone::Warning,
            t!("Open read-only"),
            t!("You can look, search, print and export; nothing can be changed.").to_owned(),
        ),
        _ => return,
    };
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 0 }).show(ui, |ui| {
        ui::banner(ui, tone, title, &body, "", |ui| {
            if Button::secondary(t!("Close the file")).show(ui).clicked() {
                push(acts, ShellAct::Close);
            }
        });
    });
}

/// Long operations stop the window, say how far they are, and can be cancelled with nothing left behind.
pub(super) fn progress(desk: &Desk, ui: &Ui) {
    let Some(busy) = desk.busy().filter(|b| b.is_op) else { return };
    let waited = busy.since.elapsed();
    if waited < LONG {
        ui.ctx().request_repaint_after(LONG.saturating_sub(waited));
        return;
    }
    let progress = desk.progress();
    let (done, total) = progress.as_ref().map_or((0, 0), |p| {
        use std::sync::atomic::Ordering::SeqCst;
        (p.done.load(SeqCst), p.total.load(SeqCst))
    });
    let as_count = |n: u64| text::count(usize::try_from(n).unwrap_or(usize::MAX));
    let share = (total > 0).then(|| done as f32 / total as f32);
    let detail =
        if total > 0 { t!("{done} of {total}", done = as_count(done), total = as_count(total)) } else { String::new() };
    let look = look(ui);
    let frame = Frame::new()
        .fill(look.surface)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
        .inner_margin(Margin::same(24));
    let modal = egui::Modal::new(egui::Id::unique("long work")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(400.0);
        let cancelling = progress.as_ref().is_some_and(|p| p.is_cancelled());
        let what = if cancelling { t!("Cancelling…") } else { busy.what };
        ui::progress(ui, what, share, &detail, !cancelling)
    });
    if let (true, Some(progress)) = (modal.inner, &progress) {
        progress.cancel();
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(150));
}
