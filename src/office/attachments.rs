//! Files attached to records: a scan of a cheque, a logo. The row is in the history; the bytes lie apart under their digest.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::Office;
use super::key::hex;
use super::op::{Done, Finding, Op, Reach, Severity, Undo};
use super::transact::Tx;
use crate::kit::{Problem, Result};
use crate::t;

/// Attaches a file to a record.
pub static ATTACH: Op = Op {
    key: "office.attach",
    says: "Attach a file",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("a file is chosen and looked at beside the record it belongs to"),
};

/// Takes an attachment off its record; undo brings it back.
pub static DETACH: Op = Op {
    key: "office.detach",
    says: "Remove an attachment",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("an attachment is looked at before it is removed"),
};

crate::row_id!(
    /// A file attached to a record.
    AttachmentId
);

/// The largest file that can be attached: 10 MiB, so that an office stays small enough to mail.
pub const LARGEST: usize = 10 << 20;

/// What is known of an attachment without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub digest: String,
}

/// What a picture or a PDF is called, by its first bytes: the media type, and the ending a viewer knows it by.
const SHOWN: &[(&str, &str)] = &[
    ("application/pdf", "pdf"),
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/tiff", "tif"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/heic", "heic"),
];

impl Attachment {
    /// The name under which a viewer gets it: the ending says what the bytes are, whatever the name it came with said. A
    /// name alone could make a program of it that the system would start. Nothing where it is no picture and no PDF.
    pub fn viewer_name(&self) -> Option<String> {
        let (_, ending) = SHOWN.iter().find(|(media, _)| *media == self.media_type)?;
        let path = Path::new(&self.name);
        let has = path.extension().is_some_and(|own| {
            let own = own.to_string_lossy().to_lowercase();
            own == *ending || matches!((own.as_str(), *ending), ("jpeg", "jpg") | ("tiff", "tif") | ("heif", "heic"))
        });
        Some(if has { self.name.clone() } else { format!("{}.{ending}", self.name) })
    }
}

/// Attaches a scan that lies in a file: a PDF or a picture.
///
/// # Errors
/// When the file cannot be read, is empty, larger than [`LARGEST`], or neither a PDF nor a picture.
pub fn attach_scan(office: &mut Office, owner_table: &str, owner: i64, path: &Path) -> Result<Done<AttachmentId>> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let unread = |e: std::io::Error| {
        Problem::file(t!("The file could not be read, so it was not attached: {path}", path = path.display()))
            .because(e)
    };
    // A film chosen by mistake is not read whole first.
    let size = std::fs::metadata(path).map_err(unread)?.len();
    if size > LARGEST as u64 {
        return Err(too_large(&name));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    if !bytes.is_empty() && SHOWN.iter().all(|(media, _)| *media != media_type(&bytes)) {
        return Err(Problem::input(t!("“{name}” is neither a PDF nor a picture, so it was not attached", name = name))
            .hint(t!("Scan it, or print it to a PDF, and attach that")));
    }
    attach(office, owner_table, owner, &name, &bytes)
}

/// The problem of a file that is larger than [`LARGEST`].
pub fn too_large(name: &str) -> Problem {
    Problem::input(t!("“{name}” is larger than 10 MB, so it was not attached", name = name))
        .hint(t!("Scan it at a lower resolution, or keep it beside the office and note where"))
}

/// Attaches bytes to the record `owner` of `owner_table`.
///
/// # Errors
/// When the file is empty or larger than [`LARGEST`].
pub fn attach(
    office: &mut Office,
    owner_table: &str,
    owner: i64,
    name: &str,
    bytes: &[u8],
) -> Result<Done<AttachmentId>> {
    office.transact(&ATTACH, |tx| {
        tx.say(format!("Attached {name}"));
        store(tx, owner_table, owner, name, bytes)
    })
}

/// The same inside another operation.
///
/// # Errors
/// When the file is empty or larger than [`LARGEST`].
pub fn store(tx: &Tx<'_>, owner_table: &str, owner: i64, name: &str, bytes: &[u8]) -> Result<AttachmentId> {
    if bytes.is_empty() {
        return Err(Problem::input(format!("“{name}” is empty, so it was not attached")));
    }
    if bytes.len() > LARGEST {
        return Err(too_large(name));
    }
    let id = tx.new_id();
    let digest = hex(&Sha256::digest(bytes));
    tx.conn().execute("INSERT INTO attachment_data (id, bytes) VALUES (?1, ?2)", params![id, bytes])?;
    tx.conn().execute(
        "INSERT INTO attachment (id, owner_table, owner, name, media_type, size, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, owner_table, owner, name, media_type(bytes), i64::try_from(bytes.len()).unwrap_or(0), digest],
    )?;
    Ok(AttachmentId(id))
}

