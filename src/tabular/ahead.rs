//! Rows read ahead on a thread of their own, so that reading a long list and writing it keep two processors busy.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::source::{Row, Source};
use crate::kit::{Problem, Result};
use crate::t;

/// How many rows change threads at a time, and how often that may be before the reader waits.
const TOGETHER: usize = 256;
const AHEAD: usize = 4;

/// Hands each row, with what `parse` made of it elsewhere, to `take` in the order of the table.
///
/// # Errors
/// Whatever `take` answers; no further row is read then.
pub fn read_ahead<T: Send>(
    source: &Source,
    parse: impl Fn(&Row) -> T + Sync,
    mut take: impl FnMut(Row, T) -> Result<()>,
) -> Result<()> {
    let parse = &parse;
    thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<(Row, T)>>(AHEAD);
        let read = move || {
            let mut rows = source.rows().map(|row| {
                let parsed = parse(&row);
                (row, parsed)
            });
            loop {
                let some: Vec<_> = rows.by_ref().take(TOGETHER).collect();
                // Nobody listens any more once `take` has refused a row.
                if some.is_empty() || send.send(some).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("rows".to_owned())
            .spawn_scoped(scope, read)
            .map_err(|e| Problem::defect(t!("The list could not be read: no thread could be started")).because(e))?;
        for (row, parsed) in receive.into_iter().flatten() {
            take(row, parsed)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::source::{Overrides, from_bytes};
    use super::*;

    fn source(rows: usize) -> Source {
        let text: String = (0..rows).map(|n| format!("{n}\n")).collect();
        from_bytes(Path::new("n.csv"), format!("number\n{text}").into_bytes(), &Overrides::default()).unwrap()
    }

    #[test]
    fn every_row_comes_once_and_in_order() {
        for many in [1, TOGETHER, TOGETHER * (AHEAD + 3) + 1] {
            let mut seen = Vec::new();
            read_ahead(
                &source(many),
                |row| row.cell(0).parse::<usize>().unwrap(),
                |_, n| {
                    seen.push(n);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..many).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_refused_row_ends_the_reading() {
        let mut taken = 0;
        let refused = read_ahead(
            &source(TOGETHER * 20),
            |_| (),
            |row, ()| {
                taken += 1;
                if row.number > 300 { Err(Problem::input("enough")) } else { Ok(()) }
            },
        );
        assert_eq!((refused.unwrap_err().message.as_str(), taken), ("enough", 300));
    }
}
