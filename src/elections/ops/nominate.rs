//! Nominations, their close, and the lot for the order on the paper.

use super::{nominating, open_one, reason};
use crate::elections::model::{
    Candidate, Drawn, ElectionId, LotKind, NewNomination, Nominator, NomineeId, Step, Whole, by_hand, by_seed, reopen,
};
use crate::elections::store;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

/// Takes a nomination.
pub static NOMINATE: Op = Op {
    key: "elections.nominate",
    says: "Nominate",
    undo: Undo::Reverse,
    reach: Reach::Command("elections nominate"),
};

/// Changes a nomination.
pub static EDIT: Op = Op {
    key: "elections.nomination",
    says: "Change nomination",
    undo: Undo::Reverse,
    reach: Reach::Command("elections nominate"),
};

/// Keeps that a candidate agreed.
pub static CONSENT: Op = Op {
    key: "elections.consent",
    says: "Keep a candidate’s consent",
    undo: Undo::Reverse,
    reach: Reach::Command("elections consent"),
};

/// A candidate withdraws.
pub static WITHDRAW: Op = Op {
    key: "elections.withdraw",
    says: "Withdraw candidate",
    undo: Undo::Reverse,
    reach: Reach::Command("elections withdraw"),
};

/// Closes nominations.
pub static CLOSE: Op = Op {
    key: "elections.close",
    says: "Close nominations",
    undo: Undo::Reverse,
    reach: Reach::Command("elections close"),
};

/// Opens nominations again.
pub static OPEN: Op = Op {
    key: "elections.open",
    says: "Open nominations again",
    undo: Undo::Reverse,
    reach: Reach::Command("elections open"),
};

/// Draws a lot.
pub static LOT: Op =
    Op { key: "elections.lot", says: "Draw lots", undo: Undo::Reverse, reach: Reach::Command("elections lot") };

/// Why a nomination that lacks something did not stand.
pub const LEAVE_OUT: fn(&[String]) -> String =
    |missing| t!("Nomination not complete: {missing}", missing = missing.join("; "));

/// Fills in the name of who is in the register.
fn named(tx: &Tx<'_>, one: &Nominator) -> Result<Nominator> {
    Ok(match one.person {
        Some(person) if one.name.trim().is_empty() => {
            Nominator { person: Some(person), name: people::store::get(tx.conn(), person)?.details.name }
        }
        person => Nominator { person, name: one.name.trim().to_owned() },
    })
}

/// A nomination with its names, after a look at what cannot be.
fn complete(tx: &Tx<'_>, whole: &Whole, own: Option<NomineeId>, new: &NewNomination) -> Result<NewNomination> {
    let who = named(tx, &Nominator { person: new.person, name: new.name.clone() })?;
    let mut new = NewNomination {
        name: who.name,
        proposer: named(tx, &new.proposer)?,
        seconder: named(tx, &new.seconder)?,
        statement: new.statement.trim().to_owned(),
        allowed: new.allowed.trim().to_owned(),
        ..new.clone()
    };
    new.name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if new.name.is_empty() {
        return Err(Problem::input(t!("Say who is nominated")));
    }
    if fold(&new.name) == fold(reopen()) {
        return Err(Problem::input(t!(
            "“{name}” stands on the paper by itself, if the election says so",
            name = new.name
        )));
    }
    if let Some(other) =
        whole.candidates.iter().find(|other| Some(other.id) != own && fold(other.name()) == fold(&new.name))
    {
        let hint = if other.new.person == new.person {
            t!("They are nominated already")
        } else {
            t!("Write the name so that voters can tell the two apart")
        };
        return Err(Problem::input(t!("There is a candidate {name} already", name = new.name)).hint(hint));
    }
    let same = |a: &Nominator, b: &Nominator| {
        !a.is_nobody() && a.person == b.person && (a.person.is_some() || fold(&a.name) == fold(&b.name))
    };
    if same(&new.proposer, &new.seconder) {
        return Err(Problem::input(t!("{name} cannot both propose and second", name = new.proposer.name)));
    }
    Ok(new)
}

/// Takes a nomination. Whoever is in the register, and nominators, are held against the roll; what speaks against them stands
/// beside the nomination until it is put right or allowed with a reason.
///
/// # Errors
/// When nominations are closed, the name is there already, or a proposer seconds too.
pub fn nominate(office: &mut Office, of: ElectionId, new: &NewNomination) -> Result<Done<NomineeId>> {
    office.transact(&NOMINATE, |tx| {
        let id = nominate_in(tx, of, new)?;
        let whole = store::whole(tx.conn(), of)?;
        let post = &whole.election.new.post;
        let found = whole.candidates.iter().find(|one| one.id == id);
        if let Some(new) = found.map(|one| &one.new) {
            tx.say(if new.proposer.is_nobody() {
                t!("{name} nominated for {post}", name = new.name, post = post)
            } else {
                t!("{name} nominated for {post} by {who}", name = new.name, post = post, who = new.proposer.name)
            });
        }
        Ok(id)
    })
}

