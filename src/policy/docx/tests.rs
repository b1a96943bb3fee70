//! What is written is read back: accepting everything gives the new text, rejecting everything the old; and files that mean harm
//! or are none.

use std::io::{Cursor, Write as _};

use proptest::strategy::Strategy;

use super::*;
use crate::policy::body::{Body, Clause};
use crate::policy::change::redline;
use crate::policy::inline::{self, Part};
use crate::policy::label::Labels;

const STAMP: Stamp<'static> =
    Stamp { author: "Policy group", when: chrono::DateTime::from_timestamp(1_795_780_800, 0).unwrap() };

fn clause(id: i64, kind: Kind, depth: u8, fixed: Option<&str>, text: &str) -> Clause {
    Clause { id, kind, depth, fixed: fixed.map(str::to_owned), text: text.to_owned() }
}

/// What a reader sees of a text: kinds, depths, labels, and words with how they are set.
fn seen(body: &Body) -> Vec<String> {
    let labels = Labels::of(body);
    let of = |c: &Clause| {
        let mut words: Vec<(String, String)> = Vec::new();
        for piece in inline::pieces(&c.text) {
            let text = match piece.part {
                Part::Text(text) => text,
                Part::Reference(id) => labels.shown(id),
                Part::Break => "\n".to_owned(),
                Part::Footnote(note) => format!("[{note}]"),
                Part::Mark => continue,
            };
            let set = format!("{}{}", u8::from(piece.emphasis), u8::from(piece.strong));
            for c in text.chars() {
                // White space has no look of its own, and a note none but its own.
                let set = if c.is_whitespace() || text.starts_with('[') { String::new() } else { set.clone() };
                match words.last_mut() {
                    Some((s, t)) if *s == set => t.push(c),
                    _ => words.push((set, c.to_string())),
                }
            }
        }
        format!("{:?}{} {:?} {words:?}", c.kind, c.depth, c.fixed)
    };
    body.clauses.iter().map(of).collect()
}

fn written(old: &Body, new: &Body) -> Vec<u8> {
    write(&Paper { title: "Clean air", base: old, marked: &redline(old, new), stamp: STAMP }).unwrap()
}

#[test]
fn a_text_with_every_kind_of_change_is_taken_either_way() {
    let old = Body {
        clauses: vec![
            clause(1, Kind::Heading, 0, None, "Homes & gardens"),
            clause(2, Kind::Numbered, 1, None, "We *will* build 100 homes.[^Report <3>]"),
            clause(3, Kind::Numbered, 2, None, "Of stone, as in {#2}"),
            clause(4, Kind::Item, 2, None, "bread\nand jam"),
            clause(5, Kind::Paragraph, 1, None, "The end of it all is near."),
            clause(6, Kind::Numbered, 1, None, "Trains run."),
        ],
    };
    let new = Body {
        clauses: vec![
            clause(1, Kind::Heading, 0, None, "Homes & parks"),
            clause(5, Kind::Paragraph, 1, None, "The end of it all is near."),
            clause(2, Kind::Numbered, 1, Some("7A"), "We will build **300** homes.[^Report 4]"),
            clause(7, Kind::Numbered, 2, None, "New: \"quoted\""),
            clause(4, Kind::Numbered, 2, None, "bread\nand cheese"),
            clause(6, Kind::Numbered, 0, None, "Trains run."),
        ],
    };
    let bytes = written(&old, &new);
    let accepted = read(&bytes, Take::Accept).unwrap();
    assert_eq!(seen(&accepted.body), seen(&new));
    assert_eq!(accepted.title, "Clean air");
    assert_eq!(accepted.authors.keys().collect::<Vec<_>>(), ["Policy group"]);
    assert_eq!(seen(&read(&bytes, Take::Reject).unwrap().body), seen(&old));
    let plain = written(&old, &old);
    assert_eq!(read(&plain, Take::Accept).unwrap().authors.len(), 0);
}

