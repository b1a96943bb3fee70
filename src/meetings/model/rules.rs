//! Quorum, majorities and notice: whole numbers and fractions only, so that one vote decides where one vote does.
//!
//! A simple majority is more votes for than against; an absolute one more for than against and abstaining together. Whatever
//! the rule, nothing is carried without a vote for it: none to none is no majority.

use std::fmt;
use std::str::FromStr;

use crate::kit::{Day, Problem, Result, day, text};
use crate::t;

/// A share such as two thirds, of which at least so much or more than so much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    pub num: u32,
    pub den: u32,
    /// More than the share, not merely at least.
    pub more: bool,
}

impl Share {
    pub const HALF: Self = Self { num: 1, den: 2, more: true };
    pub const TWO_THIRDS: Self = Self { num: 2, den: 3, more: false };

    /// The smallest whole number that is enough of `of`: at least half of 43 is 22, more than half of 42 is 22.
    pub fn needed(self, of: u32) -> u32 {
        let (all, den) = (u64::from(self.num) * u64::from(of), u64::from(self.den.max(1)));
        let needed = if self.more { all / den + 1 } else { all.div_ceil(den) };
        u32::try_from(needed).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", if self.more { "more than" } else { "at least" }, self.num, self.den)
    }
}

/// Of what a majority is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// Votes for and against.
    Votes,
    /// Those and abstentions.
    Valid,
    /// Those and invalid votes.
    Cast,
    /// Everybody in the room who may vote.
    Present,
    Members,
    Entitled,
}

impl Base {
    pub const ALL: [Self; 6] = [Self::Votes, Self::Valid, Self::Cast, Self::Present, Self::Members, Self::Entitled];

    pub fn key(self) -> &'static str {
        match self {
            Self::Votes => "votes",
            Self::Valid => "valid",
            Self::Cast => "cast",
            Self::Present => "present",
            Self::Members => "members",
            Self::Entitled => "entitled",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Votes => t!("votes for and against"),
            Self::Valid => t!("votes and abstentions"),
            Self::Cast => t!("votes cast"),
            Self::Present => t!("those present"),
            Self::Members => t!("all members"),
            Self::Entitled => t!("all who are entitled"),
        }
    }
}

/// The majority that a kind of decision needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Majority {
    pub share: Share,
    pub of: Base,
}

impl Majority {
    /// More for than against.
    pub const SIMPLE: Self = Self { share: Share::HALF, of: Base::Votes };
    /// More for than against and abstaining together.
    pub const ABSOLUTE: Self = Self { share: Share::HALF, of: Base::Valid };
    pub const TWO_THIRDS: Self = Self { share: Share::TWO_THIRDS, of: Base::Votes };

    /// In a few words: "Simple majority", "2/3 of all members".
    pub fn says(self) -> String {
        match self {
            Self::SIMPLE => t!("Simple majority").to_owned(),
            Self::ABSOLUTE => t!("Absolute majority").to_owned(),
            Self { share, of } => t!("{share} of {base}", share = self.short(share), base = of.says()),
        }
    }

    /// "2/3", "more than 1/2"
    fn short(self, share: Share) -> String {
        if share.more {
            t!("more than {share}", share = format!("{}/{}", share.num, share.den))
        } else {
            format!("{}/{}", share.num, share.den)
        }
    }

    /// What a count comes to. `voters` are the votes in the room.
    pub fn decide(self, counts: Counts, voters: u32, members: u32, entitled: u32) -> Verdict {
        let of = counts.base(self.of, voters, members, entitled);
        let needed = self.share.needed(of).max(1);
        let tied = self == Self::SIMPLE && counts.yes == counts.no && counts.yes > 0;
        Verdict { majority: self, yes: counts.yes, needed, of, tied }
    }
}

impl fmt::Display for Majority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SIMPLE => f.write_str("simple"),
            Self::ABSOLUTE => f.write_str("absolute"),
            Self { share, of } => write!(f, "{share} of {}", of.key()),
        }
    }
}

/// `1/3`, with an optional `at least` or `more than` before it.
fn share(text: &str) -> Option<Share> {
    let (more, rest) = match text.strip_prefix("more than") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("at least").unwrap_or(text)),
    };
    let (num, den) = rest.trim().split_once('/')?;
    let share = Share { num: num.trim().parse().ok()?, den: den.trim().parse().ok()?, more };
    let sane = share.den > 0 && share.den <= 100 && share.num > 0 && share.num <= share.den;
    // More than all is what nobody can reach.
    (sane && !(share.more && share.num == share.den)).then_some(share)
}

