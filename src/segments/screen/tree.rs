//! The conditions of a segment being put together: each with its values and how many fit it, in groups that may stand in
//! each other.

use std::collections::BTreeMap;

use egui::{Align, CornerRadius, Frame, Id, Layout, Margin, Stroke, Ui, vec2};

use super::super::form::{AskForm, Item, PartForm, Reading, What, Wrong};
use super::super::model::How;
use super::counts::{Counted, Counts};
use super::days;
use super::offers::Offers;
use crate::app::Sight;
use crate::kit::text;
use crate::office::condition::{Kind, Part};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, Field, MoneyField, SMALL, checkbox, icons, line, look, tokens};

/// What is to be done with the tree once it has been drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Into a group, or at the top.
    Add(Option<u32>),
    AddGroup(Option<u32>),
    Remove(u32),
    Up(u32),
    Down(u32),
    Wrap(u32),
    Lift(u32),
    /// Another condition was chosen.
    Chosen(u32),
}

/// What the drawing knows and says.
pub(super) struct Drawing<'a> {
    pub sight: &'a Sight<'a>,
    pub reading: Reading,
    pub counts: &'a Counts,
    /// What each item asks, as the file has it, where it is complete.
    pub asks: &'a BTreeMap<u32, String>,
    pub problems: &'a [Wrong],
    pub offers: &'a Offers,
    /// The conditions with their words.
    pub conditions: &'a [(String, String)],
    pub goto: &'a mut Option<(u32, String)>,
    pub acts: Vec<Act>,
    /// The group that the keyboard is in.
    pub here: Option<Option<u32>>,
    /// Whether groups may stand one deeper than an item.
    pub room: &'a dyn Fn(u32) -> bool,
}

/// The id of a field, so that it can be given the keyboard.
pub(super) fn field_id(item: u32, field: &str) -> Id {
    Id::unique(("segments", item, field))
}

impl Drawing<'_> {
    fn problem(&self, item: u32, field: &str) -> Option<&str> {
        self.problems.iter().find(|wrong| wrong.item == item && wrong.field == field).map(|wrong| wrong.says.as_str())
    }

    fn lead(&mut self, ui: &Ui, item: u32, field: &str) {
        if self.goto.as_ref().is_some_and(|(i, f)| *i == item && f == field) {
            *self.goto = None;
            ui.memory_mut(|m| m.request_focus(field_id(item, field)));
            ui.scroll_to_cursor(Some(Align::Center));
        }
    }

    fn counted(&self, item: u32) -> Option<Counted> {
        self.counts.get(self.sight, self.asks.get(&item)?)
    }
}

/// Draws the items of a group with what joins them, and the two buttons that add to it.
pub(super) fn items(ui: &mut Ui, drawing: &mut Drawing<'_>, all: &mut [Item], group: Option<u32>, how: How) {
    ui.spacing_mut().item_spacing.y = 6.0;
    let many = all.len();
    for (at, item) in all.iter_mut().enumerate() {
        if at > 0 {
            let joined = match how {
                How::All => t!("and"),
                How::Any => t!("or"),
                How::None => t!("nor"),
            };
            line(ui, joined, SMALL.medium().ink(look(ui).muted));
        }
        let place = Place { group, first: at == 0, last: at + 1 == many };
        let id = item.id;
        match &mut item.what {
            What::Ask(ask) => condition(ui, drawing, id, ask, place),
            What::Group { how, of } => nested(ui, drawing, id, how, of, place),
        }
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let add = Button::quiet(t!("Add a condition")).icon(icons::PLUS);
        drawing.lead(ui, group.unwrap_or(0), "add");
        if add.show(ui).clicked() {
            drawing.acts.push(Act::Add(group));
        }
        let deep = group.is_some_and(|group| !(drawing.room)(group));
        let why = deep.then(|| t!("Groups stand deep enough in each other here"));
        if Button::quiet(t!("Add a group")).icon(icons::STACK).unless(why).show(ui).clicked() {
            drawing.acts.push(Act::AddGroup(group));
        }
    });
}

/// Where an item stands among its own.
#[derive(Clone, Copy)]
struct Place {
    group: Option<u32>,
    first: bool,
    last: bool,
}

