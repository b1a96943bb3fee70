//! Keying a batch: one line per donation, by keyboard alone, posted in one step when count and total agree.
//!
//! Keystrokes per line, with kind, way of paying and appeal taken from the line above: four letters of the name and Enter
//! take the donor, six digits and Enter the cheque number, on average four keys and Enter the amount, which also starts the
//! next line: **17 keystrokes**. Fifty cheques are 850, which at two and a half keys a second is under six minutes. The same
//! donor, reference or amount as above is one key (`"`).

use egui::{Key, Ui};

use super::batches::{Declared, terms};
use super::causes::{self, Causes};
use super::keyed::{Keyed, Place, Tally};
use super::named::{Chart, Names};
use super::{BATCHES, ENTRIES, POST_BATCH, SAVE_BATCH, batch_lines};
use crate::app::{Reply, Screen, Sight};
use crate::kit::{day, text};
use crate::ledger::model::{Batch, BatchId, BatchState, Filter, NewBatch};
use crate::ledger::ops::Posted;
use crate::ledger::{ops, store};
use crate::people::screen::person::Suggestions;
use crate::t;
use crate::ui::{self, Answer, Button, Dialog, PageHeader, Tone, icons, key_hints, stat, summary_strip};

/// How many causes are shown below the lines.
const CAUSES: usize = 3;

/// The screen.
#[derive(Default)]
pub struct BatchScreen {
    pub keyed: Option<Keyed>,
    /// As it stands in the file; what differs is kept as a draft.
    saved: Option<Keyed>,
    pub tally: Tally,
    pub found: Suggestions,
    names: Names,
    /// The field that gets the keyboard when it is drawn next.
    pub focus: Option<Place>,
    wanted: Option<Wanted>,
    loading: Option<Reply<Batch>>,
    saving: Option<Reply<BatchId>>,
    post_next: bool,
    posting: Option<Reply<Posted>>,
    /// Asks whether the same batch was posted before.
    looking: Option<Reply<(BatchId, Option<i64>)>>,
    /// It was, under that number: whether to post this one as well.
    twice: Option<(BatchId, i64)>,
    declared: Option<Declared>,
    pub causes: Causes,
}

impl BatchScreen {
    /// The screen as it is when it is first gone to.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    fn is_unsaved(&self) -> bool {
        let plain = |k: &Keyed| {
            (
                k.to_form().lines.into_iter().filter(|l| !l.is_blank()).collect::<Vec<_>>(),
                k.form.declared_count.clone(),
                k.form.declared_total.clone(),
            )
        };
        match (&self.keyed, &self.saved) {
            (Some(keyed), Some(saved)) => plain(keyed) != plain(saved) || keyed.from.iter().any(|w| w.is_unclear()),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some(keyed) = self.keyed.as_ref().filter(|_| self.saving.is_none()) else { return };
        let (id, form) = (keyed.batch(), keyed.to_form());
        if let Some(wrong) = &self.tally.wrong {
            self.post_next = false;
            sight.notice(
                Tone::Warning,
                wrong.clone(),
                t!("What is typed stays here, and is kept when the office locks"),
            );
            return;
        }
        match form.parse(&terms(sight)) {
            Ok(new) => {
                self.saving =
                    Some(sight.desk.run(&ops::SAVE_BATCH, move |office| ops::save_batch(office, Some(id), &new)))
            }
            Err(problems) => {
                self.post_next = false;
                let first = problems.into_iter().next().map(|p| p.message).unwrap_or_default();
                sight.notice(Tone::Warning, first, "");
            }
        }
    }

    fn post(&mut self, sight: &Sight<'_>) {
        if let Some(why) = self.tally.why_not(*sight.currency()) {
            sight.notice(Tone::Warning, why, t!("Nothing is posted until the batch agrees"));
            return;
        }
        self.post_next = true;
        self.save(sight);
    }

    fn post_now(&mut self, sight: &Sight<'_>, id: BatchId, again: bool) {
        self.posting = Some(sight.desk.run(&ops::POST_BATCH, move |office| ops::post_batch(office, id, again)));
    }

