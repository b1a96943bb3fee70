//! A vote as it is entered: how many were for and against, of one amendment or of several en bloc, or which vote of a meeting it was.
//! What it comes to by the rule stands below, as it is typed.

use egui::Ui;

use super::super::super::change::Vote;
use super::super::super::model::DecisionId;
use super::super::super::model::amendment::{Amendment, AmendmentId, Recommends};
use super::super::super::model::voting::{self, Entered, OfMeeting};
use super::super::super::ops::amend as ops;
use super::Data;
use crate::app::{Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, without_value};
use crate::meetings::model::{Counts, Majority, VoteId};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, SMALL, checkbox, look};

/// An amendment that takes part.
#[derive(Clone, Debug)]
struct Pick {
    id: AmendmentId,
    says: String,
    block: String,
    accepted: bool,
    is_in: bool,
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    /// The rule decides by the counts, or by the vote of the meeting.
    Counted,
    Carried,
    Lost,
    NotMoved,
    /// The block is formed, and voted on later.
    Block,
}

/// See the head of this file.
#[derive(Clone, Debug)]
pub(super) struct Ballot {
    picks: Vec<Pick>,
    en_bloc: bool,
    /// Which are in: a block, or those that the committee would accept.
    group: String,
    keeps: bool,
    majority: Majority,
    deed: Deed,
    tally: [String; 3],
    why: String,
    name: String,
    decision: Option<DecisionId>,
    decisions: Vec<(DecisionId, String)>,
    vote: Option<VoteId>,
    votes: Vec<OfMeeting>,
}

impl Ballot {
    fn new(data: &Data, picks: Vec<Pick>, en_bloc: bool, keeps: bool) -> Self {
        Self {
            picks,
            en_bloc,
            group: String::new(),
            keeps,
            majority: data.board.majority,
            deed: Deed::Counted,
            tally: Default::default(),
            why: String::new(),
            name: String::new(),
            decision: None,
            decisions: data.decisions.clone(),
            vote: None,
            votes: data.votes.clone(),
        }
    }

    /// On one.
    pub(super) fn on(data: &Data, one: &Amendment) -> Self {
        Self::new(data, vec![pick(one, String::new(), true)], false, one.new.separate)
    }

    /// On several: all that are open, those of the first block in, else those that the committee would accept.
    pub(super) fn en_bloc(data: &Data) -> Self {
        let open = data.rows.iter().filter_map(|row| {
            let (one, standing) = (data.board.all.get(row.at)?, data.standings.get(row.at)?);
            let is_open =
                one.stands() && standing.fate == super::change::Fate::Open && !one.new.separate && !one.new.whole;
            is_open.then(|| {
                let says = format!("{} · {}", row.number, row.asks);
                pick(one, says, false)
            })
        });
        let picks: Vec<Pick> = open.collect();
        let group = picks.iter().map(|p| p.block.clone()).find(|block| !block.is_empty()).unwrap_or_default();
        let mut ballot = Self::new(data, picks, true, false);
        ballot.group = group;
        ballot.choose();
        ballot
    }

    /// The one that it is about, unless several are.
    pub(super) fn only(&self) -> Option<AmendmentId> {
        self.picks.first().filter(|_| !self.en_bloc).map(|pick| pick.id)
    }

    fn choose(&mut self) {
        for pick in &mut self.picks {
            pick.is_in = if self.group.is_empty() { pick.accepted } else { pick.block == self.group };
        }
        self.name.clone_from(&self.group);
    }

    /// For, against, abstained, once both of the first are numbers.
    fn counts(&self) -> Option<Counts> {
        let number = |text: &String| text.trim().parse::<u32>().ok();
        let [yes, no, abstain] = &self.tally;
        Some(Counts::new(number(yes)?, number(no)?, number(abstain).unwrap_or(0)))
    }

    fn entered(&self) -> Entered {
        let of_meeting = self.votes.iter().find(|one| Some(one.vote.id) == self.vote);
        let mut entered = of_meeting.map(|one| Entered::of(&one.vote, self.keeps)).unwrap_or_default();
        entered.keeps = self.keeps;
        entered.stated = self.stated().or(entered.stated);
        entered.tally = self.counts().or(entered.tally);
        entered.why.clone_from(&self.why);
        entered
    }

    fn stated(&self) -> Option<Vote> {
        match self.deed {
            Deed::Counted | Deed::Block => None,
            Deed::Carried => Some(Vote::Carried),
            Deed::Lost => Some(Vote::Lost),
            Deed::NotMoved => Some(Vote::NotMoved),
        }
    }

    pub(super) fn fields(&mut self, ui: &mut Ui, problems: &[FieldProblem]) {
        if self.en_bloc {
            self.which(ui, problems);
        }
        let results = if self.keeps {
            vec![
                (Deed::Counted, t!("As the counts say")),
                (Deed::Lost, t!("The words stay")),
                (Deed::Carried, t!("The words go")),
                (Deed::NotMoved, t!("Not moved")),
            ]
        } else {
            vec![
                (Deed::Counted, t!("As the counts say")),
                (Deed::Carried, t!("Carried")),
                (Deed::Lost, t!("Lost")),
                (Deed::NotMoved, t!("Not moved")),
            ]
        };
        let results = if self.en_bloc {
            [results, vec![(Deed::Block, t!("Form the block, vote later"))]].concat()
        } else {
            results
        };
        if !matches!(self.deed, Deed::Block | Deed::NotMoved) {
            self.numbers(ui, problems);
        }
        Choice::new(t!("What it came to"), &mut self.deed, &results).show(ui);
        if self.deed == Deed::Block {
            Field::new(t!("The name of the block"), &mut self.name).problem(problem(problems, "name")).show(ui);
            return;
        }
        self.verdict(ui);
        if matches!(self.deed, Deed::Carried | Deed::Lost) {
            Field::new(t!("Why, where the counts say otherwise"), &mut self.why)
                .problem(problem(problems, "why"))
                .show(ui);
        }
        if !self.votes.is_empty() {
            let mut options: Vec<(Option<VoteId>, &str)> = vec![(None, t!("None"))];
            options.extend(self.votes.iter().map(|one| (Some(one.vote.id), one.says.as_str())));
            Choice::new(t!("The vote of a meeting that says it"), &mut self.vote, &options).show(ui);
        }
        let mut options: Vec<(Option<DecisionId>, &str)> = vec![(None, t!("None"))];
        options.extend(self.decisions.iter().map(|(id, words)| (Some(*id), words.as_str())));
        Choice::new(t!("Decision of a meeting that says it"), &mut self.decision, &options).show(ui);
    }

