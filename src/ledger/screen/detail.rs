//! The pane of one entry: its amount, where it came from, what it is made of, what holds it, and what was done with it.

use egui::{Align, Layout, Ui};

use super::named::Chart;
use crate::app::{Sight, Todo};
use crate::kit::{Currency, Money, Result, day};
use crate::ledger::model::{Entry, EntryId, EntryKind, Filter, Method};
use crate::ledger::store;
use crate::office::attachments::{self, Attachment};
use crate::office::history::{self, Step};
use crate::t;
use crate::ui::{self, BODY, Button, FIGURE, Link, SMALL, Tone, chip, icons, key_values, line, look, paragraph};

/// An entry with all that the pane shows.
#[derive(Clone, Debug)]
pub struct Opened {
    pub entry: Entry,
    /// Its batch's number.
    pub batch: Option<i64>,
    /// What could still be given back.
    pub left: Money,
    /// The donor's donations of the same financial year: how many and how much.
    pub year: Option<(usize, Money)>,
    pub attachments: Vec<Attachment>,
    pub steps: Vec<Step>,
}

/// What is asked for: the entry, and the year that "this year" means.
pub type Wanted = (Option<EntryId>, crate::kit::Day, crate::kit::Day);

/// Reads an entry for the pane; `None` when it is not in the ledger any more.
pub fn read(office: &crate::office::Office, wanted: &Wanted) -> Result<Option<Opened>> {
    let (Some(id), from, to) = *wanted else { return Ok(None) };
    office.read(|conn| {
        let Ok(entry) = store::entry(conn, id) else { return Ok(None) };
        let year = match entry.person.filter(|_| entry.kind.is_donation()) {
            Some(person) => {
                let kinds = vec![EntryKind::Donation, EntryKind::InKind];
                let sums = store::sums(conn, &Filter { person: Some(person), kinds, ..Filter::between(from, to) })?;
                Some((sums.count, sums.part))
            }
            None => None,
        };
        let attachments = attachments::of(conn, "entry", id.0)?;
        let rows: Vec<(&str, i64)> =
            std::iter::once(("entry", id.0)).chain(attachments.iter().map(|a| ("attachment", a.id.0))).collect();
        Ok(Some(Opened {
            batch: entry.batch.map(|b| store::batch(conn, b)).transpose()?.map(|b| b.number),
            left: store::left_to_refund(conn, &entry)?,
            steps: history::of_record(conn, &rows)?,
            attachments,
            year,
            entry,
        }))
    })
}

/// How many things that want doing are shown; the place where they are done has them all.
const WANTS: usize = 3;

/// What a person wants of the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Change,
    Reverse,
    Refund,
    Person,
    Batch,
    Entry(EntryId),
    Attach,
    Show(Attachment),
    SaveCopy(Attachment),
    Detach(Attachment),
    Close,
}

