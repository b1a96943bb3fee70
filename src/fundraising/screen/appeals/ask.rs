//! What is asked before something happens to an appeal: a name or page, whom to ask, what is taken back.

use egui::{Id, Ui};
use serde::{Deserialize, Serialize};

use super::super::super::model::{
    AppealId, AppealNameId, AskForm, AskId, Audience, Chosen, FieldProblem, NameForm, NewName,
};
use super::super::super::ops::appeal as ops;
use super::super::parts::{Fields, problem, terms, two, without_value};
use super::super::typing::{Asking, Question};
use crate::app::{Reply, Sight};
use crate::kit::{Day, day, text};
use crate::people::PersonId;
use crate::people::log::{LogKind, how_says};
use crate::people::screen::person::{self, Shown, Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Choice, SMALL, look};

/// What is asked about, with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Name {
        appeal: AppealId,
        name: String,
        form: NameForm,
        who: Who,
    },
    /// A word of the ledger becomes a name of an appeal.
    Join {
        word: String,
        appeal: AppealId,
        appeals: Vec<(AppealId, String)>,
    },
    Unname {
        appeal: AppealId,
        name: AppealNameId,
        word: String,
    },
    Ask {
        appeal: AppealId,
        appeals: Vec<(AppealId, String)>,
        whom: Whom,
        form: AskForm,
    },
    Unask {
        ask: AskId,
        asked: usize,
    },
    Remove {
        appeal: AppealId,
        name: String,
    },
}

/// An audience as it is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whom {
    /// The word of an [`Audience`] without what stands behind its colon.
    kind: String,
    tag: String,
    answered: String,
    people: Vec<PersonId>,
}

impl Default for Whom {
    fn default() -> Self {
        Self { kind: "last_year".to_owned(), tag: String::new(), answered: String::new(), people: Vec::new() }
    }
}

impl Whom {
    pub(super) fn of(audience: &Audience) -> Self {
        let kind = |kind: &str| Self { kind: kind.to_owned(), ..Self::default() };
        match audience {
            Audience::GaveLastYear => kind("last_year"),
            Audience::Lapsed => kind("lapsed"),
            Audience::Donors => kind("donors"),
            Audience::Pledged => kind("pledged"),
            Audience::Tagged(tag) => Self { tag: tag.clone(), ..kind("tag") },
            Audience::Answered(appeal) => Self { answered: appeal.clone(), ..kind("appeal") },
            Audience::These(people) => Self { people: people.clone(), ..kind("people") },
        }
    }

    /// None while it is not said which.
    pub(super) fn audience(&self) -> Option<Audience> {
        match self.kind.as_str() {
            "tag" => (!self.tag.is_empty()).then(|| Audience::Tagged(self.tag.clone())),
            "appeal" => (!self.answered.is_empty()).then(|| Audience::Answered(self.answered.clone())),
            "people" => Some(Audience::These(self.people.clone())),
            word => Audience::of(word).ok(),
        }
    }
}

/// What the questions choose from.
pub(super) struct Known<'a> {
    pub(super) found: &'a Suggestions,
    pub(super) tags: &'a [String],
    /// Whom the audience means; none while that is not known.
    pub(super) chosen: Option<&'a Chosen>,
}

impl What {
    pub(super) fn name(appeal: AppealId, name: String) -> Self {
        Self::Name { appeal, name, form: NameForm::default(), who: Who::default() }
    }

    pub(super) fn ask(appeal: AppealId, appeals: Vec<(AppealId, String)>, whom: Whom, today: Day) -> Self {
        let form = AskForm { day: day::short(today), how: "letter".to_owned(), ..AskForm::default() };
        Self::Ask { appeal, appeals, whom, form }
    }

    fn question(&self) -> Question {
        let (title, does, body, danger) = match self {
            Self::Name { name, .. } => (
                t!("Another name of “{name}”", name = name),
                t!("Add it"),
                t!("A word that lists or the bank use for it, or the page of somebody who raises money for it. What comes by a page counts for the appeal, for who gave it and for whose page it is.").to_owned(),
                false,
            ),
            Self::Join { word, .. } => (
                t!("“{word}” is another name of…", word = word),
                t!("Count it there"),
                t!("Entries keep the name that they have and count for that appeal.").to_owned(),
                false,
            ),
            Self::Unname { word, .. } => (
                t!("Take “{word}” off the appeal?", word = word),
                t!("Take it off"),
                t!("Entries with that name count for it no longer.").to_owned(),
                false,
            ),
            Self::Ask { .. } => (
                t!("Ask people").to_owned(),
                t!("Keep the list"),
                t!("Wardroom sends nothing. It keeps who was asked, so that you can write to them and see who answered.").to_owned(),
                false,
            ),
            Self::Unask { asked, .. } => (
                t!("Remove who was asked?").to_owned(),
                t!("Remove"),
                t!("It is forgotten that these {count} were asked.", count = text::plural(*asked, t!("person"), t!("people"))),
                true,
            ),
            Self::Remove { name, .. } => (
                t!("Remove the appeal “{name}”?", name = name),
                t!("Remove"),
                t!("Its target, its other names and who was asked go. Entries keep the name that they have.").to_owned(),
                true,
            ),
        };
        Question { title, does, body, danger }
    }
}

