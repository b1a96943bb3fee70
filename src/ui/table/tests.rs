//! The table as a person uses it: by keyboard, by pointer, by screen reader.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Key, Modifiers, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::Theme;
use crate::ui::layout::Layouts;

const ROWS: u64 = 3_000_000;

#[derive(Default)]
struct Screen {
    state: TableState,
    /// What a row is made of, for the rows that were asked for.
    text: String,
    out: TableOutput,
    sorted: bool,
    opened: Option<u64>,
    link: Option<(u64, usize)>,
}

fn harness(asked: Rc<RefCell<BTreeSet<u64>>>) -> Harness<'static, Screen> {
    let screen = Screen { text: "Łukasz Żółkiewski".to_owned(), ..Default::default() };
    Harness::builder()
        .with_size(Vec2::new(600.0, 400.0))
        .with_context_setup(|ctx| Theme::default().install(ctx))
        .build_ui_state(
            move |ui, screen: &mut Screen| {
                let columns = [
                    Column::new("who", "Who", 200.0).grows(1.0),
                    Column::new("sum", "Sum", 90.0).figures(),
                    Column::new("more", "More", 90.0).unsorted(),
                ];
                let text = &screen.text;
                let out = Table::new("Donors", &columns).rows(ROWS).many().show(
                    ui,
                    &mut screen.state,
                    |row| {
                        asked.borrow_mut().insert(row);
                        (row != 2).then_some(text)
                    },
                    |text, column| match column {
                        0 => Cell::Strong(text.as_str().into()),
                        1 => Cell::Text("−20.00".into()),
                        _ => Cell::Link("Open".into()),
                    },
                );
                screen.sorted |= out.sorted;
                screen.opened = out.opened.or(screen.opened);
                screen.link = out.link.or(screen.link);
                screen.out = out;
            },
            screen,
        )
}

fn focused() -> Harness<'static, Screen> {
    let mut harness = harness(Rc::default());
    let id = harness.state().out.id.unwrap();
    harness.ctx.memory_mut(|m| m.request_focus(id));
    harness.run();
    harness
}

#[test]
fn only_the_rows_in_sight_are_asked_for() {
    let asked = Rc::new(RefCell::new(BTreeSet::new()));
    let mut harness = harness(asked.clone());
    harness.state_mut().state.reveal = Some(2_500_000);
    harness.run();
    let visible = harness.state().out.visible.clone();
    assert!(visible.contains(&2_500_000) && visible.end - visible.start < 14, "{visible:?}");
    assert!(asked.borrow().len() < 40, "{}", asked.borrow().len());
}

#[test]
fn keys_move_select_and_open() {
    let mut harness = focused();
    let cursor = |h: &Harness<'_, Screen>| h.state().state.selection.cursor();
    assert_eq!(cursor(&harness), Some(0));
    for (key, row) in
        [(Key::ArrowDown, 1), (Key::ArrowDown, 2), (Key::ArrowUp, 1), (Key::End, ROWS - 1), (Key::Home, 0)]
    {
        harness.key_press(key);
        harness.run();
        assert_eq!(cursor(&harness), Some(row), "{key:?}");
    }
    harness.key_press(Key::PageDown);
    harness.run();
    let page = cursor(&harness).unwrap();
    assert!((5..12).contains(&page), "{page}");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().state.selection.rows().collect::<Vec<_>>(), [page, page + 1]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(harness.state().state.selection.count(), ROWS);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().opened, Some(page + 1));
}

#[test]
fn the_last_row_can_be_reached_and_seen() {
    let mut harness = focused();
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().out.visible.end, ROWS);
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(harness.state().state.selection.cursor(), Some(ROWS - 2));
    assert_eq!(harness.state().out.visible.end, ROWS, "a row in sight does not move the list");
}

#[test]
fn clicks_select_follow_links_and_sort() {
    let mut harness = harness(Rc::default());
    let click = |harness: &mut Harness<'_, Screen>, x: f32, y: f32| {
        harness.drag_at(pos2(x, y));
        harness.run();
        harness.drop_at(pos2(x, y));
        harness.run();
    };
    click(&mut harness, 60.0, 36.0 + 36.0 * 3.5);
    assert_eq!(harness.state().state.selection.rows().collect::<Vec<_>>(), [3]);
    let place = harness.get_all_by_label("Open").next().unwrap().rect();
    click(&mut harness, place.left() + 8.0, 36.0 + 36.0 * 1.5);
    assert_eq!(harness.state().link, Some((1, 2)));
    click(&mut harness, 40.0, 18.0);
    assert!(harness.state().sorted);
    assert_eq!(harness.state().state.sort, Some(Sort { column: "who".into(), descending: false }));
    click(&mut harness, 40.0, 18.0);
    assert!(harness.state().state.sort.as_ref().unwrap().descending);
}