/// A text in lower case, spaces once.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl FromStr for Majority {
    type Err = Problem;

    /// `simple`, `absolute`, `2/3`, `more than 1/2 of members`.
    fn from_str(text: &str) -> Result<Self> {
        let typed = plain(text);
        let wrong = || {
            Problem::input(t!("“{text}” is no majority", text = text.trim())).hint(t!(
                "Use simple, absolute, or a fraction such as “2/3”, “more than 1/2 of members”; of votes, valid, cast, present, members or entitled"
            ))
        };
        match typed.as_str() {
            "simple" => return Ok(Self::SIMPLE),
            "absolute" => return Ok(Self::ABSOLUTE),
            _ => {}
        }
        let (amount, of) = typed.split_once(" of ").unwrap_or((&typed, Base::Votes.key()));
        let of = Base::ALL.into_iter().find(|base| base.key() == of.trim()).ok_or_else(wrong)?;
        Ok(Self { share: share(amount).ok_or_else(wrong)?, of })
    }
}

/// How many said what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub yes: u32,
    pub no: u32,
    pub abstain: u32,
    pub invalid: u32,
}

impl Counts {
    pub fn new(yes: u32, no: u32, abstain: u32) -> Self {
        Self { yes, no, abstain, invalid: 0 }
    }

    /// All that were given.
    pub fn cast(self) -> u32 {
        [self.yes, self.no, self.abstain, self.invalid].into_iter().fold(0, u32::saturating_add)
    }

    pub fn base(self, base: Base, voters: u32, members: u32, entitled: u32) -> u32 {
        match base {
            Base::Votes => self.yes.saturating_add(self.no),
            Base::Valid => self.cast().saturating_sub(self.invalid),
            Base::Cast => self.cast(),
            Base::Present => voters,
            Base::Members => members,
            Base::Entitled => entitled,
        }
    }

    /// "31 for, 12 against, 7 abstained"
    pub fn says(self) -> String {
        let mut parts = vec![t!("{n} for", n = self.yes), t!("{n} against", n = self.no)];
        if self.abstain > 0 {
            parts.push(t!("{n} abstained", n = self.abstain));
        }
        if self.invalid > 0 {
            parts.push(t!("{n} invalid", n = self.invalid));
        }
        parts.join(", ")
    }
}

/// A part of a whole in hundredths of a per cent, halves upwards; nothing of nothing.
pub fn part(of: u32, whole: u32) -> Option<u32> {
    (whole > 0).then(|| {
        let whole = u64::from(whole);
        u32::try_from((u64::from(of) * 20_000 + whole) / (2 * whole)).unwrap_or(u32::MAX)
    })
}

/// What a count comes to under a majority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub majority: Majority,
    pub yes: u32,
    pub needed: u32,
    pub of: u32,
    /// As many for as against, which a casting vote can decide.
    pub tied: bool,
}

impl Verdict {
    pub fn carried(self) -> bool {
        self.yes >= self.needed
    }

    /// How many votes for it are missing.
    pub fn short(self) -> u32 {
        self.needed.saturating_sub(self.yes)
    }

    /// "2/3 needed: 34 of 50, 17 short"
    pub fn says(self) -> String {
        let what = match self.majority {
            Majority::SIMPLE => t!("Simple majority needed").to_owned(),
            Majority::ABSOLUTE => t!("Absolute majority needed").to_owned(),
            Majority { share, of: Base::Votes } => t!("{share} needed", share = self.majority.short(share)),
            other => t!("{majority} needed", majority = other.says()),
        };
        let enough = if self.carried() {
            match self.yes - self.needed {
                0 => t!("reached with none to spare").to_owned(),
                spare => t!("{n} to spare", n = spare),
            }
        } else {
            t!("{n} short", n = self.short())
        };
        t!("{what}: {needed} of {of}, {enough}", what = what, needed = self.needed, of = self.of, enough = enough)
    }
}

/// How many have to be there that anything can be decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quorum {
    #[default]
    None,
    Number(u32),
    Share {
        share: Share,
        /// Of those entitled to vote, not of all members.
        entitled: bool,
    },
}

impl Quorum {
    pub fn needed(self, members: u32, entitled: u32) -> u32 {
        match self {
            Self::None => 0,
            Self::Number(number) => number,
            Self::Share { share, entitled: of_entitled } => share.needed(if of_entitled { entitled } else { members }),
        }
    }

    pub fn says(self) -> String {
        match self {
            Self::None => t!("No quorum").to_owned(),
            Self::Number(number) => text::plural(usize::try_from(number).unwrap_or(0), t!("member"), t!("members")),
            Self::Share { share, entitled } => {
                let amount = format!("{}/{}", share.num, share.den);
                let of = if entitled { t!("those entitled") } else { t!("the members") };
                if share.more {
                    t!("More than {share} of {of}", share = amount, of = of)
                } else {
                    t!("At least {share} of {of}", share = amount, of = of)
                }
            }
        }
    }
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Share { share, entitled } => {
                write!(f, "{share} of {}", if *entitled { "entitled" } else { "members" })
            }
        }
    }
}

