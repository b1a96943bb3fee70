//! One amendment: what it asks and why, who stands behind it, what it meets, and what can be done with it.

use egui::{Ui, vec2};

use super::super::super::change::{Fate, LinkKind};
use super::super::super::model::amendment::{Amendment, AmendmentId, Recommends, State};
use super::Data;
use super::act::{What, link_says};
use super::ballot::Ballot;
use crate::app::Sight;
use crate::kit::day;
use crate::ledger::screen::parts::read_only;
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, look};

/// What was asked for in the pane.
pub(super) enum Act {
    None,
    Edit,
    Amend,
    /// Other words of the committee.
    Reword,
    /// Words of it that are voted on separately.
    Separate,
    Ask(Box<What>),
    /// The exclusion that the words propose.
    Accept(AmendmentId, AmendmentId),
    Unlink(AmendmentId, AmendmentId, LinkKind),
    Show(AmendmentId),
}

/// What a word asks of the first amendment that it fits, such as `vote` or `recommend`.
pub(super) fn asked(data: &Data, word: &str) -> Option<(AmendmentId, Act)> {
    let fits = |at: usize, one: &Amendment| {
        let open = one.stands() && data.standings.get(at).is_some_and(|standing| standing.fate == Fate::Open);
        match word {
            "submit" | "change" => one.state == State::Draft,
            "reopen" => one.vote.is_some(),
            "admit" | "refuse" => open && one.state == State::Submitted,
            _ => open && !one.new.separate,
        }
    };
    let one = data.rows.iter().find_map(|row| data.board.all.get(row.at).filter(|one| fits(row.at, one)))?;
    let act = match word {
        "submit" => Act::Ask(Box::new(What::Submit(one.id))),
        "change" => Act::Edit,
        "reopen" => Act::Ask(Box::new(What::Reopen(one.id))),
        "admit" => Act::Ask(Box::new(What::screen(one.id, State::Admitted))),
        "refuse" => Act::Ask(Box::new(What::screen(one.id, State::Refused))),
        "withdraw" => Act::Ask(Box::new(What::screen(one.id, State::Withdrawn))),
        "vote" => Act::Ask(Box::new(What::Vote(Ballot::on(data, one)))),
        "recommend" => Act::Ask(Box::new(What::recommend(one))),
        "words" => Act::Reword,
        "amend" => Act::Amend,
        "separate" => Act::Separate,
        "link" => Act::Ask(Box::new(What::link(one.id))),
        "support" => Act::Ask(Box::new(What::support(one.id, false))),
        _ => return None,
    };
    Some((one.id, act))
}

pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, data: &Data, at: usize, one: &Amendment) -> Act {
    let mut act = Act::None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::section(ui, &one.called());
    let standing = data.standings.get(at);
    if let Some(standing) = standing {
        ui::chip(ui, &data.board.standing_says(at, standing), super::tone(one, standing.fate));
    }
    for instruction in data.board.instructions_in(&data.reading, one) {
        ui::paragraph(ui, &instruction.words, BODY.medium());
        for line in &instruction.block {
            ui.indent("block", |ui| ui::paragraph(ui, line, BODY));
        }
    }
    buttons(ui, sight, data, one, standing.map_or(Fate::Open, |s| s.fate), &mut act);
    let (version, submitted) =
        (data.board.version == one.new.version, one.submitted_on.map(day::short).unwrap_or_default());
    let seconders = one.seconders.join(", ");
    let supporters = one.supporters.join(", ");
    let voted = [one.voted_on.map(day::short).unwrap_or_default(), one.voted_says()];
    let voted: Vec<&str> = voted.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
    let voted = voted.join(" · ");
    let all = [
        (t!("Proposed by"), one.proposer.as_str()),
        (t!("Seconded by"), seconders.as_str()),
        (t!("Supported by"), supporters.as_str()),
        (t!("Submitted"), submitted.as_str()),
        (t!("Ruling"), one.ruling.as_str()),
        (t!("Committee"), one.recommends.says()),
        (t!("Its reason"), one.recommends_why.as_str()),
        (
            t!("The proposer"),
            match one.agreed {
                Some(true) => t!("Agrees"),
                Some(false) => t!("Does not agree"),
                None => "",
            },
        ),
        (t!("Says to it"), one.agreed_says.as_str()),
        (t!("Voted"), voted.as_str()),
        (t!("Voted on with"), one.block.as_str()),
    ];
    let rows: Vec<(&str, &str)> = all.into_iter().filter(|(_, words)| !words.is_empty()).collect();
    ui::key_values(ui, &rows);
    let recommended = data.board.recommended_in(&data.reading, one);
    if !recommended.is_empty() {
        ui::section(ui, t!("What the committee would have instead"));
        for instruction in &recommended {
            ui::paragraph(ui, &instruction.words, BODY);
            for line in &instruction.block {
                ui.indent("recommended", |ui| ui::paragraph(ui, line, BODY));
            }
        }
    }
    if !one.new.reason.is_empty() {
        ui::section(ui, t!("Reason"));
        ui::paragraph(ui, &one.new.reason, BODY);
    }
    if version {
        meets(ui, data, at, &mut act);
    }
    act
}

