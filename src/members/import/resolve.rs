//! From what a row says to what becomes of it: whom it is about, which of their memberships, who pays, who covers them.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::plan::{Fate, Known, NewPerson, Planned, RowFate, Settings};
use super::row::{About, Line, Named};
use super::words::Said as Word;
use crate::kit::{Day, Money, Result, day};
use crate::members::model::{
    ClassId, Cover, Decision, End, How, PersonId, Register, Rhythm, Status, Term, TermId, instalment, standing,
};
use crate::people::consent::{self, Said};
use crate::people::matching::{self, Hashed};
use crate::people::ops::OnDuplicate;
use crate::people::{self, Channel, Contact, Details, merge};
use crate::t;

/// What is wrong, with the key of the field.
pub(super) type Wrong = (&'static str, String);

/// The people of a list, what becomes of those who are there, what they said, and the memberships.
type Finished = (Vec<NewPerson>, BTreeMap<PersonId, Details>, Vec<(PersonId, Said)>, Vec<Planned>);

/// See the head of this file.
pub(super) struct Resolver<'a> {
    people: matching::Register,
    members: Register,
    settings: &'a Settings,
    new: Vec<NewPerson>,
    /// By the Wardroom id that the list itself gives them.
    by_list_id: HashMap<i64, PersonId>,
    list_id_of: HashMap<PersonId, i64>,
    /// Memberships of the list, by the id that the list gives them.
    term_by_list_id: HashMap<i64, TermId>,
    changed: BTreeMap<PersonId, Details>,
    said: BTreeMap<PersonId, Vec<Said>>,
    terms: Vec<Planned>,
    /// Where in `terms` each is.
    at: HashMap<TermId, usize>,
    /// Which of `terms` are a person's.
    of: HashMap<PersonId, Vec<usize>>,
}

/// The place in a list of something that has no id yet.
fn place(id: i64) -> Option<usize> {
    usize::try_from(-id).ok()?.checked_sub(1)
}

/// An id for the thing at a place, until it has one of its own.
fn provisional(place: usize) -> i64 {
    i64::try_from(place).map_or(i64::MIN, |place| -place - 1)
}

impl<'a> Resolver<'a> {
    pub fn new(known: Known, settings: &'a Settings) -> Self {
        Self {
            people: known.people,
            members: known.members,
            settings,
            new: Vec::new(),
            by_list_id: HashMap::new(),
            list_id_of: HashMap::new(),
            term_by_list_id: HashMap::new(),
            changed: BTreeMap::new(),
            said: BTreeMap::new(),
            terms: Vec::new(),
            at: HashMap::new(),
            of: HashMap::new(),
        }
    }

    /// Whom a row is about, and why; somebody new is taken in, for the rows that follow.
    pub fn person(&mut self, line: &Line) -> Result<(PersonId, String), Wrong> {
        let on_file = line.list_id.and_then(|id| self.members.term(TermId(id))).map(|term| term.person);
        let (id, number) = match &line.about {
            About::Told(told) => (told.id, told.details.number.as_deref()),
            About::Nameless { number, id } => (*id, number.as_deref()),
        };
        let of_list = id.and_then(|id| self.by_list_id.get(&id).copied());
        let found = match (on_file, of_list, &line.about) {
            (Some(person), ..) => Some((person, matching::Why::Id.says())),
            (None, Some(person), _) => Some((person, t!("as in an earlier row"))),
            (None, None, About::Told(told)) => {
                self.people.find(&Hashed::from(&told.details), id).map(|(id, why)| (PersonId(id), why.says()))
            }
            (None, None, About::Nameless { .. }) => {
                let named = Details { number: number.map(str::to_owned), ..Details::default() };
                self.people.find(&Hashed::from(&named), id).map(|(id, why)| (PersonId(id), why.says()))
            }
        };
        // Two ids of the list are two people, whatever else agrees.
        let other =
            |person: &PersonId| id.is_some() && self.list_id_of.get(person).is_some_and(|known| Some(*known) != id);
        let found = found.filter(|(person, _)| !other(person));
        let holder = number.and_then(|number| self.people.holder_of(number)).map(PersonId);
        if let (Some(number), Some(holder)) = (number, holder)
            && found.map(|(person, _)| person) != Some(holder)
        {
            return Err(("member_number", t!("The number {number} belongs to somebody else", number = number)));
        }
        let (person, why) = match (found, &line.about) {
            (Some((person, why)), _) => (person, why.to_owned()),
            (None, About::Nameless { .. }) => {
                let message = t!("The row has no name, and nobody in the register has this number");
                return Err(("member_number", message.to_owned()));
            }
            (None, About::Told(told)) => {
                let id = provisional(self.new.len());
                self.people.know(id, &Hashed::from(&told.details));
                let said = consent::news(&[], &told.said, true);
                self.new.push(NewPerson { details: told.details.clone(), said, used: false });
                (PersonId(id), String::new())
            }
        };
        if let Some(id) = id {
            self.by_list_id.entry(id).or_insert(person);
            self.list_id_of.entry(person).or_insert(id);
        }
        Ok((person, why))
    }

