//! What if: other weights, a scorer or a criterion left out. Nothing here is stored, and the published result stays.

use std::cell::RefCell;

use egui::{ScrollArea, Ui, vec2};

use super::super::super::decided::Results;
use super::super::super::judged::{Grid, Order, by_order, proportions, reorder, words};
use super::super::super::model::RoundId;
use super::{pictures, remark, titled};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, SMALL, Split, Tone, look, slider};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    split: Split,
    /// Of which round, and how many changes of its marks, the weights are.
    of: Option<(RoundId, usize)>,
    weights: Vec<f64>,
    /// The scorer who is left out.
    without: Option<usize>,
    order: Option<Order>,
}

impl View {
    /// Works the order out again where something was pushed.
    pub(super) fn logic(&mut self, results: &Results) {
        let of = (results.whole.round.id, results.moderations.len());
        if self.of != Some(of) || self.weights.len() != results.judged.weights.len() {
            (self.of, self.without, self.order) = (Some(of), None, None);
            self.weights.clone_from(&results.judged.weights);
        }
        if self.order.is_none() {
            let mut grid = Grid::of(&results.after);
            if let Some(scorer) = self.without {
                grid = grid.without_scorer(scorer);
            }
            self.order = Some(reorder(&results.after, &results.method, &grid, &proportions(&self.weights)));
        }
    }

    fn is_changed(&self, results: &Results) -> bool {
        let now = proportions(&self.weights);
        self.without.is_some() || now.iter().zip(&results.judged.weights).any(|(a, b)| (a - b).abs() > 1e-9)
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, results: &Results, numbers: bool) {
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 16)).show(ui, |ui| {
                        ui.spacing_mut().item_spacing = vec2(12.0, 14.0);
                        this.borrow_mut().weights(ui, results);
                        this.borrow().outcome(ui, results);
                    });
                });
            },
            |ui| sensitivity(ui, results, numbers),
        );
        self.split = split;
    }

    fn weights(&mut self, ui: &mut Ui, results: &Results) {
        let round = &results.after;
        titled(
            ui,
            t!("Other weights"),
            t!("Push a weight; the others give way in proportion. Nothing is changed."),
            |_| {},
        );
        let mut moved = None;
        for (at, one) in round.criteria.iter().enumerate() {
            let mut weight = self.weights.get(at).copied().unwrap_or_default();
            let says = words::tenths(weight);
            if slider(ui, &one.name, &says, &mut weight, 1.0, 0.01).changed() {
                moved = Some((at, weight));
            }
        }
        if let Some((at, to)) = moved {
            self.weights = super::super::super::judged::with_weight(&proportions(&self.weights), at, to);
            self.order = None;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            let many = self.weights.len();
            let mut set = None;
            if Button::secondary(t!("As published")).enabled(self.is_changed(results)).show(ui).clicked() {
                set = Some(results.judged.weights.clone());
                self.without = None;
            }
            if Button::secondary(t!("All equal")).show(ui).clicked() {
                set = Some(vec![1.0 / many.max(1) as f64; many]);
            }
            let hint = t!("In the order of the list, the first weighing most (rank-order centroid)");
            if Button::secondary(t!("By order")).show(ui).on_hover_text(hint).clicked() {
                set = Some(by_order(many));
            }
            if let Some(weights) = set {
                self.weights = weights;
                self.order = None;
            }
        });
        let mut options: Vec<(Option<usize>, &str)> = vec![(None, t!("Nobody"))];
        options.extend(round.scorers.iter().enumerate().map(|(at, one)| (Some(at), one.name.as_str())));
        if Choice::new(t!("Leave out of the panel"), &mut self.without, &options).width(240.0).show(ui).changed() {
            self.order = None;
        }
    }

    /// The order that comes of it, beside the published one.
    fn outcome(&self, ui: &mut Ui, results: &Results) {
        let Some(order) = &self.order else { return };
        let (round, judged) = (&results.after, &results.judged);
        titled(ui, t!("The order that comes of it"), "", |ui| {
            let leads = order.leader() != judged.order.leader();
            if !self.is_changed(results) {
                remark(ui, t!("As published: nothing is pushed yet."));
            } else if leads {
                let words = match order.leader() {
                    Some(at) => t!("{name} would lead", name = words::candidate(round, at)),
                    None => t!("Nobody would lead alone").to_owned(),
                };
                ui::chip(ui, &words, Tone::Warning);
            } else {
                ui::chip(ui, t!("The same candidate would lead"), Tone::Good);
            }
            for one in order.standings.iter().take(20) {
                let before = judged.order.of(one.candidate).and_then(|own| own.rank);
                let moved = match (before, one.rank) {
                    (Some(then), Some(now)) if then != now => t!(", {then} as published", then = then),
                    _ => String::new(),
                };
                let words = format!(
                    "{}  {}  {}{moved}",
                    words::rank(round, one),
                    words::candidate(round, one.candidate),
                    words::points_or_none(one.result, judged.scale)
                );
                ui::paragraph(ui, &words, if moved.is_empty() { BODY } else { BODY.strong() });
            }
        });
    }
}

/// At which weights the lead changes, how often each would lead, and what leaving out does.
fn sensitivity(ui: &mut Ui, results: &Results, numbers: bool) {
    let (round, judged) = (&results.after, &results.judged);
    ui.spacing_mut().item_spacing = vec2(8.0, 14.0);
    titled(ui, t!("When another would lead"), "", |ui| {
        ui::paragraph(ui, &words::critical(round, judged), BODY.strong());
        if numbers {
            for (at, flip) in judged.flips.iter().enumerate() {
                ui::paragraph(ui, &words::flip(round, at, flip.as_ref()), BODY);
            }
        } else {
            pictures::flips(ui, results);
            remark(ui, t!("The line is the weight now, the diamond where the lead changes. T shows the numbers."));
        }
    });
    titled(ui, t!("Under any weights at all"), &words::drawn(judged), |ui| {
        if numbers {
            for one in judged.order.standings.iter().filter(|one| one.rank.is_some()) {
                let share = words::percent(judged.shares.share(one.candidate));
                let name = words::candidate(round, one.candidate);
                ui::paragraph(ui, &t!("{name} leads in {share}", name = name, share = share), BODY);
            }
        } else {
            pictures::shares(ui, results);
        }
    });
    titled(ui, t!("With one left out"), "", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for left in &judged.without_scorers {
            sentence(ui, &words::left_out(round, words::scorer(round, left.of), left), left.leads);
        }
        for left in &judged.without_criteria {
            let name = format!("“{}”", words::criterion(round, left.of));
            sentence(ui, &words::left_out(round, &name, left), left.leads);
        }
    });
    if !numbers {
        titled(ui, t!("Every scorer’s totals"), t!("A ring is a scorer’s total, the line the result."), |ui| {
            pictures::standing(ui, results);
        });
    }
}

fn sentence(ui: &mut Ui, words: &str, strong: bool) {
    let style = if strong { SMALL.strong().ink(look(ui).text) } else { SMALL.ink(look(ui).muted) };
    ui::paragraph(ui, words, style);
}
