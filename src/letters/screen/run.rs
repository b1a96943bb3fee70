//! Writing one letter to people: who gets it and who does not, what it says for each, then paper or the file of a mail merge.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use egui::{Ui, vec2};

use super::super::model::{Asked, Letter, PersonId, Plan, To, Whom};
use super::super::printing::{self, Preview};
use super::super::{ops, page, store};
use super::recipients::{Recipients, reasons};
use super::whom::Picking;
use super::{LIST, MERGE, PRINT, mailings, preview};
use crate::app::paper::{self, Goal, Papers};
use crate::app::{Live, Screen, Sight, Wish, WishKind};
use crate::cli::{Mailing, Stationery};
use crate::kit::{Problem, Result};
use crate::office::{Done, Office};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, Link, PageHeader, Split, Tone, checkbox, look, segments, typing};

/// What is known of a run before it is printed.
struct Seen {
    letter: Letter,
    plan: Plan,
    envelope: &'static str,
    paper: &'static str,
}

/// What is asked: which letter, and to whom.
type Question = (String, Asked);

/// See the head of this file.
pub(in crate::letters) struct Run {
    letters: Live<Vec<Letter>>,
    /// The letter that was chosen, by its handle; empty for the first.
    handle: String,
    picking: Picking,
    seen: Live<Result<Seen, Problem>, Question>,
    recipients: Recipients,
    preview: Live<Option<Result<Preview, Problem>>, (Option<Letter>, Option<To>)>,
    split: Split,
    /// 0: into the viewer; 1: saved as a PDF.
    goal: usize,
    note: bool,
    papers: Option<Papers>,
    /// How many are on their way, for the notice.
    count: usize,
    merging: bool,
    pending: Option<&'static str>,
    /// Something had the keyboard in the last frame.
    had_keyboard: bool,
}

