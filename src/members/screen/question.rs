//! Which question a command asks about a member, filled with what is likely.

use super::super::model::{Charge, EndForm, PinForm, Term};
use super::ask::{PayForm, What};
use super::detail::{self, Seen};
use super::{APPROVE, CLASS, DIED, END, NUMBER, PAY, PIN, REFUSE, RENEW, WAIVE};
use crate::app::Sight;
use crate::kit::{Day, Money, day};

/// The question of a command.
pub(super) fn of(key: &str, seen: &Seen, term: &Term, sight: &Sight<'_>) -> Option<What> {
    let today = day::short(sight.today());
    let what = if key == PAY.key {
        let owed: Money = seen.register.terms_of(term.person).iter().map(|t| seen.register.owed(t.id, Day::MAX)).sum();
        let amount = if owed > Money::ZERO { sight.currency().figures(owed) } else { String::new() };
        What::Pay(PayForm { amount, on: today, ..PayForm::default() })
    } else if key == END.key {
        let notice = term.notice.map(day::short).unwrap_or_default();
        What::End(EndForm { how: "resigned".to_owned(), notice, on: today, why: String::new() })
    } else if key == DIED.key {
        What::Died { on: today }
    } else if key == CLASS.key {
        What::Class { class: None, from: today, note: String::new() }
    } else if key == NUMBER.key {
        let number = seen.number().map(str::to_owned).or_else(|| seen.next_number.clone()).unwrap_or_default();
        What::Number { number }
    } else if key == PIN.key {
        What::Pin(PinForm { status: "current".to_owned(), from: today, ..PinForm::default() })
    } else if key == RENEW.key {
        let owed = seen.register.owed(term.id, sight.today());
        What::Renew { start: today, charge: true, forgive: false, owed }
    } else if key == WAIVE.key {
        let (charge, owed) = detail::oldest(seen)?;
        waive(charge, owed)
    } else if key == APPROVE.key {
        let auto = seen.register.settings.numbers.auto;
        let next = seen.next_number.clone().filter(|_| auto);
        let has = seen.number().map(str::to_owned);
        What::Approve {
            on: today.clone(),
            by: String::new(),
            start: today,
            charge: true,
            number: String::new(),
            next,
            has,
        }
    } else if key == REFUSE.key {
        What::Refuse { on: today, by: String::new(), reason: String::new() }
    } else {
        return None;
    };
    Some(what)
}

/// The question about letting go of one charge.
pub(super) fn waive(charge: &Charge, owed: Money) -> What {
    let says = format!("{} – {}", day::short(charge.period.from), day::short(charge.period.to));
    What::Waive { charge: charge.id, owed, says, reason: String::new() }
}
