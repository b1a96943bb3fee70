//! A text from a word processor's file: paragraphs, headings, lists, emphasis, footnotes; with its tracked changes accepted or
//! rejected. Nothing outside the file is ever read, and nothing larger than a text can be is unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node, ParsingOptions};

use super::{parts, style_read};
use crate::kit::{Problem, Result};
use crate::policy::body::{Body, Kind};
use crate::policy::inline::Builder;
use crate::policy::intake::Intake;
use crate::t;

/// What a part of the file may unpack to: some ten thousand pages.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
const MOST_ENTRIES: usize = 10_000;
const MOST_NODES: u32 = 4_000_000;
/// Deeper than a text is ever nested.
const DEEPEST: usize = 200;

/// What is done with tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    Accept,
    Reject,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The paragraph of the style Title, if the text begins with one.
    pub title: String,
    /// Its clauses have the ids 1, 2, 3.
    pub body: Body,
    /// Who made the tracked changes, and how many each.
    pub authors: BTreeMap<String, usize>,
    /// How many pictures and tables there were; the words of tables are in the text.
    pub pictures: usize,
    pub tables: usize,
}

/// Reads a file.
///
/// # Errors
/// When it is no such file, is damaged, protected or too large, or is not what XML may be.
pub fn read(bytes: &[u8], take: Take) -> Result<Found> {
    let mut package = Package::open(bytes)?;
    let document = package.part("word/document.xml")?.ok_or_else(not_word)?;
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let numbering = package.part("word/numbering.xml")?.unwrap_or_default();
    let notes = package.part("word/footnotes.xml")?.unwrap_or_default();
    let mut reader = Reader {
        take,
        styles: read_styles(&styles)?,
        lists: read_lists(&numbering)?,
        notes: read_notes(&notes, take)?,
        intake: Intake::default(),
        found: Found::default(),
        carried: Builder::default(),
    };
    let xml = parse(&document)?;
    let body = xml.root_element().children().find(|n| is(*n, "body")).ok_or_else(not_word)?;
    reader.block(body, 0)?;
    reader.found.body = reader.intake.done();
    Ok(reader.found)
}

fn not_word() -> Problem {
    Problem::input(t!("This is no Word document (.docx), so nothing was read"))
        .hint(t!("Save it as .docx in the word processor, and read that"))
}

fn damaged(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Problem {
    Problem::input(t!("The document is damaged or cut short, so nothing was read"))
        .hint(t!("Open it in a word processor, save it again as .docx, and read that"))
        .because(why)
}

fn too_large() -> Problem {
    Problem::input(t!("The document unpacks to more than a text can be, so it was not read"))
        .hint(t!("Save the text alone as a new document, and read that"))
}

struct Package<'b> {
    archive: zip::ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self> {
        // What old Word wrote, and what a passphrase protects, is a container of another kind.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Problem::input(t!("This is an old Word document (.doc), or one that a passphrase protects"))
                .hint(t!("Save it as .docx without a passphrase, and read that")));
        }
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| not_word().because(e))?;
        if archive.len() > MOST_ENTRIES {
            return Err(too_large());
        }
        Ok(Self { archive, left: MOST_BYTES })
    }

    /// A part as text, if the file has it. Sizes that are written in the archive can lie, so they are not believed.
    fn part(&mut self, name: &str) -> Result<Option<String>> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(e) => return Err(damaged(e)),
        };
        let mut bytes = Vec::new();
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(damaged)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(too_large)?;
        String::from_utf8(bytes).map(Some).map_err(damaged)
    }
}

/// XML without declarations of its own, which could name files or grow without end.
fn parse(text: &str) -> Result<Document<'_>> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|e| match e {
        roxmltree::Error::NodesLimitReached => too_large(),
        e => damaged(e),
    })
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(parts::MAIN)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| is(*n, name))
}

fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((parts::MAIN, name))
}

/// The value of a child: `<w:pStyle w:val="…"/>`.
fn said<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    value(child(node, name)?, "val")
}

/// Whether a property is switched on.
fn on(node: Node<'_, '_>, name: &str) -> Option<bool> {
    child(node, name).map(|n| !matches!(value(n, "val"), Some("0" | "false" | "off" | "none")))
}

/// What a style says of its paragraphs.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    outline: Option<u8>,
    list: Option<(String, u8)>,
    emphasis: Option<bool>,
    strong: Option<bool>,
}

fn read_styles(text: &str) -> Result<BTreeMap<String, Style>> {
    if text.is_empty() {
        return Ok(BTreeMap::new());
    }
    let xml = parse(text)?;
    let styles = xml.root_element().children().filter(|n| is(*n, "style")).filter_map(|n| {
        let pr = child(n, "pPr");
        let set = child(n, "rPr");
        Some((
            value(n, "styleId")?.to_owned(),
            Style {
                name: said(n, "name").unwrap_or_default().to_owned(),
                base: said(n, "basedOn").map(str::to_owned),
                outline: pr.and_then(|p| said(p, "outlineLvl")).and_then(|v| v.parse().ok()),
                list: pr.and_then(list_of),
                emphasis: set.and_then(|r| on(r, "i")),
                strong: set.and_then(|r| on(r, "b")),
            },
        ))
    });
    Ok(styles.collect())
}

