//! What the party adds to the law: values and rules of its own with their reasons, election periods, and what it knows of donors.

use egui::{Ui, vec2};

use super::super::ops;
use super::super::own::{Election, OwnRule, OwnRuleId, OwnValue, Stands, ValueId, window_label};
use super::super::pack::Op;
use super::super::store;
use super::super::words::threshold;
use super::ask::Ask;
use super::own_ask::OwnAsk;
use crate::app::{Live, Reply, Sight};
use crate::kit::{Currency, Day, day, text};
use crate::people::PersonId;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Split, Tone, icons, key_values, look, paragraph};

const TABLES: &[&str] =
    &["rule_value", "rule_own", "rule_election", "donor_standing", "person", "office", "office_jurisdiction"];

/// One thing that the party added.
#[derive(Clone, Debug)]
enum Item {
    Value(OwnValue, String),
    Rule(OwnRuleId, OwnRule),
    Election(Election),
    Donor(Stands),
}

impl Item {
    fn label(&self) -> &'static str {
        match self {
            Self::Value(..) => t!("Value"),
            Self::Rule(..) => t!("Rule"),
            Self::Election(_) => t!("Election"),
            Self::Donor(_) => t!("Donor"),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Value(_, title) => title,
            Self::Rule(_, rule) => &rule.name,
            Self::Election(election) => &election.name,
            Self::Donor(stands) => &stands.name,
        }
    }

    /// What it says in a few words.
    fn says(&self, currency: Currency) -> String {
        match self {
            Self::Value(own, _) => {
                let amount = own.value.threshold.map(|t| threshold(t, currency));
                let many = |n: u32| text::plural(usize::try_from(n).unwrap_or(0), t!("day"), t!("days"));
                let parts: Vec<String> = amount.into_iter().chain(own.value.days.map(many)).collect();
                parts.join(", ")
            }
            Self::Rule(_, rule) => format!("{}, {}", rule.kind.label(), threshold(rule.over, currency)),
            Self::Election(election) => span(election.from, Some(election.to)),
            Self::Donor(stands) => stands.standing.class.map_or(String::new(), |class| class.label().to_owned()),
        }
    }
}

fn span(from: Day, to: Option<Day>) -> String {
    match to {
        Some(to) => t!("{from} to {to}", from = day::short(from), to = day::short(to)),
        None => t!("since {from}", from = day::short(from)),
    }
}

/// What a dialog is asked for.
#[derive(Clone, Debug)]
enum Wanted {
    Value(String),
    Rule,
    Election,
    Donor,
}

/// A dialog that is open.
enum Open {
    Own(Box<OwnAsk>),
    Donor(Box<Ask>),
}

/// See the head of this file.
pub(super) struct Own {
    items: Live<Vec<Item>>,
    table: TableState,
    split: Split,
    open: Option<Open>,
    wanted: Option<Wanted>,
    removing: Option<Reply<()>>,
}

impl Default for Own {
    fn default() -> Self {
        Self {
            items: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            open: None,
            wanted: None,
            removing: None,
        }
    }
}

impl Own {
    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        self.items.want(sight.desk, (), |conn, ()| {
            let laws = store::laws(conn)?;
            let title = |id: &str| laws.iter().find_map(|law| law.rule(id)).map_or(id.to_owned(), |r| r.title.clone());
            let mut items: Vec<Item> = Vec::new();
            items.extend(store::own_rules(conn)?.into_iter().map(|(id, rule)| Item::Rule(id, rule)));
            items.extend(store::own_values(conn)?.into_iter().map(|v| {
                let title = title(&v.value.rule);
                Item::Value(v, title)
            }));
            items.extend(store::elections(conn)?.into_iter().map(Item::Election));
            items.extend(store::with_standing(conn)?.into_iter().map(Item::Donor));
            Ok(items)
        });
        match self.removing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.removing = None,
            Some(Err(problem)) => {
                self.removing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if let Some(wanted) = self.wanted.take() {
            self.open = Some(match wanted {
                Wanted::Value(rule) => Open::Own(Box::new(OwnAsk::value(rule, sight))),
                Wanted::Rule => Open::Own(Box::new(OwnAsk::rule(sight))),
                Wanted::Election => Open::Own(Box::new(OwnAsk::election())),
                Wanted::Donor => Open::Donor(Box::new(Ask::any_donor(None))),
            });
        }
        let stays = match &mut self.open {
            Some(Open::Own(ask)) => ask.logic(sight),
            Some(Open::Donor(ask)) => ask.logic(sight),
            None => true,
        };
        if !stays {
            self.open = None;
        }
    }

