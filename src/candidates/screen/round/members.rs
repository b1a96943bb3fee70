//! The panel and how far each scorer is: declared, practised, handed in. Never a mark.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::import;
use super::super::super::model::{
    CameBy, FieldProblem, NewScorer, Progress, Role, RoundId, Scorer, ScorerId, Step, Whole,
};
use super::super::super::ops::{self, Part};
use super::super::{KEY_SHEET, KIT, OWN_SHEETS, PAGE, PEOPLE, SCORER};
use super::Shown;
use super::ask::What;
use crate::app::{Choice as Chosen, Reply, Sight, Wish, WishKind};
use crate::ledger::screen::parts::{problem, read_only, with_id, without_value};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Choice, Link, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const WHO: &str = "candidates.scorer.who";

#[derive(Clone, Debug, PartialEq)]
struct Typed {
    of: Option<ScorerId>,
    who: Who,
    role: Role,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    found: Suggestions,
    begin: bool,
    wanted: Option<ScorerId>,
}

impl View {
    pub(super) fn begin(&mut self) {
        self.begin = !self.form.as_ref().is_some_and(Typing::is_dirty);
    }

    /// The scorer who is open.
    pub(super) fn chosen(&self, whole: &Whole) -> Option<ScorerId> {
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        whole.scorers.get(at).map(|one| one.id)
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, shown: &Shown) {
        if std::mem::take(&mut self.begin) {
            let role = if shown.whole.chair().is_none() { Role::Chair } else { Role::Member };
            self.form = Some(Typing::new(Typed { of: None, who: Who::default(), role }));
        }
        if let Some(form) = &mut self.form {
            self.found.want(sight.desk, &form.typed.who);
            if let Some(Outcome::Saved(id)) = form.logic() {
                self.form = None;
                self.wanted = Some(ScorerId(id));
            }
        }
        if let Some(at) = self.wanted.and_then(|id| shown.whole.scorers.iter().position(|one| one.id == id)) {
            self.table.selection.set(at as u64);
            self.wanted = None;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        if shown.whole.scorers.is_empty() && self.form.is_none() {
            let body =
                t!("Three or more who score, one of them the chair, and substitutes: of the register or from outside");
            ui::empty_state(ui, icons::USERS_THREE, t!("Nobody is on the panel yet"), body, |ui| {
                SCORER.primary(ui, sight);
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
        let columns = [
            Column::new("name", t!("Scorer"), 180.0).grows(1.0).least(130.0).unsorted(),
            Column::new("role", t!("Role"), 100.0).unsorted(),
            Column::new("declared", t!("Declared"), 90.0).figures().unsorted(),
            Column::new("recused", t!("Recused"), 80.0).figures().unsorted().spare(),
            Column::new("cards", t!("Cards in"), 90.0).figures().unsorted(),
            Column::new("state", t!("State"), 130.0).unsorted(),
        ];
        let whole = &shown.whole;
        let standing = whole.standing().count();
        let progress = whole.progress();
        let rows: Vec<(&Scorer, Option<&Progress>)> =
            whole.scorers.iter().map(|one| (one, progress.iter().find(|p| p.scorer == one.id))).collect();
        let out = Table::new(t!("Panel"), &columns).rows(rows.len() as u64).show(
            ui,
            &mut self.table,
            |at| rows.get(usize::try_from(at).ok()?),
            |(one, progress): &(&Scorer, Option<&Progress>), column| {
                let figure = |words: String| Cell::Text(words.into());
                match (column, progress) {
                    (0, _) => Cell::Strong(one.name().to_owned().into()),
                    (1, _) => Cell::Muted(one.new.role.label().into()),
                    (_, None) if column < 5 => Cell::Empty,
                    (2, Some(p)) => figure(t!("{count} of {all}", count = p.declared, all = standing)),
                    (3, Some(p)) => figure(p.recused.to_string()),
                    (4, Some(p)) => figure(t!("{count} of {all}", count = p.handed_in, all = p.due)),
                    _ => {
                        let (words, tone) = state(shown, one, *progress, standing);
                        Cell::Chip(words.into(), tone)
                    }
                }
            },
        );
        if out.selected {
            self.form.take_if(|form| !form.is_dirty());
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let id = shown.whole.round.id;
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("On the panel") } else { t!("Change the scorer") });
            fields(ui, form, &self.found);
            match form.buttons(ui, sight, false) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, id, sight));
                    if !form.problems.is_empty() {
                        ui.memory_mut(|m| m.request_focus(Id::unique(WHO)));
                    }
                }
                None => {}
            }
            return None;
        }
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let one = shown.whole.scorers.get(at)?;
        self.one(ui, sight, shown, one)
    }

    fn one(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, one: &Scorer) -> Option<What> {
        let (whole, id) = (&shown.whole, shown.whole.round.id);
        match one.new.person {
            Some(person) => {
                if Link::new(one.name()).show(ui).clicked() {
                    sight.go(PEOPLE, person.to_string());
                }
            }
            None => drop(ui::section(ui, one.name())),
        }
        ui::paragraph(ui, one.new.role.label(), SMALL.ink(look(ui).muted));
        let stands = one.stands_for.and_then(|id| whole.scorer(id)).map_or("", |member| member.name());
        let replaced = whole.scorers.iter().find(|other| other.stands_for == Some(one.id)).map_or("", |o| o.name());
        let came: Vec<&str> = CameBy::ALL
            .iter()
            .filter(|by| whole.cards.iter().any(|card| card.scorer == one.id && card.came_by == **by))
            .map(|by| by.label())
            .collect();
        let came = came.join(", ");
        let chosen = match (&one.check, one.by_code) {
            (Some(_), true) => t!("A code on their key sheet"),
            (Some(_), false) => t!("Chosen"),
            (None, _) => t!("Not chosen on this computer"),
        };
        let keyed: std::collections::BTreeSet<&str> =
            whole.cards.iter().filter(|card| card.scorer == one.id).map(|card| card.keyed_by.as_str()).collect();
        let keyed = keyed.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
        let mut rows = vec![(t!("Takes the place of"), stands), (t!("Place taken by"), replaced)];
        rows.extend([
            (t!("Passphrase"), chosen),
            (t!("Cards came"), came.as_str()),
            (t!("Keyed in by"), keyed.as_str()),
            (t!("Missing"), &one.absent_why),
        ]);
        rows.retain(|(_, value)| !value.is_empty());
        ui::key_values(ui, &rows);
        for conflict in whole.conflicts.iter().filter(|c| c.scorer == one.id && !c.why.is_empty()) {
            let about = whole.candidate(conflict.candidate).map_or("", |c| c.name());
            let words = if conflict.recused {
                t!("Recused from {name}: {why}", name = about, why = conflict.why)
            } else {
                t!("Of {name}: {why}", name = about, why = conflict.why)
            };
            ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        }
        if shown.step == Step::Opened {
            return None;
        }
        let mut asked = None;
        let why_not = read_only(sight);
        let has_cards = whole.cards.iter().any(|card| card.scorer == one.id);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if shown.step != Step::Draft
                && whole.is_on_panel(one.id)
                && Button::primary(t!("Score as them")).show(ui).clicked()
            {
                sight.go(super::super::SCORING, format!("{id} {}", one.id));
            }
            if Button::secondary(t!("Change")).unless(why_not).show(ui).clicked() {
                let who = Who::known(one.new.person, &one.new.name);
                self.form = Some(Typing::new(Typed { of: Some(one.id), who, role: one.new.role }));
            }
            if one.new.role == Role::Substitute && one.stands_for.is_none() {
                let taken = |id: ScorerId| whole.scorers.iter().any(|other| other.stands_for == Some(id));
                let places: Vec<(ScorerId, String)> = whole
                    .scorers
                    .iter()
                    .filter(|m| m.new.role == Role::Member && !taken(m.id))
                    .map(|m| (m.id, m.name().to_owned()))
                    .collect();
                let nobody = places.is_empty().then(|| t!("There is no member whose place is free"));
                if Button::secondary(t!("Take somebody’s place…")).unless(why_not.or(nobody)).show(ui).clicked()
                    && let Some((chosen, _)) = places.first().cloned()
                {
                    let (who, name) = (one.id, one.name().to_owned());
                    asked = Some(What::StandIn { id, who, name, places, chosen });
                }
            }
            if !has_cards && Button::quiet(t!("Take off…")).unless(why_not).show(ui).clicked() {
                asked = Some(What::TakeOff { id, part: Part::Scorer(one.id), name: one.name().to_owned() });
            }
        });
        if shown.step != Step::Draft && whole.is_on_panel(one.id) {
            ui::section(ui, t!("Away from this computer"));
            let code =
                if one.by_code { t!("Another key sheet, if theirs was lost…") } else { t!("Key sheet for paper…") };
            let own = one.check.is_some() && !one.by_code;
            let no_code = own.then(|| t!("They chose a passphrase; their sheets are keyed in with it"));
            let no_code = no_code.or(has_cards.then(|| t!("Something was handed in already")));
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                for (words, command, why_not) in [
                    (t!("Page for a browser…"), &PAGE, None),
                    (t!("Kit for this program…"), &KIT, None),
                    (t!("Sheets on paper…"), &OWN_SHEETS, why_not),
                    (code, &KEY_SHEET, why_not.or(no_code)),
                ] {
                    if Button::secondary(words).unless(why_not).show(ui).clicked() {
                        sight.command(command);
                    }
                }
            });
        }
        let words = t!("Who has handed in is shown here; what they gave is shown to nobody until the round is opened.");
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        if shown.step == Step::Draft {
            ui::paragraph(ui, t!("Scoring begins once the round is published."), SMALL.ink(look(ui).muted));
        }
        asked
    }
}

