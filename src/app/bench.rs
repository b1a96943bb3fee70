//! A window without a display or a thread, for tests and pictures.

use std::sync::Arc;

use egui_kittest::Harness;

use super::machine::Shade;
use super::sight::{Act, Facts};
use super::subject::{Opens, Subject};
use super::{App, Desk, House, Machine};
use crate::kit::Result;
use crate::office::Office;
use crate::ui::Theme;
use crate::ui::raster::{Canvas, whole_window};

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
    let facts = Facts::of(&office)?;
    let house = House { subjects, setup: *office.setup(), clock: Arc::clone(office.clock()), who: None, demo: None };
    let shade = if theme.dark { Shade::Dark } else { Shade::Light };
    let mut machine = Machine::default();
    (machine.shade, machine.compact) = (shade, theme.compact);
    let app = App::with_office(house, machine, Desk::inline(office), facts);
    app.acts.borrow_mut().push(Act::Go(Opens { screen: key, filter: filter.to_owned() }));
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
