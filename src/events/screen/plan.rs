//! One event with all that is planned: who comes, and each part of its plan as a list with a form beside it.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::part::{Part, Row};
use super::super::model::{Attendance, Budget, Event, EventId, parts, planned_to_come, tally};
use super::super::{ops, printing, store};
use super::form::{Form, Offers};
use super::part_pane::{self, RowForm};
use super::people::{self, Choices, GuestForm};
use super::{ADD_ROW, CALENDAR, CHECK_IN, DOOR, PRINT_DOOR, PRINT_PACK, REMOVE_EVENT, REMOVE_ROW, tone};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::day;
use crate::ledger::model::CategoryKind;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::tasks::model::{From, Task};
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Link, SMALL, Split, Tab, Tone, icons, line, look};

/// Where entries of the ledger are seen.
const ENTRIES: &str = "money.entries";
/// Where tasks are seen.
const TASKS: &str = "tasks.list";

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
struct Data {
    event: Option<Event>,
    people: Vec<Attendance>,
    rows: Vec<Row>,
    budget: Option<Budget>,
    choices: Choices,
    categories: Vec<(String, String)>,
    changes: Vec<store::Change>,
    tasks: Vec<Task>,
    work: Vec<store::Work>,
    candidates: Vec<store::Candidate>,
    lots: Vec<store::Lot>,
    brought: Vec<(String, i64, i64)>,
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
    ask: Option<Asking<(EventId, String)>>,
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
                overview(ui, sight, data);
                false
            }
            View::People => {
                strip(ui, sight, data);
                if data.people.is_empty() {
                    nothing(
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
                tasks(ui, sight, &data.tasks, &mut state);
                false
            }
            View::Tell => {
                tell(ui, data, &mut state);
                false
            }
            View::Part(part) => {
                part_strip(ui, sight, part, data);
                if data.rows.is_empty() {
                    nothing(ui, &t!("Nothing yet under {part}", part = (part.says)().to_lowercase()), (part.about)());
                    false
                } else {
                    part_pane::table(ui, part, &data.rows, &mut state)
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
                    self.row = Some(RowForm::of(part, row, sight));
                }
                let categories = self.data.get().map(|data| data.categories.clone()).unwrap_or_default();
                if let Some(row) = &mut self.row {
                    if row.show(ui, sight, id, &categories) {
                        self.row = None;
                    }
                } else {
                    ui::paragraph(ui, &t!("Add a {what}: press A.", what = (part.one)()), BODY.ink(look(ui).muted));
                }
                if part == &parts::SHIFTS {
                    self.helpers(ui, sight);
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
                View::Part(part) => self.row = Some(RowForm::new(part, &day::short(event.new.timing.start.date()))),
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
            key if key == REMOVE_EVENT.key => self.ask = Some(Asking::new((id, event.new.title.clone()))),
            _ => {}
        }
    }
}

fn nothing(ui: &mut Ui, title: &str, body: &str) {
    ui::empty_state(ui, icons::LIST_CHECKS, title, body, |ui| {
        line(ui, t!("Press A to add"), BODY.ink(look(ui).muted));
    });
}

/// What an event comes to so far.
fn overview(ui: &mut Ui, sight: &Sight<'_>, data: &Data) {
    let Some(event) = &data.event else { return };
    Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui::paragraph(ui, &event.new.title, ui::TITLE);
        ui::paragraph(ui, &event.new.timing.says(event.new.timing.start), BODY);
        ui.horizontal_wrapped(|ui| {
            ui::chip(ui, event.new.status.label(), tone(event.new.status));
            if event.closed.is_some() {
                ui::chip(ui, t!("Closed"), Tone::Good);
            }
        });
        let sums = tally(&data.people);
        let late = data.tasks.iter().filter(|task| task.is_late(sight.today())).count();
        let open = data.tasks.iter().filter(|task| task.is_open()).count();
        let room = event.new.capacity.map(|n| t!(" of {count}", count = n)).unwrap_or_default();
        let currency = sight.currency();
        let budget = data.budget.clone().unwrap_or_default();
        let result = budget.actual_income() - budget.actual_cost();
        let even = match budget.break_even() {
            Some(n) if !budget.lines.is_empty() => t!("{count} tickets", count = n),
            None => t!("never: each ticket costs what it brings").to_owned(),
            Some(_) => String::new(),
        };
        let signed = data.work.iter().filter(|work| matches!(work.state.as_str(), "signed" | "confirmed")).count();
        let expected = planned_to_come(i64::try_from(signed).unwrap_or(0), event.new.no_show);
        let rows: Vec<(&str, String)> = vec![
            (t!("Where"), event.place()),
            (t!("Purpose"), event.new.purpose.clone()),
            (t!("Success"), event.new.measure.clone()),
            (
                t!("Coming"),
                t!(
                    "{going}{room}, {maybe} maybe, {waiting} waiting",
                    going = sums.going,
                    room = room,
                    maybe = sums.maybe,
                    waiting = sums.waiting
                ),
            ),
            (
                t!("Came"),
                if sums.came > 0 {
                    t!(
                        "{came}, {walked} walked in, {no} no-shows",
                        came = sums.came,
                        walked = sums.walked_in,
                        no = sums.no_show
                    )
                } else {
                    String::new()
                },
            ),
            (
                t!("Tickets"),
                if sums.owed.is_zero() {
                    String::new()
                } else {
                    t!("{paid} of {owed} paid", paid = currency.show(sums.paid), owed = currency.show(sums.owed))
                },
            ),
            (t!("Break-even"), even),
            (
                t!("Result so far"),
                if budget.actual_income().is_zero() && budget.actual_cost().is_zero() {
                    String::new()
                } else {
                    currency.show(result)
                },
            ),
            (
                t!("Shifts"),
                if signed > 0 {
                    t!("{signed} signed up, {expected} expected", signed = signed, expected = expected)
                } else {
                    String::new()
                },
            ),
            (
                t!("Tasks"),
                if open == 0 { String::new() } else { t!("{open} open, {late} late", open = open, late = late) },
            ),
            (
                t!("Heard of it by"),
                data.brought
                    .iter()
                    .take(4)
                    .map(|(channel, on, _)| format!("{channel} {on}"))
                    .collect::<Vec<_>>()
                    .join(" · "),
            ),
            (t!("Outcome"), event.outcome.clone()),
        ];
        let rows: Vec<(&str, &str)> =
            rows.iter().filter(|(_, value)| !value.is_empty()).map(|(says, value)| (*says, value.as_str())).collect();
        ui::key_values(ui, &rows);
        ui.horizontal(|ui| {
            CHECK_IN.secondary(ui, sight);
            if Button::secondary(t!("Its entries in the ledger")).show(ui).clicked() {
                sight.go(ENTRIES, store::entries(event).to_string());
            }
        });
    });
}

