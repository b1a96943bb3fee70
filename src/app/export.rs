//! A list out to a file that spreadsheets open: where to is asked, the rows go out on the office's thread.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::desk::Reply;
use super::sight::{Choice, Sight, Wish, WishKind};
use crate::cli::Export;
use crate::kit::{Problem, Result, text};
use crate::office::{Office, profile};
use crate::t;
use crate::tabular::{self, Sheet};
use crate::ui::Tone;

/// What a table can be written as.
pub const TABLES: (&str, &[&str]) = ("Tables", &["csv", "xlsx", "json"]);

/// What is to be written.
#[derive(Clone, Debug)]
struct Wanted {
    export: &'static Export,
    /// Also those whom the export leaves out otherwise.
    everybody: bool,
    whom: Whom,
}

/// Whose rows are written.
#[derive(Clone, Debug)]
enum Whom {
    All,
    /// The people of a segment, by its id.
    Segment(i64),
    These(BTreeSet<i64>),
}

/// An export under way; a screen keeps one and calls [`Self::logic`].
#[derive(Debug, Default)]
pub struct Exporting {
    asked: Option<(Choice, Wanted)>,
    writing: Option<(PathBuf, Reply<(usize, String)>)>,
}

impl Exporting {
    /// Asks where to, for the people of a segment: its id and name.
    pub fn begin_segment(
        &mut self,
        sight: &Sight<'_>,
        export: &'static Export,
        (id, name): (i64, &str),
        everybody: bool,
    ) {
        self.ask(sight, Wanted { export, everybody, whom: Whom::Segment(id) }, name);
    }

    /// Asks where to. Whom the export leaves out is left out, and counted.
    pub fn begin(&mut self, sight: &Sight<'_>, export: &'static Export) {
        self.ask(sight, Wanted { export, everybody: false, whom: Whom::All }, export.name);
    }

    /// The same with everybody: only where a person said so.
    pub fn begin_with_everybody(&mut self, sight: &Sight<'_>, export: &'static Export) {
        self.ask(sight, Wanted { export, everybody: true, whom: Whom::All }, export.name);
    }

    /// Asks where to, for these people, by their ids.
    pub fn begin_these(&mut self, sight: &Sight<'_>, export: &'static Export, people: BTreeSet<i64>) {
        self.ask(sight, Wanted { export, everybody: false, whom: Whom::These(people) }, export.name);
    }

    fn ask(&mut self, sight: &Sight<'_>, wanted: Wanted, name: &str) {
        let export = wanted.export;
        let choice = sight.choose(Wish {
            title: t!("Export {what}", what = export.says.to_lowercase()),
            confirm: t!("Export").to_owned(),
            kind: WishKind::Save,
            endings: Some(TABLES),
            name: format!("{}.csv", file_name(name)),
        });
        self.asked = Some((choice, wanted));
    }

    /// Takes the answer, writes, and says what became of it.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((choice, wanted)) = &self.asked
            && let Some(chosen) = choice.take()
        {
            let wanted = wanted.clone();
            self.asked = None;
            if let Some(mut path) = chosen {
                if path.extension().is_none() {
                    path.set_extension("csv");
                }
                let to = path.clone();
                let reply = sight.desk.with_office(t!("Write the file"), move |office| match office {
                    Some(office) => write(office, &wanted, &to),
                    None => Err(Problem::input(t!("The office is closed")).hint(t!("Open it again"))),
                });
                self.writing = Some((path, reply));
            }
        }
        if let Some((path, reply)) = &mut self.writing
            && let Some(outcome) = reply.take()
        {
            match outcome {
                Ok((rows, left_out)) => {
                    let mut said = t!("Wrote {rows}", rows = text::plural(rows, t!("row"), t!("rows")));
                    if !left_out.is_empty() {
                        said = format!("{said}. {left_out}");
                    }
                    sight.notice(Tone::Good, said, path.display().to_string());
                }
                Err(problem) => sight.problem(problem),
            }
            self.writing = None;
        }
    }
}

/// A name that every system takes for a file.
fn file_name(name: &str) -> String {
    let safe = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    let name: String = name.chars().map(safe).take(80).collect();
    name.trim_matches(['.', ' ']).to_owned()
}

fn write(office: &Office, wanted: &Wanted, to: &std::path::Path) -> Result<(usize, String)> {
    let Wanted { export, everybody, whom } = wanted;
    let everybody = *everybody;
    let progress = office.progress();
    progress.begin(0);
    let outcome = office.read(|conn| {
        let among: Option<BTreeSet<i64>> = match (whom, office.setup().segments) {
            (Whom::Segment(id), Some(segments)) => {
                Some((segments.people)(conn, office.setup(), *id, office.today())?.into_iter().collect())
            }
            (Whom::These(people), _) => Some(people.clone()),
            (Whom::All | Whom::Segment(_), _) => None,
        };
        let currency = *profile::get(conn)?.currency;
        let sheet = Sheet { title: export.says.to_owned(), columns: export.columns_in(conn)?, currency };
        let rows = export.rows_of(conn, among.as_ref(), everybody, &mut |rows| {
            let mut done = 0;
            let rows = rows.map(|row| {
                done += 1;
                progress.done.store(done, std::sync::atomic::Ordering::SeqCst);
                if progress.is_cancelled() {
                    return Err(Problem::input(t!("Cancelled. No file was written")));
                }
                row
            });
            tabular::write_table(to, &sheet, rows)
        })?;
        Ok((rows, export.left_out_of(conn, among.as_ref(), everybody)?.1))
    });
    // Cancel was for this alone.
    progress.cancelled.store(false, std::sync::atomic::Ordering::SeqCst);
    outcome
}
