//! What the history says of matching.

use crate::bank::model::{BankLine, Deed, LineId, Part, says_of};
use crate::bank::store;
use crate::kit::{Currency, Money, Result, text};
use crate::ledger;
use crate::ledger::model::Entry;
use crate::office::{Tx, profile};
use crate::t;

/// `Donation of £25.00, Ann Ali`
pub(super) fn entry(entry: &Entry, currency: &Currency) -> String {
    says_of(entry.kind, entry.amount, entry.who(), currency)
}

/// `the bank line of 14 Nov 2026, £25.00, Z ALI`, or how many lines and their sum.
fn line(lines: &[BankLine], currency: &Currency) -> String {
    match lines {
        [one] if one.title().is_empty() => {
            t!("{line}, {amount}", line = one.says(), amount = currency.show(one.amount))
        }
        [one] => {
            t!("{line}, {amount}, {title}", line = one.says(), amount = currency.show(one.amount), title = one.title())
        }
        several => {
            let sum: Money = several.iter().map(|l| l.amount).sum();
            t!(
                "{count}, {amount}",
                count = text::plural(several.len(), t!("bank line"), t!("bank lines")),
                amount = currency.show(sum)
            )
        }
    }
}

/// What was done with lines.
pub(super) fn accepted(tx: &Tx<'_>, lines: &[BankLine], deed: &Deed, remembered: bool) -> Result<String> {
    let currency = *profile::get(tx.conn())?.currency;
    let what = line(lines, &currency);
    let mut says = match deed {
        Deed::Aside(why) => t!("Set aside {what} ({why})", what = what, why = why.trim()),
        Deed::Parts { parts, .. } => match parts.as_slice() {
            [Part::Entry(id, _)] => {
                let found = ledger::store::entry(tx.conn(), *id)?;
                t!("Matched {what} with {entry}", what = what, entry = entry(&found, &currency))
            }
            [Part::New(part)] => {
                t!("Recorded {what} as {kind}", what = what, kind = part.entry.kind.label().to_lowercase())
            }
            several => t!(
                "Matched {what} with {count}",
                what = what,
                count = text::plural(several.len(), t!("part"), t!("parts"))
            ),
        },
    };
    if remembered {
        says.push_str(t!(", and remembered it as a rule"));
    }
    Ok(says)
}

/// `form` with the lines in place of `{what}`.
pub(super) fn lines(tx: &Tx<'_>, ids: &[LineId], form: &str) -> Result<String> {
    let currency = *profile::get(tx.conn())?.currency;
    let all = ids.iter().map(|id| store::line(tx.conn(), *id)).collect::<Result<Vec<_>>>()?;
    Ok(form.replace("{what}", &line(&all, &currency)))
}
