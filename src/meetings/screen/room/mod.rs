//! In the room: one screen while a meeting is under way, keyboard first. At the left the agenda, in the middle the item that is
//! under way with its motions and votes, at the right who is there and who speaks; the quorum stands above all of it.

mod floor;
mod people;
mod questions;

use std::time::Duration;

use egui::{Align, Frame, Layout, Margin, ScrollArea, Stroke, Ui, UiBuilder, vec2};

use super::super::model::{Attendee, ItemState, MeetingId, MeetingState, Record, Verdict, clock};
use super::super::{ops, store};
use super::ask::{self, Asks, What};
use super::list::TABLES;
use super::parts::read_only;
use super::{
    ACT, AMEND, APOLOGIES, CLOSE, CONSENT, DECIDE, DEFER, HUSH, INTEREST, MEETINGS, MINUTES, MOVE, NEXT, OPEN,
    PROCEDURE, PROXY, SPEAK, SPEAKER, VOTE, WITHDRAW,
};
use crate::app::{Command, Live, Reply, Screen, Sight};
use crate::kit::{Day, day};
use crate::people::screen::person::{Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, SMALL, Tone, icons, line, look};

/// How wide the agenda and the list of people are, points.
const AGENDA: f32 = 240.0;
const PEOPLE: f32 = 270.0;

/// See the head of this file.
pub(in crate::meetings) struct Room {
    lines: Live<Vec<store::Line>, Day>,
    record: Live<Option<Record>, Option<MeetingId>>,
    open: Option<MeetingId>,
    /// Who is coming in at the door.
    coming: Who,
    /// Who comes in and sits in no body has a vote.
    guests_vote: bool,
    found: Suggestions,
    arriving: Option<Reply<()>>,
    /// What the minutes say of the item under way, and what it was before.
    note: Option<(super::super::model::ItemId, String, String)>,
    saving: Option<Reply<()>>,
    asks: Asks,
    pending: Option<&'static str>,
}

impl Room {
    pub(in crate::meetings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            lines: Live::new(TABLES),
            record: Live::new(TABLES),
            open: None,
            coming: Who::default(),
            guests_vote: false,
            found: Suggestions::default(),
            arriving: None,
            note: None,
            saving: None,
            asks: Asks::default(),
            pending: None,
        })
    }

    fn record(&self) -> Option<&Record> {
        self.record.get().and_then(Option::as_ref).filter(|record| Some(record.meeting.id) == self.open)
    }

    /// Meetings that can be run: those under way, then those to come and those of today.
    fn choices(&self, today: Day) -> Vec<&store::Line> {
        let all = self.lines.get().map_or(&[][..], Vec::as_slice);
        let fits = |line: &&store::Line| match line.meeting.state() {
            MeetingState::Open => true,
            MeetingState::Planned => line.meeting.new.day >= today - chrono::TimeDelta::days(7),
            MeetingState::Closed => line.meeting.new.day == today || Some(line.meeting.id) == self.open,
            MeetingState::Cancelled => false,
        };
        let mut found: Vec<_> = all.iter().filter(fits).collect();
        found.sort_by_key(|line| (line.meeting.state() != MeetingState::Open, line.meeting.new.day));
        found
    }

    fn is_note_dirty(&self) -> bool {
        self.note.as_ref().is_some_and(|(_, now, before)| now != before)
    }

    fn save_note(&mut self, sight: &Sight<'_>) {
        if let Some((item, text, before)) = self.note.clone()
            && text != before
            && self.saving.is_none()
        {
            self.saving = Some(
                sight.desk.run(&ops::SAY, move |office| ops::say(office, item, &text).map(super::parts::without_value)),
            );
            self.note = Some((item, self.note.as_ref().map(|n| n.1.clone()).unwrap_or_default(), before));
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(record) = self.record().cloned() else {
            sight.notice(Tone::Warning, t!("No meeting is open"), t!("Plan one first, or choose one above"));
            return;
        };
        let id = record.meeting.id;
        if key == OPEN.key {
            self.asks.ask(What::Open { meeting: id, at: ask::now(sight), quorum: record.quorum(None).says() });
            return;
        }
        if key == APOLOGIES.key {
            self.asks.ask(What::Apologies { meeting: id, who: Who::default() });
            return;
        }
        if key == PROXY.key {
            let holders: Vec<_> = record
                .people
                .iter()
                .filter(|one| one.voting && one.is_here())
                .filter_map(|one| Some((one.id, one.person?, one.name.clone())))
                .collect();
            self.asks.ask(What::Proxy { meeting: id, absent: Who::default(), holder: None, holders });
            return;
        }
        if record.meeting.state() != MeetingState::Open {
            sight.notice(Tone::Warning, t!("The meeting is not under way"), t!("Open it first"));
            return;
        }
        let current = record.current().map(|item| item.id);
        if let Some(what) = questions::of(key, &record, sight) {
            self.asks.ask(what);
        } else if key == NEXT.key {
            let Some(next) = record.next().map(|item| item.id) else {
                sight.notice(Tone::Accent, t!("Every item was dealt with"), t!("Close the meeting when it is over"));
                return;
            };
            sight.desk.run(&ops::ITEM, move |office| ops::item(office, next, ItemState::Open, None)).forget();
        } else if key == DEFER.key {
            let Some(item) = current else { return };
            sight.desk.run(&ops::ITEM, move |office| ops::item(office, item, ItemState::Deferred, None)).forget();
        } else if key == CONSENT.key {
            sight.desk.run(&ops::CONSENT, move |office| ops::consent(office, id, None)).forget();
        } else if key == SPEAK.key || key == HUSH.key {
            let stop = key == HUSH.key;
            sight.desk.run(&ops::SPEAK, move |office| ops::speak(office, id, None, stop)).forget();
        } else if key == VOTE.key {
            sight.notice(Tone::Warning, t!("Nothing is moved"), t!("Move a motion first (M)"));
        }
    }
}

