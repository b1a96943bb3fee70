//! Consultations: opened on a version, and what came back.

use sha2::{Digest as _, Sha256};

use crate::kit::{Day, Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::anchor::Anchor;
use crate::policy::label::Labels;
use crate::policy::model::{CommentId, ConsultationId, DocumentId, PersonId, ResponseId, VersionId};
use crate::policy::store::{self, Consultation, NewComment, Response};
use crate::t;

/// Opens a consultation.
pub static OPEN: Op = Op {
    key: "policy.consult",
    says: "Open consultation",
    undo: Undo::Reverse,
    reach: Reach::Command("policy consult open"),
};

/// Reads a response in.
pub static RESPOND: Op = Op {
    key: "policy.respond",
    says: "Read response",
    undo: Undo::Reverse,
    reach: Reach::Command("policy consult respond"),
};

/// What a consultation is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    pub title: String,
    pub question: String,
    pub version: Option<VersionId>,
    pub opens: Option<Day>,
    pub closes: Day,
}

/// # Errors
/// When there is no such document or no version of it, or the days are the wrong way round.
pub fn open(office: &mut Office, document: DocumentId, opening: &Opening) -> Result<Done<ConsultationId>> {
    office.transact(&OPEN, |tx| {
        let of = store::document(tx.conn(), document)?;
        let version = match opening.version {
            Some(id) => store::version(tx.conn(), id)?,
            None => store::newest(tx.conn(), document)?.ok_or_else(|| {
                Problem::input(t!("There is no version yet that people could read. Nothing was changed"))
                    .hint(t!("Save the text as a version first"))
            })?,
        };
        let opens = opening.opens.unwrap_or_else(|| tx.today());
        if opening.closes < opens {
            return Err(Problem::input(t!("It closes before it opens. Nothing was changed")));
        }
        let title = opening.title.trim();
        let one = Consultation {
            id: ConsultationId(tx.new_id()),
            document,
            version: version.id,
            title: if title.is_empty() { of.new.title.clone() } else { title.to_owned() },
            question: opening.question.trim().to_owned(),
            opens,
            closes: opening.closes,
            responses: 0,
            comments: 0,
            open: 0,
        };
        store::insert_consultation(tx.conn(), &one)?;
        tx.say(t!("Consultation on {title} until {day}", title = of.new.title, day = day::short(one.closes)));
        Ok(one.id)
    })
}

/// A response that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    pub person: Option<PersonId>,
    pub name: String,
    pub channel: String,
    pub day: Option<Day>,
    /// What was said, each with where.
    pub comments: Vec<(Anchor, String)>,
    /// The bytes of the file it came from, if it came from one.
    pub file: Option<Vec<u8>>,
}

/// What was said, each held to the clause that its label names in the text that went out; without a label it is of the whole.
///
/// # Errors
/// When there is no such consultation, or its text has no such clause.
pub fn anchored(
    office: &Office,
    consultation: ConsultationId,
    said: &[(String, String)],
) -> Result<Vec<(Anchor, String)>> {
    let body = office.read(|conn| store::body_of(conn, store::consultation(conn, consultation)?.version))?;
    let labels = Labels::of(&body);
    let held = |(label, says): &(String, String)| {
        let label = label.trim();
        if label.is_empty() {
            return Ok((Anchor::default(), says.clone()));
        }
        let named = |id: &i64| labels.get(*id).is_some_and(|l| !l.full.is_empty() && l.full == label);
        let clause = body.clauses.iter().map(|clause| clause.id).find(named).ok_or_else(|| {
            Problem::input(t!(
                "The text that was sent out has no clause “{clause}”. Nothing was changed",
                clause = label
            ))
        })?;
        Ok((Anchor::clause(clause), says.clone()))
    };
    said.iter().map(held).collect()
}

/// # Errors
/// When there is no such consultation, nothing was said, or the same file was read already.
pub fn respond(office: &mut Office, consultation: ConsultationId, reply: &Reply) -> Result<Done<ResponseId>> {
    office.transact(&RESPOND, |tx| {
        let of = store::consultation(tx.conn(), consultation)?;
        let said: Vec<&(Anchor, String)> = reply.comments.iter().filter(|(_, says)| !says.trim().is_empty()).collect();
        if said.is_empty() {
            return Err(Problem::input(t!("Nothing is said in this response. Nothing was changed")));
        }
        let sha256 = reply
            .file
            .as_ref()
            .map(|bytes| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        if let Some(digest) = &sha256
            && store::known_response(tx.conn(), digest)?
        {
            return Err(Problem::input(t!("This response was read already. Nothing was changed")));
        }
        let on = day::happened(reply.day.unwrap_or_else(|| tx.today()), tx.today())?;
        let response = Response {
            id: ResponseId(tx.new_id()),
            consultation,
            person: reply.person,
            name: reply.name.trim().to_owned(),
            channel: reply.channel.clone(),
            day: on,
            sha256,
        };
        store::insert_response(tx.conn(), &response)?;
        for (anchor, says) in &said {
            let comment = NewComment {
                document: of.document,
                response: Some(response.id),
                anchor: anchor.clone(),
                says: says.trim().to_owned(),
                person: None,
                name: String::new(),
                day: on,
                theme: String::new(),
            };
            store::insert_comment(tx.conn(), CommentId(tx.new_id()), &comment)?;
        }
        tx.say(t!(
            "Response to “{title}”: {count}",
            title = of.title,
            count = text::plural(said.len(), t!("comment"), t!("comments"))
        ));
        Ok(response.id)
    })
}

/// Reads a file that the page of a consultation saved. What it says holds to the text that was read.
///
/// # Errors
/// When it is no such file, it is of another office or another text, or it was read already.
pub fn read(office: &mut Office, bytes: Vec<u8>) -> Result<Done<ResponseId>> {
    let saved = crate::policy::response::Saved::read(&bytes)?;
    let consultation: ConsultationId = saved.consultation.parse()?;
    let body = office.read(|conn| {
        let of = store::consultation(conn, consultation)?;
        if store::version(conn, of.version)?.sha256 != saved.sha256 {
            return Err(Problem::input(t!("This response is to another text than that of the consultation")));
        }
        store::body_of(conn, of.version)
    })?;
    let reply = Reply {
        name: saved.name.clone(),
        channel: "page".to_owned(),
        comments: saved.comments(&body),
        file: Some(bytes),
        ..Reply::default()
    };
    respond(office, consultation, &reply)
}
