//! Row ids: 63 bits, ordered by time, with low bits that are random per open copy of a file.

use chrono::{DateTime, Utc};

/// Milliseconds of the Unix epoch at which the ids begin (2020-01-01 UTC).
const EPOCH_MS: i64 = 1_577_836_800_000;
const COPY_BITS: u32 = 12;
const SEQUENCE_BITS: u32 = 10;
/// How far apart ids are that were made an hour apart.
pub const HOUR: i64 = 3_600_000 << (COPY_BITS + SEQUENCE_BITS);

/// Makes ids for one open copy: 41 bits of milliseconds, 10 of sequence, 12 that are this copy's.
///
/// Rows made in two copies of one file practically never get the same id, so that a later merge can tell them apart.
#[derive(Debug)]
pub struct IdMaker {
    copy: i64,
    last_tick: i64,
}

impl IdMaker {
    /// A maker whose low bits are random.
    pub fn random() -> Self {
        let mut bytes = [0_u8; 2];
        // Without a random source the process id still tells two programs apart.
        let copy = match getrandom::fill(&mut bytes) {
            Ok(()) => u32::from(u16::from_le_bytes(bytes)),
            Err(_) => std::process::id(),
        };
        Self::with_copy(copy)
    }

    /// A maker with chosen low bits, for tests and for a demo that comes out the same each time.
    pub fn with_copy(copy: u32) -> Self {
        Self { copy: i64::from(copy) & ((1 << COPY_BITS) - 1), last_tick: 0 }
    }

    /// Goes on after an id that is in the file already, so that the history stays in order when the clock was set back.
    pub fn skip_past(&mut self, id: i64) {
        self.last_tick = self.last_tick.max(id >> COPY_BITS);
    }

    /// The next id. Ids only go up, also when the clock goes back or many are made in one millisecond.
    pub fn next(&mut self, now: DateTime<Utc>) -> i64 {
        let clock_tick = (now.timestamp_millis() - EPOCH_MS).max(0) << SEQUENCE_BITS;
        self.last_tick = clock_tick.max(self.last_tick + 1);
        (self.last_tick << COPY_BITS) | self.copy
    }
}

/// The moment an id was made (UTC), to the millisecond: near enough to say since when something is in a file.
pub fn moment_of(id: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis((id >> (COPY_BITS + SEQUENCE_BITS)) + EPOCH_MS)
}

/// The first id that can be made at a moment, so that what was made in a time is a range of ids.
pub fn first_at(moment: DateTime<Utc>) -> i64 {
    (moment.timestamp_millis() - EPOCH_MS).clamp(0, i64::MAX >> (COPY_BITS + SEQUENCE_BITS))
        << (COPY_BITS + SEQUENCE_BITS)
}

/// Declares a row id of one table: a number in the file, a string in JSON and exports (other programs lose digits).
#[macro_export]
macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kit::Problem;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self).map_err(|_no_number: std::num::ParseIntError| {
                    $crate::kit::Problem::input($crate::t!("“{text}” is not an id", text = text))
                        .hint($crate::t!("An id is a long number, as the lists of the commands end with"))
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map(Self).map_err(serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_go_up_and_keep_the_copys_bits() {
        let mut maker = IdMaker::with_copy(7);
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let mut last = 0;
        for _ in 0..5000 {
            let id = maker.next(now);
            assert!(id > last);
            assert_eq!(id & 0xFFF, 7);
            last = id;
        }
        assert_eq!(moment_of(IdMaker::with_copy(1).next(now)), Some(now));
        let next = now + chrono::TimeDelta::milliseconds(1);
        assert!(
            first_at(now) <= IdMaker::with_copy(0).next(now) && IdMaker::with_copy(4095).next(now) < first_at(next)
        );
        assert_eq!((first_at(DateTime::<Utc>::MIN_UTC), first_at(DateTime::<Utc>::MAX_UTC) > last), (0, true));
        let earlier = maker.next(now - chrono::TimeDelta::days(400));
        assert!(earlier > last);
        let mut reopened = IdMaker::with_copy(3);
        reopened.skip_past(earlier);
        assert!(reopened.next(now - chrono::TimeDelta::days(800)) > earlier);
    }
}
