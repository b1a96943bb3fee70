//! The apostrophe before a cell that a spreadsheet would run as a formula: put there on the way out, taken off on the
//! way in, so that a table that left here comes back as it was.

/// Whether a spreadsheet may take a text that begins like this for a formula. The wide forms count in East Asian
/// versions; tab and line ends count because some programs drop them first.
fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a text needs the apostrophe. One that already begins with apostrophes before such a sign gets one more, so
/// that taking one off is always right.
pub fn needs_guard(text: &str) -> bool {
    starts_formula(text.trim_start_matches('\''))
}

/// The cell as it was before it was guarded.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

/// Whether a cell is a plain number (`-20.00`, `+5257,28`), which is no formula and stays a number.
pub fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

/// The name of a column that has none: A, B, … Z, AA, as spreadsheets count.
pub fn letters(index: usize) -> String {
    let mut out = Vec::new();
    let mut left = index + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        out.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guarding_comes_off_again() {
        for text in ["=1+1", "'=1", "''-x", "@name", "plain", "'quoted'", "", "'", "-", "＝SUM(A1)", "\tx"] {
            let out = if needs_guard(text) { format!("'{text}") } else { text.to_owned() };
            assert!(!starts_formula(&out), "{text}");
            assert_eq!(unguarded(&out), text);
        }
        assert!(
            is_number("-20.00") && is_number("+5257,28") && !is_number("-1+1") && !is_number("-") && !is_number("-a")
        );
    }

    #[test]
    fn letters_count_as_spreadsheets_do() {
        for (index, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(index), name);
        }
    }
}
