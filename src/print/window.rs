//! Where an address must stand to show in a window envelope, and where the sheet is folded.

use super::sheet::{Paper, Region, Style};

/// A kind of window envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// DIN 5008 form A: address field from 27 mm, folded at 87 and 192 mm.
    DinA,
    /// DIN 5008 form B: address field from 45 mm, folded at 105 and 210 mm.
    DinB,
    /// UK DL, 110 × 220 mm, with the usual 35 × 90 mm window 20 mm from the left and 18 mm from the bottom.
    UkDl,
    /// US #10, 4⅛ × 9½ in, with the usual 1⅛ × 4½ in window ⅞ in from the left and ½ in from the bottom.
    UsTen,
}

impl Window {
    /// How an address is written, and the smallest letters a sorting machine still reads with ease.
    pub const STYLE: Style = Style { leading: 1.25, ..Style::new(10.0) };
    pub const LEAST: f32 = 6.0;

    /// The region in which the address shows wherever the sheet slides in its envelope. An address stands on its bottom edge.
    ///
    /// - DIN 5008:2020: the address field is 85 × 45 mm at 20 mm from the left, with 5 mm more to the text. Its lower
    ///   27.3 mm are the recipient's.
    /// - UK DL: A4 folded in three is 99 mm high in 110 mm and 210 mm wide in 220 mm. The window is 57–92 mm below the
    ///   envelope's top edge, so the paper shows from 46–81 mm (sheet at the bottom) to 57–92 mm (sheet at the top); what is
    ///   always seen is 57–81 mm down and 20–100 mm across, of which 2 mm are kept clear.
    /// - US #10: a folded letter sheet is 93.1 mm high in 104.8 mm. The window is 63.5–92.1 mm below the envelope's top
    ///   edge. USPS Domestic Mail Manual 202.5 asks for ⅛ in clear at the left, the right and the bottom when the sheet
    ///   has slid as far as it can; the top may come close.
    pub fn address(self) -> Region {
        match self {
            Self::DinA => Region::new(25.0, 44.7, 75.0, 27.3),
            Self::DinB => Region::new(25.0, 62.7, 75.0, 27.3),
            Self::UkDl => Region::new(22.0, 57.0, 76.0, 23.0),
            Self::UsTen => Region::new(25.4, 58.0, 82.0, 19.2),
        }
    }

    /// The line for the sender's own address, small, above the recipient's; only DIN 5008 has one (the return address stands
    /// at the foot of the 17.7 mm zone of notes).
    pub fn sender(self) -> Option<Region> {
        match self {
            Self::DinA => Some(Region::new(25.0, 39.7, 75.0, 5.0)),
            Self::DinB => Some(Region::new(25.0, 57.7, 75.0, 5.0)),
            Self::UkDl | Self::UsTen => None,
        }
    }

    /// Where letters begin below the address, at the earliest.
    pub fn below_address(self) -> f32 {
        match self {
            Self::DinA => 80.5,
            Self::DinB => 98.5,
            Self::UkDl => 96.0,
            Self::UsTen => 96.0,
        }
    }

    /// Distances from the top at which the sheet is folded.
    pub fn folds(self) -> [f32; 2] {
        match self {
            Self::DinA => [87.0, 192.0],
            Self::DinB => [105.0, 210.0],
            Self::UkDl => [99.0, 198.0],
            Self::UsTen => [93.1, 186.3],
        }
    }

    /// Marks that DIN 5008 puts on the left edge: the folds, and the middle for the punch.
    pub fn marks(self) -> &'static [(f32, f32)] {
        match self {
            Self::DinA => &[(87.0, 4.0), (148.5, 6.0), (192.0, 4.0)],
            Self::DinB => &[(105.0, 4.0), (148.5, 6.0), (210.0, 4.0)],
            Self::UkDl | Self::UsTen => &[],
        }
    }

    /// The paper the envelope is made for.
    pub fn paper(self) -> Paper {
        match self {
            Self::UsTen => Paper::LETTER,
            Self::DinA | Self::DinB | Self::UkDl => Paper::A4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of the paper that shows: window and envelope in millimetres, and how far the sheet can slide.
    fn always_seen(envelope: (f32, f32), window: Region, panel: (f32, f32)) -> Region {
        let slide = (envelope.0 - panel.0, envelope.1 - panel.1);
        let from = (window.x, window.y);
        let to = (window.right() - slide.0, window.bottom() - slide.1);
        Region::new(from.0, from.1, to.0 - from.0, to.1 - from.1)
    }

    #[test]
    fn addresses_show_wherever_the_sheet_slides() {
        let uk = always_seen((220.0, 110.0), Region::new(20.0, 57.0, 90.0, 35.0), (210.0, 99.0));
        let address = Window::UkDl.address();
        assert!(address.x >= uk.x + 2.0 && address.right() <= uk.right() - 2.0 + 0.01);
        assert!(address.y >= uk.y && address.bottom() <= uk.bottom() - 1.0 + 0.01, "{address:?} {uk:?}");

        let us = always_seen((241.3, 104.775), Region::new(22.225, 63.5, 114.3, 28.575), (215.9, 93.13));
        let address = Window::UsTen.address();
        assert!(address.x >= us.x + 3.17 && address.right() <= us.right() - 3.17);
        assert!(address.bottom() <= us.bottom() - 3.17, "{address:?} {us:?}");
    }

    #[test]
    fn the_din_field_ends_where_the_standard_says() {
        assert!((Window::DinA.address().bottom() - 72.0).abs() < 0.01);
        assert!((Window::DinB.address().bottom() - 90.0).abs() < 0.01);
    }
}
