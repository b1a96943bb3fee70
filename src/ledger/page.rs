//! What the ledger prints: the slip of a batch, a donor's statement.

use chrono::{DateTime, Utc};

use super::model::{Batch, BatchState, shortfall};
pub use crate::cli::Letterhead;
use crate::kit::{Currency, Money, Result, day, text};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// The slip of a batch: its number, what was declared, its lines in the order in which they were keyed. `account` is the
/// name of the batch's account.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn batch_slip(
    batch: &Batch,
    account: &str,
    head: &Letterhead,
    currency: Currency,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let title = t!("Batch {number}", number = batch.number);
    let mut document = Document::new(&title, head.paper, at)?;
    let amount = t!("Amount {sign}", sign = currency.sign.trim());
    let mut table = Table::new(vec![
        Column::figures("#", 0.7),
        Column::text(t!("From"), 5.0).wrapped(),
        Column::text(t!("How"), 1.6),
        Column::text(t!("Reference"), 1.8),
        Column::text(t!("For"), 2.4).wrapped(),
        Column::figures(&amount, 1.8),
    ]);
    for (at, line) in batch.lines.iter().enumerate() {
        let mut who = line.person_name.clone();
        if !line.behalf_name.is_empty() {
            who = t!("{who} for {other}", who = who, other = line.behalf_name);
        }
        let about = if line.new.appeal.is_empty() { line.new.kind.label().to_owned() } else { line.new.appeal.clone() };
        table.row([
            (at + 1).to_string(),
            who,
            line.new.method.label().to_owned(),
            line.new.reference.clone(),
            about,
            currency.figures(line.new.amount),
        ]);
    }
    let keyed: Money = batch.lines.iter().map(|l| l.new.amount).sum();
    let count = text::plural(batch.lines.len(), t!("line"), t!("lines"));
    table.total(["".to_owned(), count, String::new(), String::new(), String::new(), currency.figures(keyed)]);
    let mut subtitle = t!(
        "{who}. Declared {count} for {total}, into {account}, received {day}",
        who = head.line(),
        count = batch.declared_count,
        total = currency.show(batch.declared_total),
        account = account,
        day = day::long(batch.received)
    );
    if let Some(banked) = batch.banked {
        subtitle.push_str(&t!(", banked {day}", day = day::long(banked)));
    }
    let short = shortfall(batch.declared_count, batch.declared_total, batch.lines.iter().map(|l| &l.new));
    let foot = match batch.state {
        BatchState::Draft if !short.is_nil() => {
            t!("{state}: {short}", state = batch.state.label(), short = short.says(currency))
        }
        state => state.label().to_owned(),
    };
    table.draw(&mut document, &Frame { title, subtitle, foot, landscape: false })?;
    document.bytes()
}