fn list_of(properties: Node<'_, '_>) -> Option<(String, u8)> {
    let list = child(properties, "numPr")?;
    Some((said(list, "numId")?.to_owned(), said(list, "ilvl").and_then(|l| l.parse().ok()).unwrap_or(0)))
}

/// Whether the levels of each list are points; by the list's id.
fn read_lists(text: &str) -> Result<BTreeMap<String, BTreeMap<u8, bool>>> {
    if text.is_empty() {
        return Ok(BTreeMap::new());
    }
    let xml = parse(text)?;
    let root = xml.root_element();
    let levels = |n: Node<'_, '_>| -> BTreeMap<u8, bool> {
        let level = |l: Node<'_, '_>| {
            let is_point = matches!(said(l, "numFmt"), Some("bullet" | "none"));
            Some((value(l, "ilvl")?.parse().ok()?, is_point))
        };
        n.children().filter(|l| is(*l, "lvl")).filter_map(level).collect()
    };
    let kinds: BTreeMap<&str, BTreeMap<u8, bool>> = root
        .children()
        .filter(|n| is(*n, "abstractNum"))
        .filter_map(|n| Some((value(n, "abstractNumId")?, levels(n))))
        .collect();
    let lists = root
        .children()
        .filter(|n| is(*n, "num"))
        .filter_map(|n| Some((value(n, "numId")?.to_owned(), kinds.get(said(n, "abstractNumId")?)?.clone())));
    Ok(lists.collect())
}

fn read_notes(text: &str, take: Take) -> Result<BTreeMap<String, String>> {
    if text.is_empty() {
        return Ok(BTreeMap::new());
    }
    let xml = parse(text)?;
    let notes = xml.root_element().children().filter(|n| is(*n, "footnote") && value(*n, "type").is_none());
    let mut found = BTreeMap::new();
    for note in notes {
        let mut words = String::new();
        for part in note.descendants() {
            let skipped = part.ancestors().any(|a| match take {
                Take::Accept => is(a, "del") || is(a, "moveFrom"),
                Take::Reject => is(a, "ins") || is(a, "moveTo"),
            });
            if skipped {
                continue;
            }
            if is(part, "t") || is(part, "delText") {
                words.push_str(part.text().unwrap_or_default());
            } else if is(part, "tab") || is(part, "br") || (is(part, "p") && !words.is_empty()) {
                words.push(' ');
            }
        }
        if let Some(id) = value(note, "id") {
            found.insert(id.to_owned(), words.trim().to_owned());
        }
    }
    Ok(found)
}

struct Reader {
    take: Take,
    styles: BTreeMap<String, Style>,
    lists: BTreeMap<String, BTreeMap<u8, bool>>,
    notes: BTreeMap<String, String>,
    intake: Intake,
    found: Found,
    /// The words of paragraphs whose mark is gone: they belong to the next.
    carried: Builder,
}

/// How words are set.
#[derive(Clone, Copy, Default)]
struct Set {
    emphasis: bool,
    strong: bool,
}