    /// Decides what becomes of a row. The outer answer fails when the file cannot be read.
    pub fn take(
        &mut self,
        conn: &Connection,
        line: Line,
        person: PersonId,
        why: String,
    ) -> Result<Result<RowFate, Vec<Wrong>>> {
        let mut wrong = Vec::new();
        let payer = self.payer(&line, person, &mut wrong);
        let family = self.family(&line, person, &mut wrong);
        let class = self.class(&line, &mut wrong);
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let matched = self.matched(&line, person);
        let skips = self.settings.on_duplicate == OnDuplicate::Skip;
        if let Some(before) = matched.as_ref().filter(|_| skips) {
            let says = t!("Here already, {since}", since = self.since_words(before));
            let fate = self.fate(&line, Fate::Skipped, says, before);
            return Ok(Ok(fate));
        }
        let links = Links { payer, family, class };
        let (term, notes) = match &matched {
            None => match self.begun(&line, person, &links) {
                Ok(new) => new,
                Err(wrong) => return Ok(Err(vec![wrong])),
            },
            Some(before) => match self.merged(&line, before, &links) {
                Ok(new) => new,
                Err(wrong) => return Ok(Err(vec![wrong])),
            },
        };
        if let Err(wrong) = self.fits(&term, matched.as_ref()) {
            return Ok(Err(vec![wrong]));
        }
        let spoke = self.about_the_person(conn, &line, person)?;
        let changed = matched.as_ref() != Some(&term);
        let fate = match (&matched, changed || spoke) {
            (None, _) => Fate::Added,
            (Some(_), true) => Fate::Updated,
            (Some(_), false) => Fate::Skipped,
        };
        let says = match (fate, why.is_empty()) {
            (Fate::Skipped, _) => t!("Here already, and nothing is new").to_owned(),
            (_, true) => t!("New in the register").to_owned(),
            (_, false) => why,
        };
        let fate = self.fate(&line, fate, says, &term);
        if changed {
            self.keep(line.row, line.list_id, term, notes, matched);
        }
        Ok(Ok(fate))
    }

    fn keep(&mut self, row: usize, list_id: Option<i64>, term: Term, class_notes: Vec<String>, before: Option<Term>) {
        let used = [Some(term.person), term.payer].into_iter().flatten();
        for at in used.filter_map(|person| place(person.0)) {
            if let Some(new) = self.new.get_mut(at) {
                new.used = true;
            }
        }
        if let Some(id) = list_id {
            self.term_by_list_id.insert(id, term.id);
        }
        match self.at.get(&term.id) {
            // A second row about the same membership goes on from the first.
            Some(at) => {
                if let Some(planned) = self.terms.get_mut(*at) {
                    (planned.term, planned.class_notes) = (term, class_notes);
                }
            }
            None => {
                self.of.entry(term.person).or_default().push(self.terms.len());
                self.at.insert(term.id, self.terms.len());
                self.terms.push(Planned { row, term, class_notes, before });
            }
        }
    }

    pub fn finish(self) -> Finished {
        let said = self.said.into_iter().flat_map(|(id, all)| all.into_iter().map(move |said| (id, said))).collect();
        (self.new, self.changed, said, self.terms)
    }

