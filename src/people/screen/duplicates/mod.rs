//! Duplicates: the pairs that may be one person, the two records side by side, and what is decided of them.
//!
//! [`list`] shows the pairs, [`sides`] the two records and what a merge makes of them. A decision leads to the next pair, so
//! that a list is worked through by keyboard.

mod list;
mod sides;

use egui::{Rect, Stroke, Ui, UiBuilder};

use super::super::likeness::{BROAD, LIKELY};
use super::super::ops;
use super::super::side_by_side::Choices;
use super::super::store::{self, Pair};
use super::super::{Person, PersonId};
use super::commands::{APART, BRING_IN, LOOK_AGAIN, MERGE, NEXT_PAIR, SWAP};
use super::list::TABLES;
use crate::app::copied::{Copied, copy};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Result, text};
use crate::office::Done;
use crate::office::backup::Before;
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, Tone, icons};

/// A register of up to so many people is searched again by itself after each change.
const BY_ITSELF: i64 = 5_000;
/// So many pairs are shown; who has more begins with the surest.
const MOST: usize = 2_000;

/// What a search found.
struct Found {
    pairs: Vec<Pair>,
    /// How many there are in all.
    total: usize,
    people: i64,
}

/// Two records and what would change hands with either.
pub(super) struct Both {
    pub one: Side,
    pub other: Side,
}

/// One of the two records.
#[derive(Clone)]
pub(super) struct Side {
    pub person: Person,
    /// In words: "3 entries".
    pub hands: Vec<String>,
    /// How much refers to it.
    pub weight: usize,
}

/// What the sides ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Merge,
    Apart,
    Swap,
    Next,
    Show(PersonId),
}

/// See the head of this file.
pub struct Duplicates {
    least: f64,
    found: Option<Found>,
    looking: Option<Reply<Found>>,
    /// The state of the register that was searched, and from which score on.
    looked: Option<(u64, f64)>,
    table: TableState,
    /// A pair that was asked for by another screen, whether it is in the list or not.
    asked: Option<(PersonId, PersonId)>,
    both: Live<Option<Both>, Option<(PersonId, PersonId)>>,
    choices: Choices,
    /// The record with less to move stands at the right and goes, unless they were swapped.
    swapped: bool,
    /// The pair that choices and sides are for.
    open: Option<(PersonId, PersonId)>,
    merging: Option<(Reply<Copied>, (PersonId, PersonId))>,
    setting_apart: Option<(Reply<()>, (PersonId, PersonId))>,
}

