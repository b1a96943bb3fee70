//! Kinds of event: the list, and beside it the template of the one that is looked at, which can be changed.

use egui::{Id, Ui, vec2};

use super::super::model::template::{Template, TemplateForm, built_in};
use super::super::{ops::kind as ops, store};
use super::{ADD_KIND, REMOVE_KIND};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::text;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::t;
use crate::ui::shown::Shown;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Field, SMALL, Tone, look};

const TABLES: &[&str] = &["event_kind"];

/// Whose a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Program,
    /// In the place of the program's.
    Changed,
    Own,
}

fn whose(kind: &Template) -> Whose {
    match built_in().iter().find(|one| one.key == kind.key) {
        Some(one) if one == kind => Whose::Program,
        Some(_) => Whose::Changed,
        None => Whose::Own,
    }
}

/// See the head of this file.
pub(in crate::events) struct Kinds {
    all: Live<Vec<Template>>,
    shown: Shown<()>,
    form: Option<Typing<TemplateForm>>,
    /// The key of what was saved, which is shown when the list is read again.
    saved: Option<String>,
    ask: Option<Asking<(String, String)>>,
    pending: Option<&'static str>,
    wanted: Option<String>,
}

/// Where a kind stands in the list: its place is its id.
fn place(all: &[Template], key: &str) -> Option<i64> {
    all.iter().position(|kind| kind.key == key).and_then(|at| i64::try_from(at).ok())
}

