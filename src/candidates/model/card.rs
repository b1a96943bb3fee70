//! Whether a card can be handed in: a mark for each criterion, and a note where the mark is the lowest or the highest.

use super::{CriterionId, Whole};
use crate::candidates::opened::Says;
use crate::candidates::seal::CardText;
use crate::t;

impl Whole {
    /// What a card lacks, by criterion.
    pub fn lacks(&self, card: &CardText) -> Vec<(CriterionId, &'static str)> {
        let lack = |one: &super::Criterion| {
            let Some(mark) = card.mark(one.id.0) else { return Some(t!("Choose an anchor, or no evidence")) };
            let Says::Anchor(at) = mark.says else { return None };
            let last = one.new.anchors.len().saturating_sub(1);
            if at > last {
                return Some(t!("The scale has no such point"));
            }
            let ends = at == 0 || at == last;
            (ends && mark.note.trim().is_empty())
                .then_some(t!("Say what you saw: the lowest and the highest mark need a note"))
        };
        self.criteria.iter().filter_map(|one| lack(one).map(|why| (one.id, why))).collect()
    }
}
