//! The two records side by side: what each says, which value stays, what is united.

use std::cell::Cell;

use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::super::super::side_by_side::{Choices, Line, Standing, Take, lines, same_contact, same_place};
use super::super::super::{Channel, Details, post_lines};
use super::super::commands::{APART, MERGE, SWAP};
use super::super::words;
use super::list::percent;
use super::{Duplicates, Side, Want};
use crate::app::Sight;
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, Tone, chip, icons, line, look, paragraph};

/// Height of the strip with what can be decided.
const FOOT: f32 = 56.0;
/// Width of the names of fields, points.
const LABELS: f32 = 104.0;

/// Draws them; answers what was decided.
pub fn ui(screen: &mut Duplicates, ui: &mut Ui, sight: &Sight<'_>) -> Option<Want> {
    let area = ui.max_rect();
    let Some((kept, other)) = screen.sides().map(|(k, o)| (k.clone(), o.clone())) else {
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            let words = if screen.found.is_none() {
                t!("Everybody is compared by name, e-mail, phone, address and number.")
            } else {
                t!("Choose a pair in the list, and the two records show here side by side.")
            };
            paragraph(ui, words, BODY.ink(look(ui).muted));
        });
        return None;
    };
    let mut want = None;
    let body = area.with_max_y(area.bottom() - FOOT);
    let mut inner = ui.new_child(UiBuilder::new().id_salt("both").max_rect(body));
    ScrollArea::vertical().auto_shrink([false, false]).show(&mut inner, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            because(screen, ui);
            want = heads(ui, sight, &kept, &other);
            let (ours, theirs) = (&kept.person.details, &other.person.details);
            for one in lines(ours, theirs) {
                ui.push_id(one.field.key, |ui| field(ui, &one, &mut screen.choices));
            }
            parts(ui, sight, ours, theirs);
            hands(ui, &kept, &other);
        });
    });
    let foot = area.with_min_y(area.bottom() - FOOT);
    want.or(decide(screen, ui, sight, foot))
}

/// What speaks for it and what against, as chips.
fn because(screen: &Duplicates, ui: &mut Ui) {
    let Some(pair) = screen.pairs().iter().find(|pair| screen.open == Some((pair.a, pair.b))) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        chip(ui, &percent(pair.score), Tone::Accent);
        for reason in &pair.reasons {
            chip(ui, reason.says(), if reason.is_against() { Tone::Warning } else { Tone::Plain });
        }
    });
    ui.add_space(4.0);
}

/// The columns of a row: its name, the record that stays, the one that goes.
fn row(ui: &mut Ui, label: &str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let width = ((ui.available_width() - LABELS - 24.0) / 2.0).floor();
        cell(ui, LABELS, |ui| {
            ui.add_space(4.0);
            paragraph(ui, label, BODY.ink(look(ui).muted));
        });
        cell(ui, width, left);
        cell(ui, width, right);
    });
}

fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        contents(ui);
    });
}

/// Whose columns these are; each name leads to its record.
fn heads(ui: &mut Ui, sight: &Sight<'_>, kept: &Side, other: &Side) -> Option<Want> {
    let mut shows = None;
    let mut head = |ui: &mut Ui, side: &Side, word: &str, tone: Tone| {
        chip(ui, word, tone);
        ui.add_space(2.0);
        if Link::new(&super::super::cut(&side.person.details.name, 60)).show(ui).clicked() {
            shows = Some(Want::Show(side.person.id));
        }
    };
    let mut swap = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let width = ((ui.available_width() - LABELS - 24.0) / 2.0).floor();
        cell(ui, LABELS, |ui| {
            let button = Button::secondary(t!("Swap")).icon(icons::ARROWS_LEFT_RIGHT).unless(SWAP.refused(sight));
            swap = button.show(ui).clicked();
        });
        cell(ui, width, |ui| head(ui, kept, t!("Stays"), Tone::Good));
        cell(ui, width, |ui| head(ui, other, t!("Goes into it"), Tone::Plain));
    });
    ui.add_space(4.0);
    if swap { Some(Want::Swap) } else { shows }
}

/// One field: of two values one is chosen, a lone one fills the gap.
fn field(ui: &mut Ui, one: &Line, choices: &mut Choices) {
    let label = (one.field.label)();
    let now = choices.of(one);
    let take = Cell::new(now);
    let differ = one.standing == Standing::Differ;
    let choosable = differ || one.standing == Standing::OnlyOther;
    let side = |ui: &mut Ui, text: &str, own: Take| {
        if choosable {
            take.set(chosen_value(ui, (label, text), take.get(), own));
        } else {
            plain_value(ui, text, one.standing == Standing::Same || now == own);
        }
    };
    row(ui, label, |ui| side(ui, &one.kept, Take::Keep), |ui| side(ui, &one.other, Take::Other));
    if differ && one.field.joins {
        let both = |ui: &mut Ui| {
            let mut value = take.get();
            ui::radio(ui, &mut value, Take::Both, t!("Both, one after the other"));
            take.set(value);
        };
        row(ui, "", both, |_| {});
    }
    if take.get() != now && choices.choose(one.field.key, take.get()).is_err() {
        tracing::debug!("a field that is not offered was chosen");
    }
}

fn plain_value(ui: &mut Ui, text: &str, stays: bool) {
    let look = look(ui);
    let (shown, ink) =
        if text.is_empty() { (t!("nothing"), look.muted) } else { (text, if stays { look.text } else { look.muted }) };
    ui.add_space(4.0);
    paragraph(ui, shown, BODY.ink(ink));
}

