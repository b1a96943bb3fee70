//! The first screen: it asks every subject what wants doing and what it has to show, and names none of them.

use chrono::Datelike as _;
use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

use crate::app::{Coming, HomeCard, Live, Screen, ShellAct, Sight, Todo};
use crate::kit::{Day, day, text};
use crate::office::history;
use crate::t;
use crate::ui::{
    self, BODY, Button, FIGURE, Link, SMALL, TITLE, Tone, card, chip, icons, line, look, paragraph, plot, section,
    tokens,
};

/// How many things to do are listed at first; the rest is counted and can be shown.
const MOST: usize = 8;
/// Width of the chip that says when, and the gap beside it, points.
const DAY: f32 = 84.0;
const GAP: f32 = 14.0;

pub(super) struct Home {
    /// Of each subject that has something to do, in the order of the menu: each asks again only when its own tables change.
    todos: Vec<Live<Vec<Todo>, Day>>,
    cards: Live<Vec<HomeCard>, Day>,
    steps: Live<i64>,
    /// All that wants doing is listed.
    all: bool,
}

impl Home {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self { todos: Vec::new(), cards: Live::new(&[]), steps: Live::new(&[]), all: false })
    }
}

impl Screen for Home {
    fn logic(&mut self, sight: &Sight<'_>) {
        let subjects = sight.subjects();
        let having: Vec<_> = subjects.iter().filter_map(|s| Some((s.todo?, s.todo_tables))).collect();
        if self.todos.is_empty() {
            self.todos = having.iter().map(|(_, tables)| Live::new(tables)).collect();
        }
        for (live, (todo, _)) in self.todos.iter_mut().zip(having) {
            live.want(sight.desk, sight.today(), move |conn, today| todo(conn, *today));
        }
        self.cards.want(sight.desk, sight.today(), move |conn, today| {
            let mut all = Vec::new();
            for card in subjects.iter().flat_map(|s| s.cards) {
                all.extend(card(conn, *today)?);
            }
            Ok(all)
        });
        self.steps.want(sight.desk, (), |conn, ()| history::count(conn));
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let today = sight.today();
            let title = greeting(&sight.facts.who, sight.local_hour());
            let words = format!("{} {}", weekday(today), day::long(today));
            Frame::new().inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 0 }).show(ui, |ui| {
                let muted = look(ui).muted;
                ui.horizontal(|ui| {
                    ui.set_min_height(tokens::CONTROL);
                    let title = line(ui, &title, TITLE);
                    ui.ctx().accesskit_node_builder(title.id, |node| node.set_role(egui::Role::Heading));
                    ui.add_space(8.0);
                    line(ui, &words, BODY.ink(muted));
                });
            });
            Frame::new().inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 24 }).show(ui, |ui| {
                let room = ui.available_width();
                let gap = 20.0;
                let right = if room > 860.0 { (room * 0.385).min(440.0) } else { 0.0 };
                ui.spacing_mut().item_spacing = vec2(gap, gap);
                if right == 0.0 {
                    self.left(ui, sight);
                    self.right(ui, sight);
                    return;
                }
                ui.horizontal_top(|ui| {
                    ui.allocate_ui_with_layout(vec2(room - right - gap, 0.0), Layout::top_down(Align::LEFT), |ui| {
                        self.left(ui, sight);
                    });
                    ui.allocate_ui_with_layout(vec2(right, 0.0), Layout::top_down(Align::LEFT), |ui| {
                        self.right(ui, sight);
                    });
                });
            });
        });
    }
}

impl Home {
    fn left(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.todo_card(ui, sight);
        for home_card in self.cards.get().into_iter().flatten() {
            if let HomeCard::Months { title, now, before, months } = home_card {
                card(ui, |ui| {
                    section(ui, title);
                    let bars: Vec<_> = months
                        .iter()
                        .map(|m| plot::Bar { label: m.name.clone(), now: m.now, before: m.before })
                        .collect();
                    let currency = *sight.currency();
                    let show =
                        move |value: f64| currency.sign.to_owned() + &text::count(value.round().max(0.0) as usize);
                    let (_, clicked) = plot::bars(ui, title, 190.0, &bars, [now, before], show);
                    if let Some(month) = clicked.and_then(|at| months.get(at)) {
                        sight.open(&month.opens);
                    }
                });
            }
        }
    }

