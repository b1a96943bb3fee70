//! Minutes: the meetings that were held, and beside them the text of one, until it is approved and locked.

use egui::{Align, Frame, Layout, Margin, ScrollArea, Stroke, Ui, UiBuilder, vec2};

use super::super::model::{MeetingId, MinutesState, Record, minutes as compose};
use super::super::{ops, page, store};
use super::ask::{Asks, What};
use super::list::TABLES;
use super::parts::read_only;
use super::{ANEW, APPROVE, CIRCULATE, MEETINGS, PRINT_MINUTES, REOPEN};
use crate::app::viewed::Paper;
use crate::app::{Live, Reply, Screen, Sight};
use crate::cli::Stationery;
use crate::kit::{Day, day};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, icons, line, look};

/// How wide the list of meetings is, points.
const LIST: f32 = 250.0;

/// See the head of this file.
pub(in crate::meetings) struct MinutesScreen {
    lines: Live<Vec<store::Line>, Day>,
    record: Live<Option<Record>, Option<MeetingId>>,
    open: Option<MeetingId>,
    /// What is typed, and what it was before: of which meeting.
    typed: Option<(MeetingId, String, String)>,
    saving: Option<Reply<()>>,
    asks: Asks,
    paper: Paper,
    pending: Option<&'static str>,
}

fn chip(state: Option<MinutesState>) -> (&'static str, Tone) {
    match state {
        None => (t!("Not written"), Tone::Warning),
        Some(MinutesState::Draft) => (MinutesState::Draft.says(), Tone::Warning),
        Some(MinutesState::Approved) => (MinutesState::Approved.says(), Tone::Good),
        Some(state) => (state.says(), Tone::Accent),
    }
}

