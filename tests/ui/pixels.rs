//! Pictures of the places in both themes, compared with those in `tests/snapshots`.
