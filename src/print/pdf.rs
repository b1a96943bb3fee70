//! The PDF file. The only place that knows the library: fonts are subset here, and glyphs go out in visual order, each with
//! the text it stands for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use printpdf as lib;
use sha2::{Digest as _, Sha256};
use subsetter::GlyphRemapper;

use super::fonts::Face;
use super::picture::Picture;
use super::shape::{Glyph, Shaped};
use super::sheet::{Ink, POINTS_PER_MM, Paper, Region};
use crate::kit::{Problem, Result};
use crate::t;

/// A PDF being made. Pages are complete when they are added.
pub(super) struct Writer {
    document: lib::PdfDocument,
    fonts: Vec<Subset>,
    /// Where a glyph of a face was put, so that the same glyph with the same text is found at once.
    known: HashMap<(usize, u16), Vec<Placed>>,
    pictures: HashMap<String, lib::XObjectId>,
}

/// One font of the PDF: the glyphs of a face that are used. In a PDF a glyph has one text; a glyph that is used for two texts
/// (a composed and a decomposed letter, say) is put into a second subset of the same face.
struct Subset {
    face: Arc<Face>,
    glyphs: GlyphRemapper,
    widths: BTreeMap<u16, u16>,
    taken: HashSet<u16>,
}

#[derive(Clone)]
struct Placed {
    text: String,
    font: usize,
    code: u16,
}

/// The drawing of one page, in the order of painting.
pub(super) struct Drawing {
    height: f32,
    ops: Vec<lib::Op>,
}

impl Writer {
    pub(super) fn new(title: &str, made: DateTime<Utc>) -> Self {
        let mut document = lib::PdfDocument::new(title);
        let info = &mut document.metadata.info;
        info.producer = "Wardroom".to_owned();
        info.creator = "Wardroom".to_owned();
        let moment = lib::OffsetDateTime::from_unix_timestamp(made.timestamp());
        if let Ok(moment) = moment {
            info.creation_date = moment;
            info.modification_date = moment;
            info.metadata_date = moment;
        }
        Self { document, fonts: Vec::new(), known: HashMap::new(), pictures: HashMap::new() }
    }

    pub(super) fn page_count(&self) -> usize {
        self.document.pages.len()
    }

    pub(super) fn add_page(&mut self, paper: Paper, drawing: Drawing) {
        self.document.pages.push(lib::PdfPage::new(lib::Mm(paper.width), lib::Mm(paper.height), drawing.ops));
    }

    /// The font and the code of a glyph with its text.
    fn place(&mut self, glyph: &Glyph) -> (usize, u16) {
        let key = (glyph.face.key, glyph.id);
        if let Some(placed) = self.known.get(&key).and_then(|all| all.iter().find(|p| p.text == glyph.text)) {
            return (placed.font, placed.code);
        }
        let free =
            self.fonts.iter().position(|font| Arc::ptr_eq(&font.face, &glyph.face) && !font.taken.contains(&glyph.id));
        let at = free.unwrap_or_else(|| {
            self.fonts.push(Subset {
                face: Arc::clone(&glyph.face),
                glyphs: GlyphRemapper::new(),
                widths: BTreeMap::new(),
                taken: HashSet::new(),
            });
            self.fonts.len() - 1
        });
        let mut code = 0;
        if let Some(font) = self.fonts.get_mut(at) {
            code = font.glyphs.remap(glyph.id);
            font.taken.insert(glyph.id);
            font.widths.insert(code, glyph.face.width(glyph.id));
        }
        self.known.entry(key).or_default().push(Placed { text: glyph.text.clone(), font: at, code });
        (at, code)
    }