impl Reader {
    /// Paragraphs of the text, of a cell or of whatever holds some.
    fn block(&mut self, node: Node<'_, '_>, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(too_large());
        }
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "p" => self.paragraph(part)?,
                "tbl" => {
                    self.found.tables += 1;
                    self.block(part, depth + 1)?;
                }
                "tr" | "tc" | "sdt" | "sdtContent" | "customXml" | "body" => self.block(part, depth + 1)?,
                name @ ("ins" | "moveTo" | "del" | "moveFrom") if self.takes(name) => self.block(part, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether what a change holds is in the text.
    fn takes(&self, change: &str) -> bool {
        matches!((change, self.take), ("ins" | "moveTo", Take::Accept) | ("del" | "moveFrom", Take::Reject))
    }

    fn author(&mut self, change: Node<'_, '_>) {
        if let Some(author) = value(change, "author") {
            *self.found.authors.entry(author.to_owned()).or_default() += 1;
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) -> Result<()> {
        let properties = child(node, "pPr");
        let mut now = properties;
        if let Some(change) = properties.and_then(|p| child(p, "pPrChange")) {
            self.author(change);
            if self.take == Take::Reject {
                now = child(change, "pPr");
            }
        }
        // A paragraph whose mark is not there runs into the next.
        let mark = properties.and_then(|p| child(p, "rPr"));
        let mut ends = true;
        for change in mark.into_iter().flat_map(|m| m.children()).filter(Node::is_element) {
            let name = change.tag_name().name();
            if matches!(name, "ins" | "del" | "moveFrom" | "moveTo") {
                self.author(change);
                ends &= self.takes(name);
            }
        }
        let style = now.and_then(|p| said(p, "pStyle")).unwrap_or_default();
        let set = self.set_by_style(style);
        let mut words = std::mem::take(&mut self.carried);
        self.inline(node, set, &mut words, 0)?;
        if !ends {
            self.carried = words;
            return Ok(());
        }
        let text = words.done();
        if !text.is_empty() {
            self.add(now, style, text);
        }
        Ok(())
    }

    /// A style and those that it rests on, the nearest first.
    fn chain(&self, style: &str) -> Vec<&Style> {
        let mut found = Vec::new();
        let mut next = Some(style.to_owned());
        while let Some(style) = next.take().and_then(|id| self.styles.get(&id)) {
            found.push(style);
            next = if found.len() < 20 { style.base.clone() } else { None };
        }
        found
    }

    /// Emphasis that a style brings to whole paragraphs means nothing to a heading; elsewhere it does.
    fn set_by_style(&self, style: &str) -> Set {
        let chain = self.chain(style);
        let ours = chain.first().is_some_and(|s| style_read(&s.name).is_some() || s.name == "Title");
        if ours || chain.iter().any(|s| s.outline.is_some()) {
            return Set::default();
        }
        let first = |of: fn(&Style) -> Option<bool>| chain.iter().find_map(|s| of(s)).unwrap_or(false);
        Set { emphasis: first(|s| s.emphasis), strong: first(|s| s.strong) }
    }

    fn add(&mut self, properties: Option<Node<'_, '_>>, style: &str, text: String) {
        let chain = self.chain(style);
        let name = chain.first().map_or(style, |s| s.name.as_str()).to_owned();
        let outline = properties
            .and_then(|p| said(p, "outlineLvl"))
            .and_then(|v| v.parse().ok())
            .or_else(|| chain.iter().find_map(|s| s.outline))
            .filter(|level: &u8| *level < 9);
        let list = match properties.and_then(list_of) {
            // The list 0 means: none, whatever the style says.
            Some((id, _)) if id == "0" => None,
            Some(list) => Some(list),
            None => chain.iter().find_map(|s| s.list.clone()),
        };
        if name.eq_ignore_ascii_case("title") && self.intake.is_empty() && self.found.title.is_empty() {
            self.found.title = crate::policy::inline::plain(&text, |id| id.to_string());
            return;
        }
        if let Some((kind, depth)) = style_read(&name).or_else(|| style_read(&spaced(style))) {
            let (label, text) = match text.split_once('\t') {
                Some((label, rest)) if kind == Kind::Numbered && list.is_none() => {
                    (Some(label.trim_matches(['(', ')', '.']).to_owned()), rest.to_owned())
                }
                _ => (None, text),
            };
            self.intake.exact(kind, depth, label, text);
            return;
        }
        if let Some(level) = outline {
            self.intake.heading(level, text);
            return;
        }
        match list {
            Some((id, level)) => {
                let is_point = self.lists.get(&id).and_then(|l| l.get(&level)).copied().unwrap_or(true);
                if is_point { self.intake.item(level, text) } else { self.intake.numbered(level, None, text) }
            }
            None => self.intake.line(0, &text.replace('\t', " ")),
        }
    }

    /// The words of a paragraph, a link, a field or a change.
    fn inline(&mut self, node: Node<'_, '_>, set: Set, words: &mut Builder, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(too_large());
        }
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "r" => self.run(part, set, words),
                name @ ("ins" | "del" | "moveFrom" | "moveTo") => {
                    self.author(part);
                    if self.takes(name) {
                        self.inline(part, set, words, depth + 1)?;
                    }
                }
                "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir" | "bdo" => {
                    self.inline(part, set, words, depth + 1)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, node: Node<'_, '_>, by_style: Set, words: &mut Builder) {
        let mut properties = child(node, "rPr");
        if let Some(change) = properties.and_then(|p| child(p, "rPrChange")) {
            self.author(change);
            if self.take == Take::Reject {
                properties = child(change, "rPr");
            }
        }
        let emphasis = properties.and_then(|p| on(p, "i")).unwrap_or(by_style.emphasis);
        let strong = properties.and_then(|p| on(p, "b")).unwrap_or(by_style.strong);
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "t" | "delText" => words.words(part.text().unwrap_or_default(), emphasis, strong),
                "tab" | "ptab" => words.words("\t", emphasis, strong),
                "br" if !matches!(value(part, "type"), Some("page" | "column")) => words.line_break(),
                "cr" => words.line_break(),
                "noBreakHyphen" => words.words("\u{2011}", emphasis, strong),
                "footnoteReference" => {
                    let note = value(part, "id").and_then(|id| self.notes.get(id));
                    if let Some(note) = note {
                        words.footnote(note);
                    }
                }
                "drawing" | "pict" | "object" => self.found.pictures += 1,
                _ => {}
            }
        }
    }
}

/// The id of a style of ours with its space: `Clause2`, as a program wrote it that took names for ids.
fn spaced(id: &str) -> String {
    let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let (word, n) = id.split_at_checked(at).unwrap_or((id, ""));
    format!("{} {n}", word.trim())
}
