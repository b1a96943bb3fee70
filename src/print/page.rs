//! One page while it is drawn: text in regions, lines, areas, pictures, a watermark, an address in its window.

use std::sync::Arc;

use super::fonts::Fonts;
use super::pdf::{Drawing, Writer};
use super::picture::Picture;
use super::shape::{Shaped, right_to_left};
use super::sheet::{Align, Ink, POINTS_PER_MM, Paper, Region, Style, Weight};
use super::window::Window;
use super::wrap;
use crate::kit::Result;

/// A line's thickness in points, and its colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    pub thickness: f32,
    pub ink: Ink,
}

impl Pen {
    /// A thin grey rule.
    pub const RULE: Self = Self { thickness: 0.5, ink: Ink::RULE };
    /// A thin black line.
    pub const BLACK: Self = Self { thickness: 0.6, ink: Ink::BLACK };
}

/// A page being drawn. Everything is placed in millimetres from the top left corner.
pub struct Page<'a> {
    pub paper: Paper,
    pub(super) fonts: &'static Fonts,
    pub(super) writer: &'a mut Writer,
    pub(super) drawing: Drawing,
}

impl Page<'_> {
    /// The whole sheet.
    pub fn region(&self) -> Region {
        self.paper.region()
    }

    /// Writes text from the top of a region, broken into lines as wide as it. Says where the last line ends, in millimetres
    /// from the top; that may be below the region.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn text(&mut self, region: Region, style: Style, text: &str) -> Result<f32> {
        let lines = wrap::lines(self.fonts, text, style.weight, ems(region.width, style.size))?;
        Ok(self.lines(region, style, &lines))
    }

    /// Writes text into a region, smaller if it must be, down to six tenths of its size; what then still does not fit is cut
    /// with an ellipsis. Says where the last line ends.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn fit(&mut self, region: Region, style: Style, text: &str) -> Result<f32> {
        let (style, lines) = self.fitted(region, style, text)?;
        Ok(self.lines(region, style, &lines))
    }

    /// Like [`Self::fit`], with the last line on the bottom of the region.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn fit_bottom(&mut self, region: Region, style: Style, text: &str) -> Result<()> {
        let (style, lines) = self.fitted(region, style, text)?;
        let height = lines.len() as f32 * style.line_height();
        self.lines(Region { y: region.bottom() - height, height, ..region }, style, &lines);
        Ok(())
    }

    fn fitted(&self, region: Region, style: Style, text: &str) -> Result<(Style, Vec<Arc<Shaped>>)> {
        let least = style.size * 0.6;
        let mut style = style;
        loop {
            let width = ems(region.width, style.size);
            let lines = wrap::lines(self.fonts, text, style.weight, width)?;
            let room = ((region.height + 0.01) / style.line_height()).floor().max(1.0) as usize;
            // A word cut in the middle is worse than smaller letters.
            let mut widest = 0.0_f32;
            for word in text.split_whitespace() {
                widest = widest.max(self.ems_of(style.weight, word)?);
            }
            if lines.len() <= room && widest <= width {
                return Ok((style, lines));
            }
            if style.size - 0.5 < least {
                return Ok((style, self.cut(lines, room, style, width)?));
            }
            style.size -= 0.5;
        }
    }

    /// Writes text into the middle of a region's height as [`fits`] found it to fit; answers whether it does. What does not
    /// fit is not written at all: whoever prints says so beforehand.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn whole(&mut self, region: Region, style: Style, least: f32, text: &str) -> Result<bool> {
        let Some((style, lines)) = whole(self.fonts, region, style, least, text)? else { return Ok(false) };
        let height = lines.len() as f32 * style.line_height();
        self.lines(Region { y: region.y + (region.height - height) / 2.0, height, ..region }, style, &lines);
        Ok(true)
    }

    /// The first `room` lines, with an ellipsis if others follow.
    fn cut(&self, mut lines: Vec<Arc<Shaped>>, room: usize, style: Style, width: f32) -> Result<Vec<Arc<Shaped>>> {
        if lines.len() > room {
            let rest: Vec<&str> = lines.iter().skip(room.saturating_sub(1)).map(|line| line.text.as_str()).collect();
            let rest = rest.join(" ");
            lines.truncate(room.saturating_sub(1));
            lines.push(wrap::shortened(self.fonts, &rest, style.weight, width)?);
        }
        Ok(lines)
    }

    /// Writes one line in the middle of a region's height; what does not fit in its width gives way to `…`.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn one_line(&mut self, region: Region, style: Style, text: &str) -> Result<()> {
        let line = wrap::shortened(self.fonts, text, style.weight, ems(region.width, style.size))?;
        self.middle(region, style, &line);
        Ok(())
    }

    /// Writes a figure in the middle of a region's height. A figure is never cut: it gets smaller until it fits.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn figure(&mut self, region: Region, style: Style, text: &str) -> Result<()> {
        let line = self.fonts.shaped(text, style.weight, right_to_left(text))?;
        let most = region.width * POINTS_PER_MM / line.width.max(0.001);
        self.middle(region, style.sized(style.size.min(most)), &line);
        Ok(())
    }

    fn middle(&mut self, region: Region, style: Style, line: &Arc<Shaped>) {
        let top = region.y + (region.height - style.line_height()) / 2.0;
        self.lines(Region { y: top, ..region }, style, std::slice::from_ref(line));
    }

    /// Draws shaped lines from the top of a region and says where they end.
    pub(super) fn lines(&mut self, region: Region, style: Style, lines: &[Arc<Shaped>]) -> f32 {
        let measures = self.fonts.bundled(style.weight).measures;
        let (ascent, descent) = (measures.ascent / 1000.0, -measures.descent / 1000.0);
        let height = style.line_height();
        // The letters stand in the middle of their line.
        let baseline = (style.leading - ascent - descent) / 2.0 + ascent;
        let mut y = region.y;
        for line in lines {
            let width = line.width * style.size / POINTS_PER_MM;
            let x = match style.align {
                Align::Left => region.x,
                Align::Centre => region.x + (region.width - width) / 2.0,
                Align::Right => region.right() - width,
            };
            let base = y + baseline * style.size / POINTS_PER_MM;
            self.drawing.text(self.writer, line, (x, base), style.size, style.ink, 0.0);
            y += height;
        }
        y
    }

    fn ems_of(&self, weight: Weight, text: &str) -> Result<f32> {
        Ok(self.fonts.shaped(text, weight, right_to_left(text))?.width)
    }

    /// The width of a line of text, in millimetres.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn width(&self, style: Style, text: &str) -> Result<f32> {
        Ok(self.ems_of(style.weight, text)? * style.size / POINTS_PER_MM)
    }

    /// The height that text takes in a column of this width, in millimetres.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn height(&self, width: f32, style: Style, text: &str) -> Result<f32> {
        let lines = wrap::lines(self.fonts, text, style.weight, ems(width, style.size))?;
        Ok(lines.len() as f32 * style.line_height())
    }

    /// A straight line between two points.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), pen: Pen) {
        self.drawing.line(from, to, pen.thickness, pen.ink);
    }

    /// A line across a region at the height `y`.
    pub fn rule(&mut self, region: Region, y: f32, pen: Pen) {
        self.line((region.x, y), (region.right(), y), pen);
    }

    /// The edge of a region.
    pub fn outline(&mut self, region: Region, pen: Pen) {
        self.drawing.outline(region, pen.thickness, pen.ink);
    }

    /// A filled region. What is drawn later stands on it.
    pub fn fill(&mut self, region: Region, ink: Ink) {
        self.drawing.fill(region, ink);
    }

    /// A picture as large as fits in a region, its shape kept, at the given side and the top.
    pub fn picture(&mut self, region: Region, align: Align, picture: &Picture) {
        let width = region.width.min(region.height * picture.shape());
        let height = width / picture.shape().max(0.001);
        let x = match align {
            Align::Left => region.x,
            Align::Centre => region.x + (region.width - width) / 2.0,
            Align::Right => region.right() - width,
        };
        self.drawing.picture(self.writer, picture, Region::new(x, region.y, width, height));
    }

    /// A large light word across a region, behind everything drawn so far: PROOF, COPY, CANCELLED.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn watermark(&mut self, region: Region, word: &str) -> Result<()> {
        let line = self.fonts.shaped(word, Weight::SemiBold, right_to_left(word))?;
        let angle = region.height.atan2(region.width);
        let diagonal = region.height.hypot(region.width);
        // Cap height is about 0.73 of the size. The word leaves the corners free, and is no taller than a quarter of the region.
        let room = 0.6 * diagonal * POINTS_PER_MM / line.width.max(0.001);
        let size = room.min(region.height * 0.25 * POINTS_PER_MM);
        let half = line.width * size / POINTS_PER_MM / 2.0;
        let drop = 0.365 * size / POINTS_PER_MM;
        let middle = (region.x + region.width / 2.0, region.y + region.height / 2.0);
        let (sine, cosine) = angle.sin_cos();
        let start = (middle.0 - half * cosine + drop * sine, middle.1 + half * sine + drop * cosine);
        let mark = self.drawing.mark();
        self.drawing.text(self.writer, &line, start, size, Ink::grey(232), angle.to_degrees());
        self.drawing.send_back(mark);
        Ok(())
    }

    /// An address where an envelope's window is. The last line stands on the bottom of the window, so that the line with the
    /// postcode never moves; a long address gets smaller letters. `sender` is the small line above it, where the form has one.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn address(&mut self, window: Window, lines: &[&str], sender: &str) -> Result<()> {
        let filled: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        self.fit_bottom(window.address(), Window::STYLE, &filled.join("\n"))?;
        if let Some(region) = window.sender().filter(|_| !sender.trim().is_empty()) {
            // A long one gets smaller letters before anything of it gives way to `…`.
            let style = Style::new(6.5).muted();
            let most = region.width / self.width(style, sender)?.max(0.1) * style.size;
            self.one_line(region, style.sized(most.clamp(5.0, style.size) - 0.01), sender)?;
        }
        Ok(())
    }

    /// The marks for folding and punching, where the form has them.
    pub fn fold_marks(&mut self, window: Window) {
        for (y, length) in window.marks() {
            self.line((4.0, *y), (4.0 + length, *y), Pen { thickness: 0.4, ink: Ink::grey(140) });
        }
    }
}

