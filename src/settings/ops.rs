//! The one operation of settings that is not the office's own: its logo and signature.

use std::path::Path;

use crate::kit::{Problem, Result};
use crate::office::attachments;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Puts a logo or a signature into the office, or takes it out.
pub static SET_IMAGE: Op = Op {
    key: "settings.set_image",
    says: "Change the logo or signature",
    undo: Undo::Reverse,
    reach: Reach::Command("settings image"),
};

/// The two images an office has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Image {
    Logo,
    Signature,
}

/// Sets the image from a file, or removes it where none is given.
///
/// # Errors
/// When the file cannot be read, is no PNG or JPEG picture, or is too large.
pub fn set_image(office: &mut Office, which: Image, file: Option<&Path>) -> Result<Done<()>> {
    let picture = file.map(read).transpose()?;
    let (column, new, gone) = match which {
        Image::Logo => ("logo", t!("New logo"), t!("Removed the logo")),
        Image::Signature => ("signature", t!("New signature"), t!("Removed the signature")),
    };
    office.transact(&SET_IMAGE, |tx| {
        let id = picture.map(|(name, bytes)| attachments::store(tx, "office", 1, &name, &bytes)).transpose()?;
        // The one before stays attached, so that undo finds it.
        tx.conn().execute(&format!("UPDATE office SET {column} = ?1 WHERE id = 1"), [id.map(|id| id.0)])?;
        tx.say(if id.is_some() { new } else { gone });
        Ok(())
    })
}

/// The name and the bytes of a picture.
fn read(path: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(path).map_err(|e| {
        Problem::file(t!("The picture could not be read, so nothing was changed: {path}", path = path.display()))
            .because(e)
    })?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let is_picture = bytes.starts_with(&[0x89, b'P', b'N', b'G']) || bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    if !is_picture {
        return Err(Problem::input(t!("“{name}” is not a PNG or JPEG picture. Nothing was changed", name = name)));
    }
    Ok((name, bytes))
}