impl Duplicates {
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            least: LIKELY,
            found: None,
            looking: None,
            looked: None,
            table: TableState::default(),
            asked: None,
            both: Live::new(&[]),
            choices: Choices::default(),
            swapped: false,
            open: None,
            merging: None,
            setting_apart: None,
        })
    }

    fn pairs(&self) -> &[Pair] {
        self.found.as_ref().map_or(&[], |found| &found.pairs)
    }

    /// The pair under the cursor.
    fn picked(&self) -> Option<&Pair> {
        let at = usize::try_from(self.table.selection.cursor()?).ok()?;
        self.pairs().get(at)
    }

    fn look(&mut self, sight: &Sight<'_>) {
        let state = (sight.desk.revision(TABLES), self.least);
        if let Some(answer) = self.looking.as_mut().and_then(Reply::take) {
            self.looking = None;
            match answer {
                Ok(found) => {
                    self.found = Some(found);
                    if self.table.selection.cursor().is_none() && !self.pairs().is_empty() {
                        self.table.selection.set(0);
                    }
                }
                Err(problem) => sight.problem(problem),
            }
        }
        let small = self.found.as_ref().is_none_or(|found| found.people <= BY_ITSELF);
        let stale = match self.looked {
            None => true,
            Some((revision, least)) => least != state.1 || (small && revision != state.0),
        };
        if self.looking.is_none() && stale {
            self.looked = Some(state);
            let least = self.least;
            self.looking = Some(sight.desk.ask(move |conn| {
                let mut pairs = store::pairs(conn, least, || true)?;
                let total = pairs.len();
                pairs.truncate(MOST);
                let people = store::counts(conn)?.iter().map(|(_, n)| *n).sum();
                Ok(Found { pairs, total, people })
            }));
        }
    }

    fn read(&mut self, sight: &Sight<'_>) {
        // A pair that another screen asked for and that is in the list is picked there.
        if let Some((a, b)) = self.asked
            && let Some(at) = self.pairs().iter().position(|p| (p.a, p.b) == (a, b) || (p.b, p.a) == (a, b))
        {
            let at = u64::try_from(at).unwrap_or(0);
            self.table.selection.set(at);
            self.table.reveal = Some(at);
            self.asked = None;
        }
        let pair = self.asked.or_else(|| self.picked().map(|pair| (pair.a, pair.b)));
        if self.open != pair {
            self.open = pair;
            self.choices = Choices::default();
            self.swapped = false;
        }
        self.both.want(sight.desk, pair, |conn, pair| {
            let Some((a, b)) = *pair else { return Ok(None) };
            let side = |id: PersonId| -> Result<Option<Side>> {
                let Some(person) = store::find(conn, id)? else { return Ok(None) };
                let weight = store::referrers(conn, person.id)?.iter().map(|(_, n)| *n).sum();
                Ok(Some(Side { hands: ops::changes_hands(conn, person.id)?, person, weight }))
            };
            // After a merge both are one, and there is nothing to compare.
            Ok(side(a)?
                .zip(side(b)?)
                .filter(|(a, b)| a.person.id != b.person.id)
                .map(|(one, other)| Both { one, other }))
        });
    }

    /// The record that stays and the one that goes.
    fn sides(&self) -> Option<(&Side, &Side)> {
        let fresh = self.both.asked_for() == Some(&self.open) && !self.both.is_coming();
        let Both { one, other } = self.both.get()?.as_ref().filter(|_| fresh)?;
        let heavier_first = one.weight >= other.weight;
        Some(if heavier_first == self.swapped { (other, one) } else { (one, other) })
    }

    fn does(&mut self, want: Want, sight: &Sight<'_>) {
        match want {
            Want::Merge => self.merge(sight),
            Want::Apart => self.set_apart(sight),
            Want::Swap => {
                self.swapped = !self.swapped;
                self.choices = self.choices.flipped();
            }
            Want::Next => self.step(),
            Want::Show(id) => sight.go(super::LIST, id.0.to_string()),
        }
    }

    fn merge(&mut self, sight: &Sight<'_>) {
        let Some((kept, other)) = self.sides().map(|(k, o)| (k.person.id, o.person.id)) else { return };
        if self.merging.is_none() {
            let choices = self.choices.clone();
            let folder = sight.machine.borrow().backup_folder();
            let going = sight.desk.run(&ops::MERGE, move |office| {
                let copied = copy(office, folder, Before::Merge)?;
                let Done { op, changed, .. } = ops::merge(office, kept, other, &choices)?;
                Ok(Done { value: copied, op, changed })
            });
            self.merging = Some((going, (kept, other)));
        }
    }

    fn set_apart(&mut self, sight: &Sight<'_>) {
        let Some((one, other)) = self.sides().map(|(k, o)| (k.person.id, o.person.id)) else { return };
        if self.setting_apart.is_none() {
            let going = sight.desk.run(&ops::NOT_DUPLICATE, move |office| ops::not_duplicate(office, one, other));
            self.setting_apart = Some((going, (one, other)));
        }
    }

    /// On to the next pair, from the last to the first.
    fn step(&mut self) {
        self.asked = None;
        let total = u64::try_from(self.pairs().len()).unwrap_or(0);
        if total > 0 {
            let next = self.table.selection.cursor().map_or(0, |at| (at + 1) % total);
            self.table.selection.set(next);
            self.table.reveal = Some(next);
        }
    }

    /// Takes what was decided out of the list at once; a large register is not searched again for it.
    fn settle(&mut self, gone: impl Fn(&Pair) -> bool) {
        self.asked = None;
        if let Some(found) = &mut self.found {
            let before = found.pairs.len();
            found.pairs.retain(|pair| !gone(pair));
            found.total -= before - found.pairs.len();
        }
    }

    fn follow(&mut self, sight: &Sight<'_>) {
        if let Some((outcome, (_, other))) =
            self.merging.as_mut().and_then(|(reply, pair)| Some((reply.take()?, *pair)))
        {
            self.merging = None;
            match outcome {
                Ok(copied) => {
                    self.settle(|pair| pair.a == other || pair.b == other);
                    if let Copied::Failed(why) = copied {
                        sight.notice(Tone::Warning, t!("No copy could be made before the merge"), why);
                    }
                }
                Err(problem) => sight.problem(problem),
            }
        }
        let apart = self.setting_apart.as_mut().and_then(|(reply, pair)| Some((reply.take()?, *pair)));
        if let Some((outcome, (a, b))) = apart {
            self.setting_apart = None;
            match outcome {
                Ok(()) => self.settle(|pair| (pair.a, pair.b) == (a, b) || (pair.a, pair.b) == (b, a)),
                Err(problem) => sight.problem(problem),
            }
        }
    }

    fn subtitle(&self) -> String {
        match &self.found {
            None => t!("Comparing everybody…").to_owned(),
            Some(found) if found.total > found.pairs.len() => t!(
                "The surest {count} of {pairs} that may be one",
                count = text::count(found.pairs.len()),
                pairs = text::plural(found.total, t!("pair"), t!("pairs"))
            ),
            Some(found) => {
                t!("{pairs} that may be one", pairs = text::plural(found.total, t!("pair"), t!("pairs")))
            }
        }
    }

    /// Why nothing can be decided now.
    fn why_not(&self) -> Option<&'static str> {
        (self.merging.is_some() || self.setting_apart.is_some()).then(|| t!("One moment…"))
    }

    fn nothing(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let broad = self.least > BROAD;
        let body = t!(
            "Everybody in the register was compared by name, e-mail, phone, address and number. Pairs that are probably one person show here, to be merged or set apart."
        );
        let mut all = false;
        ui::empty_state(ui, icons::USERS, t!("Nobody seems to be here twice"), body, |ui| {
            if broad {
                all = ui::Button::secondary(t!("Show all that is worth a look")).show(ui).clicked();
            }
            BRING_IN.secondary(ui, sight);
        });
        if all {
            self.least = BROAD;
        }
    }
}

