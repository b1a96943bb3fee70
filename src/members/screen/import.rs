//! Bringing in a list of members: what the register says of it; the screen itself is the same for every list.

use std::collections::BTreeMap;

use egui::Ui;

use super::super::import::{self, FIELDS, Plan, RowFate};
use super::super::{ops, store};
use super::LIST;
use crate::app::Screen;
use crate::app::import::{Before, Fate, Job, Kind, Line, More, Outcome, Wizard, reasons, titles};
use crate::kit::{day, text};
use crate::members::model::Register;
use crate::office::Done;
use crate::people;
use crate::people::ops::OnDuplicate;
use crate::t;
use crate::tabular::{OWN_FIELDS, Report};
use crate::ui;

/// What happens with memberships that are there already.
#[derive(Clone, Copy, Debug)]
struct Options {
    on_duplicate: OnDuplicate,
}

impl Default for Options {
    fn default() -> Self {
        Self { on_duplicate: OnDuplicate::Skip }
    }
}

/// The cells that a row is known by in a list of rows.
const TITLES: &[&[&str]] = &[&["full_name"], &["given", "family"], &["employer"], &["email"], &["member_number"]];

static MEMBERS: Kind<Options> = Kind {
    noun: ops::IMPORT_NOUN,
    title: || t!("Import members"),
    about: || {
        t!(
            "Your list of members (XLSX, ODS, CSV): who they are, since when, in which class, paid up to when. People are found in the register or added to it, and you see every row before anything is recorded."
        )
    },
    counted: |count| text::plural(count, t!("membership"), t!("memberships")),
    home: LIST,
    fields: FIELDS,
    guess: import::guess,
    op: &ops::IMPORT,
    fits: |job| {
        let settings = import::Settings {
            on_duplicate: job.options.on_duplicate,
            currency: job.currency,
            today: job.today,
            month_first: job.month_first,
            who: String::new(),
        };
        import::fit(&job.source, &job.mapping, &settings).map(drop)
    },
    preview: |office, job| {
        let plan = ops::prepare(office, &job.source, &job.mapping, job.options.on_duplicate)?;
        let classes = office.read(store::classes)?;
        let report = plan.report.clone();
        Ok(outcome(job, &plan, report, &Register::of_classes(classes)))
    },
    commit: |office, job| {
        // Nothing has changed since the preview, so this is the same plan.
        let plan = ops::prepare(office, &job.source, &job.mapping, job.options.on_duplicate)?;
        let classes = office.read(store::classes)?;
        let Done { value, op, changed } = ops::import(office, &plan)?;
        Ok(Done { value: outcome(job, &plan, value, &Register::of_classes(classes)), op, changed })
    },
    options,
    same: &["class", "since", "paid_to", "rhythm"],
    choices: |conn| {
        let classes = store::classes(conn)?.into_iter().filter(|c| !c.closed).map(|c| (c.name.clone(), c.name));
        let rhythms = crate::members::model::Rhythm::ALL.map(|r| (r.months().to_string(), r.label().to_owned()));
        let own = people::import::own_choices(conn)?;
        Ok(BTreeMap::from([("class", classes.collect()), ("rhythm", rhythms.to_vec()), (OWN_FIELDS, own)]))
    },
    more: &[
        More { title: || t!("Since"), width: 92.0, figures: false },
        More { title: || t!("Class"), width: 92.0, figures: false },
        More { title: || t!("Today"), width: 84.0, figures: false },
    ],
    updates: true,
    brings_people: true,
    before: |conn, digest| {
        Ok(people::store::import_of(conn, ops::IMPORT_NOUN, digest)?.map(|found| Before {
            source: found.source,
            rows: found.rows,
            at: found.at,
            who: found.who,
        }))
    },
    // A membership that is here already is recognised by row, whatever the file.
    once: false,
    map_name: || t!("Members from headquarters"),
    example: "Member number;First name;Last name;E-mail;Membership type;Joined;Paid until;Left on;Status\n\
        0417;Łukasz;Żółkiewski;lukasz@example.pl;Full;23/04/2019;31/12/2026;;Active\n\
        0418;Ελένη;Παπαδοπούλου;eleni@example.gr;Reduced;01/05/2021;31/12/2026;;Active\n\
        0419;Nguyễn;Thị Ánh;anh@example.org;Full;14/09/2015;31/12/2023;30/06/2024;Resigned\n\
        0420;Siân;Llewellyn;sian@example.cymru;Student;02/02/2020;31/12/2026;;Active\n\
        ;Ivo;Brown;ivo@example.org;Full;01/01/2099;;;Active\n\
        ;Mara;Quill;mara@example.org;Full;12/11/2026;;;Pending\n",
};

/// The screen.
pub fn boxed() -> Box<dyn Screen> {
    Wizard::boxed(&MEMBERS)
}

fn outcome(job: &Job<Options>, plan: &Plan, report: Report, classes: &Register) -> Outcome {
    let mut titles = titles(&job.source, &job.mapping, TITLES);
    let mut reasons = reasons(&report.problems);
    let lines = plan.rows.iter().map(|row| Line {
        row: row.row,
        title: titles.remove(&row.row).unwrap_or_default(),
        fate: match row.fate {
            import::Fate::Added => Fate::Added,
            import::Fate::Updated => Fate::Updated,
            import::Fate::Skipped => Fate::Skipped,
            import::Fate::Refused => Fate::Refused,
        },
        why: match reasons.remove(&row.row) {
            Some(reason) => reason.into(),
            None => row.why.clone().into(),
        },
        more: cells(row, classes),
    });
    Outcome { lines: lines.collect(), show: String::new(), refused: plan.refused.clone(), asks: Vec::new(), report }
}

fn cells(row: &RowFate, classes: &Register) -> Box<[Box<str>]> {
    if row.fate == import::Fate::Refused {
        return Box::default();
    }
    let class = row.class.map_or("", |class| classes.class_name(class)).to_owned();
    let status = row.status.map_or(t!("Not yet"), |status| status.label()).to_owned();
    [row.since.map(day::short).unwrap_or_default(), class, status].into_iter().map(String::into_boxed_str).collect()
}

fn options(ui: &mut Ui, options: &mut Options) -> bool {
    use OnDuplicate::{Add, Fill, Skip, Update};
    let before = options.on_duplicate;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui::section(ui, t!("Memberships that are here already"));
        for (value, words) in [
            (Skip, t!("Leave them as they are")),
            (Fill, t!("Fill in what is blank")),
            (Update, t!("Take what the list says")),
            (Add, t!("Add each as another membership")),
        ] {
            ui::radio(ui, &mut options.on_duplicate, value, words);
        }
    });
    before != options.on_duplicate
}
