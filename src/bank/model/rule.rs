//! What is done with lines like one that was seen.

use super::{AccountId, BankLine, Deed, NewPart, Part, PersonId, RuleId, entry_of, plain_number, transfer_of};
use crate::kit::fold::fold;
use crate::kit::{Currency, Money, Problem, Result};
use crate::ledger::model::{CategoryId, EntryKind, FundId, Split};
use crate::t;

/// Which lines a rule is for; all conditions hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// None: lines of any account.
    pub account: Option<AccountId>,
    /// Whether money comes in.
    pub into: bool,
    /// Folded words, each of which stands in the line.
    pub words: String,
    /// The other side's account number, letters and digits only.
    pub number: String,
    pub amount: Option<Money>,
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    Record {
        kind: EntryKind,
        category: Option<CategoryId>,
        fund: Option<FundId>,
        person: Option<PersonId>,
        /// From or to whom, where it is nobody in the register; empty for the name on the line.
        payee: String,
        appeal: String,
    },
    Transfer(AccountId),
    Aside(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRule {
    pub when: When,
    pub does: Does,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    pub rule: NewRule,
}

impl When {
    /// Whether a line is meant. `words` are those of the line, folded, each once, sorted.
    pub fn holds(&self, line: &BankLine, number: &str, words: &[&str]) -> bool {
        self.account.is_none_or(|account| account == line.account)
            && self.into == (line.amount > Money::ZERO)
            && self.amount.is_none_or(|amount| amount == line.amount)
            && (self.number.is_empty() || self.number == number)
            && self.words.split_whitespace().all(|word| words.binary_search(&word).is_ok())
    }

    /// Whether a line is meant, for one line.
    pub fn fits(&self, line: &BankLine) -> bool {
        let text = text_of(line);
        self.holds(line, &plain_number(&line.number), &words_of(&text))
    }

    /// `“account fee”, out, £6.00`
    pub fn says(&self, account: Option<&str>, currency: &Currency) -> String {
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            parts.push(t!("“{words}”", words = self.words));
        }
        if !self.number.is_empty() {
            parts.push(t!("account {number}", number = self.number));
        }
        parts.push(if self.into { t!("money in").to_owned() } else { t!("money out").to_owned() });
        parts.extend(self.amount.map(|amount| currency.show(amount.abs())));
        parts.extend(account.map(|name| t!("in {account}", account = name)));
        parts.join(", ")
    }
}

/// Everything a line says, folded.
pub fn text_of(line: &BankLine) -> String {
    fold(&[line.name.as_str(), &line.purpose, &line.reference, &line.kind].join(" "))
}

/// The words of a folded text, each once, sorted.
pub fn words_of(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words by which lines like this one are known again: those of the name, else of the purpose. Figures change from one
/// line to the next and are left out.
pub fn telling_words(line: &BankLine) -> String {
    let words = |text: &str| -> Vec<String> {
        fold(text)
            .split_whitespace()
            .filter(|w| !w.chars().any(|c| c.is_ascii_digit()) && w.len() > 1)
            .map(str::to_owned)
            .collect()
    };
    let mut told = words(&line.name);
    if told.is_empty() {
        told = words(&line.purpose);
    }
    if told.is_empty() {
        told = words(&line.kind);
    }
    told.truncate(6);
    told.join(" ")
}

impl Does {
    /// "Record as expense, Riverside Print Ltd"; `account` knows the names of accounts.
    pub fn says<'a>(&self, account: impl Fn(AccountId) -> &'a str) -> String {
        match self {
            Self::Record { kind, payee, .. } if payee.is_empty() => {
                t!("record as {kind}", kind = kind.label().to_lowercase())
            }
            Self::Record { kind, payee, .. } => {
                t!("record as {kind}, {who}", kind = kind.label().to_lowercase(), who = payee)
            }
            Self::Transfer(other) => t!("moved from or to {account}", account = account(*other)),
            Self::Aside(why) => t!("set aside: {why}", why = why),
        }
    }
}

