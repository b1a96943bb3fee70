//! The end of a year on screen: what is to be settled, the statement, the examiner's list, the audit. One screen with four parts,
//! so that the tab and the year stay.

mod ask;
mod audit;
mod checklist;
mod commands;
mod sample;
mod shown;
mod statement;

use egui::{Frame, Margin, Stroke, Ui};

use super::model::{Standing, Year};
use super::store;
use crate::app::viewed::Paper;
use crate::app::{Live, Screen, Sight};
use crate::cli::{ClosingOf, Sheet};
use crate::kit::{Day, day};
use crate::ledger::screen::typing::Asking;
use crate::t;
use crate::ui::{self, BODY, Choice, Tone, icons, line, look, segments};
use ask::What;
use commands::{CLOSE, EXAMINE, NOTE, PLACE, PRINT, REOPEN, SAVE};
pub(super) use commands::{COMMANDS, YEAR};
use shown::{Shown, read};

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Closing,
    Statement,
    Sample,
    Audit,
}

const PARTS: [Part; 4] = [Part::Closing, Part::Statement, Part::Sample, Part::Audit];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Closing => t!("Closing"),
            Self::Statement => t!("Statement of accounts"),
            Self::Sample => t!("Examiner’s list"),
            Self::Audit => t!("Audit"),
        }
    }
}

/// See the head of this file.
pub(super) struct YearEnd {
    part: Part,
    /// The last day of the year that was chosen.
    chosen: Option<Day>,
    shown: Live<Option<Shown>, (Option<Day>, Day)>,
    statement: statement::View,
    sample: sample::View,
    audit: audit::View,
    ask: Option<Asking<What>>,
    /// A command waits until the year is there.
    pending: Option<&'static str>,
    paper: Paper,
    saving: crate::ledger::screen::export::Saving,
}

