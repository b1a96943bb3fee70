//! Open amendments carried over to a later version: what has become of each, and why.

use super::VersionId;
use super::amendment::{Amendment, State};
use crate::kit::text as words;
use crate::policy::body::Body;
use crate::policy::change::{self, Conflict, Dispute, Op, Rebased, State as Stands, derive};
use crate::policy::label::Labels;
use crate::t;

/// An open amendment to an earlier version, as it stands to the newest.
#[derive(Clone, Debug)]
pub struct CarriedOver {
    pub one: Amendment,
    pub rebased: Rebased,
    /// The words that the committee recommended, for the new version; none where they do not fit it.
    pub recommended: Option<Vec<Op>>,
    /// Why it stands so, in a sentence.
    pub why: String,
}

impl CarriedOver {
    fn new(one: &Amendment, rebased: Rebased, mut why: String, texts: Option<(&Body, &Body)>) -> Self {
        let recommended = one.recommended.as_ref().zip(texts).and_then(|(ops, (was, is))| {
            let found = if one.new.whole { instead(was, is, ops) } else { change::rebase(was, is, ops) };
            (found.state == Stands::Clean).then_some(found.ops)
        });
        if rebased.state == Stands::Clean && one.recommended.is_some() && recommended.is_none() {
            why = t!("{why}; the words that the committee recommended do not fit it any more", why = why);
        }
        Self { one: one.clone(), rebased, recommended, why }
    }
}

/// What each state is called.
pub fn says(state: Stands) -> &'static str {
    match state {
        Stands::Applied => t!("Applied"),
        Stands::Clean => t!("Clean"),
        Stands::NeedsHand => t!("Needs hand"),
        Stands::Overtaken => t!("Overtaken"),
    }
}

/// Whether an amendment is still to be carried over: nothing decided it.
pub fn is_open(one: &Amendment) -> bool {
    one.merged.is_none() && (one.stands() || one.state == State::Draft) && one.vote.is_none()
}

/// Carries the open amendments of one version over to `next`. `all` are those that were made to that version or came from it,
/// whatever has become of them; `newest` is the version that `next` is the text of.
pub fn carried_over(base: &Body, next: &Body, newest: VersionId, all: &[Amendment]) -> Vec<CarriedOver> {
    let labels = Labels::of(next);
    let open: Vec<&Amendment> = all.iter().filter(|one| is_open(one) && one.new.version != newest).collect();
    let mut out: Vec<CarriedOver> = Vec::new();
    for one in open.iter().filter(|one| one.new.parent.is_none()) {
        let rebased =
            if one.new.whole { instead(base, next, &one.new.ops) } else { change::rebase(base, next, &one.new.ops) };
        let why = if one.new.whole { why_whole(rebased.state) } else { why(&labels, &rebased) };
        out.push(CarriedOver::new(one, rebased, why, Some((base, next))));
    }
    for one in open {
        let Some(parent) = one.new.parent else { continue };
        let carried = out.iter().find(|other| other.one.id == parent).map(|found| found.rebased.clone());
        let parent = all.iter().find(|other| other.id == parent);
        let name = parent.map(Amendment::called).unwrap_or_default();
        out.push(with_parent(base, next, one, (parent, carried.as_ref()), &name));
    }
    out
}

/// Another text for the whole takes the place of whatever the text says.
fn instead(base: &Body, next: &Body, ops: &[Op]) -> Rebased {
    match change::apply(base, ops) {
        Ok(text) => {
            let ops = derive(next, &text);
            let state = if ops.is_empty() { Stands::Applied } else { Stands::Clean };
            Rebased { state, ops, conflicts: Vec::new(), misfits: Vec::new() }
        }
        Err(misfits) => Rebased { state: Stands::NeedsHand, ops: Vec::new(), conflicts: Vec::new(), misfits },
    }
}

fn why_whole(state: Stands) -> String {
    match state {
        Stands::Applied => t!("The new version says what it would put in the place of the whole").to_owned(),
        Stands::NeedsHand | Stands::Overtaken => t!("It does not fit the version that it was made for").to_owned(),
        Stands::Clean => {
            t!("It puts its text in the place of the new version as a whole, with what that changed").to_owned()
        }
    }
}

fn undone(state: Stands) -> Rebased {
    Rebased { state, ops: Vec::new(), conflicts: Vec::new(), misfits: Vec::new() }
}

