//! The calendar: a month, a week or the next months as a list; beside it the day or the event that is looked at.

mod pane;
mod work;

use chrono::{Datelike, Months};
use egui::{Frame, Key, Margin, Modifiers, Stroke, Ui, vec2};

use super::super::model::{Clash, Event, Occurrence, Of};
use super::super::store;
use super::deeds::Ask;
use super::form::{Form, Offers};
use super::month::{self, Picked, after, chip, monday, month_span};
use super::{ADD, AGENDA, ALSO, EXPORT, EXPORT_TASKS, OWN_DAY, PLAN, PRINT_TODAY, READ, SKIP, WEEK};
use crate::app::{Choice as Chosen, Live, Reply, Screen, Sight};
use crate::kit::{Day, day, text};
use crate::meetings::store as meetings;
use crate::t;
use crate::ui::shown::Shown;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Split, icon_button, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &[
    "event",
    "partner_event",
    "partner_calendar",
    "venue",
    "event_kind",
    "attendance",
    "shift_person",
    "event_role",
    "event_speaker",
    "meeting",
    "agenda_item",
    "body",
    "body_member",
];

/// How far the wheel is turned for another month, in points.
const WHEEL: f32 = 80.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Month,
    Week,
    Agenda,
}

/// What is shown of an event in the pane.
struct Open {
    event: Event,
    clashes: Vec<Clash>,
    days: Vec<Day>,
}

/// What was written or read in the background.
enum Work {
    /// With tasks or without.
    Save(Chosen, bool),
    Pick(Chosen),
    Written(Reply<String>),
    Read(Reply<(String, Vec<String>)>),
    Paper(Reply<std::path::PathBuf>),
}

/// See the head of this file.
pub(in crate::events) struct Calendar {
    view: View,
    at: Option<Day>,
    all: Live<Vec<Occurrence>, (Day, Day)>,
    offers: Live<Offers>,
    open: Live<Option<Open>, Option<(i64, Day)>>,
    any: Live<bool>,
    /// What is looked at.
    chosen: Option<(Of, crate::events::model::Local)>,
    wanted: Option<i64>,
    form: Option<Form>,
    agenda: Shown<(Day, Day)>,
    split: Split,
    /// How far the wheel was turned over the days, in points.
    wheel: f32,
    work: Option<Work>,
    ask: Option<Ask>,
    /// A day of a series that is getting a plan of its own.
    own: Option<Reply<i64>>,
    pending: Option<&'static str>,
}

