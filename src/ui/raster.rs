//! A small renderer on the processor: egui's meshes (textured triangles) to a picture, without a graphics card or a display.
//! Tests, `wardroom screens` and the gallery make their pictures with it.
//!
//! Colours are mixed the way egui's own renderers do it: gamma-encoded, premultiplied, `source + destination × (1 − alpha)`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ImageData, Pos2, TextureFilter, TextureId, TexturesDelta};
use image::RgbaImage;

/// Holds the textures that egui has handed out, and draws.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    /// To be dropped once the frame that still uses them has been drawn.
    leaving: Vec<TextureId>,
}

struct Texture {
    width: usize,
    height: usize,
    smooth: bool,
    pixels: Vec<Color32>,
}

/// The picture while it is drawn.
struct Sheet {
    width: usize,
    pixels: Vec<Color32>,
}

/// The part of the sheet that may be painted, in pixels, ends excluded.
#[derive(Clone, Copy)]
struct Clip {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Raster {
    /// Takes the changes of textures that come with a frame.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for id in self.leaving.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change(id, change);
            }
        }
        self.leaving.extend(delta.free.drain());
    }

    fn change(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let [width, height] = image.size;
        let Some([left, top]) = change.pos else {
            let smooth = change.options.magnification == TextureFilter::Linear;
            self.textures.insert(id, Texture { width, height, smooth, pixels: image.pixels.clone() });
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        for (row, source) in image.pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * texture.width + left;
            if let Some(target) = texture.pixels.get_mut(start..start + width) {
                target.copy_from_slice(source);
            }
        }
    }

    /// Draws tessellated shapes onto a sheet of `size` pixels that was filled with `ground`.
    pub fn draw(
        &self,
        shapes: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [u32; 2],
        ground: Color32,
    ) -> RgbaImage {
        let [width, height] = size;
        let mut sheet = Sheet { width: width as usize, pixels: vec![ground; width as usize * height as usize] };
        for shape in shapes {
            let Primitive::Mesh(mesh) = &shape.primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let edge =
                |points: f32, most: u32| ((points * pixels_per_point).round() as i32).clamp(0, most.cast_signed());
            let clip = Clip {
                left: edge(shape.clip_rect.min.x, width),
                top: edge(shape.clip_rect.min.y, height),
                right: edge(shape.clip_rect.max.x, width),
                bottom: edge(shape.clip_rect.max.y, height),
            };
            draw_mesh(&mut sheet, clip, mesh, texture, pixels_per_point);
        }
        let bytes = sheet.pixels.iter().flat_map(|c| c.to_array()).collect();
        RgbaImage::from_raw(width, height, bytes).unwrap_or_default()
    }
}

fn draw_mesh(sheet: &mut Sheet, clip: Clip, mesh: &Mesh, texture: &Texture, scale: f32) {
    for three in mesh.indices.chunks_exact(3) {
        let corner = |at: usize| {
            let index = *three.get(at)? as usize;
            let v = mesh.vertices.get(index)?;
            Some(Vertex { pos: Pos2::new(v.pos.x * scale, v.pos.y * scale), ..*v })
        };
        if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
            draw_triangle(sheet, clip, [a, b, c], texture);
        }
    }
}

/// How a value changes over a triangle: at its first corner, and per pixel to the right and down.
#[derive(Clone, Copy)]
struct Slope {
    at: f32,
    x: f32,
    y: f32,
}

impl Slope {
    fn new(values: [f32; 3], [a, b, c]: &[Vertex; 3], doubled_area: f32) -> Self {
        let [va, vb, vc] = values;
        let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
        let x = ((vb - va) * ac.y - (vc - va) * ab.y) / doubled_area;
        let y = ((vc - va) * ab.x - (vb - va) * ac.x) / doubled_area;
        Self { at: va - a.pos.x * x - a.pos.y * y, x, y }
    }

    fn on(self, x: f32, y: f32) -> f32 {
        self.at + self.x * x + self.y * y
    }
}

