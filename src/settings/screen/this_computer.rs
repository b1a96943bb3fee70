//! The passphrase and what goes with it; and how this computer shows the office.

use egui::{Frame, Margin, ScrollArea, Ui, vec2};

use crate::app::machine::Shade;
use crate::app::{Choice as FileChoice, Screen, ShellAct, Sight, Wish, WishKind, all_keys};
use crate::t;
use crate::ui::{
    self, BODY, Button, Choice, SMALL, Tone, card, checkbox, chip, key_values, layout, look, paragraph, section,
};

/// One narrow column of cards.
fn page(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            ui.set_max_width(760.0);
            ui.spacing_mut().item_spacing = vec2(12.0, 20.0);
            contents(ui);
        });
    });
}

pub(in crate::settings) struct Protection;

impl Protection {
    pub(in crate::settings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self)
    }
}

impl Screen for Protection {
    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, "", |_| {});
        let encrypted = sight.facts.encrypted;
        let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
        page(ui, |ui| {
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                ui.horizontal(|ui| {
                    section(ui, t!("Passphrase"));
                    let (words, tone) =
                        if encrypted { (t!("Encrypted"), Tone::Good) } else { (t!("Not encrypted"), Tone::Warning) };
                    chip(ui, words, tone);
                });
                paragraph(
                    ui,
                    t!(
                        "The file says who belongs to a party and who gave what, which the law protects specially. With a passphrase, the file, its history and its backups are encrypted, and it locks itself."
                    ),
                    BODY.ink(look(ui).muted),
                );
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    let words = if encrypted { t!("Change the passphrase…") } else { t!("Set a passphrase…") };
                    if Button::primary(words).unless(why_not).show(ui).clicked() {
                        sight.shell(ShellAct::ChangePassphrase);
                    }
                    if encrypted {
                        if Button::secondary(t!("Remove it…")).unless(why_not).show(ui).clicked() {
                            sight.shell(ShellAct::RemovePassphrase);
                        }
                        if Button::secondary(t!("Lock now")).show(ui).clicked() {
                            sight.shell(ShellAct::Lock);
                        }
                    }
                });
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("Recovery sheet"));
                paragraph(
                    ui,
                    t!(
                        "A printed code that opens the file when the passphrase is lost or its keeper is gone. Keep it apart from the file."
                    ),
                    BODY.ink(look(ui).muted),
                );
                let why_not = why_not.or((!encrypted).then(|| t!("Set a passphrase first")));
                if Button::secondary(t!("Print a recovery sheet…")).unless(why_not).show(ui).clicked() {
                    sight.shell(ShellAct::RecoverySheet);
                }
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("A copy elsewhere"));
                paragraph(
                    ui,
                    t!(
                        "Backups are made by themselves. A copy on a stick or for your successor is written here; it is opened again and verified."
                    ),
                    BODY.ink(look(ui).muted),
                );
                if Button::secondary(t!("Save a copy…")).show(ui).clicked() {
                    sight.shell(ShellAct::SaveCopy);
                }
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                section(ui, t!("What leaves this file"));
                paragraph(
                    ui,
                    t!(
                        "Wardroom has no network code. A paper you look at lies in a private folder until the file is locked or closed; what you save or export elsewhere is in the clear."
                    ),
                    BODY.ink(look(ui).muted),
                );
            });
        });
    }
}

#[derive(Default)]
pub(in crate::settings) struct ThisComputer {
    choosing: Option<FileChoice>,
}

impl ThisComputer {
    pub(in crate::settings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self::default())
    }
}

impl Screen for ThisComputer {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(answer) = self.choosing.as_ref().and_then(FileChoice::take) {
            self.choosing = None;
            if let Some(folder) = answer {
                sight.machine.borrow_mut().backups = Some(folder);
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, t!("Kept on this computer, not in the office"), |_| {});
        page(ui, |ui| {
            let mut machine = sight.machine.borrow_mut();
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("Look"));
                let shades =
                    [(Shade::System, t!("As the system")), (Shade::Light, t!("Light")), (Shade::Dark, t!("Dark"))];
                Choice::new(t!("Theme"), &mut machine.shade, &shades).width(220.0).show(ui);
                checkbox(ui, &mut machine.compact, t!("Rows closer together"));
                paragraph(ui, t!("Ctrl + and Ctrl − make everything larger and smaller"), SMALL.ink(look(ui).muted));
                let as_usual = (!layout::is_any_set(ui.ctx())).then(|| t!("No width or order was changed"));
                if Button::secondary(t!("Usual widths and order of all lists")).unless(as_usual).show(ui).clicked() {
                    layout::reset(ui.ctx());
                    sight.notice(Tone::Good, t!("All lists have their usual widths and order again"), "");
                }
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("Automatic backups"));
                let folder =
                    machine.backup_folder().map_or_else(|problem| problem.to_string(), |f| f.display().to_string());
                paragraph(ui, &folder, BODY);
                paragraph(
                    ui,
                    t!(
                        "Before an import, and while things change at least half an hour apart: twelve days, ten weeks and nine months are kept. Each is opened again and verified."
                    ),
                    SMALL.ink(look(ui).muted),
                );
                ui.horizontal(|ui| {
                    if Button::secondary(t!("Another folder…")).show(ui).clicked() {
                        self.choosing = Some(sight.choose(Wish {
                            title: t!("Where backups go").to_owned(),
                            confirm: t!("Use this folder").to_owned(),
                            kind: WishKind::Folder,
                            endings: None,
                            name: folder.clone(),
                        }));
                    }
                    if machine.backups.is_some() && Button::quiet(t!("The usual folder")).show(ui).clicked() {
                        machine.backups = None;
                    }
                });
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("Drawing"));
                let mut renderer = machine.renderer.clone().unwrap_or_default();
                let all = [
                    (String::new(), t!("What works first")),
                    ("glow".to_owned(), "OpenGL"),
                    ("wgpu".to_owned(), "wgpu"),
                ];
                Choice::new(t!("Draw with"), &mut renderer, &all).width(220.0).show(ui);
                machine.renderer = Some(renderer).filter(|r| !r.is_empty());
                paragraph(ui, t!("Takes effect when Wardroom is started again"), SMALL.ink(look(ui).muted));
            });
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                section(ui, t!("The keyboard"));
                let keys = all_keys(sight);
                let rows: Vec<(&str, &str)> = keys.iter().map(|(says, key)| (key.as_str(), says.as_str())).collect();
                key_values(ui, &rows);
            });
            ui::line(ui, &format!("Wardroom {}", env!("CARGO_PKG_VERSION")), SMALL.ink(look(ui).faint));
        });
    }
}
