//! `settings show`, `settings set`, `settings image`.

use clap::Command;
use serde_json::json;

use super::form::ProfileForm;
use super::ops::{self, Image};
use crate::cli::args::{OneOf, file, flag, needed, option};
use crate::cli::{Call, Outcome, Verb, verb};
use crate::kit::{Problem, Result};
use crate::office::profile::{self, PaperSize, UNIT_TYPES};

pub(super) const VERBS: &[Verb] = &[
    verb!("settings", "show"; "The office’s details"; show_args; show),
    verb!("settings", "set"; "Change details of the office"; set_args; set),
    verb!("settings", "image"; "Set or remove the logo or the signature"; image_args; image),
];

/// What can be set, and what it says in the help.
const DETAILS: &[(&str, &str)] = &[
    ("party", "The party’s name"),
    ("branch", "The branch’s name"),
    ("unit-type", "The kind of unit that the law sees"),
    ("jurisdictions", "Codes with commas between, the leading one first"),
    ("currency", "Three letters; fixed once there are entries"),
    ("year-start", "Month and day of the financial year’s first day, like 04-06"),
    ("time-zone", "Like Europe/London"),
    ("letterhead", "Lines with \\n between"),
    ("signatory", "Name and post under the signature"),
    ("accent", "The party’s colour, six hexadecimal digits"),
    ("lock-minutes", "Idle minutes before an encrypted file locks"),
    ("paper", "The size of the paper"),
    ("month-first", "Whether days are written month first"),
];

fn show_args(c: Command) -> Command {
    c.arg(file())
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let profile = office.read(profile::get)?;
    let officers = office.read(profile::officers)?;
    let (month, on) = profile.year_start;
    let document = json!({
        "party": profile.party,
        "branch": profile.branch,
        "unit_type": profile.unit_type,
        "jurisdictions": profile.jurisdictions,
        "currency": profile.currency.code,
        "year_start": format!("{month:02}-{on:02}"),
        "time_zone": profile.time_zone,
        "letterhead": profile.letterhead,
        "signatory": profile.signatory,
        "accent": profile.accent,
        "lock_minutes": profile.lock_minutes,
        "paper": profile.paper.name(),
        "month_first": profile.month_first,
        "logo": profile.logo.is_some(),
        "signature": profile.signature.is_some(),
        "users": officers.iter().map(|o| json!({ "name": o.name, "initials": o.initials, "post": o.post, "active": o.active })).collect::<Vec<_>>(),
    });
    let mut text = format!("{}, {}\n", profile.branch, profile.party);
    for (name, value) in [
        (
            "unit type",
            UNIT_TYPES
                .iter()
                .find(|(key, _)| *key == profile.unit_type)
                .map_or_else(|| profile.unit_type.clone(), |(_, label)| (*label).to_owned()),
        ),
        ("jurisdictions", profile.jurisdictions.join(", ")),
        ("currency", profile.currency.code.to_owned()),
        ("year starts", format!("{month:02}-{on:02}")),
        ("time zone", profile.time_zone.clone()),
        ("signatory", profile.signatory.clone()),
        ("accent", profile.accent.clone()),
        ("lock minutes", profile.lock_minutes.to_string()),
        ("paper", profile.paper.name().to_owned()),
        ("used by", officers.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join(", ")),
    ] {
        text.push_str(&format!("  {name:<14} {value}\n"));
    }
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn set_args(c: Command) -> Command {
    let one_of = |words: &[&'static str]| OneOf::of(words.iter().copied());
    let units: Vec<_> = UNIT_TYPES.iter().map(|(key, _)| *key).collect();
    DETAILS
        .iter()
        .fold(c.arg(file()), |c, (name, help)| c.arg(option(name, "VALUE", help)))
        .mut_arg("unit-type", |arg| arg.value_parser(one_of(&units)))
        .mut_arg("jurisdictions", |arg| arg.value_parser(codes))
        .mut_arg("paper", |arg| arg.value_parser(one_of(&[PaperSize::A4.name(), PaperSize::Letter.name()])))
        .mut_arg("month-first", |arg| arg.value_parser(one_of(&["yes", "no"])))
}

/// Codes with commas between, each of which has to be known.
fn codes(text: &str) -> Result<String> {
    text.split(',').try_for_each(|code| profile::jurisdiction_of(code.trim()).map(drop))?;
    Ok(text.to_owned())
}

fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let given: Vec<(&str, String)> =
        DETAILS.iter().filter_map(|(name, _)| call.text(name).map(|value| (*name, value.to_owned()))).collect();
    if given.is_empty() {
        return Err(Problem::usage("Say what to change, like --branch NAME"));
    }
    let mut office = call.office()?;
    let before = office.read(profile::get)?;
    let mut form = ProfileForm::of(&before);
    for (name, value) in &given {
        form.set(name, value)?;
    }
    let done = profile::change(&mut office, &form.parse(&before)?)?;
    office.close()?;
    let text = if done.op.is_some() { "Changed" } else { "Nothing was changed: the details were so already" };
    call.out.answer(&json!({ "op": done.op }), text)?;
    Ok(Outcome::Done)
}

fn image_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("which", "WHICH", "Which of the two").value_parser(["logo", "signature"]))
        .arg(option("from", "PICTURE", "A PNG or JPEG file"))
        .arg(flag("remove", "Take it out").conflicts_with("from"))
}

fn image(call: &mut Call<'_>) -> Result<Outcome> {
    let which = if call.need("which")? == "logo" { Image::Logo } else { Image::Signature };
    let from = call.text("from").map(std::path::PathBuf::from);
    if from.is_none() && !call.flag("remove") {
        return Err(Problem::usage("Give --from PICTURE or --remove"));
    }
    let mut office = call.office()?;
    let done = ops::set_image(&mut office, which, from.as_deref())?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op }), "Changed")?;
    Ok(Outcome::Done)
}
