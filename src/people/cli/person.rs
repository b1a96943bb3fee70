//! `people add`, `change`, `show`, `remove`, `tag`, `untag`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::consent::Standing;
use super::super::form::{AddressForm, ContactForm, FieldProblem, PersonForm};
use super::super::link::Linked;
use super::super::log::Logged;
use super::super::model::{Channel, Details, Person, PersonId};
use super::super::own::OwnField;
use super::super::{ops, post_lines, store};
use super::{consent, file, flag, links, log, many, needed, option, person};
use crate::cli::{self, Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Age, Problem, Result, text};
use crate::office::{Office, profile};
use crate::t;

/// Texts that are given as an option of the same name.
const TEXTS: [(&str, &str); 17] = [
    ("name", "The name as they have it"),
    ("number", "The member or supporter number"),
    ("given", "The given name"),
    ("family", "The family name"),
    ("sort-name", "What lists are sorted by"),
    ("legal-name", "The legal name, where it differs and the law asks for it"),
    ("honorific", "Before the name"),
    ("pronouns", "In their own words"),
    ("greeting", "How a letter begins"),
    ("employer", "The employer"),
    ("occupation", "The occupation"),
    ("notes", "Notes"),
    ("birth", "The birth date, or what is known of it: 1987-04-03, 1987-04, 1987, --04-03"),
    ("languages", "Languages, with commas between them"),
    ("source", "Where they came from"),
    ("street", "House and street"),
    ("locality", "Town"),
];
const PLACE: [(&str, &str); 3] = [("region", "Region"), ("postcode", "Postcode"), ("country", "Country")];

fn details_args(c: Command) -> Command {
    let texts = TEXTS.iter().chain(&PLACE).map(|(name, help)| option(name, "TEXT", help));
    c.args(texts)
        .arg(flag("organisation", "An organisation, not a person"))
        .arg(many("email", "E-MAIL", "An e-mail address; may be repeated"))
        .arg(many("phone", "NUMBER", "A phone number; may be repeated"))
        .arg(many("tag", "TAG", "A tag; may be repeated"))
        .arg(many("field", "FIELD=VALUE", "One of the office’s own fields; may be repeated"))
}

pub(super) fn add_args(c: Command) -> Command {
    details_args(c.arg(file()))
}

pub(super) fn change_args(c: Command) -> Command {
    details_args(one_args(c))
}

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(person())
}

pub(super) fn tag_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("label", "TAG", "The tag"))
        .arg(needed("people", "PERSON", "Ids, numbers, e-mail addresses or names").num_args(1..))
}

/// Puts what the command gives into the form; what it does not give stays.
fn put(call: &Call<'_>, office: &Office, form: &mut PersonForm) -> Result<()> {
    own_fields(call, office, form)?;
    let given = |name: &str| call.text(name).map(str::to_owned);
    for (name, field) in [
        ("name", &mut form.name),
        ("number", &mut form.number),
        ("given", &mut form.given),
        ("family", &mut form.family),
        ("sort-name", &mut form.sort_name),
        ("legal-name", &mut form.legal_name),
        ("honorific", &mut form.honorific),
        ("pronouns", &mut form.pronouns),
        ("greeting", &mut form.greeting),
        ("employer", &mut form.employer),
        ("occupation", &mut form.occupation),
        ("notes", &mut form.notes),
        ("birth", &mut form.birth),
        ("languages", &mut form.languages),
        ("source", &mut form.source),
    ] {
        if let Some(text) = given(name) {
            *field = text;
        }
    }
    form.organisation |= call.flag("organisation");
    if ["street", "locality", "region", "postcode", "country"].iter().any(|name| call.text(name).is_some()) {
        if form.addresses.is_empty() {
            form.addresses.push(AddressForm { preferred: true, ..AddressForm::default() });
        }
        if let Some(address) = form.addresses.first_mut() {
            for (name, field) in [
                ("street", &mut address.street),
                ("locality", &mut address.locality),
                ("region", &mut address.region),
                ("postcode", &mut address.postcode),
                ("country", &mut address.country),
            ] {
                if let Some(text) = given(name) {
                    *field = text;
                }
            }
        }
    }
    for (name, phone) in [("email", false), ("phone", true)] {
        let values = call.many(name);
        if !values.is_empty() {
            form.contacts.retain(|c| c.phone != phone);
            form.contacts.extend(values.into_iter().map(|value| ContactForm {
                value,
                phone,
                ..ContactForm::default()
            }));
        }
    }
    let tags = call.many("tag");
    if !tags.is_empty() {
        form.tags = format!("{},{}", form.tags, tags.join(","));
    }
    Ok(())
}

