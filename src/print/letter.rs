//! A letter on the branch's paper: its head, the address where the envelope's window is, a text over as many pages as it
//! needs, and who signs.

use std::sync::Arc;

use super::document::Document;
use super::page::{Page, Pen, ems};
use super::picture::Picture;
use super::shape::Shaped;
use super::sheet::{Align, Ink, Paper, Region, Style};
use super::window::Window;
use super::wrap;
use crate::kit::Result;
use crate::t;

/// The left edge of a letter's text, as DIN 5008 and most others have it, and the margin at the right.
const LEFT: f32 = 25.0;
const RIGHT: f32 = 20.0;
/// What stays free at the foot of a page.
const FOOT: f32 = 20.0;
/// Where the second page and those after it begin.
const NEXT_TOP: f32 = 20.0;
/// Room for the signature's picture, or for a pen.
const SIGNATURE: f32 = 16.0;
const BODY: Style = Style { leading: 1.4, ..Style::new(10.5) };
const SMALL: Style = Style::new(8.5).muted();

/// Who writes: what stands at the head of the paper.
#[derive(Clone, Copy, Default)]
pub struct Sender<'a> {
    /// Branch and party, in strong letters.
    pub names: &'a [String],
    /// Address and contact below them.
    pub lines: &'a [String],
    pub logo: Option<&'a Picture>,
    /// All of it in one line, for the window of a DIN letter.
    pub in_one_line: &'a str,
}

/// Where the address stands, and what room is left beside and below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Top {
    pub field: Region,
    /// Right of the address: day, number, reference.
    pub beside: Region,
    /// Where text begins at the earliest.
    pub below: f32,
}

impl Page<'_> {
    /// The head of a letter with its address: shared by everything that goes into a window envelope.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn letter_top(&mut self, window: Option<Window>, sender: Sender<'_>, address: &[&str]) -> Result<Top> {
        let paper = self.region();
        let top = match window {
            Some(window) => {
                self.address(window, address, sender.in_one_line)?;
                self.fold_marks(window);
                (window.address(), window.below_address())
            }
            None => {
                let field = Region::new(LEFT, 52.0, 80.0, 28.0);
                self.fit(field, Style::new(10.0), &address.join("\n"))?;
                (field, 88.0)
            }
        };
        let (field, below) = top;
        let head_bottom = if window == Some(Window::DinA) { 36.0 } else { 50.0_f32.min(field.y) };
        let head = Region::new(120.0, 12.0, paper.width - 120.0 - RIGHT, head_bottom - 14.0);
        let logo = Region::new(LEFT, 12.0, 70.0, head.height.min(26.0));
        self.letterhead(head, Some(logo), sender)?;
        let beside = Region::new(120.0, field.y, paper.width - 120.0 - RIGHT, 40.0);
        Ok(Top { field, beside, below })
    }

    /// The names and lines of a sender in a region; its logo stands in a place of its own, else left of them.
    ///
    /// # Errors
    /// When no font of this computer has a letter.
    pub fn letterhead(&mut self, region: Region, logo_at: Option<Region>, sender: Sender<'_>) -> Result<()> {
        let mut text = region;
        if let Some(logo) = sender.logo {
            let left = Region { width: region.width * 0.42, ..region };
            self.picture(logo_at.unwrap_or(left), Align::Left, logo);
            if logo_at.is_none() {
                text = Region::new(left.right() + 4.0, region.y, region.width - left.width - 4.0, region.height);
            }
        }
        let style = Style { leading: 1.25, ..Style::new(9.5) };
        let names = Region { height: 2.0 * style.line_height() + 0.1, ..text };
        let y = self.fit(names, style.bold(), &sender.names.join("\n"))?;
        if !sender.lines.is_empty() && text.below(y).height > 2.0 {
            self.fit(text.below(y), style.muted(), &sender.lines.join("\n"))?;
        }
        Ok(())
    }
}

/// One letter to draw.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    pub sender: Sender<'a>,
    pub window: Option<Window>,
    /// Name and address, a line each.
    pub address: &'a [String],
    /// Right of the text's beginning: place and day.
    pub dated: &'a str,
    /// In strong letters above the text; none where it is empty.
    pub heading: &'a str,
    /// Paragraphs have an empty line between them.
    pub body: &'a str,
    /// Below the text, under room for a signature; nothing where it is empty.
    pub signatory: &'a str,
    pub signature: Option<&'a Picture>,
}

