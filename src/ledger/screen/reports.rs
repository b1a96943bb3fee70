//! Reports of all subjects: one is chosen with its days, and each of its figures opens the rows behind it.

use egui::{Frame, Margin, Stroke, Ui};

use super::REPORTS;
use super::export::Saving;
use super::sheet;
use crate::app::{Live, Screen, Sight, Subject};
use crate::cli::{Report, Sheet, Span};
use crate::kit::{Day, day};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Button, Choice, DayField, SMALL, icons, line, look};

/// Which days a report covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Period {
    #[default]
    ThisYear,
    LastYear,
    ThisMonth,
    LastMonth,
    Own,
}

/// The screen.
#[derive(Default)]
pub struct Reports {
    chosen: usize,
    /// The report that was asked for by its name.
    named: Option<String>,
    period: Period,
    from: String,
    to: String,
    sheet: Option<Live<Sheet, (usize, Day, Day)>>,
    table: TableState,
    saving: Saving,
}

/// The reports of all subjects, those of money first.
fn all(subjects: &[&Subject]) -> Vec<Report> {
    let (own, others): (Vec<&Subject>, Vec<&Subject>) = subjects.iter().partition(|s| s.key == super::MONEY.key);
    own.into_iter().chain(others).flat_map(|s| s.noun.reports).copied().collect()
}

impl Reports {
    /// The screen as it is when it is first gone to.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    /// First and last day; nothing while a typed one cannot be read.
    fn days(&self, sight: &Sight<'_>) -> Option<(Day, Day)> {
        use chrono::{Datelike as _, Months};
        let (profile, today) = (&sight.facts.profile, sight.today());
        let (first, last) = profile.year_of(today);
        let month = |first: Day| Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?));
        let this_month = Day::from_ymd_opt(today.year(), today.month(), 1)?;
        match self.period {
            Period::ThisYear => Some((first, last)),
            Period::LastYear => Some(profile.year_of(first.pred_opt()?)),
            Period::ThisMonth => month(this_month),
            Period::LastMonth => month(this_month.checked_sub_months(Months::new(1))?),
            Period::Own => {
                let read = |text: &str| day::typed(text, today, profile.month_first).ok();
                let (from, to) = (read(&self.from)?, read(&self.to)?);
                (from <= to).then_some((from, to))
            }
        }
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>, reports: &[Report]) {
        let options: Vec<(usize, &str)> = reports.iter().enumerate().map(|(at, r)| (at, r.says)).collect();
        if Choice::new(t!("Report"), &mut self.chosen, &options).bare().width(220.0).show(ui).changed() {
            self.table = TableState::default();
        }
        let options = [
            (Period::ThisYear, t!("This year")),
            (Period::LastYear, t!("Last year")),
            (Period::ThisMonth, t!("This month")),
            (Period::LastMonth, t!("Last month")),
            (Period::Own, t!("From a day to a day")),
        ];
        let before = self.days(sight);
        let changed = Choice::new(t!("Period"), &mut self.period, &options).bare().show(ui).changed();
        if changed
            && self.period == Period::Own
            && let Some((from, to)) = before
        {
            (self.from, self.to) = (day::short(from), day::short(to));
        }
        if self.period == Period::Own {
            let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
            DayField::new(t!("From day"), &mut self.from, today).month_first(month_first).bare().width(136.0).show(ui);
            DayField::new(t!("To day"), &mut self.to, today).month_first(month_first).bare().width(136.0).show(ui);
            if self.days(sight).is_none() {
                let ink = look(ui).danger;
                line(ui, t!("Write both days, the first one first"), SMALL.ink(ink));
            }
        }
    }

    fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref().and_then(Live::get)
    }
}

impl Screen for Reports {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.saving.logic(sight);
        let reports = all(sight.subjects());
        if let Some(at) = self.named.take().and_then(|name| reports.iter().position(|report| report.name == name)) {
            self.chosen = at;
            self.table = TableState::default();
        }
        let (Some(report), Some((from, to))) = (reports.get(self.chosen).copied(), self.days(sight)) else { return };
        let today = sight.today();
        let live = self.sheet.get_or_insert_with(|| Live::new(&[]));
        live.want(sight.desk, (self.chosen, from, to), move |conn, (_, from, to)| {
            (report.sheet)(conn, &Span { from: *from, to: *to, today })
        });
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let reports = all(sight.subjects());
        let report = reports.get(self.chosen).copied();
        let mut save = false;
        let ready = if self.sheet().is_none() { Some(t!("The report is being made")) } else { None };
        sight.header(ui, report.map_or("", |r| r.about), |ui| {
            save = Button::primary(t!("Save as…")).icon(icons::DOWNLOAD_SIMPLE).unless(ready).show(ui).clicked();
        });
        let look = look(ui);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look.surface);
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.bar(ui, sight, &reports);
            });
            if let Some(sheet) = self.sheet() {
                ui.add_space(8.0);
                line(ui, &sheet.subtitle, BODY.ink(look.muted));
            }
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let Some(sheet) = self.sheet.as_ref().and_then(Live::get).cloned() else { return };
        if save {
            let name = format!("{}.xlsx", report.map_or("report", |r| r.name));
            self.saving.ask(sight, sheet.clone(), &name);
        }
        if sheet.rows.is_empty() {
            let body = t!("Nothing that was recorded falls between these days");
            ui::empty_state(ui, icons::CHART_BAR, t!("Nothing to report"), body, |ui| {
                if Button::primary(t!("Show last year")).show(ui).clicked() {
                    self.period = Period::LastYear;
                }
                super::RECORD.secondary(ui, sight);
            });
            return;
        }
        let name = report.map_or("", |r| r.name);
        if let Some(opens) = sheet::show(ui, &sheet, name, &mut self.table, *sight.currency()) {
            sight.go(opens.screen, &opens.filter);
        }
    }

    fn go(&mut self, filter: &str) {
        match filter.parse() {
            Ok(at) => self.chosen = at,
            // A name waits until it is known which reports there are.
            Err(_a_name) if !filter.is_empty() => self.named = Some(filter.to_owned()),
            Err(_nothing) => {}
        }
    }

    fn command(&mut self, _key: &str, sight: &Sight<'_>) {
        sight.go(REPORTS, "");
    }
}
