//! The office's details: one form, one Save.

use egui::{Frame, Margin, ScrollArea, Ui, vec2};

use super::super::form::{ProfileForm, months};
use super::super::ops::{self, Image, SET_IMAGE};
use crate::app::{Choice as FileChoice, Reply, Screen, Sight, Wish, WishKind};
use crate::office::profile::{self, CHANGE_PROFILE, JURISDICTIONS, Profile, UNIT_TYPES};
use crate::t;
use crate::ui::{self, Button, Choice, Field, SMALL, card, checkbox, look, section};

pub(in crate::settings) struct OfficeSettings {
    form: Option<ProfileForm>,
    /// The details the form was made of: a form without changes follows them.
    made_of: Option<Profile>,
    saving: Option<Reply<()>>,
    problem: Option<String>,
    choosing: Option<(FileChoice, Image)>,
}

impl OfficeSettings {
    pub(in crate::settings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self { form: None, made_of: None, saving: None, problem: None, choosing: None })
    }

    fn is_changed(&self) -> bool {
        matches!((&self.form, &self.made_of), (Some(form), Some(of)) if *form != ProfileForm::of(of))
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some(form) = &self.form else { return };
        match form.parse(&sight.facts.profile) {
            Err(problem) => self.problem = Some(problem.to_string()),
            Ok(profile) => {
                self.problem = None;
                self.saving = Some(sight.desk.run(&CHANGE_PROFILE, move |office| profile::change(office, &profile)));
            }
        }
    }
}

/// Sets the image, on the office's thread.
fn set_image(sight: &Sight<'_>, which: Image, path: Option<std::path::PathBuf>) {
    sight.desk.run(&SET_IMAGE, move |office| ops::set_image(office, which, path.as_deref())).forget();
}

impl Screen for OfficeSettings {
    fn logic(&mut self, sight: &Sight<'_>) {
        let profile = &sight.facts.profile;
        if self.made_of.as_ref() != Some(profile) && !self.is_changed() {
            self.form = Some(ProfileForm::of(profile));
            self.made_of = Some(profile.clone());
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.saving = None;
                self.made_of = None;
                self.form = None;
                sight.look_again();
            }
            Some(Err(problem)) => {
                self.saving = None;
                self.problem = Some(problem.to_string());
            }
            None => {}
        }
        if let Some((choice, which)) = &self.choosing
            && let Some(answer) = choice.take()
        {
            if let Some(path) = answer {
                set_image(sight, *which, Some(path));
            }
            self.choosing = None;
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let changed = self.is_changed();
        let why_not = match (changed, sight.facts.read_only) {
            (_, true) => Some(t!("This office is open read-only")),
            (false, _) => Some(t!("Nothing was changed")),
            _ => None,
        };
        let mut save = false;
        let mut back = false;
        sight.header(ui, &sight.facts.profile.party, |ui| {
            save = Button::primary(t!("Save changes")).unless(why_not).show(ui).clicked();
            if changed {
                back = Button::quiet(t!("Discard")).show(ui).clicked();
            }
        });
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
                ui.set_max_width(760.0);
                ui.spacing_mut().item_spacing = vec2(12.0, 20.0);
                if let Some(problem) = &self.problem {
                    ui::banner(ui, ui::Tone::Danger, t!("Not saved yet"), problem, "", |_| {});
                }
                if let Some(form) = &mut self.form {
                    who_it_is(ui, form);
                    law_and_money(ui, form);
                    paper(ui, form);
                }
                self.images(ui, sight);
                if let Some(form) = &mut self.form {
                    look_and_lock(ui, form);
                }
            });
        });
        if save {
            self.save(sight);
        }
        if back {
            (self.form, self.made_of, self.problem) = (None, None, None);
        }
    }

    fn draft(&self) -> Option<String> {
        self.is_changed().then(|| serde_json::to_string(&self.form).ok()).flatten()
    }

    fn restore(&mut self, draft: &str) {
        // Made of nothing yet: what was typed stands until it is saved or discarded.
        if let Ok(Some(form)) = serde_json::from_str::<Option<ProfileForm>>(draft) {
            self.form = Some(form);
        }
    }
}

