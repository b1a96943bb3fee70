//! The roll: who may vote on a day under a rule, and beside each person left out the reason.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{Absent, FieldProblem, PersonId, Register, Roll, Rule, RuleForm, Voter};
use super::super::report;
use super::super::store;
use super::roll_ask::RollAsk;
use super::{CARDS, CHANGE_SETTINGS, COPY_ROLL, LIST, PRINT_ROLL, SETTINGS, TABLES, problem, terms};
use crate::app::{Live, Screen, Sight};
use crate::kit::{Day, day, text};
use crate::letters::screen::{LABELS as ADDRESS_LABELS, RUN as LETTERS_TO, these};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, DayField, Field, SMALL, Split, Tone, checkbox, icons, look, segments};

/// The roll with the words of its rule.
struct Seen {
    roll: Roll,
    says: String,
    classes: Register,
    /// Nobody is a member at all.
    nobody: bool,
}

/// See the head of this file.
pub(in crate::members) struct RollScreen {
    settings: Live<Rule>,
    day: String,
    form: Option<RuleForm>,
    problems: Vec<FieldProblem>,
    /// The day and rule that were read last.
    asked: Option<(Day, Rule)>,
    seen: Live<Seen, (Day, Rule)>,
    /// Whether those left out are shown.
    left: usize,
    tables: [TableState; 2],
    split: Split,
    /// The roll is copied with the next drawing.
    copy_next: bool,
    /// The roll is to be printed, once it is known.
    print_next: bool,
    printing: RollAsk,
}

impl RollScreen {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            settings: Live::new(&["member_settings"]),
            day: String::new(),
            form: None,
            problems: Vec::new(),
            asked: None,
            seen: Live::new(TABLES),
            left: 0,
            tables: [TableState::default(), TableState::default()],
            split: Split::default(),
            copy_next: false,
            print_next: false,
            printing: RollAsk::default(),
        })
    }

    fn read(&mut self, sight: &Sight<'_>) {
        let Some(form) = &self.form else { return };
        let reading = terms(sight);
        self.problems.clear();
        let day = if self.day.trim().is_empty() {
            Some(reading.today)
        } else {
            match day::typed(&self.day, reading.today, reading.month_first) {
                Ok(day) => Some(day),
                Err(problem) => {
                    self.problems.push(FieldProblem::new("day", problem.to_string()));
                    None
                }
            }
        };
        match form.parse(&reading) {
            Ok(rule) => {
                if let Some(day) = day {
                    self.asked = Some((day, rule));
                }
            }
            Err(problems) => self.problems.extend(problems),
        }
    }

    fn rule(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { form: Some(form), day, problems, seen, .. } = self else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui::section(ui, t!("Who may vote"));
        let month_first = sight.facts.profile.month_first;
        DayField::new(t!("Day of the vote"), day, sight.today())
            .month_first(month_first)
            .problem(problem(problems, "day"))
            .show(ui);
        let number = |ui: &mut Ui, label: &str, field: &'static str, text: &mut String| {
            Field::new(label, text).figures().width(160.0).problem(problem(problems, field)).show(ui);
        };
        number(ui, t!("Days as a member, at least"), "days", &mut form.days);
        number(ui, t!("Age in years, at least"), "age", &mut form.age);
        number(ui, t!("Gap forgiven, days"), "forgive", &mut form.forgive);
        checkbox(ui, &mut form.paid_up, t!("Dues are paid"));
        if form.paid_up {
            checkbox(ui, &mut form.grace, t!("Days of grace count as paid"));
        }
        ui::line(ui, t!("Classes"), SMALL.medium().ink(look(ui).muted));
        let classes = seen.get().map_or(&[][..], |seen| seen.classes.classes.as_slice());
        for class in classes {
            let usual = form.classes.is_empty();
            let mut votes = if usual { class.votes } else { form.classes.contains(&class.id) };
            if checkbox(ui, &mut votes, &class.name).changed() {
                if usual {
                    form.classes = classes.iter().filter(|c| c.votes).map(|c| c.id).collect();
                }
                form.classes.retain(|id| *id != class.id);
                if votes {
                    form.classes.push(class.id);
                }
            }
        }
        ui::paragraph(
            ui,
            t!("What is usual is kept in the settings; what is changed here is for this roll."),
            SMALL.ink(look(ui).muted),
        );
        if ui::Link::new(t!("Settings for members")).show(ui).clicked() {
            sight.command(&CHANGE_SETTINGS);
        }
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let Some(seen) = self.seen.get() else { return };
        let roll = &seen.roll;
        let (may, not) = (
            t!("May vote: {count}", count = text::count(roll.voters.len())),
            t!("Left out: {count}", count = text::count(roll.left_out.len())),
        );
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            segments(ui, &[&may, &not], &mut self.left);
            ui::paragraph(ui, &seen.says, BODY.ink(look(ui).muted));
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let [first, second] = &mut self.tables;
        let opened = if self.left == 0 { voters(ui, first, seen) } else { absent(ui, sight, second, seen) };
        if let Some(person) = opened {
            sight.go(LIST, person.to_string());
        }
    }

    /// Papers for those who may vote, in a menu.
    fn papers(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let voters = || {
            let voters = self.seen.get().into_iter().flat_map(|seen| &seen.roll.voters);
            these(voters.map(|voter| voter.person))
        };
        for (icon, words, screen) in [
            (icons::ENVELOPE_SIMPLE, t!("Write a letter to who may vote…"), LETTERS_TO),
            (icons::TAG, t!("Address labels for who may vote…"), ADDRESS_LABELS),
            (icons::IDENTIFICATION_CARD, t!("Cards for who may vote…"), CARDS),
        ] {
            if ui::menu_item(ui, Some(icon), words, None, true).clicked() {
                sight.go(screen, voters());
            }
        }
    }

    fn copy(&self, ui: &Ui, sight: &Sight<'_>) {
        let Some(seen) = self.seen.get() else { return };
        let mut out = String::new();
        for voter in &seen.roll.voters {
            let number = voter.number.as_deref().unwrap_or("");
            out.push_str(&format!("{}\t{number}\t{}\n", voter.name, seen.classes.class_name(voter.class)));
        }
        ui.ctx().copy_text(out);
        let count = text::plural(seen.roll.voters.len(), t!("person"), t!("people"));
        sight.notice(Tone::Good, t!("Copied {count}", count = count), t!("It can be pasted into a spreadsheet"));
    }
}

