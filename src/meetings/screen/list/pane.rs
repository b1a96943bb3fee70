//! One meeting in the pane: its notice, its agenda, what came of it.

use egui::{Align, Layout, Ui, vec2};

use super::super::super::model::{Item, MeetingState, Record, clock};
use super::super::super::ops;
use super::super::ask::What;
use super::super::parts::read_only;
use super::super::{AGENDA, DECISIONS, ENTER, MINUTES, NOTICE, TASKS};
use super::state_chip;
use crate::app::Sight;
use crate::kit::day;
use crate::t;
use crate::ui::{self, BODY, Link, SMALL, Tone, icons, line, look};

/// A meeting with its notice, its agenda and what came of it.
pub(super) fn shown(ui: &mut Ui, sight: &Sight<'_>, record: &Record, asked: &mut Option<What>) {
    let meeting = &record.meeting;
    let muted = look(ui).muted;
    ui::section(ui, &meeting.name());
    ui.add_space(-8.0);
    let when = format!("{} · {}", day::long(meeting.new.day), meeting.where_and_when());
    ui::paragraph(ui, when.trim_end_matches(" · "), SMALL.ink(muted));
    ui.horizontal_wrapped(|ui| {
        let (words, tone) = state_chip(meeting, record.minutes.as_ref().map(|m| m.state));
        ui::chip(ui, &words, tone);
        if meeting.state() == MeetingState::Closed {
            if Link::new(t!("Minutes")).small().show(ui).clicked() {
                sight.go(MINUTES, meeting.id.to_string());
            }
        } else if meeting.cancelled.is_none() {
            ENTER.secondary(ui, sight);
        }
    });
    if matches!(meeting.state(), MeetingState::Planned | MeetingState::Open) || meeting.notice.is_some() {
        let rule = record.body.new.notice;
        let short = meeting.notice.is_some_and(|sent| !rule.is_enough(sent, meeting.new.day));
        let late = meeting.notice.is_none() && rule.days > 0 && rule.last_day(meeting.new.day) < sight.today();
        let words = rule.verdict(meeting.notice, meeting.new.day);
        let ink = if short || late { look(ui).danger } else { look(ui).text };
        ui.horizontal_top(|ui| {
            ui.set_max_width(ui.available_width());
            ui::paragraph(ui, &words, BODY.ink(ink));
        });
        if meeting.notice.is_none() && rule.days > 0 {
            NOTICE.secondary(ui, sight);
        }
    }
    if let Some(earlier) = &record.to_approve {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            line(ui, t!("To be approved:"), SMALL.ink(muted));
            if Link::new(&t!("minutes of {day}", day = day::short(earlier.new.day))).small().show(ui).clicked() {
                sight.go(MINUTES, earlier.id.to_string());
            }
        });
    }
    ui.horizontal(|ui| {
        ui::section(ui, t!("Agenda"));
        if meeting.state() != MeetingState::Closed {
            let start = meeting.new.starts.unwrap_or(0);
            if meeting.new.starts.is_some() && meeting.opened.is_none() {
                let ends = clock(record.predicted_end(start));
                line(ui, &t!("should end at {time}", time = ends), SMALL.ink(muted));
            }
        }
    });
    agenda(ui, sight, record, asked);
    for (title, all) in [(t!("Actions"), &record.actions), (t!("Open from earlier meetings"), &record.arising)] {
        if all.is_empty() {
            continue;
        }
        ui::section(ui, title);
        for (at, action) in all.iter().enumerate() {
            ui.push_id((title, at), |ui| task(ui, sight, &action.task));
        }
    }
    if !record.decisions.is_empty() {
        ui::section(ui, t!("Decisions"));
        for (at, decision) in record.decisions.iter().enumerate() {
            ui.push_id(("decision", at), |ui| {
                ui.horizontal_top(|ui| {
                    if Link::new(&decision.number).show(ui).clicked() {
                        sight.go(DECISIONS, decision.id.to_string());
                    }
                    ui::paragraph(ui, &decision.text, BODY);
                });
            });
        }
    }
}

/// A task in one line that opens it.
pub(in crate::meetings::screen) fn task(ui: &mut Ui, sight: &Sight<'_>, task: &crate::tasks::model::Task) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            if Link::new(&task.new.text).show(ui).clicked() {
                sight.go(TASKS, task.id.to_string());
            }
            if task.done.is_some() {
                ui::chip(ui, t!("Done"), Tone::Good);
            }
        });
        let owner = if task.owner.is_empty() { t!("Nobody yet").to_owned() } else { task.owner.clone() };
        let due = task.due_words(sight.today());
        let words = [owner, due].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let ink = if task.is_late(sight.today()) { look(ui).danger } else { look(ui).muted };
        line(ui, &words, SMALL.ink(ink));
    });
}

fn agenda(ui: &mut Ui, sight: &Sight<'_>, record: &Record, asked: &mut Option<What>) {
    let fixed = record.meeting.state() == MeetingState::Closed || read_only(sight).is_some();
    let starts = record.predicted_starts(record.meeting.new.starts.unwrap_or(0));
    let last = record.items.len();
    ui.spacing_mut().item_spacing.y = 0.0;
    for (at, (item, starts)) in record.items.iter().zip(starts).enumerate() {
        ui.push_id(("item", at), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let muted = look(ui).muted;
                ui.allocate_ui(vec2(20.0, 20.0), |ui| {
                    ui.set_min_width(20.0);
                    line(ui, &(at + 1).to_string(), SMALL.ink(muted));
                });
                if record.meeting.new.starts.is_some() {
                    ui.allocate_ui(vec2(38.0, 20.0), |ui| {
                        ui.set_min_width(38.0);
                        line(ui, &starts.map(clock).unwrap_or_default(), SMALL.ink(muted));
                    });
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !fixed {
                        ui::menu_button(ui, &t!("More for item {n}", n = at + 1), |ui| {
                            item_menu(ui, sight, item, at, last)
                        });
                    }
                    if item.new.consent {
                        ui::chip(ui, t!("Consent"), Tone::Plain);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        if fixed {
                            line(ui, &item.new.title, BODY);
                        } else if Link::new(&item.new.title).show(ui).clicked() {
                            *asked = Some(edit(item));
                        }
                    });
                });
            });
        });
    }
    ui.spacing_mut().item_spacing.y = 12.0;
    if !fixed {
        AGENDA.secondary(ui, sight);
    }
}

fn edit(item: &Item) -> What {
    What::Item {
        item: item.id,
        title: item.new.title.clone(),
        minutes: if item.new.minutes == 0 { String::new() } else { item.new.minutes.to_string() },
        presenter: item.new.presenter.clone(),
        note: item.new.note.clone(),
        consent: item.new.consent,
    }
}

fn item_menu(ui: &mut Ui, sight: &Sight<'_>, item: &Item, at: usize, last: usize) {
    let id = item.id;
    if ui::menu_item(ui, Some(icons::ARROW_UP), t!("Up"), None, at > 0).clicked() {
        sight.desk.run(&ops::MOVE_ITEM, move |office| ops::move_item(office, id, at)).forget();
    }
    if ui::menu_item(ui, Some(icons::ARROW_DOWN), t!("Down"), None, at + 1 < last).clicked() {
        sight.desk.run(&ops::MOVE_ITEM, move |office| ops::move_item(office, id, at + 2)).forget();
    }
    if ui::menu_item(ui, Some(icons::TRASH), t!("Take it off"), None, true).clicked() {
        sight.desk.run(&ops::REMOVE_ITEM, move |office| ops::remove_item(office, id)).forget();
    }
}
