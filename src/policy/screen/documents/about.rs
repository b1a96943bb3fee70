//! A document beside the list: what it is, what comes next, its versions, its way.

use super::steps::{Offers, Step};
use crate::app::Sight;
use crate::kit::{Day, day};
use crate::policy::model::workflow::{Facts, Workflow};
use crate::policy::model::{Document, Taken, Version};
use crate::policy::ops::step;
use crate::policy::screen::{COMPARE, FILE, TEXT, long_section, tone};
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, line, look};
use egui::Ui;

/// What the pane says of a document.
pub(super) struct Seen {
    pub(super) document: Document,
    pub(super) versions: Vec<Version>,
    pub(super) taken: Vec<Taken>,
    pub(super) facts: Facts,
    pub(super) offers: Offers,
}

pub(super) enum Act {
    None,
    Edit,
    Step(Box<Step>),
    Go(&'static str, String),
}

pub(super) fn about(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, flow: &Workflow, act: &mut Act) {
    let one = &seen.document;
    long_section(ui, &one.called(flow));
    let stage = flow.stage(&one.stage);
    ui.horizontal(|ui| {
        ui::chip(ui, &stage.name, tone(&stage));
        line(ui, &flow.kind(&one.new.kind).name, SMALL.ink(look(ui).muted));
    });
    if !one.new.summary.is_empty() {
        ui::paragraph(ui, &one.new.summary, BODY);
    }
    ui.horizontal_wrapped(|ui| {
        if Button::primary(t!("Open the text")).key("E").show(ui).clicked() {
            *act = Act::Go(TEXT, one.id.to_string());
        }
        if Button::secondary(t!("File")).key("F").show(ui).clicked() {
            *act = Act::Go(FILE, one.id.to_string());
        }
        if Button::secondary(t!("Change")).show(ui).clicked() {
            *act = Act::Edit;
        }
    });
    let days = |day: Option<Day>| day.map(day::short).unwrap_or_default();
    let (begun, force, review) = (day::short(one.begun_on), days(one.in_force_on), days(one.new.review_on));
    let (deadline, ended) = (days(one.new.deadline), days(one.ended_on));
    let all = [
        (t!("Topic"), one.new.topic.as_str()),
        (t!("Group"), one.group.as_str()),
        (t!("Brought by"), one.lead_shown.as_str()),
        (t!("Begun"), begun.as_str()),
        (t!("Amendments until"), deadline.as_str()),
        (t!("In force from"), force.as_str()),
        (t!("Review"), review.as_str()),
        (t!("Ended"), ended.as_str()),
    ];
    let rows: Vec<(&str, &str)> = all.into_iter().filter(|(_, words)| !words.is_empty()).collect();
    ui::key_values(ui, &rows);
    next(ui, sight, seen, flow, act);
    if !seen.versions.is_empty() {
        ui::section(ui, t!("Versions"));
        for version in seen.versions.iter().rev() {
            ui.spacing_mut().item_spacing.y = 2.0;
            if Link::new(&version.called()).show(ui).clicked() {
                *act = Act::Go(COMPARE, format!("{} {}", one.id, version.number));
            }
            let hash: String = version.sha256.chars().take(12).collect();
            ui::paragraph(
                ui,
                &format!("{} · {} · {hash}", day::short(version.day), version.who),
                SMALL.ink(look(ui).muted),
            );
            ui.spacing_mut().item_spacing.y = 10.0;
        }
    }
    if !seen.taken.is_empty() {
        ui::section(ui, t!("Its way"));
        for step in seen.taken.iter().rev() {
            let words = [
                day::short(step.day),
                flow.stage(&step.to).name,
                step.vote.clone(),
                step.note.clone(),
                step.who.clone(),
            ];
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            ui::paragraph(ui, &words.join(" · "), SMALL);
            if let Some(meeting) = step.meeting
                && Link::new(t!("Open the meeting")).small().show(ui).clicked()
            {
                *act = Act::Go("meetings.list", meeting.to_string());
            }
        }
    }
}

/// The steps that lead on, each with what it still lacks.
pub(super) fn next(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, flow: &Workflow, act: &mut Act) {
    let steps = flow.steps(&seen.document.stage, &seen.document.new.kind);
    if steps.is_empty() {
        return;
    }
    ui::section(ui, t!("What comes next"));
    let read_only = crate::ledger::screen::parts::read_only(sight);
    for one in steps {
        let asks = step::asks_decision(one);
        let facts = Facts { has_decision: asks, ..seen.facts.clone() };
        let missing = step::unmet(one, &facts);
        let why = missing.join("; ");
        let why_not = (!missing.is_empty()).then_some(why.as_str()).or(read_only);
        if Button::secondary(&one.name).unless(why_not).show(ui).clicked() && why_not.is_none() {
            *act = Act::Step(Box::new(Step::new(seen, flow, one, sight.today())));
        }
        if !missing.is_empty() {
            ui.add_space(-6.0);
            ui::paragraph(ui, &why, SMALL.ink(look(ui).muted));
        }
    }
}