fn state(shown: &Shown, one: &Scorer, progress: Option<&Progress>, standing: usize) -> (&'static str, Tone) {
    match progress {
        _ if !one.absent_why.is_empty() => (t!("Missing"), Tone::Warning),
        None if one.new.role == Role::Substitute => (t!("Waiting"), Tone::Plain),
        None => (t!("Replaced"), Tone::Plain),
        Some(_) if shown.step == Step::Draft => (t!("Not begun"), Tone::Plain),
        Some(p) if standing > 0 && p.declared >= standing && p.is_in() => (t!("All in"), Tone::Good),
        Some(p) if p.declared < standing => (t!("To declare"), Tone::Warning),
        Some(p) if p.handed_in == 0 => (t!("Scoring"), Tone::Accent),
        Some(_) => (t!("In part"), Tone::Accent),
    }
}

fn fields(ui: &mut Ui, form: &mut Typing<Typed>, found: &Suggestions) {
    let id = Id::unique(WHO);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let shown = person::Shown {
        label: t!("Who"),
        problem: problem(problems, "who"),
        may_be_new: true,
        ..person::Shown::default()
    };
    person::show(ui, id, &mut typed.who, found, shown);
    if typed.who.is_new {
        ui::paragraph(ui, t!("Named here alone; they do not come into the register."), SMALL.ink(look(ui).muted));
    }
    let roles: Vec<(Role, &str)> = Role::ALL.iter().map(|role| (*role, role.label())).collect();
    Choice::new(t!("Role"), &mut typed.role, &roles).show(ui);
}