/// The sums above the list of people.
fn strip(ui: &mut Ui, sight: &Sight<'_>, data: &Data) {
    let sums = tally(&data.people);
    let currency = sight.currency();
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
        let mut words = t!(
            "{invited} invited · {going} going · {maybe} maybe · {waiting} waiting · {came} came",
            invited = sums.invited,
            going = sums.going,
            maybe = sums.maybe,
            waiting = sums.waiting,
            came = sums.came
        );
        if !sums.owed.is_zero() {
            words.push_str(&t!(
                " · {paid} of {owed} paid",
                paid = currency.show(sums.paid),
                owed = currency.show(sums.owed)
            ));
        }
        ui::paragraph(ui, &words, BODY.ink(look(ui).muted));
    });
}

/// What a part adds up to, where that says more than its rows.
fn part_strip(ui: &mut Ui, sight: &Sight<'_>, part: &Part, data: &Data) {
    let currency = sight.currency();
    let words = if part == &parts::LINES {
        let Some(budget) = &data.budget else { return };
        let even = budget.break_even().map_or_else(|| t!("never").to_owned(), |n| t!("{count} tickets", count = n));
        let each =
            budget.cost_per_head().map(|sum| t!(" · {sum} a head", sum = currency.show(sum))).unwrap_or_default();
        t!(
            "Cost {planned} planned, {committed} committed, {actual} actual · income {income} · break-even {even}{each}",
            planned = currency.show(budget.planned_cost()),
            committed = currency.show(budget.committed_cost()),
            actual = currency.show(budget.actual_cost()),
            income = currency.show(budget.actual_income()),
            even = even,
            each = each
        )
    } else if part == &parts::CHANNELS {
        data.brought
            .iter()
            .map(|(channel, on, came)| {
                t!("{channel}: {on} on the list, {came} came", channel = channel, on = on, came = came)
            })
            .collect::<Vec<_>>()
            .join(" · ")
    } else if part == &parts::LOTS {
        let sold: Vec<&store::Lot> = data.lots.iter().filter(|lot| lot.winner.is_some()).collect();
        let sum = sold.iter().filter_map(|lot| lot.price).sum::<crate::kit::Money>();
        let paid = sold.iter().filter(|lot| lot.paid).count();
        t!(
            "{sold} of {all} sold for {sum}, {paid} paid",
            sold = sold.len(),
            all = data.lots.len(),
            sum = currency.show(sum),
            paid = paid
        )
    } else {
        return;
    };
    if words.is_empty() {
        return;
    }
    Frame::new()
        .inner_margin(Margin::symmetric(24, 8))
        .show(ui, |ui| ui::paragraph(ui, &words, BODY.ink(look(ui).muted)));
}

