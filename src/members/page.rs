//! What members print: the roll to sign, and membership cards.

use chrono::{DateTime, Utc};

use super::model::{Card, Cards, Register, Roll};
use super::report;
use crate::cli::Stationery;
use crate::kit::{Currency, Day, Result, day, text};
use crate::letters::page::Start;
use crate::print::{self, Align, Column, Document, Frame, Ink, LabelSheet, Page, Pen, Region, Style, Table, draw_all};
use crate::t;

/// What stands on a printed roll besides the roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollPaper {
    /// Where the vote is.
    pub place: String,
    /// Whether those left out follow, each with the reason.
    pub left_out: bool,
    pub made_on: Day,
}

/// Room for a signature, in millimetres.
const TO_SIGN: f32 = 9.5;

/// The roll with a column to sign in; then, on pages of their own, those left out and why.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn roll(
    register: &Register,
    roll: &Roll,
    paper: &RollPaper,
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let title = t!("Roll for {day}", day = day::long(roll.day));
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut voters = Table::new(vec![
        Column::figures("#", 0.7),
        Column::text(t!("Name"), 4.6).wrapped(),
        Column::text(t!("Number"), 1.5),
        Column::text(t!("Class"), 1.7),
        Column::text(t!("Unbroken since"), 2.3),
        Column::text(t!("Signature"), 5.2),
    ])
    .to_sign(5, TO_SIGN);
    for (at, voter) in roll.voters.iter().enumerate() {
        voters.row([
            (at + 1).to_string(),
            voter.name.clone(),
            voter.number.clone().unwrap_or_default(),
            register.class_name(voter.class).to_owned(),
            day::short(voter.since),
            String::new(),
        ]);
    }
    let place = paper.place.trim();
    let written = if place.is_empty() { String::new() } else { format!("{place}, {}", day::long(roll.day)) };
    voters.signatures(&[(t!("Place and day"), &written), (t!("Chair"), ""), (t!("Secretary"), "")]);
    let mut who = stationery.head.line();
    if !place.is_empty() {
        who.push_str(&format!(" · {place}"));
    }
    let rule = report::rule_says(register, &roll.rule);
    let count = text::plural(roll.voters.len(), t!("person may vote"), t!("people may vote"));
    let foot = t!("Roll for {day}, made on {made}", day = day::short(roll.day), made = day::short(paper.made_on));
    let frame = Frame {
        title,
        subtitle: t!("{who}\nWho may vote: {rule}. {count}.", who = who, rule = rule, count = count),
        foot: foot.clone(),
        landscape: false,
    };
    if !paper.left_out {
        draw_all(&mut document, &[(&voters, &frame)])?;
        return document.bytes();
    }
    let out = left_out(register, roll, *stationery.profile.currency);
    let out_frame = Frame {
        title: t!("Left out of the roll for {day}", day = day::long(roll.day)),
        subtitle: t!("{who}\nUnder the same rule: {rule}.", who = stationery.head.line(), rule = rule),
        foot,
        landscape: false,
    };
    draw_all(&mut document, &[(&voters, &frame), (&out, &out_frame)])?;
    document.bytes()
}

fn left_out(register: &Register, roll: &Roll, currency: Currency) -> Table {
    let mut table = Table::new(vec![
        Column::text(t!("Name"), 4.2).wrapped(),
        Column::text(t!("Number"), 1.5),
        Column::text(t!("Class"), 1.8),
        Column::text(t!("Why not"), 6.5).wrapped(),
    ]);
    for absent in &roll.left_out {
        table.row([
            absent.name.clone(),
            absent.number.clone().unwrap_or_default(),
            register.class_name(absent.class).to_owned(),
            report::bars_say(&absent.bars, currency),
        ]);
    }
    table
}

/// How the name stands on a card, its smallest letters, and its room on the card.
const NAME: Style = Style { leading: 1.15, ..Style::new(14.0).bold() };
const NAME_LEAST: f32 = 8.0;
const BAND: f32 = 14.0;

fn name_at(card: Region) -> Region {
    Region::new(card.x + 5.0, card.y + BAND + 2.0, card.width - 10.0, 14.0)
}

/// Takes out whose name does not fit on a card, or has letters that no font here has.
pub fn settle_cards(cards: &mut Cards, sheet: &LabelSheet) {
    let room = name_at(sheet.place(0));
    cards.take_out(|card| match print::fits(room, NAME, NAME_LEAST, &card.name) {
        Ok(true) => None,
        Ok(false) => Some(t!("The name does not fit on the card").to_owned()),
        Err(problem) => Some(problem.message),
    });
}

/// Cards on their sheets, the first one where the sheet is begun.
///
/// # Errors
/// When no font of this computer has a letter.
pub fn cards(
    cards: &[Card],
    sheet: &LabelSheet,
    start: Start,
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let mut document = Document::new(t!("Membership cards"), sheet.paper, at)?;
    let from = start.at.clamp(1, sheet.per_page());
    for (number, places) in sheet.pages(cards.len(), from).into_iter().enumerate() {
        let skip = if number == 0 { from - 1 } else { 0 };
        document.page(|page| {
            for (at, one) in cards.get(places).unwrap_or(&[]).iter().enumerate() {
                let place = sheet.place(skip + at);
                let place = Region { x: place.x + start.shift.0, y: place.y + start.shift.1, ..place };
                card(page, place, one, stationery)?;
            }
            Ok(())
        })?;
    }
    document.bytes()
}

/// Black or white, whichever is read better on a colour (WCAG 2.1, relative luminance).
fn on(colour: Ink) -> Ink {
    let part = |value: u8| {
        let share = f32::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let light = 0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2);
    if light > 0.179 { Ink::BLACK } else { Ink::WHITE }
}

fn card(page: &mut Page<'_>, card: Region, says: &Card, stationery: &Stationery) -> Result<()> {
    let accent = stationery.accent();
    let ink = on(accent);
    page.fill(Region { height: BAND, ..card }, accent);
    // The edge to cut along.
    page.outline(card, Pen { thickness: 0.25, ink: Ink::grey(170) });
    let profile = &stationery.profile;
    let head = Region::new(card.x + 5.0, card.y + 2.4, card.width - 10.0, 5.0);
    page.one_line(head, Style::new(10.5).bold().ink(ink), &profile.branch)?;
    if profile.party != profile.branch {
        page.one_line(Region { y: head.y + 5.0, height: 4.2, ..head }, Style::new(8.0).ink(ink), &profile.party)?;
    }
    page.whole(name_at(card), NAME, NAME_LEAST, &says.name)?;
    let logo = stationery.logo.as_ref();
    let foot = Region::new(
        card.x + 5.0,
        card.bottom() - 21.0,
        card.width - 10.0 - if logo.is_some() { 27.0 } else { 0.0 },
        18.0,
    );
    let small = Style::new(8.5);
    let mut lines = vec![says.class.clone()];
    if !says.number.is_empty() {
        lines.push(t!("Number {number}", number = says.number));
    }
    lines.push(says.holds.clone());
    let height = small.line_height();
    let top = foot.bottom() - height * lines.len() as f32;
    for (at, line) in lines.iter().enumerate() {
        let place = Region { y: top + at as f32 * height, height, ..foot };
        page.one_line(place, if at == 0 { small.bold() } else { small }, line)?;
    }
    if let Some(logo) = logo {
        let place = Region::new(card.right() - 30.0, card.bottom() - 18.0, 25.0, 14.0);
        page.picture(place, Align::Right, logo);
    }
    Ok(())
}