    /// Begins setting a value for a rule; an empty name leaves the rule to be chosen.
    pub(super) fn begin_value(&mut self, rule: String) {
        self.wanted = Some(Wanted::Value(rule));
    }

    pub(super) fn buttons(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
        if Button::primary(t!("Add a rule…")).icon(icons::PLUS).unless(why_not).show(ui).clicked() {
            self.wanted = Some(Wanted::Rule);
        }
        if Button::secondary(t!("Set a value…")).unless(why_not).show(ui).clicked() {
            self.begin_value(String::new());
        }
        ui::menu_button(ui, t!("More for your own rules"), |ui| {
            if ui::menu_item(ui, Some(icons::CALENDAR_BLANK), t!("Add an election period…"), None, why_not.is_none())
                .clicked()
            {
                self.wanted = Some(Wanted::Election);
            }
            if ui::menu_item(
                ui,
                Some(icons::IDENTIFICATION_CARD),
                t!("Say what kind of donor…"),
                None,
                why_not.is_none(),
            )
            .clicked()
            {
                self.wanted = Some(Wanted::Donor);
            }
        });
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let empty = self.items.get().is_some_and(Vec::is_empty);
        if empty {
            let body = t!(
                "The law’s pack holds as it is. A party that asks for more, or has read a number that the pack does not confirm, writes it here with the reason"
            );
            ui::empty_state(ui, icons::SLIDERS_HORIZONTAL, t!("Nothing of your own"), body, |ui| {
                if Button::primary(t!("Set a value…")).show(ui).clicked() {
                    self.begin_value(String::new());
                }
            });
        } else {
            let (mut split, mut act) = (self.split, None);
            let this = std::cell::RefCell::new(&mut *self);
            split.show(
                ui,
                |ui| this.borrow_mut().list(ui, *sight.currency()),
                |ui| act = this.borrow().pane(ui, sight),
            );
            self.split = split;
            if let Some(act) = act {
                self.act(act, sight);
            }
        }
        if self.wanted.is_some() {
            ui.ctx().request_repaint();
        }
        let stays = match &mut self.open {
            Some(Open::Own(ask)) => ask.ui(ui, sight),
            Some(Open::Donor(ask)) => ask.ui(ui, sight),
            None => true,
        };
        if !stays {
            self.open = None;
        }
    }

    fn list(&mut self, ui: &mut Ui, currency: Currency) {
        let Self { items, table, .. } = self;
        let Some(items) = items.get() else { return };
        let columns = [
            Column::new("kind", t!("Kind"), 84.0).least(72.0).unsorted(),
            Column::new("name", t!("What"), 200.0).grows(1.0).least(130.0).unsorted(),
            Column::new("says", t!("Says"), 180.0).grows(1.0).least(110.0).unsorted(),
        ];
        Table::new(t!("Your own rules"), &columns).rows(items.len() as u64).show(
            ui,
            table,
            |at| items.get(usize::try_from(at).ok()?),
            |item: &Item, column| match column {
                0 => Cell::Chip(item.label().into(), Tone::Plain),
                1 => Cell::Strong(item.name().into()),
                _ => Cell::Text(item.says(currency).into()),
            },
        );
    }

