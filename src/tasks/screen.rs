//! The list of tasks, what is late first, and beside it the one that is looked at or written down.

use egui::{Id, Key, Ui, vec2};

use super::model::{NewTask, Owner, Task, TaskForm, TaskId};
use super::{cli, ops, printing, store};
use crate::app::export::Exporting;
use crate::app::viewed::Paper;
use crate::app::{Command, Live, Reply, Screen, Shortcut, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, day, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, terms, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::office::Origin;
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Field, Link, SMALL, Search, Tone, icons, line, look};

/// Where tasks are seen.
pub(super) const TASKS: &str = "tasks.list";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

/// What the answers depend on; what a task comes from may be of any table.
const TABLES: &[&str] = &[];

const OF_TASKS: Command = Command { screen: TASKS, ..Command::NONE };

static ADD: Command = Command {
    key: "tasks.add",
    says: || t!("New task"),
    icon: Some(icons::LIST_CHECKS),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_TASKS
};

static DONE: Command = Command {
    key: "tasks.done",
    says: || t!("Done"),
    icon: Some(icons::CHECK),
    shortcut: Some(Shortcut::letter(Key::D)),
    ..OF_TASKS
};

static REOPEN: Command = Command {
    key: "tasks.reopen",
    says: || t!("Open it again"),
    icon: Some(icons::ARROW_COUNTER_CLOCKWISE),
    ..OF_TASKS
};

static REMOVE: Command =
    Command { key: "tasks.remove", says: || t!("Remove the task…"), icon: Some(icons::TRASH), ..OF_TASKS };

