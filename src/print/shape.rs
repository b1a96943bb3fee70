//! From text to positioned glyphs in visual order: bidirectional runs, runs of one script and one face, shaping.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use harfrust::{Direction, Script, Tag};
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::UnicodeScript as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{Face, Fonts};
use super::sheet::Weight;
use crate::kit::{Problem, Result};
use crate::t;

/// A line of glyphs from left to right. All lengths are multiples of the letter size.
pub(super) struct Shaped {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f32,
    /// What was shaped, in reading order.
    pub(super) text: String,
}

/// One glyph, and the text it stands for when a reader copies it; empty when its neighbour carries the text of both.
pub(super) struct Glyph {
    pub(super) face: Arc<Face>,
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) shift_x: f32,
    pub(super) shift_y: f32,
    pub(super) text: String,
}

/// The writing direction of a paragraph: that of its first letter that has one.
pub(super) fn right_to_left(text: &str) -> bool {
    !plain(text) && matches!(unicode_bidi::get_base_direction(text), unicode_bidi::Direction::Rtl)
}

/// Text without anything that could run from right to left (Hebrew is the first such block).
fn plain(text: &str) -> bool {
    text.chars().all(|c| u32::from(c) < 0x0590)
}

/// Shapes one line.
///
/// A picture (👩‍🌾) that no font has is drawn as `[?]`: it is no letter of anybody's name, and a paper is not held up for it.
///
/// # Errors
/// When no font has a letter; the message names all such letters.
pub(super) fn shape(fonts: &Fonts, text: &str, weight: Weight, right_to_left: bool) -> Result<Shaped> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = without_pictures(fonts, text, weight);
    let mut shaped = Shaped { glyphs: Vec::with_capacity(text.len()), width: 0.0, text: text.clone() };
    if plain(&text) && !right_to_left {
        add_runs(fonts, &text, 0..text.len(), weight, Direction::LeftToRight, &mut shaped)?;
    } else {
        let base = if right_to_left { Level::rtl() } else { Level::ltr() };
        let bidi = ParagraphBidiInfo::new(&text, Some(base));
        let (levels, runs) = bidi.visual_runs(0..text.len());
        for run in runs {
            let backwards = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let direction = if backwards { Direction::RightToLeft } else { Direction::LeftToRight };
            add_runs(fonts, &text, run, weight, direction, &mut shaped)?;
        }
    }
    shaped.width = shaped.glyphs.iter().map(|g| g.advance).sum();
    Ok(shaped)
}

/// The text with what stands for pictures that no font has.
fn without_pictures(fonts: &Fonts, text: String, weight: Weight) -> String {
    let picture = |c: char| matches!(u32::from(c), 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF);
    if !text.chars().any(picture) {
        return text;
    }
    let missing = |one: &str| one.chars().any(picture) && fonts.face_for(one, weight, None).is_none();
    text.graphemes(true).map(|one| if missing(one) { "[?]" } else { one }).collect()
}

/// Divides a run of one direction by face and script, shapes the parts and adds them in visual order.
fn add_runs(
    fonts: &Fonts,
    text: &str,
    run: Range<usize>,
    weight: Weight,
    direction: Direction,
    shaped: &mut Shaped,
) -> Result<()> {
    let Some(slice) = text.get(run) else { return Ok(()) };
    let mut parts: Vec<Part> = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for (at, cluster) in slice.grapheme_indices(true) {
        let last = parts.last();
        let Some(face) = fonts.face_for(cluster, weight, last.map(|part| &part.face)) else {
            missing.push(cluster);
            continue;
        };
        let script = cluster.chars().find_map(script_of);
        let end = at + cluster.len();
        match parts.last_mut() {
            Some(part)
                if Arc::ptr_eq(&part.face, &face)
                    && (script.is_none() || part.script.is_none() || part.script == script) =>
            {
                part.range.end = end;
                part.script = part.script.or(script);
            }
            _ => parts.push(Part { range: at..end, face, script }),
        }
    }
    if !missing.is_empty() {
        return Err(no_font(&missing));
    }
    if direction == Direction::RightToLeft {
        parts.reverse();
    }
    for part in parts {
        let Some(piece) = slice.get(part.range) else { continue };
        add_part(&part.face, piece, direction, part.script, shaped)?;
    }
    Ok(())
}