/// An amendment to an amendment goes where that goes.
fn with_parent(
    base: &Body,
    next: &Body,
    one: &Amendment,
    (parent, carried): (Option<&Amendment>, Option<&Rebased>),
    name: &str,
) -> CarriedOver {
    let not = |state: Stands, why: String| CarriedOver::new(one, undone(state), why, None);
    let Some(parent) = parent else {
        return not(Stands::Overtaken, t!("What it amends is not there any more").to_owned());
    };
    match carried {
        Some(carried) if carried.state == Stands::Clean => {
            let was = change::apply(base, &parent.new.ops).unwrap_or_else(|_misfits| base.clone());
            let is = change::apply(next, &carried.ops).unwrap_or_else(|_misfits| next.clone());
            let rebased = change::rebase(&was, &is, &one.new.ops);
            let why = why(&Labels::of(&is), &rebased);
            CarriedOver::new(one, rebased, why, Some((&was, &is)))
        }
        Some(carried) if carried.state == Stands::Applied => not(
            Stands::NeedsHand,
            t!("The new version says already what {parent} asks: write it as an amendment to the text", parent = name),
        ),
        Some(carried) if carried.state == Stands::NeedsHand => {
            not(Stands::NeedsHand, t!("{parent}, which it amends, must be written anew first", parent = name))
        }
        Some(_) => not(Stands::Overtaken, t!("{parent}, which it amends, is overtaken", parent = name)),
        None if parent.merged.is_some() => {
            not(Stands::Overtaken, t!("{parent}, which it amends, was merged without it", parent = name))
        }
        None if !is_open(parent) => not(Stands::Overtaken, t!("{parent}, which it amends, was decided", parent = name)),
        // That went over in an earlier step, and this one could not.
        None => not(
            Stands::NeedsHand,
            t!("{parent}, which it amends, is in the newest version: write it anew for that", parent = name),
        ),
    }
}

/// Why an amendment stands so to a new version.
fn why(labels: &Labels, rebased: &Rebased) -> String {
    match rebased.state {
        Stands::Applied => t!("The new version says this already").to_owned(),
        Stands::Clean => t!("The new version left alone what it changes").to_owned(),
        Stands::NeedsHand | Stands::Overtaken if rebased.conflicts.is_empty() && !rebased.misfits.is_empty() => {
            t!("It does not fit the version that it was made for").to_owned()
        }
        Stands::NeedsHand | Stands::Overtaken if rebased.conflicts.is_empty() => {
            t!("What it changes is not there any more").to_owned()
        }
        Stands::NeedsHand | Stands::Overtaken => {
            let all: Vec<String> = rebased.conflicts.iter().take(3).map(|one| met(labels, one)).collect();
            all.join("; ")
        }
    }
}

/// What the new version did where an amendment changes something.
fn met(labels: &Labels, conflict: &Conflict) -> String {
    let clause = labels.get(conflict.clause).map_or_else(|| t!("a clause").to_owned(), |l| l.name.clone());
    let version = conflict.sides.iter().find(|side| side.by.iter().any(String::is_empty));
    let few = |text: &str| -> String {
        let plain = labels.plain(text);
        let all: Vec<&str> = plain.split_whitespace().collect();
        let first = all.iter().take(8).copied().collect::<Vec<_>>().join(" ");
        if all.len() > 8 { format!("{first}…") } else { first }
    };
    match (conflict.dispute, version) {
        (Dispute::Clause, Some(side)) if side.gone => {
            t!("the new version leaves out “{words}”", words = few(&conflict.base))
        }
        (Dispute::Clause, _) => t!("the new version changed {clause}, which it leaves out", clause = clause),
        (Dispute::Words, Some(side)) => {
            t!(
                "in {clause} the new version has “{new}” for “{old}”",
                clause = clause,
                new = few(&side.text),
                old = few(&conflict.base)
            )
        }
        (Dispute::Place, _) => t!("the new version moved {clause} elsewhere", clause = clause),
        (Dispute::Number, _) => t!("the new version numbers {clause} otherwise", clause = clause),
        (Dispute::Shape, _) => t!("the new version made another kind of {clause}", clause = clause),
        (Dispute::Words, None) => t!("the new version changed {clause}", clause = clause),
    }
}

/// How many can be carried over as they are, for a line above the list.
pub fn counted(all: &[CarriedOver]) -> String {
    let of = |state: Stands| all.iter().filter(|one| one.rebased.state == state).count();
    let parts: Vec<String> = [Stands::Clean, Stands::NeedsHand, Stands::Applied, Stands::Overtaken]
        .into_iter()
        .map(|state| (of(state), says(state)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, says)| format!("{} {}", count, says.to_lowercase()))
        .collect();
    words::list(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
