//! Any part of a plan on screen: its rows, and beside them the form of one.

use egui::{Id, Ui, vec2};

use super::super::model::part::{Field, Kind, Part, PartForm, Row, Value};
use super::super::model::{PersonId, RowId};
use crate::app::{Reply, Sight};
use crate::kit;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, terms, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::office::{Done, Office, Op};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Choice, Tone};

/// How the rows of a list are written, whatever it is a list of.
pub(crate) struct Deeds {
    pub(crate) add_op: &'static Op,
    pub(crate) change_op: &'static Op,
    pub(crate) add: fn(&mut Office, &'static Part, i64, &[Value]) -> kit::Result<Done<RowId>>,
    pub(crate) change: fn(&mut Office, &'static Part, RowId, &[Value]) -> kit::Result<Done<()>>,
}

/// What is typed of a row: texts by the keys of its fields, and people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Typed {
    of: Option<RowId>,
    form: PartForm,
    who: Vec<(&'static str, Who)>,
}

/// The form of a row.
pub(crate) struct RowForm {
    pub(crate) typing: Typing<Typed>,
    part: &'static Part,
    found: Suggestions,
    deeds: &'static Deeds,
    /// What a number is typed and shown as (a clause by its label), by the key of its field.
    names: Vec<(&'static str, String, i64)>,
}

impl RowForm {
    pub(crate) fn new(part: &'static Part, day: &str, deeds: &'static Deeds) -> Self {
        let mut form = PartForm::new(part);
        if part.key == "shifts" {
            form.set("day", day);
        }
        let typed = Typed { of: None, form, who: who(part, None) };
        Self { typing: Typing::new(typed), part, found: Suggestions::default(), deeds, names: Vec::new() }
    }

    pub(crate) fn of(part: &'static Part, row: &Row, sight: &Sight<'_>, deeds: &'static Deeds) -> Self {
        let typed =
            Typed { of: Some(row.id), form: PartForm::of(part, row, *sight.currency()), who: who(part, Some(row)) };
        let mut typing = Typing::new(typed);
        // A row that is looked at takes no keyboard.
        typing.takes_focus();
        Self { typing, part, found: Suggestions::default(), deeds, names: Vec::new() }
    }

    /// Lets numbers of a field be typed by names, and shows the one that is there by its name.
    pub(crate) fn named(mut self, key: &'static str, names: impl IntoIterator<Item = (String, i64)>) -> Self {
        self.names.extend(names.into_iter().map(|(name, id)| (key, name, id)));
        let mut typed = self.typing.typed.clone();
        let shown = self.names.iter().find(|(of, _, id)| *of == key && id.to_string() == typed.form.get(key));
        if let Some((_, name, _)) = shown {
            typed.form.set(key, name.clone());
            self.typing.fill(typed);
        }
        self
    }

    pub(crate) fn part(&self) -> &'static Part {
        self.part
    }

    /// Fills a field of a new row with what it mostly is; nothing of that was typed.
    pub(crate) fn fill(&mut self, key: &str, text: String) {
        let mut typed = self.typing.typed.clone();
        typed.form.set(key, text);
        self.typing.fill(typed);
    }

    pub(crate) fn row(&self) -> Option<RowId> {
        self.typing.typed.of
    }

    pub(crate) fn logic(&mut self, sight: &Sight<'_>) -> Option<i64> {
        // Suggestions are for the field that is being typed in: the first that is not settled.
        let typed = &self.typing.typed;
        if let Some((_, who)) = typed.who.iter().find(|(_, who)| who.is_unclear()).or(typed.who.first()) {
            self.found.want(sight.desk, who);
        }
        match self.typing.logic() {
            Some(Outcome::Saved(id)) => Some(id),
            Some(Outcome::Left) | None => None,
        }
    }

    /// Draws it; answers whether it was left.
    pub(crate) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>, owner: i64, offers: &[Offers]) -> bool {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let part = self.part;
        let title = if self.typing.typed.of.is_some() {
            (part.says)().to_owned()
        } else {
            t!("New {what}", what = (part.one)())
        };
        ui::section(ui, &title);
        let mut enter = false;
        let focus = self.typing.takes_focus();
        for (at, field) in part.fields.iter().enumerate() {
            enter |= self.field(ui, sight, field, focus && at == 0, offers);
        }
        match self.typing.buttons(ui, sight, enter) {
            Some(Press::Left) => return true,
            Some(Press::Save) => {
                let (deeds, names) = (self.deeds, &self.names);
                self.typing.save(|typed| save(part, owner, typed, sight, (deeds, names)));
            }
            None => {}
        }
        false
    }

    fn field(&mut self, ui: &mut Ui, sight: &Sight<'_>, field: &'static Field, focus: bool, offers: &[Offers]) -> bool {
        if field.key == "name" && by_name(self.part, field.key) {
            return false;
        }
        let found = &self.found;
        let Typing { typed, problems, .. } = &mut self.typing;
        let id = Id::unique(("events.part", self.part.key, field.key));
        if focus {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let says = (field.says)();
        let wrong = problem(problems, field.key).map(str::to_owned);
        let fields = Fields { sight, problems };
        if matches!(field.kind, Kind::Person) {
            let Some((_, who)) = typed.who.iter_mut().find(|(key, _)| *key == field.key) else { return false };
            let shown = person::Shown { label: says, problem: wrong.as_deref(), ..person::Shown::default() };
            let (response, taken) = person::show(ui, id, who, found, shown);
            return !taken && entered(&response);
        }
        let text = typed.form.0.entry(field.key.to_owned()).or_default();
        match field.kind {
            Kind::Long => {
                ui::Field::new(says, text).rows(3).problem(wrong.as_deref()).show(ui);
                false
            }
            Kind::Money => fields.money(ui, field.key, says, text),
            Kind::Day => fields.day(ui, field.key, says, text),
            Kind::Choice(words) => {
                let options: Vec<(String, &str)> =
                    words.iter().map(|(key, says)| ((*key).to_owned(), says())).collect();
                Choice::new(says, text, &options).id(id).problem(wrong.as_deref()).show(ui);
                false
            }
            Kind::Category | Kind::Row(_) => {
                let table = if let Kind::Row(table) = field.kind { table } else { "category" };
                let mut options = vec![(String::new(), if field.needed { t!("Choose one") } else { t!("None") })];
                let offered = offers.iter().filter(|(of, _)| *of == table).flat_map(|(_, offered)| offered);
                options.extend(offered.map(|(id, name)| (id.clone(), name.as_str())));
                Choice::new(says, text, &options).id(id).problem(wrong.as_deref()).show(ui);
                false
            }
            Kind::YesNo => {
                let mut yes = text == "yes";
                ui::checkbox(ui, &mut yes, says);
                *text = if yes { "yes" } else { "no" }.to_owned();
                false
            }
            Kind::Text | Kind::Count | Kind::UpTo(_) | Kind::Clock | Kind::Person => {
                let shown = ui::Field::new(says, text).id(id).problem(wrong.as_deref());
                entered(&shown.show(ui))
            }
        }
    }
}

/// Whether one field takes somebody of the register or a name: such a list has a column for each.
fn by_name(part: &Part, field: &str) -> bool {
    matches!(field, "person" | "name") && part.at("person").is_some() && part.at("name").is_some()
}

fn who(part: &'static Part, row: Option<&Row>) -> Vec<(&'static str, Who)> {
    let people = part.fields.iter().filter(|field| matches!(field.kind, Kind::Person));
    people
        .map(|field| {
            let person = row.and_then(|row| row.number(part, field.key)).map(PersonId);
            let shown = row.map_or("", |row| row.text(part, field.key));
            let name = row.filter(|_| by_name(part, field.key)).map_or("", |row| row.text(part, "name"));
            (field.key, Who::known(person, if shown.is_empty() { name } else { shown }))
        })
        .collect()
}

fn save(
    part: &'static Part,
    owner: i64,
    typed: &Typed,
    sight: &Sight<'_>,
    (deeds, names): (&'static Deeds, &[(&'static str, String, i64)]),
) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let mut form = typed.form.clone();
    for (key, who) in &typed.who {
        if by_name(part, key) {
            form.set("name", if who.person.is_none() { who.text.trim() } else { "" });
        } else if who.is_unclear() {
            return Err(vec![FieldProblem::new(key, t!("Take somebody of the register from the list"))]);
        }
        form.set(key, who.person.map(|id| id.to_string()).unwrap_or_default());
    }
    for (key, name, id) in names {
        if form.get(key).trim() == name {
            form.set(key, id.to_string());
        }
    }
    let values = form.parse(part, &terms(sight))?;
    Ok(match typed.of {
        Some(id) => sight.desk.run(deeds.change_op, move |office| {
            (deeds.change)(office, part, id, &values).map(|done| with_id(done, |()| id.0))
        }),
        None => sight.desk.run(deeds.add_op, move |office| {
            (deeds.add)(office, part, owner, &values).map(|done| with_id(done, |id| id.0))
        }),
    })
}

