//! A text while it is written: its outline at the left, the clauses in the middle, comments at the right. What is written is kept
//! a second after the last key, outside the history; a version is what somebody saves by name.

mod bar;
mod beside;
mod deeds;
mod keeping;
mod outline;

use crate::app::paper::Papers;
use crate::app::{Live, Reply, Screen, Sight};
use crate::ledger::screen::parts::read_only;
use crate::ledger::screen::typing::Asking;
use crate::policy::body::Body;
use crate::policy::edit::{Caret, Editing};
use crate::policy::model::workflow::{Stage, Workflow};
use crate::policy::model::{Document, DocumentId, Version, Working};
use crate::policy::screen::text_view::TextView;
use crate::policy::screen::{COMPARE, EXPORT, FIND, FOOTNOTE, LIST, Looking, PRINT, PROOF, REFER, SAVE, tone};
use crate::policy::store::{self, Comment};
use crate::t;
use crate::ui::{self, Button, SMALL, icons, line, look};
use egui::{Frame, Margin, Rect, Stroke, Ui, UiBuilder, vec2};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the answers depend on.
const TABLES: &[&str] = &["policy_document", "policy_version", "policy_step", "policy_workflow"];
const COMMENTS: &[&str] = &["policy_comment", "policy_response", "person"];

/// Seconds after the last key until what was written is kept.
const QUIET: f64 = 1.0;
const OUTLINE: f32 = 216.0;
const BESIDE: f32 = 268.0;

/// What is known of the document that is open.
#[derive(Clone)]
struct About {
    document: Document,
    flow: Workflow,
    newest: Option<Version>,
}

impl About {
    fn stage(&self) -> Stage {
        self.flow.stage(&self.document.stage)
    }
}

#[derive(Default)]
struct Finding {
    find: String,
    with: String,
    said: String,
}

/// What a check of a text found: the clause, and what is odd.
type Proof = Vec<(i64, String)>;

/// What was typed and is not kept yet.
#[derive(Serialize, Deserialize)]
struct Rescued {
    document: i64,
    body: Body,
}

/// See the head of this file.
pub(in crate::policy) struct Editor {
    id: Option<DocumentId>,
    looking: Looking,
    about: Live<Option<About>, Option<DocumentId>>,
    comments: Live<Vec<Comment>, Option<DocumentId>>,
    opening: Option<Reply<(Working, i64)>>,
    editing: Option<Editing>,
    began: Option<i64>,
    /// The version that was the newest when the text was read.
    read_at: Option<i64>,
    view: TextView,
    /// The revision that is kept, and when the last key came.
    kept: u64,
    typed_at: f64,
    seen: u64,
    due: bool,
    keeping: Option<(u64, Reply<()>)>,
    rescued: Option<Rescued>,
    /// Texts that were left before they were kept.
    left: Vec<(DocumentId, Working)>,
    words: (u64, usize),
    finding: Option<Finding>,
    focus_find: bool,
    naming: Option<Asking<String>>,
    /// Where a reference is put in, and the clause that it is to.
    refer: Option<(Caret, Asking<i64>)>,
    /// Where the caret was last: a menu takes the keyboard from the text.
    last: Option<Caret>,
    saving: Option<(u64, Reply<i64>)>,
    note: String,
    noting: Option<Reply<()>>,
    proof: Option<Reply<Proof>>,
    proved: Option<Proof>,
    papers: Option<Papers>,
    pending: Option<&'static str>,
}

impl Editor {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            about: Live::new(TABLES),
            comments: Live::new(COMMENTS),
            opening: None,
            editing: None,
            began: None,
            read_at: None,
            view: TextView::default(),
            kept: 0,
            typed_at: 0.0,
            seen: 0,
            due: false,
            keeping: None,
            rescued: None,
            left: Vec::new(),
            words: (u64::MAX, 0),
            finding: None,
            focus_find: false,
            naming: None,
            refer: None,
            last: None,
            saving: None,
            note: String::new(),
            noting: None,
            proof: None,
            proved: None,
            papers: None,
            pending: None,
        })
    }

    fn about(&self) -> Option<&About> {
        self.about.get().and_then(Option::as_ref).filter(|about| Some(about.document.id) == self.id)
    }

    fn is_kept(&self) -> bool {
        self.editing.as_ref().is_none_or(|editing| editing.revision() == self.kept)
    }
}