#[test]
fn each_author_keeps_their_changes() {
    use crate::policy::change::{Chosen, derive, merge};
    let base = Body { clauses: vec![clause(1, Kind::Numbered, 0, None, "We build 100 homes and plant 20 trees.")] };
    let with = |text: &str| derive(&base, &Body { clauses: vec![clause(1, Kind::Numbered, 0, None, text)] });
    let (one, two) = (with("We build 200 homes and plant 20 trees."), with("We build 100 homes and plant 90 trees."));
    let chosen = [Chosen { name: "A1 (Ann)", ops: &one }, Chosen { name: "A2 (Bea)", ops: &two }];
    let merged = merge(&base, &chosen, &std::collections::BTreeMap::new());
    let bytes = write(&Paper { title: "", base: &base, marked: &merged.marked, stamp: STAMP }).unwrap();
    let found = read(&bytes, Take::Accept).unwrap();
    assert_eq!(found.authors.keys().collect::<Vec<_>>(), ["A1 (Ann)", "A2 (Bea)"]);
    assert_eq!(found.body.clauses[0].text, "We build 200 homes and plant 90 trees.");
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn word(body: &str) -> String {
    format!(r#"<w:document xmlns:w="{}"><w:body>{body}</w:body></w:document>"#, parts::MAIN)
}

#[test]
fn what_others_wrote_is_read_by_its_outline_and_lists() {
    let styles = format!(
        r#"<w:styles xmlns:w="{}"><w:style w:type="paragraph" w:styleId="H"><w:name w:val="Chapter"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="x"/><w:basedOn w:val="H"/></w:style></w:styles>"#,
        parts::MAIN
    );
    let numbering = format!(
        r#"<w:numbering xmlns:w="{}"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num></w:numbering>"#,
        parts::MAIN
    );
    let list =
        |level: u8| format!(r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="9"/></w:numPr></w:pPr>"#);
    let body = word(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Homes</w:t></w:r></w:p>
        <w:p>{}<w:r><w:t xml:space="preserve">We </w:t></w:r><w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>build</w:t></w:r></w:hyperlink><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>
        <w:p>{}<w:r><w:t>of stone</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>(a)</w:t><w:tab/><w:t>typed</w:t></w:r></w:p>"#,
        list(0),
        list(1)
    ));
    let bytes =
        packed(&[("word/document.xml", &body), ("word/styles.xml", &styles), ("word/numbering.xml", &numbering)]);
    let found = read(&bytes, Take::Accept).unwrap();
    let told: Vec<String> = found.body.clauses.iter().map(|c| format!("{:?}{} {}", c.kind, c.depth, c.text)).collect();
    assert_eq!(
        told,
        ["Heading0 Homes", "Numbered1 We **build**", "Item2 of stone", "Paragraph1 In a table", "Numbered2 typed"]
    );
    assert_eq!(found.tables, 1);
}

#[test]
fn files_that_mean_harm_or_are_none_are_refused_in_words() {
    let said = |bytes: &[u8]| read(bytes, Take::Accept).unwrap_err().message;
    assert!(said(b"not a file").contains("no Word document"));
    assert!(said(&[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]).contains("old Word document"));
    assert!(said(&packed(&[("xl/workbook.xml", "<x/>")])).contains("no Word document"));
    assert!(said(&packed(&[("word/document.xml", "<cut")])).contains("damaged"));
    // A declaration could name files of this machine, or grow without end.
    let entity = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"#;
    assert!(said(&packed(&[("word/document.xml", entity)])).contains("damaged"));
    // A hundred megabytes of spaces pack into some hundred kilobytes.
    let bomb = packed(&[("word/document.xml", &" ".repeat(100 * 1024 * 1024))]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(said(&bomb).contains("more than a text can be"));
    let deep = word(&format!("{}{}", "<w:sdt>".repeat(400), "</w:sdt>".repeat(400)));
    assert!(said(&packed(&[("word/document.xml", &deep)])).contains("more than a text can be"));
    let mut cut = written(&Body::default(), &Body::default());
    cut.truncate(cut.len() / 2);
    assert!(!said(&cut).is_empty());
}

pub(crate) fn some_body(ids: std::ops::Range<i64>) -> impl Strategy<Value = Body> {
    let text = proptest::collection::vec(
        "[a-e&<\"é]{1,3}|\\*[a-c]\\*|\\*\\*b c\\*\\*|\\{#[1-4]\\}|\\[\\^n x\\]|\\\\\\*",
        1..7,
    );
    let one = (ids, 0_u8..4, 0_usize..4, proptest::option::of("[1-9]A"), text);
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        let mut body = Body::default();
        let mut most = 0;
        for (id, depth, kind, fixed, text) in all {
            if body.clauses.iter().any(|c: &Clause| c.id == id) {
                continue;
            }
            let kind = [Kind::Numbered, Kind::Item, Kind::Heading, Kind::Paragraph][kind];
            let depth = depth.min(most);
            most = depth + 1;
            let fixed = fixed.filter(|_| kind == Kind::Numbered);
            let words = text.join(if text.len() > 4 { "\n" } else { " " });
            body.clauses.push(Clause { id, kind, depth, fixed, text: words });
        }
        body
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn accepting_gives_the_new_text_and_rejecting_the_old(old in some_body(1..8), new in some_body(1..11)) {
        let bytes = written(&old, &new);
        proptest::prop_assert_eq!(seen(&read(&bytes, Take::Accept).unwrap().body), seen(&new));
        proptest::prop_assert_eq!(seen(&read(&bytes, Take::Reject).unwrap().body), seen(&old));
    }

    #[test]
    fn whatever_is_read_is_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), at in 0_usize..4000) {
        let _refused = read(&bytes, Take::Accept);
        let mut whole = written(&Body::default(), &Body { clauses: vec![clause(1, Kind::Numbered, 0, None, "We build")] });
        let at = at % whole.len();
        for (byte, new) in whole.iter_mut().skip(at).zip(&bytes) {
            *byte = *new;
        }
        let _refused = read(&whole, Take::Reject);
    }
}

/// Thirty pairs of texts, opened by LibreOffice, which accepts and rejects their changes itself. Skipped where it is not
/// installed (`soffice` and Python with `uno`).
#[test]
fn libreoffice_accepts_to_the_new_text_and_rejects_to_the_old() {
    use proptest::strategy::ValueTree as _;
    let python = ["/usr/bin/python3", "python3"].into_iter().find(|python| {
        let asked = std::process::Command::new(python).args(["-c", "import uno"]).output();
        asked.is_ok_and(|out| out.status.success())
    });
    let soffice = std::process::Command::new("soffice").arg("--version").output().is_ok_and(|out| out.status.success());
    let (Some(python), true) = (python, soffice) else {
        eprintln!("skipped: LibreOffice (soffice) or Python’s uno is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut pairs = Vec::new();
    for n in 0..30 {
        let old = some_body(1..8).new_tree(&mut runner).unwrap().current();
        let new = some_body(1..11).new_tree(&mut runner).unwrap().current();
        crate::kit::whole_file::write_whole(&folder.path().join(format!("{n:02}.docx")), &written(&old, &new)).unwrap();
        pairs.push((old, new));
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy/take_changes.py");
    let out = std::process::Command::new(python).args([script, "soffice"]).arg(folder.path()).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let found: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let texts = |body: &Body| -> Vec<String> {
        let labels = Labels::of(body);
        let of = |c: &Clause| {
            let label = c.fixed.as_ref().map_or(String::new(), |_| format!("{}\t", labels.get(c.id).unwrap().short));
            format!("{label}{}", labels.plain(&c.text)).trim().to_owned()
        };
        body.clauses.iter().map(of).filter(|text| !text.is_empty()).collect()
    };
    for (n, (old, new)) in pairs.iter().enumerate() {
        for (take, body) in [("accept", new), ("reject", old)] {
            let paragraphs = found[format!("{n:02}.docx")][take].as_array().unwrap();
            let seen: Vec<String> = paragraphs.iter().map(|p| p.as_str().unwrap().trim().to_owned()).collect();
            let mut seen: Vec<&str> = seen.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
            assert_eq!(seen.remove(0), "Clean air");
            assert_eq!(seen, texts(body), "{take} of {old:#?} to {new:#?}");
        }
    }
}
