//! Open documents (OASIS OpenDocument 1.3): what any word processor opens, written by hand with `zip` as Word files are.

use std::io::Write as _;

use super::body::{Body, Kind};
use super::inline::{self, Part};
use super::label::Labels;
use super::model::listing::{Listing, Row};
use crate::kit::{Problem, Result};
use crate::t;

const TYPE: &str = "application/vnd.oasis.opendocument.text";

const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0""#;

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<text:line-break/>"),
            '\t' => out.push_str("<text:tab/>"),
            // XML knows no other control characters.
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn packed(styles: &str, content: &str) -> Result<Vec<u8>> {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.3"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{content}</office:text></office:body></office:document-content>"#
    );
    let unwritten = |e: zip::result::ZipError| Problem::file(t!("The document could not be written")).because(e);
    let io = |e: std::io::Error| Problem::file(t!("The document could not be written")).because(e);
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // The type stands first and is not packed, so that a file is known by its first bytes.
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let small = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text, how) in
        [("mimetype", TYPE, plain), ("content.xml", xml.as_str(), small), ("META-INF/manifest.xml", MANIFEST, small)]
    {
        out.start_file(name, how).map_err(unwritten)?;
        out.write_all(text.as_bytes()).map_err(io)?;
    }
    Ok(out.finish().map_err(unwritten)?.into_inner())
}

const STYLES: &str = r#"<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="BI" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-style="italic"/></style:style><style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #808080"/></style:style>"#;

/// A text, clause by clause, each with its label as it is read.
///
/// # Errors
/// When it cannot be packed.
pub fn text(title: &str, body: &Body) -> Result<Vec<u8>> {
    let labels = Labels::of(body);
    let mut styles = STYLES.to_owned();
    for depth in 0..=8 {
        styles.push_str(&format!(
            r#"<style:style style:name="P{depth}" style:family="paragraph"><style:paragraph-properties fo:margin-left="{}cm" fo:text-indent="-1cm" fo:margin-bottom="0.2cm"><style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops></style:paragraph-properties></style:style>"#,
            depth + 1
        ));
    }
    let mut content = format!("<text:h text:outline-level=\"1\">{}</text:h>", escaped(title));
    let mut base = 0;
    for (at, clause) in body.clauses.iter().enumerate() {
        let words = set(&clause.text, &labels);
        if clause.kind == Kind::Heading {
            base = clause.depth.saturating_add(1);
            // The title is what a text begins with, and stands there once.
            if at > 0 || labels.plain(&clause.text) != title {
                content.push_str(&format!(
                    "<text:h text:outline-level=\"{}\">{words}</text:h>",
                    u16::from(clause.depth) + 1
                ));
            }
            continue;
        }
        let depth = clause.depth.saturating_sub(base).min(8);
        let label = match clause.kind {
            Kind::Item => "•".to_owned(),
            Kind::Numbered => labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default(),
            Kind::Paragraph | Kind::Heading => String::new(),
        };
        content
            .push_str(&format!("<text:p text:style-name=\"P{depth}\">{}<text:tab/>{words}</text:p>", escaped(&label)));
    }
    packed(&styles, &content)
}

/// A clause's words with emphasis and footnotes.
fn set(text: &str, labels: &Labels) -> String {
    let (mut out, mut notes) = (String::new(), 0);
    for piece in inline::pieces(text) {
        let style = match (piece.strong, piece.emphasis) {
            (true, true) => "BI",
            (true, false) => "B",
            (false, true) => "I",
            (false, false) => "",
        };
        let words = match &piece.part {
            Part::Text(words) => escaped(words),
            Part::Reference(id) => escaped(&labels.shown(*id)),
            Part::Break => "<text:line-break/>".to_owned(),
            Part::Mark => continue,
            Part::Footnote(note) => {
                notes += 1;
                out.push_str(&format!(
                    "<text:note text:note-class=\"footnote\"><text:note-citation>{notes}</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
                    escaped(note)
                ));
                continue;
            }
        };
        if style.is_empty() {
            out.push_str(&words);
        } else {
            out.push_str(&format!("<text:span text:style-name=\"{style}\">{words}</text:span>"));
        }
    }
    out
}

