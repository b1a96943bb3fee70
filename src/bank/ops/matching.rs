//! Saying what lines are: entries of the ledger, new ones, or nothing. One line or several, by hand or all that is sure.

use super::say;
use crate::bank::model::{
    BankLine, Deed, Does, EntryId, LineId, LineState, MatchPlan, NewPart, NewRule, Part, PersonId, RuleId, kind_fits,
    plain_number,
};
use crate::bank::store;
use crate::kit::{Currency, Money, Problem, Result, text};
use crate::ledger;
use crate::ledger::model::EntryKind;
use crate::office::{Done, Expects, Office, Op, Reach, Tx, Undo, profile};
use crate::t;

/// Says that lines are entries of the ledger.
pub static MATCH: Op =
    Op { key: "bank.match", says: "Match bank line", undo: Undo::Reverse, reach: Reach::Command("bank accept") };

/// Records lines as new entries.
pub static RECORD: Op =
    Op { key: "bank.record", says: "Record bank line", undo: Undo::Reverse, reach: Reach::Command("bank record") };

/// Sets lines aside, for a reason.
pub static ASIDE: Op =
    Op { key: "bank.aside", says: "Set bank line aside", undo: Undo::Reverse, reach: Reach::Command("bank aside") };

/// Brings lines back that were set aside.
pub static BRING_BACK: Op = Op {
    key: "bank.bring_back",
    says: "Bring bank line back",
    undo: Undo::Reverse,
    reach: Reach::Command("bank bring-back"),
};

/// Takes back what a line was matched to.
pub static FREE: Op =
    Op { key: "bank.free", says: "Free bank line", undo: Undo::Reverse, reach: Reach::Command("bank free") };

/// Accepts everything that is sure.
pub static MATCH_SURE: Op = Op {
    key: "bank.match_sure",
    says: "Match bank lines",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("bank match"),
};

/// What accepting made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    pub lines: usize,
    /// The entries that the lines are now, those that were recorded included.
    pub entries: Vec<EntryId>,
    /// How many of them were recorded.
    pub recorded: usize,
    pub people_added: usize,
    pub rule: Option<RuleId>,
}

/// The operation that a deed is done as.
pub fn op_of(deed: &Deed) -> &'static Op {
    match deed {
        Deed::Aside(_) => &ASIDE,
        Deed::Parts { parts, .. } if parts.iter().any(|p| matches!(p, Part::New(_))) => &RECORD,
        Deed::Parts { .. } => &MATCH,
    }
}

/// Does with lines what `deed` says. Several lines are one thing and must belong together: of one account, all in or all out.
/// With `remember`, lines like these are suggested the same from now on.
///
/// # Errors
/// When a line does not wait any more, the parts do not make the amount, or an entry cannot be recorded.
pub fn accept(
    office: &mut Office,
    lines: &[LineId],
    deed: &Deed,
    remember: Option<&NewRule>,
) -> Result<Done<Accepted>> {
    let expects = office.setup().expects;
    office.transact(op_of(deed), |tx| {
        let lines = lines.iter().map(|id| store::line(tx.conn(), *id)).collect::<Result<Vec<_>>>()?;
        let mut done = Accepted::default();
        put(tx, expects, &lines, deed, &mut done)?;
        if let Some(rule) = remember {
            done.rule = Some(super::rules::put(tx, None, &with_new_person(tx, rule, &done)?)?);
        }
        tx.say(say::accepted(tx, &lines, deed, done.rule.is_some())?);
        Ok(done)
    })
}

/// Somebody who came into the register with the line is who the rule is of.
fn with_new_person(tx: &Tx<'_>, rule: &NewRule, done: &Accepted) -> Result<NewRule> {
    let mut rule = rule.clone();
    if let (Does::Record { person, .. }, [entry], 1) = (&mut rule.does, done.entries.as_slice(), done.people_added) {
        *person = ledger::store::entry(tx.conn(), *entry)?.person;
    }
    Ok(rule)
}

