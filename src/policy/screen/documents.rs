//! Documents from idea to force: the list, and beside it the one that is looked at with its way, its versions and what comes next.

use std::path::PathBuf;

use egui::{Id, Ui, vec2};

use super::super::model::workflow::{Facts, Workflow};
use super::super::model::{Document, DocumentId, NewDocument, Taken, Taking, Version};
use super::super::ops::{document as ops, step};
use super::super::{import as reading, store};
use super::{ADD, COMPARE, FILE, IMPORT, OPEN, OPEN_FILE, REMOVE, TEXT, VERSIONS, tone};
use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Result, day, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, terms, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, Search, Tone, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &[
    "policy_document",
    "policy_version",
    "policy_force",
    "policy_workflow",
    "policy_step",
    "policy_sponsor",
    "policy_check",
    "policy_consultation",
    "policy_comment",
    "body",
    "person",
];

/// What the pane says of a document.
struct Seen {
    document: Document,
    versions: Vec<Version>,
    taken: Vec<Taken>,
    facts: Facts,
}

/// What is typed of a document.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<DocumentId>,
    kind: String,
    title: String,
    topic: String,
    summary: String,
    lead_name: String,
    group: String,
    deadline: String,
    review_on: String,
}

/// What is typed of a step.
#[derive(Clone, Debug, Default)]
struct Step {
    document: DocumentId,
    to: String,
    name: String,
    force: bool,
    asks: bool,
    on: String,
    vote: String,
    note: String,
}

/// Which documents are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Which {
    #[default]
    All,
    UnderWay,
    InForce,
    Ended,
}

type Listed = (Vec<Document>, Workflow, Vec<(String, String)>);

/// See the head of this file.
pub(in crate::policy) struct Documents {
    text: String,
    which: Which,
    all: Live<Listed>,
    seen: Live<Option<Seen>, (Option<DocumentId>, Day)>,
    shown: Shown<(String, Which)>,
    form: Option<Typing<Typed>>,
    step: Option<Asking<Step>>,
    remove: Option<Asking<(DocumentId, String)>>,
    choosing: Option<Chosen>,
    importing: Option<Reply<i64>>,
    pending: Option<&'static str>,
}

impl Documents {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            which: Which::All,
            all: Live::new(TABLES),
            seen: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            step: None,
            remove: None,
            choosing: None,
            importing: None,
            pending: None,
        })
    }

    fn list(&self) -> &[Document] {
        self.all.get().map_or(&[][..], |(all, _, _)| all.as_slice())
    }

    fn flow(&self) -> Workflow {
        self.all.get().map(|(_, flow, _)| flow.clone()).unwrap_or_default()
    }

    fn open(&self) -> Option<&Document> {
        let id = self.shown.open(self.list(), |one| one.id.0)?;
        self.list().iter().find(|one| one.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui) {
        let flow = self.flow();
        let columns = [
            Column::new("code", t!("No."), 56.0).unsorted(),
            Column::new("title", t!("Document"), 200.0).grows(2.0).least(140.0).unsorted(),
            Column::new("kind", t!("Kind"), 96.0).unsorted().spare(),
            Column::new("stage", t!("Stage"), 136.0).unsorted(),
            Column::new("since", t!("In force"), 108.0).unsorted().spare(),
            Column::new("review", t!("Review"), 108.0).unsorted().spare(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], |(all, _, _)| all.as_slice());
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Documents"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Document, column| {
                let days = |day: Option<Day>| day.map_or(Cell::Empty, |day| Cell::Muted(day::short(day).into()));
                match column {
                    0 => Cell::Text(row.code(&flow).into()),
                    1 => Cell::Strong(row.new.title.as_str().into()),
                    2 => Cell::Muted(flow.kind(&row.new.kind).name.into()),
                    3 => {
                        let stage = flow.stage(&row.stage);
                        let color = tone(&stage);
                        Cell::Chip(stage.name.into(), color)
                    }
                    4 => days(row.in_force_on),
                    _ => days(row.new.review_on),
                }
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
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let flow = self.flow();
        let groups = self.all.get().map(|(_, _, groups)| groups.clone()).unwrap_or_default();
        if let Some(form) = &mut self.form {
            let enter = fields(ui, sight, form, &flow, &groups);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => form.save(|typed| save(typed, sight)),
                None => {}
            }
            return;
        }
        let Some(Some(seen)) = self.seen.get() else {
            ui::paragraph(ui, t!("Choose a document in the list, or begin a new one."), BODY.ink(look(ui).muted));
            return;
        };
        let mut act = Act::None;
        about(ui, sight, seen, &flow, &mut act);
        match act {
            Act::Edit => {
                let mut form = Typing::new(Typed::of(&seen.document));
                form.takes_focus();
                self.form = Some(form);
            }
            Act::Step(step) => self.step = Some(Asking::new(step)),
            Act::Go(screen, filter) => sight.go(screen, filter),
            Act::None => {}
        }
    }
}

