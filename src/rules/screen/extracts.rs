//! Extracts for the party's centre or the regulator: a form of the law's pack, the days, the rows, and saving them.

use egui::{Frame, Margin, Stroke, Ui};

use super::super::engine::Law;
use super::super::extract::Definition;
use super::super::{report, store};
use crate::app::{Live, Sight};
use crate::cli::{Sheet, Span};
use crate::kit::{Day, day};
use crate::ledger::screen::export::Saving;
use crate::ledger::screen::sheet;
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Button, Choice, DayField, SMALL, icons, line, look, paragraph};

type Asked = Option<(String, Day, Day)>;

/// See the head of this file.
pub(super) struct Extracts {
    laws: Live<Vec<Law>>,
    /// The id of the form.
    chosen: String,
    from: String,
    to: String,
    sheet: Live<Option<Sheet>, Asked>,
    table: TableState,
    saving: Saving,
}

impl Default for Extracts {
    fn default() -> Self {
        Self {
            laws: Live::new(&["office", "office_jurisdiction", "rule_value", "rule_own", "rule_election"]),
            chosen: String::new(),
            from: String::new(),
            to: String::new(),
            sheet: Live::new(&[]),
            table: TableState::default(),
            saving: Saving::default(),
        }
    }
}

impl Extracts {
    fn definitions(&self) -> impl Iterator<Item = &Definition> {
        let laws = self.laws.get().into_iter().flatten();
        laws.flat_map(|law| law.pack.extracts.iter().filter(|e| e.unit_types.contains(&law.unit)))
    }

    fn definition(&self) -> Option<&Definition> {
        self.definitions().find(|e| e.id == self.chosen)
    }

    /// The days of the form that was just chosen.
    fn usual(&mut self, sight: &Sight<'_>) {
        if let Some((from, to)) = self.definition().map(|d| report::usual_span(d, sight.today())) {
            (self.from, self.to) = (day::short(from), day::short(to));
        }
        self.table = TableState::default();
    }

    /// First and last day; nothing while one cannot be read.
    fn days(&self, sight: &Sight<'_>) -> Option<(Day, Day)> {
        let read = |text: &str| day::typed(text, sight.today(), sight.facts.profile.month_first).ok();
        let (from, to) = (read(&self.from)?, read(&self.to)?);
        (from <= to).then_some((from, to))
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        self.saving.logic(sight);
        self.laws.want(sight.desk, (), |conn, ()| store::laws(conn));
        let known = self.definition().is_some();
        let first = self.definitions().next().map(|e| e.id.clone());
        if let Some(first) = first.filter(|_| !known) {
            self.chosen = first;
            self.usual(sight);
        }
        let asked = self.definition().and(self.days(sight)).map(|(from, to)| (self.chosen.clone(), from, to));
        let today = sight.today();
        self.sheet.want(sight.desk, asked, move |conn, asked| {
            let Some((id, from, to)) = asked else { return Ok(None) };
            let laws = store::laws(conn)?;
            let mut all =
                laws.iter().flat_map(|law| law.pack.extracts.iter().filter(|e| e.unit_types.contains(&law.unit)));
            let span = Span { from: *from, to: *to, today };
            all.find(|e| e.id == *id).map(|definition| report::extract(conn, definition, &span)).transpose()
        });
    }

    fn sheet(&self) -> Option<&Sheet> {
        self.sheet.get().and_then(Option::as_ref)
    }

    pub(super) fn buttons(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = if self.sheet().is_none() { Some(t!("There is no extract to save")) } else { None };
        if Button::primary(t!("Save as…")).icon(icons::DOWNLOAD_SIMPLE).unless(why_not).show(ui).clicked()
            && let Some(sheet) = self.sheet().cloned()
        {
            let name = format!("{}.xlsx", self.chosen);
            self.saving.ask(sight, sheet, &name);
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.laws.get().is_some_and(Vec::is_empty) {
            super::no_law(ui);
            return;
        }
        if self.laws.get().is_some() && self.definition().is_none() {
            let body = t!("The law’s pack has no form for a unit like this one");
            ui::empty_state(ui, icons::EXPORT, t!("No extracts"), body, |_| {});
            return;
        }
        let look = look(ui);
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.bar(ui, sight);
            });
            if let Some(sheet) = self.sheet() {
                ui.add_space(8.0);
                paragraph(ui, &sheet.subtitle, BODY.ink(look.muted));
            }
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let Self { sheet: known, table, chosen, .. } = self;
        let Some(found) = known.get().and_then(Option::as_ref) else { return };
        // The last row is the total.
        if found.rows.len() <= 1 {
            let body = t!("Nothing that the form asks for falls between these days");
            ui::empty_state(ui, icons::EXPORT, t!("Nothing to report"), body, |_| {});
            return;
        }
        if let Some(opens) = sheet::show(ui, found, chosen, table, *sight.currency()) {
            sight.go(opens.screen, &opens.filter);
        }
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let options: Vec<(String, String)> = self.definitions().map(|e| (e.id.clone(), e.title.clone())).collect();
        let options: Vec<(String, &str)> = options.iter().map(|(id, title)| (id.clone(), title.as_str())).collect();
        if Choice::new(t!("Form"), &mut self.chosen, &options).bare().width(300.0).show(ui).changed() {
            self.usual(sight);
        }
        let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
        DayField::new(t!("From day"), &mut self.from, today).month_first(month_first).bare().width(136.0).show(ui);
        DayField::new(t!("To day"), &mut self.to, today).month_first(month_first).bare().width(136.0).show(ui);
        if self.days(sight).is_none() {
            let ink = look(ui).danger;
            line(ui, t!("Write both days, the first one first"), SMALL.ink(ink));
        }
    }
}
