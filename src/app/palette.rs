//! The palette: any person, receipt, screen or command, by a few letters.

use egui::{
    Align, CornerRadius, Frame, Id, Key, Margin, Modal, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::command::Command;
use super::keys::shell_keys;
use super::live::Live;
use super::modal::shell_says;
use super::sight::{Act, ShellAct, Sight};
use super::subject::{Found, Opens};
use crate::kit::fold::fold;
use crate::t;
use crate::ui::{self, BODY, Field, SMALL, icons, look, paint_line, tokens};

/// How many rows each kind may have.
const MOST: usize = 7;

#[derive(Default)]
pub(super) struct Palette {
    text: String,
    mark: usize,
    found: Option<Live<Vec<Found>, String>>,
    /// How often it has been drawn: the first time only to find its size.
    drawn: u8,
}

/// One row, and what it does.
struct Row {
    icon: &'static str,
    title: String,
    detail: String,
    key: Option<String>,
    why_not: Option<&'static str>,
    does: Does,
}

enum Does {
    Go(Opens),
    Command(&'static Command),
    Shell(ShellAct),
}

/// What the shell can do, wherever one is.
const SHELL: &[ShellAct] = &[
    ShellAct::SaveCopy,
    ShellAct::ChangePassphrase,
    ShellAct::RecoverySheet,
    ShellAct::Lock,
    ShellAct::Close,
    ShellAct::Who,
    ShellAct::SwitchTheme,
    ShellAct::Keyboard,
];

impl Palette {
    /// Asks the subjects for what the letters mean.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        let subjects = sight.subjects;
        let text = self.text.trim().to_owned();
        let found = self.found.get_or_insert_with(|| Live::new(&[]));
        found.want(sight.desk, text, move |conn, text| {
            let mut all = Vec::new();
            if !text.is_empty() {
                for find in subjects.iter().filter_map(|s| s.find) {
                    all.extend(find(conn, text, MOST)?);
                }
            }
            Ok(all)
        });
    }

    fn rows(&self, sight: &Sight<'_>) -> Vec<Row> {
        let folded = fold(&self.text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let fits = |title: &str| {
            let title = fold(title);
            words.iter().all(|w| title.contains(w))
        };
        let mut rows: Vec<Row> = Vec::new();
        for found in self.found.iter().filter_map(Live::get).flatten() {
            rows.push(Row {
                icon: found.icon,
                title: found.title.clone(),
                detail: found.detail.clone(),
                key: None,
                why_not: None,
                does: Does::Go(found.opens.clone()),
            });
        }
        let commands = sight.subjects.iter().flat_map(|s| s.commands).filter(|c| fits((c.says)()));
        for command in commands.take(if words.is_empty() { 5 } else { MOST }) {
            rows.push(Row {
                icon: command.icon.unwrap_or(icons::CARET_RIGHT),
                title: (command.says)().to_owned(),
                detail: String::new(),
                key: command.shortcut.map(super::Shortcut::says),
                why_not: command.refused(sight),
                does: Does::Command(command),
            });
        }
        for def in sight.subjects.iter().flat_map(|s| s.screens).filter(|d| d.tab.is_some()) {
            let (section, title) = ((def.section.name)(), (def.title)());
            if fits(&format!("{section} {title}")) {
                rows.push(Row {
                    icon: def.section.icon,
                    title: title.to_owned(),
                    detail: if section == title {
                        t!("Go to").to_owned()
                    } else {
                        t!("Go to {section}", section = section)
                    },
                    key: None,
                    why_not: None,
                    does: Does::Go(Opens { screen: def.key, filter: String::new() }),
                });
            }
        }
        for act in SHELL.iter().filter(|act| !words.is_empty() && fits(shell_says(**act))) {
            rows.push(Row {
                icon: icons::CARET_RIGHT,
                title: shell_says(*act).to_owned(),
                detail: String::new(),
                key: shell_keys().find(|(_, does)| does == act).map(|(key, _)| key.says()),
                why_not: None,
                does: Does::Shell(*act),
            });
        }
        rows.truncate(12);
        rows
    }

    /// Draws it; answers whether it is over.
    pub fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let ctx = ui.ctx().clone();
        let rows = self.rows(sight);
        let pressed = |key: Key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            self.mark += 1;
        }
        if pressed(Key::ArrowUp) {
            self.mark = (self.mark + rows.len()).saturating_sub(1);
        }
        self.mark = if rows.is_empty() { 0 } else { self.mark % rows.len() };
        let composing = ctx.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Ime(_))));
        let mut chosen = (!composing && pressed(Key::Enter)).then_some(self.mark);
        let look = look(ui);
        let width = 560.0_f32.min(ctx.content_rect().width() - 48.0);
        let area = egui::Area::new(Id::unique("palette"))
            .order(egui::Order::Foreground)
            .anchor(egui::Align2::CENTER_TOP, vec2(0.0, 56.0));
        let frame = Frame::new()
            .fill(look.surface)
            .stroke(Stroke::new(1.0, look.line))
            .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(Margin::same(8));
        let backdrop = egui::Color32::from_black_alpha(if look.dark { 140 } else { 60 });
        let modal =
            Modal::new(Id::unique("palette")).area(area).frame(frame).backdrop_color(backdrop).show(&ctx, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 2.0;
                let id = Id::unique("palette text");
                if self.drawn < 2 {
                    self.drawn += 1;
                    ui.memory_mut(|m| m.request_focus(id));
                    ui.ctx().request_repaint();
                }
                let field = Field::new(t!("Find a person, a receipt, or something to do"), &mut self.text)
                    .bare()
                    .placeholder(t!("Find a person, a receipt, or something to do"))
                    .icon(icons::MAGNIFYING_GLASS)
                    .id(id)
                    .show(ui);
                if field.changed() {
                    self.mark = 0;
                }
                ui.add_space(6.0);
                for (at, row) in rows.iter().enumerate() {
                    let response = draw_row(ui, row, at == self.mark);
                    if response.clicked() {
                        chosen = Some(at);
                    }
                }
                if rows.is_empty() {
                    ui.add_space(6.0);
                    ui::line(ui, t!("Nothing of that name"), BODY.ink(look.muted));
                    ui.add_space(6.0);
                }
            });
        if let Some(row) = chosen.and_then(|at| rows.get(at)) {
            if row.why_not.is_some() {
                return false;
            }
            let act = match &row.does {
                Does::Go(opens) => Act::Go(opens.clone()),
                Does::Command(command) => Act::Command(command),
                Does::Shell(act) => Act::Shell(*act),
            };
            sight.acts.borrow_mut().push(act);
            return true;
        }
        modal.should_close()
    }
}

fn draw_row(ui: &mut Ui, row: &Row, marked: bool) -> egui::Response {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::CLICK);
    let enabled = row.why_not.is_none();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, marked, &row.title));
    if marked {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.sunk);
    }
    let ink = if enabled { look.text } else { look.faint };
    let icon = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), vec2(16.0, 16.0));
    ui::paint_icon(ui.painter(), icon, row.icon, 16.0, look.muted);
    let room = rect.with_min_x(rect.left() + 38.0).with_max_x(rect.right() - 10.0);
    let (painted, _) = paint_line(ui, ui.painter(), room, Align::LEFT, &row.title, BODY.medium().ink(ink));
    let rest = room.with_min_x(painted.right() + 8.0);
    let detail = row.why_not.unwrap_or(&row.detail);
    if rest.width() > 40.0 && !detail.is_empty() {
        paint_line(ui, ui.painter(), rest, Align::LEFT, detail, SMALL.ink(look.muted));
    }
    if let Some(key) = &row.key {
        paint_line(ui, ui.painter(), room, Align::RIGHT, key, SMALL.ink(look.muted));
    }
    response
}