    fn numbers(&mut self, ui: &mut Ui, problems: &[FieldProblem]) {
        let labels = if self.keeps {
            [t!("For keeping the words"), t!("Against"), t!("Abstained")]
        } else {
            [t!("For"), t!("Against"), t!("Abstained")]
        };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for (at, (label, text)) in labels.into_iter().zip(&mut self.tally).enumerate() {
                let wrong = (at == 0).then(|| problem(problems, "tally")).flatten();
                Field::new(label, text).figures().width(130.0).problem(wrong).show(ui);
            }
        });
    }

    /// What the rule makes of it.
    fn verdict(&self, ui: &mut Ui) {
        let entered = self.entered();
        let words = match voting::decided(self.majority, &entered) {
            Ok(found) if !found.rule.is_empty() => {
                let result = voting::says(found.vote, self.keeps);
                t!("{result}: {rule}", result = capital(result), rule = found.rule)
            }
            Ok(_) => t!("Nobody counted.").to_owned(),
            Err(problem) if entered.tally.is_some() => problem.message.clone(),
            Err(_) => t!("{majority} is needed.", majority = self.majority.says()),
        };
        ui::paragraph(ui, &words, BODY.medium());
    }

    fn which(&mut self, ui: &mut Ui, problems: &[FieldProblem]) {
        let mut blocks: Vec<String> = self.picks.iter().map(|p| p.block.clone()).filter(|b| !b.is_empty()).collect();
        blocks.sort();
        blocks.dedup();
        if !blocks.is_empty() {
            let mut options: Vec<(String, &str)> = vec![(String::new(), t!("Those that the committee would accept"))];
            options.extend(blocks.iter().map(|block| (block.clone(), block.as_str())));
            let before = self.group.clone();
            Choice::new(t!("Which"), &mut self.group, &options).show(ui);
            if self.group != before {
                self.choose();
            }
        }
        if self.picks.is_empty() {
            ui::paragraph(ui, t!("No amendment is open."), BODY.ink(look(ui).muted));
        }
        egui::ScrollArea::vertical().id_salt("bloc").max_height(150.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for pick in &mut self.picks {
                checkbox(ui, &mut pick.is_in, &pick.says);
            }
        });
        if self.picks.len() > 1 {
            let ticked = self.picks.iter().filter(|pick| pick.is_in).count();
            let words = t!("{count} of {all} are ticked", count = ticked, all = self.picks.len());
            ui::line(ui, &words, SMALL.ink(look(ui).muted));
        }
        if let Some(words) = problem(problems, "picks") {
            ui::paragraph(ui, words, SMALL.ink(look(ui).danger));
        }
    }
}

fn pick(one: &Amendment, says: String, is_in: bool) -> Pick {
    let accepted = one.recommends == Recommends::Accept;
    Pick { id: one.id, says, block: one.block.clone(), accepted, is_in }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Enters it, or says what is wrong.
pub(super) fn save(ballot: &Ballot, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let ids: Vec<AmendmentId> = ballot.picks.iter().filter(|pick| pick.is_in).map(|pick| pick.id).collect();
    let wrong = |field: &'static str, says: &str| Err(vec![FieldProblem::new(field, says)]);
    if ids.is_empty() {
        return wrong("picks", t!("Tick at least one"));
    }
    if ballot.deed == Deed::Block {
        let name = ballot.name.trim().to_owned();
        if name.is_empty() {
            return wrong("name", t!("Give it a name"));
        }
        return Ok(sight.desk.run(&ops::BLOCK, move |office| ops::block(office, &ids, &name).map(without_value)));
    }
    let any = ballot.tally.iter().any(|text| !text.trim().is_empty());
    if any && ballot.counts().is_none() {
        return wrong("tally", t!("Give both as numbers"));
    }
    let of_meeting = ballot.votes.iter().find(|one| Some(one.vote.id) == ballot.vote);
    if ballot.deed == Deed::Counted && !any && of_meeting.is_none() && ballot.decision.is_none() {
        return wrong("tally", t!("Say how many were for and against"));
    }
    let voting = ops::Voting {
        vote: ballot.stated(),
        tally: ballot.counts().filter(|_| ballot.deed != Deed::NotMoved),
        counts: String::new(),
        why: ballot.why.clone(),
        on: None,
        meeting: of_meeting.map(|one| one.meeting),
        decision: ballot.decision,
        meeting_vote: of_meeting.map(|one| one.vote.id),
    };
    Ok(sight.desk.run(&ops::VOTE, move |office| ops::vote(office, &ids, &voting).map(without_value)))
}
