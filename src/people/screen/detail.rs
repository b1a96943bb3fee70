//! The pane beside the list: what is known of one person, or what can be done with the several that are selected.

use egui::{Align, Layout, Ui, vec2};

use super::super::consent::{Consent, Standing};
use super::super::{Address, Channel, Contact, Linked, Logged, OwnField, Person, Way, post_lines};
use super::commands::{ACCESS, ATTACH, CONSENT, EDIT, ERASE, LABELS, LETTER, LINK, LOG, REMOVE, TAG, UNTAG};
use super::{Want, more, words};
use crate::app::Sight;
use crate::cli::About;
use crate::kit::text;
use crate::office::attachments::Attachment;
use crate::office::history::Step;
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, TITLE, Tone, icons, key_values, line, look, paragraph};

/// A person with all that stands about them in the office's register.
#[derive(Debug)]
pub struct Seen {
    pub person: Person,
    /// The names of those that were merged into this one.
    pub taken_in: Vec<String>,
    /// The office's own fields.
    pub fields: Vec<OwnField>,
    /// What holds today about being reached, and all that was said.
    pub standing: Standing,
    pub consents: Vec<Consent>,
    pub links: Vec<Linked>,
    pub log: Vec<Logged>,
    pub papers: Vec<Attachment>,
    pub history: Vec<Step>,
}

/// How many steps of its history a record shows; the rest is in History.
const STEPS: usize = 8;

/// Draws one person.
pub fn one(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, others: &[About], whole_log: &mut bool) -> Option<Want> {
    let mut want = None;
    let look = look(ui);
    let details = &seen.person.details;
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        let kind = if details.organisation { t!("Organisation") } else { t!("Person") };
        ui::chip(ui, kind, Tone::Plain);
        if let Some(number) = &details.number {
            ui::chip(ui, number, Tone::Accent);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui::menu_button(ui, t!("More"), |ui| {
                EDIT.item(ui, sight);
                TAG.item(ui, sight);
                if !details.tags.is_empty() {
                    UNTAG.item(ui, sight);
                }
                LOG.item(ui, sight);
                CONSENT.item(ui, sight);
                LINK.item(ui, sight);
                ATTACH.item(ui, sight);
                for command in [&LETTER, &LABELS] {
                    if command.refused(sight).is_none() {
                        command.item(ui, sight);
                    }
                }
                ACCESS.item(ui, sight);
                REMOVE.item(ui, sight);
                ERASE.item(ui, sight);
            });
        });
    });
    ui.add_space(-4.0);
    let name = paragraph(ui, &details.name, TITLE);
    ui.ctx().accesskit_node_builder(name.id, |node| {
        node.set_role(egui::Role::Heading);
        node.set_label(details.name.clone());
    });
    let under: Vec<&str> =
        [details.honorific.as_str(), details.pronouns.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if !under.is_empty() {
        ui.add_space(-6.0);
        paragraph(ui, &under.join(" · "), BODY.ink(look.muted));
    }
    more::stop(ui, &seen.standing);
    ui.add_space(4.0);
    facts(ui, sight, seen);
    for contact in &details.contacts {
        contact_row(ui, sight, contact, &seen.standing);
    }
    for address in &details.addresses {
        address_block(ui, sight, address, &seen.standing);
    }
    more::others(ui, sight, others);
    more::consent(ui, &seen.standing);
    if !details.tags.is_empty() {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for tag in &details.tags {
                ui::chip(ui, tag, Tone::Accent);
            }
        });
    }
    if !details.notes.is_empty() {
        ui.add_space(4.0);
        line(ui, t!("Notes"), SMALL.medium().ink(look.muted));
        paragraph(ui, &details.notes, BODY);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        // The pane shows one record: its own button says the short word.
        if Button::primary(t!("Edit")).key("E").unless(EDIT.refused(sight)).show(ui).clicked() {
            want = Some(Want::Edit);
        }
        if Button::secondary(t!("Tag…")).key("T").unless(TAG.refused(sight)).show(ui).clicked() {
            want = Some(Want::Tag);
        }
        LOG.secondary(ui, sight);
        ACCESS.secondary(ui, sight);
    });
    want = more::links(ui, &seen.links).or(want);
    want = more::log(ui, sight, &seen.log, whole_log).or(want);
    want = more::papers(ui, &seen.papers).or(want);
    history(ui, sight, &seen.history);
    want
}

fn facts(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) {
    let d = &seen.person.details;
    let born = d.birth.map(|birth| match d.age_on(sight.today()) {
        Some(age) => t!("{day}, aged {age}", day = birth.words(), age = age),
        None => birth.words(),
    });
    let languages = d.languages.join(", ");
    let own: Vec<(&str, String)> =
        seen.fields.iter().filter_map(|f| Some((f.name.as_str(), f.kind.shown(d.own(f.id)?)))).collect();
    let sorted = if d.sort_name.is_empty() { String::new() } else { d.sort_name.clone() };
    let merged = seen.taken_in.join(", ");
    let rows: Vec<(&str, &str)> = [
        (t!("Legal name"), d.legal_name.as_str()),
        (t!("Employer"), d.employer.as_str()),
        (t!("Occupation"), d.occupation.as_str()),
        (t!("Letters begin"), d.greeting.as_str()),
        (t!("Sorted as"), sorted.as_str()),
        (t!("Born"), born.as_deref().unwrap_or("")),
        (t!("Languages"), languages.as_str()),
        (t!("Came from"), d.source.as_str()),
        (t!("Merged with"), merged.as_str()),
    ]
    .into_iter()
    .chain(own.iter().map(|(name, value)| (*name, value.as_str())))
    .filter(|(_, value)| !value.is_empty())
    .collect();
    if !rows.is_empty() {
        key_values(ui, &rows);
        ui.add_space(4.0);
    }
}

