//! The end of a year on screen: closed with a reason for what stays open, a figure walked through to its entry, a budget planned by
//! keyboard, plots with their numbers one key away, thanks marked, a prospect written down.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, Method, NewEntry};
use wardroom::ledger::ops as ledger;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;

use super::hands::{Window, click, contains, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-03-01"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// A year that is over, in which more cash was paid out than there was, and a little of this one.
fn office() -> Office {
    let mut office = empty_office();
    let ann = people::ops::add(&mut office, &Details::named("Ann Ali")).unwrap().value;
    let mut put = |kind, amount, day: &str, method| {
        let new = NewEntry { method, ..NewEntry::simple(kind, on(day), Money(amount)).from(ann) };
        ledger::record(&mut office, &new).unwrap();
    };
    put(EntryKind::Donation, 3_000, "2025-02-01", Method::Transfer);
    put(EntryKind::Dues, 2_500, "2025-04-01", Method::Transfer);
    put(EntryKind::Expense, 700, "2025-05-05", Method::Cash);
    put(EntryKind::Donation, 4_100, "2026-01-20", Method::Transfer);
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

#[test]
fn a_year_is_closed_with_a_reason_and_opened_again() {
    let mut window = at(office(), "money.year");
    assert!(contains(&window, "1 thing to look at before 2025 is closed"), "{}", bench::text(&window));
    assert!(contains(&window, "Cash below nothing at the end of the year"), "{}", bench::text(&window));
    click(&mut window, "Close the year…");
    assert!(bench::text(&window).contains("Heading = Close the year 2025?"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Settle it, or say why it stays open"), "{}", bench::text(&window));
    keys(&mut window, "Paid by the chair");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "The year 2025 is closed"), "{}", bench::text(&window));
    assert!(contains(&window, "Paid by the chair"), "{}", bench::text(&window));
    click(&mut window, "Open the year again…");
    keys(&mut window, "A bill came");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 March 2026 by Asha M.: A bill came"), "{}", bench::text(&window));
}

#[test]
fn a_figure_leads_to_its_entries_and_their_history() {
    let mut window = at(office(), "money.year");
    click(&mut window, "Statement of accounts");
    assert!(contains(&window, "Not confirmed"), "{}", bench::text(&window));
    assert!(contains(&window, "Total receipts"), "{}", bench::text(&window));
    window.get_by_label("Statement of accounts 2025").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 entry of “Donations”"), "{}", bench::text(&window));
    window.get_by_label("Entries for the auditor").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    assert!(contains(&window, "Donation of £30.00 from Ann Ali"), "{}", bench::text(&window));
    click(&mut window, "Examiner’s list");
    assert!(shows(&window, "No list was drawn for this year"), "{}", bench::text(&window));
    window.get_all_by_label("Draw the examiner’s list…").next().unwrap().click();
    window.run_ok();
    window.run_ok();
    press(&mut window, Key::Enter);
    assert!(contains(&window, "0 of 3 looked at"), "{}", bench::text(&window));
}

#[test]
fn an_office_without_entries_has_no_year_to_close_and_nothing_to_plot() {
    for (key, says) in [
        ("money.year", "No year to close yet"),
        ("money.glance", "Nothing to plot yet"),
        ("fundraising.thanks", "Nobody waits for thanks"),
        ("fundraising.prospects", "No prospects yet"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, says), "{}", bench::text(&window));
    }
}

#[test]
fn a_budget_is_planned_by_keyboard_one_line_after_the_other() {
    let mut window = at(office(), "money.budget");
    assert!(contains(&window, "2026: nothing is planned yet"), "{}", bench::text(&window));
    click(&mut window, "Plan the first one");
    window.run_ok();
    keys(&mut window, "250");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Budget of 2026: £250.00 for Donations"), "{}", bench::text(&window));
    assert!(contains(&window, "16 %"), "41 of 250: {}", bench::text(&window));
    assert!(contains(&window, "£25.00 the year before"), "on to the next, the dues: {}", bench::text(&window));
}

#[test]
fn plots_have_their_numbers_one_key_away() {
    let mut window = at(office(), "money.glance");
    assert!(
        contains(&window, "£41.00 until 1 March 2026, £30.00 until the same day of 2025"),
        "{}",
        bench::text(&window)
    );
    assert!(contains(&window, "Income by month"), "{}", bench::text(&window));
    press(&mut window, Key::T);
    assert!(shows(&window, "By kind") && shows(&window, "All income"), "{}", bench::text(&window));
    press(&mut window, Key::T);
    assert!(!shows(&window, "All income"), "{}", bench::text(&window));
}

#[test]
fn donors_are_marked_as_thanked_and_wait_no_longer() {
    let mut window = at(office(), "fundraising.thanks");
    assert!(contains(&window, "1 donor gave £41.00 since they were thanked last"), "{}", bench::text(&window));
    press(&mut window, Key::M);
    assert!(bench::text(&window).contains("Heading = Mark 1 donor as thanked?"), "{}", bench::text(&window));
    click(&mut window, "Mark as thanked");
    assert!(shows(&window, "Nobody waits for thanks"), "{}", bench::text(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(contains(&window, "1 donor gave £41.00"), "{}", bench::text(&window));
}