/// The same as a part of another step, which says what it is.
///
/// # Errors
/// As [`nominate`].
pub fn nominate_in(tx: &Tx<'_>, of: ElectionId, new: &NewNomination) -> Result<NomineeId> {
    let whole = nominating(tx, of)?;
    let new = complete(tx, &whole, None, new)?;
    let id = NomineeId(tx.new_id());
    store::insert_candidate(tx.conn(), id, of, &new, tx.today())?;
    Ok(id)
}

/// The candidate of an election with an id.
fn candidate(tx: &Tx<'_>, id: NomineeId, nominations_open: bool) -> Result<(Whole, Candidate)> {
    let of = store::election_of(tx.conn(), id)?;
    let whole = if nominations_open { nominating(tx, of)? } else { open_one(tx, of)? };
    let found = whole.candidates.iter().find(|one| one.id == id).cloned();
    let found = found.ok_or_else(|| Problem::input(t!("There is no such candidate")))?;
    Ok((whole, found))
}

/// Changes a nomination while nominations are open.
///
/// # Errors
/// As [`nominate`].
pub fn edit(office: &mut Office, id: NomineeId, new: &NewNomination) -> Result<Done<NomineeId>> {
    office.transact(&EDIT, |tx| {
        let (whole, mut one) = candidate(tx, id, true)?;
        one.new = complete(tx, &whole, Some(id), new)?;
        one.consented = if new.consents { one.consented.or(Some(tx.today())) } else { None };
        store::update_candidate(tx.conn(), &one)?;
        tx.say(t!("Changed the nomination of {name} for {post}", name = one.name(), post = whole.election.new.post));
        Ok(id)
    })
}

/// Keeps that a candidate agreed to stand.
///
/// # Errors
/// When nominations are closed, or they do not stand.
pub fn consent(office: &mut Office, id: NomineeId) -> Result<Done<NomineeId>> {
    office.transact(&CONSENT, |tx| {
        let (whole, mut one) = candidate(tx, id, true)?;
        if !one.stands() {
            return Err(Problem::input(t!("{name} does not stand any more. Nothing was changed", name = one.name())));
        }
        if one.consented.is_none() {
            one.consented = Some(tx.today());
            store::update_candidate(tx.conn(), &one)?;
        }
        tx.say(t!("{name} agreed to stand for {post}", name = one.name(), post = whole.election.new.post));
        Ok(id)
    })
}

/// A candidate does not stand any more, with the reason. On papers that are printed already the name is passed over in the count.
///
/// # Errors
/// When the result is declared, they do not stand, or no reason is given.
pub fn withdraw(office: &mut Office, id: NomineeId, why: &str) -> Result<Done<NomineeId>> {
    office.transact(&WITHDRAW, |tx| {
        let why = reason(why, t!("Say why they do not stand any more"))?;
        let (whole, mut one) = candidate(tx, id, false)?;
        if !one.stands() {
            return Err(Problem::input(t!("{name} does not stand any more. Nothing was changed", name = one.name())));
        }
        one.withdrawn = Some((tx.today(), why.to_owned()));
        store::update_candidate(tx.conn(), &one)?;
        let post = &whole.election.new.post;
        tx.say(t!("{name} does not stand for {post} any more: {why}", name = one.name(), post = post, why = why));
        Ok(id)
    })
}

/// Closes nominations. What lacks something stops it, unless it is left out, which is kept as the reason. Where no more stand than
/// there are seats, and nobody asks for a vote, they are elected unopposed and only that is to be declared.
///
/// # Errors
/// When a nomination lacks something and is not to be left out.
pub fn close(office: &mut Office, of: ElectionId, leave_out: bool) -> Result<Done<Step>> {
    office.transact(&CLOSE, |tx| {
        let mut whole = nominating(tx, of)?;
        let nominators = whole.election.new.nominators;
        let post = whole.election.new.post.clone();
        let lacking: Vec<(Candidate, Vec<String>)> = whole
            .standing()
            .map(|one| (one.clone(), one.missing(nominators)))
            .filter(|(_, missing)| !missing.is_empty())
            .collect();
        if !lacking.is_empty() && !leave_out {
            let each: Vec<String> =
                lacking.iter().map(|(one, missing)| format!("{} ({})", one.name(), missing.join("; "))).collect();
            return Err(Problem::input(t!(
                "Nominations that lack something: {each}. Nothing was closed",
                each = each.join(", ")
            ))
            .hint(t!("Put them right, allow them with a reason, or leave them out")));
        }
        for (mut one, missing) in lacking {
            one.withdrawn = Some((tx.today(), LEAVE_OUT(&missing)));
            store::update_candidate(tx.conn(), &one)?;
        }
        store::set_closed(tx.conn(), of, Some(tx.today()))?;
        whole = store::whole(tx.conn(), of)?;
        let standing: Vec<Candidate> = whole.standing().cloned().collect();
        if !whole.contested() {
            // In the order of nomination: nobody votes, so no place is worth more than another.
            for (one, place) in standing.iter().zip(1..) {
                store::place(tx.conn(), one.id, Some(place))?;
            }
        }
        let stand = text::plural(standing.len(), t!("candidate"), t!("candidates"));
        tx.say(match whole.election.new.nominate_by.filter(|by| tx.today() < *by) {
            Some(by) => t!(
                "Closed nominations for {post} before {day}, which was announced: {stand}",
                post = post,
                day = day::short(by),
                stand = stand
            ),
            None => t!("Closed nominations for {post}: {stand}", post = post, stand = stand),
        });
        Ok(store::whole(tx.conn(), of)?.step())
    })
}

