//! The widgets as a person uses them, by keyboard and by name.

use egui::{Key, Modifiers, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::kit::{Currency, Day};

fn window<S: 'static>(state: S, draw: impl FnMut(&mut egui::Ui, &mut S) + 'static) -> Harness<'static, S> {
    Harness::builder()
        .with_size(Vec2::new(600.0, 480.0))
        .with_context_setup(|ctx| Theme::default().install(ctx))
        .build_ui_state(draw, state)
}

#[derive(Default)]
struct Finding {
    text: String,
    found: Vec<Found>,
}

fn finding() -> Harness<'static, Finding> {
    let mut harness = window(Finding::default(), |ui, s: &mut Finding| {
        let rows =
            ["Nguyễn Thị Ánh", "Nguyễn Văn Đức"].map(|t| Suggestion { title: t.into(), detail: "Mill Lane".into() });
        let (_, found) = Finder::new("From", &mut s.text, &rows).or_new("New person").show(ui);
        s.found.extend(found);
    });
    harness.get_by_label("From").focus();
    harness.run();
    harness.event(egui::Event::Text("ngu".into()));
    harness.run();
    harness
}

#[test]
fn a_person_is_found_by_keyboard() {
    let mut harness = finding();
    assert_eq!(harness.state().found, [Found::Typed]);
    assert!(harness.query_by_label("Nguyễn Văn Đức").is_some());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed, Found::Chosen(1)]);
    assert!(harness.query_by_label("Nguyễn Văn Đức").is_none(), "the list closes");
}

#[test]
fn tab_takes_along_only_what_was_gone_to() {
    let mut harness = finding();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed], "of several the first may be somebody else");
    let mut harness = finding();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed, Found::Chosen(1)]);
}

#[test]
fn none_of_them_makes_a_new_one() {
    let mut harness = finding();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed, Found::New]);
    let mut harness = finding();
    harness.key_press(Key::ArrowUp);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed, Found::New], "up from the first is the last row");
}

#[test]
fn escape_closes_the_list_and_keeps_what_was_typed() {
    let mut harness = finding();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Nguyễn Thị Ánh").is_none());
    assert_eq!(harness.state().text, "ngu");
    assert!(harness.get_by_label("From").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().found, [Found::Typed], "Enter takes nothing from a closed list");
}

#[test]
fn days_and_amounts_are_tidied_when_they_are_left() {
    let today = Day::from_ymd_opt(2026, 11, 21).unwrap();
    let mut harness = window((String::new(), String::new()), move |ui, (day, amount): &mut (String, String)| {
        DayField::new("Received", day, today).show(ui);
        MoneyField::new("Amount", amount, *Currency::of("GBP").unwrap()).show(ui);
    });
    harness.get_by_label("Received").focus();
    harness.run();
    harness.event(egui::Event::Text("3/4".into()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().0, "3 Apr 2026");
    harness.get_by_label("Received").focus();
    harness.run();
    for key in [Key::ArrowUp, Key::ArrowUp, Key::PageUp] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().0, "5 May 2026");
    harness.get_by_label("Amount").focus();
    harness.run();
    harness.event(egui::Event::Text("1250,5".into()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().1, "1,250.50");
}

#[test]
fn a_day_is_picked_from_the_calendar() {
    let today = Day::from_ymd_opt(2026, 11, 21).unwrap();
    let mut harness = window(String::new(), move |ui, day: &mut String| {
        DayField::new("Received", day, today).show(ui);
    });
    harness.get_by_label("Show the calendar").click();
    harness.run();
    harness.get_by_label("14 November 2026").click();
    harness.run();
    assert_eq!(harness.state(), "14 Nov 2026");
    assert!(harness.query_by_label("14 November 2026").is_none(), "it closes");
}

#[test]
fn a_choice_is_narrowed_by_typing() {
    let mut harness = window(0_usize, |ui, value: &mut usize| {
        Choice::new("Kind", value, &[(0, "Donation"), (1, "Dues"), (2, "Loan"), (3, "Office-holder’s levy")]).show(ui);
    });
    harness.get_by_role(Role::ComboBox).focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.event(egui::Event::Text("lev".into()));
    harness.run();
    assert!(harness.query_by_label("Loan").is_none());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), 3);
    assert!(harness.query_by_label("Donation").is_none(), "it closes");
}

