//! The register as a list: search as you type, filters, and the one table; what is picked in it and where that stands.

use std::borrow::Cow;

use egui::{Align, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Stroke, Ui, UiBuilder, vec2};

use super::super::store::{self, Filter, ListRow};
use super::super::{OwnField, PersonId};
use super::Want;
use super::commands::{ADD, BRING_IN};
use super::narrowed::{Found, Narrowed};
use crate::app::{Live, Rows, Sight};
use crate::kit::text;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Search, icons, line, look};

/// What the rows depend on.
pub const TABLES: &[&str] =
    &["person", "person_address", "person_contact", "person_tag", "person_own", "own_field", "person_consent"];
/// How many of the office's own fields have room as columns.
const OWN_COLUMNS: usize = 3;

/// Whom the pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// Whoever stands first: so a search shows its best hit at once.
    #[default]
    First,
    /// Whoever stands in this row, once it is at hand.
    Row(u64),
    Person(PersonId),
}

/// The list and its view state.
pub struct List {
    pub filter: Filter,
    pub table: TableState,
    pub rows: Rows<ListRow, Filter>,
    pub pick: Pick,
    /// The picked person is to be brought into sight, once it is known where.
    pub reveal: bool,
    /// The keyboard goes to the table, or to the search field, in the next frame.
    pub focus_table: bool,
    pub focus_search: bool,
    counts: Live<(usize, usize)>,
    pub tags: Live<Vec<(String, usize)>>,
    /// The office's own fields.
    pub fields: Live<Vec<OwnField>>,
    place: Live<Option<usize>, PersonId>,
    table_id: Option<Id>,
    /// The segment that the list shows.
    pub narrowed: Narrowed,
    /// Who is in it is not known yet.
    waiting: bool,
}

impl List {
    pub fn new() -> Self {
        Self {
            filter: Filter::default(),
            table: TableState::default(),
            rows: Rows::new(TABLES),
            pick: Pick::First,
            reveal: false,
            focus_table: false,
            focus_search: false,
            counts: Live::new(&["person"]),
            tags: Live::new(&["person_tag"]),
            fields: Live::new(&["own_field"]),
            place: Live::new(TABLES),
            table_id: None,
            narrowed: Narrowed::new(),
            waiting: false,
        }
    }

    /// Shows the people of a segment; of the first where none is named.
    pub fn show_segment(&mut self, id: Option<i64>) {
        self.show(Filter::default());
        self.narrowed.choose(id);
    }

    /// Shows one person, wherever it stands.
    pub fn open(&mut self, id: PersonId) {
        self.filter = Filter::default();
        self.narrowed.segment = None;
        self.pick = Pick::Person(id);
        self.reveal = true;
    }

    /// Searches for other people: the list begins at its top.
    pub fn show(&mut self, filter: Filter) {
        self.filter = filter;
        self.narrowed.segment = None;
        self.began_anew();
    }

    fn began_anew(&mut self) {
        self.pick = Pick::First;
        self.table.place = ui::table::Place::default();
        self.table.selection.clear();
    }

