//! Fields for amounts and days: text while it is typed, tidied when the keyboard leaves them. The form parses the text.

use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Sense, Ui};

use super::field::{Field, inner_right};
use super::theme::look;
use super::{calendar, icons, typing};
use crate::kit::{Currency, Day, day};
use crate::t;

/// An amount of money: right-aligned, the currency's sign in front; `1250,5` becomes `1,250.50` when it is left.
pub struct MoneyField<'a> {
    currency: Currency,
    text: &'a mut String,
    label: &'a str,
    problem: Option<&'a str>,
    width: Option<f32>,
    bare: bool,
    id: Option<Id>,
}

impl<'a> MoneyField<'a> {
    pub fn new(label: &'a str, text: &'a mut String, currency: Currency) -> Self {
        Self { currency, text, label, problem: None, width: None, bare: false, id: None }
    }

    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let sign = self.currency.sign.trim();
        let mut field = Field::new(self.label, self.text).figures().problem(self.problem);
        field.id = self.id;
        if self.bare {
            field = field.bare();
        }
        if !sign.is_empty() && !self.bare {
            field = field.prefix(sign);
        }
        if let Some(width) = self.width {
            field = field.width(width);
        }
        let mut response = field.show(ui);
        if response.lost_focus()
            && let Ok(amount) = self.currency.parse(self.text, None)
        {
            let tidy = self.currency.figures(amount);
            if tidy != *self.text {
                *self.text = tidy;
                typing::keep(ui, response.id, self.text);
                response.mark_changed();
            }
        }
        response
    }
}

/// A day, typed as people type it (`3/4`, `3 apr`, `today`), with a calendar to look at. Up and Down move by a day, Page Up and
/// Page Down by a month; Alt+Down opens the calendar.
pub struct DayField<'a> {
    text: &'a mut String,
    label: &'a str,
    today: Day,
    month_first: bool,
    happened: bool,
    problem: Option<&'a str>,
    width: f32,
    bare: bool,
    id: Option<Id>,
}

impl<'a> DayField<'a> {
    /// `today` is the office's day, from its clock.
    pub fn new(label: &'a str, text: &'a mut String, today: Day) -> Self {
        let (month_first, happened, problem) = (false, false, None);
        Self { text, label, today, month_first, happened, problem, width: 160.0, bare: false, id: None }
    }

    /// It is the day of something that has happened: one that is unusual for that is said to be.
    #[must_use]
    pub fn happened(mut self) -> Self {
        self.happened = true;
        self
    }

    /// Month before day, as in the United States.
    #[must_use]
    pub fn month_first(mut self, month_first: bool) -> Self {
        self.month_first = month_first;
        self
    }

    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("day", self.label)));
        let popup = id.with("calendar");
        let now = day::typed(self.text, self.today, self.month_first).ok();
        let mut moved = None;
        let mut open = Popup::is_id_open(ui.ctx(), popup);
        if ui.memory(|m| m.has_focus(id)) {
            let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
            if pressed(Modifiers::ALT, Key::ArrowDown) {
                open = !open;
            }
            let from = now.unwrap_or(self.today);
            for (key, to) in [
                (Key::ArrowUp, from.succ_opt()),
                (Key::ArrowDown, from.pred_opt()),
                (Key::PageUp, from.checked_add_months(chrono::Months::new(1))),
                (Key::PageDown, from.checked_sub_months(chrono::Months::new(1))),
            ] {
                if pressed(Modifiers::NONE, key) {
                    moved = to;
                }
            }
        }

        let unusual = now.filter(|_| self.happened).and_then(|day| day::unusual(day, self.today));
        let mut field = Field::new(self.label, self.text).width(self.width).problem(self.problem).id(id);
        field = field.warning(unusual.as_deref());
        field.room_right = 22;
        if self.bare {
            field = field.bare();
        }
        let mut response = field.show(ui);
        let place = inner_right(response.rect, 26.0);
        let button = ui.interact(place, id.with("button"), Sense::CLICK);
        let name = t!("Show the calendar");
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        let ink = if button.hovered() || open { look(ui).accent } else { look(ui).faint };
        super::text::paint_icon(ui.painter(), place, icons::CALENDAR_BLANK, 16.0, ink);
        let clicked = button.clicked();
        button.on_hover_text(name);
        if clicked {
            open = !open;
        }

        let mut shown = open;
        Popup::from_response(&response)
            .id(popup)
            .open_memory(Some(egui::SetOpenCommand::Bool(open)))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .gap(4.0)
            .show(|ui| {
                if let Some(picked) = calendar::month(ui, popup, moved.or(now), self.today) {
                    moved = Some(picked);
                    shown = false;
                }
            });
        if !shown && open {
            Popup::close_id(ui.ctx(), popup);
            response.request_focus();
        }

        let tidy = moved.or(if response.lost_focus() { now } else { None }).map(day::short);
        if let Some(tidy) = tidy
            && tidy != *self.text
        {
            *self.text = tidy;
            typing::keep(ui, id, self.text);
            response.mark_changed();
        }
        response
    }
}
