//! Counting by itself: many papers with nine candidates under each of the rules, and the same from an office that holds them.

use wardroom::demo::Random;
use wardroom::elections::count::{self, Ballots, CandidateId, Lots, Paper, Rules};
use wardroom::elections::model::{LotKind, NewElection, NewNomination};
use wardroom::elections::{ops, store};
use wardroom::kit::{Problem, Result};

use crate::big;
use crate::spread::Spread;

/// As many as a large ward has.
const CANDIDATES: usize = 9;

/// Papers that rank some of nine, no two alike by more than chance; no lot decides anything but what the paper's order does.
pub fn ballots(papers: usize, seats: usize) -> Ballots {
    let mut random = Random::new(11);
    let papers = (0..papers)
        .map(|_| {
            let mut left: Vec<usize> = (0..CANDIDATES).collect();
            let many = 1 + random.below(CANDIDATES);
            let preferences = (0..many).map(|_| CandidateId(left.remove(random.below(left.len())))).collect();
            Paper { preferences, many: 1 }
        })
        .collect();
    let names = (1..=CANDIDATES).map(|n| format!("Candidate {n}")).collect();
    Ballots { title: "Committee".to_owned(), seats, names, withdrawn: Vec::new(), papers }
}

/// Prints what each of the rules takes, and reading, comparing and counting both entries of an office.
pub fn print(papers: usize) -> Result<()> {
    println!("{papers} papers, {CANDIDATES} candidates: shortest and longest of five");
    for rules in Rules::ALL {
        let ballots = ballots(papers, if rules.one_seat() { 1 } else { 4 });
        let spread = Spread::of(5, |_| count::count(&ballots, *rules, ballots.seats, Lots::none()).map(|c| c.elected));
        println!("  {:<12} {:>10.1?} {:>10.1?}", rules.key(), spread.part(1), spread.longest());
    }
    let place =
        tempfile::tempdir_in(big::folder()).map_err(|e| Problem::file("No folder for the benchmark").because(e))?;
    let mut office = big::empty(&place.path().join("bench.wardroom"))?;
    let ballots = ballots(papers, 4);
    let new = NewElection { nominators: 0, ..NewElection::of("Committee", 4, Rules::Scottish, office.today()) };
    let of = ops::new(&mut office, &new)?.value;
    for name in &ballots.names {
        let new = NewNomination { name: name.clone(), consents: true, ..NewNomination::default() };
        ops::nominate(&mut office, of, &new)?;
    }
    ops::close(&mut office, of, false)?;
    ops::draw(&mut office, of, LotKind::Order, "", &ballots.names)?;
    let mut imported = Spread::default();
    imported.time(|| ops::import(&mut office, of, &ballots, "bench.blt"))?;
    println!("  both entries brought in           {:>10.1?}", imported.longest());
    let spread = Spread::of(5, |_| office.read(|conn| store::whole(conn, of)).and_then(|whole| whole.outcome()));
    println!("  read, compared and counted (file) {:>10.1?} {:>10.1?}", spread.part(1), spread.longest());
    office.close()
}
