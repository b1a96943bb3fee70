//! What is asked of an election in a dialog, and what then is done.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Ui;

use super::super::super::model::Choices;
use super::super::super::model::{ElectionId, FieldProblem, LotKind, NomineeId, Print, Step, read_marks};
use super::super::super::ops;
use super::super::{CLOSE, DECLARE, FREEZE, MINUTE, NEXT_ROUND, OPEN_AGAIN, ORDER, PRINT, TIE, VOID};
use super::Shown;
use crate::app::{Reply, Sight};
use crate::kit::{day, text};
use crate::ledger::screen::parts::{Fields, problem, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::ui::{self, Choice, Field, SMALL, Tone, look};
use crate::{meetings, t};

/// The numbers that were taken for papers, once they were.
pub(super) type Taken = Arc<Mutex<Option<Print>>>;

/// What is asked about, with what was typed.
pub(super) enum What {
    Close {
        id: ElectionId,
        post: String,
        standing: usize,
        lacking: Vec<String>,
        unopposed: bool,
    },
    OpenAgain {
        id: ElectionId,
        post: String,
    },
    Freeze {
        id: ElectionId,
        frozen: bool,
        day: String,
    },
    Lot {
        id: ElectionId,
        kind: LotKind,
        by_hand: bool,
        seed: String,
        drawn: String,
        names: Vec<String>,
    },
    Print {
        id: ElectionId,
        papers: String,
        per_page: usize,
        taken: Taken,
        printed: u32,
    },
    Withdraw {
        who: NomineeId,
        name: String,
        why: String,
    },
    Settle {
        id: ElectionId,
        number: u32,
        first: String,
        second: String,
        marks: String,
        no_paper: bool,
        note: String,
        choices: Choices,
    },
    Round {
        id: ElectionId,
        out: String,
    },
    Declare {
        id: ElectionId,
        post: String,
        says: String,
    },
    Minute {
        id: ElectionId,
        post: String,
        meeting: String,
    },
    Void {
        id: ElectionId,
        post: String,
        why: String,
    },
}

type Refused = (String, String);

impl What {
    /// The question of a command, or why it cannot be asked now.
    pub(super) fn of(key: &str, shown: &Shown) -> Result<Self, Refused> {
        let whole = &shown.whole;
        let (id, post, step) = (whole.election.id, whole.election.new.post.clone(), shown.step);
        let no = |message: &str, next: &str| Err((message.to_owned(), next.to_owned()));
        if key == CLOSE.key {
            if step != Step::Nominating {
                return no(t!("Nominations are closed already"), "");
            }
            let nominators = whole.election.new.nominators;
            let lacking: Vec<String> = whole
                .standing()
                .map(|one| (one.name().to_owned(), one.missing(nominators)))
                .filter(|(_, missing)| !missing.is_empty())
                .map(|(name, missing)| format!("{name} ({})", missing.join("; ")))
                .collect();
            let standing = whole.standing().count() - lacking.len();
            let new = &whole.election.new;
            let unopposed = standing <= new.seats && !(new.reopen && standing > 0);
            return Ok(Self::Close { id, post, standing, lacking, unopposed });
        }
        if key == OPEN_AGAIN.key {
            return if whole.election.closed.is_none() {
                no(t!("Nominations are open"), "")
            } else if whole.is_drawn() || step == Step::Declared {
                no(t!("The order on the paper is drawn, so nominations stay closed"), "")
            } else {
                Ok(Self::OpenAgain { id, post })
            };
        }
        if key == FREEZE.key {
            let day = day::long(whole.election.new.on);
            return Ok(Self::Freeze { id, frozen: whole.election.roll.is_some(), day });
        }
        if key == ORDER.key {
            return match step {
                Step::ToDraw => {
                    let names = whole.standing().map(|one| one.name().to_owned()).collect();
                    Ok(Self::lot(id, LotKind::Order, names))
                }
                Step::Nominating => no(t!("Close nominations first"), ""),
                _ => no(t!("The order was drawn, or is not needed"), ""),
            };
        }
        if key == TIE.key {
            return if !whole.is_drawn() {
                no(t!("The order on the paper is drawn first"), "")
            } else if whole.lot(LotKind::Tie).is_some() || step == Step::Declared {
                no(t!("The lot was drawn already, and stands"), "")
            } else {
                Ok(Self::lot(id, LotKind::Tie, whole.names()))
            };
        }
        if key == PRINT.key {
            let Some(round) = whole.round().filter(|_| step != Step::Declared) else {
                return no(t!("Nobody votes yet, or the result is declared"), "");
            };
            let left = whole
                .election
                .roll
                .as_ref()
                .map_or(50, |roll| roll.people.saturating_sub(round.printed() as usize).max(1));
            return Ok(Self::Print {
                id,
                papers: left.to_string(),
                per_page: 0,
                taken: Taken::default(),
                printed: round.printed(),
            });
        }
        if key == MINUTE.key {
            return match whole.declared() {
                Some(_) => Ok(Self::Minute { id, post, meeting: String::new() }),
                None => no(t!("No result stands"), t!("Declare it first")),
            };
        }
        if key == VOID.key {
            return match whole.declared() {
                Some(_) => Ok(Self::Void { id, post, why: String::new() }),
                None => no(t!("No result stands"), ""),
            };
        }
        let refused =
            |problem: &crate::kit::Problem| (problem.message.clone(), problem.hint.clone().unwrap_or_default());
        let outcome = shown.counted.as_ref().map_err(refused)?;
        if outcome.undrawn() > 0 {
            return no(t!("A tie can only be decided by lot"), t!("Draw a lot for ties first"));
        }
        if key == NEXT_ROUND.key {
            if step != Step::NextRound {
                return no(t!("No further round is needed"), "");
            }
            let stand: Vec<String> =
                whole.next_standing(outcome).into_iter().map(|place| whole.name_at(place)).collect();
            return Ok(Self::Round { id, out: stand.join(", ") });
        }
        if key == DECLARE.key && step != Step::Declared && step != Step::NextRound {
            return Ok(Self::Declare { id, post, says: whole.says(outcome) });
        }
        no(t!("That cannot be done now"), "")
    }

    fn lot(id: ElectionId, kind: LotKind, names: Vec<String>) -> Self {
        Self::Lot { id, kind, by_hand: false, seed: String::new(), drawn: String::new(), names }
    }

    /// The papers that are to go to the viewer now: their numbers, and how many stand on a page.
    pub(super) fn printed(&self) -> Option<((u32, u32), Option<usize>)> {
        let Self::Print { taken, per_page, .. } = self else { return None };
        let print = taken.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(((print.first, print.last), (*per_page > 0).then_some(*per_page)))
    }

    fn question(&self) -> Question {
        let ask = |title: String, does: &'static str, body: String| Question { title, does, body, danger: false };
        match self {
            Self::Close { post, standing, lacking, unopposed, .. } => {
                let mut body = t!("{count} then.", count = text::plural(*standing, t!("candidate stands"), t!("candidates stand")));
                if *unopposed {
                    body.push(' ');
                    body.push_str(t!("Nobody has to vote, and the result can be declared."));
                }
                ask(
                    t!("Close nominations for {post}?", post = post),
                    if lacking.is_empty() { t!("Close") } else { t!("Leave out and close") },
                    body,
                )
            }
            Self::OpenAgain { post, .. } => ask(t!("Open nominations for {post} again?", post = post), t!("Open again"), String::new()),
            Self::Freeze { frozen: false, day, .. } => ask(
                t!("Freeze the roll for {day}?", day = day),
                t!("Freeze"),
                t!("Who may vote is then as the register says today, whatever changes in it afterwards.").to_owned(),
            ),
            Self::Freeze { .. } => ask(t!("Let the frozen roll go?").to_owned(), t!("Let go"), t!("It can be frozen again. While somebody is ticked off on it, it stays.").to_owned()),
            Self::Lot { kind: LotKind::Order, .. } => ask(
                t!("Draw the order on the paper").to_owned(),
                t!("Draw"),
                t!("It is drawn once. By a seed anybody can draw it again: the names in the order of the SHA-256 of “seed:name”.").to_owned(),
            ),
            Self::Lot { .. } => ask(
                t!("Draw a lot for ties").to_owned(),
                t!("Draw"),
                t!("Whoever is drawn first goes out first, or has the surplus moved first. It is drawn once and stands in a recount.").to_owned(),
            ),
            Self::Print { printed, .. } => ask(
                t!("Print ballot papers").to_owned(),
                t!("Print"),
                if *printed > 0 { t!("{printed} are printed already; the numbers go on.", printed = printed) } else { t!("What stands on the paper is fixed from then on.").to_owned() },
            ),
            Self::Withdraw { name, .. } => ask(
                t!("{name} does not stand any more?", name = name),
                t!("Withdraw"),
                t!("On papers that are printed already the name is passed over in the count.").to_owned(),
            ),
            Self::Settle { number, .. } => ask(
                t!("Paper {number}", number = number),
                t!("Settle"),
                t!("Look at the paper itself.").to_owned(),
            ),
            Self::Round { out, .. } => ask(t!("Open the next round?").to_owned(), t!("Open"), t!("It is between {names}.", names = out)),
            Self::Declare { post, says, .. } => ask(
                t!("Declare the result for {post}?", post = post),
                t!("Declare"),
                t!("{says}. Nothing of the election changes from then on; it can only be made void, with a reason.", says = says),
            ),
            Self::Minute { post, .. } => ask(
                t!("The result for {post} into the minutes", post = post),
                t!("Put it in"),
                t!("It stands there as a decision, with the hash of the result.").to_owned(),
            ),
            Self::Void { post, .. } => Question {
                danger: true,
                ..ask(
                    t!("Make the result for {post} void?", post = post),
                    t!("Make void"),
                    t!("It stays in the book with your reason, and the election is open again.").to_owned(),
                )
            },
        }
    }
}

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = ask.what.question();
    ask.show(ui, sight, &question, |ui, what, problems| fields(ui, sight, what, problems), |what| save(what, sight))
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    match what {
        What::Close { lacking, .. } if !lacking.is_empty() => {
            let body = lacking.join("\n");
            ui::banner(
                ui,
                Tone::Warning,
                t!("These lack something, and are left out with that as the reason"),
                &body,
                "",
                |_| {},
            );
        }
        What::Lot { by_hand, seed, drawn, names, .. } => {
            ui::radio(ui, by_hand, false, t!("By a seed"));
            if !*by_hand {
                Field::new(t!("Seed"), seed)
                    .problem(problem(problems, "seed"))
                    .hint(t!("What dice showed in the room, say. Left empty, a new one is made; it is kept either way"))
                    .show(ui);
            }
            ui::radio(ui, by_hand, true, t!("By hand"));
            if *by_hand {
                let hint = t!("Every name once, first drawn first, one on a line");
                Field::new(t!("Drawn"), drawn)
                    .rows(names.len().clamp(3, 9))
                    .problem(problem(problems, "drawn"))
                    .hint(hint)
                    .show(ui);
                ui::paragraph(ui, &names.join(", "), SMALL.ink(look(ui).muted));
            }
        }
        What::Print { papers, per_page, .. } => {
            fields.text(ui, "papers", t!("How many"), papers);
            let options =
                [(0, t!("As many as fit")), (1, t!("1 on a page")), (2, t!("2 on a page")), (4, t!("4 on a page"))];
            Choice::new(t!("On a page"), per_page, &options).show(ui);
        }
        What::Settle { first, second, marks, no_paper, note, .. } => {
            ui::key_values(ui, &[(t!("First entry"), first), (t!("Second entry"), second)]);
            if !*no_paper {
                fields.text(ui, "marks", t!("What the paper says"), marks);
            }
            fields.text(ui, "note", t!("What was seen"), note);
            ui::checkbox(ui, no_paper, t!("There is no such paper"));
        }
        What::Minute { meeting, .. } => {
            Field::new(t!("Meeting"), meeting)
                .hint(t!("Its day, or the body’s name: the one under way, else the next, else the last"))
                .problem(problem(problems, "meeting"))
                .show(ui);
        }
        What::Withdraw { why, .. } | What::Void { why, .. } => {
            fields.text(ui, "why", t!("Why"), why);
        }
        _ => {}
    }
}