    fn right(&self, ui: &mut Ui, sight: &Sight<'_>) {
        for home_card in self.cards.get().into_iter().flatten() {
            match home_card {
                HomeCard::Months { .. } => {}
                HomeCard::Figure { caption, figure, chip: mark, line: values, note, opens } => {
                    card(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 4.0;
                        let muted = look(ui).muted;
                        ui.horizontal(|ui| {
                            line(ui, caption, SMALL.ink(muted));
                            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                                if Link::new(t!("Show")).small().show(ui).clicked() {
                                    sight.open(opens);
                                }
                            });
                        });
                        ui.horizontal(|ui| {
                            ui.spacing_mut().item_spacing.x = 8.0;
                            line(ui, figure, FIGURE);
                            if let Some((words, tone)) = mark {
                                chip(ui, words, *tone);
                            }
                        });
                        if values.len() > 1 {
                            plot::line(ui, caption, 56.0, values, ["", ""], Tone::Accent);
                        }
                        if !note.is_empty() {
                            paragraph(ui, note, BODY.ink(muted));
                        }
                    });
                }
                HomeCard::Coming { title, rows } => coming(ui, sight, title, rows),
            }
        }
        self.file_card(ui, sight);
    }

    fn todo_card(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            section(ui, t!("What wants doing"));
            ui.add_space(12.0);
            let mut todos: Vec<&Todo> = self.todos.iter().filter_map(Live::get).flatten().collect();
            // Undated last; within a day in the order of the menu.
            todos.sort_by_key(|t| (t.due.is_none(), t.due));
            let most = if self.all { usize::MAX } else { MOST };
            for (at, todo) in todos.iter().take(most).enumerate() {
                ui.push_id(at, |ui| todo_row(ui, sight, todo));
            }
            let look = look(ui);
            if todos.is_empty() && self.todos.iter().all(|live| live.get().is_some()) {
                hairline(ui);
                ui.add_space(14.0);
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    let (place, _) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
                    ui::paint_icon(ui.painter(), place, icons::CHECK_CIRCLE, 18.0, look.good);
                    line(ui, t!("Nothing waits. Well done"), BODY.ink(look.muted));
                });
            }
            if todos.len() > MOST {
                hairline(ui);
                ui.add_space(12.0);
                let more = t!("Show {count} more", count = todos.len() - MOST);
                let words = if self.all { t!("Show fewer") } else { &more };
                if Link::new(words).show(ui).clicked() {
                    self.all = !self.all;
                }
            }
        });
    }

    fn file_card(&self, ui: &mut Ui, sight: &Sight<'_>) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            section(ui, t!("This file"));
            ui.add_space(4.0);
            let muted = look(ui).muted;
            let backup = match sight.backed_up {
                Some(at) => {
                    let at = sight.local(at);
                    let on = if at.date_naive() == sight.today() {
                        t!("today").to_owned()
                    } else {
                        day::short(at.date_naive())
                    };
                    t!("Last backup {day} {time}, verified", day = on, time = at.format("%H:%M"))
                }
                None => t!("No backup of this file yet").to_owned(),
            };
            paragraph(ui, &backup, BODY.ink(muted));
            let steps = self.steps.get().copied().unwrap_or(0);
            let steps =
                text::plural(usize::try_from(steps).unwrap_or(0), t!("step of history"), t!("steps of history"));
            paragraph(ui, &format!("{} · {steps}", sight.proof_words()), BODY.ink(muted));
            if Link::new(t!("Save a copy…")).show(ui).clicked() {
                sight.shell(ShellAct::SaveCopy);
            }
            if !sight.facts.encrypted {
                ui.add_space(6.0);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    chip(ui, t!("Not encrypted"), Tone::Warning);
                    if Link::new(t!("Set a passphrase…")).show(ui).clicked() {
                        sight.shell(ShellAct::ChangePassphrase);
                    }
                });
            }
        });
    }
}

fn hairline(ui: &mut Ui) {
    let look = look(ui);
    let x = ui.max_rect().x_range().expand(18.0);
    ui.painter().hline(x, ui.cursor().top() + 0.5, Stroke::new(1.0, look.line));
}