    /// The whole file.
    ///
    /// # Errors
    /// When a system font turns out to be damaged, or the library refuses something.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        for (at, font) in self.fonts.iter().enumerate() {
            let parsed = embed(font)?;
            self.document.resources.fonts.map.insert(font_id(at), lib::PdfFont::new(parsed));
        }
        let options =
            lib::PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
        let mut warnings = Vec::new();
        let mut file = self.document.to_lopdf_document(&options, &mut warnings);
        if let Some(bad) = warnings.iter().find(|w| w.severity == lib::PdfParseErrorSeverity::Error) {
            return Err(Problem::defect(t!("The page could not be made into a PDF")).because(bad.msg.clone()));
        }
        // CFF fonts in an OpenType wrapper came with 1.6.
        file.version = "1.7".to_owned();
        // The library makes up the identity of a file; ours follows from what it holds, so that equal input gives equal bytes.
        if let Ok(ids) = file.trailer.get_mut(b"ID").and_then(|ids| ids.as_array_mut()) {
            for id in ids {
                if let Ok(text) = id.as_str_mut() {
                    *text = PLACEHOLDER.to_vec();
                }
            }
        }
        let info = file.trailer.get(b"Info").and_then(|info| info.as_reference());
        if let Ok(info) = info.and_then(|id| file.get_dictionary_mut(id)) {
            for unused in [b"GTS_PDFXVersion".as_slice(), b"Identifier", b"Trapped", b"Subject", b"Keywords", b"Author"]
            {
                info.remove(unused);
            }
        }
        // Viewers are asked to print at full size: fitted to the printable area, labels drift from row to row and an address
        // leaves its window. The library names no type for an empty dictionary, so one is emptied.
        let mut prefer = file.trailer.clone();
        let keys: Vec<Vec<u8>> = prefer.iter().map(|(key, _)| key.clone()).collect();
        for key in keys {
            prefer.remove(&key);
        }
        prefer.set("PrintScaling", "None");
        if let Ok(catalog) = file.catalog_mut() {
            catalog.set("ViewerPreferences", prefer);
        }
        // The library packs as tightly as it can, which takes half of the whole time for a tenth less.
        for stream in file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
            if stream.allows_compression && stream.dict.get(b"Filter").is_err() {
                let packed = pack(&stream.content)?;
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(packed);
            }
        }
        let mut bytes = Vec::new();
        file.save_to(&mut bytes)
            .map_err(|e| Problem::defect(t!("The page could not be made into a PDF")).because(e))?;
        identify(&mut bytes);
        Ok(bytes)
    }

    fn picture_id(&mut self, picture: &Picture) -> lib::XObjectId {
        let pixels = &picture.inner;
        if let Some(id) = self.pictures.get(&pixels.name) {
            return id.clone();
        }
        let id = lib::XObjectId(format!("P{}", pixels.name));
        let format = if pixels.see_through { lib::RawImageFormat::RGBA8 } else { lib::RawImageFormat::RGB8 };
        let raw = lib::RawImage {
            pixels: lib::RawImageData::U8(pixels.bytes.clone()),
            width: pixels.width as usize,
            height: pixels.height as usize,
            data_format: format,
            tag: Vec::new(),
        };
        self.document.resources.xobjects.map.insert(id.clone(), lib::XObject::Image(raw));
        self.pictures.insert(pixels.name.clone(), id.clone());
        id
    }
}

fn pack(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(4));
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map_err(|e| Problem::defect(t!("The page could not be made into a PDF")).because(e))
}

/// Stands in the trailer until the file is whole.
const PLACEHOLDER: &[u8; 32] = b"--the-identity-of-this-document-";

/// Puts the digest of the file in the places of its identity, which are near the end.
fn identify(bytes: &mut [u8]) {
    let digest = Sha256::digest(&*bytes);
    let identity: Vec<u8> = digest.iter().take(16).flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
    let from = bytes.len().saturating_sub(1024);
    let Some(tail) = bytes.get_mut(from..) else { return };
    while let Some(at) = tail.windows(PLACEHOLDER.len()).position(|part| part == PLACEHOLDER) {
        if let Some(place) = tail.get_mut(at..at + PLACEHOLDER.len()) {
            place.copy_from_slice(&identity);
        }
    }
}

fn font_id(at: usize) -> lib::FontId {
    lib::FontId(format!("W{at}"))
}

