//! What stands beside the calendar: the day, the event that is looked at, or the form of one.

use egui::{Ui, vec2};

use super::super::form::Form;
use super::super::month::{chip, muted, named};
use super::super::{ADD, ALSO, OWN_DAY, PLAN, SKIP};
use super::Calendar;
use crate::app::Sight;
use crate::events::model::{Clash, Occurrence, Of, Timing, rule};
use crate::kit::day;
use crate::meetings::MEETINGS;
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, Tone, line, look};

impl Calendar {
    pub(super) fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        if let Some(form) = &mut self.form {
            let offers = self.offers.get().cloned().unwrap_or_default();
            if form.show(ui, sight, &offers) {
                self.form = None;
            }
            return;
        }
        match self.index().and_then(|index| self.list().get(index)).cloned() {
            Some(one) => self.event(ui, sight, &one),
            None => self.one_day(ui, sight),
        }
    }

    fn one_day(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let at = self.day(sight);
        ui::section(ui, &named(at));
        let of_day: Vec<(usize, Occurrence)> = self
            .list()
            .iter()
            .enumerate()
            .filter(|(_, one)| one.first_day() <= at && one.last_day() >= at)
            .map(|(n, one)| (n, one.clone()))
            .collect();
        if of_day.is_empty() {
            ui::paragraph(ui, t!("Nothing is on that day."), muted(ui));
        }
        for (index, one) in &of_day {
            ui.horizontal(|ui| {
                line(ui, &one.time(), SMALL.ink(look(ui).muted));
                if Link::new(&one.title).show(ui).clicked() {
                    self.choose(*index);
                }
            });
        }
        ui.add_space(8.0);
        ADD.secondary(ui, sight);
        ui.add_space(8.0);
        let hint =
            t!("Arrows walk through the days, Enter through what is on one, Page Up and Page Down through the months.");
        ui::paragraph(ui, hint, SMALL.ink(look(ui).muted));
    }

    fn event(&mut self, ui: &mut Ui, sight: &Sight<'_>, one: &Occurrence) {
        ui::paragraph(ui, &one.title, ui::TITLE);
        let timing = Timing { all_day: one.all_day, ..Timing::once(one.start, one.end) };
        ui::paragraph(ui, &timing.says(one.start), BODY);
        if let Some((words, tone)) = chip(one) {
            ui::chip(ui, words, tone);
        }
        if let Of::Meeting(id) = one.of {
            ui::key_values(ui, &[(t!("Where"), &one.place)]);
            ui::paragraph(ui, t!("A meeting, with its agenda and minutes, is kept in Meetings."), muted(ui));
            if Button::primary(t!("Open the meeting")).show(ui).clicked() {
                sight.go(MEETINGS, id.to_string());
            }
            return;
        }
        let Of::Own(id) = one.of else {
            ui::key_values(ui, &[(t!("Whose"), &one.partner), (t!("Where"), &one.place)]);
            ui::paragraph(ui, t!("It comes from a partner’s calendar and is not changed here."), muted(ui));
            return;
        };
        let Some(Some(open)) = self.open.get().filter(|open| open.as_ref().is_some_and(|open| open.event.id == id))
        else {
            return;
        };
        let event = &open.event;
        let again = if event.new.timing.is_series() { rule::says(&event.new.timing.rule) } else { String::new() };
        let rows: Vec<(&str, &str)> = [
            (t!("Kind"), event.kind_name.as_str()),
            (t!("State"), event.new.status.label()),
            (t!("Where"), one.place.as_str()),
            (t!("Again"), again.as_str()),
            (t!("Lead"), event.lead_name.as_str()),
            (t!("Purpose"), event.new.purpose.as_str()),
            (t!("Success"), event.new.measure.as_str()),
            (t!("Plan B"), event.new.plan_b.as_str()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
        ui::key_values(ui, &rows);
        let of_day = |clash: &&Clash| clash.mine.first_day() == one.first_day();
        for clash in open.clashes.iter().filter(of_day).take(6) {
            let tone = if clash.is_hard() { Tone::Danger } else { Tone::Warning };
            ui.horizontal_wrapped(|ui| {
                ui::chip(ui, if clash.is_hard() { t!("Clash") } else { t!("Same day") }, tone);
                ui::paragraph(ui, &clash.says(), SMALL);
            });
        }
        ui.horizontal(|ui| {
            if Button::primary(t!("Open the plan")).show(ui).clicked() {
                sight.go(PLAN, id.to_string());
            }
            let why_not = crate::ledger::screen::parts::read_only(sight);
            if Button::secondary(t!("Edit")).unless(why_not).show(ui).clicked() {
                let mut form = Form::of(event, Some(one.at));
                form.typing = crate::ledger::screen::typing::Typing::new(form.typing.typed.clone());
                self.form = Some(form);
            }
        });
        if event.new.timing.is_series() || event.series.is_some() {
            ui.horizontal_wrapped(|ui| {
                OWN_DAY.secondary(ui, sight);
                SKIP.secondary(ui, sight);
                ALSO.secondary(ui, sight);
            });
        }
        if !open.days.is_empty() {
            ui::section(ui, t!("Next days"));
            let days: Vec<String> = open.days.iter().take(8).map(|on| day::short(*on)).collect();
            ui::paragraph(ui, &days.join(" · "), SMALL);
        }
    }
}