/// What is remembered of a line and what became of it.
///
/// # Errors
/// When it became several things, or an entry that was there already: the next line like it is another one.
pub fn rule_of(line: &BankLine, deed: &Deed) -> Result<NewRule> {
    let (words, number) = (telling_words(line), plain_number(&line.number));
    let number = if words.is_empty() { number } else { String::new() };
    let when = When { account: Some(line.account), into: line.amount > Money::ZERO, words, number, amount: None };
    let does = match deed {
        Deed::Aside(why) => Does::Aside(why.trim().to_owned()),
        Deed::Parts { parts, .. } => match parts.as_slice() {
            [Part::New(part)] if part.entry.kind == EntryKind::Transfer => {
                let (from, to) = (part.entry.account, part.entry.to_account);
                let other = if from == Some(line.account) { to } else { from };
                Does::Transfer(other.ok_or_else(|| Problem::defect(t!("A transfer has two accounts")))?)
            }
            [Part::New(part)] => {
                let split = part.entry.splits.first();
                Does::Record {
                    kind: part.entry.kind,
                    category: split.and_then(|s| s.category),
                    fund: split.and_then(|s| s.fund),
                    person: part.entry.person,
                    payee: part.entry.payee.clone(),
                    appeal: part.entry.appeal.clone(),
                }
            }
            _ => {
                return Err(Problem::input(t!(
                    "Only what is one new entry, a transfer or set aside can be remembered for lines like it"
                )));
            }
        },
    };
    Ok(NewRule { when, does })
}

impl NewRule {
    /// What the rule makes of a line.
    pub fn deed(&self, line: &BankLine) -> Deed {
        match &self.does {
            Does::Record { kind, category, fund, person, payee, appeal } => {
                let mut entry = entry_of(line, *kind, line.amount);
                entry.splits =
                    vec![Split { category: *category, fund: *fund, amount: entry.amount, memo: String::new() }];
                entry.person = *person;
                appeal.clone_into(&mut entry.appeal);
                if person.is_some() {
                    entry.payee.clear();
                } else if !payee.is_empty() {
                    payee.clone_into(&mut entry.payee);
                }
                Deed::record(NewPart::of(entry))
            }
            Does::Transfer(other) => Deed::record(NewPart::of(transfer_of(line, *other))),
            Does::Aside(why) => Deed::Aside(why.clone()),
        }
    }

    /// # Errors
    /// When it would be for every line, or do what its lines cannot be.
    pub fn check(&self) -> Result<()> {
        if self.when.words.trim().is_empty() && self.when.number.is_empty() {
            return Err(Problem::input(t!("A rule needs words of the line, or an account number"))
                .hint(t!("Else it would be for every line")));
        }
        match &self.does {
            Does::Record { kind, .. } => kind_fits(*kind, self.when.into),
            Does::Transfer(other) if self.when.account == Some(*other) => {
                Err(Problem::input(t!("A transfer goes from one account to another; both are the same")))
            }
            Does::Aside(why) if why.trim().is_empty() => {
                Err(Problem::input(t!("Setting aside needs a reason, which stays with the line")))
            }
            _ => Ok(()),
        }
    }
}

/// # Errors
/// When a line of this direction cannot be an entry of this kind.
pub fn kind_fits(kind: EntryKind, into: bool) -> Result<()> {
    let fits = match kind {
        EntryKind::Transfer => true,
        EntryKind::InKind | EntryKind::Opening => false,
        _ if into => kind.is_in(),
        _ => kind.is_out(),
    };
    if fits {
        return Ok(());
    }
    Err(Problem::input(if into {
        t!("Money that came in is not recorded as “{kind}”", kind = kind.label())
    } else {
        t!("Money that went out is not recorded as “{kind}”", kind = kind.label())
    })
    .hint(if into {
        t!("Choose a donation, dues, a levy, a loan, event income, other income or a transfer")
    } else {
        t!("Choose an expense, a refund or a transfer")
    }))
}
