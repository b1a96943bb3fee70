//! The way of a document as this party has it: its stages, the steps between them with what each needs, kinds with their
//! majorities, and the checklist. Each change is a step of history, refused where a document would be nowhere by it.

mod form;
mod lists;

use std::path::PathBuf;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use crate::app::paper::{Goal, Papers, draw};
use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::office::{Done, Office};
use crate::policy::model::flow_edit::move_row;
use crate::policy::model::workflow::{Kind, Point, Stage, Step, Workflow, built_in};
use crate::policy::ops::step;
use crate::policy::screen::{FLOW_ADD, FLOW_EXPORT, FLOW_IMPORT, FLOW_REMOVE, FLOW_STANDARD};
use crate::policy::store;
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Split, Tab, Tone, icons, look};
use form::{Typed, What};

const TABLES: &[&str] = &["policy_workflow", "policy_document"];

/// More than any workflow has.
const MOST_BYTES: u64 = 1024 * 1024;

/// Which list is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Stages,
    Steps,
    Kinds,
    Checklist,
}

const ALL: [Which; 4] = [Which::Stages, Which::Steps, Which::Kinds, Which::Checklist];

impl Which {
    fn says(self) -> &'static str {
        match self {
            Self::Stages => t!("Stages"),
            Self::Steps => t!("Steps"),
            Self::Kinds => t!("Kinds"),
            Self::Checklist => t!("Checklist"),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Stages => "stages",
            Self::Steps => "steps",
            Self::Kinds => "kinds",
            Self::Checklist => "checklist",
        }
    }
}

/// What is read.
struct Data {
    flow: Workflow,
    /// How many documents are at each stage, and of each kind, by key.
    at: Vec<(String, usize)>,
}

/// What is asked before something is done.
#[derive(Clone, Debug)]
enum Ask {
    Remove { name: String, flow: Box<Workflow>, also: usize },
    Standard,
}

/// See the head of this file.
pub(in crate::policy) struct Flow {
    which: Which,
    data: Live<Data>,
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    ask: Option<Asking<Ask>>,
    doing: Option<Reply<()>>,
    choosing: Option<Chosen>,
    papers: Option<Papers>,
    pending: Option<&'static str>,
}

