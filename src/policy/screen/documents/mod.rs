//! Documents from idea to force: the list, and beside it the one that is looked at with its way, its versions and what comes next.

mod about;
mod form;
mod import;
mod steps;

use crate::app::export::Exporting;
use crate::app::paper::Papers;
use crate::app::{Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, day, text};
use crate::ledger::screen::parts::without_value;
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::people::screen::person::Suggestions;
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{Document, DocumentId};
use crate::policy::ops::document as ops;
use crate::policy::screen::{
    ADD, COMPARE, EXPORT_ALL, FILE, IMPORT, OPEN, OPEN_FILE, REMOVE, SUMMARY, TEXT, VERSIONS, papers, tone,
};
use crate::policy::{export, store};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Search, Tone, icons, look};
use about::{Act, Seen, about};
use egui::{Ui, vec2};
use form::{Typed, fields, save};
use import::Import;
use std::path::PathBuf;
use steps::{Offers, Step, step_fields, take};

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
    "meeting",
    "decision",
    "person",
];

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
    found: Suggestions,
    import: Import,
    dropped: Option<PathBuf>,
    exporting: Exporting,
    papers: Option<Papers>,
    pending: Option<&'static str>,
    /// Whether the next step of the document that is open is asked for, or its form.
    asked: Option<bool>,
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
            found: Suggestions::default(),
            import: Import::new(),
            dropped: None,
            exporting: Exporting::default(),
            papers: None,
            pending: None,
            asked: None,
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
            let enter = fields(ui, sight, form, &flow, &groups, &self.found);
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
        if let Some(step) = self.asked.take() {
            let next = flow.steps(&seen.document.stage, &seen.document.new.kind).into_iter().next();
            act = match next.filter(|_| step) {
                Some(next) => Act::Step(Box::new(Step::new(seen, &flow, next, sight.today()))),
                None => Act::Edit,
            };
        }
        match act {
            Act::Edit => {
                let mut form = Typing::new(Typed::of(&seen.document));
                form.takes_focus();
                self.form = Some(form);
            }
            Act::Step(step) => self.step = Some(Asking::new(*step)),
            Act::Go(screen, filter) => sight.go(screen, filter),
            Act::None => {}
        }
    }
}

impl Documents {
    fn commands(&mut self, sight: &Sight<'_>) {
        let Some(key) = self.pending.take() else { return };
        let open = self.open().map(|one| (one.id, one.new.title.clone()));
        if key == ADD.key {
            let kind = self.flow().kind.first().map(|kind| kind.key.clone()).unwrap_or_default();
            self.form = Some(Typing::new(Typed { kind, ..Typed::default() }));
        } else if key == IMPORT.key {
            self.import.begin(sight);
        } else if key == EXPORT_ALL.key {
            self.exporting.begin(sight, &export::DOCUMENTS);
        } else if let Some((id, title)) = open {
            if key == OPEN.key {
                sight.go(TEXT, id.to_string());
            } else if key == OPEN_FILE.key {
                sight.go(FILE, id.to_string());
            } else if key == VERSIONS.key {
                sight.go(COMPARE, id.to_string());
            } else if key == SUMMARY.key {
                self.papers = papers::summary(sight, id, &title);
            } else if key == REMOVE.key {
                self.remove = Some(Asking::new((id, title)));
            }
        } else {
            sight.notice(Tone::Warning, t!("No document is open"), t!("Choose one in the list first"));
        }
    }

    fn dialogs(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.import.show(ui, sight);
        if let Some(asking) = &mut self.step {
            let question = Question {
                title: asking.what.name.clone(),
                does: t!("Take the step"),
                body: asking.what.about.clone(),
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
            let (versions, taken) = (store::versions(conn, id)?, store::taken(conn, id)?);
            let others = store::documents(conn)?.into_iter().filter(|other| other.id != id);
            let offers = Offers {
                links: store::links(conn, document.new.body, *today)?,
                versions: versions.iter().rev().map(|version| (version.id, version.called())).collect(),
                others: others
                    .filter(|other| !flow.stage(&other.stage).ended)
                    .map(|other| (other.id, other.called(&flow)))
                    .collect(),
            };
            Ok(Some(Seen { versions, taken, facts, offers, document }))
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
        if let Some(path) = self.dropped.take() {
            self.import.dropped(sight, path);
        }
        if let Some((all, flow, _)) = self.all.get()
            && let Some(id) = self.import.logic(sight, all, flow)
        {
            self.shown.show(id);
        }
        if let Some(form) = &self.form {
            self.found.want(sight.desk, &form.typed.lead);
        }
        self.exporting.logic(sight);
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
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
                for command in [&OPEN, &OPEN_FILE, &VERSIONS, &SUMMARY, &EXPORT_ALL, &REMOVE] {
                    command.item(ui, sight);
                }
            });
        });
        if let Some(path) = ui.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_path_buf())) {
            self.dropped = Some(path);
        }
        self.dialogs(ui, sight);
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
    }

    /// A document's id, `new`, or words, with `change` behind them for its form, `step` for what comes next.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(ADD.key);
        } else if let Some((words, what)) =
            filter.rsplit_once(' ').filter(|(_, what)| ["change", "step"].contains(what))
        {
            words.clone_into(&mut self.text);
            self.asked = Some(what == "step");
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&ADD, &IMPORT, &OPEN, &OPEN_FILE, &VERSIONS, &SUMMARY, &EXPORT_ALL, &REMOVE]
                .into_iter()
                .find(|c| c.key == key)
                .map(|c| c.key);
        }
    }
}
