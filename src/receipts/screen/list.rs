//! The book of receipts: every number ever issued, with one receipt open beside the list.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{EntryId, Reason, Receipt, ReceiptId, Status};
use super::super::store::{self, Filter, Printed};
use super::ask::{Ask, Asked};
use super::export::Exporting;
use super::pane::{self, Wants};
use super::paper::Paper;
use super::{CHANGE_SETTINGS, EXPORT, PRINT, REISSUE, RUN, VOID, YEARLY, years};
use crate::app::{Live, Reply, Rows, Screen, Sight};
use crate::kit::day;
use crate::office::history::{self, Step};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Choice, Search, Split, Tone, icons, look};

const TABLES: &[&str] = &["receipt", "receipt_print", "receipt_line"];

/// What is known of the open receipt.
pub(super) struct Open {
    pub(super) receipt: Receipt,
    pub(super) printed: Printed,
    pub(super) history: Vec<Step>,
    /// Whether the donor is still in the register; one who was erased is not.
    pub(super) donor_known: bool,
}

/// See the head of this file.
pub(in crate::receipts) struct Receipts {
    filter: Filter,
    /// The filter, and whether the oldest stands first.
    rows: Rows<Receipt, (Filter, bool)>,
    oldest: Live<Option<i32>>,
    table: TableState,
    split: Split,
    /// The number that is open though no row of the list was chosen.
    wanted: Option<String>,
    open: Live<Option<Open>, Option<String>>,
    /// The receipt whose donations are all shown.
    all_lines: Option<ReceiptId>,
    /// What another screen asked for: a number, else a search.
    sought: Option<String>,
    seeking: Option<(String, Reply<Option<Receipt>>)>,
    /// A filter that the yearly run shows.
    elsewhere: Option<String>,
    /// A command that waits for its receipt.
    pending: Option<&'static str>,
    ask: Option<Ask>,
    paper: Option<Paper>,
    exporting: Exporting,
}

impl Receipts {
    pub(in crate::receipts) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            filter: Filter::default(),
            rows: Rows::new(TABLES),
            oldest: Live::new(&["receipt"]),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            open: Live::new(&[]),
            all_lines: None,
            sought: None,
            seeking: None,
            elsewhere: None,
            pending: None,
            ask: None,
            paper: None,
            exporting: Exporting::default(),
        })
    }

    /// Opens the receipt of a number, whether or not the list shows it.
    fn show_number(&mut self, number: String) {
        self.table.selection.clear();
        self.wanted = Some(number);
    }

    /// The number that stands in the pane.
    fn number(&self) -> Option<String> {
        let row = |at| self.rows.get(at).map(|row: &Receipt| row.number.clone());
        self.wanted.clone().or_else(|| self.table.selection.cursor().and_then(row)).or_else(|| row(0))
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(Some(open)) = self.open.get() else {
            sight.notice(Tone::Warning, t!("No receipt is open"), t!("Choose one in the list first"));
            return;
        };
        match pane::why_not(key, &open.receipt) {
            Some(why) => sight.notice(Tone::Warning, why, ""),
            None => self.ask = Ask::about(key, &open.receipt),
        }
    }

    fn seek(&mut self, sight: &Sight<'_>) {
        if let Some(text) = self.sought.take() {
            let number = text.clone();
            self.seeking = Some((text, sight.desk.ask(move |conn| Ok(store::find(conn, &number).ok()))));
        }
        let Some((text, found)) = self.seeking.as_mut().and_then(|(text, reply)| Some((text.clone(), reply.take()?)))
        else {
            return;
        };
        self.seeking = None;
        match found {
            Ok(Some(receipt)) => {
                self.filter = Filter::default();
                self.show_number(receipt.number);
            }
            Ok(None) => {
                self.wanted = None;
                self.filter = Filter { text, ..Filter::default() };
            }
            Err(problem) => sight.problem(problem),
        }
    }

    fn take_answers(&mut self, sight: &Sight<'_>) {
        match self.ask.as_mut().and_then(|ask| ask.logic(sight)) {
            Some(Asked::Issued(receipt)) => {
                self.show_number(receipt.number.clone());
                self.ask = Ask::about(PRINT.key, &receipt);
            }
            Some(Asked::Done) => self.ask = None,
            None => {}
        }
        if self.paper.as_mut().is_some_and(|paper| paper.logic(sight)) {
            self.paper = None;
        }
        self.exporting.logic(sight);
    }

    fn want_rows(&mut self, sight: &Sight<'_>) {
        let oldest_first = self.table.sort.as_ref().is_some_and(|sort| !sort.descending);
        self.rows.want(
            sight.desk,
            (self.filter.clone(), oldest_first),
            |conn, (filter, _)| Ok(u64::try_from(store::count(conn, filter)?).unwrap_or(0)),
            |conn, (filter, oldest_first), from, many| {
                let [from, many] = [from, many].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
                if *oldest_first {
                    return store::list(conn, filter, from, many);
                }
                // The newest first: the same pages, counted from the end.
                let end = (store::count(conn, filter)? - from).max(0);
                let begin = (end - many).max(0);
                let mut rows = store::list(conn, filter, begin, end - begin)?;
                rows.reverse();
                Ok(rows)
            },
        );
        if let Some(wanted) = &self.wanted
            && let Some((at, _)) = self.rows.at_hand().find(|(_, row)| row.number == *wanted)
            && self.table.selection.cursor() != Some(at)
        {
            self.table.selection.set(at);
            self.table.reveal = Some(at);
        }
    }

    fn take(&mut self, wants: Option<Wants>, sight: &Sight<'_>) {
        match wants {
            None => {}
            Some(Wants::Number(number)) => {
                self.filter = Filter::default();
                self.show_number(number);
            }
            Some(Wants::AllLines(id)) => self.all_lines = Some(id),
            Some(Wants::Command(key)) => self.begin(key, sight),
        }
    }
}

