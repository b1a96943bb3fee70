//! Comments with what is answered, and the consultations they came from.

use super::respond::Respond;
use super::{Ask, Data, nothing};
use crate::app::Sight;
use crate::app::paper::{Goal, Papers, draw};
use crate::app::sight::{Wish, WishKind};
use crate::kit::whole_file::write_whole;
use crate::kit::{day, text};
use crate::ledger::screen::parts::read_only;
use crate::policy::model::ConsultationId;
use crate::policy::printing;
use crate::policy::store::{self, Comment};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Link, SMALL, Tone, look};
use egui::Ui;
use std::path::PathBuf;

/// What was pressed beside comments.
pub(super) enum Do {
    Nothing,
    /// The paper (`pdf`), the page (`html`), or “you said, we did” (`table`).
    Paper(ConsultationId, &'static str),
    Read,
}

pub(super) fn table(ui: &mut Ui, data: &Data, state: &mut TableState) -> bool {
    if data.comments.is_empty() {
        nothing(
            ui,
            t!("No comments yet"),
            t!("They come from the drafting, beside each clause, and from consultations"),
        );
        return false;
    }
    let columns = [
        Column::new("clause", t!("Clause"), 84.0).unsorted(),
        Column::new("says", t!("Said"), 240.0).grows(2.0).least(140.0).unsorted(),
        Column::new("by", t!("By"), 130.0).unsorted().spare(),
        Column::new("theme", t!("Theme"), 110.0).unsorted().spare(),
        Column::new("state", t!("State"), 132.0).unsorted(),
    ];
    let all = &data.comments;
    Table::new(t!("Comments"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Comment, column| match column {
                0 => Cell::Text(clause_label(data, row).into()),
                1 => Cell::Strong(row.new.says.as_str().into()),
                2 => Cell::Muted(row.by.as_str().into()),
                3 => Cell::Muted(row.new.theme.as_str().into()),
                _ => {
                    let tone = match row.state.as_str() {
                        "taken" | "partly" => Tone::Good,
                        "open" => Tone::Warning,
                        _ => Tone::Plain,
                    };
                    Cell::Chip(printing::state(&row.state).into(), tone)
                }
            },
        )
        .selected
}

pub(super) fn clause_label(data: &Data, comment: &Comment) -> String {
    match comment.new.anchor.clause {
        None => t!("All of it").to_owned(),
        Some(id) => data.labels.get(&id).cloned().unwrap_or_else(|| t!("gone").to_owned()),
    }
}

pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, data: &Data, at: usize, ask: &mut Option<Ask>, act: &mut Do) {
    let why_not = read_only(sight);
    if let Some(one) = data.comments.get(at) {
        ui::section(ui, &t!("On {clause}", clause = clause_label(data, one)));
        if !one.new.anchor.quote.is_empty() {
            ui::paragraph(ui, &format!("“{}”", one.new.anchor.quote), SMALL.ink(look(ui).muted));
        }
        ui::paragraph(ui, &one.new.says, BODY);
        let by = [one.by.as_str(), &day::short(one.new.day)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        ui::paragraph(ui, &by, SMALL.ink(look(ui).muted));
        if !one.answer.is_empty() {
            ui::paragraph(ui, &t!("We did: {answer}", answer = one.answer), BODY);
        }
        if Button::secondary(t!("Answer…")).unless(why_not).show(ui).clicked() && why_not.is_none() {
            let state = if one.state == "open" { "taken".to_owned() } else { one.state.clone() };
            *ask = Some(Ask::Answer {
                comment: one.id,
                says: one.new.says.clone(),
                state,
                answer: one.answer.clone(),
                theme: one.new.theme.clone(),
            });
        }
    }
    ui::section(ui, t!("Consultations"));
    for one in &data.consultations {
        ui::paragraph(ui, &one.title, BODY.medium());
        let words = t!(
            "until {day} · {responses} · {open}",
            day = day::short(one.closes),
            responses = text::plural(one.responses, t!("response"), t!("responses")),
            open = text::plural(one.open, t!("comment open"), t!("comments open"))
        );
        ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        for (says, ending) in [
            (t!("The paper, with a form"), "pdf"),
            (t!("The page to respond on"), "html"),
            (t!("You said, we did"), "table"),
        ] {
            if Link::new(says).small().show(ui).clicked() {
                *act = Do::Paper(one.id, ending);
            }
        }
        if Button::secondary(t!("Key a response…")).key("K").unless(why_not).show(ui).clicked() && why_not.is_none() {
            *ask = Some(Ask::Respond(Box::new(Respond::to(one.id, &one.title, sight))));
        }
    }
    let none = (data.document.versions == 0).then(|| t!("Save the text as a version first")).or(why_not);
    if Button::secondary(t!("Open a consultation…")).unless(none).show(ui).clicked() && none.is_none() {
        *ask = Some(Ask::Open { until: String::new(), question: String::new() });
    }
    let none = data.consultations.is_empty().then(|| t!("There is no consultation yet")).or(why_not);
    if Button::secondary(t!("Read a response…")).unless(none).show(ui).clicked() && none.is_none() {
        *act = Do::Read;
    }
    if none.is_none() {
        let says = t!(
            "The files that the page saved can also be dropped here, many at a time. One that was read already is refused."
        );
        ui::paragraph(ui, says, SMALL.ink(look(ui).muted));
    }
}

pub(super) fn paper(sight: &Sight<'_>, one: ConsultationId, what: &'static str) -> Option<Papers> {
    let (name, ending) = match what {
        "html" => (t!("Response page"), "html"),
        "table" => (t!("You said, we did"), "pdf"),
        _ => (t!("Consultation paper"), "pdf"),
    };
    let goal = Goal::Chosen(Wish {
        title: name.to_owned(),
        confirm: t!("Save").to_owned(),
        kind: WishKind::Save,
        endings: Some((t!("Papers"), if ending == "html" { &["html"] } else { &["pdf"] })),
        name: format!("{name}.{ending}"),
    });
    let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
        draw(sight, t!("Writing the paper"), move |office| {
            let of = office.read(|conn| store::consultation(conn, one))?;
            let bytes = match what {
                "html" => printing::consult_page(office, &of)?,
                "table" => printing::said_done(office, &of)?,
                _ => printing::consult_paper(office, &of)?,
            };
            write_whole(&path, &bytes)?;
            Ok(vec![path])
        })
    });
    Papers::begin(sight, goal, start)
}
