//! The faces letters are drawn with: Inter, bundled, and any font of the system for what Inter lacks.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use harfrust::{Direction, Feature, FontRef, Script, ShapePlan, ShaperData, Tag};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use unicode_normalization::UnicodeNormalization as _;

use super::shape::{Cache, Shaped};
use super::sheet::Weight;
use super::system_fonts::SystemFonts;
use crate::kit::{Problem, Result};
use crate::t;

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");

/// One face, ready for shaping and for embedding.
pub(super) struct Face {
    bytes: Cow<'static, [u8]>,
    /// The place of the face in a collection; 0 for a file with one face.
    pub(super) index: u32,
    /// The PostScript name, as the PDF shows it.
    pub(super) name: String,
    /// A number that tells faces apart within this run of the program.
    pub(super) key: usize,
    pub(super) measures: Measures,
    /// Code points the face has a glyph for, sorted.
    letters: Vec<u32>,
    data: ShaperData,
    plans: Mutex<Vec<Arc<ShapePlan>>>,
    features: Vec<Feature>,
}

/// What a PDF says about a face, in thousandths of the letter size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures {
    pub(super) units_per_em: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) bounds: [f32; 4],
    pub(super) weight: u16,
}

impl Face {
    /// Reads a face. `None` when it is damaged, has no outlines that can be embedded, or its maker forbids embedding.
    pub(super) fn read(bytes: Cow<'static, [u8]>, index: u32, key: usize) -> Option<Self> {
        let font = FontRef::from_index(&bytes, index).ok()?;
        if !embeddable(&font) {
            return None;
        }
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(metrics.units_per_em);
        let scale = 1000.0 / units_per_em.max(1.0);
        let bounds = metrics.bounds.map_or([0.0, -200.0, 1000.0, 800.0], |b| {
            [b.x_min * scale, b.y_min * scale, b.x_max * scale, b.y_max * scale]
        });
        let attributes = font.attributes();
        let measures = Measures {
            units_per_em,
            ascent: metrics.ascent * scale,
            descent: metrics.descent * scale,
            bounds,
            weight: attributes.weight.value() as u16,
        };
        let name = font
            .localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME)
            .english_or_first()
            .map(|name| name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("Face{key}"));
        let mut letters: Vec<u32> = font.charmap().mappings().map(|(code, _)| code).collect();
        letters.sort_unstable();
        letters.dedup();
        let data = ShaperData::new(&font);
        // Joined letters would come back from the paper's text as something nobody typed.
        let features = vec![Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)];
        Some(Self { bytes, index, name, key, measures, letters, data, plans: Mutex::default(), features })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The width a glyph has by itself, in thousandths of the letter size.
    pub(super) fn width(&self, glyph: u16) -> u16 {
        let Ok(font) = FontRef::from_index(&self.bytes, self.index) else { return 0 };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let width = metrics.advance_width(skrifa::GlyphId::from(glyph)).unwrap_or(0.0);
        (width * 1000.0 / self.measures.units_per_em.max(1.0)).round().clamp(0.0, 60_000.0) as u16
    }

    fn has(&self, letter: char) -> bool {
        self.letters.binary_search(&u32::from(letter)).is_ok()
    }

    /// Whether the face has all of one written character, as typed or composed; marks that steer only are no letters.
    pub(super) fn covers(&self, cluster: &str) -> bool {
        let drawn = |c| needs_no_glyph(c) || self.has(c);
        cluster.chars().all(drawn) || cluster.nfc().all(drawn)
    }

    /// Shapes one run of one script and direction.
    pub(super) fn shape(
        &self,
        text: &str,
        direction: Direction,
        script: Option<Script>,
    ) -> Result<harfrust::GlyphBuffer> {
        let font = FontRef::from_index(&self.bytes, self.index).map_err(|e| {
            Problem::defect(t!("A font that was read before cannot be read again")).because(e.to_string())
        })?;
        let shaper = self.data.shaper(&font).build();
        let plan = {
            let mut plans = lock(&self.plans);
            match plans.iter().find(|p| p.direction() == direction && p.script() == script) {
                Some(plan) => Arc::clone(plan),
                None => {
                    let plan = Arc::new(ShapePlan::new(&shaper, direction, script, None, &self.features));
                    plans.push(Arc::clone(&plan));
                    plan
                }
            }
        };
        let mut buffer = harfrust::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        if let Some(script) = script {
            buffer.set_script(script);
        }
        buffer.set_cluster_level(harfrust::BufferClusterLevel::MonotoneCharacters);
        buffer.set_flags(
            harfrust::BufferFlags::REMOVE_DEFAULT_IGNORABLES
                | harfrust::BufferFlags::BEGINNING_OF_TEXT
                | harfrust::BufferFlags::END_OF_TEXT,
        );
        Ok(shaper.shape(buffer, harfrust::ShapeOptions::new().plan(Some(&plan)).features(&self.features)))
    }
}

