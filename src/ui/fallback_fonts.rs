//! The system's fonts for letters that the bundled ones lack; on a computer without any fonts, those letters stay boxes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// Asks `P` until it fails, and then no more: looking for fonts panics where the system's own list of them is empty
/// (`fontique` 0.11 with fontconfig), which is no reason to end the program.
struct Guarded<P> {
    fonts: P,
    failed: AtomicBool,
}

impl<P: FontProvider> FontProvider for Guarded<P> {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        catch_unwind(AssertUnwindSafe(|| self.fonts.font_for(request))).unwrap_or_else(|_panic| {
            self.failed.store(true, Ordering::Relaxed);
            tracing::warn!("the system's fonts could not be listed; letters that the bundled ones lack are not drawn");
            None
        })
    }
}

/// Lets a window, or a picture of one, find letters in the system's fonts.
pub fn find_fallback_fonts(ctx: &egui::Context) {
    ctx.add_font_provider(Arc::new(Guarded { fonts: SystemFontProvider::new(), failed: AtomicBool::new(false) }));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use egui::FontFamily;

    use super::*;

    struct Broken(AtomicUsize);

    impl FontProvider for Broken {
        fn font_for(&self, _request: &FallbackRequest<'_>) -> Option<FontInsert> {
            self.0.fetch_add(1, Ordering::Relaxed);
            panic!("no fonts at all")
        }
    }

    #[test]
    fn a_list_of_fonts_that_fails_is_asked_once_and_ends_nothing() {
        let guarded = Guarded { fonts: Broken(AtomicUsize::new(0)), failed: AtomicBool::new(false) };
        for _ in 0..2 {
            let request = FallbackRequest { cluster: "王", family: &FontFamily::Proportional };
            assert!(guarded.font_for(&request).is_none());
        }
        assert_eq!(guarded.fonts.0.load(Ordering::Relaxed), 1);
    }
}
