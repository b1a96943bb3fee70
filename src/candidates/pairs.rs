//! Weights by comparing criteria two at a time: what is asked, what the answers come to, and whether they contradict each other.
//! The figures are `judged::by_pairs`.

use super::judged::{Compared, by_pairs};
use super::model::CriterionId;
use crate::kit::{Problem, Result};
use crate::t;

/// Up to here the answers are taken to fit together (T. L. Saaty, *The Analytic Hierarchy Process*, 1980).
pub const TAKEN: f64 = 0.10;

/// How many times as important the first of a pair is as the second, with the words for it (Saaty's scale, its odd steps).
pub fn answers() -> [(i32, &'static str); 9] {
    [
        (9, t!("extremely more important")),
        (7, t!("very much more important")),
        (5, t!("much more important")),
        (3, t!("somewhat more important")),
        (1, t!("as important")),
        (-3, t!("somewhat less important")),
        (-5, t!("much less important")),
        (-7, t!("very much less important")),
        (-9, t!("extremely less important")),
    ]
}

/// The ratio of an answer: 3 for 3, a third for -3.
pub fn ratio(answer: i32) -> f64 {
    if answer < 0 { 1.0 / f64::from(-answer) } else { f64::from(answer.max(1)) }
}

/// What comparisons come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// In hundredths, adding up to 10,000.
    pub weights: Vec<i64>,
    pub compared: Compared,
    /// The pair whose answer fits the others least, by their places, where any is off.
    pub least_fitting: Option<(usize, usize)>,
}

/// Weighs `many` criteria by the ratios of all pairs: first with second, first with third, … second with third, ….
///
/// # Errors
/// When there are fewer than two criteria, or a pair is missing.
pub fn weigh(many: usize, ratios: &[f64]) -> Result<Weighed> {
    let missing = || Problem::input(t!("Each criterion is compared with each other once. Nothing was weighed"));
    if many < 2 {
        return Err(Problem::input(t!("There are not two criteria to compare. Nothing was weighed")));
    }
    let compared = by_pairs(ratios).filter(|found| found.weights.len() == many).ok_or_else(missing)?;
    let mut least: Option<((usize, usize), f64)> = None;
    for ((first, second), ratio) in pairs(many).into_iter().zip(ratios) {
        let (Some(a), Some(b)) = (compared.weights.get(first), compared.weights.get(second)) else { continue };
        let off = (ratio * b / a).ln().abs();
        if off > 0.1 && least.is_none_or(|(_, most)| off > most) {
            least = Some(((first, second), off));
        }
    }
    Ok(Weighed { weights: hundredths(&compared.weights), least_fitting: least.map(|(pair, _)| pair), compared })
}

/// The pairs of so many, in the order in which they are asked.
pub fn pairs(many: usize) -> Vec<(usize, usize)> {
    (0..many).flat_map(|first| (first + 1..many).map(move |second| (first, second))).collect()
}

/// Parts of 10,000 that add up to it: what rounding leaves goes to the greatest.
fn hundredths(weights: &[f64]) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "parts of 10,000")]
    let mut parts: Vec<i64> = weights.iter().map(|weight| (weight * 10_000.0).round() as i64).collect();
    let rest = 10_000 - parts.iter().sum::<i64>();
    if let Some(most) = parts.iter_mut().max_by_key(|part| **part) {
        *most += rest;
    }
    parts
}

impl Weighed {
    /// Whether the answers fit together, in words; `names` are the criteria.
    pub fn says(&self, names: &[&str]) -> String {
        let Some(ratio) = self.compared.ratio else {
            return match self.weights.len() {
                2 => t!("With two criteria no answer can contradict another.").to_owned(),
                _ => t!("For more than ten criteria it is not known how much contradiction is chance.").to_owned(),
            };
        };
        let figure = format!("{ratio:.2}");
        let name = |at: usize| names.get(at).copied().unwrap_or_default();
        let look = self.least_fitting.map_or_else(String::new, |(first, second)| {
            t!(" What fits least is “{first}” beside “{second}”.", first = name(first), second = name(second))
        });
        if ratio > TAKEN {
            t!(
                "The answers contradict each other: consistency ratio {figure}, and up to 0.10 is taken.{look} Look at them again before you rest weights on them.",
                figure = figure,
                look = look
            )
        } else {
            t!("The answers fit together: consistency ratio {figure}, and up to 0.10 is taken.", figure = figure)
        }
    }

    /// Whether it is worth a warning.
    pub fn contradicts(&self) -> bool {
        self.compared.ratio.is_some_and(|ratio| ratio > TAKEN)
    }
}

