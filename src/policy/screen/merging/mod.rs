//! The workbench for merging: which amendments are merged and with which words, the text with each in its colour and with its
//! number, and what collides, decided word group by word group. Nothing open, and it becomes a version.

mod decide;
mod shown;

use std::collections::BTreeMap;

use egui::{Ui, vec2};

use super::super::change::Merged;
use super::super::label::Labels;
use super::super::model::DocumentId;
use super::super::model::amendment::{AmendmentId, Choice as Chosen, Wording};
use super::super::ops::merging as ops;
use super::super::store;
use crate::app::{Live, Reply, Screen, Sight};
use crate::ledger::screen::parts::{read_only, with_id};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Tone, checkbox, icons, look};

use super::amendments::TABLES;
use super::{AMENDMENTS, COMPARE, Looking};

/// One that can be chosen.
#[derive(Clone, Debug)]
struct Offer {
    at: usize,
    id: AmendmentId,
    number: String,
    stands: String,
    tone: Tone,
    recommended: bool,
}

struct Data {
    called: String,
    offers: Vec<Offer>,
    passed: Chosen,
}

struct Result {
    merged: Merged,
    labels: Labels,
    base: Labels,
    /// Why nothing can be merged, if so.
    problem: Option<String>,
}

/// See the head of this file.
pub(in crate::policy) struct Merging {
    id: Option<DocumentId>,
    looking: Looking,
    data: Live<Option<Data>, Option<DocumentId>>,
    result: Live<Option<Result>, (Option<DocumentId>, Option<Chosen>)>,
    chosen: Option<Chosen>,
    only: bool,
    name: String,
    /// Own words for a conflict, by its key.
    words: BTreeMap<String, String>,
    saving: Option<Reply<i64>>,
    deciding: Option<Reply<()>>,
    split: ui::Split,
    heights: Vec<Option<f32>>,
    laid: (i32, usize),
}

impl Merging {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            data: Live::new(TABLES),
            result: Live::new(TABLES),
            chosen: None,
            only: true,
            name: String::new(),
            words: BTreeMap::new(),
            saving: None,
            deciding: None,
            split: ui::Split::default(),
            heights: Vec::new(),
            laid: (0, 0),
        })
    }

    fn open(&mut self, id: DocumentId) {
        if self.id != Some(id) {
            (self.id, self.chosen) = (Some(id), None);
        }
    }

    fn result(&self) -> Option<&Result> {
        self.result.get().and_then(Option::as_ref)
    }
}

impl Merging {
    fn choices(&mut self, ui: &mut Ui) {
        let Some(Some(data)) = self.data.get() else { return };
        ui::section(ui, t!("Which are merged"));
        if data.offers.is_empty() {
            ui::paragraph(ui, t!("No amendment is before the meeting."), BODY.ink(look(ui).muted));
        }
        let mut chosen = self.chosen.clone().unwrap_or_else(|| data.passed.clone());
        let before = chosen.clone();
        let order = self.result.get().and_then(Option::as_ref).map(|r| shown::order(&r.merged)).unwrap_or_default();
        for offer in &data.offers {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                shown::swatch(ui, &order, &offer.number);
                let mut is_in = chosen.contains_key(&offer.at);
                if checkbox(ui, &mut is_in, &offer.number).changed() {
                    if is_in {
                        chosen.insert(offer.at, Wording::Original)
                    } else {
                        chosen.remove(&offer.at)
                    };
                }
                ui::chip(ui, &offer.stands, offer.tone);
            });
            if offer.recommended
                && let Some(wording) = chosen.get_mut(&offer.at)
            {
                let mut at = usize::from(*wording == Wording::Recommended);
                if ui::segments(ui, &[t!("Its own words"), t!("Those recommended")], &mut at) {
                    *wording = if at == 1 { Wording::Recommended } else { Wording::Original };
                }
            }
        }
        if chosen != before || self.chosen.is_none() {
            self.chosen = Some(chosen);
        }
    }

    fn finish(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.result().map_or(0, |r| r.merged.conflicts.len() + r.merged.misfits.len());
        let refused = self.result().is_none_or(|r| r.problem.is_some());
        let none = self.chosen.as_ref().is_none_or(BTreeMap::is_empty);
        let why_not = match () {
            () if none => Some(t!("Choose an amendment first")),
            () if open > 0 || refused => Some(t!("Decide what is open first")),
            () if self.saving.is_some() => Some(t!("It is being saved")),
            () => read_only(sight),
        };
        ui::section(ui, t!("The result"));
        Field::new(t!("What the version is called"), &mut self.name).placeholder(t!("As amended")).show(ui);
        if Button::primary(t!("Save as a version")).icon(icons::FLOPPY_DISK).unless(why_not).show(ui).clicked()
            && why_not.is_none()
            && let (Some(id), Some(chosen), Some(Some(data))) = (self.id, &self.chosen, self.data.get())
        {
            let all: Vec<(AmendmentId, Wording)> = chosen
                .iter()
                .filter_map(|(at, wording)| Some((data.offers.iter().find(|o| o.at == *at)?.id, *wording)))
                .collect();
            let name = self.name.clone();
            self.saving = Some(sight.desk.run(&ops::MERGE, move |office| {
                ops::merge(office, id, &all, &BTreeMap::new(), &name).map(|done| with_id(done, |version| version.0))
            }));
        }
    }
}

