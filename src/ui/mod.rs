//! House widgets: the look of the program and every control a screen is made of. Nothing here knows a subject.
//!
//! A screen asks [`look`] for colours, writes with [`text`], and composes the widgets below; the raw egui ones are not for
//! screens. Each interactive widget has a name that a screen reader says, shows a ring when it has the keyboard, and draws
//! nothing while nothing happens.

mod bidi;
mod button;
mod calendar;
mod choice;
mod dialog;
mod fallback_fonts;
mod field;
mod finder;
pub mod icons;
pub mod layout;
mod list;
mod mark;
mod notice;
mod over_time;
mod page;
mod pane;
pub mod plot;
mod progress;
pub mod raster;
pub mod shown;
pub mod table;
mod tabs;
mod text;
mod theme;
mod toggle;
pub mod tokens;
mod typed;
pub mod typing;
pub mod writing;

pub use bidi::visual;
pub use button::{Button, Link, icon_button, menu_button, menu_item};
pub use choice::Choice;
pub use dialog::{Answer, Dialog};
pub use fallback_fonts::find_fallback_fonts;
pub use field::{Field, Search};
pub use finder::{Finder, Found, Suggestion};
pub use mark::{Tone, chip, chip_size, keys, paint_chip};
pub use notice::{Notice, NoticeAct, Notices};
pub use over_time::{OverTime, TimeLine};
pub use page::{PageHeader, banner, card, empty_state, key_hints, key_values, section, stat, summary_strip, two};
pub use pane::{Split, rail_item};
pub use progress::progress;
pub use tabs::{Tab, segments, tabs};
pub use text::{
    BODY, FIGURE, Look as TextLook, SMALL, TITLE, Weight, font, galley, height as text_height, line, paint_icon,
    paint_line, paragraph, width as text_width,
};
pub use theme::{Look, Theme, look};
pub use toggle::{checkbox, radio};
pub use typed::{DayField, MoneyField};

#[cfg(test)]
mod tests;
