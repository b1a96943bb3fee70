//! The parts of a form that there are several of: e-mail addresses, phone numbers, postal addresses.

use std::collections::BTreeSet;

use egui::{Align, Layout, Ui, vec2};

use super::super::{AddressForm, ContactForm};
use super::pen::Pen;
use super::words;
use crate::kit::Day;
use crate::t;
use crate::ui::{self, Button, Choice, Field, SMALL, icons, line, look};

type Days = (Day, bool);

const EMAIL_KINDS: &[&str] = &["home", "work", "other"];
const PHONE_KINDS: &[&str] = &["mobile", "home", "work", "fax", "other"];
const ADDRESS_KINDS: &[&str] = &["home", "work", "post", "other"];

/// What is done with a part by its menu.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Prefer,
    Days,
    Remove,
}

/// A row to write an e-mail address or a phone number into.
pub fn blank_contact(phone: bool) -> ContactForm {
    let kinds = if phone { PHONE_KINDS } else { EMAIL_KINDS };
    ContactForm { phone, kind: kinds.first().copied().unwrap_or("").to_owned(), ..ContactForm::default() }
}

/// Fields to write an address into.
pub fn blank_address() -> AddressForm {
    AddressForm { kind: ADDRESS_KINDS.first().copied().unwrap_or("").to_owned(), ..AddressForm::default() }
}

/// E-mail addresses and phone numbers, one below the other.
pub fn contacts(ui: &mut Ui, pen: &mut Pen<'_>, all: &mut Vec<ContactForm>, dated: &mut BTreeSet<String>, days: Days) {
    let look = look(ui);
    let mut deed = None;
    let several = |phone: bool, all: &[ContactForm]| all.iter().filter(|c| c.phone == phone).count() > 1;
    let both = [several(false, all), several(true, all)];
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        line(ui, t!("E-mail and phone"), SMALL.medium().ink(look.muted));
        let mut seen = [0_usize; 2];
        for (at, contact) in all.iter_mut().enumerate() {
            let [emails, phones] = &mut seen;
            let (count, word) = if contact.phone { (phones, t!("Phone")) } else { (emails, t!("E-mail")) };
            *count += 1;
            let name = if *count == 1 { word.to_owned() } else { format!("{word} {count}") };
            let [e, p] = both;
            let choice = if contact.phone { p } else { e };
            let done = ui.push_id(("contact", at), |ui| contact_row(ui, pen, contact, (at, &name), choice, dated, days)).inner;
            deed = done.map(|d| (at, d)).or(deed);
        }
        ui.horizontal(|ui| {
            if Button::quiet(t!("Add e-mail")).icon(icons::PLUS).show(ui).clicked() {
                all.push(blank_contact(false));
            }
            if Button::quiet(t!("Add phone")).icon(icons::PLUS).show(ui).clicked() {
                all.push(blank_contact(true));
            }
        });
    });
    match deed {
        Some((at, Deed::Prefer)) => {
            let phone = all.get(at).is_some_and(|c| c.phone);
            for (other, contact) in all.iter_mut().enumerate().filter(|(_, c)| c.phone == phone) {
                contact.preferred = other == at;
            }
            pen.changed = true;
        }
        Some((at, Deed::Days)) => show_days(dated, &format!("contacts.{at}")),
        Some((at, Deed::Remove)) if at < all.len() => {
            all.remove(at);
            forget(dated, "contacts", at);
            pen.changed = true;
        }
        _ => {}
    }
}

fn contact_row(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    contact: &mut ContactForm,
    (at, name): (usize, &str),
    several: bool,
    dated: &BTreeSet<String>,
    days: Days,
) -> Option<Deed> {
    let part = format!("contacts.{at}");
    let key = format!("{part}.value");
    let mut deed = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = ui.available_width();
        let usual = if contact.phone { PHONE_KINDS } else { EMAIL_KINDS };
        kind(ui, &t!("Kind of {what}", what = name), &mut contact.kind, usual, 92.0);
        let placeholder = if contact.phone { t!("Phone") } else { t!("E-mail") };
        let field = Field::new(name, &mut contact.value)
            .bare()
            .placeholder(placeholder)
            .problem(pen.problem(&key))
            .width(width - 92.0 - 32.0 - 12.0)
            .id(Pen::id(&key));
        pen.show(ui, &key, field);
        deed = menu(ui, name, several, contact.preferred);
    });
    if dated.contains(&part) {
        day_pair(ui, pen, &part, (&mut contact.from, &mut contact.to), days);
    }
    deed
}

/// Postal addresses, one below the other.
pub fn addresses(ui: &mut Ui, pen: &mut Pen<'_>, all: &mut Vec<AddressForm>, dated: &mut BTreeSet<String>, days: Days) {
    let mut deed = None;
    let several = all.len() > 1;
    for (at, address) in all.iter_mut().enumerate() {
        let done = ui.push_id(("address", at), |ui| one_address(ui, pen, address, at, several, dated, days)).inner;
        deed = done.map(|d| (at, d)).or(deed);
    }
    if Button::quiet(t!("Add address")).icon(icons::PLUS).show(ui).clicked() {
        all.push(blank_address());
    }
    match deed {
        Some((at, Deed::Prefer)) => {
            for (other, address) in all.iter_mut().enumerate() {
                address.preferred = other == at;
            }
            pen.changed = true;
        }
        Some((at, Deed::Days)) => show_days(dated, &format!("addresses.{at}")),
        Some((at, Deed::Remove)) if at < all.len() => {
            all.remove(at);
            forget(dated, "addresses", at);
            pen.changed = true;
        }
        _ => {}
    }
}

