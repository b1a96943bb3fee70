//! Breaking text into lines, shortening it with an ellipsis, and finding a size at which it fits.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::Fonts;
use super::shape::{Shaped, right_to_left};
use super::sheet::Weight;
use crate::kit::Result;

/// Breaks text into lines no wider than `width` (a multiple of the letter size): at line ends in the text, at spaces, after
/// hyphens, between Chinese and Japanese characters, and inside a word only when it alone is too wide.
pub(super) fn lines(fonts: &Fonts, text: &str, weight: Weight, width: f32) -> Result<Vec<Arc<Shaped>>> {
    let mut out = Vec::new();
    for paragraph in text.lines() {
        let backwards = right_to_left(paragraph);
        let whole = fonts.shaped(paragraph, weight, backwards)?;
        if whole.width <= width {
            out.push(whole);
            continue;
        }
        // The widths of the parts are added up: shaping each longer beginning of a line anew would cost far more.
        let wide = |part: &str| fonts.shaped(part, weight, backwards).map(|shaped| shaped.width);
        let mut line = String::new();
        let mut used = 0.0;
        for piece in pieces(paragraph) {
            if used + wide(piece.trim_end())? <= width {
                used += wide(&piece)?;
                line.push_str(&piece);
                continue;
            }
            if !line.trim_end().is_empty() {
                out.push(fonts.shaped(line.trim_end(), weight, backwards)?);
            }
            line.clear();
            used = 0.0;
            if wide(piece.trim_end())? <= width {
                used = wide(&piece)?;
                line.push_str(&piece);
                continue;
            }
            for letter in piece.graphemes(true) {
                let longer = format!("{line}{letter}");
                if !line.is_empty() && wide(longer.trim_end())? > width {
                    out.push(fonts.shaped(&line, weight, backwards)?);
                    line.clear();
                }
                line.push_str(letter);
            }
            used += wide(&line)?;
        }
        if !line.trim_end().is_empty() {
            out.push(fonts.shaped(line.trim_end(), weight, backwards)?);
        }
    }
    Ok(out)
}

/// One line no wider than `width` (a multiple of the letter size); what does not fit gives way to `…`.
pub(super) fn shortened(fonts: &Fonts, text: &str, weight: Weight, width: f32) -> Result<Arc<Shaped>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let backwards = right_to_left(&text);
    let whole = fonts.shaped(&text, weight, backwards)?;
    if whole.width <= width {
        return Ok(whole);
    }
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |count: usize| {
        let end = ends.get(count).copied().unwrap_or(text.len());
        fonts.shaped(&format!("{}…", text.get(..end).unwrap_or("").trim_end()), weight, backwards)
    };
    let (mut fits, mut too_long) = (0, ends.len());
    while too_long - fits > 1 {
        let middle = fits.midpoint(too_long);
        if cut(middle)?.width <= width {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    cut(fits)
}

/// The parts between which a line may break; each keeps the space behind it.
fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut piece = String::new();
    for cluster in text.graphemes(true) {
        let Some(first) = cluster.chars().next() else { continue };
        let before = piece.chars().next_back();
        let spaced = before.is_some_and(breaking_space) && !breaking_space(first);
        let hyphened =
            before.is_some_and(|c| matches!(c, '-' | '–' | '/')) && first.is_alphabetic() && piece.chars().count() > 1;
        let ideographs = before.is_some_and(|c| ideograph(c) || closes(c)) && ideograph(first)
            || ideograph(first) && before.is_some_and(|c| c.is_alphanumeric() || ideograph(c))
            || before.is_some_and(ideograph) && first.is_alphanumeric();
        if !piece.is_empty() && (spaced || hyphened || ideographs) {
            out.push(std::mem::take(&mut piece));
        }
        piece.push_str(cluster);
    }
    if !piece.is_empty() {
        out.push(piece);
    }
    out
}

fn breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{00A0}' | '\u{202F}' | '\u{2007}')
}

fn ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// Marks that must not begin a line, after which one may break.
fn closes(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '」' | '』' | '）' | '！' | '？' | '：' | '；')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::system_fonts::SystemFonts;

    fn texts(lines: &[Arc<Shaped>]) -> Vec<String> {
        lines.iter().map(|line| line.text.clone()).collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let text = "Thank you for the donation you made to the branch.\nSecond line";
        let lines = lines(&fonts, text, Weight::Regular, 10.0).unwrap();
        assert!(lines.len() > 2 && lines.iter().all(|l| l.width <= 10.02));
        assert_eq!(texts(&lines).join(" "), text.replace('\n', " "));
        assert!(lines.iter().all(|l| !l.glyphs.last().unwrap().text.ends_with(' ')));
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_inside() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let word = "Donaudampfschifffahrtsgesellschaft";
        let lines = lines(&fonts, word, Weight::SemiBold, 5.0).unwrap();
        assert!(lines.len() > 2 && lines.iter().all(|l| l.width <= 5.0));
        assert_eq!(texts(&lines).concat(), word);
    }

    #[test]
    fn an_empty_line_in_the_text_stays() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        assert_eq!(texts(&lines(&fonts, "a\n\nb", Weight::Regular, 10.0).unwrap()), ["a", "", "b"]);
    }

    #[test]
    fn shortening_ends_in_an_ellipsis_and_fits() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let short = shortened(&fonts, "Zoë O’Brien-Núñez of the Riverside branch", Weight::Regular, 8.0).unwrap();
        let text = texts(&[Arc::clone(&short)]).concat();
        assert!(text.starts_with("Zoë O’Br") && text.ends_with('…') && short.width <= 8.0, "{text}");
        let whole = shortened(&fonts, "Zoë", Weight::Regular, 8.0).unwrap();
        assert_eq!(texts(&[whole]).concat(), "Zoë");
    }

    #[test]
    fn lines_break_between_ideographs_and_after_hyphens() {
        assert_eq!(pieces("王小明 A-B"), ["王", "小", "明 ", "A-", "B"]);
        assert_eq!(pieces("−12.50 1\u{00A0}000"), ["−12.50 ", "1\u{00A0}000"]);
        assert_eq!(pieces("中，文。"), ["中，", "文。"]);
    }
}
