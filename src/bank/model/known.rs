//! How a line and an account are known again when they come a second time.

use xxhash_rust::xxh3::xxh3_128;

use crate::bank::statement::Line;
use crate::kit::fold::fold;

/// The letters and digits of an account's number, in upper case.
pub fn plain_number(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether two writings can be the same account: an IBAN ends with the account's own number. Both plain.
pub fn same_number(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    long == short || (short.len() >= 6 && long.ends_with(short))
}

/// The mark of a line: by the bank's own id and the amount, or without an id by everything it says. `nth` counts equal ones
/// within the file from 0. The amount stands beside the id because banks reuse ids.
pub fn mark_of(line: &Line, nth: usize) -> String {
    let text = if line.id.is_empty() {
        format!("{}\u{1F}{nth}", content_of(line))
    } else if nth == 0 {
        format!("id\u{1F}{}\u{1F}{}", line.id, line.amount.0)
    } else {
        format!("id\u{1F}{}\u{1F}{}\u{1F}{nth}", line.id, line.amount.0)
    };
    format!("{:032x}", xxh3_128(text.as_bytes()))
}

/// What makes two lines of one file equal.
pub(super) fn content_of(line: &Line) -> String {
    if !line.id.is_empty() {
        return format!("id\u{1F}{}\u{1F}{}", line.id, line.amount.0);
    }
    let number = plain_number(&line.number);
    [
        &line.booked.to_string(),
        &line.amount.0.to_string(),
        &fold(&line.name),
        &number,
        &fold(&line.purpose),
        &fold(&line.reference),
    ]
    .map(String::as_str)
    .join("\u{1F}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_known_in_each_of_its_writings() {
        let number = |text| plain_number(text);
        assert_eq!(number("GB11 BANK 2000-0055 779911"), "GB11BANK20000055779911");
        assert!(same_number(&number("200000/55779911"), &number("GB11BANK20000055779911")));
        assert!(same_number(&number("55779911"), &number("200000/55779911")));
        assert!(!same_number(&number("55779912"), &number("GB11BANK20000055779911")));
        assert!(!same_number("11", "GB11BANK20000055779911"), "a few digits say nothing");
    }
}