    /// The question before the same batch is posted a second time.
    fn ask_twice(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some((id, number)) = self.twice else { return };
        let title = t!("Was this batch posted already?");
        let body = t!(
            "{same}. Posting this one too would count the money twice, unless these are other cheques. It stays saved as it is.",
            same = ops::posted_before(number)
        );
        match Dialog::new(title, t!("Post it as well")).body(&body).danger().show(ui, |_| {}) {
            Answer::Open => {}
            Answer::Cancelled => self.twice = None,
            Answer::Confirmed => {
                self.twice = None;
                self.post_now(sight, id, true);
            }
        }
    }

    fn answers(&mut self, sight: &Sight<'_>) {
        match self.loading.as_mut().and_then(Reply::take) {
            Some(Ok(batch)) => {
                self.loading = None;
                if batch.state == BatchState::Draft {
                    let keyed = Keyed::of(&batch, *sight.currency());
                    (self.saved, self.keyed) = (Some(keyed.clone()), Some(keyed));
                    self.focus = Some(Place::From);
                } else {
                    sight.go(ENTRIES, Filter { batch: Some(batch.id), ..Filter::default() }.to_string());
                }
            }
            Some(Err(problem)) => {
                self.loading = None;
                sight.problem(problem);
                sight.go(BATCHES, "");
            }
            None => {}
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => {
                self.saving = None;
                self.saved.clone_from(&self.keyed);
                if std::mem::take(&mut self.post_next) {
                    self.looking = Some(sight.desk.ask(move |conn| {
                        let batch = store::batch(conn, id)?;
                        Ok((id, store::posted_like(conn, Some(id), &NewBatch::from(&batch))?))
                    }));
                } else {
                    (self.keyed, self.saved) = (None, None);
                    sight.go(BATCHES, "");
                }
            }
            Some(Err(problem)) => {
                (self.saving, self.post_next) = (None, false);
                sight.problem(problem);
            }
            None => {}
        }
        match self.looking.as_mut().and_then(Reply::take) {
            Some(Ok((id, Some(number)))) => (self.looking, self.twice) = (None, Some((id, number))),
            Some(Ok((id, None))) => {
                self.looking = None;
                self.post_now(sight, id, false);
            }
            Some(Err(problem)) => {
                self.looking = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.posting.as_mut().and_then(Reply::take) {
            Some(Ok(posted)) => {
                (self.posting, self.keyed, self.saved) = (None, None, None);
                sight.go(ENTRIES, Filter { batch: Some(posted.batch), ..Filter::default() }.to_string());
            }
            Some(Err(problem)) => {
                self.posting = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) {
        let Some(keyed) = &self.keyed else { return };
        let currency = *sight.currency();
        let why = self.tally.why_not(currency);
        let busy = (self.saving.is_some() || self.looking.is_some() || self.posting.is_some())
            .then_some(t!("It is being saved"));
        let title = t!("Batch {number}", number = keyed.number);
        let words =
            t!("Post {lines}", lines = text::plural(self.tally.declared_count, t!("donation"), t!("donations")));
        let banked = match keyed.form.banked.trim() {
            "" => t!("Received {day}", day = keyed.form.received),
            banked => t!("Banked on {day}", day = banked),
        };
        let into = keyed.form.account.map(|a| t!("{when} into {account}", when = banked, account = chart.account(a)));
        let share = if self.tally.declared_total.is_zero() {
            0.0
        } else {
            self.tally.sum.0 as f32 / self.tally.declared_total.0 as f32
        };
        let (mut post, mut save, mut back, mut declare) = (false, false, false, false);
        PageHeader::new(&title).chip(t!("Draft"), Tone::Accent).show(
            ui,
            |ui| {
                post = Button::primary(&words).unless(busy.or(why.as_deref())).show(ui).clicked();
                save = Button::secondary(t!("Save for later")).unless(busy).show(ui).clicked();
                back = Button::quiet(t!("All batches")).icon(icons::CARET_LEFT).show(ui).clicked();
            },
            |ui| {
                ui.add_space(8.0);
                let tally = &self.tally;
                let found = tally.count == 0 && tally.left.is_zero();
                summary_strip(ui, |ui| {
                    if ui.available_width() < 960.0 {
                        ui.spacing_mut().item_spacing.x = 20.0;
                    }
                    declare |= stat(ui, t!("Declared"), &text::count(tally.declared_count), None).clicked();
                    declare |= stat(ui, t!("Control total"), &currency.show(tally.declared_total), None).clicked();
                    let keyed = t!("{count} · {sum}", count = tally.keyed, sum = currency.show(tally.sum));
                    stat(ui, t!("Keyed so far"), &keyed, None);
                    let left = t!("{count} · {sum}", count = tally.count, sum = currency.show(tally.left));
                    let tone = if found { Tone::Good } else { Tone::Warning };
                    stat(ui, t!("Still to find"), &left, Some(tone));
                    if ui.available_width() > 120.0 {
                        ui::progress(ui, "", Some(share), into.as_deref().unwrap_or_default(), false);
                    }
                });
                ui.add_space(16.0);
            },
        );
        if post {
            self.post(sight);
        } else if save {
            self.save(sight);
        } else if back {
            sight.go(BATCHES, "");
        } else if declare && let Some(keyed) = &self.keyed {
            self.declared = Some(Declared::of(keyed.form.clone()));
        }
    }

    /// What posting will cause, above the keys; answers the height it takes.
    fn caused(&self, ui: &mut Ui, area: egui::Rect) -> f32 {
        let all: Vec<(usize, &crate::office::Foreseen)> =
            self.causes.all().iter().flat_map(|(line, causes)| causes.iter().map(|cause| (*line, cause))).collect();
        if all.is_empty() {
            return 0.0;
        }
        let shown = all.len().min(CAUSES);
        let rows = shown + 1 + usize::from(all.len() > shown);
        let height = 16.0 + rows as f32 * ui::BODY.line;
        let place = area.with_max_y(area.bottom() - 40.0).with_min_y(area.bottom() - 40.0 - height);
        let look = ui::look(ui);
        ui.painter().rect_filled(place, 0, look.sunk);
        ui.painter().hline(place.x_range(), place.top() + 0.5, egui::Stroke::new(1.0, look.line));
        let inner = place.shrink2(egui::vec2(ui::tokens::GUTTER, 8.0));
        let mut below = ui.new_child(egui::UiBuilder::new().id_salt("causes").max_rect(inner));
        below.spacing_mut().item_spacing.y = 0.0;
        ui::line(&mut below, t!("What posting causes"), ui::BODY.strong());
        for (line, cause) in all.iter().take(shown) {
            let ink = causes::tone(cause.weight).colors(&look).0;
            let words = t!("Line {n}: {what}", n = line, what = causes::says(cause));
            ui::line(&mut below, &words, ui::BODY.ink(ink)).on_hover_text(&cause.detail);
        }
        if all.len() > shown {
            ui::line(&mut below, &t!("and {more} more", more = all.len() - shown), ui::BODY.ink(look.muted));
        }
        height
    }

    /// Mending what was declared.
    fn declared(&mut self, ui: &Ui, sight: &Sight<'_>, chart: &Chart) {
        let Some(declared) = &mut self.declared else { return };
        let answer = Dialog::new(t!("What was declared"), t!("Take it")).show(ui, |ui| {
            declared.fields(ui, sight, chart);
        });
        match answer {
            Answer::Confirmed => {
                if let (Some(keyed), Some(declared)) = (&mut self.keyed, self.declared.take()) {
                    let lines = std::mem::take(&mut keyed.form.lines);
                    keyed.form = crate::ledger::model::BatchForm { lines, ..declared.form };
                }
            }
            Answer::Cancelled => self.declared = None,
            Answer::Open => {}
        }
    }
}

/// The filter that shows the batch that was begun last and is not posted.
pub(super) const NEWEST: &str = "newest";

/// Which batch the screen was called for.
#[derive(Clone, Copy)]
enum Wanted {
    This(BatchId),
    Newest,
}

impl Wanted {
    fn is_not(self, open: BatchId) -> bool {
        matches!(self, Self::This(id) if id != open)
    }
}

impl Screen for BatchScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.names.want(sight.desk, sight.today());
        if let Some(wanted) = self.wanted.take() {
            let open = self.keyed.as_ref().filter(|_| self.is_unsaved()).map(|k| (k.batch(), k.number));
            match open {
                Some((other, number)) if wanted.is_not(other) => {
                    sight.notice(
                        Tone::Warning,
                        t!("Batch {number} is not saved yet", number = number),
                        t!("Save it for later first"),
                    );
                }
                Some(_) => self.focus = Some(Place::From),
                None => {
                    self.keyed = None;
                    self.loading = Some(sight.desk.ask(move |conn| match wanted {
                        Wanted::This(id) => store::batch(conn, id),
                        Wanted::Newest => store::batch(conn, store::newest_draft(conn)?),
                    }));
                }
            }
        }
        self.answers(sight);
        if let Some(keyed) = &self.keyed {
            self.tally = keyed.tally(&terms(sight));
            self.causes.want(sight, keyed.prospects(&terms(sight), &self.tally));
            if let Some(who) = keyed.from.get(keyed.at) {
                self.found.want(sight.desk, who);
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.keyed.is_none() {
            let mut back = false;
            let waits = self.loading.is_some() || self.posting.is_some();
            if !waits {
                let body = t!("Choose a batch from the list, or start a new one");
                ui::empty_state(ui, icons::STACK, t!("No batch is open"), body, |ui| {
                    back = Button::primary(t!("Show all batches")).show(ui).clicked();
                    super::NEW_BATCH.secondary(ui, sight);
                });
            }
            if back {
                sight.go(BATCHES, "");
            }
            return;
        }
        let names = std::mem::take(&mut self.names);
        let none = Chart::default();
        let chart = names.get().unwrap_or(&none);
        let asks = self.declared.is_some() || self.twice.is_some();
        if !asks && !egui::Popup::is_any_open(ui.ctx()) && ui.input(|i| i.key_pressed(Key::Escape)) {
            sight.go(BATCHES, "");
        }
        self.header(ui, sight, chart);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, ui::look(ui).surface);
        let lines = area.with_max_y(area.bottom() - 40.0 - self.caused(ui, area));
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(lines));
        batch_lines::show(&mut inner, self, sight);
        let mut foot = ui.new_child(egui::UiBuilder::new().max_rect(area.with_min_y(area.bottom() - 40.0)));
        let mut hints = vec![
            (t!("Enter"), t!("next line")),
            ("\"", t!("same as above")),
            (t!("Ctrl ↑"), t!("line above")),
            (t!("Ctrl D"), t!("remove line")),
            (t!("Ctrl S"), t!("save for later")),
        ];
        let note = if area.width() > 1280.0 { t!("Nothing is posted until the batch balances") } else { "" };
        if area.width() > 900.0 {
            hints.push((t!("Ctrl Shift Enter"), t!("post")));
        }
        key_hints(&mut foot, &hints, note);
        self.declared(ui, sight, chart);
        self.ask_twice(ui, sight);
        self.names = names;
    }

    fn go(&mut self, filter: &str) {
        self.wanted = match filter {
            NEWEST => Some(Wanted::Newest),
            id => id.parse().ok().map(Wanted::This),
        };
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == POST_BATCH.key {
            self.post(sight);
        } else if key == SAVE_BATCH.key {
            self.save(sight);
        }
    }

    fn draft(&self) -> Option<String> {
        let unsaved = self.keyed.as_ref().filter(|_| self.is_unsaved());
        unsaved.and_then(|keyed| serde_json::to_string(keyed).ok())
    }

    fn restore(&mut self, draft: &str) {
        self.keyed = serde_json::from_str(draft).ok();
        self.saved = None;
        self.focus = Some(Place::From);
    }
}

/// What Home says of drafts.
pub fn todo(batch: &Batch, currency: crate::kit::Currency) -> crate::app::Todo {
    crate::app::Todo {
        due: Some(batch.banked.unwrap_or(batch.received)),
        says: t!(
            "Batch {number} of {total} is not posted",
            number = batch.number,
            total = currency.show(batch.declared_total)
        ),
        detail: t!("received {day}", day = day::short(batch.received)),
        does: t!("Go on keying"),
        opens: crate::app::Opens { screen: super::BATCH, filter: batch.id.to_string() },
    }
}