fn draw_triangle(sheet: &mut Sheet, clip: Clip, corners: [Vertex; 3], texture: &Texture) {
    let [a, b, c] = &corners;
    let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
    let doubled_area = ab.x * ac.y - ab.y * ac.x;
    if !doubled_area.is_finite() || doubled_area.abs() < 1e-6 {
        return;
    }
    let mut by_height = [a.pos, b.pos, c.pos];
    by_height.sort_by(|p, q| p.y.total_cmp(&q.y).then(p.x.total_cmp(&q.x)));
    let [top, middle, bottom] = by_height;
    let first = ((top.y - 0.5).ceil() as i32).max(clip.top);
    let last = ((bottom.y - 0.5).ceil() as i32).min(clip.bottom);
    if first >= last || clip.left >= clip.right {
        return;
    }

    let paint = Paint::new(&corners, doubled_area, texture);
    for row in first..last {
        let y = row as f32 + 0.5;
        // Both triangles of a shared edge compute it from the same two ends, so that no pixel is painted twice or missed.
        let long = crossing(top, bottom, y);
        let short = if y < middle.y { crossing(top, middle, y) } else { crossing(middle, bottom, y) };
        let from = ((long.min(short) - 0.5).ceil() as i32).max(clip.left);
        let to = ((long.max(short) - 0.5).ceil() as i32).min(clip.right);
        if from >= to {
            continue;
        }
        let start = row as usize * sheet.width;
        if let Some(span) = sheet.pixels.get_mut(start + from as usize..start + to as usize) {
            paint.fill(span, from as f32 + 0.5, y);
        }
    }
}

fn crossing(upper: Pos2, lower: Pos2, y: f32) -> f32 {
    let height = lower.y - upper.y;
    if height <= 0.0 { upper.x } else { upper.x + (lower.x - upper.x) * ((y - upper.y) / height) }
}

/// What a triangle is filled with.
enum Paint<'t> {
    Solid(Color32),
    /// Colours that run (soft edges, shadows); one texel for all.
    Running([Slope; 4]),
    Textured {
        texture: &'t Texture,
        u: Slope,
        v: Slope,
        tint: Tint,
        exact: bool,
    },
}

/// The colour a texture is multiplied with, parts 0 to 1.
enum Tint {
    Even([f32; 4]),
    Running([Slope; 4]),
}

impl<'t> Paint<'t> {
    fn new(corners: &[Vertex; 3], doubled_area: f32, texture: &'t Texture) -> Self {
        let [a, b, c] = corners;
        let even = a.color == b.color && b.color == c.color;
        let slope = |part: fn(&Vertex) -> f32| Slope::new([part(a), part(b), part(c)], corners, doubled_area);
        let running = || {
            [
                slope(|v| f32::from(v.color.r())),
                slope(|v| f32::from(v.color.g())),
                slope(|v| f32::from(v.color.b())),
                slope(|v| f32::from(v.color.a())),
            ]
        };
        if a.uv == b.uv && b.uv == c.uv {
            let (x, y) = (a.uv.x * texture.width as f32, a.uv.y * texture.height as f32);
            if texture.at(x as i32, y as i32) == Color32::WHITE {
                return if even { Self::Solid(a.color) } else { Self::Running(running()) };
            }
        }
        let (width, height) = (texture.width as f32, texture.height as f32);
        let across = Slope::new([a.uv.x * width, b.uv.x * width, c.uv.x * width], corners, doubled_area);
        let down = Slope::new([a.uv.y * height, b.uv.y * height, c.uv.y * height], corners, doubled_area);
        // Text is laid pixel on texel: then the nearest texel is exact, and faster.
        let aligned = |value: f32| (value.fract() - 0.5).abs() < 0.02;
        let (x, y) = (a.pos.x.floor() + 0.5, a.pos.y.floor() + 0.5);
        let exact = !texture.smooth
            || ((across.x - 1.0).abs() < 1e-3
                && (down.y - 1.0).abs() < 1e-3
                && aligned(across.on(x, y).abs())
                && aligned(down.on(x, y).abs()));
        let tint = if even {
            Tint::Even(a.color.to_array().map(|part| f32::from(part) / 255.0))
        } else {
            Tint::Running(running())
        };
        Self::Textured { texture, u: across, v: down, tint, exact }
    }

