//! Puts the icon, the version and the manifest into the Windows program. On other systems there is nothing to do.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "cargo reads what a build script prints, and shows its panic"
)]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=packaging/windows/wardroom.rc");
    println!("cargo::rerun-if-changed=packaging/windows/wardroom.manifest");
    println!("cargo::rerun-if-changed=assets/app/wardroom.ico");
    println!("cargo::rerun-if-changed=assets/app/office-file.ico");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return;
    }
    let part = |name: &str| env::var(format!("CARGO_PKG_VERSION_{name}")).unwrap_or_else(|_unset| "0".to_owned());
    let numbers = format!("{},{},{},0", part("MAJOR"), part("MINOR"), part("PATCH"));
    let macros = [format!("VERSION_NUMBERS={numbers}"), format!("VERSION={}", env!("CARGO_PKG_VERSION"))];
    // Some compilers look for the parts beside the script, some only where they are told.
    let beside = [concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/windows")];
    let given = embed_resource::ParamsMacrosAndIncludeDirs(macros, beside);
    embed_resource::compile_for("packaging/windows/wardroom.rc", ["wardroom"], given)
        .manifest_required()
        .expect("the icon, version and manifest of the Windows program could not be embedded");
}
