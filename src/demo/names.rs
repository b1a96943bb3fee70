//! Plainly made-up people: given and family names of many languages put together at random, streets that are in no town.

use super::random::Random;
use crate::kit::{Day, PartDay};
use crate::people::{Address, Channel, Contact, Details, Validity};

const GIVEN: &[&str] = &[
    "Asha",
    "Siân",
    "Łukasz",
    "Zoë",
    "Nguyễn Thị",
    "Ελένη",
    "Наталія",
    "Thomas",
    "Grace",
    "Søren",
    "Chika",
    "Maeve",
    "Idris",
    "Noor",
    "Ingrid",
    "Mateusz",
    "Aoife",
    "Bogdan",
    "Célia",
    "Dilwyn",
    "Esi",
    "Femi",
    "Gwen",
    "Hamza",
    "Ioana",
    "Jürgen",
    "Kavita",
    "Lowri",
    "Marit",
    "Nia",
    "Owain",
    "Petra",
    "Quentin",
    "Rhys",
    "Sunniva",
    "Tariq",
    "Ulrike",
    "Viktor",
    "Wanjiru",
    "Ximena",
    "Yusuf",
    "Żaneta",
    "Anh",
    "Beatriz",
    "Conor",
    "Dafydd",
    "Emre",
    "Fatou",
    "Giorgos",
    "Hye-jin",
];

const FAMILY: &[&str] = &[
    "Llewellyn",
    "Żółkiewski",
    "O’Brien-Núñez",
    "Παπαδοπούλου",
    "Шевченко",
    "Adeyemi-Whitfield",
    "Kjærgaard",
    "Nguema",
    "Sample",
    "Example",
    "Placeholder",
    "Specimen",
    "Testerman",
    "Invented",
    "Fictional",
    "Mockford",
    "Dummett",
    "Pretend-Jones",
    "Makebelieve",
    "Fabell",
    "Storey",
    "Novell",
    "Imagin",
    "Notreal",
    "Phantome",
    "Muster",
    "Vzorový",
    "Példa",
    "Voorbeeld",
    "Przykład",
    "Exempel",
    "Esimerkki",
    "Örnek",
    "Mostra",
    "Ejemplo",
    "Exemplu",
    "Dæmi",
    "Sampla",
    "Enghraifft",
    "Eredu",
];

/// Family names of a register so large that those above would be too few are put together from two of these.
const BEGINNINGS: &[&str] = &[
    "Ald", "Barrow", "Birch", "Brack", "Brindle", "Cald", "Chester", "Clay", "Copper", "Crane", "Dun", "Elder", "Fair",
    "Farn", "Garth", "Glen", "Grim", "Hale", "Hawk", "Heather", "Holm", "Iron", "Kes", "Lang", "Lark", "Marl", "Mere",
    "Nether", "Oak", "Pem", "Quarr", "Raven", "Sedge", "Stan", "Tarn", "Thistle", "Under", "Wend", "Whit", "Yarrow",
];
const ENDINGS: &[&str] = &[
    "acre", "bank", "beck", "borne", "bridge", "brook", "by", "cliffe", "combe", "cote", "croft", "dale", "den", "don",
    "field", "ford", "gate", "ham", "hart", "holt", "hurst", "land", "leigh", "ley", "low", "man", "mere", "moor",
    "more", "ridge", "row", "sell", "shaw", "stead", "ston", "thorpe", "wick", "win", "wood", "worth",
];

const WHOLE: &[&str] = &[
    "ليلى حداد",
    "王小明",
    "Nguyễn Văn Đức",
    "Ελένη Παπαδοπούλου",
    "Наталія Шевченко",
    "Łukasz Żółkiewski",
    "Zoë O’Brien-Núñez",
];

const BODIES: &[&str] = &[
    "Harbour Bakery Ltd",
    "Riverside Print Co-op",
    "Hall of St Mark",
    "Quay Street Traders",
    "Lock Cottages Tenants",
    "Mill Ward Allotments",
    "Ferry Boat Company",
    "Northbank Cycle Shop",
    "Old Station Café",
    "Tidewater Joinery",
];

const STREETS: &[&str] = &[
    "Mill Lane",
    "Quay Street",
    "Canal Walk",
    "Harbour View",
    "Lock Cottages",
    "Tower Road",
    "Station Rise",
    "Market Place",
    "High Street",
    "Ferry Road",
    "Weir Close",
    "Chandlers Row",
];

const OCCUPATIONS: &[&str] =
    &["Teacher", "Joiner", "Nurse", "Retired", "Student", "Bus driver", "Baker", "Surveyor", "Carer", "Engineer"];

const TAGS: &[&str] = &["canvasser", "helper", "leaflets", "minibus", "newsletter", "steward", "tea urn"];

