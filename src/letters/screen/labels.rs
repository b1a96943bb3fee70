//! Sheets of address labels: for whom, on which sheet, from which label on, with a test to hold against it.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use egui::{Ui, vec2};

use super::super::model::{Asked, Plan, Whom};
use super::super::printing;
use super::recipients::{Recipients, reasons};
use super::run::with_unknown;
use super::sheet::{SheetAsk, remember};
use super::whom::Picking;
use super::{LIST, PRINT_LABELS, TEST_LABELS, mailings};
use crate::app::paper::{self, Goal, Papers};
use crate::app::{Live, Screen, Sight, Wish, WishKind};
use crate::kit::{Problem, Result, text};
use crate::print::LabelSheet;
use crate::t;
use crate::ui::{self, Button, Split, Tone, segments, typing};

/// How many names the drawn sheet may show.
const DRAWN: usize = 100;

/// See the head of this file.
pub(in crate::letters) struct Labels {
    picking: Picking,
    /// Read from the settings of this computer at the first look.
    sheet: Option<SheetAsk>,
    plan: Live<Result<Plan, Problem>, (Asked, LabelSheet)>,
    recipients: Recipients,
    split: Split,
    /// 0: into the viewer; 1: saved as a PDF.
    goal: usize,
    papers: Option<Papers>,
    /// What to say once they are saved.
    says: String,
    pending: Option<&'static str>,
    /// Something had the keyboard in the last frame.
    had_keyboard: bool,
    /// The filter asked for the field of one's own sheet.
    wants_own: bool,
}

impl Labels {
    pub(in crate::letters) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            picking: Picking::new(Whom::default()),
            sheet: None,
            plan: Live::new(&[]),
            recipients: Recipients::default(),
            split: Split::default(),
            goal: 0,
            papers: None,
            says: String::new(),
            pending: None,
            had_keyboard: false,
            wants_own: false,
        })
    }

    fn plan(&self) -> Option<&Plan> {
        self.plan.get().and_then(|plan| plan.as_ref().ok())
    }

    /// Why nothing can be printed now.
    fn why_not(&self) -> Option<&'static str> {
        if self.papers.is_some() {
            return Some(t!("They are on their way"));
        }
        if self.sheet.as_ref().and_then(SheetAsk::read).is_none() {
            return Some(t!("Something about the sheet is not right yet"));
        }
        self.plan().is_none_or(|plan| plan.to.is_empty()).then(|| t!("There is nobody to write to"))
    }

    fn goal(&self, name: String) -> Goal {
        if self.goal == 0 {
            return Goal::Viewer(name);
        }
        Goal::Chosen(Wish {
            title: t!("Save the labels as PDF").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some(("PDF", &["pdf"])),
            name,
        })
    }

    fn print(&mut self, sight: &Sight<'_>) {
        let Some((sheet, start)) = self.sheet.as_ref().and_then(SheetAsk::read) else { return };
        let Some(plan) = self.plan().cloned() else { return };
        remember(sight, &sheet.name, start.shift, |sheets| &mut sheets.labels);
        self.says = t!(
            "{labels} on {sheets}",
            labels = text::plural(plan.to.len(), t!("label"), t!("labels")),
            sheets = text::plural(sheet.pages(plan.to.len(), start.at).len(), t!("sheet"), t!("sheets"))
        );
        let (all, asked) = (mailings(sight), self.picking.asked());
        let begin = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Print labels"), move |office| {
                if printing::plan_labels(office, &all, &asked, &sheet)? != plan {
                    return Err(Problem::input(t!(
                        "The office changed since this list was made, so nothing was printed"
                    ))
                    .hint(t!("Look at the list again, then print")));
                }
                office.progress().begin(u64::try_from(plan.to.len()).unwrap_or(0));
                let progress = office.progress();
                let mut done = |n: usize| progress.done.store(u64::try_from(n).unwrap_or(0), Ordering::SeqCst);
                printing::labels(office, &plan, &sheet, start, &to, &mut done, &progress.cancelled)
            })
        };
        self.papers = Papers::begin(sight, self.goal(t!("Address labels.pdf").to_owned()), Box::new(begin));
    }

    /// The test goes to paper before anything else does, so it is also there while there is nobody to write to.
    fn test(&mut self, sight: &Sight<'_>) {
        let Some((sheet, start)) = self.sheet.as_ref().and_then(SheetAsk::read) else { return };
        let plan = self.plan().cloned();
        remember(sight, &sheet.name, start.shift, |sheets| &mut sheets.labels);
        self.says = t!("A test for {sheet}", sheet = sheet.name);
        let begin = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Print a test"), move |office| {
                printing::test_sheet(office, plan.as_ref(), &sheet, start, &to)?;
                Ok(vec![to])
            })
        };
        self.papers = Papers::begin(sight, self.goal(t!("Test for labels.pdf").to_owned()), Box::new(begin));
    }

    fn take(&mut self, sight: &Sight<'_>) {
        let Some(files) = self.papers.as_mut().and_then(|papers| papers.logic(sight)) else { return };
        self.papers = None;
        if let Some(first) = files.first()
            && self.goal == 1
        {
            sight.notice(Tone::Good, std::mem::take(&mut self.says), first.display().to_string());
        }
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.plan().map_or(0, |plan| plan.to.len());
        let labels = text::plural(count, t!("label"), t!("labels"));
        let print = if count == 0 { t!("Print").to_owned() } else { t!("Print {labels}", labels = labels) };
        let why_not = self.why_not();
        let no_test = if self.papers.is_some() || self.sheet.as_ref().and_then(SheetAsk::read).is_none() {
            why_not
        } else {
            None
        };
        let (mut wants_print, mut wants_test) = (false, false);
        sight.header(ui, t!("Address labels"), |ui| {
            wants_print = Button::primary(&print).key("L").unless(why_not).show(ui).clicked();
            wants_test = Button::secondary(t!("Test on plain paper")).key("T").unless(no_test).show(ui).clicked();
        });
        if wants_print {
            self.print(sight);
        } else if wants_test {
            self.test(sight);
        }
    }

    fn left(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { picking, plan, recipients, .. } = self;
        let Some(Ok(plan)) = plan.get() else { return };
        let none = t!("Choose other people, or add addresses in the register.");
        let mut other = false;
        recipients.show(ui, sight, plan, |ui| other = picking.ui(ui, 300.0), none);
        if other {
            recipients.began_anew();
        }
    }

    fn pane(&mut self, ui: &mut Ui) {
        let Self { sheet, plan, recipients, picking, goal, .. } = self;
        let (Some(Ok(plan)), Some(sheet)) = (plan.get(), sheet) else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, t!("How they print"));
        segments(ui, &[t!("Open to print"), t!("Save as PDF")], goal);
        let names: Vec<&str> = plan.to.iter().take(DRAWN).map(|to| to.name.as_str()).collect();
        sheet.ui(ui, &names, plan.to.len());
        if reasons(ui, &with_unknown(plan)) {
            recipients.shows = 1;
        }
        if picking.ticks(ui) {
            recipients.began_anew();
        }
    }
}

