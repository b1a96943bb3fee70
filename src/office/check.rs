//! `check`: SQLite's own integrity, the fingerprint, the chain, attachments, the search index, and what each subject checks.

use rusqlite::Connection;

use super::fingerprint::{self, Recount};
use super::op::{Derived, Finding, Severity};
use super::{Office, attachments};
use crate::kit::Result;

impl Office {
    /// Everything that can be proved about the file. An empty answer, or notices only, means the office is sound.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let conn = &self.conn;
        let mut findings = sqlite_integrity(conn)?;
        let mut recount = Recount::begin(conn)?;
        findings.extend(loop {
            if let Some(found) = recount.step(conn, 50_000)? {
                break found;
            }
        });
        findings.extend(fingerprint::check_chain(conn)?);
        if fingerprint::check_head(conn).is_err() && findings.is_empty() {
            findings.push(error("The last step of the history is not the one that the seal names", "seal"));
        }
        findings.extend(attachments::check(conn)?);
        for index in self.setup.derived {
            let wrong = (index.verify)(conn)?;
            if wrong > 0 {
                findings.push(Finding {
                    severity: Severity::Notice,
                    what: format!("The {} lacks or misstates {wrong} records; rebuild it in Settings", (index.says)()),
                    place: index.name.to_owned(),
                });
            }
        }
        for check in self.setup.checks {
            findings.extend(check(conn)?);
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

fn error(what: &str, place: &str) -> Finding {
    Finding { severity: Severity::Error, what: what.to_owned(), place: place.to_owned() }
}

fn sqlite_integrity(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut pages = conn.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = pages.query([])?;
    while let Some(row) = rows.next()? {
        findings.push(error(&row.get::<_, String>(0)?, "file"));
    }
    let mut check = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            findings.push(error(&line, "file"));
        }
    }
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
