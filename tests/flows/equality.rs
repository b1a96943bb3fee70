//! Equality monitoring: a stack adds to the totals and comes back out in one step; nothing of a form is found anywhere in the file.

use wardroom::equality::model::{Form, Whose, totals};
use wardroom::equality::{ops, store};
use wardroom::office::{How, Office};
use wardroom::subjects;

use crate::common::{self, panel};

fn world() -> Office {
    let how = How::new(subjects::setup(), common::clock(), "Asha M.").seed(1);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn form(sex: &str, ethnicity: &str) -> Form {
    [("sex", sex), ("ethnicity", ethnicity)].into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}

fn shown(office: &Office, whose: Whose, question: &str) -> Vec<Option<usize>> {
    let counts = office.read(|conn| store::counts(conn, whose)).unwrap();
    let all = totals(&counts).unwrap();
    let one = all.iter().find(|one| one.question.key == question).unwrap();
    one.tally.cells.iter().map(|cell| cell.count).collect()
}

#[test]
fn stacks_add_up_and_come_back_out_in_one_step() {
    let mut office = world();
    let mut forms = vec![form("woman", "white"); 7];
    forms.extend(vec![form("man", "asian"); 6]);
    assert_eq!(ops::take(&mut office, Whose::Members, &forms).unwrap().value, 13);
    ops::take(&mut office, Whose::Members, &vec![form("woman", ""); 5]).unwrap();
    assert_eq!(shown(&office, Whose::Members, "sex"), [Some(12), Some(6), Some(0), Some(0)]);
    assert_eq!(office.read(|conn| store::forms(conn, Whose::Members)).unwrap(), 18);
    office.undo("").unwrap();
    assert_eq!(shown(&office, Whose::Members, "sex"), [Some(7), Some(6), Some(0), Some(0)]);
    assert!(ops::take(&mut office, Whose::Team, &forms[..4]).is_err(), "four would tell who answered what");
    assert!(office.read(|conn| store::counts(conn, Whose::Team)).unwrap().is_empty());
    ops::clear(&mut office, Whose::Members).unwrap();
    assert!(ops::clear(&mut office, Whose::Members).is_err());
}

#[test]
fn a_round_has_its_own_totals_and_one_small_cell_takes_others_with_it() {
    let mut office = world();
    let of = panel::draft(&mut office, 1);
    let mut forms = vec![form("woman", "white"); 8];
    forms.push(form("man", "black"));
    ops::take(&mut office, Whose::Round(of), &forms).unwrap();
    assert_eq!(
        shown(&office, Whose::Round(of), "sex"),
        [None, None, Some(0), Some(0)],
        "eight would say who the one is"
    );
    assert!(office.read(|conn| store::counts(conn, Whose::Members)).unwrap().is_empty());
}

#[test]
fn the_file_holds_counts_and_no_form() {
    let mut office = world();
    // Two answers that only one form has together.
    let mut forms = vec![form("woman", "white"); 6];
    forms.push(form("other", "mixed"));
    ops::take(&mut office, Whose::Members, &forms).unwrap();
    let rows = office
        .read(|conn| {
            let mut select = conn.prepare("SELECT whose || question || answer || count FROM equality_count").unwrap();
            let rows = select.query_map([], |row| row.get::<_, String>(0)).unwrap();
            Ok(rows.map(Result::unwrap).collect::<Vec<_>>())
        })
        .unwrap();
    assert_eq!(rows.len(), 2 + 2 + 6, "two answers of two questions, and one of each other");
    let history = office
        .read(|conn| {
            Ok(conn.query_row("SELECT group_concat(summary) FROM journal_op", [], |row| row.get::<_, String>(0))?)
        })
        .unwrap();
    assert!(history.contains("A stack of equality forms of the membership"), "{history}");
    for word in ["mixed", "other", "7", "seven"] {
        assert!(!history.contains(word), "{word}: {history}");
    }
}
