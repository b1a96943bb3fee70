//! Known answers on made-up people, and what holds for any records.

use proptest::prelude::*;

use super::super::matching::{Hashed, Register};
use super::super::model::{Address, Channel, Contact, Details};
use super::*;

/// A record: name, e-mail, phone, street, postcode, birth date.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

fn details(row: Row<'_>) -> Details {
    let (name, email, phone, street, postcode, _) = row;
    let mut details = Details::named(name);
    for (channel, value) in [(Channel::Email, email), (Channel::Phone, phone)] {
        if !value.is_empty() {
            details.contacts.push(Contact::new(channel, "home", value));
        }
    }
    if !street.is_empty() || !postcode.is_empty() {
        details.addresses.push(Address { street: street.into(), postcode: postcode.into(), ..Address::default() });
    }
    details
}

fn traits(row: Row<'_>) -> Traits {
    Traits::of(&details(row)).born(Born::of(row.5))
}

fn likeness(one: Row<'_>, other: Row<'_>) -> Likeness {
    compare(&traits(one), &traits(other))
}

fn words(likeness: &Likeness) -> String {
    likeness.because.iter().map(|r| r.says()).collect::<Vec<_>>().join(", ")
}

fn organisation(name: &str, postcode: &str) -> Traits {
    Traits::of(&Details { organisation: true, ..details((name, "", "", "", postcode, "")) })
}

#[test]
fn the_same_person_written_twice_is_likely_one() {
    let ann = ("Ann Lee", "ann@example.org", "020 7946 0958", "12 High Street", "LS1 1AA", "1960-03-09");
    let pairs: &[(Row<'_>, Row<'_>, &str)] = &[
        (ann, ann, "same name, same birth date, same e-mail address, same phone number, same address"),
        (
            ("Robert Allen", "rob@x.org", "", "", "", ""),
            ("Rob Allan", "rob@x.org", "", "", "", ""),
            "short form of the name, same e-mail address",
        ),
        (
            ("Łukasz Żółkiewski", "", "", "4 Quay Street", "LS1 4AA", ""),
            ("Lukasz Zolkiewski", "", "", "4 Quay St", "LS14AA", ""),
            "same name, same address",
        ),
        (
            ("Sian Llewellyn", "", "", "", "LS5 3EF", ""),
            ("Llewellyn Sian", "", "", "", "LS5 3EF", ""),
            "same name, same postcode",
        ),
        // A married name with the same e-mail address.
        (
            ("Grace Okafor", "grace@x.org", "", "", "", ""),
            ("Grace Whitfield", "grace@x.org", "", "", "", ""),
            "same given name, same e-mail address, but another family name",
        ),
        (
            ("R. Allen", "", "020 7946 0011", "", "LS1 1AA", ""),
            ("Robert Allen", "", "+44 20 7946 0011", "", "LS1 1AA", ""),
            "same initial, same family name, same phone number, same postcode",
        ),
        (
            ("Tom Sayer", "", "", "", "LS2 2BB", "1971-04-05"),
            ("Tomas Sayers", "", "", "", "", "1971-05-04"),
            "similar name, similar birth date",
        ),
        (("王小明", "wang@x.org", "", "", "", ""), ("王小明", "", "", "", "", ""), "same name"),
        (
            ("Bob Smith", "", "", "1 Mill Lane", "LS3 3CC", ""),
            ("Robert Smith", "", "", "1 Mill Ln", "LS3 3CC", ""),
            "short form of the name, same address",
        ),
    ];
    for (one, other, because) in pairs {
        let found = likeness(*one, *other);
        assert!(found.score >= LIKELY, "{} and {}: {}", one.0, other.0, found.score);
        assert_eq!(words(&found), *because, "{} and {}", one.0, other.0);
    }
}