impl Screen for Receipts {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(filter) = self.elsewhere.take() {
            sight.go(RUN, filter);
            return;
        }
        self.seek(sight);
        self.take_answers(sight);
        self.want_rows(sight);
        self.oldest.want(sight.desk, (), |conn, ()| {
            Ok(store::list(conn, &Filter::default(), 0, 1)?.first().map(|receipt| receipt.for_year))
        });
        self.open.want(sight.desk, self.number(), |conn, number| {
            let Some(number) = number else { return Ok(None) };
            let receipt = store::find(conn, number)?;
            let printed = store::sheet(conn, receipt.id)?;
            let history = history::of_record(conn, &[("receipt", receipt.id.0)])?;
            let donor_known = crate::people::store::find(conn, receipt.donor)?.is_some();
            Ok(Some(Open { receipt, printed, history, donor_known }))
        });
        if let Some(key) = self.pending
            && self.rows.is_known()
            && !self.open.is_coming()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = usize::try_from(self.rows.total()).unwrap_or(0);
        let nothing = self.rows.is_known() && count == 0 && self.filter == Filter::default();
        let subtitle = if self.rows.is_known() && !nothing { super::receipts(count) } else { String::new() };
        sight.header(ui, &subtitle, |ui| {
            YEARLY.primary(ui, sight);
            ui::menu_button(ui, t!("More for receipts"), |ui| {
                EXPORT.item(ui, sight);
                CHANGE_SETTINGS.item(ui, sight);
            });
        });
        if nothing {
            empty(ui, sight);
        } else {
            let (mut split, mut chosen, mut wants) = (self.split, false, None);
            let list = List {
                filter: &mut self.filter,
                rows: &mut self.rows,
                table: &mut self.table,
                oldest: self.oldest.get().copied().flatten(),
            };
            let open = self.open.get().and_then(Option::as_ref);
            let all = open.is_some_and(|open| self.all_lines == Some(open.receipt.id));
            split.show(ui, |ui| chosen = list.show(ui, sight), |ui| wants = pane::show(ui, sight, open, all));
            self.split = split;
            if chosen {
                self.wanted = None;
            }
            self.take(wants, sight);
        }
        match self.ask.as_mut().map(|ask| ask.show(ui, sight)) {
            Some(super::ask::Step::Left) => self.ask = None,
            Some(super::ask::Step::Print { id, number, goal }) => {
                self.ask = None;
                self.paper = Paper::begin(sight, vec![id], goal, number);
            }
            Some(super::ask::Step::Open) | None => {}
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        let first = filter.split_whitespace().next().unwrap_or_default();
        if let Some(entry) = filter.strip_prefix("entry:").and_then(|id| id.parse::<EntryId>().ok()) {
            self.ask = Some(Ask::one(entry));
        } else if first == "to_issue" || Reason::ALL.iter().any(|reason| reason.key() == first) {
            self.elsewhere = Some(filter.to_owned());
        } else if let Some(command) = [&PRINT, &VOID, &REISSUE].into_iter().find(|command| command.key == filter) {
            self.pending = Some(command.key);
        } else if let Some(filter) = Filter::of(filter) {
            self.filter = filter;
            self.wanted = None;
            self.table.selection.clear();
        } else {
            self.sought = Some(filter.to_owned());
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == EXPORT.key {
            self.exporting.begin(sight);
        } else if let Some(command) = [&PRINT, &VOID, &REISSUE].into_iter().find(|command| command.key == key) {
            self.pending = Some(command.key);
        }
    }

    fn draft(&self) -> Option<String> {
        self.ask.as_ref().and_then(Ask::draft)
    }

    fn restore(&mut self, draft: &str) {
        if let Some((ask, number)) = Ask::restore(draft) {
            self.wanted = Some(number);
            self.ask = Some(ask);
        }
    }
}

/// The list with its filters.
struct List<'a> {
    filter: &'a mut Filter,
    rows: &'a mut Rows<Receipt, (Filter, bool)>,
    table: &'a mut TableState,
    oldest: Option<i32>,
}

