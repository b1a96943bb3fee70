//! The settings for receipts: what they say, how they print, how they are numbered.

use chrono::Datelike as _;
use egui::{Ui, vec2};

use super::super::model::{Envelope, FieldProblem, Series, Settings, SettingsForm, Wording, numbers_ahead, wordings};
use super::super::{ops, store};
use super::numbers::{self, Asking};
use super::run_pane::unconfirmed;
use crate::app::{Live, Screen, SettingsPane, Sight, two_columns};
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
    pane: SettingsPane<SettingsForm, FieldProblem>,
    asking: Option<Asking>,
}

impl ReceiptSettings {
    pub(in crate::receipts) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(&["receipt_settings", "receipt_series", "receipt_counter", "receipt"]),
            pane: SettingsPane::default(),
            asking: None,
        })
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
        let currency = *sight.currency();
        self.pane.logic(sight, self.seen.get().map(|seen| SettingsForm::of(&seen.settings, currency)));
        if self.asking.as_mut().is_some_and(|asking| asking.logic(sight)) {
            self.asking = None;
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let save = self.pane.head(ui, sight, self.asking.is_some());
        let Self { seen, pane, asking } = self;
        let (Some(seen), Some((form, problems))) = (seen.get(), pane.form()) else { return };
        two_columns(ui, |ui, left| {
            if left {
                ui::card(ui, |ui| what_they_say(ui, sight, form, problems));
                ui::card(ui, |ui| what_is_stated(ui, sight, form));
            } else {
                ui::card(ui, |ui| how_they_print(ui, sight, form, problems));
                ui::card(ui, |ui| numbering(ui, sight, seen, asking));
            }
        });
        let show = asking.as_mut().map(|asking| asking.show(ui, seen, sight));
        if show == Some(true) {
            *asking = None;
        }
        if save {
            pane.save(
                |form| form.parse(*sight.currency(), sight.facts.profile.jurisdiction()),
                |new| sight.desk.run(&ops::CHANGE_SETTINGS, move |office| ops::change_settings(office, &new)),
            );
        }
    }

    fn go(&mut self, filter: &str) {
        self.asking = Asking::named(filter);
    }

    fn draft(&self) -> Option<String> {
        self.pane.draft()
    }

    fn restore(&mut self, draft: &str) {
        self.pane.restore(draft);
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