fn condition(ui: &mut Ui, drawing: &mut Drawing<'_>, id: u32, ask: &mut AskForm, place: Place) {
    let look = look(ui);
    let frame = Frame::new()
        .fill(look.surface)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
        .inner_margin(Margin::symmetric(12, 10));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
        head(ui, drawing, id, place, |ui, drawing| {
            drawing.lead(ui, id, "key");
            let wide = (ui.available_width() - 62.0).clamp(150.0, 340.0);
            let mut options: Vec<(String, &str)> =
                drawing.conditions.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
            if ask.key.is_empty() {
                options.insert(0, (String::new(), t!("Choose a condition…")));
            }
            let chooser = Choice::new(t!("Condition"), &mut ask.key, &options).bare().width(wide);
            if chooser.id(field_id(id, "key")).show(ui).changed() {
                drawing.acts.push(Act::Chosen(id));
            }
            checkbox(ui, &mut ask.not, t!("Not"));
        });
        if let Some(problem) = drawing.problem(id, "key") {
            line(ui, problem, SMALL.ink(look.danger));
        }
        let Some(condition) = drawing.reading.condition(&ask.key) else { return };
        if condition.parts.is_empty() {
            return;
        }
        let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
        ui.with_layout(layout, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            for part in condition.parts {
                drawing.lead(ui, id, part.key);
                let form = ask.parts.entry(part.key.to_owned()).or_insert_with(|| PartForm::blank(part.kind));
                value(ui, drawing, id, part, form);
            }
        });
    });
    seen(ui, drawing, shown.response.rect, place.group);
}

/// Remembers which group the keyboard is in.
fn seen(ui: &Ui, drawing: &mut Drawing<'_>, rect: egui::Rect, group: Option<u32>) {
    let focused = ui.memory(|m| m.focused()).and_then(|id| ui.ctx().read_response(id));
    if drawing.here.is_none() && focused.is_some_and(|response| rect.contains_rect(response.rect)) {
        drawing.here = Some(group);
    }
}

/// The first line of an item: its own controls, and at the right how many fit and the menu.
fn head(
    ui: &mut Ui,
    drawing: &mut Drawing<'_>,
    id: u32,
    place: Place,
    contents: impl FnOnce(&mut Ui, &mut Drawing<'_>),
) {
    let row = vec2(ui.available_width(), tokens::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui::menu_button(ui, t!("More for this condition"), |ui| menu(ui, drawing, id, place));
        if let Some(counted) = drawing.counted(id) {
            let look = look(ui);
            let ink = if counted.fresh { look.text } else { look.faint };
            line(ui, &text::plural(counted.people, t!("person"), t!("people")), BODY.ink(ink));
        } else if drawing.asks.contains_key(&id) {
            line(ui, "…", BODY.ink(look(ui).faint));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| contents(ui, drawing));
    });
}

fn menu(ui: &mut Ui, drawing: &mut Drawing<'_>, id: u32, place: Place) {
    let items = [
        (Act::Up(id), icons::ARROW_UP, t!("Move up"), !place.first),
        (Act::Down(id), icons::ARROW_DOWN, t!("Move down"), !place.last),
        (Act::Wrap(id), icons::STACK, t!("Put into a group"), (drawing.room)(id)),
        (Act::Lift(id), icons::SIGN_OUT, t!("Take out of the group"), place.group.is_some()),
        (Act::Remove(id), icons::TRASH, t!("Remove"), true),
    ];
    for (act, icon, words, enabled) in items {
        if ui::menu_item(ui, Some(icon), words, None, enabled).clicked() {
            drawing.acts.push(act);
        }
    }
}

fn nested(ui: &mut Ui, drawing: &mut Drawing<'_>, id: u32, how: &mut How, of: &mut [Item], place: Place) {
    let look = look(ui);
    let frame = Frame::new()
        .fill(look.sunk)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
        .inner_margin(Margin { left: 14, right: 10, top: 10, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
        head(ui, drawing, id, place, |ui, drawing| {
            drawing.lead(ui, id, "how");
            hows(ui, field_id(id, "how"), how);
        });
        if let Some(problem) = drawing.problem(id, "") {
            line(ui, problem, SMALL.ink(look.danger));
        }
        items(ui, drawing, of, Some(id), *how);
    });
}

/// The choice of how the parts of a group belong together.
pub(super) fn hows(ui: &mut Ui, id: Id, how: &mut How) {
    let options = How::ALL.map(|how| (how, how.says()));
    Choice::new(t!("Which of these must hold"), how, &options).bare().id(id).show(ui);
}

