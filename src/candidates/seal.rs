//! The seal on a card: what a scorer wrote can be read by nobody, in the file or out of it, until that scorer's passphrase is typed.
//!
//! A key is PBKDF2-HMAC-SHA256 of the passphrase (UTF-8, NFC) with 16 random bytes for the scorer in the round, [`ROUNDS`] rounds.
//! A card is UTF-8 JSON. `plaintext = 32 random bytes ‖ JSON`, sealed by AES-256-GCM with a fresh 12-byte nonce and the associated
//! data `wardroom-card-1:ROUND:SCORER:CANDIDATE`; its commitment is SHA-256 of the same plaintext. Any browser can do the same:
//! the scoring page does it with WebCrypto. The JSON is filled up with spaces at its end, so that the length of what is sealed
//! does not tell how much was written.

use std::fmt;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use pbkdf2::pbkdf2_hmac;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::{Zeroize as _, Zeroizing};

use super::opened::{Mark, Says};
use crate::kit::{Problem, Result};
use crate::office::key::hex;
use crate::t;

/// Rounds of PBKDF2-HMAC-SHA256 (OWASP Password Storage Cheat Sheet, 2023: 600,000).
pub const ROUNDS: u32 = 600_000;
/// What stands before the ids in the associated data: the kind of seal and its version.
pub const KIND: &str = "wardroom-card-1";
/// The same for what a candidate needs to be heard fairly, under the key of the chair.
const NEEDS: &str = "wardroom-needs-1";
/// The JSON of a card is filled up to a multiple of this many bytes.
const STEP: usize = 1024;
const SALT: usize = 32;

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|e| {
        Problem::file(t!("The system gave no random numbers, so nothing was sealed")).because(e.to_string())
    })?;
    Ok(bytes)
}

/// Bytes from hexadecimal digits; nothing where they are none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16)?.try_into().ok()).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// What opens the cards of one scorer in one round. Wiped when dropped, and never shown.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The key of a passphrase. Slow on purpose; fewer rounds than [`ROUNDS`] are for tests.
    pub fn new(passphrase: &str, salt: &[u8; 16], rounds: u32) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(passphrase.len() * 2));
        text.extend(passphrase.nfc());
        let mut bytes = Zeroizing::new([0_u8; 32]);
        pbkdf2_hmac::<Sha256>(text.as_bytes(), salt, rounds, bytes.as_mut());
        Self(bytes)
    }
}

/// Whose card about whom, by the ids in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub round: i64,
    pub scorer: i64,
    pub candidate: i64,
}

impl Place {
    fn text(self, kind: &str) -> String {
        format!("{kind}:{}:{}:{}", self.round, self.scorer, self.candidate)
    }
}

/// A sealed card, as the file and an answer file hold it: hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    pub nonce: String,
    pub sealed: String,
    pub commitment: String,
}

/// What a scorer wrote about a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardText {
    /// What has no mark yet is not in the list.
    pub marks: Vec<MarkText>,
    #[serde(default)]
    pub remark: String,
    /// Of a half-filled card: what was noted before there is a mark. Never of one that is handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmarked: Vec<NoteText>,
}

/// A note without a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteText {
    pub criterion: String,
    pub note: String,
}

/// One mark of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkText {
    /// The criterion's id, in decimal digits.
    pub criterion: String,
    pub says: SaysText,
    #[serde(default)]
    pub note: String,
}

/// `"none"` (no evidence) or the place of an anchor, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaysText(pub Says);

impl Serialize for SaysText {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Says::NoEvidence => to.serialize_str("none"),
            Says::Anchor(at) => to.serialize_u64(at as u64),
        }
    }
}

impl<'de> Deserialize<'de> for SaysText {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            At(usize),
            Word(String),
        }
        match Either::deserialize(from)? {
            Either::At(at) => Ok(Self(Says::Anchor(at))),
            Either::Word(word) if word == "none" => Ok(Self(Says::NoEvidence)),
            Either::Word(_) => Err(serde::de::Error::custom("neither an anchor nor \"none\"")),
        }
    }
}

