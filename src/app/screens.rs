//! A picture of every screen and dialog, without a display: `wardroom screens --to DIR [FILE]`.

use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use serde_json::json;

use super::bench::{self, View};
use super::sight::ShellAct;
use super::subject::Subject;
use crate::cli::args::option;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, whole_file};
use crate::office::Office;
use crate::ui::Theme;
use crate::ui::raster::Canvas;

/// The windows that everything must fit in.
const SIZES: [([f32; 2], &str); 2] = [([1366.0, 768.0], ""), ([1024.0, 640.0], "-small")];

/// Dialogs of the shell itself, shown over the first screen.
pub const SHELL_POSES: &[(&str, ShellAct)] = &[
    ("palette", ShellAct::Palette),
    ("keyboard", ShellAct::Keyboard),
    ("notices", ShellAct::Notices),
    ("who", ShellAct::Who),
    ("passphrase", ShellAct::ChangePassphrase),
    ("recovery", ShellAct::RecoverySheet),
];

/// Adds the arguments of the command.
pub fn args(c: Command) -> Command {
    c.arg(option("to", "DIR", "Where the pictures go").required(true))
        .arg(Arg::new("file").value_name("FILE").help("An office to show; without it a made-up one"))
        .arg(option("only", "KEY", "Only screens whose key begins so"))
}

/// Makes the pictures. `demo` makes the office that is shown where none is given.
///
/// # Errors
/// When the office cannot be opened or the folder cannot be written.
pub fn run(
    call: &mut Call<'_>,
    subjects: &'static [&'static Subject],
    demo: fn(&Call<'_>, &Path) -> Result<Office>,
) -> Result<Outcome> {
    let to = call.path("to")?;
    std::fs::create_dir_all(&to).map_err(|e| whole_file::cannot_write(&to, e))?;
    let only = call.text("only").unwrap_or("").to_owned();
    let place =
        tempfile::tempdir().map_err(|e| Problem::file("No private folder could be made for the demo").because(e))?;
    let mut office = match call.text("file") {
        Some(_) => call.office_to_read()?,
        None => demo(call, &place.path().join("demo.wardroom"))?,
    };
    let mut made: Vec<PathBuf> = Vec::new();
    for view in views(subjects).into_iter().filter(|view| view.name.starts_with(&only)) {
        for (size, suffix) in SIZES {
            for dark in [false, true] {
                let shade = if dark { "-dark" } else { "" };
                let path = to.join(format!("{}{suffix}{shade}.png", view.name));
                let theme = Theme { dark, ..Theme::default() };
                let (png, back) = bench::photograph(office, subjects, &view, theme, size)?;
                office = back;
                write(&path, &png)?;
                made.push(path);
            }
        }
    }
    let clock = std::sync::Arc::clone(office.clock());
    office.close()?;
    for (page, name) in bench::PAGES.into_iter().filter(|(_, name)| name.starts_with(&only)) {
        for (size, suffix) in SIZES {
            for dark in [false, true] {
                let path = to.join(format!("{name}{suffix}{}.png", if dark { "-dark" } else { "" }));
                let (canvas, theme) = (Canvas::default(), Theme { dark, ..Theme::default() });
                let shown = bench::page(canvas.clone(), theme, size, subjects, std::sync::Arc::clone(&clock), page);
                write(&path, &canvas.png(&shown.ctx, shown.output())?)?;
                made.push(path);
            }
        }
    }
    let text = format!("{} pictures in {}", made.len(), to.display());
    call.out.answer(&json!({ "pictures": made }), &text)?;
    Ok(Outcome::Done)
}

fn write(path: &Path, png: &[u8]) -> Result<()> {
    whole_file::write_whole(path, png)
}

/// Everything there is to see: each screen, each of its poses, each dialog of the shell.
pub fn views(subjects: &'static [&'static Subject]) -> Vec<View> {
    let mut all = Vec::new();
    for def in subjects.iter().flat_map(|s| s.screens) {
        all.push(View { name: def.key.to_owned(), screen: def.key, filter: "", shell: None });
        for pose in def.poses {
            let name = format!("{}-{}", def.key, pose.replace([' ', ':', '/'], "-"));
            all.push(View { name, screen: def.key, filter: pose, shell: None });
        }
    }
    if let Some(first) = subjects.iter().flat_map(|s| s.screens).next() {
        for (name, act) in SHELL_POSES {
            all.push(View { name: format!("shell-{name}"), screen: first.key, filter: "", shell: Some(*act) });
        }
    }
    all
}