fn value(ui: &mut Ui, drawing: &Drawing<'_>, item: u32, part: &'static Part, form: &mut PartForm) {
    let (id, label) = (field_id(item, part.key), (part.label)());
    let problem = drawing.problem(item, part.key);
    match (part.kind, form) {
        (_, PartForm::When(form)) => days::when(ui, id, label, form, &drawing.reading, part.need, problem),
        (_, PartForm::Day(form)) => days::day(ui, id, label, form, &drawing.reading, problem),
        (Kind::Money, PartForm::Text(text)) => {
            MoneyField::new(label, text, drawing.reading.currency).problem(problem).width(132.0).id(id).show(ui);
        }
        (Kind::Number(..), PartForm::Text(text)) => {
            Field::new(label, text).figures().problem(problem).width(120.0).id(id).show(ui);
        }
        (Kind::Flag, PartForm::Text(text)) => {
            let mut ticked = text == "yes";
            ui.vertical(|ui| {
                ui.add_space(20.0);
                if checkbox(ui, &mut ticked, label).changed() {
                    *text = if ticked { "yes".to_owned() } else { String::new() };
                }
            });
        }
        (Kind::Choice(_), PartForm::Text(text)) => one(ui, drawing, (item, id), part, text, problem),
        (Kind::Choices(_), PartForm::Text(text)) => several(ui, drawing, (item, id), part, text, problem),
        (_, PartForm::Text(text)) => {
            Field::new(label, text).problem(problem).width(220.0).id(id).show(ui);
        }
    }
}

/// What there is to choose, and what was chosen and is gone.
fn offered(drawing: &Drawing<'_>, item: u32, part: &Part, chosen: &[&str]) -> Vec<(String, String)> {
    let known = drawing.offers.get(item, part.key);
    let mut all: Vec<(String, String)> =
        known.into_iter().flatten().map(|offered| (offered.key.clone(), offered.says.clone())).collect();
    for key in chosen {
        if known.is_some() && !all.iter().any(|(known, _)| known == key) {
            all.push(((*key).to_owned(), t!("{name} (gone)", name = key)));
        }
    }
    all
}

fn one(
    ui: &mut Ui,
    drawing: &Drawing<'_>,
    (item, id): (u32, Id),
    part: &Part,
    text: &mut String,
    problem: Option<&str>,
) {
    let chosen: Vec<&str> = Some(text.as_str()).into_iter().filter(|text| !text.is_empty()).collect();
    let all = offered(drawing, item, part, &chosen);
    let mut options: Vec<(String, &str)> = all.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
    if !part.need {
        options.insert(0, (String::new(), t!("Any")));
    } else if text.is_empty() {
        options.insert(0, (String::new(), t!("Choose…")));
    }
    Choice::new((part.label)(), text, &options).width(200.0).problem(problem).id(id).show(ui);
}

/// One or more: what is chosen can be taken off, and more be added.
fn several(
    ui: &mut Ui,
    drawing: &Drawing<'_>,
    (item, id): (u32, Id),
    part: &Part,
    text: &mut String,
    problem: Option<&str>,
) {
    let mut chosen: Vec<String> = text.lines().map(str::to_owned).collect();
    let keys: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let all = offered(drawing, item, part, &keys);
    let words = |key: &str| all.iter().find(|(known, _)| known == key).map_or(key, |(_, words)| words).to_owned();
    let (mut off, mut more) = (None, String::new());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.set_max_width(ui.available_width());
        line(ui, (part.label)(), SMALL.medium().ink(look(ui).muted));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for key in &chosen {
                let name = words(key);
                let shown: String = if name.chars().count() > 28 {
                    name.chars().take(27).chain(['…']).collect()
                } else {
                    name.clone()
                };
                let button = Button::secondary(&shown).icon(icons::X).show(ui);
                if button.on_hover_text(t!("Take off {name}", name = name)).clicked() {
                    off = Some(key.clone());
                }
            }
            let hint =
                if chosen.is_empty() { if part.need { t!("Choose…") } else { t!("Any") } } else { t!("or…") };
            let mut options: Vec<(String, &str)> = vec![(String::new(), hint)];
            let rest = all.iter().filter(|(key, _)| !chosen.contains(key));
            options.extend(rest.map(|(key, words)| (key.clone(), words.as_str())));
            Choice::new((part.label)(), &mut more, &options).bare().id(id).show(ui);
        });
        if let Some(problem) = problem {
            line(ui, problem, SMALL.ink(look(ui).danger));
        }
    });
    if let Some(off) = &off {
        chosen.retain(|key| key != off);
    }
    if !more.is_empty() {
        chosen.push(more.clone());
    }
    if off.is_some() || !more.is_empty() {
        *text = chosen.join("\n");
    }
}
