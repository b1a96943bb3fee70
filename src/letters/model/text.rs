//! A text with fields in braces, `{first name}`: read once, with every field known; then filled for each person.

use crate::kit::fold::fold;
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    /// The place of a field among those that are known.
    Field(usize),
}

/// Whether a field as it was written is one of this name: capitals, underscores and more spaces than one are no matter.
pub fn names_match(written: &str, name: &str) -> bool {
    plain(written) == plain(name)
}

fn plain(name: &str) -> String {
    fold(&name.replace(['_', '-'], " ")).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Text {
    /// Reads a text; `known` are the names of all fields. Two braces, `{{`, stand for one that is meant as such.
    ///
    /// # Errors
    /// Each field that is not known, with the one it may be; a brace that is opened and not closed.
    pub fn parse(text: &str, known: &[String]) -> Result<Self, Vec<String>> {
        let mut pieces = Vec::new();
        let mut wrong = Vec::new();
        let mut plain_text = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain_text.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                plain_text.extend(from.chars().take(1));
                rest = after;
                continue;
            }
            let Some(inner) = from.strip_prefix('{') else {
                // A closing brace alone does no harm, and stands as it is.
                plain_text.push('}');
                rest = from.strip_prefix('}').unwrap_or("");
                continue;
            };
            let end = inner.find(['{', '}', '\n']).filter(|end| inner.get(*end..).is_some_and(|c| c.starts_with('}')));
            let Some(end) = end else {
                let begins: String = inner.chars().take_while(|c| !matches!(c, '\n' | '{')).take(20).collect();
                wrong.push(t!("The brace before “{text}” is not closed", text = begins));
                rest = inner;
                continue;
            };
            let (name, after) = inner.split_at(end);
            rest = after.strip_prefix('}').unwrap_or("");
            match known.iter().position(|field| names_match(name, field)) {
                Some(field) => {
                    if !plain_text.is_empty() {
                        pieces.push(Piece::Plain(std::mem::take(&mut plain_text)));
                    }
                    pieces.push(Piece::Field(field));
                }
                None => wrong.push(unknown(name, known)),
            }
        }
        plain_text.push_str(rest);
        if !plain_text.is_empty() {
            pieces.push(Piece::Plain(plain_text));
        }
        wrong.dedup();
        if wrong.is_empty() { Ok(Self { pieces }) } else { Err(wrong) }
    }

    /// The places of its fields among those that are known, each once.
    pub fn fields(&self) -> Vec<usize> {
        let mut all: Vec<usize> =
            self.pieces.iter().filter_map(|p| if let Piece::Field(at) = p { Some(*at) } else { None }).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The text with values in the places of its fields. A line that was nothing but fields, all of them empty, goes.
    pub fn fill(&self, values: &[String]) -> String {
        // Lines are told apart before values are put in, which may have several lines themselves.
        let mut out: Vec<String> = Vec::new();
        let (mut line, mut has_field, mut has_text) = (String::new(), false, false);
        let mut end = |line: &mut String, has_field: &mut bool, has_text: &mut bool| {
            if *has_text || !*has_field {
                out.push(std::mem::take(line));
            }
            (*has_field, *has_text) = (false, false);
            line.clear();
        };
        for piece in &self.pieces {
            match piece {
                Piece::Field(at) => {
                    let value = values.get(*at).map_or("", String::as_str);
                    has_field = true;
                    has_text |= !value.is_empty();
                    line.push_str(value);
                }
                Piece::Plain(text) => {
                    let mut parts = text.split('\n');
                    if let Some(first) = parts.next() {
                        has_text |= !first.trim().is_empty();
                        line.push_str(first);
                    }
                    for part in parts {
                        end(&mut line, &mut has_field, &mut has_text);
                        has_text |= !part.trim().is_empty();
                        line.push_str(part);
                    }
                }
            }
        }
        end(&mut line, &mut has_field, &mut has_text);
        out.join("\n")
    }
}

/// The message for a field that is not there.
fn unknown(name: &str, known: &[String]) -> String {
    let wanted = plain(name);
    let near = known
        .iter()
        .map(|field| (strsim::jaro_winkler(&wanted, &plain(field)), field))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let braced = |name: &str| format!("{{{name}}}");
    let shown: String = name.trim().chars().take(40).collect();
    match near {
        Some((_, field)) => {
            t!("There is no field {written}; {meant} is one", written = braced(&shown), meant = braced(field))
        }
        None => t!("There is no field {written}", written = braced(&shown)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["first name", "salutation", "owed", "owed list", "address"].map(str::to_owned).to_vec()
    }

    fn filled(text: &str, values: [&str; 5]) -> String {
        Text::parse(text, &known()).unwrap().fill(&values.map(str::to_owned))
    }

    #[test]
    fn fields_are_filled_whatever_their_capitals() {
        let values = ["Ann", "Dear Ann", "£36.00", "2026: £36.00", ""];
        assert_eq!(filled("{Salutation},\n\nYou owe {OWED}.", values), "Dear Ann,\n\nYou owe £36.00.");
        assert_eq!(filled("{first_name} {first  name}", values), "Ann Ann");
        assert_eq!(filled("{{not a field}} } 100 %", values), "{not a field} } 100 %");
        assert_eq!(filled("", values), "");
    }

    #[test]
    fn a_value_is_never_read_as_a_field() {
        let values = ["{owed}", "Dear {salutation}", "£36.00", "", ""];
        assert_eq!(filled("{salutation}, {first name}", values), "Dear {salutation}, {owed}");
    }

    #[test]
    fn a_line_of_nothing_but_empty_fields_goes_and_others_stay() {
        let values = ["Ann", "Dear Ann", "", "", ""];
        assert_eq!(filled("{salutation},\n{address}\n\n{owed list}\nOwed: {owed}", values), "Dear Ann,\n\nOwed: ");
        assert_eq!(filled("{owed}{address}\nEnd", values), "End");
    }

    #[test]
    fn what_is_wrong_is_said_with_what_may_be_meant() {
        let wrong = |text: &str| Text::parse(text, &known()).unwrap_err();
        assert_eq!(wrong("Dear {frist name}"), ["There is no field {frist name}; {first name} is one"]);
        assert_eq!(wrong("{x}{zzz}"), ["There is no field {x}", "There is no field {zzz}"]);
        assert_eq!(wrong("Dear {first name\nyou"), ["The brace before “first name” is not closed"]);
        assert_eq!(wrong("a { b {owed}"), ["The brace before “ b ” is not closed"]);
        assert_eq!(Text::parse("{owed} {owed list} {owed}", &known()).unwrap().fields(), [2, 3]);
    }

    proptest::proptest! {
        /// Any text is read or refused, never a panic; without braces it comes back as it was.
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            if let Ok(read) = Text::parse(&text, &known()) {
                let filled = read.fill(&vec![String::new(); 5]);
                if !text.contains(['{', '}']) {
                    proptest::prop_assert_eq!(filled, text);
                }
            }
        }
    }
}
