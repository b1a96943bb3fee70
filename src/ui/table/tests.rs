//! The table as a person uses it: by keyboard, by pointer, by screen reader.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Key, Modifiers, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::Theme;

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

#[test]
fn widths_and_order_are_remembered_and_the_place_is_not() {
    let mut state = TableState::default();
    state.widths.insert("who".into(), 180.0);
    state.sort = Some(Sort { column: "sum".into(), descending: true });
    state.selection.set(4);
    let back: TableState = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
    assert_eq!((back.widths, back.sort), (state.widths, state.sort));
    assert_eq!(back.selection.cursor(), None);
}
