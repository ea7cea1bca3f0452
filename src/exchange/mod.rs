//! Other people's formats, in and out.

pub mod export;
pub mod import;