fn save(typed: &Typed, of: RoundId, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    if typed.who.is_blank() {
        return Err(vec![FieldProblem::new("who", t!("Say who sits on the panel"))]);
    }
    if typed.who.is_unclear() && typed.of.is_none() {
        return Err(vec![FieldProblem::new("who", t!("Choose who it is, or that they are new"))]);
    }
    let new = NewScorer { person: typed.who.person, name: typed.who.text.trim().to_owned(), role: typed.role };
    let known = typed.of;
    Ok(sight
        .desk
        .run(&ops::SCORER, move |office| ops::scorer(office, of, known, &new).map(|done| with_id(done, |id| id.0))))
}

/// An answer file that is being taken.
pub(super) struct Taking {
    chosen: Chosen,
    taking: Option<Reply<()>>,
}

impl Taking {
    /// Asks for the file.
    pub(super) fn choose(sight: &Sight<'_>) -> Self {
        let wish = Wish {
            title: t!("Answer file of a scorer").to_owned(),
            confirm: t!("Take it").to_owned(),
            kind: WishKind::Open,
            endings: Some((t!("Answer file"), &["json", "answers"])),
            name: String::new(),
        };
        Self { chosen: sight.choose(wish), taking: None }
    }

    /// Whether it is still being taken.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if let Some(taking) = &mut self.taking {
            return match taking.take() {
                None => true,
                Some(Ok(())) => false,
                Some(Err(problem)) => {
                    sight.problem(problem);
                    false
                }
            };
        }
        match self.chosen.take() {
            None => true,
            Some(None) => false,
            Some(Some(path)) => {
                self.taking = Some(sight.desk.run(&ops::ANSWERS, move |office| {
                    ops::take_answers(office, &import::answers(&path)?, CameBy::Page).map(without_value)
                }));
                true
            }
        }
    }
}
