//! The file of a document: the checklist before tabling, comments and consultations with what is answered, the party's values, the
//! lists of evidence, people and actions, and the text as it holds on a day.

mod ask;
mod checklist;
mod comments;
mod force;
mod reading;
mod respond;
mod values;
mod view;

use crate::app::export::Exporting;
use crate::app::paper::Papers;
use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::events::model::part::{Part, Row, Value};
use crate::events::screen::part_pane::{self, Deeds, RowForm};
use crate::kit::{Day, day};
use crate::ledger::screen::parts::{read_only, terms};
use crate::ledger::screen::typing::Asking;
use crate::office::Office;
use crate::people::screen::person::Suggestions;
use crate::policy::export;
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{Document, DocumentId};
use crate::policy::ops::part as part_ops;
use crate::policy::screen::{ADD_ROW, EXPORT_LIST, LIST, Looking, NEXT_ROW, REMOVE_ROW, RESPOND, TEXT, tone};
use crate::policy::store::{self, Comment, Consultation, InForce, Mark, Settled};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Button, Split, Tab, Tone, icons, look};
use ask::Ask;
use comments::Do;
use egui::{Frame, Margin, Stroke, Ui, vec2};
use reading::Reading;
use respond::Respond;
use std::collections::BTreeMap;
use std::path::PathBuf;
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
    reading: Reading,
    dropped: Vec<PathBuf>,
    found: Suggestions,
    exporting: Exporting,
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
            reading: Reading::default(),
            dropped: Vec::new(),
            found: Suggestions::default(),
            exporting: Exporting::default(),
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

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
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
                let title = t!("Nothing yet under {part}", part = (part.says)().to_lowercase());
                ui::empty_state(ui, icons::LIST_CHECKS, &title, (part.about)(), |ui| {
                    ADD_ROW.primary(ui, sight);
                });
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
            if let Some((says, _)) = data.rows.get(at).and_then(|row| part_next(part, row, sight.today()))
                && self.row.as_ref().is_some_and(|form| form.row().is_some() && !form.typing.is_dirty())
                && Button::secondary(says).key("X").unless(read_only(sight)).show(ui).clicked()
            {
                self.pending = Some(NEXT_ROW.key);
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

/// What is next of a row, with its values then: that somebody read it or replied today, else the word after its state.
fn part_next(part: &Part, row: &Row, today: Day) -> Option<(&'static str, Vec<Value>)> {
    for (key, says) in [("read_on", t!("Read it today")), ("replied_on", t!("Replied today"))] {
        let Some(at) = part.at(key) else { continue };
        if !matches!(row.values.get(at), Some(Value::None)) {
            return None;
        }
        let mut values = row.values.clone();
        if let Some(place) = values.get_mut(at) {
            *place = Value::Text(today.to_string());
        }
        return Some((says, values));
    }
    part.next(row)
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
            self.reading.add(path);
        }
        self.reading.add(std::mem::take(&mut self.dropped));
        self.reading.logic(sight);
        self.exporting.logic(sight);
        if let Some(Ask::Respond(respond)) = self.ask.as_ref().map(|asking| &asking.what) {
            self.found.want(sight.desk, &respond.who);
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
                    NEXT_ROW.item(ui, sight);
                    REMOVE_ROW.item(ui, sight);
                    EXPORT_LIST.item(ui, sight);
                });
            } else if self.view == View::Comments && self.id.is_some() {
                ui::menu_button(ui, t!("More for the comments"), |ui| {
                    RESPOND.item(ui, sight);
                    EXPORT_LIST.item(ui, sight);
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
        if self.view == View::Comments {
            self.dropped = ui.input(|i| i.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        }
        self.tabs(ui);
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        self.dialog(ui, sight);
    }

    /// A document's id, the key of a view, and `respond` or `add` for a dialog of it.
    fn go(&mut self, filter: &str) {
        let (id, view) = filter.split_once(' ').unwrap_or((filter, ""));
        let (view, pose) = view.split_once(' ').unwrap_or((view, ""));
        self.pending = match pose {
            "respond" => Some(RESPOND.key),
            "add" => Some(ADD_ROW.key),
            _ => None,
        };
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
        self.pending = [&ADD_ROW, &NEXT_ROW, &REMOVE_ROW, &RESPOND, &EXPORT_LIST]
            .into_iter()
            .find(|c| c.key == key)
            .map(|c| c.key);
    }
}

impl File {
    fn commands(&mut self, key: &'static str, sight: &Sight<'_>) {
        if key == EXPORT_LIST.key {
            match export::of(self.view.key()) {
                Some(export) => self.exporting.begin(sight, export),
                None => sight.notice(
                    Tone::Warning,
                    t!("This list is not exported"),
                    t!("Comments, evidence, actions and a few more are"),
                ),
            }
            return;
        }
        if key == RESPOND.key {
            let last = self.data().and_then(|data| data.consultations.first()).map(|one| (one.id, one.title.clone()));
            match last {
                Some((id, title)) => {
                    self.turn(View::Comments);
                    self.ask = Some(Asking::new(Ask::Respond(Box::new(Respond::to(id, &title, sight)))));
                }
                None => sight.notice(Tone::Warning, t!("There is no consultation yet"), t!("Open one under Comments")),
            }
            return;
        }
        let View::Part(part) = self.view else {
            sight.notice(Tone::Warning, t!("No list is open"), t!("Choose one of the lists first"));
            return;
        };
        if key == ADD_ROW.key && !self.is_dirty() {
            let names = self.data().map(names).unwrap_or_default();
            self.row = Some(RowForm::new(part, &day::short(sight.today()), &PARTS).named("clause", names));
        } else if key == NEXT_ROW.key && !self.is_dirty() {
            let today = sight.today();
            let row = self.data.get().and_then(Option::as_ref).and_then(|data| data.rows.get(self.cursor()));
            match row.and_then(|row| Some((row.id, part_next(part, row, today)?))) {
                Some((id, (_, values))) => {
                    self.row = None;
                    let change = move |office: &mut Office| part_ops::change(office, part, id, &values);
                    self.doing = Some(sight.desk.run(&part_ops::CHANGE, change));
                }
                None => sight.notice(Tone::Warning, t!("Nothing comes after this"), ""),
            }
        } else if key == REMOVE_ROW.key
            && let Some(id) = self.row.as_ref().and_then(RowForm::row)
        {
            self.row = None;
            self.doing = Some(sight.desk.run(&part_ops::REMOVE, move |office| part_ops::remove(office, part, id)));
        }
    }
}