#[test]
fn who_shares_much_and_is_not_one_is_not_likely_one() {
    let pairs: &[(Row<'_>, Row<'_>, &str)] = &[
        // Twins at one address, with and without their birth date.
        (
            ("Ivy Moss", "", "", "3 Oak Road", "LS6 6AA", "1999-02-01"),
            ("Rose Moss", "", "", "3 Oak Road", "LS6 6AA", "1999-02-01"),
            "twins",
        ),
        (
            ("Ivy Moss", "moss@x.org", "020 7946 0001", "3 Oak Road", "LS6 6AA", ""),
            ("Rose Moss", "moss@x.org", "020 7946 0001", "3 Oak Road", "LS6 6AA", ""),
            "a household",
        ),
        // Father and son of one name.
        (
            ("James Hart", "", "", "9 Elm Road", "LS7 7AA", "1951-06-06"),
            ("James Hart", "", "", "9 Elm Road", "LS7 7AA", "1984-01-30"),
            "father and son by birth date",
        ),
        (
            ("James Hart Sr", "", "", "9 Elm Road", "LS7 7AA", ""),
            ("James Hart Jr", "", "", "9 Elm Road", "LS7 7AA", ""),
            "father and son by name",
        ),
        (("Ann Lee", "", "", "", "LS1 1AA", ""), ("Ann Lee", "", "", "", "M1 1AA", ""), "namesakes in two towns"),
        (
            ("John Smith", "john@a.example", "", "", "", ""),
            ("John Smith", "smith@b.example", "", "", "LS1 1AA", ""),
            "namesakes with two e-mail addresses",
        ),
        (
            ("Ann Lee", "info@x.org", "", "", "", ""),
            ("Bob Roe", "info@x.org", "", "", "", ""),
            "an address of an office",
        ),
        (
            ("Maria Fernandez", "", "", "", "LS1 1AA", ""),
            ("Mario Fernandes", "", "", "", "LS9 9ZZ", ""),
            "names that look alike",
        ),
        (
            ("", "", "", "1 Mill Lane", "LS3 3CC", ""),
            ("", "", "", "1 Mill Lane", "LS3 3CC", ""),
            "nothing but an address",
        ),
    ];
    for (one, other, what) in pairs {
        let found = likeness(*one, *other);
        assert!(found.score < LIKELY, "{what}: {} ({})", found.score, words(&found));
    }
}

#[test]
fn organisations_are_compared_by_what_tells_them_apart() {
    let alike = |one: &str, other: &str, postcode: &str| {
        compare(&organisation(one, "LS1 1AA"), &organisation(other, postcode)).score
    };
    assert!(alike("Harbour Bakery Ltd", "The Harbour Bakery Limited", "LS1 1AA") >= LIKELY);
    assert!(alike("Harbour Bakery Ltd", "Harbuor Bakery", "LS1 1AA") >= LIKELY);
    assert!(alike("Ward 3 Committee", "Ward 4 Committee", "LS1 1AA") < BROAD);
    assert!(alike("Harbour Bakery", "Harbour Brewery", "LS1 1AA") < LIKELY);
    let person = traits(("Harbour Bakery", "", "", "", "LS1 1AA", ""));
    assert!(compare(&person, &organisation("Harbour Bakery", "LS1 1AA")).score < BROAD);
}

#[test]
fn what_many_share_says_little() {
    let in_town = |name: &str, street: &str| {
        let mut details = details((name, "", "", street, "", ""));
        if let Some(address) = details.addresses.first_mut() {
            address.locality = "Riverside".into();
        }
        Traits::of(&details)
    };
    let mut people: Vec<Traits> = (0..60).map(|n| in_town(&format!("Person{n} Family{n}"), "")).collect();
    people.extend((0..30).map(|_| in_town("John Smith", "")));
    people.extend([in_town("Zofia Lis", ""), in_town("Zofia Lis", "")]);
    let found = search(&people, LIKELY, || true).unwrap().found;
    assert_eq!(found.iter().map(|f| (f.a, f.b)).collect::<Vec<_>>(), [(90, 91)]);
    assert!(search(&people, LIKELY, || false).is_none(), "called off");
}

