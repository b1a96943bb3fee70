//! What is packed agrees with the program: the version everywhere, the type of file, the licences.

use std::fs;
use std::path::Path;

fn packed(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name)).unwrap()
}

#[test]
fn the_newest_release_described_for_linux_is_this_version() {
    let described = packed("linux/app.wardroom.Wardroom.metainfo.xml");
    let newest = described.split("<release version=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(newest, env!("CARGO_PKG_VERSION"), "packaging/RELEASE.md says what to write where");
}

#[test]
fn each_system_calls_the_file_by_one_name() {
    for (name, says) in [
        ("linux/wardroom-mime.xml", "type=\"application/vnd.wardroom\""),
        ("linux/wardroom-mime.xml", "pattern=\"*.wardroom\""),
        ("linux/wardroom.desktop", "MimeType=application/vnd.wardroom;"),
        ("linux/app.wardroom.Wardroom.metainfo.xml", "<mediatype>application/vnd.wardroom</mediatype>"),
        ("macos/Info.plist", "<string>application/vnd.wardroom</string>"),
        ("macos/Info.plist", "<string>wardroom</string>"),
        ("windows/wardroom.iss", "Software\\Classes\\.wardroom\""),
        ("windows/associate.cmd", "%classes%\\.wardroom\""),
    ] {
        assert!(packed(name).contains(says), "{name} does not say {says}");
    }
    // The mark in the header of a plain office, where file managers look for it.
    let mark = wardroom::office::APPLICATION_ID.to_be_bytes();
    let mark = std::str::from_utf8(&mark).unwrap();
    assert!(packed("linux/wardroom-mime.xml").contains(&format!("offset=\"68\" value=\"{mark}\"")));
}

#[test]
fn what_may_be_built_in_is_what_may_be_packed() {
    let deny = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml")).unwrap();
    let listed = |text: &str, key: &str| {
        let read: toml::Table = text.parse().unwrap();
        let table = read.get("licenses").and_then(toml::Value::as_table).unwrap_or(&read).clone();
        let list = table.get(key).and_then(toml::Value::as_array).unwrap().clone();
        list.iter().map(|l| l.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&deny, "allow"), listed(&packed("about.toml"), "accepted"));
}
