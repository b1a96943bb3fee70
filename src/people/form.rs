//! A person half typed, and what is wrong with it field by field.

use serde::{Deserialize, Serialize};

use super::model::{Address, AddressId, Channel, Contact, ContactId, Details, Validity};
use super::own::{OwnField, OwnFieldId, OwnKind};
use super::{countries, languages};
use crate::kit::{Day, PartDay, day};
use crate::t;

/// What is wrong with one field of a form, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// `name`, or `contacts.0.value` for a part.
    pub field: String,
    pub message: String,
}

/// A person as typed. It can be kept as a draft and taken up again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    pub organisation: bool,
    pub number: String,
    pub name: String,
    pub sort_name: String,
    pub given: String,
    pub family: String,
    pub legal_name: String,
    pub honorific: String,
    pub pronouns: String,
    pub greeting: String,
    pub employer: String,
    pub occupation: String,
    pub notes: String,
    /// A birth date, whole or in part.
    pub birth: String,
    /// Separated by commas.
    pub languages: String,
    pub source: String,
    /// The office's own fields; see [`PersonForm::with_fields`].
    pub own: Vec<OwnForm>,
    /// Separated by commas.
    pub tags: String,
    pub addresses: Vec<AddressForm>,
    pub contacts: Vec<ContactForm>,
}

/// What is typed into one of the office's own fields, with what the field takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnForm {
    pub field: OwnFieldId,
    pub name: String,
    pub kind: OwnKind,
    pub options: Vec<String>,
    pub text: String,
}

/// An address as typed; one without anything in it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    pub id: Option<AddressId>,
    pub kind: String,
    pub street: String,
    pub locality: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
    pub preferred: bool,
    pub from: String,
    pub to: String,
}

/// An e-mail address or phone number as typed; one without a value is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub id: Option<ContactId>,
    /// A phone number, else an e-mail address.
    pub phone: bool,
    pub kind: String,
    pub value: String,
    pub preferred: bool,
    pub from: String,
    pub to: String,
}

/// Longest texts, in characters: generous for any name, and a slipped paste is noticed.
const LONGEST: usize = 300;
const LONGEST_NOTES: usize = 20_000;
const LONGEST_TAG: usize = 60;

