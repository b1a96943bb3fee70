//! Plans the interviews: places in the panel's times with a pause after each and longer breaks, given to candidates so that as many
//! as possible come at a time when they can; the order is otherwise the one that the seed drew, because early and late places are
//! marked differently.

use crate::candidates::model::{CandidateId, Slot, order};
use crate::kit::Day;

/// "9:05".
pub fn clock(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Reads `9:05`, `9.05` or `9`, as minutes since midnight; `24:00` is the day's end.
pub fn read_clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "00"));
    let (hours, count): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes.len() == 2 && count < 60 && hours * 60 + count <= 1440).then_some(hours * 60 + count)
}

/// A time on a day, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub on: Day,
    pub begins: u32,
    pub ends: u32,
}

impl Window {
    fn holds(&self, slot: &Slot) -> bool {
        self.on == slot.on && self.begins <= slot.begins && slot.ends <= self.ends
    }

    /// The time that two have in common.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let both = Self { on: self.on, begins: self.begins.max(other.begins), ends: self.ends.min(other.ends) };
        (self.on == other.on && both.begins < both.ends).then_some(both)
    }
}

/// The times that all have: of each its windows, or any time where it has none.
pub fn in_common(first: Vec<Window>, others: &[Vec<Window>]) -> Vec<Window> {
    others
        .iter()
        .filter(|other| !other.is_empty())
        .fold(first, |so_far, other| so_far.iter().flat_map(|a| other.iter().filter_map(|b| a.and(b))).collect())
}

/// How interviews follow each other, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub interview: u32,
    /// After each: for notes and cards.
    pub pause: u32,
    /// A break after so many interviews; nought: none.
    pub break_after: u32,
    pub break_of: u32,
}

/// A plan, and who found no place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub slots: Vec<Slot>,
    pub without: Vec<CandidateId>,
}

/// The places that fit into the panel's times, and the breaks between.
fn places(panel: &[Window], pace: Pace) -> (Vec<Slot>, Vec<Slot>) {
    let (mut held, mut breaks) = (Vec::new(), Vec::new());
    let mut windows = panel.to_vec();
    windows.sort_by_key(|w| (w.on, w.begins));
    for window in windows {
        let (mut at, mut since) = (window.begins, 0);
        while pace.interview > 0 && at + pace.interview <= window.ends {
            held.push(Slot { candidate: None, on: window.on, begins: at, ends: at + pace.interview });
            at += pace.interview + pace.pause;
            since += 1;
            if since == pace.break_after && pace.break_of > 0 && at + pace.break_of + pace.interview <= window.ends {
                breaks.push(Slot { candidate: None, on: window.on, begins: at, ends: at + pace.break_of });
                at += pace.break_of;
                since = 0;
            }
        }
    }
    (held, breaks)
}

/// Gives a place to as many as possible (Kuhn's augmenting paths), in the order of the seed.
pub fn plan(panel: &[Window], pace: Pace, seed: &str, candidates: &[(CandidateId, Vec<Window>)]) -> Plan {
    let (mut held, breaks) = places(panel, pace);
    let drawn: Vec<&(CandidateId, Vec<Window>)> =
        order(&format!("{seed}:interviews"), candidates, |one| one.0.to_string());
    let fits: Vec<Vec<usize>> = drawn
        .iter()
        .map(|(_, free)| {
            let can = |slot: &Slot| free.is_empty() || free.iter().any(|window| window.holds(slot));
            held.iter().enumerate().filter(|(_, slot)| can(slot)).map(|(at, _)| at).collect()
        })
        .collect();
    let mut taken: Vec<Option<usize>> = vec![None; held.len()];
    let mut without = Vec::new();
    for (who, one) in drawn.iter().enumerate() {
        if !seat(who, &fits, &mut taken, &mut vec![false; held.len()]) {
            without.push(one.0);
        }
    }
    for (slot, who) in held.iter_mut().zip(&taken) {
        slot.candidate = who.and_then(|who| drawn.get(who)).map(|one| one.0);
    }
    held.retain(|slot| slot.candidate.is_some());
    let last = |on: Day| held.iter().filter(|slot| slot.on == on).map(|slot| slot.begins).max();
    let needed: Vec<Slot> =
        breaks.into_iter().filter(|pause| last(pause.on).is_some_and(|at| at > pause.begins)).collect();
    held.extend(needed);
    held.sort_by_key(|slot| (slot.on, slot.begins));
    Plan { slots: held, without }
}

fn seat(who: usize, fits: &[Vec<usize>], taken: &mut Vec<Option<usize>>, seen: &mut Vec<bool>) -> bool {
    for at in fits.get(who).into_iter().flatten().copied() {
        let Some(visited) = seen.get_mut(at) else { continue };
        if std::mem::replace(visited, true) {
            continue;
        }
        let holder = taken.get(at).copied().flatten();
        if holder.is_none_or(|other| seat(other, fits, taken, seen)) {
            if let Some(place) = taken.get_mut(at) {
                *place = Some(who);
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Day {
        Day::from_ymd_opt(2026, 12, 5).unwrap()
    }

    fn window(begins: u32, ends: u32) -> Window {
        Window { on: day(), begins, ends }
    }

    const PACE: Pace = Pace { interview: 40, pause: 10, break_after: 2, break_of: 30 };

    #[test]
    fn breaks_lie_between_and_everybody_comes_when_they_can() {
        let panel = [window(600, 900)];
        let anybody: Vec<_> = (1..=4).map(|id| (CandidateId(id), Vec::new())).collect();
        let plan = plan(&panel, PACE, "seed", &anybody);
        let times: Vec<_> = plan.slots.iter().map(|s| (s.begins, s.ends, s.candidate.is_some())).collect();
        assert_eq!(times, [(600, 640, true), (650, 690, true), (700, 730, false), (730, 770, true), (780, 820, true)]);
        assert_eq!(plan.without, []);
    }

    #[test]
    fn who_can_come_only_early_takes_the_early_place_from_who_can_come_always() {
        let panel = [window(600, 690)];
        for seed in ["a", "b", "c", "d"] {
            let both = [(CandidateId(1), Vec::new()), (CandidateId(2), vec![window(600, 650)])];
            let plan = plan(&panel, PACE, seed, &both);
            assert_eq!(plan.slots.iter().map(|s| s.candidate.unwrap().0).collect::<Vec<_>>(), [2, 1], "{seed}");
        }
        let late = [(CandidateId(1), vec![window(1000, 1100)])];
        assert_eq!(plan(&panel, PACE, "a", &late).without, [CandidateId(1)]);
    }

    #[test]
    fn times_are_read_as_they_are_shown() {
        for minute in [0, 605, 1439, 1440] {
            assert_eq!(read_clock(&clock(minute)), Some(minute));
        }
        assert_eq!(
            ["9", " 9.30 ", "9:5", "25:00", "x", "9:60"].map(read_clock),
            [Some(540), Some(570), None, None, None, None]
        );
    }

    #[test]
    fn the_panel_meets_when_all_of_it_can() {
        let common = in_common(vec![window(600, 900)], &[vec![], vec![window(540, 700), window(800, 1000)]]);
        assert_eq!(common, [window(600, 700), window(800, 900)]);
    }
}
