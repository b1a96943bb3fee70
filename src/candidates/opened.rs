//! A round once it is opened: who marked whom on what, and all that every figure about it is worked out from. Plain values
//! without a file behind them, so that what is shown, printed and recorded comes from one place.

/// A round with its seals open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    pub name: String,
    /// The SHA-256, in hexadecimal, of what was published: criteria, weights, anchors, quorum, combination, ladder.
    pub published: Option<String>,
    pub criteria: Vec<Criterion>,
    pub scorers: Vec<Scorer>,
    pub candidates: Vec<Candidate>,
    /// By candidate, then by scorer, in the order of those lists.
    pub cards: Vec<Vec<Card>>,
    /// What a scorer said of a candidate as a whole, by candidate, then by scorer; empty where nothing was said, or nothing is there.
    pub remarks: Vec<Vec<String>>,
}

impl Opened {
    /// What a scorer said of a candidate as a whole.
    pub fn remark(&self, candidate: usize, scorer: usize) -> &str {
        self.remarks.get(candidate).and_then(|all| all.get(scorer)).map_or("", String::as_str)
    }
}

/// What candidates are marked on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criterion {
    pub name: String,
    /// Whoever lacks it cannot be chosen.
    pub essential: bool,
    /// In hundredths of a point, over all criteria of the round 10,000 or anything else: only their proportion counts.
    pub weight: i64,
    /// Why it weighs more or less than an equal part; empty where it does not.
    pub weight_reason: String,
    /// From lowest to highest. Marks name a place in this list, never a number of points.
    pub anchors: Vec<Anchor>,
    /// The place of the lowest anchor that passes where it is essential; none was named: the method says.
    pub passes: Option<usize>,
}

/// A point of a scale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Points.
    pub value: i64,
    /// What is seen of a candidate at this point.
    pub words: String,
}

/// Somebody of the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scorer {
    pub name: String,
    pub chair: bool,
}

/// Somebody who is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    pub name: String,
    /// The place in the order of interviews, from 1; none where there was none.
    pub place: Option<u32>,
}

/// What one scorer says of one candidate. Absent, recused, no evidence and the lowest mark are four different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Card {
    /// A mark for each criterion, in their order.
    Marked(Vec<Mark>),
    /// With the reason, as it may be read by all.
    Recused(String),
    /// Nothing was handed in, with the reason.
    Absent(String),
}

/// One mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub says: Says,
    /// What was seen or heard; required for the lowest and the highest anchor.
    pub note: String,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Says {
    /// Nothing was seen or heard that speaks for any anchor: no mark, and not the lowest.
    #[default]
    NoEvidence,
    /// The place in the criterion's anchors, from 0.
    Anchor(usize),
}
