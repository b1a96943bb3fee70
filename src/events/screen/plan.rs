//! One event with all that is planned: who comes, and each part of its plan as a list with a form beside it.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::part::{Part, Row};
use super::super::model::{Attendance, Budget, Event, EventId, PersonId, RowId, parts};
use super::super::{ops, printing, store};
use super::deeds::{self, What};
use super::form::{Form, Offers};
use super::lots::Bidding;
use super::part_pane::{self, RowForm};
use super::people::{self, Choices, GuestForm};
use super::sums;
use super::{
    ADD_ROW, ADVANCE, CALENDAR, CHECK_IN, CLOSE, DOOR, GUEST, NO_SHOWS, PRINT_DOOR, PRINT_PACK, REMOVE_EVENT,
    REMOVE_ROW, TELL,
};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Money, day};
use crate::ledger::model::CategoryKind;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::t;
use crate::tasks::model::{From, Task};
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Button, Link, SMALL, Split, Tab, Tone, icons, line, look};

/// How rows of a plan are written.
static PARTS: part_pane::Deeds = part_pane::Deeds {
    add_op: &ops::part::ADD,
    change_op: &ops::part::CHANGE,
    add: |office, part, event, values| ops::part::add(office, part, EventId(event), values),
    change: ops::part::change,
};

/// What is open on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View {
    Overview,
    People,
    Tasks,
    Part(&'static Part),
    Tell,
}

/// Every view, in the order of the tabs.
fn views() -> Vec<View> {
    let mut all = vec![View::Overview, View::Tasks, View::People];
    all.extend(parts::ALL.iter().copied().map(View::Part));
    all.push(View::Tell);
    all
}

/// What is read for a view.
#[derive(Default)]
pub(super) struct Data {
    pub(super) event: Option<Event>,
    pub(super) people: Vec<Attendance>,
    pub(super) rows: Vec<Row>,
    pub(super) budget: Option<Budget>,
    pub(super) choices: Choices,
    pub(super) categories: Vec<(String, String)>,
    pub(super) changes: Vec<store::Change>,
    pub(super) tasks: Vec<Task>,
    pub(super) work: Vec<store::Work>,
    pub(super) candidates: Vec<store::Candidate>,
    pub(super) lots: Vec<store::Lot>,
    pub(super) brought: Vec<(String, i64, i64)>,
    /// What each sponsor gave, by the row.
    pub(super) given: Vec<(RowId, Money)>,
}

/// See the head of this file.
pub(in crate::events) struct Plan {
    id: Option<EventId>,
    view: View,
    /// The row whose helpers are looked for.
    shift: Option<i64>,
    data: Live<Data, (i64, usize, Option<i64>)>,
    offers: Live<Offers>,
    table: TableState,
    split: Split,
    form: Option<Form>,
    row: Option<RowForm>,
    guest: Option<GuestForm>,
    doing: Option<Reply<()>>,
    paper: Option<Reply<std::path::PathBuf>>,
    ask: Option<deeds::Ask>,
    bidding: Bidding,
    pending: Option<&'static str>,
    /// The event that was added last is looked for.
    finding: Option<Option<Reply<Option<EventId>>>>,
}

