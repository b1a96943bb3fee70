//! The settings for receipts: what they say, how they print, how they are numbered.

use chrono::Datelike as _;
use egui::{Frame, Margin, ScrollArea, Ui, vec2};

use super::super::model::{Envelope, FieldProblem, Series, Settings, SettingsForm, Wording, numbers_ahead, wordings};
use super::super::{ops, store};
use super::numbers::{self, Asking};
use super::run_pane::unconfirmed;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Currency, Problem};
use crate::t;
use crate::ui::{self, Button, Choice, Field, MoneyField, SMALL, Tone, key_values, look};

/// What is set now.
#[derive(Clone)]
pub(super) struct Seen {
    settings: Settings,
    pub(super) series: Option<Series>,
    /// Year, first and next serial of the active series.
    pub(super) counters: Vec<(i32, i64, i64)>,
    others: Vec<Series>,
}

/// See the head of this file.
pub(in crate::receipts) struct ReceiptSettings {
    seen: Live<Seen>,
    /// What the form was filled with, and the form.
    form: Option<(SettingsForm, SettingsForm)>,
    problems: Vec<FieldProblem>,
    saving: Option<Reply<()>>,
    asking: Option<Asking>,
}

impl ReceiptSettings {
    pub(in crate::receipts) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(&["receipt_settings", "receipt_series", "receipt_counter", "receipt"]),
            form: None,
            problems: Vec::new(),
            saving: None,
            asking: None,
        })
    }

    fn is_changed(&self) -> bool {
        self.form.as_ref().is_some_and(|(was, is)| was != is)
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some((_, form)) = &self.form else { return };
        match form.parse(*sight.currency(), sight.facts.profile.jurisdiction()) {
            Ok(settings) => {
                self.problems.clear();
                self.saving =
                    Some(sight.desk.run(&ops::CHANGE_SETTINGS, move |office| ops::change_settings(office, &settings)));
            }
            Err(problems) => self.problems = problems,
        }
    }
}

impl Screen for ReceiptSettings {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, (), |conn, ()| {
            let mut others = store::series(conn)?;
            let at = others.iter().position(|series| series.active);
            let series = at.map(|at| others.remove(at));
            let counters = series.as_ref().map_or(Ok(Vec::new()), |series| store::counters(conn, series.id))?;
            Ok(Seen { settings: store::settings(conn)?, series, counters, others })
        });
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
        // What an undo or another screen changed shows at once, unless something is being typed.
        if let Some(seen) = self.seen.get()
            && self.saving.is_none()
        {
            let now = SettingsForm::of(&seen.settings, *sight.currency());
            match &mut self.form {
                Some((was, is)) if was == is && *was != now => (*was, *is) = (now.clone(), now),
                Some(_) => {}
                None => self.form = Some((now.clone(), now)),
            }
        }
        if self.asking.as_mut().is_some_and(|asking| asking.logic(sight)) {
            self.asking = None;
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
        let Self { seen, form: Some((was, form)), problems, asking, .. } = self else { return };
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
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = gap;
                    ui.allocate_ui_with_layout(vec2(half, 0.0), egui::Layout::top_down(egui::Align::LEFT), |ui| {
                        ui.spacing_mut().item_spacing.y = 16.0;
                        ui::card(ui, |ui| what_they_say(ui, sight, form, problems));
                        ui::card(ui, |ui| what_is_stated(ui, sight, form));
                    });
                    ui.allocate_ui_with_layout(vec2(half, 0.0), egui::Layout::top_down(egui::Align::LEFT), |ui| {
                        ui.spacing_mut().item_spacing.y = 16.0;
                        ui::card(ui, |ui| how_they_print(ui, sight, form, problems));
                        ui::card(ui, |ui| numbering(ui, sight, seen, asking));
                    });
                });
            });
        });
        let enter = !ui.ctx().any_popup_open() && asking.is_none() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let in_field = ui.ctx().egui_wants_keyboard_input() || ui.ctx().memory(|m| m.focused().is_none());
        let show = asking.as_mut().map(|asking| asking.show(ui, seen, sight));
        if show == Some(true) {
            *asking = None;
        }
        if save || (enter && in_field && self.is_changed() && read_only.is_none()) {
            self.save(sight);
        }
    }

    fn go(&mut self, filter: &str) {
        self.asking = Asking::named(filter);
    }

    fn draft(&self) -> Option<String> {
        let (_, form) = self.form.as_ref().filter(|_| self.is_changed())?;
        serde_json::to_string(&[
            &form.wording,
            &form.minimum,
            &form.envelope,
            &form.per_page,
            &form.place,
            &form.registration,
            &form.tax_office,
            &form.tax_number,
            &form.notice_day,
        ])
        .ok()
    }

    fn restore(&mut self, draft: &str) {
        let Ok([wording, minimum, envelope, per_page, place, registration, tax_office, tax_number, notice_day]) =
            serde_json::from_str::<[String; 9]>(draft)
        else {
            return;
        };
        let form = SettingsForm {
            wording,
            minimum,
            envelope,
            per_page,
            place,
            registration,
            tax_office,
            tax_number,
            notice_day,
        };
        // What is set now is compared with it once it is known; an empty form is never what is set.
        self.form = Some((SettingsForm::default(), form));
    }
}

fn problem<'a>(problems: &'a [FieldProblem], field: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
}

