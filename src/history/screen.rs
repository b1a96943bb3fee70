//! The list of steps with one of them open beside it.

use chrono::DateTime;
use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::model::{Filter, Touched};
use super::store;
use crate::app::{Live, Reply, Rows, Screen, ShellAct, Sight};
use crate::kit::{day, text};
use crate::office::history::Step;
use crate::office::{OpId, Undone};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{
    self, Answer, Button, Dialog, Field, SMALL, Search, Split, TITLE, Tone, checkbox, chip, icons, key_values, line,
    look,
};

pub(super) struct History {
    filter: Filter,
    rows: Rows<Step, Filter>,
    open: Option<Step>,
    touched: Live<Vec<Touched>, Option<OpId>>,
    table: TableState,
    split: Split,
    undoing: Option<Reply<Undone>>,
    /// A step whose undo is a void, and the reason as it is typed.
    reason: Option<(Step, String)>,
}

impl History {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            filter: Filter::default(),
            rows: Rows::new(&[]),
            open: None,
            touched: Live::new(&[]),
            table: TableState::default(),
            split: Split::default(),
            undoing: None,
            reason: None,
        })
    }

    fn undo(&mut self, sight: &Sight<'_>, step: &Step, reason: String) {
        let id = step.id;
        if let Some(op) = sight.op("office.undo") {
            self.undoing = Some(sight.desk.run(op, move |office| office.undo_op(id, &reason)));
        }
    }
}

impl Screen for History {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.rows.want(sight.desk, self.filter.clone(), store::count, store::page);
        let at = self.table.selection.cursor().or((self.rows.total() > 0).then_some(0));
        if let Some(step) = at.and_then(|at| self.rows.get(at))
            && self.open.as_ref() != Some(step)
        {
            self.open = Some(step.clone());
        }
        self.touched.want(sight.desk, self.open.as_ref().map(|s| s.id), |conn, op| match op {
            Some(op) => store::touched(conn, *op),
            None => Ok(Vec::new()),
        });
        if let Some(outcome) = self.undoing.as_mut().and_then(Reply::take) {
            self.undoing = None;
            match outcome {
                Ok(undone) if !undone.kept.is_empty() => {
                    let kept = text::plural(undone.kept.len(), t!("record was"), t!("records were"));
                    sight.notice(Tone::Warning, t!("{kept} changed since and stayed as they are", kept = kept), "");
                }
                Ok(_) => {}
                Err(problem) => sight.problem(problem),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let steps = text::plural(usize::try_from(self.rows.total()).unwrap_or(0), t!("step"), t!("steps"));
        sight.header(ui, &steps, |ui| {
            if Button::secondary(t!("Redo")).icon(icons::ARROW_U_UP_RIGHT).show(ui).clicked() {
                sight.shell(ShellAct::Redo);
            }
        });
        let mut split = self.split;
        let mut wants = None;
        let open = self.open.clone();
        let touched = self.touched.get().cloned().unwrap_or_default();
        split.show(ui, |ui| self.list(ui, sight), |ui| wants = pane(ui, sight, open.as_ref(), &touched));
        self.split = split;
        if let Some(step) = wants {
            if sight.undo_leaves(&step.kind).is_some() {
                self.reason = Some((step, String::new()));
            } else {
                self.undo(sight, &step, String::new());
            }
        }
        self.ask_reason(ui, sight);
    }

    fn go(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter.text);
        self.table.selection.clear();
    }
}

