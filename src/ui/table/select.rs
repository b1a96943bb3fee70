//! Which rows are selected: ranges, so that "all of a million" is one entry.

use std::ops::Range;

use egui::Modifiers;

/// The selected rows of a table, by their number in the present order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Sorted, apart from each other, never empty.
    ranges: Vec<Range<u64>>,
    /// Where Shift extends from.
    anchor: u64,
    /// The row the keyboard is on.
    cursor: Option<u64>,
}

impl Selection {
    pub fn contains(&self, row: u64) -> bool {
        let after = self.ranges.partition_point(|r| r.start <= row);
        after.checked_sub(1).and_then(|at| self.ranges.get(at)).is_some_and(|r| r.contains(&row))
    }

    /// How many rows are selected.
    pub fn count(&self) -> u64 {
        self.ranges.iter().map(|r| r.end - r.start).sum()
    }

    /// The row the keyboard is on: the one that the pane beside the list shows.
    pub fn cursor(&self) -> Option<u64> {
        self.cursor
    }

    /// The selected rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = u64> + '_ {
        self.ranges.iter().cloned().flatten()
    }

    /// Selects these rows, which come from the top; the keyboard stays on its row, or goes to the first of them.
    pub fn put(&mut self, rows: impl Iterator<Item = u64>) {
        let mut ranges: Vec<Range<u64>> = Vec::new();
        for row in rows {
            match ranges.last_mut() {
                Some(last) if last.end == row => last.end += 1,
                _ => ranges.push(row..row + 1),
            }
        }
        self.ranges = ranges;
        let first = self.ranges.first().map(|range| range.start);
        self.cursor = self.cursor.filter(|row| self.contains(*row)).or(first);
        self.anchor = self.cursor.unwrap_or(0);
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects this row alone.
    pub fn set(&mut self, row: u64) {
        self.ranges = one(row..row + 1);
        self.anchor = row;
        self.cursor = Some(row);
    }

    /// Selects everything; the keyboard stays where it is.
    pub fn all(&mut self, rows: u64) {
        self.ranges = if rows > 0 { one(0..rows) } else { Vec::new() };
        self.cursor = self.cursor.or(if rows > 0 { Some(0) } else { None });
    }

    pub(super) fn click(&mut self, row: u64, modifiers: Modifiers, many: bool) {
        if many && modifiers.shift && self.cursor.is_some() {
            self.extend(row);
        } else if many && modifiers.command {
            self.toggle(row);
            self.anchor = row;
            self.cursor = Some(row);
        } else {
            self.set(row);
        }
    }

    /// Selects from the anchor to this row.
    pub(super) fn extend(&mut self, row: u64) {
        let (from, to) = (self.anchor.min(row), self.anchor.max(row));
        self.ranges = one(from..to + 1);
        self.cursor = Some(row);
    }

    fn toggle(&mut self, row: u64) {
        if self.contains(row) {
            self.ranges = self
                .ranges
                .iter()
                .flat_map(|r| if r.contains(&row) { vec![r.start..row, row + 1..r.end] } else { vec![r.clone()] })
                .filter(|r| !r.is_empty())
                .collect();
        } else {
            let at = self.ranges.partition_point(|r| r.start < row);
            self.ranges.insert(at, row..row + 1);
        }
    }

    /// Drops what is past the end of a list that got shorter.
    pub(super) fn keep_within(&mut self, rows: u64) {
        if self.ranges.last().is_some_and(|r| r.end > rows) {
            for range in &mut self.ranges {
                range.end = range.end.min(rows);
            }
            self.ranges.retain(|r| !r.is_empty());
        }
        self.cursor = self.cursor.filter(|_| rows > 0).map(|c| c.min(rows.saturating_sub(1)));
        self.anchor = self.anchor.min(rows.saturating_sub(1));
    }
}

/// A list of a single range.
fn one(range: Range<u64>) -> Vec<Range<u64>> {
    std::iter::once(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_select_one_many_and_spans() {
        let mut s = Selection::default();
        s.click(5, Modifiers::NONE, true);
        s.click(8, Modifiers::SHIFT, true);
        assert_eq!(s.rows().collect::<Vec<_>>(), [5, 6, 7, 8]);
        s.click(6, Modifiers::COMMAND, true);
        assert_eq!(s.rows().collect::<Vec<_>>(), [5, 7, 8]);
        s.click(2, Modifiers::COMMAND, true);
        assert_eq!(s.rows().collect::<Vec<_>>(), [2, 5, 7, 8]);
        assert!(s.contains(7) && !s.contains(6) && s.count() == 4);
        s.click(9, Modifiers::SHIFT, false);
        assert_eq!(s.rows().collect::<Vec<_>>(), [9]);
    }

    #[test]
    fn rows_are_put_as_they_stand() {
        let mut s = Selection::default();
        s.click(9, Modifiers::NONE, true);
        s.put([2, 3, 4, 7].into_iter());
        assert_eq!((s.rows().collect::<Vec<_>>(), s.cursor()), (vec![2, 3, 4, 7], Some(2)));
        s.put([4, 9].into_iter());
        assert_eq!((s.count(), s.cursor()), (2, Some(4)));
        s.put(std::iter::empty());
        assert_eq!((s.count(), s.cursor()), (0, None));
    }

    #[test]
    fn all_of_very_many_is_cheap_and_a_shorter_list_drops_the_rest() {
        let mut s = Selection::default();
        s.all(1_000_000_000);
        assert_eq!(s.count(), 1_000_000_000);
        s.click(999_999_999, Modifiers::COMMAND, true);
        s.keep_within(10);
        assert_eq!(s.count(), 10);
        assert_eq!(s.cursor(), Some(9));
        s.keep_within(0);
        assert_eq!((s.count(), s.cursor()), (0, None));
    }
}
