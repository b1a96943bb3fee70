//! Ballots: the roll with who got a paper at the left; the lot, the papers and the ballot account at the right.

use std::cell::RefCell;

use egui::{Frame, Margin, Ui, vec2};

use super::super::super::model::{Account, ElectionId, LotKind, Round, Step};
use super::super::super::store::Voter;
use super::super::super::{ops, report};
use super::super::FREEZE;
use super::Shown;
use super::ask::What;
use crate::app::{Reply, Sight};
use crate::kit::fold::fold;
use crate::kit::{day, text};
use crate::ledger::screen::parts::{read_only, two, without_value};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Search, Split, Tone, icons, line, look, paragraph};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    words: String,
    /// The voters whom the words leave, by their place on the roll, and what they were picked for.
    rows: Vec<usize>,
    picked: Option<(String, u64, usize)>,
    /// Issued, replaced, left over, in the box: as they are typed, and as they are kept.
    account: [String; 4],
    known: Option<(ElectionId, u32, Account)>,
    wrong: Option<usize>,
    running: Option<Reply<()>>,
    /// Papers that are to be printed again, by their first and last number.
    pub(super) again: Option<(u32, u32)>,
}

fn typed(account: &Account) -> [String; 4] {
    [account.issued, account.replaced, account.unused, account.returned]
        .map(|value| value.map(|value| value.to_string()).unwrap_or_default())
}

impl View {
    pub(super) fn logic(&mut self, sight: &Sight<'_>, shown: &Shown, stamp: u64) {
        if let Some(done) = self.running.as_mut().and_then(Reply::take) {
            self.running = None;
            if let Err(problem) = done {
                sight.problem(problem);
            }
        }
        let picked = (self.words.clone(), stamp, shown.voters.len());
        if self.picked.as_ref() != Some(&picked) {
            let (wanted, number) = (fold(&self.words), self.words.trim());
            let fits =
                |one: &Voter| wanted.is_empty() || fold(&one.name).contains(&wanted) || one.number.starts_with(number);
            let rows = shown.voters.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at);
            self.rows = rows.collect();
            self.picked = Some(picked);
        }
        let now = shown.whole.round().map(|round| (shown.whole.election.id, round.number, round.account));
        if self.known != now {
            self.account = now.as_ref().map(|(.., account)| typed(account)).unwrap_or_default();
            self.known = now;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().roll(ui, sight, shown), |ui| this.borrow_mut().pane(ui, sight, shown));
        self.split = split;
        None
    }

    fn roll(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
        let Some(roll) = &shown.whole.election.roll else {
            let body = t!(
                "The roll says who may vote on the day under your party’s rule. Frozen, it stays as it is, and whoever is given a paper is ticked off on it"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("The roll is not frozen yet"), body, |ui| {
                FREEZE.primary(ui, sight);
            });
            return;
        };
        let round = shown.whole.round();
        let marked = round.map_or(0, |round| round.marked);
        Frame::new().inner_margin(Margin::symmetric(24, 10)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                Search::new(t!("Search the roll"), &mut self.words).width(200.0).show(ui);
                let words = t!("{marked} of {people} ticked off", marked = marked, people = text::count(roll.people));
                line(ui, &words, BODY.ink(look(ui).muted));
            });
        });
        let row = |at: u64| shown.voters.get(*self.rows.get(usize::try_from(at).ok()?)?);
        let columns = [
            Column::new("name", t!("On the roll"), 180.0).grows(1.0).least(120.0).unsorted(),
            Column::new("number", t!("Number"), 90.0).unsorted(),
            Column::new("ticked", t!("Got a paper"), 120.0).unsorted(),
        ];
        let out = Table::new(t!("Roll"), &columns).rows(self.rows.len() as u64).show(
            ui,
            &mut self.table,
            row,
            |one: &Voter, column| match column {
                0 => Cell::Strong(one.name.as_str().into()),
                1 => Cell::Muted(one.number.as_str().into()),
                _ if one.marked => Cell::Icon(icons::CHECK, t!("Ticked off").into(), Tone::Good),
                _ => Cell::Empty,
            },
        );
        let opened = out.opened.and_then(row);
        if let Some(one) = opened
            && round.is_some()
            && self.running.is_none()
            && read_only(sight).is_none()
        {
            let (of, voter, ticked) = (shown.whole.election.id, one.id, !one.marked);
            self.running =
                Some(sight.desk.run(&ops::MARK, move |office| ops::mark(office, of, voter, ticked).map(without_value)));
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let (muted, whole) = (look(ui).muted, &shown.whole);
        if let Some(roll) = &whole.election.roll {
            ui::section(ui, t!("Roll"));
            let people = text::plural(roll.people, t!("person"), t!("people"));
            paragraph(
                ui,
                &t!(
                    "{people} may vote; frozen on {day}. Enter ticks somebody off who is given a paper. Which paper is kept nowhere.",
                    people = people,
                    day = day::short(roll.on)
                ),
                BODY,
            );
            paragraph(ui, &roll.rule, SMALL.ink(muted));
        }
        ui::section(ui, t!("Order on the paper"));
        match whole.lot(LotKind::Order) {
            Some(lot) => {
                for (name, place) in whole.names().iter().zip(1..) {
                    paragraph(ui, &format!("{place}.\u{a0}{name}"), BODY);
                }
                paragraph(ui, &drawn_words(lot), SMALL.ink(muted));
            }
            None if shown.step == Step::ToDraw => {
                paragraph(ui, t!("Drawn once, by a seed that anybody can draw again, or by hand."), BODY);
            }
            None => {
                paragraph(ui, t!("It is drawn once nominations are closed."), BODY.ink(muted));
            }
        }
        if let Some(lot) = whole.lot(LotKind::Tie) {
            ui::section(ui, t!("Lot for ties"));
            paragraph(ui, &report::lot_says(whole, lot), BODY);
        }
        let Some(round) = whole.round() else { return };
        ui::section(ui, t!("Papers"));
        self.again = self.again.or(papers(ui, shown, round));
        self.account_of(ui, sight, shown, round);
    }

    fn account_of(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, round: &Round) {
        ui::section(ui, t!("Ballot account"));
        let wrong = self.wrong;
        let problem = |at: usize| (wrong == Some(at)).then(|| t!("A whole number, or nothing"));
        let [issued, replaced, unused, returned] = &mut self.account;
        let field = |ui: &mut Ui, at: usize, label: &str, text: &mut String| {
            Field::new(label, text).figures().problem(problem(at)).show(ui);
        };
        two(ui, |ui| field(ui, 0, t!("Issued"), issued), |ui| field(ui, 1, t!("Spoilt, replaced"), replaced));
        two(ui, |ui| field(ui, 2, t!("Left over"), unused), |ui| field(ui, 3, t!("In the box"), returned));
        for fault in &shown.faults {
            ui::banner(ui, Tone::Warning, fault, "", "", |_| {});
        }
        let same = typed(&round.account) == self.account;
        let why_not = read_only(sight)
            .or(same.then(|| t!("It is kept as it stands")))
            .or((shown.step == Step::Declared).then(|| t!("The result is declared")));
        if Button::secondary(t!("Keep the account")).unless(why_not).show(ui).clicked() {
            let read = |text: &String| -> Result<Option<u32>, ()> {
                let text = text.trim();
                if text.is_empty() {
                    Ok(None)
                } else {
                    text.parse().map(Some).map_err(|_no_number: std::num::ParseIntError| ())
                }
            };
            let values = [0, 1, 2, 3].map(|at| self.account.get(at).map_or(Ok(None), read));
            self.wrong = values.iter().position(Result::is_err);
            if let [Ok(issued), Ok(replaced), Ok(unused), Ok(returned)] = values {
                let (of, account) = (shown.whole.election.id, Account { issued, replaced, unused, returned });
                self.running = Some(sight.desk.run(&ops::ACCOUNT, move |office| ops::account(office, of, &account)));
            }
        }
    }
}