/// A value as it stands in one record, with its mark; answers what is chosen now.
fn chosen_value(ui: &mut Ui, (label, text): (&str, &str), now: Take, own: Take) -> Take {
    let look = look(ui);
    let mut take = now;
    // Long values (notes) stand below their mark whole.
    let long = text.chars().count() > 32 || text.contains('\n');
    let shown = match (text.is_empty(), long) {
        (true, _) => t!("nothing"),
        (false, false) => text,
        (false, true) => t!("This one"),
    };
    let response = ui::radio(ui, &mut take, own, shown);
    // A screen reader hears the field with the value.
    let said = if text.is_empty() { shown } else { text };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("{label}: {said}")));
    if long {
        let stays = now == own || now == Take::Both;
        paragraph(ui, text, SMALL.ink(if stays { look.text } else { look.muted }));
    }
    take
}

/// Addresses, e-mail addresses, phone numbers and tags: all stay, each once.
fn parts(ui: &mut Ui, sight: &Sight<'_>, ours: &Details, theirs: &Details) {
    let home = sight.facts.profile.jurisdiction();
    let addresses = |d: &Details, known: Option<&Details>| -> Vec<(String, bool)> {
        let twice = |a| known.is_some_and(|k| k.addresses.iter().any(|b| same_place(a, b)));
        d.addresses.iter().map(|a| (post_lines(a, home).join(", "), twice(a))).collect()
    };
    united(ui, t!("Addresses"), &addresses(ours, None), &addresses(theirs, Some(ours)));
    for (channel, label) in [(Channel::Email, t!("E-mail")), (Channel::Phone, t!("Phone"))] {
        let contacts = |d: &Details, known: Option<&Details>| -> Vec<(String, bool)> {
            let twice = |c| known.is_some_and(|k| k.contacts.iter().any(|b| same_contact(c, b)));
            d.contacts_by(channel).map(|c| (format!("{} ({})", c.value, words::kind(&c.kind)), twice(c))).collect()
        };
        united(ui, label, &contacts(ours, None), &contacts(theirs, Some(ours)));
    }
    let tags = |d: &Details, known: Option<&Details>| -> Vec<(String, bool)> {
        d.tags.iter().map(|tag| (tag.clone(), known.is_some_and(|k| k.tags.contains(tag)))).collect()
    };
    united(ui, t!("Tags"), &tags(ours, None), &tags(theirs, Some(ours)));
}

fn united(ui: &mut Ui, label: &str, ours: &[(String, bool)], theirs: &[(String, bool)]) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    let side = |ui: &mut Ui, all: &[(String, bool)]| {
        let look = look(ui);
        ui.add_space(4.0);
        for (text, twice) in all {
            if *twice {
                paragraph(ui, &t!("{value}, the same", value = text), BODY.ink(look.muted));
            } else {
                paragraph(ui, text, BODY);
            }
        }
    };
    row(ui, label, |ui| side(ui, ours), |ui| side(ui, theirs));
}

/// What moves, and what does not.
fn hands(ui: &mut Ui, kept: &Side, other: &Side) {
    let look = look(ui);
    ui.add_space(8.0);
    Frame::new().fill(look.sunk).corner_radius(CornerRadius::same(12)).inner_margin(Margin::same(15)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let names = (&kept.person.details.name, &other.person.details.name);
        let words = if other.hands.is_empty() {
            t!("Nothing else in the office refers to {other}.", other = names.1)
        } else {
            t!("{what} of {other} will be {kept}’s.", what = other.hands.join(", "), other = names.1, kept = names.0)
        };
        paragraph(ui, &words, BODY);
        let more = t!(
            "Addresses, e-mail addresses, phone numbers and tags are united. Issued receipts keep what they say. Undo brings both records back, also after other work."
        );
        paragraph(ui, more, SMALL.ink(look.muted));
    });
}

/// The strip along the foot.
fn decide(screen: &Duplicates, ui: &mut Ui, sight: &Sight<'_>, area: Rect) -> Option<Want> {
    let look = look(ui);
    let mut want = None;
    ui.painter().rect_filled(area, 0, look.sunk);
    ui.painter().hline(area.x_range(), area.top() + 0.5, egui::Stroke::new(1.0, look.line));
    let layout = Layout::left_to_right(Align::Center);
    let mut strip =
        ui.new_child(UiBuilder::new().id_salt("decide").max_rect(area.shrink2(vec2(24.0, 0.0))).layout(layout));
    strip.spacing_mut().item_spacing.x = 8.0;
    let why_not = |command: &'static crate::app::Command| command.refused(sight).or_else(|| screen.why_not());
    let merge = Button::primary(t!("Merge")).key("M").unless(why_not(&MERGE));
    if merge.show(&mut strip).clicked() {
        want = Some(Want::Merge);
    }
    let apart = Button::secondary(t!("Not a duplicate")).key("D").unless(why_not(&APART));
    if apart.show(&mut strip).clicked() {
        want = Some(Want::Apart);
    }
    if Button::quiet(t!("Next")).key("J").icon(icons::ARROW_DOWN).show(&mut strip).clicked() {
        want = Some(Want::Next);
    }
    if strip.available_width() > 300.0 {
        strip.with_layout(Layout::right_to_left(Align::Center), |ui| {
            line(ui, t!("A copy is made first, and both can be undone"), SMALL.ink(look.muted));
        });
    }
    want
}