struct Part {
    range: Range<usize>,
    face: Arc<Face>,
    script: Option<Script>,
}

/// The script that decides how a letter is shaped; none for spaces, figures and marks, which take their neighbours'.
fn script_of(c: char) -> Option<Script> {
    use unicode_script::Script as Known;
    match c.script() {
        Known::Common | Known::Inherited | Known::Unknown => None,
        script => {
            let name: [u8; 4] = script.short_name().as_bytes().try_into().ok()?;
            Script::from_iso15924_tag(Tag::new(&name))
        }
    }
}

fn add_part(
    face: &Arc<Face>,
    text: &str,
    direction: Direction,
    script: Option<Script>,
    shaped: &mut Shaped,
) -> Result<()> {
    let buffer = face.shape(text, direction, script)?;
    let infos = buffer.glyph_infos();
    if infos.iter().any(|info| info.glyph_id == 0) {
        let letters: Vec<&str> = infos
            .iter()
            .filter(|info| info.glyph_id == 0)
            .filter_map(|info| text.get(info.cluster as usize..)?.graphemes(true).next())
            .collect();
        return Err(no_font(&letters));
    }
    let texts = texts_of(text, &infos.iter().map(|info| info.cluster as usize).collect::<Vec<_>>(), direction);
    let scale = 1.0 / face.measures.units_per_em.max(1.0);
    for ((info, position), text) in infos.iter().zip(buffer.glyph_positions()).zip(texts) {
        shaped.glyphs.push(Glyph {
            face: Arc::clone(face),
            // Glyph ids of the outlines PDF can embed have 16 bits.
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance as f32 * scale,
            shift_x: position.x_offset as f32 * scale,
            shift_y: position.y_offset as f32 * scale,
            text,
        });
    }
    Ok(())
}