impl CardText {
    /// The mark of a criterion.
    pub fn mark(&self, criterion: i64) -> Option<Mark> {
        let id = criterion.to_string();
        let found = self.marks.iter().find(|mark| mark.criterion == id)?;
        Some(Mark { says: found.says.0, note: found.note.clone() })
    }

    /// Writes the mark of a criterion, in place of an older one.
    pub fn set(&mut self, criterion: i64, mark: Mark) {
        let new = MarkText { criterion: criterion.to_string(), says: SaysText(mark.says), note: mark.note };
        match self.marks.iter_mut().find(|old| old.criterion == new.criterion) {
            Some(old) => *old = new,
            None => self.marks.push(new),
        }
    }
}

/// A card that was opened: what was written, and what proves that it was this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsealed {
    pub card: CardText,
    /// The 32 bytes before the JSON, as hexadecimal digits.
    pub salt: String,
    /// The JSON as it was sealed, to the byte.
    pub json: String,
}

/// The commitment to a card: SHA-256 of salt and JSON, as hexadecimal digits.
pub fn commitment(salt: &[u8], json: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(json.as_bytes());
    hex(&hash.finalize())
}

/// Whether an opened card is what was committed to.
pub fn keeps(commitment_of: &str, salt: &str, json: &str) -> bool {
    unhex(salt).is_some_and(|salt| salt.len() == SALT && commitment(&salt, json) == commitment_of)
}

/// Seals a card under a fresh salt and nonce.
///
/// # Errors
/// When the system gives no random numbers.
pub fn seal(key: &Key, place: Place, card: &CardText) -> Result<Envelope> {
    seal_with(key, place, card, &random()?, &random()?)
}

/// The same under a salt and a nonce that were never used before.
///
/// # Errors
/// When the card cannot be written.
pub fn seal_with(key: &Key, place: Place, card: &CardText, salt: &[u8; SALT], nonce: &[u8; 12]) -> Result<Envelope> {
    seal_text(key, &place.text(KIND), &filled(serde_json::to_string(card).map_err(unwritable)?), salt, nonce)
}

/// JSON with spaces at its end, so that its length tells nothing.
fn filled(json: String) -> Zeroizing<String> {
    let mut json = Zeroizing::new(json);
    let missing = json.len().div_ceil(STEP) * STEP - json.len();
    json.extend(std::iter::repeat_n(' ', missing));
    json
}

/// Seals what a candidate needs to be heard fairly under the chair's key, with a salt and a nonce that were never used before.
///
/// # Errors
/// When it cannot be written.
pub fn seal_needs(key: &Key, place: Place, text: &str, salt: &[u8; SALT], nonce: &[u8; 12]) -> Result<Envelope> {
    seal_text(key, &place.text(NEEDS), &filled(serde_json::to_string(text).map_err(unwritable)?), salt, nonce)
}

/// The associated data of what a scorer declares away from the office, as the scoring page has it.
fn said_place(round: i64, scorer: i64) -> String {
    format!("{KIND}:{round}:{scorer}:declared")
}

/// Seals what a scorer declared away from the office, in a draft.
///
/// # Errors
/// When the system gives no random numbers.
pub fn seal_said(key: &Key, round: i64, scorer: i64, json: &str) -> Result<Envelope> {
    seal_text(key, &said_place(round, scorer), &filled(json.to_owned()), &random()?, &random()?)
}

/// Opens it.
///
/// # Errors
/// When the key does not open it.
pub fn open_said(key: &Key, round: i64, scorer: i64, envelope: &Envelope) -> Result<Zeroizing<String>> {
    unsealed(key, &said_place(round, scorer), envelope).map(|(_, json)| Zeroizing::new(json))
}

/// Opens what a candidate needs.
///
/// # Errors
/// When the key does not open it.
pub fn open_needs(key: &Key, place: Place, envelope: &Envelope) -> Result<Zeroizing<String>> {
    let (_, json) = unsealed(key, &place.text(NEEDS), envelope)?;
    let text: String = serde_json::from_str(&json)
        .map_err(|e| Problem::input(t!("What is sealed was opened and cannot be read")).because(e))?;
    Ok(Zeroizing::new(text))
}

