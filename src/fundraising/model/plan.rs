//! The fundraising plan: what each way of raising money should bring in each month of a year, and brought.

use std::collections::BTreeMap;

use chrono::Months;

use crate::kit::{Day, Money};
use crate::ledger::model::{CategoryKind, Filter, Way};

/// A month of a financial year, by its first and last day.
pub type Month = (Day, Day);

/// The months of a financial year: twelve, each beginning on the day of the month that the year begins on.
pub fn months(from: Day, to: Day) -> Vec<Month> {
    let begin = |n: u32| from.checked_add_months(Months::new(n)).filter(|day| *day <= to);
    (0..12)
        .map_while(begin)
        .zip(1..)
        .map(|(first, next)| (first, begin(next).and_then(|day| day.pred_opt()).unwrap_or(to)))
        .collect()
}

/// What is written into one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub way: Way,
    /// The first day of the month.
    pub month: Day,
    /// None takes the target away.
    pub amount: Option<Money>,
}

/// One way in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Nothing was planned where there is none.
    pub target: Option<Money>,
    pub actual: Money,
}

/// What several cells are together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub target: Money,
    pub actual: Money,
    /// Of the months that are over.
    pub due: Money,
    /// What came in the months that are over.
    pub came: Money,
}

impl Sums {
    /// What is missing of the targets of the months that are over.
    pub fn behind(self) -> Money {
        (self.due - self.came).max(Money::ZERO)
    }
}

/// A way through the months of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub way: Way,
    /// One for each month of the plan.
    pub cells: Vec<Cell>,
}

impl Line {
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.target.is_none() && cell.actual.is_zero())
    }
}

/// A year's plan with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub year: (Day, Day),
    pub months: Vec<Month>,
    /// Every way, in the order of [`Way::ALL`].
    pub lines: Vec<Line>,
    /// How many months are over, from the first.
    pub over: usize,
}

impl Plan {
    /// Puts targets and what came into the months they lie in.
    pub fn of(year: (Day, Day), today: Day, targets: &BTreeMap<(Way, Day), Money>, came: &[(Way, Day, Money)]) -> Self {
        let months = months(year.0, year.1);
        let at = |day: Day| months.iter().position(|(from, to)| (*from..=*to).contains(&day));
        let mut lines: Vec<Line> =
            Way::ALL.map(|way| Line { way, cells: vec![Cell::default(); months.len()] }).into_iter().collect();
        let mut change = |way: Way, day: Day, does: &dyn Fn(&mut Cell)| {
            let line = lines.iter_mut().find(|line| line.way == way);
            if let Some(cell) = at(day).and_then(|at| line?.cells.get_mut(at)) {
                does(cell);
            }
        };
        for ((way, day), amount) in targets {
            change(*way, *day, &|cell| cell.target = Some(cell.target.unwrap_or_default() + *amount));
        }
        for (way, day, amount) in came {
            change(*way, *day, &|cell| cell.actual += *amount);
        }
        let over = months.iter().filter(|(_, to)| *to < today).count();
        Self { year, months, lines, over }
    }

    pub fn is_planned(&self) -> bool {
        self.lines.iter().any(|line| line.cells.iter().any(|cell| cell.target.is_some()))
    }

    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(Line::is_empty)
    }

    fn sum<'a>(&self, cells: impl Iterator<Item = (usize, &'a Cell)>) -> Sums {
        cells.fold(Sums::default(), |mut sums, (month, cell)| {
            let target = cell.target.unwrap_or_default();
            sums.target += target;
            sums.actual += cell.actual;
            if month < self.over {
                sums.due += target;
                sums.came += cell.actual;
            }
            sums
        })
    }

    /// A way through the year.
    pub fn of_line(&self, line: &Line) -> Sums {
        self.sum(line.cells.iter().enumerate())
    }

    /// All ways in a month.
    pub fn of_month(&self, month: usize) -> Sums {
        self.sum(self.lines.iter().filter_map(|line| Some((month, line.cells.get(month)?))))
    }

    /// Everything.
    pub fn total(&self) -> Sums {
        self.sum(self.lines.iter().flat_map(|line| line.cells.iter().enumerate()))
    }

    /// The ways that are behind, with by how much, the furthest first.
    pub fn behind(&self) -> Vec<(Way, Money)> {
        let of = |line: &Line| (line.way, self.of_line(line).behind());
        let mut all: Vec<_> = self.lines.iter().map(of).filter(|(_, sum)| *sum > Money::ZERO).collect();
        all.sort_by_key(|(way, sum)| (-*sum, *way));
        all
    }
}

/// The entries of a way in a time, or of all ways: those that its figure is the sum of.
pub fn entries(way: Option<Way>, (from, to): Month) -> Filter {
    Filter { way, sides: vec![CategoryKind::Income], ..Filter::between(from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day;

    fn on(text: &str) -> Day {
        day::from_iso(text).unwrap()
    }

    #[test]
    fn a_year_has_twelve_months_that_follow_one_another() {
        for (from, to) in [("2026-01-01", "2026-12-31"), ("2026-04-06", "2027-04-05"), ("2027-02-28", "2028-02-27")] {
            let all = months(on(from), on(to));
            assert_eq!((all.len(), all[0].0, all[11].1), (12, on(from), on(to)));
            assert!(all.windows(2).all(|two| two[0].1.succ_opt() == Some(two[1].0)), "{all:?}");
        }
        assert_eq!(months(on("2026-04-06"), on("2027-04-05"))[1], (on("2026-05-06"), on("2026-06-05")));
    }

    #[test]
    fn behind_counts_the_months_that_are_over() {
        let year = (on("2026-01-01"), on("2026-12-31"));
        let targets: BTreeMap<_, _> = [
            ((Way::Dues, on("2026-01-01")), Money(100)),
            ((Way::Dues, on("2026-03-01")), Money(100)),
            ((Way::Online, on("2026-01-01")), Money(50)),
        ]
        .into();
        let came = [
            (Way::Dues, on("2026-01-31"), Money(40)),
            (Way::Dues, on("2026-03-01"), Money(10)),
            (Way::Events, on("2026-02-01"), Money(7)),
        ];
        let plan = Plan::of(year, on("2026-03-20"), &targets, &came);
        assert_eq!((plan.over, plan.behind()), (2, vec![(Way::Dues, Money(60)), (Way::Online, Money(50))]));
        assert_eq!(plan.total(), Sums { target: Money(250), actual: Money(57), due: Money(150), came: Money(47) });
        assert_eq!(plan.of_month(2).actual, Money(10));
        // What came too much by one way makes nothing up of another, but does in the total.
        assert_eq!(plan.total().behind(), Money(103));
    }
}