    /// The memberships of a person as they will be.
    fn terms_of(&self, person: PersonId) -> Vec<&Term> {
        let planned: Vec<&Term> =
            self.of.get(&person).into_iter().flatten().filter_map(|at| self.terms.get(*at)).map(|p| &p.term).collect();
        let stands = |term: &&Term| planned.iter().all(|p| p.id != term.id);
        self.members.terms_of(person).iter().filter(stands).chain(planned.iter().copied()).collect()
    }

    fn term(&self, id: TermId) -> Option<&Term> {
        let planned = self.at.get(&id).and_then(|at| self.terms.get(*at));
        planned.map(|planned| &planned.term).or_else(|| self.members.term(id))
    }

    /// The membership that a row is about, if it is there already: of this id, of this first day, or of the same days.
    fn matched(&self, line: &Line, person: PersonId) -> Option<Term> {
        let by_id = line.list_id.and_then(|id| {
            self.term_by_list_id.get(&id).copied().or_else(|| self.members.term(TermId(id)).map(|term| term.id))
        });
        if let Some(term) = by_id.and_then(|id| self.term(id)) {
            return Some(term.clone());
        }
        if self.settings.on_duplicate == OnDuplicate::Add {
            return None;
        }
        let terms = self.terms_of(person);
        let found = match self.begins(line) {
            Begins::Applied(_) => terms.iter().find(|term| term.is_waiting()),
            Begins::On(start) => {
                let last = line.ended.or(line.died);
                let same = terms.iter().find(|term| term.start == Some(start));
                same.or_else(|| terms.iter().rev().find(|term| overlaps(term, start, last)))
                    .or_else(|| terms.iter().find(|term| term.is_waiting()))
            }
            Begins::Nothing => terms.last(),
        };
        found.map(|term| (*term).clone())
    }

    /// Since when a row says they are a member, or that they have applied.
    fn begins(&self, line: &Line) -> Begins {
        let begun = line.start.or(line.since).or(line.joined);
        let refused = !line.refusal.is_empty();
        if line.status == Some(Word::Applied) || refused || begun.is_none() && line.applied.is_some() {
            return line.applied.or(begun).map_or(Begins::Nothing, Begins::Applied);
        }
        begun.map_or(Begins::Nothing, Begins::On)
    }

    /// Somebody else whom the row names: by an id of the list or of the register, a number, an e-mail address or a name.
    fn somebody(&self, named: &Named) -> Option<PersonId> {
        if let Some(id) = named.id {
            let of_file = || self.people.find(&Hashed::default(), Some(id)).map(|(id, _)| PersonId(id));
            if let Some(person) = self.by_list_id.get(&id).copied().or_else(of_file) {
                return Some(person);
            }
        }
        let text = named.text.as_str();
        if text.is_empty() {
            return None;
        }
        if let Some(id) = self.people.holder_of(text) {
            return Some(PersonId(id));
        }
        let mut details = Details::named(text);
        if text.contains('@') {
            details.contacts.push(Contact::new(Channel::Email, "home", text));
        }
        self.people.find(&Hashed::from(&details), None).map(|(id, _)| PersonId(id))
    }

    fn payer(&self, line: &Line, person: PersonId, wrong: &mut Vec<Wrong>) -> Option<PersonId> {
        let named = line.payer.as_ref()?;
        let found = self.somebody(named);
        if found.is_none() {
            let message = t!("Nobody in the register or the list is “{text}”, or more than one is", text = named.text);
            wrong.push(("payer", message));
        }
        found.filter(|payer| *payer != person)
    }

    fn family(&self, line: &Line, person: PersonId, wrong: &mut Vec<Wrong>) -> Option<TermId> {
        let named = line.family.as_ref()?;
        let by_id = named.id.and_then(|id| {
            self.term_by_list_id.get(&id).copied().or_else(|| self.members.term(TermId(id)).map(|term| term.id))
        });
        let head = by_id.or_else(|| {
            let somebody = self.somebody(&Named { id: None, text: named.text.clone() })?;
            self.terms_of(somebody).into_iter().filter(|t| t.start.is_some()).max_by_key(|t| t.start).map(|t| t.id)
        });
        let Some(term) = head.and_then(|id| self.term(id)) else {
            let message = t!("No member in the register or the list is “{text}”", text = named.text);
            wrong.push(("family_of", message));
            return None;
        };
        let covers = |class: ClassId| self.members.class(class).is_some_and(|class| class.family);
        let can = covers(term.class) || term.classes.iter().any(|(_, class)| covers(*class));
        if term.person == person || term.family.is_some() || !can {
            let message = t!("The membership of “{text}” covers no dependants", text = named.text);
            wrong.push(("family_of", message));
            return None;
        }
        head
    }

