//! The settings for members: how the year runs, grace, part periods, who votes; and the classes with their fees.

use egui::{Frame, Id, Margin, ScrollArea, Ui, vec2};

use super::super::model::{Class, FieldProblem, Proration, Settings, SettingsForm};
use super::super::ops;
use super::super::store;
use super::ask_fields::two;
use super::classes::{self, Asking, Want};
use super::numbers::Numbering;
use super::{NUMBER_ALL, problem, terms};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::day::month_name;
use crate::t;
use crate::ui::{self, Button, Choice, Field, SMALL, checkbox, look, radio};

/// What is set now.
struct Seen {
    settings: Settings,
    classes: Vec<Class>,
}

/// See the head of this file.
pub(in crate::members) struct MemberSettings {
    seen: Live<Seen>,
    /// What the form was filled with, and the form.
    form: Option<(SettingsForm, SettingsForm)>,
    problems: Vec<FieldProblem>,
    saving: Option<Reply<()>>,
    beginning: Option<Reply<()>>,
    asking: Option<Asking>,
    numbers: Numbering,
    /// A dialog that waits for the classes.
    pending: Option<String>,
}

impl MemberSettings {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(&["member_settings", "member_class", "member_fee", "member_counter"]),
            form: None,
            problems: Vec::new(),
            saving: None,
            beginning: None,
            asking: None,
            numbers: Numbering::new(),
            pending: None,
        })
    }

    fn is_changed(&self) -> bool {
        self.form.as_ref().is_some_and(|(was, is)| was != is)
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some((_, form)) = &self.form else { return };
        match form.parse(&terms(sight)) {
            Ok(settings) => {
                self.problems.clear();
                self.saving =
                    Some(sight.desk.run(&ops::CHANGE_SETTINGS, move |office| ops::change_settings(office, &settings)));
            }
            Err(problems) => self.problems = problems,
        }
    }

    fn take_answers(&mut self, sight: &Sight<'_>) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.saving = None;
                if let Some((was, is)) = &mut self.form {
                    was.clone_from(is);
                }
            }
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.beginning.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.beginning = None,
            Some(Err(problem)) => {
                self.beginning = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.asking.as_mut().is_some_and(|asking| !asking.logic()) {
            self.asking = None;
        }
    }
}

impl Screen for MemberSettings {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, (), |conn, ()| {
            Ok(Seen { settings: store::settings(conn)?, classes: store::classes(conn)? })
        });
        self.take_answers(sight);
        self.numbers.logic(sight);
        // What an undo or another screen changed shows at once, unless something is being typed.
        if let Some(seen) = self.seen.get()
            && self.saving.is_none()
        {
            let now = SettingsForm::of(&seen.settings);
            match &mut self.form {
                Some((was, is)) if was == is && *was != now => (*was, *is) = (now.clone(), now),
                Some(_) => {}
                None => self.form = Some((now.clone(), now)),
            }
            if let Some(wanted) = self.pending.take() {
                if wanted == "numbers" {
                    self.numbers.ask();
                    return;
                }
                let class = seen.classes.iter().find(|c| c.id.to_string() == wanted || c.name == wanted);
                let class = if wanted == "class" { seen.classes.first() } else { class };
                self.asking = Some(Asking::new(class, sight));
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let unchanged = (!self.is_changed()).then(|| t!("Nothing was changed"));
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let (mut save, mut leave) = (false, false);
        sight.header(ui, "", |ui| {
            save = Button::primary(t!("Save")).unless(read_only.or(unchanged)).show(ui).clicked();
            if unchanged.is_none() {
                leave = Button::secondary(t!("Take back")).show(ui).clicked();
            }
        });
        let changed = self.is_changed();
        let Self { seen, form: Some((was, form)), problems, asking, beginning, numbers, .. } = self else { return };
        let Some(seen) = seen.get() else { return };
        if leave {
            form.clone_from(was);
            problems.clear();
        }
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 20)).show(ui, |ui| {
                let width = ui.available_width().min(980.0);
                ui.set_max_width(width);
                let gap = 16.0;
                let half = ((width - gap) / 2.0).floor();
                let down = egui::Layout::top_down(egui::Align::LEFT);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = gap;
                    ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
                        ui.spacing_mut().item_spacing.y = 16.0;
                        ui::card(ui, |ui| year(ui, form, problems));
                        ui::card(ui, |ui| periods(ui, form, problems));
                        ui::card(ui, |ui| numbers.card(ui, sight, &mut form.numbers, problems));
                    });
                    ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
                        ui.spacing_mut().item_spacing.y = 16.0;
                        match ui::card(ui, |ui| classes::show(ui, sight, &seen.classes)).inner {
                            Some(Want::Begin) if beginning.is_none() => {
                                *beginning = Some(sight.desk.run(&ops::BEGIN, ops::begin));
                            }
                            Some(Want::Change(id)) => {
                                let class = seen.classes.iter().find(|c| Some(c.id) == id);
                                *asking = Some(Asking::new(class, sight));
                            }
                            Some(Want::Begin) | None => {}
                        }
                        ui::card(ui, |ui| votes(ui, form, problems));
                    });
                });
            });
        });
        numbers.dialog(ui, sight, changed);
        let enter = !ui.ctx().any_popup_open()
            && asking.is_none()
            && !numbers.is_asking()
            && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let in_field = ui.ctx().egui_wants_keyboard_input() || ui.ctx().memory(|m| m.focused().is_none());
        if asking.as_mut().is_some_and(|asking| !asking.show(ui, sight)) {
            *asking = None;
        }
        if save || (enter && in_field && self.is_changed() && read_only.is_none()) {
            self.save(sight);
        }
    }

    fn go(&mut self, filter: &str) {
        if !filter.trim().is_empty() {
            self.pending = Some(filter.trim().to_owned());
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == NUMBER_ALL.key {
            self.numbers.ask();
        }
    }

    fn draft(&self) -> Option<String> {
        let (_, form) = self.form.as_ref().filter(|_| self.is_changed())?;
        serde_json::to_string(form).ok()
    }

    fn restore(&mut self, draft: &str) {
        let Ok(form) = serde_json::from_str::<SettingsForm>(draft) else { return };
        // What is set now is compared with it once it is known; an empty form is never what is set.
        self.form = Some((SettingsForm::default(), form));
    }
}

