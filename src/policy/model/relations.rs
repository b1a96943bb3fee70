//! What holds between two amendments, in words and in a sign.

use super::amendment::{Amendment, Board};
use crate::kit::text as words;
use crate::policy::change::{Matrix, Relation};
use crate::policy::label::Labels;
use crate::t;

/// What stands in a cell of the picture: a sign that is read without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// They do the same.
    Same,
    /// If the one of the row passes, the one of the column falls.
    Fells,
    /// If the one of the column passes, the one of the row falls.
    Falls,
    /// Each falls with the other.
    Excludes,
    /// They overlap, and neither falls.
    Overlaps,
    /// The one of the row needs that of the column, or is agreed with it.
    Needs,
    /// The one of the column needs that of the row, or is agreed with it.
    Needed,
    /// They put something in at one place.
    Beside,
}

impl Sign {
    pub const ALL: [Self; 8] =
        [Self::Excludes, Self::Fells, Self::Falls, Self::Overlaps, Self::Needs, Self::Needed, Self::Same, Self::Beside];

    pub fn mark(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Fells => "F",
            Self::Falls => "f",
            Self::Excludes => "X",
            Self::Overlaps => "O",
            Self::Needs => "N",
            Self::Needed => "n",
            Self::Beside => "+",
        }
    }

    /// What it means, read from the row.
    pub fn says(self) -> &'static str {
        match self {
            Self::Same => t!("does the same"),
            Self::Fells => t!("fells that of the column"),
            Self::Falls => t!("falls with that of the column"),
            Self::Excludes => t!("only one of the two can pass"),
            Self::Overlaps => t!("overlaps: somebody decides the words"),
            Self::Needs => t!("needs that of the column"),
            Self::Needed => t!("is needed by that of the column"),
            Self::Beside => t!("puts something in at the same place"),
        }
    }
}

/// The sign of a row and a column, if something holds between them.
pub fn sign(matrix: &Matrix, row: usize, column: usize) -> Option<Sign> {
    let relation = matrix.between(row, column)?;
    let (fells, falls) = (matrix.fells(row, column), matrix.fells(column, row));
    let needs = matrix.requires(row, column) || matrix.follows(row, column);
    let needed = matrix.requires(column, row) || matrix.follows(column, row);
    Some(match (fells, falls) {
        (true, true) => Sign::Excludes,
        (true, false) => Sign::Fells,
        (false, true) => Sign::Falls,
        _ if relation.same => Sign::Same,
        _ if !relation.overlap.is_empty() => Sign::Overlaps,
        _ if needs => Sign::Needs,
        _ if needed => Sign::Needed,
        _ => Sign::Beside,
    })
}

impl Board {
    /// What holds between two amendments, sentence by sentence.
    pub fn relation_says(&self, labels: &Labels, a: usize, b: usize, relation: &Relation) -> Vec<String> {
        let name = |at: usize| self.all.get(at).map(Amendment::called).unwrap_or_default();
        let (first, second) = (name(a), name(b));
        let place = |id: &i64| match labels.get(*id) {
            Some(label) => label.name.clone(),
            None => t!("the beginning").to_owned(),
        };
        let places = |ids: &[i64]| words::and_list(&ids.iter().map(place).collect::<Vec<_>>());
        let mut out = Vec::new();
        if relation.same {
            out.push(t!("{first} and {second} do the same", first = first, second = second));
        }
        if !relation.overlap.is_empty() {
            let places = places(&relation.overlap);
            out.push(t!("{first} and {second} overlap in {places}", first = first, second = second, places = places));
        }
        if !relation.same_place.is_empty() {
            let places = places(&relation.same_place);
            out.push(t!(
                "{first} and {second} put something in at one place: {places}",
                first = first,
                second = second,
                places = places
            ));
        }
        for (is, one, other) in [(relation.fells_second, &first, &second), (relation.fells_first, &second, &first)] {
            if is {
                out.push(t!(
                    "If {one} passes, {other} falls{why}",
                    one = one,
                    other = other,
                    why = self.why_falls(a, b, relation)
                ));
            }
        }
        for (is, one, other) in
            [(relation.first_requires, &first, &second), (relation.second_requires, &second, &first)]
        {
            if is {
                out.push(t!("{one} needs {other}", one = one, other = other));
            }
        }
        for (is, one, other) in [(relation.first_follows, &first, &second), (relation.second_follows, &second, &first)]
        {
            if is {
                out.push(t!("{one} is agreed with {other}", one = one, other = other));
            }
        }
        out
    }

    /// Why one of two falls, in a few words.
    fn why_falls(&self, a: usize, b: usize, relation: &Relation) -> &'static str {
        let is_whole = |at: usize| self.all.get(at).is_some_and(|one| one.new.whole);
        match () {
            () if is_whole(a) || is_whole(b) => t!(": the whole text gives way"),
            () if !relation.overlap.is_empty() => t!(": nothing of what it changes would be left"),
            () if relation.said => t!(", as was said"),
            () => "",
        }
    }
}
