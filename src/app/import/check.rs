//! What an import does, row by row, before it is done and after.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::{Fate, Kind, Line, More, Outcome};
use crate::kit::{Currency, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, SMALL, Tone, line, look};

impl Fate {
    const ALL: [Self; 6] = [Self::Added, Self::Flagged, Self::Updated, Self::Skipped, Self::Open, Self::Refused];

    fn says(self) -> (&'static str, Tone) {
        match self {
            Self::Added => (t!("New"), Tone::Good),
            Self::Flagged => (t!("To look at"), Tone::Warning),
            Self::Updated => (t!("Updated"), Tone::Accent),
            Self::Skipped => (t!("Left out"), Tone::Plain),
            Self::Open => (t!("To decide"), Tone::Warning),
            Self::Refused => (t!("Refused"), Tone::Danger),
        }
    }

    /// Whether rows of this fate are listed under another one's name.
    fn is_among(self, listed: Self) -> bool {
        self == listed || (self == Self::Flagged && listed == Self::Added)
    }
}

/// The outcome on screen.
pub struct Shown {
    pub outcome: Outcome,
    more: &'static [More],
    /// What can become of a row in this kind of list.
    fates: Vec<Fate>,
    brings_people: bool,
    /// Which rows are listed: 0 for all, else one of `fates`.
    tab: usize,
    /// The lines that are listed, by their place.
    listed: Vec<u32>,
    table: TableState,
}

impl Shown {
    /// What has to be decided, else the problems, are shown first where there are any.
    pub fn new<O>(outcome: Outcome, kind: &Kind<O>) -> Self {
        let flags = outcome.lines.iter().any(|line| line.fate == Fate::Flagged);
        let happens = |fate: &Fate| match fate {
            Fate::Updated => kind.updates,
            Fate::Flagged => flags,
            Fate::Open => outcome.report.ambiguous > 0,
            _ => true,
        };
        let fates: Vec<Fate> = Fate::ALL.into_iter().filter(happens).collect();
        let report = &outcome.report;
        let first = match (report.ambiguous, report.refused) {
            (0, 0) => None,
            (0, _) => Some(Fate::Refused),
            _ => Some(Fate::Open),
        };
        let tab = fates.iter().position(|fate| Some(*fate) == first).map_or(0, |at| at + 1);
        let (more, brings_people) = (kind.more, kind.brings_people);
        let mut shown =
            Self { outcome, more, fates, brings_people, tab, listed: Vec::new(), table: TableState::default() };
        shown.list();
        shown
    }

    fn list(&mut self) {
        let wanted = self.tab.checked_sub(1).and_then(|at| self.fates.get(at)).copied();
        let lines = self.outcome.lines.iter().zip(0_u32..);
        self.listed =
            lines.filter(|(line, _)| wanted.is_none_or(|fate| line.fate.is_among(fate))).map(|(_, at)| at).collect();
        self.table.other_rows();
    }

    fn count(&self, fate: Fate) -> usize {
        let report = &self.outcome.report;
        match fate {
            Fate::Added => report.added,
            Fate::Flagged => self.outcome.lines.iter().filter(|line| line.fate == Fate::Flagged).count(),
            Fate::Updated => report.updated,
            Fate::Skipped => report.skipped,
            Fate::Open => report.ambiguous,
            Fate::Refused => report.refused - report.ambiguous,
        }
    }

