//! Setting, changing and removing the passphrase: a new file is written beside the old, proved, then put in its place.

use std::path::Path;

use super::connect;
use super::key::{Key, Passphrase};
use super::op::{Op, Reach, Undo};
use super::open::How;
use super::{APPLICATION_ID, Office, SCHEMA, Secret};
use crate::kit::{Problem, Result, whole_file};

/// Sets, changes or removes the passphrase.
pub static CHANGE_PASSPHRASE: Op = Op {
    key: "office.change_passphrase",
    says: "Change the passphrase",
    undo: Undo::Final("the file was written anew under another key; change the passphrase again instead"),
    reach: Reach::Command("passphrase"),
};

impl Office {
    /// Writes the office anew under a new passphrase (or none), proves the copy, and puts it in the old one's place. An
    /// older recovery sheet no longer opens it.
    ///
    /// # Errors
    /// When the folder cannot be written or the disk is full: then the old file stands as it was, and this office with it.
    pub fn change_passphrase(
        mut self,
        new: Option<&Passphrase>,
    ) -> std::result::Result<Self, (Problem, Box<Option<Self>>)> {
        let says = match (self.key.is_some(), new.is_some()) {
            (_, false) => "Removed the passphrase",
            (false, true) => "Set a passphrase",
            (true, true) => "Changed the passphrase",
        };
        let path = self.path.clone();
        match self.write_copy(&path, new, says) {
            Err(problem) => Err((problem, Box::new(Some(self)))),
            Ok((place, key)) => self.swap(&path, place, key),
        }
    }

    fn write_copy(
        &mut self,
        path: &Path,
        new: Option<&Passphrase>,
        says: &str,
    ) -> Result<(tempfile::TempDir, Option<Key>)> {
        if self.read_only {
            return Err(Problem::input("This office is open read-only, so its passphrase cannot be changed"));
        }
        let key = match new {
            Some(passphrase) => Some(passphrase.key(Key::fresh_salt()?)),
            None => None,
        };
        let place = tempfile::Builder::new()
            .prefix(".wardroom-key-")
            .tempdir_in(whole_file::folder_of(path))
            .map_err(|e| whole_file::cannot_write(path, e))?;
        let copy = place.path().join("office");
        self.export(&copy, key.as_ref())?;
        let secret = key.clone().map_or(Secret::None, Secret::Key);
        let how = How::new(self.setup, std::sync::Arc::clone(&self.clock), self.who.clone()).secret(secret);
        let mut rewritten = Self::open_unmigrated(&copy, &how)?;
        let same = rewritten.fingerprint()? == self.fingerprint()?;
        let findings = rewritten.check()?;
        if !same || findings.iter().any(|f| f.severity == super::Severity::Error) {
            return Err(Problem::file("The new copy does not verify, so the old file stays as it was"));
        }
        rewritten.transact(&CHANGE_PASSPHRASE, |tx| {
            tx.conn().execute("UPDATE office SET id = id WHERE id = 1", [])?;
            tx.say(says);
            Ok(())
        })?;
        rewritten.close()?;
        Ok((place, key))
    }

    /// `sqlcipher_export` into a new file, then the two pragmas that it drops.
    fn export(&self, copy: &Path, key: Option<&Key>) -> Result<()> {
        let Some(name) = copy.to_str() else {
            return Err(Problem::file(format!("The name of this folder cannot be written: {}", copy.display())));
        };
        // The connection may not make files; an empty one is a database to SQLite.
        std::fs::File::create_new(copy).map_err(|e| whole_file::cannot_write(copy, e))?;
        let literal = key.map_or_else(|| zeroize::Zeroizing::new(String::new()), Key::literal);
        self.conn.execute("ATTACH DATABASE ?1 AS rewritten KEY ?2", [name, literal.as_str()])?;
        // The export writes the schema table and the index's own tables, which defensive mode forbids.
        let outcome = connect::without_defence(&self.conn, || {
            self.conn.query_row("SELECT sqlcipher_export('rewritten')", [], |_| Ok(()))?;
            self.conn.execute_batch(&format!(
                "PRAGMA rewritten.application_id = {APPLICATION_ID}; PRAGMA rewritten.user_version = {SCHEMA};"
            ))?;
            Ok(())
        });
        let detached = self.conn.execute_batch("DETACH DATABASE rewritten");
        outcome?;
        detached?;
        Ok(())
    }

    fn swap(
        self,
        path: &Path,
        place: tempfile::TempDir,
        key: Option<Key>,
    ) -> std::result::Result<Self, (Problem, Box<Option<Self>>)> {
        let secret = key.map_or(Secret::None, Secret::Key);
        let how = How::new(self.setup, std::sync::Arc::clone(&self.clock), self.who.clone()).secret(secret);
        let old_key = self.key.clone();
        let gone = |problem: Problem| (problem, Box::new(None));
        self.close().map_err(gone)?;
        if let Err(problem) = whole_file::put_in_place(&place.path().join("office"), path) {
            let how = How { secret: old_key.map_or(Secret::None, Secret::Key), ..how };
            let old = Self::open(path, &how).ok();
            return Err((problem, Box::new(old)));
        }
        whole_file::clear_away(place);
        Self::open(path, &how).map_err(gone)
    }
}
