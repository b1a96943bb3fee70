//! The retention review: who is due for erasure and why, who was removed and still stands in the history, what was kept after
//! an erasure past its time. From here people are erased, one or several.

use egui::{Frame, Margin, Ui, vec2};

use super::super::PersonId;
use super::super::ops;
use super::LIST;
use super::commands::{ERASE_DUE, RELEASE};
use super::erase::Erase;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Day, day, text};
use crate::office::erase::{Review, review};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{
    self, Answer, BODY, Button, Choice, Dialog, Link, SMALL, Split, TITLE, Tone, icons, line, look, paragraph,
};

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    what: What,
    name: String,
    on: Day,
    because: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Due(PersonId),
    Removed(PersonId),
    /// A row of `erasure_kept`.
    Over(i64),
}

/// The screen.
pub struct Retention {
    years: u32,
    found: Live<Review, u32>,
    rows: Vec<Row>,
    table: TableState,
    /// Everybody is to be selected once it is known who that is.
    select_all: bool,
    split: Split,
    erase: Option<Erase>,
    /// The question whether to let go of what was kept, and the letting go.
    release: Option<Option<Reply<usize>>>,
}

impl Retention {
    /// Makes the screen.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            years: 2,
            found: Live::new(&[]),
            rows: Vec::new(),
            table: TableState::default(),
            select_all: false,
            split: Split::default(),
            erase: None,
            release: None,
        })
    }
}

impl Retention {
    fn people(&self) -> Vec<PersonId> {
        let at = |row: u64| usize::try_from(row).ok().and_then(|at| self.rows.get(at));
        let chosen = self.table.selection.rows().filter_map(at);
        chosen
            .filter_map(|row| if let What::Due(id) | What::Removed(id) = row.what { Some(id) } else { None })
            .collect()
    }

    fn over(&self) -> Vec<i64> {
        self.rows.iter().filter_map(|row| if let What::Over(id) = row.what { Some(id) } else { None }).collect()
    }
}

fn rows(found: &Review) -> Vec<Row> {
    let due = found.due.iter().map(|d| Row {
        what: What::Due(PersonId(d.id)),
        name: d.name.clone(),
        on: d.last,
        because: d.because.clone(),
    });
    let removed = found.removed.iter().map(|r| Row {
        what: What::Removed(PersonId(r.id)),
        name: r.name.clone(),
        on: r.on,
        because: vec![
            t!("Removed from the register; the history still has the details, and undo would bring them back")
                .to_owned(),
        ],
    });
    let over = found.over.iter().map(|o| Row {
        what: What::Over(o.id),
        name: format!("{} {}", o.says, o.of),
        on: o.until,
        because: vec![t!("Kept with a name after an erasure; the law no longer asks for it").to_owned()],
    });
    due.chain(removed).chain(over).collect()
}