    /// The figures, and that they add up; a click on one lists its rows.
    pub fn summary(&mut self, ui: &mut Ui, currency: &Currency) {
        let report = &self.outcome.report;
        let figures: Vec<(usize, &str, usize, Option<Tone>)> = std::iter::once((0, t!("Rows read"), report.read, None))
            .chain(self.fates.iter().enumerate().map(|(at, fate)| {
                let (words, tone) = fate.says();
                let count = self.count(*fate);
                (at + 1, words, count, Some(if count == 0 { Tone::Plain } else { tone }))
            }))
            .collect();
        let total =
            report.total.as_deref().and_then(|total| currency.parse(total, None).ok()).map(|t| currency.show(t));
        let new_people = self.brings_people.then(|| text::count(report.people_added));
        let ties = report.ties_out();
        let mut picked = None;
        ui::summary_strip(ui, |ui| {
            for (tab, words, count, tone) in figures {
                if ui::stat(ui, words, &text::count(count), tone).clicked() {
                    picked = Some(tab);
                }
                if tab == 0 {
                    ui.separator();
                }
            }
            if total.is_some() || new_people.is_some() {
                ui.separator();
            }
            if let Some(total) = &total {
                ui::stat(ui, t!("Together"), total, None);
            }
            if let Some(count) = &new_people {
                ui::stat(ui, t!("New people"), count, None);
            }
            if ties && ui.available_width() > 190.0 {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui::chip(ui, t!("Every row accounted for"), Tone::Good);
                });
            }
        });
        if let Some(tab) = picked {
            self.tab = tab;
            self.list();
        }
        self.remarks(ui);
    }

    /// What the figures do not say: money given back, rows that name nobody, columns that go nowhere.
    fn remarks(&self, ui: &mut Ui) {
        let report = &self.outcome.report;
        let mut parts = Vec::new();
        for (count, one, many) in [
            (report.refunds, t!("refund"), t!("refunds")),
            (report.anonymous, t!("row names nobody"), t!("rows name nobody")),
        ] {
            if count > 0 {
                parts.push(text::plural(count, one, many));
            }
        }
        let unused = &report.unused_columns;
        if !unused.is_empty() {
            let count = text::plural(unused.len(), t!("column is not used"), t!("columns are not used"));
            parts.push(t!("{count}: {list}", count = count, list = unused.join(", ")));
        }
        if !parts.is_empty() {
            ui.add_space(8.0);
            line(ui, &parts.join(" · "), SMALL.ink(look(ui).muted)).on_hover_text(unused.join("\n"));
        }
    }

    /// The rows, with a choice of which.
    pub fn rows(&mut self, ui: &mut Ui) {
        let look = look(ui);
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look.surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut tab = self.tab;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let words: Vec<&str> =
                    std::iter::once(t!("All")).chain(self.fates.iter().map(|fate| fate.says().0)).collect();
                ui::segments(ui, &words, &mut tab);
                if ui.available_width() > 120.0 {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let shown = t!("{count} shown", count = text::count(self.listed.len()));
                        line(ui, &shown, BODY.ink(look.muted));
                    });
                }
            });
        });
        if tab != self.tab {
            self.tab = tab;
            self.list();
        }
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        const MORE: [&str; 4] = ["more 1", "more 2", "more 3", "more 4"];
        let mut columns = vec![
            Column::new("row", t!("Row"), 64.0).figures().unsorted(),
            Column::new("title", t!("Who or what"), 220.0).grows(1.0).least(140.0).unsorted(),
        ];
        // Of refused rows nothing was read: the reasons have the room.
        let refused = self.tab.checked_sub(1).and_then(|at| self.fates.get(at)) == Some(&Fate::Refused);
        let more = if refused { &[] } else { self.more };
        columns.extend(more.iter().zip(MORE).map(|(more, key)| {
            let column = Column::new(key, (more.title)(), more.width).unsorted();
            if more.figures { column.figures() } else { column }
        }));
        columns.push(Column::new("fate", t!("What happens"), 96.0).unsorted());
        columns.push(Column::new("why", t!("Why"), 320.0).grows(3.0).least(140.0).unsorted());
        let middle = 2 + more.len().min(MORE.len());
        let Self { outcome, listed, table, .. } = self;
        let get = |at: u64| -> Option<&Line> {
            let place = listed.get(usize::try_from(at).ok()?)?;
            outcome.lines.get(usize::try_from(*place).ok()?)
        };
        Table::new(t!("Rows of the list"), &columns).rows(listed.len() as u64).many().show(
            ui,
            table,
            get,
            |row, column| match column {
                0 => Cell::Muted(text::count(row.row).into()),
                1 => Cell::Strong((&*row.title).into()),
                at if at < middle => row.more.get(at - 2).map_or(Cell::Empty, |words| Cell::Text((&**words).into())),
                at if at == middle => {
                    let (words, tone) = row.fate.says();
                    Cell::Chip(words.into(), tone)
                }
                _ => Cell::Text(row.why.as_ref().into()),
            },
        );
    }
}
