//! One finding: what is to be done and why, how to do it, what the law says and how sure that is, the entries, what was done.

use egui::{Align, Layout, Ui, vec2};

use super::super::book::Who;
use super::super::finding::{Doubt, Finding, Kind};
use super::super::pack::{Rule, What};
use super::super::store::Opened;
use super::super::words;
use super::super::work::Work;
use super::tone;
use crate::app::Sight;
use crate::kit::{Currency, Day, day};
use crate::ledger::model::EntryId;
use crate::office::Confidence;
use crate::people::PersonId;
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, Tone, chip, key_values, line, look, paragraph};

/// What a person wants of the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Work,
    Donor,
    Person(PersonId),
    Entry(EntryId),
    Law(String),
    Extract,
}

/// How many entries are listed.
const MOST: usize = 30;

/// Draws the pane.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, opened: Option<&Opened>) -> Option<Act> {
    let Some(opened) = opened else {
        let ink = look(ui).muted;
        paragraph(ui, t!("Choose a finding to see what the law wants, and to record what you did"), BODY.ink(ink));
        return None;
    };
    let (finding, currency) = (&opened.finding, *sight.currency());
    let rule = opened.law.rule(&finding.rule);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    ui.horizontal_wrapped(|ui| {
        if opened.is_open {
            chip(ui, finding.severity.label(), tone(finding.severity));
        } else {
            chip(ui, if opened.works.is_empty() { t!("No longer found") } else { t!("Done") }, Tone::Good);
        }
        if let Some(due) = finding.due.filter(|_| opened.is_open) {
            let (words, tone) = when(due, sight.today());
            chip(ui, &words, tone);
        }
    });
    paragraph(ui, &words::says(finding, rule, &opened.name, currency), ui::TITLE);
    let why = words::why(finding, currency);
    if !why.is_empty() {
        paragraph(ui, &why, BODY.ink(look(ui).muted));
    }
    let mut act = None;
    if opened.is_open {
        act = act.or(buttons(ui, sight, opened));
    }
    if !finding.doubts.is_empty() {
        doubts(ui, finding);
    }
    steps(ui, opened, rule);
    act = act.or(the_law(ui, opened, rule, currency));
    act = act.or(entries(ui, opened, currency));
    done(ui, opened, currency);
    act
}

/// The words and tone of a due day.
fn when(due: Day, today: Day) -> (String, Tone) {
    let days = (due - today).num_days();
    let count = |n: i64| crate::kit::text::plural(usize::try_from(n).unwrap_or(0), t!("day"), t!("days"));
    match days {
        ..0 => (t!("{day}, {late} late", day = day::short(due), late = count(-days)), Tone::Danger),
        0 => (t!("Due today").to_owned(), Tone::Danger),
        1..=30 => (t!("{day}, in {count}", day = day::short(due), count = count(days)), Tone::Warning),
        _ => (t!("Due {day}", day = day::short(due)), Tone::Plain),
    }
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, opened: &Opened) -> Option<Act> {
    let mut act = None;
    let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let asks = matches!(opened.finding.kind, Kind::WhatKind | Kind::Abroad | Kind::Identify);
        let person = match opened.finding.who {
            Who::Person(person) => Some(person),
            Who::Nobody(_) | Who::Unit => None,
        };
        if asks && person.is_some() {
            if Button::primary(t!("What kind of donor…")).unless(read_only).show(ui).clicked() {
                act = Some(Act::Donor);
            }
            if Button::secondary(t!("Record what was done…")).key("D").unless(read_only).show(ui).clicked() {
                act = Some(Act::Work);
            }
        } else {
            if Button::primary(t!("Record what was done…")).key("D").unless(read_only).show(ui).clicked() {
                act = Some(Act::Work);
            }
            if person.is_some() && Button::secondary(t!("What kind of donor…")).unless(read_only).show(ui).clicked() {
                act = Some(Act::Donor);
            }
        }
        if let Some(person) = person
            && Button::quiet(t!("Show the person")).show(ui).clicked()
        {
            act = Some(Act::Person(person));
        }
        if matches!(opened.finding.kind, Kind::Report | Kind::ReportRefused | Kind::Return)
            && Button::quiet(t!("Make the extract")).show(ui).clicked()
        {
            act = Some(Act::Extract);
        }
    });
    act
}

