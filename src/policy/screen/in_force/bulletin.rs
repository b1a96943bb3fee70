//! Of which time a bulletin is.

use egui::Ui;

use crate::app::Sight;
use crate::app::paper::Papers;
use crate::kit::{Day, Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, terms};
use crate::ledger::screen::typing::{Asking, Question};
use crate::policy::screen::papers;
use crate::t;

/// How many days a bulletin goes back, where nobody says otherwise.
const DAYS: i64 = 30;

/// What is typed.
#[derive(Clone, Debug)]
pub(super) struct Bulletin {
    from: String,
    until: String,
}

impl Bulletin {
    pub(super) fn until(today: Day) -> Self {
        Self { from: day::short(today - chrono::TimeDelta::days(DAYS)), until: day::short(today) }
    }

    fn parse(&self, sight: &Sight<'_>) -> Result<(Day, Day), Vec<FieldProblem>> {
        let terms = terms(sight);
        let read = |field: &'static str, typed: &str| {
            day::typed(typed, terms.today, terms.month_first)
                .map_err(|problem| vec![FieldProblem::new(field, problem.to_string())])
        };
        let (from, until) = (read("from", &self.from)?, read("until", &self.until)?);
        if until < from {
            return Err(vec![FieldProblem::new("until", t!("It ends before it begins"))]);
        }
        Ok((from, until))
    }
}

/// Draws the question; answers whether it is still open. The paper goes into `made`.
pub(super) fn show(asking: &mut Asking<Bulletin>, ui: &Ui, sight: &Sight<'_>, made: &mut Option<Papers>) -> bool {
    let question = Question {
        title: t!("Print a policy bulletin").to_owned(),
        does: t!("Print it"),
        body: t!("What came into force in this time, what ended, what is open to comments, and what is on its way.")
            .to_owned(),
        danger: false,
    };
    let fields = |ui: &mut Ui, typed: &mut Bulletin, problems: &[FieldProblem]| {
        let fields = Fields { sight, problems };
        let Bulletin { from, until } = typed;
        crate::ui::two(
            ui,
            |ui| {
                fields.day(ui, "from", t!("From"), from);
            },
            |ui| {
                fields.day(ui, "until", t!("Until"), until);
            },
        );
    };
    asking.show(ui, sight, &question, fields, |typed| {
        let (from, until) = typed.parse(sight)?;
        *made = papers::bulletin(sight, from, until);
        // Nothing is written in the office, so the question is done with.
        Ok(sight.desk.ask(|_conn| Ok(())))
    })
}
