//! Membership cards: for whom, valid until when, on which sheet.

use std::path::PathBuf;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{Card, Cards, PersonId};
use super::super::printing;
use super::{LIST, PRINT_CARDS, TEST_CARDS};
use crate::app::paper::{self, Goal, Papers};
use crate::app::{Live, Screen, Sight, Wish, WishKind};
use crate::kit::{Day, Problem, day, text};
use crate::letters::model::Whom;
use crate::letters::printing as letters;
use crate::letters::screen::sheet::{SheetAsk, remember};
use crate::letters::screen::whom::Picking;
use crate::letters::screen::{mailings, recipients::reasons};
use crate::letters::store::people_of;
use crate::print::LabelSheet;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, DayField, PageHeader, Split, Tone, icons, look, segments, typing};

/// How many names the drawn sheet may show.
const DRAWN: usize = 100;

/// What is known before anything is printed.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    cards: Cards,
    /// Lines of a pasted list that are nobody, and why.
    unknown: Vec<(String, String)>,
}

impl Seen {
    /// Everybody who gets none, by name, with the reason.
    fn left_out(&self) -> Vec<(Option<PersonId>, &str, &str)> {
        let lines = self.unknown.iter().map(|(line, why)| (None, line.as_str(), why.as_str()));
        let people = self.cards.left_out.iter().map(|(id, name, why)| (Some(*id), name.as_str(), why.as_str()));
        lines.chain(people).collect()
    }

    fn reasons(&self) -> Vec<(String, usize)> {
        let mut reasons: Vec<(String, usize)> = Vec::new();
        for (person, _, why) in self.left_out() {
            let why = if person.is_none() { t!("Lines that are nobody") } else { why };
            match reasons.iter_mut().find(|(known, _)| known == why) {
                Some((_, count)) => *count += 1,
                None => reasons.push((why.to_owned(), 1)),
            }
        }
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        reasons
    }
}

/// What is asked: whom, on which sheet, valid until when.
type Question = (Whom, LabelSheet, Option<Day>);

/// See the head of this file.
pub(in crate::members) struct CardsScreen {
    picking: Picking,
    /// Read from the settings of this computer at the first look.
    sheet: Option<SheetAsk>,
    until: String,
    seen: Live<Result<Seen, Problem>, Question>,
    shows: usize,
    tables: [TableState; 2],
    split: Split,
    /// 0: into the viewer; 1: saved as a PDF.
    goal: usize,
    papers: Option<Papers>,
    /// What to say once they are saved.
    says: String,
    pending: Option<&'static str>,
    /// Something had the keyboard in the last frame.
    had_keyboard: bool,
}

fn usual() -> Whom {
    Whom::Audience { key: "current".to_owned(), choice: String::new() }
}

