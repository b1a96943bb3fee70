//! The page on which columns are mapped: the columns at the left, and beside them what is open, what is the same for every
//! row, the saved maps and how the file is read.

use std::cell::RefCell;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui, vec2};

use super::draw::{file_name, pressed, trouble};
use super::wizard::Wizard;
use super::{Before, map, same, settings};
use crate::app::Sight;
use crate::kit::day;
use crate::t;
use crate::tabular::{FieldKind, Mapping, Overrides, Question};
use crate::ui::{self, Answer, Button, Dialog, Field, PageHeader, Tone, checkbox};

/// Height of the strip with the keys, points.
const FOOT: f32 = 40.0;

/// What a person asked for on the page; one thing at a time.
enum Asked {
    Check,
    OtherFile,
    Leave,
    Reread(Overrides),
    /// A saved map by its name, or the guess.
    Apply(Option<String>),
    Forget(String),
    NameIt,
}

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    pub(super) fn map_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let head = self.map_head(ui);
        let area = ui.available_rect_before_wrap();
        let place = area.with_max_y(area.bottom() - FOOT);
        let mut page = ui.new_child(egui::UiBuilder::new().id_salt("page").max_rect(place));
        let body = self.map_body(&mut page, sight);
        let place = area.with_min_y(area.bottom() - FOOT);
        let mut strip = ui.new_child(egui::UiBuilder::new().id_salt("foot").max_rect(place));
        ui::key_hints(
            &mut strip,
            &[(t!("Tab"), t!("next column")), (t!("Ctrl Enter"), t!("see what happens")), (t!("Escape"), t!("leave"))],
            t!("Nothing is changed yet"),
        );
        ui.advance_cursor_after_rect(area);
        if let Some(asked) = body.or(head) {
            self.do_asked(asked, sight);
        }
    }

    fn do_asked(&mut self, asked: Asked, sight: &Sight<'_>) {
        let Some(list) = &mut self.list else { return };
        let path = list.source.path.clone();
        match asked {
            Asked::Check => self.check(sight),
            Asked::OtherFile => self.choose(sight),
            Asked::Leave => {
                self.begin_again();
                sight.go(self.kind.home, "");
            }
            Asked::Reread(told) => self.read(sight, path, told, None),
            Asked::Apply(name) => {
                let with = match name {
                    Some(name) => self.maps.get(&name).map(|mapping| (Some(name), mapping)),
                    None => Some((None, (self.kind.guess)(&list.source))),
                };
                self.read(sight, path, Overrides::default(), with);
            }
            Asked::Forget(name) => {
                list.map = None;
                self.maps.forget(sight, &name);
            }
            Asked::NameIt => self.naming = Some(list.map.clone().unwrap_or_default()),
        }
    }

    fn map_head(&self, ui: &mut Ui) -> Option<Asked> {
        let list = self.list.as_ref()?;
        let busy = (self.checking.is_some() || self.reading.is_some()).then(|| t!("One moment…"));
        let repeated = self.repeated().map(|_| t!("Say at the right that it is meant to come in once more"));
        let unfit = list.unfit.as_ref().map(|_| t!("See at the right what is missing"));
        let (name, shape) = (file_name(&list.source.path), settings::shape(&list.source));
        let mut asked = None;
        if pressed(ui, Modifiers::COMMAND, Key::Enter) {
            asked = Some(Asked::Check);
        } else if pressed(ui, Modifiers::NONE, Key::Escape) {
            asked = Some(Asked::Leave);
        }
        PageHeader::new((self.kind.title)()).subtitle(&format!("{name} · {shape}")).show(
            ui,
            |ui| {
                let why_not = busy.or(repeated).or(unfit);
                if Button::primary(t!("See what happens")).unless(why_not).show(ui).clicked() {
                    asked = Some(Asked::Check);
                }
                if Button::secondary(t!("Another file…")).show(ui).clicked() {
                    asked = Some(Asked::OtherFile);
                }
                if Button::quiet(t!("Cancel")).show(ui).clicked() {
                    asked = Some(Asked::Leave);
                }
            },
            |ui| {
                ui.add_space(8.0);
            },
        );
        asked
    }

    fn map_body(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Asked> {
        let Self { list, kind, split, maps, options, problem, before, again, choices, .. } = self;
        let list = list.as_mut()?;
        let source = Arc::clone(&list.source);
        let none = super::Choices::new();
        let choices = choices.get().unwrap_or(&none);
        let before = before.get().and_then(Option::as_ref);
        let mapping = RefCell::new(list.mapping.clone());
        let (questions, unfit, map_name, told) = (&list.questions, list.unfit.as_ref(), list.map.as_ref(), &list.told);
        let days = &mut list.days;
        let (mut sent, mut said) = (false, false);
        let mut asked = None;
        split.show(
            ui,
            |ui| sent = map::table(ui, &source, &mut mapping.borrow_mut(), kind.fields, choices),
            |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                let mapping = &mut *mapping.borrow_mut();
                if let Some(before) = before {
                    said |= here_before(ui, sight, before, kind.once.then_some(&mut *again), kind.counted);
                }
                // What is open says so itself.
                if let Some(problem) = problem.as_ref().or(unfit.filter(|_| answered(questions, mapping))) {
                    trouble(ui, problem);
                }
                said |= settings::questions(ui, questions, mapping);
                said |= (kind.options)(ui, options);
                said |= same::rows(
                    ui,
                    sight,
                    &same::Fields { fields: kind.fields, keys: kind.same, choices },
                    mapping,
                    days,
                );
                asked = saved_maps(ui, maps.names(), map_name);
                ui::section(ui, t!("How the file is read"));
                said |= settings::amounts(ui, mapping, kind.fields, sight.currency());
                if let Some(told) = settings::source(ui, &source, told) {
                    asked = Some(Asked::Reread(told));
                }
            },
        );
        list.mapping = mapping.into_inner();
        if sent || said {
            list.stale = true;
            *problem = None;
        }
        asked
    }

    pub(super) fn naming_ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(name) = &mut self.naming else { return };
        let trimmed = name.trim().to_owned();
        let (empty, example) = (trimmed.is_empty().then(|| t!("Write a name")), (self.kind.map_name)());
        let body = t!(
            "The next file with the same headings is read in the same way. Whoever has this office’s file has the map."
        );
        let answer = Dialog::new(t!("Save this map"), t!("Save")).body(body).unless(empty).show(ui, |ui| {
            Field::new(t!("Name of the map"), name).placeholder(example).show(ui);
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.naming = None,
            Answer::Confirmed => {
                if let Some(list) = &mut self.list {
                    let mut mapping = list.mapping.clone();
                    // A day is that of one list; the next list like it has another.
                    let is_day = |key: &String| {
                        self.kind.fields.iter().any(|f| f.key == *key && matches!(f.kind, FieldKind::Day))
                    };
                    mapping.constants.retain(|key, _| !is_day(key));
                    self.maps.save(sight, &trimmed, &mapping);
                    list.map = Some(trimmed);
                }
                self.naming = None;
            }
        }
    }
}

