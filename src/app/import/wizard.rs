//! The screen that brings in a list: choose, map, see what happens, done.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::check::Shown;
use super::maps::Maps;
use super::{Job, Kind, Outcome, map, settings};
use crate::app::sight::Choice;
use crate::app::{Live, Reply, Screen, ShellAct, Sight, Wish, WishKind};
use crate::kit::Problem;
use crate::t;
use crate::tabular::{self, Mapping, Overrides, Question, Source, Terms};
use crate::ui::{self, Answer, BODY, Button, Dialog, Field, PageHeader, SMALL, Split, Tone, icons, line, look, paragraph};

/// What can be read.
const ENDINGS: (&str, &[&str]) = ("Lists", &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "vcf"]);

/// The file that was opened, with what was decided about it.
struct List {
    source: Arc<Source>,
    /// What a person said about how to read it.
    told: Overrides,
    mapping: Mapping,
    /// The saved map it began with.
    map: Option<String>,
    /// What the columns leave open, answered or not.
    questions: Vec<Question>,
    /// Why the map cannot be used yet.
    unfit: Option<Problem>,
    /// Something was decided since `questions` and `unfit` were looked at.
    stale: bool,
}

/// A file on its way in.
struct Reading {
    name: String,
    told: Overrides,
    /// The map to use; else a saved one that fits, or the guess.
    with: Option<(Option<String>, Mapping)>,
    reply: Reply<Source>,
}

/// What is kept while the office is locked.
#[derive(Serialize, Deserialize)]
struct Draft {
    path: PathBuf,
    map: Option<String>,
    mapping: String,
}