/// Accepts every suggestion of a plan that is sure, exactly as the plan shows them.
///
/// # Errors
/// When nothing is sure, or the office has changed since the plan was made; nothing was changed then.
pub fn accept_sure(office: &mut Office, plan: &MatchPlan) -> Result<Done<Accepted>> {
    let expects = office.setup().expects;
    office.transact(&MATCH_SURE, |tx| {
        let conn = tx.conn();
        if ledger::store::generation(conn)? != plan.generation {
            return Err(Problem::input(t!("The office has changed since this was worked out. Nothing was changed"))
                .hint(t!("Look at it again")));
        }
        let sure = plan.sure();
        if sure.is_empty() {
            return Err(Problem::input(t!("No line is sure. Nothing was changed"))
                .hint(t!("Accept the right suggestion of each line")));
        }
        tx.expect(u64::try_from(sure.len()).unwrap_or(0));
        let mut done = Accepted::default();
        for (at, (line, suggestion)) in sure.iter().enumerate() {
            put(tx, expects, std::slice::from_ref(*line), &suggestion.deed, &mut done)?;
            tx.progress(u64::try_from(at + 1).unwrap_or(0))?;
        }
        tx.say(t!(
            "Matched {count}, of which {recorded} were recorded",
            count = text::plural(done.lines, t!("bank line"), t!("bank lines")),
            recorded = text::plural(done.recorded, t!("entry"), t!("entries"))
        ));
        Ok(done)
    })
}

fn put(tx: &Tx<'_>, expects: &[&Expects], lines: &[BankLine], deed: &Deed, done: &mut Accepted) -> Result<()> {
    let [first, ..] = lines else { return Err(Problem::input(t!("Say which bank line is meant"))) };
    if let Some(line) = lines.iter().find(|l| l.state != LineState::Open) {
        return Err(not_open(line));
    }
    let (account, into) = (first.account, first.amount > Money::ZERO);
    if lines.iter().any(|l| l.account != account || (l.amount > Money::ZERO) != into) {
        return Err(Problem::input(t!(
            "Lines are matched together that are of one account, and all money in or all money out. Nothing was changed"
        )));
    }
    match deed {
        Deed::Aside(why) => {
            let why = why.trim();
            if why.is_empty() {
                return Err(Problem::input(t!("Setting aside needs a reason, which stays with the line")));
            }
            lines.iter().try_for_each(|line| store::set_state(tx.conn(), line.id, LineState::Aside, why, None))?;
        }
        Deed::Parts { parts, twin } => parts_of(tx, expects, lines, parts, *twin, done)?,
    }
    done.lines += lines.len();
    Ok(())
}

/// A line of a time that was found to agree would make it disagree.
fn after_reconciled(tx: &Tx<'_>, line: &BankLine) -> Result<()> {
    let last = store::reconciled_to(tx.conn(), line.account)?;
    if let Some(last) = last.filter(|last| *last >= line.booked) {
        return Err(Problem::input(t!(
            "The account is reconciled to {day}, and the {line} lies before. Nothing was changed",
            day = crate::kit::day::short(last),
            line = line.says()
        ))
        .hint(t!("Reopen the reconciliation first, or set the line aside")));
    }
    Ok(())
}

fn not_open(line: &BankLine) -> Problem {
    match line.state {
        LineState::Aside => Problem::input(t!("The {line} was set aside. Nothing was changed", line = line.says()))
            .hint(t!("Bring it back first")),
        _ => Problem::input(t!("The {line} is matched already. Nothing was changed", line = line.says()))
            .hint(t!("Free it first")),
    }
}

/// An entry with how much of it is the lines, into the account positive.
struct Piece {
    entry: EntryId,
    person: Option<PersonId>,
    amount: Money,
}