/// What it meets, each with a way there; and what somebody said of the two, which can be taken back.
fn meets(ui: &mut Ui, data: &Data, at: usize, act: &mut Act) {
    let pairs: Vec<_> = data.matrix.pairs.iter().filter(|((a, b), _)| *a == at || *b == at).collect();
    if pairs.is_empty() {
        return;
    }
    ui::section(ui, t!("What it meets"));
    for ((a, b), relation) in pairs {
        let other = if *a == at { *b } else { *a };
        let Some(other) = data.board.all.get(other) else { continue };
        if Link::new(&other.called()).show(ui).clicked() {
            *act = Act::Show(other.id);
        }
        ui.add_space(-6.0);
        for line in data.board.relation_says(&data.labels, *a, *b, relation) {
            ui::paragraph(ui, &line, SMALL.ink(look(ui).muted));
        }
        said(ui, data, (*a, *b), act);
    }
}

/// What somebody said of two amendments, each with a way to take it back.
pub(super) fn said(ui: &mut Ui, data: &Data, (a, b): (usize, usize), act: &mut Act) {
    let ids = [a, b].map(|at| data.board.all.get(at).map(|one| one.id));
    for (from, to, kind) in &data.board.links {
        if !(ids.contains(&Some(*from)) && ids.contains(&Some(*to))) {
            continue;
        }
        let name = |id: &AmendmentId| {
            data.board.all.iter().find(|one| one.id == *id).map(Amendment::called).unwrap_or_default()
        };
        ui.horizontal_wrapped(|ui| {
            let words = format!("{} {} {}", name(from), link_says(*kind), name(to));
            ui::line(ui, &t!("Said: {words}", words = words), SMALL);
            if Link::new(t!("Take back")).small().show(ui).clicked() {
                *act = Act::Unlink(*from, *to, *kind);
            }
        });
    }
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, data: &Data, one: &Amendment, fate: Fate, act: &mut Act) {
    let why_not = read_only(sight).or(one.merged.is_some().then(|| t!("It was merged into a version already")));
    let (mut chosen, mut seldom) = (None, None);
    let mut button = |ui: &mut Ui, words: &str, first: bool, does: &dyn Fn() -> Act| {
        let button = if first { Button::primary(words) } else { Button::secondary(words) };
        if button.unless(why_not).show(ui).clicked() && why_not.is_none() {
            chosen = Some(does());
        }
    };
    ui.horizontal_wrapped(|ui| match one.state {
        State::Draft => {
            button(ui, t!("Submit…"), true, &|| Act::Ask(Box::new(What::Submit(one.id))));
            button(ui, t!("Change"), false, &|| Act::Edit);
            button(ui, t!("Add a seconder…"), false, &|| Act::Ask(Box::new(What::support(one.id, true))));
            button(ui, t!("Remove…"), false, &|| Act::Ask(Box::new(What::Remove(one.id))));
        }
        State::Refused | State::Withdrawn => {
            button(ui, t!("Take it up again…"), false, &|| {
                Act::Ask(Box::new(What::screen(one.id, State::Submitted)))
            });
        }
        State::Submitted | State::Admitted => {
            if one.vote.is_some() {
                button(ui, t!("Open the vote again…"), false, &|| Act::Ask(Box::new(What::Reopen(one.id))));
            } else if fate == Fate::Open {
                if one.state == State::Submitted {
                    button(ui, t!("Admit…"), true, &|| Act::Ask(Box::new(What::screen(one.id, State::Admitted))));
                    button(ui, t!("Do not admit…"), false, &|| {
                        Act::Ask(Box::new(What::screen(one.id, State::Refused)))
                    });
                }
                let first = one.state == State::Admitted;
                button(ui, t!("Enter the vote…"), first, &|| Act::Ask(Box::new(What::Vote(Ballot::on(data, one)))));
                button(ui, t!("Withdrawn…"), false, &|| Act::Ask(Box::new(What::screen(one.id, State::Withdrawn))));
            }
            if !one.new.separate {
                let words = if one.recommends == Recommends::Nothing {
                    t!("Recommend…")
                } else {
                    t!("Recommend otherwise…")
                };
                button(ui, words, false, &|| Act::Ask(Box::new(What::recommend(one))));
            }
            seldom = more(ui, one, why_not);
        }
    });
    if let Some(does) = chosen.or(seldom) {
        *act = does;
    }
}

/// What is done seldom.
fn more(ui: &mut Ui, one: &Amendment, why_not: Option<&str>) -> Option<Act> {
    let mut act = None;
    ui::menu_button(ui, t!("More for this amendment"), |ui| {
        let mut item = |ui: &mut Ui, words: &str, does: Act| {
            if ui::menu_item(ui, None, words, None, why_not.is_none()).clicked() && why_not.is_none() {
                act = Some(does);
            }
        };
        let open = one.new.parent.is_none() && !one.new.separate && one.vote.is_none();
        if open {
            item(ui, t!("Amend it"), Act::Amend);
            item(ui, t!("Separate vote on its words"), Act::Separate);
        }
        if !one.new.separate {
            item(ui, t!("Recommend other words"), Act::Reword);
            item(ui, t!("Add a supporter…"), Act::Ask(Box::new(What::support(one.id, false))));
        }
        item(ui, t!("Link with another…"), Act::Ask(Box::new(What::link(one.id))));
    });
    act
}