fn doubts(ui: &mut Ui, finding: &Finding) {
    let unsure = finding
        .doubts
        .iter()
        .any(|d| matches!(d, Doubt::Unconfirmed | Doubt::Disputed | Doubt::OtherStart(_) | Doubt::DueUnconfirmed));
    let title = if unsure { t!("This is not certain") } else { t!("What this office cannot know") };
    let body: Vec<String> = finding.doubts.iter().map(words::doubt).collect();
    ui::banner(ui, if unsure { Tone::Warning } else { Tone::Accent }, title, &body.join(".\n"), "", |_| {});
}

/// What stands over a part of a pane.
pub(super) fn heading(ui: &mut Ui, words: &str) {
    let ink = look(ui).muted;
    ui.add_space(8.0);
    line(ui, words, SMALL.medium().ink(ink));
}

/// What to do, step by step.
fn steps(ui: &mut Ui, opened: &Opened, rule: Option<&Rule>) {
    let Some(rule) = rule else { return };
    let law = &opened.law;
    let mut steps: Vec<String> = match &rule.what {
        What::AcceptCheck(check) => check.checks.clone(),
        What::ReturnWithin(back) => back.disposition.iter().map(|d| d.says(&law.pack.head.regulator)).collect(),
        _ => Vec::new(),
    };
    let remedy = rule.remedy().and_then(|id| law.rule(id));
    if let Some(Rule { what: What::ReturnWithin(back), .. }) = remedy {
        steps.extend(back.disposition.iter().map(|d| d.says(&law.pack.head.regulator)));
    }
    let back = match (&rule.what, remedy.map(|r| &r.what)) {
        (What::ReturnWithin(back), _) | (_, Some(What::ReturnWithin(back))) => Some(back),
        _ => None,
    };
    if let Some(back) = back.filter(|back| !back.record.is_empty()) {
        steps.push(t!("Write down: {what}", what = back.record.join(", ").to_lowercase()));
    }
    if let Some(class) = opened.finding.class
        && let What::DonorClasses(classes) = &rule.what
        && let Some(note) = classes.values.on(opened.finding.on).and_then(|v| v.value.iter().find(|c| c.class == class))
        && !note.note.is_empty()
    {
        steps.push(format!("{}: {}", class.label(), note.note));
    }
    if let (Kind::Anonymous, Some(collection)) = (opened.finding.kind, collection(opened)) {
        steps.push(collection);
    }
    if steps.is_empty() {
        return;
    }
    heading(ui, t!("What to do"));
    for step in steps {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            line(ui, "·", BODY.ink(look(ui).muted));
            paragraph(ui, &step, BODY);
        });
    }
}

/// Where a law lets small sums without names be collected.
fn collection(opened: &Opened) -> Option<String> {
    opened.law.rules.iter().find_map(|rule| match &rule.what {
        What::CollectionEvent(collection) => Some(t!(
            "If many people put it into a hat, record it as a collection: {what}",
            what = collection.record.join(", ").to_lowercase()
        )),
        _ => None,
    })
}