impl Screen for Retention {
    fn logic(&mut self, sight: &Sight<'_>) {
        let today = sight.today();
        self.found.want_office(sight.desk, self.years, move |office, years| {
            office.read(|conn| review(conn, office.setup().personal, today, Some(*years)))
        });
        if let Some(found) = self.found.get() {
            let rows = rows(found);
            if rows != self.rows {
                self.rows = rows;
                self.table.selection.clear();
            }
            if std::mem::take(&mut self.select_all) {
                self.table.selection.all(self.rows.len() as u64);
            }
        }
        if self.erase.as_mut().is_some_and(|asked| !asked.logic(sight)) {
            self.erase = None;
        }
        match self.release.as_mut().and_then(Option::as_mut).and_then(Reply::take) {
            Some(Ok(_)) => self.release = None,
            Some(Err(problem)) => {
                self.release = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let due = self.found.get().map_or(0, |found| found.due.len());
        let words =
            if self.found.get().is_some() { t!("{n} due for erasure", n = text::count(due)) } else { String::new() };
        let chosen = self.people().len();
        let over = self.over().len();
        sight.header(ui, &words, |ui| {
            if chosen > 0 {
                ERASE_DUE.primary(ui, sight);
            }
            if over > 0 {
                RELEASE.secondary(ui, sight);
            }
        });
        let at = |row: u64| usize::try_from(row).ok().and_then(|at| self.rows.get(at));
        let picked: Vec<Row> = self.table.selection.rows().filter_map(at).cloned().collect();
        let rules = self.found.get().map_or_else(Vec::new, |found| found.rules.clone());
        let nobody = self.rows.is_empty();
        let mut split = self.split;
        split.show(ui, |ui| self.list(ui), |ui| pane(ui, sight, &picked, nobody, &rules));
        self.split = split;
        if self.erase.as_mut().is_some_and(|asked| asked.ui(ui, sight)) {
            self.erase = None;
        }
        self.ask_release(ui, sight);
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ERASE_DUE.key {
            let people = self.people();
            if !people.is_empty() {
                self.erase = Some(Erase::new(people, sight));
            }
        } else if key == RELEASE.key && !self.over().is_empty() {
            self.release = Some(None);
        }
    }

    fn go(&mut self, filter: &str) {
        if filter == "all" {
            self.select_all = true;
        } else if let Ok(years) = filter.parse() {
            self.years = years;
        }
    }
}

impl Retention {
    fn list(&mut self, ui: &mut Ui) {
        let look = look(ui);
        ui.painter().rect_filled(ui.max_rect(), 0, look.surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                line(ui, t!("Due when nothing is on record for"), BODY.ink(look.muted));
                let usual = [t!("1 year"), t!("2 years"), t!("3 years"), t!("5 years"), t!("10 years")];
                let mut options: Vec<(u32, &str)> = [1, 2, 3, 5, 10].into_iter().zip(usual).collect();
                let other = t!("{n} years", n = self.years);
                if !options.iter().any(|(years, _)| *years == self.years) {
                    options.push((self.years, &other));
                }
                Choice::new(t!("For how long"), &mut self.years, &options).bare().show(ui);
            });
        });
        if self.found.get().is_some() && self.rows.is_empty() {
            let body = t!(
                "Somebody is due when no membership stands, the books no longer have to show a donation, and nothing else has been on record for the time chosen above."
            );
            ui::empty_state(ui, icons::CLOCK_COUNTER_CLOCKWISE, t!("Nobody is due for erasure"), body, |_| {});
            return;
        }
        let columns = [
            Column::new("name", t!("Name"), 190.0).grows(2.0).least(140.0).unsorted(),
            Column::new("on", t!("Last on record"), 110.0).unsorted(),
            Column::new("why", t!("Why"), 240.0).grows(3.0).least(160.0).unsorted().spare(),
            Column::new("state", "", 110.0).unsorted(),
        ];
        let rows = &self.rows;
        let at = |row: u64| usize::try_from(row).ok().and_then(|at| rows.get(at));
        Table::new(t!("Due for erasure"), &columns).rows(rows.len() as u64).many().show(
            ui,
            &mut self.table,
            at,
            |row: &Row, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Text(day::short(row.on).into()),
                // What says more than the day beside it comes first.
                2 => Cell::Muted(row.because.iter().rev().map(String::as_str).collect::<Vec<_>>().join("; ").into()),
                _ => match row.what {
                    What::Due(_) => Cell::Chip(t!("In the register").into(), Tone::Plain),
                    What::Removed(_) => Cell::Chip(t!("Removed").into(), Tone::Warning),
                    What::Over(_) => Cell::Chip(t!("Kept").into(), Tone::Accent),
                },
            },
        );
    }

    fn ask_release(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(going) = &self.release else { return };
        let ids = self.over();
        let records = text::plural(ids.len(), t!("record"), t!("records"));
        let title = t!("Erase the names in {records}?", records = records);
        let body = t!(
            "Receipts and entries keep their numbers and sums; name and address go, also from the history. This cannot be undone."
        );
        let busy = going.is_some().then(|| t!("Erasing…"));
        match Dialog::new(&title, t!("Erase for good")).danger().body(body).unless(busy).show(ui, |_| {}) {
            Answer::Open => {}
            Answer::Cancelled => self.release = None,
            Answer::Confirmed => {
                self.release = Some(Some(sight.desk.run(&ops::RELEASE, move |office| ops::release(office, &ids))));
            }
        }
    }
}

/// Why, of the one that is picked; what can be done; the rules.
fn pane(ui: &mut Ui, sight: &Sight<'_>, picked: &[Row], nobody: bool, rules: &[String]) {
    let muted = look(ui).muted;
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    match picked {
        [] if nobody => {}
        [] => {
            paragraph(ui, t!("Choose somebody to see why, or several with Shift or Ctrl."), BODY.ink(muted));
        }
        [row] => {
            paragraph(ui, &row.name, TITLE);
            for why in &row.because {
                paragraph(ui, why, BODY);
            }
            match row.what {
                What::Due(id) => {
                    if Link::new(t!("Open the person")).show(ui).clicked() {
                        sight.go(LIST, id.0.to_string());
                    }
                    erase_button(ui, sight);
                }
                What::Removed(_) => erase_button(ui, sight),
                What::Over(_) => {
                    if Button::secondary(t!("Erase what was kept…")).unless(RELEASE.refused(sight)).show(ui).clicked()
                    {
                        sight.command(&RELEASE);
                    }
                }
            }
        }
        several => {
            paragraph(ui, &t!("{count} selected", count = text::count(several.len())), TITLE);
            if several.iter().any(|row| !matches!(row.what, What::Over(_))) {
                erase_button(ui, sight);
            }
        }
    }
    if !rules.is_empty() {
        ui.add_space(8.0);
        line(ui, t!("The rules"), SMALL.medium().ink(muted));
        for rule in rules {
            paragraph(ui, rule, SMALL.ink(muted));
        }
    }
}

fn erase_button(ui: &mut Ui, sight: &Sight<'_>) {
    if Button::danger(t!("Erase…")).unless(ERASE_DUE.refused(sight)).show(ui).clicked() {
        sight.command(&ERASE_DUE);
    }
}