impl Plan {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            view: View::Overview,
            shift: None,
            data: Live::new(&[]),
            offers: Live::new(&["venue", "event_kind"]),
            table: TableState::default(),
            split: Split::default(),
            form: None,
            row: None,
            guest: None,
            doing: None,
            paper: None,
            ask: None,
            bidding: Bidding::default(),
            pending: None,
            finding: None,
        })
    }

    fn event(&self) -> Option<&Event> {
        self.data.get().and_then(|data| data.event.as_ref()).filter(|event| Some(event.id) == self.id)
    }

    fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.typing.is_dirty())
            || self.row.as_ref().is_some_and(|form| form.typing.is_dirty())
            || self.guest.as_ref().is_some_and(|form| form.typing.is_dirty())
    }

    fn turn(&mut self, view: View) {
        if self.view == view || self.is_dirty() {
            return;
        }
        self.view = view;
        (self.form, self.row, self.guest, self.shift) = (None, None, None, None);
        self.table.other_rows();
    }

    fn cursor(&self) -> Option<usize> {
        usize::try_from(self.table.selection.cursor().unwrap_or(0)).ok()
    }

    fn tabs(&mut self, ui: &mut Ui) {
        let all = views();
        let names: Vec<&str> = all
            .iter()
            .map(|view| match view {
                View::Overview => t!("Overview"),
                View::People => t!("People"),
                View::Tasks => t!("Tasks"),
                View::Part(part) => (part.says)(),
                View::Tell => t!("Whom to tell"),
            })
            .collect();
        let tabs: Vec<Tab<'_>> = names.iter().map(|name| Tab::new(name)).collect();
        let mut chosen = all.iter().position(|view| *view == self.view).unwrap_or(0);
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut chosen)
                && let Some(view) = all.get(chosen)
            {
                self.turn(*view);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(data) = self.data.get() else { return };
        let mut state = std::mem::take(&mut self.table);
        let other = match self.view {
            View::Overview => {
                sums::overview(ui, sight, data);
                false
            }
            View::People => {
                sums::strip(ui, sight, data);
                if data.people.is_empty() {
                    sums::nothing(
                        ui,
                        t!("Nobody is on the list yet"),
                        t!(
                            "Put people on it, one by one or a whole segment by command; who answers when no place is left waits in their turn"
                        ),
                    );
                    false
                } else {
                    people::table(ui, sight, &data.people, &mut state)
                }
            }
            View::Tasks => {
                sums::tasks(ui, sight, &data.tasks, &mut state);
                false
            }
            View::Tell => {
                sums::tell(ui, data, &mut state);
                false
            }
            View::Part(part) => {
                sums::part_strip(ui, sight, part, data);
                if data.rows.is_empty() {
                    sums::nothing(
                        ui,
                        &t!("Nothing yet under {part}", part = (part.says)().to_lowercase()),
                        (part.about)(),
                    );
                    false
                } else {
                    part_pane::table(ui, part, &data.rows, &mut state, sums::extra(sight, part, data).as_ref())
                }
            }
        };
        self.table = state;
        if other && !self.is_dirty() {
            (self.row, self.guest) = (None, None);
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(id) = self.id else { return };
        let cursor = self.cursor();
        match self.view {
            View::Overview => self.pane_of_event(ui, sight),
            View::People => {
                if self.guest.is_none()
                    && let Some(one) = cursor.and_then(|at| self.data.get()?.people.get(at))
                {
                    self.guest = Some(GuestForm::of(one, sight));
                }
                let choices = self.data.get().map(|data| data.choices.clone()).unwrap_or_default();
                if let Some(guest) = &mut self.guest {
                    if guest.show(ui, sight, id, &choices) {
                        self.guest = None;
                    }
                } else {
                    ui::paragraph(ui, t!("Put somebody on the list: press A."), BODY.ink(look(ui).muted));
                }
            }
            View::Part(part) => {
                if self.row.is_none()
                    && let Some(row) = cursor.and_then(|at| self.data.get()?.rows.get(at))
                {
                    self.row = Some(RowForm::of(part, row, sight, &PARTS));
                }
                let categories = self.data.get().map(|data| data.categories.clone()).unwrap_or_default();
                if let Some(row) = &mut self.row {
                    if row.show(ui, sight, id.0, &categories) {
                        self.row = None;
                    }
                } else {
                    ui::paragraph(ui, &t!("Add a {what}: press A.", what = (part.one)()), BODY.ink(look(ui).muted));
                }
                if part == &parts::SHIFTS {
                    self.helpers(ui, sight);
                } else if part == &parts::LOTS {
                    self.lot(ui, sight);
                } else if part == &parts::LESSONS {
                    self.lesson(ui, sight);
                }
            }
            View::Tasks => {
                let words = t!(
                    "Tasks come with the template of its kind and from lessons. They are done in Tasks, and show on Home when they are due."
                );
                ui::paragraph(ui, words, BODY.ink(look(ui).muted));
            }
            View::Tell => self.told(ui, sight),
        }
    }

    fn pane_of_event(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none()
            && let Some(event) = self.event()
        {
            self.form = Some(Form::of(event, None));
        }
        let offers = self.offers.get().cloned().unwrap_or_default();
        if let Some(form) = &mut self.form
            && form.show(ui, sight, &offers)
        {
            self.form = None;
        }
    }

    /// The bidding for the lot that is looked at.
    fn lot(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let row = self.row.as_ref().and_then(RowForm::row);
        let lot = self.data.get().and_then(|data| data.lots.iter().find(|lot| Some(lot.id) == row)).cloned();
        if let Some(lot) = lot
            && let Some(begun) = self.bidding.show(ui, sight, &lot)
        {
            self.doing = Some(begun);
        }
    }

    /// A lesson that says what changes becomes a task.
    fn lesson(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use super::super::ops::money::{LEARN, learn};
        let Some(row) = self.row.as_ref().and_then(RowForm::row) else { return };
        if Button::secondary(t!("Make it a task")).unless(read_only(sight)).show(ui).clicked() {
            self.doing = Some(sight.desk.run(&LEARN, move |office| learn(office, row).map(without_value)));
        }
    }

    /// Who works the shift that is looked at, and who could.
    fn helpers(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use super::super::ops::shift::{OUTCOME, SIGN_UP, What, outcome, sign_up};
        let Some(shift) = self.row.as_ref().and_then(RowForm::row) else { return };
        self.shift = Some(shift.0);
        let Some(data) = self.data.get() else { return };
        let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        ui.add_space(8.0);
        ui::section(ui, t!("Who works it"));
        let mut doing = None;
        for work in data.work.iter().filter(|work| work.shift == shift) {
            ui.horizontal_wrapped(|ui| {
                line(ui, &work.name, BODY);
                line(ui, &work.phone, SMALL.ink(look(ui).muted));
                let person = work.person;
                let over = work.day <= sight.today();
                let next = match (work.state.as_str(), over) {
                    ("asked" | "signed", false) => {
                        vec![(t!("Confirmed"), What::Confirmed), (t!("Called"), What::Called)]
                    }
                    ("completed" | "no_show", _) => Vec::new(),
                    (_, true) => vec![(t!("Completed"), What::Completed(None)), (t!("Not there"), What::NoShow)],
                    _ => Vec::new(),
                };
                ui::chip(
                    ui,
                    &work.state.replace('_', " "),
                    if work.state == "no_show" { Tone::Danger } else { Tone::Plain },
                );
                for (words, what) in next {
                    if Link::new(words).small().show(ui).clicked() && why_not.is_none() {
                        doing = Some(sight.desk.run(&OUTCOME, move |office| outcome(office, shift, person, what)));
                    }
                }
            });
        }
        ui::section(ui, t!("Who could"));
        if data.candidates.is_empty() {
            ui::paragraph(
                ui,
                t!("Nobody who has the skill, or said that they would do something, is free then."),
                SMALL.ink(look(ui).muted),
            );
        }
        for one in data.candidates.iter().take(8) {
            ui.horizontal_wrapped(|ui| {
                let person = one.person;
                if Link::new(&one.name).show(ui).on_hover_text(t!("Sign up for this shift")).clicked()
                    && why_not.is_none()
                {
                    doing = Some(sight.desk.run(&SIGN_UP, move |office| sign_up(office, shift, person, false)));
                }
                if one.skilled {
                    ui::chip(ui, t!("Skilled"), Tone::Good);
                }
                line(ui, &one.why, SMALL.ink(look(ui).muted));
            });
        }
        if doing.is_some() {
            self.doing = doing;
        }
    }

    fn told(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use super::super::ops::money::{TOLD, told};
        let people: Vec<store::Told> = self
            .data
            .get()
            .and_then(|data| data.changes.first())
            .map(|change| change.people.clone())
            .unwrap_or_default();
        let Some(one) = self.cursor().and_then(|at| people.get(at)) else {
            ui::paragraph(
                ui,
                t!(
                    "When venue, speaker or time change, `wardroom events tell` makes the list of everybody who has to hear of it, with how to reach them."
                ),
                BODY.ink(look(ui).muted),
            );
            return;
        };
        ui::section(ui, &one.name);
        ui::key_values(ui, &[(t!("Why"), &one.why), (t!("How"), &one.how)]);
        let (id, done) = (one.id, one.told.is_none());
        let words = if done { t!("Told") } else { t!("Not told after all") };
        if Button::primary(words).unless(read_only(sight)).show(ui).clicked() {
            self.doing = Some(sight.desk.run(&TOLD, move |office| told(office, &[id], done)));
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(event) = self.event().cloned() else { return };
        let id = event.id;
        match key {
            key if key == ADD_ROW.key => match self.view {
                View::People => self.guest = Some(GuestForm::new()),
                View::Part(part) => {
                    self.row = Some(RowForm::new(part, &day::short(event.new.timing.start.date()), &PARTS))
                }
                View::Overview | View::Tasks | View::Tell => {}
            },
            key if key == REMOVE_ROW.key => {
                let row = self.row.as_ref().and_then(RowForm::row);
                let guest = self.guest.as_ref().and_then(GuestForm::id);
                self.doing = match (self.view, row, guest) {
                    (View::Part(part), Some(row), _) => {
                        Some(sight.desk.run(&ops::part::REMOVE, move |office| ops::part::remove(office, part, row)))
                    }
                    (View::People, _, Some(guest)) => {
                        Some(sight.desk.run(&ops::people::TAKE_OFF, move |office| ops::people::take_off(office, guest)))
                    }
                    _ => None,
                };
                (self.row, self.guest) = (None, None);
            }
            key if key == CHECK_IN.key => sight.go(DOOR, id.to_string()),
            key if key == PRINT_DOOR.key => {
                let Some(path) = sight.paper("door-list.pdf") else { return };
                self.paper = Some(sight.desk.run(&ops::people::SHEET, move |office| {
                    let done = ops::people::freeze(office, id, 15)?;
                    printing::door_list(office, done.value, &path)?;
                    Ok(crate::office::Done { value: path, op: done.op, changed: done.changed })
                }));
            }
            key if key == PRINT_PACK.key => {
                let Some(path) = sight.paper("everything.pdf") else { return };
                self.paper = Some(sight.desk.ask_office(move |office| {
                    printing::pack(office, std::slice::from_ref(&event), &path)?;
                    Ok(path)
                }));
            }
            key if key == REMOVE_EVENT.key => self.ask = Some(deeds::ask(What::Remove, id, &event.new.title)),
            key if key == TELL.key => self.ask = Some(deeds::ask(What::Tell, id, &event.new.title)),
            key if key == NO_SHOWS.key => self.ask = Some(deeds::ask(What::NoShows, id, &event.new.title)),
            key if key == CLOSE.key => {
                self.ask = Some(deeds::ask(What::Close(event.closed.is_some()), id, &event.new.title));
            }
            key if key == GUEST.key => match self.guest.as_ref().and_then(GuestForm::host) {
                Some((host, name)) => self.ask = Some(deeds::ask(What::Guest(host, name), id, &event.new.title)),
                None => {
                    sight.notice(Tone::Warning, t!("Nobody is open"), t!("Choose somebody in the list of people first"))
                }
            },
            key if key == ADVANCE.key => {
                self.doing = Some(
                    sight
                        .desk
                        .run(&ops::people::ADVANCE, move |office| ops::people::advance(office, id).map(without_value)),
                );
            }
            _ => {}
        }
    }
}

fn read(office: &crate::office::Office, id: EventId, view: View, shift: Option<i64>) -> crate::kit::Result<Data> {
    office.read(|conn| {
        let event = store::event(conn, id)?;
        let mut data = Data { people: store::people(conn, id)?, work: store::work_of(conn, id)?, ..Data::default() };
        let named = |part: &Part| -> crate::kit::Result<Vec<(String, String)>> {
            Ok(store::rows(conn, part, id)?.iter().map(|row| (row.id.to_string(), part.title(row))).collect())
        };
        match view {
            View::Part(part) => data.rows = store::rows(conn, part, id)?,
            View::People => data.choices = Choices { levels: named(&parts::LEVELS)?, tables: named(&parts::TABLES)? },
            View::Overview | View::Tasks | View::Tell => {}
        }
        data.budget = Some(store::budget(conn, &event)?);
        data.brought = store::brought(conn, id)?;
        data.tasks = crate::tasks::store::of(conn, From { kind: "event", id: id.0 })?;
        if view == View::Part(&parts::LINES) {
            let all = crate::ledger::store::categories(conn)?;
            let fits = |kind: CategoryKind| matches!(kind, CategoryKind::Income | CategoryKind::Expense);
            data.categories =
                all.into_iter().filter(|c| !c.closed && fits(c.kind)).map(|c| (c.id.to_string(), c.name)).collect();
        }
        if view == View::Part(&parts::SPONSORS) {
            for row in &data.rows {
                if let Some(person) = row.number(&parts::SPONSORS, "person") {
                    data.given.push((row.id, store::given_by(conn, &event, PersonId(person))?));
                }
            }
        }
        if view == View::Part(&parts::LOTS) {
            data.lots = store::lots(conn, id)?;
        }
        if view == View::Tell {
            data.changes = store::changes(conn, id)?;
        }
        if let Some(shift) = shift {
            data.candidates = store::candidates(conn, crate::events::model::RowId(shift), 12)?;
        }
        data.event = Some(event);
        Ok(data)
    })
}

impl Screen for Plan {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.offers.want(sight.desk, (), |conn, ()| {
            Ok(Offers {
                kinds: store::kinds(conn)?.into_iter().map(|kind| (kind.key, kind.name)).collect(),
                venues: store::venues(conn)?
                    .into_iter()
                    .filter(|v| !v.new.closed)
                    .map(|v| (v.id.to_string(), v.new.name))
                    .collect(),
            })
        });
        if let Some(finding) = &mut self.finding {
            let newest = |conn: &_| Ok(store::events(conn)?.iter().map(|event| event.id).max());
            let reply = finding.get_or_insert_with(|| sight.desk.ask(newest));
            if let Some(found) = reply.take() {
                self.finding = None;
                match found {
                    Ok(found) => self.id = found,
                    Err(problem) => sight.problem(problem),
                }
            }
        }
        let at = views().iter().position(|view| *view == self.view).unwrap_or(0);
        let id = self.id.map_or(0, |id| id.0);
        self.data.want_office(sight.desk, (id, at, self.shift), |office, (id, at, shift)| {
            let view = views().get(*at).copied().unwrap_or(View::Overview);
            if *id == 0 {
                return Ok(Data::default());
            }
            read(office, EventId(*id), view, *shift)
        });
        if let Some(form) = &mut self.form
            && form.logic(sight).is_some()
        {
            self.form = None;
        }
        if let Some(row) = &mut self.row
            && row.logic(sight).is_some()
        {
            self.row = None;
        }
        if let Some(guest) = &mut self.guest
            && guest.logic(sight).is_some()
        {
            self.guest = None;
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.doing = None,
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.paper.as_mut().and_then(Reply::take) {
            Some(Ok(path)) => {
                self.paper = None;
                sight.show_paper(path);
            }
            Some(Err(problem)) => {
                self.paper = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            match self.ask.take().map(|ask| ask.what.what) {
                Some(What::Remove) => {
                    self.id = None;
                    sight.go(CALENDAR, "");
                }
                Some(What::Tell) => self.turn(View::Tell),
                _ => {}
            }
        }
        self.bidding.logic(sight);
        if self.event().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = self.event().map(|event| event.new.title.clone()).unwrap_or_default();
        sight.header(ui, &words, |ui| {
            match self.view {
                View::People | View::Part(_) => {
                    ADD_ROW.primary(ui, sight);
                }
                View::Overview | View::Tasks | View::Tell => {
                    CHECK_IN.primary(ui, sight);
                }
            }
            ui::menu_button(ui, t!("More for the event"), |ui| {
                for command in [
                    &CHECK_IN,
                    &TELL,
                    &GUEST,
                    &ADVANCE,
                    &NO_SHOWS,
                    &PRINT_DOOR,
                    &PRINT_PACK,
                    &CLOSE,
                    &REMOVE_ROW,
                    &REMOVE_EVENT,
                ] {
                    command.item(ui, sight);
                }
            });
            if Button::secondary(t!("Calendar")).show(ui).clicked() {
                sight.go(CALENDAR, self.id.map(|id| id.to_string()).unwrap_or_default());
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            ui::empty_state(
                ui,
                icons::CALENDAR,
                t!("No event is open"),
                t!("Choose one in the calendar, then open its plan"),
                |ui| {
                    if Button::primary(t!("To the calendar")).show(ui).clicked() {
                        sight.go(CALENDAR, "");
                    }
                },
            );
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        self.tabs(ui);
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if let Some(ask) = &mut self.ask
            && !deeds::show(ask, ui, sight)
        {
            self.ask = None;
        }
    }

    /// An event's id, or `newest`, and perhaps the key of a part: `123 people`.
    fn go(&mut self, filter: &str) {
        let mut words = filter.split_whitespace().peekable();
        if words.next_if_eq(&"newest").is_some() {
            self.finding = Some(None);
        } else if let Some(id) = words.next().and_then(|word| word.parse().ok()) {
            if self.id != Some(EventId(id)) {
                (self.form, self.row, self.guest, self.shift) = (None, None, None, None);
                self.table.other_rows();
            }
            self.id = Some(EventId(id));
        }
        match words.next() {
            Some("people") => self.turn(View::People),
            Some("tasks") => self.turn(View::Tasks),
            Some("tell") => self.turn(View::Tell),
            Some(key) => {
                if let Some(part) = parts::part(key) {
                    self.turn(View::Part(part));
                }
            }
            None => {}
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.is_dirty() {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
