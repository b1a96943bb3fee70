//! Ballot files on their way in and out.

use std::path::PathBuf;

use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::elections::count::{Ballots, written};
use crate::elections::model::ElectionId;
use crate::elections::{import, ops};
use crate::kit::whole_file::write_whole;
use crate::ledger::screen::parts::without_value;
use crate::t;
use crate::ui::Tone;

/// See the head of this file.
#[derive(Default)]
pub(super) struct Files {
    to: Option<(Choice, Ballots)>,
    from: Option<Choice>,
    writing: Option<Reply<PathBuf>>,
    reading: Option<Reply<(Ballots, String)>>,
    bringing: Option<Reply<()>>,
}

fn wish(title: &str, confirm: &str, kind: WishKind) -> Wish {
    Wish {
        title: title.to_owned(),
        confirm: confirm.to_owned(),
        kind,
        endings: Some((t!("Ballot file"), &["blt"])),
        name: "papers.blt".to_owned(),
    }
}

impl Files {
    pub(super) fn save(&mut self, sight: &Sight<'_>, ballots: Ballots) {
        self.to = Some((sight.choose(wish(t!("Save the papers"), t!("Save"), WishKind::Save)), ballots));
    }

    pub(super) fn open(&mut self, sight: &Sight<'_>) {
        self.from = Some(sight.choose(wish(t!("Bring a ballot file in"), t!("Bring in"), WishKind::Open)));
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, of: ElectionId) {
        if let Some(path) = self.to.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, ballots)), Some(path)) = (self.to.take(), path)
        {
            self.writing = Some(sight.desk.ask(move |_| {
                write_whole(&path, written(&ballots).as_bytes())?;
                Ok(path)
            }));
        }
        if let Some(path) = self.from.as_ref().and_then(Choice::take) {
            self.from = None;
            if let Some(path) = path {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                self.reading = Some(sight.desk.ask(move |_| Ok((import::read(&path)?, name))));
            }
        }
        match self.writing.as_mut().and_then(Reply::take) {
            Some(Ok(path)) => {
                self.writing = None;
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                sight.notice(Tone::Good, t!("Wrote {file}", file = name), path.display().to_string());
            }
            Some(Err(problem)) => {
                self.writing = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.reading.as_mut().and_then(Reply::take) {
            Some(Ok((ballots, name))) => {
                self.reading = None;
                self.bringing = Some(
                    sight
                        .desk
                        .run(&ops::IMPORT, move |office| ops::import(office, of, &ballots, &name).map(without_value)),
                );
            }
            Some(Err(problem)) => {
                self.reading = None;
                sight.problem(problem);
            }
            None => {}
        }
        if let Some(done) = self.bringing.as_mut().and_then(Reply::take) {
            self.bringing = None;
            if let Err(problem) = done {
                sight.problem(problem);
            }
        }
    }
}
