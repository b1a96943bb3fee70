//! Donors: those of a year beside those of the year before, and who of them gave again.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::super::model::{Donor, DonorYears, Retention};
use super::super::store;
use super::parts::{FOOT, foot};
use super::shown::Shown;
use super::{APPEALS, ASK_DONORS, ENTRIES, PEOPLE, SAVE_DONORS};
use crate::app::{Live, Screen, Sight};
use crate::cli::{Cell as Out, Sheet, SheetColumn, SheetRow, Width};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day, text};
use crate::ledger::screen::export::Saving;
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Search, Tone, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &["entry", "person"];
/// How many years can be chosen.
const YEARS: usize = 6;

/// Which donors the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    /// Gave in the year.
    Gave,
    /// Gave in the year before.
    Before,
    Only(Donor),
}

struct Everything {
    stamp: (u64, Day),
    donors: Vec<DonorYears>,
    figures: Retention,
}

/// See the head of this file.
pub(in crate::fundraising) struct Donors {
    text: String,
    which: Which,
    /// A day of the year that is looked at; none for this year.
    on: Option<Day>,
    all: Live<Everything, Day>,
    shown: Shown<(String, Which, Option<Day>)>,
    saving: Saving,
}

fn tone(state: Donor) -> Tone {
    match state {
        Donor::Lapsed => Tone::Warning,
        Donor::Kept => Tone::Good,
        Donor::Back | Donor::New => Tone::Accent,
    }
}

