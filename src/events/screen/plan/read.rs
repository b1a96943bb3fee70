//! What the plan of an event is read for.

use super::super::people::Choices;
use super::View;
use crate::events::model::part::{Part, Row};
use crate::events::model::{Attendance, Budget, Event, EventId, PersonId, Review, RowId, parts};
use crate::events::store;
use crate::kit::Money;
use crate::ledger::model::CategoryKind;
use crate::tasks::model::{From, Task};

/// What is read for a view.
#[derive(Default)]
pub(in crate::events::screen) struct Data {
    pub(in crate::events::screen) event: Option<Event>,
    pub(in crate::events::screen) people: Vec<Attendance>,
    pub(in crate::events::screen) rows: Vec<Row>,
    pub(in crate::events::screen) budget: Option<Budget>,
    pub(in crate::events::screen) choices: Choices,
    pub(in crate::events::screen) categories: Vec<(String, String)>,
    pub(in crate::events::screen) changes: Vec<store::Change>,
    pub(in crate::events::screen) tasks: Vec<Task>,
    pub(in crate::events::screen) work: Vec<store::Work>,
    pub(in crate::events::screen) candidates: Vec<store::Candidate>,
    pub(in crate::events::screen) lots: Vec<store::Lot>,
    pub(in crate::events::screen) brought: Vec<(String, i64, i64)>,
    /// What each sponsor gave, by the row.
    pub(in crate::events::screen) given: Vec<(RowId, Money)>,
    /// Promises to sponsors, one by one.
    pub(in crate::events::screen) promises: Vec<Row>,
    /// Who keeps coming to the meetings of a coalition.
    pub(in crate::events::screen) keeps: Vec<store::Keeps>,
    pub(in crate::events::screen) sheets: Vec<store::SheetLine>,
    pub(in crate::events::screen) review: Option<Review>,
    pub(in crate::events::screen) lessons: Vec<Row>,
    /// Whom one can invite in one go.
    pub(in crate::events::screen) segments: Vec<(String, String)>,
}

pub(super) fn read(
    office: &crate::office::Office,
    id: EventId,
    view: View,
    shift: Option<i64>,
) -> crate::kit::Result<Data> {
    office.read(|conn| {
        let event = store::event(conn, id)?;
        let mut data = Data { people: store::people(conn, id)?, work: store::work_of(conn, id)?, ..Data::default() };
        let named = |part: &Part| -> crate::kit::Result<Vec<(String, String)>> {
            Ok(store::rows(conn, part, id)?.iter().map(|row| (row.id.to_string(), part.title(row))).collect())
        };
        match view {
            View::Part(part) => data.rows = store::rows(conn, part, id)?,
            View::People => {
                data.choices = Choices { levels: named(&parts::LEVELS)?, tables: named(&parts::TABLES)? };
                let all = crate::segments::store::all(conn)?;
                data.segments = all.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
            }
            View::Sheets => data.sheets = store::sheets(conn, id)?,
            View::Review => {
                let feedback = store::rows(conn, &parts::FEEDBACK, id)?;
                let states = data.work.iter().map(|work| work.state.as_str());
                data.review = Some(Review::of(&data.people, states, &feedback));
                data.lessons = store::rows(conn, &parts::LESSONS, id)?;
                data.sheets = store::sheets(conn, id)?;
                data.changes = store::changes(conn, id)?;
            }
            View::Overview | View::Tasks | View::Tell => {}
        }
        data.budget = Some(store::budget(conn, &event)?);
        data.brought = store::brought(conn, id)?;
        data.tasks = crate::tasks::store::of(conn, From { kind: "event", id: id.0 })?;
        if view == View::Part(&parts::LINES) {
            let all = crate::ledger::store::categories(conn)?;
            let fits = |kind: CategoryKind| matches!(kind, CategoryKind::Income | CategoryKind::Expense);
            data.categories =
                all.into_iter().filter(|c| !c.closed && fits(c.kind)).map(|c| (c.id.to_string(), c.name)).collect();
        }
        if view == View::Part(&parts::SPONSORS) {
            for row in &data.rows {
                if let Some(person) = row.number(&parts::SPONSORS, "person") {
                    data.given.push((row.id, store::given_by(conn, &event, PersonId(person))?));
                }
            }
        }
        if view == View::Part(&parts::SPONSORS) {
            data.promises = store::rows(conn, &parts::BENEFITS, id)?;
        }
        if view == View::Part(&parts::DELEGATIONS) {
            data.keeps = store::keeps_coming(conn, &event)?;
        }
        if view == View::Part(&parts::LOTS) {
            data.lots = store::lots(conn, id)?;
        }
        if view == View::Tell {
            data.changes = store::changes(conn, id)?;
        }
        if let Some(shift) = shift {
            data.candidates = store::candidates(conn, crate::events::model::RowId(shift), 12)?;
        }
        data.event = Some(event);
        Ok(data)
    })
}