impl YearEnd {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            part: Part::default(),
            chosen: None,
            shown: Live::new(&[]),
            statement: statement::View::default(),
            sample: sample::View::default(),
            audit: audit::View::new(),
            ask: None,
            pending: None,
            paper: Paper::default(),
            saving: crate::ledger::screen::export::Saving::default(),
        })
    }

    fn shown(&self) -> Option<&Shown> {
        self.shown.get().and_then(Option::as_ref)
    }

    fn year(&self) -> Option<Year> {
        self.shown().map(|shown| shown.year)
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let subtitle = match self.part {
            Part::Closing => t!("What has to be settled before a year is closed, and what was closed"),
            Part::Statement => t!("In the form of your law; each figure opens the entries behind it"),
            Part::Sample => t!("Entries drawn by a seed that is kept, to be held against their papers"),
            Part::Audit => t!("Read only: from each figure to its entries, their papers and their history"),
        };
        let standing = self.shown().map(|shown| shown.standing);
        let part = self.part;
        sight.header(ui, subtitle, |ui| match part {
            Part::Closing => match standing {
                Some(Standing::Closed(_)) => {
                    REOPEN.secondary(ui, sight);
                }
                Some(Standing::Next) => {
                    CLOSE.primary(ui, sight);
                }
                _ => {}
            },
            Part::Statement => {
                PRINT.primary(ui, sight);
                ui::menu_button(ui, t!("More for the statement"), |ui| {
                    NOTE.item(ui, sight);
                    PLACE.item(ui, sight);
                    SAVE.item(ui, sight);
                });
            }
            Part::Sample => {
                EXAMINE.primary(ui, sight);
                ui::menu_button(ui, t!("More for the list"), |ui| {
                    PRINT.item(ui, sight);
                    SAVE.item(ui, sight);
                });
            }
            Part::Audit => {
                PRINT.primary(ui, sight);
                ui::menu_button(ui, t!("More for the audit"), |ui| {
                    SAVE.item(ui, sight);
                });
            }
        });
    }

    fn bar(&mut self, ui: &mut Ui) {
        let mut at = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
        if segments(ui, &PARTS.map(Part::label), &mut at) {
            self.part = PARTS.get(at).copied().unwrap_or_default();
        }
        let Some(shown) = self.shown() else { return };
        let words: Vec<(Day, String)> = shown.years.iter().map(|(year, _)| (year.to, year.label())).collect();
        let options: Vec<(Day, &str)> = words.iter().map(|(to, label)| (*to, label.as_str())).collect();
        let mut to = shown.year.to;
        let (words, tone) = standing_words(shown.standing);
        if Choice::new(t!("Year"), &mut to, &options).bare().show(ui).changed() {
            self.chosen = Some(to);
            self.audit.forget();
        }
        ui::chip(ui, words, tone);
    }

    /// Opens the question of a command.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(shown) = self.shown() else { return };
        if key == CLOSE.key {
            match shown.standing {
                Standing::Next => self.ask = Some(Asking::new(What::close(shown))),
                standing => sight.notice(Tone::Warning, t!("This year cannot be closed now"), why_not(shown, standing)),
            }
        } else if key == REOPEN.key {
            match shown.standing {
                Standing::Closed(id) if shown.last == Some(shown.year) => {
                    self.ask = Some(Asking::new(What::Reopen { id, label: shown.year.label(), why: String::new() }));
                }
                Standing::Closed(_) => {
                    let last = shown.last.map(Year::label).unwrap_or_default();
                    let next = t!("The last year that is closed is {last}", last = last);
                    sight.notice(Tone::Warning, t!("Years are opened again the latest first"), next);
                }
                _ => sight.notice(Tone::Warning, t!("This year is not closed"), ""),
            }
        } else if key == NOTE.key {
            if matches!(shown.standing, Standing::Closed(_)) {
                return sight.notice(
                    Tone::Warning,
                    t!("A closed year’s statement stays as it is"),
                    t!("Open the year again first"),
                );
            }
            self.ask = What::note(shown).map(Asking::new);
        } else if key == PLACE.key {
            self.ask = What::place(shown).map(Asking::new);
        } else if key == EXAMINE.key {
            self.ask = Some(Asking::new(What::examine(shown.year)));
        }
    }

    fn sheet(&self) -> Option<(Sheet, &'static str)> {
        let shown = self.shown()?;
        Some(match self.part {
            Part::Closing | Part::Statement => {
                (super::report::statement_sheet(&shown.statement, YEAR), "accounts.xlsx")
            }
            Part::Sample | Part::Audit => return None,
        })
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if let Some((sheet, name)) = self.sheet() {
            return self.saving.ask(sight, sheet, name);
        }
        let Some(year) = self.year() else { return };
        if self.part == Part::Sample {
            let sheet = sight.desk.ask(move |conn| match store::sample_of(conn, year)? {
                Some(sample) => super::report::sample_sheet(conn, &sample, YEAR),
                None => Err(crate::kit::Problem::input(t!("No list was drawn for this year yet"))),
            });
            return self.saving.make(sheet, "examiner.xlsx");
        }
        let filter = self.audit.filter(year);
        let sheet = sight.desk.ask(move |conn| super::report::audit_sheet(conn, &filter, YEAR));
        self.saving.make(sheet, "audit.xlsx");
    }

    fn print(&mut self, sight: &Sight<'_>) {
        let Some(year) = self.year() else { return };
        let part = self.part;
        let name = match part {
            Part::Closing | Part::Statement => t!("Accounts {year}.pdf", year = year.label().replace('/', "-")),
            Part::Sample => t!("Examiner’s list {year}.pdf", year = year.label().replace('/', "-")),
            Part::Audit => t!("Audit {year}.pdf", year = year.label().replace('/', "-")),
        };
        self.paper.make(sight, &name, move |office| match part {
            Part::Closing | Part::Statement => super::printing::statement(office, year),
            Part::Sample => super::printing::sample(office, year),
            Part::Audit => super::printing::audit(office, year),
        });
    }
}

