//! Everything a printed sheet needs, knowing nothing of subjects: pages in millimetres, text in any script, fonts, PDF.
//!
//! A [`Document`] is made page by page and saved whole; [`Volumes`] writes long runs in parts with steady memory; a
//! [`Table`] lays out a report, a [`Letter`] a letter for a window envelope, a [`LabelSheet`] says where labels stand;
//! [`words`] writes amounts out; an [`Outbox`] hands a finished sheet to the viewer or printer. Only `pdf.rs` knows the PDF
//! library, so that it can be changed.

mod deliver;
mod document;
mod fonts;
mod labels;
mod letter;
mod page;
mod pdf;
mod picture;
mod shape;
mod sheet;
mod system_fonts;
mod table;
mod volumes;
mod window;
pub use crate::kit::words;
mod wrap;

#[cfg(test)]
mod tests;

pub use deliver::{Outbox, PrivateOutbox};
pub use document::Document;
pub use fonts::Fonts;
pub use labels::LabelSheet;
pub use letter::{Letter, Sender, Top};
pub use page::{Page, Pen, fits};
pub use picture::Picture;
pub use shape::isolated;
pub use sheet::{Align, Ink, Paper, Region, Style, Weight};
pub use table::{Column, Frame, Table, draw_all};
pub use volumes::Volumes;
pub use window::Window;