/// The wordings that this office's law has, each with its mark where it is not confirmed.
fn of_law(jurisdiction: &str) -> Vec<(&'static Wording, String)> {
    let all = wordings().unwrap_or_else(|problem: Problem| {
        tracing::error!(%problem, "the wordings cannot be read");
        &[]
    });
    let named = |wording: &Wording| {
        if wording.confirmed { wording.name.clone() } else { t!("{name} (not confirmed)", name = wording.name) }
    };
    all.iter().filter(|wording| wording.jurisdiction == jurisdiction).map(|wording| (wording, named(wording))).collect()
}

fn what_they_say(ui: &mut Ui, sight: &Sight<'_>, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("What they say"));
    let known = of_law(sight.facts.profile.jurisdiction());
    let options: Vec<(String, &str)> =
        known.iter().map(|(wording, name)| (wording.key.clone(), name.as_str())).collect();
    Choice::new(t!("Wording"), &mut form.wording, &options).problem(problem(problems, "wording")).show(ui);
    if let Some((wording, _)) = known.iter().find(|(wording, _)| wording.key == form.wording) {
        if !wording.refusal.is_empty() {
            ui::banner(ui, Tone::Warning, t!("This office issues no receipts"), &wording.refusal, "", |_| {});
        } else if !wording.confirmed {
            unconfirmed(ui, wording);
        }
        let version = t!("Version {version}", version = wording.version);
        ui::line(ui, &version, SMALL.ink(look(ui).muted));
    }
    let currency: Currency = *sight.currency();
    MoneyField::new(t!("Least amount for a receipt"), &mut form.minimum, currency)
        .width(160.0)
        .problem(problem(problems, "minimum"))
        .show(ui);
    ui::paragraph(
        ui,
        t!("In the yearly run, donors who gave less get none. Empty for no minimum."),
        SMALL.ink(look(ui).muted),
    );
}

fn how_they_print(ui: &mut Ui, sight: &Sight<'_>, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("How they print"));
    let envelopes: Vec<(String, &str)> = Envelope::ALL.iter().map(|e| (e.key().to_owned(), e.label())).collect();
    Choice::new(t!("Window of the envelope"), &mut form.envelope, &envelopes)
        .problem(problem(problems, "envelope"))
        .show(ui);
    let counts = [("1".to_owned(), t!("One")), ("2".to_owned(), t!("Two")), ("3".to_owned(), t!("Three"))];
    Choice::new(t!("Receipts to a page"), &mut form.per_page, &counts).problem(problem(problems, "per_page")).show(ui);
    let paper = sight.facts.profile.paper.name();
    let signatory = sight.facts.profile.signatory.replace('\n', ", ");
    let signed = if signatory.is_empty() { t!("Whoever issues them") } else { signatory.as_str() };
    key_values(ui, &[(t!("Paper"), paper), (t!("Signed"), signed)]);
    ui::paragraph(ui, t!("Paper, letterhead, logo and signature are those of the office."), SMALL.ink(look(ui).muted));
}

fn what_is_stated(ui: &mut Ui, sight: &Sight<'_>, form: &mut SettingsForm) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("What they state"));
    Field::new(t!("Place of issue"), &mut form.place).show(ui);
    Field::new(t!("Registration number"), &mut form.registration).show(ui);
    // Only German papers name the tax office; what was once typed stays in sight.
    let typed = !(form.tax_office.is_empty() && form.tax_number.is_empty() && form.notice_day.is_empty());
    if sight.facts.profile.jurisdiction() == "de" || typed {
        Field::new(t!("Tax office"), &mut form.tax_office).show(ui);
        Field::new(t!("Tax number"), &mut form.tax_number).show(ui);
        Field::new(t!("Day of its notice"), &mut form.notice_day).show(ui);
    }
}

fn numbering(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, asking: &mut Option<Asking>) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("How they are numbered"));
    let year = sight.today().year();
    let next = numbers_ahead(seen.series.as_ref(), &seen.counters, year, 1).concat();
    let name = seen.series.as_ref().map_or(t!("Receipts"), |series| series.name.as_str());
    let yearly = seen.series.as_ref().is_none_or(|series| series.yearly);
    let runs = if yearly { t!("Anew each year") } else { t!("On and on") };
    let others = seen.others.iter().map(|series| series.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut rows = vec![(t!("Series"), name), (t!("Next number"), next.as_str()), (t!("Counts"), runs)];
    if !others.is_empty() {
        rows.push((t!("Closed series"), others.as_str()));
    }
    key_values(ui, &rows);
    let begun = numbers::begun(seen, year);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let begun = begun.then(|| t!("Receipts of this year have been issued from it"));
        let none = seen.series.is_none().then(|| t!("It begins with the first receipt"));
        if Button::secondary(t!("First number…")).unless(read_only.or(begun).or(none)).show(ui).clicked() {
            *asking = Some(Asking::first(seen, year));
        }
        if Button::secondary(t!("Another series…")).unless(read_only).show(ui).clicked() {
            *asking = Some(Asking::another());
        }
    });
    let words = t!(
        "Numbers follow each other without a gap, and a void one stays. A copy of this office that is to issue as well gets a series of its own."
    );
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
    ui::paragraph(
        ui,
        t!("To go on from an older book, set the first number before the first receipt."),
        SMALL.ink(look(ui).muted),
    );
}
