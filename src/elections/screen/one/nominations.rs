//! Who stands: the list of nominations, and beside it the one that is chosen, or the form of a new one.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::model::{Candidate, ElectionId, FieldProblem, NewNomination, Nominator, NomineeId, Step};
use super::super::super::ops;
use super::super::{NOMINATE, PEOPLE};
use super::Shown;
use super::ask::What;
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, with_id, without_value};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const NOMINEE: &str = "elections.nominee";

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    /// The nomination that is changed; none for a new one.
    of: Option<NomineeId>,
    who: Who,
    on_paper: String,
    proposer: Who,
    seconder: Who,
    statement: String,
    consents: bool,
    allowed: String,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    found: [Suggestions; 3],
    /// A new one is to be written down.
    begin: bool,
    wanted: Option<NomineeId>,
    consenting: Option<Reply<()>>,
}

impl View {
    /// Begins a new nomination.
    pub(super) fn begin(&mut self) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.begin = true;
        }
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, shown: &Shown) {
        if std::mem::take(&mut self.begin) {
            if shown.step == Step::Nominating {
                self.form = Some(Typing::new(Typed::default()));
            } else {
                sight.notice(
                    Tone::Warning,
                    t!("Nominations are closed"),
                    t!("Open them again first, if your rules allow that"),
                );
            }
        }
        if let Some(form) = &mut self.form {
            for (found, who) in self.found.iter_mut().zip([&form.typed.who, &form.typed.proposer, &form.typed.seconder])
            {
                found.want(sight.desk, who);
            }
            if let Some(Outcome::Saved(id)) = form.logic() {
                let was_new = form.typed.of.is_none();
                self.form = None;
                self.wanted = Some(NomineeId(id));
                // The next one follows at once: nominations are written down in a row.
                self.begin = was_new;
            }
        }
        if let Some(id) = self.wanted
            && let Some(at) = shown.whole.candidates.iter().position(|one| one.id == id)
        {
            self.table.selection.set(at as u64);
            self.wanted = None;
        }
        if let Some(done) = self.consenting.as_mut().and_then(Reply::take) {
            self.consenting = None;
            if let Err(problem) = done {
                sight.problem(problem);
            }
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        if shown.whole.candidates.is_empty() && self.form.is_none() {
            let body = t!(
                "Who is nominated, by whom, and whether they agreed. The roll says at once who may stand and nominate"
            );
            ui::empty_state(ui, icons::USER_PLUS, t!("Nobody is nominated yet"), body, |ui| {
                NOMINATE.primary(ui, sight);
            });
            return None;
        }
        let mut split = self.split;
        let asked = RefCell::new(None);
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, shown),
            |ui| *asked.borrow_mut() = this.borrow_mut().pane(ui, sight, shown),
        );
        self.split = split;
        asked.into_inner()
    }

    fn list(&mut self, ui: &mut Ui, shown: &Shown) {
        let whole = &shown.whole;
        let nominators = whole.election.new.nominators;
        let drawn = whole.election.closed.is_some();
        let mut columns = vec![
            Column::new("name", t!("Candidate"), 170.0).grows(1.0).least(120.0).unsorted(),
            Column::new("by", t!("Nominated by"), 170.0).grows(1.0).unsorted().spare(),
            Column::new("state", t!("State"), 190.0).unsorted(),
        ];
        if drawn {
            columns.insert(0, Column::new("place", t!("Place"), 56.0).figures().unsorted());
        }
        let first = usize::from(drawn);
        let all = &whole.candidates;
        let out = Table::new(t!("Nominations"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            |at| all.get(usize::try_from(at).ok()?),
            |one: &Candidate, column| {
                if drawn && column == 0 {
                    return one.place.map_or(Cell::Empty, |place| Cell::Muted(place.to_string().into()));
                }
                match column - first {
                    0 => Cell::Strong(one.name().to_owned().into()),
                    1 => Cell::Text(nominated_by(one).into()),
                    _ => {
                        let (words, tone) = state(one, nominators, drawn);
                        Cell::Chip(words.into(), tone)
                    }
                }
            },
        );
        if out.selected && self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
            self.form = None;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let election = shown.whole.election.id;
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("New nomination") } else { t!("Change the nomination") });
            let enter = fields(ui, sight, form, &self.found, shown.whole.election.new.nominators);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, election, sight));
                    if !form.problems.is_empty() {
                        // Enter took the keyboard from the field; it goes on from the first one.
                        ui.memory_mut(|m| m.request_focus(Id::unique(NOMINEE)));
                    }
                }
                None => {}
            }
            return None;
        }
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let one = shown.whole.candidates.get(at)?;
        self.one(ui, sight, shown, one)
    }

    fn one(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, one: &Candidate) -> Option<What> {
        let nominators = shown.whole.election.new.nominators;
        let open = shown.step == Step::Nominating;
        match one.new.person {
            Some(person) => {
                if Link::new(one.name()).show(ui).clicked() {
                    sight.go(PEOPLE, person.to_string());
                }
            }
            None => {
                ui::section(ui, one.name());
                ui::paragraph(ui, t!("Not in the register"), SMALL.ink(look(ui).muted));
            }
        }
        let missing = one.missing(nominators);
        if !missing.is_empty() {
            ui::banner(ui, Tone::Warning, t!("What is missing"), &missing.join("\n"), "", |_| {});
        }
        if let Some((on, why)) = &one.withdrawn {
            ui::banner(ui, Tone::Danger, &t!("Does not stand since {day}", day = day::short(*on)), why, "", |_| {});
        }
        let agreed = one.consented.map_or_else(|| t!("Not yet").to_owned(), day::short);
        let place = one.place.map(|place| place.to_string()).unwrap_or_default();
        let nominated = day::short(one.nominated);
        let mut rows = vec![(t!("Nominated"), nominated.as_str()), (t!("Proposer"), one.new.proposer.name.as_str())];
        rows.extend([(t!("Seconder"), one.new.seconder.name.as_str()), (t!("Agreed"), agreed.as_str())]);
        rows.extend([(t!("Place on the paper"), place.as_str()), (t!("Allowed because"), one.new.allowed.as_str())]);
        rows.retain(|(_, value)| !value.is_empty());
        ui::key_values(ui, &rows);
        if !one.new.statement.is_empty() {
            ui::section(ui, t!("Statement"));
            ui::paragraph(ui, &one.new.statement, BODY);
        }
        let mut asked = None;
        let why_not = read_only(sight);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            let id = one.id;
            if open
                && one.stands()
                && one.consented.is_none()
                && Button::primary(t!("Agreed to stand")).unless(why_not).show(ui).clicked()
            {
                self.consenting =
                    Some(sight.desk.run(&ops::CONSENT, move |office| ops::consent(office, id).map(without_value)));
            }
            if open && Button::secondary(t!("Change")).unless(why_not).show(ui).clicked() {
                self.form = Some(Typing::new(typed(one)));
            }
            if one.stands()
                && shown.step != Step::Declared
                && Button::secondary(t!("Withdraw…")).unless(why_not).show(ui).clicked()
            {
                asked = Some(What::Withdraw { who: id, name: one.name().to_owned(), why: String::new() });
            }
        });
        asked
    }
}