impl List<'_> {
    /// Draws it; answers whether another row was chosen.
    fn show(self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Self { filter, rows, table, oldest } = self;
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut other = false;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| other = filters(ui, sight, filter, oldest));
        });
        if other {
            table.selection.clear();
        }
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        if rows.is_known() && rows.total() == 0 {
            let title = t!("No receipt is like this");
            ui::empty_state(ui, icons::MAGNIFYING_GLASS, title, t!("Search for a number or a part of a name."), |ui| {
                if Button::secondary(t!("Show all receipts")).show(ui).clicked() {
                    *filter = Filter::default();
                    other = true;
                }
            });
            return other;
        }
        let title = t!("Total {sign}", sign = sight.currency().sign.trim());
        let columns = [
            Column::new("number", t!("Number"), 112.0).least(96.0),
            Column::new("issued", t!("Issued"), 104.0).spare().unsorted(),
            Column::new("donor", t!("Donor"), 180.0).grows(1.0).least(120.0).unsorted(),
            Column::new("kind", t!("Kind"), 72.0).spare().unsorted(),
            Column::new("status", t!("Status"), 146.0).least(146.0).unsorted(),
            Column::new("total", &title, 100.0).figures().unsorted(),
        ];
        let currency = *sight.currency();
        let all: &Rows<Receipt, (Filter, bool)> = rows;
        let out = Table::new(t!("Receipts"), &columns).many().rows(all.total()).show(
            ui,
            table,
            |at| all.get(at),
            |receipt: &Receipt, column| match column {
                0 => Cell::Strong(receipt.number.as_str().into()),
                1 => Cell::Muted(day::short(receipt.issued_on).into()),
                2 => Cell::Text(receipt.donor_name.as_str().into()),
                3 => Cell::Muted(receipt.kind.label().into()),
                4 => {
                    let (words, tone) = pane::status(receipt);
                    Cell::Chip(words.into(), tone)
                }
                _ if receipt.status == Status::Void => Cell::Muted(currency.figures(receipt.total).into()),
                _ => Cell::Text(currency.figures(receipt.total).into()),
            },
        );
        rows.in_sight(out.visible);
        other || out.selected
    }
}

/// The row of filters; answers whether one was changed.
fn filters(ui: &mut Ui, sight: &Sight<'_>, filter: &mut Filter, oldest: Option<i32>) -> bool {
    let mut other = Search::new(t!("Search number or donor"), &mut filter.text).width(220.0).show(ui).changed();
    let known = years(sight.today(), oldest.unwrap_or_else(|| chrono::Datelike::year(&sight.today())));
    let all = std::iter::once((None, t!("All years")));
    let options: Vec<(Option<i32>, &str)> =
        all.chain(known.iter().map(|(year, words)| (Some(*year), words.as_str()))).collect();
    other |= Choice::new(t!("Year of the donations"), &mut filter.year, &options).bare().show(ui).changed();
    let states =
        [(None, t!("Issued and void")), (Some(Status::Issued), t!("Issued")), (Some(Status::Void), t!("Void"))];
    other |= Choice::new(t!("Status"), &mut filter.status, &states).bare().show(ui).changed();
    // What a figure of a report brought along.
    if let Some((first, last)) = filter.issued {
        let words = t!("Issued {from} to {to}", from = day::short(first), to = day::short(last));
        let off = Button::quiet(&words).icon(icons::X).show(ui).on_hover_text(t!("Take off: {what}", what = words));
        if off.clicked() {
            filter.issued = None;
            other = true;
        }
    }
    other
}

fn empty(ui: &mut Ui, sight: &Sight<'_>) {
    let body = t!(
        "Every receipt you issue is kept here under its number, as it was printed; void ones too. Begin with a year’s donations, or look at how receipts are made out."
    );
    ui::empty_state(ui, icons::RECEIPT, t!("No receipts yet"), body, |ui| {
        // The screen's one primary button stands in its head.
        if Button::secondary(t!("See this year’s receipts")).show(ui).clicked() {
            sight.go(RUN, "");
        }
        if Button::secondary(t!("Settings for receipts")).show(ui).clicked() {
            sight.go(super::SETTINGS, "");
        }
    });
}