fn needed(field: &'static str, text: &str, missing: &str) -> Result<String, Vec<FieldProblem>> {
    let text = text.trim();
    if text.is_empty() { Err(vec![FieldProblem::new(field, missing)]) } else { Ok(text.to_owned()) }
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let desk = sight.desk;
    Ok(match what {
        What::Close { id, lacking, .. } => {
            let (id, leave_out) = (*id, !lacking.is_empty());
            desk.run(&ops::CLOSE, move |office| ops::close(office, id, leave_out).map(without_value))
        }
        What::OpenAgain { id, .. } => {
            let id = *id;
            desk.run(&ops::OPEN, move |office| ops::open(office, id).map(without_value))
        }
        What::Freeze { id, frozen: false, .. } => {
            let id = *id;
            desk.run(&ops::ROLL, move |office| ops::freeze_roll(office, id).map(without_value))
        }
        What::Freeze { id, .. } => {
            let id = *id;
            desk.run(&ops::UNROLL, move |office| ops::thaw_roll(office, id).map(without_value))
        }
        What::Lot { id, kind, by_hand, seed, drawn, names } => {
            let (id, kind, seed) = (*id, *kind, seed.clone());
            let lines: Vec<String> = if *by_hand { drawn.lines().map(str::to_owned).collect() } else { Vec::new() };
            if *by_hand {
                let read = crate::elections::model::by_hand(&lines, names);
                read.map_err(|problem| vec![FieldProblem::new("drawn", problem.to_string())])?;
            }
            desk.run(&ops::LOT, move |office| ops::draw(office, id, kind, &seed, &lines).map(without_value))
        }
        What::Print { id, papers, taken, .. } => {
            let (id, taken) = (*id, Arc::clone(taken));
            let papers: u32 = papers.trim().parse().unwrap_or(0);
            if papers == 0 {
                return Err(vec![FieldProblem::new("papers", t!("Say how many papers"))]);
            }
            desk.run(&ops::PRINT, move |office| {
                let done = ops::print(office, id, papers)?;
                *taken.lock().unwrap_or_else(PoisonError::into_inner) = Some(done.value.clone());
                Ok(without_value(done))
            })
        }
        What::Withdraw { who, why, .. } => {
            let (who, why) = (*who, needed("why", why, t!("Say why they do not stand any more"))?);
            desk.run(&ops::WITHDRAW, move |office| ops::withdraw(office, who, &why).map(without_value))
        }
        What::Settle { id, number, marks, no_paper, note, choices, .. } => {
            let (id, number) = (*id, *number);
            let line = (!no_paper).then(|| marks.clone());
            if let Some(line) = &line {
                read_marks(line, choices).map_err(|problem| vec![FieldProblem::new("marks", problem.to_string())])?;
            }
            let note = needed("note", note, t!("Say what the paper shows"))?;
            desk.run(&ops::SETTLE, move |office| {
                ops::settle(office, id, number, line.as_deref(), &note).map(without_value)
            })
        }
        What::Round { id, .. } => {
            let id = *id;
            desk.run(&ops::ROUND, move |office| ops::next_round(office, id).map(without_value))
        }
        What::Declare { id, .. } => {
            let id = *id;
            desk.run(&ops::DECLARE, move |office| ops::declare(office, id).map(without_value))
        }
        What::Minute { id, meeting, .. } => {
            let (id, meeting) = (*id, needed("meeting", meeting, t!("Say which meeting"))?);
            desk.run(&meetings::ops::DECIDE, move |office| {
                let today = office.today();
                let meeting = office.read(|conn| meetings::store::meeting_called(conn, &meeting, today))?;
                ops::minute(office, id, meeting.id).map(without_value)
            })
        }
        What::Void { id, why, .. } => {
            let (id, why) = (*id, needed("why", why, t!("Say why the result is void"))?);
            desk.run(&ops::VOID, move |office| ops::void(office, id, &why).map(without_value))
        }
    })
}