impl Kinds {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            saved: None,
            ask: None,
            pending: None,
            wanted: None,
        })
    }

    fn list(&self) -> &[Template] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Template> {
        let all = self.list();
        let id = self.shown.open(all, |kind| place(all, &kind.key).unwrap_or(-1))?;
        all.get(usize::try_from(id).ok()?)
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("name", t!("Kind"), 180.0).grows(1.0).least(130.0).unsorted(),
            Column::new("purpose", t!("Purpose"), 220.0).grows(2.0).unsorted().spare(),
            Column::new("tasks", t!("Tasks"), 68.0).figures().unsorted(),
            Column::new("roles", t!("Roles"), 68.0).figures().unsorted(),
            Column::new("checks", t!("Checks"), 72.0).figures().unsorted(),
            Column::new("whose", t!("Template"), 110.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Kinds of event"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |kind: &Template, column| match column {
                0 => Cell::Strong(kind.name.as_str().into()),
                1 => Cell::Muted(kind.purpose.as_str().into()),
                2 => Cell::Text(kind.tasks.len().to_string().into()),
                3 => Cell::Text(kind.roles.len().to_string().into()),
                4 => Cell::Text(kind.checks.len().to_string().into()),
                _ => match whose(kind) {
                    Whose::Program => Cell::Empty,
                    Whose::Changed => Cell::Chip(t!("Changed").into(), Tone::Accent),
                    Whose::Own => Cell::Chip(t!("Own").into(), Tone::Good),
                },
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
            && let Some(kind) = self.open()
        {
            let mut typing = Typing::new(TemplateForm::of(kind));
            typing.takes_focus();
            self.form = Some(typing);
        }
        let whose = self.open().map(whose);
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, t!("Choose a kind in the list, or write a new one down."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, if form.typed.key.is_empty() { t!("New kind of event") } else { t!("What it begins with") });
        let words = match whose.filter(|_| !form.typed.key.is_empty()) {
            Some(Whose::Program) => t!("It comes with the program; once changed, yours stands in its place."),
            Some(Whose::Changed) => t!("Yours stands in the place of the program’s."),
            _ => "",
        };
        if !words.is_empty() {
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        }
        let enter = fields(ui, sight, form);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => self.save(sight),
            None => {}
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let (Some(form), taken) = (&mut self.form, self.all.get()) else { return };
        let mut saved = None;
        form.save(|typed| -> Result<Reply<i64>, Vec<FieldProblem>> {
            let kind = typed.parse()?;
            if typed.key.is_empty() && taken.is_some_and(|all| all.iter().any(|one| one.key == kind.key)) {
                return Err(vec![FieldProblem::new("name", t!("There is a kind of that name already"))]);
            }
            saved = Some(kind.key.clone());
            Ok(sight.desk.run(&ops::SET, move |office| ops::set(office, &kind).map(|done| with_id(done, |()| 0))))
        });
        if saved.is_some() {
            self.saved = saved;
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD_KIND.key {
            self.form = Some(Typing::new(TemplateForm::default()));
            return;
        }
        match self.open().map(|kind| (kind.key.clone(), kind.name.clone(), whose(kind))) {
            Some((_, _, Whose::Program)) => {
                let why = t!("It comes with the program and was not changed");
                sight.notice(Tone::Accent, t!("Nothing to take back"), why);
            }
            Some((key, name, _)) => self.ask = Some(Asking::new((key, name))),
            None => {}
        }
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<TemplateForm>) -> bool {
    let id = Id::unique("events.kind");
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: form, problems, .. } = form;
    let fields = Fields { sight, problems };
    let mut enter = entered(&Field::new(t!("Name"), &mut form.name).id(id).problem(problem(problems, "name")).show(ui));
    Field::new(t!("Purpose"), &mut form.purpose).rows(2).show(ui);
    Field::new(t!("Measure of success"), &mut form.measure).rows(2).show(ui);
    Field::new(t!("Tasks: days before, a bar, the task"), &mut form.tasks)
        .rows(6)
        .hint(t!("42 | Book the hall"))
        .problem(problem(problems, "tasks"))
        .show(ui);
    Field::new(t!("Roles, a line each"), &mut form.roles).rows(4).show(ui);
    Field::new(t!("Checklist, a line each"), &mut form.checks).rows(6).show(ui);
    enter |= fields.text(ui, "steward_for", t!("One steward for so many people"), &mut form.steward_for);
    enter
}

impl Screen for Kinds {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, (), |conn, ()| store::kinds(conn));
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &(), |_| true);
            self.shown.follow(all, |kind| place(all, &kind.key).unwrap_or(-1));
            if !self.all.is_coming()
                && let Some(at) = self.wanted.take().and_then(|key| place(all, &key))
            {
                self.form = None;
                self.shown.show(at);
            }
        }
        if let Some(form) = &mut self.form
            && let Some(Outcome::Saved(_)) = form.logic()
        {
            self.form = None;
            self.wanted = self.saved.take();
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            (self.ask, self.form) = (None, None);
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = text::plural(self.list().len(), t!("kind"), t!("kinds"));
        sight.header(ui, &words, |ui| {
            ADD_KIND.primary(ui, sight);
            ui::menu_button(ui, t!("More for kinds"), |ui| {
                REMOVE_KIND.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        if let Some(ask) = &mut self.ask {
            let (key, name) = ask.what.clone();
            let own = !built_in().iter().any(|kind| kind.key == key);
            let question = Question {
                title: if own {
                    t!("Remove the kind “{name}”?", name = name)
                } else {
                    t!("Take the program’s template of “{name}” back?", name = name)
                },
                does: if own { t!("Remove") } else { t!("Take it back") },
                body: if own {
                    t!("A kind that events are of cannot be removed.").to_owned()
                } else {
                    t!("Events that were planned stay as they are; new ones begin as the program has it.").to_owned()
                },
                danger: true,
            };
            let save = |_: &(String, String)| {
                Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, &key).map(without_value)))
            };
            if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
                self.ask = None;
            }
        }
    }

    /// The key of a kind, or `new`.
    fn go(&mut self, filter: &str) {
        match filter {
            "new" => self.pending = Some(ADD_KIND.key),
            key => self.wanted = Some(key.to_owned()),
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&ADD_KIND, &REMOVE_KIND].into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