/// Draws the pane.
pub fn show(ui: &mut Ui, opened: &Opened, wants: &[Todo], chart: &Chart, sight: &Sight<'_>) -> Option<Act> {
    let mut act = None;
    let entry = &opened.entry;
    let (look, currency) = (look(ui), *sight.currency());
    ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        chip(ui, if entry.reverses.is_some() { t!("Reversal") } else { entry.kind.label() }, Tone::Plain);
        if let Some(by) = entry.locks.first() {
            chip(ui, super::list::lock_words(by), Tone::Good);
        } else if !entry.held.is_empty() {
            chip(ui, t!("On the statement"), Tone::Good).on_hover_text(entry.held.join(", "));
        }
        if entry.reversed_by.is_some() {
            chip(ui, t!("Reversed"), Tone::Warning);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui::menu_button(ui, t!("More"), |ui| {
                if ui::menu_item(ui, Some(icons::X), t!("Close the pane"), None, true).clicked() {
                    act = Some(Act::Close);
                }
                let all = entry.person.is_some();
                if ui::menu_item(ui, Some(icons::LIST), t!("Everything from this person"), None, all).clicked() {
                    act = Some(Act::Person);
                }
            });
        });
    });
    ui.add_space(-4.0);
    line(ui, &currency.show(entry.amount), FIGURE);
    if !entry.who().is_empty() {
        ui.add_space(-6.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            line(ui, if entry.amount < Money::ZERO { t!("to") } else { t!("from") }, BODY.ink(look.muted));
            if entry.person.is_none() {
                line(ui, entry.who(), BODY.medium());
            } else if Link::new(entry.who()).show(ui).clicked() {
                act = Some(Act::Person);
            }
        });
    }
    ui.add_space(4.0);
    let facts = facts(opened, chart, currency);
    let rows: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    key_values(ui, &rows);
    parts(ui, entry, chart, currency);
    act = act.or(links(ui, opened));
    for todo in wants.iter().take(WANTS) {
        let due = todo.due.map(|due| t!("By {day}", day = day::long(due))).unwrap_or_default();
        let body =
            [due, todo.detail.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        ui::banner(ui, Tone::Warning, &todo.says, &body, "", |ui| {
            if Button::secondary(todo.does).show(ui).clicked() {
                sight.go(todo.opens.screen, todo.opens.filter.clone());
            }
        });
    }
    if let Some(by) = entry.locks.first() {
        let title = t!("Held by {by}", by = by);
        let body = t!("It stays as it is. Put it right with a reversal and a new entry; both stay, linked");
        ui::banner(ui, Tone::Accent, &title, body, "", |_| {});
    }
    act = act.or(buttons(ui, opened, sight));
    act = act.or(scans(ui, opened, sight));
    heading(ui, t!("History"));
    for step in opened.steps.iter().filter(|s| !s.undone).take(8) {
        let on = step.at.get(..10).and_then(|d| day::from_iso(d).ok()).map(day::short).unwrap_or_default();
        paragraph(ui, &t!("{what} · {who}, {day}", what = step.summary, who = step.who, day = on), SMALL);
    }
    act
}

/// What is attached: looked at by a click, and taken off again; and the way to attach more.
fn scans(ui: &mut Ui, opened: &Opened, sight: &Sight<'_>) -> Option<Act> {
    let look = look(ui);
    let mut act = None;
    heading(ui, t!("Attachments"));
    for attachment in &opened.attachments {
        ui.push_id(attachment.id.0, |ui| {
            let row = egui::vec2(ui.available_width(), ui::tokens::CONTROL);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                ui::menu_button(ui, &t!("More for {name}", name = attachment.name), |ui| {
                    let save = ui::menu_item(ui, Some(icons::DOWNLOAD_SIMPLE), t!("Save a copy…"), None, true);
                    if save.clicked() {
                        act = Some(Act::SaveCopy(attachment.clone()));
                    }
                    let may = !sight.facts.read_only;
                    if ui::menu_item(ui, Some(icons::TRASH), t!("Remove"), None, may).clicked() {
                        act = Some(Act::Detach(attachment.clone()));
                    }
                });
                line(ui, &size(attachment.size), BODY.ink(look.muted));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (place, _) = ui.allocate_exact_size(egui::vec2(16.0, 16.0), egui::Sense::hover());
                    ui::paint_icon(ui.painter(), place, icons::PAPERCLIP, 16.0, look.muted);
                    let shown = Link::new(&attachment.name).show(ui).on_hover_text(&attachment.name);
                    if shown.clicked() {
                        act = Some(Act::Show(attachment.clone()));
                    }
                });
            });
        });
    }
    let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
        let button = Button::secondary(t!("Attach a scan…")).icon(icons::PAPERCLIP).key("A");
        if button.unless(why_not).show(ui).clicked() {
            act = Some(Act::Attach);
        }
        paragraph(ui, t!("A PDF or a picture, up to 10 MB"), SMALL.ink(look.muted));
    });
    act
}

/// `84 KB`, `2.3 MB`; bytes in.
fn size(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes < MB {
        return t!("{size} KB", size = bytes.div_ceil(1024));
    }
    t!("{whole}.{part} MB", whole = bytes / MB, part = bytes % MB * 10 / MB)
}

fn heading(ui: &mut Ui, words: &str) {
    let ink = look(ui).muted;
    ui.add_space(8.0);
    line(ui, words, SMALL.medium().ink(ink));
}

