//! The fields of a question.

use egui::{Id, Ui};

use super::super::super::model::{AttendeeId, Conduct, DecisionId, FieldProblem, MeetingId, MotionKind};
use super::super::parts::{Fields, problem, two};
use super::{Listed, What};
use crate::app::Sight;
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, checkbox};

fn who_field(ui: &mut Ui, key: &str, label: &str, who: &mut Who, found: &Suggestions, problems: &[FieldProblem]) {
    let shown = person::Shown { label, problem: problem(problems, "who"), ..person::Shown::default() };
    let (response, taken) = person::show(ui, Id::unique(("meetings.who", key)), who, found, shown);
    // Enter that takes somebody from the list does not confirm the dialog.
    if taken {
        response.ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    }
}

fn listed(ui: &mut Ui, label: &str, who: &mut Option<AttendeeId>, list: &Listed, problem: Option<&str>) {
    let options: Vec<(Option<AttendeeId>, &str)> = list.iter().map(|(id, name)| (*id, name.as_str())).collect();
    Choice::new(label, who, &options).problem(problem).show(ui);
}

pub(super) fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem], found: &Suggestions) {
    let fields = Fields { sight, problems };
    match what {
        What::Items { lines, note, .. } => {
            Field::new(t!("Items"), lines).rows(4).problem(problem(problems, "lines")).show(ui);
            Field::new(t!("What the paper says of it, where it is one"), note).rows(2).show(ui);
        }
        What::Item { title, minutes, presenter, note, consent, .. } => {
            fields.text(ui, "title", t!("Title"), title);
            two(
                ui,
                |ui| {
                    fields.text(ui, "minutes", t!("Minutes"), minutes);
                },
                |ui| {
                    fields.text(ui, "presenter", t!("Who leads it"), presenter);
                },
            );
            Field::new(t!("What the paper says of it"), note).rows(3).show(ui);
            checkbox(ui, consent, t!("For consent: agreed with the others in one go"));
        }
        What::Notice { sent, .. } => {
            fields.day(ui, "sent", t!("Sent on"), sent);
        }
        What::Seat { who, form, posts, seat, .. } => {
            if seat.is_none() {
                who_field(ui, "seat", t!("Who"), who, found, problems);
            } else {
                ui::line(ui, &who.text, BODY.strong());
            }
            let hint = t!("Posts: {posts}", posts = posts.join(", "));
            let field = Field::new(t!("Post"), &mut form.post);
            if posts.is_empty() {
                field.show(ui)
            } else {
                field.hint(&hint).show(ui)
            };
            two(
                ui,
                |ui| {
                    fields.day(ui, "from", t!("From"), &mut form.from);
                },
                |ui| {
                    fields.day(ui, "until", t!("Until"), &mut form.until);
                },
            );
            checkbox(ui, &mut form.voting, t!("Votes"));
        }
        What::Open { at, .. } | What::Close { at, .. } => {
            fields.text(ui, "at", t!("Time"), at);
        }
        What::Apologies { who, .. } => who_field(ui, "apologies", t!("From"), who, found, problems),
        What::Proxy { absent, holder, holders, .. } => {
            who_field(ui, "proxy", t!("Who is absent"), absent, found, problems);
            let list: Listed = holders.iter().map(|(id, _, name)| (Some(*id), name.clone())).collect();
            listed(ui, t!("Who votes for them"), holder, &list, problem(problems, "holder"));
        }
        What::Interest { who, list, about, conduct, .. } => {
            listed(ui, t!("Who"), who, list, problem(problems, "who"));
            fields.text(ui, "about", t!("What it is"), about);
            let options: Vec<(Conduct, &str)> = Conduct::ALL.iter().map(|c| (*c, c.says())).collect();
            Choice::new(t!("What follows"), conduct, &options).show(ui);
        }
        What::Speaker { who, list, .. } => listed(ui, t!("Who"), who, list, problem(problems, "who")),
        _ => on_the_floor(ui, &fields, what, found),
    }
}

/// The fields of what is said and done on the floor, and of what stands afterwards.
fn on_the_floor(ui: &mut Ui, fields: &Fields<'_>, what: &mut What, found: &Suggestions) {
    let problems = fields.problems;
    match what {
        What::Move { kind, text, becomes, decides, kinds, mover, seconder, list, .. } => {
            Field::new(t!("What is moved"), text).problem(problem(problems, "text")).show(ui);
            if *kind == MotionKind::Amendment {
                Field::new(t!("The motion as it would be amended"), becomes)
                    .rows(3)
                    .problem(problem(problems, "becomes"))
                    .show(ui);
            }
            two(
                ui,
                |ui| listed(ui, t!("Mover"), mover, list, None),
                |ui| listed(ui, t!("Seconder"), seconder, list, None),
            );
            if *kind == MotionKind::Motion && !kinds.is_empty() {
                let mut options: Vec<(String, &str)> = vec![(String::new(), t!("Ordinary decision"))];
                options.extend(kinds.iter().map(|kind| (kind.clone(), kind.as_str())));
                Choice::new(t!("Kind of decision"), decides, &options).show(ui);
            }
        }
        What::Vote { count, .. } => super::count::counted(ui, count, problems),
        What::Decide { text, .. } => {
            Field::new(t!("What was decided"), text).problem(problem(problems, "text")).show(ui);
        }
        What::Act { who, form, .. } => {
            fields.text(ui, "text", t!("What is to be done"), &mut form.text);
            who_field(ui, "act", t!("Who sees to it"), who, found, problems);
            fields.day(ui, "due", t!("By"), &mut form.due);
        }
        What::Approve { at, list, .. } => {
            let options: Vec<(Option<MeetingId>, &str)> = list.iter().map(|(id, name)| (*id, name.as_str())).collect();
            Choice::new(t!("At the meeting"), at, &options).problem(problem(problems, "at")).show(ui);
        }
        What::Reopen { reason, .. } => {
            fields.text(ui, "reason", t!("Why"), reason);
        }
        What::Supersede { by, list, .. } => {
            let options: Vec<(Option<DecisionId>, &str)> = list.iter().map(|(id, text)| (*id, text.as_str())).collect();
            Choice::new(t!("By which decision"), by, &options).show(ui);
        }
        _ => {}
    }
}
