//! Writing an amendment, other words that the committee recommends, words for a separate vote, or an amendment anew for a later
//! version: a copy of the text is edited as the text itself is, and beside it stands what that asks, in words, as it is typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Key, Modifiers, Ui};

use super::super::super::body::Body;
use super::super::super::change::{self, Instruction, Op};
use super::super::super::edit::{Caret, Editing};
use super::super::super::model::DocumentId;
use super::super::super::model::amendment::{Amendment, AmendmentId, Board, Recommends};
use super::super::super::ops::amend as ops;
use super::super::outline;
use super::super::text_view::TextView;
use crate::app::{Live, Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, read_only, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, Link, SMALL, icons, look};

/// What the copy is edited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new amendment: to the text, to an amendment, or another text for the whole.
    Write { parent: Option<AmendmentId>, whole: bool },
    /// A draft.
    Change(AmendmentId),
    /// The words that the committee would have instead.
    Recommend(AmendmentId),
    /// An open amendment for the newest version.
    Rewrite(AmendmentId),
    /// Words that are voted on separately: they are taken out of the copy.
    Separate(Option<AmendmentId>),
}

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    /// How far the copy was edited.
    revision: u64,
    reason: String,
    proposer: String,
    seconders: String,
    agreed: Option<bool>,
    says: String,
}

/// See the head of this file.
pub(super) struct Form {
    document: DocumentId,
    purpose: Purpose,
    /// The amendment that it is about, by its number.
    about: String,
    base: Arc<Body>,
    width: usize,
    editing: Editing,
    view: TextView,
    /// The copy as it was when the instructions were asked for last.
    copy: (u64, Arc<Body>),
    asks: Live<Vec<Instruction>, u64>,
    marks: BTreeMap<i64, usize>,
    marked: u64,
    find: String,
    typing: Typing<Typed>,
}

/// What comes after a frame.
pub(super) enum Then {
    Stays,
    Saved(i64),
}

fn reason_id() -> Id {
    Id::unique("policy.amend.reason")
}

fn find_id() -> Id {
    Id::unique("policy.amend.find")
}

impl Form {
    /// A new amendment to the text or, with `parent`, to an amendment.
    pub(super) fn write(board: &Board, parent: Option<&Amendment>, whole: bool) -> Self {
        let base = board.with(parent);
        let purpose = Purpose::Write { parent: parent.map(|parent| parent.id), whole };
        Self::new(board, purpose, parent, base, None, Typed::default())
    }

    /// One that changes a draft.
    pub(super) fn change(board: &Board, one: &Amendment) -> Self {
        let typed = Typed {
            reason: one.new.reason.clone(),
            proposer: one.proposer.clone(),
            seconders: one.seconders.join("; "),
            ..Typed::default()
        };
        Self::new(board, Purpose::Change(one.id), Some(one), board.base_of(&one.new), Some(&one.new.ops), typed)
    }

    /// The words of the committee: what it recommended, or the amendment's own to begin with.
    pub(super) fn recommend(board: &Board, one: &Amendment) -> Self {
        let typed = Typed {
            reason: one.recommends_why.clone(),
            agreed: one.agreed,
            says: one.agreed_says.clone(),
            ..Typed::default()
        };
        let ops = one.recommended.as_ref().unwrap_or(&one.new.ops);
        Self::new(board, Purpose::Recommend(one.id), Some(one), board.base_of(&one.new), Some(ops), typed)
    }

    /// An amendment for the newest version; `ops` is what of it still fits.
    pub(super) fn rewrite(board: &Board, one: &Amendment, ops: &[Op]) -> Self {
        Self::new(board, Purpose::Rewrite(one.id), Some(one), board.base_of(&one.new), Some(ops), Typed::default())
    }

    /// Words of the text, or of an amendment, that are voted on separately.
    pub(super) fn separate(board: &Board, of: Option<&Amendment>) -> Self {
        Self::new(board, Purpose::Separate(of.map(|of| of.id)), of, board.with(of), None, Typed::default())
    }

