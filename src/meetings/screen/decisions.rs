//! The register of decisions: searched by words, with what took the place of what.

use egui::{Ui, vec2};

use super::super::model::{BodyId, Decision, DecisionId};
use super::super::store;
use super::ask::{Asks, What};
use super::{EXPORT_DECISIONS, MEETINGS, SUPERSEDE};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{day, text};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Link, SMALL, Search, Tone, icons, line, look};

const TABLES: &[&str] = &["decision", "body", "meeting"];

/// See the head of this file.
pub(in crate::meetings) struct Decisions {
    text: String,
    body: Option<BodyId>,
    standing: bool,
    all: Live<Vec<(Decision, String)>>,
    shown: Shown<(String, Option<BodyId>, bool)>,
    asks: Asks,
    exporting: Exporting,
    pending: Option<&'static str>,
}

impl Decisions {
    pub(in crate::meetings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            body: None,
            standing: false,
            all: Live::new(TABLES),
            shown: Shown::default(),
            asks: Asks::default(),
            exporting: Exporting::default(),
            pending: None,
        })
    }

    fn list(&self) -> &[(Decision, String)] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&(Decision, String)> {
        let id = self.shown.open(self.list(), |(one, _)| one.id.0)?;
        self.list().iter().find(|(one, _)| one.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("number", t!("Number"), 82.0).unsorted(),
            Column::new("day", t!("Day"), 104.0).unsorted().spare(),
            Column::new("text", t!("Decision"), 260.0).grows(2.0).least(180.0).unsorted(),
            Column::new("body", t!("Body"), 140.0).grows(1.0).unsorted(),
            Column::new("state", t!("State"), 150.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Decisions"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |(row, _): &(Decision, String), column| match column {
                0 => Cell::Text(row.number.as_str().into()),
                1 => Cell::Text(day::short(row.day).into()),
                2 if !row.stands() => Cell::Muted(row.text.as_str().into()),
                2 => Cell::Strong(row.text.as_str().into()),
                3 => Cell::Text(row.body_name.as_str().into()),
                _ => match &row.superseded_by {
                    Some((_, number)) => Cell::Chip(t!("Superseded: {n}", n = number).into(), Tone::Warning),
                    None if !row.stands() => Cell::Chip(t!("Withdrawn").into(), Tone::Warning),
                    None => Cell::Text(t!("Stands").into()),
                },
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some((one, meeting)) = self.open().cloned() else {
            ui::paragraph(ui, t!("Choose a decision in the list."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, &t!("Decision {number} of {body}", number = one.number, body = one.body_name));
        ui::paragraph(ui, &one.text, BODY);
        let muted = look(ui).muted;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            line(ui, t!("Taken at"), SMALL.ink(muted));
            if Link::new(&meeting).small().show(ui).clicked() {
                sight.go(MEETINGS, one.meeting.to_string());
            }
        });
        if let Some((id, number)) = &one.superseded_by {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                line(ui, t!("Superseded by"), SMALL.ink(muted));
                if Link::new(number).small().show(ui).clicked() {
                    self.shown.show(id.0);
                }
            });
        }
        if one.superseded_by.is_none() && one.withdrawn.is_some() {
            ui::paragraph(ui, &one.no_longer(), SMALL.ink(look(ui).warning));
        }
        let older: Vec<(DecisionId, String)> = self
            .list()
            .iter()
            .filter(|(other, _)| other.superseded_by.as_ref().is_some_and(|(by, _)| *by == one.id))
            .map(|(other, _)| (other.id, t!("{n}: {text}", n = other.number, text = other.text)))
            .collect();
        if !older.is_empty() {
            ui::section(ui, t!("It superseded"));
            for (id, words) in older {
                if Link::new(&words).show(ui).clicked() {
                    self.shown.show(id.0);
                }
            }
        }
        SUPERSEDE.secondary(ui, sight);
    }
}

impl Screen for Decisions {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, (), |conn, ()| {
            let all = store::decisions(conn)?;
            all.into_iter()
                .map(|one| {
                    let meeting = store::meeting_words(conn, one.meeting.0)?.unwrap_or_default();
                    Ok((one, meeting))
                })
                .collect()
        });
        let filters = (self.text.clone(), self.body, self.standing);
        let words: Vec<String> = fold(&self.text).split_whitespace().map(str::to_owned).collect();
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &filters, |(one, _)| {
                let text = fold(&format!("{} {}", one.number, one.text));
                filters.1.is_none_or(|body| one.body == body)
                    && (!filters.2 || one.stands())
                    && words.iter().all(|word| text.contains(word))
            });
            self.shown.follow(all, |(one, _)| one.id.0);
        }
        self.asks.logic(sight);
        self.exporting.logic(sight);
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            if key == EXPORT_DECISIONS.key {
                self.exporting.begin(sight, &store::DECISIONS);
            } else if let Some((one, _)) = self.open().cloned() {
                let newer = self.list().iter().filter(|(other, _)| (other.day, other.id) > (one.day, one.id));
                let list = [(None, t!("None: it stands").to_owned())]
                    .into_iter()
                    .chain(newer.map(|(d, _)| (Some(d.id), format!("{} {} {}", d.body_name, d.number, d.text))))
                    .collect();
                let by = one.superseded_by.as_ref().map(|(id, _)| *id);
                self.asks.ask(What::Supersede { old: one.id, number: one.number, by, list });
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let standing = self.list().iter().filter(|(one, _)| one.stands()).count();
        let words = if standing == 0 {
            String::new()
        } else {
            text::plural(standing, t!("decision stands"), t!("decisions stand"))
        };
        sight.header(ui, &words, |ui| {
            EXPORT_DECISIONS.secondary(ui, sight);
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) {
            let body = t!(
                "A motion that is carried comes here by itself, and so does what is recorded as decided without one"
            );
            ui::empty_state(ui, icons::SEAL_CHECK, t!("No decisions yet"), body, |_| {});
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search decisions"), &mut self.text).width(220.0).show(ui);
            let mut bodies: Vec<(Option<BodyId>, String)> = vec![(None, t!("All bodies").to_owned())];
            for (one, _) in self.all.get().into_iter().flatten() {
                if !bodies.iter().any(|(id, _)| *id == Some(one.body)) {
                    bodies.push((Some(one.body), one.body_name.clone()));
                }
            }
            let options: Vec<(Option<BodyId>, &str)> = bodies.iter().map(|(id, name)| (*id, name.as_str())).collect();
            Choice::new(t!("Which body"), &mut self.body, &options).bare().show(ui);
            let which = [(false, t!("All of them")), (true, t!("Those that stand"))];
            Choice::new(t!("Which decisions"), &mut self.standing, &which).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        self.asks.show(ui, sight);
    }

    /// A record's id, the key of a command, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.shown.show(id);
        } else if filter == SUPERSEDE.key {
            self.pending = Some(SUPERSEDE.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&SUPERSEDE, &EXPORT_DECISIONS].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
