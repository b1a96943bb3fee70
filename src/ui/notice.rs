//! Notices: what happened, what to do next, and Undo. The newest shows for a while at the bottom; all stay in a list.

use std::collections::VecDeque;

use egui::{Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, Stroke, Ui, vec2};

use super::button::{Link, icon_button};
use super::mark::Tone;
use super::text::{self, BODY, SMALL, paint_icon, paragraph};
use super::theme::{look, look_of};
use super::{icons, tokens};
use crate::t;

/// How long a notice shows by itself, seconds. One with the danger tone stays until it is closed.
const SHOWS: f64 = 10.0;
/// How many are kept in the list.
const KEPT: usize = 100;

/// One notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// A number the caller knows it by.
    pub id: u64,
    pub tone: Tone,
    /// What happened.
    pub message: String,
    /// What to do next; may be empty.
    pub next: String,
    /// Whether the last operation can be undone from here.
    pub undo: bool,
    /// When it came, as the list shows it.
    pub at: String,
}

/// What a person did with a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAct {
    Undo(u64),
    Closed(u64),
}

/// All notices since the program started, the newest first.
#[derive(Debug, Default)]
pub struct Notices {
    all: VecDeque<Notice>,
    /// Whether the newest is on show, and since when (seconds of egui's clock; nothing before the first frame).
    on_show: Option<Option<f64>>,
}

impl Notices {
    /// Adds one and puts it on show.
    pub fn add(&mut self, notice: Notice) {
        self.all.push_front(notice);
        self.all.truncate(KEPT);
        self.on_show = Some(None);
    }

    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter()
    }

    /// Undo has been done (or is no longer possible): takes the button away everywhere.
    pub fn undone(&mut self) {
        for notice in &mut self.all {
            notice.undo = false;
        }
    }

    /// Draws the newest one at the bottom of the window for a while.
    pub fn show(&mut self, ui: &Ui) -> Option<NoticeAct> {
        let notice = self.all.front()?;
        let since = self.on_show?;
        let ctx = ui.ctx().clone();
        let now = ctx.input(|i| i.time);
        let since = since.unwrap_or(now);
        self.on_show = Some(Some(since));
        if notice.tone != Tone::Danger {
            let left = since + SHOWS - now;
            if left <= 0.0 {
                self.on_show = None;
                return None;
            }
            // One frame when its time is over, none in between.
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left + 0.01));
        }
        let look = look_of(&ctx);
        let mut act = None;
        Area::new(Id::unique("notice")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-24.0, -56.0)).show(
            &ctx,
            |ui| {
                Frame::new()
                    .fill(look.surface)
                    .stroke(Stroke::new(1.0, look.line))
                    .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
                    .shadow(ctx.global_style().visuals.popup_shadow)
                    .inner_margin(Margin::symmetric(14, 10))
                    .show(ui, |ui| {
                        ui.set_width(380.0);
                        act = body(ui, notice, true);
                    });
            },
        );
        if act.is_some() {
            self.on_show = None;
        }
        act
    }

    /// Draws them all, for the list that stays.
    pub fn list(&self, ui: &mut Ui) -> Option<NoticeAct> {
        let look = look(ui);
        let mut act = None;
        ui.spacing_mut().item_spacing.y = 8.0;
        if self.all.is_empty() {
            text::line(ui, t!("No notices yet"), BODY.ink(look.muted));
        }
        for notice in &self.all {
            ui.push_id(notice.id, |ui| act = act.or(body(ui, notice, false)));
            let y = ui.cursor().top() - 4.0;
            ui.painter().hline(ui.max_rect().x_range(), y, Stroke::new(1.0, look.line));
        }
        act
    }
}

fn body(ui: &mut Ui, notice: &Notice, closable: bool) -> Option<NoticeAct> {
    let look = look(ui);
    let mut act = None;
    let (icon, tone) = match notice.tone {
        Tone::Danger => (icons::WARNING_OCTAGON, Tone::Danger),
        Tone::Warning => (icons::WARNING, Tone::Warning),
        Tone::Plain => (icons::INFO, Tone::Accent),
        other => (icons::CHECK_CIRCLE, other),
    };
    let words = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(6.0);
        let message = paragraph(ui, &notice.message, BODY.medium());
        // Screen readers are to say it when it appears.
        ui.ctx().accesskit_node_builder(message.id, |node| node.set_live(egui::accesskit::Live::Polite));
        if !notice.next.is_empty() {
            paragraph(ui, &notice.next, SMALL.ink(look.muted));
        }
        if !closable && !notice.at.is_empty() {
            text::line(ui, &notice.at, SMALL.ink(look.faint));
        }
        ui.add_space(6.0);
    };
    let row = vec2(ui.available_width(), tokens::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Min), |ui| {
        if closable && icon_button(ui, icons::X, t!("Close")).clicked() {
            act = Some(NoticeAct::Closed(notice.id));
        }
        if notice.undo {
            let place = vec2(44.0, tokens::CONTROL);
            ui.allocate_ui_with_layout(place, Layout::right_to_left(Align::Center), |ui| {
                if Link::new(t!("Undo")).show(ui).clicked() {
                    act = Some(NoticeAct::Undo(notice.id));
                }
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            let (place, _) = ui.allocate_exact_size(vec2(20.0, tokens::CONTROL), egui::Sense::hover());
            paint_icon(ui.painter(), place, icon, 20.0, tone.colors(&look).0);
            ui.vertical(words);
        });
    });
    act
}
