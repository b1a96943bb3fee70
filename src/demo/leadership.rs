//! People on the way from member to candidate: who would stand, what they can do and were trained in, who is approved.

use chrono::{Days, TimeDelta};

use super::{Branch, Result};
use crate::events::model::part::{Part, PartForm};
use crate::kit::{Day, Problem};
use crate::leadership::model::parts::{AIMS, APPROVALS, CAN, MENTORS, RUNGS, SKILLS, TAKEN, TRAINING};
use crate::leadership::{ops, store};
use crate::ledger::model::Terms;
use crate::office::profile;
use crate::people::PersonId;

/// A training for the person at a place, so many days ago.
const TAKEN_BY: [(usize, &str, i64); 10] = [
    (0, "Welcome and how the branch works", 900),
    (0, "Data protection", 400),
    (0, "Safeguarding and conduct", 380),
    (0, "Equality and inclusion", 380),
    (0, "Election law for candidates and agents", 120),
    (1, "Welcome and how the branch works", 500),
    (1, "Data protection", 760),
    (2, "Welcome and how the branch works", 300),
    (2, "Data protection", 90),
    (3, "Welcome and how the branch works", 40),
];

/// A skill with its level and what shows it.
const CAN_DO: [(usize, &str, &str, &str); 9] = [
    (0, "Canvassing and listening", "teaches", "Trained six others in spring"),
    (0, "Chairing a meeting", "alone", "Chaired the annual meeting"),
    (0, "Speaking in public", "alone", "Hustings at the library"),
    (1, "Canvassing and listening", "alone", "Two seasons"),
    (1, "Money and the law on it", "teaches", "Treasurer of two charities"),
    (2, "Canvassing and listening", "helped", "Came along three times"),
    (2, "Writing and social media", "alone", "Runs the newsletter"),
    (3, "Leading volunteers", "learning", ""),
    (4, "Speaking in public", "teaches", "Was a councillor"),
];

impl Branch {
    /// The ladder, and five people on it.
    pub(super) fn leadership(&mut self) -> Result<()> {
        let people = self.nine()?;
        let [ann, bo, cy, dee, old, ..] = people.as_slice() else { return Ok(()) };
        self.at(self.today - TimeDelta::days(30));
        ops::start(&mut self.office)?;
        let who = |at: usize| [*ann, *bo, *cy, *dee, *old].get(at).copied().unwrap_or(*ann);
        for (at, rung, office, back, wishes) in [
            (0, "Candidate", "Riverside ward", 200, "Evenings and weekends; a seat that can be reached by bus"),
            (1, "Officer", "Treasurer", 120, ""),
            (2, "Candidate", "", 60, "Not before next year"),
            (3, "Organiser", "", 20, "Would like to run the stall"),
        ] {
            let fields = [
                ("rung", self.named(&RUNGS, rung)?),
                ("office", office.to_owned()),
                ("since", self.ago(back)),
                ("wishes", wishes.to_owned()),
            ];
            self.put(&AIMS, who(at), &fields)?;
        }
        for (at, training, back) in TAKEN_BY {
            self.put(&TAKEN, who(at), &[("training", self.named(&TRAINING, training)?), ("taken_on", self.ago(back))])?;
        }
        for (at, skill, level, evidence) in CAN_DO {
            let fields = [
                ("skill", self.named(&SKILLS, skill)?),
                ("level", level.to_owned()),
                ("evidence", evidence.to_owned()),
                ("seen_on", self.ago(45)),
            ];
            self.put(&CAN, who(at), &fields)?;
        }
        self.put(&MENTORS, *ann, &[("mentor", old.to_string()), ("from_on", self.ago(150))])?;
        for (person, back, conditions) in
            [(*old, 4 * 365 - 20, ""), (*ann, 30, "Press training before the campaign begins")]
        {
            let fields = [
                ("rung", self.named(&RUNGS, "Candidate")?),
                ("approved_on", self.ago(back)),
                ("approved_by", "Selection committee".to_owned()),
                ("conditions", conditions.to_owned()),
            ];
            self.put(&APPROVALS, person, &fields)?;
        }
        self.at(self.today);
        Ok(())
    }

    fn ago(&self, days: i64) -> String {
        let days = Days::new(u64::try_from(days).unwrap_or(0));
        self.today.checked_sub_days(days).unwrap_or(self.today).to_string()
    }

    /// The id of a row of the ladder's lists, by its name.
    fn named(&self, part: &Part, name: &str) -> Result<String> {
        let offered = self.office.read(|conn| store::offered(conn, part.table))?;
        let found = offered.into_iter().find(|(_, known)| known == name).map(|(id, _)| id);
        found.ok_or_else(|| Problem::defect(format!("The demo asked for {name}, which the ladder does not have")))
    }

    fn put(&mut self, part: &'static Part, person: PersonId, fields: &[(&str, String)]) -> Result<()> {
        let profile = self.office.read(profile::get)?;
        let today: Day = self.today;
        let terms = Terms { currency: *profile.currency, today, month_first: profile.month_first };
        let mut form = PartForm::new(part);
        for (key, text) in fields {
            form.set(key, text.as_str());
        }
        let values = form.parse(part, &terms).map_err(|wrong| {
            Problem::defect(wrong.first().map_or_else(String::new, |problem| problem.message.clone()))
        })?;
        ops::add(&mut self.office, part, person.0, &values)?;
        Ok(())
    }
}