    fn new(
        board: &Board,
        purpose: Purpose,
        about: Option<&Amendment>,
        base: Body,
        ops: Option<&[Op]>,
        typed: Typed,
    ) -> Self {
        let copy = ops.and_then(|ops| change::apply(&base, ops).ok()).unwrap_or_else(|| base.clone());
        let mut view = TextView::default();
        // The first clause that is changed already, or the beginning.
        let touched: Vec<i64> =
            ops.unwrap_or_default().iter().filter_map(|op| op.brings().map(|c| c.id).or(op.clause())).collect();
        let at = copy.clauses.iter().position(|c| touched.contains(&c.id)).unwrap_or(0);
        view.put(Caret { at, char: 0 });
        Self {
            document: board.document,
            purpose,
            about: about.map(Amendment::called).unwrap_or_default(),
            base: Arc::new(base),
            width: board.width,
            copy: (0, Arc::new(copy.clone())),
            editing: Editing::new(copy, board.next_clause()),
            view,
            asks: Live::new(&["policy_version"]),
            marks: BTreeMap::new(),
            marked: u64::MAX,
            find: String::new(),
            typing: Typing::new(typed),
        }
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.typing.is_dirty()
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Then {
        let revision = self.editing.revision();
        self.typing.typed.revision = revision;
        if self.copy.0 != revision {
            self.copy = (revision, Arc::new(self.editing.body().clone()));
        }
        // What is asked is worked out beside the frame: a long text takes a while.
        let (base, copy, width) = (Arc::clone(&self.base), Arc::clone(&self.copy.1), self.width);
        self.asks.want(sight.desk, revision, move |_conn, _revision| {
            let ops = change::derive(&base, &copy);
            Ok(change::instruct_in(&base, width, &ops))
        });
        if let Some(asks) = self.asks.get()
            && self.marked != revision
        {
            self.marks.clear();
            for clause in asks.iter().filter_map(|ask| ask.clause) {
                *self.marks.entry(clause).or_default() += 1;
            }
            self.marked = revision;
        }
        match self.typing.logic() {
            Some(Outcome::Saved(id)) => Then::Saved(id),
            Some(Outcome::Left) | None => Then::Stays,
        }
    }

    fn title(&self) -> String {
        match &self.purpose {
            Purpose::Write { parent: Some(_), .. } => t!("Amend {name}", name = self.about),
            Purpose::Write { whole: true, .. } => t!("Write another text for the whole").to_owned(),
            Purpose::Write { .. } => t!("Write an amendment").to_owned(),
            Purpose::Change(_) => t!("Change the draft").to_owned(),
            Purpose::Recommend(_) => t!("What the committee would have instead of {name}", name = self.about),
            Purpose::Rewrite(_) => t!("Write {name} anew for the newest version", name = self.about),
            Purpose::Separate(Some(_)) => t!("Separate vote on words of {name}", name = self.about),
            Purpose::Separate(None) => t!("Separate vote on words of the text").to_owned(),
        }
    }

    fn hint(&self) -> &'static str {
        match &self.purpose {
            Purpose::Separate(_) => {
                t!("Take the words out of the copy that are voted on: the question will be whether they stay.")
            }
            _ => t!(
                "Edit the copy as it should read. Enter begins a clause, Ctrl+Enter divides one, Alt+arrows move it."
            ),
        }
    }

    /// The copy with its outline, in the place of the list.
    pub(super) fn text(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let writable = read_only(sight).is_none();
        self.bar(ui, writable);
        let area = ui.available_rect_before_wrap();
        let (outline, text) = area.split_left_right_at_x(area.left() + if area.width() > 620.0 { 190.0 } else { 0.0 });
        if outline.width() > 1.0 {
            let mut left = ui.new_child(egui::UiBuilder::new().id_salt("outline").max_rect(outline));
            left.set_clip_rect(outline.intersect(ui.clip_rect()));
            if let Some(caret) = outline::show(&mut left, &self.editing, &mut self.view) {
                self.view.put(caret);
            }
            ui.painter().vline(outline.right() + 0.5, area.y_range(), egui::Stroke::new(1.0, look(ui).line));
        }
        let mut right = ui.new_child(egui::UiBuilder::new().id_salt("copy").max_rect(text));
        right.set_clip_rect(text.intersect(ui.clip_rect()));
        self.view.show(&mut right, &mut self.editing, writable, &self.marks);
        ui.advance_cursor_after_rect(area);
    }