#[derive(Default)]
struct Asking {
    open: bool,
    reason: String,
    answers: Vec<Answer>,
}

fn asking() -> Harness<'static, Asking> {
    let mut harness = window(Asking::default(), |ui, s: &mut Asking| {
        if Button::secondary("Void…").show(ui).clicked() {
            s.open = true;
        }
        if s.open {
            let missing = s.reason.is_empty().then_some("Say why first");
            let answer = Dialog::new("Void receipt?", "Void receipt").danger().unless(missing).show(ui, |ui| {
                Field::new("Reason", &mut s.reason).show(ui);
            });
            if answer != Answer::Open {
                s.open = false;
                s.answers.push(answer);
            }
        }
    });
    harness.get_by_label("Void…").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness
}

#[test]
fn a_dialog_takes_the_keyboard_and_gives_it_back() {
    let mut harness = asking();
    assert!(harness.get_by_label("Reason").is_focused(), "the first field has the keyboard");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().open, "it cannot be confirmed without a reason");
    for _ in 0..5 {
        harness.key_press(Key::Tab);
        harness.run();
        assert!(!harness.get_by_label("Void…").is_focused(), "the keyboard stays inside");
    }
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().answers, [Answer::Cancelled]);
    assert!(harness.get_by_label("Void…").is_focused(), "and goes back to where it was");
}

#[test]
fn enter_confirms_a_dialog() {
    let mut harness = asking();
    harness.event(egui::Event::Text("Wrong address".into()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().answers, [Answer::Confirmed]);
}

#[test]
fn a_problem_is_said_with_its_field() {
    let harness = window("x@".to_owned(), |ui, text: &mut String| {
        Field::new("E-mail", text).problem(Some("Write it like name@example.org")).show(ui);
    });
    let field = harness.get_by_role_and_label(Role::TextInput, "E-mail");
    assert_eq!(field.accesskit_node().description().as_deref(), Some("Write it like name@example.org"));
    assert!(harness.query_by_label("Write it like name@example.org").is_some());
}

#[test]
fn a_notice_offers_undo_and_goes_away_by_itself() {
    let notice = Notice {
        id: 7,
        tone: Tone::Good,
        message: "Donation recorded".into(),
        next: String::new(),
        undo: true,
        at: String::new(),
    };
    let mut notices = Notices::default();
    notices.add(notice);
    let mut harness = window((notices, None), |ui, (notices, act): &mut (Notices, Option<NoticeAct>)| {
        *act = notices.show(ui).or(*act);
    });
    harness.run_ok();
    harness.get_by_label("Undo").click();
    harness.run_ok();
    assert_eq!(harness.state().1, Some(NoticeAct::Undo(7)));
    assert!(harness.query_by_label("Donation recorded").is_none());
    let again = harness.state().0.all().next().cloned().unwrap();
    harness.state_mut().0.add(again);
    harness.run_ok();
    assert!(harness.query_by_label("Donation recorded").is_some());
    harness.run_steps(60);
    assert!(harness.query_by_label("Donation recorded").is_none(), "after ten seconds");
}

#[test]
fn a_field_with_the_keyboard_draws_nothing_while_nothing_happens() {
    let mut harness = window(String::new(), |ui, text: &mut String| {
        Field::new("Name", text).show(ui);
    });
    harness.get_by_label("Name").focus();
    harness.run();
    harness.run_steps(3);
    let delay = harness.output().viewport_output.get(&egui::ViewportId::ROOT).map(|v| v.repaint_delay);
    assert_eq!(delay, Some(std::time::Duration::MAX));
}

#[test]
fn tabs_move_with_the_arrows() {
    let mut harness = window(0_usize, |ui, chosen: &mut usize| {
        tabs(ui, &[Tab::new("Entries"), Tab::new("Bank").count(9, Tone::Accent), Tab::new("Rules")], chosen);
    });
    harness.get_by_label("Entries").focus();
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(*harness.state(), 2);
}

#[test]
fn a_picture_is_made_without_a_graphics_card() {
    let canvas = raster::Canvas::default();
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .renderer(canvas.clone())
        .with_context_setup(|ctx| Theme::default().install(ctx))
        .build_ui(|ui| {
            let mut whole = raster::whole_window(ui);
            Button::primary("Record a donation").show(&mut whole);
        });
    harness.run();
    let picture = canvas.picture(&harness.ctx, harness.output());
    assert_eq!(picture.dimensions(), (1280, 800));
    let look = Theme::default().look();
    assert_eq!(picture.get_pixel(60, 3).0, look.accent.to_array(), "the button, above its words");
    assert_eq!(picture.get_pixel(1000, 700).0, look.canvas.to_array(), "the ground");
    let white = picture.pixels().filter(|p| p.0 == look.on_accent.to_array()).count();
    assert!(white > 60, "its words: {white}");
}

#[test]
fn the_width_of_a_pane_is_found_again_and_forgotten_on_request() {
    fn panes() -> Harness<'static, Split> {
        let mut harness = Harness::builder()
            .with_size(Vec2::new(1200.0, 480.0))
            .with_context_setup(|ctx| Theme::default().install(ctx))
            .build_ui_state(|ui, split: &mut Split| split.show(ui, |_| {}, |_| {}), Split::default());
        layout::begin_screen(&harness.ctx, "test.panes");
        harness.run();
        harness
    }
    let mut first = panes();
    layout::install(&first.ctx, &layout::Layouts::default());
    layout::begin_screen(&first.ctx, "test.panes");
    first.run();
    // The window has a margin of 8.
    let edge = 1200.0 - 8.0 - first.state().pane;
    first.drag_at(egui::pos2(edge, 240.0));
    first.run();
    first.hover_at(egui::pos2(edge + 64.0, 240.0));
    first.run();
    first.drop_at(egui::pos2(edge + 64.0, 240.0));
    first.run();
    let kept = layout::changed(&first.ctx).unwrap();
    assert_eq!(kept.panes.get("test.panes"), Some(&(tokens::DETAIL - 64.0)));

    let mut next = panes();
    layout::install(&next.ctx, &kept);
    layout::begin_screen(&next.ctx, "test.panes");
    next.run();
    assert_eq!(next.state().pane, tokens::DETAIL - 64.0);
    layout::reset(&next.ctx);
    next.run();
    assert_eq!(next.state().pane, tokens::DETAIL);
}