impl Flow {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            which: Which::Stages,
            data: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            form: None,
            ask: None,
            doing: None,
            choosing: None,
            papers: None,
            pending: None,
        })
    }

    fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(Typing::is_dirty)
    }

    fn turn(&mut self, which: Which) {
        if self.which != which && !self.is_dirty() {
            self.which = which;
            self.form = None;
            self.table.other_rows();
        }
    }

    fn cursor(&self) -> Option<usize> {
        self.table.selection.cursor().and_then(|at| usize::try_from(at).ok())
    }

    /// The part at a place of the list that is open, as it is typed.
    fn part(&self, at: usize) -> Option<What> {
        let flow = &self.data.get()?.flow;
        match self.which {
            Which::Stages => flow.stage.get(at).cloned().map(What::Stage),
            Which::Steps => flow.step.get(at).cloned().map(What::Step),
            Which::Kinds => flow.kind.get(at).cloned().map(What::kind),
            Which::Checklist => flow.check.get(at).cloned().map(What::Point),
        }
    }

    fn begin(&mut self) {
        let to = self.data.get().and_then(|data| data.flow.stage.first()).map(|stage| stage.key.clone());
        let what = match self.which {
            Which::Stages => What::Stage(Stage::default()),
            Which::Steps => What::Step(Step { to: to.unwrap_or_default(), ..Step::default() }),
            Which::Kinds => What::kind(Kind { majority: "simple".to_owned(), ..Kind::default() }),
            Which::Checklist => What::Point(Point::default()),
        };
        self.form = Some(Typing::new(Typed { of: None, what }));
    }

    fn move_by(&mut self, up: bool, sight: &Sight<'_>) {
        let (Some(at), Some(data)) = (self.cursor(), self.data.get()) else { return };
        let Some(to) = (if up { at.checked_sub(1) } else { Some(at + 1) }) else { return };
        let mut flow = data.flow.clone();
        let count = match self.which {
            Which::Stages => flow.stage.len(),
            Which::Steps => flow.step.len(),
            Which::Kinds => flow.kind.len(),
            Which::Checklist => flow.check.len(),
        };
        if to >= count || self.doing.is_some() {
            return;
        }
        match self.which {
            Which::Stages => move_row(&mut flow.stage, at, to),
            Which::Steps => move_row(&mut flow.step, at, to),
            Which::Kinds => move_row(&mut flow.kind, at, to),
            Which::Checklist => move_row(&mut flow.check, at, to),
        }
        self.form = None;
        self.table.selection.set(u64::try_from(to).unwrap_or(0));
        self.doing = Some(write(sight, flow));
    }

    /// The workflow without the part at hand, and how many steps go with it.
    fn without(&self) -> Option<Ask> {
        let (at, data) = (self.cursor()?, self.data.get()?);
        let (name, flow) = match self.which {
            Which::Stages => {
                let stage = data.flow.stage.get(at)?;
                (stage.name.clone(), data.flow.without_stage(&stage.key))
            }
            Which::Kinds => {
                let kind = data.flow.kind.get(at)?;
                (kind.name.clone(), data.flow.without_kind(&kind.key))
            }
            Which::Steps => {
                let mut flow = data.flow.clone();
                (flow.step.get(at)?.name.clone(), {
                    flow.step.remove(at);
                    flow
                })
            }
            Which::Checklist => {
                let mut flow = data.flow.clone();
                (flow.check.get(at)?.name.clone(), {
                    flow.check.remove(at);
                    flow
                })
            }
        };
        let own = usize::from(self.which == Which::Steps);
        let also = (data.flow.step.len() - flow.step.len()).saturating_sub(own);
        Some(Ask::Remove { name, flow: Box::new(flow), also })
    }

    fn commands(&mut self, key: &'static str, sight: &Sight<'_>) {
        if key == FLOW_ADD.key {
            self.begin();
        } else if key == FLOW_REMOVE.key {
            match self.without() {
                Some(ask) => self.ask = Some(Asking::new(ask)),
                None => sight.notice(Tone::Warning, t!("Nothing is chosen"), t!("Choose a line of the list first")),
            }
        } else if key == FLOW_STANDARD.key {
            self.ask = Some(Asking::new(Ask::Standard));
        } else if key == FLOW_IMPORT.key {
            self.choosing = Some(sight.choose(Wish {
                title: t!("Import a workflow").to_owned(),
                confirm: t!("Take it").to_owned(),
                kind: WishKind::Open,
                endings: Some((t!("Workflows"), &["toml"])),
                name: String::new(),
            }));
        } else if key == FLOW_EXPORT.key
            && let Some(data) = self.data.get()
        {
            let written = data.flow.to_toml();
            let goal = Goal::Chosen(Wish {
                title: t!("Save the workflow").to_owned(),
                confirm: t!("Save").to_owned(),
                kind: WishKind::Save,
                endings: Some((t!("Workflows"), &["toml"])),
                name: "workflow.toml".to_owned(),
            });
            let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
                draw(sight, t!("Writing the workflow"), move |_office| {
                    write_whole(&path, written.as_bytes())?;
                    Ok(vec![path])
                })
            });
            self.papers = Papers::begin(sight, goal, start);
        }
    }
}

/// Puts a workflow in the place of the one that is there; one like the program's own is none of its own.
fn set(office: &mut Office, flow: &Workflow) -> Result<Done<()>> {
    let own = (flow != built_in()).then(|| flow.to_toml());
    step::set_workflow(office, own.as_deref())
}

fn write(sight: &Sight<'_>, flow: Workflow) -> Reply<()> {
    sight.desk.run(&step::WORKFLOW, move |office| set(office, &flow).map(without_value))
}

fn save(typed: &Typed, flow: &Workflow, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let (flow, at) = form::put(typed, flow)?;
    let at = i64::try_from(at).unwrap_or(0);
    Ok(sight.desk.run(&step::WORKFLOW, move |office| {
        set(office, &flow).map(|done| crate::ledger::screen::parts::with_id(done, |()| at))
    }))
}

/// A workflow from a file takes the place of the one that is there.
fn import(sight: &Sight<'_>, path: PathBuf) -> Reply<()> {
    sight.desk.run(&step::WORKFLOW, move |office| {
        let bytes = crate::policy::import::bytes(&path, MOST_BYTES)?;
        let text = String::from_utf8(bytes)
            .map_err(|error| Problem::input(t!("This is no workflow: it is no text")).because(error))?;
        set(office, &Workflow::read(&text)?).map(without_value)
    })
}