/// Draws a question; answers whether it is still open.
pub(super) fn show(asking: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>, known: &Known<'_>) -> bool {
    let question = asking.what.question();
    asking.show(
        ui,
        sight,
        &question,
        |ui, what, problems| fields(ui, sight, what, problems, known),
        |what| save(what, sight, known),
    )
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem], known: &Known<'_>) {
    let fields = Fields { sight, problems };
    match what {
        What::Name { form, who, .. } => {
            fields.text(ui, "name", t!("Name"), &mut form.name);
            let id = Id::unique("fundraising.appeal.owner");
            let label = t!("Whose page, if it is somebody’s");
            let shown = Shown { label, problem: problem(problems, "person"), ..Shown::default() };
            person::show(ui, id, who, known.found, shown);
            if !who.is_blank() {
                two(
                    ui,
                    |ui| {
                        fields.money(ui, "target", t!("Target of the page"), &mut form.target);
                    },
                    |ui| {
                        fields.text(ui, "address", t!("Address of the page"), &mut form.address);
                    },
                );
            }
        }
        What::Join { appeal, appeals, .. } => choose(ui, appeal, appeals),
        What::Ask { appeal, appeals, whom, form } => ask(ui, &fields, (appeal, appeals), whom, form, known),
        What::Unname { .. } | What::Unask { .. } | What::Remove { .. } => {}
    }
}

fn choose(ui: &mut Ui, appeal: &mut AppealId, appeals: &[(AppealId, String)]) {
    let options: Vec<(AppealId, &str)> = appeals.iter().map(|(id, name)| (*id, name.as_str())).collect();
    Choice::new(t!("Appeal"), appeal, &options).show(ui);
}

fn ask(
    ui: &mut Ui,
    fields: &Fields<'_>,
    (appeal, appeals): (&mut AppealId, &[(AppealId, String)]),
    whom: &mut Whom,
    form: &mut AskForm,
    known: &Known<'_>,
) {
    choose(ui, appeal, appeals);
    let several = text::plural(whom.people.len(), t!("person chosen by name"), t!("people chosen by name"));
    let mut kinds: Vec<(String, &str)> = [
        ("last_year", t!("Donors of last year")),
        ("lapsed", t!("Donors of last year who have not given this year")),
        ("donors", t!("Everybody who ever gave")),
        ("pledged", t!("Everybody with an open pledge")),
        ("tag", t!("Everybody with a tag")),
        ("appeal", t!("Donors of another appeal")),
    ]
    .map(|(key, words)| (key.to_owned(), words))
    .into();
    if !whom.people.is_empty() {
        kinds.push(("people".to_owned(), &several));
    }
    Choice::new(t!("Whom"), &mut whom.kind, &kinds).show(ui);
    match whom.kind.as_str() {
        "tag" => {
            let tags: Vec<(String, &str)> = known.tags.iter().map(|tag| (tag.clone(), tag.as_str())).collect();
            Choice::new(t!("Tag"), &mut whom.tag, &tags).problem(problem(fields.problems, "whom")).show(ui);
        }
        "appeal" => {
            let names: Vec<(String, &str)> = appeals.iter().map(|(_, name)| (name.clone(), name.as_str())).collect();
            let choice = Choice::new(t!("Which appeal"), &mut whom.answered, &names);
            choice.problem(problem(fields.problems, "whom")).show(ui);
        }
        _ => {}
    }
    let hows: Vec<(String, String)> =
        LogKind::Contact.hows().iter().map(|how| ((*how).to_owned(), how_says(how))).collect();
    let hows: Vec<(String, &str)> = hows.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
    two(
        ui,
        |ui| {
            Choice::new(t!("How"), &mut form.how, &hows).show(ui);
        },
        |ui| {
            fields.day(ui, "day", t!("On"), &mut form.day);
        },
    );
    fields.text(ui, "note", t!("Note"), &mut form.note);
    let words = match known.chosen {
        _ if whom.audience().is_none() => t!("Choose which").to_owned(),
        None => t!("Counting…").to_owned(),
        Some(chosen) => counted(chosen),
    };
    ui::paragraph(ui, &words, BODY.medium());
    if known.chosen.is_some_and(|chosen| chosen.people.is_empty()) && whom.audience().is_some() {
        ui::paragraph(ui, t!("So there is nobody to ask."), SMALL.ink(look(ui).muted));
    }
}

fn counted(chosen: &Chosen) -> String {
    let mut words = text::plural(chosen.people.len(), t!("person"), t!("people"));
    if chosen.stopped > 0 {
        words = t!("{words}; {count} not to be contacted left out", words = words, count = text::count(chosen.stopped));
    }
    if chosen.asked > 0 {
        words = t!("{words}; {count} asked before left out", words = words, count = text::count(chosen.asked));
    }
    words
}

fn save(what: &What, sight: &Sight<'_>, _known: &Known<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let reading = terms(sight);
    Ok(match what.clone() {
        What::Name { appeal, form, who, .. } => {
            let new = form.parse(&reading)?;
            if who.is_unclear() {
                return Err(vec![FieldProblem::new("person", t!("Take somebody from the list, or leave it empty"))]);
            }
            let new = NewName { person: who.person, ..new };
            sight.desk.run(&ops::ADD_NAME, move |office| ops::add_name(office, appeal, &new).map(without_value))
        }
        What::Join { word, appeal, .. } => {
            let new = NewName { name: word, ..NewName::default() };
            sight.desk.run(&ops::ADD_NAME, move |office| ops::add_name(office, appeal, &new).map(without_value))
        }
        What::Unname { appeal, name, .. } => {
            sight.desk.run(&ops::REMOVE_NAME, move |office| ops::remove_name(office, appeal, name))
        }
        What::Ask { appeal, whom, form, .. } => {
            let new = form.parse(&reading)?;
            let Some(audience) = whom.audience() else {
                return Err(vec![FieldProblem::new("whom", t!("Choose which"))]);
            };
            sight.desk.run(&ops::ASK, move |office| ops::ask(office, appeal, &audience, &new).map(without_value))
        }
        What::Unask { ask, .. } => sight.desk.run(&ops::REMOVE_ASK, move |office| ops::remove_ask(office, ask)),
        What::Remove { appeal, .. } => sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, appeal)),
    })
}