impl PersonForm {
    /// The details that were typed. `today` and `month_first` are for days written shortly.
    ///
    /// # Errors
    /// Every problem, each with its field.
    pub fn parse(&self, today: Day, month_first: bool) -> Result<Details, Vec<FieldProblem>> {
        let mut checker = Checker { problems: Vec::new(), today, month_first, part: None };
        let organisation = self.organisation;
        let given = if organisation { String::new() } else { checker.line("given", &self.given) };
        let family = if organisation { String::new() } else { checker.line("family", &self.family) };
        let mut name = checker.line("name", &self.name);
        if name.is_empty() {
            name =
                [given.as_str(), family.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        }
        if name.is_empty() && !checker.has("name") {
            checker.wrong("name", t!("Write the name, as the person has it").to_owned());
        }
        let number = checker.line("number", &self.number);
        let tags = checker.tags(&self.tags);
        let mut details = Details {
            organisation,
            number: (!number.is_empty()).then_some(number),
            name,
            sort_name: checker.line("sort_name", &self.sort_name),
            given,
            family,
            legal_name: checker.line("legal_name", &self.legal_name),
            honorific: checker.line("honorific", &self.honorific),
            pronouns: checker.line("pronouns", &self.pronouns),
            greeting: checker.line("greeting", &self.greeting),
            employer: checker.line("employer", &self.employer),
            occupation: checker.line("occupation", &self.occupation),
            notes: checker.text("notes", &self.notes),
            birth: if organisation { None } else { checker.birth(&self.birth) },
            languages: checker.languages(&self.languages),
            source: checker.line("source", &self.source),
            own: checker.own(&self.own),
            addresses: self
                .addresses
                .iter()
                .enumerate()
                .filter_map(|(at, form)| form.parse(at, &mut checker))
                .collect(),
            contacts: self.contacts.iter().enumerate().filter_map(|(at, form)| form.parse(at, &mut checker)).collect(),
            tags,
        };
        if details.legal_name == details.name {
            details.legal_name.clear();
        }
        if !details.sort_name.is_empty() && details.sort_name == details.guessed_sort_name() {
            details.sort_name.clear();
        }
        details.settle();
        if checker.problems.is_empty() { Ok(details) } else { Err(checker.problems) }
    }
}

impl PersonForm {
    /// Gives the form the office's own fields, in their order. What was typed stays; a closed field stays only where it
    /// holds something.
    pub fn with_fields(&mut self, fields: &[OwnField]) {
        let mut known = std::mem::take(&mut self.own);
        for field in fields {
            let at = known.iter().position(|own| own.field == field.id);
            let text = at.map(|at| known.remove(at).text).unwrap_or_default();
            if field.closed && text.is_empty() {
                continue;
            }
            self.own.push(OwnForm {
                field: field.id,
                name: field.name.clone(),
                kind: field.kind,
                options: field.options.clone(),
                text,
            });
        }
        self.own.extend(known.into_iter().filter(|own| !own.text.is_empty()));
    }
}

impl From<&Details> for PersonForm {
    fn from(details: &Details) -> Self {
        let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
        let d = details.clone();
        Self {
            organisation: d.organisation,
            number: d.number.unwrap_or_default(),
            name: d.name,
            sort_name: d.sort_name,
            given: d.given,
            family: d.family,
            legal_name: d.legal_name,
            honorific: d.honorific,
            pronouns: d.pronouns,
            greeting: d.greeting,
            employer: d.employer,
            occupation: d.occupation,
            notes: d.notes,
            birth: d.birth.map(|b| b.to_string()).unwrap_or_default(),
            languages: d.languages.join(", "),
            source: d.source,
            own: d.own.into_iter().map(|(field, text)| OwnForm { field, text, ..OwnForm::default() }).collect(),
            tags: d.tags.join(", "),
            addresses: d
                .addresses
                .into_iter()
                .map(|a| AddressForm {
                    id: a.id,
                    kind: a.kind,
                    street: a.street,
                    locality: a.locality,
                    region: a.region,
                    postcode: a.postcode,
                    country: a.country,
                    preferred: a.preferred,
                    from: day(a.valid.from),
                    to: day(a.valid.to),
                })
                .collect(),
            contacts: d
                .contacts
                .into_iter()
                .map(|c| ContactForm {
                    id: c.id,
                    phone: c.channel == Channel::Phone,
                    kind: c.kind,
                    value: c.value,
                    preferred: c.preferred,
                    from: day(c.valid.from),
                    to: day(c.valid.to),
                })
                .collect(),
        }
    }
}

impl OwnForm {
    /// The name of its field among the problems: `own.123`.
    pub fn key(&self) -> String {
        format!("own.{}", self.field)
    }
}

impl AddressForm {
    fn parse(&self, at: usize, checker: &mut Checker) -> Option<Address> {
        checker.part = Some(("addresses", at));
        let address = Address {
            id: self.id,
            kind: kind(&self.kind, "home"),
            street: checker.text("street", &self.street),
            locality: checker.line("locality", &self.locality),
            region: checker.line("region", &self.region),
            postcode: checker.line("postcode", &self.postcode),
            country: countries::code_of(&checker.line("country", &self.country)),
            preferred: self.preferred,
            valid: checker.validity("from", &self.from, "to", &self.to),
        };
        (!address.is_empty()).then_some(address)
    }
}

impl ContactForm {
    fn parse(&self, at: usize, checker: &mut Checker) -> Option<Contact> {
        checker.part = Some(("contacts", at));
        let value = checker.line("value", &self.value);
        if value.is_empty() {
            return None;
        }
        let channel = if self.phone { Channel::Phone } else { Channel::Email };
        match channel {
            Channel::Email if !is_email(&value) => checker.wrong("value", not_an_email(&value)),
            Channel::Phone if !is_phone(&value) => checker.wrong("value", not_a_phone(&value)),
            _ => {}
        }
        Some(Contact {
            id: self.id,
            channel,
            kind: kind(&self.kind, "home"),
            value,
            preferred: self.preferred,
            valid: checker.validity("from", &self.from, "to", &self.to),
        })
    }
}

fn kind(text: &str, usual: &str) -> String {
    let text = one_line(text).to_lowercase();
    if text.is_empty() { usual.to_owned() } else { text.chars().take(40).collect() }
}

/// Whether a text can be an e-mail address: one `@` with something before it, a domain with a dot behind it, no spaces.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let labels = || domain.split('.');
    !local.is_empty()
        && text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')'))
        && !local.contains('@')
        && labels().count() >= 2
        && labels()
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || !c.is_ascii()))
}

