//! Papers: printed, given out, accounted for, keyed twice, settled.

use super::open_one;
use crate::elections::model::{
    Account, Ballots, ElectionId, Entered, Marks, Print, Round, VoterId, Whole, instructions, read_marks,
};
use crate::elections::store;
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Papers were printed; from then on what stands on them is fixed.
pub static PRINT: Op = Op {
    key: "elections.print",
    says: "Print ballot papers",
    undo: Undo::Aside("papers that were printed lie on the table"),
    reach: Reach::Command("elections ballots"),
};

/// Keeps the ballot account.
pub static ACCOUNT: Op = Op {
    key: "elections.account",
    says: "Keep the ballot account",
    undo: Undo::Reverse,
    reach: Reach::Command("elections account"),
};

/// Ticks somebody off on the roll, or takes the tick away.
pub static MARK: Op = Op {
    key: "elections.mark",
    says: "Tick off on the roll",
    undo: Undo::Reverse,
    reach: Reach::Command("elections mark"),
};

/// Keys papers.
pub static ENTER: Op = Op {
    key: "elections.enter",
    says: "Key ballot papers",
    undo: Undo::Reverse,
    reach: Reach::Command("elections enter"),
};

/// Keys a paper anew that was keyed wrong.
pub static CORRECT: Op = Op {
    key: "elections.correct",
    says: "Key a ballot paper again",
    undo: Undo::Reverse,
    reach: Reach::Command("elections enter"),
};

/// Brings in papers that were keyed elsewhere.
pub static IMPORT: Op = Op {
    key: "elections.import",
    says: "Bring ballots in",
    undo: Undo::Reverse,
    reach: Reach::Command("elections import"),
};

/// Settles a difference.
pub static SETTLE: Op = Op {
    key: "elections.settle",
    says: "Settle a ballot paper",
    undo: Undo::Reverse,
    reach: Reach::Command("elections settle"),
};

/// More papers than a branch prints.
const MOST: u32 = 100_000;

/// The round that people vote in, of an election that may still change.
fn voting(tx: &Tx<'_>, of: ElectionId) -> Result<(Whole, Round)> {
    let whole = open_one(tx, of)?;
    let post = &whole.election.new.post;
    let Some(round) = whole.round().cloned() else {
        return Err(Problem::input(t!("Nobody votes for {post} yet", post = post))
            .hint(t!("Close nominations and draw the order on the paper first")));
    };
    Ok((whole, round))
}

/// Takes the numbers of papers that are about to be printed. What the paper says is fixed by the first.
///
/// # Errors
/// When nobody votes yet, or too many are asked for.
pub fn print(office: &mut Office, of: ElectionId, papers: u32) -> Result<Done<Print>> {
    office.transact(&PRINT, |tx| {
        let (whole, round) = voting(tx, of)?;
        if papers == 0 || papers > MOST {
            return Err(Problem::input(t!(
                "From 1 to {most} papers are printed at a time",
                most = text::count(100_000)
            )));
        }
        let new = &whole.election.new;
        if round.says.is_none() {
            let says = instructions(new.rules, new.seats);
            store::set_paper(tx.conn(), of, round.number, &whole.on_paper(&round), &says)?;
        }
        let first = round.printed() + 1;
        let print = Print { first, last: first + papers - 1, on: tx.today(), by: tx.who().to_owned() };
        store::add_print(tx.conn(), tx.new_id(), of, round.number, &print)?;
        tx.say(t!(
            "Ballot papers {first} to {last} for {post}",
            first = print.first,
            last = print.last,
            post = new.post
        ));
        Ok(print)
    })
}

/// Keeps the ballot account of the round.
///
/// # Errors
/// When nobody votes yet.
pub fn account(office: &mut Office, of: ElectionId, account: &Account) -> Result<Done<()>> {
    office.transact(&ACCOUNT, |tx| {
        let (whole, round) = voting(tx, of)?;
        store::set_account(tx.conn(), of, round.number, account)?;
        tx.say(t!("Ballot account of the election of {post}", post = whole.election.new.post));
        Ok(())
    })
}

