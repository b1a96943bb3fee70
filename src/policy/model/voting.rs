//! How a vote on an amendment is decided: by counts and the majority that the kind of document asks, or as somebody says it, with
//! a reason where that is something else.
//!
//! An amendment needs a simple majority, whatever the whole needs, unless the kind of document says another (Robert's Rules of
//! Order 1915, section 33). A tie carries nothing.

use crate::kit::{Problem, Result};
use crate::meetings::model::{Base, Counts, Majority, Vote as Taken};
use crate::policy::change::Vote;
use crate::policy::model::MeetingId;
use crate::t;

/// Who was in the room, and who could have been, as a meeting has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct House {
    pub voters: u32,
    pub members: u32,
    pub entitled: u32,
}

/// A vote of a meeting that a vote on an amendment can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMeeting {
    pub meeting: MeetingId,
    pub vote: Taken,
    /// When, what about, and how it went.
    pub says: String,
}

/// A vote as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// What somebody says it came to.
    pub stated: Option<Vote>,
    pub tally: Option<Counts>,
    pub house: Option<House>,
    /// How the chair decided a tie.
    pub casting: Option<bool>,
    /// Why the result is another than the rule gives.
    pub why: String,
    /// The question was whether words stay, rather than whether they go.
    pub keeps: bool,
}

impl Entered {
    /// A vote as a meeting took it; what nobody counted is as the meeting says.
    pub fn of(taken: &Taken, keeps: bool) -> Self {
        let said = if taken.carried { Vote::Carried } else { Vote::Lost };
        Self {
            stated: taken.counts.is_none().then_some(if keeps { turned(said) } else { said }),
            tally: taken.counts,
            house: Some(House { voters: taken.voters, members: taken.members, entitled: taken.entitled }),
            casting: taken.casting,
            why: String::new(),
            keeps,
        }
    }
}

/// What a vote came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub vote: Vote,
    /// The rule and what it came to, in words; empty where nobody counted.
    pub rule: String,
    pub overruled: String,
}

/// Words that stay are a change that was lost.
fn turned(vote: Vote) -> Vote {
    match vote {
        Vote::Carried => Vote::Lost,
        Vote::Lost => Vote::Carried,
        other => other,
    }
}

/// Decides a vote by the rule.
///
/// # Errors
/// When there is neither a count nor a word of the result, the rule counts people whom only a meeting's vote knows, or the result is said to be another than the rule
/// gives and nothing says why.
pub fn decided(majority: Majority, entered: &Entered) -> Result<Outcome> {
    let Some(tally) = entered.tally else {
        let vote = entered.stated.ok_or_else(|| {
            Problem::input(t!("Say how many were for and against, or what it came to. Nothing was changed"))
        })?;
        return Ok(Outcome { vote, rule: String::new(), overruled: entered.why.trim().to_owned() });
    };
    if entered.stated == Some(Vote::NotMoved) {
        return Err(Problem::input(t!("What was not moved was not counted. Nothing was changed")));
    }
    let house = match (entered.house, majority.of) {
        (Some(house), _) => house,
        (None, Base::Present | Base::Members | Base::Entitled) => {
            return Err(Problem::input(t!(
                "{majority} is needed, and only a vote of a meeting knows how many these are. Nothing was changed",
                majority = majority.says()
            ))
            .hint(t!("Choose the vote of the meeting, or the decision that rests on it")));
        }
        (None, _) => House { voters: tally.cast(), members: 0, entitled: 0 },
    };
    let verdict = majority.decide(tally, house.voters, house.members, house.entitled);
    let mut rule = verdict.says();
    let mut is_carried = verdict.carried();
    if let Some(casting) = entered.casting.filter(|_| verdict.tied) {
        is_carried = casting;
        rule = t!("{rule}; a tie, decided by the chair", rule = rule);
    }
    let by_rule = if is_carried { Vote::Carried } else { Vote::Lost };
    let by_rule = if entered.keeps { turned(by_rule) } else { by_rule };
    let why = entered.why.trim();
    match entered.stated.filter(|stated| *stated != by_rule) {
        None => Ok(Outcome { vote: by_rule, rule, overruled: String::new() }),
        Some(_) if why.is_empty() => Err(Problem::input(t!(
            "{counts} is {result}. {rule}. Nothing was changed",
            counts = tally.says(),
            result = says(by_rule, entered.keeps),
            rule = rule
        ))
        .hint(t!("Leave the result to the rule, or say why it is another, such as the chair's casting vote"))),
        Some(stated) => Ok(Outcome { vote: stated, rule, overruled: why.to_owned() }),
    }
}

