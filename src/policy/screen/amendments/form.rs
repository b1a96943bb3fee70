//! Writing an amendment: a copy of the text is edited, and below it stands what that asks, in words.

use std::sync::Arc;

use egui::{Id, Ui};

use super::super::super::body::Body;
use super::super::super::model::DocumentId;
use super::super::super::model::amendment::{Amendment, AmendmentId, Board};
use super::super::super::ops::amend as ops;
use super::super::super::{change, markdown};
use crate::app::{Live, Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::{self, BODY, Field, SMALL, look};

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    of: Option<AmendmentId>,
    text: String,
    reason: String,
    proposer: String,
    seconders: String,
}

/// See the head of this file.
pub(super) struct Form {
    document: DocumentId,
    parent: Option<(AmendmentId, String)>,
    base: Arc<Body>,
    width: usize,
    next: i64,
    typing: Typing<Typed>,
    asks: Live<Vec<String>, String>,
}

/// What comes after a frame.
pub(super) enum Then {
    Stays,
    Saved(i64),
}

fn amended(base: &Body, text: &str, mut next: i64) -> Body {
    change::identified(base, &markdown::read(text), || {
        next += 1;
        next - 1
    })
}

impl Form {
    /// A new one, one that changes a draft, or one that amends an amendment.
    pub(super) fn new(board: &Board, of: Option<&Amendment>, parent: Option<&Amendment>) -> Self {
        let base = match (of, parent) {
            (Some(of), _) => board.base_of(&of.new),
            (None, Some(parent)) => {
                change::apply(&board.base, &parent.new.ops).unwrap_or_else(|_misfits| board.base.clone())
            }
            (None, None) => board.base.clone(),
        };
        let now = of.and_then(|of| change::apply(&base, &of.new.ops).ok());
        let typed = Typed {
            of: of.map(|of| of.id),
            text: markdown::write(now.as_ref().unwrap_or(&base)),
            reason: of.map(|of| of.new.reason.clone()).unwrap_or_default(),
            proposer: of.map(|of| of.proposer.clone()).unwrap_or_default(),
            seconders: of.map(|of| of.seconders.join("; ")).unwrap_or_default(),
        };
        Self {
            document: board.document,
            parent: parent.map(|parent| (parent.id, parent.called())),
            base: Arc::new(base),
            width: board.width,
            next: board.next_clause(),
            typing: Typing::new(typed),
            asks: Live::new(&["policy_version"]),
        }
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.typing.is_dirty()
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Then {
        // What is asked is worked out beside the frame: a long text takes a while.
        let (base, width, next) = (Arc::clone(&self.base), self.width, self.next);
        self.asks.want(sight.desk, self.typing.typed.text.clone(), move |_conn, text| {
            let ops = change::derive(&base, &amended(&base, text, next));
            let told = change::instruct_in(&base, width, &ops);
            Ok(told.into_iter().flat_map(|i| std::iter::once(i.words).chain(i.block)).collect())
        });
        match self.typing.logic() {
            Some(Outcome::Saved(id)) => Then::Saved(id),
            Some(Outcome::Left) | None => Then::Stays,
        }
    }

    /// Draws it; answers whether it was left.
    pub(super) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        ui.spacing_mut().item_spacing.y = 10.0;
        let title = match (&self.parent, self.typing.typed.of) {
            (Some((_, name)), _) => t!("Amend {name}", name = name),
            (None, Some(_)) => t!("Change the draft").to_owned(),
            (None, None) => t!("Write an amendment").to_owned(),
        };
        ui::section(ui, &title);
        ui::paragraph(ui, t!("Edit this copy of the text as it should read."), SMALL.ink(look(ui).muted));
        let first = self.typing.takes_focus();
        let id = Id::unique("policy.amend.text");
        if first {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed, problems, .. } = &mut self.typing;
        Field::new(t!("The text as it should read"), &mut typed.text)
            .id(id)
            .rows(14)
            .problem(problem(problems, "text"))
            .show(ui);
        ui::section(ui, t!("What this asks"));
        let asks = self.asks.get().map_or(&[][..], Vec::as_slice);
        if asks.is_empty() {
            ui::paragraph(ui, t!("Nothing yet: the copy says what the text says."), BODY.ink(look(ui).muted));
        }
        for line in asks.iter().take(40) {
            ui::paragraph(ui, line, BODY);
        }
        Field::new(t!("Reason"), &mut typed.reason).rows(3).show(ui);
        Field::new(t!("Proposed by"), &mut typed.proposer).problem(problem(problems, "proposer")).show(ui);
        if typed.of.is_none() {
            Field::new(t!("Seconded by"), &mut typed.seconders)
                .hint(t!("Several with a semicolon between them"))
                .show(ui);
        }
        let (document, base, next) = (self.document, Arc::clone(&self.base), self.next);
        let parent = self.parent.as_ref().map(|(id, _)| *id);
        match self.typing.buttons(ui, sight, false) {
            Some(Press::Left) => true,
            Some(Press::Save) => {
                self.typing.save(|typed| save(typed, sight, document, parent, &base, next));
                false
            }
            None => false,
        }
    }
}

fn save(
    typed: &Typed,
    sight: &Sight<'_>,
    document: DocumentId,
    parent: Option<AmendmentId>,
    base: &Body,
    next: i64,
) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let amended = amended(base, &typed.text, next);
    if change::derive(base, &amended).is_empty() {
        return Err(vec![FieldProblem::new("text", t!("The copy says what the text says, so it amends nothing"))]);
    }
    let names = typed.seconders.split(';').map(str::trim).filter(|name| !name.is_empty());
    let writing = ops::Writing {
        parent,
        whole: false,
        separate: false,
        amended,
        reason: typed.reason.clone(),
        proposer: None,
        proposer_name: typed.proposer.trim().to_owned(),
        seconders: names.map(str::to_owned).collect(),
    };
    Ok(match typed.of {
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &writing).map(|done| with_id(done, |()| id.0))),
        None => sight.desk.run(&ops::WRITE, move |office| {
            ops::write(office, document, &writing, false).map(|done| with_id(done, |id| id.0))
        }),
    })
}