enum Act {
    None,
    Edit,
    Step(Step),
    Go(&'static str, String),
}

fn about(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, flow: &Workflow, act: &mut Act) {
    let one = &seen.document;
    ui::section(ui, &one.called(flow));
    let stage = flow.stage(&one.stage);
    ui.horizontal(|ui| {
        ui::chip(ui, &stage.name, tone(&stage));
        line(ui, &flow.kind(&one.new.kind).name, SMALL.ink(look(ui).muted));
    });
    if !one.new.summary.is_empty() {
        ui::paragraph(ui, &one.new.summary, BODY);
    }
    ui.horizontal_wrapped(|ui| {
        if Button::primary(t!("Open the text")).key("E").show(ui).clicked() {
            *act = Act::Go(TEXT, one.id.to_string());
        }
        if Button::secondary(t!("File")).key("F").show(ui).clicked() {
            *act = Act::Go(FILE, one.id.to_string());
        }
        if Button::secondary(t!("Change")).show(ui).clicked() {
            *act = Act::Edit;
        }
    });
    let days = |day: Option<Day>| day.map(day::short).unwrap_or_default();
    let (begun, force, review) = (day::short(one.begun_on), days(one.in_force_on), days(one.new.review_on));
    let (deadline, ended) = (days(one.new.deadline), days(one.ended_on));
    let all = [
        (t!("Topic"), one.new.topic.as_str()),
        (t!("Group"), one.group.as_str()),
        (t!("Brought by"), one.lead_shown.as_str()),
        (t!("Begun"), begun.as_str()),
        (t!("Amendments until"), deadline.as_str()),
        (t!("In force from"), force.as_str()),
        (t!("Review"), review.as_str()),
        (t!("Ended"), ended.as_str()),
    ];
    let rows: Vec<(&str, &str)> = all.into_iter().filter(|(_, words)| !words.is_empty()).collect();
    ui::key_values(ui, &rows);
    next(ui, sight, seen, flow, act);
    if !seen.versions.is_empty() {
        ui::section(ui, t!("Versions"));
        for version in seen.versions.iter().rev() {
            ui.spacing_mut().item_spacing.y = 2.0;
            if Link::new(&version.called()).show(ui).clicked() {
                *act = Act::Go(COMPARE, format!("{} {}", one.id, version.number));
            }
            let hash: String = version.sha256.chars().take(12).collect();
            ui::paragraph(
                ui,
                &format!("{} · {} · {hash}", day::short(version.day), version.who),
                SMALL.ink(look(ui).muted),
            );
            ui.spacing_mut().item_spacing.y = 10.0;
        }
    }
    if !seen.taken.is_empty() {
        ui::section(ui, t!("Its way"));
        for step in seen.taken.iter().rev() {
            let words = [
                day::short(step.day),
                flow.stage(&step.to).name,
                step.vote.clone(),
                step.note.clone(),
                step.who.clone(),
            ];
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            ui::paragraph(ui, &words.join(" · "), SMALL);
        }
    }
}

/// The steps that lead on, each with what it still lacks.
fn next(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, flow: &Workflow, act: &mut Act) {
    let steps = flow.steps(&seen.document.stage, &seen.document.new.kind);
    if steps.is_empty() {
        return;
    }
    ui::section(ui, t!("What comes next"));
    let read_only = crate::ledger::screen::parts::read_only(sight);
    for one in steps {
        let asks = step::asks_decision(one);
        let facts = Facts { has_decision: asks, ..seen.facts.clone() };
        let missing = step::unmet(one, &facts);
        let why = missing.join("; ");
        let why_not = (!missing.is_empty()).then_some(why.as_str()).or(read_only);
        if Button::secondary(&one.name).unless(why_not).show(ui).clicked() && why_not.is_none() {
            *act = Act::Step(Step {
                document: seen.document.id,
                to: one.to.clone(),
                name: one.name.clone(),
                force: flow.stage(&one.to).force,
                asks,
                on: day::short(sight.today()),
                ..Step::default()
            });
        }
        if !missing.is_empty() {
            ui.add_space(-6.0);
            ui::paragraph(ui, &why, SMALL.ink(look(ui).muted));
        }
    }
}

impl Typed {
    fn of(one: &Document) -> Self {
        let days = |day: Option<Day>| day.map(day::short).unwrap_or_default();
        Self {
            of: Some(one.id),
            kind: one.new.kind.clone(),
            title: one.new.title.clone(),
            topic: one.new.topic.clone(),
            summary: one.new.summary.clone(),
            lead_name: one.new.lead_name.clone(),
            group: one.new.body.map(|body| body.to_string()).unwrap_or_default(),
            deadline: days(one.new.deadline),
            review_on: days(one.new.review_on),
        }
    }

