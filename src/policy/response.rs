//! The page on which anybody responds to a consultation in a browser, without a network, and the file that it saves.

use serde::Deserialize;
use serde_json::json;

use super::anchor::Anchor;
use super::body::{Body, Kind};
use super::label::Labels;
use crate::kit::{Problem, Result};
use crate::t;

const PAGE: &str = include_str!("../../assets/policy_response.html");

/// What the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub question: String,
    /// The id of the consultation, and the hash of the version that is read.
    pub consultation: String,
    pub sha256: String,
    /// Whom to send the file to, and until when.
    pub how: String,
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

/// The page as one file.
pub fn page(about: &About, body: &Body) -> String {
    let labels = Labels::of(body);
    let mut clauses = String::new();
    for clause in &body.clauses {
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        let words = escaped(&labels.plain(&clause.text));
        let heading = if clause.kind == Kind::Heading { " heading" } else { "" };
        let name =
            t!("Comment on {clause}", clause = if label.is_empty() { labels.shown(clause.id) } else { label.clone() });
        clauses.push_str(&format!(
            "<div class=\"clause{heading}\" data-clause=\"{}\"><span class=\"label\">{}</span><span class=\"words\">{words}</span>\
             <details><summary>{}</summary><textarea rows=\"3\" aria-label=\"{}\"></textarea></details></div>\n",
            clause.id,
            escaped(&label),
            escaped(t!("Comment")),
            escaped(&name)
        ));
    }
    let data = json!({
        "consultation": about.consultation, "sha256": about.sha256, "file": "response.json",
        "nothing": t!("Nothing is written yet."),
        "saved": t!("Saved as response.json, in the folder where your browser puts what it saves. Please send us that file."),
    });
    // `</script>` in a text must not end the script.
    let data = data.to_string().replace('<', "\\u003c");
    let mut out = PAGE.to_owned();
    for (key, value) in [
        ("{{TITLE}}", escaped(&about.title)),
        ("{{QUESTION}}", escaped(&about.question)),
        ("{{HOW}}", escaped(&about.how)),
        ("{{GENERAL}}", escaped(t!("Anything else"))),
        ("{{NAME}}", escaped(t!("Your name, if you want to be known"))),
        ("{{SAVE}}", escaped(t!("Save my response"))),
        ("{{DATA}}", data),
        // What people wrote comes last, so that nothing in it is taken for a place to fill.
        ("{{CLAUSES}}", clauses),
    ] {
        out = out.replacen(key, &value, if key == "{{TITLE}}" || key == "{{GENERAL}}" { 2 } else { 1 });
    }
    out
}

/// A file that the page saved.
#[derive(Clone, Debug, Deserialize)]
pub struct Saved {
    format: String,
    pub consultation: String,
    /// The hash of the text that was read.
    pub sha256: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    general: String,
    #[serde(default)]
    comments: Vec<Said>,
}

#[derive(Clone, Debug, Deserialize)]
struct Said {
    clause: String,
    #[serde(default)]
    quote: String,
    says: String,
}

/// More than any response has.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

impl Saved {
    /// # Errors
    /// When it is no such file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let wrong = || Problem::input(t!("This is no response that a page of a consultation saved"));
        let saved: Self = serde_json::from_slice(bytes).map_err(|e| wrong().because(e))?;
        if saved.format == "wardroom-policy-response" { Ok(saved) } else { Err(wrong()) }
    }

    /// What was said, each with where it holds in the text that was read.
    pub fn comments(&self, body: &Body) -> Vec<(Anchor, String)> {
        let labels = Labels::of(body);
        let anchor = |said: &Said| {
            let clause = said.clause.parse::<i64>().ok().and_then(|id| body.clause(id));
            let Some(clause) = clause else { return Anchor::default() };
            let quote = said.quote.trim();
            let plain = labels.plain(&clause.text);
            match clause.text.find(quote).filter(|_| !quote.is_empty()) {
                Some(at) => Anchor::at(clause.id, &clause.text, at..at + quote.len()),
                // The words as they are read, where the text has marks among them.
                None if !quote.is_empty() && plain.contains(quote) => {
                    Anchor { clause: Some(clause.id), quote: quote.to_owned(), ..Anchor::default() }
                }
                None => Anchor::clause(clause.id),
            }
        };
        let mut all: Vec<(Anchor, String)> =
            self.comments.iter().map(|said| (anchor(said), said.says.clone())).collect();
        if !self.general.trim().is_empty() {
            all.push((Anchor::default(), self.general.clone()));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::body::Clause;
    use super::*;

    #[test]
    fn a_page_holds_the_text_and_nothing_of_it_can_run() {
        let evil = "</script><img src=x onerror=alert(1)> {{DATA}} \"q\"";
        let body = Body { clauses: vec![Clause::new(7, Kind::Numbered, 0, evil)] };
        let about = About {
            title: evil.into(),
            question: evil.into(),
            consultation: "12".into(),
            sha256: "ab".into(),
            how: evil.into(),
        };
        let page = page(&about, &body);
        assert_eq!(page.matches("</script>").count(), 1, "one script, which is ours");
        assert!(!page.contains("<img"), "{page}");
        assert!(!PAGE.contains("http:") && !PAGE.contains("https:") && !PAGE.contains("src="), "nothing is loaded");
        assert!(page.contains("data-clause=\"7\""));
        assert!(!page.contains("{{TITLE}}") && !page.contains("{{CLAUSES}}"));
    }

    #[test]
    fn what_a_page_saved_is_read_with_its_places() {
        let body = Body { clauses: vec![Clause::new(7, Kind::Numbered, 0, "Rents are capped at a third of income.")] };
        let json = r#"{"format":"wardroom-policy-response","version":1,"consultation":"12","sha256":"x","name":"Ann",
            "general":"Good.","comments":[{"clause":"7","quote":"a third","says":"A quarter"},{"clause":"9","quote":"","says":"Lost"}]}"#;
        let saved = Saved::read(json.as_bytes()).unwrap();
        let said = saved.comments(&body);
        assert_eq!(said.len(), 3);
        assert_eq!(said[0].0.quote, "a third");
        assert_eq!(said[0].0.clause, Some(7));
        assert_eq!(said[1].0, Anchor::default(), "a clause that the text has not");
        assert!(Saved::read(b"{}").is_err() && Saved::read(b"[1]").is_err() && Saved::read(&[255, 0]).is_err());
    }
}
