//! What a scorer takes away: a scoring page, a kit for this program, sheets on paper with the key sheet. Where to is asked, then they
//! are drawn on the office's thread and it is said where they lie.

use std::path::PathBuf;

use super::super::super::model::{RoundId, ScorerId, Step, Whole};
use super::super::super::{kit, ops, papers, store};
use super::Shown;
use crate::app::paper::{self, Goal, Papers, Start};
use crate::app::{Reply, Sight, Wish, WishKind};
use crate::kit::whole_file::write_whole;
use crate::ledger::screen::parts::with_id;
use crate::t;
use crate::ui::Tone;

/// What is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Page,
    Kit,
    Sheets,
    /// Sheets of the whole panel, in one file.
    AllSheets,
    KeySheet,
}

impl What {
    fn title(self) -> &'static str {
        match self {
            Self::Page => t!("Scoring page"),
            Self::Kit => t!("Scoring kit"),
            Self::Sheets | Self::AllSheets => t!("Score sheets"),
            Self::KeySheet => t!("Key sheet"),
        }
    }

    fn ending(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Page => (t!("Page for a browser"), &["html"]),
            Self::Kit => (t!("Scoring kit"), &["json"]),
            Self::Sheets | Self::AllSheets | Self::KeySheet => ("PDF", &["pdf"]),
        }
    }

    /// What is said once it lies there.
    fn next(self) -> &'static str {
        match self {
            Self::Page | Self::Kit => t!("It holds what candidates wrote: give it to that scorer and nobody else"),
            Self::Sheets | Self::AllSheets => t!("Numbers stay, whatever is printed again"),
            Self::KeySheet => {
                t!("The code stands there and nowhere else: print it, put it in the scorer’s envelope, delete the file")
            }
        }
    }
}

/// One of them under way.
#[derive(Default)]
pub(super) struct Away {
    under_way: Option<(Papers, What)>,
    /// What is said in the next frame: in this one the step of history is told, whose notice would cover it.
    says: Option<(String, &'static str)>,
}

impl Away {
    /// Begins, or says why not.
    pub(super) fn begin(&mut self, sight: &Sight<'_>, shown: &Shown, what: What, scorer: Option<ScorerId>) {
        let whole = &shown.whole;
        if matches!(shown.step, Step::Draft | Step::Opened) {
            return sight.notice(Tone::Warning, t!("Scoring is between publishing a round and opening it"), "");
        }
        let scorer = scorer.filter(|id| whole.is_on_panel(*id));
        let name = scorer.and_then(|id| whole.scorer(id)).map(|one| one.name().to_owned());
        let (whose, scorer) = match (what, scorer, name) {
            (What::AllSheets, _, _) => (whole.round.new.name.clone(), None),
            (_, Some(scorer), Some(name)) => (name, Some(scorer)),
            _ => return sight.notice(Tone::Warning, t!("Choose somebody of the panel who scores"), ""),
        };
        let (words, endings) = what.ending();
        let ending = endings.first().copied().unwrap_or_default();
        let wish = Wish {
            title: t!("{what} for {name}", what = what.title(), name = whose),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((words, endings)),
            name: format!("{} {whose}.{ending}", what.title()),
        };
        let start = start(whole, what, scorer);
        self.under_way = Papers::begin(sight, Goal::Chosen(wish), start).map(|papers| (papers, what));
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((words, next)) = self.says.take() {
            sight.notice(Tone::Good, words, next);
        }
        let Some((papers, what)) = &mut self.under_way else { return };
        let Some(files) = papers.logic(sight) else { return };
        if let Some(path) = files.first() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            self.says = Some((t!("Wrote {file}", file = name), what.next()));
        }
        self.under_way = None;
    }
}

fn start(whole: &Whole, what: What, scorer: Option<ScorerId>) -> Start {
    let of: RoundId = whole.round.id;
    let again = scorer.and_then(|id| whole.scorer(id)).is_some_and(|one| one.by_code);
    Box::new(move |sight: &Sight<'_>, path: PathBuf| -> Reply<Vec<PathBuf>> {
        match (what, scorer) {
            (What::Page | What::Kit, Some(scorer)) => paper::draw(sight, "", move |office| {
                let made = kit::of(&office.read(|conn| store::whole(conn, of))?, scorer)?;
                let text = if what == What::Page { made.page()? } else { made.json()? };
                write_whole(&path, text.as_bytes())?;
                Ok(vec![path])
            }),
            (What::KeySheet, Some(scorer)) => sight.desk.run(&ops::KEY_CODE, move |office| {
                let done = papers::key_sheet(office, of, scorer, again)?;
                write_whole(&path, &done.value)?;
                Ok(with_id(done, |_| vec![path]))
            }),
            _ => sight.desk.run(&ops::SHEETS, move |office| {
                let (done, pages) = papers::sheets(office, of, scorer)?;
                write_whole(&path, &pages)?;
                Ok(with_id(done, |_| vec![path]))
            }),
        }
    })
}