/// Subsets a face to its used glyphs and describes it for the library.
fn embed(font: &Subset) -> Result<lib::ParsedFont> {
    let face = &font.face;
    let bytes = subsetter::subset(face.bytes(), face.index, &font.glyphs).map_err(|e| {
        Problem::file(t!("The font {name} of this computer is damaged", name = face.name))
            .hint(t!("Remove or reinstall that font, and try again"))
            .because(e)
    })?;
    let m = face.measures;
    let whole = |value: f32| value.round().clamp(-32_000.0, 32_000.0) as i16;
    let tag: String = Sha256::digest(&bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    let is_cff = bytes.starts_with(b"OTTO");
    let [x_min, y_min, x_max, y_max] = m.bounds;
    Ok(lib::ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{tag}+{}", face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: font.widths.clone(),
        units_per_em: 1000,
        font_metrics: lib::FontMetrics { ascent: whole(m.ascent), descent: whole(m.descent) },
        font_type: if is_cff { lib::FontType::OpenTypeCFF(()) } else { lib::FontType::TrueType },
        pdf_font_metrics: lib::PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: whole(x_min),
            y_min: whole(y_min),
            x_max: whole(x_max),
            y_max: whole(y_max),
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: m.weight,
        },
    })
}

/// Hundredths of a point are finer than any printer, and keep the file small.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn colour(ink: Ink) -> lib::Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    if ink.0 == ink.1 && ink.1 == ink.2 {
        lib::Color::Greyscale(lib::Greyscale { percent: part(ink.0), icc_profile: None })
    } else {
        lib::Color::Rgb(lib::Rgb { r: part(ink.0), g: part(ink.1), b: part(ink.2), icc_profile: None })
    }
}

impl Drawing {
    pub(super) fn new(paper: Paper) -> Self {
        Self { height: paper.height, ops: Vec::new() }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (x * POINTS_PER_MM, (self.height - y) * POINTS_PER_MM)
    }

    /// Draws a line of glyphs that begins at `x` on the baseline `y` (millimetres from the top left), turned anticlockwise.
    pub(super) fn text(&mut self, writer: &mut Writer, line: &Shaped, at: (f32, f32), size: f32, ink: Ink, turn: f32) {
        if line.glyphs.is_empty() {
            return;
        }
        let (left, base) = self.point(at.0, at.1);
        let (sine, cosine) = turn.to_radians().sin_cos();
        self.ops.push(lib::Op::StartTextSection);
        self.ops.push(lib::Op::SetFillColor { col: colour(ink) });
        let mut run: Option<Run> = None;
        let mut font_now = None;
        // Where the next glyph belongs, in thousandths of the size from the line's beginning.
        let mut pen = 0.0_f32;
        for glyph in &line.glyphs {
            let (font, code) = writer.place(glyph);
            let wanted = pen + glyph.shift_x * 1000.0;
            let rise = glyph.shift_y * 1000.0;
            let same = run.as_ref().is_some_and(|run| run.font == font && (run.rise - rise).abs() < 0.01);
            if !same {
                self.show(run.take());
                if font_now != Some(font) {
                    let handle = lib::PdfFontHandle::External(font_id(font));
                    self.ops.push(lib::Op::SetFont { font: handle, size: lib::Pt(size) });
                    font_now = Some(font);
                }
                let along = wanted / 1000.0 * size;
                let up = rise / 1000.0 * size;
                let x = rounded(left + along * cosine - up * sine);
                let y = rounded(base + along * sine + up * cosine);
                let matrix = if turn == 0.0 {
                    lib::TextMatrix::Translate(lib::Pt(x), lib::Pt(y))
                } else {
                    lib::TextMatrix::Raw([cosine, sine, -sine, cosine, x, y])
                };
                self.ops.push(lib::Op::SetTextMatrix { matrix });
                run = Some(Run { font, rise, pen: wanted, codes: Vec::new() });
            }
            if let Some(run) = run.as_mut() {
                let gap = (run.pen - wanted).round();
                if gap != 0.0
                    && let Some(last) = run.codes.last_mut()
                {
                    last.offset += gap;
                    run.pen -= gap;
                }
                run.codes.push(lib::Codepoint { gid: code, offset: 0.0, cid: Some(glyph.text.clone()) });
                run.pen += f32::from(writer.width_of(font, code));
            }
            pen += glyph.advance * 1000.0;
        }
        self.show(run.take());
        self.ops.push(lib::Op::EndTextSection);
    }

