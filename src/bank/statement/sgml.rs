//! OFX as a tree, in both of its spellings: SGML whose values have no closing tags, and XML.
//!
//! One reader serves both, because many banks write an XML header over SGML and the other way round. Declarations that define
//! anything are refused, so nothing can be expanded.

use std::borrow::Cow;

use super::Flaws;
use crate::t;

/// Elements within elements; OFX needs about ten.
const DEEPEST: usize = 32;

/// An element: its value, or what is in it.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub name: &'t str,
    pub text: Cow<'t, str>,
    /// The line of the file, counted from 1.
    pub row: usize,
    children: Vec<usize>,
}

/// All elements of a file; the first is the root.
#[derive(Debug)]
pub(super) struct Tree<'t>(Vec<Node<'t>>);

impl<'t> Tree<'t> {
    #[cfg(test)]
    fn root(&self) -> Option<&Node<'t>> {
        self.0.first()
    }

    pub fn children<'a>(&'a self, node: &'a Node<'t>) -> impl Iterator<Item = &'a Node<'t>> + 'a {
        node.children.iter().filter_map(|at| self.0.get(*at))
    }

    /// The first child of a name.
    pub fn child<'a>(&'a self, node: &'a Node<'t>, name: &str) -> Option<&'a Node<'t>> {
        self.children(node).find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// The value of a child; empty where there is none.
    pub fn value<'a>(&'a self, node: &'a Node<'t>, name: &str) -> &'a str {
        self.child(node, name).map_or("", |child| child.text.trim())
    }

    /// Every element of a name, in the order of the file.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node<'t>> + 'a {
        self.0.iter().filter(move |node| node.name.eq_ignore_ascii_case(name))
    }
}

/// Takes a text apart, from its first `<OFX>` on.
pub(super) fn tree(text: &str) -> Result<Tree<'_>, Flaws> {
    let mut reader = Reader { text, at: 0, row: 1, nodes: Vec::new(), open: Vec::new() };
    while reader.step()? {}
    let mut open = reader.open.iter().filter_map(|at| reader.nodes.get(*at));
    if let Some(root) = open.next() {
        return Err(Flaws::one(
            reader.row,
            t!(
                "The file ends before <{name}> of line {row} is closed: it is cut short",
                name = root.name,
                row = root.row
            ),
        ));
    }
    Ok(Tree(reader.nodes))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    row: usize,
    nodes: Vec<Node<'t>>,
    /// The elements that are not closed yet.
    open: Vec<usize>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let taken = self.rest().get(..bytes).unwrap_or("");
        self.row += taken.bytes().filter(|b| *b == b'\n').count();
        self.at += bytes;
        taken
    }

    /// Passes over everything up to and including `end`.
    fn pass(&mut self, end: &str) -> Result<(), Flaws> {
        let row = self.row;
        match self.rest().find(end) {
            Some(at) => {
                self.take(at + end.len());
                Ok(())
            }
            None => Err(Flaws::one(row, t!("Something begins here that the file never ends"))),
        }
    }

    /// One tag, and the text behind it. Answers whether there may be more.
    fn step(&mut self) -> Result<bool, Flaws> {
        let Some(tag) = tag_at(self.rest()) else { return Ok(false) };
        self.take(tag);
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.pass("-->")?;
            return Ok(true);
        }
        if rest.starts_with("<?") {
            self.pass(">")?;
            return Ok(true);
        }
        if rest.starts_with("<!") {
            return Err(Flaws::one(
                self.row,
                t!("The file declares a document type or entities, which no statement needs; it was not looked into"),
            ));
        }
        let row = self.row;
        let Some(end) = rest.find('>') else {
            return Err(Flaws::one(row, t!("The file ends within a tag: it is cut short")));
        };
        let inner = self.take(end + 1).get(1..end).unwrap_or("");
        if let Some(name) = inner.strip_prefix('/') {
            self.close(name.trim(), row)?;
            return Ok(!self.open.is_empty());
        }
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |i| (i, true));
        let name = inner.split_whitespace().next().unwrap_or("");
        if self.nodes.is_empty() && !name.eq_ignore_ascii_case("OFX") {
            return Ok(true);
        }
        self.start(name, row, empty)?;
        Ok(true)
    }

    fn start(&mut self, name: &'t str, row: usize, empty: bool) -> Result<(), Flaws> {
        let end = tag_at(self.rest()).unwrap_or(self.rest().len());
        let text = if empty { "" } else { self.take(end) };
        let at = self.nodes.len();
        self.nodes.push(Node { name, text: plain(text), row, children: Vec::new() });
        if let Some(parent) = self.open.last().and_then(|open| self.nodes.get_mut(*open)) {
            parent.children.push(at);
        }
        let closing = self.rest().get(..2) == Some("</") && {
            let after = self.rest().get(2..).unwrap_or("");
            let own = after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
            own && after.get(name.len()..).is_some_and(|rest| rest.trim_start().starts_with('>'))
        };
        if closing {
            self.pass(">")?;
        } else if !empty && text.trim().is_empty() {
            if self.open.len() >= DEEPEST {
                return Err(Flaws::one(row, t!("Elements lie deeper within each other than in any statement")));
            }
            self.open.push(at);
        }
        Ok(())
    }

    /// Closes an element. What was opened inside it and never closed were values that are empty: what follows them belongs
    /// beside them.
    fn close(&mut self, name: &str, row: usize) -> Result<(), Flaws> {
        let is_it = |at: &usize| self.nodes.get(*at).is_some_and(|node| node.name.eq_ignore_ascii_case(name));
        let Some(place) = self.open.iter().rposition(is_it) else {
            return Err(Flaws::one(row, t!("</{name}> closes what was never opened", name = name)));
        };
        while self.open.len() > place + 1 {
            let Some(empty) = self.open.pop() else { break };
            let inside = self.nodes.get_mut(empty).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
            if let Some(parent) = self.open.last().and_then(|open| self.nodes.get_mut(*open)) {
                let after = parent.children.iter().position(|child| *child == empty).map_or(0, |p| p + 1);
                parent.children.splice(after..after, inside);
            }
        }
        self.open.pop();
        Ok(())
    }
}

