//! Holding an account against what the bank says on a day: the two sides, the difference, and its rows.

use std::collections::BTreeSet;

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui, vec2};

use super::super::model::{
    AccountId, Against, BankLine, EntryId, Movement, Reconciliation, ReconciliationId, Reconciling,
};
use super::super::{ops, store};
use super::{BANK, ENTRIES, TABLES};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Currency, Day, Money, Problem, day, text};
use crate::ledger::model::AccountKind;
use crate::ledger::screen::named::{Chart, Names};
use crate::t;
use crate::ui::{
    self, Answer, BODY, Button, Choice, DayField, Dialog, Field, Link, MoneyField, SMALL, Tone, checkbox, icons, line,
    look,
};

/// How many rows of a kind are shown.
const MOST: usize = 40;

/// What was found, or why it could not be worked out.
type Found = std::result::Result<Reconciling, Problem>;

/// See the head of this file.
pub(in crate::bank) struct Reconcile {
    account: Option<AccountId>,
    /// Typed; empty for the newest closing balance of a statement.
    on: String,
    balance: String,
    waiting: BTreeSet<EntryId>,
    note: String,
    found: Live<Option<Found>, Option<Against>>,
    before: Live<Vec<Reconciliation>, Option<AccountId>>,
    names: Names,
    saving: Option<Reply<ReconciliationId>>,
    refused: Option<Problem>,
    reopen: Option<Reopen>,
}

struct Reopen {
    id: ReconciliationId,
    says: String,
    why: String,
    refused: Option<Problem>,
    saving: Option<Reply<Reconciliation>>,
}

impl Reconcile {
    pub(in crate::bank) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            account: None,
            on: String::new(),
            balance: String::new(),
            waiting: BTreeSet::new(),
            note: String::new(),
            found: Live::new(TABLES),
            before: Live::new(&["bank_reconciliation", "bank_line", "account"]),
            names: Names::default(),
            saving: None,
            refused: None,
            reopen: None,
        })
    }

    /// What is typed, or what is wrong with it: the day, the balance.
    fn against(&self, sight: &Sight<'_>) -> (Option<Against>, Option<String>, Option<String>) {
        let Some(account) = self.account else { return (None, None, None) };
        let typed = |text: &str| if text.trim().is_empty() { None } else { Some(text.trim().to_owned()) };
        let on: Option<Result<Day, String>> = typed(&self.on)
            .map(|text| day::typed(&text, sight.today(), sight.facts.profile.month_first).map_err(|p| p.to_string()));
        let balance: Option<Result<Money, String>> =
            typed(&self.balance).map(|text| sight.currency().parse(&text, None).map_err(|p| p.to_string()));
        let wrong = (
            on.as_ref().and_then(|r| r.as_ref().err()).cloned(),
            balance.as_ref().and_then(|r| r.as_ref().err()).cloned(),
        );
        if wrong.0.is_some() || wrong.1.is_some() {
            return (None, wrong.0, wrong.1);
        }
        let (day, balance) = (on.and_then(Result::ok), balance.and_then(Result::ok));
        (Some(Against { account, day, balance, waiting: self.waiting.clone() }), None, None)
    }
}

impl Screen for Reconcile {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.names.want(sight.desk, sight.today());
        if self.account.is_none() {
            let first = self.names.get().and_then(|c| c.open_accounts(None).find(|a| a.kind == AccountKind::Bank));
            self.account = first.map(|a| a.id);
        }
        let (against, ..) = self.against(sight);
        self.found.want(sight.desk, against, |conn, against| {
            Ok(against.as_ref().map(|against| store::reconciling(conn, against)))
        });
        self.before.want(sight.desk, self.account, |conn, account| store::reconciliations(conn, *account));
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => {
                (self.saving, self.refused) = (None, None);
                (self.on, self.balance, self.note) = (String::new(), String::new(), String::new());
                self.waiting.clear();
            }
            Some(Err(problem)) => (self.saving, self.refused) = (None, Some(problem)),
            None => {}
        }
        if let Some(reopen) = &mut self.reopen {
            match reopen.saving.as_mut().and_then(Reply::take) {
                Some(Ok(_)) => self.reopen = None,
                Some(Err(problem)) => (reopen.saving, reopen.refused) = (None, Some(problem)),
                None => {}
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, t!("Hold an account against the bank’s balance"), |ui| {
            if Button::secondary(t!("Back to the lines")).icon(icons::ARROW_LEFT).show(ui).clicked() {
                sight.go(BANK, "");
            }
        });
        let (_, wrong_day, wrong_balance) = self.against(sight);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(980.0));
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                self.typed(ui, sight, wrong_day.as_deref(), wrong_balance.as_deref());
                match self.found.get() {
                    Some(Some(Ok(it))) => {
                        let it = it.clone();
                        self.sides(ui, sight, &it);
                    }
                    Some(Some(Err(problem))) => {
                        let hint = problem.hint.as_deref().unwrap_or("");
                        ui::banner(ui, Tone::Accent, &problem.message, hint, "", |_| {});
                    }
                    _ => {}
                }
                self.earlier(ui, sight);
            });
        });
        self.reopening(ui, sight);
    }

    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.trim().parse() {
            self.account = Some(AccountId(id));
        }
    }
}