impl Run {
    pub(in crate::letters) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            letters: Live::new(&["letter"]),
            handle: String::new(),
            picking: Picking::new(Whom::default()),
            seen: Live::new(&[]),
            recipients: Recipients::default(),
            preview: Live::new(&[]),
            split: Split::default(),
            goal: 0,
            note: false,
            papers: None,
            count: 0,
            merging: false,
            pending: None,
            had_keyboard: false,
        })
    }

    fn plan(&self) -> Option<&Seen> {
        self.seen.get().and_then(|seen| seen.as_ref().ok())
    }

    /// Why nothing can be printed now.
    fn why_not(&self) -> Option<&'static str> {
        if self.papers.is_some() {
            return Some(t!("They are on their way"));
        }
        self.plan().is_none_or(|seen| seen.plan.to.is_empty()).then(|| t!("There is nobody to write to"))
    }

    fn print(&mut self, sight: &Sight<'_>) {
        let Some(seen) = self.plan() else { return };
        let (letter, plan, asked) = (seen.letter.clone(), seen.plan.clone(), self.picking.asked());
        let name = format!("{}.pdf", file_stem(&letter.title));
        let goal = if self.goal == 0 {
            Goal::Viewer(name)
        } else {
            Goal::Chosen(Wish {
                title: t!("Save the letters as PDF").to_owned(),
                confirm: t!("Save").to_owned(),
                kind: WishKind::Save,
                endings: Some(("PDF", &["pdf"])),
                name,
            })
        };
        let (all, note, count) = (mailings(sight), self.note, plan.to.len());
        let start = move |sight: &Sight<'_>, to: PathBuf| {
            let draws = move |office: &mut Office| draw(office, &all, &asked, &letter, &plan, &to);
            if !note {
                return paper::draw(sight, t!("Print letters"), move |office| Ok(draws(office)?.0));
            }
            sight.desk.run(&ops::NOTE, move |office| {
                let (files, people, title) = draws(office)?;
                let done = ops::note(office, &people, &title)?;
                Ok(Done { value: files, op: done.op, changed: done.changed })
            })
        };
        (self.count, self.merging) = (count, false);
        self.papers = Papers::begin(sight, goal, Box::new(start));
    }

    fn merge(&mut self, sight: &Sight<'_>) {
        let Some(seen) = self.plan() else { return };
        let (letter, plan, asked) = (seen.letter.clone(), seen.plan.clone(), self.picking.asked());
        let goal = merge_goal(&letter.title);
        let (all, count) = (mailings(sight), plan.to.len());
        let start = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Write the file"), move |office| {
                unchanged(office, &all, &asked, &letter, &plan)?;
                let to = with_ending(to);
                begin(office, plan.to.len());
                let progress = office.progress();
                printing::merge_file(office, &all, &plan, &[], &to, &mut |n| {
                    progress.done.store(u64::try_from(n).unwrap_or(0), Ordering::SeqCst);
                })?;
                Ok(vec![to])
            })
        };
        (self.count, self.merging) = (count, true);
        self.papers = Papers::begin(sight, goal, Box::new(start));
    }

    fn take(&mut self, sight: &Sight<'_>) {
        let Some(files) = self.papers.as_mut().and_then(|papers| papers.logic(sight)) else { return };
        self.papers = None;
        let Some(first) = files.first() else { return };
        let letters = printing::count_letters(self.count);
        let says = if self.merging {
            t!("{letters} in a table for a mail merge", letters = letters)
        } else if self.goal == 0 {
            return;
        } else if files.len() > 1 {
            t!("{letters} in {files} files", letters = letters, files = files.len())
        } else {
            t!("{letters} in one PDF", letters = letters)
        };
        sight.notice(Tone::Good, says, first.display().to_string());
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.plan().map_or(0, |seen| seen.plan.to.len());
        let title = self.plan().map_or(t!("Write to people").to_owned(), |seen| super::cut(&seen.letter.title, 50));
        let print = if count == 0 {
            t!("Print").to_owned()
        } else {
            t!("Print {letters}", letters = printing::count_letters(count))
        };
        let why_not = self.why_not();
        let (mut wants_print, mut wants_merge) = (false, false);
        PageHeader::new(&title).chip(t!("Preview, nothing printed yet"), Tone::Plain).show(
            ui,
            |ui| {
                wants_print = Button::primary(&print).key("P").unless(why_not).show(ui).clicked();
                wants_merge = Button::secondary(t!("For a mail merge…")).key("M").unless(why_not).show(ui).clicked();
            },
            |ui| ui.add_space(8.0),
        );
        if wants_print {
            self.print(sight);
        } else if wants_merge {
            self.merge(sight);
        }
    }

    fn left(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { letters, handle, picking, seen, recipients, .. } = self;
        let Some(Ok(seen)) = seen.get() else { return };
        let all: Vec<(String, String)> =
            letters.get().into_iter().flatten().map(|l| (l.handle(), super::cut(&l.title, 34))).collect();
        let options: Vec<(String, &str)> = all.iter().map(|(handle, title)| (handle.clone(), title.as_str())).collect();
        let mut other = false;
        let mut chosen = seen.letter.handle();
        let none = t!("Choose other people, or add addresses in the register.");
        recipients.show(
            ui,
            sight,
            &seen.plan,
            |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                other |= Choice::new(t!("Letter"), &mut chosen, &options).bare().width(230.0).show(ui).changed();
                other |= picking.ui(ui, 260.0);
            },
            none,
        );
        if other {
            *handle = chosen;
            recipients.began_anew();
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { seen, recipients, preview, picking, goal, note, .. } = self;
        let Some(Ok(seen)) = seen.get() else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        if reasons(ui, &with_unknown(&seen.plan)) {
            recipients.shows = 1;
        }
        if picking.ticks(ui) {
            recipients.began_anew();
        }
        ui::section(ui, t!("How they print"));
        let signed = if seen.letter.signed { t!("Yes") } else { t!("No") };
        ui::key_values(
            ui,
            &[
                (t!("Envelope"), seen.envelope),
                (t!("Paper"), seen.paper),
                (t!("Signed"), signed),
                (t!("Order"), t!("By country, postcode and street, as the post wants them")),
            ],
        );
        segments(ui, &[t!("Open to print"), t!("Save as PDF")], goal);
        ui.add_enabled_ui(!sight.facts.read_only, |ui| {
            checkbox(ui, note, t!("Note it in each person’s log"));
        });
        if Link::new(t!("Change the text")).show(ui).clicked() {
            sight.go(LIST, format!("edit:{}", seen.letter.handle()));
        }
        if recipients.current(&seen.plan).is_some() {
            ui::section(ui, t!("What this one says"));
            match preview.get() {
                Some(Some(said)) => preview::show(ui, said),
                _ => {
                    ui::paragraph(ui, t!("One moment…"), BODY.ink(look(ui).muted));
                }
            }
        }
    }
}

/// The reasons of a plan, with the lines of a pasted list that are nobody.
pub(super) fn with_unknown(plan: &Plan) -> Vec<(String, usize)> {
    let mut reasons = plan.reasons();
    if !plan.unknown.is_empty() {
        reasons.insert(0, (t!("Lines that are nobody").to_owned(), plan.unknown.len()));
    }
    reasons
}

/// Where the table of a mail merge goes.
pub fn merge_goal(title: &str) -> Goal {
    Goal::Chosen(Wish {
        title: t!("Save for a mail merge").to_owned(),
        confirm: t!("Save").to_owned(),
        kind: WishKind::Save,
        endings: Some((t!("Tables"), &["xlsx", "csv"])),
        name: format!("{}.xlsx", file_stem(title)),
    })
}

