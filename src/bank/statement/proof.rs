//! What is proved of statements of any form: they are no larger than a statement can be, and their balances add up.

use chrono::Datelike as _;

use super::{Flaws, MOST_LINES, MOST_TEXT, Statement};
use crate::kit::{Day, Money, day};
use crate::t;

/// The year before which no bank wrote such files.
const FIRST_YEAR: i32 = 1970;
/// Days that a booking may lie ahead: banks announce what falls due.
const AHEAD: i64 = 92;

/// Whether lines and texts are within what a statement can hold, days are possible, and no sum is beyond what can be kept.
pub(super) fn bounds(statements: &[Statement], today: Day) -> Result<(), Flaws> {
    let lines: usize = statements.iter().map(|s| s.lines.len()).sum();
    if lines > MOST_LINES {
        return Err(Flaws::one(
            0,
            t!("It holds {lines} lines, and {most} is the most", lines = lines, most = MOST_LINES),
        )
        .hint(t!("Ask the bank for a shorter time, and read one file after another")));
    }
    let mut flaws = Flaws::default();
    for statement in statements {
        let mut sum = Money::ZERO;
        for line in &statement.lines {
            if line.booked.year() < FIRST_YEAR || (line.booked - today).num_days() > AHEAD {
                flaws.add(line.row, t!("The day {day} cannot be right", day = line.booked));
            }
            let texts = [&line.id, &line.name, &line.number, &line.purpose, &line.reference, &line.kind];
            if texts.iter().any(|text| text.len() > MOST_TEXT) {
                return Err(Flaws::one(line.row, t!("A text of this line is longer than any bank writes")));
            }
            sum = sum.checked_add(line.amount).map_err(|e| Flaws::one(line.row, e.message))?;
        }
    }
    if flaws.is_empty() { Ok(()) } else { Err(flaws) }
}

/// Statements of one account that follow each other (a day each, as many banks write them) become one, where the closing
/// balance of each is the opening balance of the next.
pub(super) fn chained(statements: Vec<Statement>) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::with_capacity(statements.len());
    for next in statements {
        let follows = |last: &Statement| {
            let same = last.account == next.account && last.currency == next.currency && !last.account.is_empty();
            let meet = last.closing.zip(next.opening).is_some_and(|(a, b)| a.amount == b.amount);
            same && meet
        };
        match out.last_mut().filter(|last| follows(last)) {
            Some(last) => {
                last.from = last.from.or(last.opening.and_then(|b| b.on));
                last.to = next.to.or(next.closing.and_then(|b| b.on)).or(last.to);
                last.closing = next.closing.or(last.closing);
                last.lines.extend(next.lines);
            }
            None => out.push(next),
        }
    }
    out
}

/// Whether opening balance and lines lead to the closing balance, where both are stated.
pub(super) fn balances(statements: &[Statement]) -> Result<(), Flaws> {
    let mut flaws = Flaws::default();
    for statement in statements {
        let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { continue };
        let led = opening.amount + statement.sum();
        if led == closing.amount {
            continue;
        }
        let digits = statement.currency.as_deref().map_or(2, super::digits_of);
        let plain = |amount: Money| plain(amount, digits);
        let row = statement.lines.last().map_or(0, |line| line.row);
        let on = closing.on.map_or_else(String::new, |on| t!(" of {day}", day = day::short(on)));
        flaws.add(
            row,
            t!(
                "The opening balance {opening} and the lines come to {led}, but the closing balance{on} is {closing}: {difference} is missing",
                opening = plain(opening.amount),
                led = plain(led),
                on = on,
                closing = plain(closing.amount),
                difference = plain(closing.amount - led)
            ),
        );
    }
    if flaws.is_empty() { Ok(()) } else { Err(flaws.hint(unchecked())) }
}

/// What to do about a statement whose balances say that something is missing.
pub(super) fn unchecked() -> String {
    t!("A line may be missing: fetch the statement again. If the bank says that it is right, take it unchecked")
        .to_owned()
}

/// `-12.50`.
pub(super) fn plain(amount: Money, digits: u8) -> String {
    let unit = 10_u64.pow(u32::from(digits));
    let whole = amount.0.unsigned_abs();
    let minus = if amount.0 < 0 { "-" } else { "" };
    if digits == 0 {
        return format!("{minus}{whole}");
    }
    format!("{minus}{}.{:0width$}", whole / unit, whole % unit, width = usize::from(digits))
}
