//! The stable names of a pack's records.

use std::fmt;

/// Declares the stable name of one kind of record in a pack.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes `id` as it stands; whether a pack knows it is for the pack to say.
            #[must_use]
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The stable name of a source.
    SourceId
}
id! {
    /// The stable name of a figure, such as `D01`.
    FigureId
}
id! {
    /// The stable name of a published premium and its range.
    PremiumId
}
id! {
    /// The stable name of a service that freelancers sell.
    ServiceId
}
id! {
    /// The stable name of a target: a set of skills that some kind of work asks for.
    TargetId
}