    /// The class that a row says, or the only one that costs what it says.
    fn class(&self, line: &Line, wrong: &mut Vec<Wrong>) -> Option<ClassId> {
        let said = line.steps.as_ref().map(|(first, later)| later.last().map_or(*first, |(_, class, _)| *class));
        let said = said.or(line.class);
        let Some(fee) = line.fee else { return said };
        let days = [Some(self.settings.today), line.start.or(line.since).or(line.joined)];
        let rhythm = line.rhythm.unwrap_or_default();
        let costs =
            |class: &crate::members::model::Class| {
                (!class.owes && fee.is_zero())
                    || days.iter().flatten().filter_map(|on| class.fee_on(*on)).any(|yearly| {
                        yearly == fee || (rhythm != Rhythm::Yearly && instalment(yearly, rhythm, 0) == fee)
                    })
            };
        let show = |money: Money| self.settings.currency.show(money);
        match said {
            Some(id) => {
                let class = self.members.class(id)?;
                if !costs(class) {
                    let known = class.fee_on(self.settings.today).map_or(t!("nothing yet").to_owned(), show);
                    wrong.push((
                        "fee",
                        t!(
                            "“{class}” costs {known} a year, and the list says {fee}; name another class, or leave the fee out",
                            class = class.name,
                            known = known,
                            fee = show(fee)
                        ),
                    ));
                }
                said
            }
            None => {
                let fitting: Vec<ClassId> = self.members.classes.iter().filter(|c| costs(c)).map(|c| c.id).collect();
                if let [one] = fitting.as_slice() {
                    return Some(*one);
                }
                let message = if fitting.is_empty() {
                    t!("No class costs {fee}; say which class it is", fee = show(fee))
                } else {
                    t!("More than one class costs {fee}; say which it is", fee = show(fee))
                };
                wrong.push(("fee", message));
                None
            }
        }
    }

    /// A membership that is not there yet.
    fn begun(&self, line: &Line, person: PersonId, links: &Links) -> Result<(Term, Vec<String>), Wrong> {
        let Some(class) = links.class else {
            return Err(("class", t!("The row does not say of which class they are").to_owned()));
        };
        let id = TermId(provisional(self.terms.len()));
        let mut term = Term {
            id,
            person,
            class,
            classes: Vec::new(),
            rhythm: line.rhythm.unwrap_or_default(),
            payer: links.payer,
            family: links.family,
            applied: line.applied,
            decision: decision(line),
            since: line.since,
            joined: line.joined,
            start: None,
            covered_to: line.covered_to.max(line.paid_to),
            notice: line.notice,
            end: end(line),
            died: died(line),
            pins: line.pins.clone(),
            note: line.note.clone(),
        };
        let notes = steps(line, &mut term);
        match self.begins(line) {
            Begins::Applied(on) => {
                term.applied = Some(on);
                if !line.ours {
                    (term.since, term.joined) = (None, None);
                }
            }
            Begins::On(start) => {
                term.start = Some(start);
                if !line.ours {
                    term.since = line.since.or(line.joined).or(Some(start)).map(|since| since.min(start));
                    term.joined = line.joined.or(Some(start));
                }
            }
            Begins::Nothing => {
                let message = t!("The row says neither since when they are a member, nor when they applied");
                return Err(("since", message.to_owned()));
            }
        }
        Ok((term, notes))
    }