/// An e-mail address or phone number with its Copy.
fn contact_row(ui: &mut Ui, sight: &Sight<'_>, contact: &Contact, standing: &Standing) {
    let (name, icon, way) = match contact.channel {
        Channel::Email => (t!("E-mail"), icons::ENVELOPE_SIMPLE, Way::Email),
        Channel::Phone => (t!("Phone"), icons::PHONE, Way::Phone),
    };
    let mut about = vec![words::kind(&contact.kind)];
    about.extend(words::validity(contact.valid, sight.today()));
    about.extend(more::barred(standing, &way));
    copied_row(ui, sight, (name, icon), &contact.value, &about.join(", "), |ui| {
        line(ui, &contact.value, BODY);
    });
}

/// An address as the post wants it, with its Copy.
fn address_block(ui: &mut Ui, sight: &Sight<'_>, address: &Address, standing: &Standing) {
    let lines = post_lines(address, sight.facts.profile.jurisdiction()).join("\n");
    let mut about = vec![words::kind(&address.kind)];
    about.extend(words::validity(address.valid, sight.today()));
    about.extend(more::barred(standing, &Way::Post));
    copied_row(ui, sight, (t!("Address"), icons::MAP_PIN), &lines, &about.join(", "), |ui| {
        paragraph(ui, &lines, BODY);
    });
}

/// An icon, a value with a few words below it, and a button that copies the value.
fn copied_row(
    ui: &mut Ui,
    sight: &Sight<'_>,
    (name, icon): (&str, &str),
    value: &str,
    about: &str,
    shown: impl FnOnce(&mut Ui),
) {
    let look = look(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ui.available_width();
        let mark = ui::TextLook { size: 16.0, line: 20.0, weight: ui::Weight::Icon, color: Some(look.muted) };
        let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
        ui::paint_line(ui, ui.painter(), rect, Align::Center, icon, mark);
        response.on_hover_text(name);
        ui.allocate_ui_with_layout(vec2(width - 28.0 - 40.0, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width - 28.0 - 40.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            shown(ui);
            line(ui, about, SMALL.ink(look.muted));
        });
        if ui::icon_button(ui, icons::COPY, &t!("Copy {what}", what = super::cut(value, 40))).clicked() {
            ui.ctx().copy_text(value.to_owned());
            sight.notice(Tone::Good, t!("Copied {what}", what = super::cut(&value.replace('\n', ", "), 60)), "");
        }
    });
}

fn history(ui: &mut Ui, sight: &Sight<'_>, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    let look = look(ui);
    ui.add_space(4.0);
    line(ui, t!("History"), SMALL.medium().ink(look.muted));
    ui.spacing_mut().item_spacing.y = 4.0;
    for step in steps.iter().take(STEPS) {
        let when = words::moment(&step.at, &sight.facts.profile.time_zone, sight.today());
        let undone = if step.undone { t!(" (undone)") } else { "" };
        paragraph(ui, &format!("{}{undone}", step.summary), SMALL);
        ui.add_space(-4.0);
        paragraph(ui, &format!("{}, {when}", step.who), SMALL.ink(look.muted));
    }
    if steps.len() > STEPS {
        line(ui, &t!("and {count} earlier", count = text::count(steps.len() - STEPS)), SMALL.ink(look.muted));
    }
}

/// Draws what can be done with the selected ones.
pub fn several(ui: &mut Ui, sight: &Sight<'_>, count: u64) -> Option<Want> {
    let mut want = None;
    let look = look(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    paragraph(ui, &t!("{count} selected", count = text::count(count)), TITLE);
    paragraph(ui, t!("Ctrl+C copies what is in sight of them for a spreadsheet."), BODY.ink(look.muted));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if Button::primary(t!("Put a tag on…")).key("T").unless(TAG.refused(sight)).show(ui).clicked() {
            want = Some(Want::Tag);
        }
        if Button::secondary(t!("Take a tag off…")).unless(UNTAG.refused(sight)).show(ui).clicked() {
            want = Some(Want::Untag);
        }
        if Button::secondary(t!("Record consent…")).key("C").unless(CONSENT.refused(sight)).show(ui).clicked() {
            want = Some(Want::Consent);
        }
        if count == 2 && Button::secondary(t!("Compare and merge…")).icon(icons::USERS).show(ui).clicked() {
            want = Some(Want::Compare);
        }
        for command in [&LETTER, &LABELS] {
            if command.refused(sight).is_none() {
                command.secondary(ui, sight);
            }
        }
    });
    want
}

/// Draws the pane while there is nobody to show.
pub fn nobody(ui: &mut Ui) {
    let look = look(ui);
    paragraph(ui, t!("Choose somebody in the list, and what is known of them shows here."), BODY.ink(look.muted));
}