impl OfficeSettings {
    fn images(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            section(ui, t!("Pictures on paper"));
            let profile = &sight.facts.profile;
            for (which, name, has) in [
                (Image::Logo, t!("Logo"), profile.logo.is_some()),
                (Image::Signature, t!("Signature"), profile.signature.is_some()),
            ] {
                ui.push_id(name, |ui| {
                    ui.horizontal(|ui| {
                        ui.set_min_height(ui::tokens::CONTROL);
                        ui.allocate_ui(vec2(110.0, 20.0), |ui| {
                            ui.set_min_width(110.0);
                            ui::line(ui, name, ui::BODY);
                        });
                        let (words, tone) =
                            if has { (t!("Set"), ui::Tone::Good) } else { (t!("None"), ui::Tone::Plain) };
                        ui::chip(ui, words, tone);
                        let choose = Button::secondary(t!("Choose…")).enabled(!sight.facts.read_only).show(ui);
                        ui.ctx().accesskit_node_builder(choose.id, |node| {
                            node.set_label(t!("Choose the picture: {name}", name = name))
                        });
                        if choose.clicked() {
                            let wish = Wish {
                                title: t!("Choose a picture: {name}", name = name),
                                confirm: t!("Use it").to_owned(),
                                kind: WishKind::Open,
                                endings: Some((t!("Pictures"), &["png", "jpg", "jpeg"])),
                                name: String::new(),
                            };
                            self.choosing = Some((sight.choose(wish), which));
                        }
                        if has {
                            let remove = Button::quiet(t!("Remove")).enabled(!sight.facts.read_only).show(ui);
                            ui.ctx().accesskit_node_builder(remove.id, |node| {
                                node.set_label(t!("Remove the picture: {name}", name = name))
                            });
                            if remove.clicked() {
                                set_image(sight, which, None);
                            }
                        }
                    });
                });
            }
        });
    }
}

fn who_it_is(ui: &mut Ui, form: &mut ProfileForm) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        section(ui, t!("The office"));
        let half = (ui.available_width() - 12.0) / 2.0;
        ui.horizontal_top(|ui| {
            Field::new(t!("Party"), &mut form.party).width(half).show(ui);
            Field::new(t!("Branch"), &mut form.branch).width(half).show(ui);
        });
        let mut kinds: Vec<(String, &str)> = UNIT_TYPES.iter().map(|(key, name)| ((*key).to_owned(), *name)).collect();
        let own = form.unit_type.clone();
        if !kinds.iter().any(|(key, _)| *key == own) {
            kinds.push((own.clone(), &own));
        }
        Choice::new(t!("Kind of unit"), &mut form.unit_type, &kinds).width(half).show(ui);
    });
}

fn law_and_money(ui: &mut Ui, form: &mut ProfileForm) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        section(ui, t!("Law and money"));
        let half = (ui.available_width() - 12.0) / 2.0;
        let codes: Vec<(String, &str)> = JURISDICTIONS.iter().map(|j| (j.code.to_owned(), j.name)).collect();
        let mut first = form.laws.first().cloned().unwrap_or_default();
        let before = first.clone();
        ui.horizontal_top(|ui| {
            Choice::new(t!("Leading jurisdiction"), &mut first, &codes).width(half).show(ui);
            Field::new(t!("Currency"), &mut form.currency)
                .width(half)
                .hint(t!("Three letters; fixed once there are entries"))
                .show(ui);
        });
        if first != before {
            form.laws.retain(|code| *code != first);
            form.laws.insert(0, first.clone());
        }
        ui::line(ui, t!("Others that apply as well"), SMALL.medium().ink(look(ui).muted));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
            for (code, name) in &codes {
                if *code == first {
                    continue;
                }
                let mut on = form.laws.contains(code);
                if checkbox(ui, &mut on, name).clicked() {
                    if on {
                        form.laws.push(code.clone());
                    } else {
                        form.laws.retain(|c| c != code);
                    }
                }
            }
        });
        ui.horizontal_top(|ui| {
            Field::new(t!("The financial year starts on day"), &mut form.year_day)
                .width(half / 2.0 - 6.0)
                .figures()
                .show(ui);
            Choice::new(t!("of"), &mut form.year_month, &months()).width(half / 2.0 - 6.0).show(ui);
            Field::new(t!("Time zone"), &mut form.time_zone).width(half).show(ui);
        });
    });
}

fn paper(ui: &mut Ui, form: &mut ProfileForm) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        section(ui, t!("On paper"));
        let half = (ui.available_width() - 12.0) / 2.0;
        Field::new(t!("Letterhead"), &mut form.letterhead)
            .rows(4)
            .hint(t!("Name, address and contact, as they stand at the head of letters"))
            .show(ui);
        ui.horizontal_top(|ui| {
            Field::new(t!("Who signs"), &mut form.signatory)
                .width(half)
                .placeholder(t!("Asha Mehta, Treasurer"))
                .show(ui);
            Choice::new(t!("Paper"), &mut form.letter_paper, &[(false, "A4"), (true, t!("US Letter"))])
                .width(half)
                .show(ui);
        });
        checkbox(ui, &mut form.month_first, t!("Days are written month first (11/21/2026)"));
    });
}

fn look_and_lock(ui: &mut Ui, form: &mut ProfileForm) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        section(ui, t!("Colour and lock"));
        let half = (ui.available_width() - 12.0) / 2.0;
        ui.horizontal_top(|ui| {
            Field::new(t!("The party’s colour"), &mut form.accent)
                .width(half)
                .hint(t!("Six hexadecimal digits; a shade of it that can be read is used"))
                .show(ui);
            Field::new(t!("Lock after idle minutes"), &mut form.lock_minutes)
                .width(half)
                .figures()
                .hint(t!("Only a file with a passphrase locks"))
                .show(ui);
        });
    });
}