    /// A membership that is there, with what the row adds to it, or says instead.
    fn merged(&self, line: &Line, before: &Term, links: &Links) -> Result<(Term, Vec<String>), Wrong> {
        let update = self.settings.on_duplicate != OnDuplicate::Fill;
        let mut term = before.clone();
        let (start, applied, member) = match self.begins(line) {
            Begins::On(start) => (Some(start), line.applied, true),
            Begins::Applied(on) => (None, Some(on), line.ours),
            Begins::Nothing => (None, None, true),
        };
        // Filling does not make a member of somebody whose application waits.
        let start = start.filter(|_| update || before.start.is_some());
        pick(&mut term.start, start, update && line.start.is_some());
        // Of who only applied, a day of joining is that of the application.
        pick(&mut term.since, line.since.filter(|_| member), update);
        pick(&mut term.joined, line.joined.filter(|_| member), update);
        if before.start.is_none() && term.start.is_some() {
            term.since = term.since.or(term.start);
            term.joined = term.joined.or(term.start);
        }
        pick(&mut term.applied, applied, update);
        pick(&mut term.decision, decision(line), update);
        // What a list says is paid counts where nothing later is known.
        let paid = line.covered_to.or(line.paid_to.filter(|_| !line.ours));
        let known = self.members.term(before.id).and_then(|term| self.members.standing(term, self.settings.today));
        let known = known.and_then(|standing| standing.paid_to);
        let paid = paid.filter(|to| line.covered_to.is_some() || known.is_none_or(|known| known < *to));
        pick(&mut term.covered_to, paid, update);
        pick(&mut term.notice, line.notice, update);
        pick(&mut term.end, end(line), update);
        pick(&mut term.died, died(line), update);
        pick(&mut term.payer, links.payer, update);
        pick(&mut term.family, links.family, update);
        if update && let Some(rhythm) = line.rhythm {
            term.rhythm = rhythm;
        }
        if !line.note.is_empty() && (update || term.note.is_empty()) {
            term.note.clone_from(&line.note);
        }
        let same = |a: &crate::members::model::Pin, b: &crate::members::model::Pin| {
            (a.status, a.from, a.until, &a.why) == (b.status, b.from, b.until, &b.why)
        };
        if update || term.pins.is_empty() {
            let news: Vec<_> =
                line.pins.iter().filter(|pin| !before.pins.iter().any(|known| same(known, pin))).cloned().collect();
            term.pins.extend(news);
        }
        let mut notes = vec![String::new(); term.classes.len()];
        if update && line.steps.is_some() {
            notes = steps(line, &mut term);
        } else if update && let Some(class) = links.class.filter(|class| *class != term.class_on(self.settings.today)) {
            term.classes.retain(|(from, _)| *from < self.settings.today);
            notes.truncate(term.classes.len());
            if term.start.is_none_or(|start| start >= self.settings.today) {
                term.class = class;
            } else {
                term.classes.push((self.settings.today, class));
                notes.push(t!("As the list says").to_owned());
            }
        }
        Ok((term, notes))
    }

    /// Refuses a membership whose days contradict each other, or another one of the person.
    fn fits(&self, term: &Term, before: Option<&Term>) -> Result<(), Wrong> {
        let last = term.end.as_ref().map(|end| end.on).into_iter().chain(term.died).min();
        if let (Some(start), Some(last)) = (term.start, last)
            && start > last
        {
            return Err(("ended", t!("That is before the membership began").to_owned()));
        }
        if term.start.is_none() && term.end.is_some() {
            return Err(("ended", t!("Who only applied has no membership that could end").to_owned()));
        }
        if term.start.is_some() && term.decision.as_ref().is_some_and(|d| d.refusal.is_some()) {
            return Err(("refusal", t!("Who was refused has no first day as a member").to_owned()));
        }
        let own = before.map_or(term.id, |before| before.id);
        let mut others = self.terms_of(term.person).into_iter().filter(|other| other.id != own);
        let other = match term.start {
            Some(start) => others.find(|other| overlaps(other, start, last)),
            None if term.is_waiting() => {
                let on = term.applied.unwrap_or(self.settings.today);
                others.find(|other| other.is_waiting() || overlaps(other, on, None))
            }
            None => None,
        };
        match other {
            Some(other) => {
                let since = self.since_words(other);
                Err(("start", t!("They have another membership on these days, {since}", since = since)))
            }
            None => Ok(()),
        }
    }

