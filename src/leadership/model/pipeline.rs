//! The pipeline of one person: rung by rung what is met, what is missing, what lapsed and what lapses next.

use chrono::Months;

use super::RowId;
use super::parts::LEVELS;
use crate::kit::{Day, day};
use crate::t;

/// How far up the levels a word stands: 1 for the least, 0 for none of them.
pub fn level(word: &str) -> usize {
    LEVELS.iter().position(|(key, _)| *key == word).map_or(0, |at| at + 1)
}

/// The last day of something that holds so many months from a day: the day before the same day of the month.
pub fn months_after(from: Day, months: i64) -> Option<Day> {
    let months = u32::try_from(months).ok()?;
    from.checked_add_months(Months::new(months))?.pred_opt()
}

/// The same for years.
pub fn years_after(from: Day, years: i64) -> Option<Day> {
    months_after(from, years.checked_mul(12)?)
}

/// The last day of something, where one was said or so many months are the rule.
pub fn lasts(from: Day, said: Option<Day>, months: Option<i64>) -> Option<Day> {
    said.or_else(|| months_after(from, months?))
}

/// What a rung asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    Training(RowId, String),
    /// A skill at least this far up the levels.
    Skill(RowId, String, String),
    /// So many months.
    Membership(i64),
    Mentor,
    Approval,
}

/// One thing that a rung asks, with the note beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub asks: Asks,
    pub note: String,
}

impl Need {
    /// "Data protection", "Speaking in public: alone", "a member for 12 months"
    pub fn says(&self) -> String {
        match &self.asks {
            Asks::Training(_, name) => name.clone(),
            Asks::Skill(_, name, any) if any.is_empty() => name.clone(),
            Asks::Skill(_, name, word) => {
                let how = LEVELS.iter().find(|(key, _)| key == word).map_or("", |(_, says)| says());
                t!("{skill}: {level} or better", skill = name, level = how.to_lowercase())
            }
            Asks::Membership(months) => t!("A member for {months} months", months = months),
            Asks::Mentor => t!("A mentor").to_owned(),
            Asks::Approval => t!("An approval").to_owned(),
        }
    }
}

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    pub id: RowId,
    pub name: String,
    pub years: Option<i64>,
    pub needs: Vec<Need>,
}

/// Something that holds from a day, perhaps to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub of: RowId,
    pub from: Day,
    /// The last day.
    pub until: Option<Day>,
}

impl Held {
    fn holds(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| until >= on)
    }
}

/// What somebody has, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Had {
    /// Since when they are a member, if they are one.
    pub member_since: Option<Day>,
    /// What they would like to be: the rung, the office, how it stands.
    pub aims: Vec<(RowId, String, String)>,
    /// A skill and the level that was seen last.
    pub skills: Vec<(RowId, String)>,
    pub taken: Vec<Held>,
    /// Approvals that were not withdrawn, by their rungs.
    pub approved: Vec<Held>,
    /// Mentors by their first and last days.
    pub mentors: Vec<(Option<Day>, Option<Day>)>,
}

/// How one thing that is asked stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Met, until that day where it lapses.
    Met(Option<Day>),
    /// It was met until then.
    Lapsed(Day),
    /// It will be met on that day by itself.
    Comes(Day),
    Missing,
}

impl Stands {
    pub fn is_met(self) -> bool {
        matches!(self, Self::Met(_))
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Met(_) => "met",
            Self::Lapsed(_) => "lapsed",
            Self::Comes(_) => "comes",
            Self::Missing => "missing",
        }
    }

    /// The day that belongs to it.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Met(until) => until,
            Self::Lapsed(on) | Self::Comes(on) => Some(on),
            Self::Missing => None,
        }
    }

    /// "met until 3 Nov 2026"
    pub fn says(self) -> String {
        match self {
            Self::Met(None) => t!("met").to_owned(),
            Self::Met(Some(until)) => t!("met until {day}", day = day::short(until)),
            Self::Lapsed(on) => t!("lapsed on {day}", day = day::short(on)),
            Self::Comes(on) => t!("from {day}", day = day::short(on)),
            Self::Missing => t!("missing").to_owned(),
        }
    }
}

/// A rung with how each thing that it asks stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub rung: RowId,
    pub name: String,
    pub asks: Vec<(Need, Stands)>,
}

impl Step {
    pub fn is_met(&self) -> bool {
        self.asks.iter().all(|(_, stands)| stands.is_met())
    }

    /// How many things are not met.
    pub fn open(&self) -> usize {
        self.asks.iter().filter(|(_, stands)| !stands.is_met()).count()
    }
}

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    pub steps: Vec<Step>,
}

impl Pipeline {
    /// How somebody stands on a day.
    pub fn of(ladder: &[Rung], had: &Had, on: Day) -> Self {
        let step = |rung: &Rung| Step {
            rung: rung.id,
            name: rung.name.clone(),
            asks: rung.needs.iter().map(|need| (need.clone(), stands(rung, need, had, on))).collect(),
        };
        Self { steps: ladder.iter().map(step).collect() }
    }

    /// The highest rung up to which everything is met.
    pub fn reached(&self) -> Option<&Step> {
        self.steps.iter().take_while(|step| step.is_met()).last()
    }

    /// The first rung that something is missing for.
    pub fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|step| !step.is_met())
    }

    /// What lapses first of all that is met, and when.
    pub fn lapses(&self) -> Option<(String, Day)> {
        let met = self.steps.iter().flat_map(|step| &step.asks);
        met.filter_map(|(need, stands)| match stands {
            Stands::Met(Some(until)) => Some((need.says(), *until)),
            _ => None,
        })
        .min_by_key(|(_, until)| *until)
    }
}

