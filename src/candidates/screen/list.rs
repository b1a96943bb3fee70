//! The list of rounds, the newest first, and beside it what is laid down of the one that is chosen.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::decided::Outcome as Decided;
use super::super::model::{CandidateId, Combine, FieldProblem, Kind, Ladder, RoundForm, RoundId, Rung, Stage, Step};
use super::super::ops;
use super::super::store::{self, Line};
use super::{ADD, COPY, ONE, REMOVE, TABLES, tone};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Result, text};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, two, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::office::Office;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const NAME: &str = "candidates.name";

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Typed {
    /// The round that is changed; none for a new one.
    of: Option<RoundId>,
    /// The round that a new one is made from.
    from: Option<RoundId>,
    /// Who of it goes on.
    with: Vec<CandidateId>,
    form: RoundForm,
}

/// What is read of the round that is chosen.
#[derive(Clone)]
struct Chosen {
    form: RoundForm,
    /// Who stands, and whether they go on as it was decided.
    candidates: Vec<(CandidateId, String, bool)>,
}

fn chosen(office: &Office, id: RoundId) -> Result<Chosen> {
    let (whole, decision) = office.read(|conn| Ok((store::whole(conn, id)?, store::decision(conn, id)?)))?;
    let goes_on = |id: CandidateId| {
        let verdict = decision.as_ref().and_then(|decision| decision.verdict(id));
        verdict.is_some_and(|one| matches!(one.outcome, Decided::Chosen | Decided::Shortlisted))
    };
    let candidates = whole.standing().map(|one| (one.id, one.name().to_owned(), goes_on(one.id))).collect();
    Ok(Chosen { form: RoundForm::of(&whole.round.new), candidates })
}

/// See the head of this file.
pub(in crate::candidates) struct Rounds {
    all: Live<Vec<Line>>,
    open: Live<Option<Chosen>, Option<RoundId>>,
    table: TableState,
    split: Split,
    wanted: Option<RoundId>,
    form: Option<Typing<Typed>>,
    ask: Option<Asking<(RoundId, String)>>,
    pending: Option<&'static str>,
}

