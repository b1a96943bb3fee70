//! Bringing people in from a list. The same walk over the rows makes the preview and the import that is kept, so what is
//! shown is what is done.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::consent::{self, Said};
use super::super::import::{OwnColumns, Reader, Told};
use super::super::matching::{Hashed, Register, Why};
use super::super::model::{Details, Person, PersonId};
use super::super::{fields, merge, store, words};
use crate::kit::{Currency, Day, Problem, Result, text};
use crate::office::{Done, Office, Op, Progress, Reach, Tx, Undo};
use crate::t;
use crate::tabular::{CellProblem, Mapping, Plan, Refused, Report, Row, Source, Terms, read_ahead};

/// Brings in a list of people.
pub static IMPORT: Op =
    Op { key: "people.import", says: "Import people", undo: Undo::ReverseKeep, reach: Reach::Command("import people") };

/// What happens with a row that is somebody in the register, or somebody of an earlier row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDuplicate {
    /// The row is left out.
    Skip,
    /// What is blank is filled.
    Fill,
    /// What the row says is taken.
    Update,
    /// Everybody is added, whether they are there or not.
    Add,
}

impl OnDuplicate {
    /// By the word of the command line.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "skip" => Self::Skip,
            "fill" => Self::Fill,
            "update" => Self::Update,
            "add" => Self::Add,
            _ => return None,
        })
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    Updated,
    Skipped,
    Refused,
}

/// One row of the list and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFate {
    /// As the file counts rows.
    pub row: usize,
    pub fate: Fate,
    /// Who the row was taken for, and why.
    pub known: Option<(PersonId, Why)>,
}

/// What an import does: the same for a preview and for the run that is kept.
#[derive(Debug)]
pub struct Outcome {
    pub report: Report,
    pub rows: Vec<RowFate>,
    pub refused: Refused,
}

/// A list, its map and what to do with duplicates: ready to be previewed and committed.
#[derive(Debug)]
pub struct Import<'s> {
    source: &'s Source,
    plan: Plan,
    reader: Reader,
    on_duplicate: OnDuplicate,
    has_ids: bool,
    /// By which map the list is read, and no row yet.
    report: Report,
}

/// What one row says, and what is worked out from it ahead.
struct Ahead<R> {
    told: Told,
    /// For matching.
    hashed: Hashed,
    /// For adding them.
    ready: R,
}

/// Where the rows go: into the file, or nowhere.
trait Sink {
    /// What adding somebody takes besides the details.
    type Ready: Send;
    /// Works it out. This is done ahead, on the thread that reads.
    fn ready(details: &Details) -> Self::Ready;
    /// The id of a person about to be added.
    fn new_id(&mut self) -> PersonId;
    /// Adds somebody, with what the row says about being reached.
    fn add(&mut self, id: PersonId, details: Details, ready: Self::Ready, said: Vec<Said>) -> Result<()>;
    fn current(&mut self, id: PersonId) -> Result<Person>;
    fn change(&mut self, old: &Person, new: &Details) -> Result<()>;
    /// Takes what a row says about reaching somebody who is there; whether any of it is new.
    fn said(&mut self, id: PersonId, said: &[Said], update: bool) -> Result<bool>;
    fn progress(&mut self, rows: usize) -> Result<()>;
    /// After the last row.
    fn finish(&mut self) -> Result<()>;
}

impl<'s> Import<'s> {
    /// Fits a map to a list.
    ///
    /// # Errors
    /// When the map does not fit, or maps nothing that a person could be known by.
    pub fn new(
        source: &'s Source,
        mapping: &Mapping,
        on_duplicate: OnDuplicate,
        currency: Currency,
        today: Day,
        month_first: bool,
    ) -> Result<Self> {
        let plan = mapping.bind(source, fields::FIELDS, Terms { currency, today })?;
        let named = ["full_name", "given", "family", "employer", "email"];
        if !named.iter().any(|key| mapping.columns.contains_key(*key)) {
            let headings: Vec<&str> = source.columns.iter().take(30).map(|c| c.name.as_str()).collect();
            return Err(Problem::input(t!(
                "No column is mapped to a name, an organisation or an e-mail address; nothing was read"
            ))
            .hint(t!("Map one of these headings to full_name: {headings}", headings = headings.join(", "))));
        }
        let reader = Reader::new(mapping, today, month_first);
        let has_ids = mapping.columns.contains_key("wardroom_id");
        let mut report = Report::default();
        report.read_by(mapping, source, fields::FIELDS);
        Ok(Self { source, plan, reader, on_duplicate, has_ids, report })
    }

