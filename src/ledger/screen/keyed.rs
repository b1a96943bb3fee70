//! What is keyed of a batch: its lines as they are typed, and the walk from field to field. Nothing here draws.

use serde::{Deserialize, Serialize};

use crate::kit::{Currency, Money, day};
use crate::ledger::model::{Batch, BatchForm, BatchId, BatchLineForm, NewBatchLine, Shortfall, Terms, shortfall};
use crate::office::Prospect;
use crate::people::screen::person::Who;
use crate::t;

/// A column of a line that takes the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    From,
    How,
    Reference,
    Amount,
    Kind,
    Appeal,
}

impl Place {
    pub const ALL: [Self; 6] = [Self::From, Self::How, Self::Reference, Self::Amount, Self::Kind, Self::Appeal];
}

/// A batch that is being keyed. Kept in the file as a draft when the office locks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keyed {
    pub id: i64,
    pub number: i64,
    pub form: BatchForm,
    /// Who each line is from, as typed.
    pub from: Vec<Who>,
    /// On whose behalf, by name.
    pub behalf: Vec<String>,
    /// The line under the keyboard.
    pub at: usize,
}

/// What stands in the batch so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By line: nothing for a blank one, else whether it can be posted, or why not.
    pub lines: Vec<Option<Result<(), String>>>,
    pub keyed: usize,
    pub sum: Money,
    pub count: i64,
    /// Declared less keyed.
    pub left: Money,
    pub declared_count: usize,
    pub declared_total: Money,
    /// The first thing in the way of saving.
    pub wrong: Option<String>,
}

impl Keyed {
    pub fn of(batch: &Batch, currency: Currency) -> Self {
        let line = |l: &NewBatchLine| BatchLineForm {
            person: l.person,
            new_name: l.new_name.clone(),
            behalf_of: l.behalf_of,
            kind: l.kind.key().to_owned(),
            method: l.method.key().to_owned(),
            reference: l.reference.clone(),
            amount: currency.figures(l.amount),
            category: l.category,
            fund: l.fund,
            appeal: l.appeal.clone(),
            note: l.note.clone(),
        };
        let mut keyed = Self {
            id: batch.id.0,
            number: batch.number,
            form: BatchForm {
                declared_count: batch.declared_count.to_string(),
                declared_total: currency.figures(batch.declared_total),
                received: day::short(batch.received),
                banked: batch.banked.map(day::short).unwrap_or_default(),
                account: Some(batch.account),
                note: batch.note.clone(),
                lines: batch.lines.iter().map(|l| line(&l.new)).collect(),
            },
            from: batch
                .lines
                .iter()
                .map(|l| Who { is_new: !l.new.new_name.is_empty(), ..Who::known(l.new.person, &l.person_name) })
                .collect(),
            behalf: batch.lines.iter().map(|l| l.behalf_name.clone()).collect(),
            at: 0,
        };
        keyed.go_to_end();
        keyed
    }

    pub fn batch(&self) -> BatchId {
        BatchId(self.id)
    }

    /// The line under the keyboard.
    pub fn line(&mut self) -> Option<(&mut BatchLineForm, &mut Who)> {
        Some((self.form.lines.get_mut(self.at)?, self.from.get_mut(self.at)?))
    }

    fn blank(&self, at: usize) -> bool {
        self.form.lines.get(at).is_none_or(BatchLineForm::is_blank) && self.from.get(at).is_none_or(Who::is_blank)
    }

    /// Goes to a blank line at the end; a new one takes kind, way of paying and appeal from the line above.
    pub fn go_to_end(&mut self) {
        let last = self.form.lines.len();
        if last == 0 || !self.blank(last - 1) {
            let above = self.form.lines.last().cloned().unwrap_or_default();
            self.form.lines.push(BatchLineForm {
                kind: above.kind,
                method: above.method,
                category: above.category,
                fund: above.fund,
                appeal: above.appeal,
                ..BatchLineForm::default()
            });
            self.from.push(Who::default());
            self.behalf.push(String::new());
        }
        self.at = self.form.lines.len().saturating_sub(1);
    }

    /// Enter at the end of a line.
    pub fn next(&mut self) {
        if self.at + 1 < self.form.lines.len() { self.at += 1 } else { self.go_to_end() }
    }

    /// Takes the line under the keyboard out.
    pub fn remove(&mut self) {
        if self.at < self.form.lines.len() {
            self.form.lines.remove(self.at);
            self.from.remove(self.at);
            self.behalf.remove(self.at);
        }
        if self.form.lines.is_empty() {
            self.go_to_end();
        }
        self.at = self.at.min(self.form.lines.len().saturating_sub(1));
    }

    /// Fills a field from the line above; whether there was one.
    pub fn same_as_above(&mut self, place: Place) -> bool {
        let Some(above) = self.at.checked_sub(1) else { return false };
        let (Some(line), Some(who)) = (self.form.lines.get(above).cloned(), self.from.get(above).cloned()) else {
            return false;
        };
        let behalf = self.behalf.get(above).cloned().unwrap_or_default();
        let at = self.at;
        let Some((own, from)) = self.line() else { return false };
        match place {
            Place::From => {
                *from = who;
                own.behalf_of = line.behalf_of;
                if let Some(own) = self.behalf.get_mut(at) {
                    *own = behalf;
                }
            }
            Place::How => own.method = line.method,
            Place::Reference => own.reference = line.reference,
            Place::Amount => own.amount = line.amount,
            Place::Kind => (own.kind, own.category, own.fund) = (line.kind, line.category, line.fund),
            Place::Appeal => own.appeal = line.appeal,
        }
        true
    }