/// Ticks somebody off who got a paper, or takes the tick away. That is all that is kept: never which paper.
///
/// # Errors
/// When no roll is frozen, or they got one already.
pub fn mark(office: &mut Office, of: ElectionId, voter: VoterId, ticked: bool) -> Result<Done<()>> {
    office.transact(&MARK, |tx| {
        let (whole, round) = voting(tx, of)?;
        let all = store::voters(tx.conn(), of, round.number)?;
        let Some(one) = all.iter().find(|one| one.id == voter) else {
            return Err(Problem::input(t!("They are not on the roll of this election. Nothing was changed")));
        };
        let post = &whole.election.new.post;
        if ticked && one.marked {
            return Err(Problem::input(t!(
                "{name} was given a paper for {post} already",
                name = one.name,
                post = post
            )));
        }
        if ticked {
            store::mark(tx.conn(), tx.new_id(), of, voter, round.number)?;
            tx.say(t!("{name} was given a paper for {post}", name = one.name, post = post));
        } else {
            store::unmark(tx.conn(), voter, round.number)?;
            tx.say(t!("{name} was not given a paper for {post}", name = one.name, post = post));
        }
        Ok(())
    })
}

/// Why somebody may not make this entry, if so: the second one is made by somebody else, so that it sees what the first did not.
fn other_hands(round: &Round, entry: u8, who: &str, alone: bool) -> Result<()> {
    let other = round.entry(if entry == 1 { 2 } else { 1 });
    if alone || other.iter().all(|one| one.who != who) {
        return Ok(());
    }
    Err(Problem::input(t!("{who} keyed the other entry. Somebody else keys this one; nothing was kept", who = who))
        .hint(t!("Say who acts, or say that nobody else can (alone); the result then shows both names")))
}

/// Keys papers into the first or second entry, one line each, from a number on. Without a number they follow the last one.
///
/// # Errors
/// When a line cannot be read (which is named), a number was keyed already, or the same person made the other entry and does not
/// say that nobody else can.
pub fn enter(
    office: &mut Office,
    of: ElectionId,
    entry: u8,
    from: Option<u32>,
    lines: &[String],
    alone: bool,
) -> Result<Done<Vec<u32>>> {
    office.transact(&ENTER, |tx| {
        let (whole, round) = voting(tx, of)?;
        other_hands(&round, entry, tx.who(), alone)?;
        let choices = whole.choices(&round);
        let keyed = round.entry(entry);
        let first = from.unwrap_or_else(|| keyed.iter().map(|one| one.number).max().unwrap_or(0) + 1);
        let mut numbers = Vec::with_capacity(lines.len());
        for (line, number) in lines.iter().zip(first..) {
            let marks = read_marks(line, &choices).map_err(|problem| Problem {
                message: t!("Paper {number}: {what}. Nothing was kept", number = number, what = problem.message),
                ..problem
            })?;
            if keyed.iter().any(|one| one.number == number) {
                return Err(Problem::input(t!("Paper {number} was keyed already. Nothing was kept", number = number))
                    .hint(t!("To key it anew, correct it")));
            }
            store::add_entry(tx.conn(), tx.new_id(), (of, round.number, entry), number, &marks, tx.who())?;
            numbers.push(number);
        }
        let post = &whole.election.new.post;
        let which = if entry == 1 { t!("first entry") } else { t!("second entry") };
        tx.say(match numbers.as_slice() {
            [] => t!("No paper for {post} was keyed", post = post),
            [one] => t!("Keyed paper {number} for {post}, {which}", number = one, post = post, which = which),
            [first, .., last] => {
                t!(
                    "Keyed papers {first} to {last} for {post}, {which}",
                    first = first,
                    last = last,
                    post = post,
                    which = which
                )
            }
        });
        Ok(numbers)
    })
}