impl Donors {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            which: Which::default(),
            on: None,
            all: Live::new(TABLES),
            shown: Shown::default(),
            saving: Saving::default(),
        })
    }

    fn donors(&self) -> &[DonorYears] {
        self.all.get().map_or(&[][..], |all| &all.donors)
    }

    /// Whether this year is looked at: only its donors can be asked.
    fn is_now(&self, sight: &Sight<'_>) -> bool {
        let year_of = |day: Day| sight.facts.profile.year_of(day);
        self.on.is_none_or(|on| year_of(on) == year_of(sight.today()))
    }

    fn arrange(&mut self) {
        let Some(all) = self.all.get() else { return };
        let words = fold(&self.text);
        let filters = (self.text.clone(), self.which, Some(all.stamp.1));
        self.shown.arrange(all.stamp.0, &all.donors, &filters, |donor| {
            let name = fold(&donor.name);
            words.split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
                && match self.which {
                    Which::All => true,
                    Which::Gave => donor.state != Donor::Lapsed,
                    Which::Before => matches!(donor.state, Donor::Lapsed | Donor::Kept),
                    Which::Only(state) => donor.state == state,
                }
        });
    }

    fn sheet(&self) -> Sheet {
        let column = |name: &str, width| SheetColumn { name: name.to_owned(), width };
        let rows = self.shown.rows(self.donors()).map(|donor| SheetRow {
            cells: vec![
                Out::Text(donor.name.clone()),
                Out::Text(donor.state.label().to_owned()),
                Out::Money(donor.before),
                Out::Money(donor.now),
                Out::Day(donor.last),
            ],
            strong: false,
            opens: None,
        });
        Sheet {
            title: t!("Donors").to_owned(),
            subtitle: String::new(),
            columns: vec![
                column(t!("Donor"), Width::Text),
                column(t!("State"), Width::Short),
                column(t!("Year before"), Width::Money),
                column(t!("This year"), Width::Money),
                column(t!("Last donation"), Width::Day),
            ],
            rows: rows.collect(),
        }
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let subtitle = match self.all.get().map(|all| all.figures) {
            Some(Retention { before, kept, .. }) if before > 0 => t!(
                "{kept} of {before} donors of the year before gave again ({share} %)",
                kept = text::count(kept),
                before = text::count(before),
                share = kept * 100 / before
            ),
            _ => String::new(),
        };
        sight.header(ui, &subtitle, |ui| {
            ASK_DONORS.primary(ui, sight);
            ui::menu_button(ui, t!("More for donors"), |ui| {
                SAVE_DONORS.item(ui, sight);
                if ui::menu_item(ui, Some(icons::CHART_BAR), t!("Year by year"), None, true).clicked() {
                    sight.go("money.reports", "retention");
                }
            });
        });
    }

    fn filters(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let wide = (ui.available_width() - 420.0).clamp(150.0, 240.0);
        Search::new(t!("Search donors"), &mut self.text).width(wide).show(ui);
        let (profile, today) = (&sight.facts.profile, sight.today());
        let mut years = vec![profile.year_of(today)];
        while years.len() < YEARS {
            let Some(before) = years.last().and_then(|year| year.0.pred_opt()) else { break };
            years.push(profile.year_of(before));
        }
        let words: Vec<String> = years.iter().map(|(from, to)| day::year_words(*from, *to)).collect();
        let mut options: Vec<(Day, &str)> =
            years.iter().zip(&words).map(|(year, words)| (year.1, words.as_str())).collect();
        let mut year = profile.year_of(self.on.unwrap_or(today)).1;
        let own = day::year_words(profile.year_of(year).0, year);
        if options.iter().all(|(to, _)| *to != year) {
            options.push((year, &own));
        }
        if Choice::new(t!("Year"), &mut year, &options).bare().show(ui).changed() {
            self.on = Some(year);
        }
        let mut which =
            vec![(Which::All, t!("All of both years")), (Which::Gave, t!("Gave")), (Which::Before, t!("Gave before"))];
        which.extend(Donor::ALL.map(|state| (Which::Only(state), state.label())));
        Choice::new(t!("Which donors"), &mut self.which, &which).bare().show(ui);
        if ui.available_width() > 90.0 {
            let shown = t!("{count} shown", count = text::count(self.shown.len()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
        }
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let currency = *sight.currency();
        let columns = [
            Column::new("name", t!("Donor"), 200.0).grows(1.0).least(140.0).unsorted(),
            Column::new("before", t!("Year before"), 110.0).figures().unsorted(),
            Column::new("now", t!("This year"), 110.0).figures().unsorted(),
            Column::new("last", t!("Last donation"), 110.0).unsorted().spare(),
            Column::new("state", t!("State"), 130.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let donors = all.get().map_or(&[][..], |all| &all.donors);
        let mut state = std::mem::take(&mut shown.table);
        let figures = |sum: Money| if sum.is_zero() { String::new() } else { currency.figures(sum) };
        let out = Table::new(t!("Donors"), &columns).rows(rows).many().show(
            ui,
            &mut state,
            |at| shown.row(donors, at),
            |row: &DonorYears, column| match column {
                0 => Cell::Link(row.name.as_str().into()),
                1 => Cell::Text(figures(row.before).into()),
                2 => Cell::Text(figures(row.now).into()),
                3 => Cell::Muted(day::short(row.last).into()),
                _ => Cell::Chip(row.state.label().into(), tone(row.state)),
            },
        );
        shown.table = state;
        let at = out.link.map(|(at, _)| at).or(out.opened);
        if let Some(donor) = at.and_then(|at| self.shown.row(self.donors(), at)) {
            sight.go(PEOPLE, donor.person.to_string());
        }
    }
}

impl Screen for Donors {
    fn logic(&mut self, sight: &Sight<'_>) {
        let on = self.on.unwrap_or(sight.today());
        let stamp = (sight.desk.revision(TABLES), on);
        self.all.want(sight.desk, on, move |conn, on| {
            let donors = store::donors(conn, *on)?;
            Ok(Everything { stamp, figures: Retention::of(&donors), donors })
        });
        self.arrange();
        self.saving.logic(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| self.filters(ui, sight));
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        if self.all.get().is_none() {
            return;
        }
        if self.donors().is_empty() {
            let body = t!("Nobody gave in the year or in the one before. Donations come from the ledger.");
            ui::empty_state(ui, icons::HAND_HEART, t!("No donors in these years"), body, |ui| {
                if Button::primary(t!("See the entries")).show(ui).clicked() {
                    sight.go(ENTRIES, "kind:donation");
                }
            });
            return;
        }
        if self.shown.is_empty() {
            let mut reset = false;
            let body = t!("No donor has all of what the search and the choices above ask for");
            ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("No donors like this"), body, |ui| {
                reset = Button::secondary(t!("Show all donors")).show(ui).clicked();
            });
            if reset {
                (self.text, self.which) = (String::new(), Which::All);
            }
            return;
        }
        let rest = ui.available_rect_before_wrap();
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - FOOT)));
        self.table(&mut inner, sight);
        let shown = || self.shown.rows(self.donors());
        let pairs = [
            (t!("Year before"), shown().map(|donor| donor.before).sum::<Money>()),
            (t!("This year"), shown().map(|donor| donor.now).sum()),
        ];
        foot(ui, sight, &pairs, self.shown.table.selection.count(), rest.with_min_y(rest.bottom() - FOOT));
    }

    /// `2026-12-31 lapsed`: a day of the year, and which of its donors.
    fn go(&mut self, filter: &str) {
        (self.text, self.which, self.on) = (String::new(), Which::All, None);
        for word in filter.split_whitespace() {
            if let Ok(on) = day::from_iso(word) {
                self.on = Some(on);
            } else if let Some(state) = Donor::of(word) {
                self.which = Which::Only(state);
            } else if word == "gave" {
                self.which = Which::Gave;
            } else if word == "before" {
                self.which = Which::Before;
            } else {
                self.text = [self.text.as_str(), word].join(" ").trim().to_owned();
            }
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ASK_DONORS.key {
            // Several that are selected, else all that the list shows.
            let several = self.shown.table.selection.count() > 1;
            let ids = |all: &mut dyn Iterator<Item = &DonorYears>| {
                let ids: Vec<String> = all.map(|donor| donor.person.to_string()).collect();
                format!("ask people:{}", ids.join(","))
            };
            let plainly = self.which == Which::Only(Donor::Lapsed) && self.text.is_empty() && self.is_now(sight);
            let filter = match (several, plainly) {
                (true, _) => ids(&mut self.shown.selected(self.donors())),
                (false, true) => "ask lapsed".to_owned(),
                (false, false) => ids(&mut self.shown.rows(self.donors())),
            };
            sight.go(APPEALS, filter);
        } else if key == SAVE_DONORS.key {
            self.saving.ask(sight, self.sheet(), "donors.xlsx");
        }
    }
}
