//! How a round said that it would be judged, and what follows from the seed that was published with it.

use sha2::{Digest as _, Sha256};

use crate::candidates::judged::{Essentials, Method};
use crate::candidates::model::{CandidateId, USUAL_PASS, Whole, order};

/// The order in which the lot of a round puts its candidates: by SHA-256 of “seed:lot:id”. The seed was fixed when the round was
/// published, before anybody marked, and stands in the text whose hash was published: so the lot was committed to, is the same in
/// every recount, and cannot be drawn again until it pleases. Places in the list of those who stand.
pub fn lot(whole: &Whole) -> Vec<usize> {
    let ids: Vec<CandidateId> = whole.standing().map(|one| one.id).collect();
    let places = 0..ids.len();
    order(&format!("{}:lot", whole.round.seed), places, |at| ids.get(*at).map(ToString::to_string).unwrap_or_default())
}

/// What the random weightings of a round are drawn from: the first 53 bits of SHA-256 of “seed:weights”, so that any program can
/// write the number whole.
pub fn seed(whole: &Whole) -> u64 {
    let digest = Sha256::digest(format!("{}:weights", whole.round.seed));
    digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) >> 11
}

/// The method of a published round.
pub fn method(whole: &Whole) -> Method {
    Method {
        combine: whole.round.new.combine,
        essentials: Essentials { least: USUAL_PASS },
        ladder: whole.round.new.ladder.0.clone(),
        lot: Some(lot(whole)),
        seed: seed(whole),
        ..Method::default()
    }
}
