//! How alike two names are: parts the same, slips of the pen, initials, short forms, parts that changed places.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::traits::Traits;

/// How two given parts, or two family parts, stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Differ,
    /// Too far apart for a slip, too near to say that they differ.
    Unsure,
    /// One of them is not given.
    Missing,
    /// `R` and `Robert`.
    Initial,
    /// A likely slip.
    Near,
    /// `Bob` and `Robert`.
    ShortForm,
    /// A slip of one letter, or one of two words.
    VeryNear,
    Same,
}

/// From here on two spellings differ by a slip of one or two letters (Jaro-Winkler).
const VERY_NEAR: f64 = 0.92;
const NEAR: f64 = 0.84;
/// Below this they are two names.
const UNSURE: f64 = 0.74;

/// Given names that are one: the short forms of each.
const SHORT_FORMS: &[&[&str]] = &[
    &["abigail", "abby", "abi", "gail"],
    &["adelaide", "addie"],
    &["albert", "bert", "al", "bertie"],
    &["alexander", "alex", "sandy", "alec", "sasha", "alasdair"],
    &["alexandra", "alex", "sandra", "lexi", "sasha"],
    &["alfred", "alf", "alfie", "fred"],
    &["andrew", "andy", "drew"],
    &["ann", "anne", "anna", "annie", "nan"],
    &["anthony", "tony", "antony"],
    &["arthur", "art"],
    &["barbara", "barb", "babs"],
    &["benjamin", "ben", "benny"],
    &["catherine", "katherine", "kathryn", "cathy", "kathy", "kate", "katie", "kathleen", "kitty"],
    &["charles", "charlie", "chas", "chuck"],
    &["charlotte", "charlie", "lottie"],
    &["christine", "christina", "chris", "tina", "chrissie"],
    &["christopher", "chris", "kit"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "dai", "davey"],
    &["deborah", "debra", "debbie", "deb"],
    &["dominic", "dom"],
    &["dorothy", "dot", "dolly", "dora"],
    &["edward", "ed", "eddie", "ted", "ned", "teddy"],
    &["eleanor", "ellie", "nell", "nora", "elinor"],
    &["elizabeth", "elisabeth", "liz", "lizzie", "beth", "betty", "eliza", "bess", "libby", "elsie", "lisa"],
    &["emily", "em", "emmy", "millie"],
    &["eugene", "gene"],
    &["florence", "flo", "flora", "florrie"],
    &["frances", "fran", "fanny", "frankie"],
    &["francis", "frank", "fran"],
    &["frederick", "fred", "freddie", "fritz"],
    &["gabriel", "gabe"],
    &["geoffrey", "jeffrey", "geoff", "jeff"],
    &["george", "georgie"],
    &["gerald", "gerry", "jerry"],
    &["gillian", "gill", "jill"],
    &["gregory", "greg"],
    &["harold", "harry", "hal"],
    &["harriet", "hattie", "harri"],
    &["helen", "helena", "nell", "ellen", "nellie"],
    &["henry", "harry", "hank", "hal"],
    &["isabella", "isabel", "isobel", "bella", "izzy"],
    &["jacob", "jake", "jacky"],
    &["jacqueline", "jackie", "jacqui"],
    &["james", "jim", "jimmy", "jamie"],
    &["jane", "janie", "janet", "jenny"],
    &["janet", "jan"],
    &["jennifer", "jen", "jenny", "jenn"],
    &["jessica", "jess", "jessie"],
    &["joan", "joanna", "joanne", "jo", "joni"],
    &["johannes", "hans", "johann", "hannes"],
    &["john", "jack", "johnny", "jon", "sean"],
    &["jonathan", "jon", "jonny", "john"],
    &["jose", "pepe", "pepito"],
    &["joseph", "joe", "joey", "jo"],
    &["josephine", "jo", "josie", "joey"],
    &["joshua", "josh"],
    &["judith", "judy", "jude"],
    &["kenneth", "ken", "kenny"],
    &["laurence", "lawrence", "larry", "laurie", "lawrie"],
    &["leonard", "len", "leo", "lenny"],
    &["lucy", "lucinda", "lulu"],
    &["madeleine", "madeline", "maddy", "maddie"],
    &["margaret", "maggie", "meg", "peggy", "marge", "margie", "greta", "daisy", "rita"],
    &["maria", "marie", "mary"],
    &["martin", "marty"],
    &["mary", "molly", "polly", "may", "mamie", "moll"],
    &["matthew", "matt", "mat", "matty"],
    &["maximilian", "max"],
    &["michael", "mike", "mick", "micky", "mikey"],
    &["mohammed", "muhammad", "mohamed", "mohammad", "mo", "muhammed"],
    &["nathaniel", "nathan", "nat", "nate"],
    &["nicholas", "nick", "nicky", "nico", "klaus"],
    &["nicola", "nicky", "nikki", "nic"],
    &["oliver", "olly", "ollie"],
    &["olivia", "liv", "livvy", "olly"],
    &["pamela", "pam"],
    &["patricia", "pat", "patty", "trish", "tricia", "patsy"],
    &["patrick", "pat", "paddy", "padraig"],
    &["peter", "pete"],
    &["philip", "phillip", "phil", "pip"],
    &["rachel", "rach", "rachael"],
    &["raymond", "ray"],
    &["rebecca", "becky", "becca", "bex"],
    &["richard", "rick", "dick", "rich", "richie", "ricky", "dickie"],
    &["robert", "bob", "rob", "bobby", "robbie", "bert", "robin"],
    &["ronald", "ron", "ronnie"],
    &["rosemary", "rose", "rosie"],
    &["samantha", "sam", "sammy"],
    &["samuel", "sam", "sammy"],
    &["sarah", "sara", "sally", "sadie"],
    &["simon", "si"],
    &["stephanie", "steph", "stevie"],
    &["stephen", "steven", "steve", "stevie"],
    &["susan", "sue", "susie", "suzanne", "susanna", "suzy"],
    &["terence", "terry", "terrence"],
    &["theresa", "teresa", "terry", "tess", "tessa", "tracy"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim", "timmy"],
    &["victor", "vic"],
    &["victoria", "vicky", "tori", "vikki"],
    &["vincent", "vince", "vinny"],
    &["walter", "wally", "walt"],
    &["william", "bill", "will", "billy", "willy", "liam", "wilhelm"],
    &["winifred", "winnie", "fred"],
    &["zachary", "zach", "zack", "zak"],
];

/// For each form the places of its lists in [`SHORT_FORMS`].
static BY_FORM: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut by_form: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, forms) in SHORT_FORMS.iter().enumerate() {
        for form in *forms {
            by_form.entry(form).or_default().push(at);
        }
    }
    by_form
});

