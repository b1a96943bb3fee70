//! Showing right-to-left text. egui shapes each word of Arabic or Hebrew correctly but sets words from left to right; here a
//! line's words are put into the order in which they stand on the screen (Unicode Standard Annex 9).

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

/// The line in visual order: the letters of a right-to-left word stay in the order they are read (the shaper turns them), the
/// words and signs around them are set from the right. Text with nothing right-to-left in it comes back as it is.
pub fn visual(line: &str) -> Cow<'_, str> {
    if line.is_ascii() || !line.chars().any(runs_right_to_left) {
        return Cow::Borrowed(line);
    }
    let info = BidiInfo::new(line, None);
    let mut out = String::with_capacity(line.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let text = line.get(run.clone()).unwrap_or("");
            if levels.get(run.start).is_some_and(|level| level.is_rtl()) {
                for piece in pieces(text).into_iter().rev() {
                    out.extend(mirrored(piece));
                }
            } else {
                out.push_str(text);
            }
        }
    }
    Cow::Owned(out)
}

fn runs_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::RLE | BidiClass::RLO | BidiClass::RLI)
}

/// Whether a character stays inside a word of its script: letters, the marks on them, and signs only that script's font has.
fn within_word(c: char) -> bool {
    runs_right_to_left(c)
        || bidi_class(c) == BidiClass::NSM
        || matches!(c, '\u{0590}'..='\u{08FF}' | '\u{200C}' | '\u{200D}')
}

/// Words whole, everything else character by character.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let word = within_word(c);
        if at > start && !(word && in_word) {
            out.extend(text.get(start..at));
            start = at;
        }
        in_word = word;
    }
    out.extend(text.get(start..));
    out
}

/// Brackets turn round when the text runs the other way.
fn mirrored(piece: &str) -> impl Iterator<Item = char> + '_ {
    piece.chars().map(|c| match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_arabic_is_set_from_the_right() {
        assert_eq!(visual("ليلى حداد"), "حداد ليلى");
        assert_eq!(visual("דוד בן-גוריון"), "גוריון-בן דוד");
    }

    #[test]
    fn left_to_right_text_is_not_touched_or_copied() {
        for text in ["", "Harbour Bakery Ltd", "Ελένη Παπαδοπούλου", "王小明", "Zoë O’Brien-Núñez"]
        {
            assert!(matches!(visual(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn a_name_inside_a_sentence_keeps_its_place() {
        assert_eq!(visual("Thank ليلى حداد today"), "Thank حداد ليلى today");
        // A number inside right-to-left text still runs from the left, and brackets open towards what they hold.
        assert_eq!(visual("ليلى (12) حداد"), "حداد (12) ليلى");
    }

    #[test]
    fn letters_stay_together_with_their_marks() {
        assert_eq!(pieces("لَيلى حداد،"), ["لَيلى", " ", "حداد،"]);
    }
}
