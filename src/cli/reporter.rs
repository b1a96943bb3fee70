//! Answers of commands: text for people, or one JSON document on standard output. Everything else goes to standard error: words
//! for people, or with `--json` one object a line: `{"kind", "message", "hint", "details"}`, its kind `input`, `usage`, `file`,
//! `defect` for what ended the command, and `remark` for what was said on the way.

use std::io::Write;

use serde::Serialize;
use serde_json::json;

use crate::kit::{Problem, Result};

/// Where a command's answer goes.
pub struct Reporter {
    json: bool,
    out: Box<dyn Write>,
    err: Box<dyn Write>,
}

impl Reporter {
    /// Writes to the real standard output and error.
    pub fn standard(json: bool) -> Self {
        Self { json, out: Box::new(std::io::stdout()), err: Box::new(std::io::stderr()) }
    }

    /// Writes elsewhere, for tests.
    pub fn to(json: bool, out: Box<dyn Write>, err: Box<dyn Write>) -> Self {
        Self { json, out, err }
    }

    pub fn is_json(&self) -> bool {
        self.json
    }

    /// The answer: `document` as JSON, or `text` for a person.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn answer(&mut self, document: &impl Serialize, text: &str) -> Result<()> {
        if self.json {
            let json = serde_json::to_string_pretty(document)
                .map_err(|e| Problem::defect("The answer could not be written as JSON").because(e))?;
            self.write_out(&json)
        } else {
            self.write_out(text.trim_end_matches('\n'))
        }
    }

    /// Something said on the way, to standard error.
    ///
    /// # Errors
    /// When standard error is closed.
    pub fn remark(&mut self, text: &str) -> Result<()> {
        self.say("remark", text, None, "")
    }

    fn say(&mut self, kind: &str, message: &str, hint: Option<&str>, details: &str) -> Result<()> {
        let hint = hint.filter(|hint| !hint.trim().is_empty());
        let text = if self.json {
            let details = (!details.is_empty()).then_some(details);
            json!({ "kind": kind, "message": message, "hint": hint, "details": details }).to_string()
        } else {
            let hint = hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
            let details = if details.is_empty() { String::new() } else { format!("\ndetails: {details}") };
            format!("{message}{hint}{details}")
        };
        writeln!(self.err, "{text}").map_err(|e| Problem::file("Standard error is closed").because(e))
    }

    fn write_out(&mut self, text: &str) -> Result<()> {
        match writeln!(self.out, "{text}").and_then(|()| self.out.flush()) {
            // A reader such as `head` that has seen enough is no problem.
            Err(error) if is_closed(&error) => Ok(()),
            other => other.map_err(|e| Problem::file("The answer could not be written to standard output").because(e)),
        }
    }

    /// A problem that ends the command.
    pub fn problem(&mut self, problem: &Problem) {
        let told = self.say(problem.kind.key(), &problem.message, problem.hint.as_deref(), &problem.details());
        if let Err(error) = told {
            tracing::error!(%error, "a problem could not be reported");
        }
    }
}

/// Windows has a second word for it, "no process is on the other end of the pipe", which the standard library does not know.
fn is_closed(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe || (cfg!(windows) && error.raw_os_error() == Some(233))
}
