//! Reminding of dues: who is reminded, in which tone, and who is not and why; then the letters or the table of a mail merge,
//! after which it is noted.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use egui::{Frame, Id, Margin, Stroke, Ui, vec2};

use super::super::model::{PersonId, Round, ToRemind, Tone as Manner};
use super::super::ops;
use super::super::printing::{self, RoundFiles, RoundPlan};
use super::{ARREARS, MERGE_REMINDERS, PRINT_REMINDERS};
use crate::app::paper::{self, Goal, Papers};
use crate::app::{Live, Screen, Sight, Wish, WishKind};
use crate::kit::{Currency, Problem, day, text};
use crate::letters::model::{Letter, To};
use crate::letters::printing::{self as letters, Preview};
use crate::letters::screen::recipients::reasons;
use crate::letters::screen::{LIST as LETTERS, mailings, merge_goal, preview, with_ending};
use crate::office::{Done, Office};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{
    self, BODY, Button, Choice, Field, Link, PageHeader, SMALL, Split, Tone, checkbox, icons, look, segments, typing,
};

/// The longest that can be waited for, days.
const MOST_DAYS: u32 = 3_650;

/// See the head of this file.
pub(in crate::members) struct Remind {
    tone: Option<Manner>,
    overdue: String,
    pause: String,
    /// Only these, whatever the days say.
    only: BTreeSet<PersonId>,
    everybody: bool,
    seen: Live<RoundPlan, (Round, bool)>,
    shows: usize,
    tables: [TableState; 2],
    preview: Live<Option<Result<Preview, Problem>>, Option<(Letter, To)>>,
    split: Split,
    /// 0: into the viewer; 1: saved as a PDF.
    goal: usize,
    note: bool,
    papers: Option<Papers>,
    /// What to say once they are made.
    says: String,
    pending: Option<&'static str>,
    /// Something had the keyboard in the last frame.
    had_keyboard: bool,
}

