//! A policy in force that was amended once, one in consultation with responses, a motion that is drafted, an idea; the party's
//! values.

use chrono::TimeDelta;

use super::{Branch, Result};
use crate::events::model::part::{PartForm, Value as Cell};
use crate::kit::Day;
use crate::ledger::model::Terms;
use crate::office::profile;
use crate::policy::anchor::Anchor;
use crate::policy::model::{DocumentId, NewDocument, Taking, parts};
use crate::policy::ops::{comment, consult, document, part, step, value, version};
use crate::policy::plain;
use crate::policy::store::{self, NewComment, Value};

const AIR: &str = "\
# Clean air for Riverside

Everybody breathes the same air. Children at five of our nine schools breathe air that the Council itself calls poor.

## Streets

1. The streets at school gates are closed to cars in the hour before and after lessons.

2. Buses that the Council pays for run without exhaust by 2030:

    (a) those of the school runs first;

    (b) those of the night lines last.

3. A \"**clean street**\" is one on which no more than 500 vehicles a day drive. Every part of the town has one by 2028.

## Measuring

4. The Council measures the air at every school and publishes what it finds each month.

5. What {#5} asks for is paid from parking fees. Nothing is taken from the budget of the schools.
";

const HOMES: &str = "\
# Homes that people can pay for

A third of the households in Riverside pay more than a third of their income for rent.

## Land

1. The Council sells no land. What it owns is leased for building, for ninety-nine years, to those who build for rent.

2. Of each site with more than ten homes, half are let at two thirds of the usual rent.

## Homes that stand empty

3. The Council asks the owner of a home that stood empty for six months why, and helps to let it.

4. A home that stood empty for two years pays double council tax, as the law allows.

## Tenants

5. The Council keeps a register of landlords, and looks at a fifth of the homes in it each year:

    - whether they are dry and warm;

    - whether the doors and the wiring are safe;

    - whether the rent book is in order.
";

const BUSES: &str = "\
This meeting notes that the last bus from the station leaves at 22.40, before the last train comes in.

This meeting calls on the Council to:

1. ask the company for a bus at 23.20 on every day;

2. pay for it for one year from the fund for town centres, and look at it again then.
";

impl Branch {
    /// The branch's policy.
    pub(super) fn policy(&mut self) -> Result<()> {
        let today = self.today;
        let day = |back: i64| today - TimeDelta::days(back);
        self.at(day(420));
        for (title, kind, about) in [
            ("Fairness", "value", "Nobody is left behind for what they earn or where they live"),
            ("A town for everybody", "value", "Streets and places belong to those who live there"),
            ("Carbon neutral by 2035", "aim", "As the conference decided"),
        ] {
            let new =
                Value { title: title.to_owned(), kind: kind.to_owned(), about: about.to_owned(), ..Value::default() };
            value::set(&mut self.office, &new)?;
        }
        self.air(day(400))?;
        self.homes()?;
        self.at(day(9));
        let motion = NewDocument {
            kind: "motion".to_owned(),
            title: "A late bus from the station".to_owned(),
            topic: "Transport".to_owned(),
            lead_name: "Transport group".to_owned(),
            deadline: Some(today + TimeDelta::days(12)),
            ..NewDocument::default()
        };
        document::import(&mut self.office, &motion, Some("draft"), plain::read(BUSES), "First draft")?;
        self.at(day(3));
        let idea = NewDocument {
            kind: "policy".to_owned(),
            title: "A repair shop in every part of the town".to_owned(),
            summary: "Somebody said at the stall: let the Council lend a room where people repair things together."
                .to_owned(),
            topic: "Environment".to_owned(),
            ..NewDocument::default()
        };
        document::new(&mut self.office, &idea, None)?;
        self.at(today);
        Ok(())
    }

    /// A policy that was adopted, and amended at its first review.
    fn air(&mut self, begun: Day) -> Result<()> {
        self.at(begun);
        let new = NewDocument {
            kind: "policy".to_owned(),
            title: "Clean air for Riverside".to_owned(),
            topic: "Environment".to_owned(),
            summary:
                "School streets without cars, buses without exhaust by 2030, and air that is measured at every school."
                    .to_owned(),
            lead_name: "Environment group".to_owned(),
            ..NewDocument::default()
        };
        let (id, _) = document::import(&mut self.office, &new, Some("draft"), plain::read(AIR), "First draft")?.value;
        for (name, role) in [("Environment group", "mover"), ("North ward", "seconder")] {
            self.policy_row(id, &parts::SPONSORS, &[("name", name), ("role", role)])?;
        }
        self.policy_row(
            id,
            &parts::EVIDENCE,
            &[
                ("kind", "figure"),
                ("clause", "10"),
                ("says", "Five of nine schools above the limit"),
                ("source", "Council, air report"),
            ],
        )?;
        self.policy_row(
            id,
            &parts::EVIDENCE,
            &[("kind", "costing"), ("clause", "5"), ("says", "Twelve buses over four years"), ("cost", "2400000")],
        )?;
        for (point, says) in [
            ("evidence", "The Council's own reports, see the list"),
            ("cost", "Costed with the transport group"),
            ("consulted", "Both schools' parents, and the bus company"),
            ("contradictions", "None with what is in force"),
        ] {
            step::check(&mut self.office, id, point, "done", says)?;
        }
        step::check(&mut self.office, id, "equality", "not_needed", "It touches all alike; blue badges stay")?;
        self.at(begun + TimeDelta::days(20));
        self.policy_step(id, "tabled", "", "")?;
        self.policy_step(id, "debated", "", "")?;
        self.at(begun + TimeDelta::days(34));
        self.policy_step(id, "adopted", "31 for, 4 against", "Annual meeting")?;
        self.at(begun + TimeDelta::days(40));
        self.policy_step(id, "in_force", "", "the annual meeting")?;
        self.at(begun + TimeDelta::days(350));
        self.policy_step(id, "review_due", "", "After a year of measuring")?;
        let mut body = self.office.read(|conn| store::working(conn, id))?.body;
        if let Some(clause) = body.clauses.iter_mut().find(|clause| clause.text.starts_with("The Council measures")) {
            clause.text = "The Council measures the air at every school and every nursery, and publishes what it finds each week.".to_owned();
        }
        version::save(&mut self.office, id, Some(body), &version::Saving::named("After the first review"))?;
        self.policy_step(id, "in_force", "22 for, 1 against", "P1-A1")?;
        self.policy_row(
            id,
            &parts::ACTIONS,
            &[
                ("action", "Motion to the Council on school streets"),
                ("clause", "4"),
                ("body", "Riverside Council"),
                ("state", "done"),
                ("result", "Carried 18 to 12"),
            ],
        )?;
        self.policy_row(
            id,
            &parts::ACTIONS,
            &[
                ("action", "Ask for the tender of the school buses"),
                ("clause", "5"),
                ("body", "Transport committee"),
                ("state", "under_way"),
            ],
        )?;
        self.policy_row(
            id,
            &parts::MEASURES,
            &[("measure", "Schools above the limit"), ("baseline", "5 of 9"), ("target", "none by 2028")],
        )?;
        self.policy_row(
            id,
            &parts::POSITIONS,
            &[
                ("topic", "School streets"),
                ("says", "An hour without cars makes the way to school safe, and costs a barrier."),
                ("facts", "Five of nine schools are above the limit"),
                ("avoid", "Numbers of other towns"),
            ],
        )?;
        self.policy_row(
            id,
            &parts::QUESTIONS,
            &[
                ("question", "What of parents who cannot walk?"),
                ("answer", "Blue badges pass; there is a stop two streets away."),
            ],
        )?;
        Ok(())
    }

    /// A policy that is consulted on, with two responses.
    fn homes(&mut self) -> Result<()> {
        let today = self.today;
        self.at(today - TimeDelta::days(50));
        let new = NewDocument {
            kind: "policy".to_owned(),
            title: "Homes that people can pay for".to_owned(),
            topic: "Housing".to_owned(),
            summary: "No land is sold, half of each site is let below the usual rent, landlords are registered."
                .to_owned(),
            lead_name: "Housing group".to_owned(),
            ..NewDocument::default()
        };
        let (id, _) =
            document::import(&mut self.office, &new, Some("draft"), plain::read(HOMES), "For consultation")?.value;
        self.policy_row(
            id,
            &parts::FINDINGS,
            &[
                ("question", "How many homes stand empty?"),
                ("finding", "210 for six months or more"),
                ("source", "Council tax register"),
                ("confidence", "high"),
            ],
        )?;
        self.policy_row(
            id,
            &parts::FINDINGS,
            &[("question", "What does a register of landlords cost?"), ("confidence", "open")],
        )?;
        self.policy_row(id, &parts::EXPERTS, &[("name", "Tenants' advice centre"), ("field", "Rents and repairs")])?;
        self.at(today - TimeDelta::days(14));
        self.policy_step(id, "consultation", "", "")?;
        let opening = consult::Opening {
            question: "What is missing, and what would not work?".to_owned(),
            closes: today + TimeDelta::days(9),
            ..consult::Opening::default()
        };
        let consultation = consult::open(&mut self.office, id, &opening)?.value;
        let body = self.office.read(|conn| store::working(conn, id))?.body;
        let on = |begins: &str, words: &str| {
            let clause = body.clauses.iter().find(|clause| clause.text.starts_with(begins));
            clause.map_or_else(Anchor::default, |clause| match clause.text.find(words).filter(|_| !words.is_empty()) {
                Some(at) => Anchor::at(clause.id, &clause.text, at..at + words.len()),
                None => Anchor::clause(clause.id),
            })
        };
        self.at(today - TimeDelta::days(6));
        for (name, channel, comments) in [
            (
                "Tenants' association",
                "letter",
                vec![
                    (
                        on("Of each site", "two thirds"),
                        "Half would be better: two thirds of a high rent is still high.",
                    ),
                    (on("The Council keeps", ""), "Who pays for the inspections?"),
                ],
            ),
            (
                "",
                "paper",
                vec![
                    (on("A home that stood", "two years"), "Two years is too long."),
                    (Anchor::default(), "Thank you for asking."),
                ],
            ),
        ] {
            let comments = comments.into_iter().map(|(anchor, says)| (anchor, says.to_owned())).collect();
            let reply = consult::Reply {
                name: name.to_owned(),
                channel: channel.to_owned(),
                comments,
                ..consult::Reply::default()
            };
            consult::respond(&mut self.office, consultation, &reply)?;
        }
        let first = self.office.read(|conn| store::of_consultation(conn, consultation))?.into_iter().next();
        if let Some(first) = first {
            let said = comment::Answer {
                state: "partly".to_owned(),
                answer: "The share is held against what sites can bear; the next draft has a table.".to_owned(),
                theme: "Rents".to_owned(),
                version: None,
            };
            comment::answer(&mut self.office, first.id, &said)?;
        }
        let note = NewComment {
            document: id,
            response: None,
            anchor: on("The Council sells", "ninety-nine years"),
            says: "Is that what the Council's lawyers suggest?".to_owned(),
            person: None,
            name: "Asha M.".to_owned(),
            day: today - TimeDelta::days(4),
            theme: String::new(),
        };
        comment::add(&mut self.office, &note)?;
        Ok(())
    }

    fn policy_step(&mut self, id: DocumentId, to: &str, vote: &str, note: &str) -> Result<()> {
        let taking = Taking { to: to.to_owned(), vote: vote.to_owned(), note: note.to_owned(), ..Taking::default() };
        step::step(&mut self.office, id, &taking).map(|_| ())
    }

    fn policy_row(
        &mut self,
        id: DocumentId,
        of: &'static crate::events::model::part::Part,
        typed: &[(&str, &str)],
    ) -> Result<()> {
        let profile = self.office.read(profile::get)?;
        let terms = Terms { currency: *profile.currency, today: self.office.today(), month_first: profile.month_first };
        let mut form = PartForm::new(of);
        for (key, text) in typed {
            form.set(key, *text);
        }
        let values: Vec<Cell> =
            form.parse(of, &terms).map_err(|problems| crate::ledger::model::read::wrong_fields(&problems))?;
        part::add(&mut self.office, of, id, &values).map(|_| ())
    }
}
