//! Appeals: the list with what each brought against its target, and beside it one of them or the form.

mod ask;
mod form;
mod list;
mod pane;

use egui::Ui;

use super::super::model::{Appeal, AppealId, Ask, Audience, Chosen, Progress, Stage, added_up};
use super::super::{report, store};
use super::shown::Shown;
use super::typing::{Asking, Outcome};
use super::{
    ADD_APPEAL, ASK_FOR_APPEAL, EDIT_APPEAL, EXPORT_APPEALS, EXPORT_ASKED, NAME_APPEAL, NUMBERS, REMOVE_APPEAL,
};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Money};
use crate::office::history;
use crate::people::screen::person::Suggestions;
use crate::t;
use crate::ui::{self, BODY, Tone, look};
use ask::{What, Whom};
use form::Editing;

/// What the answers depend on.
const TABLES: &[&str] = &["appeal", "appeal_name", "appeal_ask", "appeal_recipient", "entry", "entry_line", "person"];

/// Which appeals the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    /// Those that have not ended.
    #[default]
    Open,
    All,
    Only(Stage),
    /// Names of the ledger that nobody planned.
    Unplanned,
}

/// One row of the list.
struct Line {
    /// The appeal's; below nought for a name that nobody planned.
    id: i64,
    name: String,
    appeal: Option<Appeal>,
    progress: Progress,
    stage: Stage,
}

/// All appeals, worked out for a day.
struct Everything {
    stamp: u64,
    lines: Vec<Line>,
}

/// The appeal in the pane.
struct Open {
    appeal: Appeal,
    progress: Progress,
    /// What came by each of the other names.
    by_name: Vec<Money>,
    asks: Vec<Ask>,
    /// How many were asked, each once, and how many of them gave.
    asked: (usize, usize),
    /// What had come until each day.
    points: Vec<(Day, Money)>,
    steps: Vec<history::Step>,
}

/// See the head of this file.
pub(in crate::fundraising) struct Appeals {
    text: String,
    which: Which,
    all: Live<Everything, Day>,
    shown: Shown<(String, Which)>,
    open: Live<Option<Open>, Option<i64>>,
    /// The plot's figures instead of the plot.
    numbers: bool,
    form: Option<Editing>,
    ask: Option<Asking<What>>,
    /// For the question whose page a name is.
    found: Suggestions,
    tags: Live<Vec<String>>,
    /// Whom the question about asking means.
    chosen: Live<Chosen, (AppealId, Option<Audience>, Day)>,
    exporting: Exporting,
    saving: crate::ledger::screen::export::Saving,
    pending: Option<Pending>,
}

