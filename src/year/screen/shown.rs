//! All that the parts show of a year, read at once.

use std::collections::BTreeMap;

use super::super::model::{Closed, Form, Sample, Sampled, Standing, Statement, Year, form_for};
use super::super::report;
use super::super::store::{self, AuditRow};
use super::ask;
use crate::cli::{ClosingItem, ClosingOf, Span, closing};
use crate::kit::{Day, Result};
use crate::office::{Office, profile};

/// One entry of the examiner's list; nothing behind it where it is not in the ledger any more.
pub(super) type Line = (Sampled, Option<AuditRow>);

/// All that the parts show of a year.
pub(super) struct Shown {
    pub(super) years: Vec<(Year, Standing)>,
    pub(super) year: Year,
    pub(super) standing: Standing,
    /// What has to be settled; of a closed year nothing is asked.
    pub(super) items: Vec<ClosingItem>,
    /// Each time that the year was closed, the newest first.
    pub(super) closed: Vec<Closed>,
    /// The year that comes before this one can be closed, if one does.
    pub(super) first: Option<Year>,
    /// The last year that is closed: the only one that can be opened again.
    pub(super) last: Option<Year>,
    pub(super) form: &'static Form,
    pub(super) statement: Statement,
    pub(super) notes: BTreeMap<String, String>,
    pub(super) places: Vec<ask::Place>,
    pub(super) sample: Option<(Sample, Vec<Line>, String)>,
}

/// Reads all that the parts show.
pub(super) fn read(office: &Office, wanted: Option<Day>, today: Day, asked: &[ClosingOf]) -> Result<Option<Shown>> {
    office.read(|conn| {
        if store::first_day(conn)?.is_none() {
            return Ok(None);
        }
        let years = store::years(conn, today)?;
        let years: Vec<(Year, Standing)> =
            years.into_iter().map(|year| Ok((year, store::standing(conn, year, today)?))).collect::<Result<_>>()?;
        // Where nobody chose: the year that is next, else the last that is over.
        let next = store::next(conn, None)?.filter(|next| next.to < today).map(|next| next.to);
        let to = wanted.or(next);
        let one = years.iter().find(|(year, _)| to.is_some_and(|to| (year.from..=year.to).contains(&to)));
        let over = years.iter().find(|(year, _)| year.to < today);
        let Some((year, standing)) = one.or(over).or(years.first()).copied() else { return Ok(None) };
        let span = Span { from: year.from, to: year.to, today };
        let items = match standing {
            Standing::Closed(_) => Vec::new(),
            _ => closing(asked.iter().copied(), conn, &span)?,
        };
        let form = form_for(profile::get(conn)?.jurisdiction())?;
        let sample = match store::sample_of(conn, year)? {
            Some(sample) => {
                let lines = store::sampled_rows(conn, sample.id)?;
                let words = report::sample_words(conn, &sample)?;
                Some((sample, lines, words))
            }
            None => None,
        };
        Ok(Some(Shown {
            year,
            standing,
            items,
            closed: store::all(conn)?.into_iter().filter(|closed| closed.year == year).collect(),
            first: store::next(conn, None)?,
            last: store::last_closed(conn)?.map(|closed| closed.year),
            statement: store::statement(conn, year)?,
            notes: store::notes(conn, year.to)?,
            places: ask::places(store::categories(conn, form)?),
            form,
            sample,
            years,
        }))
    })
}
