//! Word processor files (Office Open XML, ECMA-376): a text with changes that Word and LibreOffice can accept or reject, by author;
//! and texts from elsewhere.
//!
//! The XML is written here and read with `roxmltree`, which the program has anyway: a writer crate would bring its own copies of the
//! archive and XML libraries, and none marks paragraphs, labels and properties as changed, which accepting and rejecting needs.

mod parts;
mod read;
#[cfg(test)]
mod tests;
mod write;

use super::body::Kind;

pub use read::{Found, Take, read};
pub use write::{Paper, Stamp, write};

/// The style of a clause: what it is and how deep it lies, in words that an author sees in the list of styles.
fn style_name(kind: Kind, depth: u8) -> String {
    let n = u16::from(depth) + 1;
    match kind {
        Kind::Heading => format!("heading {n}"),
        Kind::Numbered => format!("Clause {n}"),
        Kind::Item => format!("Point {n}"),
        Kind::Paragraph => format!("Text {n}"),
    }
}

fn style_id(kind: Kind, depth: u8) -> String {
    style_name(kind, depth).replace("heading", "Heading").replace(' ', "")
}

/// What a style of ours says of its paragraphs.
fn style_read(name: &str) -> Option<(Kind, u8)> {
    let (word, n) = name.rsplit_once(' ')?;
    let kind = match word.to_lowercase().as_str() {
        "heading" => Kind::Heading,
        "clause" => Kind::Numbered,
        "point" => Kind::Item,
        "text" => Kind::Paragraph,
        _ => return None,
    };
    Some((kind, n.parse::<u8>().ok()?.checked_sub(1)?))
}
