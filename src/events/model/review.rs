//! What came of an event beside what was planned, and what people said of it. The window and the command say the same of it.

use super::part::Row;
use super::{Attendance, Budget, Tally, parts, tally};
use crate::kit::Currency;
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    pub people: Tally,
    /// Walk-ins who came into the register with it.
    pub new_contacts: usize,
    pub completed: usize,
    pub missed: usize,
    /// The mean mark of 5 in tenths, and from how many.
    pub mark: Option<(i64, usize)>,
    /// The three questions, each with what was answered.
    pub answers: [(&'static str, Vec<String>); 3],
}

/// The three questions, by their columns.
const QUESTIONS: [&str; 3] = ["best", "better", "next"];

impl Review {
    /// `states` are the states of those who signed up for shifts, `feedback` the rows of that part.
    pub fn of<'a>(people: &[Attendance], states: impl IntoIterator<Item = &'a str>, feedback: &[Row]) -> Self {
        let (mut completed, mut missed) = (0, 0);
        for state in states {
            completed += usize::from(state == "completed");
            missed += usize::from(state == "no_show");
        }
        let part = &parts::FEEDBACK;
        let marks: Vec<i64> = feedback.iter().filter_map(|row| row.number(part, "rating")).collect();
        let (total, count) = (marks.iter().sum::<i64>(), i64::try_from(marks.len()).unwrap_or(0));
        // One decimal, rounded half up, without a float.
        let mark = (count > 0).then(|| ((total * 20 + count).div_euclid(2 * count), marks.len()));
        let answers = QUESTIONS.map(|key| {
            let says = part.at(key).and_then(|at| part.fields.get(at)).map_or("", |field| (field.says)());
            let said = feedback.iter().map(|row| row.text(part, key)).filter(|text| !text.is_empty());
            (says, said.map(str::to_owned).collect())
        });
        let new_contacts = people.iter().filter(|one| one.walked_in && one.person.is_some()).count();
        Self { people: tally(people), new_contacts, completed, missed, mark, answers }
    }

    /// `4.3`
    pub fn mark_words(&self) -> Option<String> {
        self.mark.map(|(tenths, _)| format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10)))
    }

    /// A line each: its caption and its value; nothing of what nobody knows.
    pub fn lines(&self, measure: &str, budget: &Budget, currency: Currency) -> Vec<(&'static str, String)> {
        let sums = &self.people;
        let beside = |actual, planned| {
            t!("{actual}, {planned} planned", actual = currency.show(actual), planned = currency.show(planned))
        };
        let planned = !budget.lines.is_empty();
        let money = planned || !budget.actual_income().is_zero() || !budget.actual_cost().is_zero();
        let mut all = vec![
            (t!("Measure of success"), measure.to_owned()),
            (
                t!("Came"),
                t!(
                    "{came} of {going} who had a place, {walked} of them walk-ins; {no} no-shows",
                    came = sums.came,
                    going = sums.going,
                    walked = sums.walked_in,
                    no = sums.no_show
                ),
            ),
            (t!("New in the register"), self.new_contacts.to_string()),
        ];
        if money {
            all.push((t!("Income"), beside(budget.actual_income(), budget.planned_income())));
            all.push((t!("Cost"), beside(budget.actual_cost(), budget.planned_cost())));
            all.push((t!("Result"), currency.show(budget.actual_income() - budget.actual_cost())));
            if let Some(each) = budget.cost_per_head() {
                all.push((t!("Cost a head"), currency.show(each)));
            }
        }
        if self.completed + self.missed > 0 {
            all.push((
                t!("Shifts"),
                t!("{completed} completed, {missed} missed", completed = self.completed, missed = self.missed),
            ));
        }
        if let (Some(mark), Some((_, count))) = (self.mark_words(), self.mark) {
            all.push((t!("Mark"), t!("{mark} of 5 from {count}", mark = mark, count = count)));
        }
        all.retain(|(_, value)| !value.is_empty());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::RowId;
    use super::super::part::Value;
    use super::*;

    fn answer(id: i64, mark: Option<i64>, best: &str) -> Row {
        let values = vec![
            mark.map_or(Value::None, Value::Number),
            Value::Text(best.to_owned()),
            Value::Text(String::new()),
            Value::Text(String::new()),
        ];
        let shown =
            vec![mark.map(|n| n.to_string()).unwrap_or_default(), best.to_owned(), String::new(), String::new()];
        Row { id: RowId(id), values, shown }
    }

    #[test]
    fn the_mean_mark_is_rounded_to_one_decimal_and_answers_stand_under_their_question() {
        let mark = |marks: &[i64]| {
            let rows: Vec<Row> = marks.iter().map(|n| answer(*n, Some(*n), "")).collect();
            Review::of(&[], [], &rows).mark_words()
        };
        assert_eq!(mark(&[]), None);
        assert_eq!(mark(&[5]).as_deref(), Some("5.0"));
        assert_eq!(mark(&[4, 4, 5]).as_deref(), Some("4.3"));
        assert_eq!(mark(&[4, 5, 5]).as_deref(), Some("4.7"));
        assert_eq!(mark(&[4, 4, 4, 5]).as_deref(), Some("4.3"), "4.25 goes up");
        let said =
            Review::of(&[], ["completed", "no_show", "declined"], &[answer(1, None, "The choir"), answer(2, None, "")]);
        assert_eq!((said.completed, said.missed, said.mark), (1, 1, None));
        assert_eq!(said.answers[0].1, ["The choir"]);
        assert!(said.answers[1].1.is_empty());
    }
}
