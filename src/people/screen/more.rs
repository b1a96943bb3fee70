//! What stands below the facts in the pane: consent, links, papers and the log. Each shows only where there is something.

use egui::{Align, Layout, Ui, vec2};

use super::super::consent::{Consent, Reach, Standing, State, Way};
use super::super::link::Linked;
use super::super::log::{LogKind, Logged, Mood, how_says};
use super::Want;
use super::ask::consent_in_words;
use super::commands::LOG;
use crate::app::{Sight, subject};
use crate::cli::About;
use crate::kit::{day, text};
use crate::office::attachments::Attachment;
use crate::t;
use crate::ui::{self, BODY, Link, SMALL, Tone, icons, line, look, paragraph};

/// The width of the names at the left of what other parts of the office say.
const LABEL: f32 = 96.0;

/// How many lines of the log show at first.
const LINES: usize = 4;

/// That somebody is not to be contacted, since when and how.
pub fn stop(ui: &mut Ui, standing: &Standing) {
    let Some(stop) = &standing.stop else { return };
    let muted = look(ui).muted;
    let how = if stop.said.how.is_empty() { String::new() } else { format!(", {}", stop.said.how) };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        ui::chip(ui, t!("Do not contact"), Tone::Danger);
        let since = t!("since {day}{how} ({who})", day = day::short(stop.said.day), how = how, who = stop.by);
        paragraph(ui, &since, SMALL.ink(muted));
    });
}

/// What other parts of the office say, each leading there. People know none of them: they are asked.
pub fn others(ui: &mut Ui, sight: &Sight<'_>, others: &[About]) {
    let shown = others.iter().filter(|one| subject::screen_def(sight.subjects(), one.opens.screen).is_some());
    let muted = look(ui).muted;
    for one in shown {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let names = vec2(LABEL, BODY.line);
            ui.allocate_ui_with_layout(names, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(LABEL);
                line(ui, one.label, BODY.ink(muted));
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let link = Link::new(&one.says).show(ui);
                let name = format!("{}: {}", one.label, one.says);
                link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
                if link.clicked() {
                    sight.go(one.opens.screen, one.opens.filter.clone());
                }
                if !one.detail.is_empty() {
                    paragraph(ui, &one.detail, SMALL.ink(muted));
                }
            });
        });
    }
}

/// What somebody said about each channel.
pub fn consent(ui: &mut Ui, standing: &Standing) {
    if standing.ways.is_empty() {
        return;
    }
    heading(ui, t!("Consent"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for consent in &standing.ways {
            chip(ui, consent);
        }
    });
}

fn chip(ui: &mut Ui, consent: &Consent) {
    let Some(way) = &consent.said.way else { return };
    let (word, tone) = match consent.said.state {
        State::Yes => (t!("yes"), Tone::Good),
        State::No => (t!("no"), Tone::Danger),
        State::Unknown => (t!("unknown"), Tone::Plain),
    };
    ui::chip(ui, &format!("{}: {word}", way.says()), tone).on_hover_text(consent_in_words(consent));
}

/// Why an address or a number may not be used, in a few words for the line below it.
pub fn barred(standing: &Standing, way: &Way) -> Option<String> {
    match standing.reach(way) {
        // What stands at the top says this of all of them.
        Reach::No(_) if standing.stop.is_some() => None,
        no @ Reach::No(_) => {
            let why = no.why();
            let mut letters = why.chars();
            Some(letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect())
        }
        _ => None,
    }
}

/// Links with others, each leading there.
pub fn links(ui: &mut Ui, links: &[Linked]) -> Option<Want> {
    if links.is_empty() {
        return None;
    }
    let mut want = None;
    let muted = look(ui).muted;
    heading(ui, t!("Belongs together"));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for linked in links {
            ui.push_id(("link", linked.id.0), |ui| {
                row(ui, &t!("More for the link with {name}", name = linked.name), |ui, menu| {
                    if menu {
                        if ui::menu_item(ui, Some(icons::TRASH), t!("Take the link away"), None, true).clicked() {
                            want = Some(Want::Unlink(linked.id));
                        }
                    } else {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        line(ui, linked.kind.says(linked.end), SMALL.ink(muted));
                        if Link::new(&linked.name).show(ui).clicked() {
                            want = Some(Want::Show(linked.other));
                        }
                        if !linked.note.is_empty() {
                            paragraph(ui, &linked.note, SMALL.ink(muted));
                        }
                    }
                });
            });
        }
    });
    want
}

