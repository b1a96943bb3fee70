//! `check`: SQLite's own integrity, the fingerprint, the chain, attachments, the search index, and what each subject checks.

use rusqlite::Connection;

use super::fingerprint::{self, Recount};
use super::op::{Derived, Finding, Severity};
use super::{Office, attachments};
use crate::kit::{ProblemKind, Result, text};
use crate::t;

impl Office {
    /// Everything that can be proved about the file. An empty answer, or notices only, means the office is sound.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let conn = &self.conn;
        let mut findings = sqlite_integrity(conn)?;
        // A part that cannot be read is a finding as well, and keeps nothing else from being looked at.
        let mut take = |place: &str, found: Result<Vec<Finding>>| match found {
            Ok(found) => {
                findings.extend(found);
                Ok(())
            }
            Err(problem) if problem.kind == ProblemKind::File => {
                findings.push(error(&problem.message, place));
                Ok(())
            }
            Err(problem) => Err(problem),
        };
        take("fingerprint", recounted(conn))?;
        take("history", fingerprint::check_chain(conn))?;
        take("attachments", attachments::check(conn))?;
        for index in self.setup.derived {
            take(index.name, verified(conn, index))?;
        }
        for check in self.setup.checks {
            take("office", check(conn))?;
        }
        if fingerprint::check_head(conn).is_err() && findings.is_empty() {
            findings.push(error("The last step of the history is not the one that the seal names", "seal"));
        }
        Ok(findings)
    }

    /// Begins a recount that can be done in slices between other work.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn begin_recount(&self) -> Result<Recount> {
        Recount::begin(&self.conn)
    }

    /// Makes the derived indexes anew from what they are derived from.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rebuild_indexes(&mut self) -> Result<()> {
        self.rebuild(|_index| Ok(true))
    }

    /// Makes those anew that something made which is another now.
    pub(super) fn renew_indexes(&mut self) -> Result<()> {
        for index in self.setup.derived {
            if (index.outdated)(&self.conn)? {
                return self.rebuild(|index| (index.outdated)(&self.conn));
            }
        }
        Ok(())
    }

    fn rebuild(&self, which: impl Fn(&Derived) -> Result<bool>) -> Result<()> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let one = |index: &&Derived| if which(index)? { (index.rebuild)(&self.conn) } else { Ok(()) };
        let outcome = self.setup.derived.iter().try_for_each(one);
        self.conn.execute_batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        outcome
    }
}

/// Every row against the seal.
fn recounted(conn: &Connection) -> Result<Vec<Finding>> {
    let mut recount = Recount::begin(conn)?;
    loop {
        if let Some(found) = recount.step(conn, 50_000)? {
            return Ok(found);
        }
    }
}

fn verified(conn: &Connection, index: &Derived) -> Result<Vec<Finding>> {
    let wrong = (index.verify)(conn)?;
    let what = || format!("The {} lacks or misstates {wrong} records; rebuild it in Settings", (index.says)());
    let notice = || Finding { severity: Severity::Notice, what: what(), place: index.name.to_owned() };
    Ok(if wrong > 0 { vec![notice()] } else { Vec::new() })
}

/// One finding for all that SQLite says of damaged pages, which tells nobody what was on them.
fn damaged(words: &[String]) -> Option<Finding> {
    let places: Vec<&str> = words.iter().flat_map(|row| row.lines()).filter(|line| !line.starts_with("***")).collect();
    let first = places.first()?;
    let count = text::plural(places.len(), t!("place"), t!("places"));
    let what = t!(
        "The file itself is damaged in {count}; the first, in SQLite’s words: {first}",
        count = count,
        first = first
    );
    Some(error(&what, "file"))
}

fn error(what: &str, place: &str) -> Finding {
    Finding { severity: Severity::Error, what: what.to_owned(), place: place.to_owned() }
}

fn sqlite_integrity(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut words = Vec::new();
    let mut pages = conn.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = pages.query([])?;
    while let Some(row) = rows.next()? {
        words.push(row.get::<_, String>(0)?);
    }
    let mut check = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            words.push(line);
        }
    }
    findings.extend(damaged(&words));
    let mut keys = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = keys.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        findings.push(error(
            &format!("A record of “{table}” refers to one of “{parent}” that is not there"),
            &format!("{table} {}", id.unwrap_or(0)),
        ));
    }
    Ok(findings)
}
