//! Finding the entries of the ledger that lines are: those of the account that no statement has shown, several at a time.

use std::collections::BTreeSet;

use egui::{Id, Ui, vec2};

use crate::app::{Live, Reply, Sight};
use crate::bank::model::{AccountId, BankLine, Deed, EntryId, LineId, Movement};
use crate::bank::{ops, store};
use crate::kit::fold::fold;
use crate::kit::{Currency, Day, Money, Problem, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Answer, BODY, Dialog, Search, Tone, line, look};

/// The dialog.
pub(super) struct Entries {
    lines: Vec<BankLine>,
    found: Live<Vec<Movement>, (AccountId, Day)>,
    text: String,
    chosen: BTreeSet<EntryId>,
    table: TableState,
    refused: Option<Problem>,
    saving: Option<Reply<ops::Accepted>>,
}

impl Entries {
    pub fn new(lines: Vec<BankLine>) -> Self {
        Self {
            lines,
            found: Live::new(super::TABLES),
            text: String::new(),
            chosen: BTreeSet::new(),
            table: TableState::default(),
            refused: None,
            saving: None,
        }
    }

    fn sum(&self) -> Money {
        self.lines.iter().map(|l| l.amount).sum()
    }

    /// "Which entries are the bank line of 1 Nov 2026, £20.00?"
    fn title(&self, currency: &Currency) -> String {
        let amount = currency.show(self.sum());
        let what = match self.lines.as_slice() {
            [one] => t!("the {line}, {amount}", line = one.says(), amount = amount),
            several => {
                let count = text::plural(several.len(), t!("line"), t!("lines"));
                t!("{count}, {amount} together", count = count, amount = amount)
            }
        };
        t!("Which entries are {what}?", what = what)
    }

    /// `false` once it is done with.
    pub fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if let Some(first) = self.lines.first() {
            self.found.want(sight.desk, (first.account, first.booked), |conn, (account, on)| {
                store::open_entries(conn, *account, *on)
            });
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => return false,
            Some(Err(problem)) => (self.saving, self.refused) = (None, Some(problem)),
            None => {}
        }
        true
    }

    /// Draws it; answers whether it is still open.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let currency = *sight.currency();
        let whole = self.sum();
        let all = self.found.get().map_or(&[][..], Vec::as_slice);
        let chosen: Vec<(EntryId, Money)> =
            all.iter().filter(|m| self.chosen.contains(&m.entry)).map(|m| (m.entry, m.amount)).collect();
        let sum: Money = chosen.iter().map(|(_, amount)| *amount).sum();
        let title = self.title(&currency);
        let short = t!("{left} is left to say", left = currency.show(whole - sum));
        let why_not = if self.saving.is_some() {
            Some(t!("It is being saved"))
        } else if chosen.is_empty() {
            Some(t!("Choose the entries first, with Space or a click"))
        } else if sum != whole {
            Some(short.as_str())
        } else {
            super::read_only(sight)
        };
        let words = fold(&self.text);
        let rows: Vec<&Movement> = all
            .iter()
            .filter(|m| (m.amount > Money::ZERO) == (whole > Money::ZERO))
            .filter(|m| {
                let said = fold(&format!("{} {} {}", m.who, m.references, currency.figures(m.amount)));
                words.split(' ').all(|word| said.contains(word))
            })
            .collect();
        let (text, picked, table, refused) = (&mut self.text, &self.chosen, &mut self.table, &self.refused);
        let mut toggled = None;
        let dialog = Dialog::new(&title, t!("Match them")).enter_inside().unless(why_not).width(680.0);
        let answer = dialog.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            Search::new(t!("Name, reference or amount"), text).id(Id::unique("bank entries")).show(ui);
            let columns = [
                Column::new("in", "", 30.0).unsorted(),
                Column::new("day", t!("Day"), 92.0).unsorted(),
                Column::new("who", t!("From or to"), 180.0).grows(1.0).unsorted(),
                Column::new("kind", t!("Kind"), 110.0).unsorted().spare(),
                Column::new("amount", t!("Amount"), 92.0).figures().unsorted(),
            ];
            if rows.is_empty() {
                let words = t!("No entry of this account waits for its line");
                ui::paragraph(ui, words, BODY.ink(look(ui).muted));
            } else {
                ui.allocate_ui(vec2(ui.available_width(), 300.0), |ui| {
                    ui.set_min_height(300.0);
                    let out = Table::new(t!("Entries"), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
                        ui,
                        table,
                        |at| rows.get(usize::try_from(at).ok()?).copied(),
                        |m: &Movement, column| match column {
                            0 if picked.contains(&m.entry) => {
                                Cell::Icon(ui::icons::CHECK, t!("Chosen").into(), Tone::Accent)
                            }
                            0 => Cell::Empty,
                            1 => Cell::Muted(day::short(m.day()).into()),
                            2 if m.who.is_empty() => Cell::Muted(t!("Nobody named").into()),
                            2 => Cell::Strong(m.who.as_str().into()),
                            3 => Cell::Muted(m.kind.label().into()),
                            _ => Cell::Text(currency.figures(m.amount).into()),
                        },
                    );
                    let space = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Space));
                    let at = if out.selected || space { table.selection.cursor() } else { out.opened };
                    toggled = at.and_then(|at| rows.get(usize::try_from(at).ok()?)).map(|m| m.entry);
                    if out.selected && !ui.input(|i| i.pointer.any_click()) {
                        toggled = None;
                    }
                });
            }
            let tone = if sum == whole { look(ui).good } else { look(ui).muted };
            let left = t!("{sum} chosen of {whole}", sum = currency.show(sum), whole = currency.show(whole));
            line(ui, &left, BODY.medium().ink(tone));
            if let Some(problem) = refused {
                ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
            }
        });
        if let Some(entry) = toggled
            && !self.chosen.remove(&entry)
        {
            self.chosen.insert(entry);
        }
        match answer {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                let ids: Vec<LineId> = self.lines.iter().map(|l| l.id).collect();
                let deed = Deed::entries(chosen);
                self.refused = None;
                self.saving = Some(sight.desk.run(&ops::MATCH, move |office| ops::accept(office, &ids, &deed, None)));
                true
            }
        }
    }
}