/// Reads `First:Second=3` or `First:Second=1/3`: the first is three times, or a third as important as the second.
///
/// # Errors
/// When it is none, or the number is not between a ninth and nine.
pub fn read(text: &str, called: impl Fn(&str) -> Result<CriterionId>) -> Result<(CriterionId, CriterionId, f64)> {
    let wrong = || {
        Problem::usage(t!("“{text}” is no comparison; write FIRST:SECOND=3, or =1/3 the other way round", text = text))
            .hint(t!("From 1/9, extremely less important, by 1, as important, to 9, extremely more important"))
    };
    let (names, value) = text.rsplit_once('=').ok_or_else(wrong)?;
    let (first, second) = names.split_once(':').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0);
    let value = match value.split_once('/') {
        Some((over, under)) => number(over).zip(number(under)).map(|(over, under)| over / under),
        None => number(value),
    };
    let value = value.filter(|n| (1.0 / 9.0 - 1e-9..=9.0).contains(n)).ok_or_else(wrong)?;
    Ok((called(first.trim())?, called(second.trim())?, value))
}

/// The ratios of all pairs in their order, from comparisons in any order and direction.
///
/// # Errors
/// When a pair is missing, or stands twice.
pub fn in_order(ids: &[CriterionId], said: &[(CriterionId, CriterionId, f64)], names: &[&str]) -> Result<Vec<f64>> {
    let name = |at: usize| names.get(at).copied().unwrap_or_default();
    pairs(ids.len())
        .into_iter()
        .map(|(first, second)| {
            let (a, b) = (ids.get(first), ids.get(second));
            let mut found = said.iter().filter_map(|(x, y, value)| match (Some(x), Some(y)) {
                (x, y) if x == a && y == b => Some(*value),
                (x, y) if x == b && y == a => Some(1.0 / value),
                _ => None,
            });
            match (found.next(), found.next()) {
                (Some(value), None) => Ok(value),
                (None, _) => Err(Problem::usage(t!(
                    "“{first}” is not compared with “{second}”. Nothing was weighed",
                    first = name(first),
                    second = name(second)
                ))),
                (Some(_), Some(_)) => Err(Problem::usage(t!(
                    "“{first}” is compared with “{second}” twice. Nothing was weighed",
                    first = name(first),
                    second = name(second)
                ))),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_fit_weigh_as_they_say_and_others_are_named() {
        let fits = weigh(3, &[2.0, 6.0, 3.0]).unwrap();
        assert_eq!(fits.weights, [6000, 3000, 1000]);
        assert!(!fits.contradicts() && fits.least_fitting.is_none(), "{fits:?}");
        assert!(fits.says(&["A", "B", "C"]).starts_with("The answers fit together: consistency ratio 0.00"));
        // A over B, B over C, and C over A: a circle.
        let circle = weigh(3, &[5.0, 1.0 / 5.0, 5.0]).unwrap();
        assert!(circle.contradicts());
        assert!(circle.says(&["A", "B", "C"]).contains("contradict each other"), "{}", circle.says(&["A", "B", "C"]));
        assert_eq!(circle.weights.iter().sum::<i64>(), 10_000);
        assert!(weigh(2, &[3.0]).unwrap().says(&["A", "B"]).contains("With two criteria"));
        assert!(weigh(3, &[1.0]).is_err() && weigh(1, &[]).is_err());
    }

    #[test]
    fn comparisons_come_in_any_order_and_direction_and_each_once() {
        let ids = [CriterionId(1), CriterionId(2), CriterionId(3)];
        let called = |text: &str| match text {
            "A" => Ok(CriterionId(1)),
            "B" => Ok(CriterionId(2)),
            "C" => Ok(CriterionId(3)),
            other => Err(Problem::usage(other.to_owned())),
        };
        let said: Vec<_> = ["C:A=1/6", "A:B=2", "B:C=3"].iter().map(|text| read(text, called).unwrap()).collect();
        let ratios = in_order(&ids, &said, &["A", "B", "C"]).unwrap();
        assert!(ratios.iter().zip([2.0, 6.0, 3.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{ratios:?}");
        assert!(
            in_order(&ids, &said[..2], &["A", "B", "C"]).unwrap_err().message.contains("“B” is not compared with “C”")
        );
        let twice = [said.clone(), said].concat();
        assert!(in_order(&ids, &twice, &["A", "B", "C"]).unwrap_err().message.contains("twice"));
        for wrong in ["A:B", "A=3", "A:B=10", "A:B=0", "A:B=x", "A:D=1"] {
            assert!(read(wrong, called).is_err(), "{wrong}");
        }
        assert_eq!((ratio(3), ratio(-5), ratio(1)), (3.0, 0.2, 1.0));
    }
}
