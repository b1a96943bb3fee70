//! Fields of the form that stand by themselves: tags, the office's own fields, and those that few people need.

use egui::Ui;

use super::super::{OwnForm, OwnKind, PersonForm};
use super::parts;
use super::pen::Pen;
use crate::kit::Day;
use crate::kit::fold::fold;
use crate::t;
use crate::ui::{self, Choice, Finder, Suggestion};

/// The fields that few people need.
pub fn rarer(ui: &mut Ui, pen: &mut Pen<'_>, form: &mut PersonForm) {
    if !form.organisation {
        parts::pair(ui, |ui, left| {
            if left {
                let born = ui::Field::new(t!("Born"), &mut form.birth)
                    .placeholder(t!("3/4/1987, or only 1987"))
                    .problem(pen.problem("birth"))
                    .id(Pen::id("birth"));
                pen.show(ui, "birth", born);
            } else {
                pen.line(ui, "languages", t!("Languages"), &mut form.languages);
            }
        });
        parts::pair(ui, |ui, left| {
            if left {
                pen.line(ui, "given", t!("Given name"), &mut form.given);
            } else {
                pen.line(ui, "family", t!("Family name"), &mut form.family);
            }
        });
        parts::pair(ui, |ui, left| {
            if left {
                pen.line(ui, "honorific", t!("Honorific"), &mut form.honorific);
            } else {
                pen.line(ui, "pronouns", t!("Pronouns"), &mut form.pronouns);
            }
        });
    }
    pen.line(ui, "sort_name", t!("Sorted as"), &mut form.sort_name);
    let legal = ui::Field::new(t!("Legal name"), &mut form.legal_name)
        .hint(t!("Only where it differs; used only on papers for which the law wants it"))
        .problem(pen.problem("legal_name"))
        .id(Pen::id("legal_name"));
    pen.show(ui, "legal_name", legal);
    pen.line(ui, "greeting", t!("How a letter begins"), &mut form.greeting);
    if !form.organisation {
        pen.line(ui, "employer", t!("Employer"), &mut form.employer);
        pen.line(ui, "occupation", t!("Occupation"), &mut form.occupation);
    }
    pen.line(ui, "source", t!("Where they came from"), &mut form.source);
}

/// One of the office's own fields.
pub fn own(ui: &mut Ui, pen: &mut Pen<'_>, own: &mut OwnForm, days: (Day, bool)) {
    let key = own.key();
    match own.kind {
        OwnKind::Text | OwnKind::Number => {
            pen.line(ui, &key, &own.name, &mut own.text);
        }
        OwnKind::Day => pen.day(ui, &key, &own.name, &mut own.text, days, 160.0),
        OwnKind::Choice => {
            let mut options: Vec<(String, &str)> = vec![(String::new(), t!("Not said"))];
            options.extend(own.options.iter().map(|option| (option.clone(), option.as_str())));
            let present = own.text.clone();
            // A word that the choice no longer has stays until another is chosen.
            if !options.iter().any(|(option, _)| *option == present) {
                options.push((present.clone(), present.as_str()));
            }
            let choice = Choice::new(&own.name, &mut own.text, &options).problem(pen.problem(&key)).id(Pen::id(&key));
            pen.lead(ui, &key);
            pen.changed |= choice.show(ui).changed();
        }
    }
}

/// Tags with commas between them; the one being typed is completed.
pub fn tags(ui: &mut Ui, pen: &mut Pen<'_>, text: &mut String, tags: &[(String, usize)]) {
    let id = Pen::id("tags");
    pen.lead(ui, "tags");
    let start = text.rfind(',').map_or(0, |at| at + 1);
    let typed = fold(text.get(start..).unwrap_or(""));
    let has = |tag: &str| text.split(',').any(|t| t.trim() == tag);
    let fitting: Vec<&String> = tags
        .iter()
        .map(|(tag, _)| tag)
        .filter(|tag| !typed.is_empty() && fold(tag).starts_with(&typed) && !has(tag))
        .take(6)
        .collect();
    let suggestions: Vec<Suggestion<'_>> =
        fitting.iter().map(|tag| Suggestion { title: tag.as_str().into(), detail: "".into() }).collect();
    let label = t!("Tags, with commas between them");
    let (response, found) = Finder::new(label, text, &suggestions).problem(pen.problem("tags")).id(id).show(ui);
    if let Some(ui::Found::Chosen(at)) = found
        && let Some(tag) = fitting.get(at)
    {
        text.truncate(start);
        text.push_str(if start > 0 { " " } else { "" });
        text.push_str(tag);
        text.push_str(", ");
        pen.changed = true;
        // Typing goes on behind what was put in.
        if let Some(mut state) = egui::text_edit::TextEditState::load(ui.ctx(), id) {
            let end = egui::text::CCursor::new(text.chars().count());
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        }
    }
    pen.after(ui, &response);
}