impl FromStr for Quorum {
    type Err = Problem;

    /// `none`, `5`, `1/3`, `more than 1/2 of entitled`.
    fn from_str(text: &str) -> Result<Self> {
        let typed = plain(text);
        if typed.is_empty() || typed == "none" {
            return Ok(Self::None);
        }
        if let Ok(number) = typed.parse() {
            return Ok(if number == 0 { Self::None } else { Self::Number(number) });
        }
        let (amount, of) = typed.split_once(" of ").unwrap_or((&typed, "members"));
        let of = of.trim().trim_start_matches("the ");
        match (share(amount), of) {
            (Some(share), "members" | "entitled") => Ok(Self::Share { share, entitled: of == "entitled" }),
            _ => Err(Problem::input(t!("“{text}” is no quorum", text = text.trim())).hint(t!(
                "Use none, a number, or a fraction such as “1/3” or “more than 1/2 of entitled”; of members or entitled"
            ))),
        }
    }
}

/// How a quorum stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub needed: u32,
    pub present: u32,
}

impl Standing {
    pub fn met(self) -> bool {
        self.present >= self.needed
    }

    /// "Quorate: 12 of 9 needed", "Not quorate: 7 of 9 needed, 2 short"
    pub fn says(self) -> String {
        match (self.needed, self.met()) {
            (0, _) => t!("No quorum is needed; {n} may vote", n = self.present),
            (needed, true) => t!("Quorate: {n} present, {needed} needed", n = self.present, needed = needed),
            (needed, false) => t!(
                "Not quorate: {n} present, {needed} needed, {short} short",
                n = self.present,
                needed = needed,
                short = needed - self.present
            ),
        }
    }
}

/// The notice that a body's meetings need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub days: u32,
    /// Neither the day of sending nor that of the meeting counts.
    pub clear: bool,
}

impl Notice {
    /// The last day on which notice can be sent for a meeting.
    pub fn last_day(self, meeting: Day) -> Day {
        let days = u64::from(self.days) + u64::from(self.clear && self.days > 0);
        meeting.checked_sub_days(chrono::Days::new(days)).unwrap_or(meeting)
    }

    /// How many days of notice were given.
    pub fn given(self, sent: Day, meeting: Day) -> i64 {
        (meeting - sent).num_days() - i64::from(self.clear && self.days > 0)
    }

    pub fn is_enough(self, sent: Day, meeting: Day) -> bool {
        sent <= self.last_day(meeting)
    }

    /// "14 clear days"
    pub fn says(self) -> String {
        let days = usize::try_from(self.days).unwrap_or(0);
        match (self.days, self.clear) {
            (0, _) => t!("No notice is needed").to_owned(),
            (_, true) => text::plural(days, t!("clear day"), t!("clear days")),
            (_, false) => text::plural(days, t!("day"), t!("days")),
        }
    }

