//! Bringing in a list of people: what the register says of it; the screen itself is the same for every list.

use std::borrow::Cow;
use std::collections::BTreeMap;

use egui::Ui;

use super::super::{fields, ops, store};
use crate::app::Screen;
use crate::app::import::{Before, Fate, Job, Kind, Line, Outcome, Wizard, reasons, titles};
use crate::kit::{Result, text};
use crate::office::Done;
use crate::t;
use crate::tabular::OWN_FIELDS;
use crate::ui;

/// What happens with people who are in the register already.
#[derive(Clone, Copy, Debug)]
struct Options {
    on_duplicate: ops::OnDuplicate,
}

impl Default for Options {
    fn default() -> Self {
        Self { on_duplicate: ops::OnDuplicate::Skip }
    }
}

/// The cells that a row is known by in a list of rows.
const TITLES: &[&[&str]] = &[&["full_name"], &["given", "family"], &["employer"], &["email"], &["phone"]];

static PEOPLE: Kind<Options> = Kind {
    noun: "people",
    title: || t!("Import people"),
    about: || {
        t!(
            "A spreadsheet (XLSX, ODS, CSV) or contacts from a phone or an address book (vCard). You see what would happen, row by row, before anything is changed."
        )
    },
    counted: |count| text::plural(count, t!("person"), t!("people")),
    home: super::LIST,
    fields: fields::FIELDS,
    guess: fields::guess,
    op: &ops::IMPORT,
    fits: |job| import(job).map(drop),
    preview: |office, job| Ok(outcome(job, import(job)?.preview(office)?)),
    commit: |office, job| {
        let Done { value, op, changed } = import(job)?.commit(office)?;
        Ok(Done { value: outcome(job, value), op, changed })
    },
    options,
    same: &["tags"],
    choices: |conn| Ok(BTreeMap::from([(OWN_FIELDS, super::super::import::own_choices(conn)?)])),
    more: &[],
    updates: true,
    brings_people: false,
    before: |conn, digest| {
        Ok(store::import_of(conn, "people", digest)?.map(|found| Before {
            source: found.source,
            rows: found.rows,
            at: found.at,
            who: found.who,
        }))
    },
    // Somebody who is here already is recognised by row, whatever the file.
    once: false,
    map_name: || t!("Members from the old system"),
    example: "Name;E-mail;Telefon;Straße;PLZ;Ort;Beitrag\n\
        Łukasz Żółkiewski;lukasz@example.pl;+48 22 555 01 23;ul. Długa 4;00-950;Warszawa;36\n\
        Ελένη Παπαδοπούλου;eleni@example.gr;;Οδός Ερμού 8;106 71;Αθήνα;36\n\
        Nguyễn Thị Ánh;anh(at)example.org;020 7946 0012;27 Canal Walk;LS2 7BB;Leeds;54\n\
        Siân Llewellyn;sian@example.cymru;020 7946 0018;12 Mill Lane;LS5 3EF;Leeds;36\n\
        ;;;;;;\n\
        Harbour Bakery Ltd;hello@harbour.example;12;Quay 1;LS1 1AA;Leeds;0\n",
};

/// The screen.
pub fn boxed() -> Box<dyn Screen> {
    Wizard::boxed(&PEOPLE)
}

fn import(job: &Job<Options>) -> Result<ops::Import<'_>> {
    ops::Import::new(&job.source, &job.mapping, job.options.on_duplicate, job.currency, job.today, job.month_first)
}

fn outcome(job: &Job<Options>, done: ops::Outcome) -> Outcome {
    let mut titles = titles(&job.source, &job.mapping, TITLES);
    let mut reasons = reasons(&done.report.problems);
    let lines = done
        .rows
        .iter()
        .map(|row| Line {
            row: row.row,
            title: titles.remove(&row.row).unwrap_or_default(),
            fate: match row.fate {
                ops::Fate::Added => Fate::Added,
                ops::Fate::Updated => Fate::Updated,
                ops::Fate::Skipped => Fate::Skipped,
                ops::Fate::Refused => Fate::Refused,
            },
            why: match (row.fate, row.known) {
                (ops::Fate::Refused, _) => reasons.remove(&row.row).unwrap_or_default().into(),
                (ops::Fate::Skipped, Some((_, why))) => t!("Here already: {why}", why = why.says()).into(),
                (_, Some((_, why))) => why.says().into(),
                (_, None) => Cow::Borrowed(""),
            },
            more: Box::default(),
        })
        .collect();
    Outcome { report: done.report, lines, refused: done.refused, show: String::new(), asks: Vec::new() }
}

fn options(ui: &mut Ui, options: &mut Options) -> bool {
    use ops::OnDuplicate::{Add, Fill, Skip, Update};
    let before = options.on_duplicate;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui::section(ui, t!("People who are here already"));
        for (value, words) in [
            (Skip, t!("Leave them as they are")),
            (Fill, t!("Fill in what is blank")),
            (Update, t!("Take what the list says")),
            (Add, t!("Add everybody again")),
        ] {
            ui::radio(ui, &mut options.on_duplicate, value, words);
        }
    });
    before != options.on_duplicate
}
