//! Bringing a statement in: a file is chosen, what would come is shown, and just that is done.

use std::path::PathBuf;

use egui::{Ui, vec2};

use super::super::import::{self, Answers, Seen};
use super::super::model::{AccountId, Choice as Chosen, Plan};
use super::super::ops;
use crate::app::copied::{Copied, copy};
use crate::app::{Choice as FileChoice, Reply, Sight, Wish, WishKind};
use crate::kit::{Problem, day, text};
use crate::ledger::model::AccountKind;
use crate::ledger::screen::named::Chart;
use crate::office::Done;
use crate::office::backup::Before;
use crate::t;
use crate::tabular::{Question, Report};
use crate::ui::{self, Answer, BODY, Choice, Dialog, SMALL, Tone, checkbox, line, look, paragraph, radio};

/// The endings that a dialog offers.
const ENDINGS: &[&str] =
    &["ofx", "qfx", "qif", "xml", "camt", "sta", "mt940", "940", "txt", "csv", "tsv", "xlsx", "xls", "ods"];

/// A statement on its way in.
#[derive(Default)]
pub(super) struct Importing {
    file: Option<FileChoice>,
    open: Option<Open>,
}

struct Open {
    path: PathBuf,
    account: Option<AccountId>,
    bring_back: bool,
    said: Answers,
    /// What the file left open so far, each with the answer.
    asked: Vec<(Question, &'static str)>,
    reading: Option<Reply<Seen>>,
    plan: Option<Plan>,
    /// Why it cannot be read, and whether that is only because of its balances.
    refused: Option<(Problem, bool)>,
    saving: Option<Reply<(Report, Copied)>>,
}

impl Importing {
    /// Asks for the file.
    pub fn begin(&mut self, sight: &Sight<'_>) {
        self.file = Some(sight.choose(Wish {
            title: t!("Import a bank statement").to_owned(),
            confirm: t!("Read it").to_owned(),
            kind: WishKind::Open,
            endings: Some((t!("Statements"), ENDINGS)),
            name: String::new(),
        }));
    }

    /// Reads a file that is known already: a picture, a test, a file that was dropped.
    pub fn read(&mut self, path: PathBuf) {
        self.open = Some(Open {
            path,
            account: None,
            bring_back: false,
            said: Answers::default(),
            asked: Vec::new(),
            reading: None,
            plan: None,
            refused: None,
            saving: None,
        });
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub fn logic(&mut self, sight: &Sight<'_>, chart: Option<&Chart>) {
        if let Some(chosen) = self.file.as_ref().and_then(FileChoice::take) {
            self.file = None;
            if let Some(path) = chosen {
                self.read(path);
            }
        }
        let Some(open) = &mut self.open else { return };
        if open.account.is_none() {
            let bank = chart.and_then(|c| c.open_accounts(None).find(|a| a.kind == AccountKind::Bank).map(|a| a.id));
            open.account = bank;
        }
        if open.plan.is_none()
            && open.refused.is_none()
            && open.reading.is_none()
            && open.asked.iter().all(|(_, answer)| !answer.is_empty())
            && let Some(account) = open.account
        {
            let (path, said) = (open.path.clone(), open.said);
            let choice = Chosen { number: None, bring_back: open.bring_back };
            open.reading =
                Some(sight.desk.ask_office(move |office| import::seen(office, &path, account, &choice, &said)));
        }
        match open.reading.as_mut().and_then(Reply::take) {
            Some(Ok(Seen::Plan(plan))) => (open.reading, open.plan) = (None, Some(*plan)),
            Some(Ok(Seen::Asks(question))) => {
                open.reading = None;
                // Asked again what was answered, nobody would ever be done.
                if open
                    .asked
                    .iter()
                    .any(|(known, _)| known.setting == question.setting && known.column == question.column)
                {
                    open.refused = Some((Problem::input(question.asks), false));
                } else {
                    open.asked.push((*question, ""));
                }
            }
            Some(Ok(Seen::Refused(problem, by_balance))) => {
                (open.reading, open.refused) = (None, Some((problem, by_balance)));
            }
            Some(Err(problem)) => (open.reading, open.refused) = (None, Some((problem, false))),
            None => {}
        }
        match open.saving.as_mut().and_then(Reply::take) {
            Some(Ok((_, copied))) => {
                self.open = None;
                if let Copied::Failed(why) = copied {
                    let title = t!("No copy could be made before the import");
                    sight.notice(
                        Tone::Warning,
                        title,
                        t!("{why}. The import itself is whole, and Undo takes it back", why = why),
                    );
                }
            }
            Some(Err(problem)) => (open.saving, open.refused) = (None, Some((problem, false))),
            None => {}
        }
    }

    /// Draws it; answers a table whose columns are to be mapped by hand.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>, chart: &Chart) -> bool {
        let Some(open) = &mut self.open else { return false };
        let name = open.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let title = t!("Import {file}", file = name);
        let added = open.plan.as_ref().map_or(0, |p| p.report.added + p.report.updated);
        let does = if added > 0 {
            t!("Import {count}", count = text::plural(added, t!("line"), t!("lines")))
        } else {
            t!("Import").to_owned()
        };
        let brings = open.plan.as_ref().is_some_and(|p| added > 0 || p.statements.iter().any(|s| s.brings));
        let why_not = match (&open.plan, &open.refused) {
            _ if open.saving.is_some() => Some(t!("It is being imported")),
            (_, Some(_)) => Some(t!("Nothing was read")),
            (None, None) if open.asked.iter().any(|(_, answer)| answer.is_empty()) => {
                Some(t!("Say first what the file leaves open"))
            }
            (None, None) => Some(t!("It is being read")),
            (Some(_), None) if !brings => Some(t!("All of it is here already")),
            (Some(_), None) => super::read_only(sight),
        };
        let dialog = Dialog::new(&title, &does).unless(why_not).width(560.0);
        let mut again = false;
        let mut map = false;
        let answer = dialog.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
            let options: Vec<(Option<AccountId>, &str)> =
                chart.open_accounts(open.account).map(|a| (Some(a.id), a.name.as_str())).collect();
            again |= Choice::new(t!("Into the account"), &mut open.account, &options).show(ui).changed();
            for (question, answer) in &mut open.asked {
                if asks(ui, question, answer) {
                    open.said.take(question.setting, answer);
                    again = true;
                }
            }
            if let Some((problem, by_balance)) = &open.refused {
                let hint = problem.hint.as_deref().unwrap_or("");
                ui::banner(ui, Tone::Danger, &problem.message, hint, "", |ui| {
                    if *by_balance && ui::Button::secondary(t!("Read it all the same")).show(ui).clicked() {
                        (open.said.unchecked, again) = (true, true);
                    }
                    let table = !*by_balance && is_table(&open.path);
                    if table && ui::Button::secondary(t!("Map its columns…")).show(ui).clicked() {
                        map = true;
                    }
                });
            } else if let Some(plan) = &open.plan {
                preview(ui, sight, plan);
                if plan.aside > 0 {
                    let words = t!(
                        "Bring {count} back that were set aside before",
                        count = text::plural(plan.aside, t!("line"), t!("lines"))
                    );
                    again |= checkbox(ui, &mut open.bring_back, &words).changed();
                }
            } else if open.asked.iter().all(|(_, answer)| !answer.is_empty()) {
                line(ui, t!("Reading…"), BODY.ink(look(ui).muted));
            }
        });
        if again {
            (open.plan, open.refused, open.reading) = (None, None, None);
        }
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.open = None,
            Answer::Confirmed => {
                if let (Some(plan), None) = (open.plan.clone(), &open.saving) {
                    let folder = sight.machine.borrow().backup_folder();
                    open.saving = Some(sight.desk.run(&ops::IMPORT, move |office| {
                        let copied = copy(office, folder, Before::Import)?;
                        let Done { value, op, changed } = ops::commit(office, &plan)?;
                        Ok(Done { value: (value, copied), op, changed })
                    }));
                }
            }
        }
        if map {
            self.open = None;
        }
        map
    }
}

