//! What the screen of an import asks and does: reading the file, fitting the map, looking, importing, the refused rows.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::check::Shown;
use super::draw::file_name;
use super::wizard::{List, Named, Reading, Wizard};
use super::{Before, Job};
use crate::app::copied::copy;
use crate::app::sight::Choice;
use crate::app::{Reply, Sight, Wish, WishKind};
use crate::kit::Problem;
use crate::office::{Changed, Done, backup};
use crate::t;
use crate::tabular::{self, Mapping, Overrides, Source, Terms};
use crate::ui::Tone;

/// What can be read.
const ENDINGS: (&str, &[&str]) = ("Lists", &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "vcf"]);

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    pub(super) fn begin_again(&mut self) {
        self.list = None;
        self.shown = None;
        self.done = false;
        self.copied = None;
        self.again = false;
        self.answers.clear();
        self.asking = None;
        self.problem = None;
        self.example = false;
    }

    /// A file on its way in is let go; nothing of it is kept.
    pub(super) fn stop_reading(&mut self) {
        if let Some(reading) = self.reading.take() {
            reading.reply.forget();
        }
    }

    /// An earlier import of this input that still has to be spoken about: a second time must be meant.
    pub(super) fn repeated(&self) -> Option<&Before> {
        self.before.get().and_then(Option::as_ref).filter(|_| self.kind.once && !self.again)
    }

    /// Whether it is known if this input came in before.
    fn knows_before(&self) -> bool {
        let digest = self.list.as_ref().map(|list| list.source.digest());
        let asked = self.before.asked_for().and_then(Option::as_deref);
        self.example || (asked == digest && !self.before.is_coming())
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
        self.copied = None;
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
            days: BTreeMap::new(),
        });
    }

    fn job(&self, sight: &Sight<'_>) -> Option<Job<O>> {
        let list = self.list.as_ref()?;
        Some(Job {
            source: Arc::clone(&list.source),
            mapping: list.mapping.clone(),
            options: self.options.clone(),
            again: self.again,
            answers: self.answers.clone(),
            currency: *sight.currency(),
            today: sight.today(),
            month_first: sight.facts.profile.month_first,
        })
    }

    /// Looks whether the map fits, and what is open.
    pub(super) fn fit(&mut self, sight: &Sight<'_>) {
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

    /// Looks at every row. Nothing is changed.
    pub(super) fn check(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        let fits = self.list.as_ref().is_some_and(|list| list.unfit.is_none());
        if self.checking.is_some() || !fits || !self.knows_before() || self.repeated().is_some() {
            return;
        }
        self.problem = None;
        let preview = self.kind.preview;
        self.checking = Some(sight.desk.with_office(t!("Look at every row"), move |office| {
            let Some(office) = office else { return Err(Problem::input(t!("The office is closed"))) };
            let looked_at = office.fingerprint()?.generation;
            let outcome = preview(office, &job);
            // Cancel was for this alone.
            office.progress().cancelled.store(false, Ordering::SeqCst);
            Ok((looked_at, outcome?))
        }));
    }

    /// Does what was shown, after a copy of the office was made; nothing where the office is not what it was then.
    pub(super) fn commit(&mut self, sight: &Sight<'_>) {
        let Some(job) = self.job(sight) else { return };
        if self.doing.is_some() || self.why_not(sight).is_some() {
            return;
        }
        let (commit, looked_at, folder) = (self.kind.commit, self.looked_at, sight.machine.borrow().backup_folder());
        self.problem = None;
        self.doing = Some(sight.desk.run(self.kind.op, move |office| {
            if office.fingerprint()?.generation != looked_at {
                return Ok(Done { value: None, op: None, changed: Changed::default() });
            }
            let copied = copy(office, folder, backup::Before::Import)?;
            let Done { value, op, changed } = commit(office, &job)?;
            Ok(Done { value: Some((value, copied)), op, changed })
        }));
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

    pub(super) fn take(&mut self, sight: &Sight<'_>) {
        if let Some(chosen) = self.choosing.as_ref().and_then(Choice::take) {
            self.choosing = None;
            if let Some(path) = chosen {
                self.example = false;
                self.again = false;
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
                Ok((looked_at, outcome)) => {
                    self.looked_at = looked_at;
                    self.shown = Some(Shown::new(outcome, self.kind));
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
        if let Some(outcome) = self.doing.as_mut().and_then(Reply::take) {
            self.doing = None;
            match outcome {
                Ok(Some((outcome, copied))) => {
                    self.shown = Some(Shown::new(outcome, self.kind));
                    self.copied = Some(copied);
                    self.done = true;
                }
                Ok(None) => {
                    self.check(sight);
                    // Where it cannot be looked at again as it is, the map says why.
                    if self.checking.is_none() {
                        self.shown = None;
                    }
                    self.problem = Some(
                        Problem::input(t!("The office has changed since this was shown, so nothing was imported"))
                            .hint(t!("See what would happen now")),
                    );
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    /// The refused rows go into a file of their own, to be corrected and read again with the same map.
    pub(super) fn refused(&mut self, sight: &Sight<'_>) {
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
            // Beside the list itself, where its next reader looks.
            name: list.source.path.with_file_name(format!("{stem}-refused.csv")).display().to_string(),
        }));
    }
}