/// Keys a paper of an entry anew, or takes it out.
///
/// # Errors
/// When it was not keyed, or the line cannot be read.
pub fn correct(office: &mut Office, of: ElectionId, entry: u8, number: u32, line: Option<&str>) -> Result<Done<()>> {
    office.transact(&CORRECT, |tx| {
        let (whole, round) = voting(tx, of)?;
        let known = round.entry(entry).iter().find(|one| one.number == number);
        let Some(Entered { who, .. }) = known else {
            return Err(Problem::input(t!("Paper {number} was not keyed", number = number)));
        };
        let marks = line.map(|line| read_marks(line, &whole.choices(&round))).transpose()?;
        let at = (of, round.number, entry);
        store::delete_entry(tx.conn(), at, number)?;
        let post = &whole.election.new.post;
        match marks {
            Some(marks) => {
                // It stays whose entry it is: who mends the other's work did not key it independently.
                store::add_entry(tx.conn(), tx.new_id(), at, number, &marks, who)?;
                tx.say(t!("Keyed paper {number} for {post} again", number = number, post = post));
            }
            None => tx.say(t!("Took paper {number} for {post} out of the entry", number = number, post = post)),
        }
        Ok(())
    })
}

/// Brings in the papers of a ballot file as both entries: they were keyed and compared elsewhere.
///
/// # Errors
/// When papers were keyed already, or the file is of other candidates.
pub fn import(office: &mut Office, of: ElectionId, ballots: &Ballots, from: &str) -> Result<Done<u32>> {
    office.transact(&IMPORT, |tx| {
        let (whole, round) = voting(tx, of)?;
        if !round.first.is_empty() || !round.second.is_empty() {
            return Err(Problem::input(t!("Papers were keyed already, so no file is brought in. Nothing was changed"))
                .hint(t!("Undo takes back what was keyed")));
        }
        let names = whole.names();
        if ballots.names != names {
            return Err(Problem::input(t!(
                "The file is of other candidates, or of another order. Nothing was brought in"
            ))
            .hint(t!("On this paper stand {names}", names = names.join(", "))));
        }
        if ballots.total() > u64::from(MOST) {
            return Err(Problem::input(t!("There are more papers than a branch has. Nothing was brought in")));
        }
        let choices = whole.choices(&round);
        let mut number = 0;
        for paper in &ballots.papers {
            let line = paper.preferences.iter().map(|id| (id.0 + 1).to_string()).collect::<Vec<_>>().join(" ");
            let marks = if line.is_empty() { read_marks("/", &choices)? } else { read_marks(&line, &choices)? };
            for _ in 0..paper.many {
                number += 1;
                for entry in [1, 2] {
                    store::add_entry(tx.conn(), tx.new_id(), (of, round.number, entry), number, &marks, from)?;
                }
            }
        }
        let papers = text::plural(usize::try_from(number).unwrap_or(0), t!("paper"), t!("papers"));
        tx.say(t!(
            "Brought {papers} for {post} in from {from}",
            papers = papers,
            post = whole.election.new.post,
            from = from
        ));
        Ok(number)
    })
}

/// Settles a paper of which the entries differ, after a look at it, with a note. No line means that there is no such paper.
///
/// # Errors
/// When they do not differ, the line cannot be read, or no note is given.
pub fn settle(
    office: &mut Office,
    of: ElectionId,
    number: u32,
    line: Option<&str>,
    note: &str,
) -> Result<Done<Option<Marks>>> {
    office.transact(&SETTLE, |tx| {
        let (whole, round) = voting(tx, of)?;
        let compared = round.compared();
        let settled = round.settled.iter().any(|one| one.number == number);
        if !settled && !compared.open.iter().any(|one| one.number == number) {
            return Err(Problem::input(t!(
                "The entries do not differ in paper {number}. Nothing was changed",
                number = number
            )));
        }
        let note = super::reason(note, t!("Say what the paper shows"))?;
        let marks = line.map(|line| read_marks(line, &whole.choices(&round))).transpose()?;
        let who = tx.who();
        store::add_settled(tx.conn(), tx.new_id(), (of, round.number), number, marks.as_ref(), (note, who))?;
        let says = marks.as_ref().map_or_else(|| t!("no such paper").to_owned(), Marks::says);
        tx.say(t!(
            "Settled paper {number} for {post}: {says}",
            number = number,
            post = whole.election.new.post,
            says = says
        ));
        Ok(marks)
    })
}