/// Opens nominations again, while no order was drawn.
///
/// # Errors
/// When they are open, or the order was drawn.
pub fn open(office: &mut Office, of: ElectionId) -> Result<Done<()>> {
    office.transact(&OPEN, |tx| {
        let whole = open_one(tx, of)?;
        let post = &whole.election.new.post;
        if whole.election.closed.is_none() {
            return Err(Problem::input(t!("Nominations for {post} are open", post = post)));
        }
        if whole.is_drawn() {
            return Err(Problem::input(t!(
                "The order on the paper for {post} is drawn, so nominations stay closed. Nothing was changed",
                post = post
            ))
            .hint(t!("Undo takes the lot back while no paper was printed")));
        }
        for one in &whole.candidates {
            store::place(tx.conn(), one.id, None)?;
        }
        store::set_closed(tx.conn(), of, None)?;
        tx.say(t!("Opened nominations for {post} again", post = post));
        Ok(())
    })
}

/// Draws a lot once: the order on the paper, or which of equals goes first. With a seed anybody can draw it again; an empty seed
/// takes a new one; `names` are what was drawn by hand.
///
/// # Errors
/// When it was drawn already, is not needed yet, or the names do not fit.
pub fn draw(
    office: &mut Office,
    of: ElectionId,
    kind: LotKind,
    seed: &str,
    names: &[String],
) -> Result<Done<Vec<String>>> {
    office.transact(&LOT, |tx| {
        let whole = open_one(tx, of)?;
        let post = whole.election.new.post.clone();
        if whole.lot(kind).is_some() {
            return Err(Problem::input(t!("The lot was drawn already, and stands. Nothing was changed")));
        }
        if kind == LotKind::Order && whole.step() != Step::ToDraw {
            return Err(match whole.election.closed {
                None => Problem::input(t!("Nominations for {post} are open. Close them first", post = post)),
                Some(_) => {
                    Problem::input(t!("Nobody has to vote for {post}, so there is no order to draw", post = post))
                }
            });
        }
        if kind == LotKind::Tie && !whole.is_drawn() {
            return Err(Problem::input(t!("The order on the paper is drawn first, then a lot for ties")));
        }
        let standing: Vec<Candidate> = whole.standing().cloned().collect();
        let all: Vec<String> = match kind {
            LotKind::Order => standing.iter().map(|one| one.name().to_owned()).collect(),
            LotKind::Tie => whole.names(),
        };
        let seed = match (names.is_empty(), seed.trim()) {
            (false, _) => String::new(),
            (true, "") => format!("{:x}", tx.new_id()),
            (true, seed) => seed.to_owned(),
        };
        let order = if names.is_empty() { by_seed(&seed, &all) } else { by_hand(names, &all)? };
        let drawn: Vec<String> = order.iter().filter_map(|at| all.get(*at).cloned()).collect();
        let mut lot = Drawn { kind, seed: seed.clone(), places: Vec::new(), on: tx.today(), by: tx.who().to_owned() };
        if kind == LotKind::Tie {
            lot.places = order.iter().map(|at| at + 1).collect();
        } else {
            for (at, place) in order.iter().zip(1..) {
                if let Some(one) = standing.get(*at) {
                    store::place(tx.conn(), one.id, Some(place))?;
                }
            }
        }
        store::add_lot(tx.conn(), tx.new_id(), of, &lot)?;
        if kind == LotKind::Order {
            let places = store::whole(tx.conn(), of)?.places();
            store::add_round(tx.conn(), tx.new_id(), of, 1, &places)?;
        }
        let how = if seed.is_empty() { t!("by hand").to_owned() } else { t!("with the seed {seed}", seed = seed) };
        let list = drawn.join(", ");
        tx.say(match kind {
            LotKind::Order => {
                t!("Drew the order on the paper for {post}, {how}: {list}", post = post, how = how, list = list)
            }
            LotKind::Tie => t!("Drew a lot for ties of {post}, {how}: {list}", post = post, how = how, list = list),
        });
        Ok(drawn)
    })
}
