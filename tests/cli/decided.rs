//! An opened round by command: what it came to, what if, a changed mark, the decision, papers, endorsement, ballot, purge.

use std::sync::Arc;

use serde_json::json;
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::subjects;

use crate::common::told::{done, done_on, office, refused_on, run, told};
use crate::common::{self, panel};

const ROUND: &str = "Quay Ward by-election";

/// An office with a round that was opened.
fn opened(folder: &std::path::Path) -> String {
    let file = office(folder);
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(5);
    let mut office = Office::open(std::path::Path::new(&file), &how).unwrap();
    panel::opened(&mut office);
    office.close().unwrap();
    file
}

#[test]
fn an_opened_round_goes_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = opened(folder.path());
    let on = |verb: &str, rest: &[&str]| done(&[&["candidates", verb, &file, ROUND][..], rest].concat());
    let refused =
        |verb: &str, rest: &[&str]| refused_on("2026-11-21", &[&["candidates", verb, &file, ROUND][..], rest].concat());
    let to = |name: &str| folder.path().join(name).display().to_string();

    let found = on("results", &["--to", &to("marks.csv")]);
    assert_eq!(found["candidates"][0]["name"], json!("Ann Ashworth"));
    assert_eq!(found["candidates"][4]["lacks"], json!(["Judgement"]));
    assert_eq!((&found["candidates"][4]["rank"], &found["hidden"]), (&json!(null), &json!(0)));
    assert_eq!(found["weightings"]["draws"], json!(10_000));
    assert!(found["agreement"]["alpha_ordinal"].is_f64() && found["criteria"][0]["weight"] == json!(0.5), "{found}");
    let table = std::fs::read_to_string(to("marks.csv")).unwrap();
    assert!(table.contains("recused") && table.contains("absent") && table.contains("no evidence"), "{table}");
    let (status, words) = told(&["candidates", "results", &file, ROUND]);
    assert!(status == 0 && words.contains("The same marks (Krippendorff’s alpha, ordinal)"), "{words}");
    // A scorer with a conflict who looks: the flag comes last and stands.
    let blind = told(&["candidates", "results", &file, ROUND]).1;
    assert!(blind.contains("Cy Carr"));

    let other = on("whatif", &["--weights", "Judgement=1,Campaigning=9"]);
    assert_eq!((&other["candidates"][0]["name"], &other["changes_leader"]), (&json!("Ben Brook"), &json!(true)));
    assert_eq!(on("whatif", &["--without-scorer", "Rae Chair"])["changes_leader"], json!(false));
    assert!(refused("whatif", &["--without-criterion", "Charm"]).contains("There is no criterion “Charm”"));
    assert_eq!(on("results", &[])["candidates"][0]["name"], json!("Ann Ashworth"), "nothing was changed");

    let mark = ["--scorer", "Sol Second", "--candidate", "Di Dunmore", "--criterion", "Judgement"];
    assert!(refused("moderate", &[&mark[..], &["--mark", "7", "--reason", "x"]].concat()).contains("1, 2, 3, 4, 5"));
    on("moderate", &[&mark[..], &["--mark", "4", "--reason", "The second example was hers"]].concat());
    assert_eq!(on("results", &[])["moderated"].as_array().unwrap().len(), 1);

    let because: Vec<String> = panel::CANDIDATES.iter().map(|name| format!("{name}=As the marks say")).collect();
    let reasons: Vec<&str> = because.iter().flat_map(|one| ["--because", one.as_str()]).collect();
    assert!(refused("decide", &["--chosen", "Ann Ashworth"]).contains("is given no reasons"));
    let dry = on("decide", &[&["--chosen", "Ben Brook", "--dry-run"][..], &reasons].concat());
    assert_eq!(dry["departs"], json!("Ann Ashworth stands higher in the order than somebody who is chosen"));
    assert!(refused("record", &["--to", &to("early.pdf")]).contains("not decided"));
    let decided =
        on("decide", &[&["--shortlisted", "Ann Ashworth", "--shortlisted", "Ben Brook"][..], &reasons].concat());
    assert_eq!(decided["hash"].as_str().unwrap().len(), 64);

    on("record", &["--to", &to("record.pdf")]);
    on("data-copy", &["Ed Eldritch", "--to", &to("copy.pdf")]);
    let letters = on("feedback", &["--preview", "--candidate", "Cy Carr"]);
    assert!(letters["letters"][0]["text"].as_str().unwrap().contains("until 5 December 2026"), "{letters}");
    assert_eq!(on("feedback", &["--to", &to("letters.pdf")])["letters"], json!(5));
    for name in ["record.pdf", "copy.pdf", "letters.pdf"] {
        assert!(std::fs::read(to(name)).unwrap().starts_with(b"%PDF"), "{name}");
    }
    on("endorse", &["Ann Ashworth", "--conditions", "Pays the levy", "--ends", "2027-05-06"]);
    on("unendorse", &["Ann Ashworth", "--reason", "Moved away"]);

    done(&[
        "elections",
        "new",
        &file,
        "Quay Ward",
        "--on",
        "2026-12-05",
        "--rules",
        "alternative",
        "--nominators",
        "0",
    ]);
    assert_eq!(on("hand-over", &["Quay Ward"])["nominated"].as_array().unwrap().len(), 2);
    assert!(refused("purge", &[]).contains("are kept until"));
    assert_eq!(on("purge", &["--dry-run"])["due"], json!(false));
    done_on("2028-01-01", &["candidates", "purge", &file, ROUND]);
    let (status, checked) = run(&["check", &file]);
    assert_eq!((status, &checked["ok"]), (0, &json!(true)), "{checked}");
    assert!(on("results", &[])["decision"]["purged"].is_string());
}