/// Whether every open question has its answer.
fn answered(questions: &[Question], mapping: &Mapping) -> bool {
    questions.iter().all(|q| match q.setting {
        "date_order" => mapping.date_order.is_some(),
        _ => mapping.decimal_mark.is_some(),
    })
}

/// Says that the same input came in before; `again` is ticked where it is meant to come in once more.
fn here_before(
    ui: &mut Ui,
    sight: &Sight<'_>,
    before: &Before,
    again: Option<&mut bool>,
    counted: fn(usize) -> String,
) -> bool {
    let on = before.at.parse().map(|at| day::long(sight.local(at).date_naive())).unwrap_or_default();
    let what = t!(
        "As “{file}” on {day}, by {who}: {count}",
        file = before.source,
        day = on,
        who = before.who,
        count = counted(before.rows)
    );
    let mut changed = false;
    ui::banner(ui, Tone::Warning, t!("This file came in before"), &what, "", |ui| {
        if let Some(again) = again {
            changed = checkbox(ui, again, t!("It is meant to come in once more")).changed();
        }
    });
    changed
}

fn saved_maps<'n>(ui: &mut Ui, names: impl Iterator<Item = &'n str>, name: Option<&String>) -> Option<Asked> {
    let mut asked = None;
    ui::section(ui, t!("The map"));
    let mut chosen = name.cloned();
    let mut all: Vec<(Option<String>, &str)> = vec![(None, t!("As guessed from the headings"))];
    all.extend(names.map(|name| (Some(name.to_owned()), name)));
    if all.len() > 1 && ui::Choice::new(t!("Saved maps"), &mut chosen, &all).show(ui).changed() {
        asked = Some(Asked::Apply(chosen));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if Button::secondary(t!("Save this map…")).show(ui).clicked() {
            asked = Some(Asked::NameIt);
        }
        if let Some(name) = name
            && Button::quiet(t!("Forget it")).show(ui).on_hover_text(name).clicked()
        {
            asked = Some(Asked::Forget(name.clone()));
        }
    });
    asked
}
