//! Equality totals, and beside them the entry of a stack of forms. Forms that are being keyed are in memory alone: they are no
//! draft, and a locked office forgets them.

use egui::{Id, Key, Modifiers, Ui, vec2};

use super::model::{Form, LEAST, Question, Totals, UNSAID, Whose, questions, totals};
use super::{ops, printing, store};
use crate::app::paper::{Goal, Papers, draw};
use crate::app::{Command, Live, Reply, Screen, Shortcut, Sight};
use crate::candidates::model::RoundId;
use crate::kit::text;
use crate::kit::whole_file::write_whole;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, SMALL, Split, Tone, icons, look};

/// Where totals are seen.
pub(super) const TOTALS: &str = "equality.totals";

const HERE: Command = Command { screen: TOTALS, ..Command::NONE };

static KEY: Command = Command {
    key: "equality.key",
    says: || t!("Key a stack of forms"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::E)),
    ..HERE
};

static PRINT_FORM: Command = Command {
    key: "equality.form",
    says: || t!("Print the blank form"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..HERE
};

static PRINT_TOTALS: Command = Command {
    key: "equality.print",
    says: || t!("Print the totals"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..HERE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[&KEY, &PRINT_FORM, &PRINT_TOTALS];

/// What is read: the rounds to choose from, and the totals of the group that is shown.
type Seen = (Vec<(i64, String)>, Vec<Totals>);

/// A line of the table.
enum Line<'a> {
    Question(&'a str),
    Answer(&'a str, Option<usize>),
    Together(Option<usize>),
}

/// See the head of this file.
pub(super) struct Equality {
    /// `members`, `team`, or the id of a round.
    whose: String,
    seen: Live<Seen, String>,
    questions: Vec<Question>,
    table: TableState,
    split: Split,
    /// The forms of the stack that were keyed, and the one that is.
    stack: Option<(Vec<Form>, Form)>,
    focus: bool,
    saving: Option<Reply<()>>,
    papers: Option<Papers>,
    pending: Option<&'static str>,
}

fn whose(text: &str) -> Whose {
    match text.parse() {
        Ok(id) => Whose::Round(RoundId(id)),
        Err(_word) if text == "team" => Whose::Team,
        Err(_word) => Whose::Members,
    }
}

impl Equality {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            whose: "members".to_owned(),
            seen: Live::new(&["equality_count", "selection_round"]),
            questions: questions().unwrap_or_default(),
            table: TableState::default(),
            split: Split::default(),
            stack: None,
            focus: false,
            saving: None,
            papers: None,
            pending: None,
        })
    }

    fn table(&mut self, ui: &mut Ui) {
        let Some((_, all)) = self.seen.get() else { return };
        let mut lines = Vec::new();
        for one in all {
            lines.push(Line::Question(&one.question.text));
            lines.extend(one.tally.cells.iter().map(|cell| Line::Answer(&cell.name, cell.count)));
            lines.push(Line::Together(one.tally.total));
        }
        let columns = [
            Column::new("answer", t!("Answer"), 320.0).grows(1.0).least(200.0).unsorted(),
            Column::new("count", t!("People"), 92.0).figures().unsorted(),
        ];
        let figure = |count: &Option<usize>| match count {
            Some(count) => Cell::Text(text::count(*count).into()),
            None => Cell::Muted(t!("hidden").into()),
        };
        Table::new(t!("Equality totals"), &columns).rows(u64::try_from(lines.len()).unwrap_or(0)).show(
            ui,
            &mut self.table,
            |at| lines.get(usize::try_from(at).ok()?),
            |line, column| match (line, column) {
                (Line::Question(words), 0) => Cell::Strong((*words).into()),
                (Line::Question(_), _) => Cell::Empty,
                (Line::Answer(words, _), 0) => Cell::Text((*words).into()),
                (Line::Answer(_, count) | Line::Together(count), 1..) => figure(count),
                (Line::Together(_), _) => Cell::Muted(t!("Together").into()),
            },
        );
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let muted = look(ui).muted;
        let whose = whose(&self.whose);
        let Some((forms, form)) = &mut self.stack else {
            ui::section(ui, t!("What is kept"));
            let words = t!(
                "How often each answer was given, and nothing else: no form, no name, no two answers together. Cells of fewer than {least} people are hidden, and as many more as it takes that none can be worked out.",
                least = LEAST
            );
            ui::paragraph(ui, &words, BODY.ink(muted));
            KEY.secondary(ui, sight);
            return;
        };
        ui::section(ui, &t!("Form {number} of the stack", number = forms.len() + 1));
        // The questions are choices, which take Enter for themselves; a form is longer than a small window, so this stands above it.
        let mut next = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let mut keep = false;
        let mut leave = false;
        ui.horizontal_wrapped(|ui| {
            next |= Button::primary(t!("Next form")).key(t!("Ctrl Enter")).show(ui).clicked();
            let enough = forms.len() + 1 >= LEAST;
            let words = t!("Key {least} forms or more; so few would tell who answered what", least = LEAST);
            let why_not = read_only(sight)
                .map(str::to_owned)
                .or_else(|| self.saving.is_some().then(|| t!("It is being saved").to_owned()))
                .or_else(|| (!enough).then_some(words));
            keep = Button::secondary(t!("Last one: add the stack")).unless(why_not.as_deref()).show(ui).clicked();
            leave = Button::secondary(t!("Throw the stack away")).show(ui).clicked();
        });
        let count = text::plural(forms.len(), t!("form"), t!("forms"));
        let words = t!(
            "{count} keyed before this one. They are in memory alone, and gone when the office is locked.",
            count = count
        );
        ui::paragraph(ui, &words, SMALL.ink(muted));
        for (at, question) in self.questions.iter().enumerate() {
            let said = form.entry(question.key.clone()).or_insert_with(|| UNSAID.to_owned());
            let options: Vec<(String, &str)> =
                question.answers.iter().map(|(key, says)| (key.clone(), says.as_str())).collect();
            let id = Id::unique(("equality", question.key.as_str()));
            if at == 0 && std::mem::take(&mut self.focus) {
                ui.memory_mut(|m| m.request_focus(id));
            }
            Choice::new(&question.text, said, &options).id(id).show(ui);
        }
        if next || keep {
            forms.push(std::mem::take(form));
            self.focus = true;
        }
        if keep {
            let forms = forms.clone();
            self.saving =
                Some(sight.desk.run(&ops::TAKE, move |office| ops::take(office, whose, &forms).map(without_value)));
        } else if leave {
            self.stack = None;
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let whose = whose(&self.whose);
        if key == KEY.key {
            self.stack.get_or_insert_default();
            self.focus = true;
            return;
        }
        let blank = key == PRINT_FORM.key;
        let name = if blank { "equality-form.pdf" } else { "equality-totals.pdf" };
        self.papers = Papers::begin(
            sight,
            Goal::Viewer(name.to_owned()),
            Box::new(move |sight, path| {
                draw(sight, t!("Drawing the paper"), move |office| {
                    let bytes =
                        if blank { printing::blank(office, whose)? } else { printing::totals_paper(office, whose)? };
                    write_whole(&path, &bytes)?;
                    Ok(vec![path])
                })
            }),
        );
    }
}

impl Screen for Equality {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, self.whose.clone(), |conn, text| {
            let rounds = store::rounds(conn)?;
            let counts = store::counts(conn, whose(text))?;
            Ok((rounds, if counts.is_empty() { Vec::new() } else { totals(&counts)? }))
        });
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.saving, self.stack) = (None, None),
            Some(Err(problem)) => {
                self.saving = None;
                // The last form is open again, so that it is not counted twice.
                if let Some((forms, form)) = &mut self.stack {
                    *form = forms.pop().unwrap_or_default();
                }
                sight.problem(problem);
            }
            None => {}
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        if self.seen.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, t!("voluntary, totals alone"), |ui| {
            KEY.primary(ui, sight);
            ui::menu_button(ui, t!("More for equality"), |ui| {
                PRINT_FORM.item(ui, sight);
                PRINT_TOTALS.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let shown = self.seen.get().map_or(0, |(_, all)| all.len());
        let mut options = vec![("members".to_owned(), t!("Members")), ("team".to_owned(), t!("The team"))];
        let rounds = self.seen.get().map(|(rounds, _)| rounds.clone()).unwrap_or_default();
        options.extend(rounds.iter().map(|(id, name)| (id.to_string(), name.as_str())));
        let before = self.whose.clone();
        crate::ui::shown::shown_bar(ui, shown, |ui| {
            Choice::new(t!("Whose forms"), &mut self.whose, &options).bare().show(ui);
        });
        // A stack belongs to the group it was begun for.
        if self.stack.as_ref().is_some_and(|(forms, _)| !forms.is_empty()) && before != self.whose {
            self.whose = before;
            sight.notice(Tone::Warning, t!("A stack is being keyed"), t!("Add it or throw it away first"));
        }
        if self.seen.get().is_some() && shown == 0 && self.stack.is_none() {
            let body = t!(
                "Print the form, let people fill it in without their name, and key a stack of five or more. Only totals are kept, and small ones are hidden"
            );
            ui::empty_state(ui, icons::USERS_THREE, t!("No totals yet"), body, |ui| {
                KEY.primary(ui, sight);
                PRINT_FORM.secondary(ui, sight);
            });
            return;
        }
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
    }

    /// `new`, `members`, `team`, or the id of a round.
    fn go(&mut self, filter: &str) {
        if filter == "new" {
            self.pending = Some(KEY.key);
        } else if filter == "members" || filter == "team" || filter.parse::<i64>().is_ok() {
            filter.clone_into(&mut self.whose);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
    }
}
