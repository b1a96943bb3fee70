//! The words of a page: paper, regions of it, and how text looks. All lengths are millimetres from the top left corner,
//! letters are in points.

/// Points (1/72 inch) in a millimetre.
pub(super) const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// A size of paper, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    pub width: f32,
    pub height: f32,
}

impl Paper {
    /// ISO 216 A4.
    pub const A4: Self = Self { width: 210.0, height: 297.0 };
    /// US letter, 8½ × 11 inches.
    pub const LETTER: Self = Self { width: 215.9, height: 279.4 };

    /// The same paper lying on its side.
    #[must_use]
    pub fn landscape(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    /// The whole sheet.
    pub fn region(self) -> Region {
        Region { x: 0.0, y: 0.0, width: self.width, height: self.height }
    }
}

/// A rectangle of a page: its top left corner and its size, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Region {
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// What remains inside a margin on all four sides.
    #[must_use]
    pub fn inset(self, margin: f32) -> Self {
        Self::new(
            self.x + margin,
            self.y + margin,
            (self.width - 2.0 * margin).max(0.0),
            (self.height - 2.0 * margin).max(0.0),
        )
    }

    /// What lies below `y`, for text that goes on where other text ended.
    #[must_use]
    pub fn below(self, y: f32) -> Self {
        Self { y, height: (self.bottom() - y).max(0.0), ..self }
    }

    /// Equal parts one below the other with `gap` between them: two or three receipts to a page.
    pub fn rows(self, count: usize, gap: f32) -> Vec<Self> {
        let n = count.max(1) as f32;
        let height = ((self.height - gap * (n - 1.0)) / n).max(0.0);
        (0..count.max(1)).map(|i| Self { y: self.y + i as f32 * (height + gap), height, ..self }).collect()
    }

    /// Equal parts side by side with `gap` between them.
    pub fn columns(self, count: usize, gap: f32) -> Vec<Self> {
        let n = count.max(1) as f32;
        let width = ((self.width - gap * (n - 1.0)) / n).max(0.0);
        (0..count.max(1)).map(|i| Self { x: self.x + i as f32 * (width + gap), width, ..self }).collect()
    }
}

/// A colour for letters, lines and areas: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    pub const BLACK: Self = Self(0, 0, 0);
    pub const WHITE: Self = Self(255, 255, 255);
    /// For labels and small print; dark enough for a photocopy.
    pub const MUTED: Self = Self::grey(90);
    /// For rules between rows.
    pub const RULE: Self = Self::grey(190);

    /// A grey from 0 (black) to 255 (white).
    pub const fn grey(level: u8) -> Self {
        Self(level, level, level)
    }
}

/// The weight of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    #[default]
    Regular,
    SemiBold,
}

/// Where a line stands in its region. `Left` and `Right` are sides of the paper, whatever the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// How text looks: size in points, weight, colour, side, and the distance between baselines as a multiple of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub size: f32,
    pub weight: Weight,
    pub ink: Ink,
    pub align: Align,
    pub leading: f32,
}

impl Style {
    /// Black, regular, left, lines 1.35 sizes apart.
    pub const fn new(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::BLACK, align: Align::Left, leading: 1.35 }
    }

    #[must_use]
    pub const fn bold(self) -> Self {
        Self { weight: Weight::SemiBold, ..self }
    }

    #[must_use]
    pub const fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    #[must_use]
    pub const fn centre(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    #[must_use]
    pub const fn muted(self) -> Self {
        Self { ink: Ink::MUTED, ..self }
    }

    #[must_use]
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    #[must_use]
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The distance from one baseline to the next, in millimetres.
    pub fn line_height(self) -> f32 {
        self.size * self.leading / POINTS_PER_MM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_divides_without_loss() {
        let parts = Paper::A4.region().rows(3, 6.0);
        assert_eq!(parts.len(), 3);
        assert!((parts[0].height - 95.0).abs() < 0.001);
        assert!((parts[2].bottom() - 297.0).abs() < 0.001);
        let sides = Paper::A4.landscape().region().columns(2, 10.0);
        assert!((sides[1].right() - 297.0).abs() < 0.001);
        assert_eq!(sides[0].height, 210.0);
    }
}
