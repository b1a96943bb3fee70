//! A receipt for one donation: what it will say, or why there is none.

use egui::Ui;

use super::super::model::{EntryId, LeftOut, Plan, Reason, Receipt, ReceiptKind, Scope};
use super::super::{ops, store};
use super::{ENTRIES, PEOPLE};
use crate::app::{Live, Reply, Sight};
use crate::kit::{Problem, day};
use crate::t;
use crate::ui::{self, Answer, Button, Dialog, Tone};

/// What is known before issuing.
struct Seen {
    plan: Plan,
    wording: String,
    notices: Vec<String>,
    number: String,
}

/// See the head of this file.
pub(super) struct One {
    entry: EntryId,
    seen: Live<Result<Box<Seen>, Problem>, EntryId>,
    problem: Option<Problem>,
    issuing: Option<Reply<Receipt>>,
}

impl One {
    pub(super) fn new(entry: EntryId) -> Self {
        Self { entry, seen: Live::new(&[]), problem: None, issuing: None }
    }

    /// Answers the receipt once it is issued.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Receipt> {
        match self.issuing.as_mut().and_then(Reply::take) {
            Some(Ok(receipt)) => return Some(receipt),
            Some(Err(problem)) => {
                self.issuing = None;
                self.problem = Some(problem);
            }
            None => {}
        }
        let (today, who) = (sight.today(), sight.facts.who.clone());
        self.seen.want(sight.desk, self.entry, move |conn, entry| {
            let seen = || {
                let plan = store::plan(conn, Scope::Donation(*entry), today)?;
                let (making, notices) = store::making(conn, ReceiptKind::Single, today, &who)?;
                let wording = format!("{}, {}", making.wording.name, making.wording.version);
                let number = store::ahead(conn, today, 1)?.into_iter().next().unwrap_or_default();
                Ok(Box::new(Seen { plan, wording, notices, number }))
            };
            Ok(seen())
        });
        None
    }

    /// Answers whether it is still open.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        if self.issuing.is_some() {
            return true;
        }
        let seen = self.seen.get();
        let ready = match seen {
            Some(Ok(seen)) => seen.plan.drafts.first(),
            Some(Err(_)) | None => None,
        };
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let missing = ready.is_none().then(|| t!("There is nothing to issue"));
        let mut leads = None;
        let answer = Dialog::new(t!("Receipt for one donation"), t!("Issue receipt"))
            .unless(read_only.or(missing))
            .width(480.0)
            .show(ui, |ui| match seen {
                None => {}
                Some(Err(problem)) => refused(ui, problem),
                Some(Ok(seen)) => {
                    facts(ui, sight, seen);
                    if let Some(left) = seen.plan.left_out.first().filter(|_| ready.is_none()) {
                        leads = left_out(ui, left);
                    } else {
                        super::ask::notices(ui, &seen.notices);
                    }
                    if let Some(problem) = &self.problem {
                        refused(ui, problem);
                    }
                }
            });
        if let Some((screen, filter)) = leads {
            sight.go(screen, filter);
            return false;
        }
        if answer == Answer::Confirmed
            && let Some(Ok(seen)) = seen
        {
            let plan = seen.plan.clone();
            self.problem = None;
            self.issuing = Some(sight.desk.run(&ops::ISSUE, move |office| {
                let done = ops::issue(office, &plan)?;
                let value = office.read(|conn| store::find(conn, &done.value.first))?;
                Ok(crate::office::Done { value, op: done.op, changed: done.changed })
            }));
        }
        answer != Answer::Cancelled
    }
}

fn refused(ui: &mut Ui, problem: &Problem) {
    ui::banner(ui, Tone::Warning, &problem.message, problem.hint.as_deref().unwrap_or_default(), "", |_| {});
}

fn facts(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) {
    let Some(draft) = seen.plan.drafts.first() else { return };
    let address = draft.address.join(", ");
    let amount = sight.currency().show(draft.total());
    let received = draft.lines.first().map(|line| day::long(line.day)).unwrap_or_default();
    let address = if address.is_empty() { t!("None, so it is handed over") } else { address.as_str() };
    ui::key_values(
        ui,
        &[
            (t!("Donor"), &draft.name),
            (t!("Address"), address),
            (t!("Amount"), &amount),
            (t!("Received"), &received),
            (t!("Number"), &seen.number),
            (t!("Wording"), &seen.wording),
        ],
    );
}

/// Why there is none; answers where it can be mended.
fn left_out(ui: &mut Ui, left: &LeftOut) -> Option<(&'static str, String)> {
    let first = left.entries.first()?;
    let (todo, button, leads) = match (left.reason, first.donor) {
        (Reason::NoAddress, Some(donor)) => {
            (t!("Add the donor’s address, then issue."), t!("Open the donor"), (PEOPLE, donor.to_string()))
        }
        (Reason::AlreadyReceipted, _) => (
            t!("Print that receipt again, or reissue it if something on it is wrong."),
            t!("Open the donation"),
            (ENTRIES, first.entry.to_string()),
        ),
        (Reason::Anonymous, _) => {
            (t!("Say from whom it came, then issue."), t!("Open the donation"), (ENTRIES, first.entry.to_string()))
        }
        _ => ("", t!("Open the donation"), (ENTRIES, first.entry.to_string())),
    };
    let title = t!("This donation gets no receipt: {reason}", reason = left.reason.label().to_lowercase());
    let mut clicked = false;
    ui::banner(ui, Tone::Warning, &title, todo, "", |ui| clicked = Button::secondary(button).show(ui).clicked());
    clicked.then_some(leads)
}
