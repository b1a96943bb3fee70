//! The one operation of settings that is not the office's own: its logo and signature.

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

/// Sets the image, or removes it where there are no bytes.
///
/// # Errors
/// When the bytes are no PNG or JPEG picture, or too many.
pub fn set_image(office: &mut Office, which: Image, file: Option<(&str, &[u8])>) -> Result<Done<()>> {
    if let Some((name, bytes)) = file {
        crate::print::Picture::read(bytes)
            .map_err(|problem| Problem::input(t!("“{name}” is not a picture that can be printed. Nothing was changed", name = name))
                .hint(t!("Use a PNG or JPEG file"))
                .because(problem))?;
    }
    let (column, new, gone) = match which {
        Image::Logo => ("logo", t!("New logo"), t!("Removed the logo")),
        Image::Signature => ("signature", t!("New signature"), t!("Removed the signature")),
    };
    office.transact(&SET_IMAGE, |tx| {
        let id = file.map(|(name, bytes)| attachments::store(tx, "office", 1, name, bytes)).transpose()?;
        // The one before stays attached, so that undo finds it.
        tx.conn().execute(&format!("UPDATE office SET {column} = ?1 WHERE id = 1"), [id.map(|id| id.0)])?;
        tx.say(if id.is_some() { new } else { gone });
        Ok(())
    })
}