static EXPORT: Command = Command {
    key: "tasks.export",
    says: || t!("Export the tasks…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_TASKS
};

static PRINT: Command = Command {
    key: "tasks.print",
    says: || t!("Print the tasks"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    writes: false,
    ..OF_TASKS
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[&ADD, &DONE, &REOPEN, &REMOVE, &PRINT, &EXPORT];

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Typed {
    /// The task that is changed; none for a new one.
    of: Option<TaskId>,
    who: Who,
    form: TaskForm,
}

/// A task with what it comes from in words, and where that is seen.
type Row = (Task, Option<(String, &'static Origin)>);

/// See the head of this file.
pub(super) struct Tasks {
    text: String,
    done_too: bool,
    all: Live<Vec<Row>>,
    shown: Shown<(String, bool)>,
    form: Option<Typing<Typed>>,
    found: Suggestions,
    ask: Option<Asking<(TaskId, String)>>,
    doing: Option<Reply<()>>,
    exporting: Exporting,
    paper: Paper,
    pending: Option<&'static str>,
}

/// The chip of a task's day.
fn due(task: &Task, today: Day) -> Option<(String, Tone)> {
    if let Some((day, _)) = &task.done {
        return Some((t!("Done {day}", day = day::short(*day)), Tone::Good));
    }
    let due = task.new.due?;
    let days = (due - today).num_days();
    let tone = match days {
        ..0 => Tone::Danger,
        0..=7 => Tone::Warning,
        _ => Tone::Plain,
    };
    Some((day::short(due), tone))
}

impl Tasks {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            done_too: false,
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            found: Suggestions::default(),
            ask: None,
            doing: None,
            exporting: Exporting::default(),
            paper: Paper::default(),
            pending: None,
        })
    }

    fn list(&self) -> &[Row] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Row> {
        let id = self.shown.open(self.list(), |(task, _)| task.id.0)?;
        self.list().iter().find(|(task, _)| task.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let today = sight.today();
        let columns = [
            Column::new("text", t!("What is to be done"), 240.0).grows(2.0).least(160.0).unsorted(),
            Column::new("owner", t!("Who"), 130.0).grows(1.0).unsorted(),
            Column::new("due", t!("By"), 128.0).unsorted(),
            Column::new("from", t!("From"), 150.0).grows(1.0).unsorted().spare(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Tasks"), &columns).rows(rows).many().show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |(task, from): &Row, column| match column {
                0 if task.is_open() => Cell::Strong(task.new.text.as_str().into()),
                0 => Cell::Muted(task.new.text.as_str().into()),
                1 if task.owner.is_empty() => Cell::Muted(t!("Nobody yet").into()),
                1 => Cell::Text(task.owner.as_str().into()),
                2 => due(task, today).map_or(Cell::Empty, |(words, tone)| match tone {
                    Tone::Plain => Cell::Text(words.into()),
                    _ => Cell::Chip(words.into(), tone),
                }),
                _ => Cell::Muted(from.as_ref().map_or("", |(says, _)| says.as_str()).into()),
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
            if self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
                self.form = None;
            }
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none()
            && let Some((task, _)) = self.open()
        {
            let mut typing = Typing::new(Typed {
                of: Some(task.id),
                who: Who::known(task.new.owner.person(), &task.owner),
                form: TaskForm::of(&task.new),
            });
            // A row that is looked at takes no keyboard.
            typing.takes_focus();
            self.form = Some(typing);
        }
        let seen = self.open().cloned();
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, t!("Choose a task in the list, or write a new one down."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, if form.typed.of.is_some() { t!("Task") } else { t!("New task") });
        if let Some((task, from)) = seen.filter(|(task, _)| form.typed.of == Some(task.id)) {
            head(ui, sight, &task, from.as_ref());
        }
        let enter = fields(ui, sight, form, &self.found);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, sight)),
            None => {}
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD.key {
            self.form = Some(Typing::new(Typed::default()));
            return;
        }
        if key == EXPORT.key {
            self.exporting.begin(sight, &cli::TASKS);
            return;
        }
        if key == PRINT.key {
            let done_too = self.done_too;
            self.paper.make(sight, t!("Tasks.pdf"), move |office| printing::list(office, done_too));
            return;
        }
        let mut chosen: Vec<&Task> = self.shown.selected(self.list()).map(|(task, _)| task).collect();
        if chosen.len() < 2 {
            chosen = self.open().map(|(task, _)| task).into_iter().collect();
        }
        let Some(first) = chosen.first().copied() else {
            sight.notice(Tone::Warning, t!("No task is open"), t!("Choose one in the list first"));
            return;
        };
        let (id, words, on) = (first.id, first.new.text.clone(), sight.today());
        if key == REMOVE.key {
            self.ask = Some(Asking::new((id, words)));
        } else if key == REOPEN.key {
            self.doing = Some(sight.desk.run(&ops::REOPEN, move |office| ops::reopen(office, id)));
        } else {
            let ids: Vec<TaskId> = chosen.iter().filter(|task| task.is_open()).map(|task| task.id).collect();
            if ids.is_empty() {
                sight.notice(Tone::Warning, t!("It is done already"), t!("Open it again if something is left to do"));
                return;
            }
            self.doing = Some(sight.desk.run(&ops::FINISH, move |office| ops::finish(office, &ids, on, "")));
        }
    }
}

/// How it stands, and what it comes from.
fn head(ui: &mut Ui, sight: &Sight<'_>, task: &Task, from: Option<&(String, &'static Origin)>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let muted = look(ui).muted;
        if let Some((day, by)) = &task.done {
            ui::chip(ui, t!("Done"), Tone::Good);
            line(ui, &t!("on {day}, {who} said so", day = day::short(*day), who = by), SMALL.ink(muted));
            REOPEN.secondary(ui, sight);
        } else {
            if task.is_late(sight.today()) {
                ui::chip(ui, &task.due_words(sight.today()), Tone::Danger);
            }
            DONE.secondary(ui, sight);
        }
    });
    if let Some((says, origin)) = from {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            line(ui, t!("From"), SMALL.ink(look(ui).muted));
            if Link::new(says).small().show(ui).clicked() {
                let id = task.from.as_ref().map(|(_, id)| id.to_string()).unwrap_or_default();
                sight.go(origin.screen, id);
            }
        });
    }
    if let Some(person) = task.new.owner.person() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            line(ui, t!("Who sees to it:"), SMALL.ink(look(ui).muted));
            if Link::new(&task.owner).small().show(ui).clicked() {
                sight.go(PEOPLE, person.to_string());
            }
        });
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, found: &Suggestions) -> bool {
    let id = Id::unique("tasks.text");
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { who, form, .. }, problems, .. } = form;
    let text = Field::new(t!("What is to be done"), &mut form.text).id(id).problem(problem(problems, "text")).show(ui);
    let mut enter = entered(&text);
    let shown = person::Shown { label: t!("Who sees to it"), ..person::Shown::default() };
    let (response, taken) = person::show(ui, Id::unique("tasks.who"), who, found, shown);
    enter |= !taken && entered(&response);
    enter |= Fields { sight, problems }.day(ui, "due", t!("By"), &mut form.due);
    Field::new(t!("Note"), &mut form.note).rows(3).show(ui);
    enter
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new: NewTask = typed.form.parse(Owner::of(typed.who.person, &typed.who.text), &terms(sight))?;
    Ok(match typed.of {
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |id| id.0))),
        None => sight.desk.run(&ops::ADD, move |office| ops::add(office, &new).map(|done| with_id(done, |id| id.0))),
    })
}

