//! What the commands of a text do: save a version, find, check, write a file.

use super::{Editor, Finding, Proof};
use crate::app::Sight;
use crate::app::paper::{Goal, Papers, draw};
use crate::app::sight::{Wish, WishKind};
use crate::kit::Result;
use crate::kit::whole_file::write_whole;
use crate::ledger::screen::parts::{read_only, with_id};
use crate::ledger::screen::typing::{Asking, Question};
use crate::policy::anchor::Place;
use crate::policy::body::{Body, Clause, Kind};
use crate::policy::label::{self};
use crate::policy::ops::version;
use crate::policy::screen::{EXPORT, FIND, FOOTNOTE, PRINT, PROOF, REFER, SAVE};
use crate::policy::store::Comment;
use crate::policy::{markdown, plain, printing};
use crate::t;
use crate::ui::{Choice, Field, Tone};
use egui::Ui;
use std::path::PathBuf;

impl Editor {
    pub(super) fn command_now(&mut self, key: &'static str, sight: &Sight<'_>) {
        let (Some(editing), Some(about)) = (&self.editing, self.about().cloned()) else { return };
        if key == SAVE.key {
            if about.stage().frozen {
                sight.notice(Tone::Warning, t!("The text is frozen at this stage"), t!("Amendments change it"));
            } else {
                self.naming = Some(Asking::new(String::new()));
            }
        } else if key == FIND.key {
            if self.finding.is_some() {
                self.finding = None;
            } else {
                self.finding = Some(Finding::default());
                self.focus_find = true;
            }
        } else if key == REFER.key || key == FOOTNOTE.key {
            self.put_in(key, about.stage().frozen, sight);
        } else if key == PROOF.key {
            let body = editing.body().clone();
            let comments = self.comments.get().cloned().unwrap_or_default();
            self.proof = Some(sight.desk.ask(move |_conn| Ok(proof(&body, &comments))));
        } else if key == EXPORT.key || key == PRINT.key {
            let (body, document) = (editing.body().clone(), about.document.clone());
            let width = about.newest.map_or(crate::policy::model::WIDTH, |version| version.width);
            let goal = if key == PRINT.key {
                Goal::Viewer(format!("{}.pdf", document.new.title))
            } else {
                Goal::Chosen(Wish {
                    title: t!("Save the text as a file").to_owned(),
                    confirm: t!("Save").to_owned(),
                    kind: WishKind::Save,
                    endings: Some((t!("Texts"), &["md", "txt", "pdf", "json"])),
                    name: format!("{}.md", document.new.title),
                })
            };
            let start = Box::new(move |sight: &Sight<'_>, path: PathBuf| {
                draw(sight, t!("Writing the text"), move |office| {
                    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
                    let bytes = match ending.as_str() {
                        "pdf" => printing::text(office, &document, &body, width, &[])?,
                        "txt" => plain::plain(&body).into_bytes(),
                        "json" => body.to_json().into_bytes(),
                        _ => markdown::write(&body).into_bytes(),
                    };
                    write_whole(&path, &bytes)?;
                    Ok(vec![path])
                })
            });
            self.papers = Papers::begin(sight, goal, start);
        }
    }
}

/// References that lead nowhere, terms that are odd, comments whose words are gone.
pub(super) fn proof(body: &Body, comments: &[Comment]) -> Proof {
    let terms = label::terms(body);
    let mut found: Proof = label::dangling(body)
        .iter()
        .map(|one| (one.clause, t!("refers to #{id}, which is not in the text", id = one.to)))
        .collect();
    for (list, says) in [
        (&terms.unused, t!("is defined and not used")),
        (&terms.twice, t!("is defined twice")),
        (&terms.undefined, t!("stands in quotation marks and is not defined")),
    ] {
        found.extend(list.iter().map(|(term, clause)| (*clause, format!("“{term}” {says}"))));
    }
    for comment in comments.iter().filter(|comment| comment.state == "open") {
        if let Place::Lost | Place::Clause(_) = comment.new.anchor.find(body) {
            let clause = comment.new.anchor.clause.unwrap_or(0);
            found.push((clause, t!("the words of a comment are gone: “{says}”", says = comment.new.says)));
        }
    }
    found
}