impl Calendar {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            view: View::Month,
            at: None,
            all: Live::new(TABLES),
            offers: Live::new(&["venue", "event_kind"]),
            open: Live::new(TABLES),
            any: Live::new(TABLES),
            chosen: None,
            wanted: None,
            form: None,
            agenda: Shown::default(),
            split: Split::default(),
            wheel: 0.0,
            work: None,
            ask: None,
            own: None,
            pending: None,
        })
    }

    fn day(&self, sight: &Sight<'_>) -> Day {
        self.at.unwrap_or_else(|| sight.today())
    }

    fn span(&self, sight: &Sight<'_>) -> (Day, Day) {
        let at = self.day(sight);
        match self.view {
            View::Month => month_span(at),
            View::Week => (monday(at), after(monday(at), 6)),
            View::Agenda => (at, after(at, 92)),
        }
    }

    fn list(&self) -> &[Occurrence] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn index(&self) -> Option<usize> {
        let (of, at) = self.chosen?;
        self.list().iter().position(|one| one.of == of && one.at == at)
    }

    fn choose(&mut self, index: usize) {
        if let Some(one) = self.list().get(index).cloned() {
            self.chosen = Some((one.of, one.at));
            if !self.form.as_ref().is_some_and(|form| form.typing.is_dirty()) {
                self.form = None;
            }
        }
    }

    fn go_to(&mut self, on: Day) {
        self.at = Some(on);
        if self.chosen.is_some_and(|(_, at)| at.date() != on) {
            self.chosen = None;
        }
        if !self.form.as_ref().is_some_and(|form| form.typing.is_dirty()) {
            self.form = None;
        }
    }

    fn turn(&mut self, sight: &Sight<'_>, on: bool) {
        let at = self.day(sight);
        let turned = match self.view {
            View::Week => Some(if on { after(at, 7) } else { at.checked_sub_days(chrono::Days::new(7)).unwrap_or(at) }),
            _ if on => at.checked_add_months(Months::new(1)),
            _ => at.checked_sub_months(Months::new(1)),
        };
        self.go_to(turned.unwrap_or(at));
    }

    /// Arrows walk through the days, Page Up and Down turn, Enter opens what is on that day.
    fn hands(&mut self, ui: &Ui, sight: &Sight<'_>) {
        if self.view == View::Agenda || self.form.is_some() || ui.ctx().memory(|m| m.focused().is_some()) {
            return;
        }
        let key = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let at = self.day(sight);
        let back = |days: u64| at.checked_sub_days(chrono::Days::new(days)).unwrap_or(at);
        let to = if key(Key::ArrowRight) {
            Some(after(at, 1))
        } else if key(Key::ArrowLeft) {
            Some(back(1))
        } else if key(Key::ArrowDown) {
            Some(after(at, 7))
        } else if key(Key::ArrowUp) {
            Some(back(7))
        } else {
            None
        };
        if let Some(to) = to {
            self.go_to(to);
        } else if key(Key::PageDown) {
            self.turn(sight, true);
        } else if key(Key::PageUp) {
            self.turn(sight, false);
        } else if key(Key::Enter) {
            // The next event of that day, around and around.
            let of_day: Vec<usize> = self
                .list()
                .iter()
                .enumerate()
                .filter(|(_, one)| one.first_day() <= at && one.last_day() >= at)
                .map(|(n, _)| n)
                .collect();
            let now = self.index().and_then(|index| of_day.iter().position(|n| *n == index));
            let next = now.map_or(0, |now| (now + 1) % of_day.len().max(1));
            if let Some(index) = of_day.get(next) {
                self.choose(*index);
            }
        }
    }

    /// The wheel turns the months, or the weeks: one for each turn that a hand makes.
    fn wheel(&mut self, ui: &Ui, sight: &Sight<'_>, area: egui::Rect) {
        if self.view == View::Agenda || !ui.rect_contains_pointer(area) {
            self.wheel = 0.0;
            return;
        }
        self.wheel += ui.input(|i| i.smooth_scroll_delta().y);
        if self.wheel.abs() >= WHEEL {
            self.turn(sight, self.wheel < 0.0);
            self.wheel = 0.0;
        }
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let mut view = self.view as usize;
                if ui::segments(ui, &[t!("Month"), t!("Week"), t!("Agenda")], &mut view) {
                    self.view = [View::Month, View::Week, View::Agenda].get(view).copied().unwrap_or(View::Month);
                }
                if icon_button(ui, icons::CARET_LEFT, t!("Before")).clicked() {
                    self.turn(sight, false);
                }
                if icon_button(ui, icons::CARET_RIGHT, t!("After")).clicked() {
                    self.turn(sight, true);
                }
                if Button::secondary(t!("Today")).key("T").show(ui).clicked() {
                    self.go_to(sight.today());
                }
                let (from, to) = self.span(sight);
                let at = self.day(sight);
                let words = match self.view {
                    View::Month => format!("{} {}", day::month_name(at.month()), at.year()),
                    View::Week => t!("{from} to {to}", from = day::brief(from), to = day::short(to)),
                    View::Agenda => t!("From {from}", from = day::short(from)),
                };
                ui.add_space(8.0);
                line(ui, &words, BODY.strong());
            });
        });
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("day", t!("Day"), 130.0).unsorted(),
            Column::new("time", t!("Time"), 76.0).unsorted(),
            Column::new("title", t!("What"), 220.0).grows(2.0).least(140.0).unsorted(),
            Column::new("place", t!("Where"), 150.0).grows(1.0).unsorted().spare(),
            Column::new("state", t!("State"), 100.0).unsorted(),
        ];
        let rows = u64::try_from(self.agenda.len()).unwrap_or(0);
        let Self { all, agenda, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut agenda.table);
        let out = Table::new(t!("Agenda"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| agenda.row(all, at),
            |one: &Occurrence, column| match column {
                0 => Cell::Text(format!("{} {}", one.start.format("%a"), day::short(one.first_day())).into()),
                1 => Cell::Muted(one.time().into()),
                2 => Cell::Strong(one.title.as_str().into()),
                3 => Cell::Muted(one.detail().into()),
                _ => chip(one).map_or(Cell::Empty, |(words, tone)| Cell::Chip(words.into(), tone)),
            },
        );
        let cursor = state.selection.cursor();
        agenda.table = state;
        if let (true, Some(at)) = (out.selected, cursor.and_then(|at| usize::try_from(at).ok())) {
            self.choose(at);
        }
        if out.opened.is_some() {
            self.pending = Some(PLAN);
        }
    }
}

