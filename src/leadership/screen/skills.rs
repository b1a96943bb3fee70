//! Who can do what: people against skills, and who has one at least so well.

use egui::Ui;

use super::super::model::{level, parts::LEVELS};
use super::super::report::{self, Matrix};
use super::super::store::TABLES;
use super::{CATALOGUE, PEOPLE};
use crate::app::{Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, text};
use crate::t;
use crate::ui::shown::shown_bar;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Choice, Search, Tone, icons, look};

/// See the head of this file.
pub(in crate::leadership) struct Skills {
    text: String,
    /// The id of a skill that is looked for; empty for all.
    skill: String,
    least: usize,
    all: Live<Matrix, Day>,
    table: TableState,
}

impl Skills {
    pub(in crate::leadership) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            skill: String::new(),
            least: 1,
            all: Live::new(TABLES),
            table: TableState::default(),
        })
    }
}

/// The further up, the stronger.
fn tone(word: &str) -> Tone {
    match word {
        "teaches" => Tone::Good,
        "alone" => Tone::Accent,
        "helped" => Tone::Warning,
        _ => Tone::Plain,
    }
}

impl Screen for Skills {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.all.want(sight.desk, sight.today(), |conn, today| report::matrix(conn, *today));
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let none = Matrix::default();
        let matrix = self.all.get().unwrap_or(&none);
        let words = match matrix.people.len() {
            0 => String::new(),
            n => text::plural(n, t!("person"), t!("people")),
        };
        sight.header(ui, &words, |_| {});
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some() && matrix.people.is_empty() {
            let body = t!(
                "Skills are kept with a person, with how well, what shows it and when it was seen; here they stand beside each other"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No skills yet"), body, |ui| {
                if Button::primary(t!("To the people")).show(ui).clicked() {
                    sight.go(PEOPLE, "");
                }
                if Button::secondary(t!("To the list of skills")).show(ui).clicked() {
                    sight.go(CATALOGUE, "skills");
                }
            });
            return;
        }
        let wanted = matrix.skills.iter().position(|(id, _)| id.to_string() == self.skill);
        let search = fold(&self.text);
        let rows: Vec<_> = matrix
            .people
            .iter()
            .filter(|(_, name, levels)| {
                let fits = |at: usize| levels.get(at).is_some_and(|word| level(word) >= self.least);
                fold(name).contains(&search) && wanted.map_or(self.least < 2 || (0..levels.len()).any(fits), fits)
            })
            .collect();
        let Self { text: typed, skill, least, table, .. } = self;
        let before = (skill.clone(), *least, typed.clone());
        shown_bar(ui, rows.len(), |ui| {
            Search::new(t!("Search people"), typed).width(200.0).show(ui);
            let mut options = vec![(String::new(), t!("Any skill"))];
            options.extend(matrix.skills.iter().map(|(id, name)| (id.to_string(), name.as_str())));
            Choice::new(t!("Skill"), skill, &options).bare().show(ui);
            let levels: Vec<(usize, &str)> =
                LEVELS.iter().enumerate().map(|(at, (_, says))| (at + 1, says())).collect();
            Choice::new(t!("At least"), least, &levels).bare().show(ui);
        });
        if before != (skill.clone(), *least, typed.clone()) {
            table.other_rows();
        }
        let shown: Vec<usize> = wanted.map_or_else(|| (0..matrix.skills.len()).collect(), |at| vec![at]);
        let mut columns = vec![Column::new("name", t!("Name"), 180.0).grows(1.0).least(130.0).unsorted()];
        let keys: Vec<String> = matrix.skills.iter().map(|(id, _)| id.to_string()).collect();
        for at in &shown {
            if let (Some((_, name)), Some(key)) = (matrix.skills.get(*at), keys.get(*at)) {
                columns.push(Column::new(key, name, 132.0).least(104.0).unsorted());
            }
        }
        let out = Table::new(t!("Who can do what"), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
            ui,
            table,
            |at| rows.get(usize::try_from(at).ok()?),
            |row, column| {
                let (_, name, levels) = row;
                if column == 0 {
                    return Cell::Strong(name.as_str().into());
                }
                let word = shown.get(column - 1).and_then(|at| levels.get(*at)).map_or("", String::as_str);
                if word.is_empty() { Cell::Empty } else { Cell::Chip(report::level_words(word).into(), tone(word)) }
            },
        );
        if let Some(at) = out.opened
            && let Some((person, ..)) = usize::try_from(at).ok().and_then(|at| rows.get(at))
        {
            sight.go(PEOPLE, person.to_string());
        }
    }

    /// A skill's id, or words.
    fn go(&mut self, filter: &str) {
        if filter.parse::<i64>().is_ok() {
            filter.clone_into(&mut self.skill);
        } else {
            filter.clone_into(&mut self.text);
        }
    }
}