impl Flow {
    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        if self.form.is_none()
            && let Some(at) = self.cursor()
            && let Some(what) = self.part(at)
        {
            let mut typing = Typing::new(Typed { of: Some(at), what });
            // A line that is looked at takes no keyboard.
            typing.takes_focus();
            self.form = Some(typing);
        }
        let Some(data) = self.data.get() else { return };
        let Some(form) = &mut self.form else {
            let says = t!(
                "This is the way that documents take. Choose a line to change it; what it needs is asked for before a step can be taken."
            );
            ui::paragraph(ui, says, BODY.ink(look(ui).muted));
            return;
        };
        if let Some(at) = form.typed.of {
            let mut moved = None;
            ui.horizontal(|ui| {
                if ui::icon_button(ui, icons::ARROW_UP, t!("Move it up")).clicked() {
                    moved = Some(true);
                }
                if ui::icon_button(ui, icons::ARROW_DOWN, t!("Move it down")).clicked() {
                    moved = Some(false);
                }
                if ui::icon_button(ui, icons::TRASH, t!("Remove it…")).clicked() {
                    self.pending = Some(FLOW_REMOVE.key);
                }
                ui::line(ui, &lists::used(data, self.which, at), ui::SMALL.ink(look(ui).muted));
            });
            if let Some(up) = moved
                && read_only(sight).is_none()
                && !form.is_dirty()
            {
                return self.move_by(up, sight);
            }
        }
        let focus = form.takes_focus();
        let enter = form::fields(ui, sight, &mut form.typed, &data.flow, focus, &form.problems.clone());
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, &data.flow, sight)),
            None => {}
        }
    }

    fn dialog(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(asking) = &mut self.ask else { return };
        let question = match &asking.what {
            Ask::Remove { name, also, .. } => Question {
                title: t!("Remove {name}?", name = name),
                does: t!("Remove"),
                body: match also {
                    0 => t!("It is refused while a document needs it. Undo brings it back.").to_owned(),
                    n => t!(
                        "{steps} go with it. It is refused while a document needs it. Undo brings it back.",
                        steps = text::plural(*n, t!("step"), t!("steps"))
                    ),
                },
                danger: true,
            },
            Ask::Standard => Question {
                title: t!("Back to the workflow of the program?").to_owned(),
                does: t!("Take it back"),
                body: t!(
                    "What was changed here goes. It is refused while a document is at a stage of your own. Undo brings it back."
                )
                .to_owned(),
                danger: true,
            },
        };
        let open = asking.show(
            ui,
            sight,
            &question,
            |_, _, _| {},
            |ask| {
                Ok(match ask.clone() {
                    Ask::Remove { flow, .. } => write(sight, *flow),
                    Ask::Standard => {
                        sight.desk.run(&step::WORKFLOW, |office| step::set_workflow(office, None).map(without_value))
                    }
                })
            },
        );
        if !open {
            self.ask = None;
        }
    }
}

impl Screen for Flow {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.data.want(sight.desk, (), |conn, ()| {
            let mut at: Vec<(String, usize)> = Vec::new();
            for one in store::documents(conn)? {
                for key in [one.stage, one.new.kind] {
                    match at.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, count)) => *count += 1,
                        None => at.push((key, 1)),
                    }
                }
            }
            Ok(Data { flow: store::workflow(conn)?, at })
        });
        if let Some(form) = &mut self.form
            && let Some(Outcome::Saved(at)) = form.logic()
        {
            self.form = None;
            self.table.selection.set(u64::try_from(at).unwrap_or(0));
        }
        if self.ask.as_mut().is_some_and(|asking| !asking.logic()) {
            (self.ask, self.form) = (None, None);
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        if let Some(path) = self.choosing.as_ref().and_then(Chosen::take) {
            self.choosing = None;
            self.doing = path.map(|path| import(sight, path));
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.doing, self.form) = (None, None),
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.data.get().is_some()
            && let Some(key) = self.pending.take()
            && !self.is_dirty()
        {
            self.commands(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let own = self.data.get().is_some_and(|data| data.flow != *built_in());
        let says = if own { t!("Your own") } else { t!("As the program brings it") };
        sight.header(ui, says, |ui| {
            FLOW_ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for the workflow"), |ui| {
                for command in [&FLOW_REMOVE, &FLOW_IMPORT, &FLOW_EXPORT, &FLOW_STANDARD] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let tabs = ALL.map(|which| Tab::new(which.says()));
        let mut chosen = ALL.iter().position(|which| *which == self.which).unwrap_or(0);
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut chosen)
                && let Some(which) = ALL.get(chosen)
            {
                self.turn(*which);
            }
        });
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        self.dialog(ui, sight);
    }

    /// The key of a list, and `add` for a new line of it.
    fn go(&mut self, filter: &str) {
        let (list, pose) = filter.split_once(' ').unwrap_or((filter, ""));
        if let Some(which) = ALL.into_iter().find(|which| which.key() == list) {
            self.turn(which);
        }
        if pose == "add" {
            self.pending = Some(FLOW_ADD.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        let all = [&FLOW_ADD, &FLOW_REMOVE, &FLOW_IMPORT, &FLOW_EXPORT, &FLOW_STANDARD];
        self.pending = all.into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
