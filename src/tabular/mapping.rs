//! The map from headings to fields, as a small TOML file that people can read, save by name and send on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::guess;
use super::reading::{AmountUnit, DateOrder, DecimalMark};
use super::source::{Overrides, Source};
use crate::kit::{Problem, Result};
use crate::t;

/// The field that stands for the fields only the office knows, for lists that can hold any. A map names one of them behind
/// [`OWN`] (`"own:Ward" = "Stadtteil"`); columns that go to this field itself name theirs by their headings.
pub const OWN_FIELDS: &str = "own_fields";
/// How a key begins that names a field only the office knows.
pub const OWN: &str = "own:";

/// One heading, or several whose cells are joined by spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    One(String),
    Joined(Vec<String>),
}

impl Columns {
    pub fn headings(&self) -> &[String] {
        match self {
            Self::One(heading) => std::slice::from_ref(heading),
            Self::Joined(headings) => headings,
        }
    }
}

/// How a file is read and which column is which field. Whatever is absent is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// One character; `tab` is understood as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// Counted from 1; 0 where the file has no headings and columns are called A, B, C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_unit: Option<AmountUnit>,
    /// Field by heading.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Columns>,
    /// The same value for every row, read as a cell would be; days in ISO form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
}

impl Mapping {
    /// What headings and cells suggest, with all that was detected written out.
    pub fn guess(source: &Source, fields: &[Field]) -> Self {
        guess::guess(source, fields)
    }

    /// The field that a column goes to.
    pub fn field_of(&self, heading: &str) -> Option<&str> {
        let goes = |(_, columns): &(&String, &Columns)| columns.headings().iter().any(|h| h == heading);
        self.columns.iter().find(goes).map(|(key, _)| key.as_str())
    }

    /// The headings of columns that go nowhere and hold something.
    pub fn unused(&self, source: &Source) -> Vec<String> {
        let nowhere = source.columns.iter().filter(|c| self.field_of(&c.name).is_none() && !c.samples().is_empty());
        nowhere.map(|column| column.name.clone()).collect()
    }

    /// Reads a map.
    ///
    /// # Errors
    /// When it is no TOML, or names something a map does not have; the message names the place.
    pub fn from_toml(text: &str) -> Result<Self> {
        let mapping: Self = toml::from_str(text).map_err(|e| {
            let place = e.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
            Problem::usage(t!("The map cannot be used, line {line}: {what}", line = place, what = e.message()))
                .hint(t!(
                    "`wardroom map INPUT --for WHAT --to MAP.toml` writes one to begin with; WHAT is people, donations or members"
                ))
                .because(e)
        })?;
        mapping.delimiter_char()?;
        Ok(mapping)
    }

    /// The map as TOML.
    ///
    /// # Errors
    /// Never in practice; a value that TOML cannot hold would be a defect.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|e| Problem::defect(t!("The map could not be written")).because(e))
    }

    /// What [`super::open`] needs to know before it looks at the file.
    ///
    /// # Errors
    /// When the delimiter is not one ASCII character.
    pub fn overrides(&self) -> Result<Overrides> {
        Ok(Overrides {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter_char()?,
            header_row: self.header_row,
            sheet: self.sheet.clone(),
        })
    }

    fn delimiter_char(&self) -> Result<Option<char>> {
        let Some(text) = self.delimiter.as_deref() else { return Ok(None) };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            _ if text.eq_ignore_ascii_case("tab") => Ok(Some('\t')),
            (Some(c), None) if c.is_ascii() && !matches!(c, '"' | '\r' | '\n') => Ok(Some(c)),
            _ => Err(Problem::usage(t!("“{text}” cannot stand between cells", text = text))
                .hint(t!("Write one character, such as , ; | or tab"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_goes_to_toml_and_back() {
        let text = "delimiter = \";\"\nheader_row = 3\ndate_order = \"day-month-year\"\ndecimal_mark = \"comma\"\n\
            amount_unit = \"minor\"\n\n[columns]\nname = [\"First Name\", \"Last Name\"]\namount = \"Betrag\"\n\n\
            [constants]\nmethod = \"transfer\"\n";
        let mapping = Mapping::from_toml(text).unwrap();
        assert_eq!(mapping.amount_unit, Some(AmountUnit::Minor));
        assert_eq!(mapping.columns.get("name").unwrap().headings().len(), 2);
        assert_eq!(mapping.overrides().unwrap().delimiter, Some(';'));
        assert_eq!(Mapping::from_toml(&mapping.to_toml().unwrap()).unwrap(), mapping);
    }

    #[test]
    fn what_a_map_does_not_have_is_refused_by_line() {
        let problem = Mapping::from_toml("encoding = \"utf-8\"\ndate_ordre = \"dmy\"\n").unwrap_err();
        assert!(problem.message.contains("line 2") && problem.message.contains("date_ordre"), "{problem}");
        assert!(Mapping::from_toml("delimiter = \"::\"").is_err());
        assert!(Mapping::from_toml("date_order = \"sometimes\"").is_err());
        assert_eq!(Mapping::from_toml("delimiter = \"tab\"").unwrap().overrides().unwrap().delimiter, Some('\t'));
    }
}
