//! JSON: an array of objects. Amounts are decimal strings, days ISO strings, blanks null; ids come as texts.

use std::io::Write as _;
use std::path::Path;

use super::Sheet;
use super::csv::{finish, temporary};
use crate::kit::whole_file::cannot_write;
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::field::Value;

/// Writes a table.
pub(super) fn write(path: &Path, sheet: &Sheet, rows: impl IntoIterator<Item = Result<Vec<Value>>>) -> Result<usize> {
    let mut out = temporary(path)?;
    let defect = |e: serde_json::Error| Problem::defect(t!("A value could not be written as JSON")).because(e);
    let keys =
        sheet.columns.iter().map(|c| serde_json::to_string(&c.key)).collect::<Result<Vec<_>, _>>().map_err(defect)?;
    let mut line = String::from("[");
    let mut count = 0;
    for row in rows {
        let row = row?;
        line.push_str(if count == 0 { "\n  {" } else { ",\n  {" });
        for (at, key) in keys.iter().enumerate() {
            let value = row.get(at).unwrap_or(&Value::Blank);
            let text = match value {
                Value::Blank => "null".to_owned(),
                Value::Text(text) => serde_json::to_string(text).map_err(defect)?,
                Value::Day(day) => format!("\"{}\"", day.format("%Y-%m-%d")),
                Value::Money(money) => format!("\"{}\"", sheet.currency.plain(*money)),
                Value::Count(count) => count.to_string(),
                Value::YesNo(yes) => yes.to_string(),
            };
            if at > 0 {
                line.push_str(", ");
            }
            line.push_str(key);
            line.push_str(": ");
            line.push_str(&text);
        }
        line.push('}');
        out.write_all(line.as_bytes()).map_err(|e| cannot_write(path, e))?;
        line.clear();
        count += 1;
    }
    line.push_str(if count == 0 { "]\n" } else { "\n]\n" });
    out.write_all(line.as_bytes()).map_err(|e| cannot_write(path, e))?;
    finish(out, path)?;
    Ok(count)
}
