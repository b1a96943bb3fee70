//! Half-typed forms and unposted batches: kept in the file when it locks or closes, there again afterwards.
//!
//! Drafts are not things done: they stand outside the history. They lie in the same file, so they are as private as it is.

use rusqlite::{OptionalExtension as _, params};

use super::Office;
use super::transact::stamp;
use crate::kit::Result;

impl Office {
    /// Keeps a draft under the name of its place on screen, in place of an older one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_draft(&mut self, place: &str, json: &str) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        let now = self.clock.now();
        let id = self.ids.next(now);
        self.conn
            .prepare_cached(
                "INSERT INTO draft (id, place, at, json) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (place) DO UPDATE SET at = ?3, json = ?4 WHERE json <> ?4",
            )?
            .execute(params![id, place, stamp(now), json])?;
        Ok(())
    }

    /// The draft kept for a place.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn draft(&self, place: &str) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached("SELECT json FROM draft WHERE place = ?1")?
            .query_row([place], |row| row.get(0))
            .optional()?)
    }

    /// Forgets a draft, because it was finished or thrown away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_draft(&mut self, place: &str) -> Result<()> {
        if !self.read_only {
            self.conn.prepare_cached("DELETE FROM draft WHERE place = ?1")?.execute([place])?;
        }
        Ok(())
    }

    /// Writes what stands outside the history and is not yet a thing done: a text that is being written, as it is kept between
    /// two words. The connection refuses every other table.
    ///
    /// # Errors
    /// When the file cannot be written, or something else was to be.
    pub fn aside(&mut self, write: impl FnOnce(&rusqlite::Connection) -> Result<()>) -> Result<()> {
        if self.read_only { Ok(()) } else { write(&self.conn) }
    }
}
