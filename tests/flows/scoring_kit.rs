//! Scoring away from the office: the page in a real browser without a display, the kit by command, and what comes back from both.

use wardroom::candidates::answers::Answers;
use wardroom::candidates::kit::{self, Kit};
use wardroom::candidates::model::{CameBy, RoundId, Text};
use wardroom::candidates::opened::Says;
use wardroom::candidates::seal::{self, Key, Place, unhex};
use wardroom::candidates::{ops, store};
use wardroom::office::{How, Office};
use wardroom::subjects;

use crate::common::{self, browser, panel};

const HOOK: &str = include_str!("../fixtures/scoring_page/hook.js");

fn world() -> Office {
    let how = How::new(subjects::setup(), common::clock(), "Asha M.").seed(1);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn key(office: &Office, of: RoundId, scorer: usize, passphrase: &str) -> Key {
    let whole = panel::whole(office, of);
    let id = panel::ids(office, of).0[scorer];
    let salt = unhex(&whole.scorer(id).unwrap().salt).unwrap().try_into().unwrap();
    Key::new(passphrase, &salt, whole.round.strength)
}

#[test]
fn a_browser_fills_the_page_and_its_answers_are_taken_once() {
    let Some(chosen) = browser::found() else {
        eprintln!("skipped: there is no browser on this computer");
        return;
    };
    let mut office = world();
    let of = panel::draft(&mut office, 1);
    let (scorers, candidates) = panel::ids(&office, of);
    let nasty = "</script><img src=x onerror=\"document.body.append('taken over')\"><b>I stand</b>";
    let text =
        Text { candidate: candidates[0], question: None, text: nasty.into(), redacted: String::new(), ready: false };
    ops::text(&mut office, of, &text).unwrap();
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    // Sol declared here of the first three, and is recused from the third; of the last two on the page.
    let said = [
        (candidates[0], false, String::new()),
        (candidates[1], false, String::new()),
        (candidates[2], true, "Cousin".into()),
    ];
    ops::declare(&mut office, of, scorers[1], &said).unwrap();
    let made = kit::of(&panel::whole(&office, of), scorers[1]).unwrap();
    let page = made.page().unwrap();
    assert!(!page.contains(panel::CANDIDATES[2]), "nothing of who they are recused from is in the file");
    assert!(!page.contains("://"), "and nothing from elsewhere");
    assert!(!page.contains("<img"), "nor is what a candidate wrote taken for markup");

    let folder = tempfile::tempdir().unwrap();
    // What is typed composed and decomposed is one passphrase.
    let typed = "cafe\u{301} by the river";
    let hook = HOOK.replace("@PASSPHRASE@", &serde_json::to_string(typed).unwrap());
    let left = browser::filled(chosen, folder.path(), &browser::with_hook(&page, &hook));
    let log = left("log");
    for line in [
        "before: false",
        "weak: Use at least ten characters; three or four words are good.",
        "text before declaring: false",
        "recused shown: false",
        "half: One card is not whole yet; see what is missing.",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
    assert!(!log.contains("WRONG"), "{log}");
    assert_eq!(left("bold"), "0", "texts stay texts");
    let kept = left("kept");
    assert!(
        !kept.to_lowercase().contains("winkle") && !kept.contains("says"),
        "half-filled cards are kept sealed: {kept}"
    );

    let answers = left("answers");
    assert!(!answers.contains("winkle") && !answers.contains("says"), "{answers}");
    let answers = Answers::read(&answers).unwrap();
    assert_eq!(answers.cards.len(), 3, "two from before, one declared free on the page");
    let done = ops::take_answers(&mut office, &answers, CameBy::Page).unwrap();
    assert_eq!(done.value, 3);
    let again = ops::take_answers(&mut office, &answers, CameBy::Page).unwrap_err();
    assert!(again.message.contains("already"), "{again}");

    let whole = panel::whole(&office, of);
    let key = key(&office, of, 1, "caf\u{e9} by the river");
    let mut marks = Vec::new();
    for card in &answers.cards {
        let place = Place { round: of.0, scorer: scorers[1].0, candidate: card.candidate.0 };
        let opened = seal::open(&key, place, &card.envelope).unwrap();
        assert_eq!(card.envelope.sealed.len(), 2 * (32 + 1024 + 16), "the length tells nothing");
        assert!(whole.lacks(&opened.card).is_empty(), "{:?}", opened.card);
        for one in &whole.criteria {
            let mark = opened.card.mark(one.id.0).unwrap();
            let note = format!("Périwinkle “Quoin” {} {}", card.candidate, one.id);
            assert_eq!(mark.note, if mark.says == Says::NoEvidence { String::new() } else { note });
            marks.push(mark.says);
        }
    }
    assert_eq!(
        marks,
        [Says::Anchor(0), Says::NoEvidence, Says::Anchor(2), Says::Anchor(4), Says::Anchor(0), Says::NoEvidence]
    );
    let declared: Vec<_> = whole.conflicts.iter().filter(|c| c.scorer == scorers[1] && c.recused).collect();
    assert_eq!(declared.len(), 2, "one here, one on the page");
}

#[test]
fn a_kit_holds_what_its_scorer_may_see_and_nothing_else() {
    let mut office = world();
    let of = panel::draft(&mut office, 1);
    let (scorers, _) = panel::ids(&office, of);
    let early = kit::of(&panel::whole(&office, of), scorers[2]).unwrap_err();
    assert!(early.message.contains("not being scored"), "{early}");
    let of = panel::published(&mut office, 1);
    let (scorers, candidates) = panel::ids(&office, of);
    let made = kit::of(&panel::whole(&office, of), scorers[2]).unwrap();
    assert_eq!((made.candidates.len(), made.recused), (4, 1));
    let json = made.json().unwrap();
    assert!(!json.contains("Cy Carr") && !json.contains(&candidates[2].to_string()));
    assert_eq!(Kit::read(&json).unwrap(), made);
    assert!(Kit::read("{}").is_err());
    // A passphrase that was chosen at the office is the only one that the kit takes.
    panel::key(&mut office, of, 2);
    let made = kit::of(&panel::whole(&office, of), scorers[2]).unwrap();
    assert!(made.key("another passphrase").unwrap_err().message.contains("not the passphrase of Tam Third"));
    let key = made.key("quiet words of number 2").unwrap();
    let whole = office.read(|conn| store::whole(conn, of)).unwrap();
    let card = panel::card(&whole, [Some(3), None], "Seen");
    let recused = made.answers(&key, &[(candidates[2], card.clone())]).unwrap_err();
    assert!(recused.message.contains("nobody whom this kit is for"), "{recused}");
    let empty = made.answers(&key, &[(candidates[0], seal::CardText::default())]).unwrap_err();
    assert!(empty.message.contains("choose an anchor"), "{empty}");
    let answers = made.answers(&key, &[(candidates[0], card)]).unwrap();
    assert_eq!(ops::take_answers(&mut office, &answers, CameBy::Kit).unwrap().value, 1);
}

#[test]
fn a_sheet_has_one_number_and_is_keyed_once() {
    let mut office = world();
    let of = panel::published(&mut office, 1);
    let (scorers, candidates) = panel::ids(&office, of);
    let all = ops::freeze_sheets(&mut office, of, None).unwrap().value;
    assert_eq!(all.len(), 5 + 5 + 4 + 5, "nobody has a sheet about whom they are recused from");
    assert!(!all.iter().any(|one| one.scorer == scorers[2] && one.candidate == candidates[2]));
    let again = ops::freeze_sheets(&mut office, of, Some(scorers[1])).unwrap().value;
    assert_eq!(again, all.iter().filter(|one| one.scorer == scorers[1]).cloned().collect::<Vec<_>>(), "numbers stay");
    let one = again[0].clone();
    let key = panel::key(&mut office, of, 1);
    let whole = panel::whole(&office, of);
    let card = panel::card(&whole, [Some(4), None], "Seen");
    assert_eq!(ops::key_sheet(&mut office, of, one.number, &key, &card).unwrap().value, 1);
    let twice = ops::key_sheet(&mut office, of, one.number, &key, &card).unwrap_err();
    assert!(twice.message.contains("already"), "{twice}");
    let unknown = ops::key_sheet(&mut office, of, 99, &key, &card).unwrap_err();
    assert!(unknown.message.contains("There is no sheet 99"), "{unknown}");
    let whole = panel::whole(&office, of);
    assert_eq!(whole.card(scorers[1], one.candidate).unwrap().came_by, CameBy::Paper);
    let stationery = office.read(wardroom::cli::Stationery::read).unwrap();
    let paper = wardroom::candidates::sheet_page::sheets(&whole, &all, &stationery, chrono::Utc::now()).unwrap();
    assert!(paper.starts_with(b"%PDF"));
}

#[test]
fn who_scores_on_paper_has_a_code_and_who_keys_is_named() {
    let mut office = world();
    let of = panel::draft(&mut office, 1);
    let stand_in = wardroom::candidates::model::NewScorer {
        person: None,
        name: "Viv Substitute".into(),
        role: wardroom::candidates::model::Role::Substitute,
    };
    let substitute = ops::scorer(&mut office, of, None, &stand_in).unwrap().value;
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    for scorer in &scorers {
        let said: Vec<_> = candidates.iter().map(|id| (*id, false, String::new())).collect();
        ops::declare(&mut office, of, *scorer, &said).unwrap();
    }
    ops::declare(&mut office, of, substitute, &[(candidates[4], true, "Brother".into())]).unwrap();
    let sheets = ops::freeze_sheets(&mut office, of, Some(scorers[3])).unwrap().value;
    let of_whom = |about: usize| sheets.iter().find(|one| one.candidate == candidates[about]).unwrap().clone();
    let first = ops::key_code(&mut office, of, scorers[3], false).unwrap().value;
    let twice = ops::key_code(&mut office, of, scorers[3], false).unwrap_err();
    assert!(twice.message.contains("has a key sheet already"), "{twice}");
    let code = ops::key_code(&mut office, of, scorers[3], true).unwrap().value;
    assert_ne!(first, code);
    let typed = |text: &str| wardroom::office::Passphrase::new(text);
    assert!(ops::unlock(&office, of, scorers[3], &typed(&first)).is_err(), "the lost one opens nothing");
    let key = ops::unlock(&office, of, scorers[3], &typed(&code.to_lowercase().replace('-', " "))).unwrap();
    // The code is in no row of the file.
    let texts = office
        .read(|conn| {
            let mut all = String::new();
            for table in ["selection_scorer", "journal_op", "journal_row", "draft"] {
                let mut select = conn.prepare(&format!("SELECT * FROM {table}"))?;
                let columns = select.column_count();
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    (0..columns).for_each(|at| all.push_str(&format!("{:?}", row.get_ref(at))));
                }
            }
            Ok(all)
        })
        .unwrap();
    assert!(!texts.contains(&code[..11]), "{texts}");

    let whole = panel::whole(&office, of);
    let card = panel::card(&whole, [Some(4), None], "Seen");
    let mut keyed = |about: usize, by| ops::key_sheet_by(&mut office, of, of_whom(about).number, &key, &card, by);
    let chair = keyed(0, scorers[0]).unwrap_err();
    assert!(chair.message.contains("their own card is not in"), "{chair}");
    let member = keyed(0, scorers[1]).unwrap_err();
    assert!(member.message.contains("reads nobody else’s sheet"), "{member}");
    let recused = keyed(4, substitute).unwrap_err();
    assert!(recused.message.contains("is recused from Ed Eldritch"), "{recused}");
    keyed(0, substitute).unwrap();
    keyed(4, scorers[3]).unwrap();
    let own = panel::key(&mut office, of, 0);
    ops::hand_in(&mut office, of, scorers[0], &own, &[(candidates[1], card.clone())], CameBy::Here).unwrap();
    ops::key_sheet_by(&mut office, of, of_whom(1).number, &key, &card, scorers[0]).unwrap();
    let whole = panel::whole(&office, of);
    let by = |about: usize| whole.card(scorers[3], candidates[about]).unwrap().keyed_by.clone();
    assert_eq!([by(0), by(1), by(4)], ["Viv Substitute", "Rae Chair", "Uma Fourth"]);
    let late = ops::key_code(&mut office, of, scorers[3], true).unwrap_err();
    assert!(late.message.contains("handed something in already"), "{late}");
    let own = ops::key_code(&mut office, of, scorers[0], true).unwrap_err();
    assert!(own.message.contains("handed something in already"), "{own}");
    // What was keyed opens with the code.
    for (at, name) in [2, 3].into_iter().zip(["a", "b"]) {
        ops::withdraw(&mut office, of, candidates[at], Some(name)).unwrap();
    }
    ops::withdraw(&mut office, of, candidates[1], Some("")).unwrap();
    let absent = [0, 1, 2].map(|at| (scorers[at], "Away".to_owned())).to_vec();
    let keys = vec![(scorers[3], typed(&code))];
    ops::open(&mut office, of, &ops::Opening { keys, absent }).unwrap();
    let opened = office.read(|conn| store::opened(conn, of)).unwrap();
    assert_eq!(opened.remark(0, 3), "Remark: Seen");
}

#[test]
fn a_key_sheet_has_the_code_on_it() {
    let mut office = world();
    let of = panel::published(&mut office, 1);
    let (scorers, _) = panel::ids(&office, of);
    let made = wardroom::candidates::papers::key_sheet(&mut office, of, scorers[1], false).unwrap();
    assert!(made.value.starts_with(b"%PDF"));
    assert!(panel::whole(&office, of).scorer(scorers[1]).unwrap().by_code);
}