    /// What is to be said of the day on which notice was sent; `None` while it is not.
    pub fn verdict(self, sent: Option<Day>, meeting: Day) -> String {
        let last = day::short(self.last_day(meeting));
        match sent {
            None if self.days == 0 => t!("No notice is needed").to_owned(),
            None => t!("Notice is due by {day} ({rule})", day = last, rule = self.says()),
            Some(sent) if self.is_enough(sent, meeting) => t!("Notice sent {day}, in time", day = day::short(sent)),
            Some(sent) => t!(
                "Notice was sent {day}, which is too short: {given} of {rule}; the last day was {last}",
                day = day::short(sent),
                given = self.given(sent, meeting).max(0),
                rule = self.says(),
                last = last
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(majority: Majority, yes: u32, no: u32, abstain: u32) -> bool {
        majority.decide(Counts::new(yes, no, abstain), 100, 100, 100).carried()
    }

    /// Reference, §3.3: the cases of Antragsgrün, with its fault at nobody for and nobody against put right.
    #[test]
    fn majorities_are_what_the_reference_says() {
        let all = [Majority::SIMPLE, Majority::ABSOLUTE, Majority::TWO_THIRDS];
        let of = |yes, no, abstain| all.map(|majority| carried(majority, yes, no, abstain));
        assert_eq!(of(11, 10, 0), [true, true, false]);
        assert_eq!(of(11, 10, 1), [true, false, false]);
        assert_eq!(of(20, 10, 5), [true, true, true]);
        assert_eq!(of(19, 10, 0), [true, true, false]);
        assert_eq!(of(0, 0, 5), [false, false, false], "nobody for it: nothing is carried");
        assert_eq!(of(0, 0, 0), [false, false, false]);
        assert_eq!(of(10, 10, 0), [false, false, false]);
        assert_eq!(of(1, 0, 0), [true, true, true]);
    }

    #[test]
    fn a_quorum_of_at_least_and_of_more_than_part_at_whole_halves() {
        let at_least = Share { num: 1, den: 2, more: false };
        assert_eq!([42, 43].map(|n| at_least.needed(n)), [21, 22]);
        assert_eq!([42, 43].map(|n| Share::HALF.needed(n)), [22, 22]);
        assert_eq!([42, 43, 10].map(|n| Share::TWO_THIRDS.needed(n)), [28, 29, 7]);
        let quorum: Quorum = "more than 1/2 of entitled".parse().unwrap();
        assert_eq!((quorum.needed(80, 42), quorum.needed(80, 43)), (22, 22));
        let said = Standing { needed: 22, present: 20 };
        assert_eq!(said.says(), "Not quorate: 20 present, 22 needed, 2 short");
    }

    #[test]
    fn a_share_of_each_base_is_what_the_reference_says() {
        let counts = Counts { yes: 25, no: 15, abstain: 10, invalid: 2 };
        let of = |base| part(counts.yes, counts.base(base, 60, 70, 80)).unwrap();
        assert_eq!([Base::Votes, Base::Valid, Base::Cast].map(of), [6250, 5000, 4808]);
        assert_eq!([Base::Entitled, Base::Present].map(of), [3125, 4167]);
        assert_eq!(part(0, 0), None);
    }

    #[test]
    fn a_shortfall_is_said_in_words() {
        let said = |majority: &str, yes, no| {
            majority.parse::<Majority>().unwrap().decide(Counts::new(yes, no, 0), 100, 100, 100).says()
        };
        assert_eq!(said("2/3", 17, 33), "2/3 needed: 34 of 50, 17 short");
        assert_eq!(said("2/3", 34, 16), "2/3 needed: 34 of 50, reached with none to spare");
        assert_eq!(said("simple", 50, 50), "Simple majority needed: 51 of 100, 1 short");
        assert_eq!(said("2/3 of members", 50, 0), "2/3 of all members needed: 67 of 100, 17 short");
        assert_eq!(
            said("more than 1/2 of present", 51, 0),
            "more than 1/2 of those present needed: 51 of 100, reached with none to spare"
        );
    }

    #[test]
    fn rules_are_written_and_read_alike() {
        for text in ["simple", "absolute", "at least 2/3 of votes", "more than 1/2 of members", "at least 3/4 of cast"]
        {
            assert_eq!(text.parse::<Majority>().unwrap().to_string(), text);
        }
        for text in ["none", "5", "at least 1/3 of members", "more than 1/2 of entitled"] {
            assert_eq!(text.parse::<Quorum>().unwrap().to_string(), text);
        }
        assert_eq!("2/3".parse::<Majority>().unwrap(), Majority::TWO_THIRDS);
        for wrong in ["", "4/3", "0/2", "1/0", "more than 1/1", "half", "2/3 of people"] {
            assert!(wrong.parse::<Majority>().is_err(), "{wrong}");
        }
        assert!("1/3 of votes".parse::<Quorum>().is_err());
    }

    #[test]
    fn notice_counts_clear_days_or_plain_ones() {
        let of = |text: &str| day::from_iso(text).unwrap();
        let clear = Notice { days: 14, clear: true };
        assert_eq!(clear.last_day(of("2026-12-16")), of("2026-12-01"));
        assert!(
            clear.is_enough(of("2026-12-01"), of("2026-12-16")) && !clear.is_enough(of("2026-12-02"), of("2026-12-16"))
        );
        let plain = Notice { days: 14, clear: false };
        assert!(plain.is_enough(of("2026-12-02"), of("2026-12-16")));
        assert_eq!(
            clear.verdict(Some(of("2026-12-03")), of("2026-12-16")),
            "Notice was sent 3 Dec 2026, which is too short: 12 of 14 clear days; the last day was 1 Dec 2026"
        );
        assert_eq!(Notice::default().verdict(None, of("2026-12-16")), "No notice is needed");
    }

    proptest::proptest! {
        /// Against the definition: the smallest number that is at least, or more than, the share.
        #[test]
        fn needed_is_the_smallest_that_is_enough(num in 1_u32..20, den in 1_u32..20, more: bool, of in 0_u32..2000) {
            let share = Share { num: num.min(den), den, more };
            let enough = |n: u32| {
                let (left, right) = (u64::from(n) * u64::from(share.den), u64::from(share.num) * u64::from(of));
                if more { left > right } else { left >= right }
            };
            let needed = share.needed(of);
            proptest::prop_assert!(enough(needed) && (needed == 0 || !enough(needed - 1)));
        }
    }
}
