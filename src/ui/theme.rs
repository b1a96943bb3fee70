//! The theme as a setting, and what installs it into egui: fonts, style, and the [`Look`] that widgets ask for.

use std::ops::Deref;
use std::sync::Arc;

use egui::epaint::FontColorTransferFunction;
use egui::style::{HandleShape, ScrollAnimation, ScrollStyle, WidgetVisuals};
use egui::{Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Id, Margin, Shadow, Stroke};
use serde::{Deserialize, Serialize};

use super::text::{Weight, font};
use super::tokens::{self, Palette};

/// What a person and a party choose about the look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Theme {
    pub dark: bool,
    /// The party's own colour, red green blue; a shade that can be read is made of it where it cannot.
    pub accent: Option<[u8; 3]>,
    /// Rows of 28 points in place of 36.
    pub compact: bool,
}

/// The colours and sizes in force; ask for it with [`look`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub palette: Palette,
    pub dark: bool,
    /// Height of a table's row.
    pub row: f32,
}

impl Deref for Look {
    type Target = Palette;

    fn deref(&self) -> &Palette {
        &self.palette
    }
}

fn look_id() -> Id {
    Id::unique("wardroom look")
}

/// The look that was installed into this context (the light one before any was).
pub fn look(ui: &egui::Ui) -> Look {
    look_of(ui.ctx())
}

pub(super) fn look_of(ctx: &Context) -> Look {
    ctx.data(|data| data.get_temp::<Look>(look_id())).unwrap_or_else(|| Theme::default().look())
}

impl Theme {
    /// The colours and sizes of this theme.
    pub fn look(self) -> Look {
        let accent = self.accent.map(|[r, g, b]| Color32::from_rgb(r, g, b));
        let palette = if self.dark { Palette::dark(accent) } else { Palette::light(accent) };
        Look { palette, dark: self.dark, row: if self.compact { tokens::ROW_COMPACT } else { tokens::ROW } }
    }