    /// A clause by its number or its words, and what is done with the one that has the keyboard.
    fn bar(&mut self, ui: &mut Ui, writable: bool) {
        let caret = self.view.place(&self.editing);
        let mut next = None;
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let out = Field::new(t!("Go to a clause"), &mut self.find)
                    .bare()
                    .placeholder(t!("Go to a clause: number or words"))
                    .id(find_id())
                    .width(220.0)
                    .show(ui);
                if out.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
                    next = self.found(caret);
                }
                ui.add_space(8.0);
                for (icon, name, deed) in [
                    (
                        icons::PLUS,
                        t!("Insert a clause behind this one"),
                        insert as fn(&mut Editing, Caret) -> Option<Caret>,
                    ),
                    (icons::TRASH, t!("Leave this clause out, with what belongs to it"), Editing::delete),
                    (icons::ARROW_UP, t!("Up (Alt+Up)"), Editing::move_up),
                    (icons::ARROW_DOWN, t!("Down (Alt+Down)"), Editing::move_down),
                    (icons::ARROW_RIGHT, t!("One deeper (Tab)"), Editing::indent),
                    (icons::ARROW_LEFT, t!("One less deep (Shift+Tab)"), Editing::outdent),
                ] {
                    if ui::icon_button(ui, icon, name).clicked()
                        && writable
                        && let Some(caret) = caret
                    {
                        next = deed(&mut self.editing, caret).or(Some(caret));
                    }
                }
            });
        });
        if let Some(caret) = next {
            self.view.put(caret);
        }
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, egui::Stroke::new(1.0, look(ui).line));
    }

    /// The clause that was looked for: by its number, else the next that has the words.
    fn found(&mut self, from: Option<Caret>) -> Option<Caret> {
        let typed = self.find.trim().to_owned();
        let labels = self.view.labels(&self.editing);
        let named = self.editing.clauses().iter().position(|c| labels.get(c.id).is_some_and(|l| l.full == typed));
        let from = from.unwrap_or_default();
        named
            .map(|at| Caret { at, char: 0 })
            .or_else(|| self.editing.find(&typed, Caret { char: from.char + 1, ..from }))
    }

    /// What it asks, who and why; answers whether the form was left.
    pub(super) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        ui.spacing_mut().item_spacing.y = 10.0;
        super::super::long_section(ui, &self.title());
        ui::paragraph(ui, self.hint(), SMALL.ink(look(ui).muted));
        ui::paragraph(ui, t!("F6 goes from the copy to this form and back."), SMALL.ink(look(ui).muted));
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::F6)) {
            match self.view.place(&self.editing) {
                Some(_) => ui.memory_mut(|m| m.request_focus(reason_id())),
                None => self.view.put(Caret { at: self.view.topmost(), char: 0 }),
            }
        }
        self.told(ui);
        self.fields(ui);
        match self.typing.buttons(ui, sight, false) {
            Some(Press::Left) => true,
            Some(Press::Save) => {
                let (document, purpose) = (self.document, self.purpose.clone());
                let (base, amended) = (Arc::clone(&self.base), self.editing.body().clone());
                self.typing.save(|typed| save(typed, sight, document, &purpose, &base, amended));
                false
            }
            None => false,
        }
    }

    /// The instructions, each a way to its clause.
    fn told(&mut self, ui: &mut Ui) {
        ui::section(ui, t!("What this asks"));
        let asks = self.asks.get().map_or(&[][..], Vec::as_slice);
        if let Some(problem) = problem(&self.typing.problems, "text") {
            ui::paragraph(ui, problem, BODY.ink(look(ui).danger));
        } else if asks.is_empty() {
            ui::paragraph(ui, t!("Nothing yet: the copy says what the text says."), BODY.ink(look(ui).muted));
        }
        let mut goal = None;
        for ask in asks.iter().take(40) {
            ui::paragraph(ui, &ask.words, BODY);
            for line in &ask.block {
                ui.indent("block", |ui| ui::paragraph(ui, line, BODY));
            }
            let at = ask.clause.and_then(|id| self.editing.clauses().iter().position(|c| c.id == id));
            if asks.len() > 1
                && let Some(at) = at
                && Link::new(t!("Go there")).small().show(ui).clicked()
            {
                goal = Some(Caret { at, char: 0 });
            }
        }
        if asks.len() > 40 {
            ui::paragraph(ui, &t!("And {count} more.", count = asks.len() - 40), SMALL.ink(look(ui).muted));
        }
        if let Some(caret) = goal {
            self.view.put(caret);
        }
    }

    fn fields(&mut self, ui: &mut Ui) {
        let Typing { typed, problems, .. } = &mut self.typing;
        let why = match &self.purpose {
            Purpose::Recommend(_) => t!("Why the committee would have it so"),
            _ => t!("Reason"),
        };
        if !matches!(self.purpose, Purpose::Rewrite(_)) {
            Field::new(why, &mut typed.reason).id(reason_id()).rows(3).show(ui);
        }
        match &self.purpose {
            Purpose::Write { .. } | Purpose::Change(_) => {
                Field::new(t!("Proposed by"), &mut typed.proposer).problem(problem(problems, "proposer")).show(ui);
                if matches!(self.purpose, Purpose::Write { .. }) {
                    Field::new(t!("Seconded by"), &mut typed.seconders)
                        .hint(t!("Several with a semicolon between them"))
                        .show(ui);
                }
            }
            Purpose::Separate(_) => {
                Field::new(t!("Asked for by"), &mut typed.proposer).show(ui);
            }
            Purpose::Recommend(_) => {
                let options = [(None, t!("Not said")), (Some(true), t!("Yes")), (Some(false), t!("No"))];
                Choice::new(t!("Does the proposer agree?"), &mut typed.agreed, &options).show(ui);
                Field::new(t!("What the proposer says to it"), &mut typed.says).rows(2).show(ui);
            }
            Purpose::Rewrite(_) => {}
        }
    }
}

