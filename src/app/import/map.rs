//! Which column is which field: a row for each column of the file, with its first values and where they go.

use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

use super::Choices;
use crate::kit::text;
use crate::t;
use crate::tabular::{Column, Columns, Field, FieldKind, Mapping, OWN_FIELDS, Source};
use crate::ui::{self, BODY, Choice, SMALL, Tone, chip, line, look};

const ROW: f32 = 56.0;
/// Width of the choice of a field.
const CHOICE: f32 = 220.0;

/// Sends a column to a field, or nowhere. Only texts can be joined from several columns; elsewhere the newer one takes the place.
fn send(mapping: &mut Mapping, fields: &[Field], heading: &str, to: Option<&str>) {
    for columns in mapping.columns.values_mut() {
        let mut left: Vec<String> = columns.headings().to_vec();
        left.retain(|h| h != heading);
        *columns = rejoined(left);
    }
    mapping.columns.retain(|_, columns| !columns.headings().is_empty());
    let Some(key) = to else { return };
    mapping.constants.remove(key);
    let joins = fields.iter().any(|f| f.key == key && matches!(f.kind, FieldKind::Text | FieldKind::Phone));
    let mut all = mapping.columns.get(key).filter(|_| joins).map(|c| c.headings().to_vec()).unwrap_or_default();
    all.push(heading.to_owned());
    mapping.columns.insert(key.to_owned(), rejoined(all));
}

fn rejoined(mut headings: Vec<String>) -> Columns {
    match headings.len() {
        1 => headings.pop().map_or_else(|| Columns::Joined(Vec::new()), Columns::One),
        _ => Columns::Joined(headings),
    }
}

/// Draws the table; answers whether a column was sent elsewhere. Fields that only the office knows are among the choices.
pub fn table(ui: &mut Ui, source: &Source, mapping: &mut Mapping, fields: &[Field], choices: &Choices) -> bool {
    let look = look(ui);
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look.surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(ui::tokens::CONTROL);
            ui::section(ui, t!("Where each column goes"));
            let used = source.columns.iter().filter(|c| mapping.field_of(&c.name).is_some()).count();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let all = text::count(source.columns.len());
                line(ui, &t!("{used} of {all} columns are used", used = used, all = all), BODY.ink(look.muted));
            });
        });
    });
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
    let mut options: Vec<(String, String)> = vec![(String::new(), t!("Leave out").to_owned())];
    options.extend(fields.iter().map(|f| {
        let label = if f.required { t!("{field} (needed)", field = f.label) } else { f.label.to_owned() };
        (f.key.to_owned(), label)
    }));
    options.extend(choices.get(OWN_FIELDS).into_iter().flatten().cloned());
    let options: Vec<(String, &str)> = options.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
    let count = source.columns.len();
    let mut moved = None;
    ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, view| {
        ui.set_height(ROW * count as f32);
        let top = ui.max_rect().top();
        // A row more at either end, so that Tab leads on.
        let first = ((view.top() / ROW).floor() as usize).saturating_sub(1);
        let last = ((view.bottom() / ROW).ceil() as usize + 1).min(count);
        for (at, column) in source.columns.iter().enumerate().take(last).skip(first) {
            let place = Rect::from_min_size(pos2(area.left(), top + ROW * at as f32), vec2(area.width(), ROW));
            let mut row = ui.new_child(UiBuilder::new().id_salt(("column", at)).max_rect(place));
            if let Some(to) = one(&mut row, column, mapping, &options) {
                moved = Some((column.name.clone(), to));
            }
        }
    });
    let Some((heading, to)) = moved else { return false };
    send(mapping, fields, &heading, Some(to.as_str()).filter(|to| !to.is_empty()));
    true
}

fn one(ui: &mut Ui, column: &Column, mapping: &Mapping, options: &[(String, &str)]) -> Option<String> {
    let look = look(ui);
    let place = ui.max_rect();
    let field = mapping.field_of(&column.name);
    let ink = if field.is_some() { look.text } else { look.muted };
    ui.painter().hline(place.x_range(), place.bottom() - 0.5, Stroke::new(1.0, look.line));
    let inner = place.shrink2(vec2(24.0, 8.0));
    let right = (inner.width() * 0.45).min(CHOICE);
    let (text_place, choice_place) = inner.split_left_right_at_x(inner.right() - right);
    let mut left =
        ui.new_child(UiBuilder::new().id_salt("text").max_rect(text_place.with_max_x(text_place.right() - 16.0)));
    left.spacing_mut().item_spacing = vec2(8.0, 2.0);
    let size = vec2(left.available_width(), 20.0);
    left.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        line(ui, &column.name, BODY.medium().ink(ink));
        let joined = field.and_then(|key| mapping.columns.get(key)).map_or(0, |c| c.headings().len());
        if joined > 1 && ui.available_width() > 90.0 {
            chip(ui, &t!("joined with {count} more", count = joined - 1), Tone::Plain);
        }
    });
    let samples = column.samples().join("  ·  ");
    let samples = if samples.is_empty() { t!("Nothing in any row").to_owned() } else { samples };
    line(&mut left, &samples, SMALL.ink(look.muted));
    let mut value = field.unwrap_or("").to_owned();
    let mut right_ui = ui.new_child(
        UiBuilder::new().id_salt("choice").max_rect(choice_place).layout(Layout::left_to_right(Align::Center)),
    );
    let label = t!("“{column}” goes to", column = column.name);
    let response = Choice::new(&label, &mut value, options).bare().width(right).show(&mut right_ui);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.changed().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::new("name", "Name", FieldKind::Text),
        Field::new("street", "Street", FieldKind::Text),
        Field::new("email", "E-mail", FieldKind::Email),
    ];

    #[test]
    fn texts_are_joined_and_anything_else_is_replaced() {
        let mut mapping = Mapping::default();
        send(&mut mapping, FIELDS, "First", Some("name"));
        send(&mut mapping, FIELDS, "Last", Some("name"));
        assert_eq!(mapping.columns["name"], Columns::Joined(vec!["First".into(), "Last".into()]));
        send(&mut mapping, FIELDS, "Mail 1", Some("email"));
        send(&mut mapping, FIELDS, "Mail 2", Some("email"));
        assert_eq!(mapping.columns["email"], Columns::One("Mail 2".into()));
        send(&mut mapping, FIELDS, "Last", Some("street"));
        assert_eq!(mapping.columns["name"], Columns::One("First".into()));
        assert_eq!(mapping.field_of("Last"), Some("street"));
        send(&mut mapping, FIELDS, "Last", None);
        assert_eq!((mapping.field_of("Last"), mapping.columns.len()), (None, 2));
    }
}
