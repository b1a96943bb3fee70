//! What a list of people from elsewhere may hold: the fields that a column can be mapped to, with the headings of other
//! programs in five languages. The labels are also the headings of our own export, so that it comes back in.

use super::own;
use crate::kit::fold::fold;
use crate::tabular::{Columns, Field, FieldKind, Mapping, Source};

use FieldKind::{Email, PartDay, Phone, Text};

const fn text(key: &'static str, label: &'static str, synonyms: &'static [&'static str]) -> Field {
    Field::new(key, label, Text).synonyms(synonyms)
}

const fn email(key: &'static str, label: &'static str, synonyms: &'static [&'static str]) -> Field {
    Field::new(key, label, Email).synonyms(synonyms)
}

const fn phone(key: &'static str, label: &'static str, synonyms: &'static [&'static str]) -> Field {
    Field::new(key, label, Phone).synonyms(synonyms)
}

/// Every field, those of the export in its order.
pub const FIELDS: &[Field] = &[
    text("wardroom_id", "Wardroom id", &[]),
    text(
        "record_kind",
        "Person or organisation",
        &["contact type", "record type", "kontaktart", "type de contact", "tipo de contacto", "contacttype"],
    ),
    text(
        "member_number",
        "Member number",
        &[
            "membership number",
            "membership id",
            "member id",
            "supporter number",
            "contact number",
            "mitgliedsnummer",
            "mitglieds nr",
            "mitgliednr",
            "numéro d'adhérent",
            "n° adhérent",
            "número de socio",
            "número de afiliado",
            "lidnummer",
            "external identifier",
            "rec id",
        ],
    ),
    text(
        "full_name",
        "Name",
        &[
            "full name",
            "display name",
            "contact name",
            "person name",
            "member name",
            "donor name",
            "donor",
            "supporter",
            "leader name",
            "vollständiger name",
            "anzeigename",
            "nom complet",
            "nom et prénom",
            "nombre completo",
            "nombre y apellidos",
            "volledige naam",
            "naam",
        ],
    ),
    text("sort_name", "Sort name", &["file as", "sort as"]),
    text(
        "given",
        "Given name",
        &[
            "first name",
            "given names",
            "firstname",
            "forename",
            "fname",
            "christian name",
            "vorname",
            "rufname",
            "prénom",
            "prenom",
            "nombre",
            "nombre de pila",
            "voornaam",
            "roepnaam",
        ],
    ),
    text(
        "family",
        "Family name",
        &[
            "last name",
            "lastname",
            "surname",
            "lname",
            "family names",
            "nachname",
            "familienname",
            "nom de famille",
            "nom",
            "apellido",
            "apellidos",
            "achternaam",
            "familienaam",
        ],
    ),
    text(
        "legal_name",
        "Legal name",
        &["registered name", "rechtlicher name", "nom légal", "nombre legal", "wettelijke naam"],
    ),
    text(
        "honorific",
        "Honorific",
        &[
            "title",
            "salutation",
            "name prefix",
            "prefix",
            "courtesy title",
            "individual prefix",
            "anrede",
            "titel",
            "civilité",
            "tratamiento",
            "aanhef",
        ],
    ),
    text("pronouns", "Pronouns", &["pronomen", "pronoms", "pronombres", "voornaamwoorden"]),
    text("greeting", "Greeting", &["email greeting", "postal greeting", "briefanrede", "formule d'appel", "saludo"]),
    text(
        "employer",
        "Employer",
        &[
            "company",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "company name",
            "organization 1 name",
            "current employer",
            "firma",
            "firmenname",
            "arbeitgeber",
            "société",
            "entreprise",
            "employeur",
            "empresa",
            "empleador",
            "bedrijf",
            "werkgever",
        ],
    ),
    text(
        "occupation",
        "Occupation",
        &[
            "job title",
            "profession",
            "role",
            "position",
            "organization 1 title",
            "beruf",
            "position im unternehmen",
            "fonction",
            "métier",
            "ocupación",
            "puesto",
            "profesión",
            "beroep",
            "functie",
        ],
    ),
    text(
        "notes",
        "Notes",
        &[
            "note",
            "comments",
            "comment",
            "remarks",
            "notizen",
            "bemerkung",
            "bemerkungen",
            "remarques",
            "commentaires",
            "notas",
            "opmerkingen",
        ],
    ),
    Field::new("birth", "Born", PartDay).synonyms(&[
        "birth date",
        "date of birth",
        "dob",
        "birthday",
        "birthdate",
        "year of birth",
        "birth year",
        "geburtsdatum",
        "geburtstag",
        "geburtsjahr",
        "date de naissance",
        "année de naissance",
        "fecha de nacimiento",
        "geboortedatum",
    ]),
    text(
        "languages",
        "Languages",
        &[
            "language",
            "preferred language",
            "spoken languages",
            "sprache",
            "sprachen",
            "langue",
            "langues",
            "idioma",
            "idiomas",
            "taal",
        ],
    ),
    text(
        "source",
        "Where they came from",
        &[
            "source",
            "origin",
            "contact source",
            "lead source",
            "how did you hear about us",
            "herkunft",
            "origine",
            "origen",
        ],
    ),
    text(
        "do_not_contact",
        "Do not contact",
        &["no contact", "dnc", "do not contact flag", "contact opt out", "nicht kontaktieren", "ne pas contacter"],
    ),
    text(
        "consent_post",
        "Consent to post",
        &["post consent", "postal consent", "mail consent", "consent post", "opt in post", "post opt in"],
    ),
    text(
        "consent_email",
        "Consent to e-mail",
        &["email consent", "consent email", "email opt in", "opt in email", "newsletter consent", "email permission"],
    ),
    text(
        "consent_phone",
        "Consent to phone calls",
        &["phone consent", "consent phone", "call consent", "phone opt in", "opt in phone"],
    ),
    text(
        "consent_text",
        "Consent to text messages",
        &["sms consent", "text consent", "consent sms", "sms opt in", "mobile opt in", "consent text"],
    ),
    text("consent_other", "Other consent", &[]),
    text(
        "tags",
        "Tags",
        &[
            "tag",
            "labels",
            "groups",
            "group membership",
            "categories",
            "category",
            "can2 user tags",
            "contact tags",
            "kategorien",
            "gruppen",
            "étiquettes",
            "groupes",
            "catégories",
            "etiquetas",
            "grupos",
            "labels en groepen",
            "groepen",
            "categorieën",
        ],
    ),
    email(
        "email",
        "E-mail",
        &[
            "email",
            "e-mail address",
            "email address",
            "mail",
            "primary email",
            "email 1",
            "e-mail 1 - value",
            "home email",
            "e-mail-adresse",
            "mailadresse",
            "courriel",
            "adresse e-mail",
            "adresse mail",
            "correo",
            "correo electrónico",
            "e-mailadres",
            "mailadres",
        ],
    ),
    text("email_kind", "E-mail kind", &["e-mail 1 - type", "e-mail 1 - label", "email type"]),
    email(
        "email_2",
        "E-mail 2",
        &[
            "e-mail 2 address",
            "e-mail 2 - value",
            "secondary email",
            "email 2",
            "work email",
            "alternative email",
            "second email",
            "zweite e-mail",
        ],
    ),
    text("email_kind_2", "E-mail kind 2", &["e-mail 2 - type", "e-mail 2 - label"]),
    email("email_3", "E-mail 3", &["e-mail 3 address", "e-mail 3 - value", "email 3", "other email"]),
    text("email_kind_3", "E-mail kind 3", &["e-mail 3 - type", "e-mail 3 - label"]),
    email("email_4", "E-mail 4", &["e-mail 4 - value", "email 4"]),
    text("email_kind_4", "E-mail kind 4", &[]),
    email("email_5", "E-mail 5", &["e-mail 5 - value", "email 5"]),
    text("email_kind_5", "E-mail kind 5", &[]),
    phone(
        "phone",
        "Phone",
        &[
            "telephone",
            "phone number",
            "telephone number",
            "tel",
            "primary phone",
            "home phone",
            "phone 1 - value",
            "home telephone",
            "sms",
            "telefon",
            "telefonnummer",
            "telefon privat",
            "téléphone",
            "tél",
            "téléphone domicile",
            "teléfono",
            "teléfono particular",
            "telefoon",
            "telefoonnummer",
        ],
    ),
    text("phone_kind", "Phone kind", &["phone 1 - type", "phone 1 - label", "phone type"]),
    phone(
        "phone_2",
        "Phone 2",
        &[
            "mobile phone",
            "mobile",
            "mobile number",
            "cell",
            "cell phone",
            "cellphone",
            "phone 2 - value",
            "handy",
            "mobil",
            "mobiltelefon",
            "mobilnummer",
            "portable",
            "téléphone mobile",
            "móvil",
            "teléfono móvil",
            "gsm",
            "mobiel",
        ],
    ),
    text("phone_kind_2", "Phone kind 2", &["phone 2 - type", "phone 2 - label"]),
    phone(
        "phone_3",
        "Phone 3",
        &[
            "business phone",
            "work phone",
            "work telephone",
            "daytime phone",
            "phone 3 - value",
            "telefon geschäftlich",
            "telefon dienstlich",
            "téléphone professionnel",
            "teléfono del trabajo",
            "telefoon werk",
        ],
    ),
    text("phone_kind_3", "Phone kind 3", &["phone 3 - type", "phone 3 - label"]),
    phone("phone_4", "Phone 4", &["home phone", "home phone 2", "other phone", "phone 4 - value"]),
    text("phone_kind_4", "Phone kind 4", &[]),
    phone("phone_5", "Phone 5", &["business phone 2", "phone 5 - value"]),
    text("phone_kind_5", "Phone kind 5", &[]),
    text("address_kind", "Address kind", &["address 1 - type", "address 1 - label", "location type"]),
    text(
        "street",
        "Street",
        &[
            "street address",
            "home street",
            "address",
            "address 1",
            "address line 1",
            "home address",
            "mailing address",
            "postal address",
            "address1",
            "mailing street",
            "street 1",
            "address 1 - street",
            "can2 user address",
            "straße",
            "strasse",
            "adresse",
            "anschrift",
            "straße und hausnummer",
            "rue",
            "adresse postale",
            "calle",
            "dirección",
            "domicilio",
            "straat",
            "adres",
            "straat en huisnummer",
        ],
    ),
    text(
        "locality",
        "City",
        &[
            "town",
            "locality",
            "home city",
            "town or city",
            "post town",
            "suburb",
            "address 1 - city",
            "can2 user city",
            "ort",
            "stadt",
            "wohnort",
            "ville",
            "localité",
            "commune",
            "ciudad",
            "localidad",
            "población",
            "plaats",
            "woonplaats",
            "stad",
        ],
    ),
    text(
        "region",
        "Region",
        &[
            "state",
            "county",
            "province",
            "home state",
            "state province",
            "address 1 - region",
            "can2 user state",
            "bundesland",
            "kanton",
            "département",
            "région",
            "provincia",
            "comunidad autónoma",
            "provincie",
        ],
    ),
    text(
        "postcode",
        "Postcode",
        &[
            "zip",
            "zip code",
            "zipcode",
            "postal code",
            "post code",
            "home postal code",
            "home zipcode",
            "postal code zip",
            "address 1 - postal code",
            "plz",
            "postleitzahl",
            "code postal",
            "código postal",
            "postcode en plaats",
        ],
    ),
    text(
        "country",
        "Country",
        &["home country", "home country region", "country region", "address 1 - country", "land", "pays", "país"],
    ),
    text("address_kind_2", "Address kind 2", &["address 2 - type", "address 2 - label"]),
    text("street_2", "Street 2", &["business street", "work address", "address 2 - street", "work street"]),
    text("locality_2", "City 2", &["business city", "work city", "address 2 - city"]),
    text("region_2", "Region 2", &["business state", "work state", "address 2 - region"]),
    text(
        "postcode_2",
        "Postcode 2",
        &["business postal code", "work zipcode", "work postcode", "address 2 - postal code"],
    ),
    text(
        "country_2",
        "Country 2",
        &["business country", "business country region", "work country", "address 2 - country"],
    ),
    text("address_kind_3", "Address kind 3", &["address 3 - type", "address 3 - label"]),
    text("street_3", "Street 3", &["other street", "other address", "address 3 - street"]),
    text("locality_3", "City 3", &["other city", "address 3 - city"]),
    text("region_3", "Region 3", &["other state", "address 3 - region"]),
    text("postcode_3", "Postcode 3", &["other postal code", "address 3 - postal code"]),
    text("country_3", "Country 3", &["other country", "other country region", "address 3 - country"]),
    text("further", "Further details", &[]),
    // Columns headed by the names of the office's own fields; each is read by its heading.
    text("own_fields", "Own fields", &[]),
    // Columns of other programs that say the opposite of a consent.
    text("no_post", "No post", &["do not mail", "do not post", "no mail", "no postal mail", "post opt out"]),
    text("no_email", "No e-mail", &["do not email", "no email", "email opt out", "no bulk emails", "unsubscribed"]),
    text("no_phone", "No phone calls", &["do not phone", "do not call", "no calls", "phone opt out"]),
    text("no_text", "No text messages", &["do not sms", "do not text", "no sms", "sms opt out"]),
    // What other programs keep apart and a name or an address here holds in one piece.
    text(
        "middle",
        "Middle names",
        &[
            "middle name",
            "additional name",
            "second name",
            "mittelname",
            "zweiter vorname",
            "deuxième prénom",
            "segundo nombre",
            "tussenvoegsel",
        ],
    ),
    text("house_number", "House number", &["street number", "hausnummer", "hausnr", "huisnummer", "numéro de rue"]),
    text(
        "street_line_2",
        "Address line 2",
        &[
            "home street 2",
            "home address 2",
            "address 2",
            "address2",
            "adresszusatz",
            "complément d'adresse",
            "adresse 2",
            "supplemental address 1",
        ],
    ),
    text("street_line_3", "Address line 3", &["home street 3", "address 3", "address3", "supplemental address 2"]),
    text("street_2_line_2", "Address 2 line 2", &["business street 2", "work address 2", "address line 2 2"]),
    text("street_3_line_2", "Address 3 line 2", &["other street 2", "address line 2 3"]),
];

