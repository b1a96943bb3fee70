//! The parts of a file that are the same for every text: types, relations, styles, numbering.

use std::fmt::Write as _;

use super::{style_id, style_name};
use crate::policy::body::Kind;

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Clauses deeper than this are shown as this deep; the style still says how deep.
pub(super) const DEEPEST: u8 = 12;

/// The list of clauses and that of points, in `numbering`.
pub(super) const CLAUSES: u8 = 1;
pub(super) const POINTS: u8 = 2;

pub(super) const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>"#,
    r#"<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>"#,
    r#"</Types>"#
);

pub(super) const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"</Relationships>"#
);

pub(super) const DOCUMENT_RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>"#,
    r#"</Relationships>"#
);

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// How far a level stands in, in twentieths of a point.
fn indent(depth: u8) -> u32 {
    567 * (u32::from(depth) + 1)
}

/// The styles of clauses, by kind and depth, and those of title and notes.
pub(super) fn styles() -> String {
    let mut out = format!(
        r#"{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#
    );
    out.push_str(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    out.push_str(r#"<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>"#);
    out.push_str(r#"<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>"#);
    out.push_str(r#"<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"#);
    for depth in 0..DEEPEST {
        for kind in [Kind::Heading, Kind::Numbered, Kind::Item, Kind::Paragraph] {
            let look = match kind {
                Kind::Heading => format!(
                    r#"<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{}"/></w:rPr>"#,
                    depth.min(8),
                    30_u8.saturating_sub(depth * 2).max(22)
                ),
                Kind::Numbered | Kind::Item => {
                    format!(r#"<w:pPr><w:ind w:left="{}" w:hanging="567"/></w:pPr>"#, indent(depth))
                }
                Kind::Paragraph => format!(r#"<w:pPr><w:ind w:left="{}"/></w:pPr>"#, indent(depth) - 567),
            };
            let (id, name) = (style_id(kind, depth), style_name(kind, depth));
            // A heading deeper than nine is no heading to Word, so it gets a name of its own there.
            let _written = write!(
                out,
                r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>{look}</w:style>"#
            );
        }
    }
    out.push_str("</w:styles>");
    out
}

/// How clauses are counted by level: 1, (1), (a), (i), (A); and the points of lists.
pub(super) fn numbering() -> String {
    let mut out = format!(r#"{HEAD}<w:numbering xmlns:w="{MAIN}">"#);
    for (list, kind) in [(CLAUSES, Kind::Numbered), (POINTS, Kind::Item)] {
        let _written = write!(out, r#"<w:abstractNum w:abstractNumId="{list}"><w:multiLevelType w:val="multilevel"/>"#);
        for level in 0..9_u8 {
            let (format, text) = match (kind, level) {
                (Kind::Item, _) => ("bullet", "•".to_owned()),
                (_, 0) => ("decimal", "%1".to_owned()),
                (_, 1) => ("decimal", "(%2)".to_owned()),
                (_, 2) => ("lowerLetter", "(%3)".to_owned()),
                (_, 3) => ("lowerRoman", "(%4)".to_owned()),
                (_, level) => ("upperLetter", format!("(%{})", level + 1)),
            };
            let _written = write!(
                out,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>"#
            );
        }
        out.push_str("</w:abstractNum>");
    }
    for list in [CLAUSES, POINTS] {
        let _written = write!(out, r#"<w:num w:numId="{list}"><w:abstractNumId w:val="{list}"/></w:num>"#);
    }
    out.push_str("</w:numbering>");
    out
}

/// The file of footnotes; the first two are the lines above notes that every file has.
pub(super) fn footnotes(notes: &[String]) -> String {
    let mut out = format!(
        r#"{HEAD}<w:footnotes xmlns:w="{MAIN}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#
    );
    for (at, note) in notes.iter().enumerate() {
        let _written = write!(
            out,
            r#"<w:footnote w:id="{}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote>"#,
            at + 1,
            escaped(note)
        );
    }
    out.push_str("</w:footnotes>");
    out
}

/// Text as XML holds it; signs that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
