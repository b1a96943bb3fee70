//! Segments to begin with: what many branches ask first. One whose conditions are not known here is not offered.

use super::json;
use super::model::Tree;
use crate::kit::Currency;
use crate::office::Condition;
use crate::t;

/// A ready-made segment.
#[derive(Clone, Debug)]
pub struct Example {
    pub name: &'static str,
    pub tree: Tree,
}

type Raw = (fn() -> &'static str, &'static str);

const ALL: &[Raw] = &[
    (
        || t!("Members who owe dues"),
        r#"{"all": [{"ask": "members.status", "status": ["member"]}, {"ask": "members.owes", "days": 30}]}"#,
    ),
    (
        || t!("Gave last year, not this year"),
        r#"{"all": [{"ask": "ledger.stopped"}, {"ask": "people.stopped", "not": true}]}"#,
    ),
    (
        || t!("No e-mail address, but a postal one"),
        r#"{"all": [{"ask": "people.may", "way": "post"}, {"ask": "people.has", "what": "email", "not": true}]}"#,
    ),
    (
        || t!("Not spoken with for a year"),
        r#"{"all": [{"ask": "people.kind", "kind": "person"}, {"ask": "people.noted", "kind": "contact", "when": "last 12 months", "not": true}, {"ask": "people.stopped", "not": true}]}"#,
    ),
];

/// How many are offered.
const SHOWN: usize = 3;

/// Those that can be asked in this program, at most three.
pub fn examples(conditions: &[&'static Condition], currency: Currency) -> Vec<Example> {
    let read = |(name, text): &Raw| Some(Example { name: name(), tree: json::read(text, conditions, currency).ok()? });
    ALL.iter().filter_map(read).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_understood() {
        let setup = crate::subjects::setup();
        for (name, text) in ALL {
            json::read(text, setup.conditions, *Currency::pound()).unwrap_or_else(|e| panic!("{}: {e}", name()));
        }
        assert_eq!(examples(setup.conditions, *Currency::pound()).len(), SHOWN);
        let alone = examples(crate::people::store::CONDITIONS, *Currency::pound());
        assert_eq!(alone.len(), 2, "those of people alone, where nothing else is known");
    }
}