fn own_fields(call: &Call<'_>, office: &Office, form: &mut PersonForm) -> Result<()> {
    let fields = office.read(store::own_fields)?;
    form.with_fields(&fields);
    for given in call.many("field") {
        let (name, value) = given
            .split_once('=')
            .ok_or_else(|| Problem::usage(t!("--field takes FIELD=VALUE, not “{given}”", given = given)))?;
        let folded = fold(name);
        let own = form.own.iter_mut().find(|own| fold(&own.name) == folded);
        value.clone_into(&mut own.ok_or_else(|| super::own::none(name))?.text);
    }
    Ok(())
}

fn parse(office: &Office, form: &PersonForm) -> Result<Details> {
    let month_first = office.read(profile::get)?.month_first;
    form.parse(office.today(), month_first).map_err(|problems| refused(&problems))
}

pub(super) fn refused(problems: &[FieldProblem]) -> Problem {
    let list: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.field, p.message)).collect();
    Problem::input(t!("Nothing was changed. {problems}", problems = list.join("; ")))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let mut form = PersonForm::default();
    put(call, &office, &mut form)?;
    let details = parse(&office, &form)?;
    let done = ops::add(&mut office, &details)?;
    answer(call, &office, done.value, done.op.map(|op| op.to_string()))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let mut form = PersonForm::from(&office.read(|conn| store::get(conn, id))?.details);
    put(call, &office, &mut form)?;
    let details = parse(&office, &form)?;
    let done = ops::change(&mut office, id, &details)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = who(call, &office)?;
    let mut about = About::of(&office, id)?;
    let (id, today) = (about.person.id, office.today());
    about.others = office.read(|conn| cli::about(call.nouns.iter(), conn, id.0, today))?;
    let home = office.read(profile::get)?.jurisdiction().to_owned();
    call.out.answer(&as_json(&about, None), &as_text(&about, &home))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let name = office.read(|conn| store::get(conn, id))?.details.name;
    let done = ops::remove(&mut office, id)?;
    call.out.answer(&json!({ "op": done.op, "removed": id }), &t!("Removed {name}", name = name))?;
    Ok(Outcome::Done)
}

pub(super) fn tag(call: &mut Call<'_>) -> Result<Outcome> {
    tags(call, ops::tag)
}

pub(super) fn untag(call: &mut Call<'_>) -> Result<Outcome> {
    tags(call, ops::untag)
}

type TagOp = fn(&mut Office, &[PersonId], &str) -> Result<crate::office::Done<usize>>;

fn tags(call: &mut Call<'_>, op: TagOp) -> Result<Outcome> {
    let mut office = call.office()?;
    let people = call.many("people");
    let ids = office.read(|conn| people.iter().map(|text| store::resolve(conn, text)).collect::<Result<Vec<_>>>())?;
    let done = op(&mut office, &ids, call.need("label")?)?;
    let shown = text::plural(done.value, t!("person changed"), t!("people changed"));
    call.out.answer(&json!({ "op": done.op, "changed": done.value }), &shown)?;
    Ok(Outcome::Done)
}

pub(super) fn who(call: &Call<'_>, office: &Office) -> Result<PersonId> {
    let text = call.need("person")?;
    office.read(|conn| store::resolve(conn, text))
}

fn answer(call: &mut Call<'_>, office: &Office, id: PersonId, op: Option<String>) -> Result<Outcome> {
    let about = About::of(office, id)?;
    let home = office.read(profile::get)?.jurisdiction().to_owned();
    call.out.answer(&as_json(&about, op), &as_text(&about, &home))?;
    Ok(Outcome::Done)
}

/// How many lines of the log a command shows; `people log` shows all.
const LOG_LINES: usize = 5;

/// What a command shows of one person.
pub(super) struct About {
    person: Person,
    fields: Vec<OwnField>,
    standing: Standing,
    links: Vec<Linked>,
    age: Option<Age>,
    log: Vec<Logged>,
    /// What other parts of the office say.
    others: Vec<cli::About>,
}

impl About {
    fn of(office: &Office, id: PersonId) -> Result<Self> {
        Self::with(office, office.read(|conn| store::get(conn, id))?)
    }

    /// The same with these details of the person.
    pub(super) fn with(office: &Office, person: Person) -> Result<Self> {
        let today = office.today();
        office.read(|conn| {
            Ok(Self {
                fields: store::own_fields(conn)?,
                standing: store::standing(conn, person.id, today)?,
                links: store::links(conn, person.id)?,
                age: person.details.age_on(today),
                log: store::log_of(conn, person.id)?,
                others: Vec::new(),
                person,
            })
        })
    }
}