impl Screen for Labels {
    fn logic(&mut self, sight: &Sight<'_>) {
        let sheet = self.sheet.get_or_insert_with(|| {
            let last = &sight.machine.borrow().sheets;
            SheetAsk::new(&LabelSheet::ADDRESS, &last.labels, (last.shift[0], last.shift[1]))
        });
        if std::mem::take(&mut self.wants_own) {
            sheet.begin_own();
        }
        let known = sheet.sheet().ok().or_else(|| self.plan.asked_for().map(|(_, sheet)| sheet.clone()));
        let known = known.or_else(|| LabelSheet::ADDRESS.into_iter().next());
        self.picking.logic(sight);
        self.take(sight);
        if let Some(known) = known {
            let all = mailings(sight);
            self.plan.want_office(sight.desk, (self.picking.asked(), known), move |office, (asked, sheet)| {
                Ok(printing::plan_labels(office, &all, asked, sheet))
            });
        }
        if !self.plan.is_coming()
            && let Some(key) = self.pending.take()
        {
            match self.why_not() {
                Some(why) if key == PRINT_LABELS.key || self.papers.is_some() => {
                    sight.notice(Tone::Warning, why, "");
                }
                _ if key == PRINT_LABELS.key => self.print(sight),
                _ => self.test(sight),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        if let Some(Err(problem)) = self.plan.get() {
            let (message, hint) = (problem.message.clone(), problem.hint.clone().unwrap_or_default());
            egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
                ui::banner(ui, Tone::Warning, &message, &hint, "", |ui| {
                    if Button::secondary(t!("Labels for the members")).show(ui).clicked() {
                        self.picking.whom = Whom::default();
                    }
                });
            });
        } else {
            let mut split = self.split;
            let this = std::cell::RefCell::new(&mut *self);
            split.show(ui, |ui| this.borrow_mut().left(ui, sight), |ui| this.borrow_mut().pane(ui));
            self.split = split;
        }
        if self.picking.dialog(ui) {
            self.recipients.began_anew();
        }
        if !self.picking.is_asking() && typing::escaped(ui, &mut self.had_keyboard) {
            sight.go(LIST, "");
        }
    }

    fn go(&mut self, filter: &str) {
        match filter.trim() {
            "" => {}
            "left_out" => self.recipients.shows = 1,
            "own" => self.wants_own = true,
            whom => {
                self.picking.go(whom);
                self.recipients.shows = 0;
            }
        }
        self.recipients.began_anew();
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&PRINT_LABELS, &TEST_LABELS].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
