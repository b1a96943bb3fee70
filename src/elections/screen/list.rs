//! The list of elections, the latest first, and beside it what is laid down of the one that is chosen.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::model::{ElectionForm, ElectionId, FieldProblem, Rules, Step};
use super::super::store::{self, Line};
use super::super::{export, ops, store as elections};
use super::{ADD, EXPORT, EXPORT_CANDIDATES, ONE, REMOVE, TABLES, rules_words, tone};
use crate::app::export::Exporting;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{day, text};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, terms, two, with_id, without_value};
use crate::ledger::screen::typing::{Asking, Outcome, Press, Question, Typing};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Field, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const POST: &str = "elections.post";

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Typed {
    /// The election that is changed; none for a new one.
    of: Option<ElectionId>,
    form: ElectionForm,
}

/// See the head of this file.
pub(in crate::elections) struct Elections {
    all: Live<Vec<Line>>,
    open: Live<Option<ElectionForm>, Option<ElectionId>>,
    table: TableState,
    split: Split,
    wanted: Option<ElectionId>,
    form: Option<Typing<Typed>>,
    ask: Option<Asking<(ElectionId, String)>>,
    exporting: Exporting,
    pending: Option<&'static str>,
}

impl Elections {
    pub(in crate::elections) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            all: Live::new(TABLES),
            open: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            form: None,
            ask: None,
            exporting: Exporting::default(),
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
            Column::new("post", t!("Post"), 170.0).grows(1.0).least(120.0).unsorted(),
            Column::new("day", t!("Vote on"), 100.0).unsorted(),
            Column::new("seats", t!("Seats"), 56.0).figures().unsorted(),
            Column::new("stand", t!("Stand"), 60.0).figures().unsorted().spare(),
            Column::new("rules", t!("Rules"), 140.0).unsorted().spare(),
            Column::new("step", t!("State"), 150.0).unsorted(),
        ];
        let Self { all, table, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let out = Table::new(t!("Elections"), &columns).rows(all.len() as u64).show(
            ui,
            table,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Line, column| match column {
                0 => Cell::Strong(row.post.as_str().into()),
                1 => Cell::Text(day::short(row.on).into()),
                2 => Cell::Text(row.seats.to_string().into()),
                3 => Cell::Text(row.standing.to_string().into()),
                4 => Cell::Muted(rules_words(row.rules).into()),
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
            ui::section(ui, if form.typed.of.is_none() { t!("New election") } else { t!("Change the election") });
            let enter = fields(ui, sight, form);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, sight));
                    if !form.problems.is_empty() {
                        // Enter took the keyboard from the field; it goes on from the first one.
                        ui.memory_mut(|m| m.request_focus(Id::unique(POST)));
                    }
                }
                None => {}
            }
            return;
        }
        let Some(line) = self.chosen().cloned() else { return };
        ui::section(ui, &line.post);
        ui.horizontal(|ui| ui::chip(ui, line.step.label(), tone(line.step)));
        if !line.result.is_empty() {
            ui::paragraph(ui, &line.result, BODY.strong());
        }
        let seats = text::plural(line.seats, t!("seat"), t!("seats"));
        let candidates = text::plural(line.standing, t!("candidate"), t!("candidates"));
        ui::key_values(
            ui,
            &[
                (t!("Vote on"), &day::long(line.on)),
                (t!("Seats"), &seats),
                (t!("Stand"), &candidates),
                (t!("Rules"), line.rules.name()),
            ],
        );
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if Button::primary(next_words(line.step)).key(t!("Enter")).show(ui).clicked() {
                sight.go(ONE, line.id.to_string());
            }
            let form = self.open.get().and_then(Option::as_ref);
            let closed = (line.step != Step::Nominating).then(|| t!("Nominations are closed"));
            let why_not = read_only(sight).or(closed);
            if let Some(form) = form
                && Button::secondary(t!("Change")).unless(why_not).show(ui).clicked()
            {
                self.form = Some(Typing::new(Typed { of: Some(line.id), form: form.clone() }));
            }
        });
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD.key {
            let form = ElectionForm::default();
            self.form = Some(Typing::new(Typed { of: None, form }));
        } else if let Some(line) = self.chosen() {
            self.ask = Some(Asking::new((line.id, line.post.clone())));
        } else {
            sight.notice(Tone::Warning, t!("There is no election yet"), "");
        }
    }
}