fn unwritable(error: serde_json::Error) -> Problem {
    Problem::defect(t!("A card could not be written")).because(error)
}

fn seal_text(key: &Key, aad: &str, json: &str, salt: &[u8; SALT], nonce: &[u8; 12]) -> Result<Envelope> {
    let mut plain = Zeroizing::new(Vec::with_capacity(SALT + json.len()));
    plain.extend_from_slice(salt);
    plain.extend_from_slice(json.as_bytes());
    let sealed = Aes256Gcm::new(&(*key.0).into())
        .encrypt(&Nonce::from(*nonce), Payload { msg: &plain, aad: aad.as_bytes() })
        .map_err(|e| Problem::defect(t!("A card could not be sealed. Nothing was kept")).because(e.to_string()))?;
    Ok(Envelope { nonce: hex(nonce), sealed: hex(&sealed), commitment: commitment(salt, json) })
}

/// Opens a card, and holds it against its commitment.
///
/// # Errors
/// When the key does not open it (another passphrase, or another round, scorer or candidate), when what comes out is not what was
/// committed to, or no card.
pub fn open(key: &Key, place: Place, envelope: &Envelope) -> Result<Unsealed> {
    let (salt, json) = unsealed(key, &place.text(KIND), envelope)?;
    let card = serde_json::from_str(&json)
        .map_err(|e| Problem::input(t!("A sealed card was opened and cannot be read")).because(e))?;
    Ok(Unsealed { card, salt, json })
}

