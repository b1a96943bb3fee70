//! The branch's paper: its head, its logo, who signs, its colour. Read once for whatever is printed.

use rusqlite::Connection;

use super::paper::Letterhead;
use crate::kit::Result;
use crate::office::attachments::{self, AttachmentId};
use crate::office::profile::{self, Profile};
use crate::print::{Ink, Picture, Sender};

/// See the head of this file.
#[derive(Clone)]
pub struct Stationery {
    pub profile: Profile,
    pub head: Letterhead,
    pub logo: Option<Picture>,
    pub signature: Option<Picture>,
    /// Branch and party; one where they have the same name.
    names: Vec<String>,
    /// The letterhead's lines that are not those names.
    lines: Vec<String>,
    in_one_line: String,
}

impl Stationery {
    /// Reads it from the office. A picture that is damaged or gone is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(conn: &Connection) -> Result<Self> {
        let mut stationery = Self::of(profile::get(conn)?);
        let picture = |id: Option<AttachmentId>| {
            let bytes = attachments::bytes(conn, id?).and_then(|bytes| Picture::read(&bytes));
            bytes.inspect_err(|problem| tracing::warn!(%problem, "a picture is left out")).ok()
        };
        stationery.logo = picture(stationery.profile.logo);
        stationery.signature = picture(stationery.profile.signature);
        Ok(stationery)
    }

    /// The same without pictures, from the office's details alone.
    pub fn of(profile: Profile) -> Self {
        let mut names = vec![profile.branch.clone()];
        if profile.party != profile.branch {
            names.push(profile.party.clone());
        }
        let lines: Vec<String> = profile
            .letterhead
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty() && !names.contains(line))
            .collect();
        let in_one_line = names.iter().chain(&lines).map(String::as_str).collect::<Vec<_>>().join(", ");
        Self { head: Letterhead::of(&profile), profile, logo: None, signature: None, names, lines, in_one_line }
    }

    pub fn sender(&self) -> Sender<'_> {
        Sender { names: &self.names, lines: &self.lines, logo: self.logo.as_ref(), in_one_line: &self.in_one_line }
    }

    /// The branch's colour.
    pub fn accent(&self) -> Ink {
        let part = |at: usize| self.profile.accent.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (part(0), part(2), part(4)) {
            (Some(red), Some(green), Some(blue)) => Ink(red, green, blue),
            _ => Ink::BLACK,
        }
    }
}