impl Editor {
    pub(super) fn ask(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (Some(naming), Some(id), Some(editing)) = (&mut self.naming, self.id, &self.editing) else { return };
        let question = Question {
            title: t!("Save as a version").to_owned(),
            does: t!("Save"),
            body: t!("It is kept whole, with its hash, and never changes. What you go on writing begins from it.")
                .to_owned(),
            danger: false,
        };
        let (body, mut reply) = (editing.body().clone(), None);
        let revision = editing.revision();
        let open = naming.show(
            ui,
            sight,
            &question,
            |ui, name, _| {
                Field::new(t!("What it is called"), name).placeholder(t!("Before the committee")).show(ui);
            },
            |name| {
                let saving = version::Saving::named(name);
                reply = Some(sight.desk.run(&version::SAVE, move |office| {
                    version::save(office, id, Some(body), &saving).map(|done| with_id(done, |id| id.0))
                }));
                Ok(sight.desk.ask(|_conn| Result::Ok(())))
            },
        );
        if let Some(reply) = reply {
            self.saving = Some((revision, reply));
        }
        if !open {
            self.naming = None;
        }
    }

    /// A reference is asked about, a footnote stands where the caret is.
    fn put_in(&mut self, key: &'static str, frozen: bool, sight: &Sight<'_>) {
        let Some(editing) = &mut self.editing else { return };
        let first = editing.clauses().iter().find(|clause| clause.kind == Kind::Numbered).map(|clause| clause.id);
        match (self.view.place(editing).or(self.last), first) {
            _ if frozen || read_only(sight).is_some() => {
                sight.notice(Tone::Warning, t!("The text cannot be changed here"), "");
            }
            (None, _) => {
                let next = t!("What is put in stands where the caret is");
                sight.notice(Tone::Warning, t!("Put the caret into a clause first"), next);
            }
            (Some(caret), _) if key == FOOTNOTE.key => {
                if let Some(next) = editing.insert(caret, "[^]", 2) {
                    self.view.put(next);
                }
            }
            (Some(caret), Some(first)) => self.refer = Some((caret, Asking::new(first))),
            (_, None) => sight.notice(Tone::Warning, t!("The text has no numbered clause"), ""),
        }
    }

    /// Which clause is referred to; the reference is put in as a link that follows renumbering.
    pub(super) fn ask_refer(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Self { refer: Some((caret, asking)), editing: Some(editing), view, .. } = self else { return };
        let labels = view.labels(editing);
        let named = |clause: &Clause| {
            let words: String = labels.plain(&clause.text).chars().take(60).collect();
            (clause.id, format!("{} {words}", labels.shown(clause.id)))
        };
        let all: Vec<(i64, String)> =
            editing.clauses().iter().filter(|clause| clause.kind == Kind::Numbered).map(named).collect();
        let question = Question {
            title: t!("Refer to a clause").to_owned(),
            does: t!("Put it in"),
            body: t!("It is shown by its number, and follows when clauses are numbered anew.").to_owned(),
            danger: false,
        };
        let fields = |ui: &mut Ui, to: &mut i64, _: &[_]| {
            let options: Vec<(i64, &str)> = all.iter().map(|(id, name)| (*id, name.as_str())).collect();
            Choice::new(t!("Which clause"), to, &options).show(ui);
        };
        let mut chosen = None;
        let open = asking.show(ui, sight, &question, fields, |to| {
            chosen = Some(*to);
            Ok(sight.desk.ask(|_conn| Result::Ok(())))
        });
        let caret = *caret;
        if let Some(to) = chosen {
            let sign = format!("{{#{to}}}");
            let next = editing.insert(caret, &sign, sign.chars().count());
            view.put(next.unwrap_or(caret));
        }
        if !open || chosen.is_some() {
            self.refer = None;
        }
    }
}