impl Screen for Merging {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            self.open(id);
        }
        self.data.want(sight.desk, self.id, |conn, id| {
            let Some(id) = *id else { return Ok(None) };
            let called = store::document(conn, id)?.called(&store::workflow(conn)?);
            let board = store::board(conn, id, None)?;
            let standings = board.standings(&board.matrix());
            let offer = |entry: usize| {
                let (one, standing) = (board.all.get(entry)?, standings.get(entry)?);
                Some(Offer {
                    at: entry,
                    id: one.id,
                    number: one.called(),
                    stands: board.standing_says(entry, standing),
                    tone: if standing.fate.is_in() { Tone::Good } else { Tone::Plain },
                    recommended: one.recommended.is_some(),
                })
            };
            let offers = board.marshalled().listed.iter().filter_map(|l| offer(l.entry)).collect();
            Ok(Some(Data { called, offers, passed: board.passed() }))
        });
        self.result.want(sight.desk, (self.id, self.chosen.clone()), |conn, (id, chosen)| {
            let (Some(id), Some(chosen)) = (id, chosen) else { return Ok(None) };
            let board = store::board(conn, *id, None)?;
            let base = Labels::of(&board.base);
            // The amendments may be others by now than those that were chosen from.
            let known: Chosen = chosen.iter().filter(|(at, _)| **at < board.all.len()).map(|(a, w)| (*a, *w)).collect();
            Ok(Some(match board.merge(&known, &board.fixes) {
                Ok(merged) => Result { labels: Labels::of(&merged.body), merged, base, problem: None },
                Err(problem) => {
                    Result { labels: base.clone(), merged: Merged::default(), base, problem: Some(problem.message) }
                }
            }))
        });
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => {
                self.saving = None;
                if let Some(id) = self.id {
                    sight.go(COMPARE, id.to_string());
                }
            }
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        if let Some(Err(problem)) = self.deciding.as_mut().and_then(Reply::take) {
            self.deciding = None;
            sight.problem(problem);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let called = self.data.get().and_then(Option::as_ref).map(|data| data.called.clone()).unwrap_or_default();
        sight.header(ui, &called, |ui| {
            if let Some(id) = self.id
                && Button::secondary(t!("Amendments")).show(ui).clicked()
            {
                sight.go(AMENDMENTS, id.to_string());
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            let body = t!("Choose a document under Amendments, and merge what passed from there.");
            ui::empty_state(ui, icons::GIT_DIFF, t!("Nothing is merged"), body, |ui| {
                if Button::primary(t!("Go to the amendments")).show(ui).clicked() {
                    sight.go(AMENDMENTS, "");
                }
            });
            return;
        }
        let mut split = std::mem::take(&mut self.split);
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                let this = &mut *this.borrow_mut();
                egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 12)).show(ui, |ui| {
                    checkbox(ui, &mut this.only, t!("Only what changes"));
                });
                this.text(ui);
            },
            |ui| {
                let this = &mut *this.borrow_mut();
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                this.choices(ui);
                this.conflicts(ui, sight);
                this.finish(ui, sight);
            },
        );
        self.split = split;
    }

    /// A document's id or words.
    fn go(&mut self, filter: &str) {
        match filter.parse::<i64>() {
            Ok(id) => self.open(DocumentId(id)),
            Err(_words) if filter.is_empty() => {}
            Err(_words) => self.looking.begin(filter),
        }
    }
}
