//! Rules on screen: what is found with one finding beside the list, the law itself, the party's own rules, extracts. One screen
//! with four parts, so that the tab stays.

mod ask;
mod ask_fields;
mod extracts;
mod findings;
mod law;
mod own;
mod own_ask;
mod pane;

use egui::{Frame, Key, Margin, Stroke, Ui};

use super::FINDINGS_SCREEN;
use super::finding::{Kind, Severity};
use super::own::Reading;
use crate::app::{Command, Screen, Shortcut, Sight};
use crate::ledger::model::FieldProblem;
use crate::t;
use crate::ui::{self, Tone, icons, look, segments};

/// What the answers depend on: everything that a finding is made of.
const TABLES: &[&str] = &[
    "entry",
    "person",
    "person_address",
    "donor_standing",
    "finding_work",
    "rule_value",
    "rule_own",
    "rule_election",
    "office",
    "office_jurisdiction",
];

/// Where an entry of the ledger is seen.
const ENTRIES: &str = "money.entries";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

const NONE: Command = Command { screen: FINDINGS_SCREEN, ..Command::NONE };

/// Records what was done about the finding in the pane.
pub(super) static WORK: Command = Command {
    key: "rules.work",
    says: || t!("Record what was done…"),
    icon: Some(icons::CHECK_CIRCLE),
    shortcut: Some(Shortcut::letter(Key::D)),
    ..NONE
};

/// Says what kind of donor the one in the pane is.
pub(super) static DONOR: Command =
    Command {
        key: "rules.donor", says: || t!("What kind of donor…"), icon: Some(icons::IDENTIFICATION_CARD), ..NONE
    };

/// Sets aside what is older than a day.
pub(super) static ASIDE: Command =
    Command { key: "rules.aside", says: || t!("Set aside what is older…"), icon: Some(icons::ARCHIVE), ..NONE };

/// Shows the law.
pub(super) static THE_LAW: Command = Command {
    key: "rules.law",
    says: || t!("The law of this office"),
    icon: Some(icons::SCALES),
    writes: false,
    ..NONE
};

/// Shows the party's own rules.
pub(super) static YOURS: Command = Command {
    key: "rules.own",
    says: || t!("Your own rules"),
    icon: Some(icons::SLIDERS_HORIZONTAL),
    writes: false,
    ..NONE
};

/// Shows the extracts.
pub(super) static EXTRACT: Command = Command {
    key: "rules.extract",
    says: || t!("Extract for the party or the regulator"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..NONE
};

pub(super) const COMMANDS: &[&Command] = &[&WORK, &DONOR, &ASIDE, &THE_LAW, &YOURS, &EXTRACT];

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Findings,
    Law,
    Own,
    Extracts,
}

const PARTS: [Part; 4] = [Part::Findings, Part::Law, Part::Own, Part::Extracts];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Findings => t!("Findings"),
            Self::Law => t!("The law"),
            Self::Own => t!("Your own rules"),
            Self::Extracts => t!("Extracts"),
        }
    }
}

/// The screen.
#[derive(Default)]
pub(super) struct Rules {
    part: Part,
    findings: findings::Findings,
    law: law::LawView,
    own: own::Own,
    extracts: extracts::Extracts,
}

impl Rules {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self::default())
    }
}

impl Screen for Rules {
    fn logic(&mut self, sight: &Sight<'_>) {
        match self.part {
            Part::Findings => self.findings.logic(sight),
            Part::Law => {
                if let Some(rule) = self.law.logic(sight) {
                    self.part = Part::Own;
                    self.own.begin_value(rule);
                }
            }
            Part::Own => self.own.logic(sight),
            Part::Extracts => self.extracts.logic(sight),
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let subtitle = match self.part {
            Part::Findings => self.findings.subtitle(),
            Part::Law => self.law.subtitle(),
            Part::Own => t!("Values, rules and election periods that your party adds, each with its reason").to_owned(),
            Part::Extracts => t!("What leaves for the party’s centre or the regulator").to_owned(),
        };
        sight.header(ui, &subtitle, |ui| match self.part {
            Part::Findings => self.findings.buttons(ui, sight),
            Part::Law => {}
            Part::Own => self.own.buttons(ui, sight),
            Part::Extracts => self.extracts.buttons(ui, sight),
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 12 }).show(ui, |ui| {
            let mut chosen = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
            if segments(ui, &PARTS.map(Part::label), &mut chosen) {
                self.part = PARTS.get(chosen).copied().unwrap_or_default();
            }
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        match self.part {
            Part::Findings => self.findings.ui(ui, sight),
            Part::Law => self.law.ui(ui, sight),
            Part::Own => self.own.ui(ui, sight),
            Part::Extracts => self.extracts.ui(ui, sight),
        }
    }

    fn go(&mut self, filter: &str) {
        let (word, rest) = filter.split_once(':').unwrap_or((filter, ""));
        self.part = match word.trim() {
            "law" => {
                self.law.go(rest);
                Part::Law
            }
            "own" => {
                self.own.go(rest);
                Part::Own
            }
            "extracts" => Part::Extracts,
            _ => {
                self.findings.go(filter);
                Part::Findings
            }
        };
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.part = if key == THE_LAW.key {
            Part::Law
        } else if key == YOURS.key {
            Part::Own
        } else if key == EXTRACT.key {
            Part::Extracts
        } else {
            self.findings.command(key);
            Part::Findings
        };
    }

    fn draft(&self) -> Option<String> {
        self.findings.draft().or_else(|| self.own.draft())
    }

    fn restore(&mut self, draft: &str) {
        if self.own.restore(draft) {
            self.part = Part::Own;
        } else {
            self.findings.restore(draft);
        }
    }
}

/// The tone of a severity.
fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Note => Tone::Plain,
        Severity::Check => Tone::Accent,
        Severity::Act => Tone::Warning,
        Severity::Stop => Tone::Danger,
    }
}

/// The verb on Home's button.
pub(super) fn verb(kind: Kind) -> &'static str {
    match kind {
        Kind::Check | Kind::Conditions => t!("Check"),
        Kind::GiveBack(_) | Kind::OverLimit | Kind::Cash | Kind::Anonymous | Kind::Barred => t!("Put right"),
        Kind::Report | Kind::ReportRefused | Kind::Return => t!("Report"),
        Kind::Identify | Kind::WhatKind | Kind::Abroad => t!("Complete"),
        Kind::Deposit => t!("Bank"),
        Kind::NearLimit | Kind::Perhaps | Kind::Band | Kind::Retention => t!("See it"),
    }
}

fn reading(sight: &Sight<'_>) -> Reading {
    Reading { currency: *sight.currency(), today: sight.today(), month_first: sight.facts.profile.month_first }
}

fn problem<'a>(problems: &'a [FieldProblem], field: &str) -> Option<&'a str> {
    problems.iter().find(|p| p.field == field).map(|p| p.message.as_str())
}

/// Where there is no pack for the office's law and currency.
fn no_law(ui: &mut Ui) {
    let body = t!(
        "Either the program has no pack for the jurisdiction, or the ledger is kept in another currency than the pack’s. Settings → Office names both"
    );
    ui::empty_state(ui, icons::SCALES, t!("No rules for this office"), body, |_| {});
}