/// A month and a day of it.
fn day_of_year(
    ui: &mut Ui,
    month: &mut u32,
    day: &mut String,
    (label, field): (&str, &str),
    problems: &[FieldProblem],
) {
    let months: Vec<(u32, &str)> = (1..=12).map(|m| (m, month_name(m))).collect();
    two(
        ui,
        |ui| {
            Choice::new(label, month, &months).show(ui);
        },
        |ui| {
            Field::new(t!("Day"), day)
                .figures()
                .id(Id::unique(("members.settings", field)))
                .problem(problem(problems, field))
                .show(ui);
        },
    );
}

fn year(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("The membership year"));
    radio(ui, &mut form.rolling, false, t!("The same for everybody"));
    radio(ui, &mut form.rolling, true, t!("Twelve months from the day each began"));
    if !form.rolling {
        day_of_year(ui, &mut form.year_month, &mut form.year_day, (t!("Begins in"), "year_day"), problems);
        checkbox(ui, &mut form.rollover, t!("Who joins late in the year has paid for the next as well"));
        if form.rollover {
            let names = (t!("From"), "rollover_day");
            day_of_year(ui, &mut form.rollover_month, &mut form.rollover_day, names, problems);
            ui::paragraph(ui, t!("Of who pays yearly, one fee is charged then."), SMALL.ink(look(ui).muted));
        }
    }
}

fn periods(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("Paying"));
    let rules = Proration::ALL.map(|rule| (rule.key().to_owned(), rule.label()));
    Choice::new(t!("Who joins in the middle pays"), &mut form.proration, &rules)
        .problem(problem(problems, "proration"))
        .show(ui);
    two(
        ui,
        |ui| {
            Field::new(t!("Days of grace"), &mut form.grace_days)
                .figures()
                .problem(problem(problems, "grace_days"))
                .show(ui);
        },
        |ui| {
            Field::new(t!("Renewal due, days before"), &mut form.remind_days)
                .figures()
                .problem(problem(problems, "remind_days"))
                .show(ui);
        },
    );
    let words = t!(
        "A part is rounded to the penny, a half upwards. After the paid time a member is in grace for so many days, then lapsed."
    );
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
}

fn votes(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("Who may vote"));
    let rule = &mut form.rule;
    two(
        ui,
        |ui| {
            Field::new(t!("Days as a member, at least"), &mut rule.days)
                .figures()
                .problem(problem(problems, "days"))
                .show(ui);
        },
        |ui| {
            Field::new(t!("Age in years, at least"), &mut rule.age)
                .figures()
                .problem(problem(problems, "age"))
                .show(ui);
        },
    );
    Field::new(t!("Gap forgiven after lapsing, days"), &mut rule.forgive)
        .figures()
        .problem(problem(problems, "forgive"))
        .show(ui);
    checkbox(ui, &mut rule.paid_up, t!("Dues are paid"));
    if rule.paid_up {
        checkbox(ui, &mut rule.grace, t!("Days of grace count as paid"));
    }
    ui::paragraph(
        ui,
        t!("Which classes vote is set with each class. An empty age asks for none."),
        SMALL.ink(look(ui).muted),
    );
}
