//! Reports: a table over as many pages as it needs, its head repeated, pages counted, figures in line.

use super::document::Document;
use super::page::{Page, Pen, ems};
use super::sheet::{Align, Ink, Paper, Region, Style};
use super::wrap;
use crate::kit::Result;
use crate::t;

/// A column: its title, its share of the width, and how its cells stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub title: String,
    /// The share of the width, against the shares of the other columns.
    pub share: f32,
    pub align: Align,
    /// Whether a long cell takes more lines; otherwise it ends in `…`.
    pub wraps: bool,
    /// Whether the column is never narrower than its longest cell: days and figures, which can neither be broken nor cut.
    pub whole: bool,
}

impl Column {
    /// A column of words, one line to a cell.
    pub fn text(title: &str, share: f32) -> Self {
        Self { title: title.to_owned(), share, align: Align::Left, wraps: false, whole: false }
    }

    /// A column of figures: to the right, never cut, and as wide as the longest.
    pub fn figures(title: &str, share: f32) -> Self {
        Self { align: Align::Right, ..Self::text(title, share).whole() }
    }

    /// No cell is cut; columns of words give way.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// Long cells take more lines.
    #[must_use]
    pub fn wrapped(self) -> Self {
        Self { wraps: true, ..self }
    }
}

/// What stands around a table on its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    pub title: String,
    /// Below the title: the branch, the period, the day.
    pub subtitle: String,
    /// At the foot of every page, left of the page's number.
    pub foot: String,
    pub landscape: bool,
}

/// A table to print.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Millimetres that a row has at least: room for a pen.
    least: f32,
    boxed: Option<usize>,
}

#[derive(Clone, Debug)]
enum Row {
    Plain(Vec<String>),
    Section(String),
    Total(Vec<String>),
    /// Lines to sign on, each with what it is for and what stands on it already.
    Signatures(Vec<(String, String)>),
}

const MARGIN: f32 = 16.0;
const GAP: f32 = 3.0;
const PADDING: f32 = 0.7;
/// Room for a row of signatures, in millimetres.
const SIGN: f32 = 22.0;
/// So much of the width is left to columns of words, whatever the figures need; where that is not enough, figures get smaller.
const WORDS: f32 = 0.3;
/// So many of the longest cells of a column are measured, because the longest by letters need not be the widest.
const MEASURED: usize = 5;
const BODY: Style = Style::new(9.0);
const HEAD: Style = Style::new(8.0).bold().muted();

impl Table {
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// A row is at least so many millimetres high, and the cells of a column have an edge all around, to be signed in.
    #[must_use]
    pub fn to_sign(self, column: usize, least: f32) -> Self {
        Self { least, boxed: Some(column), ..self }
    }

    /// Adds a row; a missing cell is empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.rows.push(Row::Plain(cells.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds a heading between rows. It never stands last on a page.
    pub fn section(&mut self, title: impl Into<String>) -> &mut Self {
        self.rows.push(Row::Section(title.into()));
        self
    }