#[test]
fn a_number_makes_sure() {
    let numbered = |name: &str| Traits::of(&Details { number: Some("M-17".into()), ..Details::named(name) });
    assert!(compare(&numbered("Peggy Roe"), &numbered("Margaret Roe")).score > 0.99);
    assert!(compare(&numbered("Ann Lee"), &numbered("A. Lee-Roe")).score >= LIKELY);
}

#[test]
fn what_is_known_of_a_birth_date_is_read() {
    let born = |text: &str| Born::of(text).map(|b| (b.year, b.month, b.day));
    assert_eq!(born("1956-04-09"), Some((1956, 4, 9)));
    assert_eq!(born("19560409"), Some((1956, 4, 9)));
    assert_eq!((born("1956-04"), born("1956")), (Some((1956, 4, 0)), Some((1956, 0, 0))));
    assert_eq!((born(""), born("9 April"), born("0000-01-01")), (None, None, None));
}

/// Letters close enough together that names meet.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "(Ann|Anna|Bob|Robert|R|Ivy)( Lee)? (Lee|Leigh|Smith|Smyth)",
        "[ab]{1,3} [ab]{1,3}",
        "(王|李)(小明|明)",
        "[\\PC]{0,12}",
    ]
}

fn record() -> impl Strategy<Value = Details> {
    let email = prop_oneof![Just(String::new()), "(ann|lee)@(x|y)\\.org"];
    let phone = prop_oneof![Just(String::new()), "02079460(1|2)[0-1]"];
    let postcode = prop_oneof![Just(String::new()), "LS(1|2)"];
    let number = prop_oneof![Just(None), "[1-3]".prop_map(Some)];
    (name(), email, phone, postcode, number, any::<bool>()).prop_map(
        |(name, email, phone, postcode, number, organisation)| {
            let organisation = organisation && name.len() % 5 == 0;
            Details { number, organisation, ..details((&name, &email, &phone, "", &postcode, "")) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn which_of_two_stands_first_makes_no_difference(one in record(), other in record()) {
        let (one, other) = (Traits::of(&one), Traits::of(&other));
        prop_assert_eq!(compare(&one, &other), compare(&other, &one));
    }

    #[test]
    fn nobody_is_unlike_themselves(one in record()) {
        let one = Traits::of(&one);
        prop_assume!(!one.whole.is_empty());
        prop_assert!(compare(&one, &one).score >= BROAD);
    }

    #[test]
    fn the_order_of_the_register_makes_no_difference(people in prop::collection::vec(record(), 0..30), turn in any::<prop::sample::Index>()) {
        let all: Vec<Traits> = people.iter().map(Traits::of).collect();
        let by = turn.index(people.len() + 1).min(people.len());
        let turned: Vec<Traits> = all.iter().skip(by).chain(all.iter().take(by)).cloned().collect();
        let place = |at: usize| (at + by) % all.len().max(1);
        let pairs = |search: Search, place: &dyn Fn(usize) -> usize| {
            let mut pairs: Vec<(usize, usize)> = search.found.iter().map(|f| (place(f.a), place(f.b))).map(|(a, b)| (a.min(b), a.max(b))).collect();
            pairs.sort_unstable();
            pairs
        };
        let straight = pairs(search(&all, BROAD, || true).unwrap(), &|at| at);
        prop_assert_eq!(straight, pairs(search(&turned, BROAD, || true).unwrap(), &place));
    }

    /// Whoever an import would take for somebody of the register stands in a block with them.
    #[test]
    fn blocking_loses_no_strict_match(people in prop::collection::vec(record(), 2..12)) {
        let all: Vec<Traits> = people.iter().map(Traits::of).collect();
        let met: std::collections::HashSet<(usize, usize)> =
            search(&all, 0.0, || true).unwrap().found.iter().map(|f| (f.a, f.b)).collect();
        for (at, one) in people.iter().enumerate() {
            for (behind, other) in people.iter().enumerate().skip(at + 1) {
                let mut register = Register::new(false);
                register.know(1, &Hashed::from(one));
                if register.find(&Hashed::from(other), None).is_some() {
                    prop_assert!(met.contains(&(at, behind)), "{one:?} and {other:?}");
                }
            }
        }
    }
}