fn voters(ui: &mut Ui, table: &mut TableState, seen: &Seen) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 200.0).grows(2.0).least(140.0).unsorted(),
        Column::new("number", t!("Number"), 80.0).unsorted().spare(),
        Column::new("class", t!("Class"), 110.0).grows(1.0).least(84.0).unsorted(),
        Column::new("since", t!("Unbroken since"), 120.0).unsorted(),
    ];
    let all = &seen.roll.voters;
    let out = Table::new(t!("People who may vote"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |voter: &Voter, column| match column {
            0 => Cell::Strong(voter.name.as_str().into()),
            1 => Cell::Muted(voter.number.as_deref().unwrap_or("").into()),
            2 => Cell::Text(seen.classes.class_name(voter.class).to_owned().into()),
            _ => Cell::Muted(day::short(voter.since).into()),
        },
    );
    out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at)).map(|v| v.person)
}

fn absent(ui: &mut Ui, sight: &Sight<'_>, table: &mut TableState, seen: &Seen) -> Option<PersonId> {
    let columns = [
        Column::new("name", t!("Name"), 180.0).grows(1.0).least(130.0).unsorted(),
        Column::new("class", t!("Class"), 100.0).least(84.0).unsorted().spare(),
        Column::new("why", t!("Why not"), 240.0).grows(2.0).least(160.0).unsorted(),
    ];
    let (all, currency) = (&seen.roll.left_out, *sight.currency());
    let out = Table::new(t!("People left out"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |absent: &Absent, column| match column {
            0 => Cell::Strong(absent.name.as_str().into()),
            1 => Cell::Muted(seen.classes.class_name(absent.class).to_owned().into()),
            _ => Cell::Text(report::bars_say(&absent.bars, currency).into()),
        },
    );
    out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at)).map(|a| a.person)
}

impl Screen for RollScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.settings.want(sight.desk, (), |conn, ()| Ok(store::settings(conn)?.rule));
        if self.form.is_none()
            && let Some(rule) = self.settings.get()
        {
            self.form = Some(RuleForm::of(rule));
            if self.day.is_empty() {
                self.day = day::short(sight.today());
            }
        }
        self.read(sight);
        self.printing.logic(sight);
        if let Some(asked) = self.asked.clone() {
            self.seen.want(sight.desk, asked, |conn, (day, rule)| {
                let register = store::register(conn)?;
                let roll = register.roll(*day, rule);
                let says = report::rule_says(&register, rule);
                let nobody = register.terms.is_empty();
                let classes = Register::of_classes(register.classes.clone());
                Ok(Seen { roll, says, classes, nobody })
            });
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let asked = self.seen.get().map(|seen| seen.roll.day);
        let subtitle = asked.map(|on| t!("For {day}", day = day::long(on))).unwrap_or_default();
        sight.header(ui, &subtitle, |ui| {
            PRINT_ROLL.primary(ui, sight);
            ui::menu_button(ui, t!("More for the roll"), |ui| {
                COPY_ROLL.item(ui, sight);
                self.papers(ui, sight);
            });
        });
        if self.seen.get().is_some_and(|seen| seen.nobody) {
            let body = t!(
                "For the day of a vote the roll says who may vote under your rule, and of everybody else why not. It needs members first."
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("Nobody to list"), body, |ui| {
                if Button::secondary(t!("See the members")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
                if Button::secondary(t!("Say who votes")).show(ui).clicked() {
                    sight.go(SETTINGS, "");
                }
            });
            return;
        }
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight), |ui| this.borrow_mut().rule(ui, sight));
        self.split = split;
        if let Some(seen) = self.seen.get() {
            if std::mem::take(&mut self.print_next) {
                self.printing.begin();
            }
            self.printing.ui(ui, sight, seen.roll.day, &seen.roll.rule);
        }
        if std::mem::take(&mut self.copy_next) {
            self.copy(ui, sight);
        }
    }

    fn go(&mut self, filter: &str) {
        match filter.trim() {
            "left_out" => self.left = 1,
            "print" => self.print_next = true,
            "" => {}
            other => other.clone_into(&mut self.day),
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.copy_next = key == COPY_ROLL.key;
        self.print_next = key == PRINT_ROLL.key;
    }
}
