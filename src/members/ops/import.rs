//! Importing members: a plan is made, shown, and committed as it is.

use crate::kit::{Problem, Result, text};
use crate::ledger::store::{generation, register};
use crate::members::import::{Fate, Known, Plan, Planned, Settings, plan};
use crate::members::model::{PersonId, Term, TermId};
use crate::members::store;
use crate::office::{Done, Office, Op, Reach, Tx, Undo, profile};
use crate::people;
use crate::people::consent::Said;
use crate::people::ops::OnDuplicate;
use crate::t;
use crate::tabular::{Mapping, Report, Source};

/// Brings in a list of members.
pub static IMPORT: Op = Op {
    key: "members.import",
    says: "Import members",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("members import"),
};

/// The noun under which inputs are remembered.
pub const IMPORT_NOUN: &str = "members";
/// How many people or memberships are written at a time.
const TOGETHER: usize = 256;

/// Makes the plan of an import. Nothing is written.
///
/// # Errors
/// When the map does not fit the input, the file cannot be read, or the work was cancelled.
pub fn prepare(office: &Office, source: &Source, mapping: &Mapping, on_duplicate: OnDuplicate) -> Result<Plan> {
    let (today, progress) = (office.today(), office.progress());
    progress.begin(source.row_count as u64);
    office.read(|conn| {
        let profile = profile::get(conn)?;
        let settings = Settings {
            on_duplicate,
            currency: *profile.currency,
            today,
            month_first: profile.month_first,
            who: office.who().to_owned(),
        };
        let ids = ["wardroom_id", "payer_id"].iter().any(|key| mapping.columns.contains_key(*key));
        let known = Known::read(conn, ids)?;
        plan(conn, source, mapping, known, &settings, &|rows| progress.step(rows as u64))
    })
}

/// Commits a plan, exactly as it was shown: people first, then memberships, those that cover others before those others.
///
/// # Errors
/// When the office has changed since the plan was made, or the work was cancelled; nothing was changed then.
pub fn import(office: &mut Office, plan: &Plan) -> Result<Done<Report>> {
    let done = office.transact(&IMPORT, |tx| {
        let conn = tx.conn();
        if generation(conn)? != plan.generation {
            return Err(Problem::input(t!("The office has changed since the preview was made. Nothing was imported"))
                .hint(t!("Look at the preview again")));
        }
        if plan.report.added + plan.report.updated == 0 {
            return Ok(());
        }
        tx.expect(u64::try_from(plan.report.people_added + plan.changed.len() + plan.terms.len()).unwrap_or(0));
        let mut write = Writing { tx, people: Vec::new(), terms: Vec::new(), done: 0 };
        write.people(plan)?;
        write.terms(plan)?;
        register::insert_import(conn, tx.new_id(), IMPORT_NOUN, &plan.source, &plan.digest, plan.report.added)?;
        let members = text::plural(plan.report.added, t!("membership"), t!("memberships"));
        tx.say(if plan.report.updated > 0 {
            t!(
                "Imported {members} from {source}, updated {updated}",
                members = members,
                source = plan.source,
                updated = text::count(plan.report.updated)
            )
        } else {
            t!("Imported {members} from {source}", members = members, source = plan.source)
        });
        Ok(())
    })?;
    let op = done.op.map(|op| op.to_string());
    Ok(Done { value: Report { op, ..plan.report.clone() }, op: done.op, changed: done.changed })
}

/// The ids that what is new gets as it is written.
struct Writing<'t, 'o> {
    tx: &'t Tx<'o>,
    /// By the place in the plan.
    people: Vec<Option<PersonId>>,
    terms: Vec<TermId>,
    done: usize,
}

impl Writing<'_, '_> {
    fn step(&mut self, count: usize) -> Result<()> {
        self.done += count;
        self.tx.progress(u64::try_from(self.done).unwrap_or(0))
    }

    fn people(&mut self, plan: &Plan) -> Result<()> {
        let mut said: Vec<(PersonId, Said)> = Vec::new();
        for chunk in plan.people.chunks(TOGETHER) {
            let used: Vec<_> = chunk.iter().filter(|new| new.used).map(|new| new.details.clone()).collect();
            let mut ids = people::ops::insert_all(self.tx, &used)?.into_iter();
            for new in chunk {
                let id = if new.used { ids.next() } else { None };
                said.extend(id.into_iter().flat_map(|id| new.said.iter().map(move |said| (id, said.clone()))));
                self.people.push(id);
            }
            self.step(used.len())?;
        }
        for (id, details) in &plan.changed {
            let old = people::store::get(self.tx.conn(), *id)?;
            people::ops::change_in(self.tx, &old, details)?;
            self.step(1)?;
        }
        said.extend(plan.said.iter().cloned());
        people::ops::say_in(self.tx, &said)
    }

    fn terms(&mut self, plan: &Plan) -> Result<()> {
        let new_id = || self.tx.new_id();
        self.terms = plan.terms.iter().map(|p| if p.before.is_some() { p.term.id } else { TermId(new_id()) }).collect();
        let added: Vec<&Planned> = plan.terms.iter().filter(|planned| planned.before.is_none()).collect();
        for chunk in added.chunks(TOGETHER) {
            let whole: Vec<(Term, &[String])> =
                chunk.iter().map(|p| Ok((self.named(&p.term)?, p.class_notes.as_slice()))).collect::<Result<_>>()?;
            store::insert_whole(self.tx.conn(), &|| self.tx.new_id(), &whole)?;
            self.step(chunk.len())?;
        }
        for planned in &plan.terms {
            if let Some(before) = &planned.before {
                let term = self.named(&planned.term)?;
                store::change_whole(self.tx.conn(), &|| self.tx.new_id(), before, &term, &planned.class_notes)?;
                self.step(1)?;
            }
        }
        Ok(())
    }

    /// A term with the ids that people and terms have now.
    fn named(&self, term: &Term) -> Result<Term> {
        let place = |id: i64| usize::try_from(-id - 1).ok().filter(|_| id < 0);
        let lost = || Problem::defect(t!("Somebody of the list was not written"));
        let person = |id: PersonId| match place(id.0) {
            None => Ok(id),
            Some(at) => self.people.get(at).copied().flatten().ok_or_else(lost),
        };
        let membership = |id: TermId| match place(id.0) {
            None => Ok(id),
            Some(at) => self.terms.get(at).copied().ok_or_else(lost),
        };
        Ok(Term {
            id: membership(term.id)?,
            person: person(term.person)?,
            payer: term.payer.map(person).transpose()?,
            family: term.family.map(membership).transpose()?,
            ..term.clone()
        })
    }
}

/// Whether the plan changes anything.
pub fn changes(plan: &Plan) -> bool {
    plan.rows.iter().any(|row| matches!(row.fate, Fate::Added | Fate::Updated))
}