#[test]
fn undo_in_a_field_never_brings_back_the_words_of_another_record() {
    let mut harness = window("Ann".to_owned(), |ui, text: &mut String| {
        Field::new("Name", text).show(ui);
        Field::new("Other", &mut String::new()).show(ui);
    });
    let typed = |harness: &mut Harness<'_, String>, words: &str| {
        harness.get_by_label("Name").focus();
        harness.run();
        harness.event(egui::Event::Text(words.to_owned()));
        harness.run();
    };
    let undo = |harness: &mut Harness<'_, String>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
    };
    typed(&mut harness, " Ali");
    assert!(typing::owns_undo(&harness.ctx));
    undo(&mut harness);
    assert_eq!(harness.state(), "Ann");
    assert!(!typing::owns_undo(&harness.ctx), "the typing is gone, so undo is no longer the field's");
    assert!(typing::owns_redo(&harness.ctx));
    typed(&mut harness, " Ali");
    undo(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run();
    assert_eq!(harness.state(), "Ann Ali");

    harness.get_by_label("Other").focus();
    harness.run();
    // Another record.
    *harness.state_mut() = "Bo".to_owned();
    harness.run();
    harness.get_by_label("Name").focus();
    harness.run();
    assert!(!typing::owns_undo(&harness.ctx), "what stands there was not typed");
    undo(&mut harness);
    assert_eq!(harness.state(), "Bo");
    typed(&mut harness, " Bell");
    undo(&mut harness);
    assert_eq!(harness.state(), "Bo");
}

#[test]
fn an_amount_that_was_tidied_is_still_typing() {
    let mut harness = window(String::new(), |ui, text: &mut String| {
        MoneyField::new("Amount", text, *Currency::pound()).show(ui);
        Field::new("Other", &mut String::new()).show(ui);
    });
    harness.get_by_label("Amount").focus();
    harness.run();
    harness.event(egui::Event::Text("1250,5".into()));
    harness.run();
    harness.get_by_label("Other").focus();
    harness.run();
    assert_eq!(harness.state(), "1,250.50");
    harness.get_by_label("Amount").focus();
    harness.run();
    assert!(typing::owns_undo(&harness.ctx));
}