fn parts_of(
    tx: &Tx<'_>,
    expects: &[&Expects],
    lines: &[BankLine],
    parts: &[Part],
    twin: Option<LineId>,
    done: &mut Accepted,
) -> Result<()> {
    let conn = tx.conn();
    let currency = *profile::get(conn)?.currency;
    let Some(first) = lines.first() else { return Ok(()) };
    lines.iter().try_for_each(|line| after_reconciled(tx, line))?;
    let mut pieces: Vec<Piece> = Vec::with_capacity(parts.len());
    for part in parts {
        let piece = match part {
            Part::Entry(entry, amount) => known(tx, first, *entry, *amount, &currency)?,
            Part::New(part) => record(tx, expects, first, part, done)?,
        };
        match pieces.iter_mut().find(|p| p.entry == piece.entry) {
            Some(same) => same.amount += piece.amount,
            None => pieces.push(piece),
        }
    }
    let (whole, sum): (Money, Money) = (lines.iter().map(|l| l.amount).sum(), pieces.iter().map(|p| p.amount).sum());
    if whole != sum {
        return Err(Problem::input(t!(
            "The parts make {sum}, and the bank has {whole}. Nothing was changed",
            sum = currency.show(sum),
            whole = currency.show(whole)
        ))
        .hint(t!("{left} is left to say", left = currency.show(whole - sum))));
    }
    for (line, entry, amount) in allot(lines, &pieces)? {
        tie(tx, line, entry, amount)?;
    }
    let person = one_person(&pieces);
    for line in lines {
        store::set_state(conn, line.id, LineState::Matched, "", person)?;
        learn(tx, line, person)?;
    }
    if let Some(twin) = twin {
        other_side(tx, first, &pieces, twin)?;
        done.lines += 1;
    }
    done.entries.extend(pieces.iter().map(|p| p.entry));
    Ok(())
}

/// Checks that so much of an entry is on no line yet.
fn known(tx: &Tx<'_>, line: &BankLine, entry: EntryId, amount: Money, currency: &Currency) -> Result<Piece> {
    let found = ledger::store::entry(tx.conn(), entry)?;
    let left = store::left_of(tx.conn(), entry, line.account)?;
    let same_way = (left > Money::ZERO) == (amount > Money::ZERO);
    if amount.is_zero() || left.is_zero() || !same_way || amount.abs() > left.abs() {
        let what = say::entry(&found, currency);
        return Err(if left.is_zero() {
            Problem::input(t!(
                "{what} moves nothing more in this account that is on no line. Nothing was changed",
                what = what
            ))
        } else {
            Problem::input(t!(
                "Only {left} of {what} is on no line yet. Nothing was changed",
                left = currency.show(left),
                what = what
            ))
        });
    }
    // The bank says when the money came; what a receipt or another lock holds stays as it is.
    if found.banked.is_none() && found.locks.is_empty() && line.booked >= found.received {
        ledger::store::set_banked(tx.conn(), entry, line.booked)?;
    }
    Ok(Piece { entry, person: found.person, amount })
}

/// Records an entry with the line.
fn record(tx: &Tx<'_>, expects: &[&Expects], line: &BankLine, part: &NewPart, done: &mut Accepted) -> Result<Piece> {
    let mut entry = part.entry.clone();
    if entry.kind == EntryKind::Transfer {
        if entry.account != Some(line.account) && entry.to_account != Some(line.account) {
            return Err(Problem::input(t!(
                "One side of this transfer is the account of the bank line. Nothing was changed"
            )));
        }
    } else {
        // What is on the statement of an account is money in that account.
        kind_fits(entry.kind, !entry.kind.is_out())?;
        entry.account = Some(line.account);
    }
    if let Some(details) = &part.person {
        entry.person = Some(crate::people::ops::insert(tx, details)?);
        entry.payee.clear();
        done.people_added += 1;
    }
    if entry.kind == EntryKind::Loan && entry.person.is_none() {
        return Err(Problem::input(t!("A loan has a lender; say who")));
    }
    let id = ledger::ops::record_in(tx, &entry)?;
    let amount = store::left_of(tx.conn(), id, line.account)?;
    for settles in &part.settles {
        if let Some(source) = expects.iter().find(|e| e.key == settles.source) {
            (source.came)(tx, settles.row, id.0, settles.amount)?;
        }
    }
    done.recorded += 1;
    Ok(Piece { entry: id, person: entry.person, amount })
}

/// Which part of which entry is which line. Where both are several, the first line takes of the first entries.
fn allot(lines: &[BankLine], pieces: &[Piece]) -> Result<Vec<(BankLine, EntryId, Money)>> {
    if let [line] = lines {
        return Ok(pieces.iter().map(|p| (line.clone(), p.entry, p.amount)).collect());
    }
    let into = lines.first().is_some_and(|l| l.amount > Money::ZERO);
    if pieces.iter().any(|p| (p.amount > Money::ZERO) != into) {
        return Err(Problem::input(t!(
            "Several lines together are entries that all go their way. Nothing was changed"
        ))
        .hint(t!("Match the line with a part that goes the other way by itself")));
    }
    let mut out = Vec::new();
    let mut pieces = pieces.iter().map(|p| (p.entry, p.amount)).collect::<std::collections::VecDeque<_>>();
    for line in lines {
        let mut left = line.amount;
        while !left.is_zero() {
            let Some((entry, amount)) = pieces.front_mut() else { break };
            let some = if left.abs() < amount.abs() { left } else { *amount };
            out.push((line.clone(), *entry, some));
            left -= some;
            *amount -= some;
            if amount.is_zero() {
                pieces.pop_front();
            }
        }
    }
    Ok(out)
}

