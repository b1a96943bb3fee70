//! A workflow changed part by part: what belongs to a part that goes, goes with it, and what hangs loose is said. Pure.

use super::workflow::{Need, Workflow};
use crate::t;

/// A part of a workflow that hangs loose: the key of its stage, and why.
pub type Loose = (String, &'static str);

impl Workflow {
    /// A key for a new part, made of its name: small letters, and no other part has it.
    pub fn fresh_key(&self, name: &str) -> String {
        let plain = crate::kit::fold::fold(name);
        let mut key: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        key = key.trim_matches('_').to_owned();
        if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
            key.insert_str(0, "x_");
        }
        let all: Vec<&String> = (self.kind.iter().map(|kind| &kind.key))
            .chain(self.stage.iter().map(|stage| &stage.key))
            .chain(self.check.iter().map(|point| &point.key))
            .collect();
        let taken = |key: &String| all.contains(&key);
        let mut free = key.clone();
        let mut n = 2;
        while taken(&free) {
            free = format!("{key}_{n}");
            n += 1;
        }
        free
    }

    /// Without a stage, and without the steps that lead to it; a step that led on from it alone goes too.
    #[must_use]
    pub fn without_stage(&self, key: &str) -> Self {
        let mut flow = self.clone();
        flow.stage.retain(|stage| stage.key != key);
        flow.step.retain(|step| step.to != key);
        for step in &mut flow.step {
            step.from.retain(|from| from != key);
        }
        flow.step.retain(|step| !step.from.is_empty());
        flow
    }

    /// Without a kind; a step that was for it alone goes too.
    #[must_use]
    pub fn without_kind(&self, key: &str) -> Self {
        let mut flow = self.clone();
        flow.kind.retain(|kind| kind.key != key);
        flow.step.retain(|step| step.kinds.iter().any(|kind| kind != key) || step.kinds.is_empty());
        for step in &mut flow.step {
            step.kinds.retain(|kind| kind != key);
        }
        flow
    }

    /// What hangs loose: stages that no step leads to from the first one, and stages that nothing leads on from though they
    /// are no end.
    pub fn loose_ends(&self) -> Vec<Loose> {
        let mut reached: Vec<&str> = vec![self.begins()];
        let mut at = 0;
        while let Some(stage) = reached.get(at).copied() {
            at += 1;
            for step in self.step.iter().filter(|step| step.from.iter().any(|from| from == stage)) {
                if !reached.contains(&step.to.as_str()) {
                    reached.push(&step.to);
                }
            }
        }
        let mut loose = Vec::new();
        for stage in &self.stage {
            if !reached.contains(&stage.key.as_str()) {
                loose.push((stage.key.clone(), t!("no step leads to it")));
            }
            let leads_on = self.step.iter().any(|step| step.from.contains(&stage.key));
            if !stage.ended && !leads_on {
                loose.push((stage.key.clone(), t!("no step leads on from it, and it is no end")));
            }
            if stage.ended && leads_on {
                loose.push((stage.key.clone(), t!("it is an end, and yet a step leads on from it")));
            }
        }
        loose
    }
}

impl Need {
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Checklist,
        Self::Seconders,
        Self::InTime,
        Self::DeadlineOver,
        Self::Consulted,
        Self::Answered,
        Self::Decision,
        Self::Review,
    ];

    /// What it asks for, in a few words.
    pub fn says(self) -> &'static str {
        match self {
            Self::Text => t!("The text is saved as a version"),
            Self::Checklist => t!("Every point of the checklist is settled"),
            Self::Seconders => t!("A mover, and as many seconders as the kind asks"),
            Self::InTime => t!("The deadline has not passed"),
            Self::DeadlineOver => t!("The deadline is over"),
            Self::Consulted => t!("No consultation is open"),
            Self::Answered => t!("Every comment of a consultation is answered"),
            Self::Decision => t!("A meeting, a decision or a vote is named"),
            Self::Review => t!("A review day is set"),
        }
    }
}

/// Moves a row of a list to another place; what lies beyond the list is its end.
pub fn move_row<T>(list: &mut Vec<T>, from: usize, to: usize) {
    if from < list.len() {
        let row = list.remove(from);
        list.insert(to.min(list.len()), row);
    }
}

#[cfg(test)]
mod tests {
    use super::super::workflow::{Stage, Workflow, built_in};
    use super::*;

    #[test]
    fn the_workflow_of_the_program_has_no_loose_end() {
        assert_eq!(built_in().loose_ends(), []);
        let mut seen = Need::ALL.to_vec();
        seen.extend(built_in().step.iter().flat_map(|step| step.needs.clone()));
        assert!(seen.iter().all(|need| Need::ALL.contains(need) && !need.says().is_empty()));
    }

    #[test]
    fn a_stage_goes_with_its_steps_and_what_hangs_loose_then_is_said() {
        let flow = built_in().without_stage("tabled");
        assert!(flow.stage.iter().all(|stage| stage.key != "tabled"));
        assert!(flow.step.iter().all(|step| step.to != "tabled" && !step.from.contains(&"tabled".to_owned())));
        assert!(flow.step.iter().all(|step| !step.from.is_empty()));
        let loose: Vec<String> = flow.loose_ends().into_iter().map(|(key, _)| key).collect();
        assert!(loose.contains(&"debated".to_owned()), "{loose:?}");
        assert!(Workflow::read(&flow.to_toml()).is_ok(), "what is left still fits together");
        let mut flow = built_in().clone();
        flow.stage.push(Stage { key: "parked".into(), name: "Parked".into(), ..Stage::default() });
        assert_eq!(flow.loose_ends().len(), 2, "nothing leads to it, and nothing on");
    }

    #[test]
    fn a_kind_goes_with_the_steps_that_are_its_own() {
        let mut flow = built_in().clone();
        let own = flow.step.iter_mut().find(|step| step.to == "repealed").unwrap();
        own.kinds = vec!["motion".into()];
        let count = flow.step.len();
        let flow = flow.without_kind("motion");
        assert_eq!(flow.step.len(), count - 1);
        assert!(flow.kind.iter().all(|kind| kind.key != "motion"));
    }

    #[test]
    fn a_new_key_is_made_of_the_name_and_is_its_own() {
        let flow = built_in();
        assert_eq!(flow.fresh_key("Straw poll"), "straw_poll");
        assert_eq!(flow.fresh_key("Draft"), "draft_2");
        for name in ["2nd reading", "Ünïted!", "…", "日本"] {
            assert!(crate::events::model::template::is_key(&flow.fresh_key(name)), "{name}");
        }
    }

    #[test]
    fn a_row_is_moved_within_its_list() {
        let mut list = vec![1, 2, 3];
        move_row(&mut list, 0, 1);
        assert_eq!(list, [2, 1, 3]);
        move_row(&mut list, 0, 9);
        assert_eq!(list, [1, 3, 2]);
        move_row(&mut list, 7, 0);
        assert_eq!(list, [1, 3, 2]);
    }
}
