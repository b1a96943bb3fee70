//! The recovery sheet on paper.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::kit::{Result, day};
use crate::office::profile::{PaperSize, Profile};
use crate::print::{Document, Paper, Region, Style};
use crate::t;

/// One page with the code in groups, what it opens, and where it belongs.
///
/// # Errors
/// When the page cannot be drawn.
pub(super) fn sheet(profile: &Profile, file: &Path, code: &str, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let paper = match profile.paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::LETTER,
    };
    let mut document = Document::new(t!("Recovery sheet"), paper, at)?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    document.page(|page| {
        let area = page.region().inset(25.0);
        let mut y = area.y;
        let mut put = |text: &str, style: Style, gap: f32| -> Result<()> {
            let region = Region::new(area.x, y, area.width, area.bottom() - y);
            y += page.text(region, style, text)? + gap;
            Ok(())
        };
        put(t!("Recovery sheet"), Style::new(20.0).bold(), 4.0)?;
        put(&format!("{}, {}", profile.branch, profile.party), Style::new(12.0), 2.0)?;
        put(&t!("File {name}, printed on {day}", name = name, day = day::long(at.date_naive())), Style::new(10.0).muted(), 12.0)?;
        put(code, Style::new(16.0).bold(), 12.0)?;
        put(
            t!("This code opens the file without its passphrase. Keep the sheet in a sealed envelope with another officer, apart from the file. In Wardroom choose “Use a recovery sheet” and type the code."),
            Style::new(11.0),
            6.0,
        )?;
        put(t!("A new passphrase makes this sheet worthless: destroy it then and print a new one."), Style::new(11.0), 0.0)
    })?;
    document.bytes()
}
