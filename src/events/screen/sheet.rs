//! A printed sheet keyed in, in its own order. Of a door list the numbers of lines, or a name that was written on a blank one; of a
//! sign-up sheet a line at a time, with all that was written on it.

use egui::{Frame, Id, Key, Margin, Stroke, Ui, vec2};

use super::super::model::{Attendance, AttendanceId, Event, attendance_lines};
use super::super::ops::people::{self as people_ops, WalkIn};
use super::super::ops::signup::{self, Line};
use super::super::{ops, store};
use super::people::tone;
use super::{CALENDAR, PLAN};
use crate::app::{Live, Reply, Screen, Sight};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{read_only, two, without_value};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Tone, checkbox, icons, line, look};

/// What is read of a sheet.
struct Data {
    sheet: store::Sheet,
    event: Event,
    people: Vec<Attendance>,
}

impl Data {
    fn person(&self, id: Option<AttendanceId>) -> Option<&Attendance> {
        self.people.iter().find(|one| Some(one.id) == id)
    }

    /// The first line of a sign-up sheet that was not keyed.
    fn next(&self) -> Option<i64> {
        (1..=self.sheet.blank).find(|at| !self.sheet.lines.iter().any(|(line, ..)| line == at))
    }

    /// Every line of the paper with who stands on it and whether it was keyed.
    fn rows(&self) -> Vec<(i64, Option<Attendance>, bool)> {
        let last = self.sheet.lines.iter().map(|(line, ..)| *line).max().unwrap_or(0);
        let all = if self.sheet.kind == "door" { last } else { last.max(self.sheet.blank) };
        let known = |at: i64| {
            let (_, who, keyed) = self.sheet.lines.iter().find(|(line, ..)| *line == at)?;
            Some((at, self.person(*who).cloned(), *keyed))
        };
        (1..=all).map(|at| known(at).unwrap_or((at, None, false))).collect()
    }
}

/// See the head of this file.
pub(in crate::events) struct Sheet {
    number: Option<i64>,
    data: Live<Option<Data>, Option<i64>>,
    /// Of a door list, what is typed: lines, or a name.
    text: String,
    /// Of a sign-up sheet, the line that is typed.
    form: Line,
    to_register: bool,
    table: TableState,
    doing: Option<Reply<String>>,
    focus: bool,
    last: String,
    wrong: String,
}

