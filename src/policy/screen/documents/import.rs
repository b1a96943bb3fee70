//! A text file brought in: it is read, then asked what it becomes, a new document or a version of one that is there, with what
//! that would change, clause by clause.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use egui::{ScrollArea, Ui, vec2};

use crate::app::sight::{Choice as Chosen, Wish, WishKind};
use crate::app::{Live, Reply, Sight};
use crate::kit::fold::fold;
use crate::kit::{Result, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::policy::body::Body;
use crate::policy::compare::Fate;
use crate::policy::label::Labels;
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{Document, DocumentId, NewDocument};
use crate::policy::ops::document as ops;
use crate::policy::{import as reading, store};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, SMALL, Tone, look};

/// How many of the clauses that change are shown.
const SHOWN: usize = 60;

/// A file that was read.
struct Brought {
    file: String,
    read: reading::Read,
}

/// What becomes of it.
#[derive(Clone, Debug)]
struct Bring {
    body: Arc<Body>,
    words: usize,
    remarks: Vec<String>,
    into: Option<DocumentId>,
    title: String,
    kind: String,
    name: String,
    kinds: Vec<(String, String)>,
    others: Vec<(DocumentId, String)>,
    preview: Option<Preview>,
}

/// What a text would change in the one that is there.
#[derive(Clone, Debug, Default)]
struct Preview {
    of: DocumentId,
    stay: usize,
    new: usize,
    changed: usize,
    moved: usize,
    left: usize,
    /// What became of a clause, its label, its words.
    lines: Vec<(Fate, String, String)>,
}

/// See the head of this file.
pub(super) struct Import {
    choosing: Option<Chosen>,
    reading: Option<Reply<Brought>>,
    asking: Option<Asking<Bring>>,
    /// Which file it is, and what it is held against.
    preview: Live<Option<Preview>, (u64, Option<DocumentId>)>,
    count: u64,
    /// The document that it became.
    made: Arc<AtomicI64>,
}

impl Import {
    pub(super) fn new() -> Self {
        Self {
            choosing: None,
            reading: None,
            asking: None,
            preview: Live::new(&["policy_document", "policy_version"]),
            count: 0,
            made: Arc::default(),
        }
    }

    pub(super) fn begin(&mut self, sight: &Sight<'_>) {
        self.choosing = Some(sight.choose(Wish {
            title: t!("Import a text").to_owned(),
            confirm: t!("Read it").to_owned(),
            kind: WishKind::Open,
            endings: Some((t!("Texts"), &["md", "txt", "docx"])),
            name: String::new(),
        }));
    }

    /// Reads a file that was dropped on the window.
    pub(super) fn dropped(&mut self, sight: &Sight<'_>, path: PathBuf) {
        self.reading = Some(read(sight, path));
    }

    /// Takes what came; answers the document that a text became.
    pub(super) fn logic(&mut self, sight: &Sight<'_>, all: &[Document], flow: &Workflow) -> Option<i64> {
        if let Some(path) = self.choosing.as_ref().and_then(Chosen::take) {
            self.choosing = None;
            self.reading = path.map(|path| read(sight, path));
        }
        match self.reading.as_mut().and_then(Reply::take) {
            Some(Ok(brought)) => {
                self.reading = None;
                self.count += 1;
                self.asking = Some(Asking::new(Bring::of(brought, all, flow)));
            }
            Some(Err(problem)) => {
                self.reading = None;
                sight.problem(problem);
            }
            None => {}
        }
        let asking = self.asking.as_mut()?;
        let body = Arc::clone(&asking.what.body);
        self.preview.want(sight.desk, (self.count, asking.what.into), move |conn, (_, into)| {
            let Some(into) = *into else { return Ok(None) };
            let (before, next) = (store::working(conn, into)?.body, store::next_clause(conn, into)?);
            Ok(Some(preview(into, &before, next, (*body).clone())))
        });
        asking.what.preview = self.preview.get().cloned().flatten();
        if asking.logic() {
            return None;
        }
        self.asking = None;
        Some(self.made.load(Ordering::SeqCst))
    }

    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(asking) = &mut self.asking else { return };
        let question = Question {
            title: t!("Import a text").to_owned(),
            does: t!("Import"),
            body: t!(
                "{words} were read. Nothing is in the office yet.",
                words = text::plural(asking.what.words, t!("word"), t!("words"))
            ),
            danger: false,
        };
        let made = Arc::clone(&self.made);
        if !asking.show(ui, sight, &question, fields, |bring| save(bring, sight, made)) {
            self.asking = None;
        }
    }
}

impl Bring {
    fn of(brought: Brought, all: &[Document], flow: &Workflow) -> Self {
        let reading::Read { body, title, remarks } = brought.read;
        let title = title.unwrap_or_else(|| brought.file.clone());
        let open: Vec<&Document> = all.iter().filter(|one| !flow.stage(&one.stage).frozen).collect();
        // The next version of a paper mostly has its title.
        let into = open.iter().find(|one| fold(&one.new.title) == fold(&title)).map(|one| one.id);
        Self {
            words: body.words(),
            body: Arc::new(body),
            remarks,
            into,
            title,
            kind: flow.kind.first().map(|kind| kind.key.clone()).unwrap_or_default(),
            name: t!("As imported from {file}", file = brought.file),
            kinds: flow.kind.iter().map(|kind| (kind.key.clone(), kind.name.clone())).collect(),
            others: open.iter().map(|one| (one.id, one.called(flow))).collect(),
            preview: None,
        }
    }
}

