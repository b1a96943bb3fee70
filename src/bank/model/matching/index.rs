//! Everything lines are held against, by what a line may know it by.

use std::collections::HashMap;

use super::names::Names;
use crate::bank::model::{AccountId, PersonId, World, cancelled, plain_number};
use crate::kit::{Day, Money};

/// A place in one of the world's lists.
pub(super) type At = u32;

/// Entries that come to the bank as one: of a batch, or cheques and cash banked on one day.
#[derive(Debug)]
pub(super) struct Group {
    pub day: Day,
    pub batch: Option<i64>,
    pub movements: Vec<At>,
}

/// Movements by account and amount, each list in the order of days.
pub(super) type BySum = HashMap<(AccountId, Money), Vec<At>>;

/// Made of a world that is in order, so every list is in the order of days.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Movements; each list in the order of days.
    pub by_amount: BySum,
    pub by_person: HashMap<(AccountId, PersonId), Vec<At>>,
    pub by_reference: HashMap<String, BySum>,
    /// From or to nobody in the register: the names, and the movement of each.
    pub payees: Names,
    pub payee_movements: Vec<BySum>,
    /// The place of each movement's payee among those names.
    pub payee_of: HashMap<At, At>,
    pub groups: Vec<Group>,
    pub groups_by_amount: HashMap<(AccountId, Money), Vec<At>>,
    /// Awaited payments; each list in the order of due days.
    pub awaited_by_person: HashMap<PersonId, Vec<At>>,
    pub awaited_by_amount: HashMap<Money, Vec<At>>,
    pub awaited_by_mark: HashMap<String, Vec<At>>,
    /// People.
    pub names: Names,
    pub by_number: HashMap<String, Vec<PersonId>>,
    pub by_account: HashMap<String, Vec<PersonId>>,
    /// Lines by amount in the order of days, for the other side of what was moved.
    pub lines_by_amount: HashMap<Money, Vec<At>>,
}

pub(super) fn at(n: usize) -> At {
    At::try_from(n).unwrap_or(At::MAX)
}

pub(super) fn get<T>(list: &[T], at: At) -> Option<&T> {
    usize::try_from(at).ok().and_then(|at| list.get(at))
}

impl Index {
    pub fn of(world: &World) -> Self {
        let mut index = Self::default();
        let order: Vec<At> = standing(world);
        index.movements(world, &order);
        index.group(world, &order);
        for (a, awaited) in world.awaited.iter().enumerate() {
            let a = at(a);
            index.awaited_by_person.entry(PersonId(awaited.it.person)).or_default().push(a);
            index.awaited_by_amount.entry(awaited.it.amount).or_default().push(a);
            for mark in awaited.it.marks.iter().filter_map(|mark| mark_of(mark)) {
                index.awaited_by_mark.entry(mark).or_default().push(a);
            }
        }
        for known in &world.people {
            index.names.add(&known.name);
            if let Some(number) = mark_of(&known.number) {
                index.by_number.entry(number).or_default().push(known.person);
            }
        }
        for (number, person) in &world.payers {
            index.by_account.entry(number.clone()).or_default().push(*person);
        }
        for (l, line) in world.lines.iter().enumerate() {
            index.lines_by_amount.entry(line.amount).or_default().push(at(l));
        }
        index
    }

    fn movements(&mut self, world: &World, order: &[At]) {
        let mut payees: HashMap<&str, usize> = HashMap::new();
        for m in order {
            let Some(movement) = get(&world.movements, *m) else { continue };
            self.by_amount.entry((movement.account, movement.amount)).or_default().push(*m);
            match movement.person {
                Some(person) => self.by_person.entry((movement.account, person)).or_default().push(*m),
                None if movement.who.is_empty() => {}
                None => {
                    let place = *payees.entry(movement.who.as_str()).or_insert_with(|| {
                        self.payees.add(&movement.who);
                        self.payee_movements.push(BySum::new());
                        self.payee_movements.len() - 1
                    });
                    self.payee_of.insert(*m, at(place));
                    if let Some(all) = self.payee_movements.get_mut(place) {
                        all.entry((movement.account, movement.amount)).or_default().push(*m);
                    }
                }
            }
            for word in movement.references.split_whitespace() {
                if let Some(mark) = mark_of(word) {
                    let all = self.by_reference.entry(mark).or_default();
                    all.entry((movement.account, movement.amount)).or_default().push(*m);
                }
            }
        }
    }

