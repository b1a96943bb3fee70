//! The screen that brings in a list: choose, map, see what happens, done.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::check::Shown;
use super::draw::file_name;
use super::maps::Maps;
use super::{Job, Kind, Outcome};
use crate::app::sight::Choice;
use crate::app::{Live, Reply, Screen, Sight, Wish, WishKind};
use crate::kit::Problem;
use crate::office::{OpId, history};
use crate::t;
use crate::tabular::{self, Mapping, Overrides, Question, Source, Terms};
use crate::ui::{Split, Tone};

/// What can be read.
const ENDINGS: (&str, &[&str]) = ("Lists", &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "vcf"]);

/// A map, and the name it is saved under.
type Named = (Option<String>, Mapping);

/// The file that was opened, with what was decided about it.
pub(super) struct List {
    pub(super) source: Arc<Source>,
    /// What a person said about how to read it.
    pub(super) told: Overrides,
    pub(super) mapping: Mapping,
    /// The saved map it began with.
    pub(super) map: Option<String>,
    /// What the columns leave open, answered or not.
    pub(super) questions: Vec<Question>,
    /// Why the map cannot be used yet.
    pub(super) unfit: Option<Problem>,
    /// Something was decided since `questions` and `unfit` were looked at.
    pub(super) stale: bool,
}

/// A file on its way in.
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) told: Overrides,
    /// The map to use; else a saved one that fits, or the guess.
    pub(super) with: Option<Named>,
    pub(super) reply: Reply<Source>,
}

/// What has become of an import since it was done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Since {
    /// It is what Undo would take back now.
    pub(super) undoable: bool,
    pub(super) undone: bool,
}

/// Among how many of the newest steps an import is looked for, to see whether it was undone.
const LOOKED_AT: i64 = 100;

/// What is kept while the office is locked.
#[derive(Serialize, Deserialize)]
struct Draft {
    path: PathBuf,
    map: Option<String>,
    mapping: String,
}

/// See the head of this file.
pub struct Wizard<O: 'static> {
    pub(super) kind: &'static Kind<O>,
    pub(super) options: O,
    pub(super) maps: Maps,
    pub(super) choosing: Option<Choice>,
    pub(super) reading: Option<Reading>,
    pub(super) list: Option<List>,
    pub(super) checking: Option<Reply<Outcome>>,
    /// What would happen, once it was looked at; what did happen, once `done`.
    pub(super) shown: Option<Shown>,
    pub(super) doing: Option<Reply<Outcome>>,
    pub(super) done: bool,
    /// What has become of the import that was done.
    pub(super) since: Live<Since, Option<String>>,
    pub(super) problem: Option<Problem>,
    /// Where the refused rows go.
    pub(super) saving: Option<Choice>,
    pub(super) writing: Option<(PathBuf, Reply<()>)>,
    /// The name that a map is to be saved under, while that is asked.
    pub(super) naming: Option<String>,
    pub(super) split: Split,
    /// To be read as soon as there is a desk.
    pub(super) first: Option<(PathBuf, Option<Named>)>,
    pub(super) example: bool,
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
            since: Live::new(&[]),
            problem: None,
            saving: None,
            writing: None,
            naming: None,
            split: Split::default(),
            first: None,
            example: false,
        })
    }

    pub(super) fn begin_again(&mut self) {
        self.list = None;
        self.shown = None;
        self.done = false;
        self.problem = None;
        self.example = false;
    }

    pub(super) fn choose(&mut self, sight: &Sight<'_>) {
        self.choosing = Some(sight.choose(Wish {
            title: (self.kind.title)().to_owned(),
            confirm: t!("Read it").to_owned(),
            kind: WishKind::Open,
            endings: Some(ENDINGS),
            name: String::new(),
        }));
    }

    /// Reads a file: it is looked at whole, on the office's thread.
    pub(super) fn read(&mut self, sight: &Sight<'_>, path: PathBuf, told: Overrides, with: Option<Named>) {
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
        self.list =
            Some(List { source, told: reading.told, mapping, map, questions: Vec::new(), unfit: None, stale: true });
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

    pub(super) fn check(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        if self.checking.is_some() || self.list.as_ref().is_none_or(|list| list.unfit.is_some()) {
            return;
        }
        self.problem = None;
        let preview = self.kind.preview;
        self.checking = Some(sight.desk.ask(move |conn| preview(conn, &job)));
    }

    pub(super) fn commit(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        if self.doing.is_some() || self.why_not(sight).is_some() {
            return;
        }
        let commit = self.kind.commit;
        self.doing = Some(sight.desk.run(self.kind.op, move |office| commit(office, &job)));
    }

    /// Why the import cannot be done now.
    pub(super) fn why_not(&self, sight: &Sight<'_>) -> Option<&'static str> {
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

    pub(super) fn save_refused(&mut self, sight: &Sight<'_>) {
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
            self.since.want_office(sight.desk, op, |office, op| {
                let is_it = |id: OpId| op.as_deref() == Some(id.to_string().as_str());
                let undoable = office.next_undo()?.is_some_and(|next| is_it(next.op));
                let steps = office.read(|conn| history::steps(conn, 0, LOOKED_AT))?;
                let undone = steps.iter().any(|step| step.undone && is_it(step.id));
                Ok(Since { undoable, undone })
            });
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