    /// What the import would do. Nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read, or the work was cancelled.
    pub fn preview(&self, office: &Office) -> Result<Outcome> {
        let keep = matches!(self.on_duplicate, OnDuplicate::Fill | OnDuplicate::Update);
        let progress = office.progress();
        progress.begin(self.source.row_count as u64);
        office.read(|conn| {
            let (pending, said) = (HashMap::new(), HashMap::new());
            self.walk(conn, &mut Nowhere { conn, progress: &progress, next: 0, pending, said, keep })
        })
    }

    /// Brings the list in, as one operation. Refused rows are left out, the others are in.
    ///
    /// # Errors
    /// When the file cannot be written, or the work was cancelled; then nothing was changed.
    pub fn commit(&self, office: &mut Office) -> Result<Done<Outcome>> {
        let mut done = office.transact(&IMPORT, |tx| {
            tx.expect(self.source.row_count as u64);
            let outcome =
                store::add_many(tx.conn(), self.source.row_count, || self.walk(tx.conn(), &mut IntoFile::new(tx)))?;
            let report = &outcome.report;
            let name = self.source.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if report.added + report.updated > 0 {
                let added = i64::try_from(report.added).unwrap_or(i64::MAX);
                store::remember_import(tx.conn(), &|| tx.new_id(), &name, self.source.digest(), added)?;
            }
            let people = |n| text::plural(n, t!("person"), t!("people"));
            tx.say(if report.updated > 0 {
                t!(
                    "Imported {added} from {name}, updated {updated}",
                    added = people(report.added),
                    name = name,
                    updated = report.updated
                )
            } else {
                t!("Imported {added} from {name}", added = people(report.added), name = name)
            });
            Ok(outcome)
        })?;
        done.value.report.op = done.op.map(|op| op.to_string());
        Ok(done)
    }

    fn walk<S: Sink>(&self, conn: &Connection, sink: &mut S) -> Result<Outcome> {
        let mut register = store::register(conn, self.has_ids)?;
        let own = self.reader.own_columns(conn, self.source)?;
        let mut outcome = Outcome {
            report: self.report.clone(),
            rows: Vec::with_capacity(self.source.row_count),
            refused: Refused::new(self.source),
        };
        read_ahead(
            self.source,
            |row| self.ahead(row, &own, S::ready),
            |row, read| {
                if outcome.report.read.is_multiple_of(1024) {
                    sink.progress(outcome.report.read)?;
                }
                outcome.report.read += 1;
                match read {
                    Ok(told) => self.place(sink, &mut register, &mut outcome, &row, told),
                    Err(problems) => {
                        outcome.refuse(&row, &problems);
                        Ok(())
                    }
                }
            },
        )?;
        sink.finish()?;
        outcome.report.people_added = outcome.report.added;
        Ok(outcome)
    }

    fn ahead<R>(&self, row: &Row, own: &OwnColumns, ready: fn(&Details) -> R) -> Result<Ahead<R>, Vec<CellProblem>> {
        let told = self.reader.read(&self.plan.apply(row)?, row, own)?;
        Ok(Ahead { hashed: Hashed::from(&told.details), ready: ready(&told.details), told })
    }

