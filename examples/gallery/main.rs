//! Every widget of the house, light and dark.
//!
//! `cargo run --example gallery` opens a window; `cargo run --example gallery -- --png FOLDER` writes pictures of all pages
//! without a display. All names and figures are made up.

mod batch;
mod controls;
mod home;
mod money;
mod shell;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use egui_kittest::kittest::Queryable as _;
use wardroom::kit::whole_file::write_whole;
use wardroom::ui::{
    Theme,
    raster::{Canvas, whole_window},
};

/// The pages of the gallery, in the order of its rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Money,
    Batch,
    Controls,
    States,
    Empty,
    Dialog,
    Icons,
}

pub const PAGES: [(Page, &str); 8] = [
    (Page::Home, "home"),
    (Page::Money, "money"),
    (Page::Batch, "batch"),
    (Page::Controls, "controls"),
    (Page::States, "states"),
    (Page::Empty, "empty"),
    (Page::Dialog, "dialog"),
    (Page::Icons, "icons"),
];

#[derive(Default)]
pub struct Gallery {
    pub theme: Theme,
    pub page: Option<Page>,
    pub money: money::Money,
    pub batch: batch::Batch,
    pub controls: controls::Controls,
    pub find: String,
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--png") {
        let folder = arguments.next().unwrap_or_else(|| "gallery".to_owned());
        std::fs::create_dir_all(&folder)?;
        return pictures(Path::new(&folder));
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1366.0, 768.0]),
        ..Default::default()
    };
    eframe::run_native(
        "Wardroom gallery",
        options,
        Box::new(|creation| {
            let gallery = Gallery::default();
            gallery.theme.install(&creation.egui_ctx);
            Ok(Box::new(gallery))
        }),
    )?;
    Ok(())
}

/// One picture: its name, what it shows, and how.
struct Shot {
    name: String,
    page: Page,
    theme: Theme,
    size: [f32; 2],
    scale: f32,
    /// What is clicked before it is taken, by its name.
    click: Option<&'static str>,
}

fn pictures(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let usual = |name: &str, page| Shot {
        name: name.to_owned(),
        page,
        theme: Theme::default(),
        size: [1366.0, 768.0],
        scale: 1.0,
        click: None,
    };
    let dark = Theme { dark: true, ..Default::default() };
    let green = Theme { accent: Some([0x6a, 0xb0, 0x23]), compact: true, ..Default::default() };
    let mut shots = Vec::new();
    for (page, name) in PAGES {
        shots.push(usual(name, page));
        shots.push(Shot { theme: dark, ..usual(&format!("{name}-dark"), page) });
    }
    shots.push(Shot { theme: green, ..usual("money-compact-green", Page::Money) });
    shots.push(Shot { size: [1024.0, 640.0], ..usual("money-small", Page::Money) });
    shots.push(Shot { scale: 2.0, ..usual("money-double", Page::Money) });
    shots.push(Shot { click: Some("More"), ..usual("money-menu", Page::Money) });
    shots.push(Shot { click: Some("Kind"), ..usual("controls-choice", Page::Controls) });
    shots.push(Shot { click: Some("Show the calendar"), ..usual("controls-calendar", Page::Controls) });
    shots.push(Shot {
        click: Some("Show the calendar"),
        theme: dark,
        ..usual("controls-calendar-dark", Page::Controls)
    });
    for shot in shots {
        let bytes = picture(&shot)?;
        write_whole(&folder.join(format!("{}.png", shot.name)), &bytes)?;
    }
    Ok(())
}

fn picture(shot: &Shot) -> wardroom::kit::Result<Vec<u8>> {
    let canvas = Canvas::default();
    let theme = shot.theme;
    let mut gallery = Gallery { theme, page: Some(shot.page), ..Default::default() };
    gallery.controls.dialog = shot.page == Page::Dialog;
    let mut harness = egui_kittest::Harness::builder()
        .with_size(shot.size)
        .with_pixels_per_point(shot.scale)
        .with_max_steps(20)
        .renderer(canvas.clone())
        .with_context_setup(move |ctx| {
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
            theme.install(ctx);
        })
        .allow_missing_glyphs()
        .build_ui_state(|ui, gallery: &mut Gallery| gallery.draw(&mut whole_window(ui)), gallery);
    harness.run_ok();
    if shot.page == Page::Batch {
        harness.state_mut().batch.focus = true;
        harness.run_ok();
    }
    if let Some(name) = shot.click {
        if let Some(control) = harness.query_all_by_label(name).next_back() {
            control.click();
        }
        harness.run_ok();
    }
    let start = Instant::now();
    let bytes = canvas.png(&harness.ctx, harness.output());
    tracing::info!(picture = shot.name, milliseconds = start.elapsed().as_millis(), "drawn");
    bytes
}
