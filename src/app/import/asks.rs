//! What rows leave open: asked once for all rows that say the same, in one dialog, before the list is looked at again.

use egui::{ScrollArea, Ui};

use super::wizard::Wizard;
use crate::app::Sight;
use crate::kit::text;
use crate::t;
use crate::ui::{Answer, Choice, Dialog};

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    /// The dialog, while it is open.
    pub(super) fn asking_ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let (Some(answers), Some(shown)) = (&mut self.asking, &self.shown) else { return };
        let asks = &shown.outcome.asks;
        let body = t!(
            "Their names fit more than one person of the register, and the rows say no more. What you choose holds for every row that says the same; rows left open are refused."
        );
        let answer = Dialog::new(t!("Who is meant?"), t!("Look again")).body(body).width(560.0).show(ui, |ui| {
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                for ask in asks {
                    let rows = text::plural(ask.rows, t!("row"), t!("rows"));
                    let label = t!("{says} ({rows})", says = ask.says, rows = rows);
                    let mut options: Vec<(String, &str)> = vec![(String::new(), t!("Leave these rows out"))];
                    options.extend(ask.options.iter().map(|(key, words)| (key.clone(), words.as_str())));
                    let mut chosen = answers.get(&ask.key).cloned().unwrap_or_default();
                    ui.push_id(&ask.key, |ui| Choice::new(&label, &mut chosen, &options).show(ui));
                    if chosen.is_empty() {
                        answers.remove(&ask.key);
                    } else {
                        answers.insert(ask.key.clone(), chosen);
                    }
                }
            });
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.asking = None,
            Answer::Confirmed => {
                self.answers = self.asking.take().unwrap_or_default();
                self.check(sight);
            }
        }
    }
}
