//! A window without a display, for tests, pictures and benchmarks.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};

use super::machine::Shade;
use super::sight::{Act, Facts, ShellAct};
use super::stage::Stage;
use super::subject::{Opens, Subject};
use super::welcome::{NewOffice, Unlock, Welcome};
use super::{App, Desk, House, Machine};
use crate::kit::{Clock, Problem, Result};
use crate::office::{Office, Secret};
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
pub fn screen(
    office: Office,
    subjects: &'static [&'static Subject],
    key: &'static str,
) -> Result<Harness<'static, App>> {
    let view = View { name: String::new(), screen: key, filter: "", shell: None };
    window(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects, &view)
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
    // A few words for the life of a test.
    let view = View { name: String::new(), screen: key, filter: filter.to_owned().leak(), shell: None };
    window(canvas, theme, size, office, subjects, &view)
}

/// Says where the copies of a window go, which else are kept in the folder of the person who runs the test.
pub fn backups_to(harness: &mut Harness<'_, App>, folder: &std::path::Path) {
    harness.state_mut().machine.borrow_mut().backups = Some(folder.to_owned());
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
    let view = View { name: String::new(), screen: key, filter: filter.to_owned().leak(), shell: None };
    photograph(office, subjects, &view, theme, size).map(|(png, _office)| png)
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
    Ok(harness(canvas, theme, size, app))
}

fn harness(canvas: Canvas, theme: Theme, size: [f32; 2], app: App) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .renderer(canvas)
        .allow_missing_glyphs()
        .with_context_setup(move |ctx| {
            crate::ui::find_fallback_fonts(ctx);
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
    harness
}

/// A window that is drawn when it asks to be and not otherwise, as in front of a person: its office is on a thread, and what
/// is done while nothing happens is done.
pub struct Alive {
    harness: Harness<'static, App>,
    /// When the next frame was asked for.
    due: Arc<Mutex<Option<Instant>>>,
}

impl Alive {
    /// A window that opens a file; copies go to the folder `backups`.
    pub fn open(subjects: &'static [&'static Subject], clock: Arc<dyn Clock>, file: PathBuf, backups: PathBuf) -> Self {
        let setup = super::subject::setup(subjects);
        let house = House { subjects, setup, clock, who: Some("Asha Morrow".to_owned()), demo: None };
        let mut machine = Machine::default();
        machine.backups = Some(backups);
        let mut harness = harness(Canvas::default(), Theme::default(), [1366.0, 768.0], App::new(house, machine));
        let due = Arc::new(Mutex::new(Some(Instant::now())));
        let asked = Arc::clone(&due);
        harness.ctx.set_request_repaint_callback(move |wish| sooner(&asked, wish.delay));
        let ctx = harness.ctx.clone();
        harness.state_mut().open(&ctx, file, Secret::None);
        Self { harness, due }
    }

    /// Lets time pass and answers how many frames were drawn in it.
    pub fn wait(&mut self, time: Duration) -> u64 {
        /// How exactly a frame is on time.
        const TICK: Duration = Duration::from_millis(2);
        let end = Instant::now() + time;
        let mut frames = 0;
        while Instant::now() < end {
            let due = *self.due.lock().unwrap_or_else(PoisonError::into_inner);
            if due.is_some_and(|due| due <= Instant::now()) {
                *self.due.lock().unwrap_or_else(PoisonError::into_inner) = None;
                self.harness.step();
                frames += 1;
                if let Some(root) = self.harness.output().viewport_output.get(&egui::ViewportId::ROOT) {
                    sooner(&self.due, root.repaint_delay);
                }
            } else {
                std::thread::sleep(TICK);
            }
        }
        frames
    }

    /// The window as it is now.
    pub fn harness(&self) -> &Harness<'static, App> {
        &self.harness
    }
}

fn sooner(due: &Mutex<Option<Instant>>, delay: Duration) {
    let Some(wanted) = Instant::now().checked_add(delay) else { return };
    let mut due = due.lock().unwrap_or_else(PoisonError::into_inner);
    *due = Some(due.map_or(wanted, |known| known.min(wanted)));
}

impl std::fmt::Debug for Alive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Alive").finish_non_exhaustive()
    }
}

/// The pages without an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Welcome,
    NewOffice,
    Problem,
    Unlock,
}

/// All of them, with the names of their pictures.
pub const PAGES: [(Page, &str); 4] = [
    (Page::Welcome, "welcome"),
    (Page::NewOffice, "welcome-new"),
    (Page::Problem, "welcome-problem"),
    (Page::Unlock, "unlock"),
];

/// A window without an office, at one of its pages.
pub fn page(
    canvas: Canvas,
    theme: Theme,
    size: [f32; 2],
    subjects: &'static [&'static Subject],
    clock: Arc<dyn Clock>,
    page: Page,
) -> Harness<'static, App> {
    let house = House {
        subjects,
        setup: super::subject::setup(subjects),
        clock,
        who: Some("Asha Morrow".to_owned()),
        demo: Some(|_path| Ok(())),
    };
    let mut machine = Machine::default();
    machine.shade = if theme.dark { Shade::Dark } else { Shade::Light };
    let path = std::path::PathBuf::from("/home/asha/Documents/Riverside branch.wardroom");
    machine.opened(&path, "Riverside branch", "Asha Morrow");
    let mut app = App::new(house, machine);
    app.stage = match page {
        Page::Welcome => Stage::Welcome(Welcome::default()),
        Page::NewOffice => Stage::Welcome(Welcome { new: Some(NewOffice::new("Asha Morrow")), problem: None }),
        Page::Problem => {
            let problem = Problem::file(t!(
                "The file is open elsewhere, by Owain Specimen on HALL-PC since this morning: {path}",
                path = path.display()
            ))
            .hint(t!("Close it there, or open the newest backup read-only"));
            Stage::Welcome(Welcome { new: None, problem: Some((problem, Some(path))) })
        }
        Page::Unlock => Stage::Locked(Unlock::new(path, "Riverside branch".to_owned(), None, false)),
    };
    harness(canvas, theme, size, app)
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
    let office = harness
        .into_state()
        .into_office()
        .ok_or_else(|| Problem::defect(t!("The office was lost while it was drawn")))?;
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
