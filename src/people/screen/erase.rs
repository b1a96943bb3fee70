//! Erasing, as it is asked: what goes, what stays and why, which backups hold the people, and why it is done.

use egui::{ScrollArea, Ui, vec2};

use super::super::PersonId;
use super::super::ops::{self, Erased, Erasing, Preview};
use crate::app::{Reply, Sight};
use crate::kit::{day, text};
use crate::office::Passphrase;
use crate::office::erase::Plan;
use crate::office::erase::copies::{Copy, Deal, Places, State};
use crate::t;
use crate::ui::{Answer, BODY, Button, Dialog, Field, SMALL, Tone, chip, line, look, paragraph, radio, section};

/// The question while it is open.
pub struct Erase {
    people: Vec<PersonId>,
    reason: String,
    deal: Deal,
    places: Places,
    passphrase: String,
    looking: Option<Reply<Preview>>,
    seen: Option<Preview>,
    problem: Option<String>,
    going: Option<Reply<Erased>>,
    /// What became of the backups, once it is done and there is something to say.
    done: Option<Erased>,
}

impl Erase {
    /// Looks at what would go.
    pub fn new(people: Vec<PersonId>, sight: &Sight<'_>) -> Self {
        let folder = sight.machine.borrow().backup_folder().ok();
        let places = Places { folders: folder.into_iter().collect(), passphrases: Vec::new() };
        let mut asked = Self {
            people,
            reason: String::new(),
            deal: Deal::Erase,
            places,
            passphrase: String::new(),
            looking: None,
            seen: None,
            problem: None,
            going: None,
            done: None,
        };
        asked.look(sight);
        asked
    }

    fn look(&mut self, sight: &Sight<'_>) {
        let (people, places) = (self.people.clone(), self.places.clone());
        self.looking = Some(sight.desk.ask_office(move |office| ops::preview(office, &people, &places)));
    }

    /// Takes answers; `false` once it is done with.
    pub fn logic(&mut self, sight: &Sight<'_>) -> bool {
        match self.looking.as_mut().and_then(Reply::take) {
            Some(Ok(seen)) => (self.seen, self.looking) = (Some(seen), None),
            Some(Err(problem)) => {
                sight.problem(problem);
                return false;
            }
            None => {}
        }
        match self.going.as_mut().and_then(Reply::take) {
            Some(Ok(erased)) => {
                self.going = None;
                let dealt = erased.copies.iter().all(|copy| copy.state == State::Free);
                if dealt && erased.remark.is_none() {
                    return false;
                }
                self.done = Some(erased);
            }
            Some(Err(problem)) => {
                self.going = None;
                let hint = problem.hint.map(|hint| format!(". {hint}")).unwrap_or_default();
                self.problem = Some(format!("{}{hint}", problem.message));
            }
            None => {}
        }
        true
    }

    /// Draws it; `true` closes it.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        if let Some(done) = &self.done {
            return outcome(ui, done);
        }
        let title = match self.seen.as_ref().map(|seen| seen.plan.names.as_slice()) {
            Some([one]) => t!("Erase {name}?", name = super::cut(one, 50)),
            _ => t!("Erase {people}?", people = text::plural(self.people.len(), t!("person"), t!("people"))),
        };
        let why_not = if self.going.is_some() {
            Some(t!("Erasing…"))
        } else if self.seen.is_none() {
            Some(t!("One moment…"))
        } else {
            self.reason.trim().is_empty().then(|| t!("Say why; it stays in the history, without the name"))
        };
        let height = (ui.ctx().content_rect().height() - 330.0).clamp(120.0, 380.0);
        let mut again = false;
        let answer = Dialog::new(&title, t!("Erase for good")).danger().enter_inside().width(600.0).unless(why_not).show(ui, |ui| {
            let body = t!("This cannot be undone: the person goes from the register, the history and the backups, and no step back brings them again.");
            paragraph(ui, body, BODY.ink(look(ui).muted));
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                match &self.seen {
                    None => {
                        line(ui, t!("Looking at what is held, and into the backups…"), BODY.ink(look(ui).muted));
                    }
                    Some(seen) => {
                        goes(ui, &seen.plan);
                        again = backups(ui, &seen.copies, &mut self.deal, &mut self.passphrase);
                        stays(ui, &seen.plan);
                    }
                }
            });
            let field = Field::new(t!("Reason"), &mut self.reason)
                .placeholder(t!("Asked by letter of 3 May"))
                .hint(t!("Stays in the history: write no name"))
                .problem(self.problem.as_deref());
            if field.show(ui).changed() {
                self.problem = None;
            }
        });
        if again {
            self.places.passphrases.push(Passphrase::new(std::mem::take(&mut self.passphrase)));
            self.seen = None;
            self.look(sight);
        }
        match answer {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                let what = Erasing {
                    people: self.people.clone(),
                    reason: self.reason.trim().to_owned(),
                    deal: self.deal,
                    places: self.places.clone(),
                };
                let outbox = sight.outbox();
                self.going = Some(sight.desk.run(&ops::ERASE, move |office| {
                    let done = ops::erase(office, &what)?;
                    // Papers for the viewer may be the person's; one that is open now goes when the office locks.
                    if let Some(Err(problem)) = outbox.map(|outbox| outbox.empty()) {
                        tracing::debug!(%problem, "a paper is still open");
                    }
                    Ok(done)
                }));
                false
            }
        }
    }
}

