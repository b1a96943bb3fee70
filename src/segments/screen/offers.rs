//! What there is to choose in the builder, asked for on the office's thread.

use std::collections::BTreeMap;

use super::super::form::{Item, Reading, What};
use crate::app::{Live, Sight};
use crate::office::condition::{Offered, Values};

/// What there is to choose in each part that is a choice.
#[derive(Default)]
pub(super) struct Offers {
    all: BTreeMap<(u32, &'static str), Live<Vec<Offered>, (String, Values)>>,
}

impl Offers {
    /// Sees to it that the choices of all items are known.
    pub fn want(&mut self, sight: &Sight<'_>, items: &[Item], reading: &Reading) {
        for item in items {
            match &item.what {
                What::Group { of, .. } => self.want(sight, of, reading),
                What::Ask(ask) => {
                    let Some(condition) = reading.condition(&ask.key) else { continue };
                    let said = ask.said(reading);
                    let mut before = Values::default();
                    for part in condition.parts {
                        if let Some(offer) = part.kind.offer() {
                            let live = self.all.entry((item.id, part.key)).or_insert_with(|| Live::new(&[]));
                            let with = (ask.key.clone(), before.clone());
                            live.want(sight.desk, with, move |conn, (_, before)| offer(conn, before));
                        }
                        // What there is to choose may depend on the parts before.
                        before.set(part, said.get(part.key).cloned());
                    }
                }
            }
        }
    }

    /// The choices of a part, once they are known.
    pub fn get(&self, item: u32, part: &str) -> Option<&Vec<Offered>> {
        self.all.iter().find(|((of, key), _)| *of == item && *key == part).and_then(|(_, live)| live.get())
    }
}