/// What opening an election leads to.
fn next_words(step: Step) -> &'static str {
    match step {
        Step::Nominating => t!("Nominations"),
        Step::ToDraw | Step::Voting => t!("Ballots"),
        Step::Unopposed | Step::ToDeclare | Step::NextRound => t!("Count"),
        Step::Declared => t!("Result"),
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let id = Id::unique(POST);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let post =
        Field::new(t!("Post"), &mut form.post).id(id).placeholder(t!("Chair")).problem(problem(problems, "post"));
    let mut enter = entered(&post.show(ui));
    let mut more = false;
    two(
        ui,
        |ui| more |= fields.text(ui, "seats", t!("Seats"), &mut form.seats),
        |ui| enter |= fields.day(ui, "on", t!("Vote on"), &mut form.on),
    );
    let options: Vec<(String, &str)> =
        Rules::ALL.iter().map(|rules| (rules.key().to_owned(), rules_words(*rules))).collect();
    Choice::new(t!("Rules"), &mut form.rules, &options).problem(problem(problems, "rules")).show(ui);
    if let Some(words) = Rules::of(&form.rules).map(explained) {
        ui.add_space(-8.0);
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
    }
    ui::checkbox(ui, &mut form.reopen, t!("“Reopen nominations” as a choice"));
    ui::checkbox(ui, &mut form.secret, t!("Secret ballot"));
    let options = ["0", "1", "2"].map(|n| (n.to_owned(), nominators_words(n)));
    Choice::new(t!("Nominated by"), &mut form.nominators, &options).problem(problem(problems, "nominators")).show(ui);
    more |= fields.day(ui, "nominate_by", t!("Nominations until"), &mut form.nominate_by);
    more |= fields.text(ui, "note", t!("Note"), &mut form.note);
    enter | more
}

fn nominators_words(number: &str) -> &'static str {
    match number {
        "0" => t!("Nobody"),
        "1" => t!("A proposer"),
        _ => t!("Proposer and seconder"),
    }
}

/// What the rules do, for who has not met them.
fn explained(rules: Rules) -> &'static str {
    match rules {
        Rules::FirstPast => t!("One cross, one seat; most votes win."),
        Rules::Block => t!("As many crosses as seats; most votes win."),
        Rules::Approval => t!("Any number of crosses; most votes win."),
        Rules::Alternative => {
            t!("Numbered choices, one seat; who has fewest goes out until somebody has more than half.")
        }
        Rules::Exhaustive => t!("One cross, one seat; who has fewest goes out and people vote again."),
        Rules::Scottish => t!("Numbered choices; all papers move at five decimals, ties by the most recent stage."),
        Rules::Ers97 => t!("Numbered choices; the last batch moves at two decimals, small surpluses wait."),
        Rules::Meek => t!("Numbered choices; votes are shared out anew at nine decimals. For counting by computer."),
    }
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse(&terms(sight))?;
    Ok(match typed.of {
        None => sight.desk.run(&ops::NEW, move |office| ops::new(office, &new).map(|done| with_id(done, |id| id.0))),
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |id| id.0))),
    })
}

impl Screen for Elections {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.all.want(sight.desk, (), |conn, ()| store::lines(conn));
        let chosen = self.chosen().map(|line| line.id);
        self.open.want(sight.desk, chosen, |conn, id| {
            id.map(|id| elections::whole(conn, id).map(|whole| ElectionForm::of(&whole.election.new))).transpose()
        });
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.wanted = Some(ElectionId(id));
        }
        let at = self.wanted.and_then(|id| self.list().iter().position(|line| line.id == id));
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok()) {
            self.table.selection.set(at);
            (self.table.reveal, self.wanted) = (Some(at), None);
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        self.exporting.logic(sight);
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            match key {
                key if key == EXPORT.key => self.exporting.begin(sight, &export::ELECTIONS),
                key if key == EXPORT_CANDIDATES.key => self.exporting.begin(sight, &export::CANDIDATES),
                key => self.begin(key, sight),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.list().iter().filter(|line| line.step != Step::Declared).count();
        let words = match (open, self.list().len()) {
            (_, 0) => String::new(),
            (0, all) => t!("{count}, all declared", count = text::plural(all, t!("election"), t!("elections"))),
            (open, all) => {
                t!("{count}, {open} open", count = text::plural(all, t!("election"), t!("elections")), open = open)
            }
        };
        sight.header(ui, &words, |ui| {
            ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for elections"), |ui| {
                for command in [&EXPORT, &EXPORT_CANDIDATES, &REMOVE] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "From nominations to the declared result: who stands and why, the order by lot, papers keyed twice, and every stage of the count"
            );
            ui::empty_state(ui, icons::CHECKS, t!("No election yet"), body, |ui| {
                ADD.primary(ui, sight);
            });
            return;
        }
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if let Some(ask) = &mut self.ask {
            let (id, post) = ask.what.clone();
            let question = Question {
                title: t!("Remove the election of {post}?", post = post),
                does: t!("Remove"),
                body: t!("Its nominations go with it. An election that people voted in stays.").to_owned(),
                danger: true,
            };
            let save = |_: &(ElectionId, String)| {
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
            (self.form, self.wanted) = (None, Some(ElectionId(id)));
        } else if filter == "new" {
            self.pending = Some(ADD.key);
        } else if filter == REMOVE.key {
            self.pending = Some(REMOVE.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&ADD, &REMOVE, &EXPORT, &EXPORT_CANDIDATES]
                .into_iter()
                .find(|command| command.key == key)
                .map(|command| command.key);
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
