//! How the branch issues: wording, minimum, envelope, receipts to a page, what stands beside the signature.

use serde::{Deserialize, Serialize};

use super::{FieldProblem, field};
use crate::kit::{Currency, Money};
use crate::people::Envelope;
use crate::t;

/// The settings for receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The key of a wording; the office's law says which of that key.
    pub wording: String,
    /// Donors with less get no receipt in a run, in minor units.
    pub minimum: Money,
    pub envelope: Envelope,
    /// One to three.
    pub per_page: u8,
    pub place: String,
    pub registration: String,
    pub tax_office: String,
    pub tax_number: String,
    pub notice_day: String,
}

impl Settings {
    /// What an office begins with under its law.
    pub fn for_law(jurisdiction: &str, wording: &str) -> Self {
        Self {
            wording: wording.to_owned(),
            minimum: Money::ZERO,
            envelope: Envelope::usual(jurisdiction),
            per_page: 1,
            place: String::new(),
            registration: String::new(),
            tax_office: String::new(),
            tax_number: String::new(),
            notice_day: String::new(),
        }
    }
}

/// The settings as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsForm {
    pub wording: String,
    pub minimum: String,
    pub envelope: String,
    pub per_page: String,
    pub place: String,
    pub registration: String,
    pub tax_office: String,
    pub tax_number: String,
    pub notice_day: String,
}

impl SettingsForm {
    /// The form filled with what is set now.
    pub fn of(settings: &Settings, currency: Currency) -> Self {
        Self {
            wording: settings.wording.clone(),
            minimum: currency.plain(settings.minimum),
            envelope: settings.envelope.key().to_owned(),
            per_page: settings.per_page.to_string(),
            place: settings.place.clone(),
            registration: settings.registration.clone(),
            tax_office: settings.tax_office.clone(),
            tax_number: settings.tax_number.clone(),
            notice_day: settings.notice_day.clone(),
        }
    }

    /// The settings, or what is wrong with the fields. `jurisdiction` is the office's first.
    ///
    /// # Errors
    /// One [`FieldProblem`] for each field that cannot be right.
    pub fn parse(&self, currency: Currency, jurisdiction: &str) -> Result<Settings, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if let Err(problem) = super::wording(self.wording.trim(), jurisdiction) {
            problems.push(field("wording", problem.message));
        }
        let minimum = match self.minimum.trim() {
            "" => Money::ZERO,
            text => currency.parse(text, None).ok().filter(|m| *m >= Money::ZERO).unwrap_or_else(|| {
                problems.push(field("minimum", t!("Write an amount like 5.00, or leave it empty")));
                Money::ZERO
            }),
        };
        let envelope = Envelope::of(self.envelope.trim()).unwrap_or_else(|| {
            problems.push(field("envelope", t!("Choose none, dl, din_a, din_b or us10")));
            Envelope::None
        });
        let per_page = self.per_page.trim().parse().ok().filter(|n| (1..=3).contains(n)).unwrap_or_else(|| {
            problems.push(field("per_page", t!("One, two or three receipts fit on a page")));
            1
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        let text = |typed: &String| typed.trim().to_owned();
        Ok(Settings {
            wording: text(&self.wording),
            minimum,
            envelope,
            per_page,
            place: text(&self.place),
            registration: text(&self.registration),
            tax_office: text(&self.tax_office),
            tax_number: text(&self.tax_number),
            notice_day: text(&self.notice_day),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_there_and_back_and_says_what_is_wrong() {
        let pound = *Currency::pound();
        let settings = Settings { minimum: Money(500), per_page: 3, ..Settings::for_law("gb", "acknowledgement") };
        let mut form = SettingsForm::of(&settings, pound);
        assert_eq!(form.parse(pound, "gb").unwrap(), settings);
        form = SettingsForm {
            wording: "de_sammel".into(),
            minimum: "-1".into(),
            envelope: "c4".into(),
            per_page: "4".into(),
            ..form
        };
        let fields: Vec<_> = form.parse(pound, "gb").unwrap_err().into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["wording", "minimum", "envelope", "per_page"]);
    }
}
