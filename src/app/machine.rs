//! Settings of this computer: window, look, widths of columns, recent files, renderer, who I am in each file. None of it is in
//! the office.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::kit::{Problem, Result, whole_file};
use crate::ui::Theme;
use crate::ui::layout::Layouts;

/// How many recent files are remembered.
const RECENT: usize = 8;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shade {
    #[default]
    System,
    Light,
    Dark,
}

/// A file that was open, and who opened it here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    pub path: PathBuf,
    /// `Riverside branch`.
    pub name: String,
    pub who: String,
}

/// The sheets of labels and cards that were used last, and what evens out the drift of the printer here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheets {
    /// As `print::LabelSheet::of` reads it; empty for the usual one.
    pub labels: String,
    pub cards: String,
    /// To the right and down, millimetres.
    pub shift: [f32; 2],
}

/// What `settings.toml` holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// Points: width and height of the window.
    pub window: Option<[f32; 2]>,
    pub shade: Shade,
    pub compact: bool,
    /// 1 is the system's own size.
    pub zoom: Option<f32>,
    /// What a person chose to draw with.
    pub renderer: Option<String>,
    /// What drew the window last time.
    pub worked: Option<String>,
    /// What is being tried at this start: still there at the next one if the program died of it.
    pub trying: Option<String>,
    /// Where automatic backups go; the usual folder where nothing is said.
    pub backups: Option<PathBuf>,
    pub recent: Vec<Recent>,
    pub sheets: Sheets,
    /// What a person set up in tables and panes.
    pub layouts: Layouts,
    /// Where it is kept; nowhere in tests.
    #[serde(skip)]
    path: Option<PathBuf>,
}

impl Machine {
    /// The settings of this computer. Where there are none, or they cannot be read, it starts with the usual ones.
    pub fn load() -> Self {
        let path =
            directories::ProjectDirs::from("", "", "wardroom").map(|dirs| dirs.config_dir().join("settings.toml"));
        let read = path.as_deref().and_then(|path| std::fs::read_to_string(path).ok());
        let mut machine: Self = match read.as_deref().map(toml::from_str) {
            Some(Ok(machine)) => machine,
            Some(Err(error)) => {
                tracing::warn!(%error, "the settings of this computer could not be read; the usual ones are used");
                Self::default()
            }
            None => Self::default(),
        };
        machine.path = path;
        machine
    }

    /// Writes the settings whole.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let text = toml::to_string_pretty(self)
            .map_err(|e| Problem::defect("The settings of this computer could not be written").because(e))?;
        std::fs::create_dir_all(whole_file::folder_of(path)).map_err(|e| whole_file::cannot_write(path, e))?;
        whole_file::write_whole(path, text.as_bytes())
    }

    /// Puts a file at the head of the recent ones.
    pub fn opened(&mut self, path: &Path, name: &str, who: &str) {
        let path = std::path::absolute(path).unwrap_or_else(|_unknown| path.to_owned());
        self.recent.retain(|r| r.path != path);
        self.recent.insert(0, Recent { path, name: name.to_owned(), who: who.to_owned() });
        self.recent.truncate(RECENT);
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|r| r.path != path);
    }

    /// Who opened this file here last.
    pub fn who(&self, path: &Path) -> Option<&str> {
        let path = std::path::absolute(path).ok()?;
        self.recent.iter().find(|r| r.path == path).map(|r| r.who.as_str()).filter(|who| !who.is_empty())
    }

    /// The folders of the recent files, each once.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut out: Vec<PathBuf> = Vec::new();
        let homes = directories::UserDirs::new();
        let usual = homes.iter().flat_map(|d| [d.document_dir(), d.download_dir(), Some(d.home_dir())]).flatten();
        for folder in self.recent.iter().map(|r| whole_file::folder_of(&r.path)).chain(usual) {
            if !out.iter().any(|f| f == folder) {
                out.push(folder.to_owned());
            }
        }
        out.truncate(6);
        out
    }

    /// The folder that automatic backups go to.
    ///
    /// # Errors
    /// When none was chosen and the system names no folder for documents.
    pub fn backup_folder(&self) -> Result<PathBuf> {
        match &self.backups {
            Some(folder) => Ok(folder.clone()),
            None => crate::office::backup::usual_folder(),
        }
    }

    /// The look, with the office's own colour.
    pub(super) fn theme(&self, system_dark: bool, accent: &str) -> Theme {
        let dark = match self.shade {
            Shade::System => system_dark,
            Shade::Light => false,
            Shade::Dark => true,
        };
        Theme { dark, accent: colour(accent), compact: self.compact }
    }
}

/// `2B5C8A` as red, green, blue; nothing for the house's own colour or none at all.
fn colour(hex: &str) -> Option<[u8; 3]> {
    const HOUSE: &str = "2B5C8A";
    if hex.eq_ignore_ascii_case(HOUSE) || hex.len() != 6 {
        return None;
    }
    let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
    Some([r, g, b])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_and_strange_ones_do_no_harm() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("deep/settings.toml");
        let mut machine = Machine { path: Some(path.clone()), zoom: Some(1.25), compact: true, ..Default::default() };
        for n in 0..20 {
            machine.opened(Path::new(&format!("/tmp/{n}.wardroom")), "Riverside", "Asha M.");
        }
        machine.opened(Path::new("/tmp/19.wardroom"), "Riverside", "Bo");
        assert_eq!(machine.recent.len(), RECENT);
        assert_eq!(machine.who(Path::new("/tmp/19.wardroom")), Some("Bo"));
        machine.layouts.panes.insert("people.list".to_owned(), 420.0);
        machine
            .layouts
            .tables
            .entry("people.list: name".to_owned())
            .or_default()
            .widths
            .insert("name".to_owned(), 180.0);
        machine.save().unwrap();
        let read: Machine = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(Machine { path: Some(path), ..read }, machine);
        let newer: Machine = toml::from_str("zoom = 2.0\nsomething_new = 3").unwrap();
        assert_eq!(newer.zoom, Some(2.0));
    }

    #[test]
    fn the_house_colour_is_no_colour_of_a_party() {
        assert_eq!(colour("2b5c8a"), None);
        assert_eq!(colour("E4003B"), Some([0xE4, 0, 0x3B]));
        assert_eq!(colour("nothex"), None);
    }
}