    /// Adds a row of totals below a line. It never stands first on a page.
    pub fn total(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.rows.push(Row::Total(cells.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds lines to sign on, side by side, each with what it is for below it and, where that is known, what is written on
    /// it. They never stand first on a page.
    pub fn signatures(&mut self, of: &[(&str, &str)]) -> &mut Self {
        self.rows.push(Row::Signatures(of.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()));
        self
    }

    /// Draws the table on new pages at the end of a document. A table without rows is a page that says so.
    ///
    /// # Errors
    /// When no font of this computer has a letter; the document is then as it was before.
    pub fn draw(&self, document: &mut Document, frame: &Frame) -> Result<()> {
        draw_all(document, &[(self, frame)])
    }

    fn paper(document: &Document, frame: &Frame) -> Paper {
        if frame.landscape { document.paper().landscape() } else { document.paper() }
    }

    fn draw_from(
        &self,
        document: &mut Document,
        frame: &Frame,
        plan: Vec<Vec<(&Row, f32)>>,
        (before, pages): (usize, usize),
    ) -> Result<()> {
        let paper = Self::paper(document, frame);
        let places = document.measure(paper, |page| self.places(page, paper))?;
        for (at, rows) in plan.into_iter().enumerate() {
            document.page_on(paper, |page| {
                let mut y = Self::head(page, paper, frame, at == 0)?;
                y = self.titles(page, paper, &places, y)?;
                if self.rows.is_empty() {
                    page.text(body(paper).below(y + 2.0), BODY.muted(), t!("There is nothing to show"))?;
                }
                for (row, height) in rows {
                    self.draw_row(page, Region::new(MARGIN, y, paper.width - 2.0 * MARGIN, height), &places, row)?;
                    y += height;
                }
                foot(page, paper, frame, before + at + 1, pages)
            })?;
        }
        Ok(())
    }

    /// The rows of each page, with their heights. Drawing has to know the number of pages beforehand.
    fn plan(&self, document: &mut Document, paper: Paper, frame: &Frame) -> Result<Vec<Vec<(&Row, f32)>>> {
        let mut pages: Vec<Vec<(&Row, f32)>> = vec![Vec::new()];
        // Measured on a page that is thrown away.
        document.measure(paper, |page| {
            let places = self.places(page, paper)?;
            let room = |page: &mut Page<'_>, first| -> Result<f32> {
                let top = Self::head(page, paper, frame, first)?;
                Ok(body(paper).bottom() - self.titles(page, paper, &places, top)?)
            };
            let mut left = room(page, true)?;
            let later = room(page, false)?;
            let heights = self.rows.iter().map(|row| self.height(page, &places, row)).collect::<Result<Vec<f32>>>()?;
            for (at, (row, height)) in self.rows.iter().zip(&heights).enumerate() {
                let height = height.min(later);
                // A section goes with the row below it, a row with the total below it.
                let mut needed = height;
                for ((row, below), height) in
                    self.rows.iter().zip(self.rows.iter().skip(1)).zip(heights.iter().skip(1)).skip(at)
                {
                    if !goes_with(row, below) {
                        break;
                    }
                    needed += height;
                }
                let fits = needed.min(later) <= left + 0.01;
                if !fits && pages.last().is_some_and(|page| !page.is_empty()) {
                    pages.push(Vec::new());
                    left = later;
                }
                if let Some(page) = pages.last_mut() {
                    page.push((row, height));
                }
                left -= height;
            }
            Ok(())
        })?;
        Ok(pages)
    }

    /// Title and subtitle in full on the first page, in one small line on the others. Says where they end.
    fn head(page: &mut Page<'_>, paper: Paper, frame: &Frame, first: bool) -> Result<f32> {
        let region = body(paper);
        if !first {
            page.one_line(Region { height: 5.0, ..region }, HEAD, &frame.title)?;
            return Ok(region.y + 7.0);
        }
        let mut y = page.text(region, Style::new(16.0).bold(), &frame.title)?;
        if !frame.subtitle.is_empty() {
            y = page.text(region.below(y + 0.5), Style::new(9.5).muted(), &frame.subtitle)?;
        }
        Ok(y + 5.0)
    }

    fn titles(&self, page: &mut Page<'_>, paper: Paper, places: &[Region], y: f32) -> Result<f32> {
        let mut most = 1;
        for (column, region) in self.columns.iter().zip(places) {
            most = most.max(wrap::lines(page.fonts, &column.title, HEAD.weight, ems(region.width, HEAD.size))?.len());
        }
        let height = most.min(3) as f32 * HEAD.line_height() + 1.0;
        for (column, region) in self.columns.iter().zip(places) {
            let style = Style { align: column.align, ..HEAD };
            page.fit_bottom(Region { y, height: height - 0.8, ..*region }, style, &column.title)?;
        }
        page.rule(body(paper), y + height, Pen { thickness: 0.8, ink: Ink::grey(120) });
        Ok(y + height + 0.6)
    }

    /// The places of the columns; only `x` and `width` of the regions count.
    fn places(&self, page: &Page<'_>, paper: Paper) -> Result<Vec<Region>> {
        let body = body(paper);
        let free = body.width - GAP * self.columns.len().saturating_sub(1) as f32;
        let mut x = body.x;
        let mut places = Vec::with_capacity(self.columns.len());
        for width in self.widths(page, free)? {
            places.push(Region { x, width, ..body });
            x += width + GAP;
        }
        Ok(places)
    }

    /// The width of each column: its share of `free`, or as much as its longest cell needs where it is [`Column::whole`].
    fn widths(&self, page: &Page<'_>, free: f32) -> Result<Vec<f32>> {
        let share = |column: &Column| column.share.max(0.01);
        let mut needed = vec![0.0_f32; self.columns.len()];
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| column.whole) {
            if let Some(needed) = needed.get_mut(at) {
                *needed = self.widest(page, at)?.max(page.width(HEAD, longest_word(&column.title))?);
            }
        }
        // What one column needs is taken from the others, so another may need more than is left of its share.
        let mut fixed = vec![false; self.columns.len()];
        loop {
            let taken: f32 = needed.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(needed, _)| needed).sum();
            let shares: f32 =
                self.columns.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(c, _)| share(c)).sum();
            let words = self.columns.iter().any(|column| !column.whole);
            if taken > free * (1.0 - if words { WORDS } else { 0.0 }) {
                let all: f32 = self.columns.iter().map(share).sum();
                return Ok(self.columns.iter().map(|column| free * share(column) / all).collect());
            }
            let widths: Vec<f32> = self
                .columns
                .iter()
                .zip(needed.iter().zip(&fixed))
                .map(
                    |(column, (needed, fixed))| {
                        if *fixed { *needed } else { (free - taken) * share(column) / shares.max(0.01) }
                    },
                )
                .collect();
            let narrow: Vec<bool> =
                fixed.iter().zip(needed.iter().zip(&widths)).map(|(f, (needed, width))| *f || needed > width).collect();
            if narrow == fixed {
                return Ok(widths);
            }
            fixed = narrow;
        }
    }

    /// The width of the widest cell of a column.
    fn widest(&self, page: &Page<'_>, at: usize) -> Result<f32> {
        let mut longest: Vec<(usize, Style, &str)> = Vec::with_capacity(MEASURED + 1);
        for row in &self.rows {
            let (cells, style) = match row {
                Row::Plain(cells) => (cells, BODY),
                Row::Total(cells) => (cells, BODY.bold()),
                Row::Section(_) | Row::Signatures(_) => continue,
            };
            let Some(cell) = cells.get(at) else { continue };
            let letters = cell.chars().count();
            if longest.len() < MEASURED || longest.last().is_some_and(|(least, _, _)| letters > *least) {
                let place = longest.partition_point(|(more, _, _)| *more >= letters);
                longest.insert(place, (letters, style, cell));
                longest.truncate(MEASURED);
            }
        }
        // A hair more than measured, so that rounding cuts nothing.
        longest.iter().try_fold(0.0_f32, |most, (_, style, cell)| Ok(most.max(page.width(*style, cell)? + 0.1)))
    }

    fn height(&self, page: &Page<'_>, places: &[Region], row: &Row) -> Result<f32> {
        let cells = match row {
            Row::Section(_) => return Ok(BODY.line_height() + 2.0 * PADDING + 2.0),
            Row::Signatures(_) => return Ok(SIGN),
            Row::Plain(cells) | Row::Total(cells) => cells,
        };
        let mut most = 1;
        for ((column, region), cell) in self.columns.iter().zip(places).zip(cells) {
            if column.wraps {
                most = most.max(wrap::lines(page.fonts, cell, BODY.weight, ems(region.width, BODY.size))?.len());
            }
        }
        let height = most as f32 * BODY.line_height() + 2.0 * PADDING;
        Ok(if matches!(row, Row::Plain(_)) { height.max(self.least) } else { height })
    }

    fn draw_row(&self, page: &mut Page<'_>, place: Region, places: &[Region], row: &Row) -> Result<()> {
        let (cells, style) = match row {
            Row::Section(title) => {
                let region = Region { y: place.y + 2.0, height: place.height - 2.0, ..place };
                return page.one_line(region, BODY.bold(), title);
            }
            Row::Signatures(of) => {
                let lines = Region { y: place.y + SIGN - 5.5, height: 5.0, ..place }.columns(of.len(), 8.0);
                for (line, (of, written)) in lines.into_iter().zip(of) {
                    page.fit_bottom(Region { y: line.y - 12.0, height: 11.0, ..line }, BODY, written)?;
                    page.rule(line, line.y, Pen { thickness: 0.5, ink: Ink::grey(90) });
                    page.one_line(line, Style::new(8.0).muted(), of)?;
                }
                return Ok(());
            }
            Row::Plain(cells) => (cells, BODY),
            Row::Total(cells) => (cells, BODY.bold()),
        };
        if matches!(row, Row::Total(_)) {
            page.rule(place, place.y, Pen::BLACK);
        }
        for (at, ((column, region), cell)) in self.columns.iter().zip(places).zip(cells).enumerate() {
            let region = Region { y: place.y + PADDING, height: place.height - 2.0 * PADDING, ..*region };
            if self.boxed == Some(at) && matches!(row, Row::Plain(_)) {
                page.outline(
                    Region { y: place.y, height: place.height, ..region },
                    Pen { thickness: 0.3, ..Pen::RULE },
                );
            }
            let line = Region { height: region.height.min(BODY.line_height().max(self.least)), ..region };
            let style = Style { align: column.align, ..style };
            if column.wraps {
                // In a high row words stand in the middle, beside what is written by hand.
                let taken = if self.least > 0.0 { page.height(region.width, style, cell)? } else { region.height };
                let y = region.y + ((region.height - taken) / 2.0).max(0.0);
                page.fit(Region { y, height: region.bottom() - y, ..region }, style, cell)?;
            } else if column.align == Align::Right {
                page.figure(line, style, cell)?;
            } else {
                page.one_line(line, style, cell)?;
            }
        }
        if matches!(row, Row::Plain(_)) {
            page.rule(place, place.bottom(), Pen { thickness: 0.25, ..Pen::RULE });
        }
        Ok(())
    }
}