    fn show(&mut self, run: Option<Run>) {
        if let Some(run) = run {
            self.ops.push(lib::Op::ShowText { items: vec![lib::TextItem::GlyphIds(run.codes)] });
        }
    }

    /// Draws a straight line; `thickness` in points.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, ink: Ink) {
        self.ops.push(lib::Op::SetOutlineColor { col: colour(ink) });
        self.ops.push(lib::Op::SetOutlineThickness { pt: lib::Pt(thickness) });
        let points = [from, to]
            .into_iter()
            .map(|(x, y)| {
                let (x, y) = self.point(x, y);
                let p = lib::Point { x: lib::Pt(rounded(x)), y: lib::Pt(rounded(y)) };
                lib::LinePoint { p, bezier: false }
            })
            .collect();
        self.ops.push(lib::Op::DrawLine { line: lib::Line { points, is_closed: false } });
    }

    /// Fills a region.
    pub(super) fn fill(&mut self, region: Region, ink: Ink) {
        self.ops.push(lib::Op::SetFillColor { col: colour(ink) });
        self.rectangle(region, lib::PaintMode::Fill);
    }

    /// Draws the edge of a region; `thickness` in points.
    pub(super) fn outline(&mut self, region: Region, thickness: f32, ink: Ink) {
        self.ops.push(lib::Op::SetOutlineColor { col: colour(ink) });
        self.ops.push(lib::Op::SetOutlineThickness { pt: lib::Pt(thickness) });
        self.rectangle(region, lib::PaintMode::Stroke);
    }

    fn rectangle(&mut self, region: Region, mode: lib::PaintMode) {
        let (x, y) = self.point(region.x, region.bottom());
        self.ops.push(lib::Op::DrawRectangle {
            rectangle: lib::Rect {
                x: lib::Pt(rounded(x)),
                y: lib::Pt(rounded(y)),
                width: lib::Pt(rounded(region.width * POINTS_PER_MM)),
                height: lib::Pt(rounded(region.height * POINTS_PER_MM)),
                mode: Some(mode),
                winding_order: None,
            },
        });
    }

    /// Draws a picture over the whole of a region.
    pub(super) fn picture(&mut self, writer: &mut Writer, picture: &Picture, region: Region) {
        let id = writer.picture_id(picture);
        let (x, y) = self.point(region.x, region.bottom());
        let pixels = &picture.inner;
        self.ops.push(lib::Op::UseXobject {
            id,
            transform: lib::XObjectTransform {
                translate_x: Some(lib::Pt(rounded(x))),
                translate_y: Some(lib::Pt(rounded(y))),
                scale_x: Some(region.width * POINTS_PER_MM / pixels.width.max(1) as f32),
                scale_y: Some(region.height * POINTS_PER_MM / pixels.height.max(1) as f32),
                // At 72 dots an inch the library takes one pixel for one point.
                dpi: Some(72.0),
                ..lib::XObjectTransform::default()
            },
        });
    }

    /// Puts what was drawn since `mark` behind everything before it.
    pub(super) fn send_back(&mut self, mark: usize) {
        let mark = mark.min(self.ops.len());
        let behind = self.ops.split_off(mark);
        self.ops.splice(0..0, behind);
    }

    /// The place in the order of painting, for [`Self::send_back`].
    pub(super) fn mark(&self) -> usize {
        self.ops.len()
    }
}

impl Writer {
    fn width_of(&self, font: usize, code: u16) -> u16 {
        self.fonts.get(font).and_then(|font| font.widths.get(&code)).copied().unwrap_or(0)
    }
}

/// Glyphs of one font on one height.
struct Run {
    font: usize,
    rise: f32,
    /// Where a reader's pen stands, in thousandths of the size from the line's beginning.
    pen: f32,
    codes: Vec<lib::Codepoint>,
}
