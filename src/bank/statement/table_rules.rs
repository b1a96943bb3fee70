//! What the cells of a bank's table mean: words for in and out, rows that are no bookings, the running balance.

use super::{Balance, Line};
use crate::kit::Money;
use crate::kit::fold::fold;

/// Which way the money went, as a cell says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
    /// The other way round than written: a credit card's statement, said for all rows by the map.
    Flip,
}

const IN: &[&str] =
    &["credit", "c", "cr", "bij", "h", "haben", "in", "deposit", "paid in", "credit transfer", "gutschrift", "+"];
const OUT: &[&str] =
    &["debit", "d", "dr", "db", "af", "s", "soll", "out", "withdrawal", "paid out", "debit transfer", "belastung", "-"];

/// What a cell says, if it says anything.
pub(super) fn way(cell: &str) -> Option<Way> {
    let cell = cell.trim();
    let folded = fold(cell);
    let word = if folded.is_empty() { cell } else { folded.as_str() };
    if IN.contains(&word) {
        Some(Way::In)
    } else if OUT.contains(&word) {
        Some(Way::Out)
    } else {
        (word == "flip").then_some(Way::Flip)
    }
}

/// Whether a status says that the money has not moved, or not for good.
pub(super) fn is_unsettled(cell: &str) -> bool {
    let folded = fold(cell);
    [
        "pending",
        "failed",
        "denied",
        "declined",
        "canceled",
        "cancelled",
        "expired",
        "unpaid",
        "voided",
        "draft",
        "on hold",
        "held",
        "processing",
        "incomplete",
        "vorgemerkt",
        "reserved",
    ]
    .iter()
    .any(|word| has(&folded, word))
}

/// Whether what the service calls a row is only a reservation, or its effect is none.
pub(super) fn moves_nothing(kind: &str, effect: &str) -> bool {
    let folded = fold(kind);
    let reserved = ["authorization", "authorisation", "account hold"].iter().any(|word| has(&folded, word));
    reserved || fold(effect) == "memo"
}

/// Whether a row begins like a sum of those above it.
pub(super) fn is_total(cell: &str) -> bool {
    let folded = fold(cell);
    ["total", "totals", "sum", "summe", "gesamt", "totaal", "saldo", "balance", "opening balance", "closing balance"]
        .iter()
        .any(|word| folded == *word || folded.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

fn has(folded: &str, phrase: &str) -> bool {
    folded.contains(phrase) && format!(" {folded} ").contains(&format!(" {phrase} "))
}

/// Opening and closing balance from a column of running balances, if it follows the amounts from row to row, down or up the
/// table.
pub(super) fn running(lines: &[Line], balances: &[Option<Money>]) -> Option<(Balance, Balance)> {
    let all: Vec<Money> = balances.iter().copied().collect::<Option<_>>()?;
    let (first, last) = (lines.first()?, lines.last()?);
    let (top, bottom) = (*all.first()?, *all.last()?);
    let steps = || all.windows(2).zip(lines.windows(2));
    let down = steps().all(|(b, l)| matches!((b, l), ([a, b], [_, line]) if *a + line.amount == *b));
    let up = steps().all(|(b, l)| matches!((b, l), ([a, b], [line, _]) if *b + line.amount == *a));
    let balance = |amount: Money, line: &Line| Balance { amount, on: Some(line.booked) };
    // One line alone reads the same both ways.
    match (down, up) {
        (true, _) => Some((balance(top - first.amount, first), balance(bottom, last))),
        (false, true) => Some((balance(bottom - last.amount, last), balance(top, first))),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Day;

    #[test]
    fn words_of_banks_and_services() {
        assert_eq!(
            [way("Af"), way("Bij"), way("DEBIT"), way("-"), way("H")],
            [Some(Way::Out), Some(Way::In), Some(Way::Out), Some(Way::Out), Some(Way::In)]
        );
        assert_eq!((way("Donation"), way("")), (None, None));
        assert!(is_unsettled("Pending") && !is_unsettled("Completed") && !is_unsettled("available"));
        assert!(
            moves_nothing("Account Hold for Open Authorization", "")
                && moves_nothing("x", "Memo")
                && !moves_nothing("Payment", "Credit")
        );
        assert!(is_total("Total") && is_total("Total (12 rows)") && !is_total("Totally"));
    }

    #[test]
    fn a_running_balance_is_found_in_either_direction() {
        let day = Day::from_ymd_opt(2026, 1, 1).unwrap();
        let lines = |amounts: &[i64]| amounts.iter().map(|a| Line::new(day, Money(*a), 1)).collect::<Vec<_>>();
        let some = |balances: &[i64]| balances.iter().map(|b| Some(Money(*b))).collect::<Vec<_>>();
        let ends = |found: Option<(Balance, Balance)>| found.map(|(o, c)| (o.amount.0, c.amount.0));
        assert_eq!(ends(running(&lines(&[5, -2, 7]), &some(&[105, 103, 110]))), Some((100, 110)));
        assert_eq!(ends(running(&lines(&[7, -2, 5]), &some(&[110, 103, 105]))), Some((100, 110)));
        assert_eq!(ends(running(&lines(&[7, -2, 5]), &some(&[110, 103, 106]))), None);
        assert_eq!(ends(running(&lines(&[7, -2]), &[Some(Money(7)), None])), None);
    }
}
