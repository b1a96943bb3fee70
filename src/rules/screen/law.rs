//! The law as the office follows it: each rule with its values, their days, how sure they are, and where they were read.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::engine::{Law, can_be_set};
use super::super::pack::{Rule, What};
use super::super::values::{self, Line};
use super::super::{store, words};
use super::pane::{capital, heading, sureness};
use crate::app::{Live, Sight};
use crate::kit::{Day, day, fold::fold, text};
use crate::office::{Confidence, profile};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{
    self, BODY, Button, Choice, Link, SMALL, Search, Split, Tone, chip, icons, key_values, line, look, paragraph,
};

/// What the law of an office is made of.
const TABLES: &[&str] = &["rule_value", "rule_own", "rule_election", "office", "office_jurisdiction"];

/// A rule with what holds today.
struct Row {
    law: usize,
    rule: Rule,
    now: String,
    sure: Confidence,
}

struct Known {
    laws: Vec<Law>,
    rows: Vec<Row>,
}

/// See the head of this file.
pub(super) struct LawView {
    known: Live<Known, Day>,
    text: String,
    /// The key of a kind of rule.
    kind: Option<&'static str>,
    table: TableState,
    split: Split,
    /// The rule that was asked for by its id.
    wanted: Option<String>,
    /// A rule for which a value is to be set.
    set: Option<String>,
}

impl Default for LawView {
    fn default() -> Self {
        Self {
            known: Live::new(TABLES),
            text: String::new(),
            kind: None,
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            set: None,
        }
    }
}

enum Act {
    Set(String),
    Pack,
}

impl LawView {
    /// Answers the rule for which a value of the party's own is wanted.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<String> {
        self.known.want(sight.desk, sight.today(), |conn, today| {
            let (laws, currency) = (store::laws(conn)?, *profile::get(conn)?.currency);
            let row = |(law, rule): (usize, &Rule)| {
                let now = values::on(rule, *today, currency);
                let sure = now.as_ref().map_or(rule.confidence, |line| line.dated.confidence);
                let now = match now {
                    Some(line) => line.says,
                    None => values::lines(rule, currency).last().map_or_else(String::new, |l| values::days(&l.dated)),
                };
                Row { law, rule: rule.clone(), now, sure }
            };
            let rows = laws.iter().enumerate().flat_map(|(at, law)| law.rules.iter().map(move |r| (at, r)));
            Ok(Known { rows: rows.map(row).collect(), laws })
        });
        self.set.take()
    }

    pub(super) fn subtitle(&self) -> String {
        let Some(known) = self.known.get() else { return String::new() };
        let titles: Vec<String> = known
            .laws
            .iter()
            .map(|law| {
                t!("{title}, looked at {day}", title = law.pack.head.title, day = day::short(law.pack.head.verified_on))
            })
            .collect();
        titles.join("; ")
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.known.get().is_some_and(|known| known.laws.is_empty()) {
            super::no_law(ui);
            return;
        }
        let (mut split, mut act) = (self.split, None);
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui), |ui| act = this.borrow().pane(ui, sight));
        self.split = split;
        match act {
            Some(Act::Set(rule)) => self.set = Some(rule),
            Some(Act::Pack) => self.table.selection.clear(),
            None => {}
        }
        if self.set.is_some() {
            ui.ctx().request_repaint();
        }
    }

    /// The places of the rows that search and kind let through.
    fn shown(&self) -> Vec<usize> {
        let Some(known) = self.known.get() else { return Vec::new() };
        let words = fold(&self.text);
        let fits = |row: &Row| {
            let text = fold(&format!("{} {} {} {}", row.rule.title, row.rule.says, row.rule.id, row.now));
            self.kind.is_none_or(|kind| row.rule.what.key() == kind)
                && words.split_whitespace().all(|word| text.contains(word))
        };
        known.rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect()
    }

    fn list(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut kinds: Vec<(Option<&'static str>, &'static str)> = vec![(None, t!("All kinds"))];
        for row in self.known.get().into_iter().flat_map(|known| &known.rows) {
            let kind = (Some(row.rule.what.key()), row.rule.what.label());
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                let mut other = Search::new(t!("Search rules"), &mut self.text).width(200.0).show(ui).changed();
                other |= Choice::new(t!("Kind"), &mut self.kind, &kinds).bare().width(170.0).show(ui).changed();
                if other {
                    self.table.other_rows();
                }
            });
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        if let (Some(id), Some(known)) = (&self.wanted, self.known.get()) {
            let at = known.rows.iter().position(|row| row.rule.id == *id).and_then(|at| u64::try_from(at).ok());
            if let Some(at) = at {
                self.table.selection.set(at);
            }
            self.wanted = None;
        }
        let shown = self.shown();
        let Self { known, table, .. } = self;
        let Some(known) = known.get() else { return };
        if shown.is_empty() {
            let body = t!("No rule has all of these words");
            ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("Nothing like this"), body, |_| {});
            return;
        }
        let columns = [
            Column::new("rule", t!("Rule"), 200.0).grows(1.0).least(130.0).unsorted(),
            Column::new("now", t!("Holds today"), 220.0).grows(1.0).least(120.0).unsorted(),
            Column::new("sure", t!("How sure"), 116.0).least(96.0).unsorted(),
        ];
        Table::new(t!("Rules"), &columns).rows(shown.len() as u64).show(
            ui,
            table,
            |at| known.rows.get(*shown.get(usize::try_from(at).ok()?)?),
            |row: &Row, column| match column {
                0 => Cell::Strong(row.rule.title.as_str().into()),
                1 => Cell::Text(row.now.as_str().into()),
                _ if row.rule.own.is_some() => Cell::Chip(t!("Your own").into(), Tone::Accent),
                _ if !row.rule.status.applies() => Cell::Chip(row.rule.status.label().into(), Tone::Plain),
                _ => Cell::Chip(row.sure.label().into(), sureness(row.sure)),
            },
        );
    }

    fn pane(&self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Act> {
        let known = self.known.get()?;
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let shown = self.shown();
        let at = self.table.selection.cursor().and_then(|at| shown.get(usize::try_from(at).ok()?));
        match at.and_then(|at| known.rows.get(*at)) {
            Some(row) => rule_pane(ui, sight, known.laws.get(row.law)?, row),
            None => {
                for law in &known.laws {
                    about(ui, law);
                }
                None
            }
        }
    }

    pub(super) fn go(&mut self, rule: &str) {
        if !rule.is_empty() {
            (self.text, self.kind) = (String::new(), None);
            self.wanted = Some(rule.to_owned());
        }
    }
}