fn the_law(ui: &mut Ui, opened: &Opened, rule: Option<&Rule>, currency: Currency) -> Option<Act> {
    let rule = rule?;
    let (finding, law) = (&opened.finding, &opened.law);
    heading(ui, t!("What the rule says"));
    paragraph(ui, &rule.says, BODY);
    let mut facts = vec![(t!("Rule"), rule.title.clone())];
    if let Some(over) = finding.threshold {
        facts.push((t!("Threshold"), words::threshold(over, currency)));
    }
    facts.push((t!("Since"), day::long(finding.value_from)));
    let dated = rule.dates().into_iter().find(|v| v.from == finding.value_from);
    let sure = dated.as_ref().map_or(rule.confidence, |v| v.confidence);
    facts.push((t!("How sure"), capital(sure.says())));
    let sources = dated.map_or_else(|| rule.sources.clone(), |v| v.sources);
    let sources: Vec<&str> = sources.iter().filter_map(|id| law.pack.source(id)).map(|s| s.title.as_str()).collect();
    match &rule.own {
        Some(reason) => facts.push((t!("Your own rule"), reason.clone())),
        None => {
            facts.push((t!("Sources"), sources.join("; ")));
            facts.push((
                t!("Pack"),
                t!(
                    "{pack} {version}, looked at {day}",
                    pack = law.pack.head.id,
                    version = law.pack.head.version,
                    day = day::short(rule.verified_on)
                ),
            ));
        }
    }
    if !rule.note.is_empty() {
        facts.push((t!("Note"), rule.note.clone()));
    }
    let rows: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    key_values(ui, &rows);
    let mut act = None;
    if Link::new(t!("All values of the rule")).small().show(ui).clicked() {
        act = Some(Act::Law(rule.id.clone()));
    }
    paragraph(ui, &law.pack.head.disclaimer, SMALL.ink(look(ui).muted));
    act
}

/// The first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The tone of how sure a number is.
pub(super) fn sureness(confidence: Confidence) -> Tone {
    match confidence {
        Confidence::Law => Tone::Good,
        Confidence::Secondary | Confidence::Derived => Tone::Plain,
        Confidence::Disputed | Confidence::Unconfirmed => Tone::Warning,
    }
}

fn entries(ui: &mut Ui, opened: &Opened, currency: Currency) -> Option<Act> {
    if opened.lines.is_empty() {
        return None;
    }
    heading(ui, t!("Entries"));
    let mut act = None;
    for entry in opened.lines.iter().take(MOST) {
        ui.push_id(entry.id.0, |ui| {
            ui.allocate_ui_with_layout(vec2(ui.available_width(), 24.0), Layout::right_to_left(Align::Center), |ui| {
                line(ui, &currency.figures(entry.amount), BODY);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = t!("{kind}, {day}", kind = entry.kind.label(), day = day::short(entry.received));
                    if Link::new(&words).show(ui).clicked() {
                        act = Some(Act::Entry(entry.id));
                    }
                });
            });
        });
    }
    let more = opened.finding.entries.len().saturating_sub(MOST.min(opened.lines.len()));
    if more > 0 {
        line(ui, &t!("and {count} more", count = more), SMALL.ink(look(ui).muted));
    }
    act
}

/// What was done, the newest first.
fn done(ui: &mut Ui, opened: &Opened, currency: Currency) {
    if opened.works.is_empty() {
        return;
    }
    heading(ui, t!("What was done"));
    for work in &opened.works {
        one(ui, work, currency);
    }
    if opened.is_open && opened.works.iter().any(|w| w.outcome.settles()) {
        let ink = look(ui).muted;
        paragraph(ui, t!("Since then the sum or its entries have changed, so it is open again"), SMALL.ink(ink));
    }
}

fn one(ui: &mut Ui, work: &Work, currency: Currency) {
    let muted = look(ui).muted;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let amount = work.amount.map(|m| format!(" {}", currency.show(m))).unwrap_or_default();
        paragraph(ui, &format!("{}{amount}", work.outcome.label()), BODY.medium());
        paragraph(ui, &t!("{day}, {who}", day = day::short(work.on), who = work.by), SMALL.ink(muted));
        let people = work.people.map(|n| t!("About {n} people", n = n)).unwrap_or_default();
        for more in [&work.means, &work.note, &people].into_iter().filter(|more| !more.is_empty()) {
            paragraph(ui, more, SMALL);
        }
        let digest: String = work.pack_digest.chars().take(12).collect();
        paragraph(ui, &t!("Pack {version}, {digest}", version = work.pack_version, digest = digest), SMALL.ink(muted));
    });
    ui.add_space(4.0);
}