/// Whether a text can be a phone number: three digits or more, and little beside them.
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (3..=30).contains(&digits) && letters <= digits.max(12) && text.chars().count() <= 60
}

pub fn not_an_email(text: &str) -> String {
    t!("“{text}” is not an e-mail address; write it like ann@example.org", text = text)
}

pub fn not_a_phone(text: &str) -> String {
    t!("“{text}” is not a phone number; write at least three digits", text = text)
}

/// Spaces and line ends as single spaces, none at the ends.
pub fn one_line(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let clean = |c: char| !c.is_whitespace() && c.is_control();
    text.split_whitespace().map(|w| w.replace(clean, "")).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a text has nothing to tidy, as most have: only letters and single spaces between them.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|b| *b >= b' ' && *b != 0x7F && b.is_ascii());
    plain && !text.starts_with(' ') && !text.ends_with(' ') && !bytes.windows(2).any(|pair| pair == b"  ")
}

struct Checker {
    problems: Vec<FieldProblem>,
    today: Day,
    month_first: bool,
    /// The address or contact that is being read.
    part: Option<(&'static str, usize)>,
}

impl Checker {
    fn wrong(&mut self, field: &str, message: String) {
        let field = match self.part {
            Some((parts, at)) => format!("{parts}.{at}.{field}"),
            None => field.to_owned(),
        };
        self.problems.push(FieldProblem { field, message });
    }

    fn has(&self, field: &str) -> bool {
        self.problems.iter().any(|p| p.field == field)
    }

    fn line(&mut self, field: &str, text: &str) -> String {
        let line = one_line(text);
        self.not_longer(field, &line, LONGEST);
        line
    }

    /// Several lines, each trimmed; empty ones at the ends are left out.
    fn text(&mut self, field: &str, text: &str) -> String {
        if is_tidy(text) {
            self.not_longer(field, text, LONGEST_NOTES);
            return text.to_owned();
        }
        let clean: String = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
        let lines: Vec<String> =
            clean.split('\n').map(|l| l.trim().chars().filter(|c| !c.is_control()).collect::<String>()).collect();
        let text = lines.join("\n").trim().to_owned();
        self.not_longer(field, &text, LONGEST_NOTES);
        text
    }

    fn not_longer(&mut self, field: &str, text: &str, longest: usize) {
        // A character takes four bytes at most, so short texts need no counting.
        if text.len() > longest && text.chars().count() > longest {
            self.wrong(
                field,
                t!("This is longer than {longest} characters; put the rest into the notes", longest = longest),
            );
        }
    }

    fn tags(&mut self, text: &str) -> Vec<String> {
        let tags: Vec<String> = text.split([',', ';', '|', '\n']).map(one_line).filter(|tag| !tag.is_empty()).collect();
        if let Some(long) = tags.iter().find(|tag| tag.chars().count() > LONGEST_TAG) {
            self.wrong(
                "tags",
                t!("The tag “{tag}” is longer than {longest} characters", tag = long, longest = LONGEST_TAG),
            );
        }
        tags
    }

    fn birth(&mut self, text: &str) -> Option<PartDay> {
        if text.trim().is_empty() {
            return None;
        }
        match PartDay::typed(text, self.today, self.month_first) {
            Ok(birth) => Some(birth),
            Err(problem) => {
                self.wrong("birth", problem.to_string());
                None
            }
        }
    }