impl Screen for Editor {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            self.open(id);
        }
        self.about.want(sight.desk, self.id, |conn, id| {
            let Some(id) = *id else { return Ok(None) };
            let document = store::document(conn, id)?;
            Ok(Some(About { flow: store::workflow(conn)?, newest: store::newest(conn, id)?, document }))
        });
        self.comments.want(sight.desk, self.id, |conn, id| id.map_or(Ok(Vec::new()), |id| store::comments(conn, id)));
        self.logic_replies(sight);
        self.logic_text(sight);
        if self.due {
            self.keep(sight);
        }
        for (id, working) in self.left.drain(..) {
            keeping::keep_of(sight, id, working).forget();
        }
        if self.naming.as_mut().is_some_and(|naming| !naming.logic()) {
            self.naming = None;
        }
        if self.refer.as_mut().is_some_and(|(_, asking)| !asking.logic()) {
            self.refer = None;
        }
        if self.editing.is_some()
            && self.about().is_some()
            && let Some(key) = self.pending.take()
        {
            self.command_now(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let about = self.about().cloned();
        let title = about.as_ref().map(|about| about.document.called(&about.flow)).unwrap_or_default();
        sight.header(ui, &title, |ui| {
            SAVE.primary(ui, sight);
            ui::menu_button(ui, t!("More for the text"), |ui| {
                for command in [&FIND, &REFER, &FOOTNOTE, &PROOF, &PRINT, &EXPORT] {
                    command.item(ui, sight);
                }
            });
            if let Some(about) = &about {
                if Button::secondary(t!("Compare")).icon(icons::GIT_DIFF).show(ui).clicked() {
                    sight.go(COMPARE, about.document.id.to_string());
                }
                let stage = about.stage();
                ui::chip(ui, &stage.name, tone(&stage));
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let Some(about) = about else {
            let body = t!("Choose a document in the list and open its text with E, or begin one there with N");
            ui::empty_state(ui, icons::SCROLL, t!("No text is open"), body, |ui| {
                if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        };
        let writable = !about.stage().frozen && read_only(sight).is_none();
        self.bar(ui, writable);
        self.find_bar(ui, writable);
        if about.stage().frozen {
            Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
                let says = t!(
                    "The text is frozen at this stage ({stage}): it can be read and commented.",
                    stage = about.stage().name
                );
                line(ui, &says, SMALL.ink(look(ui).muted));
            });
        }
        self.columns(ui, sight, writable);
        self.ask(ui, sight);
        self.ask_refer(ui, sight);
    }

    /// A document's id.
    fn go(&mut self, filter: &str) {
        let (id, what) = filter.split_once(' ').unwrap_or((filter, ""));
        match id.parse() {
            Ok(id) => self.open(id),
            Err(_words) => self.looking.begin(id),
        }
        if what == "find" {
            self.pending = Some(FIND.key);
        } else if what == "save" {
            self.pending = Some(SAVE.key);
        } else if what == "proof" {
            self.pending = Some(PROOF.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&SAVE, &FIND, &REFER, &FOOTNOTE, &PROOF, &EXPORT, &PRINT]
            .into_iter()
            .find(|c| c.key == key)
            .map(|c| c.key);
    }

    fn draft(&self) -> Option<String> {
        let (editing, id) = (self.editing.as_ref()?, self.id?);
        if self.is_kept() {
            return None;
        }
        serde_json::to_string(&Rescued { document: id.0, body: editing.body().clone() }).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(rescued) = serde_json::from_str::<Rescued>(draft) {
            self.forget();
            self.id = Some(DocumentId(rescued.document));
            self.rescued = Some(rescued);
        }
    }
}

impl Editor {
    fn columns(&mut self, ui: &mut Ui, sight: &Sight<'_>, writable: bool) {
        let area = ui.available_rect_before_wrap();
        let (left, right) = if area.width() < 760.0 { (160.0, 208.0) } else { (OUTLINE, BESIDE) };
        let (outline, rest) = area.split_left_right_at_x(area.left() + left);
        let (text, beside) = rest.split_left_right_at_x(rest.right() - right);
        let colors = look(ui);
        ui.painter().vline(text.left() + 0.5, area.y_range(), Stroke::new(1.0, colors.line));
        ui.painter().vline(beside.left() + 0.5, area.y_range(), Stroke::new(1.0, colors.line));
        let child = |ui: &mut Ui, name: &str, rect: Rect, draws: &mut dyn FnMut(&mut Ui)| {
            let mut inner = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
            inner.set_clip_rect(rect.intersect(ui.clip_rect()));
            draws(&mut inner);
        };
        child(ui, "outline", outline.shrink2(vec2(0.0, 8.0)), &mut |ui| self.outline(ui));
        let mut marks: BTreeMap<i64, usize> = BTreeMap::new();
        for comment in self.comments.get().into_iter().flatten().filter(|comment| comment.state == "open") {
            if let Some(clause) = comment.new.anchor.clause {
                *marks.entry(clause).or_default() += 1;
            }
        }
        // A line of text that is too long cannot be read: at most so many points, in the middle of what there is.
        let most = 780.0_f32.min(text.width() - 2.0);
        let middle = Rect::from_center_size(text.center(), vec2(most, text.height()));
        let Self { view, editing, last, .. } = self;
        if let Some(editing) = editing {
            child(ui, "text", middle, &mut |ui| view.show(ui, editing, writable, &marks));
            *last = view.place(editing).or(*last);
            let revision = editing.revision();
            let now = ui.input(|i| i.time);
            if revision != self.seen {
                (self.seen, self.typed_at) = (revision, now);
            }
            if !self.is_kept() && writable {
                if now - self.typed_at >= QUIET {
                    self.due = true;
                    ui.ctx().request_repaint();
                } else {
                    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(QUIET));
                }
            }
        }
        child(ui, "beside", beside.with_min_x(beside.left() + 1.0), &mut |ui| self.beside(ui, sight));
        ui.advance_cursor_after_rect(area);
    }
}
