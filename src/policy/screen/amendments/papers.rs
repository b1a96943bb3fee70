//! The papers of amendments: drawn for a viewer, or saved where somebody chooses.

use super::super::super::docx;
use super::super::super::model::DocumentId;
use super::super::super::model::listing::Which;
use super::super::super::{printing, store};
use super::super::{LIST_PAPER, LIST_SAVE, SYNOPSIS_PAPER, VOTING_PAPER, WORD_PAPER};
use crate::app::Sight;
use crate::app::paper::{Goal, Papers, Start, draw};
use crate::app::sight::{Wish, WishKind};
use crate::kit::whole_file::write_whole;
use crate::t;

/// Begins a paper: the list, the voting paper, the synopsis, or a Word document with every change.
pub(super) fn begin(sight: &Sight<'_>, id: DocumentId, key: &'static str, called: &str) -> Option<Papers> {
    let name = |what: &str| format!("{called} - {what}");
    let which = if key == WORD_PAPER.key {
        let wish = Wish {
            title: t!("Save the amendments as a Word document").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Word documents"), &["docx"])),
            name: format!("{}.docx", name(t!("amendments"))),
        };
        return Papers::begin(sight, Goal::Chosen(wish), word(id));
    } else if key == VOTING_PAPER.key {
        (Which::Voting, t!("voting paper"))
    } else if key == SYNOPSIS_PAPER.key {
        (Which::Synopsis, t!("synopsis"))
    } else if key == LIST_PAPER.key {
        (Which::Marshalled, t!("amendments"))
    } else if key == LIST_SAVE.key {
        let wish = Wish {
            title: t!("Save the list of amendments").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Documents and tables"), &["odt", "md", "csv", "xlsx", "pdf"])),
            name: format!("{}.odt", name(t!("amendments"))),
        };
        return Papers::begin(sight, Goal::Chosen(wish), listed(id, Which::Marshalled));
    } else {
        return None;
    };
    Papers::begin(sight, Goal::Viewer(name(which.1)), listed(id, which.0))
}

fn listed(id: DocumentId, which: Which) -> Start {
    Box::new(move |sight: &Sight<'_>, path: std::path::PathBuf| {
        draw(sight, t!("Draw the amendments"), move |office| {
            let (document, board) =
                office.read(|conn| Ok((store::document(conn, id)?, store::board(conn, id, None)?)))?;
            printing::amendments(office, &document, &board, which, &path)?;
            Ok(vec![path])
        })
    })
}

/// Every change that is asked, as tracked changes by who asks it.
fn word(id: DocumentId) -> Start {
    Box::new(move |sight: &Sight<'_>, path: std::path::PathBuf| {
        draw(sight, t!("Draw the amendments"), move |office| {
            let (document, board) =
                office.read(|conn| Ok((store::document(conn, id)?, store::board(conn, id, None)?)))?;
            let marked = board.marked(&board.before_the_meeting())?;
            let title = document.called(&office.read(store::workflow)?);
            let who = office.who().to_owned();
            let stamp = docx::Stamp { author: &who, when: office.clock().now() };
            write_whole(
                &path,
                &docx::write(&docx::Paper { title: &title, base: &board.base, marked: &marked, stamp })?,
            )?;
            Ok(vec![path])
        })
    })
}
