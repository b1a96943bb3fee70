//! A scoring kit: what one scorer needs to score away from the office, as one file. As JSON it is for this program; as a page it
//! opens in any browser, with no network, and saves an answer file ([`super::answers`]).
//!
//! Nothing of a candidate from whom the scorer is recused is in it. Of one to whom they have not declared yet there is the name
//! alone, because whatever a file holds can be read in it, whatever its screen hides.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::answers::{Answers, Sealed};
use super::model::{CandidateId, QuestionId, Stage, Stance, Whole};
use super::model::{CriterionId, RoundId, ScorerId};
use super::opened::Says;
use super::page_words;
use super::seal::{self, CardText, Envelope, Key, Place, unhex};
use crate::kit::{Problem, Result, text};
use crate::t;

/// What stands in `kind`.
pub const KIND: &str = "wardroom-kit-1";

/// See the head of this file. Ids are decimal digits in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    pub kind: String,
    pub round: RoundId,
    pub name: String,
    /// `sift` or `interview`.
    pub stage: String,
    pub profile: String,
    /// How scores combine and ties are decided, in words.
    pub rules: String,
    /// SHA-256 of what was published.
    pub published: String,
    /// Rounds of PBKDF2.
    pub strength: u32,
    pub scorer: KitScorer,
    pub criteria: Vec<KitCriterion>,
    pub questions: Vec<KitQuestion>,
    /// In the order in which this scorer takes them.
    pub candidates: Vec<KitCandidate>,
    /// How many are left out, because the scorer is recused from them.
    pub recused: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitScorer {
    pub id: ScorerId,
    pub name: String,
    pub salt: String,
    /// An empty card under the passphrase that was chosen at the office, if one was.
    pub check: Option<Envelope>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitCriterion {
    pub id: CriterionId,
    pub name: String,
    pub about: String,
    pub essential: bool,
    pub anchors: Vec<KitAnchor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitAnchor {
    pub points: i64,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitQuestion {
    pub id: QuestionId,
    pub text: String,
    pub follow_ups: String,
    pub minutes: u32,
    pub criteria: Vec<CriterionId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitCandidate {
    pub id: CandidateId,
    /// The code in a sift.
    pub name: String,
    /// `free` or `undeclared`.
    pub stance: String,
    pub why: String,
    pub texts: Vec<KitText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitText {
    /// None for the statement.
    pub question: Option<QuestionId>,
    pub text: String,
}

/// The kit of a scorer.
///
/// # Errors
/// When the round is not published or opened already, they do not score in it, or names are hidden and they have not declared.
pub fn of(whole: &Whole, scorer: ScorerId) -> Result<Kit> {
    let published = whole.round.published.as_ref().filter(|_| whole.round.opened.is_none()).ok_or_else(|| {
        Problem::input(t!("The round “{name}” is not being scored", name = whole.round.new.name))
            .hint(t!("A kit is made between publishing a round and opening it"))
    })?;
    let one = whole.scorer(scorer).filter(|_| whole.is_on_panel(scorer));
    let one = one.ok_or_else(|| Problem::input(t!("They do not score in this round")))?;
    let new = &whole.round.new;
    let sift = new.stage == Stage::Sift;
    if sift && !whole.has_declared(scorer) {
        return Err(Problem::input(t!("{name} has not said of everybody how they stand to them", name = one.name()))
            .hint(t!("Names are hidden in a sift, so conflicts are declared before a kit is made")));
    }
    let due = whole.due(scorer);
    let mut candidates: Vec<KitCandidate> = due
        .iter()
        .map(|about| KitCandidate {
            id: about.id,
            name: if sift { whole.code(about.id) } else { about.name().to_owned() },
            stance: "free".to_owned(),
            why: String::new(),
            texts: texts(whole, about.id, sift),
        })
        .collect();
    let undeclared = whole.standing().filter(|about| whole.stance(scorer, about.id) == Stance::Undeclared);
    candidates.extend(undeclared.map(|about| KitCandidate {
        id: about.id,
        name: about.name().to_owned(),
        stance: "undeclared".to_owned(),
        why: String::new(),
        texts: Vec::new(),
    }));
    // Interviews are scored in the order in which they are held.
    if !sift {
        candidates.sort_by_key(|about| whole.place(about.id).unwrap_or(u32::MAX));
    }
    let recused = whole.standing().filter(|c| matches!(whole.stance(scorer, c.id), Stance::Recused(_))).count();
    Ok(Kit {
        kind: KIND.to_owned(),
        round: whole.round.id,
        name: new.name.clone(),
        stage: new.stage.key().to_owned(),
        profile: new.profile.clone(),
        rules: t!(
            "Cards are combined by {how}; {quorum} at least must have marked each candidate.",
            how = new.combine.label().to_lowercase(),
            quorum = text::plural(usize::try_from(new.quorum).unwrap_or(0), t!("scorer"), t!("scorers"))
        ),
        published: published.sum.clone(),
        strength: whole.round.strength,
        scorer: KitScorer { id: one.id, name: one.name().to_owned(), salt: one.salt.clone(), check: one.check.clone() },
        criteria: criteria(whole),
        questions: questions(whole),
        candidates,
        recused,
    })
}

fn criteria(whole: &Whole) -> Vec<KitCriterion> {
    let of = |one: &super::model::Criterion| KitCriterion {
        id: one.id,
        name: one.new.name.clone(),
        about: one.new.about.clone(),
        essential: one.new.essential,
        anchors: one.new.anchors.iter().map(|a| KitAnchor { points: a.value, words: a.words.clone() }).collect(),
    };
    whole.criteria.iter().map(of).collect()
}

fn questions(whole: &Whole) -> Vec<KitQuestion> {
    let of = |one: &super::model::Question| KitQuestion {
        id: one.id,
        text: one.new.text.clone(),
        follow_ups: one.new.follow_ups.clone(),
        minutes: one.new.minutes,
        criteria: one.new.criteria.clone(),
    };
    whole.questions.iter().map(of).collect()
}

/// What a candidate wrote, as this scorer may read it: in a sift only what the chair has read and covered.
fn texts(whole: &Whole, candidate: CandidateId, sift: bool) -> Vec<KitText> {
    let theirs = whole.texts.iter().filter(|one| one.candidate == candidate && (!sift || one.ready));
    theirs
        .map(|one| KitText { question: one.question, text: if sift { one.redacted.clone() } else { one.text.clone() } })
        .collect()
}

impl Kit {
    /// Reads a kit.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self> {
        let wrong = || Problem::input(t!("This is no scoring kit"));
        let kit: Self = serde_json::from_str(text).map_err(|e| wrong().because(e))?;
        if kit.kind == KIND { Ok(kit) } else { Err(wrong()) }
    }

    /// As the file that opens in this program.
    ///
    /// # Errors
    /// Never, in truth.
    pub fn json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Problem::defect(t!("A kit could not be written")).because(e))
    }

    /// The key of a passphrase; where one was chosen at the office, only that one.
    ///
    /// # Errors
    /// When it is another, or the kit is damaged.
    pub fn key(&self, passphrase: &str) -> Result<Key> {
        let salt = unhex(&self.scorer.salt).and_then(|salt| salt.try_into().ok());
        let salt = salt.ok_or_else(|| Problem::input(t!("This kit is damaged. Ask the chair for another one")))?;
        let key = Key::new(passphrase, &salt, self.strength);
        if let Some(check) = &self.scorer.check {
            seal::open(&key, Place { round: self.round.0, scorer: self.scorer.id.0, candidate: 0 }, check).map_err(
                |problem| {
                    Problem::input(t!("This is not the passphrase of {name} for this round", name = self.scorer.name))
                        .because(problem)
                },
            )?;
        }
        Ok(key)
    }

    /// The answer file with these cards.
    ///
    /// # Errors
    /// When a card is about nobody of the kit, or lacks something.
    pub fn answers(&self, key: &Key, cards: &[(CandidateId, CardText)]) -> Result<Answers> {
        let mut answers = Answers {
            kind: super::answers::KIND.to_owned(),
            round: self.round,
            published: self.published.clone(),
            scorer: self.scorer.id,
            declared: Vec::new(),
            cards: Vec::new(),
        };
        for (candidate, card) in cards {
            let about = self.candidates.iter().find(|one| one.id == *candidate && one.stance == "free");
            let about = about.ok_or_else(|| {
                Problem::input(t!("A card is about nobody whom this kit is for. Nothing was sealed"))
                    .hint(t!("Conflicts are declared at the office or on the scoring page before"))
            })?;
            if let Some((name, why)) = self.lacks(card) {
                return Err(Problem::input(t!(
                    "{about}, {name}: {why}. Nothing was sealed",
                    about = about.name,
                    name = name,
                    why = why
                )));
            }
            let place = Place { round: self.round.0, scorer: self.scorer.id.0, candidate: candidate.0 };
            answers.cards.push(Sealed { candidate: *candidate, envelope: seal::seal(key, place, card)? });
        }
        Ok(answers)
    }

    /// The first criterion for which a card lacks something, and what.
    fn lacks(&self, card: &CardText) -> Option<(&str, &'static str)> {
        self.criteria.iter().find_map(|one| {
            let Some(mark) = card.mark(one.id.0) else {
                return Some((one.name.as_str(), t!("choose an anchor, or none")));
            };
            let Says::Anchor(at) = mark.says else { return None };
            let ends = at == 0 || at + 1 == one.anchors.len();
            (ends && mark.note.trim().is_empty())
                .then_some((one.name.as_str(), t!("the lowest and the highest mark need a note")))
        })
    }

    /// The scoring page: one file for any browser, without anything from outside.
    ///
    /// # Errors
    /// Never, in truth.
    pub fn page(&self) -> Result<String> {
        let (css, js) =
            (include_str!("../../assets/candidates/page.css"), include_str!("../../assets/candidates/page.js"));
        let mut page = include_str!("../../assets/candidates/page.html").to_owned();
        // What the office wrote comes last, so that no mark of the template is looked for in it.
        for (mark, with) in [
            ("@SCRIPT@", csp_hash(js)),
            ("@STYLE@", csp_hash(css)),
            ("@CSS@", css.to_owned()),
            ("@JS@", js.to_owned()),
            ("@TITLE@", t!("Scoring page").to_owned()),
            (
                "@NOSCRIPT@",
                t!("This page needs JavaScript, which it runs on this computer alone. Ask the chair for paper sheets otherwise.")
                    .to_owned(),
            ),
            ("@WORDS@", in_script(&words()?)),
            ("@KIT@", in_script(&self.json()?)),
        ] {
            page = page.replacen(mark, &with, 1);
        }
        Ok(page)
    }
}

/// The words of the page, as JSON.
fn words() -> Result<String> {
    let all: std::collections::BTreeMap<&str, &str> = page_words::words().into_iter().collect();
    serde_json::to_string(&all).map_err(|e| Problem::defect(t!("A page could not be written")).because(e))
}

/// JSON that can stand in a script element: nothing in it ends the element or begins a comment.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The SHA-256 of an inline script or style as a content security policy names it, in base 64.
pub fn csp_hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut out = String::with_capacity(44);
    for three in digest.chunks(3) {
        let mut bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        bits <<= 8 * (3 - three.len());
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            out.push(if place <= three.len() { DIGITS.get(digit).map_or('=', |d| char::from(*d)) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_the_script_and_the_json_stays_the_same() {
        let name = serde_json::to_string("</script><!-- & \u{2028}").unwrap();
        let inside = in_script(&name);
        assert!(!inside.contains(['<', '>', '&', '\u{2028}']), "{inside}");
        assert_eq!(serde_json::from_str::<String>(&inside).unwrap(), "</script><!-- & \u{2028}");
    }

    #[test]
    fn hashes_are_those_of_a_content_security_policy() {
        // echo -n "alert('Hello, world.');" | openssl dgst -sha256 -binary | openssl base64, as the CSP specification has it.
        assert_eq!(csp_hash("alert('Hello, world.');"), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