impl Screen for Duplicates {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.follow(sight);
        self.look(sight);
        self.read(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, &self.subtitle(), |ui| {
            let large = self.found.as_ref().is_some_and(|found| found.people > BY_ITSELF);
            if large {
                LOOK_AGAIN.secondary(ui, sight);
            }
        });
        if self.found.as_ref().is_some_and(|found| found.pairs.is_empty()) && self.asked.is_none() {
            self.nothing(ui, sight);
            return;
        }
        let area = ui.available_rect_before_wrap();
        let edge = (area.left() + (area.width() * 0.36).clamp(300.0, 440.0)).round();
        let (left, right) = area.split_left_right_at_x(edge);
        let look = ui::look(ui);
        ui.painter().rect_filled(area, 0, look.surface);
        ui.painter().vline(edge + 0.5, area.y_range(), Stroke::new(1.0, look.line));
        let mut list_ui = child(ui, "pairs", left);
        list::ui(self, &mut list_ui);
        let mut sides_ui = child(ui, "sides", right.with_min_x(edge + 1.0));
        let want = sides::ui(self, &mut sides_ui, sight);
        ui.advance_cursor_after_rect(area);
        if let Some(want) = want {
            self.does(want, sight);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        let want = [(&MERGE, Want::Merge), (&APART, Want::Apart), (&SWAP, Want::Swap), (&NEXT_PAIR, Want::Next)];
        if let Some((_, want)) = want.into_iter().find(|(command, _)| command.key == key) {
            self.does(want, sight);
        } else if key == LOOK_AGAIN.key {
            self.looked = None;
        }
    }

    /// `likely`, `everything`, or two ids with a colon between them.
    fn go(&mut self, filter: &str) {
        match filter {
            "" | "likely" => self.least = LIKELY,
            "everything" => self.least = BROAD,
            pair => {
                let ids = pair.split_once(':').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                self.asked = ids.map(|(a, b)| (PersonId(a), PersonId(b)));
            }
        }
    }
}

fn child(ui: &mut Ui, name: &str, area: Rect) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(area));
    child.set_clip_rect(area.intersect(ui.clip_rect()));
    child
}