impl Sheet {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            number: None,
            data: Live::new(&["event_sheet", "event_sheet_line", "attendance", "person", "event"]),
            text: String::new(),
            form: Line::default(),
            to_register: true,
            table: TableState::default(),
            doing: None,
            focus: true,
            last: String::new(),
            wrong: String::new(),
        })
    }

    fn data(&self) -> Option<&Data> {
        self.data.get().and_then(Option::as_ref)
    }

    /// What Enter does with what is typed, in words; or what is wrong with it.
    fn hint(&self, data: &Data) -> Result<String, String> {
        let typed = self.text.trim();
        if typed.is_empty() {
            return Ok(t!(
                "Type the numbers of the lines that are ticked, such as 1-5, 8; or a name from a blank line"
            )
            .to_owned());
        }
        if typed.chars().any(char::is_alphabetic) {
            return Ok(t!("Enter: {name} is written on a blank line", name = typed));
        }
        let lines = attendance_lines(typed).map_err(|problem| problem.to_string())?;
        let names: Vec<&str> = lines
            .iter()
            .filter_map(|at| data.sheet.lines.iter().find(|(line, ..)| line == at))
            .filter_map(|(_, who, _)| data.person(*who))
            .map(|one| one.name.as_str())
            .collect();
        if names.len() < lines.len() {
            let last = data.sheet.lines.len();
            return Err(t!("The lines with a name go from 1 to {last}", last = last));
        }
        let more = names.len().saturating_sub(4);
        let shown = names.into_iter().take(4).collect::<Vec<_>>().join(", ");
        Ok(match more {
            0 => t!("Enter: {names} came", names = shown),
            n => t!("Enter: {names} and {count} more came", names = shown, count = n),
        })
    }

    fn key_door(&mut self, sight: &Sight<'_>) {
        let (Some(number), typed) = (self.number, self.text.trim().to_owned()) else { return };
        let (lines, names) = if typed.chars().any(char::is_alphabetic) {
            let who = WalkIn { name: typed.clone(), to_register: self.to_register, ..WalkIn::default() };
            (Vec::new(), vec![who])
        } else {
            match attendance_lines(&typed) {
                Ok(lines) => (lines, Vec::new()),
                Err(_said_beside_the_field) => return,
            }
        };
        self.doing = Some(sight.desk.run(&ops::sheet::KEY_SHEET, move |office| {
            let done = ops::sheet::key_sheet(office, number, &lines, &names)?;
            let says = t!("{what}: keyed", what = typed);
            Ok(crate::office::Done { value: says, op: done.op, changed: done.changed })
        }));
        self.text.clear();
    }

    fn key_line(&mut self, sight: &Sight<'_>, at: i64) {
        let Some(number) = self.number else { return };
        if self.form.name.trim().is_empty() {
            t!("Say who wrote the line").clone_into(&mut self.wrong);
            return;
        }
        let line = Line { line: at, ..self.form.clone() };
        self.doing = Some(sight.desk.run(&signup::KEY, move |office| {
            let done = signup::key(office, number, &line)?;
            let says = if done.value.1 {
                t!("Line {line}: {name}, new in the register", line = line.line, name = line.name)
            } else {
                t!("Line {line}: {name}, known already", line = line.line, name = line.name)
            };
            Ok(crate::office::Done { value: says, op: done.op, changed: done.changed })
        }));
    }

    fn door(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(hint) = self.data().map(|data| self.hint(data)) else { return };
        let id = Id::unique("events.sheet.line");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let wrong = hint.as_ref().err().map(String::as_str);
        let response = Field::new(t!("Lines, or a name"), &mut self.text).id(id).problem(wrong).show(ui);
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if let Ok(says) = &hint {
            line(ui, says, BODY.ink(look(ui).muted));
        }
        checkbox(ui, &mut self.to_register, t!("Names on blank lines come into the register"));
        if enter {
            self.focus = true;
            if hint.is_ok() && !self.text.trim().is_empty() && self.doing.is_none() && read_only(sight).is_none() {
                self.key_door(sight);
            }
        }
    }

    fn sign_up(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(next) = self.data().map(Data::next) else { return };
        let Some(at) = next else {
            line(ui, t!("Every line of this sheet was keyed."), BODY.ink(look(ui).muted));
            return;
        };
        let id = Id::unique("events.sheet.name");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        ui::section(ui, &t!("Line {line}", line = at));
        let mut enter = false;
        let (form, wrong) = (&mut self.form, (!self.wrong.is_empty()).then_some(self.wrong.as_str()));
        let (mut left, mut right) = (false, false);
        two(
            ui,
            |ui| left = entered(&Field::new(t!("Name"), &mut form.name).id(id).problem(wrong).show(ui)),
            |ui| right = entered(&Field::new(t!("Phone"), &mut form.phone).show(ui)),
        );
        enter |= left | right;
        two(
            ui,
            |ui| left = entered(&Field::new(t!("E-mail"), &mut form.email).show(ui)),
            |ui| right = entered(&Field::new(t!("Would help with"), &mut form.help).show(ui)),
        );
        enter |= left | right;
        ui.horizontal(|ui| {
            checkbox(ui, &mut form.may_write, t!("Ticked that we may write to them"));
            let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
            let pressed = Button::primary(t!("Keep the line")).key(t!("Enter")).unless(why_not).show(ui).clicked();
            enter = (enter || pressed) && why_not.is_none();
        });
        if enter {
            self.key_line(sight, at);
            self.focus = true;
        }
    }

    fn lines(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let mut state = std::mem::take(&mut self.table);
        let Some(data) = self.data() else { return };
        let rows = data.rows();
        let columns = [
            Column::new("line", t!("Line"), 64.0).figures().unsorted(),
            Column::new("name", t!("Name"), 260.0).grows(2.0).least(160.0).unsorted(),
            Column::new("state", t!("State"), 140.0).unsorted(),
            Column::new("keyed", t!("Keyed in"), 110.0).unsorted(),
        ];
        let is_door = data.sheet.kind == "door";
        let out = Table::new(t!("Lines"), &columns).rows(u64::try_from(rows.len()).unwrap_or(0)).show(
            ui,
            &mut state,
            |at| rows.get(usize::try_from(at).ok()?),
            |(line, who, keyed): &(i64, Option<Attendance>, bool), column| match (column, who) {
                (0, _) => Cell::Muted(line.to_string().into()),
                (1, Some(one)) => Cell::Strong(one.name.as_str().into()),
                (1, None) if is_door => Cell::Muted(t!("(taken off the list)").into()),
                (2, Some(one)) => Cell::Chip(one.says().into(), tone(one)),
                (3, _) if *keyed => Cell::Chip(t!("Keyed").into(), Tone::Good),
                _ => Cell::Empty,
            },
        );
        // Enter on a line of a door list says that they came, or takes it back.
        let chosen = out.opened.and_then(|at| rows.get(usize::try_from(at).ok()?));
        let one = chosen.filter(|_| is_door).and_then(|(_, who, _)| who.clone());
        self.table = state;
        if let Some(one) = one.filter(|_| self.doing.is_none() && read_only(sight).is_none()) {
            let (id, came) = (one.id, one.came != Some(true));
            self.doing = Some(sight.desk.run(&people_ops::CHECK_IN, move |office| {
                let done = without_value(people_ops::check_in(office, id, came)?);
                let says =
                    if came { t!("{name} came", name = one.name) } else { t!("{name} did not come", name = one.name) };
                Ok(crate::office::Done { value: says, op: done.op, changed: done.changed })
            }));
        }
    }
}