fn drawn_words(lot: &super::super::super::model::Drawn) -> String {
    let (on, by) = (day::short(lot.on), &lot.by);
    if lot.seed.is_empty() {
        t!("Drawn by hand on {day}, kept by {who}", day = on, who = by)
    } else {
        t!("Drawn on {day} by {who} with the seed {seed}", day = on, who = by, seed = lot.seed)
    }
}

/// What was printed; answers what is to be printed again.
fn papers(ui: &mut Ui, shown: &Shown, round: &Round) -> Option<(u32, u32)> {
    if round.number > 1 {
        let stand: Vec<String> = round.standing.iter().map(|place| shown.whole.name_at(*place)).collect();
        paragraph(ui, &t!("Round {number}: {names}", number = round.number, names = stand.join(", ")), BODY);
    }
    if round.prints.is_empty() {
        paragraph(
            ui,
            t!("None is printed yet. The numbers lie in no order in a secret ballot."),
            BODY.ink(look(ui).muted),
        );
    }
    let mut again = None;
    for print in &round.prints {
        let words = t!(
            "Papers {first} to {last}, {day}, {who}",
            first = print.first,
            last = print.last,
            day = day::short(print.on),
            who = print.by
        );
        paragraph(ui, &words, BODY);
        let says = t!("Print {first} to {last} again", first = print.first, last = print.last);
        if Link::new(&says).small().show(ui).clicked() {
            again = Some((print.first, print.last));
        }
    }
    again
}
