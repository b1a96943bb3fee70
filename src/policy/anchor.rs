//! Where a comment holds on to a text: a clause and the words it quotes, with a few words around. It is found again after the text
//! was edited, or reported as lost; character offsets would point at other words by then.

use super::body::Body;

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// None: the whole text.
    pub clause: Option<i64>,
    /// Empty: the whole clause.
    pub quote: String,
    pub before: String,
    pub after: String,
}

/// Where an anchor is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// It speaks of the whole text.
    Whole,
    /// In a clause, at these bytes of its text.
    Words { clause: i64, at: std::ops::Range<usize> },
    /// The clause is there; the words are gone.
    Clause(i64),
    /// The words are in another clause than they were.
    Moved { clause: i64, at: std::ops::Range<usize> },
    /// Neither the clause nor the words are there.
    Lost,
}

/// How many characters around a quote are kept.
const AROUND: usize = 24;

impl Anchor {
    /// An anchor at bytes of a clause's text.
    pub fn at(clause: i64, text: &str, at: std::ops::Range<usize>) -> Self {
        let quote = text.get(at.clone()).unwrap_or_default().to_owned();
        let tail: String = text.get(..at.start).unwrap_or_default().chars().rev().take(AROUND).collect();
        let after = text.get(at.end..).unwrap_or_default().chars().take(AROUND).collect();
        Self { clause: Some(clause), quote, before: tail.chars().rev().collect(), after }
    }

    /// An anchor at a clause.
    pub fn clause(clause: i64) -> Self {
        Self { clause: Some(clause), ..Self::default() }
    }

    /// Where it holds in a text.
    pub fn find(&self, body: &Body) -> Place {
        let Some(id) = self.clause else { return Place::Whole };
        let own = body.clause(id);
        if self.quote.trim().is_empty() {
            return own.map_or(Place::Lost, |clause| Place::Words { clause: id, at: 0..clause.text.len() });
        }
        if let Some(at) = own.and_then(|clause| self.within(&clause.text)) {
            return Place::Words { clause: id, at };
        }
        // A short quote is found anywhere, and means nothing.
        if self.quote.split_whitespace().count() >= 3 {
            let elsewhere = body.clauses.iter().find_map(|clause| Some((clause.id, self.within(&clause.text)?)));
            if let Some((clause, at)) = elsewhere {
                return Place::Moved { clause, at };
            }
        }
        if own.is_some() { Place::Clause(id) } else { Place::Lost }
    }

    /// The place of the quote in a text: of several, the one with the most of the same words around.
    fn within(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let fits = |(at, found): (usize, &str)| {
            let (head, tail) = (text.get(..at)?, text.get(at + found.len()..)?);
            let same_before = head.chars().rev().zip(self.before.chars().rev()).take_while(|(a, b)| a == b).count();
            let same_after = tail.chars().zip(self.after.chars()).take_while(|(a, b)| a == b).count();
            Some((same_before + same_after, at..at + found.len()))
        };
        let best = text
            .match_indices(self.quote.as_str())
            .filter_map(fits)
            .max_by_key(|(same, at)| (*same, usize::MAX - at.start));
        best.map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::body::{Clause, Kind};
    use super::*;

    fn body(clauses: &[(i64, &str)]) -> Body {
        Body { clauses: clauses.iter().map(|(id, text)| Clause::new(*id, Kind::Numbered, 0, *text)).collect() }
    }

    #[test]
    fn a_quote_is_found_after_the_text_before_it_was_edited() {
        let text = "Buses run every hour. Trains run every hour.";
        let second = text.rfind("every hour").unwrap();
        let anchor = Anchor::at(7, text, second..second + 10);
        let edited = "From May, buses run every hour, and at night too. Trains run every hour.";
        let now = body(&[(7, edited)]);
        let at = edited.rfind("every hour").unwrap();
        assert_eq!(anchor.find(&now), Place::Words { clause: 7, at: at..at + 10 });
    }

    #[test]
    fn what_was_left_out_is_reported_and_what_went_elsewhere_is_found_there() {
        let text = "Rents are capped at a third of income.";
        let anchor = Anchor::at(7, text, 10..25);
        assert_eq!(anchor.quote, "capped at a thi");
        let anchor = Anchor { quote: "capped at a third".into(), ..anchor };
        assert_eq!(anchor.find(&body(&[(7, "Rents are free.")])), Place::Clause(7));
        assert_eq!(anchor.find(&body(&[(8, "Rents are free.")])), Place::Lost);
        assert_eq!(anchor.find(&body(&[(7, "x"), (9, text)])), Place::Moved { clause: 9, at: 10..27 });
        assert_eq!(Anchor::default().find(&body(&[])), Place::Whole);
    }
}