impl Screen for Room {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.lines.want(sight.desk, sight.today(), |conn, today| store::lines(conn, &store::Filter::default(), *today));
        if self.open.is_none() {
            self.open = self.choices(sight.today()).first().map(|line| line.meeting.id);
        }
        self.record.want(sight.desk, self.open, |conn, id| id.map(|id| store::record(conn, id)).transpose());
        self.found.want(sight.desk, &self.coming);
        match self.arriving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.arriving, self.coming) = (None, Who::default()),
            Some(Err(problem)) => {
                (self.arriving, self.coming) = (None, Who::default());
                sight.problem(problem);
            }
            None => {}
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.saving, self.note) = (None, None),
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        self.asks.logic(sight);
        let current = self.record().and_then(Record::current).map(|item| (item.id, item.said.clone()));
        let other = self.note.as_ref().map(|(id, ..)| *id) != current.as_ref().map(|(id, _)| *id);
        if other && self.is_note_dirty() {
            // The item that was typed about is over: what was typed is kept.
            self.save_note(sight);
        } else if !self.is_note_dirty() && self.saving.is_none() {
            self.note = current.map(|(id, said)| (id, said.clone(), said));
        }
        if self.record().is_some()
            && !self.record.is_coming()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = self.record().map(|record| record.meeting.called()).unwrap_or_default();
        let state = self.record().map(|record| record.meeting.state());
        sight.header(ui, &words, |ui| {
            match state {
                Some(MeetingState::Planned) => drop(OPEN.primary(ui, sight)),
                Some(MeetingState::Open) => {
                    CLOSE.secondary(ui, sight);
                    NEXT.primary(ui, sight);
                }
                _ => {}
            }
            ui::menu_button(ui, t!("More for the room"), |ui| {
                let all: [&Command; 14] = [
                    &APOLOGIES, &PROXY, &INTEREST, &SPEAKER, &SPEAK, &HUSH, &MOVE, &AMEND, &PROCEDURE, &VOTE,
                    &WITHDRAW, &DECIDE, &ACT, &CONSENT,
                ];
                for command in all {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.lines.get().is_some() && self.choices(sight.today()).is_empty() {
            let body = t!(
                "When a meeting is planned, it is run from here: who comes, what is moved, how it is voted, and the minutes write themselves"
            );
            ui::empty_state(ui, icons::GAVEL, t!("No meeting to go into"), body, |ui| {
                if Button::primary(t!("Plan a meeting")).show(ui).clicked() {
                    sight.go(MEETINGS, "new");
                }
            });
            return;
        }
        let Some(record) = self.record().cloned() else { return };
        self.strip(ui, sight, &record);
        let area = ui.available_rect_before_wrap();
        let (left, rest) = area.split_left_right_at_x(area.left() + AGENDA.min(area.width() * 0.26).round());
        let (middle, right) = rest.split_left_right_at_x(rest.right() - PEOPLE.min(area.width() * 0.32).round());
        for edge in [left.right(), right.left()] {
            ui.painter().vline(edge - 0.5, area.y_range(), Stroke::new(1.0, look(ui).line));
        }
        let this = std::cell::RefCell::new(&mut *self);
        let column = |ui: &mut Ui, key: &str, rect: egui::Rect, draw: &mut dyn FnMut(&mut Ui)| {
            let layout = Layout::top_down(Align::LEFT);
            let mut inner = ui.new_child(UiBuilder::new().id_salt(key).max_rect(rect).layout(layout));
            inner.set_clip_rect(rect);
            ScrollArea::vertical().id_salt(key).auto_shrink([false, false]).show(&mut inner, |ui| {
                Frame::new().inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                    draw(ui);
                });
            });
        };
        column(ui, "room.agenda", left, &mut |ui| agenda(ui, sight, &record));
        column(ui, "room.floor", middle, &mut |ui| this.borrow_mut().floor(ui, sight, &record));
        column(ui, "room.people", right, &mut |ui| this.borrow_mut().people(ui, sight, &record));
        ui.advance_cursor_after_rect(area);
        if record.speaking().is_some() {
            // The only thing that moves by itself: the seconds of who speaks.
            ui.ctx().request_repaint_after(Duration::from_secs(1));
        }
        self.asks.show(ui, sight);
    }

    /// A meeting's id, or the key of a command.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse::<i64>() {
            self.open = Some(MeetingId(id));
        } else {
            self.pending = super::COMMANDS.iter().find(|c| c.key == filter && c.screen == super::ROOM).map(|c| c.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = super::COMMANDS.iter().find(|c| c.key == key && c.screen == super::ROOM).map(|c| c.key);
    }

    fn draft(&self) -> Option<String> {
        let (item, now, before) = self.note.as_ref().filter(|(_, now, before)| now != before)?;
        serde_json::to_string(&(item, now, before)).ok()
    }

    fn restore(&mut self, draft: &str) {
        self.note = serde_json::from_str(draft).ok();
    }
}

impl Room {
    /// Which meeting it is, how the quorum stands, and when it should end.
    fn strip(&mut self, ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
        let quorum = record.quorum_now();
        Frame::new().inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
                let choices = self.choices(sight.today());
                if choices.len() > 1 {
                    let options: Vec<(Option<MeetingId>, String)> =
                        choices.iter().map(|line| (Some(line.meeting.id), line.meeting.called())).collect();
                    let options: Vec<(Option<MeetingId>, &str)> =
                        options.iter().map(|(id, name)| (*id, name.as_str())).collect();
                    Choice::new(t!("Which meeting"), &mut self.open, &options).bare().show(ui);
                }
                let tone = if quorum.needed == 0 {
                    Tone::Plain
                } else if quorum.met() {
                    Tone::Good
                } else {
                    Tone::Danger
                };
                ui::chip(ui, &record.quorum_says(), tone);
                let muted = look(ui).muted;
                let votes = record.votes_in_room(None);
                if votes != quorum.present {
                    line(ui, &t!("{n} votes in the room", n = votes), SMALL.ink(muted));
                }
                match record.meeting.state() {
                    MeetingState::Open => {
                        let ends = clock(record.predicted_end(ask::minute(sight)));
                        let opened = record.meeting.opened.map(clock).unwrap_or_default();
                        line(ui, &t!("Opened {from}, should end {to}", from = opened, to = ends), SMALL.ink(muted));
                    }
                    MeetingState::Planned => {
                        line(
                            ui,
                            &t!("Not opened yet; {day}", day = day::short(record.meeting.new.day)),
                            SMALL.ink(muted),
                        );
                    }
                    _ => {
                        line(ui, record.meeting.state().says(), SMALL.ink(muted));
                        if Button::secondary(t!("Minutes")).show(ui).clicked() {
                            sight.go(MINUTES, record.meeting.id.to_string());
                        }
                    }
                }
                if let Some((_, chair)) = &record.meeting.chair {
                    line(ui, &t!("Chair: {name}", name = chair), SMALL.ink(muted));
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().hline(area.x_range(), area.top() - 0.5, Stroke::new(1.0, look(ui).line));
    }
}

/// The agenda with when each item should begin; a click takes it up.
fn agenda(ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
    ui::section(ui, t!("Agenda"));
    let starts = record.predicted_starts(ask::minute(sight));
    let running = record.meeting.state() == MeetingState::Open && read_only(sight).is_none();
    for (at, (item, starts)) in record.items.iter().zip(starts).enumerate() {
        ui.push_id(at, |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = format!("{}. {}", at + 1, item.new.title);
                let look = look(ui);
                match item.state {
                    ItemState::Open => drop(ui::paragraph(ui, &title, BODY.strong().ink(look.accent))),
                    ItemState::Waiting if running => {
                        if ui::Link::new(&title).show(ui).clicked() {
                            let id = item.id;
                            sight
                                .desk
                                .run(&ops::ITEM, move |office| ops::item(office, id, ItemState::Open, None))
                                .forget();
                        }
                    }
                    ItemState::Waiting => drop(ui::paragraph(ui, &title, BODY)),
                    ItemState::Done | ItemState::Deferred => drop(ui::paragraph(ui, &title, BODY.ink(look.muted))),
                }
                let words = match item.state {
                    ItemState::Done => t!("Done {time}", time = item.ended.map(clock).unwrap_or_default()),
                    ItemState::Deferred => t!("Next meeting").to_owned(),
                    _ => match starts.map(clock) {
                        None => record.item_says(item).to_owned(),
                        Some(time) if item.new.consent => t!("{time}, for consent", time = time),
                        Some(time) => time,
                    },
                };
                line(ui, &words, SMALL.ink(look.muted));
            });
        });
    }
    if running && record.consent().next().is_some() {
        CONSENT.secondary(ui, sight);
    }
}

/// The words of a verdict in the colour of what it means.
fn verdict_words(ui: &mut Ui, verdict: Verdict) {
    let ink = if verdict.carried() { look(ui).good } else { look(ui).warning };
    ui::paragraph(ui, &verdict.says(), SMALL.ink(ink));
}

/// The people of the list in the order of the room: who is there, then the others.
fn in_order(record: &Record) -> Vec<&Attendee> {
    let mut all: Vec<&Attendee> = record.people.iter().collect();
    all.sort_by_key(|one| !one.is_here());
    all
}