fn rule_pane(ui: &mut Ui, sight: &Sight<'_>, law: &Law, row: &Row) -> Option<Act> {
    let (rule, currency) = (&row.rule, *sight.currency());
    let mut act = None;
    ui.horizontal_wrapped(|ui| {
        chip(ui, rule.what.label(), Tone::Plain);
        if !rule.status.applies() {
            chip(ui, rule.status.label(), Tone::Plain);
        }
        if rule.own.is_some() {
            chip(ui, t!("Your own"), Tone::Accent);
        }
    });
    paragraph(ui, &rule.title, ui::TITLE);
    paragraph(ui, &rule.says, BODY);
    if let Some(reason) = &rule.own {
        paragraph(ui, &t!("Your own rule, because: {reason}", reason = reason), BODY.ink(look(ui).muted));
    } else if can_be_set(rule) != (false, false) {
        let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
        if Button::secondary(t!("Set a value of your own…")).unless(why_not).show(ui).clicked() {
            act = Some(Act::Set(rule.id.clone()));
        }
    }
    heading(ui, t!("Values, the newest first"));
    for value in values::lines(rule, currency).iter().rev() {
        one_value(ui, law, value, sight.today());
    }
    let detail = details(rule);
    if !detail.is_empty() {
        heading(ui, t!("What is looked at and written down"));
        for words in detail {
            paragraph(ui, &words, BODY);
        }
    }
    heading(ui, t!("About the rule"));
    let sources = sources(law, &rule.sources);
    let verified = day::long(rule.verified_on);
    let mut facts = vec![(t!("Id"), rule.id.as_str()), (t!("Status"), rule.status.label())];
    if rule.own.is_none() {
        facts.extend([(t!("Sources"), sources.as_str()), (t!("Looked at"), verified.as_str())]);
    }
    if !rule.note.is_empty() {
        facts.push((t!("Note"), rule.note.as_str()));
    }
    key_values(ui, &facts);
    if Link::new(t!("About the whole pack")).small().show(ui).clicked() {
        act = Some(Act::Pack);
    }
    act
}

