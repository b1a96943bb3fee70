//! The file of a document: the checklist before tabling, comments and consultations with what is answered, the party's values, the
//! lists of evidence, people and actions, and the text as it holds on a day.

mod ask;
mod checklist;
mod comments;
mod force;
mod values;
mod view;

use crate::app::paper::Papers;
use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::events::model::part::Row;
use crate::events::screen::part_pane::{self, Deeds, RowForm};
use crate::kit::{Day, day};
use crate::ledger::screen::parts::{terms, without_value};
use crate::ledger::screen::typing::Asking;
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{Document, DocumentId};
use crate::policy::ops::{consult, part as part_ops};
use crate::policy::screen::{ADD_ROW, LIST, Looking, REMOVE_ROW, TEXT, tone};
use crate::policy::store::{self, Comment, Consultation, InForce, Mark, Settled};
use crate::policy::{import, response};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Button, Split, Tab, Tone, icons, look};
use ask::Ask;
use comments::Do;
use egui::{Frame, Margin, Stroke, Ui, vec2};
use std::collections::BTreeMap;
use view::{View, views};

/// How rows of a document's lists are written.
static PARTS: Deeds = Deeds {
    add_op: &part_ops::ADD,
    change_op: &part_ops::CHANGE,
    add: |office, part, document, values| part_ops::add(office, part, DocumentId(document), values),
    change: part_ops::change,
};

/// What is read for a view.
struct Data {
    document: Document,
    flow: Workflow,
    rows: Vec<Row>,
    labels: BTreeMap<i64, String>,
    checklist: Vec<Settled>,
    marks: Vec<Mark>,
    comments: Vec<Comment>,
    consultations: Vec<Consultation>,
    holds: Option<InForce>,
}

/// See the head of this file.
pub(in crate::policy) struct File {
    id: Option<DocumentId>,
    looking: Looking,
    view: View,
    on: String,
    data: Live<Option<Data>, (Option<DocumentId>, &'static str, Day)>,
    table: TableState,
    split: Split,
    row: Option<RowForm>,
    ask: Option<Asking<Ask>>,
    doing: Option<Reply<()>>,
    papers: Option<Papers>,
    choosing: Option<Chosen>,
    pending: Option<&'static str>,
}

const TABLES: &[&str] = &[
    "policy_document",
    "policy_version",
    "policy_workflow",
    "policy_force",
    "policy_source",
    "policy_check",
    "policy_value",
    "policy_mark",
    "policy_comment",
    "policy_consultation",
    "policy_response",
    "policy_sponsor",
    "policy_finding",
    "policy_expert",
    "policy_evidence",
    "policy_contradiction",
    "policy_action",
    "policy_measure",
    "policy_question",
    "policy_position",
    "policy_read",
    "policy_dissent",
    "person",
];

impl File {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            view: View::Checklist,
            on: String::new(),
            data: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            row: None,
            ask: None,
            doing: None,
            papers: None,
            choosing: None,
            pending: None,
        })
    }

    fn data(&self) -> Option<&Data> {
        self.data.get().and_then(Option::as_ref).filter(|data| Some(data.document.id) == self.id)
    }

    fn is_dirty(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.typing.is_dirty())
    }

    fn turn(&mut self, view: View) {
        if self.view != view && !self.is_dirty() {
            self.view = view;
            self.row = None;
            self.table.other_rows();
        }
    }

    fn cursor(&self) -> usize {
        self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
    }

    fn tabs(&mut self, ui: &mut Ui) {
        let all = views();
        let tabs: Vec<Tab<'_>> = all.iter().map(|view| Tab::new(view.says())).collect();
        let mut chosen = all.iter().position(|view| *view == self.view).unwrap_or(0);
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut chosen)
                && let Some(view) = all.get(chosen)
            {
                self.turn(*view);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui) {
        let Some(Some(data)) = self.data.get() else { return };
        let mut state = std::mem::take(&mut self.table);
        let other = match self.view {
            View::Checklist => checklist::table(ui, &data.checklist, &mut state),
            View::Values => values::table(ui, &data.marks, &mut state),
            View::Comments => comments::table(ui, data, &mut state),
            View::InForce => {
                force::text(ui, data);
                false
            }
            View::Part(part) if data.rows.is_empty() => {
                nothing(ui, &t!("Nothing yet under {part}", part = (part.says)().to_lowercase()), (part.about)());
                false
            }
            View::Part(part) => part_pane::table(ui, part, &data.rows, &mut state, None),
        };
        self.table = state;
        if other && !self.is_dirty() {
            self.row = None;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let at = self.cursor();
        if let View::Part(part) = self.view {
            let Some(Some(data)) = self.data.get() else { return };
            let (id, names) = (data.document.id, names(data));
            if self.row.is_none()
                && let Some(row) = data.rows.get(at)
            {
                self.row = Some(RowForm::of(part, row, sight, &PARTS).named("clause", names));
            }
            match &mut self.row {
                Some(row) => {
                    if row.show(ui, sight, id.0, &[]) {
                        self.row = None;
                    }
                }
                None => {
                    ui::paragraph(ui, (part.about)(), BODY.ink(look(ui).muted));
                }
            }
            return;
        }
        let Some(Some(data)) = self.data.get() else { return };
        let mut ask = None;
        let mut act = Do::Nothing;
        match self.view {
            View::Checklist => checklist::pane(ui, sight, data.checklist.get(at), &mut ask),
            View::Values => values::pane(ui, sight, data.marks.get(at), &mut ask),
            View::Comments => comments::pane(ui, sight, data, at, &mut ask, &mut act),
            View::InForce => force::pane(ui, data, &mut self.on),
            View::Part(_) => {}
        }
        if let Some(ask) = ask {
            self.ask = Some(Asking::new(ask));
        }
        match act {
            Do::Paper(one, ending) => self.papers = comments::paper(sight, one, ending),
            Do::Read => {
                self.choosing = Some(sight.choose(Wish {
                    title: t!("Read a response").to_owned(),
                    confirm: t!("Read it").to_owned(),
                    kind: WishKind::Open,
                    endings: Some((t!("Responses"), &["json"])),
                    name: String::new(),
                }));
            }
            Do::Nothing => {}
        }
    }
}

