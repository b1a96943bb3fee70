//! Versions: a text that is kept whole and never changes.

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::body::Body;
use crate::policy::model::{Deed, Document, DocumentId, Version, VersionId, WIDTH, Working};
use crate::policy::store;
use crate::t;

/// Keeps the text as a version.
pub static SAVE: Op =
    Op { key: "policy.save_version", says: "Save version", undo: Undo::Reverse, reach: Reach::Command("policy save") };

/// How a version is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saving {
    /// What it is called; empty: the day.
    pub name: String,
    /// Characters in a line; none: as the version before, or the usual width.
    pub width: Option<u16>,
    /// Where clauses came from, where that is known (an amendment that was merged).
    pub sources: Vec<(i64, Deed, String)>,
}

impl Saving {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// Refuses where the text of a document is frozen.
pub(in crate::policy) fn open(tx: &Tx<'_>, one: &Document) -> Result<()> {
    let stage = store::workflow(tx.conn())?.stage(&one.stage);
    if stage.frozen {
        return Err(Problem::input(t!(
            "The text of {title} is frozen ({stage}). Nothing was changed",
            title = one.new.title,
            stage = stage.name
        ))
        .hint(t!("Amendments change it, or a step back to the group")));
    }
    Ok(())
}

/// Writes a version of a document within an operation, whatever its stage: who calls it knows that it may.
///
/// # Errors
/// When the text is empty or is that of the newest version.
pub fn write(tx: &Tx<'_>, document: DocumentId, body: &Body, saving: &Saving) -> Result<VersionId> {
    if body.clauses.iter().all(|clause| clause.text.trim().is_empty()) {
        return Err(Problem::input(t!("There is no text yet. Nothing was saved")));
    }
    let newest = store::newest(tx.conn(), document)?;
    let sha256 = body.sha256();
    if let Some(same) = newest.as_ref().filter(|version| version.sha256 == sha256) {
        return Err(Problem::input(t!("Version {version} says just this. Nothing was saved", version = same.called())));
    }
    let ids: std::collections::BTreeSet<i64> = body.clauses.iter().map(|clause| clause.id).collect();
    if ids.len() != body.clauses.len() {
        return Err(Problem::defect(t!("Two clauses of the text have one id. Nothing was saved")));
    }
    let name = saving.name.trim();
    let version = Version {
        id: VersionId(tx.new_id()),
        document,
        number: store::next_number(tx.conn(), document)?,
        name: if name.is_empty() { crate::kit::day::short(tx.today()) } else { name.to_owned() },
        parent: newest.as_ref().map(|version| version.id),
        width: saving.width.or(newest.map(|version| version.width)).unwrap_or(WIDTH),
        sha256,
        day: tx.today(),
        who: tx.who().to_owned(),
    };
    if !(40..=200).contains(&version.width) {
        return Err(Problem::input(t!("A line has 40 to 200 characters. Nothing was saved")));
    }
    store::insert_version(tx.conn(), &version, body)?;
    for source in &saving.sources {
        store::insert_source(tx.conn(), tx.new_id(), version.id, source)?;
    }
    Ok(version.id)
}

/// Keeps the text at work as a version; `body` is what the editor holds, none what was kept last.
///
/// # Errors
/// When there is no such document, its text is frozen, or nothing differs.
pub fn save(office: &mut Office, id: DocumentId, body: Option<Body>, saving: &Saving) -> Result<Done<VersionId>> {
    office.transact(&SAVE, |tx| {
        let one = store::document(tx.conn(), id)?;
        open(tx, &one)?;
        let mut body = match body {
            Some(body) => body,
            None => store::working(tx.conn(), id)?.body,
        };
        body.straighten();
        let version = write(tx, id, &body, saving)?;
        store::put_working(tx.conn(), id, &Working { body, began: Some(version.0) })?;
        let kept = store::version(tx.conn(), version)?;
        tx.say(t!("Saved {title}, version {version}", title = one.new.title, version = kept.called()));
        Ok(version)
    })
}

/// Keeps the text at work, outside the history. What a frozen document holds is left alone.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_working(office: &mut Office, id: DocumentId, working: &Working) -> Result<()> {
    let frozen = office.read(|conn| {
        let one = store::document(conn, id)?;
        Ok(store::workflow(conn)?.stage(&one.stage).frozen)
    })?;
    if frozen {
        return Err(Problem::input(t!("The text is frozen at this stage, so nothing was kept")));
    }
    office.aside(|conn| store::put_working(conn, id, working))
}