/// Titles of sources with their addresses.
fn sources(law: &Law, ids: &[String]) -> String {
    let one = |id: &String| {
        law.pack.source(id).map(|s| if s.url.is_empty() { s.title.clone() } else { format!("{} ({})", s.title, s.url) })
    };
    ids.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

fn one_value(ui: &mut Ui, law: &Law, value: &Line, today: Day) {
    let (dated, muted) = (&value.dated, look(ui).muted);
    let over = dated.to.is_some_and(|to| to < today);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal_wrapped(|ui| {
            line(ui, &capital(&values::days(dated)), SMALL.medium().ink(muted));
            match &dated.set {
                Some(_) => chip(ui, t!("Your own"), Tone::Accent),
                None => chip(ui, dated.confidence.label(), sureness(dated.confidence)),
            };
        });
        paragraph(ui, &value.says, if over { BODY.ink(muted) } else { BODY });
        if let Some(reason) = &dated.set {
            paragraph(ui, &words::doubt(&super::super::finding::Doubt::OwnValue(reason.clone())), SMALL);
        }
        if !dated.note.is_empty() {
            paragraph(ui, &dated.note, SMALL.ink(muted));
        }
        let titles: Vec<&str> =
            dated.sources.iter().filter_map(|id| law.pack.source(id)).map(|s| s.title.as_str()).collect();
        if dated.set.is_none() && !titles.is_empty() {
            paragraph(ui, &titles.join("; "), SMALL.ink(muted));
        }
    });
    ui.add_space(4.0);
}

/// What a rule has besides its values.
fn details(rule: &Rule) -> Vec<String> {
    match &rule.what {
        What::AcceptCheck(check) => check.checks.clone(),
        What::ReturnWithin(back) => {
            let mut all: Vec<String> = back.reasons.iter().map(|reason| capital(reason.label())).collect();
            all.extend(back.record.iter().cloned());
            all
        }
        What::CollectionEvent(collection) => collection.record.clone(),
        _ => Vec::new(),
    }
}

/// What a pack says of itself.
fn about(ui: &mut Ui, law: &Law) {
    let head = &law.pack.head;
    paragraph(ui, &head.title, ui::TITLE);
    paragraph(ui, &head.disclaimer, BODY.ink(look(ui).muted));
    let mut counts: Vec<String> = Vec::new();
    for sure in Confidence::ALL {
        let of = |rule: &Rule| rule.dates().iter().filter(|v| v.confidence == sure).count();
        let count: usize = law.pack.rules.iter().map(of).sum();
        if count > 0 {
            counts.push(t!("{count} {sure}", count = text::count(count), sure = sure.says()));
        }
    }
    let (verified, counts) = (day::long(head.verified_on), counts.join("; "));
    let units = head.units.iter().map(|unit| words::unit(unit)).collect::<Vec<_>>().join(", ");
    let unit = words::unit(&law.unit);
    key_values(
        ui,
        &[
            (t!("Authority"), head.regulator.as_str()),
            (t!("Taken as"), unit.as_str()),
            (t!("Units it knows"), units.as_str()),
            (t!("Version"), head.version.as_str()),
            (t!("Looked at"), verified.as_str()),
            (t!("Values"), counts.as_str()),
            (t!("Digest"), law.pack.digest.as_str()),
        ],
    );
    if !head.open.is_empty() {
        heading(ui, t!("What is not confirmed"));
        for open in &head.open {
            ui.horizontal_top(|ui| {
                line(ui, "·", BODY.ink(look(ui).muted));
                paragraph(ui, open, BODY);
            });
        }
    }
    heading(ui, t!("Sources"));
    for source in &law.pack.sources {
        paragraph(ui, &source.title, SMALL);
        if !source.url.is_empty() {
            paragraph(ui, &source.url, SMALL.ink(look(ui).muted));
        }
    }
    ui.add_space(16.0);
}
