//! The file of a document: the checklist before tabling, comments and consultations with what is answered, the party's values, the
//! lists of evidence, people and actions, and the text as it holds on a day.

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::body::Kind;
use super::super::label::Labels;
use super::super::model::workflow::Workflow;
use super::super::model::{ConsultationId, Document, DocumentId, parts};
use super::super::ops::{comment, consult, part as part_ops, step, value};
use super::super::store::{self, Comment, Consultation, InForce, Mark, Settled};
use super::super::{import, printing, response};
use super::{ADD_ROW, LIST, Looking, REMOVE_ROW, TEXT, tone};
use crate::app::paper::{Goal, Papers, draw};
use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Screen, Sight};
use crate::events::model::part::{Part, Row};
use crate::events::screen::part_pane::{self, Deeds, RowForm};
use crate::kit::whole_file::write_whole;
use crate::kit::{Day, Result, day, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, read_only, terms, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, Split, Tab, Tone, icons, look};

/// How rows of a document's lists are written.
static PARTS: Deeds = Deeds {
    add_op: &part_ops::ADD,
    change_op: &part_ops::CHANGE,
    add: |office, part, document, values| part_ops::add(office, part, DocumentId(document), values),
    change: part_ops::change,
};

/// What is open on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View {
    InForce,
    Checklist,
    Comments,
    Values,
    Part(&'static Part),
}

fn views() -> Vec<View> {
    let mut all = vec![View::Checklist, View::Comments, View::InForce, View::Values];
    all.extend(parts::ALL.iter().copied().map(View::Part));
    all
}

impl View {
    fn says(self) -> &'static str {
        match self {
            Self::InForce => t!("In force"),
            Self::Checklist => t!("Checklist"),
            Self::Comments => t!("Comments"),
            Self::Values => t!("Values"),
            Self::Part(part) => (part.says)(),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::InForce => "force",
            Self::Checklist => "checklist",
            Self::Comments => "comments",
            Self::Values => "values",
            Self::Part(part) => part.key,
        }
    }
}

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

