//! What is the same for every row: fields that no column goes to, given one value by hand.

use std::collections::BTreeMap;

use egui::Ui;

use super::Choices;
use crate::app::Sight;
use crate::kit::day;
use crate::t;
use crate::tabular::{Field, FieldKind, Mapping};
use crate::ui::{self, Choice, DayField, SMALL, look, paragraph};

/// Which fields can be given one value, and what they choose from.
pub struct Fields<'a> {
    pub fields: &'static [Field],
    pub keys: &'static [&'static str],
    pub choices: &'a Choices,
}

/// Draws the fields and keeps their values in the map; answers whether one was changed. `days` holds days as they are typed.
pub fn rows(
    ui: &mut Ui,
    sight: &Sight<'_>,
    of: &Fields<'_>,
    mapping: &mut Mapping,
    days: &mut BTreeMap<&'static str, String>,
) -> bool {
    let choosable = |key: &str| of.choices.get(key).is_none_or(|choices| !choices.is_empty());
    let open: Vec<&Field> = of
        .keys
        .iter()
        .filter(|key| !mapping.columns.contains_key(**key) && choosable(key))
        .filter_map(|key| of.fields.iter().find(|f| f.key == *key))
        .collect();
    if open.is_empty() {
        return false;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui::section(ui, t!("The same for every row"));
        paragraph(ui, t!("For what no column says"), SMALL.ink(look(ui).muted));
    });
    let mut changed = false;
    for field in open {
        changed |= match (field.kind, of.choices.get(field.key)) {
            (FieldKind::Day, _) => a_day(ui, sight, field, mapping, days.entry(field.key).or_default()),
            (_, Some(choices)) => one_of(ui, field, mapping, choices),
            _ => text(ui, field, mapping),
        };
    }
    changed
}

fn put(mapping: &mut Mapping, key: &str, value: &str) {
    if value.is_empty() {
        mapping.constants.remove(key);
    } else {
        mapping.constants.insert(key.to_owned(), value.to_owned());
    }
}

fn a_day(ui: &mut Ui, sight: &Sight<'_>, field: &Field, mapping: &mut Mapping, typed: &mut String) -> bool {
    let month_first = sight.facts.profile.month_first;
    if typed.is_empty()
        && let Some(kept) = mapping.constants.get(field.key).and_then(|iso| day::from_iso(iso).ok())
    {
        *typed = day::short(kept);
    }
    let before = typed.clone();
    let read = if typed.trim().is_empty() { None } else { Some(day::typed(typed, sight.today(), month_first)) };
    let problem = match &read {
        Some(Err(problem)) => Some(problem.to_string()),
        _ => None,
    };
    DayField::new(field.label, typed, sight.today()).month_first(month_first).problem(problem.as_deref()).show(ui);
    if *typed == before {
        return false;
    }
    let read = day::typed(typed, sight.today(), month_first).ok();
    put(mapping, field.key, &read.map(|day| day.to_string()).unwrap_or_default());
    true
}

fn one_of(ui: &mut Ui, field: &Field, mapping: &mut Mapping, choices: &[(String, String)]) -> bool {
    let mut value = mapping.constants.get(field.key).cloned().unwrap_or_default();
    let mut options: Vec<(String, &str)> = vec![(String::new(), t!("As usual"))];
    options.extend(choices.iter().map(|(key, words)| (key.clone(), words.as_str())));
    // A saved map may name what is not open any more.
    let own = value.clone();
    if !options.iter().any(|(key, _)| *key == own) {
        options.push((own.clone(), &own));
    }
    let changed = Choice::new(field.label, &mut value, &options).show(ui).changed();
    if changed {
        put(mapping, field.key, &value);
    }
    changed
}

fn text(ui: &mut Ui, field: &Field, mapping: &mut Mapping) -> bool {
    let mut value = mapping.constants.get(field.key).cloned().unwrap_or_default();
    let changed = ui::Field::new(field.label, &mut value).show(ui).changed();
    if changed {
        put(mapping, field.key, &value);
    }
    changed
}
