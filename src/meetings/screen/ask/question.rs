//! What a question says: its title, what it means, the verb of its button.

use super::super::typing::Question;
use super::What;
use crate::t;

impl What {
    /// What is asked.
    pub(super) fn question(&self) -> Question {
        let plain = |title: String, does: &'static str, body: String| Question { title, does, body, danger: false };
        let care = |title: String, does: &'static str, body: String| Question { title, does, body, danger: true };
        match self {
            Self::Items { .. } => plain(
                t!("Add to the agenda").to_owned(),
                t!("Add"),
                t!("A line for each item; minutes and “consent” may stand behind it: Treasurer’s report | 10 | consent").to_owned(),
            ),
            Self::Item { .. } => plain(t!("Item of the agenda").to_owned(), t!("Save"), String::new()),
            Self::Notice { rule, .. } => plain(t!("Notice was sent").to_owned(), t!("Save"), rule.clone()),
            Self::Cancel { name, off: true, .. } => care(
                t!("Cancel {meeting}?", meeting = name),
                t!("Cancel it"),
                t!("It stays in the list, marked as cancelled, and can be called again.").to_owned(),
            ),
            Self::Cancel { name, .. } => plain(t!("Call {meeting} again?", meeting = name), t!("Call it"), String::new()),
            Self::Remove { name, .. } => care(
                t!("Remove {meeting}?", meeting = name),
                t!("Remove"),
                t!("For one that was planned by mistake. One that is called off is cancelled.").to_owned(),
            ),
            Self::RemoveBody { name, .. } => care(
                t!("Remove {name}?", name = name),
                t!("Remove"),
                t!("Its seats go with it. A body that has met is given a last day instead.").to_owned(),
            ),
            Self::Seat { seat, .. } => plain(
                if seat.is_some() { t!("Seat") } else { t!("Seat somebody") }.to_owned(),
                t!("Save"),
                String::new(),
            ),
            Self::Unseat { name, .. } => care(
                t!("Remove the seat of {name}?", name = name),
                t!("Remove"),
                t!("For one that was recorded by mistake. Who leaves is given a last day.").to_owned(),
            ),
            Self::Open { quorum, .. } => plain(t!("Open the meeting").to_owned(), t!("Open"), quorum.clone()),
            Self::Close { left, .. } => plain(
                t!("Close the meeting").to_owned(),
                t!("Close"),
                match left {
                    0 => t!("Everything on the agenda was dealt with.").to_owned(),
                    n => t!(
                        "{items} not reached: they go onto the agenda of the next meeting.",
                        items = crate::kit::text::plural(*n, t!("item was"), t!("items were"))
                    ),
                },
            ),
            Self::Apologies { .. } => plain(t!("Apologies").to_owned(), t!("Record"), String::new()),
            Self::Proxy { .. } => plain(
                t!("Proxy").to_owned(),
                t!("Record"),
                t!("Somebody in the room votes for one who is absent. It is a vote more, and does not count for the quorum.").to_owned(),
            ),
            _ => self.on_the_floor(),
        }
    }

    /// The same for what is said and done on the floor, and for what stands afterwards.
    fn on_the_floor(&self) -> Question {
        let plain = |title: String, does: &'static str, body: String| Question { title, does, body, danger: false };
        let care = |title: String, does: &'static str, body: String| Question { title, does, body, danger: true };
        match self {
            Self::Interest { title, .. } => {
                plain(t!("Declare an interest").to_owned(), t!("Record"), t!("In the item {title}", title = title))
            }
            Self::Speaker { .. } => plain(t!("Who wants to speak?").to_owned(), t!("Put on the list"), String::new()),
            Self::Move { kind, amends, .. } => {
                let body = amends.as_ref().map(|(_, name)| t!("Of {motion}", motion = name)).unwrap_or_default();
                plain(kind.says().to_owned(), t!("Record"), body)
            }
            Self::Vote { count, .. } => plain(
                t!("Vote: {name}", name = count.name),
                t!("Record"),
                t!(
                    "{majority} is needed. {n} may be cast in the room.",
                    majority = count.majority.says(),
                    n = crate::kit::text::plural(usize::try_from(count.voters).unwrap_or(0), t!("vote"), t!("votes"))
                ),
            ),
            Self::Withdraw { name, .. } => plain(
                t!("Withdraw {name}?", name = name),
                t!("Withdraw"),
                t!("Its amendments fall with it.").to_owned(),
            ),
            Self::Decide { .. } => plain(
                t!("Record a decision").to_owned(),
                t!("Record"),
                t!("For what was decided without a motion. A motion that is carried is recorded by itself.").to_owned(),
            ),
            Self::Act { .. } => plain(t!("Action").to_owned(), t!("Record"), String::new()),
            Self::Circulate { name, .. } => plain(
                t!("Circulate the minutes of {meeting}?", meeting = name),
                t!("Mark as circulated"),
                t!("What went out is kept. A change after this is a correction.").to_owned(),
            ),
            Self::Approve { name, .. } => plain(
                t!("Approve the minutes of {meeting}", meeting = name),
                t!("Approve"),
                t!("They and the record of their meeting are locked with a hash. Opening them again needs a reason.")
                    .to_owned(),
            ),
            Self::Reopen { name, .. } => care(
                t!("Open the minutes of {meeting} again", meeting = name),
                t!("Open again"),
                t!("What was approved is kept beside them, with your reason.").to_owned(),
            ),
            Self::Anew { name, .. } => care(
                t!("Write the minutes of {meeting} anew?", meeting = name),
                t!("Write anew"),
                t!("What was changed in the text by hand is replaced by what was recorded. Undo brings it back.")
                    .to_owned(),
            ),
            Self::Supersede { number, .. } => {
                plain(t!("Decision {number} is superseded", number = number), t!("Save"), String::new())
            }
            _ => plain(String::new(), "", String::new()),
        }
    }
}