/// What a result is called.
pub fn says(vote: Vote, keeps: bool) -> &'static str {
    match (vote, keeps) {
        (Vote::Carried, false) => t!("carried"),
        (Vote::Lost, false) => t!("lost"),
        (Vote::Carried, true) => t!("left out"),
        (Vote::Lost, true) => t!("kept"),
        (Vote::NotMoved, _) => t!("not moved"),
        (Vote::Withdrawn, _) => t!("withdrawn"),
    }
}

/// Reads counts as people write them, and as [`Counts::says`] does: “31 for, 4 against, 2 abstained”. None where it is not that.
pub fn tally_of(text: &str) -> Option<Counts> {
    let mut counts = Counts::default();
    let mut seen = (false, false);
    for part in text.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim).filter(|p| !p.is_empty()) {
        let (number, word) = part.split_once(' ')?;
        let number: u32 = number.parse().ok()?;
        match word.trim().trim_end_matches('.') {
            "for" if !seen.0 => (counts.yes, seen.0) = (number, true),
            "against" if !seen.1 => (counts.no, seen.1) = (number, true),
            "abstained" | "abstentions" | "abstention" | "abstaining" => counts.abstain = number,
            _ => return None,
        }
    }
    (seen.0 && seen.1).then_some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(majority: Majority, yes: u32, no: u32, abstain: u32) -> Vote {
        let entered = Entered { tally: Some(Counts::new(yes, no, abstain)), ..Entered::default() };
        decided(majority, &entered).unwrap().vote
    }

    #[test]
    fn the_rule_decides_by_itself_and_a_tie_carries_nothing() {
        assert_eq!(by(Majority::SIMPLE, 11, 10, 1), Vote::Carried);
        assert_eq!(by(Majority::SIMPLE, 10, 10, 3), Vote::Lost);
        assert_eq!(by(Majority::SIMPLE, 0, 0, 5), Vote::Lost);
        assert_eq!(by(Majority::ABSOLUTE, 11, 10, 1), Vote::Lost);
        assert_eq!(by(Majority::TWO_THIRDS, 20, 10, 5), Vote::Carried);
        assert_eq!(by(Majority::TWO_THIRDS, 19, 10, 0), Vote::Lost);
    }

    #[test]
    fn another_result_than_the_rule_needs_a_reason_and_keeps_it() {
        let tie = Entered { stated: Some(Vote::Carried), tally: Some(Counts::new(10, 10, 0)), ..Entered::default() };
        let said = decided(Majority::SIMPLE, &tie).unwrap_err().to_string();
        assert!(said.contains("10 for, 10 against is lost"), "{said}");
        let why = Entered { why: "The chair's casting vote".to_owned(), ..tie.clone() };
        let found = decided(Majority::SIMPLE, &why).unwrap();
        assert_eq!((found.vote, found.overruled.as_str()), (Vote::Carried, "The chair's casting vote"));
        assert!(found.rule.contains("Simple majority needed: 11 of 20, 1 short"), "{}", found.rule);
        // A reason without anything to overrule is none.
        let agrees = Entered { stated: Some(Vote::Lost), why: "x".to_owned(), ..tie };
        assert_eq!(decided(Majority::SIMPLE, &agrees).unwrap().overruled, "");
        let casting = Entered { casting: Some(true), tally: Some(Counts::new(5, 5, 0)), ..Entered::default() };
        assert_eq!(decided(Majority::SIMPLE, &casting).unwrap().vote, Vote::Carried);
    }

    #[test]
    fn words_that_are_kept_are_a_change_that_was_lost() {
        let keep = |yes, no| Entered { tally: Some(Counts::new(yes, no, 0)), keeps: true, ..Entered::default() };
        assert_eq!(decided(Majority::SIMPLE, &keep(20, 3)).unwrap().vote, Vote::Lost);
        assert_eq!(decided(Majority::SIMPLE, &keep(3, 20)).unwrap().vote, Vote::Carried);
    }

    #[test]
    fn a_rule_that_counts_people_asks_for_the_vote_of_a_meeting() {
        let of_members: Majority = "more than 1/2 of members".parse().unwrap();
        let alone = Entered { tally: Some(Counts::new(20, 3, 0)), ..Entered::default() };
        assert!(decided(of_members, &alone).is_err());
        let house = Some(House { voters: 23, members: 50, entitled: 50 });
        assert_eq!(decided(of_members, &Entered { house, ..alone }).unwrap().vote, Vote::Lost);
    }

    #[test]
    fn counts_are_read_as_they_are_written() {
        assert_eq!(tally_of("31 for, 4 against"), Some(Counts::new(31, 4, 0)));
        assert_eq!(tally_of(&Counts::new(31, 4, 2).says()), Some(Counts::new(31, 4, 2)));
        assert_eq!(tally_of("31 for, 4 against and 2 abstentions"), Some(Counts::new(31, 4, 2)));
        for other in ["", "clearly", "31 for", "on a show of hands", "12 of 30 for, 3 against"] {
            assert_eq!(tally_of(other), None, "{other}");
        }
    }
}
