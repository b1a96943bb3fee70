//! The auction in the pane of a lot: bids, the hammer, the money.

use egui::{Id, Ui};

use super::super::model::RowId;
use super::super::ops::money::{BID, PAY_LOT, WON, bid, pay_lot, won};
use super::super::ops::people::Payment;
use super::super::store::Lot;
use crate::app::{Reply, Sight};
use crate::kit::Money;
use crate::ledger::model::Method;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Button, MoneyField, SMALL, Tone, line, look};

/// A bid that is typed.
#[derive(Default)]
pub(super) struct Bidding {
    who: Who,
    amount: String,
    found: Suggestions,
    wrong: String,
}

impl Bidding {
    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        self.found.want(sight.desk, &self.who);
    }

    /// Draws how a lot stands; answers what was begun.
    pub(super) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>, lot: &Lot) -> Option<Reply<()>> {
        let (id, currency) = (lot.id, sight.currency());
        let why_not = read_only(sight);
        ui.add_space(8.0);
        ui::section(ui, t!("The bidding"));
        if let (Some((_, name)), Some(price)) = (&lot.winner, lot.price) {
            ui::paragraph(ui, &t!("Sold to {name} for {sum}", name = name, sum = currency.show(price)), BODY);
            if lot.paid {
                ui::chip(ui, t!("Paid"), Tone::Good);
                return None;
            }
            return paying(ui, sight, id, why_not);
        }
        for (_, name, sum) in lot.bids.iter().take(5) {
            line(ui, &t!("{sum} by {name}", sum = currency.show(*sum), name = name), SMALL.ink(look(ui).muted));
        }
        let shown = person::Shown { label: t!("Who bids"), ..person::Shown::default() };
        person::show(ui, Id::unique("events.bid"), &mut self.who, &self.found, shown);
        let problem = (!self.wrong.is_empty()).then_some(self.wrong.as_str());
        let enter = entered(&MoneyField::new(t!("How much"), &mut self.amount, *currency).problem(problem).show(ui));
        let mut begun = None;
        ui.horizontal(|ui| {
            if Button::secondary(t!("Keep the bid")).unless(why_not).show(ui).clicked() || enter {
                begun = self.keep(sight, id);
            }
            let none = lot.bids.is_empty().then(|| t!("Nobody has bid yet"));
            if Button::secondary(t!("Sold to the highest bid")).unless(none.or(why_not)).show(ui).clicked() {
                begun = Some(sight.desk.run(&WON, move |office| won(office, id)));
            }
        });
        begun
    }

    fn keep(&mut self, sight: &Sight<'_>, lot: RowId) -> Option<Reply<()>> {
        let amount = sight.currency().parse(&self.amount, None);
        let (Some(person), Ok(amount)) = (self.who.person, amount) else {
            t!("Take somebody of the register, and say how much").clone_into(&mut self.wrong);
            return None;
        };
        self.wrong.clear();
        (self.who, self.amount) = (Who::default(), String::new());
        Some(sight.desk.run(&BID, move |office| bid(office, lot, person, amount)))
    }
}

fn paying(ui: &mut Ui, sight: &Sight<'_>, id: RowId, why_not: Option<&str>) -> Option<Reply<()>> {
    let mut begun = None;
    ui.horizontal(|ui| {
        for (words, method) in [(t!("Paid in cash"), Method::Cash), (t!("Paid by card"), Method::Card)] {
            if Button::secondary(words).unless(why_not).show(ui).clicked() {
                let payment =
                    Payment { amount: Money::ZERO, on: sight.today(), method, account: None, reference: String::new() };
                begun = Some(sight.desk.run(&PAY_LOT, move |office| pay_lot(office, id, &payment).map(without_value)));
            }
        }
    });
    begun
}