/// What goes.
fn goes(ui: &mut Ui, plan: &Plan) {
    section(ui, t!("Goes"));
    let mut goes: Vec<String> = plan.goes.iter().map(|g| counted(g.count, &g.says)).collect();
    for (count, what) in [
        (plan.images, t!("earlier states in the history")),
        (plan.summaries, t!("lines of the history that name the person")),
        (plan.drafts, t!("half-typed forms")),
        (plan.texts, t!("names of files and other texts")),
    ] {
        if count > 0 {
            goes.push(counted(count, what));
        }
    }
    paragraph(ui, &goes.join(" · "), BODY);
}

/// What stays and why, and who else names the person.
fn stays(ui: &mut Ui, plan: &Plan) {
    let muted = look(ui).muted;
    if !plan.stays.is_empty() {
        ui.add_space(6.0);
        section(ui, t!("Stays"));
        for stays in &plan.stays {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
                line(ui, &counted(stays.count, &stays.says), BODY);
                let (words, tone) = if stays.named {
                    (t!("with the name"), Tone::Warning)
                } else {
                    (t!("without the name"), Tone::Plain)
                };
                chip(ui, words, tone);
                if let Some(until) = stays.until {
                    line(ui, &t!("until {day}", day = day::long(until)), BODY);
                }
            });
            paragraph(ui, &stays.why, SMALL.ink(muted));
        }
    }
    if !plan.mentions.is_empty() {
        ui.add_space(6.0);
        section(ui, t!("Named in other records, which are left as they are"));
        for mention in &plan.mentions {
            paragraph(ui, &format!("{} ({})", super::cut(&mention.of, 60), mention.says), SMALL);
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{} × {what}", text::count(count))
}

/// The copies, and what is to become of those that hold the person; `true` to look again with the passphrase.
fn backups(ui: &mut Ui, copies: &[Copy], deal: &mut Deal, passphrase: &mut String) -> bool {
    let muted = look(ui).muted;
    ui.add_space(6.0);
    section(ui, t!("Backups"));
    let of = |state: State| copies.iter().filter(move |copy| copy.state == state);
    let holding = of(State::Holds).count();
    if holding == 0 {
        paragraph(ui, t!("No backup that could be read holds the person."), BODY.ink(muted));
    } else {
        let n = text::plural(holding, t!("backup holds"), t!("backups hold"));
        paragraph(ui, &t!("{n} the person:", n = n), BODY);
        of(State::Holds).for_each(|copy| file_line(ui, copy, ""));
        ui.add_space(2.0);
        radio(ui, deal, Deal::Erase, t!("Erase there too, and check each backup afterwards"));
        radio(ui, deal, Deal::Delete, t!("Delete these backups"));
        radio(ui, deal, Deal::Leave, t!("Leave them: the person is still in them"));
    }
    let mut again = false;
    if of(State::Refused).next().is_some() {
        ui.add_space(4.0);
        paragraph(ui, t!("These could not be looked into, and may hold the person:"), BODY);
        of(State::Refused).for_each(|copy| file_line(ui, copy, &copy.why));
        ui.horizontal_top(|ui| {
            Field::new(t!("Passphrase of older backups"), passphrase).password().width(260.0).show(ui);
            ui.vertical(|ui| {
                ui.add_space(20.0);
                let why_not = passphrase.is_empty().then(|| t!("Type the passphrase they were made with"));
                again = Button::secondary(t!("Look again")).unless(why_not).show(ui).clicked();
            });
        });
    }
    again
}

fn file_line(ui: &mut Ui, copy: &Copy, why: &str) {
    let name =
        copy.path.file_name().map_or_else(|| copy.path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let words = if why.is_empty() { name } else { format!("{name}: {why}") };
    paragraph(ui, &words, SMALL.ink(look(ui).muted)).on_hover_text(copy.path.display().to_string());
}

/// What became of the backups; `true` closes it.
fn outcome(ui: &Ui, done: &Erased) -> bool {
    let height = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 380.0);
    let answer = Dialog::new(t!("Erased"), t!("Close")).only_confirm().width(560.0).show(ui, |ui| {
        if let Some(problem) = &done.remark {
            let words = t!("The people are erased, but the file could not be rewritten: {problem}", problem = problem);
            paragraph(ui, &words, BODY);
        }
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for (state, title) in [
                (State::Erased, t!("Erased in these backups too, and checked")),
                (State::Deleted, t!("Deleted")),
                (State::Holds, t!("Left as they are: the person is still in them")),
                (State::Refused, t!("Not dealt with: the person may still be in them")),
            ] {
                let of: Vec<&Copy> = done.copies.iter().filter(|copy| copy.state == state).collect();
                if !of.is_empty() {
                    section(ui, title);
                    of.into_iter().for_each(|copy| file_line(ui, copy, &copy.why));
                    ui.add_space(4.0);
                }
            }
        });
        paragraph(ui, t!("Papers and exports that lie elsewhere are not touched."), SMALL.ink(look(ui).muted));
    });
    answer != Answer::Open
}