impl MinutesScreen {
    pub(in crate::meetings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            lines: Live::new(TABLES),
            record: Live::new(TABLES),
            open: None,
            typed: None,
            saving: None,
            asks: Asks::default(),
            paper: Paper::default(),
            pending: None,
        })
    }

    fn held(&self) -> Vec<&store::Line> {
        self.lines.get().map_or(&[][..], Vec::as_slice).iter().filter(|line| line.meeting.opened.is_some()).collect()
    }

    fn record(&self) -> Option<&Record> {
        self.record.get().and_then(Option::as_ref).filter(|record| Some(record.meeting.id) == self.open)
    }

    fn is_dirty(&self) -> bool {
        self.typed.as_ref().is_some_and(|(_, now, before)| now != before)
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if let Some((id, text, before)) = self.typed.clone()
            && text != before
            && self.saving.is_none()
        {
            self.saving =
                Some(sight.desk.run(&ops::WRITE, move |office| {
                    ops::write(office, id, Some(&text)).map(super::parts::without_value)
                }));
        }
    }

    fn meetings(&mut self, ui: &mut Ui) {
        let mut chosen = None;
        ScrollArea::vertical().id_salt("minutes.list").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                for (at, row) in self.held().into_iter().enumerate() {
                    ui.push_id(at, |ui| {
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing.y = 4.0;
                            let id = row.meeting.id;
                            if Some(id) == self.open {
                                ui::paragraph(ui, &row.meeting.name(), BODY.strong());
                            } else if Link::new(&row.meeting.name()).show(ui).clicked() {
                                chosen = Some(id);
                            }
                            ui.horizontal(|ui| {
                                line(ui, &day::short(row.meeting.new.day), SMALL.ink(look(ui).muted));
                                let (words, tone) = chip(row.minutes);
                                ui::chip(ui, words, tone);
                            });
                        });
                    });
                }
            });
        });
        if let Some(id) = chosen.filter(|_| !self.is_dirty()) {
            self.open = Some(id);
        }
    }

    fn text(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(record) = self.record().cloned() else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let state = record.minutes.as_ref().map(|minutes| minutes.state);
        let approved = record.minutes.as_ref().filter(|minutes| minutes.state == MinutesState::Approved);
        let dirty = self.is_dirty();
        let muted = look(ui).muted;
        ui.horizontal_wrapped(|ui| {
            let (words, tone) = chip(state);
            ui::chip(ui, words, tone);
            if Link::new(&record.meeting.called()).show(ui).clicked() {
                sight.go(MEETINGS, record.meeting.id.to_string());
            }
        });
        if let Some(minutes) = approved {
            let at = minutes.approved.as_ref().map(|(_, name, _)| name.clone()).unwrap_or_default();
            let body = t!(
                "Nothing of them or of the record of their meeting changes any more. SHA-256 {hash}",
                hash = minutes.hash
            );
            ui::banner(ui, Tone::Good, &t!("Approved at {meeting}", meeting = at), &body, "", |ui| {
                REOPEN.secondary(ui, sight);
            });
            ScrollArea::vertical().id_salt("minutes.text").auto_shrink([false, false]).show(ui, |ui| {
                ui::paragraph(ui, &minutes.text, BODY);
            });
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let saving = self.saving.is_some().then(|| t!("It is being saved"));
            let why_not = saving.or(read_only(sight)).or((!dirty).then(|| t!("Nothing was changed in the text")));
            if Button::primary(t!("Save the text")).key("Ctrl S").unless(why_not).show(ui).clicked() {
                self.save(sight);
            }
            if dirty && Button::secondary(t!("Take it back")).show(ui).clicked() {
                self.typed = None;
            }
            if record.meeting.closed.is_some() && !dirty {
                match state {
                    Some(MinutesState::Circulated) => drop(APPROVE.secondary(ui, sight)),
                    Some(MinutesState::Corrected) => {
                        APPROVE.secondary(ui, sight);
                        CIRCULATE.secondary(ui, sight);
                    }
                    _ => drop(CIRCULATE.secondary(ui, sight)),
                }
            }
        });
        if state.is_none() {
            let words = if record.meeting.closed.is_some() {
                t!("As what was recorded makes them. Change the text and save it, or circulate it as it is.")
            } else {
                t!(
                    "The meeting is under way: this grows with what is recorded. Once the text is changed by hand it no longer does."
                )
            };
            ui::paragraph(ui, words, SMALL.ink(muted));
        }
        if let Some((_, text, _)) = &mut self.typed {
            ScrollArea::vertical().id_salt("minutes.edit").auto_shrink([false, false]).show(ui, |ui| {
                Field::new(t!("Text of the minutes"), text).bare().rows(28).show(ui);
            });
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(record) = self.record().cloned() else { return };
        let (meeting, name) = (record.meeting.id, record.meeting.called());
        if key == PRINT_MINUTES.key {
            let file = t!("Minutes {meeting}.pdf", meeting = name);
            self.paper.make(sight, &file, move |office| {
                let stationery = office.read(Stationery::read)?;
                let record = office.read(|conn| store::record(conn, meeting))?;
                let text = record.minutes.as_ref().map_or_else(|| compose::written(&record), |m| m.text.clone());
                page::minutes(&record, &text, &stationery, office.clock().now())
            });
        } else if key == CIRCULATE.key {
            self.asks.ask(What::Circulate { meeting, name });
        } else if key == REOPEN.key {
            self.asks.ask(What::Reopen { meeting, name, reason: String::new() });
        } else if key == ANEW.key {
            self.asks.ask(What::Anew { meeting, name });
        } else {
            let later = self.held().into_iter().filter(|line| {
                line.meeting.new.body == record.body.id
                    && line.meeting.new.day >= record.meeting.new.day
                    && line.meeting.id != meeting
            });
            let list: Vec<_> = later.map(|line| (Some(line.meeting.id), line.meeting.called())).collect();
            if list.is_empty() {
                sight.notice(
                    Tone::Warning,
                    t!("No later meeting of this body has been opened"),
                    t!("Minutes are approved at the next meeting: open that one first"),
                );
                return;
            }
            let at = list.first().and_then(|(id, _)| *id);
            self.asks.ask(What::Approve { meeting, name, at, list });
        }
    }
}