fn read(sight: &Sight<'_>, path: PathBuf) -> Reply<Brought> {
    sight.desk.ask(move |_conn| {
        let read = reading::read(reading::bytes(&path, reading::MOST_BYTES)?)?;
        let file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Brought { file, read })
    })
}

fn preview(of: DocumentId, before: &Body, next: i64, body: Body) -> Preview {
    let (steps, after) = reading::held_against(before, next, body);
    let (old, new) = (Labels::of(before), Labels::of(&after));
    let mut seen = Preview { of, ..Preview::default() };
    for step in &steps {
        match step.fate {
            Fate::Same => seen.stay += 1,
            Fate::Inserted => seen.new += 1,
            Fate::Changed => seen.changed += 1,
            Fate::Left => seen.left += 1,
            Fate::Moved { .. } => seen.moved += 1,
            Fate::MovedAway => {}
        }
        if matches!(step.fate, Fate::Same | Fate::MovedAway) || seen.lines.len() >= SHOWN {
            continue;
        }
        let labels = if step.new.is_some() { &new } else { &old };
        if let Some(clause) = step.new.as_ref().or(step.old.as_ref()) {
            seen.lines.push((step.fate, labels.shown(step.id), labels.plain(&clause.text)));
        }
    }
    seen
}

fn fields(ui: &mut Ui, bring: &mut Bring, problems: &[FieldProblem]) {
    for remark in &bring.remarks {
        ui::paragraph(ui, remark, SMALL.ink(look(ui).muted));
    }
    let mut options = vec![(None, t!("A new document"))];
    options.extend(bring.others.iter().map(|(id, name)| (Some(*id), name.as_str())));
    Choice::new(t!("It is"), &mut bring.into, &options).show(ui);
    if bring.into.is_none() {
        Field::new(t!("Title"), &mut bring.title).problem(problem(problems, "title")).show(ui);
        let kinds: Vec<(String, &str)> = bring.kinds.iter().map(|(key, name)| (key.clone(), name.as_str())).collect();
        Choice::new(t!("Kind"), &mut bring.kind, &kinds).show(ui);
    }
    Field::new(t!("What the version is called"), &mut bring.name).show(ui);
    let seen = bring.preview.as_ref().filter(|seen| Some(seen.of) == bring.into);
    match (bring.into, seen) {
        (Some(_), Some(seen)) => changes(ui, seen),
        (Some(_), None) => {
            ui::paragraph(ui, t!("Comparing…"), SMALL.ink(look(ui).muted));
        }
        (None, _) => {}
    }
}

fn changes(ui: &mut Ui, seen: &Preview) {
    let says = [
        (seen.new, t!("new")),
        (seen.changed, t!("changed")),
        (seen.moved, t!("moved")),
        (seen.left, t!("left out")),
        (seen.stay, t!("as before")),
    ];
    let words: Vec<String> = says.iter().filter(|(n, _)| *n > 0).map(|(n, says)| format!("{n} {says}")).collect();
    ui::section(ui, t!("What that changes"));
    ui::paragraph(ui, &words.join(" · "), BODY);
    ScrollArea::vertical().id_salt("policy.import").max_height(168.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for (fate, label, words) in &seen.lines {
            let (says, tone) = match fate {
                Fate::Inserted => (t!("new"), Tone::Good),
                Fate::Left => (t!("left out"), Tone::Danger),
                Fate::Moved { .. } => (t!("moved"), Tone::Accent),
                _ => (t!("changed"), Tone::Warning),
            };
            ui.horizontal_top(|ui| {
                ui::chip(ui, says, tone);
                let short: String = words.chars().take(160).collect();
                ui.vertical(|ui| ui::paragraph(ui, format!("{label} {short}").trim(), SMALL));
            });
        }
        let all = seen.new + seen.changed + seen.moved + seen.left;
        if all > seen.lines.len() {
            ui::paragraph(ui, &t!("and {count} more", count = all - seen.lines.len()), SMALL.ink(look(ui).muted));
        }
    });
}

fn save(bring: &Bring, sight: &Sight<'_>, made: Arc<AtomicI64>) -> Result<Reply<()>, Vec<FieldProblem>> {
    if bring.into.is_none() && bring.title.trim().is_empty() {
        return Err(vec![FieldProblem::new("title", t!("Say what it is called"))]);
    }
    let (body, name) = (Arc::clone(&bring.body), bring.name.trim().to_owned());
    if let Some(into) = bring.into {
        return Ok(sight.desk.run(&ops::IMPORT, move |office| {
            let done = ops::import_into(office, into, (*body).clone(), &name)?;
            made.store(into.0, Ordering::SeqCst);
            Ok(without_value(done))
        }));
    }
    let new = NewDocument { kind: bring.kind.clone(), title: bring.title.trim().to_owned(), ..NewDocument::default() };
    Ok(sight.desk.run(&ops::IMPORT, move |office| {
        let flow = office.read(store::workflow)?;
        let stage = flow.stage.iter().find(|stage| stage.key == "draft").map(|stage| stage.key.clone());
        let done = ops::import(office, &new, stage.as_deref(), (*body).clone(), &name)?;
        made.store(done.value.0.0, Ordering::SeqCst);
        Ok(without_value(done))
    }))
}
