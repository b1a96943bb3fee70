//! A dialog: a question that must be answered before anything else.

use egui::{Align, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Stroke, Ui, vec2};

use super::button::Button;
use super::text::{self, BODY, TITLE, paragraph};
use super::theme::look_of;
use super::tokens;
use crate::t;

/// What became of a dialog in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Still open.
    #[default]
    Open,
    /// The button, or Enter.
    Confirmed,
    /// Cancel, or Escape.
    Cancelled,
}

/// A dialog with a title, a body and two buttons. The keyboard stays inside while it is open and goes back to where it was.
pub struct Dialog<'a> {
    title: &'a str,
    body: &'a str,
    confirm: &'a str,
    cancel: Option<&'a str>,
    danger: bool,
    why_not: Option<&'a str>,
    enter_confirms: bool,
    width: f32,
}

impl<'a> Dialog<'a> {
    /// `confirm` is the verb of what will happen (`Void receipt`), not “OK”.
    pub fn new(title: &'a str, confirm: &'a str) -> Self {
        Self {
            title,
            body: "",
            confirm,
            cancel: Some(t!("Cancel")),
            danger: false,
            why_not: None,
            enter_confirms: true,
            width: 440.0,
        }
    }

    #[must_use]
    pub fn body(mut self, body: &'a str) -> Self {
        self.body = body;
        self
    }

    /// Only one button: there is nothing to decide.
    #[must_use]
    pub fn only_confirm(mut self) -> Self {
        self.cancel = None;
        self
    }

    /// What happens cannot be taken back as easily as the rest.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Why it cannot be confirmed yet.
    #[must_use]
    pub fn unless(mut self, why_not: Option<&'a str>) -> Self {
        self.why_not = why_not;
        self
    }

    /// Enter belongs to what is inside (several lines of text, a list); Ctrl+Enter confirms, unless something is lost by it.
    #[must_use]
    pub fn enter_inside(mut self) -> Self {
        self.enter_confirms = false;
        self
    }

    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Draws it in the middle of the window, over everything else.
    pub fn show(self, ui: &Ui, contents: impl FnOnce(&mut Ui)) -> Answer {
        let ctx = ui.ctx().clone();
        let look = look_of(&ctx);
        let id = Id::unique(("dialog", self.title));
        // Where the keyboard was, and how often this has been drawn: the first time only to find its size.
        // An answer is given one frame late, without the dialog: while it is drawn, nothing below it can have the keyboard.
        let given = id.with("answer");
        let memory = id.with("came from");
        if let Some(answer) = ctx.data_mut(|d| d.remove_temp::<Answer>(given)) {
            let back = ctx.data_mut(|d| d.remove_temp::<(Option<Id>, u32)>(memory)).and_then(|(back, _)| back);
            if let Some(back) = back {
                ctx.memory_mut(|m| m.request_focus(back));
            }
            return answer;
        }
        let focused = ctx.memory(|m| m.focused());
        let (came_from, drawn) = ctx.data(|d| d.get_temp::<(Option<Id>, u32)>(memory)).unwrap_or((focused, 0));
        ctx.data_mut(|d| d.insert_temp(memory, (came_from, drawn.saturating_add(1))));
        if drawn == 0 {
            ctx.request_repaint();
        }
        if drawn == 1 {
            if let Some(focused) = focused {
                ctx.memory_mut(|m| m.surrender_focus(focused));
            }
            ctx.memory_mut(|m| m.move_focus(egui::FocusDirection::Next));
        }
        let frame = Frame::new()
            .fill(look.surface)
            .stroke(Stroke::new(1.0, look.line))
            .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(Margin::same(24));
        let width = self.width.min(ctx.content_rect().width() - 96.0);
        let backdrop = egui::Color32::from_black_alpha(if look.dark { 140 } else { 80 });
        let modal = Modal::new(id).frame(frame).backdrop_color(backdrop).show(&ctx, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 12.0;
            let title = text::line(ui, self.title, TITLE);
            ui.ctx().accesskit_node_builder(title.id, |node| node.set_role(egui::Role::Heading));
            if !self.body.is_empty() {
                paragraph(ui, self.body, BODY.ink(look.muted));
            }
            let before = ui.cursor().top();
            contents(ui);
            let asks = ui.cursor().top() > before;
            ui.add_space(4.0);
            self.buttons(ui, drawn == 1 && !asks)
        });
        let mut answer = modal.inner;
        let with = if self.enter_confirms { Modifiers::NONE } else { Modifiers::COMMAND };
        if answer == Answer::Open && modal.is_top_modal && !modal.any_popup_open {
            if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
                answer = Answer::Cancelled;
            } else if (self.enter_confirms || !self.danger)
                && self.why_not.is_none()
                && !super::list::composing(ui)
                && ctx.input_mut(|i| i.consume_key(with, Key::Enter))
            {
                answer = Answer::Confirmed;
            }
        }
        if answer != Answer::Open {
            ctx.data_mut(|d| d.insert_temp(given, answer));
            ctx.request_repaint();
        }
        Answer::Open
    }

    fn buttons(&self, ui: &mut Ui, focus: bool) -> Answer {
        let mut answer = Answer::Open;
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), tokens::CONTROL),
            Layout::right_to_left(Align::Center),
            |ui| {
                let confirm = if self.danger { Button::danger(self.confirm) } else { Button::primary(self.confirm) };
                let confirm = confirm.unless(self.why_not).show(ui);
                if confirm.clicked() {
                    answer = Answer::Confirmed;
                }
                let mut first = confirm;
                if let Some(words) = self.cancel {
                    let cancel = Button::secondary(words).show(ui);
                    if cancel.clicked() {
                        answer = Answer::Cancelled;
                    }
                    if self.danger || self.why_not.is_some() {
                        first = cancel;
                    }
                }
                if focus {
                    first.request_focus();
                }
            },
        );
        answer
    }
}