/// What a file leaves open; answers whether it was said now.
fn asks(ui: &mut Ui, question: &Question, answer: &mut &'static str) -> bool {
    paragraph(ui, &question.asks, BODY);
    let mut said = false;
    ui.push_id((question.setting, &question.column), |ui| {
        for (key, words) in &question.choices {
            said |= radio(ui, answer, key, words).changed();
        }
    });
    said
}

fn is_table(path: &std::path::Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ["csv", "tsv", "txt", "xlsx", "xls", "ods"].contains(&ending.as_str())
}

fn preview(ui: &mut Ui, sight: &Sight<'_>, plan: &Plan) {
    let currency = sight.currency();
    let mut rows: Vec<(String, String)> = Vec::new();
    for s in &plan.statements {
        let days =
            s.head.from.zip(s.head.to).map(|(a, b)| t!("{from} to {to}", from = day::short(a), to = day::short(b)));
        rows.push((t!("Statement").to_owned(), [days.unwrap_or_default(), s.head.account.clone()].join("  ")));
        if let Some(closing) = s.head.closing {
            rows.push((t!("Closing balance").to_owned(), currency.show(closing.amount)));
        }
        if rows.len() > 8 {
            break;
        }
    }
    let count = |n: usize| text::plural(n, t!("line"), t!("lines"));
    rows.push((
        t!("New").to_owned(),
        t!("{count}, {sum} together", count = count(plan.report.added), sum = currency.show(plan.total)),
    ));
    if plan.report.updated > 0 {
        rows.push((t!("Changed").to_owned(), count(plan.report.updated)));
    }
    if plan.report.skipped > 0 {
        rows.push((t!("Here already").to_owned(), count(plan.report.skipped)));
    }
    let rows: Vec<(&str, &str)> = rows.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    ui::key_values(ui, &rows);
    let shown: Vec<_> = plan
        .statements
        .iter()
        .flat_map(|s| &s.lines)
        .filter(|l| matches!(l.fate, super::super::model::Fate::New))
        .take(5)
        .collect();
    for planned in &shown {
        let l = &planned.line;
        let words = [day::short(l.booked), currency.figures(l.amount), l.name.clone(), l.purpose.clone()].join("  ");
        line(ui, &words, SMALL.ink(look(ui).muted));
    }
    if plan.report.added > shown.len() && !shown.is_empty() {
        let more = text::count(plan.report.added - shown.len());
        line(ui, &t!("and {count} more", count = more), SMALL.ink(look(ui).muted));
    }
    for note in plan.notes.iter().take(3) {
        paragraph(ui, note, SMALL.ink(look(ui).warning));
    }
}