    /// The document, with what the form does not show as it was.
    fn parse(&self, sight: &Sight<'_>) -> Result<NewDocument, Vec<FieldProblem>> {
        let terms = terms(sight);
        let mut problems = Vec::new();
        if self.title.trim().is_empty() {
            problems.push(FieldProblem::new("title", t!("Say what it is called")));
        }
        let mut read = |field: &'static str, typed: &str| match typed.trim() {
            "" => None,
            typed => match day::typed(typed, terms.today, terms.month_first) {
                Ok(day) => Some(day),
                Err(problem) => {
                    problems.push(FieldProblem::new(field, problem.to_string()));
                    None
                }
            },
        };
        let (deadline, review_on) = (read("deadline", &self.deadline), read("review_on", &self.review_on));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewDocument {
            kind: self.kind.clone(),
            title: self.title.trim().to_owned(),
            topic: self.topic.trim().to_owned(),
            summary: self.summary.trim().to_owned(),
            body: self.group.parse().ok(),
            lead: None,
            lead_name: self.lead_name.trim().to_owned(),
            deadline,
            review_on,
        })
    }
}

fn fields(
    ui: &mut Ui,
    sight: &Sight<'_>,
    form: &mut Typing<Typed>,
    flow: &Workflow,
    groups: &[(String, String)],
) -> bool {
    let id = Id::unique("policy.document");
    ui::section(ui, if form.typed.of.is_some() { t!("Document") } else { t!("New document") });
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let fields = Fields { sight, problems };
    let title = Field::new(t!("Title"), &mut typed.title).id(id).problem(problem(problems, "title")).show(ui);
    let mut enter = entered(&title);
    let kinds: Vec<(String, &str)> = flow.kind.iter().map(|kind| (kind.key.clone(), kind.name.as_str())).collect();
    Choice::new(t!("Kind"), &mut typed.kind, &kinds).problem(problem(problems, "kind")).show(ui);
    enter |= fields.text(ui, "topic", t!("Topic"), &mut typed.topic);
    let mut options = vec![(String::new(), t!("None"))];
    options.extend(groups.iter().map(|(id, name)| (id.clone(), name.as_str())));
    Choice::new(t!("Group that drafts it"), &mut typed.group, &options).show(ui);
    enter |= fields.text(ui, "lead_name", t!("Brought by"), &mut typed.lead_name);
    Field::new(t!("In short"), &mut typed.summary).rows(3).show(ui);
    let (mut left, mut right) = (false, false);
    ui::two(
        ui,
        |ui| left |= fields.day(ui, "deadline", t!("Amendments until"), &mut typed.deadline),
        |ui| right |= fields.day(ui, "review_on", t!("Looked at again"), &mut typed.review_on),
    );
    enter | left | right
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.parse(sight)?;
    Ok(match typed.of {
        Some(id) => sight.desk.run(&ops::CHANGE, move |office| {
            let before = office.read(|conn| store::document(conn, id))?;
            // A name that nobody changed stays that of the register.
            let lead = if before.new.lead_name == new.lead_name { before.new.lead } else { None };
            ops::change(office, id, &NewDocument { lead, ..new }).map(|done| with_id(done, |()| id.0))
        }),
        None => {
            sight.desk.run(&ops::NEW, move |office| ops::new(office, &new, None).map(|done| with_id(done, |id| id.0)))
        }
    })
}