impl Remind {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        let usual = Round::default();
        Box::new(Self {
            tone: usual.tone,
            overdue: usual.overdue.to_string(),
            pause: usual.pause.to_string(),
            only: usual.only,
            everybody: false,
            seen: Live::new(&[]),
            shows: 0,
            tables: [TableState::default(), TableState::default()],
            preview: Live::new(&[]),
            split: Split::default(),
            goal: 0,
            note: true,
            papers: None,
            says: String::new(),
            pending: None,
            had_keyboard: false,
        })
    }

    fn days(text: &str) -> Result<u32, &'static str> {
        text.trim().parse().ok().filter(|days| *days <= MOST_DAYS).ok_or_else(|| t!("A number of days"))
    }

    /// What is asked, unless something typed is no number.
    fn round(&self) -> Option<Round> {
        let (overdue, pause) = (Self::days(&self.overdue).ok()?, Self::days(&self.pause).ok()?);
        Some(Round { tone: self.tone, overdue, pause, only: self.only.clone() })
    }

    fn began_anew(&mut self) {
        self.tables.iter_mut().for_each(TableState::other_rows);
    }

    fn current(&self) -> Option<&ToRemind> {
        let all = self.seen.get()?.to_remind();
        let at = self.tables.first()?.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        all.get(at).or_else(|| all.first()).copied()
    }

    /// Why nothing can be printed now.
    fn why_not(&self) -> Option<&'static str> {
        if self.papers.is_some() {
            return Some(t!("They are on their way"));
        }
        if self.round().is_none() {
            return Some(t!("Something about the days is not right yet"));
        }
        self.seen.get().is_none_or(|seen| seen.plan.to.is_empty()).then(|| t!("There is nobody to remind"))
    }

    /// Letters or a table: written, then noted in one step that can be undone.
    fn make(&mut self, merge: bool, sight: &Sight<'_>) {
        let Some(seen) = self.seen.get().cloned() else { return };
        let note = self.note && !sight.facts.read_only;
        self.says = counted(seen.plan.to.len());
        let name = t!("Reminders of dues {day}", day = sight.today());
        let goal = if merge {
            merge_goal(&name)
        } else if self.goal == 0 {
            Goal::Viewer(format!("{name}.pdf"))
        } else {
            Goal::Chosen(Wish {
                title: t!("Save the reminders as PDF").to_owned(),
                confirm: t!("Save").to_owned(),
                kind: WishKind::Save,
                endings: Some(("PDF", &["pdf"])),
                name: format!("{name}.pdf"),
            })
        };
        let all = mailings(sight);
        let start = move |sight: &Sight<'_>, to: PathBuf| {
            let does = move |office: &mut Office| {
                let progress = office.progress();
                progress.begin(u64::try_from(seen.plan.to.len()).unwrap_or(0));
                let files = if merge {
                    RoundFiles { letters: None, merge: Some(with_ending(to)) }
                } else {
                    RoundFiles { letters: Some(to), merge: None }
                };
                let mut done = |n: usize| progress.done.store(u64::try_from(n).unwrap_or(0), Ordering::SeqCst);
                printing::remind(office, &all, &seen, &files, note, &mut done, &progress.cancelled)
            };
            if note {
                sight.desk.run(&ops::REMIND, move |office| {
                    let (files, done) = does(office)?;
                    Ok(Done { value: files, op: done.op, changed: done.changed })
                })
            } else {
                paper::draw(sight, t!("Print reminders"), move |office| Ok(does(office)?.0))
            }
        };
        self.papers = Papers::begin(sight, goal, Box::new(start));
    }

    fn take(&mut self, sight: &Sight<'_>) {
        let Some(files) = self.papers.as_mut().and_then(|papers| papers.logic(sight)) else { return };
        self.papers = None;
        let Some(first) = files.first() else { return };
        // What was noted says so by itself, with Undo; where to the file went is said here.
        if self.goal == 1 || first.extension().is_none_or(|ending| ending != "pdf") {
            sight.notice(Tone::Good, t!("{reminders} written", reminders = self.says), first.display().to_string());
        }
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.seen.get().map_or(0, |seen| seen.plan.to.len());
        let print =
            if count == 0 { t!("Print").to_owned() } else { t!("Print {reminders}", reminders = counted(count)) };
        let why_not = self.why_not();
        let (mut print_it, mut merge) = (false, false);
        PageHeader::new(t!("Remind of dues")).chip(t!("Preview, nobody reminded yet"), Tone::Plain).show(
            ui,
            |ui| {
                print_it = Button::primary(&print).key("S").unless(why_not).show(ui).clicked();
                merge = Button::secondary(t!("For a mail merge…")).key("X").unless(why_not).show(ui).clicked();
            },
            |ui| ui.add_space(8.0),
        );
        if print_it || merge {
            self.make(merge, sight);
        }
    }

    fn left(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(seen) = self.seen.get() else { return };
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let left_out = seen.left_out();
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            let (gets, not) = (
                t!("Reminded: {count}", count = text::count(seen.plan.to.len())),
                t!("Left out: {count}", count = text::count(left_out.len())),
            );
            segments(ui, &[&gets, &not], &mut self.shows);
            ui::paragraph(ui, &summary(seen, *sight.currency()), BODY.ink(look(ui).muted));
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let [first, second] = &mut self.tables;
        let opened = if self.shows == 0 {
            if seen.plan.to.is_empty() {
                let mut switch = false;
                let body = t!(
                    "Nobody owes dues that are overdue for so long and was not reminded a short while ago. The days are at the right."
                );
                ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nobody to remind"), body, |ui| {
                    if !left_out.is_empty() && Button::secondary(t!("See who is left out")).show(ui).clicked() {
                        switch = true;
                    }
                    if Button::secondary(t!("See the arrears")).show(ui).clicked() {
                        sight.go(ARREARS, "");
                    }
                });
                if switch {
                    self.shows = 1;
                }
                return;
            }
            if first.selection.cursor().is_none() {
                first.selection.set(0);
            }
            reminded(ui, *sight.currency(), &seen.to_remind(), first)
        } else {
            if left_out.is_empty() {
                let body = t!("Everybody who owes dues is reminded.");
                ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nobody is left out"), body, |_| {});
                return;
            }
            absent(ui, &left_out, second)
        };
        if let Some(person) = opened {
            sight.go(super::PEOPLE, person.to_string());
        }
    }

    /// Whom, and in which tone.
    fn asks(&mut self, ui: &mut Ui) {
        let before = (self.tone, self.overdue.clone(), self.pause.clone(), self.only.len(), self.everybody);
        let mut tones = vec![(None, t!("For each the one that is next"))];
        tones.extend(Manner::ALL.map(|tone| (Some(tone), tone.label())));
        let width = ui.available_width();
        Choice::new(t!("Tone"), &mut self.tone, &tones).width(width).show(ui);
        if self.only.is_empty() {
            ui.horizontal_top(|ui| {
                let half = ((ui.available_width() - 8.0) / 2.0).floor();
                let [late, pause] = [&self.overdue, &self.pause].map(|text| Self::days(text).err());
                Field::new(t!("Overdue, days or more"), &mut self.overdue)
                    .id(Id::unique("remind.overdue"))
                    .width(half)
                    .figures()
                    .problem(late)
                    .show(ui);
                Field::new(t!("Not again within days"), &mut self.pause)
                    .id(Id::unique("remind.pause"))
                    .width(half)
                    .figures()
                    .problem(pause)
                    .show(ui);
            });
        } else {
            ui.horizontal(|ui| {
                let picked = text::plural(self.only.len(), t!("payer"), t!("payers"));
                ui::line(ui, &t!("{payers} picked in Arrears", payers = picked), BODY);
                if Link::new(t!("Everybody who is overdue")).show(ui).clicked() {
                    self.only.clear();
                }
            });
        }
        if before != (self.tone, self.overdue.clone(), self.pause.clone(), self.only.len(), self.everybody) {
            self.began_anew();
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, t!("Whom, and in which tone"));
        self.asks(ui);
        let Some(seen) = self.seen.get() else { return };
        if reasons(ui, &seen.reasons()) {
            self.shows = 1;
        }
        if checkbox(ui, &mut self.everybody, t!("Also who is not to be contacted")).changed() {
            self.began_anew();
        }
        if self.everybody {
            let words =
                t!("They asked not to be written to. Tick this only where the law or they themselves want the letter.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).danger));
        }
        ui::section(ui, t!("How they print"));
        segments(ui, &[t!("Open to print"), t!("Save as PDF")], &mut self.goal);
        if sight.facts.read_only {
            let words = t!("This office is open read-only, so who was reminded is not noted.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        } else {
            checkbox(ui, &mut self.note, t!("Remember who was reminded"));
        }
        let said = self.current().map(|one| one.tone);
        if let Some(tone) = said {
            ui::section(ui, t!("What this one says"));
            match self.preview.get() {
                Some(Some(said)) => preview::show(ui, said),
                _ => {
                    ui::paragraph(ui, t!("One moment…"), BODY.ink(look(ui).muted));
                }
            }
            let words = t!("Change the text of this tone ({tone})", tone = tone.label().to_lowercase());
            if Link::new(&words).show(ui).clicked() {
                sight.go(LETTERS, format!("edit:{}", tone.letter()));
            }
        }
    }
}

/// `12 reminders`.
fn counted(n: usize) -> String {
    text::plural(n, t!("reminder"), t!("reminders"))
}

/// `3 friendly, 2 firm; £312.00 owed together`.
fn summary(seen: &RoundPlan, currency: Currency) -> String {
    let all = seen.to_remind();
    if all.is_empty() {
        return String::new();
    }
    let tones: Vec<String> = Manner::ALL
        .into_iter()
        .map(|tone| (tone, all.iter().filter(|one| one.tone == tone).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(tone, n)| format!("{} {}", text::count(n), tone.label().to_lowercase()))
        .collect();
    t!("{tones}; {total} owed together", tones = tones.join(", "), total = currency.show(seen.total()))
}

/// How a chip shows a tone.
pub(super) fn shade(tone: Manner) -> Tone {
    match tone {
        Manner::Friendly => Tone::Good,
        Manner::Firm => Tone::Warning,
        Manner::Last => Tone::Danger,
    }
}

fn reminded(ui: &mut Ui, currency: Currency, all: &[&ToRemind], table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Payer"), 170.0).grows(2.0).least(120.0).unsorted(),
        Column::new("tone", t!("Tone"), 96.0).unsorted(),
        Column::new("owed", t!("Owed"), 90.0).figures().unsorted(),
        Column::new("since", t!("Overdue since"), 118.0).unsorted().spare(),
        Column::new("last", t!("Last reminder"), 150.0).grows(1.0).least(120.0).unsorted().spare(),
    ];
    let out = Table::new(t!("Who is reminded"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?).copied(),
        |one: &ToRemind, column| match column {
            0 => Cell::Strong(one.arrears.name.as_str().into()),
            1 => Cell::Chip(one.tone.label().into(), shade(one.tone)),
            2 => Cell::Text(currency.figures(one.arrears.total()).into()),
            3 => Cell::Muted(one.arrears.since().map(day::short).unwrap_or_default().into()),
            _ => Cell::Muted(last_says(one.before.last).into()),
        },
    );
    let at = usize::try_from(out.opened?).ok()?;
    all.get(at).map(|one| one.arrears.payer)
}

/// `12 Nov 2026, friendly`.
fn last_says(last: Option<(crate::kit::Day, Manner)>) -> String {
    last.map(|(on, tone)| format!("{}, {}", day::short(on), tone.label().to_lowercase())).unwrap_or_default()
}

fn absent(ui: &mut Ui, all: &[(PersonId, String, String)], table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Payer"), 190.0).grows(1.0).least(130.0).unsorted(),
        Column::new("why", t!("Why not"), 240.0).grows(1.0).least(140.0).unsorted(),
    ];
    let out = Table::new(t!("Who is left out"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |(_, name, why): &(PersonId, String, String), column| match column {
            0 => Cell::Strong(name.as_str().into()),
            _ => Cell::Text(why.as_str().into()),
        },
    );
    let at = usize::try_from(out.opened?).ok()?;
    all.get(at).map(|(person, _, _)| *person)
}

impl Screen for Remind {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.take(sight);
        if let Some(round) = self.round() {
            let all = mailings(sight);
            self.seen.want_office(sight.desk, (round, self.everybody), move |office, (round, everybody)| {
                printing::plan_round(office, &all, round, *everybody)
            });
        }
        let current = self.current().and_then(|one| {
            let seen = self.seen.get()?;
            let to = seen.plan.to.iter().find(|to| to.people.contains(&one.arrears.payer))?;
            let letter = Manner::ALL.iter().zip(&seen.letters).find(|(tone, _)| **tone == one.tone)?.1;
            Some((letter.clone(), to.clone()))
        });
        let all = mailings(sight);
        self.preview.want_office(sight.desk, current, move |office, current| {
            Ok(current.as_ref().map(|(letter, to)| letters::preview(office, &all, letter, to)))
        });
        if !self.seen.is_coming()
            && let Some(key) = self.pending.take()
        {
            match self.why_not() {
                Some(why) => sight.notice(Tone::Warning, why, ""),
                None => self.make(key == MERGE_REMINDERS.key, sight),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        if self.seen.get().is_none() {
            return;
        }
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().left(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if typing::escaped(ui, &mut self.had_keyboard) {
            sight.go(ARREARS, "");
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        if let Some(tone) = Manner::of(filter) {
            self.tone = Some(tone);
        } else if filter == "left_out" {
            self.shows = 1;
        } else {
            self.only = filter.split(',').filter_map(|id| id.trim().parse().ok()).map(PersonId).collect();
            self.shows = 0;
        }
        self.began_anew();
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&PRINT_REMINDERS, &MERGE_REMINDERS].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