impl Reconcile {
    fn typed(&mut self, ui: &mut Ui, sight: &Sight<'_>, wrong_day: Option<&str>, wrong_balance: Option<&str>) {
        let chart = Chart::default();
        let chart = self.names.get().unwrap_or(&chart);
        let options: Vec<(Option<AccountId>, &str)> = chart
            .open_accounts(self.account)
            .filter(|a| a.kind != AccountKind::Cash || self.account == Some(a.id))
            .map(|a| (Some(a.id), a.name.as_str()))
            .collect();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            let before = self.account;
            Choice::new(t!("Account"), &mut self.account, &options).width(240.0).show(ui);
            if self.account != before {
                (self.on, self.balance) = (String::new(), String::new());
                self.waiting.clear();
            }
            DayField::new(t!("To the day"), &mut self.on, sight.today())
                .happened()
                .month_first(sight.facts.profile.month_first)
                .problem(wrong_day)
                .width(180.0)
                .show(ui);
            MoneyField::new(t!("The bank’s balance"), &mut self.balance, *sight.currency())
                .problem(wrong_balance)
                .width(180.0)
                .show(ui);
        });
        let words = t!("Empty: the newest closing balance that a statement has");
        line(ui, words, SMALL.ink(look(ui).muted));
    }

    fn sides(&mut self, ui: &mut Ui, sight: &Sight<'_>, it: &Reconciling) {
        let currency = *sight.currency();
        let show = |m: Money| currency.show(m);
        let obstacle = it.agrees(show).err();
        let done = it.since.is_some_and(|since| since >= it.day);
        ui::summary_strip(ui, |ui| {
            ui::stat(ui, &t!("The bank on {day}", day = day::short(it.day)), &show(it.balance), None);
            ui::stat(ui, t!("On its lines, in the ledger"), &show(it.cleared), None);
            let tone = if it.difference().is_zero() { Tone::Good } else { Tone::Danger };
            ui::stat(ui, t!("Difference"), &show(it.difference()), Some(tone));
        });
        if done {
            let words = t!("{account} is reconciled to {day}", account = it.account_name, day = day::long(it.day));
            let body = t!("Its lines and the entries on them stay as they are. Read the next statement to go on.");
            ui::banner(ui, Tone::Good, &words, body, "", |_| {});
        } else if let Some(problem) = &obstacle {
            let hint = problem.hint.as_deref().unwrap_or("");
            let message = problem.message.trim_end_matches(t!("Nothing was changed")).trim_end_matches([' ', '.']);
            ui::banner(ui, Tone::Warning, message, hint, "", |ui| {
                if !it.open.is_empty() && Button::secondary(t!("Match the lines")).show(ui).clicked() {
                    sight.go(BANK, "");
                }
                if it.lacks_opening() && Button::secondary(t!("Record the opening balance…")).show(ui).clicked() {
                    sight.go(ENTRIES, "new opening");
                }
            });
        } else {
            let words =
                t!("{account} agrees with the bank on {day}", account = it.account_name, day = day::long(it.day));
            let count = text::plural(it.matched, t!("line"), t!("lines"));
            let body = t!(
                "{count} and the entries on them are locked by it: they are put right by a reversal and a new entry.",
                count = count
            );
            ui::banner(ui, Tone::Good, &words, &body, "", |_| {});
            ui.horizontal(|ui| {
                Field::new(t!("Note"), &mut self.note)
                    .bare()
                    .placeholder(t!("A note, if you like"))
                    .width(260.0)
                    .show(ui);
                let why = self.saving.is_some().then(|| t!("It is being saved")).or(super::read_only(sight));
                let words = t!("Reconcile to {day}", day = day::short(it.day));
                if Button::primary(&words).unless(why).show(ui).clicked() {
                    let (it, note) = (it.clone(), self.note.clone());
                    self.refused = None;
                    self.saving =
                        Some(sight.desk.run(&ops::RECONCILE, move |office| ops::reconcile(office, &it, &note)));
                }
            });
        }
        if let Some(problem) = &self.refused {
            ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
        }
        sum(ui, t!("The ledger says"), it.ledger, &currency);
        sum(ui, t!("less what is on no statement yet"), it.waiting_sum(), &currency);
        movements(ui, sight, &it.waiting, None);
        if !it.open.is_empty() {
            let total = it.open.iter().map(|l| l.amount).sum();
            sum(ui, t!("Lines that wait"), total, &currency);
            lines(ui, sight, &it.open);
        }
        if !it.aside.is_empty() {
            let total = it.aside.iter().map(|l| l.amount).sum();
            sum(ui, t!("Lines set aside"), total, &currency);
            lines(ui, sight, &it.aside);
        }
        if !it.brought.is_empty() || !self.waiting.is_empty() {
            sum(ui, t!("From before the first statement"), it.brought_sum(), &currency);
            if let Some(opening) = it.opening {
                line(ui, &t!("The first statement begins with {sum}", sum = show(opening)), SMALL.ink(look(ui).muted));
            }
            let words = t!("Untick what the bank did not have by then either, such as a cheque that was cashed later");
            line(ui, words, SMALL.ink(look(ui).muted));
            movements(ui, sight, &it.brought, Some(&mut self.waiting));
        }
    }

    fn earlier(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(all) = self.before.get().filter(|all| !all.is_empty()) else { return };
        ui.add_space(8.0);
        ui::section(ui, t!("Reconciled before"));
        let mut begin = None;
        for r in all.iter().take(MOST) {
            ui.push_id(r.id.0, |ui| {
                ui.horizontal(|ui| {
                    line(ui, &day::long(r.day), BODY.strong());
                    line(ui, &sight.currency().show(r.balance), BODY);
                    let count = text::plural(r.lines, t!("line"), t!("lines"));
                    let words = if r.note.is_empty() { count } else { format!("{count}, {}", r.note) };
                    line(ui, &words, BODY.ink(look(ui).muted));
                    if r.last && !sight.facts.read_only && Link::new(t!("Reopen…")).show(ui).clicked() {
                        begin = Some((r.id, r.says()));
                    }
                });
            });
        }
        if let Some((id, says)) = begin {
            self.reopen = Some(Reopen { id, says, why: String::new(), refused: None, saving: None });
        }
    }

    fn reopening(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(reopen) = &mut self.reopen else { return };
        let title = t!("Reopen the {what}?", what = reopen.says);
        let why_not = if reopen.saving.is_some() {
            Some(t!("It is being saved"))
        } else {
            reopen.why.trim().is_empty().then(|| t!("Say why first; the reason stays in the history"))
        };
        let body = t!("Its lines and entries can be changed again, until it is reconciled anew.");
        let dialog = Dialog::new(&title, t!("Reopen")).body(body).danger().unless(why_not);
        let (why, refused) = (&mut reopen.why, &reopen.refused);
        let answer = dialog.show(ui, |ui| {
            Field::new(t!("Why"), why).show(ui);
            if let Some(problem) = refused {
                ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
            }
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.reopen = None,
            Answer::Confirmed => {
                let (id, why) = (reopen.id, reopen.why.clone());
                reopen.saving = Some(sight.desk.run(&ops::REOPEN, move |office| ops::reopen(office, id, &why)));
            }
        }
    }
}