/// Whether text fits into a region without a word cut or a line left out, in letters no smaller than `least` points: first
/// smaller by up to a fifth with its lines as they are, then with long lines broken, and smaller still.
///
/// # Errors
/// When no font of this computer has a letter.
pub fn fits(region: Region, style: Style, least: f32, text: &str) -> Result<bool> {
    Ok(whole(Fonts::shared()?, region, style, least, text)?.is_some())
}

/// How text fits; see [`fits`].
fn whole(
    fonts: &Fonts,
    region: Region,
    style: Style,
    least: f32,
    text: &str,
) -> Result<Option<(Style, Vec<Arc<Shaped>>)>> {
    let sizes = |down_to: f32| {
        let steps = ((style.size - down_to).max(0.0) / 0.5).floor() as usize;
        (0..=steps).map(move |step| style.sized(style.size - step as f32 * 0.5))
    };
    let room = |style: Style| (region.height + 0.01) >= style.line_height();
    let kept = wrap::lines(fonts, text, style.weight, f32::INFINITY)?;
    let widest = kept.iter().map(|line| line.width).fold(0.0, f32::max);
    for style in sizes(least.max(style.size * 0.8)).filter(|style| room(*style)) {
        let tall = kept.len() as f32 * style.line_height() <= region.height + 0.01;
        if tall && widest <= ems(region.width, style.size) {
            return Ok(Some((style, kept)));
        }
    }
    let mut longest = 0.0_f32;
    for word in text.split_whitespace() {
        longest = longest.max(fonts.shaped(word, style.weight, right_to_left(word))?.width);
    }
    for style in sizes(least).filter(|style| room(*style)) {
        let width = ems(region.width, style.size);
        if longest > width {
            continue;
        }
        let lines = wrap::lines(fonts, text, style.weight, width)?;
        if lines.len() as f32 * style.line_height() <= region.height + 0.01 {
            return Ok(Some((style, lines)));
        }
    }
    Ok(None)
}

/// Millimetres as a multiple of the letter size.
pub(super) fn ems(millimetres: f32, size: f32) -> f32 {
    millimetres * POINTS_PER_MM / size.max(0.1)
}