/// See the head of this file.
pub struct Wizard<O: 'static> {
    kind: &'static Kind<O>,
    options: O,
    maps: Maps,
    choosing: Option<Choice>,
    reading: Option<Reading>,
    list: Option<List>,
    checking: Option<Reply<Outcome>>,
    /// What would happen, once it was looked at; what did happen, once `done`.
    shown: Option<Shown>,
    doing: Option<Reply<Outcome>>,
    done: bool,
    /// What the office would undo now, to know whether it is this import.
    next: Live<Option<String>>,
    problem: Option<Problem>,
    /// Where the refused rows go.
    saving: Option<Choice>,
    writing: Option<(PathBuf, Reply<()>)>,
    /// The name that a map is to be saved under, while that is asked.
    naming: Option<String>,
    split: Split,
    /// To be read as soon as there is a desk.
    first: Option<(PathBuf, Option<(Option<String>, Mapping)>)>,
    example: bool,
}

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    pub fn boxed(kind: &'static Kind<O>) -> Box<dyn Screen> {
        Box::new(Self {
            kind,
            options: O::default(),
            maps: Maps::new(kind.noun),
            choosing: None,
            reading: None,
            list: None,
            checking: None,
            shown: None,
            doing: None,
            done: false,
            next: Live::new(&[]),
            problem: None,
            saving: None,
            writing: None,
            naming: None,
            split: Split::default(),
            first: None,
            example: false,
        })
    }

    fn begin_again(&mut self) {
        self.list = None;
        self.shown = None;
        self.done = false;
        self.problem = None;
        self.example = false;
    }

    fn choose(&mut self, sight: &Sight<'_>) {
        self.choosing = Some(sight.choose(Wish {
            title: (self.kind.title)().to_owned(),
            confirm: t!("Read it").to_owned(),
            kind: WishKind::Open,
            endings: Some(ENDINGS),
            name: String::new(),
        }));
    }

    /// Reads a file: it is looked at whole, on the office's thread.
    fn read(&mut self, sight: &Sight<'_>, path: PathBuf, told: Overrides, with: Option<(Option<String>, Mapping)>) {
        self.problem = None;
        self.shown = None;
        self.done = false;
        let name = file_name(&path);
        let how = match &with {
            Some((_, mapping)) => mapping.overrides(),
            None => Ok(told.clone()),
        };
        let example = self.example.then_some(self.kind.example);
        let reply = sight.desk.ask_office(move |_office| match example {
            Some(text) => tabular::from_bytes(&path, text.as_bytes().to_vec(), &how?),
            None => tabular::open(&path, &how?),
        });
        self.reading = Some(Reading { name, told, with, reply });
    }

    fn was_read(&mut self, reading: Reading, source: Source) {
        let (map, mapping) = match reading.with {
            Some((map, mapping)) => (map, mapping),
            None if reading.told == Overrides::default() => match self.maps.fitting(&source) {
                Some((name, mapping)) => (Some(name), mapping),
                None => (None, (self.kind.guess)(&source)),
            },
            None => (None, (self.kind.guess)(&source)),
        };
        let source = Arc::new(source);
        self.list = Some(List {
            source,
            told: reading.told,
            mapping,
            map,
            questions: Vec::new(),
            unfit: None,
            stale: true,
        });
    }

    fn job(&self, sight: &Sight<'_>) -> Option<Job<O>> {
        let list = self.list.as_ref()?;
        Some(Job {
            source: Arc::clone(&list.source),
            mapping: list.mapping.clone(),
            options: self.options.clone(),
            currency: *sight.currency(),
            today: sight.today(),
            month_first: sight.facts.profile.month_first,
        })
    }

    /// Looks whether the map fits, and what is open.
    fn fit(&mut self, sight: &Sight<'_>) {
        if !self.list.as_ref().is_some_and(|list| list.stale) {
            return;
        }
        let unfit = self.job(sight).and_then(|job| (self.kind.fits)(&job).err());
        let fields = self.kind.fields;
        if let Some(list) = &mut self.list {
            let open = Mapping { date_order: None, decimal_mark: None, ..list.mapping.clone() };
            let terms = Terms { currency: *sight.currency(), today: sight.today() };
            list.questions = open.questions(&list.source, fields, &terms);
            list.unfit = unfit;
            list.stale = false;
        }
    }

    fn check(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        if self.checking.is_some() || self.list.as_ref().is_none_or(|list| list.unfit.is_some()) {
            return;
        }
        self.problem = None;
        let preview = self.kind.preview;
        self.checking = Some(sight.desk.ask(move |conn| preview(conn, &job)));
    }

    fn commit(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        if self.doing.is_some() || self.why_not(sight).is_some() {
            return;
        }
        let commit = self.kind.commit;
        self.doing = Some(sight.desk.run(self.kind.op, move |office| commit(office, &job)));
    }

    /// Why the import cannot be done now.
    fn why_not(&self, sight: &Sight<'_>) -> Option<&'static str> {
        let report = &self.shown.as_ref()?.outcome.report;
        if sight.facts.read_only {
            Some(t!("This office is open read-only"))
        } else if self.example {
            Some(t!("This is an example; choose a file of your own"))
        } else if self.doing.is_some() {
            Some(t!("One moment…"))
        } else {
            (report.added + report.updated == 0).then(|| t!("No row of the list would change anything"))
        }
    }

    fn take(&mut self, sight: &Sight<'_>) {
        if let Some(chosen) = self.choosing.as_ref().and_then(Choice::take) {
            self.choosing = None;
            if let Some(path) = chosen {
                self.example = false;
                self.read(sight, path, Overrides::default(), None);
            }
        }
        if let Some((path, with)) = self.first.take() {
            self.read(sight, path, Overrides::default(), with);
        }
        if let Some(outcome) = self.reading.as_mut().and_then(|reading| reading.reply.take())
            && let Some(reading) = self.reading.take()
        {
            match outcome {
                Ok(source) => self.was_read(reading, source),
                Err(problem) => self.problem = Some(problem),
            }
        }
        if let Some(outcome) = self.checking.as_mut().and_then(Reply::take) {
            self.checking = None;
            match outcome {
                Ok(outcome) => self.shown = Some(Shown::new(outcome)),
                Err(problem) => self.problem = Some(problem),
            }
        }
        if let Some(outcome) = self.doing.as_mut().and_then(Reply::take) {
            self.doing = None;
            match outcome {
                Ok(outcome) => {
                    self.shown = Some(Shown::new(outcome));
                    self.done = true;
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    /// The refused rows go into a file of their own, to be corrected and read again with the same map.
    fn refused(&mut self, sight: &Sight<'_>) {
        if let Some(chosen) = self.saving.as_ref().and_then(Choice::take) {
            self.saving = None;
            if let (Some(path), Some(shown)) = (chosen, &self.shown) {
                let (refused, to) = (shown.outcome.refused.clone(), path.clone());
                self.writing = Some((path, sight.desk.ask_office(move |_office| refused.write(&to))));
            }
        }
        if let Some(outcome) = self.writing.as_mut().and_then(|(_, reply)| reply.take())
            && let Some((path, _)) = self.writing.take()
        {
            match outcome {
                Ok(()) => sight.notice(
                    Tone::Good,
                    t!("The refused rows are in {file}", file = file_name(&path)),
                    t!("Mend them there, and bring that file in with the same map"),
                ),
                Err(problem) => sight.problem(problem),
            }
        }
    }

    fn save_refused(&mut self, sight: &Sight<'_>) {
        let Some(list) = &self.list else { return };
        let stem = list.source.path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        self.saving = Some(sight.choose(Wish {
            title: t!("Save the refused rows").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some(("Tables", &["csv"])),
            name: format!("{stem}-refused.csv"),
        }));
    }
}

impl<O: Clone + Default + Send + 'static> Screen for Wizard<O> {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.maps.logic(sight);
        self.take(sight);
        self.fit(sight);
        self.refused(sight);
        let op = self.shown.as_ref().filter(|_| self.done).and_then(|shown| shown.outcome.report.op.clone());
        if op.is_some() {
            self.next.want_office(sight.desk, (), |office, ()| Ok(office.next_undo()?.map(|next| next.op.to_string())));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let dropped = ui.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.begin_again();
            self.first = Some((path, None));
        }
        match (&self.list, &self.shown) {
            (None, _) => self.choose_ui(ui, sight),
            (Some(_), None) => self.map_ui(ui, sight),
            (Some(_), Some(_)) => self.check_ui(ui, sight),
        }
        self.naming_ui(ui, sight);
    }

    fn go(&mut self, filter: &str) {
        match filter.split_once(':').unwrap_or((filter, "")) {
            ("file", path) => {
                self.begin_again();
                self.first = Some((PathBuf::from(path), None));
            }
            ("example", _) => {
                self.begin_again();
                self.example = true;
                self.first = Some((PathBuf::from("example.csv"), None));
            }
            _ => {}
        }
    }

    fn draft(&self) -> Option<String> {
        let list = self.list.as_ref().filter(|_| !self.done && !self.example)?;
        let mapping = list.mapping.to_toml().ok()?;
        let draft = Draft { path: list.source.path.clone(), map: list.map.clone(), mapping };
        serde_json::to_string(&draft).ok()
    }

    fn restore(&mut self, draft: &str) {
        if let Ok(draft) = serde_json::from_str::<Draft>(draft)
            && let Ok(mapping) = Mapping::from_toml(&draft.mapping)
        {
            self.first = Some((draft.path, Some((draft.map, mapping))));
        }
    }
}

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    fn choose_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let home = self.kind.home;
        if pressed(ui, Modifiers::NONE, Key::Escape) {
            sight.go(home, "");
        }
        PageHeader::new((self.kind.title)()).show(
            ui,
            |ui| {
                if Button::secondary(t!("Back")).icon(icons::ARROW_LEFT).show(ui).clicked() {
                    sight.go(home, "");
                }
            },
            |ui| {
                ui.add_space(8.0);
            },
        );
        if let Some(reading) = &self.reading {
            let what = t!("Reading {file}…", file = reading.name);
            busy(ui, &what);
            return;
        }
        ui.spacing_mut().item_spacing.y = 8.0;
        if let Some(problem) = &self.problem {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 16)).show(ui, |ui| trouble(ui, problem));
        }
        let mut choose = false;
        ui::empty_state(ui, icons::UPLOAD_SIMPLE, t!("Bring in the list you have"), (self.kind.about)(), |ui| {
            choose = Button::primary(t!("Choose a file…")).show(ui).clicked();
        });
        // Nothing else can be meant here.
        choose |= ui.memory(|m| m.focused().is_none()) && pressed(ui, Modifiers::NONE, Key::Enter);
        if choose {
            self.choose(sight);
        }
    }

    fn map_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(list) = &self.list else { return };
        let unfit = list.unfit.as_ref().map(|_| t!("See at the right what is missing"));
        let busy_now = self.checking.is_some() || self.reading.is_some();
        let (name, shape) = (file_name(&list.source.path), settings::shape(&list.source));
        let (mut check, mut other) = (false, false);
        let mut back = pressed(ui, Modifiers::NONE, Key::Escape);
        check |= pressed(ui, Modifiers::COMMAND, Key::Enter);
        PageHeader::new((self.kind.title)()).subtitle(&format!("{name} · {shape}")).show(
            ui,
            |ui| {
                let busy_words = busy_now.then(|| t!("One moment…"));
                check |= Button::primary(t!("See what happens")).unless(unfit.or(busy_words)).show(ui).clicked();
                other = Button::secondary(t!("Another file…")).show(ui).clicked();
                back |= Button::quiet(t!("Cancel")).show(ui).clicked();
            },
            |ui| {
                ui.add_space(8.0);
            },
        );
        let mut reread = None;
        let mut apply = None;
        let mut name_it = false;
        let mut forget = None;
        let checking = self.checking.is_some();
        let Self { list, kind, split, maps, options, problem, .. } = self;
        let Some(list) = list else { return };
        let (source, map_name, told) = (Arc::clone(&list.source), list.map.clone(), list.told.clone());
        let (questions, unfit) = (list.questions.clone(), list.unfit.as_ref());
        let mapping = list.mapping.clone();
        let (mut sent, mut answered, mut opted) = (false, false, false);
        let shared = std::cell::RefCell::new(mapping);
        let foot = 40.0;
        let area = ui.available_rect_before_wrap();
        let mut page = ui.new_child(egui::UiBuilder::new().id_salt("page").max_rect(area.with_max_y(area.bottom() - foot)));
        split.show(
            &mut page,
            |ui| sent = map::table(ui, &source, &mut shared.borrow_mut(), kind.fields),
            |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                if checking {
                    ui::progress(ui, t!("Looking at every row…"), None, "", false);
                }
                if let Some(problem) = problem.as_ref().or(unfit.filter(|_| questions_are_answered(&questions, &shared.borrow()))) {
                    trouble(ui, problem);
                }
                answered = settings::questions(ui, &questions, &mut shared.borrow_mut());
                opted = (kind.options)(ui, options);
                ui::section(ui, t!("The map"));
                let mut chosen = map_name.clone();
                let names: Vec<String> = maps.names().map(str::to_owned).collect();
                let mut all: Vec<(Option<String>, &str)> = vec![(None, t!("As guessed from the headings"))];
                all.extend(names.iter().map(|name| (Some(name.clone()), name.as_str())));
                if !names.is_empty() && ui::Choice::new(t!("Saved maps"), &mut chosen, &all).show(ui).changed() {
                    apply = Some(chosen);
                }
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                    name_it = Button::secondary(t!("Save this map…")).show(ui).clicked();
                    if let Some(name) = &map_name
                        && Button::quiet(t!("Forget it")).show(ui).on_hover_text(name).clicked()
                    {
                        forget = Some(name.clone());
                    }
                });
                ui::section(ui, t!("How the file is read"));
                reread = settings::source(ui, &source, &told);
            },
        );
        list.stale |= sent || answered || opted;
        list.mapping = shared.into_inner();
        if sent || answered {
            *problem = None;
        }
        let mut strip = ui.new_child(egui::UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
        ui::key_hints(
            &mut strip,
            &[(t!("Tab"), t!("next column")), (t!("Ctrl Enter"), t!("see what happens")), (t!("Escape"), t!("leave"))],
            t!("Nothing is changed yet"),
        );
        ui.advance_cursor_after_rect(area);
        let path = source.path.clone();
        if let Some(told) = reread {
            self.read(sight, path, told, None);
        } else if let Some(name) = apply {
            let with = match name {
                Some(name) => self.maps.get(&name).map(|mapping| (Some(name), mapping)),
                None => Some((None, (self.kind.guess)(&source))),
            };
            self.read(sight, path, Overrides::default(), with);
        } else if let Some(name) = forget {
            self.maps.forget(sight, &name);
            if let Some(list) = &mut self.list {
                list.map = None;
            }
        } else if name_it {
            self.naming = Some(map_name.unwrap_or_default());
        } else if check {
            self.check(sight);
        } else if other {
            self.choose(sight);
        } else if back {
            self.begin_again();
            sight.go(self.kind.home, "");
        }
    }

    fn naming_ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(name) = &mut self.naming else { return };
        let trimmed = name.trim().to_owned();
        let empty = trimmed.is_empty().then(|| t!("Write a name"));
        let body = t!("The next file with the same headings is read in the same way. Whoever has this office’s file has the map.");
        let answer = Dialog::new(t!("Save this map"), t!("Save")).body(body).unless(empty).show(ui, |ui| {
            Field::new(t!("Name of the map"), name).placeholder(t!("Members from the old system")).show(ui);
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.naming = None,
            Answer::Confirmed => {
                if let Some(list) = &mut self.list {
                    self.maps.save(sight, &trimmed, &list.mapping);
                    list.map = Some(trimmed);
                }
                self.naming = None;
            }
        }
    }

    fn check_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = self.why_not(sight);
        let (kind, done) = (self.kind, self.done);
        let Some(shown) = &mut self.shown else { return };
        let report = &shown.outcome.report;
        let count = (kind.counted)(report.added + report.updated);
        let refused = report.refused;
        let undoable = done && report.op.is_some() && self.next.get().is_some_and(|next| *next == report.op);
        let name = self.list.as_ref().map(|list| file_name(&list.source.path)).unwrap_or_default();
        let title = if done { t!("Imported {count}", count = count) } else { (kind.title)().to_owned() };
        let (chip, tone) = if done { (t!("Done"), Tone::Good) } else { (t!("Nothing is changed yet"), Tone::Plain) };
        let (mut go, mut back, mut again, mut save, mut home) = (false, false, false, false, false);
        if done {
            home |= pressed(ui, Modifiers::COMMAND, Key::Enter) || pressed(ui, Modifiers::NONE, Key::Escape);
        } else {
            go |= pressed(ui, Modifiers::COMMAND, Key::Enter);
            back |= pressed(ui, Modifiers::NONE, Key::Escape);
        }
        let problem = self.problem.as_ref();
        PageHeader::new(&title).chip(chip, tone).subtitle(&name).show(
            ui,
            |ui| {
                if done {
                    home |= Button::primary(t!("Show them")).show(ui).clicked();
                    if undoable && Button::secondary(t!("Undo the import")).icon(icons::ARROW_U_UP_LEFT).show(ui).clicked() {
                        sight.shell(ShellAct::Undo);
                    }
                    again = Button::secondary(t!("Another file…")).show(ui).clicked();
                } else {
                    let words = t!("Import {count}", count = count);
                    go |= Button::primary(&words).unless(why_not).show(ui).clicked();
                    back |= Button::secondary(t!("Back to the map")).show(ui).clicked();
                }
                if refused > 0 {
                    save = Button::secondary(t!("Save the refused rows…")).show(ui).clicked();
                }
            },
            |ui| {
                if let Some(problem) = problem {
                    trouble(ui, problem);
                    ui.add_space(8.0);
                }
                shown.summary(ui, sight.currency());
                ui.add_space(16.0);
            },
        );
        let area = ui.available_rect_before_wrap();
        let foot = 40.0;
        let mut page = ui.new_child(egui::UiBuilder::new().id_salt("rows").max_rect(area.with_max_y(area.bottom() - foot)));
        shown.rows(&mut page);
        let mut strip = ui.new_child(egui::UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
        let keys: &[(&str, &str)] = if done {
            &[(t!("Escape"), t!("show them"))]
        } else {
            &[(t!("Ctrl Enter"), t!("import")), (t!("Escape"), t!("back to the map"))]
        };
        let note = if done { t!("One step of the history") } else { t!("What is shown is what will be done, as one step") };
        ui::key_hints(&mut strip, keys, note);
        ui.advance_cursor_after_rect(area);
        if go {
            self.commit(sight);
        } else if back {
            self.shown = None;
            self.problem = None;
        } else if save {
            self.save_refused(sight);
        } else if again {
            self.begin_again();
            self.choose(sight);
        } else if home {
            self.begin_again();
            sight.go(self.kind.home, "");
        }
    }
}

/// Whether something is wrong beside an open question, which says so itself.
fn questions_are_answered(questions: &[Question], mapping: &Mapping) -> bool {
    questions.iter().all(|q| match q.setting {
        "date_order" => mapping.date_order.is_some(),
        _ => mapping.decimal_mark.is_some(),
    })
}

fn trouble(ui: &mut Ui, problem: &Problem) {
    ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
}

fn busy(ui: &mut Ui, what: &str) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 24)).show(ui, |ui| {
        line(ui, what, BODY);
        paragraph(ui, t!("The whole file is looked at, so that nothing has to be guessed."), SMALL.ink(look(ui).muted));
    });
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a key is meant for the page, and not for a list or dialog above it.
fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    !covered && ui.input_mut(|i| i.consume_key(modifiers, key))
}