pub(super) fn as_json(about: &About, op: Option<String>) -> Json {
    let About { person, fields, .. } = about;
    let d = &person.details;
    let own: serde_json::Map<String, Json> =
        fields.iter().filter_map(|field| Some((field.name.clone(), Json::from(d.own(field.id)?)))).collect();
    let standing = consent::as_json(&about.standing);
    let contacts = |channel| {
        d.contacts_by(channel)
            .map(|c| json!({ "kind": c.kind, "value": c.value, "preferred": c.preferred, "from": c.valid.from, "to": c.valid.to }))
            .collect::<Vec<_>>()
    };
    let addresses: Vec<Json> = d
        .addresses
        .iter()
        .map(|a| {
            json!({ "kind": a.kind, "street": a.street, "locality": a.locality, "region": a.region, "postcode": a.postcode,
                "country": a.country, "preferred": a.preferred, "from": a.valid.from, "to": a.valid.to })
        })
        .collect();
    json!({
        "op": op,
        "id": person.id,
        "organisation": d.organisation,
        "number": d.number,
        "name": d.name,
        "sort_name": if d.sort_name.is_empty() { d.guessed_sort_name() } else { d.sort_name.clone() },
        "given": d.given,
        "family": d.family,
        "legal_name": d.legal_name,
        "honorific": d.honorific,
        "pronouns": d.pronouns,
        "greeting": d.greeting,
        "employer": d.employer,
        "occupation": d.occupation,
        "notes": d.notes,
        "birth": d.birth.map(|birth| birth.to_string()),
        "age": about.age.map(|age| json!({ "least": age.least, "most": age.most })),
        "languages": d.languages,
        "source": d.source,
        "own": own,
        "do_not_contact": standing.get("do_not_contact"),
        "consent": standing.get("consent"),
        "links": links::as_json(&about.links),
        "tags": d.tags,
        "emails": contacts(Channel::Email),
        "phones": contacts(Channel::Phone),
        "addresses": addresses,
        "log": about.log.iter().map(log::as_json).collect::<Vec<_>>(),
        "about": others_json(&about.others),
    })
}

/// What other parts of the office say, by key; what is said more than once as a list.
fn others_json(others: &[cli::About]) -> Json {
    let mut all = serde_json::Map::new();
    for one in others {
        match all.get_mut(one.key) {
            Some(Json::Array(several)) => several.push(one.data.clone()),
            Some(first) => *first = Json::Array(vec![first.take(), one.data.clone()]),
            None => {
                all.insert(one.key.to_owned(), one.data.clone());
            }
        }
    }
    Json::Object(all)
}

pub(super) fn as_text(about: &About, home: &str) -> String {
    let person = &about.person;
    let d = &person.details;
    let mut lines = vec![format!("{}  {}", d.name_with_honorific(), d.number.as_deref().unwrap_or(""))];
    lines.extend(d.addresses.iter().map(|a| format!("  {}: {}", a.kind, post_lines(a, home).join(", "))));
    lines.extend(d.contacts.iter().map(|c| format!("  {}: {}", c.kind, c.value)));
    if let Some(birth) = d.birth {
        let age = about.age.map(|age| format!(" ({age})")).unwrap_or_default();
        lines.push(format!("  {} {}{age}", t!("born"), birth.words()));
    }
    if !d.languages.is_empty() {
        lines.push(format!("  {}", d.languages.join(", ")));
    }
    lines.extend(about.fields.iter().filter_map(|f| Some(format!("  {}: {}", f.name, f.kind.shown(d.own(f.id)?)))));
    if about.standing.stop.is_some() {
        lines.push(format!("  {}", t!("Do not contact")));
    }
    lines.extend(about.links.iter().map(|l| format!("  {} {}", l.kind.says(l.end), l.name)));
    if !d.tags.is_empty() {
        lines.push(format!("  {}", d.tags.join(", ")));
    }
    lines.extend(d.notes.lines().map(|note| format!("  {note}")));
    lines.extend(about.others.iter().map(|one| {
        let detail = if one.detail.is_empty() { String::new() } else { format!(" ({})", one.detail) };
        format!("  {}: {}{detail}", one.label, one.says)
    }));
    for logged in about.log.iter().take(LOG_LINES) {
        let line = &logged.line;
        lines.push(format!("  {}  {}: {}", line.day, line.kind.says(), line.about.replace('\n', " ")));
    }
    if about.log.len() > LOG_LINES {
        lines.push(t!("  and {count} earlier notes", count = about.log.len() - LOG_LINES));
    }
    lines.push(format!("  {}", person.id));
    lines.iter().map(|l| l.trim_end()).collect::<Vec<_>>().join("\n")
}
