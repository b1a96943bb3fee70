//! Where "now" comes from. Nothing else in the program asks the system for the time.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};

use super::Day;

/// The time of the history (always UTC) and the day that rules and reports take as today.
pub trait Clock: Debug + Send + Sync {
    fn now(&self) -> DateTime<Utc>;
    fn today(&self) -> Day;
}

/// The machine's clock; `--today` can set the day apart from the time.
#[derive(Debug, Default, Clone)]
pub struct SystemClock {
    pub today: Option<Day>,
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the day")]
    fn today(&self) -> Day {
        self.today.unwrap_or_else(|| chrono::Local::now().date_naive())
    }
}

/// A clock for tests and the demo: starts at a given moment and moves one second at each look.
#[derive(Debug)]
pub struct FixedClock {
    seconds: AtomicI64,
}

impl FixedClock {
    /// A clock that shows noon UTC of the given day.
    pub fn at(day: NaiveDate) -> Self {
        let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
        Self { seconds: AtomicI64::new(noon.and_utc().timestamp()) }
    }

    /// Moves the clock to noon of another day.
    pub fn set(&self, day: NaiveDate) {
        let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
        self.seconds.store(noon.and_utc().timestamp(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        let seconds = self.seconds.fetch_add(1, Ordering::SeqCst);
        Utc.timestamp_opt(seconds, 0).single().unwrap_or_default()
    }

    fn today(&self) -> Day {
        let seconds = self.seconds.load(Ordering::SeqCst);
        Utc.timestamp_opt(seconds, 0).single().unwrap_or_default().date_naive()
    }
}
