//! The text of a document: its clauses in order. A clause's id never changes; its label is worked out from its place.

/// A text, in the order it is read in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// A clause follows the one it belongs to; `depth` says to which.
    pub clauses: Vec<Clause>,
}

/// One clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The same in every version of a document and in every amendment to it.
    pub id: i64,
    pub kind: Kind,
    /// How many clauses it lies within; never more than one more than the clause before it.
    pub depth: u8,
    /// A label that stays whatever comes before it (`1A`); none where it is counted.
    pub fixed: Option<String>,
    /// One paragraph of text, or several with line breaks between them. `*so*` is emphasis, `**so**` strong emphasis,
    /// `[^so]` a footnote's text in place, `{#17}` the label of the clause with that id, `"so"` what it is: a defined term
    /// where it is defined in double asterisks within quotation marks.
    pub text: String,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A heading; parts and chapters by depth.
    Heading,
    /// Text without a label.
    Paragraph,
    /// A clause or sub-clause: numbered by its depth (1, (1), (a), (i)).
    #[default]
    Numbered,
    /// A point of a list.
    Item,
}