/// Where the next tag begins; a lone `<` in a text is none.
fn tag_at(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('<')?;
        let next = text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The text with its escapes undone: once as XML has it, once more for banks that escape twice.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let once = unescaped(text);
    if once.contains('&') { Cow::Owned(unescaped(&once)) } else { Cow::Owned(once) }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let end = rest.get(..rest.len().min(12)).and_then(|head| head.find(';'));
        let meant = end.and_then(|end| entity(rest.get(1..end)?).map(|c| (c, end + 1)));
        match meant {
            Some((c, len)) => {
                out.push(c);
                rest = rest.get(len..).unwrap_or("");
            }
            // A lone `&` is what it says: SMITH & SONS.
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_give_the_same_tree() {
        for text in [
            "<OFX><A><B>1<C>x &amp; y<D></A></OFX>",
            "<OFX>\n <A>\n <B>1</B>\n <C>x &amp; y</C> <!-- c --> <D/></A>\n</OFX>",
            "<?xml version='1.0'?><OFX><a><b>1</b><c>x & y</c><d></d></a></OFX> <!-- end -->",
        ] {
            let tree = tree(text).unwrap();
            let a = tree.child(tree.root().unwrap(), "A").unwrap();
            assert_eq!((tree.value(a, "B"), tree.value(a, "C"), tree.value(a, "D")), ("1", "x & y", ""), "{text}");
            assert_eq!(tree.named("b").count(), 1);
        }
    }

    #[test]
    fn an_empty_value_without_a_closing_tag_swallows_nothing() {
        let tree = tree("<OFX><A><LANG>\n<B>1\n<C>2</A><E>3</OFX>").unwrap();
        let a = tree.child(tree.root().unwrap(), "A").unwrap();
        assert_eq!((tree.value(a, "LANG"), tree.value(a, "B"), tree.value(a, "C")), ("", "1", "2"));
        assert_eq!(tree.value(tree.root().unwrap(), "E"), "3");
    }

    #[test]
    fn what_is_hostile_or_cut_short_is_refused_with_its_line() {
        for (text, row, word) in [
            ("<OFX>\n<A>\n<B>1", 3, "cut short"),
            ("<OFX>\n<A", 2, "within a tag"),
            ("<!DOCTYPE x [<!ENTITY a \"b\">]>\n<OFX></OFX>", 1, "entities"),
            ("<OFX>\n</A>\n</OFX>", 2, "never opened"),
            ("<OFX><!-- ", 1, "never ends"),
        ] {
            let flaws = tree(text).unwrap_err();
            let first = flaws.all.first().unwrap();
            assert!(first.row == row && first.message.contains(word), "{text}: {first:?}");
        }
        let deep = format!("<OFX>{}", "<A>".repeat(100_000));
        assert!(tree(&deep).unwrap_err().all.first().unwrap().message.contains("deeper"));
        assert_eq!(unescaped("a &lt;b&gt; &#233; &#x41; &unknown; & &#0; &"), "a <b> é A &unknown; & &#0; &");
        assert_eq!(plain("TPAY &amp;lt;X&amp;gt;"), "TPAY <X>");
    }
}
