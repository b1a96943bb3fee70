//! Which line gets what, where several want the same, and which suggestions are sure.

use std::collections::{HashMap, HashSet};

use super::candidates::{Candidate, What};
use super::index::{At, at, get};
use super::{Reason, weigh};
use crate::bank::model::{Movement, World};

/// Something that only one line can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Thing {
    Movement(At),
    Awaited(At),
    Line(At),
}

fn things(what: &What) -> Vec<Thing> {
    match what {
        What::Movements(all) => all.iter().map(|m| Thing::Movement(*m)).collect(),
        What::Awaited(all) => all.iter().map(|(a, _)| Thing::Awaited(*a)).collect(),
        What::OtherSide(line) => vec![Thing::Line(*line)],
        What::Rule(_) | What::Own(_) | What::Person(_) => Vec::new(),
    }
}

/// Gives each thing to the line it fits best, puts that first on its line, and says which suggestions are sure.
pub(super) fn settle(world: &World, mut found: Vec<Vec<Candidate>>) -> Vec<Vec<Candidate>> {
    let mut order: Vec<(At, At)> = Vec::new();
    for (l, all) in found.iter().enumerate() {
        order.extend((0..all.len()).map(|c| (at(l), at(c))));
    }
    // The best fit first; among equal ones the oldest line takes the oldest thing.
    order.sort_by_cached_key(|(l, c)| {
        let candidate = get(&found, *l).and_then(|all| get(all, *c));
        let line = get(&world.lines, *l);
        (candidate.map(|c| -c.score), line.map(|l| l.booked), *l, candidate.and_then(|c| c.day), *c)
    });
    let mut taken: HashMap<Thing, At> = HashMap::new();
    let mut first: HashMap<At, At> = HashMap::new();
    for (l, c) in order {
        if first.contains_key(&l) {
            continue;
        }
        let Some(candidate) = get(&found, l).and_then(|all| get(all, c)) else { continue };
        let claimed_by = taken.get(&Thing::Line(l)).copied();
        match claimed_by {
            // Another line is the other side of this one, so this is the other side of that.
            Some(by) if !is_other_side(candidate, by) => continue,
            Some(_) => {}
            None => {
                let of = things(&candidate.what);
                if of.iter().any(|thing| taken.contains_key(thing)) {
                    continue;
                }
                taken.extend(of.iter().map(|thing| (*thing, l)));
                taken.insert(Thing::Line(l), l);
            }
        }
        first.insert(l, c);
    }
    for (l, all) in found.iter_mut().enumerate() {
        let l = at(l);
        let best = first.get(&l).copied();
        settle_line(world, l, best, all, &taken);
    }
    found
}

/// Whether a candidate is the other side of the line `by`.
fn is_other_side(candidate: &Candidate, by: At) -> bool {
    candidate.what == What::OtherSide(by)
}

fn settle_line(world: &World, l: At, best: Option<At>, all: &mut Vec<Candidate>, taken: &HashMap<Thing, At>) {
    let by_other = |c: &Candidate| {
        things(&c.what).iter().find_map(|thing| {
            taken.get(thing).copied().filter(|by| {
                // The other side of this very line took this line, not something that this line wants.
                *by != l && !is_other_side(c, *by)
            })
        })
    };
    let best = best.and_then(|c| get(all, c)).cloned();
    let mut rest: Vec<(Option<At>, Candidate)> = all
        .drain(..)
        .filter(|c| best.as_ref().is_none_or(|best| best.what != c.what))
        .map(|c| (by_other(&c), c))
        .collect();
    rest.sort_by_key(|(by, c)| (by.is_some(), -c.score, c.day));
    if let Some(mut best) = best {
        let rivals = rest.iter().filter(|(by, _)| by.is_none()).any(|(_, other)| rivals(world, l, &best, other));
        best.sure = best.strong && !rivals;
        if best.strong && rivals {
            best.because.push(Reason::Rival);
        }
        all.push(best);
    }
    let mut people: HashSet<_> = all.iter().filter_map(|c| person_of(world, &c.what)).collect();
    for (by, mut candidate) in rest {
        // A person who stands above with something of theirs needs no line of their own.
        if let What::Person(person) = candidate.what
            && people.contains(&person.0)
        {
            continue;
        }
        people.extend(person_of(world, &candidate.what));
        if let Some(line) = by.and_then(|by| get(&world.lines, by)) {
            candidate.because.push(Reason::Taken(line.booked));
        }
        all.push(candidate);
    }
}

fn movements<'w>(world: &'w World, what: &What) -> Vec<&'w Movement> {
    match what {
        What::Movements(all) => all.iter().filter_map(|m| get(&world.movements, *m)).collect(),
        _ => Vec::new(),
    }
}

/// The one person whose it is.
pub(super) fn person_of(world: &World, what: &What) -> Option<i64> {
    match what {
        What::Movements(all) => {
            let mut of = all.iter().filter_map(|m| get(&world.movements, *m)?.person);
            let first = of.next()?;
            of.all(|p| p == first).then_some(first.0)
        }
        What::Awaited(all) => all.first().and_then(|(a, _)| Some(get(&world.awaited, *a)?.it.person)),
        What::Person(person) => Some(person.0),
        _ => None,
    }
}

/// Whether another candidate, which is free, makes the best one unsure.
fn rivals(world: &World, l: At, best: &Candidate, other: &Candidate) -> bool {
    let close = other.strong && other.score + weigh::CLOSE >= best.score;
    match (&best.what, &other.what) {
        (_, What::Person(_)) => false,
        // Of several alike of one person it does not matter which.
        (What::Movements(_), What::Movements(_)) => {
            let (a, b) = (movements(world, &best.what), movements(world, &other.what));
            let alike = a.len() == 1
                && b.len() == 1
                && a.iter().zip(&b).all(|(a, b)| a.person.is_some() && (a.person, a.kind) == (b.person, b.kind));
            close && !alike
        }
        (What::Awaited(a), What::Awaited(b)) => {
            let of = |all: &[(At, crate::kit::Money)]| {
                all.first().and_then(|(a, _)| get(&world.awaited, *a)).map(|a| (a.source, a.it.person))
            };
            close && of(a) != of(b)
        }
        // Recording something that may be in the ledger already would have it there twice.
        (What::Awaited(_) | What::Rule(_) | What::Own(_), What::Movements(_)) => {
            let mine = person_of(world, &best.what);
            let theirs = person_of(world, &other.what);
            let near = other
                .day
                .is_none_or(|day| get(&world.lines, l).is_none_or(|line| (line.booked - day).num_days().abs() <= 7));
            let another = mine.is_some() && theirs.is_some() && mine != theirs;
            close || (near && !another)
        }
        // The other side and the number of its account are one and the same.
        (What::OtherSide(_), What::Own(_)) => false,
        _ => close,
    }
}