/// Salt and JSON of an envelope, held against its commitment.
fn unsealed(key: &Key, aad: &str, envelope: &Envelope) -> Result<(String, String)> {
    let damaged = || Problem::input(t!("A sealed card is damaged; it is not written in hexadecimal digits"));
    let nonce: [u8; 12] = unhex(&envelope.nonce).and_then(|n| n.try_into().ok()).ok_or_else(damaged)?;
    let sealed = unhex(&envelope.sealed).ok_or_else(damaged)?;
    let plain = Aes256Gcm::new(&(*key.0).into())
        .decrypt(&Nonce::from(nonce), Payload { msg: &sealed, aad: aad.as_bytes() })
        .map_err(|_closed| {
            Problem::input(t!("The passphrase does not open this card"))
                .hint(t!("Type the passphrase that the card was sealed with; nobody else has another way in"))
        })?;
    let mut plain = Zeroizing::new(plain);
    let (salt, json) = plain.split_at_checked(SALT).ok_or_else(damaged)?;
    let (salt, json) = (hex(salt), String::from_utf8_lossy(json).into_owned());
    plain.zeroize();
    if !keeps(&envelope.commitment, &salt, &json) {
        return Err(Problem::input(t!("What is in a sealed card is not what its scorer committed to"))
            .hint(t!("It was changed after it was handed in. Ask the scorer, and say so in the decision record")));
    }
    Ok((salt, json))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { round: 11, scorer: 22, candidate: 33 };

    fn key() -> Key {
        Key::new("four quiet words here", &[7; 16], 1000)
    }

    fn card() -> CardText {
        let mut card = CardText { remark: "Calm under fire".into(), ..CardText::default() };
        card.set(1, Mark { says: Says::NoEvidence, note: String::new() });
        card.set(2, Mark { says: Says::Anchor(4), note: "Led the flood wardens".into() });
        card
    }

    #[test]
    fn the_json_of_a_card_is_what_every_reader_of_it_expects() {
        assert_eq!(
            serde_json::to_string(&card()).unwrap(),
            r#"{"marks":[{"criterion":"1","says":"none","note":""},{"criterion":"2","says":4,"note":"Led the flood wardens"}],"remark":"Calm under fire"}"#
        );
        let bare: CardText = serde_json::from_str(r#"{"marks":[{"criterion":"1","says":0}]}"#).unwrap();
        assert_eq!(bare.mark(1), Some(Mark { says: Says::Anchor(0), note: String::new() }));
        for wrong in [r#""some""#, "-1", "1.5", "null"] {
            assert!(serde_json::from_str::<SaysText>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_sealed_comes_back_and_only_with_its_own_key_and_place() {
        let envelope = seal(&key(), PLACE, &card()).unwrap();
        let back = open(&key(), PLACE, &envelope).unwrap();
        assert_eq!(back.card, card());
        assert!(keeps(&envelope.commitment, &back.salt, &back.json));
        assert!(!keeps(&envelope.commitment, &back.salt, &back.json.replace('4', "3")));
        let other = Key::new("four quiet words there", &[7; 16], 1000);
        assert!(open(&other, PLACE, &envelope).unwrap_err().message.contains("does not open"));
        for place in [Place { round: 12, ..PLACE }, Place { scorer: 23, ..PLACE }, Place { candidate: 34, ..PLACE }] {
            assert!(open(&key(), place, &envelope).is_err(), "{place:?}");
        }
        let swapped = Envelope { commitment: commitment(&[0; 32], "{}"), ..envelope };
        assert!(open(&key(), PLACE, &swapped).unwrap_err().message.contains("committed"));
    }

    #[test]
    fn what_a_candidate_needs_is_no_card_and_opens_with_the_same_key_alone() {
        let envelope = seal_needs(&key(), PLACE, "Large print", &[1; 32], &[2; 12]).unwrap();
        assert_eq!(open_needs(&key(), PLACE, &envelope).unwrap().as_str(), "Large print");
        assert!(open(&key(), PLACE, &envelope).is_err(), "it is sealed for another purpose");
        assert!(open_needs(&key(), Place { candidate: 34, ..PLACE }, &envelope).is_err());
        assert_eq!(envelope.sealed.len(), seal(&key(), PLACE, &CardText::default()).unwrap().sealed.len());
    }

    #[test]
    fn length_and_repetition_tell_nothing() {
        let empty = seal(&key(), PLACE, &CardText::default()).unwrap();
        let full = seal(&key(), PLACE, &card()).unwrap();
        assert_eq!(empty.sealed.len(), full.sealed.len());
        assert_eq!(full.sealed.len(), 2 * (32 + 1024 + 16));
        let again = seal(&key(), PLACE, &card()).unwrap();
        assert!(again.nonce != full.nonce && again.sealed != full.sealed && again.commitment != full.commitment);
    }

    /// Worked out with Python's `cryptography` and `hashlib`; the scoring page is held against the same figures.
    #[test]
    fn another_program_seals_the_same() {
        let key = Key::new("Zoë’s cafe\u{301} au lait", &std::array::from_fn(|i| i as u8), ROUNDS);
        assert_eq!(hex(key.0.as_ref()), KNOWN_KEY);
        let json = r#"{"marks":[{"criterion":"2","says":4,"note":"é"}],"remark":""}"#;
        let envelope = seal_text(&key, &PLACE.text(KIND), json, &[9; 32], &[5; 12]).unwrap();
        assert_eq!(envelope.commitment, KNOWN_COMMITMENT);
        assert_eq!(envelope.sealed, KNOWN_SEALED);
        assert_eq!(open(&key, PLACE, &envelope).unwrap().json, json);
    }

    const KNOWN_KEY: &str = "e88b76746e777a0e02e26be23741ce698947f02b899cacc8c443844dca388e82";
    const KNOWN_COMMITMENT: &str = "871f77fb5df8e070284b35a8d566348e113c2636ba873965673770079c99abf9";
    const KNOWN_SEALED: &str = "86974b3b915bfbcaafaf45e56e2fe66462aa63913f86c14fe57a0dc60264c664af99d1adfa4f6ca9d49cbfafa81562cba1f3e15a891f485034ba277cde514b9370944c944ba64f128c51b2ccaf355e558b23390fd5b5110083f2a3a0feb248a38853168e61240aa3b0c6d53fce68";

    #[test]
    fn nothing_secret_is_shown() {
        assert_eq!(format!("{:?}", key()), "Key(…)");
        assert_eq!(unhex("0aFf"), Some(vec![10, 255]));
        assert_eq!((unhex("0a0"), unhex("zz")), (None, None));
    }
}