    /// Finds who a row is, and adds or changes it.
    fn place<S: Sink>(
        &self,
        sink: &mut S,
        register: &mut Register,
        outcome: &mut Outcome,
        row: &Row,
        Ahead { told: Told { details, said, id }, hashed, ready }: Ahead<S::Ready>,
    ) -> Result<()> {
        let found = if self.on_duplicate == OnDuplicate::Add { None } else { register.find(&hashed, id) };
        if self.on_duplicate != OnDuplicate::Skip || found.is_none() {
            let holder = details.number.as_deref().and_then(|number| register.holder_of(number));
            if holder.is_some() && holder != found.map(|(id, _)| id) {
                let message = t!(
                    "The number {number} belongs to somebody else",
                    number = details.number.as_deref().unwrap_or("")
                );
                outcome.refuse(row, &self.reader.name_columns(row.number, vec![("member_number", message)]));
                return Ok(());
            }
        }
        let fate = match found {
            None => {
                let id = sink.new_id();
                register.know(id.0, &hashed);
                sink.add(id, details, ready, said)?;
                Fate::Added
            }
            Some((id, _)) => {
                let fate = self.meet(sink, PersonId(id), &details, &said)?;
                if fate == Fate::Updated {
                    register.know_number(id, details.number.as_deref());
                }
                fate
            }
        };
        outcome.count(row.number, fate, found.map(|(id, why)| (PersonId(id), why)));
        Ok(())
    }

    /// A row that is somebody who is there already.
    fn meet<S: Sink>(&self, sink: &mut S, id: PersonId, details: &Details, said: &[Said]) -> Result<Fate> {
        let merge = match self.on_duplicate {
            OnDuplicate::Fill => merge::fill,
            OnDuplicate::Update => merge::update,
            OnDuplicate::Skip | OnDuplicate::Add => return Ok(Fate::Skipped),
        };
        let old = sink.current(id)?;
        let new = merge(&old.details, details);
        let spoke = sink.said(id, said, self.on_duplicate == OnDuplicate::Update)?;
        if new == old.details {
            return Ok(if spoke { Fate::Updated } else { Fate::Skipped });
        }
        sink.change(&old, &new)?;
        Ok(Fate::Updated)
    }
}

impl Outcome {
    fn count(&mut self, row: usize, fate: Fate, known: Option<(PersonId, Why)>) {
        match fate {
            Fate::Added => self.report.added += 1,
            Fate::Updated => self.report.updated += 1,
            Fate::Skipped => self.report.skipped += 1,
            Fate::Refused => {}
        }
        self.rows.push(RowFate { row, fate, known });
    }

    fn refuse(&mut self, row: &Row, problems: &[CellProblem]) {
        self.report.refuse(problems);
        self.refused.add(row, problems);
        self.rows.push(RowFate { row: row.number, fate: Fate::Refused, known: None });
    }
}

/// The file.
struct IntoFile<'t, 'o> {
    tx: &'t Tx<'o>,
    /// Added, and not yet written.
    waiting: Vec<(PersonId, Details, store::Keys)>,
    /// What those who wait said about being reached.
    spoken: Vec<(PersonId, Said)>,
    /// The search words of those who were added, as far as they are not in the index yet.
    words: Vec<(PersonId, String)>,
}

/// How many people are written at a time.
const TOGETHER: usize = 256;
/// The words of how many people go into the index at a time: it writes its pieces to the file before every other write.
const INDEXED: usize = 64 * TOGETHER;

impl<'t, 'o> IntoFile<'t, 'o> {
    fn new(tx: &'t Tx<'o>) -> Self {
        Self { tx, waiting: Vec::new(), spoken: Vec::new(), words: Vec::new() }
    }

    fn write(&mut self) -> Result<()> {
        let conn = self.tx.conn();
        let people: Vec<_> = self.waiting.iter().map(|(id, details, keys)| (*id, details, keys)).collect();
        let new_id = || self.tx.new_id();
        self.tx.indexed(&store::PERSON_SEARCH, || store::insert_all(conn, &new_id, &people))?;
        store::insert_consents(conn, &new_id, &self.spoken, self.tx.who())?;
        self.waiting.clear();
        self.spoken.clear();
        if self.words.len() >= INDEXED { self.index() } else { Ok(()) }
    }