/// Whether our own export has the field; the others are other programs'.
pub fn is_exported(field: &Field) -> bool {
    let of_others = ["middle", "house_number", "own_fields", "no_post", "no_email", "no_phone", "no_text"];
    !of_others.contains(&field.key) && !field.key.contains("_line_")
}

/// Words of headings that speak of somebody else than the person of the row.
const OF_OTHERS: &[&str] = &[
    "mum",
    "mother",
    "mothers",
    "father",
    "fathers",
    "sister",
    "brother",
    "spouse",
    "partner",
    "child",
    "children",
    "assistant",
    "assistants",
    "manager",
    "managers",
    "emergency",
    "team",
    "household",
    "yomi",
    "phonetic",
    "screen",
    "user",
    "file",
    "fax",
    "pager",
    "ext",
    "ip",
    "maiden",
    "im",
];

/// The map that the headings suggest. A single word such as “Name” or “Phone” stands in many headings that mean something
/// else, so those that speak of somebody else are left out.
pub fn guess(source: &Source) -> Mapping {
    guess_among(source, FIELDS)
}

/// The same for a list that holds more than people: `fields` are these and those of another subject.
pub fn guess_among(source: &Source, fields: &[Field]) -> Mapping {
    let mut mapping = Mapping::guess(source, fields);
    let own: Vec<String> =
        source.columns.iter().map(|c| c.name.clone()).filter(|name| name.starts_with(own::HEADING)).collect();
    if !own.is_empty() {
        mapping.columns.retain(|_, columns| !columns.headings().iter().any(|heading| own.contains(heading)));
        mapping.columns.insert("own_fields".to_owned(), Columns::Joined(own));
    }
    let has_parts = ["given", "family"].iter().any(|key| mapping.columns.contains_key(*key));
    mapping.columns.retain(|key, columns| {
        columns.headings().iter().all(|heading| {
            if key == "own_fields" {
                return true;
            }
            let folded = fold(heading);
            if is_named(fields, key, &folded) {
                return true;
            }
            let of_others = folded.split(' ').any(|word| OF_OTHERS.contains(&word));
            // Beside a first and a last name, “Company name” or “Program name” is not the name.
            !of_others && (key != "full_name" || !has_parts)
        })
    });
    mapping
}

/// Whether the heading is exactly one of the field's own.
fn is_named(fields: &[Field], key: &str, folded: &str) -> bool {
    let squashed = |text: &str| text.replace(' ', "");
    fields.iter().filter(|f| f.key == key).any(|f| {
        [f.key, f.label]
            .into_iter()
            .chain(f.synonyms.iter().copied())
            .any(|name| squashed(&fold(name)) == squashed(folded))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_and_labels_stand_once() {
        let keys: HashSet<_> = FIELDS.iter().map(|f| f.key).collect();
        let labels: HashSet<_> = FIELDS.iter().map(|f| fold(f.label)).collect();
        assert_eq!((keys.len(), labels.len()), (FIELDS.len(), FIELDS.len()));
    }
}