/// Marks that steer the direction only; the drawn order has done what they ask.
fn steers(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A name inside a sentence of another direction: numbers and commas around it stay where the sentence has them.
pub fn isolated(name: &str) -> String {
    if plain(name) { name.to_owned() } else { format!("\u{2068}{name}\u{2069}") }
}

/// Which part of the text each glyph stands for. `starts` are the byte positions the shaper gives, in visual order.
///
/// Glyphs of one group get a letter each if the numbers agree; else the first to be read takes the whole text.
fn texts_of(text: &str, starts: &[usize], direction: Direction) -> Vec<String> {
    let backwards = direction == Direction::RightToLeft;
    let mut reading: Vec<usize> = (0..starts.len()).collect();
    if backwards {
        reading.reverse();
    }
    let mut texts = vec![String::new(); starts.len()];
    let start_of = |place: usize| reading.get(place).and_then(|glyph| starts.get(*glyph)).copied();
    let mut place = 0;
    while let Some(start) = start_of(place) {
        let mut after = place + 1;
        while start_of(after) == Some(start) {
            after += 1;
        }
        // The shaper may drop marks without ink before the first glyph; their text goes with it.
        let from = if place == 0 { 0 } else { start };
        let piece = text.get(from..start_of(after).unwrap_or(text.len())).unwrap_or("");
        let group = reading.get(place..after).unwrap_or(&[]);
        let letters: Vec<char> = piece.chars().filter(|c| !steers(*c)).collect();
        if group.len() > 1 && letters.len() == group.len() {
            for (glyph, letter) in group.iter().zip(letters) {
                if let Some(text) = texts.get_mut(*glyph) {
                    text.push(letter);
                }
            }
        } else if let Some(text) = group.first().and_then(|glyph| texts.get_mut(*glyph)) {
            text.extend(letters);
        }
        place = after;
    }
    texts
}

/// The message for letters that cannot be printed on this machine.
fn no_font(letters: &[&str]) -> Problem {
    let mut named: Vec<String> = Vec::new();
    for letter in letters {
        let codes: Vec<String> = letter.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let name = format!("{letter} ({})", codes.join(" "));
        if !named.contains(&name) {
            named.push(name);
        }
    }
    Problem::input(t!("No font on this computer has these letters: {letters}", letters = named.join(", ")))
        .hint(t!("Install a font for that script, for example one of the Noto fonts, and try again"))
}

/// Shapes of lines that come again and again: headings, labels, wording. Emptied when it has grown large.
#[derive(Default)]
pub(super) struct Cache {
    lines: HashMap<Key, Arc<Shaped>>,
    glyphs: usize,
}

/// Weight and direction, then the text.
type Key = (Weight, bool, String);

impl Cache {
    /// About 20 MB of glyphs.
    const MOST_GLYPHS: usize = 200_000;

    pub(super) fn get(&self, text: &str, weight: Weight, right_to_left: bool) -> Option<Arc<Shaped>> {
        self.lines.get(&(weight, right_to_left, text.to_owned())).cloned()
    }

    pub(super) fn keep(&mut self, text: &str, weight: Weight, right_to_left: bool, shaped: &Arc<Shaped>) {
        if self.glyphs > Self::MOST_GLYPHS {
            self.lines.clear();
            self.glyphs = 0;
        }
        self.glyphs += shaped.glyphs.len();
        self.lines.insert((weight, right_to_left, text.to_owned()), Arc::clone(shaped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::system_fonts::SystemFonts;

    fn read_back(shaped: &Shaped) -> String {
        shaped.glyphs.iter().map(|g| g.text.as_str()).collect()
    }

    #[test]
    fn each_glyph_keeps_its_text() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        for text in [
            "Łukasz Żółkiewski",
            "Nguyễn Thị Ánh",
            "Zoe\u{0308} O’Brien-Núñez",
            "Ελένη Παπαδοπούλου",
            "x\u{0323}\u{0301}y",
        ] {
            let shaped = shape(&fonts, text, Weight::Regular, false).unwrap();
            assert_eq!(read_back(&shaped), text);
            assert!(shaped.width > 2.0 * 0.3);
        }
    }

    #[test]
    fn letters_nobody_can_draw_are_named() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let Err(problem) = shape(&fonts, "王小明 and 王", Weight::Regular, false) else { panic!("drawn") };
        assert!(problem.message.contains("王 (U+738B), 小 (U+5C0F), 明 (U+660E)"), "{problem}");
        assert_eq!(problem.message.matches('王').count(), 1);
    }

    #[test]
    fn a_picture_that_nobody_can_draw_holds_nothing_up() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let text = "Thanks \u{1F469}\u{200D}\u{1F33E}\u{1F44D}\u{1F3FD}!";
        assert_eq!(read_back(&shape(&fonts, text, Weight::Regular, false).unwrap()), "Thanks [?][?]!");
    }

    #[test]
    fn directions_follow_the_first_letter() {
        assert!(right_to_left("ليلى حداد"));
        assert!(right_to_left("12 ליבי"));
        assert!(!right_to_left("Leila ليلى"));
        assert!(!right_to_left(""));
    }

    #[test]
    fn groups_share_their_text_in_reading_order() {
        assert_eq!(texts_of("abc", &[0, 1, 2], Direction::LeftToRight), ["a", "b", "c"]);
        assert_eq!(texts_of("abc", &[0, 2], Direction::LeftToRight), ["ab", "c"]);
        assert_eq!(texts_of("abc", &[2, 0, 0], Direction::RightToLeft), ["c", "b", "a"]);
        assert_eq!(texts_of("ab", &[0, 0, 0], Direction::LeftToRight), ["ab", "", ""]);
        assert_eq!(texts_of("abc", &[2, 0], Direction::RightToLeft), ["c", "ab"]);
    }
}
