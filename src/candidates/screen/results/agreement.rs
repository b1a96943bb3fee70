//! How far the panel agrees: the four figures as a picture and in words, each criterion, each scorer.

use egui::Ui;

use super::super::super::decided::Results;
use super::super::super::judged::{Judged, Measure, words};
use super::super::super::opened::Opened;
use super::{pictures, remark, titled};
use crate::kit::text;
use crate::t;
use crate::ui::{self, BODY, card};

pub(super) fn ui(ui: &mut Ui, results: &Results, numbers: bool) {
    let (round, judged) = (&results.after, &results.judged);
    let found = &judged.agreement;
    card(ui, |ui| {
        titled(ui, t!("How far the panel agrees"), "", |ui| {
            if !numbers {
                pictures::agreement(ui, judged);
                remark(ui, t!("The stretch at the right is what is usually called good. T shows the numbers."));
                ui.add_space(8.0);
            }
            for measure in Measure::ALL {
                let value = measure.of(found);
                let head = if numbers {
                    format!("{} ({}): {}", measure.name(), measure.term(), words::figure(value))
                } else {
                    measure.name().to_owned()
                };
                ui::paragraph(ui, &head, BODY.strong());
                match value {
                    Ok(value) => ui::paragraph(ui, measure.means(value), BODY),
                    Err(why) => ui::paragraph(ui, why.says(), BODY),
                };
                remark(ui, measure.silent());
                ui.add_space(4.0);
            }
            let (many, scorers) = found.over;
            remark(
                ui,
                &t!(
                    "The last three cover {candidates} whom all {scorers} who handed in a card have marked.",
                    candidates = text::plural(many, t!("candidate"), t!("candidates")),
                    scorers = scorers
                ),
            );
        });
    });
    criteria(ui, round, judged);
    scorers(ui, round, judged, numbers);
    standing_out(ui, round, judged);
}

fn criteria(ui: &mut Ui, round: &Opened, judged: &Judged) {
    let found = &judged.agreement;
    card(ui, |ui| {
        let says =
            t!("How far scorers lie apart on one candidate, and whether the criterion tells candidates apart at all.");
        titled(ui, t!("Criterion by criterion"), says, |ui| {
            let rows: Vec<(&str, String)> = judged
                .criteria
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    let mut parts =
                        vec![t!("scorers {spread} apart", spread = words::points_or_none(one.spread, judged.scale))];
                    parts.push(t!(
                        "candidates {apart} from lowest to highest",
                        apart = words::points_or_none(one.tells_apart, judged.scale)
                    ));
                    if one.no_evidence > 0 {
                        parts.push(text::plural(
                            one.no_evidence,
                            t!("mark without evidence"),
                            t!("marks without evidence"),
                        ));
                    }
                    if let Some(Ok(alpha)) = found.by_criterion.get(at) {
                        parts.push(t!("alpha {alpha}", alpha = format!("{alpha:.2}")));
                    }
                    (words::criterion(round, at), parts.join(" · "))
                })
                .collect();
            let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (*a, b.as_str())).collect();
            ui::key_values(ui, &rows);
        });
    });
}

fn scorers(ui: &mut Ui, round: &Opened, judged: &Judged, numbers: bool) {
    card(ui, |ui| {
        titled(ui, t!("Scorer by scorer"), words::scorers_silent(), |ui| {
            let rows: Vec<(&str, String)> = judged
                .scorers
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    let mut parts = words::scorer_remarks(judged, one);
                    if parts.is_empty() {
                        parts.push(t!("Nothing stands out").to_owned());
                    }
                    let seen = t!(
                        "marked {marked}, recused from {recused}, absent for {absent}",
                        marked = one.marked,
                        recused = one.recused,
                        absent = one.absent
                    );
                    parts.push(seen);
                    if numbers {
                        let scale = judged.scale;
                        parts.push(t!(
                            "severity {severity}, spread {spread}, halo {halo}, order {slope}",
                            severity = words::points_or_none(one.severity, scale),
                            spread = words::points_or_none(one.spread, scale),
                            halo = one.halo.map_or_else(|| "–".to_owned(), |halo| format!("{halo:.2}")),
                            slope = words::points_or_none(one.slope, scale)
                        ));
                    }
                    (words::scorer(round, at), parts.join(" · "))
                })
                .collect();
            let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (*a, b.as_str())).collect();
            ui::key_values(ui, &rows);
            if let Some(slope) = judged.panel_slope {
                let each = words::points(slope.abs(), judged.scale);
                let words = if slope < 0.0 {
                    t!(
                        "Over the whole panel each later interview lost {each}. Weaker candidates may have come later by chance.",
                        each = each
                    )
                } else {
                    t!(
                        "Over the whole panel each later interview gained {each}. Stronger candidates may have come later by chance.",
                        each = each
                    )
                };
                remark(ui, &words);
            }
        });
    });
}

fn standing_out(ui: &mut Ui, round: &Opened, judged: &Judged) {
    card(ui, |ui| {
        let says = t!(
            "Two anchors or more from the middle of what the others gave. Ask what was seen; nobody has to change anything."
        );
        titled(ui, t!("Marks that stand out"), says, |ui| {
            if judged.stand_out.is_empty() {
                ui::paragraph(ui, t!("None."), BODY);
            }
            for one in judged.stand_out.iter().take(40) {
                ui::paragraph(ui, &words::stands_out(round, one), BODY);
            }
        });
    });
}
