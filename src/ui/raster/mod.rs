//! A small renderer on the processor: egui's meshes (textured triangles) to a picture, without a graphics card or a display.
//! Tests, `wardroom screens` and the gallery make their pictures with it.
//!
//! Colours are mixed the way egui's own renderers do it: gamma-encoded, premultiplied, `source + destination × (1 − alpha)`.

mod canvas;
mod fill;

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive};
use egui::{Color32, ImageData, TextureFilter, TextureId, TexturesDelta};
use image::RgbaImage;

pub use canvas::{Canvas, whole_window};
use fill::{Clip, Sheet, Texture, draw_mesh};

/// Holds the textures that egui has handed out, and draws.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    /// To be dropped once the frame that still uses them has been drawn.
    leaving: Vec<TextureId>,
}
impl Raster {
    /// Takes the changes of textures that come with a frame.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for id in self.leaving.drain(..) {
            self.textures.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "one texture's changes do not touch another's")]
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
        let mut sheet =
            Sheet { width: width as usize, pixels: vec![ground.to_array(); width as usize * height as usize] };
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
        RgbaImage::from_raw(width, height, sheet.pixels.into_flattened()).unwrap_or_default()
    }
}
#[cfg(test)]
mod tests {
    use egui::epaint::Mesh;

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