impl Rounds {
    pub(in crate::candidates) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            all: Live::new(TABLES),
            open: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            form: None,
            ask: None,
            pending: None,
        })
    }

    fn list(&self) -> &[Line] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn chosen(&self) -> Option<&Line> {
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok());
        self.list().get(cursor.unwrap_or(0))
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let columns = [
            Column::new("name", t!("Vacancy"), 240.0).grows(3.0).least(160.0).unsorted(),
            Column::new("stage", t!("What is scored"), 130.0).unsorted().spare(),
            Column::new("candidates", t!("Candidates"), 90.0).figures().unsorted().spare(),
            Column::new("cards", t!("Cards in"), 90.0).figures().unsorted(),
            Column::new("step", t!("State"), 170.0).unsorted(),
        ];
        let Self { all, table, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let out = Table::new(t!("Rounds"), &columns).rows(all.len() as u64).show(
            ui,
            table,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Line, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Muted(if row.stage == Stage::Sift { t!("Sift") } else { t!("Interviews") }.into()),
                2 => Cell::Text(row.candidates.to_string().into()),
                3 => Cell::Text(t!("{cards} of {due}", cards = row.cards.0, due = row.cards.1).into()),
                _ => Cell::Chip(row.step.label().into(), tone(row.step)),
            },
        );
        if out.selected && self.form.as_ref().is_none_or(|form| !form.is_dirty()) {
            self.form = None;
        }
        let opened = out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| self.list().get(at));
        if let Some(line) = opened {
            sight.go(ONE, line.id.to_string());
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("New round") } else { t!("Change the round") });
            if form.typed.from.is_some() {
                let words = t!(
                    "Criteria with their anchors, questions, requirements, rules, practice answers and the panel come along; no mark and no conflict does."
                );
                ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
                let known = self.open.get().and_then(Option::as_ref);
                go_on(ui, &mut form.typed.with, known.map_or(&[][..], |known| known.candidates.as_slice()));
            }
            let enter = fields(ui, sight, form);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, sight));
                    if !form.problems.is_empty() {
                        // Enter took the keyboard from the field; it goes on from the first one.
                        ui.memory_mut(|m| m.request_focus(Id::unique(NAME)));
                    }
                }
                None => {}
            }
            return;
        }
        let Some(line) = self.chosen().cloned() else { return };
        ui::section(ui, &line.name);
        ui.horizontal(|ui| ui::chip(ui, line.step.label(), tone(line.step)));
        let form = self.open.get().and_then(Option::as_ref).map(|chosen| &chosen.form);
        if let Some(form) = form.filter(|form| !form.profile.is_empty()) {
            ui::paragraph(ui, &form.profile, BODY);
        }
        let candidates = text::plural(line.candidates, t!("candidate"), t!("candidates"));
        let scorers = text::plural(line.scorers, t!("scorer"), t!("scorers"));
        let cards = t!("{cards} of {due}", cards = line.cards.0, due = line.cards.1);
        ui::key_values(
            ui,
            &[
                (t!("What is scored"), line.stage.label()),
                (t!("Candidates"), &candidates),
                (t!("Panel"), &scorers),
                (t!("Cards in"), &cards),
            ],
        );
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if Button::primary(t!("Open it")).key(t!("Enter")).show(ui).clicked() {
                sight.go(ONE, line.id.to_string());
            }
            let published =
                (line.step != Step::Draft).then(|| t!("What was published stays; make a new round from it"));
            let why_not = read_only(sight).or(published);
            if let Some(form) = form
                && Button::secondary(t!("Change")).unless(why_not).show(ui).clicked()
            {
                self.form =
                    Some(Typing::new(Typed { of: Some(line.id), from: None, with: Vec::new(), form: form.clone() }));
            }
        });
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD.key {
            self.form = Some(Typing::new(Typed::default()));
            return;
        }
        let Some(line) = self.chosen() else {
            return sight.notice(Tone::Warning, t!("There is no round yet"), "");
        };
        if key == REMOVE.key {
            self.ask = Some(Asking::new((line.id, line.name.clone())));
        } else if key == COPY.key {
            let from = Some(line.id);
            let known = self.open.get().and_then(Option::as_ref).cloned();
            let with = known.iter().flat_map(|known| &known.candidates).filter(|(_, _, on)| *on).map(|(id, _, _)| *id);
            let with = with.collect();
            let form = known.map(|known| known.form).unwrap_or_default();
            self.form = Some(Typing::new(Typed { of: None, from, with, form }));
        }
    }
}