impl History {
    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let look = look(ui);
        ui.painter().rect_filled(ui.max_rect(), 0, look.surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                if Search::new(t!("Search the history"), &mut self.filter.text).width(260.0).show(ui).changed() {
                    self.table.selection.clear();
                }
                checkbox(ui, &mut self.filter.only_standing, t!("Without what was undone"));
            });
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let columns = [
            Column::new("at", t!("When"), 140.0).unsorted(),
            Column::new("what", t!("What was done"), 240.0).grows(1.0).least(160.0).unsorted(),
            Column::new("who", t!("Who"), 130.0).spare().unsorted(),
            Column::new("state", "", 90.0).unsorted(),
        ];
        let rows = &self.rows;
        let out = Table::new(t!("History"), &columns).rows(rows.total()).show(
            ui,
            &mut self.table,
            |at| rows.get(at),
            |step: &Step, column| match column {
                0 => Cell::Muted(moment(sight, &step.at).into()),
                1 if step.summary.is_empty() => Cell::Muted(t!("(blanked)").into()),
                1 => Cell::Text(step.summary.as_str().into()),
                2 => Cell::Text(step.who.as_str().into()),
                _ if step.undone => Cell::Chip(t!("Undone").into(), Tone::Plain),
                _ => Cell::Empty,
            },
        );
        self.rows.in_sight(out.visible);
    }

    fn ask_reason(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some((step, reason)) = &mut self.reason else { return };
        let missing = reason.trim().is_empty().then(|| t!("Say why first"));
        let answer = Dialog::new(t!("Undo this step?"), t!("Undo"))
            .body(&format!("{}. {}.", step.summary, sight.undo_leaves(&step.kind).unwrap_or_default()))
            .danger()
            .unless(missing)
            .show(ui, |ui| {
                Field::new(t!("Reason"), reason).show(ui);
            });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.reason = None,
            Answer::Confirmed => {
                if let Some((step, reason)) = self.reason.take() {
                    self.undo(sight, &step, reason);
                }
            }
        }
    }
}

/// The open step; answers it when it is to be undone.
fn pane(ui: &mut Ui, sight: &Sight<'_>, open: Option<&Step>, touched: &[Touched]) -> Option<Step> {
    let step = open?;
    let mut wants = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
    let says = sight.op(&step.kind).map_or(step.kind.as_str(), |op| op.says);
    ui.horizontal(|ui| {
        chip(ui, says, Tone::Plain);
        if step.undone {
            chip(ui, t!("Undone"), Tone::Warning);
        }
    });
    ui::paragraph(ui, if step.summary.is_empty() { t!("(blanked)") } else { &step.summary }, TITLE);
    let (at, id) = (moment(sight, &step.at), step.id.to_string());
    key_values(ui, &[(t!("When"), &at), (t!("Who"), &step.who), (t!("Step"), &id)]);
    if !touched.is_empty() {
        line(ui, t!("What it changed"), SMALL.medium().ink(look(ui).muted));
        let rows: Vec<(String, String)> = touched.iter().map(|t| (t.table.replace('_', " "), t.says())).collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        key_values(ui, &rows);
    }
    let why_not = match sight.undo_refused(&step.kind) {
        _ if step.undone => Some(t!("It is undone already").to_owned()),
        _ if sight.facts.read_only => Some(t!("This office is open read-only").to_owned()),
        Some(why) => Some(t!("It cannot be undone: {why}", why = why)),
        None => None,
    };
    if Button::secondary(t!("Undo this step"))
        .icon(icons::ARROW_U_UP_LEFT)
        .unless(why_not.as_deref())
        .show(ui)
        .clicked()
    {
        wants = Some(step.clone());
    }
    if let Some(why) = &why_not {
        ui::paragraph(ui, why, SMALL.ink(look(ui).muted));
    } else {
        ui::paragraph(ui, t!("Refused where something it wrote has been changed since"), SMALL.ink(look(ui).muted));
    }
    wants
}

/// `14 Nov 2026 19:42`, on the office's wall clock.
fn moment(sight: &Sight<'_>, at: &str) -> String {
    DateTime::parse_from_rfc3339(at).map_or_else(
        |_not_a_time| at.to_owned(),
        |at| {
            let at = sight.local(at.with_timezone(&chrono::Utc));
            format!("{} {}", day::short(at.date_naive()), at.format("%H:%M"))
        },
    )
}