    /// Fills a row of pixels whose first centre is (`x`, `y`).
    fn fill(&self, span: &mut [Color32], mut x: f32, y: f32) {
        match self {
            Self::Solid(color) if color.a() == 255 => span.fill(*color),
            Self::Solid(color) => {
                for pixel in span {
                    *pixel = over(*color, *pixel);
                }
            }
            Self::Running(slopes) => {
                for pixel in span {
                    *pixel = over(color_of(slopes.map(|s| s.on(x, y))), *pixel);
                    x += 1.0;
                }
            }
            Self::Textured { texture, u, v, tint, exact } => {
                for pixel in span {
                    let (across, down) = (u.on(x, y), v.on(x, y));
                    let texel =
                        if *exact { texture.at(across as i32, down as i32) } else { texture.between(across, down) };
                    if texel.a() > 0 || texel != Color32::TRANSPARENT {
                        let tint = match tint {
                            Tint::Even(parts) => *parts,
                            Tint::Running(slopes) => slopes.map(|s| s.on(x, y) / 255.0),
                        };
                        let [r, g, b, a] = texel.to_array();
                        let [tr, tg, tb, ta] = tint;
                        let source = [f32::from(r) * tr, f32::from(g) * tg, f32::from(b) * tb, f32::from(a) * ta];
                        *pixel = over(color_of(source), *pixel);
                    }
                    x += 1.0;
                }
            }
        }
    }
}

impl Texture {
    /// The texel at a place, the nearest one at the rim.
    fn at(&self, x: i32, y: i32) -> Color32 {
        let x = (x.max(0) as usize).min(self.width.saturating_sub(1));
        let y = (y.max(0) as usize).min(self.height.saturating_sub(1));
        self.pixels.get(y * self.width + x).copied().unwrap_or(Color32::TRANSPARENT)
    }

    /// Bilinear, as a graphics card does it: texel centres lie at halves.
    fn between(&self, x: f32, y: f32) -> Color32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, lower_share) = (x - left, y - top);
        let (left, top) = (left as i32, top as i32);
        let blend = |a: Color32, b: Color32, share: f32| {
            let (a, b) = (a.to_array(), b.to_array());
            std::array::from_fn::<f32, 4, _>(|i| {
                let (a, b) = (f32::from(*a.get(i).unwrap_or(&0)), f32::from(*b.get(i).unwrap_or(&0)));
                a + (b - a) * share
            })
        };
        let upper = blend(self.at(left, top), self.at(left + 1, top), right_share);
        let lower = blend(self.at(left, top + 1), self.at(left + 1, top + 1), right_share);
        let ([a, b, c, d], [e, f, g, h]) = (upper, lower);
        color_of([
            a + (e - a) * lower_share,
            b + (f - b) * lower_share,
            c + (g - c) * lower_share,
            d + (h - d) * lower_share,
        ])
    }
}

fn color_of([r, g, b, a]: [f32; 4]) -> Color32 {
    // A cast from a float saturates, so a little over- or undershoot at the rim does no harm.
    Color32::from_rgba_premultiplied((r + 0.5) as u8, (g + 0.5) as u8, (b + 0.5) as u8, (a + 0.5) as u8)
}

