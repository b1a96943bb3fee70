//! The commands of policy.

mod amend;
mod amend_about;
mod amend_merge;
mod amend_vote;
mod board;
mod comment;
mod consult;
mod document;
mod force;
mod part;
mod text;
mod texts;
mod value;
mod way;

use serde_json::{Value as Json, json};

use super::label::Labels;
use super::model::workflow::Workflow;
use super::model::{Document, DocumentId, Version};
use super::store;
use crate::cli::args::{file, needed};
use crate::cli::{Call, Noun, Verb, verb};
use crate::kit::{Problem, Result, day, text as words};
use crate::ledger::model::Terms;
use crate::office::{Office, profile};
use crate::t;

/// The commands and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("policy", "Policy: documents from idea to force; texts compared and merged"),
        ("workflow", "Kinds, stages and steps of documents"),
        ("comments", "Comments, in drafting and from consultations"),
        ("consult", "Consultations: papers out, responses in, what was answered"),
        ("values", "Values and aims of the party"),
        ("findings", "Research before there is a clause"),
        ("experts", "Who was asked, and what they said"),
        ("evidence", "Sources, figures, costings, impact and equality"),
        ("contradictions", "Where a document says another thing than policy in force"),
        ("sponsors", "Movers, seconders and supporters"),
        ("dissent", "Who was of another opinion when it was decided"),
        ("actions", "What is done about a policy"),
        ("measures", "How one will know that it works"),
        ("questions", "Members' questions with answers"),
        ("positions", "What a speaker says of a topic"),
        ("readers", "Who read it and said so"),
    ],
    counts: Some(store::counts),
    exports: super::export::ALL,
    ..Noun::NONE
};

/// A verb of a list: list, add, change, remove.
macro_rules! part_verbs {
    ({ $($name:ident $word:literal $part:ident $about:literal;)+ } { $($other:expr,)+ }) => {
        $(mod $name {
            use super::part;
            use crate::cli::{Call, Outcome};
            use crate::policy::model::parts::$part;
            use crate::kit::Result;

            pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> { part::list(call, &$part) }
            pub(super) fn add_args(c: clap::Command) -> clap::Command { part::add_args(c, &$part) }
            pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> { part::add(call, &$part) }
            pub(super) fn change_args(c: clap::Command) -> clap::Command { part::change_args(c, &$part) }
            pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> { part::change(call, &$part) }
            pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> { part::remove(call, &$part) }
        })+

        const VERBS: &[Verb] = &[
            $($other,)+
            $(
                Verb { words: &["policy", $word, "list"], about: $about, args: part::list_args, run: $name::list },
                Verb { words: &["policy", $word, "add"], about: "Add one", args: $name::add_args, run: $name::add },
                Verb { words: &["policy", $word, "change"], about: "Change one, by its id", args: $name::change_args, run: $name::change },
                Verb { words: &["policy", $word, "remove"], about: "Remove one, by its id", args: part::one_args, run: $name::remove },
            )+
        ];
    };
}