/// Whether one is a short form of the other, or both are of a third.
fn short_forms(one: &str, other: &str) -> bool {
    let Some(lists) = BY_FORM.get(one) else { return false };
    BY_FORM.get(other).is_some_and(|others| lists.iter().any(|at| others.contains(at)))
}

/// What the short forms of a name have in common, for blocking: the full names.
pub(super) fn full_forms(name: &str) -> impl Iterator<Item = &'static str> {
    let lists = BY_FORM.get(name).map_or(&[][..], Vec::as_slice);
    lists.iter().filter_map(|at| SHORT_FORMS.get(*at)?.first().copied())
}

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub given: Part,
    pub family: Part,
    /// The given part of one is the family part of the other.
    pub crossed: bool,
    /// All words the same, in whatever order.
    pub same: bool,
}

/// Compares the names of two people.
pub(super) fn compare(one: &Traits, other: &Traits) -> Names {
    let same = !one.whole.is_empty() && one.whole == other.whole;
    if same && one.given == other.given {
        let given = if one.given.is_empty() { Part::Missing } else { Part::Same };
        return Names {
            given,
            family: if one.family.is_empty() { Part::Missing } else { Part::Same },
            crossed: false,
            same,
        };
    }
    let straight = (part(&one.given, &other.given, true), part(&one.family, &other.family, false));
    let mut found = Names { given: straight.0, family: straight.1, crossed: false, same: false };
    // Only where straight does not fit: swapped fields, or one name that may be either.
    if straight.0.max(straight.1) < Part::Near {
        let crossed = (part(&one.given, &other.family, true), part(&one.family, &other.given, true));
        let value = |(given, family): (Part, Part)| worth(given) + worth(family);
        if value(crossed) > value(straight) && crossed.0.max(crossed.1) > Part::Missing {
            // Seen from either side the same: the better one counts as the family's.
            let (low, high) = (crossed.0.min(crossed.1), crossed.0.max(crossed.1));
            found = Names { given: low, family: high, crossed: true, same: false };
        }
    }
    // A title before the name, a second given name, a double name: all words of one are among the other's.
    if found.given.min(found.family) < Part::VeryNear && (within(one, other) || within(other, one)) {
        found = Names { given: Part::VeryNear, family: Part::VeryNear, crossed: false, same: false };
    }
    let as_long = !one.whole.is_empty() && one.whole.len() == other.whole.len();
    found.same = same || (as_long && found.crossed && sorted(one) == sorted(other));
    // A legal name that is the other's name is the same name.
    let legal = |a: &Traits, b: &Traits| !a.legal.is_empty() && (a.legal == b.whole || a.legal == b.legal);
    if !found.same && (legal(one, other) || legal(other, one)) {
        found = Names { given: Part::Same, family: Part::Same, crossed: false, same: true };
    }
    found
}

