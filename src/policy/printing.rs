//! From the office to the bytes of a paper, or of a page.

mod amendments;

use super::body::Body;
use super::label::Labels;
use super::model::workflow::Workflow;
use super::model::{Document, DocumentId, parts};
use super::page::{self, Printed, Section};
use super::response::{self, About};
use super::store::{self, Comment, Consultation};
use crate::cli::Stationery;
use crate::events::model::part::Row;
use crate::kit::{Day, Result, day};
use crate::office::Office;
use crate::t;

pub use amendments::amendments;

/// A text with the numbers of its lines.
///
/// # Errors
/// When the file cannot be read, or no font has a letter of it.
pub fn text(office: &Office, document: &Document, body: &Body, width: u16, notes: &[(i64, String)]) -> Result<Vec<u8>> {
    let (flow, stationery) = office.read(|conn| Ok((store::workflow(conn)?, Stationery::read(conn)?)))?;
    let subtitle = format!("{} · {}", flow.stage(&document.stage).name, day::short(office.today()));
    let printed = Printed { document, flow: &flow, body, width, notes, subtitle: &subtitle };
    page::text(&printed, &stationery, office.clock().now())
}

fn how(stationery: &Stationery, consultation: &Consultation) -> String {
    t!("Please send it to {whom} by {day}.", whom = stationery.head.line(), day = day::long(consultation.closes))
}

/// The paper of a consultation with its form.
///
/// # Errors
/// As [`text`].
pub fn consult_paper(office: &Office, one: &Consultation) -> Result<Vec<u8>> {
    let (document, flow, version, body, stationery) = office.read(|conn| {
        let version = store::version(conn, one.version)?;
        let body = store::body_of(conn, one.version)?;
        Ok((store::document(conn, one.document)?, store::workflow(conn)?, version, body, Stationery::read(conn)?))
    })?;
    let subtitle =
        t!("Version {version}, for consultation until {day}", version = version.called(), day = day::long(one.closes));
    let printed = Printed {
        document: &document,
        flow: &flow,
        body: &body,
        width: version.width,
        notes: &[],
        subtitle: &subtitle,
    };
    page::consult(&printed, &one.question, &how(&stationery, one), &stationery, office.clock().now())
}

/// The page of a consultation, for a browser.
///
/// # Errors
/// When the file cannot be read.
pub fn consult_page(office: &Office, one: &Consultation) -> Result<Vec<u8>> {
    let (version, body, stationery) = office.read(|conn| {
        Ok((store::version(conn, one.version)?, store::body_of(conn, one.version)?, Stationery::read(conn)?))
    })?;
    let about = About {
        title: one.title.clone(),
        question: one.question.clone(),
        consultation: one.id.to_string(),
        sha256: version.sha256,
        how: format!(
            "{} {}",
            t!(
                "Comment where you like; words that you mark are what your comment is about. Nothing is sent: the page saves a file."
            ),
            how(&stationery, one)
        ),
    };
    Ok(response::page(&about, &body).into_bytes())
}

/// What is said in a table of a comment: its theme, its clause, what was said, what was done.
pub fn said_done_row(comment: &Comment, labels: &Labels) -> (String, String, String, String) {
    let clause = comment.new.anchor.clause.map(|id| labels.shown(id)).unwrap_or_default();
    let quote = &comment.new.anchor.quote;
    let said = if quote.is_empty() { comment.new.says.clone() } else { format!("“{quote}”: {}", comment.new.says) };
    let did = state(&comment.state);
    let done = if comment.answer.is_empty() { did.to_owned() } else { format!("{did}: {}", comment.answer) };
    (comment.new.theme.clone(), clause, said, done)
}

/// What became of a comment, in words.
pub fn state(key: &str) -> &'static str {
    match key {
        "taken" => t!("Taken up"),
        "partly" => t!("Taken up in part"),
        "not_taken" => t!("Not taken up"),
        "noted" => t!("Noted"),
        _ => t!("Open"),
    }
}

/// “You said, we did” of a consultation.
///
/// # Errors
/// As [`text`].
pub fn said_done(office: &Office, one: &Consultation) -> Result<Vec<u8>> {
    let (comments, body, stationery) = office.read(|conn| {
        Ok((store::of_consultation(conn, one.id)?, store::body_of(conn, one.version)?, Stationery::read(conn)?))
    })?;
    let labels = Labels::of(&body);
    let rows: Vec<_> = comments.iter().map(|comment| said_done_row(comment, &labels)).collect();
    page::said_done(&one.title, &rows, &stationery, office.clock().now())
}

