//! Pictures for the page: a logo, a signature. Read once, made small enough for paper.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::kit::{Problem, Result};
use crate::t;

/// A PNG or JPEG, decoded. Cheap to clone.
#[derive(Clone)]
pub struct Picture {
    pub(super) inner: Arc<Pixels>,
}

pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Three bytes a pixel, or four where anything is see-through.
    pub(super) bytes: Vec<u8>,
    pub(super) see_through: bool,
    /// Tells pictures apart by what they show, so that one is embedded once.
    pub(super) name: String,
}

/// 120 mm at 300 dots an inch, which is more than a letterhead's logo needs.
const MOST_PIXELS: u32 = 1400;

impl Picture {
    /// Reads PNG or JPEG bytes.
    ///
    /// # Errors
    /// When the bytes are no PNG or JPEG, are damaged, or are larger than 12 000 pixels a side.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let unreadable = |e: image::ImageError| {
            Problem::input(t!("This picture cannot be read"))
                .hint(t!("Choose a PNG or JPEG file of ordinary size"))
                .because(e)
        };
        let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|e| unreadable(image::ImageError::IoError(e)))?;
        let mut limits = image::Limits::default();
        limits.max_image_width = Some(12_000);
        limits.max_image_height = Some(12_000);
        reader.limits(limits);
        let mut picture = reader.decode().map_err(unreadable)?;
        if picture.width().max(picture.height()) > MOST_PIXELS {
            picture = picture.resize(MOST_PIXELS, MOST_PIXELS, image::imageops::FilterType::Lanczos3);
        }
        let rgba = picture.to_rgba8();
        let see_through = rgba.pixels().any(|p| p.0[3] < 255);
        let (width, height) = rgba.dimensions();
        let bytes = if see_through { rgba.into_raw() } else { picture.to_rgb8().into_raw() };
        let digest = Sha256::new().chain_update(width.to_le_bytes()).chain_update(&bytes).finalize();
        let name = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { inner: Arc::new(Pixels { width, height, bytes, see_through, name }) })
    }

    /// Width divided by height.
    pub fn shape(&self) -> f32 {
        self.inner.width as f32 / self.inner.height.max(1) as f32
    }
}

#[cfg(test)]
pub(super) fn test_png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let picture = image::RgbaImage::from_fn(width, height, |x, y| {
        image::Rgba([(x * 255 / width) as u8, (y * 255 / height) as u8, 90, if x < y { 255 } else { 120 }])
    });
    image::DynamicImage::ImageRgba8(picture)
        .write_to(&mut std::io::Cursor::new(&mut out), image::ImageFormat::Png)
        .unwrap();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_becomes_small_and_keeps_its_shape() {
        let picture = Picture::read(&test_png(3000, 1500)).unwrap();
        assert_eq!((picture.inner.width, picture.inner.height), (1400, 700));
        assert!((picture.shape() - 2.0).abs() < 0.01);
        assert!(picture.inner.see_through);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(Picture::read(b"%PDF-1.7").is_err());
        let mut cut = test_png(40, 40);
        cut.truncate(cut.len() / 2);
        assert!(Picture::read(&cut).is_err());
    }
}
