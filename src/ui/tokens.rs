//! Colours, sizes and distances: the only place where a colour is written as a number.

use egui::Color32;

/// Height of buttons and fields, points.
pub const CONTROL: f32 = 32.0;
/// Height of a table's row, and of one when the compact look is chosen.
pub const ROW: f32 = 36.0;
pub const ROW_COMPACT: f32 = 28.0;
/// Corner radius of controls.
pub const CORNER: u8 = 8;
/// Corner radius of cards, banners and dialogs.
pub const CARD_CORNER: u8 = 12;
/// Height of a chip.
pub const CHIP: f32 = 22.0;
/// Height of the bar along the top of the window.
pub const TOP_BAR: f32 = 48.0;
/// Width of the rail of sections, and of one with icons only.
pub const RAIL: f32 = 196.0;
pub const RAIL_NARROW: f32 = 56.0;
/// Width of the pane that shows one record beside the list.
pub const DETAIL: f32 = 356.0;
/// Distance of a screen's content from its edges.
pub const GUTTER: f32 = 24.0;
/// The grid all distances are multiples of.
pub const STEP: f32 = 4.0;

/// The least contrast between text and what it stands on (WCAG 2.2, level AA).
pub const READABLE: f32 = 4.5;

/// Every colour of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub canvas: Color32,
    /// Cards, lists, fields.
    pub surface: Color32,
    /// Table heads, feet and plain chips.
    pub sunk: Color32,
    /// The rail and the top bar.
    pub rail: Color32,
    pub line: Color32,
    pub strong_line: Color32,
    pub text: Color32,
    pub muted: Color32,
    pub faint: Color32,
    /// The party's colour, or a shade of it that can be read on `surface` and `accent_tint`.
    pub accent: Color32,
    pub accent_tint: Color32,
    /// Text on a filled `accent`.
    pub on_accent: Color32,
    pub good: Color32,
    pub good_tint: Color32,
    pub warning: Color32,
    pub warning_tint: Color32,
    pub danger: Color32,
    pub danger_tint: Color32,
    /// Text on a filled `danger`.
    pub on_danger: Color32,
    /// Under popups and dialogs.
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

impl Palette {
    /// The light theme, with the party's own colour where it has one.
    pub fn light(accent: Option<Color32>) -> Self {
        let house = Self {
            canvas: rgb(0xF5_F5F2),
            surface: rgb(0xFF_FFFF),
            sunk: rgb(0xFA_FAF8),
            rail: rgb(0xEE_EEEA),
            line: rgb(0xE3_E3DD),
            strong_line: rgb(0xCF_CFC8),
            text: rgb(0x1D_2125),
            muted: rgb(0x64_6B73),
            faint: rgb(0x6D_747B),
            accent: rgb(0x2B_5C8A),
            accent_tint: rgb(0xE7_EFF6),
            on_accent: rgb(0xFF_FFFF),
            good: rgb(0x2C_7A4B),
            good_tint: rgb(0xE6_F3EA),
            warning: rgb(0x8A_5A00),
            warning_tint: rgb(0xFB_F1DC),
            danger: rgb(0xB3_261E),
            danger_tint: rgb(0xFB_E9E7),
            on_danger: rgb(0xFF_FFFF),
            shadow: Color32::from_black_alpha(36),
        };
        accent.map_or(house, |accent| house.with_accent(accent, false))
    }

    /// The dark theme.
    pub fn dark(accent: Option<Color32>) -> Self {
        let house = Self {
            canvas: rgb(0x16_181B),
            surface: rgb(0x1E_2125),
            sunk: rgb(0x1A_1D20),
            rail: rgb(0x12_1416),
            line: rgb(0x2E_3237),
            strong_line: rgb(0x44_4A51),
            text: rgb(0xE7_E9EC),
            muted: rgb(0xA0_A7AF),
            faint: rgb(0x8D_949C),
            accent: rgb(0x7D_B0E3),
            accent_tint: rgb(0x22_364A),
            on_accent: rgb(0x12_1416),
            good: rgb(0x79_C896),
            good_tint: rgb(0x1F_3528),
            warning: rgb(0xE2_B45C),
            warning_tint: rgb(0x3A_2F18),
            danger: rgb(0xF0_948B),
            danger_tint: rgb(0x40_211F),
            on_danger: rgb(0x12_1416),
            shadow: Color32::from_black_alpha(140),
        };
        accent.map_or(house, |accent| house.with_accent(accent, true))
    }