/// A clause like this one behind it and what belongs to it.
fn insert(editing: &mut Editing, caret: Caret) -> Option<Caret> {
    let clause = editing.clauses().get(caret.at)?.clone();
    let last = editing.body().branch(caret.at).end.checked_sub(1)?;
    let char = editing.clauses().get(last)?.text.chars().count();
    let mut next = editing.enter(Caret { at: last, char })?;
    if last == caret.at {
        return Some(next);
    }
    while editing.clauses().get(next.at).is_some_and(|new| new.depth > clause.depth) {
        next = editing.outdent(next)?;
    }
    editing.set_kind(next, clause.kind).or(Some(next))
}

fn save(
    typed: &Typed,
    sight: &Sight<'_>,
    document: DocumentId,
    purpose: &Purpose,
    base: &Body,
    amended: Body,
) -> Result<Reply<i64>, Vec<FieldProblem>> {
    if change::derive(base, &amended).is_empty() {
        return Err(vec![FieldProblem::new("text", t!("The copy says what the text says, so it amends nothing"))]);
    }
    let desk = sight.desk;
    let names = typed.seconders.split(';').map(str::trim).filter(|name| !name.is_empty());
    let writing = |parent: Option<AmendmentId>, whole: bool, amended: Body| ops::Writing {
        parent,
        whole,
        separate: false,
        amended,
        reason: typed.reason.clone(),
        proposer: None,
        proposer_name: typed.proposer.trim().to_owned(),
        seconders: names.clone().map(str::to_owned).collect(),
    };
    Ok(match purpose {
        Purpose::Write { parent, whole } => {
            let writing = writing(*parent, *whole, amended);
            desk.run(&ops::WRITE, move |office| {
                ops::write(office, document, &writing, false).map(|done| with_id(done, |id| id.0))
            })
        }
        Purpose::Change(id) => {
            let (id, writing) = (*id, writing(None, false, amended));
            desk.run(&ops::CHANGE, move |office| ops::change(office, id, &writing).map(|done| with_id(done, |()| id.0)))
        }
        Purpose::Recommend(id) => {
            let id = *id;
            let what = ops::Recommending {
                recommends: Recommends::Modify,
                amended: Some(amended),
                why: typed.reason.clone(),
                agreed: typed.agreed,
                agreed_says: typed.says.clone(),
            };
            desk.run(&ops::RECOMMEND, move |office| {
                ops::recommend(office, id, &what).map(|done| with_id(done, |()| id.0))
            })
        }
        Purpose::Rewrite(id) => {
            let id = *id;
            desk.run(&ops::REWRITE, move |office| {
                ops::rewrite(office, id, &amended).map(|done| with_id(done, |()| id.0))
            })
        }
        Purpose::Separate(parent) => {
            let what = ops::Separately {
                parent: *parent,
                without: amended,
                by: None,
                by_name: typed.proposer.trim().to_owned(),
                reason: typed.reason.clone(),
            };
            desk.run(&ops::SEPARATE, move |office| {
                ops::separate(office, document, &what).map(|done| with_id(done, |id| id.0))
            })
        }
    })
}