impl Screen for Calendar {
    fn logic(&mut self, sight: &Sight<'_>) {
        let span = self.span(sight);
        self.all.want(sight.desk, span, |conn, (from, to)| store::between(conn, *from, *to));
        self.any.want(sight.desk, (), |conn, ()| {
            Ok(!store::events(conn)?.is_empty() || !store::partners(conn)?.is_empty() || meetings::any(conn)?)
        });
        self.offers.want(sight.desk, (), |conn, ()| {
            Ok(Offers {
                kinds: store::kinds(conn)?.into_iter().map(|kind| (kind.key, kind.name)).collect(),
                venues: store::venues(conn)?
                    .into_iter()
                    .filter(|v| !v.new.closed)
                    .map(|v| (v.id.to_string(), v.new.name))
                    .collect(),
            })
        });
        let of = match self.chosen {
            Some((Of::Own(id), _)) => Some(id.0),
            _ => self.wanted,
        };
        let today = sight.today();
        self.open.want(sight.desk, of.map(|id| (id, today)), |conn, of| {
            let Some((id, today)) = of else { return Ok(None) };
            let event = store::event(conn, crate::events::model::EventId(*id))?;
            let from = today.and_time(chrono::NaiveTime::MIN);
            let days = if event.new.timing.is_series() {
                event.new.timing.starts(from, from + chrono::TimeDelta::days(400)).iter().map(|at| at.date()).collect()
            } else {
                Vec::new()
            };
            let clashes = store::clashes(conn, Some(&event), *today)?;
            Ok(Some(Open { event, clashes, days }))
        });
        // What was gone to by its id is shown on its day.
        if let (Some(wanted), Some(Some(open))) = (self.wanted, self.open.get())
            && open.event.id.0 == wanted
        {
            let at = open.event.new.timing.start;
            self.at = Some(at.date());
            self.chosen = Some((Of::Own(open.event.id), at));
            self.wanted = None;
        }
        let stamp = sight.desk.revision(TABLES);
        if let Some(all) = self.all.get().filter(|_| self.view == View::Agenda) {
            self.agenda.arrange(stamp, all, &span, |_| true);
        }
        if let Some(form) = &mut self.form
            && let Some(id) = form.logic(sight)
        {
            self.form = None;
            (self.chosen, self.wanted) = (None, Some(id));
        }
        self.work(sight);
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        match self.own.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => {
                self.own = None;
                sight.go(PLAN, id.to_string());
            }
            Some(Err(problem)) => {
                self.own = None;
                sight.problem(problem);
            }
            None => {}
        }
        if !self.open.is_coming()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let own = self.list().iter().filter(|one| matches!(one.of, Of::Own(_))).count();
        let words = if own == 0 {
            String::new()
        } else {
            t!("{count} shown", count = text::plural(own, t!("event"), t!("events")))
        };
        sight.header(ui, &words, |ui| {
            ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for the calendar"), |ui| {
                for command in [&OWN_DAY, &SKIP, &ALSO, &PRINT_TODAY, &EXPORT, &EXPORT_TASKS, &READ] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.any.get() == Some(&false) && self.form.is_none() {
            let body = t!(
                "Plan a rally, a gala or a canvass day with its tasks, guests, shifts and money; or read a partner’s calendar to see what is in the way"
            );
            ui::empty_state(ui, icons::CALENDAR, t!("No events yet"), body, |ui| {
                ADD.primary(ui, sight);
                READ.secondary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        self.bar(ui, sight);
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                let mut this = this.borrow_mut();
                let (at, today, open) = (this.day(sight), sight.today(), this.index());
                let area = ui.available_rect_before_wrap();
                this.wheel(ui, sight, area);
                let picked = match this.view {
                    View::Month => month::month(ui, at, at, today, this.list(), open),
                    View::Week => month::week(ui, at, at, today, this.list(), open),
                    View::Agenda => {
                        this.table(ui);
                        None
                    }
                };
                match picked {
                    Some(Picked::Day(on)) => this.go_to(on),
                    Some(Picked::Event(index)) => this.choose(index),
                    None => {}
                }
            },
            |ui| this.borrow_mut().pane(ui, sight),
        );
        self.split = split;
        if let Some(ask) = &mut self.ask {
            if !ask.show(ui, sight) {
                self.ask = None;
            }
            return;
        }
        self.hands(ui, sight);
    }

    /// An event's id, `new`, a day, `week`, `agenda`.
    fn go(&mut self, filter: &str) {
        if let Ok(on) = filter.parse::<Day>() {
            self.go_to(on);
        } else if let Ok(id) = filter.parse::<i64>() {
            (self.form, self.chosen, self.wanted) = (None, None, Some(id));
        } else {
            self.pending = match filter {
                "new" => Some(ADD.key),
                "week" => Some(WEEK.key),
                "agenda" => Some(AGENDA.key),
                key => super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key),
            };
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(|form| form.typing.is_dirty()) {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }

    fn draft(&self) -> Option<String> {
        let form = self.form.as_ref().filter(|form| form.typing.is_dirty() && form.typing.typed.of.is_none())?;
        serde_json::to_string(&form.typing.typed).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(typed) = serde_json::from_str::<super::form::Typed>(draft) {
            let mut form = Form::new(Day::default());
            form.typing = crate::ledger::screen::typing::Typing::restored(typed, super::form::Typed::default());
            self.form = Some(form);
        }
    }
}