/// Who of the older round goes on, with what they wrote and what was seen of their eligibility.
fn go_on(ui: &mut Ui, with: &mut Vec<CandidateId>, candidates: &[(CandidateId, String, bool)]) {
    if candidates.is_empty() {
        return;
    }
    ui::section(ui, t!("Who goes on"));
    ui.horizontal_wrapped(|ui| {
        if Link::new(t!("Everybody")).small().show(ui).clicked() {
            *with = candidates.iter().map(|(id, _, _)| *id).collect();
        }
        if Link::new(t!("Nobody")).small().show(ui).clicked() {
            with.clear();
        }
    });
    for (id, name, _) in candidates {
        let mut on = with.contains(id);
        if ui::checkbox(ui, &mut on, name).changed() {
            with.retain(|known| known != id);
            with.extend(on.then_some(*id));
        }
    }
    let words = t!(
        "They bring what they wrote and what was seen of their eligibility. What they need to be heard fairly is sealed under the chair’s passphrase of that round and is written again."
    );
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let id = Id::unique(NAME);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let name = Field::new(t!("Vacancy"), &mut form.name).id(id).placeholder(t!("Candidate for Quay Ward"));
    let mut enter = entered(&name.problem(problem(problems, "name")).show(ui));
    let kinds: Vec<(String, &str)> = Kind::ALL.iter().map(|k| (k.key().to_owned(), k.label())).collect();
    Choice::new(t!("What is filled"), &mut form.kind, &kinds).show(ui);
    let stages: Vec<(String, &str)> = Stage::ALL.iter().map(|s| (s.key().to_owned(), s.label())).collect();
    Choice::new(t!("What is scored"), &mut form.stage, &stages).show(ui);
    Field::new(t!("The role"), &mut form.profile)
        .rows(4)
        .hint(t!("What whoever fills it does, and what that asks of them"))
        .show(ui);
    let mut more = false;
    two(
        ui,
        |ui| more |= fields.text(ui, "seats", t!("Places"), &mut form.seats),
        |ui| enter |= fields.text(ui, "quorum", t!("Scorers each needs"), &mut form.quorum),
    );
    let combine: Vec<(String, &str)> = Combine::ALL.iter().map(|c| (c.key().to_owned(), c.label())).collect();
    Choice::new(t!("Several scorers’ marks become one by the"), &mut form.combine, &combine).show(ui);
    let rungs = Ladder::read(&form.ladder).map(|l| l.0.iter().map(|r| r.label()).collect::<Vec<_>>().join(" → "));
    let all: Vec<&str> = Rung::ALL.iter().map(|rung| rung.key()).collect();
    let all = t!("Of these words, in your order: {all}", all = all.join(", "));
    let hint = rungs.unwrap_or(all);
    let ladder = Field::new(t!("Ties are decided by"), &mut form.ladder).hint(&hint);
    more |= entered(&ladder.problem(problem(problems, "ladder")).show(ui));
    Field::new(t!("What each candidate declares and signs"), &mut form.declaration).rows(3).show(ui);
    enter | more
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse()?;
    Ok(match (typed.of, typed.from) {
        (Some(id), _) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |id| id.0))),
        (None, Some(from)) => {
            let with = typed.with.clone();
            sight.desk.run(&ops::COPY, move |office| {
                ops::copy(office, from, &new, &with).map(|done| with_id(done, |id| id.0))
            })
        }
        (None, None) => {
            sight.desk.run(&ops::NEW, move |office| ops::new(office, &new).map(|done| with_id(done, |id| id.0)))
        }
    })
}

impl Screen for Rounds {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.all.want(sight.desk, (), |conn, ()| store::lines(conn));
        let open = self.chosen().map(|line| line.id);
        self.open.want_office(sight.desk, open, |office, id| id.map(|id| chosen(office, id)).transpose());
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.wanted = Some(RoundId(id));
        }
        let at = self.wanted.and_then(|id| self.list().iter().position(|line| line.id == id));
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok()) {
            self.table.selection.set(at);
            (self.table.reveal, self.wanted) = (Some(at), None);
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = match self.list().len() {
            0 => String::new(),
            all => text::plural(all, t!("round"), t!("rounds")),
        };
        sight.header(ui, &words, |ui| {
            ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for rounds"), |ui| {
                COPY.item(ui, sight);
                REMOVE.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "From a vacancy to a choice that can be defended: the same questions to all, scores sealed until all are in, reasons for everybody"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No selection round yet"), body, |ui| {
                ADD.primary(ui, sight);
            });
            return;
        }
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if let Some(ask) = &mut self.ask {
            let (id, name) = ask.what.clone();
            let question = Question {
                title: t!("Remove the round for {name}?", name = name),
                does: t!("Remove"),
                body: t!("Its criteria, questions and applications go with it. A round that somebody scored in stays.")
                    .to_owned(),
                danger: true,
            };
            let save = |_: &(RoundId, String)| {
                Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, id).map(without_value)))
            };
            if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
                self.ask = None;
            }
        }
    }

    /// A record's id, or `new`.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            (self.form, self.wanted) = (None, Some(RoundId(id)));
        } else if filter == "new" {
            self.pending = Some(ADD.key);
        } else {
            self.pending =
                [&REMOVE, &COPY].into_iter().find(|command| command.key == filter).map(|command| command.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending =
                [&ADD, &REMOVE, &COPY].into_iter().find(|command| command.key == key).map(|command| command.key);
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().filter(|form| form.is_dirty()).and_then(|form| serde_json::to_string(&form.typed).ok())
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(typed) = serde_json::from_str::<Typed>(draft) {
            self.form = Some(Typing::restored(typed, Typed::default()));
        }
    }
}