    fn languages(&mut self, text: &str) -> Vec<String> {
        let text = self.line("languages", text);
        let mut all: Vec<String> = Vec::new();
        for name in text.split([',', ';', '|', '/']).map(str::trim).filter(|name| !name.is_empty()) {
            let name = languages::name_of(name);
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }

    fn own(&mut self, all: &[OwnForm]) -> Vec<(OwnFieldId, String)> {
        let mut values = Vec::new();
        for own in all {
            match own.kind.read(&own.text, &own.options, self.today, self.month_first) {
                Ok(value) if value.is_empty() => {}
                Ok(value) => values.push((own.field, value)),
                Err(wrong) => self.wrong(&own.key(), wrong),
            }
        }
        values
    }

    fn validity(&mut self, from_field: &str, from: &str, to_field: &str, to: &str) -> Validity {
        let valid = Validity { from: self.day(from_field, from), to: self.day(to_field, to) };
        if let (Some(from), Some(to)) = (valid.from, valid.to)
            && to < from
        {
            self.wrong(to_field, t!("The last day lies before the first").to_owned());
        }
        valid
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Day> {
        if text.trim().is_empty() {
            return None;
        }
        match day::typed(text, self.today, self.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(form: &PersonForm) -> Result<Details, Vec<FieldProblem>> {
        form.parse(day::from_iso("2026-11-21").unwrap(), false)
    }

    #[test]
    fn what_is_typed_is_tidied() {
        let form = PersonForm {
            name: "  Zoë   O’Brien-Núñez ".into(),
            sort_name: "O’Brien-Núñez, Zoë".into(),
            legal_name: "Zoë O’Brien-Núñez".into(),
            tags: "volunteer, donor ,, volunteer".into(),
            birth: "3 april 1987".into(),
            languages: "cy; English / Cymraeg".into(),
            own: vec![OwnForm {
                field: OwnFieldId(7),
                kind: OwnKind::Number,
                text: "1,000".into(),
                ..OwnForm::default()
            }],
            contacts: vec![
                ContactForm { value: " zoe@example.org ".into(), ..ContactForm::default() },
                ContactForm::default(),
            ],
            addresses: vec![
                AddressForm { country: "Germany".into(), ..AddressForm::default() },
                AddressForm {
                    postcode: "50667".into(),
                    country: "Deutschland".into(),
                    to: "31/12/2026".into(),
                    ..AddressForm::default()
                },
            ],
            ..PersonForm::default()
        };
        let details = parse(&form).unwrap();
        assert_eq!(details.name, "Zoë O’Brien-Núñez");
        assert_eq!(
            (details.sort_name.as_str(), details.legal_name.as_str()),
            ("", ""),
            "what says nothing new is not kept"
        );
        assert_eq!(details.tags, ["donor", "volunteer"]);
        assert_eq!(details.birth.map(|b| b.to_string()).as_deref(), Some("1987-04-03"));
        assert_eq!(details.languages, ["Welsh", "English"]);
        assert_eq!(details.own, [(OwnFieldId(7), "1000".to_owned())]);
        assert_eq!(details.contacts.len(), 1);
        assert!(details.contacts[0].preferred);
        assert_eq!(details.addresses.len(), 1, "a country alone is no address");
        assert_eq!(details.addresses[0].country, "DE");
        assert_eq!(details.addresses[0].valid.to, Some(day::from_iso("2026-12-31").unwrap()));
        assert_eq!(parse(&PersonForm::from(&details)).unwrap(), details, "a form made from details gives them back");
    }

    #[test]
    fn every_problem_is_named_with_its_field() {
        let form = PersonForm {
            name: " ".into(),
            number: "7".repeat(400),
            birth: "2027".into(),
            own: vec![OwnForm { field: OwnFieldId(7), kind: OwnKind::Day, text: "soon".into(), ..OwnForm::default() }],
            contacts: vec![
                ContactForm { value: "nobody".into(), ..ContactForm::default() },
                ContactForm {
                    value: "12".into(),
                    phone: true,
                    from: "2026-02-01".into(),
                    to: "2026-01-01".into(),
                    ..ContactForm::default()
                },
            ],
            ..PersonForm::default()
        };
        let problems = parse(&form).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(
            fields,
            ["name", "number", "birth", "own.7", "contacts.0.value", "contacts.1.value", "contacts.1.to"]
        );
    }

    #[test]
    fn parts_make_a_name_where_none_was_typed() {
        let form = PersonForm { given: "Ann".into(), family: "Lee".into(), ..PersonForm::default() };
        assert_eq!(parse(&form).unwrap().name, "Ann Lee");
    }

    #[test]
    fn addresses_and_numbers_are_told_from_other_texts() {
        for good in ["a@b.co", "zoë@exämple.org", "o'brien+x@mail.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a@b", "a b@c.org", "@b.org", "a@b..org", "a@b.org, c@d.org", "pas-un-email", "a@@b.org"] {
            assert!(!is_email(bad), "{bad}");
        }
        for good in ["999", "+44 (0)20 7946-0958", "020 7946 0958 ext. 12", "٠٢٠٧٩٤٦"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "12", "call me at home", "1".repeat(31).as_str()] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