/// What a column offers, by the table it refers to: ids and names.
pub(crate) type Offers = (&'static str, Vec<(String, String)>);

/// How wide a column of a kind begins.
fn column(field: &'static Field) -> Column<'static> {
    let (key, says) = (field.key, (field.says)());
    match field.kind {
        Kind::Money => Column::new(key, says, 116.0).figures().unsorted(),
        Kind::Count | Kind::UpTo(_) => Column::new(key, says, 92.0).figures().unsorted(),
        Kind::Day => Column::new(key, says, 112.0).unsorted(),
        Kind::Clock => Column::new(key, says, 84.0).unsorted(),
        Kind::YesNo => Column::new(key, says, 108.0).unsorted(),
        Kind::Choice(_) => Column::new(key, says, 112.0).unsorted(),
        Kind::Long => Column::new(key, says, 160.0).grows(1.0).unsorted().spare(),
        Kind::Text | Kind::Person | Kind::Category | Kind::Row(_) => {
            Column::new(key, says, 140.0).grows(1.0).least(80.0).unsorted()
        }
    }
}

/// A column behind the typed ones: its head, and the words of each row.
pub(crate) type Extra = (&'static str, Vec<(RowId, String)>);

/// Draws the rows; answers whether another one was chosen.
pub(crate) fn table(
    ui: &mut Ui,
    part: &'static Part,
    rows: &[Row],
    state: &mut TableState,
    extra: Option<&Extra>,
) -> bool {
    // What is long is read in the pane; a table of twelve columns is none.
    let most = if extra.is_some() { 6 } else { 7 };
    // Somebody of the register or a name in words stand in one column.
    let by_name = part.at("person").is_some() && part.at("name").is_some();
    let plain = part.fields.iter().enumerate().filter(|(_, field)| {
        !matches!(field.kind, Kind::Long) && field.key != "note" && !(by_name && field.key == "name")
    });
    let shown: Vec<(usize, &'static Field)> = plain.take(most).collect();
    let mut columns: Vec<Column<'_>> = shown.iter().map(|(_, field)| column(field)).collect();
    if let Some((says, _)) = extra {
        let column = Column::new("extra", says, if part.key == "delegations" { 176.0 } else { 128.0 }).unsorted();
        columns.push(if matches!(part.key, "budget" | "sponsors") { column.figures() } else { column });
    }
    let out = Table::new((part.says)(), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| rows.get(usize::try_from(at).ok()?),
        |row: &Row, column| {
            let Some((at, field)) = shown.get(column) else {
                let words = extra.and_then(|(_, all)| all.iter().find(|(id, _)| *id == row.id));
                return words.map_or(Cell::Empty, |(_, words)| Cell::Strong(words.clone().into()));
            };
            let text = match row.shown.get(*at).map_or("", String::as_str) {
                "" if by_name && field.key == "person" => row.text(part, "name"),
                text => text,
            };
            match field.kind {
                _ if text.is_empty() => Cell::Empty,
                // What a choice begins with and is no word of the file is nothing worth a chip.
                Kind::Choice(_) if matches!(row.values.get(*at), Some(Value::Text(word)) if word.is_empty()) => {
                    Cell::Empty
                }
                Kind::Choice(words) => Cell::Chip(text.into(), chip(words, text)),
                _ if column == 0 => Cell::Strong(text.into()),
                _ => Cell::Text(text.into()),
            }
        },
    );
    out.selected
}

/// What is open is yellow, what is settled green, the rest plain: the first word of a choice is where it begins.
fn chip(words: &[(&str, fn() -> &'static str)], shown: &str) -> Tone {
    match words.iter().find(|(_, says)| says() == shown).map(|(key, _)| *key) {
        Some("open" | "under_way" | "asked" | "needed" | "waiting" | "follow_up") => Tone::Warning,
        Some(
            "settled" | "high" | "mover" | "done" | "confirmed" | "here" | "returned" | "answered" | "coming"
            | "arranged",
        ) => Tone::Good,
        Some("declined" | "no") => Tone::Danger,
        _ => Tone::Plain,
    }
}