fn nominated_by(one: &Candidate) -> String {
    [&one.new.proposer, &one.new.seconder]
        .into_iter()
        .map(|by| by.name.as_str())
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn state(one: &Candidate, nominators: usize, closed: bool) -> (String, Tone) {
    if !one.stands() {
        return (t!("Withdrawn").to_owned(), Tone::Plain);
    }
    let missing = one.missing(nominators);
    match missing.as_slice() {
        [] if closed => (t!("Stands").to_owned(), Tone::Good),
        [] => (t!("Complete").to_owned(), Tone::Good),
        [_] if one.consented.is_none() => (t!("Has not agreed yet").to_owned(), Tone::Warning),
        [_] => (t!("Something is missing").to_owned(), Tone::Warning),
        several => (t!("{count} things are missing", count = several.len()), Tone::Warning),
    }
}

fn typed(one: &Candidate) -> Typed {
    let who = |by: &Nominator| Who::known(by.person, &by.name);
    Typed {
        of: Some(one.id),
        who: Who::known(one.new.person, &one.new.name),
        on_paper: one.new.name.clone(),
        proposer: who(&one.new.proposer),
        seconder: who(&one.new.seconder),
        statement: one.new.statement.clone(),
        consents: one.consented.is_some(),
        allowed: one.new.allowed.clone(),
    }
}

fn fields(
    ui: &mut Ui,
    sight: &Sight<'_>,
    form: &mut Typing<Typed>,
    found: &[Suggestions; 3],
    nominators: usize,
) -> bool {
    let id = Id::unique(NOMINEE);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let [first, second, third] = found;
    let shown = |label, key| person::Shown {
        label,
        problem: problem(problems, key),
        may_be_new: key == "who",
        ..person::Shown::default()
    };
    let mut enter = false;
    let mut one = |ui: &mut Ui, id: Id, who: &mut Who, found: &Suggestions, shown: person::Shown<'_>| {
        let (response, taken) = person::show(ui, id, who, found, shown);
        enter |= !taken && entered(&response);
    };
    one(ui, id, &mut typed.who, first, shown(t!("Who is nominated"), "who"));
    if nominators > 0 {
        one(ui, Id::unique("elections.proposer"), &mut typed.proposer, second, shown(t!("Proposer"), "proposer"));
    }
    if nominators > 1 {
        one(ui, Id::unique("elections.seconder"), &mut typed.seconder, third, shown(t!("Seconder"), "seconder"));
    }
    ui::checkbox(ui, &mut typed.consents, t!("Agreed to stand"));
    let fields = Fields { sight, problems };
    let paper =
        Field::new(t!("Name on the paper"), &mut typed.on_paper).hint(t!("Where it is another than in the register"));
    enter |= entered(&paper.show(ui));
    Field::new(t!("Statement"), &mut typed.statement).rows(3).show(ui);
    enter |= fields.text(ui, "allowed", t!("Taken although the roll speaks against it, because"), &mut typed.allowed);
    enter
}

