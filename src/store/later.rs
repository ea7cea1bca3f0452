//! A choice of which a newer Premia may know more: what is unknown here is kept in the words of the file.

use ron::error::Error as RonError;
use ron::value::RawValue;
use serde::de::{self, DeserializeOwned, Deserializer};
use serde::ser::{self, Serializer};
use serde::{Deserialize, Serialize};

use super::format;

/// One of the choices known here, or the text of one that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice<T> {
    Known(T),
    Unknown(String),
}

impl<T: Serialize> Serialize for Choice<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(known) => known.serialize(serializer),
            Self::Unknown(text) => RawValue::from_ron(text).map_err(ser::Error::custom)?.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Choice<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.trim();
        match format::read(raw.get_ron()) {
            Ok(known) => Ok(Self::Known(known)),
            Err(error) => match error.code {
                RonError::NoSuchEnumVariant { .. } => Ok(Self::Unknown(raw.get_ron().to_owned())),
                code => Err(de::Error::custom(format::lower_first(&code.to_string()))),
            },
        }
    }
}