fn tie(tx: &Tx<'_>, line: BankLine, entry: EntryId, amount: Money) -> Result<()> {
    store::insert_match(tx.conn(), tx.new_id(), line.id, entry, amount)?;
    ledger::store::hold(tx.conn(), tx.new_id(), entry, "bank_line", line.id.0, &line.says())
}

fn one_person(pieces: &[Piece]) -> Option<PersonId> {
    let first = pieces.first()?.person?;
    pieces.iter().all(|p| p.person == Some(first)).then_some(first)
}

/// Remembers from which account somebody paid.
fn learn(tx: &Tx<'_>, line: &BankLine, person: Option<PersonId>) -> Result<()> {
    let number = plain_number(&line.number);
    let (Some(person), false) = (person, number.is_empty()) else { return Ok(()) };
    let own = store::numbers(tx.conn())?.iter().any(|(_, n, _)| crate::bank::model::same_number(n, &number));
    if own {
        return Ok(());
    }
    store::remember_payer(tx.conn(), &|| tx.new_id(), person, &number)
}

/// Matches the other account's line of money that was moved.
fn other_side(tx: &Tx<'_>, line: &BankLine, pieces: &[Piece], twin: LineId) -> Result<()> {
    let twin = store::line(tx.conn(), twin)?;
    if twin.state != LineState::Open {
        return Err(not_open(&twin));
    }
    after_reconciled(tx, &twin)?;
    let [piece] = pieces else { return Err(Problem::defect(t!("A transfer is one entry"))) };
    let left = store::left_of(tx.conn(), piece.entry, twin.account)?;
    if twin.account == line.account || left != twin.amount {
        return Err(Problem::input(t!(
            "The {line} is not the other side of this. Nothing was changed",
            line = twin.says()
        )));
    }
    let id = twin.id;
    tie(tx, twin, piece.entry, left)?;
    store::set_state(tx.conn(), id, LineState::Matched, "", None)
}

/// Takes back what lines were matched to. What was recorded with them stays in the ledger and waits for its line.
///
/// # Errors
/// When a line is not matched, or was reconciled.
pub fn free(office: &mut Office, lines: &[LineId]) -> Result<Done<()>> {
    office.transact(&FREE, |tx| {
        for id in lines {
            let line = store::line(tx.conn(), *id)?;
            if line.state != LineState::Matched {
                return Err(Problem::input(t!("The {line} is not matched. Nothing was changed", line = line.says())));
            }
            reopened(&line)?;
            store::delete_matches(tx.conn(), *id)?;
            ledger::store::unlock(tx.conn(), "bank_line", id.0)?;
            store::set_state(tx.conn(), *id, LineState::Open, "", None)?;
        }
        tx.say(say::lines(tx, lines, t!("Freed {what}"))?);
        Ok(())
    })
}

/// Brings lines back that were set aside.
///
/// # Errors
/// When a line is not aside, or was reconciled.
pub fn bring_back(office: &mut Office, lines: &[LineId]) -> Result<Done<()>> {
    office.transact(&BRING_BACK, |tx| {
        for id in lines {
            let line = store::line(tx.conn(), *id)?;
            if line.state != LineState::Aside {
                return Err(Problem::input(t!("The {line} is not set aside. Nothing was changed", line = line.says())));
            }
            reopened(&line)?;
            store::set_state(tx.conn(), *id, LineState::Open, "", None)?;
        }
        tx.say(say::lines(tx, lines, t!("Brought back {what}"))?);
        Ok(())
    })
}

fn reopened(line: &BankLine) -> Result<()> {
    if line.reconciliation.is_some() {
        return Err(Problem::input(t!("The {line} is reconciled. Nothing was changed", line = line.says()))
            .hint(t!("Reopen the reconciliation first")));
    }
    Ok(())
}
