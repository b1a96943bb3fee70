//! How a file is read: what was detected, to be seen and overruled; and what its columns leave open.

use egui::Ui;

use crate::kit::{Currency, Money, text};
use crate::t;
use crate::tabular::{
    AmountUnit, DateOrder, DecimalMark, Field, FieldKind, Format, Mapping, Overrides, Question, Source,
};
use crate::ui::{self, BODY, Choice, SMALL, line, look, paragraph};

/// Encodings to choose from, with what they are for.
const ENCODINGS: &[(&str, &str)] = &[
    ("UTF-8", "UTF-8"),
    ("windows-1252", "Windows-1252, western Europe"),
    ("ISO-8859-15", "ISO 8859-15, western Europe"),
    ("macintosh", "Macintosh, western Europe"),
    ("windows-1250", "Windows-1250, central Europe"),
    ("ISO-8859-2", "ISO 8859-2, central Europe"),
    ("windows-1251", "Windows-1251, Cyrillic"),
    ("KOI8-U", "KOI8-U, Cyrillic"),
    ("windows-1253", "Windows-1253, Greek"),
    ("windows-1254", "Windows-1254, Turkish"),
    ("windows-1255", "Windows-1255, Hebrew"),
    ("windows-1256", "Windows-1256, Arabic"),
    ("windows-1258", "Windows-1258, Vietnamese"),
    ("UTF-16LE", "UTF-16, as Excel’s “Unicode text”"),
    ("UTF-16BE", "UTF-16, big-endian"),
    ("gb18030", "GB 18030, Chinese"),
    ("Big5", "Big5, Chinese"),
    ("Shift_JIS", "Shift_JIS, Japanese"),
    ("EUC-KR", "EUC-KR, Korean"),
];

const DELIMITERS: &[(char, &str)] = &[(',', "Comma  ,"), (';', "Semicolon  ;"), ('\t', "Tab"), ('|', "Bar  |")];

/// Rows that the headings may stand in.
const HEADING_ROWS: usize = 12;

/// What kind of file it is.
pub fn format_words(format: Format) -> &'static str {
    match format {
        Format::Csv => t!("text with columns"),
        Format::Xlsx => t!("Excel workbook"),
        Format::Xls => t!("old Excel workbook"),
        Format::Ods => t!("OpenDocument workbook"),
        Format::VCard => t!("contacts (vCard)"),
    }
}

/// Draws what was detected. The answer says how the file is to be read instead, where something was overruled.
pub fn source(ui: &mut Ui, source: &Source, told: &Overrides) -> Option<Overrides> {
    let mut new = told.clone();
    let mut changed = false;
    if let Some(found) = &source.encoding {
        let known = ENCODINGS.iter().find(|(key, _)| key.eq_ignore_ascii_case(found));
        let mut value = known.map_or_else(|| found.clone(), |(key, _)| (*key).to_owned());
        let mut options: Vec<(String, &str)> =
            ENCODINGS.iter().map(|(key, words)| ((*key).to_owned(), *words)).collect();
        if known.is_none() {
            options.push((found.clone(), found));
        }
        if Choice::new(&label(t!("Letters are written as"), told.encoding.is_some()), &mut value, &options)
            .show(ui)
            .changed()
        {
            new.encoding = Some(value);
            changed = true;
        }
    }
    if let Some(found) = source.delimiter {
        let mut value = found;
        let own = found.to_string();
        let mut options: Vec<(char, &str)> = DELIMITERS.to_vec();
        if !options.iter().any(|(key, _)| *key == found) {
            options.push((found, &own));
        }
        if Choice::new(&label(t!("Between the cells stands"), told.delimiter.is_some()), &mut value, &options)
            .show(ui)
            .changed()
        {
            new.delimiter = Some(value);
            changed = true;
        }
    }
    if source.sheets.len() > 1
        && let Some(found) = &source.sheet
    {
        let mut value = found.clone();
        let options: Vec<(String, &str)> = source.sheets.iter().map(|sheet| (sheet.clone(), sheet.as_str())).collect();
        if Choice::new(t!("Sheet"), &mut value, &options).show(ui).changed() {
            // Another sheet has its headings elsewhere.
            new = Overrides { sheet: Some(value), header_row: None, ..new };
            changed = true;
        }
    }
    if source.format != Format::VCard {
        let mut value = source.header_row.unwrap_or(0);
        let rows = HEADING_ROWS.max(value);
        let words: Vec<String> = (0..=rows)
            .map(|row| if row == 0 { t!("There are none").to_owned() } else { t!("Row {row}", row = row) })
            .collect();
        let options: Vec<(usize, &str)> = words.iter().map(String::as_str).enumerate().collect();
        if Choice::new(&label(t!("The headings stand in"), told.header_row.is_some()), &mut value, &options)
            .show(ui)
            .changed()
        {
            new.header_row = Some(value);
            changed = true;
        }
    }
    if !source.notes.is_empty() {
        let look = look(ui);
        for note in &source.notes {
            paragraph(ui, note, SMALL.ink(look.warning));
        }
    }
    changed.then_some(new)
}