    /// The form as it is saved: who each line is from put into it, blank lines left out.
    pub fn to_form(&self) -> BatchForm {
        let mut form = self.form.clone();
        for (line, who) in form.lines.iter_mut().zip(&self.from) {
            line.person = who.person;
            line.new_name = who.new_name();
        }
        form
    }

    /// The good lines as others are asked what they will cause, each with its number.
    pub fn prospects(&self, terms: &Terms, tally: &Tally) -> Vec<(usize, Prospect)> {
        let form = self.to_form();
        let good = |at: &usize| tally.line(*at).is_some_and(Result::is_ok);
        let lines = form.lines.iter().enumerate().filter(|(at, _)| good(at));
        lines.filter_map(|(at, line)| Some((at + 1, line.prospect(&form.received, &form.banked, terms)?))).collect()
    }

    /// Adds it all up.
    pub fn tally(&self, terms: &Terms) -> Tally {
        let form = self.to_form();
        let mut tally = Tally {
            declared_count: form.declared_count.trim().parse().unwrap_or(0),
            declared_total: terms.currency.parse(&form.declared_total, None).unwrap_or_default(),
            ..Tally::default()
        };
        let mut good = Vec::new();
        for (at, (line, who)) in form.lines.iter().zip(&self.from).enumerate() {
            if line.is_blank() && who.is_blank() {
                tally.lines.push(None);
                continue;
            }
            let read = if who.is_unclear() {
                Err(t!("Take somebody from the list, or press Ctrl Enter for a new person").to_owned())
            } else {
                line.parse(terms).map_err(|p| p.into_iter().next().map(|p| p.message).unwrap_or_default())
            };
            if let (Err(why), None) = (&read, &tally.wrong) {
                tally.wrong = Some(t!("Line {n}: {why}", n = at + 1, why = why));
            }
            tally.lines.push(Some(read.map(|line| good.push(line))));
        }
        let Shortfall { count, total } = shortfall(tally.declared_count, tally.declared_total, &good);
        tally.keyed = good.len();
        tally.sum = good.iter().map(|l| l.amount).sum();
        (tally.count, tally.left) = (count, total);
        tally
    }
}

impl Tally {
    /// Why the batch cannot be posted yet.
    pub fn why_not(&self, currency: Currency) -> Option<String> {
        if let Some(wrong) = &self.wrong {
            return Some(wrong.clone());
        }
        if self.keyed == 0 {
            return Some(t!("Nothing is keyed yet").to_owned());
        }
        let short = Shortfall { count: self.count, total: self.left };
        (!short.is_nil()).then(|| t!("Declared and keyed differ: {short}", short = short.says(currency)))
    }

    pub fn line(&self, at: usize) -> Option<&Result<(), String>> {
        self.lines.get(at).and_then(Option::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Day;

    fn terms() -> Terms {
        Terms { currency: *Currency::pound(), today: Day::from_ymd_opt(2026, 11, 21).unwrap(), month_first: false }
    }

    fn keyed() -> Keyed {
        let form = BatchForm { declared_count: "2".into(), declared_total: "45".into(), ..BatchForm::default() };
        let mut keyed = Keyed { form, ..Keyed::default() };
        keyed.go_to_end();
        keyed
    }

    #[test]
    fn a_new_line_takes_what_repeats_from_the_line_above_and_nothing_else() {
        let mut keyed = keyed();
        let (line, who) = keyed.line().unwrap();
        (line.amount, line.appeal, line.method) = ("20".into(), "Autumn".into(), "cash".into());
        *who = Who { is_new: true, text: "Ann".into(), ..Who::default() };
        keyed.next();
        assert_eq!(keyed.at, 1);
        let (line, who) = keyed.line().unwrap();
        assert_eq!((line.appeal.as_str(), line.method.as_str(), line.amount.as_str()), ("Autumn", "cash", ""));
        assert!(who.is_blank());
        keyed.next();
        assert_eq!((keyed.at, keyed.form.lines.len()), (1, 2), "one blank line is enough");
        assert!(keyed.same_as_above(Place::From));
        assert_eq!(keyed.line().unwrap().1.text, "Ann");
    }

    #[test]
    fn the_tally_says_what_is_still_to_find_and_what_is_in_the_way() {
        let mut keyed = keyed();
        keyed.line().unwrap().0.amount = "20".into();
        keyed.next();
        let tally = keyed.tally(&terms());
        assert_eq!((tally.keyed, tally.count, tally.left), (1, 1, Money(2500)));
        assert!(tally.why_not(terms().currency).unwrap().contains("£25.00"));
        *keyed.line().unwrap().1 = Who { text: "Sia".into(), ..Who::default() };
        keyed.line().unwrap().0.amount = "25".into();
        assert!(keyed.tally(&terms()).why_not(terms().currency).unwrap().starts_with("Line 2"), "nobody was taken");
        keyed.line().unwrap().1.text.clear();
        assert_eq!(keyed.tally(&terms()).why_not(terms().currency), None);
        keyed.remove();
        assert_eq!(keyed.form.lines.len(), 1);
    }
}