/// A paper of amendments as a table.
///
/// # Errors
/// When it cannot be packed.
pub fn listing(title: &str, subtitle: &str, listing: &Listing) -> Result<Vec<u8>> {
    let cell = |words: &str| {
        format!(
            "<table:table-cell table:style-name=\"C\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escaped(words)
        )
    };
    let mut content = format!(
        "<text:h text:outline-level=\"1\">{}</text:h><text:p>{}</text:p><table:table table:name=\"Amendments\">",
        escaped(title),
        escaped(subtitle)
    );
    let mut styles = STYLES.to_owned();
    for (at, column) in listing.columns.iter().enumerate() {
        styles.push_str(&format!(
            r#"<style:style style:name="W{at}" style:family="table-column"><style:table-column-properties style:rel-column-width="{:.0}*"/></style:style>"#,
            column.share * 1000.0
        ));
        content.push_str(&format!("<table:table-column table:style-name=\"W{at}\"/>"));
    }
    content.push_str("<table:table-header-rows><table:table-row>");
    content.extend(listing.columns.iter().map(|column| cell(column.title)));
    content.push_str("</table:table-row></table:table-header-rows>");
    for row in &listing.rows {
        content.push_str("<table:table-row>");
        match row {
            Row::Section(title) => {
                let span = listing.columns.len();
                content.push_str(&format!("<table:table-cell table:style-name=\"C\" table:number-columns-spanned=\"{span}\" office:value-type=\"string\"><text:p><text:span text:style-name=\"B\">{}</text:span></text:p></table:table-cell>", escaped(title)));
                for _ in 1..span {
                    content.push_str("<table:covered-table-cell/>");
                }
            }
            Row::Cells(cells) => content.extend(cells.iter().map(|words| cell(words))),
        }
        content.push_str("</table:table-row>");
    }
    content.push_str("</table:table>");
    packed(&styles, &content)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::policy::body::Clause;
    use crate::policy::model::listing::Column;

    fn content(bytes: &[u8]) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "mimetype", "a file is known by what stands first");
        let mut xml = String::new();
        archive.by_name("content.xml").unwrap().read_to_string(&mut xml).unwrap();
        xml
    }

    fn paragraphs(xml: &str) -> Vec<String> {
        let read = roxmltree::Document::parse(xml).unwrap();
        let is_text = |n: &roxmltree::Node<'_, '_>| matches!(n.tag_name().name(), "p" | "h");
        let words = |n: roxmltree::Node<'_, '_>| -> String {
            n.descendants()
                .filter_map(|d| if d.tag_name().name() == "tab" { Some(" ") } else { d.text().filter(|_| d.is_text()) })
                .collect()
        };
        read.descendants().filter(is_text).map(|n| words(n).trim().to_owned()).collect()
    }

    #[test]
    fn a_text_is_read_with_its_labels_and_nothing_of_it_is_markup() {
        let body = Body {
            clauses: vec![
                Clause::new(1, Kind::Heading, 0, "Clean air"),
                Clause::new(2, Kind::Numbered, 1, "Less than < 10 & *more*, as {#3} says."),
                Clause::new(3, Kind::Item, 2, "at \"once\""),
            ],
        };
        let xml = content(&text("Clean air", &body).unwrap());
        assert_eq!(
            paragraphs(&xml),
            ["Clean air", "1 Less than < 10 & more, as point 1 of clause 1 says.", "• at \"once\""]
        );
        assert!(xml.contains(r#"<text:span text:style-name="I">more</text:span>"#));
    }

    #[test]
    fn a_paper_is_a_table_with_its_sections() {
        let listing = Listing {
            columns: vec![
                Column { key: "a", title: "Number", share: 1.0 },
                Column { key: "b", title: "Asks", share: 3.0 },
            ],
            rows: vec![Row::Section("En bloc".to_owned()), Row::Cells(vec!["A1".to_owned(), "x\n<y>".to_owned()])],
        };
        let xml = content(&super::listing("List", "to version 1", &listing).unwrap());
        assert_eq!(paragraphs(&xml), ["List", "to version 1", "Number", "Asks", "En bloc", "A1", "x<y>"]);
    }
}