impl Screen for Tasks {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want_office(sight.desk, (), |office, ()| {
            let origins = office.setup().origins;
            office.read(|conn| {
                let tasks = store::all(conn)?;
                tasks.into_iter().map(|task| Ok((task.clone(), store::origin(conn, origins, &task)?))).collect()
            })
        });
        let (words, done_too) = (fold(&self.text), self.done_too);
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &(self.text.clone(), done_too), |(task, from)| {
                let from = from.as_ref().map(|(says, _)| fold(says)).unwrap_or_default();
                (done_too || task.is_open()) && (task.search_words().contains(&words) || from.contains(&words))
            });
            self.shown.follow(all, |(task, _)| task.id.0);
        }
        if let Some(form) = &mut self.form {
            self.found.want(sight.desk, &form.typed.who);
            if let Some(Outcome::Saved(id)) = form.logic() {
                self.form = None;
                self.shown.show(id);
            }
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            (self.ask, self.form) = (None, None);
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.doing, self.form) = (None, None),
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        self.exporting.logic(sight);
        self.paper.logic(sight);
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.list().iter().filter(|(task, _)| task.is_open()).count();
        let late = self.list().iter().filter(|(task, _)| task.is_late(sight.today())).count();
        let mut words = if open == 0 { String::new() } else { t!("{count} open", count = text::count(open)) };
        if late > 0 {
            words.push_str(&t!(", {count} late", count = text::count(late)));
        }
        sight.header(ui, &words, |ui| {
            ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for tasks"), |ui| {
                for command in [&DONE, &REOPEN, &REMOVE, &PRINT, &EXPORT] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "What somebody said they would do, by when. Actions of meetings and tasks of events come here by themselves, and what is due shows on Home"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No tasks yet"), body, |ui| {
                ADD.primary(ui, sight);
            });
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search tasks"), &mut self.text).width(220.0).show(ui);
            let options = [(false, t!("Open")), (true, t!("All of them"))];
            Choice::new(t!("Which tasks"), &mut self.done_too, &options).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        if let Some(ask) = &mut self.ask {
            let (id, name) = ask.what.clone();
            let question = Question {
                title: t!("Remove the task “{task}”?", task = name),
                does: t!("Remove"),
                body: t!("One that is done is better marked as done: then it stays to be found.").to_owned(),
                danger: true,
            };
            let save = |_: &(TaskId, String)| {
                Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, id).map(without_value)))
            };
            if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
                self.ask = None;
            }
        }
    }

    /// A record's id, `new`, `all`, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(ADD.key);
        } else if filter == "all" {
            self.done_too = true;
        } else if filter == REMOVE.key {
            self.pending = Some(REMOVE.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }

    fn draft(&self) -> Option<String> {
        let form = self.form.as_ref().filter(|form| form.is_dirty())?;
        serde_json::to_string(&form.typed).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(typed) = serde_json::from_str::<Typed>(draft) {
            let before = Typed { of: typed.of, ..Typed::default() };
            self.form = Some(Typing::restored(typed, before));
        }
    }
}
