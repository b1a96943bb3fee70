//! What is asked before something is recorded of a meeting: a dialog with a few fields, then the operation.

mod count;
mod fields;
mod question;
mod save;

use egui::Ui;

use super::super::model::{
    AttendeeId, BodyId, Conduct, DecisionId, ItemId, Majority, MeetingId, Method, MotionId, MotionKind, Said, SeatForm,
    SeatId, clock,
};
use super::typing::Asking;
use crate::app::Sight;
use crate::ledger::screen::form::entered;
use crate::people::PersonId;
use crate::people::screen::person::{Suggestions, Who};
use crate::tasks::model::TaskForm;

/// Somebody in the list of a meeting, for a choice.
pub(super) type Listed = Vec<(Option<AttendeeId>, String)>;

/// A vote that is being counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Count {
    pub motion: Option<MotionId>,
    pub name: String,
    pub question: String,
    pub method: Method,
    pub yes: String,
    pub no: String,
    pub abstain: String,
    pub invalid: String,
    /// At a roll call, who may vote and what they said.
    pub roll: Vec<(AttendeeId, String, Option<Said>)>,
    pub casting: Option<bool>,
    pub may_cast: bool,
    pub majority: Majority,
    pub voters: u32,
    pub members: u32,
    pub entitled: u32,
}

/// What is asked about, with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Items {
        meeting: MeetingId,
        lines: String,
        note: String,
    },
    Item {
        item: ItemId,
        title: String,
        minutes: String,
        presenter: String,
        note: String,
        consent: bool,
    },
    Notice {
        meeting: MeetingId,
        sent: String,
        rule: String,
    },
    Cancel {
        meeting: MeetingId,
        name: String,
        off: bool,
    },
    Remove {
        meeting: MeetingId,
        name: String,
    },
    RemoveBody {
        body: BodyId,
        name: String,
    },
    Seat {
        body: BodyId,
        seat: Option<SeatId>,
        who: Who,
        form: SeatForm,
        posts: Vec<String>,
    },
    Unseat {
        seat: SeatId,
        name: String,
    },
    Open {
        meeting: MeetingId,
        at: String,
        quorum: String,
    },
    Close {
        meeting: MeetingId,
        at: String,
        left: usize,
    },
    Apologies {
        meeting: MeetingId,
        who: Who,
    },
    Proxy {
        meeting: MeetingId,
        absent: Who,
        holder: Option<AttendeeId>,
        holders: Vec<(AttendeeId, PersonId, String)>,
    },
    Interest {
        item: ItemId,
        title: String,
        who: Option<AttendeeId>,
        list: Listed,
        about: String,
        conduct: Conduct,
    },
    Speaker {
        meeting: MeetingId,
        who: Option<AttendeeId>,
        list: Listed,
    },
    Move {
        meeting: MeetingId,
        kind: MotionKind,
        amends: Option<(MotionId, String)>,
        text: String,
        becomes: String,
        decides: String,
        kinds: Vec<String>,
        mover: Option<AttendeeId>,
        seconder: Option<AttendeeId>,
        list: Listed,
    },
    Vote {
        meeting: MeetingId,
        count: Box<Count>,
    },
    Withdraw {
        meeting: MeetingId,
        motion: MotionId,
        name: String,
    },
    Decide {
        meeting: MeetingId,
        text: String,
    },
    Act {
        meeting: MeetingId,
        item: Option<ItemId>,
        who: Who,
        form: TaskForm,
    },
    Circulate {
        meeting: MeetingId,
        name: String,
    },
    Approve {
        meeting: MeetingId,
        name: String,
        at: Option<MeetingId>,
        list: Vec<(Option<MeetingId>, String)>,
    },
    Reopen {
        meeting: MeetingId,
        name: String,
        reason: String,
    },
    Anew {
        meeting: MeetingId,
        name: String,
    },
    Supersede {
        old: DecisionId,
        number: String,
        by: Option<DecisionId>,
        list: Vec<(Option<DecisionId>, String)>,
    },
}

impl What {
    /// Who is being typed, if somebody is.
    fn who(&self) -> Option<&Who> {
        match self {
            Self::Seat { who, .. } | Self::Apologies { who, .. } | Self::Act { who, .. } => Some(who),
            Self::Proxy { absent, .. } => Some(absent),
            _ => None,
        }
    }
}

/// One question under way, with the people found for it.
#[derive(Default)]
pub(super) struct Asks {
    asking: Option<Asking<What>>,
    found: Suggestions,
}

impl Asks {
    pub(super) fn ask(&mut self, what: What) {
        self.asking = Some(Asking::new(what));
    }

    /// Takes the answer; answers whether something was recorded just now.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if let Some(who) = self.asking.as_ref().and_then(|asking| asking.what.who()) {
            self.found.want(sight.desk, who);
        }
        let done = self.asking.as_mut().is_some_and(|asking| !asking.logic());
        if done {
            self.asking = None;
        }
        done
    }

    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Self { asking, found } = self;
        let Some(ask) = asking else { return };
        let question = ask.what.question();
        let open = ask.show(
            ui,
            sight,
            &question,
            |ui, what, problems| fields::fields(ui, sight, what, problems, found),
            |what| save::save(what, sight),
        );
        if !open {
            *asking = None;
        }
    }
}

/// The time on the wall, for a field that can be changed.
pub(super) fn now(sight: &Sight<'_>) -> String {
    clock(minute(sight))
}

/// Minutes since midnight on the wall.
pub(super) fn minute(sight: &Sight<'_>) -> u32 {
    use chrono::Timelike as _;
    let now = sight.local(sight.now);
    now.hour() * 60 + now.minute()
}

/// Whether Enter was pressed in a field.
pub(super) fn enter(response: &egui::Response) -> bool {
    entered(response)
}
