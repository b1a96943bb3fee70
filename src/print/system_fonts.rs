//! Fonts of the system, for scripts that the bundled face lacks. The list is made only once a letter needs it.

use std::borrow::Cow;
use std::sync::Arc;

use harfrust::FontRef;
use skrifa::MetadataProvider as _;

use super::fonts::Face;
use super::sheet::Weight;

/// Families that suit running text, tried before all others, in this order. Debian's, Windows' and macOS's own.
const LIKED: [&str; 22] = [
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Segoe UI",
    "Microsoft YaHei",
    "Microsoft JhengHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
    "Leelawadee UI",
    "PingFang SC",
    "Hiragino Sans GB",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Geeza Pro",
    "Arial Unicode MS",
    "Arial",
];

/// The system's fonts, or none for a test.
#[derive(Default)]
pub(super) struct SystemFonts {
    listed: Option<Listed>,
}

#[derive(Default)]
struct Listed {
    database: fontdb::Database,
    loaded: Vec<(fontdb::ID, Option<Arc<Face>>)>,
}

impl SystemFonts {
    /// A system without fonts.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self { listed: Some(Listed::default()) }
    }

    /// The best face that has all of a written character.
    pub(super) fn find(&mut self, cluster: &str, weight: Weight) -> Option<Arc<Face>> {
        let listed = self.listed.get_or_insert_with(Listed::of_this_system);
        let order = listed.ordered(weight);
        order.into_iter().find_map(|id| listed.try_face(id, cluster))
    }
}

impl Listed {
    fn of_this_system() -> Self {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        Self { database, loaded: Vec::new() }
    }

    /// Upright faces: liked families first, sans before serif, the wanted weight before others; by name in the end, so
    /// that the same system always picks the same face.
    fn ordered(&self, weight: Weight) -> Vec<fontdb::ID> {
        let wanted = match weight {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        };
        let mut order: Vec<_> = self
            .database
            .faces()
            .filter(|face| face.style == fontdb::Style::Normal && face.stretch == fontdb::Stretch::Normal)
            .map(|face| {
                let family = face.families.first().map_or("", |(name, _)| name.as_str());
                let liked = LIKED.iter().position(|name| *name == family).unwrap_or(LIKED.len());
                let other = family.contains("Serif") || family.contains("Mono") || face.monospaced;
                (liked, other, face.weight.0.abs_diff(wanted), face.post_script_name.as_str(), face.index, face.id)
            })
            .collect();
        order.sort();
        order.into_iter().map(|(.., id)| id).collect()
    }

    fn try_face(&mut self, id: fontdb::ID, cluster: &str) -> Option<Arc<Face>> {
        if let Some((_, face)) = self.loaded.iter().find(|(known, _)| *known == id) {
            return face.clone().filter(|face| face.covers(cluster));
        }
        // A look at the mapped file first: most faces lack the letter, and reading them whole would be slow.
        let first = cluster.chars().next()?;
        let maybe = self.database.with_face_data(id, |data, index| {
            FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map(first).is_some())
        });
        if maybe != Some(true) {
            return None;
        }
        let key = 2 + self.loaded.len();
        let face = self
            .database
            .with_face_data(id, |data, index| Face::read(Cow::Owned(data.to_vec()), index, key))
            .flatten()
            .map(Arc::new);
        self.loaded.push((id, face.clone()));
        face.filter(|face| face.covers(cluster))
    }
}