impl Screen for MinutesScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.lines.want(sight.desk, sight.today(), |conn, today| store::lines(conn, &store::Filter::default(), *today));
        if self.open.is_none() {
            self.open = self.held().first().map(|line| line.meeting.id);
        }
        self.record.want(sight.desk, self.open, |conn, id| id.map(|id| store::record(conn, id)).transpose());
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.saving, self.typed) = (None, None),
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        self.asks.logic(sight);
        self.paper.logic(sight);
        // What is not being typed follows the record.
        if !self.is_dirty() && self.saving.is_none() && !self.record.is_coming() {
            let now = self.record().map(|record| {
                let text = record.minutes.as_ref().map_or_else(|| compose::written(record), |m| m.text.clone());
                (record.meeting.id, text)
            });
            let same = match (&now, &self.typed) {
                (Some((id, text)), Some((of, typed, _))) => id == of && text == typed,
                (None, None) => true,
                _ => false,
            };
            if !same {
                self.typed = now.map(|(id, text)| (id, text.clone(), text));
            }
        }
        if self.record().is_some()
            && !self.record.is_coming()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.held().iter().filter(|line| line.minutes != Some(MinutesState::Approved)).count();
        let words = if open == 0 { String::new() } else { t!("{count} not approved yet", count = open) };
        sight.header(ui, &words, |ui| {
            PRINT_MINUTES.secondary(ui, sight);
            ui::menu_button(ui, t!("More for minutes"), |ui| {
                for command in [&CIRCULATE, &APPROVE, &ANEW, &REOPEN] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.lines.get().is_some() && self.held().is_empty() {
            let body = t!(
                "What is recorded while a meeting is under way becomes its minutes; here they are finished, sent out and approved"
            );
            ui::empty_state(ui, icons::NOTE_PENCIL, t!("No minutes yet"), body, |ui| {
                if Button::primary(t!("See the meetings")).show(ui).clicked() {
                    sight.go(MEETINGS, "");
                }
            });
            return;
        }
        if ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::S)) {
            self.save(sight);
        }
        let (left, right) = area.split_left_right_at_x(area.left() + LIST);
        ui.painter().vline(left.right() - 0.5, area.y_range(), Stroke::new(1.0, look(ui).line));
        let mut list = ui.new_child(UiBuilder::new().id_salt("minutes.left").max_rect(left));
        list.set_clip_rect(left);
        self.meetings(&mut list);
        let within = right.shrink2(vec2(24.0, 16.0));
        let layout = Layout::top_down(Align::LEFT);
        let mut pane = ui.new_child(UiBuilder::new().id_salt("minutes.right").max_rect(within).layout(layout));
        self.text(&mut pane, sight);
        ui.advance_cursor_after_rect(area);
        self.asks.show(ui, sight);
    }

    /// A meeting's id, or the key of a command.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse::<i64>() {
            if !self.is_dirty() {
                self.open = Some(MeetingId(id));
            }
        } else {
            self.pending = [&CIRCULATE, &APPROVE, &REOPEN, &ANEW].into_iter().find(|c| c.key == filter).map(|c| c.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.is_dirty() {
            self.pending = [&CIRCULATE, &APPROVE, &REOPEN, &ANEW, &PRINT_MINUTES]
                .into_iter()
                .find(|c| c.key == key)
                .map(|c| c.key);
        }
    }

    fn draft(&self) -> Option<String> {
        let (id, text, before) = self.typed.as_ref().filter(|(_, now, before)| now != before)?;
        serde_json::to_string(&(id.to_string(), text, before)).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok((id, text, before)) = serde_json::from_str::<(String, String, String)>(draft)
            && let Ok(id) = id.parse::<i64>()
        {
            self.open = Some(MeetingId(id));
            self.typed = Some((MeetingId(id), text, before));
        }
    }
}