fn stands(rung: &Rung, need: &Need, had: &Had, on: Day) -> Stands {
    match &need.asks {
        Asks::Training(id, _) => held(had.taken.iter().filter(|one| one.of == *id), on),
        Asks::Approval => held(had.approved.iter().filter(|one| one.of == rung.id), on),
        Asks::Skill(id, _, least) => {
            let is = |word: &String| level(word) >= level(least);
            if had.skills.iter().any(|(skill, word)| skill == id && is(word)) {
                Stands::Met(None)
            } else {
                Stands::Missing
            }
        }
        Asks::Membership(months) => {
            let since = had
                .member_since
                .and_then(|since| since.checked_add_months(Months::new(u32::try_from(*months).unwrap_or(u32::MAX))));
            match since {
                Some(day) if day <= on => Stands::Met(None),
                Some(day) => Stands::Comes(day),
                None => Stands::Missing,
            }
        }
        Asks::Mentor => {
            let has = |(from, until): &&(Option<Day>, Option<Day>)| {
                from.is_none_or(|from| from <= on) && until.is_none_or(|until| until >= on)
            };
            let last = had.mentors.iter().filter_map(|(_, until)| *until).filter(|until| *until < on).max();
            match (had.mentors.iter().find(has), last) {
                (Some((_, until)), _) => Stands::Met(*until),
                (None, Some(last)) => Stands::Lapsed(last),
                (None, None) => Stands::Missing,
            }
        }
    }
}

/// How something stands that was had once or several times: the one that holds longest says it.
fn held<'a>(all: impl Iterator<Item = &'a Held>, on: Day) -> Stands {
    let all: Vec<&Held> = all.collect();
    let holds: Vec<_> = all.iter().filter(|one| one.holds(on)).map(|one| one.until).collect();
    if holds.contains(&None) {
        return Stands::Met(None);
    }
    if let Some(until) = holds.into_iter().flatten().max() {
        return Stands::Met(Some(until));
    }
    if let Some(from) = all.iter().map(|one| one.from).filter(|from| *from > on).min() {
        return Stands::Comes(from);
    }
    all.iter().filter_map(|one| one.until).max().map_or(Stands::Missing, Stands::Lapsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Day {
        day::from_iso(text).unwrap()
    }

    fn need(asks: Asks) -> Need {
        Need { asks, note: String::new() }
    }

    fn ladder() -> Vec<Rung> {
        let training = |id| need(Asks::Training(RowId(id), format!("T{id}")));
        vec![
            Rung { id: RowId(1), name: "Member".into(), years: None, needs: vec![training(7)] },
            Rung {
                id: RowId(2),
                name: "Officer".into(),
                years: Some(4),
                needs: vec![need(Asks::Membership(12)), need(Asks::Skill(RowId(9), "Speaking".into(), "alone".into()))],
            },
            Rung {
                id: RowId(3),
                name: "Candidate".into(),
                years: Some(4),
                needs: vec![need(Asks::Mentor), need(Asks::Approval)],
            },
        ]
    }

    #[test]
    fn each_rung_says_what_is_met_missing_and_lapsed() {
        let today = on("2026-11-27");
        let nobody = Pipeline::of(&ladder(), &Had::default(), today);
        assert_eq!((nobody.reached(), nobody.next().unwrap().name.as_str()), (None, "Member"));
        assert_eq!(nobody.steps.iter().map(Step::open).collect::<Vec<_>>(), [1, 2, 2]);
        let had = Had {
            member_since: Some(on("2026-01-10")),
            skills: vec![(RowId(9), "teaches".into())],
            taken: vec![
                Held { of: RowId(7), from: on("2020-01-01"), until: Some(on("2021-12-31")) },
                Held { of: RowId(7), from: on("2025-06-01"), until: Some(on("2027-05-31")) },
            ],
            approved: vec![Held { of: RowId(3), from: on("2022-11-27"), until: Some(on("2026-11-26")) }],
            mentors: vec![(None, Some(on("2026-12-24")))],
            ..Had::default()
        };
        let pipeline = Pipeline::of(&ladder(), &had, today);
        let said: Vec<Vec<String>> =
            pipeline.steps.iter().map(|step| step.asks.iter().map(|(_, stands)| stands.says()).collect()).collect();
        assert_eq!(said[0], ["met until 31 May 2027"]);
        assert_eq!(said[1], ["from 10 Jan 2027", "met"]);
        assert_eq!(said[2], ["met until 24 Dec 2026", "lapsed on 26 Nov 2026"]);
        assert_eq!(pipeline.reached().unwrap().name, "Member");
        assert_eq!(pipeline.next().unwrap().name, "Officer");
        assert_eq!(pipeline.lapses(), Some(("A mentor".to_owned(), on("2026-12-24"))));
        let later = Pipeline::of(&ladder(), &had, on("2027-01-10"));
        assert_eq!(later.reached().unwrap().name, "Officer");
        // The last day still counts, the day after does not.
        assert!(Pipeline::of(&ladder(), &had, on("2026-11-26")).steps[2].is_met());
    }

    #[test]
    fn what_lasts_four_years_ends_the_day_before_the_same_day() {
        assert_eq!(years_after(on("2022-11-27"), 4), Some(on("2026-11-26")));
        assert_eq!(years_after(on("2024-02-29"), 1), Some(on("2025-02-27")), "there is no 29 February to end before");
        assert_eq!(lasts(on("2026-01-31"), None, Some(1)), Some(on("2026-02-27")));
        assert_eq!(lasts(on("2026-01-31"), Some(on("2030-01-01")), Some(1)), Some(on("2030-01-01")));
        assert_eq!((level("teaches"), level("learning"), level("")), (4, 1, 0));
    }
}