    fn pane(&self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Act> {
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok());
        let item = at.and_then(|at| self.items.get()?.get(at));
        let Some(item) = item else {
            let ink = look(ui).muted;
            paragraph(ui, t!("Choose a row to see why it is there, and to change it"), BODY.ink(ink));
            return None;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let currency = *sight.currency();
        paragraph(ui, item.name(), ui::TITLE);
        let why_not = if sight.facts.read_only {
            Some(t!("This office is open read-only"))
        } else {
            self.removing.as_ref().map(|_| t!("It is being removed"))
        };
        let mut act = None;
        ui.horizontal_wrapped(|ui| match item {
            Item::Rule(id, rule) => {
                if Button::primary(t!("Change…")).unless(why_not).show(ui).clicked() {
                    act = Some(Act::Change(*id, Box::new(rule.clone())));
                }
                if Button::secondary(t!("Remove")).unless(why_not).show(ui).clicked() {
                    act = Some(Act::RemoveRule(*id));
                }
            }
            Item::Value(own, _) => {
                if Button::secondary(t!("Take it back")).unless(why_not).show(ui).clicked() {
                    act = Some(Act::RemoveValue(own.id));
                }
                if Button::quiet(t!("Show the rule")).show(ui).clicked() {
                    act = Some(Act::Law(own.value.rule.clone()));
                }
            }
            Item::Election(election) => {
                if Button::secondary(t!("Remove")).unless(why_not).show(ui).clicked() {
                    act = Some(Act::RemoveElection(election.clone()));
                }
            }
            Item::Donor(stands) => {
                if Button::primary(t!("Change…")).unless(why_not).show(ui).clicked() {
                    act = Some(Act::Donor(Box::new(stands.clone())));
                }
                if Button::quiet(t!("Show the person")).show(ui).clicked() {
                    act = Some(Act::Person(stands.person));
                }
            }
        });
        let facts = facts(item, currency);
        let rows: Vec<(&str, &str)> =
            facts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, value.as_str())).collect();
        key_values(ui, &rows);
        act
    }

    fn act(&mut self, act: Act, sight: &Sight<'_>) {
        match act {
            Act::Change(id, rule) => {
                self.open = Some(Open::Own(Box::new(OwnAsk::change(id, &rule, *sight.currency()))))
            }
            Act::Donor(stands) => self.open = Some(Open::Donor(Box::new(Ask::any_donor(Some(&stands))))),
            Act::RemoveRule(id) => {
                self.removing = Some(sight.desk.run(&ops::REMOVE_RULE, move |office| ops::remove_rule(office, id)));
            }
            Act::RemoveValue(id) => {
                self.removing = Some(sight.desk.run(&ops::REMOVE_VALUE, move |office| ops::remove_value(office, id)));
            }
            Act::RemoveElection(election) => {
                let id = election.id;
                self.removing =
                    Some(sight.desk.run(&ops::REMOVE_ELECTION, move |office| ops::remove_election(office, id)));
            }
            Act::Person(person) => sight.go(super::PEOPLE, person.to_string()),
            Act::Law(rule) => sight.go(super::FINDINGS_SCREEN, format!("law:{rule}")),
        }
    }

    pub(super) fn go(&mut self, what: &str) {
        self.wanted = match what {
            "value" => Some(Wanted::Value(String::new())),
            "rule" => Some(Wanted::Rule),
            "election" => Some(Wanted::Election),
            "donor" => Some(Wanted::Donor),
            _ => None,
        };
    }

    pub(super) fn draft(&self) -> Option<String> {
        match &self.open {
            Some(Open::Own(ask)) => ask.draft(),
            _ => None,
        }
    }

    pub(super) fn restore(&mut self, draft: &str) -> bool {
        match OwnAsk::restored(draft) {
            Some(ask) => {
                self.open = Some(Open::Own(Box::new(ask)));
                true
            }
            None => false,
        }
    }
}

enum Act {
    Change(OwnRuleId, Box<OwnRule>),
    Donor(Box<Stands>),
    RemoveRule(OwnRuleId),
    RemoveValue(ValueId),
    RemoveElection(Election),
    Person(PersonId),
    Law(String),
}

fn facts(item: &Item, currency: Currency) -> Vec<(&'static str, String)> {
    match item {
        Item::Value(own, _) => vec![
            (t!("Instead"), item.says(currency)),
            (t!("Holds"), span(own.value.from, own.value.to)),
            (t!("Reason"), own.value.reason.clone()),
            (t!("Set by"), own.set_by.clone()),
            (t!("Rule"), own.value.rule.clone()),
        ],
        Item::Rule(id, rule) => {
            let kinds: Vec<&str> = rule.entries.iter().map(|kind| kind.label()).collect();
            let beyond = match rule.over.op {
                Op::Gt => t!("Over"),
                Op::Gte => t!("From"),
            };
            vec![
                (t!("What it does"), rule.kind.label().to_owned()),
                (t!("Of"), kinds.join(", ")),
                (beyond, currency.show(rule.over.amount)),
                (
                    t!("Added up over"),
                    if rule.kind.adds_up() { window_label(&rule.window).to_owned() } else { String::new() },
                ),
                (t!("Days"), rule.days.map(|n| n.to_string()).unwrap_or_default()),
                (t!("Holds"), span(rule.from, rule.to)),
                (t!("Reason"), rule.reason.clone()),
                (t!("It says"), rule.says.clone()),
                (t!("Id"), super::super::own::own_id(*id)),
            ]
        }
        Item::Election(election) => vec![(t!("Days"), span(election.from, Some(election.to)))],
        Item::Donor(stands) => {
            let standing = &stands.standing;
            let number = if stands.organisation { t!("Register number") } else { t!("Electoral number") };
            let country = if stands.organisation { t!("Country of the register") } else { t!("Nationality") };
            vec![
                (t!("Kind of donor"), item.says(currency)),
                (number, standing.register_number.clone()),
                (country, standing.nationality.clone()),
                (t!("Elected office"), if standing.office_holder { t!("Yes").to_owned() } else { String::new() }),
                (t!("Note"), standing.note.clone()),
            ]
        }
    }
}