/// Outlines the subsetter knows, and no refusal by the maker (OpenType OS/2 `fsType`: 2 is "restricted", 0x200 "bitmaps only").
fn embeddable(font: &FontRef<'_>) -> bool {
    let outlines = font.table_data(Tag::new(b"glyf")).is_some() || font.table_data(Tag::new(b"CFF ")).is_some();
    let refused = skrifa::raw::TableProvider::os2(font).is_ok_and(|os2| {
        let kind = os2.fs_type();
        (kind & 0x000F == 0x0002) || kind & 0x0200 != 0
    });
    outlines && !refused
}

/// Marks that steer joining, direction or line breaks and leave no ink.
fn needs_no_glyph(c: char) -> bool {
    matches!(
        u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
            | 0xE0000..=0xE0FFF
    )
}

type Found = HashMap<(String, Weight), Option<Arc<Face>>>;

/// All faces of this run of the program, and the shapes of texts that come again and again.
pub struct Fonts {
    regular: Arc<Face>,
    semi_bold: Arc<Face>,
    system: Mutex<SystemFonts>,
    /// Which face draws a character that the bundled ones lack.
    found: Mutex<Found>,
    cache: Mutex<Cache>,
}

impl Fonts {
    /// The one set of fonts, read at first use. System fonts are looked at only once a letter needs them.
    ///
    /// # Errors
    /// Only when the program's own fonts are damaged.
    pub fn shared() -> Result<&'static Self> {
        static SHARED: OnceLock<Option<Fonts>> = OnceLock::new();
        SHARED
            .get_or_init(|| Self::with(SystemFonts::default()))
            .as_ref()
            .ok_or_else(|| Problem::defect(t!("The fonts inside the program are damaged")))
    }

    /// The bundled fonts and these of the system; without any for a test.
    pub(super) fn with(system: SystemFonts) -> Option<Self> {
        Some(Self {
            regular: Arc::new(Face::read(Cow::Borrowed(REGULAR), 0, 0)?),
            semi_bold: Arc::new(Face::read(Cow::Borrowed(SEMI_BOLD), 0, 1)?),
            system: Mutex::new(system),
            found: Mutex::default(),
            cache: Mutex::default(),
        })
    }

    /// The bundled face of a weight, which also gives the line its height.
    pub(super) fn bundled(&self, weight: Weight) -> &Arc<Face> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        }
    }

    /// The face for one written character: the bundled one, else the one before it in the text, else a system font.
    pub(super) fn face_for(&self, cluster: &str, weight: Weight, before: Option<&Arc<Face>>) -> Option<Arc<Face>> {
        let bundled = self.bundled(weight);
        if bundled.covers(cluster) {
            return Some(Arc::clone(bundled));
        }
        if let Some(face) = before.filter(|face| face.covers(cluster)) {
            return Some(Arc::clone(face));
        }
        let key = (cluster.to_owned(), weight);
        if let Some(known) = lock(&self.found).get(&key) {
            return known.clone();
        }
        let face = lock(&self.system).find(cluster, weight);
        lock(&self.found).insert(key, face.clone());
        face
    }

    /// The shape of a line that may have been shaped before.
    pub(super) fn shaped(&self, text: &str, weight: Weight, right_to_left: bool) -> Result<Arc<Shaped>> {
        if let Some(known) = lock(&self.cache).get(text, weight, right_to_left) {
            return Ok(known);
        }
        let shaped = Arc::new(super::shape::shape(self, text, weight, right_to_left)?);
        lock(&self.cache).keep(text, weight, right_to_left, &shaped);
        Ok(shaped)
    }
}

/// A panic elsewhere leaves these caches whole, so a poisoned lock is no reason to stop.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_faces_draw_the_scripts_they_promise() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        for weight in [Weight::Regular, Weight::SemiBold] {
            for letter in "ŁżőșțğİßĐđNguyễnThịÁnhΕλένηΠαπαδοπούλουНаталіяШевченкоґїЂџ€£₴₹¥“”‘’–—…№§".chars()
            {
                assert!(fonts.bundled(weight).covers(&letter.to_string()), "{letter}");
            }
            assert!(!fonts.bundled(weight).covers("王"));
            assert!(!fonts.bundled(weight).covers("ل"));
        }
        assert!(fonts.face_for("王", Weight::Regular, None).is_none());
    }

    #[test]
    fn figures_are_equally_wide() {
        let fonts = Fonts::with(SystemFonts::none()).unwrap();
        let width = |text: &str| fonts.shaped(text, Weight::Regular, false).unwrap().width;
        assert!((width("1,111.11") - width("8,408.60")).abs() < 0.0001);
    }
}