/// Draws whether whole amounts count pounds or pence, where amounts are read; answers whether that was changed.
pub fn amounts(ui: &mut Ui, mapping: &mut Mapping, fields: &[Field], currency: &Currency) -> bool {
    let read = fields.iter().any(|f| matches!(f.kind, FieldKind::Money) && mapping.columns.contains_key(f.key));
    if !read || currency.digits == 0 {
        return false;
    }
    let hundredth = currency.show(Money(1250));
    let whole = currency.show(Money(1250 * 10_i64.pow(u32::from(currency.digits))));
    let words = [t!("1250 is {amount}", amount = whole), t!("1250 is {amount}", amount = hundredth)];
    let options: Vec<(AmountUnit, &str)> =
        [AmountUnit::Major, AmountUnit::Minor].into_iter().zip(words.iter().map(String::as_str)).collect();
    let mut unit = mapping.amount_unit.unwrap_or_default();
    let changed = Choice::new(t!("Whole amounts"), &mut unit, &options).show(ui).changed();
    if changed {
        mapping.amount_unit = Some(unit);
    }
    changed
}

fn label(words: &str, told: bool) -> String {
    if told { t!("{what} (as you said)", what = words) } else { t!("{what} (detected)", what = words) }
}

/// `1,284 rows, 12 columns, Excel workbook`.
pub fn shape(source: &Source) -> String {
    let rows = text::plural(source.row_count, t!("row"), t!("rows"));
    let columns = text::plural(source.columns.len(), t!("column"), t!("columns"));
    format!("{rows}, {columns}, {}", format_words(source.format))
}

/// Draws each question that the columns leave open, once, and keeps the answer in the map.
pub fn questions(ui: &mut Ui, asked: &[Question], mapping: &mut Mapping) -> bool {
    let mut changed = false;
    let mut seen: Vec<&str> = Vec::new();
    for question in asked {
        if seen.contains(&question.setting) {
            continue;
        }
        seen.push(question.setting);
        ui.push_id(question.setting, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let asks = paragraph(ui, &format!("{}?", question.asks), BODY.strong());
            ui.ctx().accesskit_node_builder(asks.id, |node| node.set_role(egui::Role::Heading));
            if let Some(suggested) = question.suggested
                && let Some((_, words)) = question.choices.iter().find(|(key, _)| *key == suggested)
            {
                line(ui, &t!("Other columns of the file: {order}", order = words), SMALL.ink(look(ui).muted));
            }
            let before = answer(mapping, question.setting);
            let mut value = before.unwrap_or("");
            for (key, words) in &question.choices {
                ui::radio(ui, &mut value, *key, words);
            }
            if before != Some(value) && !value.is_empty() {
                set(mapping, question.setting, value);
                changed = true;
            }
        });
    }
    changed
}

fn answer(mapping: &Mapping, setting: &str) -> Option<&'static str> {
    match setting {
        "date_order" => mapping.date_order.map(DateOrder::key),
        _ => mapping.decimal_mark.map(DecimalMark::key),
    }
}

fn set(mapping: &mut Mapping, setting: &str, value: &str) {
    let orders = DateOrder::FOUND.into_iter().chain([DateOrder::RocYearMonthDay]);
    match setting {
        "date_order" => mapping.date_order = orders.into_iter().find(|order| order.key() == value),
        _ => {
            mapping.decimal_mark = [DecimalMark::Point, DecimalMark::Comma].into_iter().find(|mark| mark.key() == value)
        }
    }
}
