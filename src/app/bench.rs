//! A window without a display or a thread, for tests and pictures.

use std::sync::Arc;

use egui_kittest::Harness;

use super::sight::Facts;
use super::subject::{Opens, Subject};
use super::{App, Desk};
use crate::kit::Result;
use crate::office::{Office, profile};
use crate::ui::raster::{Canvas, whole_window};
use crate::ui::Theme;

/// What the window wants to know of an office.
///
/// # Errors
/// When the file cannot be read.
pub fn facts(office: &Office) -> Result<Facts> {
    let (profile, officers) = office.read(|conn| Ok((profile::get(conn)?, profile::officers(conn)?)))?;
    Ok(Facts {
        path: office.path().to_owned(),
        read_only: office.is_read_only(),
        encrypted: office.is_encrypted(),
        profile,
        officers,
        who: office.who().to_owned(),
        today: office.today(),
    })
}

/// A window of 1366 × 768 points on this office, at this screen.
///
/// # Errors
/// When the office cannot be read.
pub fn screen(office: Office, subjects: &'static [&'static Subject], key: &'static str) -> Result<Harness<'static, App>> {
    screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects, key, "")
}

/// The same, showing what a filter names, on a canvas that makes pictures, in a theme and size.
///
/// # Errors
/// When the office cannot be read.
pub fn screen_on(
    canvas: Canvas,
    theme: Theme,
    size: [f32; 2],
    office: Office,
    subjects: &'static [&'static Subject],
    key: &'static str,
    filter: &str,
) -> Result<Harness<'static, App>> {
    let facts = facts(&office)?;
    let mut app = App::with_office(subjects, Desk::inline(office), facts);
    app.theme = theme;
    app.act(super::sight::Act::Go(Opens { screen: key, filter: filter.to_owned() }));
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .renderer(canvas)
        .allow_missing_glyphs()
        .with_context_setup(move |ctx| {
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
            theme.install(ctx);
        })
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(&mut whole_window(ui));
            },
            app,
        );
    harness.run_ok();
    Ok(harness)
}

/// A PNG of a screen.
///
/// # Errors
/// When the office cannot be read.
pub fn picture(
    office: Office,
    subjects: &'static [&'static Subject],
    key: &'static str,
    filter: &str,
    theme: Theme,
    size: [f32; 2],
) -> Result<Vec<u8>> {
    let canvas = Canvas::default();
    let harness = screen_on(canvas.clone(), theme, size, office, subjects, key, filter)?;
    canvas.png(&harness.ctx, harness.output())
}