fn tasks(ui: &mut Ui, sight: &Sight<'_>, all: &[Task], state: &mut TableState) {
    if all.is_empty() {
        ui::empty_state(
            ui,
            icons::LIST_CHECKS,
            t!("No tasks of this event"),
            t!("They come with the template of its kind, and from lessons"),
            |_| {},
        );
        return;
    }
    let today = sight.today();
    let columns = [
        Column::new("task", t!("What is to be done"), 260.0).grows(2.0).unsorted(),
        Column::new("owner", t!("Who"), 130.0).grows(1.0).unsorted(),
        Column::new("due", t!("By"), 120.0).unsorted(),
    ];
    let out = Table::new(t!("Tasks"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| all.get(usize::try_from(at).ok()?),
        |task: &Task, column| match column {
            0 if task.is_open() => Cell::Strong(task.new.text.as_str().into()),
            0 => Cell::Muted(task.new.text.as_str().into()),
            1 => Cell::Text(task.owner.as_str().into()),
            _ => match (&task.done, task.new.due) {
                (Some((on, _)), _) => Cell::Chip(t!("Done {day}", day = day::short(*on)).into(), Tone::Good),
                (None, Some(due)) if task.is_late(today) => Cell::Chip(day::short(due).into(), Tone::Danger),
                (None, Some(due)) => Cell::Text(day::short(due).into()),
                (None, None) => Cell::Empty,
            },
        },
    );
    if let Some(task) = out.opened.and_then(|at| all.get(usize::try_from(at).ok()?)) {
        sight.go(TASKS, task.id.to_string());
    }
}

fn tell(ui: &mut Ui, data: &Data, state: &mut TableState) {
    let Some(change) = data.changes.first() else {
        let body = t!(
            "When venue, speaker or time change, the list of everybody who has to hear of it stands here, with how to reach them"
        );
        ui::empty_state(ui, icons::MEGAPHONE, t!("Nothing changed yet"), body, |_| {});
        return;
    };
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
        let left = change.people.iter().filter(|one| one.told.is_none()).count();
        let words =
            t!("{day}: {what}. {count} still to tell", day = day::short(change.day), what = change.what, count = left);
        ui::paragraph(ui, &words, BODY.strong());
    });
    let columns = [
        Column::new("name", t!("Who"), 170.0).grows(1.0).unsorted(),
        Column::new("why", t!("Why"), 130.0).grows(1.0).unsorted(),
        Column::new("how", t!("How"), 170.0).grows(1.0).unsorted(),
        Column::new("told", t!("Told"), 112.0).unsorted(),
    ];
    Table::new(t!("Whom to tell"), &columns).rows(u64::try_from(change.people.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| change.people.get(usize::try_from(at).ok()?),
        |one: &store::Told, column| match column {
            0 => Cell::Strong(one.name.as_str().into()),
            1 => Cell::Text(one.why.as_str().into()),
            2 => Cell::Text(one.how.as_str().into()),
            _ => one.told.map_or(Cell::Chip(t!("Not yet").into(), Tone::Warning), |on| {
                Cell::Chip(day::brief(on).into(), Tone::Good)
            }),
        },
    );
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
            self.ask = None;
            self.id = None;
            sight.go(CALENDAR, "");
        }
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
                for command in [&CHECK_IN, &PRINT_DOOR, &PRINT_PACK, &REMOVE_ROW, &REMOVE_EVENT] {
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
        if let Some(ask) = &mut self.ask {
            let (id, title) = ask.what.clone();
            let question = Question {
                title: t!("Remove “{title}”?", title = title),
                does: t!("Remove"),
                body: t!("Its plan, its list of people and its open tasks go with it; what stands in the ledger stays. It can be undone.").to_owned(),
                danger: true,
            };
            let save = |_: &(EventId, String)| {
                Ok(sight.desk.run(&ops::event::REMOVE, move |office| ops::event::remove(office, id).map(without_value)))
            };
            if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
                self.ask = None;
            }
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