impl Screen for Sheet {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.data.want(sight.desk, self.number, |conn, number| {
            let Some(number) = number else { return Ok(None) };
            let Ok(sheet) = store::sheet(conn, *number) else { return Ok(None) };
            let (event, people) = (store::event(conn, sheet.event)?, store::people(conn, sheet.event)?);
            Ok(Some(Data { sheet, event, people }))
        });
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(says)) => {
                (self.doing, self.focus, self.last) = (None, true, says);
                (self.form, self.wrong) = (Line::default(), String::new());
            }
            Some(Err(problem)) => {
                (self.doing, self.focus) = (None, true);
                self.last.clear();
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = self.data().map_or_else(String::new, |data| {
            let what = if data.sheet.kind == "door" { t!("Door list") } else { t!("Sign-up sheet") };
            t!("{what} {number}: {event}", what = what, number = data.sheet.number, event = data.event.new.title)
        });
        let event = self.data().map(|data| data.event.id);
        sight.header(ui, &words, |ui| {
            if let Some(id) = event
                && Button::secondary(t!("Back to the sheets")).show(ui).clicked()
            {
                sight.go(PLAN, format!("{id} sheets"));
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let Some(is_door) = self.data().map(|data| data.sheet.kind == "door") else {
            if self.number.is_none() || self.data.get().is_some() {
                let body = t!("Sheets are printed from the plan of an event, where they stand under People");
                ui::empty_state(ui, icons::FILES, t!("No sheet is open"), body, |ui| {
                    if Button::primary(t!("To the calendar")).show(ui).clicked() {
                        sight.go(CALENDAR, "");
                    }
                });
            }
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.set_max_width(820.0);
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if is_door {
                self.door(ui, sight)
            } else {
                self.sign_up(ui, sight)
            }
            if !self.last.is_empty() {
                ui.horizontal(|ui| {
                    ui::chip(ui, &self.last, Tone::Good);
                });
            }
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        self.lines(ui, sight);
    }

    /// The number of a sheet.
    fn go(&mut self, filter: &str) {
        if let Ok(number) = filter.parse() {
            self.number = Some(number);
            (self.text, self.form) = (String::new(), Line::default());
            (self.focus, self.last, self.wrong) = (true, String::new(), String::new());
            self.table.other_rows();
        }
    }
}
