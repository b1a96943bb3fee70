//! Who is in the room: coming in by a few letters, leaving, apologies, proxies; and who speaks, for how long.

use egui::{Id, Ui};

use super::super::super::model::{Attendee, MeetingState, Record, clock};
use super::super::super::ops::{self, Person};
use super::super::parts::{read_only, without_value};
use super::super::{APOLOGIES, HUSH, PROXY, SPEAK, SPEAKER};
use super::{Room, in_order};
use crate::app::Sight;
use crate::people::screen::person;
use crate::t;
use crate::ui::{self, BODY, SMALL, Tone, checkbox, icons, line, look};

impl Room {
    pub(super) fn people(&mut self, ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
        if record.meeting.state() == MeetingState::Open {
            speakers(ui, sight, record);
        }
        let here = record.people.iter().filter(|one| one.is_here()).count();
        ui.horizontal(|ui| {
            ui::section(ui, t!("In the room"));
            line(ui, &here.to_string(), SMALL.ink(look(ui).muted));
        });
        if record.meeting.closed.is_none() && read_only(sight).is_none() {
            self.door(ui, sight, record);
        }
        for (at, one) in in_order(record).into_iter().enumerate() {
            ui.push_id(at, |ui| row(ui, sight, record, one));
        }
        if record.meeting.closed.is_none() {
            ui.horizontal_wrapped(|ui| {
                APOLOGIES.secondary(ui, sight);
                if record.body.new.proxies > 0 {
                    PROXY.secondary(ui, sight);
                }
            });
        }
    }

    /// The field at the door: a few letters and Enter, then the next.
    fn door(&mut self, ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
        let id = Id::unique("meetings.door");
        let shown = person::Shown { label: t!("Who comes in"), may_be_new: true, ..person::Shown::default() };
        let (_, taken) = person::show(ui, id, &mut self.coming, &self.found, shown);
        checkbox(ui, &mut self.guests_vote, t!("Guests may vote"));
        if taken && self.arriving.is_none() {
            let meeting = record.meeting.id;
            let who = match self.coming.person {
                Some(person) => Person::Known(person),
                None => Person::Guest(self.coming.new_name()),
            };
            let voting = matches!(who, Person::Guest(_)).then_some(self.guests_vote);
            self.arriving = Some(
                sight
                    .desk
                    .run(&ops::COME, move |office| ops::come(office, meeting, &who, voting, None).map(without_value)),
            );
            ui.memory_mut(|m| m.request_focus(id));
        }
    }
}

fn row(ui: &mut Ui, sight: &Sight<'_>, record: &Record, one: &Attendee) {
    let muted = look(ui).muted;
    let open = record.meeting.closed.is_none() && read_only(sight).is_none();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if open && one.is_here() {
                let (id, who) = (record.meeting.id, one.id);
                if ui::icon_button(ui, icons::SIGN_OUT, &t!("{name} leaves", name = one.name)).clicked() {
                    sight.desk.run(&ops::GO, move |office| ops::go(office, id, who, None)).forget();
                }
                if record.meeting.state() == MeetingState::Open
                    && ui::icon_button(ui, icons::CHAT_TEXT, &t!("{name} wants to speak", name = one.name)).clicked()
                {
                    sight.desk.run(&ops::QUEUE, move |office| ops::queue(office, id, who, true)).forget();
                }
            } else if open
                && let Some(person) = one.person
                && ui::icon_button(ui, icons::SIGN_IN, &t!("{name} comes in", name = one.name)).clicked()
            {
                let id = record.meeting.id;
                sight
                    .desk
                    .run(&ops::COME, move |office| ops::come(office, id, &Person::Known(person), None, None))
                    .forget();
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let ink = if one.is_here() { look(ui).text } else { muted };
                    line(ui, &one.name, BODY.ink(ink));
                    line(ui, &details(record, one), SMALL.ink(muted));
                });
            });
        });
    });
}

/// "Chair, came 19:20", "Apologies", "Left 20:15, votes by Ann Ali"
fn details(record: &Record, one: &Attendee) -> String {
    let mut parts = Vec::new();
    if !one.post.is_empty() {
        parts.push(one.post.clone());
    }
    if !one.voting {
        parts.push(t!("no vote").to_owned());
    }
    match one.stays.last() {
        Some(stay) => match stay.gone {
            Some(gone) => parts.push(t!("left {time}", time = clock(gone))),
            None => parts.push(t!("came {time}", time = clock(stay.came))),
        },
        None if one.apology => parts.push(t!("apologies").to_owned()),
        None => parts.push(t!("not here").to_owned()),
    }
    if let Some(holder) = one.proxy.filter(|_| !one.is_here()) {
        parts.push(t!("{name} votes for them", name = record.name(holder)));
    }
    parts.join(", ")
}

/// Who speaks, for how long, and who waits.
fn speakers(ui: &mut Ui, sight: &Sight<'_>, record: &Record) {
    ui::section(ui, t!("Speakers"));
    if let Some(speaking) = record.speaking() {
        let seconds = speaking.began.map_or(0, |began| sight.now.timestamp() - began).max(0);
        ui.horizontal(|ui| {
            line(ui, record.name(speaking.who), BODY.strong());
            let tone = if seconds >= 180 { Tone::Warning } else { Tone::Accent };
            ui::chip(ui, &format!("{}:{:02}", seconds / 60, seconds % 60), tone);
        });
    }
    for (at, speaker) in record.waiting().enumerate() {
        ui.push_id(("speaker", at), |ui| {
            line(ui, &format!("{}. {}", at + 1, record.name(speaker.who)), BODY.ink(look(ui).muted));
        });
    }
    ui.horizontal_wrapped(|ui| {
        if record.waiting().next().is_some() {
            SPEAK.secondary(ui, sight);
        }
        if record.speaking().is_some() {
            HUSH.secondary(ui, sight);
        }
        if record.waiting().next().is_none() && record.speaking().is_none() {
            SPEAKER.secondary(ui, sight);
        }
    });
    ui.add_space(6.0);
}