/// Reads a text file and makes a document of it.
fn import(sight: &Sight<'_>, path: PathBuf) -> Reply<i64> {
    sight.desk.run(&ops::IMPORT, move |office| {
        let reading::Read { body, title, .. } = reading::read(reading::bytes(&path, reading::MOST_BYTES)?)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let title = title.unwrap_or_else(|| name.clone());
        let flow = office.read(store::workflow)?;
        let kind = flow.kind.first().map(|kind| kind.key.clone()).unwrap_or_default();
        let new = NewDocument { kind, title, ..NewDocument::default() };
        let stage = flow.stage.iter().find(|stage| stage.key == "draft").map(|stage| stage.key.clone());
        let as_imported = t!("As imported from {file}", file = name);
        ops::import(office, &new, stage.as_deref(), body, &as_imported).map(|done| with_id(done, |(id, _)| id.0))
    })
}

impl Documents {
    fn commands(&mut self, sight: &Sight<'_>) {
        let Some(key) = self.pending.take() else { return };
        let open = self.open().map(|one| (one.id, one.new.title.clone()));
        if key == ADD.key {
            let kind = self.flow().kind.first().map(|kind| kind.key.clone()).unwrap_or_default();
            self.form = Some(Typing::new(Typed { kind, ..Typed::default() }));
        } else if key == IMPORT.key {
            self.choosing = Some(sight.choose(Wish {
                title: t!("Import a text").to_owned(),
                confirm: t!("Import").to_owned(),
                kind: WishKind::Open,
                endings: Some((t!("Texts"), &["md", "txt", "docx"])),
                name: String::new(),
            }));
        } else if let Some((id, title)) = open {
            if key == OPEN.key {
                sight.go(TEXT, id.to_string());
            } else if key == OPEN_FILE.key {
                sight.go(FILE, id.to_string());
            } else if key == VERSIONS.key {
                sight.go(COMPARE, id.to_string());
            } else if key == REMOVE.key {
                self.remove = Some(Asking::new((id, title)));
            }
        } else {
            sight.notice(Tone::Warning, t!("No document is open"), t!("Choose one in the list first"));
        }
    }

    fn dialogs(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if let Some(asking) = &mut self.step {
            let question = Question {
                title: asking.what.name.clone(),
                does: t!("Take the step"),
                body: String::new(),
                danger: false,
            };
            let open = asking.show(ui, sight, &question, step_fields, |step| take(step, sight));
            if !open {
                self.step = None;
            }
        }
        if let Some(asking) = &mut self.remove {
            let (id, title) = asking.what.clone();
            let question = Question {
                title: t!("Remove {title}?", title = title),
                does: t!("Remove"),
                body: t!("With its versions and all that is written beside it. Undo brings it back.").to_owned(),
                danger: true,
            };
            let save = |_: &(DocumentId, String)| {
                Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, id).map(without_value)))
            };
            if !asking.show(ui, sight, &question, |_, _, _| {}, save) {
                self.remove = None;
            }
        }
    }
}

fn step_fields(ui: &mut Ui, step: &mut Step, problems: &[FieldProblem]) {
    let when = if step.force { t!("In force from") } else { t!("On") };
    Field::new(when, &mut step.on).problem(problem(problems, "on")).show(ui);
    if step.asks {
        Field::new(t!("How the vote went"), &mut step.vote)
            .placeholder(t!("31 for, 4 against"))
            .problem(problem(problems, "vote"))
            .show(ui);
    }
    let note = if step.force { t!("By what it is in force") } else { t!("Note") };
    Field::new(note, &mut step.note).show(ui);
}