fn within(one: &Traits, other: &Traits) -> bool {
    let long = one.name_words().filter(|w| w.chars().count() > 1).count();
    long > 1 && one.whole.len() < other.whole.len() && one.name_words().all(|w| other.name_words().any(|o| o == w))
}

fn sorted(traits: &Traits) -> Vec<&str> {
    let mut words: Vec<&str> = traits.name_words().collect();
    words.sort_unstable();
    words
}

/// Rough order for choosing between straight and crossed.
fn worth(part: Part) -> i32 {
    match part {
        Part::Differ => -6,
        Part::Unsure => -2,
        Part::Missing => 0,
        Part::Initial => 1,
        Part::Near => 3,
        Part::ShortForm => 4,
        Part::VeryNear => 5,
        Part::Same => 6,
    }
}

/// Compares two parts of a name.
pub(super) fn part(one: &[String], other: &[String], given: bool) -> Part {
    let (Some(first), Some(second)) = (one.first(), other.first()) else { return Part::Missing };
    if one == other {
        return Part::Same;
    }
    if one.len() > 1 || other.len() > 1 {
        let (a, b) = (one.concat(), other.concat());
        if a == b {
            return Part::Same;
        }
        // One of several given names, half of a double name.
        let long = |w: &&String| w.chars().count() > 1;
        if one.iter().filter(long).any(|w| other.contains(w)) {
            return Part::VeryNear;
        }
        let by_words = one.iter().flat_map(|a| other.iter().map(move |b| word(a, b, given))).max();
        let joined = spelling(&a, &b);
        return by_words.map_or(joined, |w| w.min(Part::Near).max(joined));
    }
    word(first, second, given)
}

fn word(one: &str, other: &str, given: bool) -> Part {
    if one == other {
        return Part::Same;
    }
    let single = |w: &str| w.chars().count() == 1 && w.is_ascii();
    if single(one) || single(other) {
        return if one.chars().next() == other.chars().next() { Part::Initial } else { Part::Differ };
    }
    let spelt = spelling(one, other);
    if given && spelt < Part::ShortForm && short_forms(one, other) { Part::ShortForm } else { spelt }
}

/// How alike two spellings are.
pub(super) fn spelling(one: &str, other: &str) -> Part {
    // The measure pairs letters from the left, so its value may depend on which name stands first.
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    let alike = strsim::jaro_winkler(first, second);
    if alike >= VERY_NEAR {
        Part::VeryNear
    } else if alike >= NEAR {
        Part::Near
    } else if alike >= UNSURE {
        Part::Unsure
    } else {
        Part::Differ
    }
}
