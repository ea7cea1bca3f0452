//! Single values of a profile's file: plain numbers and words there, checked types here.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::plan::diary::CalendarMonth;
use crate::plan::floor::MOST_WEEKS_OFF;
use crate::plan::skill::Level;
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};

/// A value that stands in the file as a plain number or word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct As<T>(pub(super) T);

/// How a value stands in the file, and which plain values stand for none.
pub(super) trait Plain: Sized {
    /// The plain type.
    type Raw: Serialize + for<'de> Deserialize<'de> + Display;
    /// What the value is, for the message when it is not.
    const IS: &'static str;
    /// Makes the value, if there is one.
    fn from_raw(raw: &Self::Raw) -> Option<Self>;
    /// The plain value.
    fn to_raw(&self) -> Self::Raw;
}

/// Declares how a type stands in the file.
macro_rules! plain {
    ($name:ty, $raw:ty, $is:literal, $from:expr, $to:expr) => {
        impl Plain for $name {
            type Raw = $raw;
            const IS: &'static str = $is;

            fn from_raw(raw: &$raw) -> Option<Self> {
                let from: fn(&$raw) -> Option<Self> = $from;
                from(raw)
            }

            fn to_raw(&self) -> $raw {
                let to: fn(&Self) -> $raw = $to;
                to(self)
            }
        }
    };
}

plain!(Rate, f64, "a rate, which is a number of 0 or more", |raw| Self::new(*raw), |rate| rate.get());
plain!(Hours, f64, "a number of hours, which is 0 or more", |raw| Self::new(*raw), |hours| hours.get());
plain!(Money, f64, "an amount of money, which is a finite number", |raw| Self::new(*raw), |money| money.get());
plain!(Share, f64, "a share, which is from 0 to 1", |raw| Self::new(*raw), |share| share.get());
plain!(Level, u8, "a level, which is from 0 to 4", |raw| Self::new(*raw), |level| level.get());
plain!(Date, String, "a date such as 2026-11-22", |raw| Self::parse(raw), Self::to_string);
plain!(CalendarMonth, String, "a month such as 2026-12", |raw| Self::parse(raw), Self::to_string);
plain!(Currency, String, "a code of a currency, such as EUR", |raw| Self::from_code(raw), |money| money
    .code()
    .to_owned());

/// A level that a step can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StepLevel(pub(super) Level);

/// A horizon in months.
#[derive(Clone, Copy, Debug)]
pub(super) struct Months(pub(super) u32);

/// A screen of the first run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen(pub(super) u8);

/// Weeks of a year without paid work.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeeksOff(pub(super) u8);

/// Any number but the ones that are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finite(pub(super) f64);

plain!(
    StepLevel,
    u8,
    "the level of a step, which is from 1 to 4",
    |raw| Level::new(*raw).filter(|level| *level > Level::NONE).map(Self),
    |step| step.0.get()
);
plain!(Months, u32, "a horizon, which is 1 month or more", |raw| (*raw > 0).then_some(Self(*raw)), |months| months.0);
plain!(Screen, u8, "a screen, which is counted from 1", |raw| (*raw > 0).then_some(Self(*raw)), |screen| screen.0);
plain!(
    WeeksOff,
    u8,
    "a number of weeks without paid work, which is from 0 to 51",
    |raw| (*raw <= MOST_WEEKS_OFF).then_some(Self(*raw)),
    |weeks| weeks.0
);
plain!(Finite, f64, "a finite number", |raw| raw.is_finite().then_some(Self(*raw)), |finite| finite.0);

impl<T: Plain> Serialize for As<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_raw().serialize(serializer)
    }
}

impl<'de, T: Plain> Deserialize<'de> for As<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = T::Raw::deserialize(deserializer)?;
        let refuse = || de::Error::custom(format_args!("{raw} is not {}", T::IS));
        T::from_raw(&raw).map(Self).ok_or_else(refuse)
    }
}

/// Reads a map and refuses a key that stands in it twice, of which one would be lost.
pub(super) fn distinct<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
{
    deserializer.deserialize_map(Distinct(PhantomData))
}

struct Distinct<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Distinct<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = access.next_entry()? {
            if map.insert(key, value).is_some() {
                return Err(de::Error::custom("this entry is there twice"));
            }
        }
        Ok(map)
    }
}
