//! What a round's own times and practice marks come to: the plan of its interviews, the spread of a practice answer.

use super::{CriterionId, ExerciseId, Free, Whole, Whose};
use crate::candidates::opened::Says;
use crate::candidates::timetable::{self, Pace, Plan, Window};
use crate::kit::{Problem, Result, text};
use crate::t;

/// How scorers marked one practice answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    pub marked: usize,
    /// How many chose each point, from the lowest.
    pub counts: Vec<usize>,
    pub no_evidence: usize,
    /// The words of the points.
    points: Vec<i64>,
}

impl Spread {
    /// In a sentence.
    pub fn says(&self) -> String {
        let chosen: Vec<i64> =
            self.points.iter().zip(&self.counts).filter(|(_, count)| **count > 0).map(|(points, _)| *points).collect();
        let by = text::plural(self.marked, t!("scorer"), t!("scorers"));
        match (chosen.first(), chosen.last()) {
            (None, _) | (_, None) => t!("Marked by {by}", by = by),
            (Some(low), Some(high)) if low == high && self.no_evidence == 0 => {
                t!("Marked by {by}: all gave {points}", by = by, points = low)
            }
            (Some(low), Some(high)) => t!(
                "Marked by {by}: from {low} to {high}, {none} without evidence. Talk about what each saw, before the real ones",
                by = by,
                low = low,
                high = high,
                none = self.no_evidence
            ),
        }
    }
}

impl Whole {
    /// How scorers marked a practice answer.
    pub fn spread(&self, exercise: ExerciseId) -> Spread {
        let criterion = self.exercises.iter().find(|one| one.id == exercise).map(|one| one.criterion);
        let anchors = criterion.and_then(|id: CriterionId| self.criterion(id)).map(|one| &one.new.anchors);
        let points: Vec<i64> = anchors.into_iter().flatten().map(|anchor| anchor.value).collect();
        let mut spread = Spread { counts: vec![0; points.len()], points, ..Spread::default() };
        for tried in self.tried.iter().filter(|tried| tried.exercise == exercise) {
            spread.marked += 1;
            match tried.says {
                Says::NoEvidence => spread.no_evidence += 1,
                Says::Anchor(at) => spread.counts.iter_mut().skip(at).take(1).for_each(|count| *count += 1),
            }
        }
        spread
    }

    fn windows(&self, whose: Whose) -> Vec<Window> {
        let own = |one: &&Free| one.whose == whose;
        self.free.iter().filter(own).map(|one| Window { on: one.on, begins: one.begins, ends: one.ends }).collect()
    }

    /// Plans the interviews of who stands, in the panel's times in which all of it can come.
    ///
    /// # Errors
    /// When no time of the panel is known, or an interview takes none.
    pub fn plan(&self, pace: Pace) -> Result<Plan> {
        let panel = self.windows(Whose::Panel);
        if panel.is_empty() {
            return Err(Problem::input(t!("It is not known when the panel meets. Nothing was planned"))
                .hint(t!("Say on which day and from when to when first")));
        }
        if pace.interview == 0 {
            return Err(Problem::input(t!("An interview takes a minute or more. Nothing was planned")));
        }
        let scorers: Vec<Vec<Window>> = self.panel().map(|one| self.windows(Whose::Scorer(one.id))).collect();
        let both = timetable::in_common(panel, &scorers);
        let candidates: Vec<_> = self.standing().map(|one| (one.id, self.windows(Whose::Candidate(one.id)))).collect();
        let seed = if self.round.seed.is_empty() { self.round.id.to_string() } else { self.round.seed.clone() };
        Ok(timetable::plan(&both, pace, &seed, &candidates))
    }
}
