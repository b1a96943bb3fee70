//! Reserved places and rules about the first places of a shortlist, held against it: what each asks, whether it is kept, and what
//! it rests on. What the law allows is that of Great Britain, as it was on the day in [`LAW_OF`]; it may have changed.

use crate::candidates::model::{CandidateId, Kind, QuotaId};
use crate::kit::fold::fold;
use crate::t;

/// When the law behind these checks was last read.
pub const LAW_OF: &str = "2026-11-27";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewQuota {
    /// Of the first so many; nought: of the whole shortlist.
    pub first: u32,
    pub least: u32,
    /// “women”, “disabled members”.
    pub whom: String,
    /// The party's rule.
    pub rests_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    pub id: QuotaId,
    pub new: NewQuota,
}

/// What a rule comes to on a shortlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub rule: String,
    pub kept: bool,
    /// “1 of the first 4; 2 are asked for”.
    pub says: String,
    /// The party's rule and the law.
    pub rests_on: String,
}

impl NewQuota {
    /// The rule in a few words.
    pub fn says(&self) -> String {
        if self.first == 0 {
            t!("At least {least} of {whom} on the shortlist", least = self.least, whom = self.whom)
        } else {
            t!(
                "At least {least} of {whom} in the first {first}",
                least = self.least,
                whom = self.whom,
                first = self.first
            )
        }
    }

    fn of_a_sex(&self) -> bool {
        matches!(fold(&self.whom).as_str(), "women" | "men" | "woman" | "man" | "female" | "male")
    }

    /// Why the rule cannot be, or the law does not allow it, which is looked at in Great Britain only (Equality Act 2010, ss 101–106, 158 and 159).
    pub fn unlawful(&self, kind: Kind, british: bool) -> Option<String> {
        if self.first > 0 && self.least > self.first {
            return Some(t!("more places are asked for than there are").to_owned());
        }
        if !british {
            return None;
        }
        match kind {
            Kind::Employee => Some(
                t!("places cannot be kept in an employment; only between equals may somebody be preferred (Equality Act 2010, s 159)")
                    .to_owned(),
            ),
            Kind::Officer => None,
            Kind::Candidate if self.first > 0 && self.least == self.first && !self.of_a_sex() => Some(
                t!("only a shortlist of one sex may be closed to others; for any other characteristic places may be reserved on it (Equality Act 2010, s 104(6) and (7))")
                    .to_owned(),
            ),
            Kind::Candidate => None,
        }
    }

    /// What allows it.
    pub fn law(&self, kind: Kind, british: bool) -> String {
        if !british {
            return t!("What the law of your country says of it is not in this program: have it looked at").to_owned();
        }
        let law = match kind {
            Kind::Candidate if self.of_a_sex() => t!(
                "Equality Act 2010, s 104: selection arrangements of a registered party that reduce inequality of representation; shortlists of one sex until the end of 2030 (s 105)"
            ),
            Kind::Candidate => t!(
                "Equality Act 2010, s 104: places reserved on a shortlist, where that is a proportionate means of reducing inequality of representation"
            ),
            Kind::Officer => t!(
                "Equality Act 2010, ss 101 and 158: only as positive action that is proportionate; have it looked at before it is used"
            ),
            Kind::Employee => t!("Equality Act 2010, s 159"),
        };
        t!("{law}. As the law was on {day}; read your rule book", law = law, day = LAW_OF)
    }
}

/// Holds a shortlist, in its order, against the rules. `of` says whether a rule is about somebody; who said nothing counts as not.
pub fn check(
    kind: Kind,
    british: bool,
    rules: &[Quota],
    shortlist: &[CandidateId],
    of: impl Fn(QuotaId, CandidateId) -> bool,
) -> Vec<Checked> {
    rules
        .iter()
        .map(|rule| {
            let first = if rule.new.first == 0 { shortlist.len() } else { rule.new.first as usize };
            let looked = shortlist.iter().take(first);
            let found = looked.filter(|one| of(rule.id, **one)).count();
            let place = if rule.new.first == 0 {
                t!("{found} on the shortlist of {all}", found = found, all = shortlist.len())
            } else {
                t!("{found} in the first {first}", found = found, first = first.min(shortlist.len()))
            };
            let law = rule.new.law(kind, british);
            Checked {
                rule: rule.new.says(),
                kept: found >= rule.new.least as usize,
                says: t!("{place}; {least} asked for", place = place, least = rule.new.least),
                rests_on: if rule.new.rests_on.is_empty() {
                    t!("No rule of the party is named. {law}", law = law)
                } else {
                    format!("{}. {law}", rule.new.rests_on)
                },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(first: u32, least: u32, whom: &str) -> Quota {
        Quota { id: QuotaId(1), new: NewQuota { first, least, whom: whom.into(), rests_on: "Rule 7".into() } }
    }

    #[test]
    fn two_of_the_top_four_are_counted_in_the_order_of_the_shortlist() {
        let women = [CandidateId(1), CandidateId(5), CandidateId(6)];
        let of = |_: QuotaId, one: CandidateId| women.contains(&one);
        let ids = |ids: [i64; 6]| ids.map(CandidateId);
        let kept = |list: &[CandidateId]| check(Kind::Candidate, true, &[rule(4, 2, "women")], list, of).remove(0);
        let bad = kept(&ids([1, 2, 3, 4, 5, 6]));
        assert_eq!((bad.kept, bad.says.as_str()), (false, "1 in the first 4; 2 asked for"));
        assert!(bad.rests_on.starts_with("Rule 7. Equality Act 2010, s 104"), "{}", bad.rests_on);
        assert!(kept(&ids([1, 5, 2, 3, 4, 6])).kept);
        assert!(check(Kind::Candidate, true, &[rule(0, 3, "women")], &ids([2, 3, 4, 1, 5, 6]), of).remove(0).kept);
    }

    #[test]
    fn what_the_law_does_not_allow_is_said_with_its_section() {
        assert_eq!(rule(4, 4, "women").new.unlawful(Kind::Candidate, true), None);
        assert!(rule(4, 4, "disabled members").new.unlawful(Kind::Candidate, true).unwrap().contains("s 104"));
        assert_eq!(rule(4, 1, "disabled members").new.unlawful(Kind::Candidate, true), None);
        assert!(rule(4, 1, "women").new.unlawful(Kind::Employee, true).unwrap().contains("s 159"));
        assert!(rule(2, 3, "women").new.unlawful(Kind::Candidate, true).is_some());
        // Elsewhere the law is another, which this program does not have.
        assert_eq!(rule(4, 4, "disabled members").new.unlawful(Kind::Candidate, false), None);
        assert!(rule(2, 3, "women").new.unlawful(Kind::Candidate, false).is_some());
    }
}
