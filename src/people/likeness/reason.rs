//! What a comparison says in words.

use serde::Serialize;

use crate::t;

/// Something that agrees or differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    SameName,
    SimilarName,
    SwappedName,
    ShortForm,
    Initial,
    SameGiven,
    SameFamily,
    SameBirth,
    SimilarBirth,
    SameNumber,
    SameEmail,
    SimilarEmail,
    SamePhone,
    SameAddress,
    SameStreet,
    SamePostcode,
    SameTown,
    OtherGiven,
    OtherFamily,
    OtherBirth,
    OtherNumber,
    OtherGeneration,
    OtherKind,
}

impl Reason {
    /// In words: "same e-mail address".
    pub fn says(self) -> &'static str {
        match self {
            Self::SameName => t!("same name"),
            Self::SimilarName => t!("similar name"),
            Self::SwappedName => t!("names the other way round"),
            Self::ShortForm => t!("short form of the name"),
            Self::Initial => t!("same initial"),
            Self::SameGiven => t!("same given name"),
            Self::SameFamily => t!("same family name"),
            Self::SameBirth => t!("same birth date"),
            Self::SimilarBirth => t!("similar birth date"),
            Self::SameNumber => t!("same number"),
            Self::SameEmail => t!("same e-mail address"),
            Self::SimilarEmail => t!("similar e-mail address"),
            Self::SamePhone => t!("same phone number"),
            Self::SameAddress => t!("same address"),
            Self::SameStreet => t!("similar address"),
            Self::SamePostcode => t!("same postcode"),
            Self::SameTown => t!("same town"),
            Self::OtherGiven => t!("but another given name"),
            Self::OtherFamily => t!("but another family name"),
            Self::OtherBirth => t!("but another birth date"),
            Self::OtherNumber => t!("but another number"),
            Self::OtherGeneration => t!("but one is the elder"),
            Self::OtherKind => t!("but one is an organisation"),
        }
    }

    /// Whether it speaks against.
    pub fn is_against(self) -> bool {
        self >= Self::OtherGiven
    }
}
