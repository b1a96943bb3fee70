//! What the shell does for screens and for itself: going, notices, undo, the passphrase.

use super::choose::Choosing;
use super::desk::{Event, Reply};
use super::modal::{Decided, Modal, NewPassphrase};
use super::palette::Palette;
use super::sight::{Act, ShellAct};
use super::stage::Stage;
use super::{App, machine, recovery_sheet};
use crate::kit::{Problem, ProblemKind, text};
use crate::office::open::{Kind, kind_of};
use crate::office::{Next, Passphrase, backup, recovery};
use crate::t;
use crate::ui::{Tone, typing};

impl App {
    pub(super) fn do_acts(&mut self, ctx: &egui::Context) {
        let acts = self.acts.take();
        for act in acts {
            self.act(ctx, act);
        }
    }

    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Done(told) => {
                // Only the newest step can be undone from its notice.
                self.notices.undone();
                self.notice(Tone::Good, told.summary, String::new(), told.undo);
            }
            Event::Problem(problem) => self.problem(&problem),
            Event::Lost => {
                if let Stage::Open(room) = &self.stage {
                    let path = room.facts.path.clone();
                    let problem = Problem::defect(t!(
                        "Wardroom made a mistake and closed the office to keep it safe. What was saved is saved"
                    ))
                    .hint(t!("Open it again"));
                    self.modal = None;
                    self.show_welcome(Some((problem, Some(path))));
                }
            }
        }
    }

    pub(super) fn problem(&mut self, problem: &Problem) {
        let tone = if problem.kind == ProblemKind::Input { Tone::Warning } else { Tone::Danger };
        let mut next = problem.hint.clone().unwrap_or_default();
        let details = problem.details();
        if !details.is_empty() && problem.kind != ProblemKind::Input {
            next = if next.is_empty() { details } else { format!("{next} ({details})") };
        }
        self.notice(tone, problem.message.clone(), next, false);
    }

    fn act(&mut self, ctx: &egui::Context, act: Act) {
        match act {
            Act::Problem(problem) => return self.problem(&problem),
            Act::Notice(tone, message, next) => return self.notice(tone, message, next, false),
            Act::Choose(wish, choice) => {
                let folders = self.machine.borrow().folders();
                self.modal = Some(Modal::Choose(Choosing::new(wish, choice, folders)));
                return;
            }
            Act::Shell(act) => return self.shell_act(ctx, act),
            Act::Go(_) | Act::Command(_) | Act::Show(_) | Act::Look => {}
        }
        let Stage::Open(room) = &mut self.stage else { return };
        match act {
            Act::Go(opens) => room.go(&opens),
            Act::Command(command) => room.command(command, &self.acts, &self.machine),
            Act::Look => room.look_again(),
            Act::Show(path) => {
                if let Some(outbox) = room.outbox()
                    && let Err(problem) = outbox.open(&path)
                {
                    self.problem(&problem);
                }
            }
            _ => {}
        }
    }

    fn shell_act(&mut self, ctx: &egui::Context, act: ShellAct) {
        let Stage::Open(room) = &mut self.stage else { return };
        match act {
            ShellAct::Lock => self.lock(ctx),
            ShellAct::Close => self.close(ctx),
            ShellAct::Undo => {
                typing::forget_redo(ctx);
                let next = room.counts().and_then(|c| c.undo.clone());
                self.undo(next);
            }
            ShellAct::Redo => {
                typing::forget_redo(ctx);
                self.redo();
            }
            ShellAct::Palette => self.modal = Some(Modal::Palette(Palette::default())),
            ShellAct::Keyboard => self.modal = Some(Modal::Keyboard),
            ShellAct::Notices => self.modal = Some(Modal::Notices),
            ShellAct::Who => self.modal = Some(Modal::Who { name: room.facts.who.clone() }),
            ShellAct::ChangePassphrase => self.modal = Some(Modal::Passphrase(NewPassphrase::default())),
            ShellAct::RemovePassphrase => self.modal = Some(Modal::RemovePassphrase),
            ShellAct::SaveCopy => {
                let (wish, choice) = self.saving_copy.begin(&room.facts.path, room.facts.today);
                self.acts.borrow_mut().push(Act::Choose(wish, choice));
            }
            ShellAct::RecoverySheet => self.modal = Some(Modal::Recovery),
            ShellAct::SwitchTheme => {
                let dark = !self.theme.dark;
                self.machine.borrow_mut().shade = if dark { machine::Shade::Dark } else { machine::Shade::Light };
            }
            ShellAct::Back => {
                if let Some(opens) = room.before.pop() {
                    room.go(&opens);
                    room.before.pop();
                }
            }
        }
    }

    /// Undoes the newest step; where that means a void, asks why first.
    fn undo(&mut self, next: Option<Next>) {
        match next {
            None => self.notice(Tone::Plain, t!("There is nothing to undo").to_owned(), String::new(), false),
            Some(next) => match &next.refused {
                Some(why) => {
                    let message = t!("“{what}” cannot be undone: {why}", what = next.summary, why = why);
                    self.notice(Tone::Warning, message, String::new(), false);
                }
                None if next.leaves.is_some() => self.modal = Some(Modal::Undo { next, reason: String::new() }),
                None => self.undo_now(String::new()),
            },
        }
    }

    fn undo_now(&mut self, reason: String) {
        if let (Stage::Open(room), Some(op)) = (&self.stage, self.house.setup.op("office.undo")) {
            self.undoing = Some(room.desk.run(op, move |office| office.undo(&reason)));
        }
    }

    fn redo(&mut self) {
        if let (Stage::Open(room), Some(op)) = (&self.stage, self.house.setup.op("office.redo")) {
            if room.counts().is_none_or(|c| c.redo.is_none()) {
                self.notice(Tone::Plain, t!("There is nothing to do again").to_owned(), String::new(), false);
                return;
            }
            self.undoing = Some(room.desk.run(op, |office| office.redo()));
        }
    }

    /// Says what an undo had to leave as it is.
    pub(super) fn follow_undo(&mut self) {
        let Some(outcome) = self.undoing.as_mut().and_then(Reply::take) else { return };
        self.undoing = None;
        match outcome {
            Ok(undone) if !undone.kept.is_empty() => {
                let kept = text::plural(undone.kept.len(), t!("record was"), t!("records were"));
                let message = t!("{kept} changed since and stayed as they are", kept = kept);
                self.notice(Tone::Warning, message, t!("The history says which").to_owned(), false);
            }
            Ok(_) => {}
            Err(problem) => self.problem(&problem),
        }
    }

    /// Goes on with a copy of the file, and says where it lies.
    pub(super) fn follow_copy(&mut self) {
        let Stage::Open(room) = &mut self.stage else { return };
        match self.saving_copy.logic(&room.desk) {
            None => {}
            Some(Ok(path)) => {
                room.chores.backed_up = Some(room.now);
                let message = t!("A copy lies in {path}", path = path.display());
                self.notice(Tone::Good, message, t!("It was opened again and verified").to_owned(), false);
            }
            Some(Err(problem)) => self.problem(&problem),
        }
    }

    /// Does what a dialog decided.
    pub(super) fn decide(&mut self, decided: Decided) {
        let Stage::Open(room) = &mut self.stage else { return };
        match decided {
            Decided::Nothing => {}
            Decided::Undo(reason) => self.undo_now(reason),
            Decided::Who(name) => {
                let name = name.trim().to_owned();
                room.facts.who.clone_from(&name);
                self.machine.borrow_mut().opened(&room.facts.path, &room.facts.profile.branch, &name);
                let told = room.desk.with_office("", move |place| {
                    if let Some(office) = place {
                        office.set_who(name);
                    }
                    Ok(())
                });
                told.forget();
                room.look_again();
            }
            Decided::Passphrase { new, delete_plain_backups } => self.change_passphrase(new, delete_plain_backups),
            Decided::Recovery => {
                let Some(outbox) = room.outbox().cloned() else { return };
                let (profile, path) = (room.facts.profile.clone(), room.facts.path.clone());
                let made = room.desk.run(&recovery::PRINT_RECOVERY, move |office| {
                    let at = office.clock().now();
                    let done = office.recovery_code()?;
                    let sheet = recovery_sheet::sheet(&profile, &path, &done.value, at)?;
                    let path = outbox.put(&sheet, t!("recovery sheet.pdf"))?;
                    outbox.open(&path)?;
                    Ok(crate::office::Done { value: (), op: done.op, changed: done.changed })
                });
                made.forget();
            }
        }
    }

    fn change_passphrase(&mut self, new: Option<Passphrase>, delete_plain_backups: bool) {
        let Stage::Open(room) = &mut self.stage else { return };
        let folder = self.machine.borrow().backup_folder().ok();
        let (path, encrypts) = (room.facts.path.clone(), new.is_some());
        let changing = room.desk.with_office(t!("Write the file under another key"), move |place| {
            let Some(office) = place.take() else { return Err(Problem::input(t!("The office is closed"))) };
            match office.change_passphrase(new.as_ref()) {
                Err((problem, old)) => {
                    *place = *old;
                    return Err(problem);
                }
                Ok(office) => *place = Some(office),
            }
            if let (true, Some(folder), Some(office)) = (delete_plain_backups, &folder, place.as_ref()) {
                backup::copy_into(office, folder, "")?;
                for (copy, _) in backup::list(folder, &path) {
                    if matches!(kind_of(&copy), Ok(Kind::Plain { .. })) {
                        std::fs::remove_file(&copy).map_err(|e| {
                            Problem::file(t!("An older backup could not be removed: {path}", path = copy.display()))
                                .because(e)
                        })?;
                    }
                }
            }
            Ok(())
        });
        room.rekeying = Some((changing, encrypts));
    }
}
