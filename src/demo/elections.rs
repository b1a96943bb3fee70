//! The demo's elections: a committee counted at the last annual meeting, and a chair for whom nominations are open.

use super::Branch;
use super::random::Random;
use crate::elections::model::{ElectionId, LotKind, NewElection, NewNomination, Nominator, Rules};
use crate::elections::{ops, store};
use crate::kit::{Day, Result};
use crate::members;
use crate::people::PersonId;

/// Papers in the box.
const PAPERS: usize = 37;
/// Who keys the second time, and who acts otherwise.
const SECOND: &str = "Owain Specimen";
const FIRST: &str = "Asha Morrow";

impl Branch {
    /// Who may vote on a day, in an order of its own.
    fn voters(&self, on: Day, random: &mut Random) -> Result<Vec<PersonId>> {
        let mut voters: Vec<PersonId> = self.office.read(|conn| {
            let register = members::store::register(conn)?;
            let roll = register.roll(on, &register.settings.rule);
            Ok(roll.voters.into_iter().map(|voter| voter.person).collect())
        })?;
        for at in (1..voters.len()).rev() {
            voters.swap(at, random.below(at + 1));
        }
        Ok(voters)
    }

    fn nominate(&mut self, of: ElectionId, voters: &[PersonId], at: usize, consents: bool) -> Result<()> {
        let person = |at: usize| voters.get(at % voters.len().max(1)).copied();
        let by = |at: usize| Nominator { person: person(at), name: String::new() };
        let new = NewNomination {
            person: person(at),
            proposer: by(at + 7),
            seconder: by(at + 8),
            consents,
            ..NewNomination::default()
        };
        ops::nominate(&mut self.office, of, &new).map(drop)
    }

    /// Three seats and five candidates under Scottish rules, keyed twice, one paper spoilt.
    pub(super) fn annual_election(&mut self, on: Day) -> Result<()> {
        let mut random = Random::new(self.seed ^ 0x454C_4543);
        let voters = self.voters(on, &mut random)?;
        if voters.len() < 16 {
            return Ok(());
        }
        let new =
            NewElection { note: "Annual meeting".to_owned(), ..NewElection::of("Committee", 3, Rules::Scottish, on) };
        let of = ops::new(&mut self.office, &new)?.value;
        for at in 0..5 {
            self.nominate(of, &voters, at, true)?;
        }
        ops::freeze_roll(&mut self.office, of)?;
        ops::close(&mut self.office, of, false)?;
        ops::draw(&mut self.office, of, LotKind::Order, "Dice 4 1 6 2", &[])?;
        ops::print(&mut self.office, of, 60)?;
        let mut lines: Vec<String> = (1..PAPERS).map(|_| ranking(&mut random)).collect();
        lines.push("/1".to_owned());
        ops::enter(&mut self.office, of, 1, None, &lines, false)?;
        self.office.set_who(SECOND);
        ops::enter(&mut self.office, of, 2, None, &lines, false)?;
        self.office.set_who(FIRST);
        let account = crate::elections::model::Account {
            issued: u32::try_from(PAPERS + 1).ok(),
            replaced: Some(1),
            unused: u32::try_from(60 - PAPERS - 2).ok(),
            returned: u32::try_from(PAPERS).ok(),
        };
        ops::account(&mut self.office, of, &account)?;
        let outcome = self.office.read(|conn| store::whole(conn, of))?.outcome()?;
        if outcome.undrawn() > 0 {
            ops::draw(&mut self.office, of, LotKind::Tie, "Dice 3 3 5 1", &[])?;
        }
        ops::declare(&mut self.office, of).map(drop)
    }

    /// A chair in two weeks: two are nominated, one of them has not agreed yet.
    pub(super) fn open_election(&mut self) -> Result<()> {
        let mut random = Random::new(self.seed ^ 0x4348_4149);
        let on = self.today.checked_add_days(chrono::Days::new(14)).unwrap_or(self.today);
        let voters = self.voters(on, &mut random)?;
        if voters.len() < 16 {
            return Ok(());
        }
        let nominate_by = self.today.checked_add_days(chrono::Days::new(7));
        let new = NewElection { nominate_by, reopen: true, ..NewElection::of("Chair", 1, Rules::Alternative, on) };
        let of = ops::new(&mut self.office, &new)?.value;
        self.nominate(of, &voters, 0, true)?;
        self.nominate(of, &voters, 1, false)
    }
}

/// What a paper says: some of five places, the first ones liked better.
fn ranking(random: &mut Random) -> String {
    let mut left: Vec<usize> = (1..=5).collect();
    let many = 1 + random.below(5);
    let mut out = Vec::new();
    for _ in 0..many {
        let at = random.below(left.len()).min(random.below(left.len()));
        out.push(left.remove(at).to_string());
    }
    out.join(" ")
}