part_verbs! { {
    findings "findings" FINDINGS "Research, what is open first";
    experts "experts" EXPERTS "Experts, those who have not replied first";
    evidence "evidence" EVIDENCE "Evidence by clause";
    contradictions "contradictions" CONTRADICTIONS "Contradictions, open ones first";
    sponsors "sponsors" SPONSORS "Movers, seconders, supporters";
    dissent "dissent" DISSENT "Dissent beside the decision";
    actions "actions" ACTIONS "Actions, what is open and due first";
    measures "measures" MEASURES "Measures of the outcome";
    questions "questions" QUESTIONS "Questions, those without an answer first";
    positions "positions" POSITIONS "Positions by topic";
    readers "readers" READERS "Who was asked to read it, and who did";
} {
    verb!("policy", "diff"; "What changed between two texts, word by word, with what moved shown as moved"; texts::diff_args; texts::diff),
    verb!("policy", "merge"; "Put amended copies of one text together; what collides is listed, never chosen"; texts::merge_args; texts::merge),
    verb!("policy", "list"; "Documents with their stages"; document::list_args; document::list),
    verb!("policy", "show"; "One document with its versions and steps"; document::one_args; document::show),
    verb!("policy", "new"; "Begin a document"; document::new_args; document::new),
    verb!("policy", "change"; "Change what is said about a document"; document::change_args; document::change),
    verb!("policy", "remove"; "Remove a document that was never tabled"; document::one_args; document::remove),
    verb!("policy", "import"; "Bring a text in (Markdown, plain text), as a new document or a version of one"; text::import_args; text::import),
    verb!("policy", "text"; "The text at work, of a version, or as it holds on a day"; text::text_args; text::text),
    verb!("policy", "write"; "Put a text in the place of the text at work"; text::write_args; text::write),
    verb!("policy", "save"; "Keep the text at work as a version"; text::save_args; text::save),
    verb!("policy", "compare"; "What changed between two versions, clause by clause"; text::compare_args; text::compare),
    verb!("policy", "export"; "Write a text (.md, .txt, .json, .pdf with line numbers)"; text::export_args; text::export),
    verb!("policy", "proof"; "References that lead nowhere, terms that are not defined, what comments lost"; document::one_args; text::proof),
    verb!("policy", "step"; "Take a document one step on"; way::step_args; way::step),
    verb!("policy", "check"; "The checklist before tabling, and a point of it settled"; way::check_args; way::check),
    verb!("policy", "workflow", "show"; "The workflow, as it can be written"; way::show_args; way::show),
    verb!("policy", "workflow", "set"; "Put an own workflow in the place of the program's"; way::set_args; way::set),
    verb!("policy", "comments", "list"; "Comments with where they hold"; comment::list_args; comment::list),
    verb!("policy", "comments", "add"; "Comment on a document, a clause or words of it"; comment::add_args; comment::add),
    verb!("policy", "comments", "answer"; "Answer a comment"; comment::answer_args; comment::answer),
    verb!("policy", "comments", "remove"; "Remove a comment of the drafting"; comment::one_args; comment::remove),
    verb!("policy", "consult", "open"; "Open a consultation on a version"; consult::open_args; consult::open),
    verb!("policy", "consult", "list"; "Consultations with what came back"; consult::list_args; consult::list),
    verb!("policy", "consult", "papers"; "Write the paper, the form and the page to respond on"; consult::papers_args; consult::papers),
    verb!("policy", "consult", "respond"; "Key a response that came on paper or by word"; consult::respond_args; consult::respond),
    verb!("policy", "consult", "read"; "Read the files that the page saved"; consult::read_args; consult::read),
    verb!("policy", "consult", "table"; "You said, we did"; consult::table_args; consult::table),
    verb!("policy", "values", "list"; "Values and aims, and how a document stands to them"; value::list_args; value::list),
    verb!("policy", "values", "set"; "Write a value or an aim down"; value::set_args; value::set),
    verb!("policy", "values", "mark"; "Mark a document against a value"; value::mark_args; value::mark),
    verb!("policy", "in-force"; "What holds on a day, searched"; force::list_args; force::list),
    verb!("policy", "positions", "page"; "A page of positions by topic, for speakers"; force::positions_args; force::positions),
    verb!("policy", "amend"; "Write an amendment by an edited copy, or by words; its instruction is written by itself"; amend::amend_args; amend::amend),
    verb!("policy", "amend-change"; "Change a draft of an amendment"; amend::change_args; amend::change_draft),
    verb!("policy", "amend-remove"; "Remove a draft of an amendment"; amend::amendment_args; amend::remove),
    verb!("policy", "submit"; "Submit a draft: it gets its number, if the deadline has not passed"; amend::amendment_args; amend::submit),
    verb!("policy", "support"; "Add a seconder or a supporter of an amendment"; amend_about::support_args; amend_about::support),
    verb!("policy", "screen"; "Admit or refuse an amendment with the reason, or note that it was withdrawn"; amend_about::screen_args; amend_about::screen),
    verb!("policy", "recommend"; "What the committee recommends on an amendment, with other words"; amend_about::recommend_args; amend_about::recommend),
    verb!("policy", "link"; "Say what two amendments are to each other"; amend_about::link_args; amend_about::link),
    verb!("policy", "vote"; "Enter a vote on amendments; what falls with it follows"; amend_vote::vote_args; amend_vote::vote),
    verb!("policy", "block"; "Put amendments into a block that is voted on together"; amend_vote::block_args; amend_vote::block),
    verb!("policy", "separate"; "Put words of the text, or of an amendment, to a separate vote: whether they stay"; amend_vote::separate_args; amend_vote::separate),
    verb!("policy", "rewrite"; "Write an open amendment anew for the newest version, by a copy or by words"; amend::rewrite_args; amend::rewrite),
    verb!("policy", "amendments"; "Amendments with their instructions, and how each stands"; board::list_args; board::list),
    verb!("policy", "marshal"; "Amendments in the order in which they are called, also as a paper"; board::marshal_args; board::marshal),
    verb!("policy", "collisions"; "Which amendments overlap, fall with another, or need another"; board::list_args; board::collisions),
    verb!("policy", "merge-version"; "Make a version with the amendments that passed; what collides is decided word by word"; amend_merge::merge_args; amend_merge::merge_version),
    verb!("policy", "rebase"; "How open amendments stand to the newest version, and carry them over"; amend_merge::rebase_args; amend_merge::rebase),
    verb!("policy", "docx"; "Write a Word document whose changes can be accepted and rejected"; amend_merge::docx_args; amend_merge::docx),
    verb!("policy", "bulletin"; "A bulletin of what came into force, or one document on a page"; force::bulletin_args; force::bulletin),
} }