    fn index(&mut self) -> Result<()> {
        store::add_words(self.tx.conn(), &self.words)?;
        self.words.clear();
        Ok(())
    }
}

impl Sink for IntoFile<'_, '_> {
    type Ready = (store::Keys, String);

    fn ready(details: &Details) -> Self::Ready {
        (store::Keys::of(details), words::words_of(details))
    }

    fn new_id(&mut self) -> PersonId {
        PersonId(self.tx.new_id())
    }

    fn add(&mut self, id: PersonId, details: Details, (keys, words): Self::Ready, said: Vec<Said>) -> Result<()> {
        self.waiting.push((id, details, keys));
        self.words.push((id, words));
        self.spoken.extend(consent::news(&[], &said, true).into_iter().map(|said| (id, said)));
        if self.waiting.len() < TOGETHER { Ok(()) } else { self.write() }
    }

    fn current(&mut self, id: PersonId) -> Result<Person> {
        self.write()?;
        store::get(self.tx.conn(), id)
    }

    fn change(&mut self, old: &Person, new: &Details) -> Result<()> {
        store::update(self.tx.conn(), &|| self.tx.new_id(), old, new)
    }

    fn said(&mut self, id: PersonId, said: &[Said], update: bool) -> Result<bool> {
        if said.is_empty() {
            return Ok(false);
        }
        self.write()?;
        let news = consent::news(&said_before(self.tx.conn(), id)?, said, update);
        for said in &news {
            store::add_consent(self.tx.conn(), &|| self.tx.new_id(), id, said, self.tx.who())?;
        }
        Ok(!news.is_empty())
    }

    fn progress(&mut self, rows: usize) -> Result<()> {
        self.tx.progress(rows as u64)
    }

    fn finish(&mut self) -> Result<()> {
        self.write()?;
        self.index()
    }
}

/// What is known of a person before a row comes, oldest first.
fn said_before(conn: &Connection, id: PersonId) -> Result<Vec<Said>> {
    Ok(store::consents(conn, id)?.into_iter().rev().map(|consent| consent.said).collect())
}

/// Nowhere: a preview. What earlier rows would have made is kept only where later rows may add to it.
struct Nowhere<'c> {
    conn: &'c Connection,
    progress: &'c Progress,
    next: i64,
    pending: HashMap<i64, Details>,
    said: HashMap<i64, Vec<Said>>,
    keep: bool,
}

impl Sink for Nowhere<'_> {
    type Ready = ();

    fn ready(_details: &Details) {}

    fn new_id(&mut self) -> PersonId {
        // Ids of the file are positive.
        self.next -= 1;
        PersonId(self.next)
    }

    fn add(&mut self, id: PersonId, details: Details, (): (), said: Vec<Said>) -> Result<()> {
        if self.keep {
            self.pending.insert(id.0, details);
            self.said.insert(id.0, consent::news(&[], &said, true));
        }
        Ok(())
    }

    fn current(&mut self, id: PersonId) -> Result<Person> {
        match self.pending.get(&id.0) {
            Some(details) => Ok(Person { id, details: details.clone() }),
            None => store::get(self.conn, id),
        }
    }

    fn change(&mut self, old: &Person, new: &Details) -> Result<()> {
        self.pending.insert(old.id.0, new.clone());
        Ok(())
    }

    fn said(&mut self, id: PersonId, said: &[Said], update: bool) -> Result<bool> {
        if said.is_empty() {
            return Ok(false);
        }
        let mut known = if id.0 > 0 { said_before(self.conn, id)? } else { Vec::new() };
        known.extend(self.said.get(&id.0).into_iter().flatten().cloned());
        let news = consent::news(&known, said, update);
        let any = !news.is_empty();
        if self.keep {
            self.said.entry(id.0).or_default().extend(news);
        }
        Ok(any)
    }

    fn progress(&mut self, rows: usize) -> Result<()> {
        self.progress.step(rows as u64)
    }

    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}