/// A sum with its name, as a heading above its rows.
fn sum(ui: &mut Ui, name: &str, amount: Money, currency: &Currency) {
    ui.separator();
    ui.horizontal(|ui| {
        line(ui, name, BODY.strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &currency.show(amount), BODY.strong()));
    });
}

fn row(ui: &mut Ui, on: Day, what: &str, amount: &str, tick: Option<&mut bool>) -> bool {
    let mut clicked = false;
    // Rows of one sum stand close together.
    ui.add_space(-8.0);
    ui.spacing_mut().interact_size.y = 24.0;
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        if let Some(tick) = tick {
            checkbox(ui, tick, "");
        }
        line(ui, &day::short(on), BODY.ink(look(ui).muted));
        clicked = Link::new(what).show(ui).clicked();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, amount, BODY));
    });
    clicked
}

fn movements(ui: &mut Ui, sight: &Sight<'_>, all: &[Movement], mut ticks: Option<&mut BTreeSet<EntryId>>) {
    for m in all.iter().take(MOST) {
        ui.push_id(m.entry.0, |ui| {
            let who =
                if m.who.is_empty() { m.kind.label().to_owned() } else { format!("{}, {}", m.kind.label(), m.who) };
            let mut on = true;
            let tick = ticks.is_some().then_some(&mut on);
            if row(ui, m.day(), &who, &sight.currency().figures(m.amount), tick) {
                sight.go(ENTRIES, m.entry.to_string());
            }
            if let (false, Some(ticks)) = (on, &mut ticks) {
                ticks.insert(m.entry);
            }
        });
    }
    if all.len() > MOST {
        line(ui, &t!("and {count} more", count = text::count(all.len() - MOST)), SMALL.ink(look(ui).muted));
    }
    if let Some(ticks) = ticks.filter(|t| !t.is_empty())
        && Link::new(t!("Tick them all again")).small().show(ui).clicked()
    {
        ticks.clear();
    }
}

fn lines(ui: &mut Ui, sight: &Sight<'_>, all: &[BankLine]) {
    for l in all.iter().take(MOST) {
        ui.push_id(l.id.0, |ui| {
            let title = if l.title().is_empty() { l.says() } else { l.title().to_owned() };
            if row(ui, l.booked, &title, &sight.currency().figures(l.amount), None) {
                sight.go(BANK, l.id.to_string());
            }
        });
    }
    if all.len() > MOST {
        line(ui, &t!("and {count} more", count = text::count(all.len() - MOST)), SMALL.ink(look(ui).muted));
    }
}