    /// Sets fonts, style and look. Call it at the start, and again when the theme changes.
    pub fn install(self, ctx: &Context) {
        let look = self.look();
        let fonts_id = Id::unique("wardroom fonts");
        if ctx.data(|data| data.get_temp::<bool>(fonts_id)).is_none() {
            ctx.set_fonts(fonts());
            ctx.data_mut(|data| data.insert_temp(fonts_id, true));
        }
        ctx.data_mut(|data| data.insert_temp(look_id(), look));
        ctx.set_theme(if self.dark { egui::Theme::Dark } else { egui::Theme::Light });
        // Both of egui's slots get the same style, so that nothing but this theme decides.
        ctx.all_styles_mut(|style| dress(style, &look));
        ctx.request_repaint();
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 4] = [
        ("regular", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("medium", include_bytes!("../../assets/fonts/Inter-Medium.ttf")),
        ("semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("icons", include_bytes!("../../assets/icons/Phosphor.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chain = |name: &str| vec![name.to_owned(), "icons".to_owned()];
    fonts.families.insert(FontFamily::Proportional, chain("regular"));
    fonts.families.insert(FontFamily::Monospace, chain("regular"));
    fonts.families.insert(Weight::Medium.family(), chain("medium"));
    fonts.families.insert(Weight::SemiBold.family(), chain("semibold"));
    fonts.families.insert(Weight::Icon.family(), vec!["icons".to_owned()]);
    fonts
}

fn dress(style: &mut egui::Style, look: &Look) {
    let text_styles = [
        (egui::TextStyle::Small, font(12.0, Weight::Regular)),
        (egui::TextStyle::Body, font(14.0, Weight::Regular)),
        (egui::TextStyle::Button, font(14.0, Weight::Medium)),
        (egui::TextStyle::Heading, font(20.0, Weight::SemiBold)),
        (egui::TextStyle::Monospace, FontId::new(14.0, FontFamily::Monospace)),
    ];
    style.text_styles = text_styles.into_iter().collect();
    style.wrap_mode = None;
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    style.url_in_tooltip = false;
    style.explanation_tooltips = false;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    #[cfg(debug_assertions)]
    {
        // A development build is to look like the real one.
        style.debug.warn_if_rect_changes_id = false;
    }

    let spacing = &mut style.spacing;
    spacing.item_spacing = egui::vec2(8.0, 8.0);
    spacing.button_padding = egui::vec2(14.0, 6.0);
    spacing.interact_size = egui::vec2(tokens::CONTROL, tokens::CONTROL);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(24);
    spacing.icon_width = 18.0;
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating: true, ..ScrollStyle::thin() };
    spacing.scroll.fade.strength = 0.0;

    let visuals = &mut style.visuals;
    visuals.dark_mode = look.dark;
    // Light text on dark looks thinner than it is; dark text on light needs no help.
    visuals.text_options.color_transfer_function =
        if look.dark { FontColorTransferFunction::Gamma(0.75) } else { FontColorTransferFunction::LIGHT_MODE_DEFAULT };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(look.faint);
    visuals.hyperlink_color = look.accent;
    visuals.faint_bg_color = look.sunk;
    visuals.extreme_bg_color = look.surface;
    visuals.text_edit_bg_color = Some(look.surface);
    visuals.code_bg_color = look.sunk;
    visuals.warn_fg_color = look.warning;
    visuals.error_fg_color = look.danger;
    visuals.window_fill = look.surface;
    visuals.panel_fill = look.canvas;
    visuals.window_stroke = Stroke::new(1.0, look.line);
    visuals.window_corner_radius = CornerRadius::same(tokens::CARD_CORNER);
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.window_shadow = Shadow { offset: [0, 12], blur: 40, spread: 0, color: look.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: look.shadow };
    visuals.selection.bg_fill = if look.dark {
        tokens::mix(look.surface, look.accent, 0.4)
    } else {
        tokens::mix(look.surface, look.accent, 0.25)
    };
    visuals.selection.stroke = Stroke::new(2.0, look.accent);
    visuals.text_cursor.stroke = Stroke::new(1.5, look.text);
    visuals.text_cursor.blink = false;
    visuals.indent_has_left_vline = false;
    visuals.handle_shape = HandleShape::Circle;
    visuals.image_loading_spinners = false;
    visuals.disabled_alpha = 0.55;

    let state = |fill: Color32, edge: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        fg_stroke: Stroke::new(1.0, ink),
        corner_radius: CornerRadius::same(tokens::CORNER),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = state(look.surface, look.line, look.text);
    visuals.widgets.inactive = state(look.surface, look.strong_line, look.text);
    visuals.widgets.hovered = state(look.sunk, look.faint, look.text);
    visuals.widgets.active = state(look.rail, look.faint, look.text);
    visuals.widgets.open = state(look.sunk, look.strong_line, look.text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_fonts_cover_the_scripts_that_are_promised() {
        let ctx = Context::default();
        Theme::default().install(&ctx);
        let text = "Łukasz Żółkiewski Nguyễn Thị Ánh Ελένη Παπαδοπούλου Наталія Шевченко Zoë O’Brien-Núñez Ђорђе ọ ŋ ə £€₫₴…–“”•→";
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold] {
                for c in text.chars() {
                    assert!(ui.fonts_mut(|f| f.has_glyph(&font(14.0, weight), c)), "{c} in {weight:?}");
                }
            }
            for (name, icon) in super::super::icons::ALL {
                assert!(ui.fonts_mut(|f| f.has_glyphs(&font(16.0, Weight::Icon), icon)), "{name}");
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn figures_have_one_width() {
        let ctx = Context::default();
        Theme::default().install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let width = |c: char| ui.fonts_mut(|f| f.glyph_width(&font(14.0, Weight::Regular), c));
            for digit in '1'..='9' {
                assert!((width(digit) - width('0')).abs() < 0.001, "{digit}");
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn nothing_is_drawn_while_nothing_happens() {
        let ctx = Context::default();
        Theme::default().install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.label("quiet");
        });
        for _ in 0..4 {
            output.textures_delta.clear();
            output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.label("quiet");
            });
        }
        let root = output.viewport_output.get(&egui::ViewportId::ROOT).map(|v| v.repaint_delay);
        output.textures_delta.clear();
        assert_eq!(root, Some(std::time::Duration::MAX));
    }
}