/// A line of the text on its page, with its distance from the page's top.
type Placed = (f32, Arc<Shaped>);

impl Letter<'_> {
    /// Draws the letter on new pages at the end of a document and answers how many it took.
    ///
    /// # Errors
    /// When no font of this computer has a letter; the document is then as it was before.
    pub fn draw(&self, document: &mut Document, paper: Paper) -> Result<usize> {
        let text = Region::new(LEFT, 0.0, paper.width - LEFT - RIGHT, paper.height);
        let (pages, sign_at) = document.measure(paper, |page| {
            let top = self.top(page)?;
            self.plan(page, text, top)
        })?;
        let count = pages.len();
        for (at, lines) in pages.iter().enumerate() {
            document.page_on(paper, |page| {
                if at == 0 {
                    self.top(page)?;
                } else {
                    self.next_head(page, text, at + 1, count)?;
                }
                for (y, line) in lines {
                    page.lines(Region { y: *y, ..text }, BODY, std::slice::from_ref(line));
                }
                if at + 1 == count && !self.signatory.trim().is_empty() {
                    self.sign(page, text, sign_at)?;
                }
                Ok(())
            })?;
        }
        Ok(count)
    }

    /// Head, address, day and heading; answers where the text begins.
    fn top(&self, page: &mut Page<'_>) -> Result<f32> {
        let address: Vec<&str> = self.address.iter().map(String::as_str).collect();
        let top = page.letter_top(self.window, self.sender, &address)?;
        let text = Region::new(LEFT, 0.0, page.paper.width - LEFT - RIGHT, page.paper.height);
        let mut y = top.below;
        if !self.dated.trim().is_empty() {
            y = page.text(text.below(y), BODY.right(), self.dated)? + 3.0;
        }
        if !self.heading.trim().is_empty() {
            y = page.text(text.below(y), Style::new(12.0).bold(), self.heading)? + 3.0;
        }
        Ok(y)
    }

    fn next_head(&self, page: &mut Page<'_>, text: Region, number: usize, count: usize) -> Result<()> {
        let to = self.address.first().map_or("", String::as_str);
        let line = Region { y: NEXT_TOP - 8.0, height: 5.0, ..text };
        page.one_line(Region { width: line.width - 40.0, ..line }, SMALL, &t!("To {name}", name = to))?;
        let counted = t!("Page {number} of {pages}", number = number, pages = count);
        page.one_line(Region { x: line.right() - 40.0, width: 40.0, ..line }, SMALL.right(), &counted)
    }

    /// The lines of each page, and where the signature begins on the last one. It never stands alone on a page: two lines of
    /// the text go with it.
    fn plan(&self, page: &Page<'_>, text: Region, top: f32) -> Result<(Vec<Vec<Placed>>, f32)> {
        let height = BODY.line_height();
        let bottom = page.paper.height - FOOT;
        let lines = wrap::lines(page.fonts, self.body.trim_end(), BODY.weight, ems(text.width, BODY.size))?;
        let signed = if self.signatory.trim().is_empty() {
            0.0
        } else {
            SIGNATURE + 4.0 + page.height(80.0, SMALL, self.signatory)?
        };
        let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
        let mut y = top;
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            // The last lines want the signature below them on the same page.
            let needed = if at + 2 == count {
                2.0 * height + signed
            } else if at + 1 == count {
                height + signed
            } else {
                height
            };
            let begun = pages.last().is_some_and(|lines| !lines.is_empty());
            if y + needed > bottom && begun {
                pages.push(Vec::new());
                y = NEXT_TOP;
            }
            let blank = line.glyphs.is_empty();
            let page = pages.last_mut();
            if let Some(page) = page.filter(|page| !blank || !page.is_empty()) {
                page.push((y, line));
                y += if blank { height * 0.6 } else { height };
            }
        }
        Ok((pages, y + 2.0))
    }

    fn sign(&self, page: &mut Page<'_>, text: Region, y: f32) -> Result<()> {
        let place = Region { width: 80.0, ..text.below(y) };
        if let Some(picture) = self.signature {
            page.picture(Region { height: SIGNATURE - 1.0, ..place }, Align::Left, picture);
        }
        let y = y + SIGNATURE;
        page.line((text.x, y), (text.x + 60.0, y), Pen { thickness: 0.4, ink: Ink::grey(140) });
        page.text(place.below(y + 1.0), SMALL, self.signatory)?;
        Ok(())
    }
}