/// A name without an ending gets that of a spreadsheet.
pub fn with_ending(mut path: PathBuf) -> PathBuf {
    if path.extension().is_none() {
        path.set_extension("xlsx");
    }
    path
}

/// A title as a part of a file's name.
pub fn file_stem(title: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { ' ' };
    title.chars().map(kept).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says how much there is to do.
fn begin(office: &Office, count: usize) {
    office.progress().begin(u64::try_from(count).unwrap_or(0));
}

/// What was seen is what is printed, or nothing is.
fn unchanged(office: &Office, all: &[Mailing], asked: &Asked, letter: &Letter, plan: &Plan) -> Result<()> {
    let now = office.read(|conn| store::find(conn, &letter.handle()))?;
    if now != *letter || printing::plan_letters(office, all, asked, &|_| letter)? != *plan {
        return Err(Problem::input(t!("The office changed since this list was made, so nothing was printed"))
            .hint(t!("Look at the list again, then print")));
    }
    Ok(())
}

/// Draws the letters; answers the files, who got one, and what it was called.
fn draw(
    office: &mut Office,
    all: &[Mailing],
    asked: &Asked,
    letter: &Letter,
    plan: &Plan,
    to: &Path,
) -> Result<(Vec<PathBuf>, Vec<PersonId>, String)> {
    unchanged(office, all, asked, letter, plan)?;
    begin(office, plan.to.len());
    let progress = office.progress();
    let mut done = |n: usize| progress.done.store(u64::try_from(n).unwrap_or(0), Ordering::SeqCst);
    let files = printing::letters(office, all, plan, &[letter], &|_| letter, to, &mut done, &progress.cancelled)?;
    Ok((files, plan.people().collect(), letter.title.clone()))
}

impl Screen for Run {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.letters.want(sight.desk, (), |conn, ()| store::all(conn));
        self.picking.logic(sight);
        self.take(sight);
        let (all, question) = (mailings(sight), (self.handle.clone(), self.picking.asked()));
        self.seen.want_office(sight.desk, question, move |office, (handle, asked)| {
            let seen = || {
                let letter = office.read(|conn| {
                    let letters = store::all(conn)?;
                    let found = letters.iter().find(|letter| letter.handle() == *handle).or_else(|| letters.first());
                    found.cloned().ok_or_else(|| Problem::input(t!("There is no letter")))
                })?;
                let plan = printing::plan_letters(office, &all, asked, &|_| &letter)?;
                let stationery = office.read(Stationery::read)?;
                Ok(Seen {
                    envelope: page::envelope(&letter, &stationery).label(),
                    paper: letter.paper.unwrap_or(stationery.profile.paper).name(),
                    letter,
                    plan,
                })
            };
            Ok(seen())
        });
        let current = self.plan().and_then(|seen| self.recipients.current(&seen.plan)).cloned();
        let (all, letter) = (mailings(sight), self.plan().map(|seen| seen.letter.clone()));
        self.preview.want_office(sight.desk, (letter, current), move |office, (letter, to)| {
            let (Some(letter), Some(to)) = (letter, to) else { return Ok(None) };
            Ok(Some(printing::preview(office, &all, letter, to)))
        });
        if !self.seen.is_coming()
            && let Some(key) = self.pending.take()
        {
            match self.why_not() {
                Some(why) => sight.notice(Tone::Warning, why, ""),
                None if key == PRINT.key => self.print(sight),
                None => self.merge(sight),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        if let Some(Err(problem)) = self.seen.get() {
            let hint = problem.hint.clone().unwrap_or_default();
            let message = problem.message.clone();
            egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
                ui::banner(ui, Tone::Warning, &message, &hint, "", |ui| {
                    if Button::secondary(t!("Write to the members")).show(ui).clicked() {
                        self.picking.whom = Whom::default();
                    }
                });
            });
        } else {
            let mut split = self.split;
            let this = std::cell::RefCell::new(&mut *self);
            split.show(ui, |ui| this.borrow_mut().left(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
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
        let mut rest = filter.trim();
        if let Some(after) = rest.strip_prefix("letter:") {
            let (handle, whom) = after.split_once(' ').unwrap_or((after, ""));
            handle.clone_into(&mut self.handle);
            rest = whom.trim();
        }
        match rest {
            "" => {}
            "left_out" => self.recipients.shows = 1,
            whom => {
                self.picking.go(whom);
                self.recipients.shows = 0;
            }
        }
        self.recipients.began_anew();
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&PRINT, &MERGE].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