/// Adds one more field to a document.
fn add_field(document: &mut Json, key: &str, value: Json) {
    if let Json::Object(fields) = document {
        fields.insert(key.to_owned(), value);
    }
}

fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// The document that the arguments mean.
fn meant(call: &Call<'_>, office: &Office) -> Result<Document> {
    office.read(|conn| store::find_document(conn, call.need("document")?))
}

/// The arguments that name a document.
fn document_args(c: clap::Command) -> clap::Command {
    c.arg(file()).arg(needed("document", "DOCUMENT", "Its id, its number (P3), or its title or a part of it"))
}

/// The version that an option means.
fn version_of(call: &Call<'_>, office: &Office, document: DocumentId, option: &str) -> Result<Option<Version>> {
    let Some(typed) = call.text(option) else { return Ok(None) };
    office.read(|conn| store::find_version(conn, document, typed)).map(Some)
}

/// The clause of the text at work that a text means: `3(1)`, or `#17` by its id.
fn clause_of(office: &Office, document: DocumentId, typed: &str) -> Result<i64> {
    let body = office.read(|conn| store::working(conn, document))?.body;
    let (labels, typed) = (Labels::of(&body), typed.trim());
    let id = typed.strip_prefix('#').and_then(|id| id.parse::<i64>().ok()).filter(|id| body.clause(*id).is_some());
    let named =
        || body.clauses.iter().map(|clause| clause.id).find(|id| labels.get(*id).is_some_and(|l| l.full == typed));
    id.or_else(named).ok_or_else(|| {
        Problem::input(t!("The text has no clause “{clause}”", clause = typed))
            .hint(t!("Write its label, or # and its id as `policy text --ids` shows it"))
    })
}

fn version_json(version: &Version) -> Json {
    json!({ "id": version.id, "number": version.number, "name": version.name, "parent": version.parent, "width": version.width,
        "sha256": version.sha256, "day": version.day.to_string(), "by": version.who })
}

fn document_json(document: &Document, flow: &Workflow) -> Json {
    let day = |day: Option<crate::kit::Day>| day.map(|day| day.to_string());
    json!({
        "id": document.id, "code": document.code(flow), "kind": document.new.kind, "stage": document.stage,
        "title": document.new.title, "topic": document.new.topic, "summary": document.new.summary,
        "group": document.group, "lead": document.lead_shown, "begun_on": document.begun_on.to_string(),
        "deadline": day(document.new.deadline), "review_on": day(document.new.review_on),
        "in_force_on": day(document.in_force_on), "ended_on": day(document.ended_on),
        "superseded_by": document.superseded_by, "versions": document.versions,
    })
}

fn document_line(document: &Document, flow: &Workflow) -> String {
    let mut words = vec![document.called(flow), flow.kind(&document.new.kind).name, flow.stage(&document.stage).name];
    if let Some(on) = document.in_force_on {
        words.push(t!("in force from {day}", day = day::short(on)));
    }
    if let Some(on) = document.new.review_on {
        words.push(t!("review {day}", day = day::short(on)));
    }
    words.push(words::plural(document.versions, t!("version"), t!("versions")));
    format!("{}  {}", words.join(" · "), document.id)
}
