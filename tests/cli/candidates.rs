//! Rounds by command: laid down, published, scored sealed, opened; nothing of a mark before.

use serde_json::json;

use crate::common::told::{done, office, refused_on, run, told, written};

const ANCHORS: [&str; 3] = ["1: No example", "3: One example, thin", "5: Several, with what came of them"];

#[test]
#[expect(clippy::too_many_lines, reason = "one round from its beginning to its opening")]
fn a_round_goes_from_vacancy_to_open_cards() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let on = |words: &[&str]| {
        let (first, rest) = words.split_first().unwrap();
        let all: Vec<&str> = ["candidates", first, &file].into_iter().chain(rest.iter().copied()).collect();
        done(&all)
    };
    let refused = |words: &[&str]| {
        let (first, rest) = words.split_first().unwrap();
        let all: Vec<&str> = ["candidates", first, &file].into_iter().chain(rest.iter().copied()).collect();
        refused_on("2026-11-21", &all)
    };
    on(&["new", "Quay Ward", "--quorum", "2", "--profile", "Councillor for Quay Ward"]);
    for name in ["Judgement", "Campaigning"] {
        let anchors: Vec<&str> = ANCHORS.iter().flat_map(|anchor| ["--anchor", anchor]).collect();
        on(&[&["criterion", "Quay Ward", name][..], &anchors].concat());
    }
    on(&[
        "question",
        "Quay Ward",
        "Does your husband know that you are here?",
        "--criterion",
        "Judgement",
        "--criterion",
        "2",
    ]);
    let (status, checked) = run(&["candidates", "check-questions", &file, "Quay Ward"]);
    assert_eq!((status, &checked["found"][0]["topic"]), (1, &json!("family")));
    for (name, role) in [("Rae", "chair"), ("Sol", "member"), ("Tam", "member")] {
        on(&["panel", "Quay Ward", name, "--name-only", "--role", role]);
    }
    assert!(refused(&["publish", "Quay Ward"]).contains("must not be asked like that"));
    on(&["question", "Quay Ward", "1", "--text", "Tell us of a time when you changed somebody’s mind."]);
    on(&["exercise", "Quay Ward", "Judgement", "I would ask my friends what they think."]);
    on(&[
        "requirement",
        "Quay Ward",
        "On the register of electors of the county",
        "--rests-on",
        "Local Government Act 1972, s 79",
    ]);
    on(&["quota", "Quay Ward", "women", "--first", "2", "--least", "1", "--rests-on", "Rule 7"]);
    for name in ["Ann", "Ben"] {
        on(&["candidate", "Quay Ward", name, "--name-only"]);
    }
    let words = written(folder.path(), "needs.txt", "A seat near the door");
    let chair = written(folder.path(), "chair.txt", "quiet words of Rae\n");
    on(&["needs", "Quay Ward", "Ann", "--chair-passphrase-file", &chair, "--from", &words]);
    let own = on(&["needs", "Quay Ward", "Ann", "--chair-passphrase-file", &chair]);
    assert_eq!(own["needs"], json!("A seat near the door"));
    let strange = written(folder.path(), "other.txt", "some other quiet words\n");
    assert!(
        refused(&["needs", "Quay Ward", "Ann", "--chair-passphrase-file", &strange]).contains("not the passphrase")
    );
    let shown = on(&["requirement", "Quay Ward", "On the register of electors", "--change", "1"]);
    assert_eq!(shown["requirements"][0]["text"], json!("On the register of electors"));
    let shown = on(&["criterion", "Quay Ward", "Judgement", "--passes", "3"]);
    assert_eq!(shown["criteria"][0]["passes"], json!(3));
    let asked = ["pairs", "Quay Ward", "--pair", "Judgement:Campaigning=3"];
    assert_eq!(on(&asked)["weights"][0]["weight"], json!(7500));
    let shown = on(&[&asked[..], &["--reason", "It cannot be taught"]].concat());
    assert_eq!(shown["criteria"][1]["weight_reason"], json!("It cannot be taught"));
    assert!(refused(&["pairs", "Quay Ward", "--pair", "Judgement:Judgement=3"]).contains("is not compared"));
    let shown = on(&["show", "Quay Ward"]);
    assert_eq!((&shown["missing"], &shown["step"]), (&json!([]), &json!("draft")));
    assert!(!shown.to_string().contains("near the door"), "what somebody needs is for the chair");
    let hash = on(&["publish", "Quay Ward", "--seed", "Dice 4 1 6"])["hash"].as_str().unwrap().to_owned();
    assert_eq!(hash.len(), 64);
    assert!(refused(&["set", "Quay Ward", "--quorum", "1"]).contains("was published"));

    on(&["eligible", "Quay Ward", "Ann", "--requirement", "1", "--met", "yes"]);
    on(&["of-quota", "Quay Ward", "Ann"]);
    let (status, kept) = run(&["candidates", "shortlist", &file, "Quay Ward", "--with", "Ann", "--with", "Ben"]);
    assert_eq!((status, &kept["kept"]), (0, &json!(true)));
    let (status, _) = run(&["candidates", "shortlist", &file, "Quay Ward", "--with", "Ben"]);
    assert_eq!(status, 1);
    on(&["free", "Quay Ward", "--on", "2026-12-05", "--time", "10:00-12:00"]);
    let times = on(&["timetable", "Quay Ward", "--plan"]);
    assert_eq!((times["slots"].as_array().unwrap().len(), &times["slots"][0]["from"]), (2, &json!("10:00")));

    // Each scorer by themselves: a passphrase, conflicts, practice, cards.
    let keys: Vec<String> =
        ["Rae", "Sol"].map(|n| written(folder.path(), &format!("{n}.txt"), &format!("quiet words of {n}\n"))).to_vec();
    let table = written(
        folder.path(),
        "cards.csv",
        "candidate,criterion,says,note\nAnn,Judgement,5,Saw PERIWINKLE\nAnn,Campaigning,none,\nBen,Judgement,3,\nBen,Campaigning,3,\n",
    );
    for (name, key) in ["Rae", "Sol"].iter().zip(&keys) {
        let scorer = ["--scorer", name, "--scorer-passphrase-file", key];
        let with = |first: &[&str]| on(&[first, &scorer].concat());
        // The chair chose theirs with what a candidate needs.
        if *name != "Rae" {
            with(&["passphrase", "Quay Ward"]);
        }
        // Making a key takes a while on purpose, so only one of the two tries what is refused.
        if *name == "Rae" {
            let early = refused(&[&["hand-in", "Quay Ward", "--from", &table][..], &scorer].concat());
            assert!(early.contains("practice answers"), "{early}");
        }
        on(&["try", "Quay Ward", "--scorer", name, "--mark", if *name == "Rae" { "1" } else { "none" }]);
        if *name == "Rae" {
            let early = refused(&[&["hand-in", "Quay Ward", "--from", &table][..], &scorer].concat());
            assert!(early.contains("has not said how they stand to Ann"), "{early}");
        }
        on(&["declare", "Quay Ward", "--scorer", name, "--others-free"]);
        if *name == "Rae" {
            with(&[
                "card",
                "Quay Ward",
                "Ann",
                "--from",
                &written(folder.path(), "half.csv", "criterion,says,note\nJudgement,5,PERIWINKLE\n"),
            ]);
            let half = with(&["card", "Quay Ward", "Ann"]);
            assert_eq!(half["marks"][0]["note"], json!("PERIWINKLE"));
        }
        let sealed = with(&["hand-in", "Quay Ward", "--from", &table]);
        assert!(!sealed.to_string().contains("PERIWINKLE"));
    }
    assert_eq!(on(&["try", "Quay Ward"])["exercises"][0]["no_evidence"], json!(1));
    let progress = on(&["progress", "Quay Ward"]);
    assert_eq!(progress["progress"][0]["handed_in"], json!(2));
    let open = |more: &[&str]| {
        let keys = [format!("Rae={}", keys[0]), format!("Sol={}", keys[1])];
        let all =
            [&["candidates", "open", &file, "Quay Ward", "--key", &keys[0], "--key", &keys[1]][..], more].concat();
        run(&all)
    };
    assert_eq!(open(&[]).0, 1, "Tam is missing, and nobody said why");
    let (_, history) = told(&["history", &file]);
    assert!(!history.contains("PERIWINKLE"), "{history}");
    let (status, opened) = open(&["--absent", "Tam=Taken ill"]);
    assert_eq!((status, &opened["step"]), (0, &json!("opened")));
    assert_eq!(done(&["candidates", "rounds", &file])["rounds"][0]["step"], json!("opened"));
    assert_eq!(done(&["check", &file])["ok"], json!(true));
}