/// What is done once the list is there.
#[derive(Clone, Debug, PartialEq)]
enum Pending {
    Command(&'static str),
    /// People from elsewhere are to be asked.
    Ask(Whom),
}

const OF_ONE: [&crate::app::Command; 4] = [&EDIT_APPEAL, &ASK_FOR_APPEAL, &NAME_APPEAL, &REMOVE_APPEAL];

impl Appeals {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            which: Which::default(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            open: Live::new(TABLES),
            numbers: false,
            form: None,
            ask: None,
            found: Suggestions::default(),
            tags: Live::new(&["person_tag"]),
            chosen: Live::new(&["person", "person_consent", "person_tag", "entry", "appeal_recipient", "pledge"]),
            exporting: Exporting::default(),
            saving: crate::ledger::screen::export::Saving::default(),
            pending: None,
        })
    }

    fn lines(&self) -> &[Line] {
        self.all.get().map_or(&[][..], |all| &all.lines)
    }

    fn show(&mut self, id: i64) {
        self.form = None;
        self.shown.show(id);
        let listed = self.shown.rows(self.lines()).any(|line| line.id == id);
        if !listed {
            (self.text, self.which) = (String::new(), Which::All);
        }
    }

    fn arrange(&mut self) {
        let Some(all) = self.all.get() else { return };
        let filters = (self.text.clone(), self.which);
        let words = fold(&self.text);
        self.shown.arrange(all.stamp, &all.lines, &filters, |line| {
            fold(&line.name).contains(&words)
                && match self.which {
                    Which::Open => line.stage != Stage::Ended,
                    Which::All => true,
                    Which::Only(stage) => line.appeal.is_some() && line.stage == stage,
                    Which::Unplanned => line.appeal.is_none(),
                }
        });
        self.shown.follow(&all.lines, |line| line.id);
    }

    fn open_line(&self) -> Option<&Line> {
        let id = self.shown.open(self.lines(), |line| line.id)?;
        self.lines().iter().find(|line| line.id == id)
    }

    /// The appeals that people can still be asked for, by name.
    fn running(&self) -> Vec<(AppealId, String)> {
        let open = self.lines().iter().filter(|line| line.stage != Stage::Ended);
        open.filter_map(|line| Some((line.appeal.as_ref()?.id, line.name.clone()))).collect()
    }

    /// Opens the question or form of a command about the appeal in the pane.
    fn begin(&mut self, pending: Pending, sight: &Sight<'_>) {
        let key = match pending {
            Pending::Command(key) => key,
            Pending::Ask(whom) => {
                let running = self.running();
                let Some((appeal, _)) = running.first() else {
                    return sight.notice(Tone::Warning, t!("No appeal is running"), t!("Plan one first"));
                };
                self.ask = Some(Asking::new(What::ask(*appeal, running.clone(), whom, sight.today())));
                return;
            }
        };
        let Some(Some(open)) = self.open.get() else {
            return sight.notice(Tone::Warning, t!("No appeal is open"), t!("Choose one in the list first"));
        };
        let (id, name) = (open.appeal.id, open.appeal.terms.name.clone());
        if key == EDIT_APPEAL.key {
            self.form = Some(Editing::change(&open.appeal, sight));
        } else if key == ASK_FOR_APPEAL.key {
            let mut all = self.running();
            if !all.iter().any(|(known, _)| *known == id) {
                all.push((id, name));
            }
            self.ask = Some(Asking::new(What::ask(id, all, Whom::default(), sight.today())));
        } else if key == NAME_APPEAL.key {
            self.ask = Some(Asking::new(What::name(id, name)));
        } else if key == REMOVE_APPEAL.key {
            self.ask = Some(Asking::new(What::Remove { appeal: id, name }));
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<pane::Want> {
        if let Some(form) = &mut self.form {
            if form.ui(ui, sight) == Some(Outcome::Left) {
                self.form = None;
            }
            return None;
        }
        let line = self.open_line()?;
        if line.appeal.is_none() {
            return pane::unplanned(ui, sight, line);
        }
        match self.open.get() {
            Some(Some(open)) => pane::show(ui, sight, open, self.numbers),
            _ => {
                let words = t!("Choose an appeal in the list, and what is known of it shows here.");
                ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                None
            }
        }
    }

    fn does(&mut self, want: pane::Want, sight: &Sight<'_>) {
        match want {
            pane::Want::Command(key) if key == NUMBERS.key => self.numbers = !self.numbers,
            pane::Want::Command(key) => self.begin(Pending::Command(key), sight),
            pane::Want::Plan(name) => self.form = Some(Editing::new(&name)),
            pane::Want::Join(word) => {
                let planned =
                    self.lines().iter().filter_map(|line| Some((line.appeal.as_ref()?.id, line.name.clone())));
                let planned: Vec<(AppealId, String)> = planned.collect();
                match planned.first() {
                    Some((first, _)) => {
                        let what = What::Join { word, appeal: *first, appeals: planned.clone() };
                        self.ask = Some(Asking::new(what));
                    }
                    None => sight.notice(Tone::Warning, t!("No appeal is planned yet"), t!("Plan one first")),
                }
            }
            pane::Want::Unname(name, word) => {
                if let Some(Some(open)) = self.open.get() {
                    self.ask = Some(Asking::new(What::Unname { appeal: open.appeal.id, name, word }));
                }
            }
            pane::Want::Unask(ask, asked) => self.ask = Some(Asking::new(What::Unask { ask, asked })),
            pane::Want::List(ask) => {
                if let Some(Some(open)) = self.open.get() {
                    let appeal = open.appeal.id;
                    let sheet = sight.desk.ask(move |conn| report::asked(conn, appeal, ask));
                    self.saving.make(sheet, "asked.xlsx");
                }
            }
        }
    }
}

impl Screen for Appeals {
    fn logic(&mut self, sight: &Sight<'_>) {
        let (stamp, today) = (sight.desk.revision(TABLES), sight.today());
        self.all.want(sight.desk, today, move |conn, today| {
            let appeals = store::appeals(conn)?;
            let brought = store::brought(conn, &appeals, None)?;
            let mut lines: Vec<Line> = appeals
                .into_iter()
                .map(|appeal| Line {
                    id: appeal.id.0,
                    name: appeal.terms.name.clone(),
                    progress: brought.by(appeal.id),
                    stage: appeal.terms.stage(*today),
                    appeal: Some(appeal),
                })
                .collect();
            lines.sort_by_key(|line| line.stage);
            let words = brought.unplanned.into_values().zip(1..).map(|((name, progress), n)| Line {
                id: -n,
                name,
                progress,
                stage: Stage::Running,
                appeal: None,
            });
            lines.extend(words);
            Ok(Everything { stamp, lines })
        });
        self.arrange();
        let id = self.shown.open(self.lines(), |line| line.id).filter(|id| *id > 0);
        self.open.want(sight.desk, id, |conn, id| {
            let Some(appeal) = id.and_then(|id| store::appeal(conn, AppealId(id)).ok()) else { return Ok(None) };
            let words: Vec<String> = appeal.names.iter().map(|name| name.new.name.clone()).collect();
            let asked = store::asked(conn, &appeal)?;
            Ok(Some(Open {
                progress: store::brought(conn, std::slice::from_ref(&appeal), None)?.by(appeal.id),
                by_name: store::raised_by_word(conn, &words)?,
                asks: store::asks(conn, &appeal)?,
                asked: store::once_each(&asked),
                points: added_up(&store::raised_by_day(conn, &appeal.words())?),
                steps: history::of_record(conn, &[("appeal", appeal.id.0)])?,
                appeal,
            }))
        });
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Editing::logic) {
            self.show(id);
        }
        if let Some(ask) = &mut self.ask {
            if !ask.logic() {
                self.ask = None;
            } else if let What::Name { who, .. } = &ask.what {
                self.found.want(sight.desk, who);
            } else if let What::Ask { appeal, whom, .. } = &ask.what {
                self.chosen.want(sight.desk, (*appeal, whom.audience(), today), |conn, (appeal, audience, today)| {
                    let chosen = audience.as_ref().map(|audience| store::choose(conn, audience, *appeal, *today));
                    Ok(chosen.transpose()?.unwrap_or_default())
                });
                self.tags.want(sight.desk, (), |conn, ()| {
                    Ok(crate::people::store::tags(conn)?.into_iter().map(|(tag, _)| tag).collect())
                });
            }
        }
        self.exporting.logic(sight);
        self.saving.logic(sight);
        if self.pending.is_some()
            && self.all.get().is_some()
            && !self.open.is_coming()
            && let Some(pending) = self.pending.take()
        {
            self.begin(pending, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        list::header(ui, sight, self.lines());
        let nothing = self.all.get().is_some_and(|all| all.lines.is_empty());
        if nothing && self.form.is_none() {
            list::empty(ui, sight);
            return;
        }
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        let (mut picked, mut want) = ((false, false), None);
        split.show(
            ui,
            |ui| picked = list::show(ui, sight, &mut this.borrow_mut()),
            |ui| want = this.borrow_mut().pane(ui, sight),
        );
        self.shown.split = split;
        if picked.0 {
            self.shown.picked();
            if self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
                self.form = None;
            }
        }
        if picked.1 && self.open_line().is_some_and(|line| line.appeal.is_some()) {
            self.pending = Some(Pending::Command(EDIT_APPEAL.key));
        }
        if let Some(want) = want {
            self.does(want, sight);
        }
        let known = ask::Known {
            found: &self.found,
            tags: self.tags.get().map_or(&[][..], |tags| tags),
            chosen: if self.chosen.is_coming() { None } else { self.chosen.get() },
        };
        if self.ask.as_mut().is_some_and(|ask| !ask::show(ask, ui, sight, &known)) {
            self.ask = None;
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        if let Ok(id) = filter.parse() {
            self.show(id);
        } else if filter == "new" {
            self.form = Some(Editing::new(""));
        } else if filter == "all" {
            (self.text, self.which) = (String::new(), Which::All);
        } else if filter == "unplanned" {
            (self.text, self.which) = (String::new(), Which::Unplanned);
        } else if let Some(whom) = filter.strip_prefix("ask ").and_then(|word| Audience::of(word).ok()) {
            self.pending = Some(Pending::Ask(Whom::of(&whom)));
        } else if let Some(stage) = Stage::of(filter) {
            (self.text, self.which) = (String::new(), Which::Only(stage));
        } else if filter == NUMBERS.key {
            self.numbers = true;
        } else if let Some(command) = OF_ONE.into_iter().find(|c| c.key == filter) {
            self.pending = Some(Pending::Command(command.key));
        } else if !filter.is_empty() {
            (self.text, self.which) = (filter.to_owned(), Which::All);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD_APPEAL.key {
            if !self.form.as_ref().is_some_and(Editing::is_dirty) {
                self.form = Some(Editing::new(""));
            }
        } else if key == EXPORT_APPEALS.key {
            self.exporting.begin(sight, &super::super::cli::APPEALS);
        } else if key == EXPORT_ASKED.key {
            self.exporting.begin(sight, &super::super::cli::ASKED);
        } else if key == NUMBERS.key {
            self.numbers = !self.numbers;
        } else if self.form.is_none() {
            self.pending = OF_ONE.into_iter().find(|c| c.key == key).map(|c| Pending::Command(c.key));
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().and_then(Editing::draft)
    }

    fn restore(&mut self, draft: &str) {
        self.form = Editing::restore(draft);
    }
}
