//! Pictures of a test harness, and of the program without a window.

use std::cell::RefCell;
use std::rc::Rc;

use egui::TexturesDelta;
use image::RgbaImage;

use super::Raster;

/// Renders a test harness of `egui_kittest` with [`Raster`]: give one clone to the builder and keep the other for pictures.
///
/// ```ignore
/// let canvas = Canvas::default();
/// let mut harness = Harness::builder().renderer(canvas.clone()).build_ui(|ui| …);
/// harness.run();
/// let picture = canvas.picture(&harness.ctx, harness.output());
/// ```
#[derive(Clone, Default)]
pub struct Canvas(Rc<RefCell<Raster>>);

impl egui_kittest::TestRenderer for Canvas {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().apply(delta);
    }
}

/// The whole window of a test harness, which leaves a margin around what it draws and a real window does not.
pub fn whole_window(ui: &mut egui::Ui) -> egui::Ui {
    let window = ui.ctx().content_rect();
    let mut whole = ui.new_child(egui::UiBuilder::new().max_rect(window));
    whole.set_clip_rect(window);
    whole
}

impl Canvas {
    /// What the window would show after the last frame.
    pub fn picture(&self, ctx: &egui::Context, output: &egui::FullOutput) -> RgbaImage {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let shapes = ctx.tessellate(output.shapes.clone(), scale);
        let ground = ctx.global_style().visuals.panel_fill;
        self.0.borrow().draw(&shapes, scale, [size.x.round() as u32, size.y.round() as u32], ground)
    }

    /// The picture as the bytes of a PNG file.
    ///
    /// # Errors
    /// When the picture cannot be encoded (an empty window).
    pub fn png(&self, ctx: &egui::Context, output: &egui::FullOutput) -> crate::kit::Result<Vec<u8>> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        self.picture(ctx, output)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .map_err(|e| crate::kit::Problem::defect("The picture could not be made").because(e))?;
        Ok(bytes.into_inner())
    }
}
