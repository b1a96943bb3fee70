//! Values that stay true: asked again when their parameters or their tables change, and costing nothing otherwise.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::Connection;

use super::desk::{Desk, Reply};
use crate::kit::Result;
use crate::office::Office;

/// One value read from the office for parameters `P`. The last one stays on screen until the new one is there.
#[derive(Debug)]
pub struct Live<T, P = ()> {
    tables: &'static [&'static str],
    value: Option<T>,
    /// What the value, or the question under way, was asked for.
    asked: Option<(P, u64)>,
    coming: Option<Reply<T>>,
}

impl<T: Send + 'static, P: Clone + PartialEq + Send + 'static> Live<T, P> {
    /// `tables` are those the answer depends on; none means all.
    pub const fn new(tables: &'static [&'static str]) -> Self {
        Self { tables, value: None, asked: None, coming: None }
    }

    /// Sees to it that the value is for these parameters and the present state of the tables. Call it in `logic`. Only one
    /// question is under way at a time; a newer one waits for its answer.
    pub fn want(&mut self, desk: &Desk, with: P, query: impl FnOnce(&Connection, &P) -> Result<T> + Send + 'static) {
        self.want_office(desk, with, move |office, with| office.read(|conn| query(conn, with)));
    }

    /// The same for what the office itself knows.
    pub fn want_office(&mut self, desk: &Desk, with: P, query: impl FnOnce(&Office, &P) -> Result<T> + Send + 'static) {
        self.take(desk);
        if self.coming.is_some() {
            return;
        }
        let revision = desk.revision(self.tables);
        if self.asked.as_ref().is_some_and(|(p, r)| *r == revision && *p == with) {
            return;
        }
        self.asked = Some((with.clone(), revision));
        self.coming = Some(desk.ask_office(move |office| query(office, &with)));
        self.take(desk);
    }

    fn take(&mut self, desk: &Desk) {
        if let Some(answer) = self.coming.as_mut().and_then(Reply::take) {
            self.coming = None;
            match answer {
                Ok(value) => self.value = Some(value),
                Err(problem) => desk.problem(problem),
            }
        }
    }

    /// The last answer.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// What the last answer, or the one that is coming, is for.
    pub fn asked_for(&self) -> Option<&P> {
        self.asked.as_ref().map(|(p, _)| p)
    }

    /// Whether a newer answer is on its way.
    pub fn is_coming(&self) -> bool {
        self.coming.is_some()
    }

    /// Asks again at the next opportunity, whatever stands there.
    pub fn renew(&mut self) {
        self.asked = None;
    }
}

/// Rows in one page.
pub const PAGE: u64 = 200;
/// How many pages are kept: more than any window shows, few enough to be small.
const KEPT: usize = 24;

/// The rows of a long list: the count, and the pages around what is in sight.
#[derive(Debug)]
pub struct Rows<R, P = ()> {
    tables: &'static [&'static str],
    total: u64,
    known: bool,
    pages: BTreeMap<u64, Vec<R>>,
    /// Pages of an older state, shown until the new ones are there.
    old: BTreeMap<u64, Vec<R>>,
    asked: Option<(P, u64)>,
    counting: Option<Reply<u64>>,
    coming: Option<(u64, Reply<Vec<R>>)>,
    sight: Range<u64>,
}

impl<R: Send + 'static, P: Clone + PartialEq + Send + 'static> Rows<R, P> {
    /// `tables` are those the rows depend on; none means all.
    pub const fn new(tables: &'static [&'static str]) -> Self {
        Self {
            tables,
            total: 0,
            known: false,
            pages: BTreeMap::new(),
            old: BTreeMap::new(),
            asked: None,
            counting: None,
            coming: None,
            sight: 0..PAGE,
        }
    }

    /// Sees to it that count and pages are for these parameters (search, filter, order). Call it in `logic`; `page` is asked
    /// for `many` rows from row number `from` on.
    pub fn want(
        &mut self,
        desk: &Desk,
        with: P,
        count: fn(&Connection, &P) -> Result<u64>,
        page: fn(&Connection, &P, from: u64, many: u64) -> Result<Vec<R>>,
    ) {
        self.take(desk);
        let revision = desk.revision(self.tables);
        let same = self.asked.as_ref().is_some_and(|(p, r)| *r == revision && *p == with);
        if !same {
            if self.counting.is_some() || self.coming.is_some() {
                return;
            }
            // After a change of the rows the old ones stay until the new ones come; another search shows none of them.
            let same_question = self.asked.as_ref().is_some_and(|(p, _)| *p == with);
            self.old = std::mem::take(&mut self.pages);
            if !same_question {
                self.sight = 0..PAGE;
            }
            self.asked = Some((with.clone(), revision));
            let p = with.clone();
            self.counting = Some(desk.ask(move |conn| count(conn, &p)));
            self.take(desk);
        }
        if self.coming.is_none()
            && let Some(wanted) = self.wanted()
        {
            self.coming = Some((wanted, desk.ask(move |conn| page(conn, &with, wanted * PAGE, PAGE))));
            self.take(desk);
        }
    }

    /// The page to ask for next: in sight first, then the ones around it.
    fn wanted(&self) -> Option<u64> {
        let first = self.sight.start / PAGE;
        let last = self.sight.end.saturating_sub(1).max(self.sight.start) / PAGE;
        let exists = |page: &u64| *page == 0 || !self.known || page * PAGE < self.total;
        (first..=last)
            .chain([last + 1])
            .chain(first.checked_sub(1))
            .filter(exists)
            .find(|p| !self.pages.contains_key(p))
    }

    fn take(&mut self, desk: &Desk) {
        if let Some(answer) = self.counting.as_mut().and_then(Reply::take) {
            self.counting = None;
            self.known = true;
            match answer {
                Ok(total) => self.total = total,
                Err(problem) => desk.problem(problem),
            }
        }
        if let Some((number, answer)) = self.coming.as_mut().and_then(|(n, reply)| Some((*n, reply.take()?))) {
            self.coming = None;
            let rows = answer.unwrap_or_else(|problem| {
                desk.problem(problem);
                Vec::new()
            });
            self.old.clear();
            self.pages.insert(number, rows);
            self.thin();
        }
    }

    /// Drops the page furthest from what is in sight.
    fn thin(&mut self) {
        let here = self.sight.start / PAGE;
        while self.pages.len() > KEPT {
            let Some(far) = self.pages.keys().copied().max_by_key(|p| p.abs_diff(here)) else { return };
            self.pages.remove(&far);
        }
    }

    /// How many rows there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether the count has been answered at least once: before that, nothing may be called empty.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// A row that is at hand.
    pub fn get(&self, at: u64) -> Option<&R> {
        let (page, place) = (at / PAGE, usize::try_from(at % PAGE).ok()?);
        self.pages.get(&page).or_else(|| self.old.get(&page))?.get(place)
    }

    /// The rows at hand, with their numbers, from the top.
    pub fn at_hand(&self) -> impl Iterator<Item = (u64, &R)> {
        self.pages.iter().flat_map(|(page, rows)| (page * PAGE..).zip(rows))
    }

    /// Says which rows the table shows, so that their pages are asked for.
    pub fn in_sight(&mut self, visible: Range<u64>) {
        self.sight = visible;
    }
}