const LANGUAGES: &[&[&str]] = &[
    &["English"],
    &["English"],
    &["English"],
    &["English"],
    &["Welsh", "English"],
    &["Welsh", "English"],
    &["English", "Polish"],
    &["English", "Urdu"],
    &[],
    &[],
];

const SOURCES: &[&str] = &["Stall at the fair", "Website", "A friend", "Canvassing", "Old address list", "", "", ""];

/// The people whose names the papers and screens must draw right.
pub fn well_known(at: usize) -> Option<&'static str> {
    WHOLE.get(at).copied()
}

/// One made-up person or organisation.
pub fn person(random: &mut Random, at: usize) -> Details {
    // A stream of its own, so that the rest stays as it is.
    let mut more = random.clone();
    let organisation = at % 29 == 28;
    let name = match (organisation, well_known(at)) {
        (true, _) => {
            let body = random.pick(BODIES).to_owned();
            if at < 29 * BODIES.len() { body } else { format!("{body} {}", at / 29) }
        }
        (false, Some(name)) => name.to_owned(),
        (false, None) => format!("{} {}", random.pick(GIVEN), random.pick(FAMILY)),
    };
    let mut details = Details { organisation, name, number: Some(format!("{:04}", at + 1)), ..Details::default() };
    if !random.one_in(12) {
        details.addresses.push(address(random));
    }
    if !random.one_in(4) {
        details.contacts.push(contact(Channel::Email, "home", &email(&details.name, at)));
    }
    if random.one_in(2) {
        // Numbers that the regulator keeps free for stories.
        details.contacts.push(contact(Channel::Phone, "mobile", &format!("07700 900{:03}", random.below(1000))));
    }
    if !organisation && random.one_in(3) {
        details.occupation = random.pick(OCCUPATIONS).to_owned();
    }
    if random.one_in(5) {
        details.tags.push(random.pick(TAGS).to_owned());
    }
    if !organisation {
        details.birth = birth(&mut more);
        details.languages = LANGUAGES
            .get(more.below(LANGUAGES.len()))
            .map_or(&[][..], |names| *names)
            .iter()
            .map(|n| (*n).to_owned())
            .collect();
    }
    details.source = more.pick(SOURCES).to_owned();
    details.settle();
    details
}

/// The same for a register of very many: few share a name or a phone number, and everybody has an address.
pub fn one_of_many(random: &mut Random, at: usize) -> Details {
    let mut details = person(random, at);
    if !details.organisation && !random.one_in(4) {
        let family = format!("{}{}", random.pick(BEGINNINGS), random.pick(ENDINGS));
        let second = if random.one_in(8) { format!("-{}", random.pick(FAMILY)) } else { String::new() };
        details.name = format!("{} {family}{second}", random.pick(GIVEN));
    }
    if details.addresses.is_empty() {
        details.addresses.push(address(random));
    }
    for known in &mut details.contacts {
        known.value = match known.channel {
            Channel::Email => email(&details.name, at),
            // A country code that no country has: the numbers kept for stories are too few.
            Channel::Phone => format!("+999 {:04} {:04}", random.below(10_000), random.below(10_000)),
        };
    }
    details
}

fn address(random: &mut Random) -> Address {
    Address {
        kind: "home".to_owned(),
        street: format!("{} {}", 1 + random.below(180), random.pick(STREETS)),
        locality: "Riverside".to_owned(),
        postcode: format!("ZZ{} {}{}{}", 1 + random.below(20), random.below(10), letter(random), letter(random)),
        preferred: true,
        ..Address::default()
    }
}

fn email(name: &str, at: usize) -> String {
    let plain = crate::kit::fold::fold(name).replace(' ', ".");
    let ascii: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let local = match ascii.trim_matches('.') {
        "" => format!("person{}", at + 1),
        ascii => ascii.to_owned(),
    };
    format!("{local}{}@example.org", at + 1)
}

/// Known of most, of some only in part.
fn birth(random: &mut Random) -> Option<PartDay> {
    let year = 1938 + i32::try_from(random.below(71)).unwrap_or(0);
    let (month, day) = (u32::try_from(1 + random.below(12)).ok()?, u32::try_from(1 + random.below(28)).ok()?);
    match random.below(10) {
        0..=5 => Day::from_ymd_opt(year, month, day).map(PartDay::Day),
        6 => Some(PartDay::Year(year)),
        7 => Some(PartDay::Month { year, month }),
        _ => None,
    }
}

fn letter(random: &mut Random) -> char {
    char::from(b'A' + u8::try_from(random.below(26)).unwrap_or(0))
}

fn contact(channel: Channel, kind: &str, value: &str) -> Contact {
    Contact {
        id: None,
        channel,
        kind: kind.to_owned(),
        value: value.to_owned(),
        preferred: true,
        valid: Validity::default(),
    }
}