/// What a dialog asks.
#[derive(Clone, Debug)]
enum Ask {
    /// The point, its name, how it was settled, the words.
    Check {
        point: String,
        name: String,
        state: String,
        says: String,
    },
    Mark {
        value: super::super::model::ValueId,
        title: String,
        mark: String,
        why: String,
    },
    Answer {
        comment: super::super::model::CommentId,
        says: String,
        state: String,
        answer: String,
        theme: String,
    },
    Open {
        until: String,
        question: String,
    },
    Value {
        title: String,
        kind: String,
        about: String,
    },
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
            View::Checklist => checklist(ui, &data.checklist, &mut state),
            View::Values => marks(ui, &data.marks, &mut state),
            View::Comments => comments(ui, data, &mut state),
            View::InForce => {
                in_force(ui, data);
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
            View::Checklist => check_pane(ui, sight, data.checklist.get(at), &mut ask),
            View::Values => mark_pane(ui, sight, data.marks.get(at), &mut ask),
            View::Comments => comment_pane(ui, sight, data, at, &mut ask, &mut act),
            View::InForce => force_pane(ui, data, &mut self.on),
            View::Part(_) => {}
        }
        if let Some(ask) = ask {
            self.ask = Some(Asking::new(ask));
        }
        match act {
            Do::Paper(one, ending) => self.papers = paper(sight, one, ending),
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

/// What was pressed beside comments.
enum Do {
    Nothing,
    /// The paper (`pdf`), the page (`html`), or “you said, we did” (`table`).
    Paper(ConsultationId, &'static str),
    Read,
}

fn names(data: &Data) -> Vec<(String, i64)> {
    data.labels.iter().map(|(id, label)| (label.clone(), *id)).collect()
}

fn nothing(ui: &mut Ui, title: &str, body: &str) {
    ui::empty_state(ui, icons::LIST_CHECKS, title, body, |_| {});
}

fn checklist(ui: &mut Ui, all: &[Settled], state: &mut TableState) -> bool {
    let columns = [
        Column::new("point", t!("Point"), 150.0).unsorted(),
        Column::new("state", t!("State"), 112.0).unsorted(),
        Column::new("says", t!("How it was settled"), 240.0).grows(1.0).unsorted(),
        Column::new("by", t!("By"), 170.0).unsorted().spare(),
    ];
    Table::new(t!("Checklist"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Settled, column| match column {
                0 => Cell::Strong(row.point.name.as_str().into()),
                1 => match row.state.as_str() {
                    "done" => Cell::Chip(t!("Done").into(), Tone::Good),
                    "not_needed" => Cell::Chip(t!("Not needed").into(), Tone::Plain),
                    _ => Cell::Chip(t!("Open").into(), Tone::Warning),
                },
                2 if row.says.is_empty() => Cell::Muted(row.point.about.as_str().into()),
                2 => Cell::Text(row.says.as_str().into()),
                _ => Cell::Muted(row.by.as_str().into()),
            },
        )
        .selected
}

fn marks(ui: &mut Ui, all: &[Mark], state: &mut TableState) -> bool {
    if all.is_empty() {
        nothing(
            ui,
            t!("No values are written down"),
            t!("Write the party’s values and aims down once; each document is marked against them"),
        );
        return false;
    }
    let columns = [
        Column::new("title", t!("Value or aim"), 180.0).grows(1.0).unsorted(),
        Column::new("mark", t!("This document"), 128.0).unsorted(),
        Column::new("why", t!("Why"), 240.0).grows(2.0).unsorted().spare(),
    ];
    Table::new(t!("Values"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Mark, column| match column {
                0 => Cell::Strong(row.value.title.as_str().into()),
                1 => match row.mark.as_str() {
                    "serves" => Cell::Chip(t!("Serves it").into(), Tone::Good),
                    "neutral" => Cell::Chip(t!("Neutral").into(), Tone::Plain),
                    "against" => Cell::Chip(t!("Against it").into(), Tone::Danger),
                    _ => Cell::Chip(t!("Not marked").into(), Tone::Warning),
                },
                _ => Cell::Text(row.why.as_str().into()),
            },
        )
        .selected
}

fn comments(ui: &mut Ui, data: &Data, state: &mut TableState) -> bool {
    if data.comments.is_empty() {
        nothing(
            ui,
            t!("No comments yet"),
            t!("They come from the drafting, beside each clause, and from consultations"),
        );
        return false;
    }
    let columns = [
        Column::new("clause", t!("Clause"), 84.0).unsorted(),
        Column::new("says", t!("Said"), 240.0).grows(2.0).least(140.0).unsorted(),
        Column::new("by", t!("By"), 130.0).unsorted().spare(),
        Column::new("theme", t!("Theme"), 110.0).unsorted().spare(),
        Column::new("state", t!("State"), 132.0).unsorted(),
    ];
    let all = &data.comments;
    Table::new(t!("Comments"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Comment, column| match column {
                0 => Cell::Text(clause_label(data, row).into()),
                1 => Cell::Strong(row.new.says.as_str().into()),
                2 => Cell::Muted(row.by.as_str().into()),
                3 => Cell::Muted(row.new.theme.as_str().into()),
                _ => {
                    let tone = match row.state.as_str() {
                        "taken" | "partly" => Tone::Good,
                        "open" => Tone::Warning,
                        _ => Tone::Plain,
                    };
                    Cell::Chip(printing::state(&row.state).into(), tone)
                }
            },
        )
        .selected
}

fn clause_label(data: &Data, comment: &Comment) -> String {
    match comment.new.anchor.clause {
        None => t!("All of it").to_owned(),
        Some(id) => data.labels.get(&id).cloned().unwrap_or_else(|| t!("gone").to_owned()),
    }
}

fn in_force(ui: &mut Ui, data: &Data) {
    let Some(holds) = &data.holds else {
        let body = t!(
            "It comes into force by its steps; from then on the text of every day is here, with a note at each clause that changed"
        );
        nothing(ui, t!("Not in force on this day"), body);
        return;
    };
    let labels = Labels::of(&holds.body);
    egui::ScrollArea::vertical().id_salt("policy.force").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            for clause in &holds.body.clauses {
                let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
                let text = labels.plain(&clause.text);
                ui.spacing_mut().item_spacing.y = 2.0;
                if clause.kind == Kind::Heading {
                    ui.add_space(8.0);
                    ui::section(ui, &text);
                } else {
                    let words = if label.is_empty() { text } else { format!("{label}  {text}") };
                    ui.horizontal_top(|ui| {
                        ui.add_space(f32::from(clause.depth.min(6)) * 14.0);
                        ui.vertical(|ui| ui::paragraph(ui, &words, BODY));
                    });
                }
                for note in holds.notes.iter().filter(|note| note.clause == clause.id) {
                    ui::paragraph(ui, &format!("[{}]", note.says()), SMALL.ink(look(ui).accent));
                }
                ui.add_space(6.0);
            }
            for note in holds.notes.iter().filter(|note| holds.body.clause(note.clause).is_none()) {
                ui::paragraph(ui, &t!("A clause was {note}", note = note.says()), SMALL.ink(look(ui).accent));
            }
        });
    });
}

fn force_pane(ui: &mut Ui, data: &Data, on: &mut String) {
    ui::section(ui, t!("The text as it holds on a day"));
    Field::new(t!("Day"), on).hint(t!("Empty: today")).show(ui);
    if let Some(holds) = &data.holds {
        let from = day::long(holds.force.from);
        ui::key_values(ui, &[(t!("Holds from"), from.as_str()), (t!("By"), holds.force.origin.as_str())]);
        for note in &holds.notes {
            let label = data.labels.get(&note.clause).cloned().unwrap_or_default();
            ui::paragraph(ui, &format!("{label} {}", note.says()), SMALL);
        }
    }
}

fn check_pane(ui: &mut Ui, sight: &Sight<'_>, one: Option<&Settled>, ask: &mut Option<Ask>) {
    let Some(one) = one else { return };
    ui::section(ui, &one.point.name);
    ui::paragraph(ui, &one.point.about, BODY.ink(look(ui).muted));
    if !one.says.is_empty() {
        ui::paragraph(ui, &one.says, BODY);
        ui::paragraph(ui, &one.by, SMALL.ink(look(ui).muted));
    }
    if Button::secondary(t!("Settle this point…")).unless(read_only(sight)).show(ui).clicked()
        && read_only(sight).is_none()
    {
        let state = if one.state.is_empty() { "done".to_owned() } else { one.state.clone() };
        *ask = Some(Ask::Check {
            point: one.point.key.clone(),
            name: one.point.name.clone(),
            state,
            says: one.says.clone(),
        });
    }
}

fn mark_pane(ui: &mut Ui, sight: &Sight<'_>, one: Option<&Mark>, ask: &mut Option<Ask>) {
    let why_not = read_only(sight);
    if let Some(one) = one {
        ui::section(ui, &one.value.title);
        ui::paragraph(ui, &one.value.about, BODY.ink(look(ui).muted));
        if !one.why.is_empty() {
            ui::paragraph(ui, &one.why, BODY);
        }
        if Button::secondary(t!("Mark the document…")).unless(why_not).show(ui).clicked()
            && let Some(value) = one.value.id.filter(|_| why_not.is_none())
        {
            let mark = if one.mark.is_empty() { "serves".to_owned() } else { one.mark.clone() };
            *ask = Some(Ask::Mark { value, title: one.value.title.clone(), mark, why: one.why.clone() });
        }
    }
    if Button::secondary(t!("New value or aim…")).unless(why_not).show(ui).clicked() && why_not.is_none() {
        *ask = Some(Ask::Value { title: String::new(), kind: "value".to_owned(), about: String::new() });
    }
}

fn comment_pane(ui: &mut Ui, sight: &Sight<'_>, data: &Data, at: usize, ask: &mut Option<Ask>, act: &mut Do) {
    let why_not = read_only(sight);
    if let Some(one) = data.comments.get(at) {
        ui::section(ui, &t!("On {clause}", clause = clause_label(data, one)));
        if !one.new.anchor.quote.is_empty() {
            ui::paragraph(ui, &format!("“{}”", one.new.anchor.quote), SMALL.ink(look(ui).muted));
        }
        ui::paragraph(ui, &one.new.says, BODY);
        let by = [one.by.as_str(), &day::short(one.new.day)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        ui::paragraph(ui, &by, SMALL.ink(look(ui).muted));
        if !one.answer.is_empty() {
            ui::paragraph(ui, &t!("We did: {answer}", answer = one.answer), BODY);
        }
        if Button::secondary(t!("Answer…")).unless(why_not).show(ui).clicked() && why_not.is_none() {
            let state = if one.state == "open" { "taken".to_owned() } else { one.state.clone() };
            *ask = Some(Ask::Answer {
                comment: one.id,
                says: one.new.says.clone(),
                state,
                answer: one.answer.clone(),
                theme: one.new.theme.clone(),
            });
        }
    }
    ui::section(ui, t!("Consultations"));
    for one in &data.consultations {
        ui::paragraph(ui, &one.title, BODY.medium());
        let words = t!(
            "until {day} · {responses} · {open}",
            day = day::short(one.closes),
            responses = text::plural(one.responses, t!("response"), t!("responses")),
            open = text::plural(one.open, t!("comment open"), t!("comments open"))
        );
        ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        for (says, ending) in [
            (t!("The paper, with a form"), "pdf"),
            (t!("The page to respond on"), "html"),
            (t!("You said, we did"), "table"),
        ] {
            if Link::new(says).small().show(ui).clicked() {
                *act = Do::Paper(one.id, ending);
            }
        }
    }
    let none = (data.document.versions == 0).then(|| t!("Save the text as a version first")).or(why_not);
    if Button::secondary(t!("Open a consultation…")).unless(none).show(ui).clicked() && none.is_none() {
        *ask = Some(Ask::Open { until: String::new(), question: String::new() });
    }
    let none = data.consultations.is_empty().then(|| t!("There is no consultation yet")).or(why_not);
    if Button::secondary(t!("Read a response…")).unless(none).show(ui).clicked() && none.is_none() {
        *act = Do::Read;
    }
}

fn paper(sight: &Sight<'_>, one: ConsultationId, what: &'static str) -> Option<Papers> {
    let (name, ending) = match what {
        "html" => (t!("Response page"), "html"),
        "table" => (t!("You said, we did"), "pdf"),
        _ => (t!("Consultation paper"), "pdf"),
    };
    let goal = Goal::Chosen(Wish {
        title: name.to_owned(),
        confirm: t!("Save").to_owned(),
        kind: WishKind::Save,
        endings: Some((t!("Papers"), if ending == "html" { &["html"] } else { &["pdf"] })),
        name: format!("{name}.{ending}"),
    });
    let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
        draw(sight, t!("Writing the paper"), move |office| {
            let of = office.read(|conn| store::consultation(conn, one))?;
            let bytes = match what {
                "html" => printing::consult_page(office, &of)?,
                "table" => printing::said_done(office, &of)?,
                _ => printing::consult_paper(office, &of)?,
            };
            write_whole(&path, &bytes)?;
            Ok(vec![path])
        })
    });
    Papers::begin(sight, goal, start)
}

impl File {
    fn dialog(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (Some(asking), Some(id)) = (&mut self.ask, self.id) else { return };
        let (title, does) = match &asking.what {
            Ask::Check { name, .. } => (name.clone(), t!("Settle it")),
            Ask::Mark { title, .. } => (t!("This document and “{title}”", title = title), t!("Mark it")),
            Ask::Answer { says, .. } => (says.clone(), t!("Answer")),
            Ask::Open { .. } => (t!("Open a consultation").to_owned(), t!("Open it")),
            Ask::Value { .. } => (t!("New value or aim").to_owned(), t!("Write it down")),
        };
        let question = Question { title, does, body: String::new(), danger: false };
        if !asking.show(ui, sight, &question, ask_fields, |ask| does_ask(ask, id, sight)) {
            self.ask = None;
        }
    }
}

fn ask_fields(ui: &mut Ui, ask: &mut Ask, problems: &[FieldProblem]) {
    match ask {
        Ask::Check { state, says, .. } => {
            let options = [
                ("done".to_owned(), t!("Done")),
                ("not_needed".to_owned(), t!("Not needed")),
                (String::new(), t!("Open again")),
            ];
            Choice::new(t!("State"), state, &options).show(ui);
            Field::new(t!("How it was settled, or why it is not needed"), says)
                .rows(3)
                .problem(problem(problems, "says"))
                .show(ui);
        }
        Ask::Mark { mark, why, .. } => {
            let options = [
                ("serves".to_owned(), t!("Serves it")),
                ("neutral".to_owned(), t!("Neutral")),
                ("against".to_owned(), t!("Against it")),
            ];
            Choice::new(t!("How it stands to it"), mark, &options).show(ui);
            Field::new(t!("Why"), why).rows(3).show(ui);
        }
        Ask::Answer { state, answer, theme, .. } => {
            let options =
                ["open", "taken", "partly", "not_taken", "noted"].map(|key| (key.to_owned(), printing::state(key)));
            Choice::new(t!("What became of it"), state, &options).show(ui);
            Field::new(t!("What we say and did"), answer).rows(3).problem(problem(problems, "answer")).show(ui);
            Field::new(t!("Theme"), theme).show(ui);
        }
        Ask::Open { until, question } => {
            Field::new(t!("Until"), until).problem(problem(problems, "until")).placeholder(t!("The last day")).show(ui);
            Field::new(t!("What is asked"), question).rows(3).show(ui);
        }
        Ask::Value { title, kind, about } => {
            Field::new(t!("In a few words"), title).problem(problem(problems, "title")).show(ui);
            let options = [("value".to_owned(), t!("Value")), ("aim".to_owned(), t!("Aim"))];
            Choice::new(t!("Kind"), kind, &options).show(ui);
            Field::new(t!("What is meant"), about).rows(3).show(ui);
        }
    }
}

fn does_ask(ask: &Ask, id: DocumentId, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    Ok(match ask.clone() {
        Ask::Check { point, state, says, .. } => {
            sight.desk.run(&step::CHECK, move |office| step::check(office, id, &point, &state, &says))
        }
        Ask::Mark { value, mark, why, .. } => {
            sight.desk.run(&value::MARK, move |office| value::mark(office, id, value, &mark, &why))
        }
        Ask::Answer { comment, state, answer, theme, .. } => {
            let said = comment::Answer { state, answer, theme, version: None };
            sight.desk.run(&comment::ANSWER, move |office| comment::answer(office, comment, &said))
        }
        Ask::Open { until, question } => {
            let terms = terms(sight);
            let closes = day::typed(&until, terms.today, terms.month_first)
                .map_err(|problem| vec![FieldProblem::new("until", problem.to_string())])?;
            let opening = consult::Opening { question, closes, ..consult::Opening::default() };
            sight.desk.run(&consult::OPEN, move |office| consult::open(office, id, &opening).map(without_value))
        }
        Ask::Value { title, kind, about } => {
            let value = store::Value { title, kind, about, ..store::Value::default() };
            sight.desk.run(&value::SET, move |office| value::set(office, &value).map(without_value))
        }
    })
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