/// Takes an attachment off its record inside another operation. The bytes stay while the history can bring the row back.
///
/// # Errors
/// When the file cannot be written.
pub fn take_off(tx: &Tx<'_>, id: AttachmentId) -> Result<()> {
    tx.conn().execute("DELETE FROM attachment WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Takes an attachment off its record. The bytes stay while the history can bring the row back.
///
/// # Errors
/// When there is no such attachment.
pub fn detach(office: &mut Office, id: AttachmentId) -> Result<Done<()>> {
    office.transact(&DETACH, |tx| {
        let name: String =
            tx.conn().query_row("SELECT name FROM attachment WHERE id = ?1", [id.0], |row| row.get(0))?;
        tx.say(format!("Removed the attachment {name}"));
        take_off(tx, id)
    })
}

/// Hands everything attached to one record over to another of the same table; how many there were.
///
/// # Errors
/// When the file cannot be written.
pub fn hand_over(conn: &Connection, owner_table: &str, from: i64, to: i64) -> Result<usize> {
    let mut update = conn.prepare_cached("UPDATE attachment SET owner = ?3 WHERE owner_table = ?1 AND owner = ?2")?;
    Ok(update.execute(params![owner_table, from, to])?)
}

/// What is attached to a record.
///
/// # Errors
/// When the file cannot be read.
pub fn of(conn: &Connection, owner_table: &str, owner: i64) -> Result<Vec<Attachment>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, media_type, size, digest FROM attachment WHERE owner_table = ?1 AND owner = ?2 ORDER BY id",
    )?;
    let list = select
        .query_map(params![owner_table, owner], |row| {
            Ok(Attachment {
                id: AttachmentId(row.get(0)?),
                name: row.get(1)?,
                media_type: row.get(2)?,
                size: row.get::<_, i64>(3)?.unsigned_abs(),
                digest: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// The bytes of an attachment, checked against their digest.
///
/// # Errors
/// When there is no such attachment, or its bytes are damaged.
pub fn bytes(conn: &Connection, id: AttachmentId) -> Result<Vec<u8>> {
    let found: Option<(String, Vec<u8>)> = conn
        .prepare_cached(
            "SELECT a.digest, d.bytes FROM attachment a JOIN attachment_data d ON d.id = a.id WHERE a.id = ?1",
        )?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (digest, bytes) = found.ok_or_else(|| Problem::input("This attachment is no longer in the file"))?;
    if hex(&Sha256::digest(&bytes)) != digest {
        return Err(Problem::file("This attachment is damaged").hint("Take it from a backup"));
    }
    Ok(bytes)
}

/// By the first bytes, not by the name.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "image/tiff",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        // What phones make: an ISO media file of one of these brands.
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i' | b'v', ..]
        | [_, _, _, _, b'f', b't', b'y', b'p', b'm', b'i' | b's', b'f', b'1', ..] => "image/heic",
        _ => "application/octet-stream",
    }
}

/// What everything that is attached belongs to: its own id, the owner's table and row, and its name.
pub(super) fn owners(conn: &Connection) -> Result<Vec<(i64, String, i64, String)>> {
    let mut select = conn.prepare_cached("SELECT id, owner_table, owner, name FROM attachment")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut select = conn.prepare(
        "SELECT a.id, a.name, a.digest, d.bytes FROM attachment a LEFT JOIN attachment_data d ON d.id = a.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let sound = match row.get_ref(3)? {
            rusqlite::types::ValueRef::Blob(bytes) => hex(&Sha256::digest(bytes)) == row.get::<_, String>(2)?,
            _ => false,
        };
        if !sound {
            findings.push(Finding {
                severity: Severity::Error,
                what: format!("The attachment “{}” is damaged or missing", row.get::<_, String>(1)?),
                place: format!("attachment {}", row.get::<_, i64>(0)?),
            });
        }
    }
    Ok(findings)
}
