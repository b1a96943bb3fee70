//! The page on which anybody responds to a consultation in a browser, without a network, and the file that it saves.

use serde::Deserialize;
use serde_json::json;

use super::anchor::Anchor;
use super::body::{Body, Kind};
use super::label::Labels;
use super::notes::Notes;
use crate::kit::page_file::{self, csp_hash, escaped, in_script, within};
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

/// The page as one file.
pub fn page(about: &About, body: &Body) -> String {
    let (labels, notes) = (Labels::of(body), Notes::of(body));
    let mut clauses = String::new();
    for clause in &body.clauses {
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        // The figure of a note is drawn by the style, so that it is in no quotation.
        let mark = |number| format!("<sup data-note=\"{number}\"></sup>");
        let words = notes.plain(clause.id, &clause.text, &labels, escaped, mark);
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
    let noted: Vec<String> = notes.iter().map(|(_, words)| format!("<li>{}</li>\n", escaped(words))).collect();
    if !noted.is_empty() {
        clauses.push_str(&format!("<h2>{}</h2>\n<ol>\n{}</ol>\n", escaped(t!("Notes")), noted.concat()));
    }
    let data = json!({
        "consultation": about.consultation, "sha256": about.sha256, "file": "response.json",
        "nothing": t!("Nothing is written yet."),
        "saved": t!("Saved as response.json, in the folder where your browser puts what it saves. Please send us that file."),
    });
    page_file::fill(
        PAGE,
        &[
            ("SCRIPT", &csp_hash(within(PAGE, "script"))),
            ("STYLE", &csp_hash(within(PAGE, "style"))),
            ("TITLE", &escaped(&about.title)),
            ("QUESTION", &escaped(&about.question)),
            ("HOW", &escaped(&about.how)),
            ("GENERAL", &escaped(t!("Anything else"))),
            ("NAME", &escaped(t!("Your name, if you want to be known"))),
            ("SAVE", &escaped(t!("Save my response"))),
            ("DATA", &in_script(&data.to_string())),
            ("CLAUSES", &clauses),
        ],
    )
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
        assert_eq!(page.matches("</script>").count(), 2, "our data and our script");
        assert!(page.contains("{{DATA}} &quot;q&quot;"), "what people wrote is no place to fill");
        let script = csp_hash(within(&page, "script"));
        assert!(page.contains(&format!("script-src 'sha256-{script}'")), "the policy lets in this script alone");
        assert!(!page.contains("unsafe-inline"));
        assert!(!page.contains("<img"), "{page}");
        assert!(!PAGE.contains("http:") && !PAGE.contains("https:") && !PAGE.contains("src="), "nothing is loaded");
        assert!(page.contains("data-clause=\"7\""));
        assert!(!page.contains("{{TITLE}}") && !page.contains("{{CLAUSES}}"));
        let body = Body { clauses: vec![Clause::new(7, Kind::Numbered, 0, "Rents[^Census, table 9] are capped.")] };
        let page = super::page(&about, &body);
        assert!(
            page.contains("Rents<sup data-note=\"1\"></sup> are capped.") && page.contains("<li>Census, table 9</li>")
        );
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