/// `source` (premultiplied) on top of `ground`.
fn over(source: Color32, ground: Color32) -> Color32 {
    let [r, g, b, a] = source.to_array();
    if a == 255 {
        return source;
    }
    let keep = 255 - u32::from(a);
    let part = |source: u8, ground: u8| {
        let product = u32::from(ground) * keep + 128;
        // The exact division by 255, without a division.
        source.saturating_add(((product + (product >> 8)) >> 8) as u8)
    };
    let [gr, gg, gb, ga] = ground.to_array();
    Color32::from_rgba_premultiplied(part(r, gr), part(g, gg), part(b, gb), part(a, ga))
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, pos2, vec2};

    fn white() -> Raster {
        let mut raster = Raster::default();
        let mut delta = TexturesDelta::default();
        let image = egui::ColorImage::filled([2, 2], Color32::WHITE);
        delta.push(TextureId::default(), ImageDelta::full(image, egui::TextureOptions::NEAREST));
        raster.apply(&mut delta);
        raster
    }

    fn shape(mesh: Mesh) -> ClippedPrimitive {
        ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }
    }

    #[test]
    fn a_rectangle_covers_exactly_its_pixels() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(pos2(1.0, 2.0), vec2(3.0, 2.0)), Color32::RED);
        let picture = white().draw(&[shape(mesh)], 1.0, [6, 6], Color32::BLACK);
        for (x, y, pixel) in picture.enumerate_pixels() {
            let inside = (1..4).contains(&x) && (2..4).contains(&y);
            assert_eq!(pixel.0, if inside { [255, 0, 0, 255] } else { [0, 0, 0, 255] }, "{x},{y}");
        }
    }

    #[test]
    fn neighbours_neither_overlap_nor_leave_a_gap() {
        // A fan around an odd middle, half transparent: a pixel painted twice would be darker, a missed one lighter.
        let color = Color32::from_black_alpha(128);
        let mut mesh = Mesh::default();
        for at in [(7.3, 6.1), (0.0, 0.0), (16.0, 0.0), (16.0, 16.0), (0.0, 16.0)] {
            mesh.colored_vertex(pos2(at.0, at.1), color);
        }
        for [a, b] in [[1, 2], [2, 3], [3, 4], [4, 1]] {
            mesh.add_triangle(0, a, b);
        }
        let picture = white().draw(&[shape(mesh)], 1.0, [16, 16], Color32::WHITE);
        let first = picture.get_pixel(0, 0).0;
        assert_eq!(first[0], 127);
        assert!(picture.pixels().all(|p| p.0 == first));
    }

    #[test]
    fn mixing_is_premultiplied_and_clipping_holds() {
        let half = Color32::from_rgba_unmultiplied(200, 100, 0, 128);
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(pos2(0.0, 0.0), vec2(4.0, 4.0)), half);
        let mut clipped = shape(mesh);
        clipped.clip_rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(2.0, 1.0));
        let picture = white().draw(&[clipped], 2.0, [8, 8], Color32::from_rgb(0, 0, 200));
        let [r, g, b, a] = picture.get_pixel(3, 1).0;
        assert!(r.abs_diff(100) <= 1 && g.abs_diff(50) <= 1 && b.abs_diff(100) <= 1 && a == 255, "{r} {g} {b} {a}");
        assert_eq!(picture.get_pixel(4, 0).0, [0, 0, 200, 255]);
        assert_eq!(picture.get_pixel(0, 2).0, [0, 0, 200, 255]);
    }

    #[test]
    fn a_patch_changes_a_part_of_a_texture() {
        let mut raster = white();
        let mut delta = TexturesDelta::default();
        let patch = egui::ColorImage::filled([1, 1], Color32::GREEN);
        delta.push(TextureId::default(), ImageDelta::partial([1, 0], patch, egui::TextureOptions::NEAREST));
        raster.apply(&mut delta);
        let mut mesh = Mesh::default();
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        mesh.add_rect_with_uv(Rect::from_min_size(pos2(0.0, 0.0), vec2(2.0, 2.0)), whole, Color32::WHITE);
        let picture = raster.draw(&[shape(mesh)], 1.0, [2, 2], Color32::BLACK);
        assert_eq!(picture.get_pixel(1, 0).0, [0, 255, 0, 255]);
        assert_eq!(picture.get_pixel(0, 1).0, [255, 255, 255, 255]);
    }
}