fn standing_words(standing: Standing) -> (&'static str, Tone) {
    match standing {
        Standing::Closed(_) => (t!("Closed"), Tone::Good),
        Standing::Next => (t!("To be closed"), Tone::Warning),
        Standing::Later => (t!("Over, not yet its turn"), Tone::Plain),
        Standing::Running => (t!("Running"), Tone::Accent),
    }
}

fn why_not(shown: &Shown, standing: Standing) -> String {
    match standing {
        Standing::Running => t!("It is not over before {day}", day = day::long(shown.year.to)),
        Standing::Later => match shown.first {
            Some(first) => t!("Years are closed in their order; the next one is {year}", year = first.label()),
            None => String::new(),
        },
        Standing::Closed(_) | Standing::Next => t!("It is closed already").to_owned(),
    }
}

impl Screen for YearEnd {
    fn logic(&mut self, sight: &Sight<'_>) {
        let asked: Vec<ClosingOf> = sight.subjects().iter().filter_map(|subject| subject.noun.closing).collect();
        self.shown.want_office(sight.desk, (self.chosen, sight.today()), move |office, (wanted, today)| {
            read(office, *wanted, *today, &asked)
        });
        if let Some(year) = self.year().filter(|_| self.part == Part::Audit) {
            self.audit.logic(sight, year);
        }
        if self.part == Part::Sample {
            let entry = self.shown.get().and_then(Option::as_ref).and_then(|shown| self.sample.entry(shown));
            self.sample.logic(sight, entry);
        }
        self.paper.logic(sight);
        self.saving.logic(sight);
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        if !self.shown.is_coming()
            && self.shown.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.shown.get().is_some_and(Option::is_none) {
            let body = t!("A year is closed once there are entries in it. Record what came in and what went out first");
            ui::empty_state(ui, icons::LOCK_KEY, t!("No year to close yet"), body, |ui| {
                crate::ledger::screen::RECORD.primary(ui, sight);
                crate::ledger::screen::BRING_IN.secondary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.bar(ui);
            });
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Self { part, shown, statement, sample, audit, ask, .. } = self;
        let Some(Some(shown)) = shown.get() else {
            let muted = look(ui).muted;
            Frame::new()
                .inner_margin(Margin::symmetric(24, 16))
                .show(ui, |ui| line(ui, t!("Looking…"), BODY.ink(muted)));
            return;
        };
        match part {
            Part::Closing => checklist::show(ui, sight, shown),
            Part::Statement => {
                if let Some(opens) = statement.ui(ui, sight, shown) {
                    audit.open(opens.0, opens.1);
                    *part = Part::Audit;
                }
            }
            Part::Sample => {
                if let Some(what) = sample.ui(ui, sight, shown) {
                    *ask = Some(Asking::new(what));
                }
            }
            Part::Audit => audit.ui(ui, sight, shown),
        }
        if self.ask.as_mut().is_some_and(|ask| !ask::show(ask, ui, sight)) {
            self.ask = None;
        }
    }

    /// `2025-12-31 statement`: a day of the year, and the part.
    fn go(&mut self, filter: &str) {
        for word in filter.split_whitespace() {
            if let Ok(on) = day::from_iso(word) {
                self.chosen = Some(on);
            }
            match word {
                "closing" => self.part = Part::Closing,
                "statement" => self.part = Part::Statement,
                "sample" => self.part = Part::Sample,
                "audit" => self.part = Part::Audit,
                _ => {}
            }
            if let Some(command) = COMMANDS.iter().find(|command| command.key == word && command.writes) {
                self.pending = Some(command.key);
            }
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == PRINT.key {
            self.print(sight);
        } else if key == SAVE.key {
            self.save(sight);
        } else {
            if key == EXAMINE.key {
                self.part = Part::Sample;
            } else if key == NOTE.key || key == PLACE.key {
                self.part = Part::Statement;
            } else {
                self.part = Part::Closing;
            }
            self.pending = COMMANDS.iter().find(|command| command.key == key).map(|command| command.key);
        }
    }
}