fn facts(opened: &Opened, chart: &Chart, currency: Currency) -> Vec<(&'static str, String)> {
    let entry = &opened.entry;
    let mut rows = vec![(if entry.kind.is_out() { t!("Paid") } else { t!("Received") }, day::long(entry.received))];
    let account = entry.account().map(|id| chart.account(id)).unwrap_or_default();
    match (entry.to_account(), entry.banked) {
        (Some(to), _) => rows.push((t!("Moved"), t!("{from} to {to}", from = account, to = chart.account(to)))),
        (None, Some(banked)) => {
            rows.push((t!("Banked"), t!("{day}, {account}", day = day::long(banked), account = account)))
        }
        (None, None) if !account.is_empty() => rows.push((t!("Account"), account.to_owned())),
        (None, None) => {}
    }
    let how = how(entry.method, &entry.reference);
    if !how.is_empty() {
        rows.push((t!("How"), how));
    }
    let mut add = |name: &'static str, value: &str| {
        if !value.is_empty() {
            rows.push((name, value.to_owned()));
        }
    };
    add(t!("What"), &entry.description);
    add(t!("Valued"), &entry.valuation);
    add(t!("On behalf of"), &entry.behalf_name);
    add(t!("Appeal"), &entry.appeal);
    add(t!("Note"), &entry.note);
    if !entry.advantage.is_zero() {
        rows.push((t!("In return"), currency.show(entry.advantage)));
    }
    if let Some((count, sum)) = opened.year {
        let count = crate::kit::text::plural(count, t!("donation"), t!("donations"));
        rows.push((t!("This year"), t!("{count}, {sum}", count = count, sum = currency.show(sum))));
    }
    rows
}

/// `Cheque 001182`.
pub fn how(method: Method, reference: &str) -> String {
    [method.label(), reference].iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Categories and funds with their part of the amount.
fn parts(ui: &mut Ui, entry: &Entry, chart: &Chart, currency: Currency) {
    if !entry.kind.has_categories() {
        return;
    }
    heading(ui, t!("What for"));
    let look = look(ui);
    for part in entry.lines.iter().filter(|l| l.category.is_some()) {
        let mut name = part.category.map(|id| chart.category(id)).unwrap_or_default().to_owned();
        if let Some(fund) = part.fund {
            name = t!("{category} · {fund}", category = name, fund = chart.fund(fund));
        }
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                line(ui, &currency.figures(-part.amount), BODY);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| line(ui, &name, BODY.ink(look.text)));
            });
        });
    }
}

fn links(ui: &mut Ui, opened: &Opened) -> Option<Act> {
    let entry = &opened.entry;
    let mut act = None;
    if let Some(number) = opened.batch
        && Link::new(&t!("Keyed in batch {number}", number = number)).show(ui).clicked()
    {
        act = Some(Act::Batch);
    }
    let others = [
        (entry.reverses, t!("The entry it reverses")),
        (entry.reversed_by, t!("Its reversal")),
        (entry.replaces, t!("The entry it replaces")),
        (entry.replaced_by, t!("The entry in its place")),
        (entry.refunds, t!("The entry it refunds")),
    ];
    for (id, words) in others {
        if let Some(id) = id
            && Link::new(words).show(ui).clicked()
        {
            act = Some(Act::Entry(id));
        }
    }
    act
}

fn buttons(ui: &mut Ui, opened: &Opened, sight: &Sight<'_>) -> Option<Act> {
    let entry = &opened.entry;
    let closed = if sight.facts.read_only {
        Some(t!("This office is open read-only"))
    } else if entry.reversed_by.is_some() {
        Some(t!("It was reversed already"))
    } else if entry.reverses.is_some() {
        Some(t!("A reversal stays as it is; record the entry again instead"))
    } else {
        None
    };
    let refunded = opened.left != entry.amount.abs();
    let mut act = None;
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        if Button::secondary(t!("Change…")).unless(closed).show(ui).clicked() {
            act = Some(Act::Change);
        }
        let no = closed.or(refunded.then_some(t!("Money of it was given back; reverse the refund first")));
        if Button::secondary(t!("Reverse…")).unless(no).show(ui).clicked() {
            act = Some(Act::Reverse);
        }
        if entry.kind.is_in() || entry.kind == EntryKind::Expense {
            let no = closed.or(opened.left.is_zero().then_some(t!("All of it was given back")));
            if Button::secondary(t!("Refund…")).unless(no).show(ui).clicked() {
                act = Some(Act::Refund);
            }
        }
    });
    act
}
