//! From a text with its changes to a file whose changes are tracked, each with its author.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::ops::Range;

use super::parts::{self, escaped};
use super::style_id;
use chrono::{DateTime, TimeDelta, Utc};

use crate::kit::{Problem, Result};
use crate::policy::body::{Body, Clause, Kind};
use crate::policy::change::{Marked, MarkedAs};
use crate::policy::inline::{self, Part};
use crate::policy::label::Labels;
use crate::policy::text::Kind as Change;
use crate::t;

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    pub title: &'a str,
    /// The text before.
    pub base: &'a Body,
    /// The text with its changes, as merging or comparing gives it.
    pub marked: &'a [Marked],
    /// Who a change is by where nobody is named, and when all were made.
    pub stamp: Stamp<'a>,
}

/// Author and moment of changes.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    pub author: &'a str,
    pub when: DateTime<Utc>,
}

/// The bytes of the file.
///
/// # Errors
/// When the archive cannot be written, which is a mistake in the program.
pub fn write(paper: &Paper<'_>) -> Result<Vec<u8>> {
    let now = Body { clauses: paper.marked.iter().filter(|m| !is_old(m)).map(|m| m.clause.clone()).collect() };
    let mut writer = Writer {
        paper,
        old: Labels::of(paper.base),
        new: Labels::of(&now),
        out: String::new(),
        notes: Vec::new(),
        ids: 0,
        whole: false,
        before: paper.base.clauses.iter().map(|c| (c.id, c)).collect(),
    };
    writer.document();
    let (document, notes) = (writer.out, writer.notes);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let failed = |e: zip::result::ZipError| Problem::defect(t!("The document could not be written")).because(e);
    for (name, content) in [
        ("[Content_Types].xml", parts::TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/document.xml", document),
        ("word/styles.xml", parts::styles()),
        ("word/numbering.xml", parts::numbering()),
        ("word/footnotes.xml", parts::footnotes(&notes)),
    ] {
        archive.start_file(name, options).map_err(failed)?;
        archive
            .write_all(content.as_bytes())
            .map_err(|e| Problem::defect(t!("The document could not be written")).because(e))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

/// Whether the clause stands in the old text only.
fn is_old(marked: &Marked) -> bool {
    matches!(marked.marked, MarkedAs::Gone | MarkedAs::MovedFrom)
}

/// Words that are set in one way, as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    what: What,
    emphasis: bool,
    strong: bool,
    /// How they were set before, where that changed.
    before: Option<(bool, bool)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Words(String),
    Break,
    Note(String),
}

struct Writer<'a> {
    paper: &'a Paper<'a>,
    old: Labels,
    new: Labels,
    out: String,
    notes: Vec<String>,
    ids: usize,
    /// Whether the paragraph that is written is put in, left out or moved as a whole.
    whole: bool,
    before: BTreeMap<i64, &'a Clause>,
}

impl Writer<'_> {
    fn document(&mut self) {
        self.out.push_str(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#);
        let _written = write!(self.out, r#"<w:document xmlns:w="{}"><w:body>"#, parts::MAIN);
        if !self.paper.title.is_empty() {
            let _written = write!(
                self.out,
                r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
                escaped(self.paper.title)
            );
        }
        for marked in self.paper.marked {
            self.paragraph(marked);
        }
        // A last paragraph that nobody changed: the mark of a file's last paragraph can be neither put in nor left out.
        self.out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>"#);
        self.out.push_str(r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#);
    }

    /// `w:id`, author and moment of a change. LibreOffice takes changes of one author within a minute for one where they touch
    /// across the end of a paragraph, and would leave out that end with them: so those of words are said to be two minutes
    /// older than those of whole paragraphs.
    fn stamp(&mut self, by: &[String]) -> String {
        self.ids += 1;
        let earlier = TimeDelta::minutes(if self.whole { 0 } else { 2 });
        let when = self.paper.stamp.when.checked_sub_signed(earlier).unwrap_or(self.paper.stamp.when);
        let when = when.format("%Y-%m-%dT%H:%M:%SZ");
        let names: Vec<&str> = by.iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
        let author = if names.is_empty() { self.paper.stamp.author.to_owned() } else { names.join(", ") };
        format!(r#"w:id="{}" w:author="{}" w:date="{}""#, self.ids, escaped(&author), when)
    }

    fn paragraph(&mut self, marked: &Marked) {
        let clause = &marked.clause;
        let before = self.before.get(&clause.id).copied();
        let mark = match marked.marked {
            MarkedAs::Stays => None,
            MarkedAs::Added => Some("ins"),
            MarkedAs::Gone => Some("del"),
            MarkedAs::MovedFrom => Some("moveFrom"),
            MarkedAs::MovedTo => Some("moveTo"),
        };
        self.whole = mark.is_some();
        self.out.push_str("<w:p><w:pPr>");
        let labels = if is_old(marked) { &self.old } else { &self.new };
        let now = properties(clause, level(labels, clause));
        self.out.push_str(&now);
        if let Some(mark) = mark {
            let stamp = self.stamp(&marked.by);
            let _written = write!(self.out, "<w:rPr><w:{mark} {stamp}/></w:rPr>");
        } else if let Some(before) = before
            && let was = properties(before, level(&self.old, before))
            && was != now
        {
            let stamp = self.stamp(&marked.by);
            let _written = write!(self.out, "<w:pPrChange {stamp}><w:pPr>{was}</w:pPr></w:pPrChange>");
        }
        self.out.push_str("</w:pPr>");
        // The name pairs the place a clause left with the one where it stands.
        let range = match marked.marked {
            MarkedAs::MovedFrom => Some("moveFrom"),
            MarkedAs::MovedTo => Some("moveTo"),
            _ => None,
        };
        let mut open = 0;
        if let Some(range) = range {
            let stamp = self.stamp(&marked.by);
            open = self.ids;
            let _written = write!(self.out, r#"<w:{range}RangeStart {stamp} w:name="move{}"/>"#, clause.id);
        }
        self.label(marked, before, mark);
        self.words(marked, before, mark);
        if let Some(range) = range {
            let _written = write!(self.out, r#"<w:{range}RangeEnd w:id="{open}"/>"#);
        }
        self.out.push_str("</w:p>");
    }

    /// A label of its own before the words, with its change.
    fn label(&mut self, marked: &Marked, before: Option<&Clause>, mark: Option<&str>) {
        let shown = |clause: &Clause, labels: &Labels| -> Option<String> {
            (clause.kind == Kind::Numbered && clause.fixed.is_some())
                .then(|| labels.get(clause.id).map(|l| l.short.clone()))?
        };
        let now = shown(&marked.clause, if is_old(marked) { &self.old } else { &self.new });
        let was = before.and_then(|before| shown(before, &self.old));
        match mark {
            Some(mark) => {
                if let Some(label) = now {
                    self.change(mark, &marked.by, &labelled(&label, mark));
                }
            }
            None if now == was => {
                if let Some(label) = now {
                    self.out.push_str(&labelled(&label, ""));
                }
            }
            None => {
                if let Some(label) = was {
                    self.change("del", &marked.by, &labelled(&label, "del"));
                }
                if let Some(label) = now {
                    self.change("ins", &marked.by, &labelled(&label, "ins"));
                }
            }
        }
    }

    fn change(&mut self, mark: &str, by: &[String], runs: &str) {
        if runs.is_empty() {
            return;
        }
        let stamp = self.stamp(by);
        let _written = write!(self.out, "<w:{mark} {stamp}>{runs}</w:{mark}>");
    }

    fn words(&mut self, marked: &Marked, before: Option<&Clause>, mark: Option<&str>) {
        // Both texts, as their pieces give them; what is undecided about a whole clause is shown by its words alone.
        let pieces: Vec<_> =
            marked.pieces.iter().filter(|p| !p.conflict.as_ref().is_some_and(|key| key.contains(":clause:"))).collect();
        let side = |old: bool| -> String {
            pieces
                .iter()
                .filter(|p| if old { p.kind.is_old() } else { p.kind.is_new() })
                .map(|p| p.text.as_str())
                .collect()
        };
        let (old_text, new_text) = (side(true), side(false));
        let (old, new) = (inline::pieces(&old_text), inline::pieces(&new_text));
        let (mut at_old, mut at_new) = (0, 0);
        for piece in pieces {
            let len = piece.text.len();
            let (from_old, from_new) = (at_old..at_old + len, at_new..at_new + len);
            at_old += if piece.kind.is_old() { len } else { 0 };
            at_new += if piece.kind.is_new() { len } else { 0 };
            let whole = mark.unwrap_or("");
            match piece.kind {
                Change::Equal => {
                    let now = runs(
                        &new,
                        &new_text,
                        &from_new,
                        |id| self.new.shown(id),
                        |byte| {
                            let there = byte + from_old.start;
                            before.filter(|_| mark.is_none())?;
                            old.iter().find(|p| p.at.contains(&there)).map(|p| (p.emphasis, p.strong))
                        },
                    );
                    let was = runs(&old, &old_text, &from_old, |id| self.old.shown(id), |_| None);
                    let same = mark.is_some() || whats(&now) == whats(&was);
                    if same {
                        let runs = self.runs(&now, whole, &piece.by);
                        if mark.is_some() { self.change(whole, &marked.by, &runs) } else { self.out.push_str(&runs) }
                    } else {
                        // The same signs, read otherwise: the label of a reference that was renumbered.
                        let now: Vec<Run> = now.into_iter().map(|run| Run { before: None, ..run }).collect();
                        let gone = self.runs(&was, "del", &piece.by);
                        self.change("del", &piece.by, &gone);
                        let put = self.runs(&now, "ins", &piece.by);
                        self.change("ins", &piece.by, &put);
                    }
                }
                // Where the whole clause is new or elsewhere, its text as it is now is what is there.
                Change::Delete if matches!(marked.marked, MarkedAs::Added | MarkedAs::MovedTo) => {}
                Change::Delete | Change::MoveFrom => {
                    let labels = |id| self.old.shown(id);
                    let runs = runs(&old, &old_text, &from_old, labels, |_| None);
                    let mark = mark.unwrap_or("del");
                    let runs = self.runs(&runs, mark, &piece.by);
                    self.change(mark, if piece.by.is_empty() { &marked.by } else { &piece.by }, &runs);
                }
                Change::Insert | Change::MoveTo => {
                    let runs = runs(&new, &new_text, &from_new, |id| self.new.shown(id), |_| None);
                    let mark = mark.unwrap_or("ins");
                    let runs = self.runs(&runs, mark, &piece.by);
                    self.change(mark, if piece.by.is_empty() { &marked.by } else { &piece.by }, &runs);
                }
            }
        }
    }

    fn runs(&mut self, runs: &[Run], mark: &str, by: &[String]) -> String {
        let mut out = String::new();
        for run in runs {
            let set = |(emphasis, strong): (bool, bool)| {
                format!("{}{}", if strong { "<w:b/>" } else { "" }, if emphasis { "<w:i/>" } else { "" })
            };
            let mut look = set((run.emphasis, run.strong));
            if let What::Note(_) = run.what {
                look = r#"<w:rStyle w:val="FootnoteReference"/>"#.to_owned();
            } else if let Some(before) = run.before {
                let stamp = self.stamp(by);
                look.push_str(&format!("<w:rPrChange {stamp}><w:rPr>{}</w:rPr></w:rPrChange>", set(before)));
            }
            let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
            let content = match &run.what {
                What::Words(words) => worded(words, mark),
                What::Break => "<w:br/>".to_owned(),
                What::Note(note) => {
                    self.notes.push(note.clone());
                    format!(r#"<w:footnoteReference w:id="{}"/>"#, self.notes.len())
                }
            };
            out.push_str(&format!("<w:r>{look}{content}</w:r>"));
        }
        out
    }
}

/// What runs hold, however it is set and cut.
fn whats(runs: &[Run]) -> Vec<What> {
    let mut out: Vec<What> = Vec::new();
    for run in runs {
        match (out.last_mut(), &run.what) {
            (Some(What::Words(words)), What::Words(more)) => words.push_str(more),
            _ => out.push(run.what.clone()),
        }
    }
    out
}

fn worded(words: &str, mark: &str) -> String {
    let tag = if mark == "del" { "w:delText" } else { "w:t" };
    let texts: Vec<String> = words
        .split('\t')
        .map(|part| {
            if part.is_empty() {
                String::new()
            } else {
                format!(r#"<{tag} xml:space="preserve">{}</{tag}>"#, escaped(part))
            }
        })
        .collect();
    texts.join("<w:tab/>")
}

fn labelled(label: &str, mark: &str) -> String {
    format!("<w:r>{}<w:tab/></w:r>", worded(label, mark))
}

fn level(labels: &Labels, clause: &Clause) -> usize {
    labels.get(clause.id).map_or(0, |l| l.level)
}

/// Style and numbering of a clause's paragraph.
fn properties(clause: &Clause, level: usize) -> String {
    let style = style_id(clause.kind, clause.depth.min(parts::DEEPEST - 1));
    let list = match clause.kind {
        Kind::Numbered if clause.fixed.is_none() => Some((parts::CLAUSES, level.min(8))),
        Kind::Item => Some((parts::POINTS, 0)),
        _ => None,
    };
    let list = list.map_or_else(String::new, |(list, level)| {
        format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#)
    });
    format!(r#"<w:pStyle w:val="{style}"/>{list}"#)
}

/// The runs of a stretch of a text.
fn runs(
    pieces: &[inline::Piece],
    text: &str,
    at: &Range<usize>,
    label: impl Fn(i64) -> String,
    before: impl Fn(usize) -> Option<(bool, bool)>,
) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for piece in pieces {
        let (start, end) = (piece.at.start.max(at.start), piece.at.end.min(at.end));
        if start >= end {
            continue;
        }
        let now = (piece.emphasis, piece.strong);
        let mut add = |what: What, byte: usize| {
            let before = before(byte - at.start).filter(|before| *before != now);
            match (&mut out.last_mut(), &what) {
                (Some(Run { what: What::Words(words), emphasis, strong, before: b }), What::Words(more))
                    if (*emphasis, *strong) == now && *b == before =>
                {
                    words.push_str(more);
                }
                _ => out.push(Run { what, emphasis: now.0, strong: now.1, before }),
            }
        };
        match &piece.part {
            Part::Mark => {}
            // What a change cuts in two is shown where it begins.
            Part::Footnote(_) | Part::Reference(_) | Part::Break if start > piece.at.start => {}
            Part::Footnote(note) => add(What::Note(note.clone()), start),
            Part::Reference(id) => add(What::Words(label(*id)), start),
            Part::Break => add(What::Break, start),
            Part::Text(_) => {
                let raw = text.get(start..end).unwrap_or_default();
                let hidden: Vec<usize> = inline::signs(text, &piece.at).into_iter().map(|r| r.start).collect();
                for (offset, c) in raw.char_indices() {
                    if !hidden.contains(&(start + offset)) {
                        add(What::Words(c.to_string()), start + offset);
                    }
                }
            }
        }
    }
    out
}
