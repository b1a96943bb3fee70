//! Filling one triangle: which pixels it covers, and which colour each of them gets.

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2};

/// Red, green, blue and alpha, premultiplied: bytes as they stand in a picture.
pub(super) type Pixel = [u8; 4];

/// A texture, row by row.
pub(super) struct Texture {
    pub width: usize,
    pub height: usize,
    pub smooth: bool,
    pub pixels: Vec<Color32>,
}
/// The picture while it is drawn.
pub(super) struct Sheet {
    pub width: usize,
    pub pixels: Vec<Pixel>,
}

/// The part of the sheet that may be painted, in pixels, ends excluded.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}
/// Paints all triangles of a mesh.
pub(super) fn draw_mesh(sheet: &mut Sheet, clip: Clip, mesh: &Mesh, texture: &Texture, scale: f32) {
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
    Solid(Pixel),
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
                return if even { Self::Solid(a.color.to_array()) } else { Self::Running(running()) };
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
    fn fill(&self, span: &mut [Pixel], mut x: f32, y: f32) {
        match self {
            Self::Solid(color @ [.., 255]) => span.fill(*color),
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
                    let texel = if *exact {
                        texture.at(across as i32, down as i32).to_array()
                    } else {
                        texture.between(across, down)
                    };
                    if texel != [0; 4] {
                        let tint = match tint {
                            Tint::Even(parts) => *parts,
                            Tint::Running(slopes) => slopes.map(|s| s.on(x, y) / 255.0),
                        };
                        let [r, g, b, a] = texel;
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
    fn between(&self, x: f32, y: f32) -> Pixel {
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

fn color_of([r, g, b, a]: [f32; 4]) -> Pixel {
    // A cast from a float saturates, so a little over- or undershoot at the rim does no harm.
    [(r + 0.5) as u8, (g + 0.5) as u8, (b + 0.5) as u8, (a + 0.5) as u8]
}

/// `source` (premultiplied) on top of `ground`.
fn over(source: Pixel, ground: Pixel) -> Pixel {
    let [r, g, b, a] = source;
    if a == 255 {
        return source;
    }
    let keep = 255 - u32::from(a);
    let part = |source: u8, ground: u8| {
        let product = u32::from(ground) * keep + 128;
        // The exact division by 255, without a division.
        source.saturating_add(((product + (product >> 8)) >> 8) as u8)
    };
    let [gr, gg, gb, ga] = ground;
    [part(r, gr), part(g, gg), part(b, gb), part(a, ga)]
}
