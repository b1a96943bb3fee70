//! Who gets a letter or a label, in post order, and who does not and why.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{Left, PersonId, Plan, To};
use super::PEOPLE;
use crate::app::Sight;
use crate::kit::text;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Link, icons, look, segments};

/// Which of the two lists is shown, and where each stands.
#[derive(Default)]
pub struct Recipients {
    /// 0: who gets one; 1: who does not.
    pub shows: usize,
    pub tables: [TableState; 2],
}

impl Recipients {
    /// The one that the cursor is on among those who get one; the first where it is on none.
    pub fn current<'p>(&self, plan: &'p Plan) -> Option<&'p To> {
        let at = self.tables.first()?.selection.cursor().and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| plan.to.get(at)).or_else(|| plan.to.first())
    }

    /// Other people are meant: the lists begin at their top.
    pub fn began_anew(&mut self) {
        for table in &mut self.tables {
            table.other_rows();
        }
    }

    /// Draws the lists below a row of tools. `none` says what to do where nobody gets one.
    pub fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>, plan: &Plan, tools: impl FnOnce(&mut Ui), none: &str) {
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal_wrapped(tools);
            let (gets, not) = (
                t!("Gets one: {count}", count = text::count(plan.to.len())),
                t!("Left out: {count}", count = text::count(plan.left_out.len() + plan.unknown.len())),
            );
            segments(ui, &[&gets, &not], &mut self.shows);
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let [first, second] = &mut self.tables;
        let opened = if self.shows == 0 {
            if plan.to.is_empty() {
                let mut switch = false;
                ui::empty_state(ui, icons::ENVELOPE_SIMPLE, t!("Nobody to write to"), none, |ui| {
                    let out = plan.left_out.len() + plan.unknown.len();
                    if out > 0 && Button::secondary(t!("See who is left out")).show(ui).clicked() {
                        switch = true;
                    }
                    if Button::secondary(t!("See the register")).show(ui).clicked() {
                        sight.go(PEOPLE, "");
                    }
                });
                if switch {
                    self.shows = 1;
                }
                return;
            }
            // What the pane says is of the one that is marked.
            if first.selection.cursor().is_none() {
                first.selection.set(0);
            }
            gets(ui, plan, first)
        } else {
            if plan.left_out.is_empty() && plan.unknown.is_empty() {
                let body = t!("Everybody who was asked for gets one.");
                ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nobody is left out"), body, |_| {});
                return;
            }
            left_out(ui, plan, second)
        };
        if let Some(person) = opened {
            sight.go(PEOPLE, person.to_string());
        }
    }
}

fn gets(ui: &mut Ui, plan: &Plan, table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 190.0).grows(1.0).least(130.0).unsorted(),
        Column::new("address", t!("Address"), 260.0).grows(2.0).least(140.0).unsorted(),
    ];
    let all = &plan.to;
    let rows = u64::try_from(all.len()).unwrap_or(0);
    let out = Table::new(t!("Who gets one"), &columns).rows(rows).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |to: &To, column| match column {
            0 => Cell::Strong(to.name.as_str().into()),
            _ => Cell::Muted(to.lines.join(", ").into()),
        },
    );
    let opened = out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at))?;
    opened.people.first().copied()
}

/// One line of the list of those left out: a person, or a line of a pasted list that is nobody.
enum Out<'p> {
    Person(&'p Left),
    Line(&'p (String, String)),
}

fn left_out(ui: &mut Ui, plan: &Plan, table: &mut TableState) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 190.0).grows(1.0).least(130.0).unsorted(),
        Column::new("why", t!("Why not"), 240.0).grows(1.0).least(140.0).unsorted(),
    ];
    let people = plan.left_out.iter().map(Out::Person);
    let all: Vec<Out<'_>> = plan.unknown.iter().map(Out::Line).chain(people).collect();
    let rows = u64::try_from(all.len()).unwrap_or(0);
    let out = Table::new(t!("Who is left out"), &columns).rows(rows).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |out: &Out<'_>, column| match (out, column) {
            (Out::Person(left), 0) => Cell::Strong(left.name.clone().into()),
            (Out::Person(left), _) => Cell::Text(left.why.says().into()),
            (Out::Line((line, _)), 0) => Cell::Muted(line.clone().into()),
            (Out::Line((_, why)), _) => Cell::Text(why.clone().into()),
        },
    );
    match out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at))? {
        Out::Person(left) => Some(left.person),
        Out::Line(_) => None,
    }
}

/// Who is left out by reason, in a pane; answers whether the list of them is wanted.
pub fn reasons(ui: &mut Ui, reasons: &[(String, usize)]) -> bool {
    let mut wanted = false;
    ui::section(ui, t!("Who is left out, and why"));
    if reasons.is_empty() {
        ui::paragraph(ui, t!("Nobody."), BODY.ink(look(ui).muted));
    }
    for (says, count) in reasons {
        let row = ui.horizontal(|ui| {
            ui::line(ui, &text::count(*count), BODY);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let link = Link::new(t!("Show")).show(ui);
                let name = t!("Show: {reason}", reason = says);
                link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
                wanted |= link.clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| ui::line(ui, says, BODY));
            });
        });
        let rect = row.response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom() + 5.0, Stroke::new(1.0, look(ui).line));
    }
    wanted
}
