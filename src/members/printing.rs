//! From the office to paper: the roll, cards, and a round of reminders, which is noted once its letters stand.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::model::{Cards, NotYet, PersonId, Reminding, Roll, Round, ToRemind, Tone};
use super::page::{self, RollPaper};
use super::{ops, store};
use crate::cli::{Mailing, Stationery};
use crate::kit::whole_file::write_whole;
use crate::kit::{Day, Money, Problem, Result};
use crate::letters::model::{Asked, Letter, Plan, To, Whom};
use crate::letters::page::Start;
use crate::letters::printing::{self as letters, Extra};
use crate::office::Office;
use crate::print::LabelSheet;
use crate::t;

/// Writes the roll.
///
/// # Errors
/// When no font of this computer has a letter, or the file cannot be written.
pub fn roll(office: &Office, roll: &Roll, paper: &RollPaper, to: &Path) -> Result<()> {
    let (register, stationery) = office.read(|conn| Ok((store::register(conn)?, Stationery::read(conn)?)))?;
    write_whole(to, &page::roll(&register, roll, paper, &stationery, office.clock().now())?)
}

/// Who gets a card, with a name that fits on it.
///
/// # Errors
/// When the file cannot be read.
pub fn plan_cards(office: &Office, people: &[PersonId], sheet: &LabelSheet, until: Option<Day>) -> Result<Cards> {
    let mut cards = office.read(store::register)?.cards(people, office.today(), until);
    page::settle_cards(&mut cards, sheet);
    Ok(cards)
}

/// Writes cards.
///
/// # Errors
/// When there is none, no font of this computer has a letter, or the file cannot be written.
pub fn cards(office: &Office, cards: &Cards, sheet: &LabelSheet, start: Start, to: &Path) -> Result<()> {
    if cards.cards.is_empty() {
        return Err(Problem::input(t!("There is nobody to make a card for, so no file was written")));
    }
    let stationery = office.read(Stationery::read)?;
    write_whole(to, &page::cards(&cards.cards, sheet, start, &stationery, office.clock().now())?)
}

/// A round of reminders as it would go out: whom in which tone, in post order, and who is left out and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundPlan {
    pub round: Round,
    /// Also those who are not to be contacted.
    pub everybody: bool,
    /// Those who get one: what they owe and the tone, by payer.
    pub reminding: Reminding,
    /// Their letters; who has no address is among those it leaves out.
    pub plan: Plan,
    /// The letters of the three tones.
    pub letters: [Letter; 3],
}

impl RoundPlan {
    /// What each who gets a letter owes, and the tone, in post order.
    pub fn to_remind(&self) -> Vec<&ToRemind> {
        let of = |to: &To| {
            let payer = to.people.first()?;
            self.reminding.to.iter().find(|one| one.arrears.payer == *payer)
        };
        self.plan.to.iter().filter_map(of).collect()
    }

    pub fn total(&self) -> Money {
        self.to_remind().iter().map(|one| one.arrears.total()).sum()
    }

    /// Everybody who owes dues and gets no letter, with the reason.
    pub fn left_out(&self) -> Vec<(PersonId, String, String)> {
        let plan = self.plan.left_out.iter().map(|left| (left.person, left.name.clone(), left.why.says()));
        let not_yet = self.reminding.not_yet.iter().map(|(a, why)| (a.payer, a.name.clone(), why.says()));
        plan.chain(not_yet).collect()
    }

    /// How many are left out for each reason.
    pub fn reasons(&self) -> Vec<(String, usize)> {
        let not_yet = &self.reminding.not_yet;
        let lately = not_yet.iter().filter(|(_, why)| matches!(why, NotYet::Lately(_))).count();
        let mut reasons = self.plan.reasons();
        reasons.push((NotYet::NotOverdue.says(), not_yet.len() - lately));
        reasons.push((t!("Reminded a short while ago").to_owned(), lately));
        reasons.retain(|(_, count)| *count > 0);
        reasons
    }
}

/// Works out a round.
///
/// # Errors
/// When the file cannot be read.
pub fn plan_round(office: &Office, mailings: &[Mailing], round: &Round, everybody: bool) -> Result<RoundPlan> {
    let today = office.today();
    let (reminding, letters) = office.read(|conn| {
        let reminding = store::register(conn)?.remind(today, &store::reminders(conn)?, round);
        let letter = |tone: Tone| crate::letters::store::find(conn, tone.letter());
        Ok((reminding, [letter(Tone::Friendly)?, letter(Tone::Firm)?, letter(Tone::Last)?]))
    })?;
    let tones = reminding.tone_of();
    let people = reminding.to.iter().map(|one| one.arrears.payer).collect();
    let asked = Asked { whom: vec![Whom::People(people)], everybody, household: false };
    let [friendly, firm, last] = &letters;
    let pick = |to: &To| match to.people.first().and_then(|payer| tones.get(payer)) {
        Some(Tone::Last) => last,
        Some(Tone::Firm) => firm,
        Some(Tone::Friendly) | None => friendly,
    };
    let plan = letters::plan_letters(office, mailings, &asked, &pick)?;
    Ok(RoundPlan { round: round.clone(), everybody, reminding, plan, letters })
}

/// Where a round goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundFiles {
    /// The letters, as one PDF.
    pub letters: Option<PathBuf>,
    /// The file of a mail merge.
    pub merge: Option<PathBuf>,
}

/// Writes the files of a round, then notes who was reminded; without `note` nothing is noted. Answers the files, and the step.
///
/// # Errors
/// When the office changed since the plan was made, nobody is reminded, or a file cannot be written: then nothing is noted.
pub fn remind(
    office: &mut Office,
    mailings: &[Mailing],
    seen: &RoundPlan,
    files: &RoundFiles,
    note: bool,
    progress: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Result<(Vec<PathBuf>, crate::office::Done<usize>)> {
    if plan_round(office, mailings, &seen.round, seen.everybody)? != *seen {
        return Err(Problem::input(t!("The office changed since this list was made, so nobody was reminded"))
            .hint(t!("Look at the list again, then print")));
    }
    if seen.plan.to.is_empty() {
        return Err(Problem::input(t!("There is nobody to remind, so no file was written"))
            .hint(t!("The list says of each who owes dues why")));
    }
    let tones = seen.reminding.tone_of();
    let tone = |payer: &PersonId| tones.get(payer).copied().unwrap_or_default();
    let [friendly, firm, last] = &seen.letters;
    let mut written = Vec::new();
    if let Some(to) = &files.letters {
        let pick = |to: &To| match to.people.first().map(&tone) {
            Some(Tone::Last) => last,
            Some(Tone::Firm) => firm,
            Some(Tone::Friendly) | None => friendly,
        };
        written = letters::letters(office, mailings, &seen.plan, &[friendly, firm, last], &pick, to, progress, cancel)?;
    }
    if let Some(to) = &files.merge {
        let of = |payer: PersonId| tone(&payer).key().to_owned();
        let extra = Extra { name: t!("tone"), of: &of };
        letters::merge_file(office, mailings, &seen.plan, &[extra], to, progress)?;
        written.push(to.clone());
    }
    let reminded: Vec<ToRemind> = seen.to_remind().into_iter().cloned().collect();
    let done = if note {
        ops::remind(office, &reminded)?
    } else {
        crate::office::Done { value: 0, op: None, changed: crate::office::Changed::default() }
    };
    Ok((written, done))
}