/// Photos and documents.
pub fn papers(ui: &mut Ui, papers: &[Attachment]) -> Option<Want> {
    if papers.is_empty() {
        return None;
    }
    let mut want = None;
    let muted = look(ui).muted;
    heading(ui, t!("Photos and documents"));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for paper in papers {
            ui.push_id(("paper", paper.id.0), |ui| {
                row(ui, &t!("More for {name}", name = paper.name), |ui, menu| {
                    if menu {
                        if ui::menu_item(ui, Some(icons::EYE), t!("Open"), None, true).clicked() {
                            want = Some(Want::OpenPaper(paper.clone()));
                        }
                        if ui::menu_item(ui, Some(icons::TRASH), t!("Take it off"), None, true).clicked() {
                            want = Some(Want::Detach(paper.id));
                        }
                    } else {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        if Link::new(&paper.name).show(ui).clicked() {
                            want = Some(Want::OpenPaper(paper.clone()));
                        }
                        line(ui, &size(paper.size), SMALL.ink(muted));
                    }
                });
            });
        }
    });
    want
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => t!("{n} bytes", n = bytes),
        1_024..1_048_576 => t!("{n} KB", n = bytes / 1_024),
        _ => t!("{n} MB", n = format!("{:.1}", bytes as f64 / 1_048_576.0)),
    }
}

/// The log: what wants doing first, then the newest.
pub fn log(ui: &mut Ui, sight: &Sight<'_>, log: &[Logged], all: &mut bool) -> Option<Want> {
    if log.is_empty() {
        return None;
    }
    let mut want = None;
    heading(ui, t!("Log"));
    let shown = if *all { log.len() } else { LINES };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for logged in log.iter().take(shown) {
            ui.push_id(("log", logged.id.0), |ui| want = one(ui, sight, logged).or(want.take()));
        }
    });
    if log.len() > LINES {
        let words =
            if *all { t!("Show fewer").to_owned() } else { t!("Show all {count}", count = text::count(log.len())) };
        if Link::new(&words).small().show(ui).clicked() {
            *all = !*all;
        }
    }
    want
}

/// The tone of what somebody said.
pub fn mood_tone(mood: Mood) -> Tone {
    match mood {
        Mood::Unsaid => Tone::Plain,
        Mood::Good => Tone::Good,
        Mood::Mixed => Tone::Warning,
        Mood::Bad => Tone::Danger,
    }
}

fn one(ui: &mut Ui, sight: &Sight<'_>, logged: &Logged) -> Option<Want> {
    let mut want = None;
    let look = look(ui);
    let l = &logged.line;
    let about = super::cut(&l.about.replace('\n', " "), 40);
    row(ui, &t!("More for the note “{about}”", about = about), |ui, menu| {
        if menu {
            let may = LOG.refused(sight).is_none();
            if l.open {
                let words = if l.kind == LogKind::Concern { t!("Close it…") } else { t!("It has been done…") };
                if ui::menu_item(ui, Some(icons::CHECK), words, None, may).clicked() {
                    want = Some(Want::CloseLog(Box::new(logged.clone())));
                }
            }
            if ui::menu_item(ui, Some(icons::PENCIL_SIMPLE), t!("Change…"), None, may).clicked() {
                want = Some(Want::ChangeLog(Box::new(logged.clone())));
            }
            if ui::menu_item(ui, Some(icons::TRASH), t!("Remove"), None, may).clicked() {
                want = Some(Want::RemoveLog(logged.id));
            }
            return;
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut head = vec![l.kind.says().to_owned(), day::short(l.day)];
        head.extend(Some(how_says(&l.how)).filter(|how| !how.is_empty()));
        head.extend(Some(l.who.clone()).filter(|who| !who.is_empty()));
        paragraph(ui, &head.join(" · "), SMALL.ink(look.muted));
        paragraph(ui, &l.about, BODY);
        let said = &l.feedback;
        let mut words: Vec<&str> = said.tags.iter().map(String::as_str).collect();
        words.extend(Some(said.appeal.as_str()).filter(|appeal| !appeal.is_empty()));
        if said.mood != Mood::Unsaid || !words.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                if said.mood != Mood::Unsaid {
                    ui::chip(ui, said.mood.says(), mood_tone(said.mood));
                }
                paragraph(ui, &words.join(", "), SMALL.ink(look.muted));
            });
        }
        let mut next = Vec::new();
        if !l.step.is_empty() {
            next.push(l.step.clone());
        }
        if let Some(due) = l.due.filter(|_| l.open) {
            next.push(t!("by {day}", day = day::short(due)));
        }
        if let Some(state) = l.state() {
            let late = l.open && l.due.is_some_and(|due| due < sight.today());
            let (word, tone) = match (l.open, late) {
                (true, true) => (t!("Overdue"), Tone::Danger),
                (true, false) => (state, Tone::Warning),
                (false, _) => (state, Tone::Good),
            };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                ui::chip(ui, word, tone);
                if !next.is_empty() {
                    paragraph(ui, &next.join(", "), BODY);
                }
            });
        }
    });
    want
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(4.0);
    let muted = look(ui).muted;
    line(ui, words, SMALL.medium().ink(muted));
}

/// A block with its `•••` at the right. `draw` is called for the block, and with `true` for the menu.
fn row(ui: &mut Ui, menu: &str, mut draw: impl FnMut(&mut Ui, bool)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ui.available_width() - 44.0;
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width);
            draw(ui, false);
        });
        ui::menu_button(ui, menu, |ui| draw(ui, true));
    });
}
