//! How the branch issues, and its series of numbers.

use chrono::Datelike as _;

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::receipts::model::{NewSeries, Series, SeriesId, Settings};
use crate::receipts::store;
use crate::t;

/// Changes the settings for receipts.
pub static CHANGE_SETTINGS: Op = Op {
    key: "receipts.change_settings",
    says: "Change the settings for receipts",
    undo: Undo::Reverse,
    reach: Reach::Command("receipts settings"),
};

/// Begins a series of numbers, or sets where one starts.
pub static CHANGE_SERIES: Op = Op {
    key: "receipts.change_series",
    says: "Change the numbers of receipts",
    undo: Undo::Reverse,
    reach: Reach::Command("receipts series"),
};

/// Makes the settings and the first series that the office's law begins with. Issuing does the same where it was not done.
///
/// # Errors
/// When the file cannot be written.
pub fn begin(office: &mut Office) -> Result<Done<Series>> {
    office.transact(&CHANGE_SETTINGS, |tx| {
        tx.say(t!("Settings for receipts as the law begins with"));
        store::begin(tx)
    })
}

/// The same inside the first step of a new office.
///
/// # Errors
/// When the file cannot be written.
pub fn begin_in(tx: &Tx<'_>) -> Result<()> {
    store::begin(tx).map(|_series| ())
}

/// Changes how the branch issues. What was issued stays as it is.
///
/// # Errors
/// When the file cannot be written.
pub fn change_settings(office: &mut Office, settings: &Settings) -> Result<Done<()>> {
    office.transact(&CHANGE_SETTINGS, |tx| store::save_settings(tx.conn(), settings))
}

/// Begins another series; new receipts are numbered from it. A copy of the file that is to issue gets one of its own.
///
/// # Errors
/// When name or prefix are those of another series.
pub fn add_series(office: &mut Office, new: &NewSeries) -> Result<Done<Series>> {
    office.transact(&CHANGE_SERIES, |tx| {
        let series = store::save_series(tx, new)?;
        let year = series.counted_in(tx.today().year());
        if new.first != 1 {
            store::set_first(tx, &series, year, new.first)?;
        }
        tx.say(t!("New receipts are numbered from {number}", number = series.number(year, new.first)));
        Ok(series)
    })
}

/// Sets the first serial of a year, to continue an older book.
///
/// # Errors
/// When receipts of that year have been issued from the series, or there is no such series.
pub fn set_first(office: &mut Office, series: SeriesId, year: i32, first: i64) -> Result<Done<()>> {
    if first < 1 {
        return Err(Problem::input(t!("The first serial is a whole number from 1. Nothing was changed")));
    }
    office.transact(&CHANGE_SERIES, |tx| {
        let series = store::series(tx.conn())?
            .into_iter()
            .find(|known| known.id == series)
            .ok_or_else(|| Problem::input(t!("There is no such series of receipts")))?;
        let year = series.counted_in(year);
        store::set_first(tx, &series, year, first)?;
        tx.say(t!("Receipts are numbered from {number}", number = series.number(year, first)));
        Ok(())
    })
}
