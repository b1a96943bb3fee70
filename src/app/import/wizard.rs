//! The screen that brings in a list: choose, map, see what happens, done. What it asks and does is in [`super::work`].

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::check::Shown;
use super::maps::Maps;
use super::{Before, Choices, Kind, Outcome};
use crate::app::copied::Copied;
use crate::app::sight::Choice;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::Problem;
use crate::office::{OpId, history};
use crate::tabular::{Mapping, Overrides, Question, Source};
use crate::ui::Split;

/// A map, and the name it is saved under.
pub(super) type Named = (Option<String>, Mapping);

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
    /// Days for every row as they are being typed, by the key of their field.
    pub(super) days: BTreeMap<&'static str, String>,
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

/// What came of asking for an import; nothing where the office has changed since the preview.
pub(super) type Committed = Option<(Outcome, Copied)>;

/// See the head of this file.
pub struct Wizard<O: 'static> {
    pub(super) kind: &'static Kind<O>,
    pub(super) options: O,
    pub(super) maps: Maps,
    pub(super) choosing: Option<Choice>,
    pub(super) reading: Option<Reading>,
    pub(super) list: Option<List>,
    pub(super) checking: Option<Reply<(i64, Outcome)>>,
    /// Where the office's history stood when it was looked at.
    pub(super) looked_at: i64,
    /// What would happen, once it was looked at; what did happen, once `done`.
    pub(super) shown: Option<Shown>,
    pub(super) doing: Option<Reply<Committed>>,
    pub(super) done: bool,
    /// What became of the copy before the import that was done.
    pub(super) copied: Option<Copied>,
    /// An earlier import of the same input, by its digest.
    pub(super) before: Live<Option<Before>, Option<String>>,
    /// The same input once more, and that is meant.
    pub(super) again: bool,
    /// What was answered to what rows leave open, by the key of the question.
    pub(super) answers: BTreeMap<String, String>,
    /// The answers while they are being given.
    pub(super) asking: Option<BTreeMap<String, String>>,
    /// What fields for every row choose from.
    pub(super) choices: Live<Choices>,
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
            looked_at: 0,
            shown: None,
            doing: None,
            done: false,
            copied: None,
            before: Live::new(&["import_run"]),
            again: false,
            answers: BTreeMap::new(),
            asking: None,
            choices: Live::new(&[]),
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
}

impl<O: Clone + Default + Send + 'static> Screen for Wizard<O> {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.maps.logic(sight);
        let digest = self.list.as_ref().filter(|_| !self.example).map(|list| list.source.digest().to_owned());
        let before = self.kind.before;
        self.before.want(sight.desk, digest, move |conn, digest| match digest {
            Some(digest) => before(conn, digest),
            None => Ok(None),
        });
        self.choices.want(sight.desk, (), {
            let choices = self.kind.choices;
            move |conn, ()| choices(conn)
        });
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
        self.asking_ui(ui, sight);
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
