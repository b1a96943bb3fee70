//! Maps saved by name. They lie in the office's file beside the drafts, outside the history: whoever has the file has them.

use std::collections::BTreeMap;

use crate::app::{Live, Reply, Sight};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;
use crate::tabular::{Mapping, Source};

type ByName = BTreeMap<String, String>;

/// The saved maps of one kind of list.
pub struct Maps {
    noun: &'static str,
    known: Live<ByName>,
    saving: Option<Reply<()>>,
}

fn place(noun: &str) -> String {
    format!("import.maps.{noun}")
}

fn read(office: &Office, noun: &str) -> Result<ByName> {
    let Some(json) = office.draft(&place(noun))? else { return Ok(ByName::new()) };
    serde_json::from_str(&json).map_err(|e| Problem::input(t!("The saved maps cannot be read; they are left as they are")).because(e))
}

impl Maps {
    pub fn new(noun: &'static str) -> Self {
        Self { noun, known: Live::new(&[]), saving: None }
    }

    pub fn logic(&mut self, sight: &Sight<'_>) {
        let noun = self.noun;
        if let Some(outcome) = self.saving.as_mut().and_then(Reply::take) {
            self.saving = None;
            self.known.renew();
            if let Err(problem) = outcome {
                sight.problem(problem);
            }
        }
        self.known.want_office(sight.desk, (), move |office, ()| read(office, noun));
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.get().into_iter().flat_map(|known| known.keys()).map(String::as_str)
    }

    /// The map of that name; `None` where there is none, or a later program wrote it.
    pub fn get(&self, name: &str) -> Option<Mapping> {
        self.known.get()?.get(name).and_then(|toml| Mapping::from_toml(toml).ok())
    }

    /// The saved map that says most about a file with these headings and nothing about others.
    pub fn fitting(&self, source: &Source) -> Option<(String, Mapping)> {
        let fits = |mapping: &Mapping| {
            let mut headings = mapping.columns.values().flat_map(|c| c.headings()).peekable();
            headings.peek().is_some() && headings.all(|heading| source.column(heading).is_some())
        };
        let maps = self.names().filter_map(|name| Some((name.to_owned(), self.get(name)?)));
        maps.filter(|(_, mapping)| fits(mapping)).max_by_key(|(_, mapping)| mapping.columns.len())
    }

    /// Keeps a map under a name, in place of an older one.
    pub fn save(&mut self, sight: &Sight<'_>, name: &str, mapping: &Mapping) {
        match mapping.to_toml() {
            Ok(toml) => self.change(sight, name.to_owned(), Some(toml)),
            Err(problem) => sight.problem(problem),
        }
    }

    pub fn forget(&mut self, sight: &Sight<'_>, name: &str) {
        self.change(sight, name.to_owned(), None);
    }

    fn change(&mut self, sight: &Sight<'_>, name: String, toml: Option<String>) {
        let noun = self.noun;
        self.saving = Some(sight.desk.with_office("", move |office| {
            let Some(office) = office else { return Ok(()) };
            let mut all = read(office, noun)?;
            match toml {
                Some(toml) => all.insert(name, toml),
                None => all.remove(&name),
            };
            let json = serde_json::to_string(&all).map_err(|e| Problem::defect(t!("The map could not be saved")).because(e))?;
            office.save_draft(&place(noun), &json)
        }));
    }
}