fn take(step: &Step, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let terms = terms(sight);
    let on = day::typed(&step.on, terms.today, terms.month_first)
        .map_err(|problem| vec![FieldProblem::new("on", problem.to_string())])?;
    if step.asks && step.vote.trim().is_empty() {
        return Err(vec![FieldProblem::new("vote", t!("Say how the vote went"))]);
    }
    let (id, taking) = (
        step.document,
        Taking {
            to: step.to.clone(),
            day: Some(on),
            vote: step.vote.clone(),
            note: step.note.clone(),
            ..Taking::default()
        },
    );
    Ok(sight.desk.run(&step::STEP, move |office| step::step(office, id, &taking).map(without_value)))
}

impl Screen for Documents {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, (), |conn, ()| {
            let groups = crate::meetings::store::bodies(conn)?;
            let groups = groups.into_iter().map(|body| (body.id.to_string(), body.new.name)).collect();
            Ok((store::documents(conn)?, store::workflow(conn)?, groups))
        });
        let (words, which, today) = (fold(&self.text), self.which, sight.today());
        if let Some((all, flow, _)) = self.all.get() {
            self.shown.arrange(stamp, all, &(self.text.clone(), which), |one| {
                let stage = flow.stage(&one.stage);
                let listed = match which {
                    Which::All => true,
                    Which::UnderWay => !stage.ended && !stage.force,
                    Which::InForce => one.is_in_force(today),
                    Which::Ended => stage.ended,
                };
                listed && fold(&format!("{} {} {}", one.called(flow), one.new.topic, one.new.summary)).contains(&words)
            });
            self.shown.follow(all, |one| one.id.0);
        }
        let open = self.open().map(|one| one.id);
        self.seen.want(sight.desk, (open, today), |conn, (id, today)| {
            let Some(id) = *id else { return Ok(None) };
            let (document, flow) = (store::document(conn, id)?, store::workflow(conn)?);
            let facts = store::facts(conn, &document, &flow, *today)?;
            Ok(Some(Seen { versions: store::versions(conn, id)?, taken: store::taken(conn, id)?, facts, document }))
        });
        if let Some(form) = &mut self.form
            && let Some(Outcome::Saved(id)) = form.logic()
        {
            self.form = None;
            self.shown.show(id);
        }
        if self.step.as_mut().is_some_and(|asking| !asking.logic()) {
            self.step = None;
        }
        if self.remove.as_mut().is_some_and(|asking| !asking.logic()) {
            self.remove = None;
        }
        if let Some(path) = self.choosing.as_ref().and_then(Chosen::take) {
            self.choosing = None;
            self.importing = path.map(|path| import(sight, path));
        }
        match self.importing.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => {
                self.importing = None;
                self.shown.show(id);
            }
            Some(Err(problem)) => {
                self.importing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.all.get().is_some() {
            self.commands(sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let today = sight.today();
        let holds = self.list().iter().filter(|one| one.is_in_force(today)).count();
        let words = match self.list().len() {
            0 => String::new(),
            n => {
                t!("{count}, {holds} in force", count = text::plural(n, t!("document"), t!("documents")), holds = holds)
            }
        };
        sight.header(ui, &words, |ui| {
            ADD.primary(ui, sight);
            IMPORT.secondary(ui, sight);
            ui::menu_button(ui, t!("More for documents"), |ui| {
                for command in [&OPEN, &OPEN_FILE, &VERSIONS, &REMOVE] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(|(all, _, _)| all.is_empty()) && self.form.is_none() {
            let body = t!(
                "Write an idea down, or import a text that you have: it is drafted, consulted on, decided, and its text is known for each day"
            );
            ui::empty_state(ui, icons::SCROLL, t!("No documents yet"), body, |ui| {
                ADD.primary(ui, sight);
                IMPORT.secondary(ui, sight);
            });
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search documents"), &mut self.text).width(220.0).show(ui);
            let options = [
                (Which::All, t!("All of them")),
                (Which::UnderWay, t!("Under way")),
                (Which::InForce, t!("In force")),
                (Which::Ended, t!("Ended")),
            ];
            Choice::new(t!("Which documents"), &mut self.which, &options).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        self.dialogs(ui, sight);
    }

    /// A document's id, `new`, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(ADD.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&ADD, &IMPORT, &OPEN, &OPEN_FILE, &VERSIONS, &REMOVE]
                .into_iter()
                .find(|c| c.key == key)
                .map(|c| c.key);
        }
    }
}
