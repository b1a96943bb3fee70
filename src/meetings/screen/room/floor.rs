//! The item that is under way: what the minutes say of it, what was moved and how it was voted, decisions and actions.

use egui::Ui;

use super::super::super::model::{MeetingState, Motion, MotionKind, MotionState, Record};
use super::super::ask::What;
use super::super::list::task;
use super::super::parts::read_only;
use super::super::{ACT, AMEND, DECIDE, DEFER, INTEREST, MINUTES, MOVE, NEXT, OPEN, VOTE};
use super::questions::vote_on;
use super::{Room, verdict_words};
use crate::app::Sight;
use crate::t;
use crate::ui::{self, BODY, Button, Field, SMALL, Tone, line, look};

fn tone(state: MotionState) -> Tone {
    match state {
        MotionState::Open => Tone::Accent,
        MotionState::Carried => Tone::Good,
        MotionState::Lost => Tone::Danger,
        MotionState::Withdrawn | MotionState::Fell => Tone::Plain,
    }
}

impl Room {
    pub(super) fn floor(&mut self, ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
        let muted = look(ui).muted;
        if record.meeting.state() == MeetingState::Planned {
            ui::section(ui, t!("Before it begins"));
            let words = t!(
                "Record who comes and who sent apologies, then open the meeting. The quorum above counts who may vote."
            );
            ui::paragraph(ui, words, BODY.ink(muted));
            OPEN.secondary(ui, sight);
            return;
        }
        let current = record.current();
        match current {
            Some(item) => {
                ui::section(ui, &format!("{}. {}", record.number(item.id), item.new.title));
                if !item.new.note.is_empty() {
                    ui::paragraph(ui, &item.new.note, SMALL.ink(muted));
                }
                ui.horizontal_wrapped(|ui| {
                    for command in [&MOVE, &VOTE, &ACT, &DECIDE, &INTEREST] {
                        command.secondary(ui, sight);
                    }
                });
                self.note_field(ui, sight);
                for (at, interest) in record.interests.iter().filter(|i| i.item == item.id).enumerate() {
                    ui.push_id(("interest", at), |ui| {
                        let words = t!(
                            "{name} declared an interest and {conduct}",
                            name = record.name(interest.who),
                            conduct = interest.conduct.says()
                        );
                        ui::paragraph(ui, &words, SMALL.ink(look(ui).warning));
                    });
                }
            }
            None if record.meeting.state() == MeetingState::Open => {
                ui::section(ui, t!("No item is under way"));
                NEXT.secondary(ui, sight);
            }
            None => {
                ui::section(ui, t!("The meeting is closed"));
                ui::paragraph(ui, t!("Its minutes are written from what was recorded."), BODY.ink(muted));
                if Button::primary(t!("Minutes")).show(ui).clicked() {
                    sight.go(MINUTES, record.meeting.id.to_string());
                }
            }
        }
        // What was moved in this item; where none is under way, all of it.
        let all: Vec<&Motion> = match current {
            Some(item) => record.motions_of(Some(item.id)),
            None => record.motions.iter().collect(),
        };
        for (at, motion) in all.into_iter().enumerate() {
            ui.push_id(("motion", at), |ui| self.motion(ui, sight, record, motion));
        }
        let item = current.map(|item| item.id);
        for (at, vote) in
            record.votes.iter().filter(|v| v.motion.is_none() && (item.is_none() || v.item == item)).enumerate()
        {
            ui.push_id(("vote", at), |ui| ui::paragraph(ui, &format!("{} {}", vote.question, vote.says()), SMALL));
        }
        for (at, decision) in record.decisions.iter().filter(|d| item.is_none() || d.item == item).enumerate() {
            ui.push_id(("decision", at), |ui| {
                ui.horizontal_top(|ui| {
                    ui::chip(ui, &t!("Decision {n}", n = decision.number), Tone::Good);
                    ui::paragraph(ui, &decision.text, BODY);
                });
            });
        }
        for (at, action) in record.actions.iter().filter(|a| item.is_none() || a.item == item).enumerate() {
            ui.push_id(("action", at), |ui| task(ui, sight, &action.task));
        }
        if current.is_some_and(|item| item.new.title == t!("Matters arising")) && !record.arising.is_empty() {
            ui::section(ui, t!("Open from earlier meetings"));
            for (at, action) in record.arising.iter().enumerate() {
                ui.push_id(("arising", at), |ui| task(ui, sight, &action.task));
            }
        }
        if current.is_some() {
            DEFER.secondary(ui, sight);
        }
    }

    fn note_field(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let dirty = self.is_note_dirty();
        let Some((_, text, _)) = &mut self.note else { return };
        let field = Field::new(t!("What the minutes say of it"), text).rows(4).show(ui);
        if field.lost_focus() && dirty {
            self.save_note(sight);
        } else if dirty {
            let why_not = self.saving.is_some().then(|| t!("It is being saved")).or(read_only(sight));
            if Button::secondary(t!("Save the note")).unless(why_not).show(ui).clicked() {
                self.save_note(sight);
            }
        }
    }

    fn motion(&mut self, ui: &mut Ui, sight: &Sight<'_>, record: &Record, motion: &Motion) {
        let muted = look(ui).muted;
        ui.horizontal(|ui| {
            line(ui, &record.motion_name(motion), BODY.strong());
            ui::chip(ui, motion.state.says(), tone(motion.state));
            if motion.state == MotionState::Open && record.meeting.state() == MeetingState::Open {
                let name = t!("Vote on {motion}", motion = record.motion_name(motion));
                if record.before(motion).is_none() && ui::Link::new(&name).small().show(ui).clicked() {
                    self.asks.ask(vote_on(record, Some(motion)));
                }
                if motion.new.kind == MotionKind::Motion
                    && ui::Link::new(&t!("Amend {motion}", motion = record.motion_name(motion)))
                        .small()
                        .show(ui)
                        .clicked()
                {
                    sight.command(&AMEND);
                }
                if ui::Link::new(&t!("Withdraw {motion}", motion = record.motion_name(motion)))
                    .small()
                    .show(ui)
                    .clicked()
                {
                    self.asks.ask(What::Withdraw {
                        meeting: record.meeting.id,
                        motion: motion.id,
                        name: record.motion_name(motion),
                    });
                }
            }
        });
        ui::paragraph(ui, motion.says(), BODY);
        if motion.is_amended() {
            ui::paragraph(ui, &t!("Moved as: {text}", text = motion.new.text), SMALL.ink(muted));
        }
        let who = match (motion.new.mover, motion.new.seconder) {
            (Some(mover), Some(seconder)) => {
                t!(
                    "Moved by {mover}, seconded by {seconder}",
                    mover = record.name(mover),
                    seconder = record.name(seconder)
                )
            }
            (Some(mover), None) => t!("Moved by {mover}", mover = record.name(mover)),
            _ => String::new(),
        };
        if !who.is_empty() {
            line(ui, &who, SMALL.ink(muted));
        }
        if let Some(before) = record.before(motion).filter(|_| motion.state == MotionState::Open) {
            let words = t!("{motion} has to be decided first", motion = record.motion_name(before));
            ui::paragraph(ui, &words, SMALL.ink(look(ui).warning));
        }
        for vote in record.votes.iter().filter(|vote| vote.motion == Some(motion.id)) {
            match (vote.counts, vote.verdict()) {
                (Some(counts), Some(verdict)) => {
                    ui::paragraph(ui, &format!("{}: {}", vote.method.says(), counts.says()), SMALL);
                    verdict_words(ui, verdict);
                }
                _ => drop(ui::paragraph(ui, &vote.says(), SMALL)),
            }
        }
    }
}