fn save(typed: &Typed, of: ElectionId, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let mut wrong = Vec::new();
    if typed.who.is_blank() {
        wrong.push(FieldProblem::new("who", t!("Say who is nominated")));
    } else if typed.who.is_unclear() && typed.of.is_none() {
        wrong.push(FieldProblem::new(
            "who",
            t!("Take somebody of the register from the list, or take the name as it is"),
        ));
    }
    for (key, who) in [("proposer", &typed.proposer), ("seconder", &typed.seconder)] {
        if !who.is_blank() && who.person.is_none() {
            wrong.push(FieldProblem::new(key, t!("Take somebody of the register from the list")));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let by = |who: &Who| Nominator { person: who.person, name: who.text.trim().to_owned() };
    let name = if typed.on_paper.trim().is_empty() { &typed.who.text } else { &typed.on_paper };
    let new = NewNomination {
        person: typed.who.person,
        name: name.trim().to_owned(),
        proposer: by(&typed.proposer),
        seconder: by(&typed.seconder),
        statement: typed.statement.clone(),
        consents: typed.consents,
        allowed: typed.allowed.clone(),
    };
    Ok(match typed.of {
        None => sight
            .desk
            .run(&ops::NOMINATE, move |office| ops::nominate(office, of, &new).map(|done| with_id(done, |id| id.0))),
        Some(id) => {
            sight.desk.run(&ops::EDIT, move |office| ops::edit(office, id, &new).map(|done| with_id(done, |id| id.0)))
        }
    })
}
