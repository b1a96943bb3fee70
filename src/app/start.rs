//! Starting the window: which way of drawing is tried first, what is tried next, and what is said when none works.

use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::Renderer;

use super::{App, House, Machine};
use crate::kit::{Problem, Result};
use crate::office::Secret;
use crate::t;

#[cfg(all(feature = "inspect", not(debug_assertions)))]
compile_error!("the feature `inspect` opens a port and is for development only");

/// The smallest window that everything fits in, points.
const LEAST: [f32; 2] = [800.0, 560.0];
const USUAL: [f32; 2] = [1280.0, 760.0];
/// Made by `assets/app/make.py`.
const ICON: &[u8] = include_bytes!("../../assets/app/wardroom.png");

/// The order in which ways of drawing are tried on a system: what fails least often first.
fn ladder(chosen: Option<&str>, machine: &Machine) -> Vec<&'static str> {
    // OpenGL is missing over remote desktops on Windows and deprecated on a Mac; on old Linux laptops it is what works.
    let mut all = if cfg!(target_os = "linux") { vec!["glow", "wgpu"] } else { vec!["wgpu", "glow"] };
    let mut first = |name: Option<&str>| {
        if let Some(at) = name.and_then(|name| all.iter().position(|n| *n == name)) {
            let name = all.remove(at);
            all.insert(0, name);
        }
    };
    first(machine.worked.as_deref());
    first(machine.renderer.as_deref());
    first(chosen);
    // One that was being tried when the program died is tried last, unless it was asked for by name.
    if let (None, Some(at)) = (chosen, machine.trying.as_deref().and_then(|name| all.iter().position(|n| *n == name))) {
        let name = all.remove(at);
        all.push(name);
    }
    all
}

/// Whether there is something to show a window on; only Linux can be asked.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}

/// Opens the window, on a file where one is given, else on the last one; returns when it is closed. With a `secret` the
/// file is opened without asking for its passphrase; after it was locked it is asked for like any other.
///
/// # Errors
/// When there is no display, or nothing can draw on it; the message says what works without. On Windows a box says it too
/// where no terminal can.
pub fn window(house: House, file: Option<PathBuf>, secret: Secret, renderer: Option<&str>) -> Result<()> {
    show(house, file, secret, renderer).inspect_err(|problem| {
        // Started from the menu or by a double click, the program has nowhere else to say it.
        if cfg!(windows) && !std::io::stderr().is_terminal() {
            super::choose::message(problem);
        }
    })
}

fn show(house: House, file: Option<PathBuf>, secret: Secret, renderer: Option<&str>) -> Result<()> {
    if let Some(name) = renderer.filter(|name| !["auto", "glow", "wgpu"].contains(name)) {
        return Err(Problem::usage(t!("There is no renderer “{name}”", name = name)).hint(t!("Use auto, glow or wgpu")));
    }
    if !has_display() {
        return Err(Problem::file(t!(
            "There is no display to open a window on; these work without one: wardroom info, find, import, ledger, receipts, report, export, check, screens (wardroom --help lists all)"
        )));
    }
    let mut machine = Machine::load();
    let file = file.or_else(|| machine.recent.first().map(|r| r.path.clone()).filter(|path| path.is_file()));
    let file = file.map(|path| (path, secret));
    let mut failures = Vec::new();
    for name in ladder(renderer.filter(|name| *name != "auto"), &machine) {
        machine.trying = Some(name.to_owned());
        if let Err(problem) = machine.save() {
            tracing::warn!(%problem, "the settings of this computer could not be kept");
        }
        match attempt(name, &house, &machine, file.clone()) {
            Ok(()) => return Ok(()),
            Err((true, why)) => {
                return Err(Problem::defect(t!("The window ended with an error. What was saved is saved")).because(why));
            }
            Err((false, why)) => {
                tracing::warn!(renderer = name, why, "this way of drawing does not work here");
                failures.push(format!("{name}: {why}"));
            }
        }
    }
    Err(Problem::file(t!(
        "No window could be opened: neither OpenGL nor another way of drawing works on this computer"
    ))
    .hint(t!("Update the graphics driver, or work by commands: wardroom --help"))
    .because(failures.join("; ")))
}

/// The window's icon; one that cannot be read is no reason to open no window.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(ICON).unwrap_or_else(|error| {
        tracing::warn!(%error, "the icon could not be read");
        egui::IconData::default()
    })
}

/// One attempt; the error says whether the window had been there, and why it is not any more.
fn attempt(
    name: &'static str,
    house: &House,
    machine: &Machine,
    file: Option<(PathBuf, Secret)>,
) -> Result<(), (bool, String)> {
    let size = machine.window.unwrap_or(USUAL);
    let options = eframe::NativeOptions {
        renderer: if name == "glow" { Renderer::Glow } else { Renderer::Wgpu },
        viewport: egui::ViewportBuilder::default()
            .with_title("Wardroom")
            .with_app_id("wardroom")
            .with_icon(icon())
            .with_inner_size(size)
            .with_min_inner_size(LEAST),
        // Ours does the same, and outlives a system without fonts.
        system_font_fallback: false,
        ..Default::default()
    };
    let started = Arc::new(AtomicBool::new(false));
    let (house, machine, tell) = (house.clone(), machine.clone(), Arc::clone(&started));
    let create = Box::new(move |creation: &eframe::CreationContext<'_>| {
        tell.store(true, Ordering::SeqCst);
        crate::ui::find_fallback_fonts(&creation.egui_ctx);
        let mut app = App::new(house, machine);
        app.drawn_by(name);
        if let Some((path, secret)) = file {
            app.open(&creation.egui_ctx, path, secret);
        }
        let app: Box<dyn eframe::App> = Box::new(app);
        Ok(app)
    });
    let outcome = catch_unwind(AssertUnwindSafe(|| eframe::run_native("Wardroom", options, create)));
    let started = started.load(Ordering::SeqCst);
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err((started, error.to_string())),
        Err(_panic) => Err((started, t!("it stopped with a defect").to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_read() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (256, 256));
    }

    #[test]
    fn what_was_asked_for_comes_first_and_what_crashed_last() {
        let mut machine = Machine::default();
        assert_eq!(ladder(Some("wgpu"), &machine).first(), Some(&"wgpu"));
        assert_eq!(ladder(Some("glow"), &machine).first(), Some(&"glow"));
        machine.worked = Some("wgpu".to_owned());
        assert_eq!(ladder(None, &machine), ["wgpu", "glow"]);
        machine.trying = Some("wgpu".to_owned());
        assert_eq!(ladder(None, &machine), ["glow", "wgpu"], "it died while trying that one");
        assert_eq!(ladder(Some("wgpu"), &machine), ["wgpu", "glow"], "but who asks for it gets it");
        machine.renderer = Some("nonsense".to_owned());
        assert_eq!(ladder(None, &machine).len(), 2);
    }
}