fn one_address(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    address: &mut AddressForm,
    at: usize,
    several: bool,
    dated: &BTreeSet<String>,
    days: Days,
) -> Option<Deed> {
    let look = look(ui);
    let part = format!("addresses.{at}");
    let name = if at == 0 { t!("Address").to_owned() } else { t!("Address {number}", number = at + 1) };
    let key = |field: &str| format!("{part}.{field}");
    let mut deed = None;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let row = vec2(ui.available_width(), ui::tokens::CONTROL);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            deed = menu(ui, &name, several, address.preferred);
            kind(ui, &t!("Kind of {what}", what = name), &mut address.kind, ADDRESS_KINDS, 104.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                line(ui, &name, SMALL.medium().ink(look.muted));
            });
        });
        let street = Field::new(t!("House and street"), &mut address.street).rows(2);
        let street = street.problem(pen.problem(&key("street"))).id(Pen::id(&key("street")));
        pen.lead(ui, &key("street"));
        pen.changed |= street.show(ui).changed();
        pair(ui, |ui, left| {
            if left {
                pen.line(ui, &key("locality"), t!("Town"), &mut address.locality);
            } else {
                pen.line(ui, &key("postcode"), t!("Postcode"), &mut address.postcode);
            }
        });
        pair(ui, |ui, left| {
            if left {
                pen.line(ui, &key("region"), t!("County or region"), &mut address.region);
            } else {
                let country = Field::new(t!("Country"), &mut address.country).placeholder(t!("Ours"));
                let country = country.problem(pen.problem(&key("country"))).id(Pen::id(&key("country")));
                pen.show(ui, &key("country"), country);
            }
        });
        if dated.contains(&part) {
            day_pair(ui, pen, &part, (&mut address.from, &mut address.to), days);
        }
    });
    deed
}

/// Two fields side by side: `draw` is called for the left one, then for the right one.
pub fn pair(ui: &mut Ui, mut draw: impl FnMut(&mut Ui, bool)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ((ui.available_width() - 8.0) / 2.0).floor();
        for left in [true, false] {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                draw(ui, left);
            });
        }
    });
}

fn day_pair(ui: &mut Ui, pen: &mut Pen<'_>, part: &str, (from, to): (&mut String, &mut String), days: Days) {
    let width = ((ui.available_width() - 8.0) / 2.0).floor();
    pair(ui, |ui, left| {
        if left {
            pen.day(ui, &format!("{part}.from"), t!("Used from"), from, days, width);
        } else {
            pen.day(ui, &format!("{part}.to"), t!("Used until"), to, days, width);
        }
    });
}

fn kind(ui: &mut Ui, label: &str, value: &mut String, usual: &[&str], width: f32) {
    if value.is_empty() {
        usual.first().copied().unwrap_or("").clone_into(value);
    }
    let present = value.clone();
    let all = words::kinds(usual, &present);
    let options: Vec<(String, &str)> = all.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
    Choice::new(label, value, &options).bare().width(width).show(ui);
}

fn menu(ui: &mut Ui, name: &str, several: bool, preferred: bool) -> Option<Deed> {
    let mut deed = None;
    ui::menu_button(ui, &t!("More for {what}", what = name), |ui| {
        if several && ui::menu_item(ui, Some(icons::STAR), t!("Use this one first"), None, !preferred).clicked() {
            deed = Some(Deed::Prefer);
        }
        if ui::menu_item(ui, Some(icons::CALENDAR_BLANK), t!("Only from or until a day"), None, true).clicked() {
            deed = Some(Deed::Days);
        }
        if ui::menu_item(ui, Some(icons::TRASH), t!("Take out"), None, true).clicked() {
            deed = Some(Deed::Remove);
        }
    });
    deed
}

fn show_days(dated: &mut BTreeSet<String>, part: &str) {
    dated.insert(part.to_owned());
}

/// A part is gone: those behind it have another number now.
fn forget(dated: &mut BTreeSet<String>, sort: &str, gone: usize) {
    let number = |key: &str| key.strip_prefix(sort)?.strip_prefix('.')?.parse::<usize>().ok();
    *dated = std::mem::take(dated)
        .into_iter()
        .filter_map(|key| match number(&key) {
            Some(at) if at == gone => None,
            Some(at) if at > gone => Some(format!("{sort}.{}", at - 1)),
            _ => Some(key),
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stay_with_their_part_when_another_goes() {
        let mut dated = BTreeSet::from(["contacts.0".to_owned(), "contacts.1".to_owned(), "contacts.3".to_owned(), "addresses.1".to_owned()]);
        forget(&mut dated, "contacts", 1);
        assert_eq!(dated.into_iter().collect::<Vec<_>>(), ["addresses.1", "contacts.0", "contacts.2"]);
    }
}