fn todo_row(ui: &mut Ui, sight: &Sight<'_>, todo: &Todo) {
    hairline(ui);
    let look = look(ui);
    let (words, tone, late) = when(todo.due, sight.today());
    let detail = if late.is_empty() { &todo.detail } else { &late };
    let (title, small) = (BODY.medium(), SMALL.ink(look.muted));
    // What the chip, the button and the gaps leave for the words.
    let button = ui::text_width(ui, todo.does, title) + 28.0;
    let room = (ui.available_width() - DAY - button - 2.0 * GAP).max(60.0);
    let beside = if detail.is_empty() { 0.0 } else { GAP + ui::text_width(ui, detail, small) };
    let one_line = ui::text_width(ui, &todo.says, title) + beside <= room;
    let lines = if one_line {
        title.line
    } else {
        let below = if detail.is_empty() { 0.0 } else { ui::text_height(ui, detail, small, room) + 2.0 };
        ui::text_height(ui, &todo.says, title, room) + below
    };
    let size = vec2(ui.available_width(), (lines + 16.0).max(52.0));
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let button = Button::secondary(todo.does).show(ui);
        // Six buttons called "Check" would say nothing to who cannot see the row.
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{}: {}", todo.does, todo.says)));
        if button.clicked() {
            sight.open(&todo.opens);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let (place, _) = ui.allocate_exact_size(vec2(DAY, tokens::CHIP), egui::Sense::hover());
            ui::paint_chip(ui, ui.painter(), place, &words, tone);
            if one_line {
                line(ui, &todo.says, title);
                if !detail.is_empty() {
                    line(ui, detail, small);
                }
                return;
            }
            // Where the words do not fit beside each other they go on below: nothing of what wants doing is cut.
            ui.allocate_ui_with_layout(vec2(room, lines), Layout::top_down(Align::LEFT), |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.set_width(room);
                paragraph(ui, &todo.says, title);
                if !detail.is_empty() {
                    paragraph(ui, detail, small);
                }
            });
        });
    });
}

/// The words of the chip, its tone, and how late it is.
fn when(due: Option<Day>, today: Day) -> (String, Tone, String) {
    let Some(due) = due else { return (t!("Any time").to_owned(), Tone::Plain, String::new()) };
    let days = (due - today).num_days();
    let near = day::brief(due);
    match days {
        ..0 => {
            let late = text::plural(usize::try_from(-days).unwrap_or(0), t!("day late"), t!("days late"));
            (t!("Overdue").to_owned(), Tone::Danger, late)
        }
        0 => (t!("Today").to_owned(), Tone::Accent, String::new()),
        1..=6 if due.iso_week() == today.iso_week() => (t!("This week").to_owned(), Tone::Accent, String::new()),
        1..=30 => (near, Tone::Warning, text::plural(usize::try_from(days).unwrap_or(0), t!("day"), t!("days"))),
        _ if due.year() == today.year() => (near, Tone::Plain, String::new()),
        _ => (day::short(due), Tone::Plain, String::new()),
    }
}

fn coming(ui: &mut Ui, sight: &Sight<'_>, title: &str, rows: &[Coming]) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        section(ui, title);
        let muted = look(ui).muted;
        for (at, row) in rows.iter().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal_top(|ui| {
                    let on = format!("{} {}", weekday(row.day).chars().take(3).collect::<String>(), row.day.day());
                    ui.allocate_ui(vec2(76.0, 20.0), |ui| {
                        ui.set_min_width(76.0);
                        line(ui, &on, BODY.ink(muted));
                    });
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        if Link::new(&row.says).show(ui).clicked() {
                            sight.open(&row.opens);
                        }
                        paragraph(ui, &row.detail, SMALL.ink(muted));
                    });
                });
            });
        }
    });
}

fn greeting(who: &str, hour: u32) -> String {
    let first = who.split_whitespace().next().unwrap_or(who);
    match hour {
        5..12 => t!("Good morning, {name}", name = first),
        12..18 => t!("Good afternoon, {name}", name = first),
        _ => t!("Good evening, {name}", name = first),
    }
}

fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        chrono::Weekday::Mon => t!("Monday"),
        chrono::Weekday::Tue => t!("Tuesday"),
        chrono::Weekday::Wed => t!("Wednesday"),
        chrono::Weekday::Thu => t!("Thursday"),
        chrono::Weekday::Fri => t!("Friday"),
        chrono::Weekday::Sat => t!("Saturday"),
        chrono::Weekday::Sun => t!("Sunday"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_chip_says_how_near_a_day_is() {
        let saturday = Day::from_ymd_opt(2026, 11, 21).unwrap();
        let words = |days| when(Some(saturday + TimeDelta::days(days)), saturday);
        assert_eq!(words(-3), ("Overdue".to_owned(), Tone::Danger, "3 days late".to_owned()));
        assert_eq!(words(0).0, "Today");
        assert_eq!(words(1).0, "This week", "Sunday is still this week");
        assert_eq!(words(2).0, "23 Nov", "Monday is the next one");
        assert_eq!(words(23), ("14 Dec".to_owned(), Tone::Warning, "23 days".to_owned()));
        assert_eq!(words(39).0, "30 Dec");
        assert_eq!(words(60).0, "20 Jan 2027");
    }
}
