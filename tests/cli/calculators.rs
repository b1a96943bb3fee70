//! The three calculators that need no office: a ballot file counted, scores weighed up, texts compared and merged.

use serde_json::{Value as Json, json};

use super::program::wardroom;

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Exit status, the document, and what stands on standard error.
    fn run(&self, words: &[&str]) -> (i32, Json, String) {
        let out = wardroom(self.0.path(), &[words, &["--json"]].concat());
        let document = serde_json::from_slice(&out.stdout).unwrap_or(Json::Null);
        (out.status.code().unwrap(), document, String::from_utf8(out.stderr).unwrap())
    }
}

#[test]
fn elections_are_counted_under_named_rules() {
    let desk = Desk::new();
    let file = desk.file("42.blt", "3 2\n4 1 2 0\n2 3 0\n0\n\"Castor\"\n\"Pollux\"\n\"Helen\"\n\"Two of three\"\n");
    let (status, found, said) = desk.run(&["elections", "count", &file, "--rules", "scottish"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(
        (&found["rules"], &found["seats"], &found["valid"], &found["quota"]),
        (&json!("scottish"), &json!(2), &json!(6), &json!("3.00000"))
    );
    assert_eq!(found["elected"], json!(["Castor", "Helen"]));
    assert_eq!(found["stages"][1]["votes"], json!({ "Castor": "3.00000", "Pollux": "1.00000", "Helen": "2.00000" }));
    assert_eq!(found["stages"][2]["state"], json!({ "Castor": "elected", "Pollux": "excluded", "Helen": "elected" }));
    assert_eq!(found["stages"][2]["non_transferable"], json!("1.00000"));
    // A tie that only a lot decides is said aloud until one is given.
    let tie = desk.file("tie.blt", "2 1\n1 1 0\n1 2 0\n0\n\"A\"\n\"B\"\n\"Tie\"\n");
    let (status, found, said) = desk.run(&["elections", "count", &tie, "--rules", "ers97"]);
    assert_eq!((status, &found["lots"][0]["drawn"]), (0, &json!(false)));
    assert!(said.contains("--lots"), "{said}");
    let (_, found, said) = desk.run(&["elections", "count", &tie, "--rules", "meek", "--lots", "A"]);
    assert_eq!((&found["elected"], &found["lots"][0]["drawn"], said.as_str()), (&json!(["B"]), &json!(true), ""));
    assert_eq!(desk.run(&["elections", "count", &tie, "--rules", "scottish", "--lots", "Z"]).0, 2);
    assert_eq!(desk.run(&["elections", "count", &tie, "--rules", "dutch"]).0, 2);
    assert_eq!(desk.run(&["elections", "count", "nothing.blt", "--rules", "meek"]).0, 3);
    let bad = desk.file("bad.blt", "2 1\n1 3 0\n0\n\"A\"\n\"B\"\n");
    let (status, _, said) = desk.run(&["elections", "count", &bad, "--rules", "meek"]);
    assert!(status == 1 && said.contains("Line 2"), "{status} {said}");
}

#[test]
fn scores_are_weighed_up() {
    let desk = Desk::new();
    let rows = "candidate,scorer,criterion,value\nA,R1,k,4\nB,R1,k,3\nC,R1,k,3\nA,R2,k,4\nB,R2,k,3\nC,R2,k,3\nA,R3,k,2\nB,R3,k,1\nC,R3,k,\n";
    let file = desk.file("scores.csv", rows);
    let (status, found, _) = desk.run(&["candidates", "stats", &file]);
    assert_eq!(status, 0);
    let near = |value: &Json, wanted: f64| (value.as_f64().unwrap() - wanted).abs() < 1e-9;
    assert!(near(&found["candidates"][2]["mean"], 3.0) && near(&found["candidates"][2]["adjusted"], 7.0 / 3.0));
    assert!(near(&found["scorers"][2]["severity"], -4.0 / 3.0));
    assert_eq!((&found["icc"]["2,1"], &found["kendall_w"]), (&Json::Null, &Json::Null));
    assert_eq!(desk.run(&["candidates", "stats", &file, "--weights", "k=2"]).0, 0);
    for wrong in ["k", "x=1", "k=0", "k=1,k=2"] {
        assert_eq!(desk.run(&["candidates", "stats", &file, "--weights", wrong]).0, 2, "{wrong}");
    }
    let bad = desk.file("bad.csv", "candidate,scorer,criterion,value\nA,R1,k,good\nB,R1,k,2\n");
    let (status, _, said) = desk.run(&["candidates", "stats", &bad]);
    assert!(status == 1 && said.contains("Row 2"), "{status} {said}");
}

#[test]
fn texts_are_compared_and_merged() {
    let desk = Desk::new();
    let base = desk.file("base.md", "We will build homes.\n");
    let one = desk.file("one.md", "We will build council homes.\n");
    let two = desk.file("two.md", "We shall build homes.\n");
    let three = desk.file("three.md", "We must build homes.\n");
    let (status, found, _) = desk.run(&["policy", "diff", &base, &one]);
    assert_eq!(status, 0);
    assert_eq!(found["changes"][1], json!({ "kind": "insert", "text": "council " }));
    let (status, found, _) = desk.run(&["policy", "merge", &base, &one, &two]);
    assert_eq!((status, &found["merged"]), (0, &json!("We shall build council homes.\n")));
    let (status, found, _) = desk.run(&["policy", "merge", &base, &one, &two, &three]);
    assert_eq!((status, &found["merged"]), (1, &Json::Null));
    assert_eq!(found["collisions"][0]["base"], json!("will"));
    assert_eq!(found["collisions"][0]["texts"], json!(["must", "shall"]), "by name: three, two");
    assert_eq!(desk.run(&["policy", "diff", &base, "nothing.md"]).0, 3);
}
