//! A document: pages drawn one after the other, written whole.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::fonts::Fonts;
use super::page::Page;
use super::pdf::{Drawing, Writer};
use super::sheet::Paper;
use crate::kit::Result;
use crate::kit::whole_file::write_whole;

/// A PDF being made. Equal pages with equal title and time give equal bytes.
pub struct Document {
    paper: Paper,
    fonts: &'static Fonts,
    writer: Writer,
}

impl Document {
    /// An empty document; `made_on` is the time that its properties show.
    ///
    /// # Errors
    /// Only when the program's own fonts are damaged.
    pub fn new(title: &str, paper: Paper, made_on: DateTime<Utc>) -> Result<Self> {
        Ok(Self { paper, fonts: Fonts::shared()?, writer: Writer::new(title, made_on) })
    }

    /// Draws one page. When the drawing fails, the document is as it was before.
    ///
    /// # Errors
    /// What the drawing says, such as letters that no font has.
    pub fn page<T>(&mut self, draw: impl FnOnce(&mut Page<'_>) -> Result<T>) -> Result<T> {
        self.page_on(self.paper, draw)
    }

    /// Draws one page on paper other than the document's, such as the same paper lying on its side.
    ///
    /// # Errors
    /// What the drawing says, such as letters that no font has.
    pub fn page_on<T>(&mut self, paper: Paper, draw: impl FnOnce(&mut Page<'_>) -> Result<T>) -> Result<T> {
        let mut page = Page { paper, fonts: self.fonts, writer: &mut self.writer, drawing: Drawing::new(paper) };
        let said = draw(&mut page)?;
        let drawing = page.drawing;
        self.writer.add_page(paper, drawing);
        Ok(said)
    }

    /// Draws on a page that is thrown away, for measuring. Its glyphs stay among the document's, which is harmless.
    pub(super) fn measure<T>(&mut self, paper: Paper, draw: impl FnOnce(&mut Page<'_>) -> Result<T>) -> Result<T> {
        draw(&mut Page { paper, fonts: self.fonts, writer: &mut self.writer, drawing: Drawing::new(paper) })
    }

    pub fn paper(&self) -> Paper {
        self.paper
    }

    pub fn page_count(&self) -> usize {
        self.writer.page_count()
    }

    /// The finished file.
    ///
    /// # Errors
    /// When a font of the system is damaged.
    pub fn bytes(self) -> Result<Vec<u8>> {
        self.writer.finish()
    }

    /// Writes the finished file whole; what stood at `path` before stays whole until then.
    ///
    /// # Errors
    /// When a font of the system is damaged, or the file cannot be written.
    pub fn save(self, path: &Path) -> Result<()> {
        write_whole(path, &self.bytes()?)
    }
}
