//! Who gets a letter: the people that were asked for, without those who are not to be written to, in the order of the post.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::super::model::{Asked, Left, PersonId, Plan, To, Whom, Why};
use crate::cli::{self, Audience, Mailing};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::office::{Office, Setup, profile};
use crate::people::store::{self as people, Addressee};
use crate::people::{is_postal, post_key, post_lines};
use crate::t;

/// The audiences of all subjects.
pub fn audiences(mailings: &[Mailing]) -> impl Iterator<Item = &'static Audience> + '_ {
    mailings.iter().flat_map(|mailing| mailing.audiences)
}

/// The people of one choice on a day; of a pasted list also the lines that are nobody.
///
/// # Errors
/// When there is no such audience or choice.
pub fn people_of(
    office: &Office,
    mailings: &[Mailing],
    whom: &Whom,
    on: Day,
) -> Result<(Vec<PersonId>, Vec<(String, String)>)> {
    office.read(|conn| found(conn, office.setup(), mailings, whom, on))
}

fn found(
    conn: &Connection,
    setup: &Setup,
    mailings: &[Mailing],
    whom: &Whom,
    on: Day,
) -> Result<(Vec<PersonId>, Vec<(String, String)>)> {
    match whom {
        // Who was picked may have been merged into another since.
        Whom::People(ids) => {
            Ok((ids.iter().map(|id| people::stands_for(conn, *id)).collect::<Result<_>>()?, Vec::new()))
        }
        Whom::List(lines) => {
            let (mut ids, mut unknown) = (Vec::new(), Vec::new());
            for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
                match people::resolve(conn, line) {
                    Ok(id) => ids.push(id),
                    Err(problem) => unknown.push((line.to_owned(), problem.message)),
                }
            }
            Ok((ids, unknown))
        }
        Whom::Audience { key, choice } => {
            let audience = audiences(mailings).find(|a| a.key == key).ok_or_else(|| {
                let keys: Vec<_> = audiences(mailings).map(|a| a.key).collect();
                Problem::usage(t!("Nobody is called “{key}” together", key = key))
                    .hint(t!("Use one of {keys}", keys = keys.join(", ")))
            })?;
            let choice = match audience.choices {
                None => String::new(),
                Some(choices) => chosen(choices(conn)?, choice)?,
            };
            let ids = (audience.people)(conn, cli::Asked { choice: &choice, on, setup })?;
            Ok((ids.into_iter().map(PersonId).collect(), Vec::new()))
        }
    }
}

/// The key of a choice that was written as its key or its words.
fn chosen(choices: Vec<(String, String)>, written: &str) -> Result<String> {
    let folded = fold(written);
    let found = choices.iter().find(|(key, words)| key == written || fold(words) == folded).map(|(key, _)| key.clone());
    found.ok_or_else(|| {
        let words: Vec<_> = choices.into_iter().map(|(_, words)| words).take(20).collect();
        let hint = if words.is_empty() {
            t!("There is none in this office yet").to_owned()
        } else {
            t!("Use one of {words}", words = words.join(", "))
        };
        Problem::usage(t!("There is no “{written}” to choose", written = written)).hint(hint)
    })
}

/// Works out who gets one and who does not. What an address must fit into is not asked here.
///
/// # Errors
/// When somebody is asked for whom nobody knows, or the file cannot be read.
pub fn plan(office: &Office, mailings: &[Mailing], asked: &Asked, on: Day) -> Result<Plan> {
    office.read(|conn| planned(conn, office.setup(), mailings, asked, on))
}