/// Positions by topic, of documents in force on a day, each with where it is from.
///
/// # Errors
/// When the file cannot be read.
pub fn positions_of(office: &Office, on: Day) -> Result<Vec<(String, Row)>> {
    office.read(|conn| {
        let flow = store::workflow(conn)?;
        let mut all = Vec::new();
        for document in store::documents(conn)?.iter().filter(|document| document.is_in_force(on)) {
            for row in store::part_rows(conn, &parts::POSITIONS, document.id)? {
                all.push((document.called(&flow), row));
            }
        }
        all.sort_by_key(|(_, row)| crate::kit::fold::fold(row.text(&parts::POSITIONS, "topic")));
        Ok(all)
    })
}

/// The page of positions.
///
/// # Errors
/// As [`text`].
pub fn positions(office: &Office, on: Day) -> Result<Vec<u8>> {
    let all = positions_of(office, on)?;
    page::positions(&all, &office.read(Stationery::read)?, office.clock().now())
}

/// What a bulletin says of a time: what came into force, what ended, what is open to comments and amendments.
///
/// # Errors
/// When the file cannot be read.
pub fn bulletin_of(office: &Office, from: Day, until: Day) -> Result<Vec<Section>> {
    office.read(|conn| {
        let flow = store::workflow(conn)?;
        let (mut force, mut ended, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        for one in store::documents(conn)? {
            for holds in store::force(conn, one.id)?.iter().filter(|f| (from..=until).contains(&f.from)) {
                let words =
                    [one.new.summary.clone(), holds.origin.clone(), t!("from {day}", day = day::short(holds.from))];
                force.push((
                    one.called(&flow),
                    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
                ));
            }
            if let Some(end) = one.ended_on.filter(|end| (from..=until).contains(end)) {
                ended.push((one.called(&flow), format!("{}, {}", flow.stage(&one.stage).name, day::short(end))));
            }
            for step in store::taken(conn, one.id)?.iter().filter(|s| (from..=until).contains(&s.day)) {
                let stage = flow.stage(&step.to);
                if !stage.force && !stage.ended {
                    steps.push((one.called(&flow), format!("{}, {}", stage.name, day::short(step.day))));
                }
            }
        }
        let open = store::consultations(conn, None)?
            .into_iter()
            .filter(|one| one.opens <= until && one.closes >= until)
            .map(|one| (one.title, t!("comments until {day}", day = day::short(one.closes))))
            .collect();
        Ok(vec![
            (t!("In force now").to_owned(), force),
            (t!("Ended").to_owned(), ended),
            (t!("Open to comments").to_owned(), open),
            (t!("On their way").to_owned(), steps),
        ])
    })
}

/// What one page says of a document.
///
/// # Errors
/// When the file cannot be read.
pub fn summary_of(office: &Office, id: DocumentId) -> Result<(String, Vec<Section>)> {
    office.read(|conn| {
        let (one, flow): (Document, Workflow) = (store::document(conn, id)?, store::workflow(conn)?);
        let mut about = vec![
            (t!("Kind").to_owned(), flow.kind(&one.new.kind).name),
            (t!("Stage").to_owned(), flow.stage(&one.stage).name),
        ];
        for (says, words) in [
            (t!("In short"), one.new.summary.clone()),
            (t!("Group"), one.group.clone()),
            (t!("Brought by"), one.lead_shown.clone()),
            (t!("In force from"), one.in_force_on.map(day::long).unwrap_or_default()),
            (t!("Looked at again"), one.new.review_on.map(day::long).unwrap_or_default()),
        ] {
            if !words.is_empty() {
                about.push((says.to_owned(), words));
            }
        }
        let headings: Vec<(String, String)> = store::working(conn, id)?
            .body
            .clauses
            .iter()
            .filter(|clause| clause.kind == super::body::Kind::Heading)
            .map(|clause| (String::new(), clause.text.clone()))
            .collect();
        let rows = |part, head: &str, words: &str| -> Result<Vec<(String, String)>> {
            let rows = store::part_rows(conn, part, id)?;
            Ok(rows.iter().map(|row| (row.text(part, head).to_owned(), row.text(part, words).to_owned())).collect())
        };
        let sections = vec![
            (t!("About").to_owned(), about),
            (t!("What is in it").to_owned(), headings),
            (t!("What we say").to_owned(), rows(&parts::POSITIONS, "topic", "says")?),
            (t!("Evidence").to_owned(), rows(&parts::EVIDENCE, "kind", "says")?),
            (t!("What is done").to_owned(), rows(&parts::ACTIONS, "state", "action")?),
            (t!("Questions").to_owned(), rows(&parts::QUESTIONS, "question", "answer")?),
        ];
        Ok((one.called(&flow), sections))
    })
}

/// A bulletin or summary on paper.
///
/// # Errors
/// As [`text`].
pub fn bulletin(office: &Office, title: &str, sections: &[Section]) -> Result<Vec<u8>> {
    page::bulletin(title, sections, &office.read(Stationery::read)?, office.clock().now())
}
