//! The scoring page in a real browser without a display: filled by a script of the test, read by what it leaves in the page.

use std::path::Path;
use std::process::{Command, Stdio};

use wardroom::candidates::kit::csp_hash;
use wardroom::candidates::seal::unhex;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The first browser that this computer has and that runs without a display.
pub fn found() -> Option<&'static str> {
    NAMES.into_iter().find(|name| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    })
}

/// The page with what fills it, which the policy of the page lets in by its hash; nothing else of the page is changed.
pub fn with_hook(page: &str, hook: &str) -> String {
    let allowed = page.replacen("script-src '", &format!("script-src 'sha256-{}' '", csp_hash(hook)), 1);
    allowed.replacen("</body>", &format!("<script>{hook}</script></body>"), 1)
}

/// What the browser leaves in the page, by the ids of the elements.
pub fn filled(browser: &str, folder: &Path, page: &str) -> impl Fn(&str) -> String + use<> {
    let path = folder.join("page.html");
    std::fs::write(&path, page).unwrap();
    let out = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=100000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", path.display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&out.stdout).into_owned();
    move |id| {
        let begin = format!("<pre id=\"{id}\">");
        let found = dom.split_once(&begin).and_then(|(_, rest)| rest.split_once("</pre>"));
        let (hex, _) =
            found.unwrap_or_else(|| panic!("no {id} in the page: {}", &dom[dom.len().saturating_sub(3000)..]));
        String::from_utf8(unhex(hex).unwrap()).unwrap()
    }
}