    /// Takes a party's colour: its tint is mixed from it, and where it cannot be read it moves towards the text's colour in
    /// small steps until it can.
    fn with_accent(mut self, wanted: Color32, dark: bool) -> Self {
        self.accent_tint = mix(self.surface, wanted, if dark { 0.22 } else { 0.11 });
        let end = if dark { Color32::WHITE } else { Color32::BLACK };
        let readable = |c: Color32| contrast(c, self.surface) >= READABLE && contrast(c, self.accent_tint) >= READABLE;
        self.accent = (0..=20u8)
            .map(|step| mix(wanted, end, f32::from(step) / 20.0))
            .find(|&shade| readable(shade))
            .unwrap_or(self.text);
        let dark_ink = rgb(0x12_1416);
        self.on_accent = if contrast(Color32::WHITE, self.accent) >= READABLE { Color32::WHITE } else { dark_ink };
        self
    }
}

/// `from` with `share` (0 to 1) of `to` in it, opaque.
pub fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let part = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color32::from_rgb(part(from.r(), to.r()), part(from.g(), to.g()), part(from.b(), to.b()))
}

/// The contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(c: Color32) -> f32 {
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(p: &Palette) -> Vec<(&'static str, Color32, Color32)> {
        let mut all = Vec::new();
        for (on, ground) in [("canvas", p.canvas), ("surface", p.surface), ("sunk", p.sunk), ("rail", p.rail)] {
            for ink in [p.text, p.muted, p.accent, p.good, p.warning, p.danger] {
                all.push((on, ink, ground));
            }
        }
        // Placeholders stand in fields, which are surface.
        all.push(("surface", p.faint, p.surface));
        all.push(("sunk", p.faint, p.sunk));
        all.push(("accent tint", p.accent, p.accent_tint));
        all.push(("text on accent tint", p.text, p.accent_tint));
        all.push(("muted on accent tint", p.muted, p.accent_tint));
        all.push(("good tint", p.good, p.good_tint));
        all.push(("warning tint", p.warning, p.warning_tint));
        all.push(("text on warning tint", p.text, p.warning_tint));
        all.push(("muted on warning tint", p.muted, p.warning_tint));
        all.push(("danger tint", p.danger, p.danger_tint));
        all.push(("accent", p.on_accent, p.accent));
        all.push(("danger", p.on_danger, p.danger));
        all
    }

    #[test]
    fn everything_can_be_read_in_both_themes() {
        for p in [Palette::light(None), Palette::dark(None)] {
            for (on, ink, ground) in pairs(&p) {
                assert!(contrast(ink, ground) >= READABLE, "{on}: {ink:?} on {ground:?} is {}", contrast(ink, ground));
            }
        }
    }

    #[test]
    fn any_party_colour_becomes_readable() {
        for hex in [0xFF_FF00, 0xFF_FFFF, 0x00_0000, 0xE4_003B, 0xFA_A61A, 0x6A_B023, 0x00_87DC, 0x12_1416, 0xFF_00FF] {
            for p in [Palette::light(Some(rgb(hex))), Palette::dark(Some(rgb(hex)))] {
                for (on, ink, ground) in [
                    ("surface", p.accent, p.surface),
                    ("tint", p.accent, p.accent_tint),
                    ("filled", p.on_accent, p.accent),
                    ("text on tint", p.text, p.accent_tint),
                ] {
                    assert!(contrast(ink, ground) >= READABLE, "{hex:06x} {on}: {}", contrast(ink, ground));
                }
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x77_7777), Color32::WHITE) - 4.48).abs() < 0.01);
    }
}