    /// A batch is one booking of the bank, and so is what was banked on one day without one.
    fn group(&mut self, world: &World, order: &[At]) {
        let mut groups: HashMap<(AccountId, Option<i64>, Option<Day>), Vec<At>> = HashMap::new();
        for m in order {
            let Some(movement) = get(&world.movements, *m) else { continue };
            let key = match (movement.batch, movement.banked) {
                (Some((_, number)), _) => (movement.account, Some(number), None),
                (None, Some(banked)) if movement.amount > Money::ZERO => (movement.account, None, Some(banked)),
                _ => continue,
            };
            groups.entry(key).or_default().push(*m);
        }
        let mut groups: Vec<_> = groups.into_iter().filter(|(_, all)| all.len() > 1).collect();
        groups.sort_unstable();
        for ((account, batch, _), movements) in groups {
            let of = || movements.iter().filter_map(|m| get(&world.movements, *m));
            let Some(day) = of().map(|m| m.day()).min() else { continue };
            let total = of().map(|m| m.amount).sum();
            self.groups_by_amount.entry((account, total)).or_default().push(at(self.groups.len()));
            self.groups.push(Group { day, batch, movements });
        }
    }
}

/// The movements that a statement can still show.
fn standing(world: &World) -> Vec<At> {
    let gone = cancelled(&world.movements);
    (0..at(world.movements.len())).filter(|m| get(&gone, *m).is_some_and(|gone| !gone)).collect()
}

/// A number or a reference as it is compared: letters and digits, zeros in front of figures left out. Nothing where it is too
/// short or reads like a year, which every second line has.
pub(super) fn mark_of(text: &str) -> Option<String> {
    let plain = plain_number(text);
    if !plain.chars().any(|c| c.is_ascii_digit()) || plain.chars().count() < 3 {
        return None;
    }
    if !plain.chars().all(|c| c.is_ascii_digit()) {
        return Some(plain);
    }
    let bare = plain.trim_start_matches('0');
    let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
    (!bare.is_empty() && !year).then(|| bare.to_owned())
}

/// The marks that stand on a line: words with a figure in them, by themselves and with the word before ("SO 12345").
pub(super) fn marks_on(texts: [&str; 4]) -> Vec<String> {
    let mut marks = Vec::new();
    for text in texts {
        let mut before: Option<&str> = None;
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '+' | '.')) {
            if word.is_empty() {
                continue;
            }
            marks.extend(mark_of(word));
            if let Some(before) = before
                && word.chars().any(|c| c.is_ascii_digit())
            {
                marks.extend(mark_of(&format!("{before}{word}")));
            }
            // `INV-2231` stands as one and in its pieces.
            if word.contains(['-', '_', '#']) {
                marks.extend(word.split(['-', '_', '#']).filter_map(mark_of));
            }
            before = Some(word);
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_numbers_that_tell_something() {
        assert_eq!(mark_of("0012").as_deref(), Some("12"));
        assert_eq!(mark_of("M-0012").as_deref(), Some("M0012"));
        for nothing in ["12", "2026", "dues", "", "000"] {
            assert_eq!(mark_of(nothing), None, "{nothing}");
        }
        let marks = marks_on(["Dues 0012", "INV-2231", "", "SO 77"]);
        for mark in ["12", "2231", "INV2231", "SO77"] {
            assert!(marks.iter().any(|m| m == mark), "{mark} in {marks:?}");
        }
    }
}