impl CardsScreen {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            picking: Picking::new(usual()),
            sheet: None,
            until: String::new(),
            seen: Live::new(&[]),
            shows: 0,
            tables: [TableState::default(), TableState::default()],
            split: Split::default(),
            goal: 0,
            papers: None,
            says: String::new(),
            pending: None,
            had_keyboard: false,
        })
    }

    fn seen(&self) -> Option<&Seen> {
        self.seen.get().and_then(|seen| seen.as_ref().ok())
    }

    fn until(&self, sight: &Sight<'_>) -> Result<Option<Day>, Problem> {
        if self.until.trim().is_empty() {
            return Ok(None);
        }
        day::typed(&self.until, sight.today(), sight.facts.profile.month_first).map(Some)
    }

    fn began_anew(&mut self) {
        self.tables.iter_mut().for_each(TableState::other_rows);
    }

    /// Why nothing can be printed now.
    fn why_not(&self, sight: &Sight<'_>) -> Option<&'static str> {
        if self.papers.is_some() {
            return Some(t!("They are on their way"));
        }
        if self.sheet.as_ref().and_then(SheetAsk::read).is_none() {
            return Some(t!("Something about the sheet is not right yet"));
        }
        if self.until(sight).is_err() {
            return Some(t!("The day is not right yet"));
        }
        self.seen().is_none_or(|seen| seen.cards.cards.is_empty()).then(|| t!("There is nobody to make a card for"))
    }

    fn goal(&self, name: String) -> Goal {
        if self.goal == 0 {
            return Goal::Viewer(name);
        }
        Goal::Chosen(Wish {
            title: t!("Save the cards as PDF").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some(("PDF", &["pdf"])),
            name,
        })
    }

    fn print(&mut self, sight: &Sight<'_>) {
        let Some((sheet, start)) = self.sheet.as_ref().and_then(SheetAsk::read) else { return };
        let Some(cards) = self.seen().map(|seen| seen.cards.clone()) else { return };
        remember(sight, &sheet.name, start.shift, |sheets| &mut sheets.cards);
        self.says = counted(cards.cards.len());
        let begin = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Print cards"), move |office| {
                printing::cards(office, &cards, &sheet, start, &to)?;
                Ok(vec![to])
            })
        };
        self.papers = Papers::begin(sight, self.goal(t!("Membership cards.pdf").to_owned()), Box::new(begin));
    }

    fn test(&mut self, sight: &Sight<'_>) {
        let Some((sheet, start)) = self.sheet.as_ref().and_then(SheetAsk::read) else { return };
        remember(sight, &sheet.name, start.shift, |sheets| &mut sheets.cards);
        self.says = t!("A test for {sheet}", sheet = sheet.name);
        let begin = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Print a test"), move |office| {
                letters::test_sheet(office, None, &sheet, start, &to)?;
                Ok(vec![to])
            })
        };
        self.papers = Papers::begin(sight, self.goal(t!("Test for cards.pdf").to_owned()), Box::new(begin));
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
        let count = self.seen().map_or(0, |seen| seen.cards.cards.len());
        let print = if count == 0 { t!("Print").to_owned() } else { t!("Print {cards}", cards = counted(count)) };
        let why_not = self.why_not(sight);
        let no_test = self
            .sheet
            .as_ref()
            .and_then(SheetAsk::read)
            .is_none()
            .then(|| t!("Something about the sheet is not right yet"))
            .or_else(|| self.papers.is_some().then(|| t!("They are on their way")));
        let (mut print_it, mut test) = (false, false);
        PageHeader::new(t!("Membership cards")).chip(t!("Preview, nothing printed yet"), Tone::Plain).show(
            ui,
            |ui| {
                print_it = Button::primary(&print).key("K").unless(why_not).show(ui).clicked();
                test = Button::secondary(t!("Test on plain paper")).key("T").unless(no_test).show(ui).clicked();
            },
            |ui| ui.add_space(8.0),
        );
        if print_it {
            self.print(sight);
        } else if test {
            self.test(sight);
        }
    }

    fn left(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { picking, seen, shows, tables, .. } = self;
        let Some(Ok(seen)) = seen.get() else { return };
        let left_out = seen.left_out();
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut other = false;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal(|ui| other = picking.ui(ui, 300.0));
            let (gets, not) = (
                t!("Gets one: {count}", count = text::count(seen.cards.cards.len())),
                t!("Left out: {count}", count = text::count(left_out.len())),
            );
            segments(ui, &[&gets, &not], shows);
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let [first, second] = tables;
        let opened = match (*shows, seen.cards.cards.is_empty(), left_out.is_empty()) {
            (0, false, _) => gets(ui, &seen.cards.cards, first),
            (0, true, _) => {
                let body = t!("A card is for members. Choose other people, or record who is a member.");
                ui::empty_state(ui, icons::IDENTIFICATION_CARD, t!("Nobody to make a card for"), body, |ui| {
                    if !left_out.is_empty() && Button::secondary(t!("See who is left out")).show(ui).clicked() {
                        *shows = 1;
                    }
                    if Button::secondary(t!("See the members")).show(ui).clicked() {
                        sight.go(LIST, "");
                    }
                });
                None
            }
            (_, _, false) => absent(ui, &left_out, second),
            (_, _, true) => {
                let body = t!("Everybody who was asked for gets one.");
                ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nobody is left out"), body, |_| {});
                None
            }
        };
        if let Some(person) = opened {
            sight.go(super::PEOPLE, person.to_string());
        }
        if other {
            self.began_anew();
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let problem = self.until(sight).err().map(|problem| problem.to_string());
        let Self { sheet, seen, until, goal, shows, .. } = self;
        let (Some(Ok(seen)), Some(sheet)) = (seen.get(), sheet) else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, t!("How they print"));
        segments(ui, &[t!("Open to print"), t!("Save as PDF")], goal);
        let names: Vec<&str> = seen.cards.cards.iter().take(DRAWN).map(|card| card.name.as_str()).collect();
        sheet.ui(ui, &names, seen.cards.cards.len());
        DayField::new(t!("All valid until"), until, sight.today())
            .month_first(sight.facts.profile.month_first)
            .problem(problem.as_deref())
            .show(ui);
        ui::paragraph(
            ui,
            t!("Left empty, each is valid to the last day that is paid for."),
            ui::SMALL.ink(look(ui).muted),
        );
        if reasons(ui, &seen.reasons()) {
            *shows = 1;
        }
    }
}

