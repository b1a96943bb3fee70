//! The fields of all subjects together, and the values that a letter has in them.

use rusqlite::Connection;

use super::super::model::To;
use crate::cli::{Mailing, MergeField, MergeFields, Values};
use crate::kit::{Day, Result, day};
use crate::office::profile;
use crate::people::store::NAMED;
use crate::t;

/// What letters bring themselves: the day, and who writes.
pub const MAILING: Mailing = Mailing { fields: Some(MergeFields { list, open }), ..Mailing::NONE };

fn list(_conn: &Connection) -> Result<Vec<MergeField>> {
    Ok(vec![
        MergeField::new("today", t!("The day the letter is written")),
        MergeField::new("branch", t!("The branch")),
        MergeField::new("party", t!("The party")),
        MergeField::new("signatory", t!("Who signs, as the office’s details say")),
    ])
}

fn open(conn: &Connection, on: Day) -> Result<Values<'_>> {
    let profile = profile::get(conn)?;
    let values = vec![day::long(on), profile.branch, profile.party, profile.signatory];
    Ok(Box::new(move |_| Ok(values.clone())))
}

/// Every field that a letter can have, those of the register first.
///
/// # Errors
/// When the file cannot be read.
pub fn fields(conn: &Connection, mailings: &[Mailing]) -> Result<Vec<MergeField>> {
    let mut all = Vec::new();
    for fields in mailings.iter().filter_map(|m| m.fields) {
        all.extend((fields.list)(conn)?);
    }
    Ok(all)
}

/// Gives the values of all fields for one letter after the other.
pub struct Merge<'c> {
    fields: Vec<MergeField>,
    /// How many fields each source has; one whose fields nobody uses is not opened.
    sources: Vec<(usize, Option<Values<'c>>)>,
    /// The fields that name people, by their place.
    named: Vec<usize>,
}

impl std::fmt::Debug for Merge<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Merge").field("fields", &self.fields.len()).finish_non_exhaustive()
    }
}

impl<'c> Merge<'c> {
    /// Opens the sources of the fields whose places are `used`; all of them where none is given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(conn: &'c Connection, mailings: &[Mailing], used: Option<&[usize]>, on: Day) -> Result<Self> {
        let mut merge = Self { fields: Vec::new(), sources: Vec::new(), named: Vec::new() };
        for source in mailings.iter().filter_map(|m| m.fields) {
            let list = (source.list)(conn)?;
            let from = merge.fields.len();
            let places = from..from + list.len();
            let wanted = used.is_none_or(|used| used.iter().any(|at| places.contains(at)));
            merge.sources.push((list.len(), if wanted { Some((source.open)(conn, on)?) } else { None }));
            merge.fields.extend(list);
        }
        let place = |name: &str| merge.fields.iter().position(|field| field.name == name);
        merge.named = NAMED.iter().filter_map(|name| place(name)).collect();
        Ok(merge)
    }

    pub fn fields(&self) -> &[MergeField] {
        &self.fields
    }

    /// The values for one letter, in the order of the fields. Where it goes to several of one household, what names them names
    /// all; the rest is that of the first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn values(&mut self, to: &To) -> Result<Vec<String>> {
        let mut each = Vec::with_capacity(to.people.len());
        for person in &to.people {
            each.push(self.of(person.0)?);
        }
        let mut values = each.first().cloned().unwrap_or_else(|| vec![String::new(); self.fields.len()]);
        if each.len() > 1 {
            for at in &self.named {
                let said: Vec<&str> = each.iter().filter_map(|one| one.get(*at)).map(String::as_str).collect();
                if let Some(value) = values.get_mut(*at) {
                    *value = together(&said);
                }
            }
        }
        Ok(values)
    }

    fn of(&mut self, person: i64) -> Result<Vec<String>> {
        let mut all = Vec::with_capacity(self.fields.len());
        for (count, source) in &mut self.sources {
            let before = all.len();
            if let Some(source) = source {
                all.extend(source(person)?);
            }
            all.resize(before + *count, String::new());
        }
        Ok(all)
    }
}

/// `Ann and Bob`; of `Dear Ann` and `Dear Bob` it is `Dear Ann and Bob`.
pub(super) fn together(said: &[&str]) -> String {
    let mut each: Vec<&str> = Vec::new();
    for one in said.iter().map(|one| one.trim()).filter(|one| !one.is_empty()) {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    let (Some((last, before)), Some(first)) = (each.split_last(), each.first()) else { return String::new() };
    if before.is_empty() {
        return (*last).to_owned();
    }
    // What all begin with is said once, as far as it is a whole word.
    let word = first.split_inclusive(' ').next().unwrap_or("");
    let shared = if word.ends_with(' ') && each.iter().all(|one| one.starts_with(word)) { word } else { "" };
    let rest = |one: &str| one.strip_prefix(shared).unwrap_or(one).to_owned();
    let before: Vec<String> = before.iter().map(|one| rest(one)).collect();
    format!("{shared}{}", t!("{several} and {last}", several = before.join(", "), last = rest(last)))
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn several_are_named_together() {
        assert_eq!(together(&["Dear Ann Ali", "Dear Bob Roe"]), "Dear Ann Ali and Bob Roe");
        assert_eq!(together(&["Ann", "Bob", "Cy"]), "Ann, Bob and Cy");
        assert_eq!(together(&["Dear friends", "Dear friends"]), "Dear friends");
        assert_eq!(together(&["Hello Ann", "Dear Bob"]), "Hello Ann and Dear Bob");
        assert_eq!(together(&["", "Ann"]), "Ann");
        assert_eq!(together(&[]), "");
    }
}