fn planned(conn: &Connection, setup: &Setup, mailings: &[Mailing], asked: &Asked, on: Day) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut wanted = BTreeSet::new();
    for whom in &asked.whom {
        let (ids, unknown) = found(conn, setup, mailings, whom, on)?;
        wanted.extend(ids);
        plan.unknown.extend(unknown);
    }
    let mut never: BTreeMap<PersonId, &'static str> = BTreeMap::new();
    for says in mailings.iter().filter_map(|m| m.never) {
        never.extend(says(conn, on)?.into_iter().map(|(id, why)| (PersonId(id), why)));
    }
    let (stopped, no_post) = if asked.everybody {
        (BTreeSet::new(), BTreeSet::new())
    } else {
        (people::not_to_contact(conn, Some(on))?, people::no_post(conn, on)?)
    };
    let home = profile::get(conn)?.jurisdiction().to_owned();
    let wanted: Vec<PersonId> = wanted.into_iter().collect();
    let mut left: Vec<(String, Left)> = Vec::new();
    let mut to: Vec<To> = Vec::new();
    for addressee in people::addressees(conn, &wanted, on)? {
        let id = addressee.id;
        let why = match never.get(&id) {
            Some(why) => Some(Why::Never(why)),
            None if stopped.contains(&id) => Some(Why::DoNotContact),
            None if no_post.contains(&id) => Some(Why::SaidNo),
            None => None,
        };
        match (why, letter(&addressee, &home)) {
            (None, Some(letter)) => to.push(letter),
            (why, _) => {
                let why = why.unwrap_or(Why::NoAddress);
                left.push((addressee.sort_key, Left { person: id, name: addressee.name, why }));
            }
        }
    }
    to.sort_by(|a, b| (&a.post_key, &a.people).cmp(&(&b.post_key, &b.people)));
    if asked.household {
        to = by_household(to, &people::households(conn)?);
    }
    left.sort_by(|a, b| (&a.0, a.1.person).cmp(&(&b.0, b.1.person)));
    plan.to = to;
    plan.left_out = left.into_iter().map(|(_, left)| left).collect();
    Ok(plan)
}

/// Somebody to show a letter for, whether or not it could be sent: this person, else whoever stands first in the register.
///
/// # Errors
/// When the file cannot be read.
pub fn sample(conn: &Connection, person: Option<PersonId>, on: Day) -> Result<Option<To>> {
    let person = match person {
        Some(person) => Some(person),
        None => people::page(conn, &people::Filter::default(), 0, 1)?.first().map(|row| row.id),
    };
    let Some(person) = person else { return Ok(None) };
    let home = profile::get(conn)?.jurisdiction().to_owned();
    let of = |addressee: Addressee| To {
        people: vec![addressee.id],
        lines: addressee.address.as_ref().map(|address| post_lines(address, &home)).unwrap_or_default(),
        name: addressee.name,
        post_key: Default::default(),
    };
    Ok(people::addressees(conn, &[person], on)?.into_iter().next().map(of))
}

fn letter(addressee: &Addressee, home: &str) -> Option<To> {
    let address = addressee.address.as_ref().filter(|address| is_postal(address))?;
    let [country, postcode, street] = post_key(address, home);
    Some(To {
        people: vec![addressee.id],
        name: addressee.name.clone(),
        lines: post_lines(address, home),
        post_key: [country, postcode, street, addressee.sort_key.clone()],
    })
}

/// One letter for those of a household who have the same address; it stands where the first of them would.
fn by_household(to: Vec<To>, households: &BTreeMap<PersonId, PersonId>) -> Vec<To> {
    let mut at: BTreeMap<(PersonId, Vec<String>), usize> = BTreeMap::new();
    let mut out: Vec<To> = Vec::with_capacity(to.len());
    let mut names: Vec<Vec<String>> = Vec::with_capacity(to.len());
    for letter in to {
        let head = letter.people.first().and_then(|person| households.get(person));
        if let Some(head) = head {
            let key = (*head, letter.lines.clone());
            if let Some(known) = at.get(&key)
                && let (Some(first), Some(names)) = (out.get_mut(*known), names.get_mut(*known))
            {
                first.people.extend(letter.people);
                names.push(letter.name);
                continue;
            }
            at.insert(key, out.len());
        }
        names.push(vec![letter.name.clone()]);
        out.push(letter);
    }
    for (letter, names) in out.iter_mut().zip(names).filter(|(_, names)| names.len() > 1) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        letter.name = super::fields::together(&names);
    }
    out
}
