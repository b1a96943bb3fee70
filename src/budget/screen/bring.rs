//! A budget from a file: chosen, read, shown, and only then taken.

use std::path::PathBuf;

use egui::Ui;

use super::super::import::{self, Plan};
use super::super::model::Scope;
use super::super::{ops, store};
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::kit::{Result, text};
use crate::ledger::screen::parts::read_only;
use crate::office::{Office, profile};
use crate::t;
use crate::ui::{self, Answer, BODY, Dialog, SMALL, look};

/// How many problems are shown; the others are counted.
const SHOWN: usize = 6;

/// See the head of this file.
#[derive(Default)]
pub(super) struct Bring {
    chosen: Option<(Choice, Scope)>,
    reading: Option<Reply<Plan>>,
    plan: Option<Plan>,
    saving: Option<Reply<usize>>,
}

fn read(office: &Office, path: PathBuf, scope: Scope) -> Result<Plan> {
    let (source, mapping) = crate::cli::mapping_for(&path, None, import::guess)?;
    office.read(|conn| {
        let whole = store::budget(conn, scope)?;
        import::plan(&source, &mapping, &whole, *profile::get(conn)?.currency, office.today())
    })
}

impl Bring {
    pub(super) fn choose(&mut self, sight: &Sight<'_>, scope: Scope) {
        let choice = sight.choose(Wish {
            title: t!("Import a budget").to_owned(),
            confirm: t!("Look at it").to_owned(),
            kind: WishKind::Open,
            endings: Some((t!("Tables"), &["csv", "xlsx", "xls", "ods", "tsv"])),
            name: String::new(),
        });
        self.chosen = Some((choice, scope));
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(path) = self.chosen.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, scope)), Some(path)) = (self.chosen.take(), path)
        {
            self.reading = Some(sight.desk.ask_office(move |office| read(office, path, scope)));
        }
        match self.reading.as_mut().and_then(Reply::take) {
            Some(Ok(plan)) => (self.reading, self.plan) = (None, Some(plan)),
            Some(Err(problem)) => {
                self.reading = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_count)) => (self.saving, self.plan) = (None, None),
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    pub(super) fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(plan) = &self.plan else { return };
        let report = &plan.report;
        let nothing = plan.lines.is_empty().then(|| t!("No row can be taken"));
        let body = t!(
            "{read} read: {added} new, {updated} changed, {skipped} as they are, {refused} refused",
            read = text::plural(report.read, t!("row"), t!("rows")),
            added = report.added,
            updated = report.updated,
            skipped = report.skipped,
            refused = report.refused
        );
        let dialog = Dialog::new(t!("Take this budget?"), t!("Take it")).body(&body).width(520.0);
        let why_not = nothing.or(self.saving.is_some().then(|| t!("Saving…"))).or(read_only(sight));
        let answer = dialog.unless(why_not).show(ui, |ui| {
            for problem in report.problems.iter().take(SHOWN) {
                let column = if problem.column.is_empty() { String::new() } else { format!(", {}", problem.column) };
                let words = t!("Row {row}{column}: {what}", row = problem.row, column = column, what = problem.message);
                ui::paragraph(ui, &words, BODY);
            }
            let more = report.problems.len().saturating_sub(SHOWN);
            if more > 0 {
                ui::paragraph(ui, &t!("and {count} more", count = more), SMALL.ink(look(ui).muted));
            }
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.plan = None,
            Answer::Confirmed => {
                let plan = plan.clone();
                self.saving = Some(sight.desk.run(&ops::IMPORT, move |office| ops::import(office, &plan)));
            }
        }
    }
}