fn longest_word(text: &str) -> &str {
    text.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or("")
}

fn goes_with(row: &Row, below: &Row) -> bool {
    matches!((row, below), (Row::Section(_), _) | (Row::Plain(_), Row::Total(_) | Row::Signatures(_)))
}

/// Draws tables one after the other, each on pages of its own, with their pages counted together.
///
/// # Errors
/// When no font of this computer has a letter.
pub fn draw_all(document: &mut Document, tables: &[(&Table, &Frame)]) -> Result<()> {
    let mut plans = Vec::with_capacity(tables.len());
    for (table, frame) in tables {
        plans.push(table.plan(document, Table::paper(document, frame), frame)?);
    }
    let (mut before, pages) = (0, plans.iter().map(Vec::len).sum());
    for ((table, frame), plan) in tables.iter().zip(plans) {
        let count = plan.len();
        table.draw_from(document, frame, plan, (before, pages))?;
        before += count;
    }
    Ok(())
}

/// Where the table may stand: the sheet without margins and foot.
fn body(paper: Paper) -> Region {
    let inside = paper.region().inset(MARGIN);
    Region { height: inside.height - 6.0, ..inside }
}

fn foot(page: &mut Page<'_>, paper: Paper, frame: &Frame, number: usize, pages: usize) -> Result<()> {
    let region = Region { y: paper.height - MARGIN - 4.0, height: 4.0, ..body(paper) };
    let style = Style::new(8.0).muted();
    let count = t!("Page {number} of {pages}", number = number, pages = pages);
    page.one_line(Region { width: region.width - 40.0, ..region }, style, &frame.foot)?;
    page.figure(Region { x: region.right() - 40.0, width: 40.0, ..region }, style.right(), &count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        Document::new("Report", Paper::A4, chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()).unwrap()
    }

    fn table(rows: usize) -> Table {
        let mut table = Table::new(vec![
            Column::text("Day", 2.0),
            Column::text("Donor", 5.0).wrapped(),
            Column::figures("Amount", 2.0),
        ]);
        for n in 0..rows {
            table.row(["1 May 2026".to_owned(), format!("Donor {n}"), format!("{n}.00")]);
        }
        table
    }

    #[test]
    fn a_long_table_takes_pages_and_loses_no_row() {
        let mut document = document();
        let mut table = table(150);
        table.total(["", "Total", "11,175.00"]);
        let frame = Frame { title: "Donations".to_owned(), ..Frame::default() };
        let plan = table.plan(&mut document, Paper::A4, &frame).unwrap();
        assert!(plan.len() >= 3);
        assert_eq!(plan.iter().map(Vec::len).sum::<usize>(), 151);
        let room = body(Paper::A4).height;
        assert!(plan.iter().all(|page| page.iter().map(|(_, height)| height).sum::<f32>() < room));
        table.draw(&mut document, &frame).unwrap();
        assert_eq!(document.page_count(), plan.len());
    }

    #[test]
    fn sections_do_not_end_a_page_and_totals_do_not_begin_one() {
        for rows in 30..60 {
            let mut table = table(rows);
            table.section("May");
            table.row(["", "x", "1.00"]);
            table.total(["", "Total", "1.00"]);
            let mut document = document();
            for page in table.plan(&mut document, Paper::A4, &Frame::default()).unwrap() {
                assert!(!matches!(page.last(), Some((Row::Section(_), _))), "{rows}");
                assert!(!matches!(page.first(), Some((Row::Total(_), _))), "{rows}");
            }
        }
    }

    #[test]
    fn a_wrapped_cell_makes_its_row_higher() {
        let mut table = table(0);
        table.row(["1 May", &"a long donor name ".repeat(12), "1.00"]).row(["1 May", "short", "1.00"]);
        let plan = table.plan(&mut document(), Paper::A4, &Frame::default()).unwrap();
        assert!(plan[0][0].1 > 2.0 * plan[0][1].1);
    }

    #[test]
    fn days_and_figures_are_never_narrower_than_their_longest_cell() {
        let day = "26 September 2026";
        let mut table = Table::new(vec![
            Column::text("Donor", 5.0).wrapped(),
            Column::text("Day", 1.0).whole(),
            Column::text("For", 3.0).wrapped(),
            Column::figures("Amount", 1.0),
            Column::figures("No", 1.0),
        ]);
        for n in 0..20 {
            table.row([format!("Donor {n}"), day.to_owned(), String::new(), "1.00".to_owned(), "7".to_owned()]);
        }
        table.total(["", "", "", "999,999,999,999.99", "7"]);
        let (places, wide) = document()
            .measure(Paper::A4, |page| {
                let wide = [page.width(BODY, day)?, page.width(BODY.bold(), "999,999,999,999.99")?];
                Ok((table.places(page, Paper::A4)?, wide))
            })
            .unwrap();
        assert!(places[1].width >= wide[0] && places[3].width >= wide[1], "{places:?}");
        assert!(places[1].width < wide[0] * 1.2, "no more than they need: {places:?}");
        assert!((places[4].right() - body(Paper::A4).right()).abs() < 0.1, "the width is used up: {places:?}");
        assert!(places[0].width > 30.0, "words keep room: {places:?}");
        // Where figures would leave no room for words, shares hold, and figures get smaller.
        table.row(["", "", "", &"9".repeat(80), ""]);
        let places = document().measure(Paper::A4, |page| table.places(page, Paper::A4)).unwrap();
        assert!(places[0].width > 30.0 && places[3].width < 40.0, "{places:?}");
    }

    #[test]
    fn an_empty_table_is_one_page() {
        let mut document = document();
        table(0).draw(&mut document, &Frame::default()).unwrap();
        assert_eq!(document.page_count(), 1);
    }

    #[test]
    fn rows_to_sign_are_high_and_signatures_do_not_begin_a_page() {
        for rows in 10..40 {
            let mut table = table(rows).to_sign(1, 9.0);
            table.signatures(&[("Place and day", "The Old Mill"), ("Chair", "")]);
            let mut document = document();
            let plan = table.plan(&mut document, Paper::A4, &Frame::default()).unwrap();
            for page in &plan {
                assert!(!matches!(page.first(), Some((Row::Signatures(_), _))), "{rows}");
                assert!(page.iter().all(|(_, height)| *height >= 9.0));
            }
        }
    }

    #[test]
    fn tables_one_after_the_other_are_counted_together() {
        let mut document = document();
        let (long, short) = (table(100), table(1));
        let frame = Frame::default();
        draw_all(&mut document, &[(&long, &frame), (&short, &frame)]).unwrap();
        let alone = |table: &Table| table.plan(&mut self::document(), Paper::A4, &frame).unwrap().len();
        assert_eq!(document.page_count(), alone(&long) + alone(&short));
    }
}
