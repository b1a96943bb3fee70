//! MT940 taken apart into its fields: a tag between colons and a text that may go on over lines.

/// The tags of MT940 and MT942; anything else between colons is part of a text (`:12:11` of a time that was wrapped).
const TAGS: &[&str] = &[
    "20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", "86", "62F", "62M", "64", "65", "13", "13D", "34F",
    "90C", "90D", "NS",
];

/// The tag that a line begins with, and the text behind it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    TAGS.contains(&tag).then_some((tag, rest))
}

/// A field of a message, or the end of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Field {
        tag: &'t str,
        /// The lines of its text.
        lines: Vec<&'t str>,
        row: usize,
    },
    End,
}

/// The fields of a file in order. What stands before the first tag of a message is the bank's own envelope.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (at, raw) in text.split('\n').enumerate() {
        let line = raw.trim_end_matches('\r').trim_matches(|c: char| c.is_control() && c != '\t');
        if let Some((tag, rest)) = tag(line) {
            pieces.push(Piece::Field { tag, lines: vec![rest], row: at + 1 });
        } else if ends(line) {
            pieces.push(Piece::End);
        } else if let Some(Piece::Field { lines, .. }) = pieces.last_mut() {
            lines.push(line);
        }
    }
    pieces
}

/// Whether a line ends a message: `-`, `-}` of the envelope, `-XXX`, or the envelope of the next one.
fn ends(line: &str) -> bool {
    let line = line.trim_end();
    line == "-"
        || line.starts_with("-}")
        || line.starts_with("{1:")
        || (line.len() > 1 && line.strip_prefix('-').is_some_and(|x| x.bytes().all(|b| b == b'X')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_go_on_over_lines_and_end_with_the_message() {
        let text = "940 00\r\n:20:X\r\n:86:a\r\nb\r\n:12:11\r\n-200 S\r\n-\r\nrest\r\n\u{1}:61:y\r\n-}{5:}\r\n-XXX";
        let field = |tag, lines: &[&'static str], row| Piece::Field { tag, lines: lines.to_vec(), row };
        let found = pieces(text);
        assert_eq!(
            found,
            [
                field("20", &["X"], 2),
                field("86", &["a", "b", ":12:11", "-200 S"], 3),
                Piece::End,
                field("61", &["y"], 9),
                Piece::End,
                Piece::End
            ]
        );
        assert_eq!((tag(":60F:C1"), tag(":99:x"), tag("x")), (Some(("60F", "C1")), None, None));
    }
}
