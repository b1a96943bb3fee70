//! Words of the few that a checked column can hold, read as what they mean.

use rusqlite::Row;
use rusqlite::types::Type;

use crate::kit::Result;

/// What a word of a row means, as `of` reads it.
///
/// # Errors
/// When the column holds another word, which is a damaged file or one of a later program.
pub fn word<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Result<T>) -> rusqlite::Result<T> {
    let wrong =
        |e: Box<dyn std::error::Error + Send + Sync>| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, e);
    let text = row.get_ref(at)?.as_str().map_err(|e| wrong(Box::new(e)))?;
    of(text).map_err(|problem| wrong(Box::new(problem)))
}