    /// Nobody is in the register at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_known()
            && self.rows.total() == 0
            && self.filter == Filter::default()
            && self.narrowed.segment.is_none()
    }

    /// Asks for what is in sight, and settles who is picked.
    pub fn logic(&mut self, sight: &Sight<'_>) -> Option<PersonId> {
        let was = self.filter.among.is_some();
        self.waiting = match self.narrowed.logic(sight) {
            Found::Everybody => {
                self.filter.among = None;
                false
            }
            Found::People(among) => {
                if self.filter.among.as_ref() != Some(&among) {
                    self.filter.among = Some(among);
                }
                false
            }
            Found::Coming => !was,
        };
        if was != self.filter.among.is_some() {
            self.began_anew();
        }
        // Until it is known who is in the segment, nobody is shown who may not be in it.
        if self.waiting {
            return None;
        }
        self.rows.want(
            sight.desk,
            self.filter.clone(),
            |conn, filter| Ok(store::count(conn, filter)? as u64),
            |conn, filter, from, many| {
                let place = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
                store::page(conn, filter, place(from), place(many))
            },
        );
        self.counts.want(sight.desk, (), |conn, ()| {
            let counts = store::counts(conn)?;
            let of =
                |name| counts.iter().find(|(n, _)| *n == name).map_or(0, |(_, n)| usize::try_from(*n).unwrap_or(0));
            Ok((of("people"), of("organisations")))
        });
        self.tags.want(sight.desk, (), |conn, ()| store::tags(conn));
        self.fields.want(sight.desk, (), |conn, ()| store::own_fields(conn));
        self.settle(sight)
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Option<PersonId> {
        let row_of = |rows: &Rows<ListRow, Filter>, at| rows.get(at).map(|hit| hit.id);
        match self.pick {
            Pick::First => {
                let first = row_of(&self.rows, 0).filter(|_| self.rows.total() > 0);
                if first.is_some() && self.table.selection.cursor() != Some(0) {
                    self.table.selection.set(0);
                }
                first
            }
            Pick::Row(at) => {
                let id = row_of(&self.rows, at)?;
                self.pick = Pick::Person(id);
                Some(id)
            }
            Pick::Person(id) => {
                let cursor = self.table.selection.cursor();
                let stands = cursor.is_some_and(|at| row_of(&self.rows, at) == Some(id));
                if !stands || self.reveal {
                    self.find(sight, id);
                }
                Some(id)
            }
        }
    }

    /// Puts the cursor on a person that stands somewhere else than it did.
    fn find(&mut self, sight: &Sight<'_>, id: PersonId) {
        let near = self.rows.at_hand().find(|(_, hit)| hit.id == id).map(|(at, _)| at);
        let found = if near.is_some() || self.filter != Filter::default() {
            near
        } else {
            self.place.want(sight.desk, id, |conn, id| store::position(conn, *id));
            let known = self.place.asked_for() == Some(&id) && !self.place.is_coming();
            self.place.get().copied().flatten().filter(|_| known).map(|at| at as u64)
        };
        match found {
            Some(at) => {
                if self.table.selection.cursor() != Some(at) {
                    self.table.selection.set(at);
                }
                if self.reveal {
                    self.table.reveal = Some(at);
                    self.reveal = false;
                }
            }
            None if self.filter != Filter::default() && self.rows.is_known() => self.table.selection.clear(),
            None => {}
        }
    }

    /// `1,172 people · 112 organisations`.
    pub fn subtitle(&self) -> String {
        let Some((people, organisations)) = self.counts.get() else { return String::new() };
        let people = text::plural(*people, t!("person"), t!("people"));
        match organisations {
            0 => people,
            n => format!("{people} · {}", text::plural(*n, t!("organisation"), t!("organisations"))),
        }
    }

    /// Draws filters, table and foot.
    pub fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, above: impl FnOnce(&mut Ui)) -> Option<Want> {
        let look = look(ui);
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look.surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        above(ui);
        let mut want = None;
        let before = self.filter.clone();
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| self.filters(ui, sight));
        if before != self.filter {
            self.began_anew();
        }
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let rest = ui.available_rect_before_wrap();
        let foot = 40.0;
        let mut inner = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(rest.with_max_y(rest.bottom() - foot)));
        if self.waiting {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(&mut inner, |ui| {
                line(ui, t!("Looking who is in the segment…"), BODY.ink(look.muted));
            });
        } else if self.rows.is_known() && self.rows.total() == 0 {
            want = self.nobody(&mut inner, sight);
        } else if let Some(at) = self.table(&mut inner) {
            want = Some(at);
        }
        let mut strip = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(rest.with_min_y(rest.bottom() - foot)));
        self.foot(&mut strip);
        ui.advance_cursor_after_rect(rest);
        want
    }

    fn filters(&mut self, ui: &mut Ui, _sight: &Sight<'_>) {
        ui.horizontal(|ui| {
            let id = Id::unique("people.search");
            if std::mem::take(&mut self.focus_search) {
                ui.memory_mut(|m| m.request_focus(id));
            }
            let has_focus = ui.memory(|m| m.has_focus(id));
            let nowhere = ui.memory(|m| m.focused().is_none());
            // From the field, or from nowhere, Down leads into the list; so does Enter from the field.
            let down = (has_focus || nowhere)
                && !egui::Popup::is_any_open(ui.ctx())
                && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
            let entered = has_focus && ui.input(|i| i.key_pressed(Key::Enter));
            let more = if self.narrowed.all().is_empty() { 290.0 } else { 420.0 };
            let wide = (ui.available_width() - more).clamp(170.0, 300.0);
            let search = Search::new(t!("Search people"), &mut self.filter.text).width(wide).key("F").id(id).show(ui);
            if search.has_focus() {
                // Escape empties the field first, and leaves it only then.
                let escape = !self.filter.text.is_empty();
                let filter =
                    EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, ..Default::default() };
                ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
            }
            self.focus_table |= down || entered;
            let kinds = [(None, t!("Everybody")), (Some(false), t!("People")), (Some(true), t!("Organisations"))];
            Choice::new(t!("Which kind"), &mut self.filter.organisation, &kinds).bare().show(ui);
            if self.narrowed.ui(ui) {
                self.filter.among = None;
                self.began_anew();
            }
            let counted: Vec<(String, String)> = self
                .tags
                .get()
                .into_iter()
                .flatten()
                .map(|(tag, n)| (tag.clone(), format!("{} ({})", super::cut(tag, 24), text::count(*n))))
                .collect();
            let mut tags = vec![(None, t!("Any tag"))];
            tags.extend(counted.iter().map(|(tag, words)| (Some(tag.clone()), words.as_str())));
            // Where the list is of one source or segment, that takes the place.
            let alone = self.filter.source.is_none() && self.narrowed.segment.is_none();
            let has_room = alone || ui.available_width() > 300.0;
            if has_room && tags.len() > 1 || self.filter.tag.is_some() {
                Choice::new(t!("Which tag"), &mut self.filter.tag, &tags).bare().show(ui);
            }
            if let Some(source) = self.filter.source.clone() {
                let words = match source.as_str() {
                    "" => t!("From: not noted").to_owned(),
                    source => t!("From: {source}", source = super::cut(source, 14)),
                };
                if Button::secondary(&words).icon(icons::X).show(ui).clicked() {
                    self.filter.source = None;
                }
            }
            if ui.available_width() > 90.0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    line(ui, &self.shown(), BODY.ink(look(ui).muted));
                });
            }
        });
    }

    /// How many the list shows.
    fn shown(&self) -> String {
        let total = usize::try_from(self.rows.total()).unwrap_or(usize::MAX);
        if !self.rows.is_known() {
            String::new()
        } else if !self.filter.text.trim().is_empty() && total >= store::MOST_HITS {
            t!("The best {count}", count = text::count(total))
        } else {
            t!("{count} shown", count = text::count(total))
        }
    }

    fn table(&mut self, ui: &mut Ui) -> Option<Want> {
        let fields = self.fields.get().map_or(&[][..], Vec::as_slice);
        let own: Vec<(String, &str)> = fields
            .iter()
            .filter(|field| field.in_list)
            .take(OWN_COLUMNS)
            .map(|field| (field.id.to_string(), field.name.as_str()))
            .collect();
        let mut columns = vec![
            Column::new("name", t!("Name"), 200.0).grows(4.0).least(150.0).unsorted(),
            Column::new("address", t!("Address"), 130.0).grows(2.0).least(110.0).unsorted().spare(),
            Column::new("email", t!("E-mail"), 140.0).grows(2.0).least(110.0).unsorted().spare(),
            Column::new("phone", t!("Phone"), 124.0).unsorted().spare(),
            Column::new("number", t!("Number"), 60.0).unsorted(),
        ];
        columns.extend(own.iter().map(|(key, name)| Column::new(key, name, 100.0).unsorted().spare()));
        let Self { rows, table, .. } = self;
        let rows = &*rows;
        let out = Table::new(t!("People"), &columns).rows(rows.total()).many().show(
            ui,
            table,
            |at| rows.get(at),
            |hit, column| match column {
                0 => Cell::Strong(hit.name.as_str().into()),
                1 => Cell::Muted(about(hit)),
                2 => Cell::Text(hit.email.as_deref().unwrap_or("").into()),
                3 => Cell::Text(hit.phone.as_deref().unwrap_or("").into()),
                4 => Cell::Muted(hit.number.as_deref().unwrap_or("").into()),
                more => Cell::Text(hit.own.get(more - 5).map_or("", String::as_str).into()),
            },
        );
        self.rows.in_sight(out.visible.clone());
        self.table_id = out.id;
        if std::mem::take(&mut self.focus_table)
            && let Some(id) = out.id
        {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let cursor = self.table.selection.cursor();
        if let Some(at) = out.opened {
            self.pick = Pick::Row(at);
            return Some(Want::Edit);
        }
        // Picking is told, so that a half-typed form is not left in silence.
        out.selected.then_some(cursor).flatten().map(Want::Row)
    }

    /// Nobody to show: what the screen is for, or that nobody fits.
    fn nobody(&self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Want> {
        let mut want = None;
        ui.spacing_mut().item_spacing.y = 8.0;
        if self.is_empty() {
            let body = t!(
                "Here are the people and organisations your branch deals with: members, donors, helpers, suppliers. Bring in the list you have, or begin with one."
            );
            ui::empty_state(ui, icons::USERS, t!("Nobody is in the register yet"), body, |ui| {
                ADD.primary(ui, sight);
                BRING_IN.secondary(ui, sight);
            });
            return None;
        }
        let typed = self.filter.text.trim();
        let title = if typed.is_empty() {
            t!("Nobody fits these filters").to_owned()
        } else {
            t!("Nobody fits “{text}”", text = super::cut(typed, 40))
        };
        let body =
            t!("Search finds names, e-mail addresses, phone numbers, postcodes and member numbers by how they begin.");
        ui::empty_state(ui, icons::MAGNIFYING_GLASS, &title, body, |ui| {
            if Button::secondary(t!("Show everybody")).show(ui).clicked() {
                want = Some(Want::Everybody);
            }
            if !typed.is_empty()
                && Button::secondary(t!("Add as a new person")).unless(ADD.refused(sight)).show(ui).clicked()
            {
                want = Some(Want::New(typed.to_owned()));
            }
        });
        want
    }

    fn foot(&self, ui: &mut Ui) {
        let selected = self.table.selection.count();
        let note = if selected > 1 {
            t!("{count} selected", count = text::count(usize::try_from(selected).unwrap_or(usize::MAX)))
        } else if self.narrowed.segment.is_some() && !self.waiting && self.rows.is_known() {
            let people = usize::try_from(self.rows.total()).unwrap_or(usize::MAX);
            t!("{people} of the segment", people = text::plural(people, t!("person"), t!("people")))
        } else {
            String::new()
        };
        let keys = [("N", t!("new")), ("E", t!("edit")), ("T", t!("tag")), ("F", t!("search"))];
        ui::key_hints(ui, &keys, &note);
    }
}

/// Where a person is: the second line of a hit without what has columns of its own; and that it is an organisation.
fn about(hit: &ListRow) -> Cow<'_, str> {
    // Nobody copies an address from the list without seeing this.
    if hit.stopped {
        return t!("Do not contact").into();
    }
    let line = match &hit.number {
        Some(number) => {
            hit.line.strip_suffix(number.as_str()).map_or(hit.line.as_str(), |rest| rest.trim_end_matches(" · "))
        }
        None => &hit.line,
    };
    let place = if hit.email.as_deref() == Some(line) { "" } else { line };
    match (hit.organisation, place.is_empty()) {
        (false, _) => place.into(),
        (true, true) => t!("Organisation").into(),
        (true, false) => format!("{} · {place}", t!("Organisation")).into(),
    }
}
