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

fn pictures(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    for (page, name) in PAGES {
        for dark in [false, true] {
            let theme = Theme { dark, ..Default::default() };
            picture(folder, &format!("{name}{}", if dark { "-dark" } else { "" }), page, theme, [1366.0, 768.0], 1.0)?;
        }
    }
    let green = Theme { accent: Some([0x6a, 0xb0, 0x23]), compact: true, ..Default::default() };
    picture(folder, "money-compact-green", Page::Money, green, [1366.0, 768.0], 1.0)?;
    picture(folder, "money-small", Page::Money, Theme::default(), [1024.0, 640.0], 1.0)?;
    picture(folder, "money-double", Page::Money, Theme::default(), [1366.0, 768.0], 2.0)?;
    Ok(())
}

fn picture(
    folder: &Path,
    name: &str,
    page: Page,
    theme: Theme,
    size: [f32; 2],
    scale: f32,
) -> Result<(), Box<dyn std::error::Error>> {
    let canvas = Canvas::default();
    let mut gallery = Gallery { theme, page: Some(page), ..Default::default() };
    gallery.controls.dialog = page == Page::Dialog;
    let mut harness = egui_kittest::Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_max_steps(20)
        .renderer(canvas.clone())
        .with_context_setup(move |ctx| {
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
            theme.install(ctx);
        })
        .allow_missing_glyphs()
        .build_ui_state(|ui, gallery: &mut Gallery| gallery.draw(&mut whole_window(ui)), gallery);
    harness.run_ok();
    if page == Page::Batch {
        harness.state_mut().batch.focus = true;
        harness.run_ok();
    }
    let bytes = canvas.png(&harness.ctx, harness.output())?;
    write_whole(&folder.join(format!("{name}.png")), &bytes)?;
    Ok(())
}