    /// What the row says of the person, who is in the register already; whether any of it is new.
    fn about_the_person(&mut self, conn: &Connection, line: &Line, person: PersonId) -> Result<bool> {
        let About::Told(told) = &line.about else { return Ok(false) };
        let merge = match self.settings.on_duplicate {
            OnDuplicate::Fill => merge::fill,
            OnDuplicate::Update => merge::update,
            OnDuplicate::Skip | OnDuplicate::Add => return Ok(false),
        };
        if let Some(new) = place(person.0).and_then(|at| self.new.get_mut(at)) {
            new.details = merge(&new.details, &told.details);
            return Ok(false);
        }
        let known = match self.changed.get(&person) {
            Some(details) => details.clone(),
            None => people::store::get(conn, person)?.details,
        };
        let mut before = Vec::new();
        if !told.said.is_empty() {
            before = people::store::consents(conn, person)?.into_iter().rev().map(|c| c.said).collect();
            before.extend(self.said.get(&person).into_iter().flatten().cloned());
        }
        let news = consent::news(&before, &told.said, self.settings.on_duplicate == OnDuplicate::Update);
        let new = merge(&known, &told.details);
        let spoke = !news.is_empty();
        if spoke {
            self.said.entry(person).or_default().extend(news);
        }
        if new == known {
            return Ok(spoke);
        }
        self.people.know_number(person.0, new.number.as_deref());
        self.changed.insert(person, new);
        Ok(true)
    }

    fn since_words(&self, term: &Term) -> String {
        match (term.start, term.applied) {
            (Some(start), _) => t!("a member from {day}", day = day::short(start)),
            (None, Some(applied)) => t!("applied on {day}", day = day::short(applied)),
            (None, None) => String::new(),
        }
    }

    fn fate(&self, line: &Line, fate: Fate, why: String, term: &Term) -> RowFate {
        RowFate {
            row: line.row,
            fate,
            why,
            class: Some(term.class_on(self.settings.today)),
            since: term.since.or(term.start).or(term.applied),
            status: self.status(term),
        }
    }

    /// What somebody is today with a membership as it will be.
    fn status(&self, term: &Term) -> Option<Status> {
        let head = term.family.and_then(|id| self.term(id));
        let known = self.members.cover(term);
        let covered_to = head.map_or(term.covered_to, |head| head.covered_to.max(term.covered_to));
        standing(term, Cover { covered_to, ..known }, self.settings.today).map(|standing| standing.status)
    }
}

/// Whom and what a row refers to, found.
struct Links {
    payer: Option<PersonId>,
    family: Option<TermId>,
    class: Option<ClassId>,
}

/// How a membership begins.
#[derive(Clone, Copy)]
enum Begins {
    Applied(Day),
    On(Day),
    Nothing,
}

/// Takes what a row says where there is nothing, or instead.
fn pick<T>(known: &mut Option<T>, said: Option<T>, instead: bool) {
    if said.is_some() && (instead || known.is_none()) {
        *known = said;
    }
}

/// Whether a term that has begun runs on any day from `start` to `last`.
fn overlaps(term: &Term, start: Day, last: Option<Day>) -> bool {
    let Some(begun) = term.start else { return false };
    let over = term.end.as_ref().map(|end| end.on).into_iter().chain(term.died.and_then(|died| died.pred_opt())).min();
    last.is_none_or(|last| begun <= last) && over.is_none_or(|over| start <= over)
}

fn decision(line: &Line) -> Option<Decision> {
    let (on, by) = line.decided.clone()?;
    let refusal = (!line.refusal.is_empty()).then(|| line.refusal.clone());
    Some(Decision { on, by, refusal })
}

fn died(line: &Line) -> Option<Day> {
    line.died.or(line.ended.filter(|_| line.status == Some(Word::Died)))
}

fn end(line: &Line) -> Option<End> {
    let on = line.ended?;
    if line.status == Some(Word::Died) && line.how.is_none() {
        return None;
    }
    let how = line.how.or(match line.status {
        Some(Word::Over(how)) => Some(how),
        _ => None,
    });
    Some(End { on, how: how.unwrap_or(How::Resigned), why: line.why.clone() })
}

/// Takes the classes of a row into a term; answers the notes on them.
fn steps(line: &Line, term: &mut Term) -> Vec<String> {
    let Some((first, later)) = &line.steps else { return Vec::new() };
    term.class = *first;
    term.classes = later.iter().map(|(from, class, _)| (*from, *class)).collect();
    later.iter().map(|(.., note)| note.clone()).collect()
}