#[test]
fn a_screen_reader_hears_a_table() {
    let mut harness = focused();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let table = harness.get_by_label("Donors");
    assert_eq!(table.accesskit_node().role(), egui::Role::Table);
    let row =
        harness.get_all_by_role(egui::Role::Row).find(|r| r.accesskit_node().is_selected() == Some(true)).unwrap();
    let cells: Vec<_> = row.get_all_by_role(egui::Role::Cell).map(|c| c.accesskit_node().label().unwrap()).collect();
    assert_eq!(cells, ["Łukasz Żółkiewski", "−20.00", "Open"]);
    let heads: Vec<_> =
        harness.get_all_by_role(egui::Role::ColumnHeader).map(|c| c.accesskit_node().label().unwrap()).collect();
    assert_eq!(heads, ["Who", "Sum", "More"]);
    harness.get_all_by_role(egui::Role::Row).nth(3).unwrap().click_accesskit();
    harness.run();
    assert_eq!(
        harness.state().state.selection.rows().collect::<Vec<_>>(),
        [4],
        "a click by a reader; row 2 is on its way"
    );
}

#[test]
fn selected_rows_are_copied_for_a_spreadsheet_and_formulas_are_not() {
    let mut harness = focused();
    harness.state_mut().text = "=1+1\tx".to_owned();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|c| match c {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.unwrap(), "Who\tSum\tMore\n'=1+1 x\t−20.00\tOpen\n'=1+1 x\t−20.00\tOpen");
    assert_eq!([plain("-20.00"), plain("+44 161"), plain("-x"), plain("@a")], ["-20.00", "+44 161", "'-x", "'@a"]);
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut harness = focused();
    harness.run();
    harness.step();
    let delay = harness.output().viewport_output.get(&egui::ViewportId::ROOT).map(|v| v.repaint_delay);
    assert_eq!(delay, Some(std::time::Duration::MAX));
}

/// Drags the edge at the right of the first column by so many points.
fn widen(harness: &mut Harness<'_, Screen>, by: f32) {
    let edge = harness.get_by_label("Who").rect().right() + 3.0;
    harness.drag_at(pos2(edge, 18.0));
    harness.run();
    harness.hover_at(pos2(edge + by, 18.0));
    harness.run();
    assert_eq!(layout::changed(&harness.ctx), None, "nothing is written while the edge is held");
    harness.drop_at(pos2(edge + by, 18.0));
    harness.run();
}

#[test]
fn widths_and_order_are_found_again_and_forgotten_on_request() {
    let mut first = harness(Rc::default());
    layout::install(&first.ctx, &Layouts::default());
    layout::begin_screen(&first.ctx, "test.donors");
    first.run();
    widen(&mut first, -60.0);
    first.get_by_label("Sum").click();
    first.run();
    first.get_by_label("Sum").click();
    first.run();
    let kept = layout::changed(&first.ctx).unwrap();
    assert_eq!(kept.tables.keys().collect::<Vec<_>>(), ["test.donors: who sum more"]);
    let kept: Layouts = toml::from_str(&toml::to_string_pretty(&kept).unwrap()).unwrap();

    let mut next = harness(Rc::default());
    layout::install(&next.ctx, &kept);
    layout::begin_screen(&next.ctx, "test.donors");
    next.run();
    let set = first.state().state.widths.get("who").copied();
    assert!(set.is_some());
    assert_eq!(next.state().state.widths.get("who").copied(), set);
    assert_eq!(next.state().state.sort, Some(Sort { column: "sum".into(), descending: true }));
    assert!(next.state().sorted, "the screen is told, so that it asks in that order");
    assert_eq!(next.state().state.selection.cursor(), None, "where a person was is not remembered");

    layout::reset(&next.ctx);
    next.run();
    assert_eq!((next.state().state.widths.len(), &next.state().state.sort), (0, &None));
    assert_eq!(layout::changed(&next.ctx), Some(Layouts::default()));
}

#[test]
fn the_menu_of_the_head_brings_the_usual_widths_back() {
    let mut harness = harness(Rc::default());
    layout::install(&harness.ctx, &Layouts::default());
    harness.run();
    widen(&mut harness, -60.0);
    assert!(layout::is_any_set(&harness.ctx));
    harness.get_by_label("More").click_secondary();
    harness.run();
    harness.get_by_label("Usual widths and order").click();
    harness.run();
    assert!(harness.state().state.widths.is_empty());
    assert!(!layout::is_any_set(&harness.ctx));
}

#[test]
fn what_the_settings_say_does_no_harm_where_it_makes_no_sense() {
    let mut kept = Layouts::default();
    let widths = [("who", f32::NAN), ("sum", 1e30), ("more", 200.0), ("gone", 90.0)];
    let table = TableLayout {
        widths: widths.iter().map(|(key, width)| ((*key).to_owned(), *width)).collect(),
        sort: Some(Sort { column: "more".into(), descending: true }),
    };
    kept.tables.insert("test.donors: who sum more".to_owned(), table);
    let mut harness = harness(Rc::default());
    layout::install(&harness.ctx, &kept);
    layout::begin_screen(&harness.ctx, "test.donors");
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.widths.keys().collect::<Vec<_>>(), ["gone", "more"]);
    assert_eq!(state.sort, None, "a column that cannot be sorted orders nothing");
}