fn names(data: &Data) -> Vec<(String, i64)> {
    data.labels.iter().map(|(id, label)| (label.clone(), *id)).collect()
}

fn nothing(ui: &mut Ui, title: &str, body: &str) {
    ui::empty_state(ui, icons::LIST_CHECKS, title, body, |_| {});
}

impl Screen for File {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            (self.id, self.row) = (Some(id), None);
        }
        let terms = terms(sight);
        let on = day::typed(&self.on, terms.today, terms.month_first).unwrap_or(sight.today());
        let (key, view) = (self.view.key(), self.view);
        self.data.want(sight.desk, (self.id, key, on), move |conn, (id, _, on)| {
            let Some(id) = *id else { return Ok(None) };
            let (document, flow) = (store::document(conn, id)?, store::workflow(conn)?);
            Ok(Some(Data {
                rows: match view {
                    View::Part(part) => store::part_rows(conn, part, id)?,
                    _ => Vec::new(),
                },
                labels: store::labels(conn, id)?,
                checklist: store::checklist(conn, id, &flow)?,
                marks: store::marks(conn, id)?,
                comments: store::comments(conn, id)?,
                consultations: store::consultations(conn, Some(id))?,
                holds: if view == View::InForce { store::text_on(conn, &document, *on)? } else { None },
                document,
                flow,
            }))
        });
        if let Some(row) = &mut self.row
            && row.logic(sight).is_some()
        {
            self.row = None;
        }
        if self.ask.as_mut().is_some_and(|asking| !asking.logic()) {
            self.ask = None;
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        if let Some(path) = self.choosing.as_ref().and_then(Chosen::take) {
            self.choosing = None;
            self.doing = path.map(|path| {
                sight.desk.run(&consult::RESPOND, move |office| {
                    let bytes = import::bytes(&path, response::MOST_BYTES)?;
                    consult::read(office, bytes).map(without_value)
                })
            });
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.doing = None,
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.data().is_some()
            && let Some(key) = self.pending.take()
        {
            self.commands(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let called = self.data().map(|data| data.document.called(&data.flow)).unwrap_or_default();
        sight.header(ui, &called, |ui| {
            if matches!(self.view, View::Part(_)) && self.id.is_some() {
                ADD_ROW.primary(ui, sight);
                ui::menu_button(ui, t!("More for the list"), |ui| {
                    REMOVE_ROW.item(ui, sight);
                });
            }
            if let Some(data) = self.data() {
                if Button::secondary(t!("Open the text")).icon(icons::PENCIL_SIMPLE).show(ui).clicked() {
                    sight.go(TEXT, data.document.id.to_string());
                }
                let stage = data.flow.stage(&data.document.stage);
                ui::chip(ui, &stage.name, tone(&stage));
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            let body = t!("Choose a document in the list, and open its file there with F");
            ui::empty_state(ui, icons::FOLDER_OPEN, t!("No file is open"), body, |ui| {
                if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        }
        self.tabs(ui);
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        self.dialog(ui, sight);
    }

    /// A document's id, and the key of a view.
    fn go(&mut self, filter: &str) {
        let (id, view) = filter.split_once(' ').unwrap_or((filter, ""));
        match id.parse() {
            Ok(id) if self.id == Some(id) => {}
            Ok(id) => (self.id, self.row) = (Some(id), None),
            Err(_words) => self.looking.begin(id),
        }
        if let Some(view) = views().into_iter().find(|one| one.key() == view) {
            self.turn(view);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&ADD_ROW, &REMOVE_ROW].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}

impl File {
    fn commands(&mut self, key: &'static str, sight: &Sight<'_>) {
        let View::Part(part) = self.view else {
            sight.notice(Tone::Warning, t!("No list is open"), t!("Choose one of the lists first"));
            return;
        };
        if key == ADD_ROW.key && !self.is_dirty() {
            let names = self.data().map(names).unwrap_or_default();
            self.row = Some(RowForm::new(part, &day::short(sight.today()), &PARTS).named("clause", names));
        } else if key == REMOVE_ROW.key
            && let Some(id) = self.row.as_ref().and_then(RowForm::row)
        {
            self.row = None;
            self.doing = Some(sight.desk.run(&part_ops::REMOVE, move |office| part_ops::remove(office, part, id)));
        }
    }
}
