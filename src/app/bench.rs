//! A window without a display or a thread, for tests and pictures.

use std::sync::Arc;

use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};

use super::machine::Shade;
use super::sight::{Act, Facts, ShellAct};
use super::subject::{Opens, Subject};
use super::{App, Desk, House, Machine};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;
use crate::ui::Theme;
use crate::ui::raster::{Canvas, whole_window};

/// What is looked at: a screen, what its filter names, a dialog of the shell over it.
#[derive(Clone, Debug)]
pub struct View {
    /// The name of its picture.
    pub name: String,
    pub screen: &'static str,
    pub filter: &'static str,
    pub shell: Option<ShellAct>,
}

/// A window of 1366 × 768 points on this office, at this screen.
///
/// # Errors
/// When the office cannot be read.
pub fn screen(office: Office, subjects: &'static [&'static Subject], key: &'static str) -> Result<Harness<'static, App>> {
    let view = View { name: String::new(), screen: key, filter: "", shell: None };
    window(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects, &view)
}

/// A window on this office in a theme and size, on a canvas that makes pictures.
///
/// # Errors
/// When the office cannot be read.
pub fn window(
    canvas: Canvas,
    theme: Theme,
    size: [f32; 2],
    office: Office,
    subjects: &'static [&'static Subject],
    view: &View,
) -> Result<Harness<'static, App>> {
    let facts = Facts::of(&office)?;
    let house = House { subjects, setup: *office.setup(), clock: Arc::clone(office.clock()), who: None, demo: None };
    let mut machine = Machine::default();
    (machine.shade, machine.compact) = (if theme.dark { Shade::Dark } else { Shade::Light }, theme.compact);
    let app = App::with_office(house, machine, Desk::inline(office), facts);
    app.acts.borrow_mut().push(Act::Go(Opens { screen: view.screen, filter: view.filter.to_owned() }));
    if let Some(act) = view.shell {
        app.acts.borrow_mut().push(Act::Shell(act));
    }
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

/// A PNG of a view, and the office back.
///
/// # Errors
/// When the office cannot be read or the picture cannot be made.
pub fn photograph(
    office: Office,
    subjects: &'static [&'static Subject],
    view: &View,
    theme: Theme,
    size: [f32; 2],
) -> Result<(Vec<u8>, Office)> {
    let canvas = Canvas::default();
    let harness = window(canvas.clone(), theme, size, office, subjects, view)?;
    let png = canvas.png(&harness.ctx, harness.output())?;
    let office = harness.into_state().into_office().ok_or_else(|| Problem::defect(t!("The office was lost while it was drawn")))?;
    Ok((png, office))
}

/// What a screen reader is told, as indented lines: role, name, value. For comparing screens as text.
pub fn text(harness: &Harness<'_, App>) -> String {
    fn tell(node: &Node<'_>, depth: usize, out: &mut String) {
        let inner = node.accesskit_node();
        let (name, value) = (inner.label(), inner.value());
        let role = format!("{:?}", inner.role());
        let says = name.is_some() || value.is_some() || inner.is_disabled();
        if says {
            out.push_str(&"  ".repeat(depth));
            out.push_str(&role);
            if let Some(name) = name {
                out.push_str(&format!(" “{name}”"));
            }
            if let Some(value) = value {
                out.push_str(&format!(" = {value}"));
            }
            if inner.is_disabled() {
                out.push_str(" (off)");
            }
            out.push('\n');
        }
        for child in node.children() {
            tell(&child, depth + usize::from(says), out);
        }
    }
    let mut out = String::new();
    tell(&harness.root(), 0, &mut out);
    out
}