/// `12 cards`.
fn counted(n: usize) -> String {
    text::plural(n, t!("card"), t!("cards"))
}

fn gets(ui: &mut Ui, all: &[Card], table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 190.0).grows(2.0).least(130.0).unsorted(),
        Column::new("number", t!("Number"), 80.0).unsorted().spare(),
        Column::new("class", t!("Class"), 110.0).grows(1.0).least(84.0).unsorted().spare(),
        Column::new("holds", t!("What it says"), 200.0).grows(1.0).least(196.0).unsorted(),
    ];
    let out = Table::new(t!("Who gets one"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |card: &Card, column| match column {
            0 => Cell::Strong(card.name.as_str().into()),
            1 => Cell::Muted(card.number.as_str().into()),
            2 => Cell::Text(card.class.as_str().into()),
            _ => Cell::Muted(card.holds.as_str().into()),
        },
    );
    all.get(usize::try_from(out.opened?).ok()?).map(|card| card.person)
}

fn absent(ui: &mut Ui, all: &[(Option<PersonId>, &str, &str)], table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 190.0).grows(1.0).least(130.0).unsorted(),
        Column::new("why", t!("Why not"), 240.0).grows(1.0).least(140.0).unsorted(),
    ];
    let out = Table::new(t!("Who is left out"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |(_, name, why): &(Option<PersonId>, &str, &str), column| match column {
            0 => Cell::Strong((*name).into()),
            _ => Cell::Text((*why).into()),
        },
    );
    all.get(usize::try_from(out.opened?).ok()?).and_then(|(person, _, _)| *person)
}

impl Screen for CardsScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        let sheet = self.sheet.get_or_insert_with(|| {
            let last = &sight.machine.borrow().sheets;
            // An office on US Letter begins with its own sheets.
            let name = match sight.facts.profile.paper {
                crate::office::profile::PaperSize::Letter if last.cards.is_empty() => "cards-letter-10",
                _ => &last.cards,
            };
            SheetAsk::new(&LabelSheet::CARDS, name, (last.shift[0], last.shift[1]))
        });
        let known = sheet.sheet().ok().or_else(|| self.seen.asked_for().map(|(_, sheet, _)| sheet.clone()));
        let known = known.or_else(|| LabelSheet::CARDS.into_iter().next());
        self.picking.logic(sight);
        self.take(sight);
        if let (Some(known), Ok(until)) = (known, self.until(sight)) {
            let all = mailings(sight);
            let asked = (self.picking.whom.clone(), known, until);
            self.seen.want_office(sight.desk, asked, move |office, (whom, sheet, until)| {
                let seen = || {
                    let (people, unknown) = people_of(office, &all, whom, office.today())?;
                    Ok(Seen { cards: printing::plan_cards(office, &people, sheet, *until)?, unknown })
                };
                Ok(seen())
            });
        }
        if !self.seen.is_coming()
            && let Some(key) = self.pending.take()
        {
            match self.why_not(sight) {
                Some(why) if key == PRINT_CARDS.key || self.papers.is_some() => sight.notice(Tone::Warning, why, ""),
                _ if key == PRINT_CARDS.key => self.print(sight),
                _ => self.test(sight),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        if let Some(Err(problem)) = self.seen.get() {
            let (message, hint) = (problem.message.clone(), problem.hint.clone().unwrap_or_default());
            Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
                ui::banner(ui, Tone::Warning, &message, &hint, "", |ui| {
                    if Button::secondary(t!("Cards for the members")).show(ui).clicked() {
                        self.picking.whom = usual();
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
            self.began_anew();
        }
        if !self.picking.is_asking() && typing::escaped(ui, &mut self.had_keyboard) {
            sight.go(LIST, "");
        }
    }

    fn go(&mut self, filter: &str) {
        match filter.trim() {
            "" => {}
            "left_out" => self.shows = 1,
            whom => {
                self.picking.go(whom);
                self.shows = 0;
            }
        }
        self.began_anew();
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&PRINT_CARDS, &TEST_CARDS].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
