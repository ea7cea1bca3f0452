//! The core: what to learn next, in what order, what it is worth and how sure that is.
//!
//! Pure: the same input gives the same output on every machine. It never reads the clock, a file or the environment;
//! today's date is an argument, and every random stream has a fixed seed. [`build()`] is the front door; the values that
//! it speaks of are in [`units`], [`skill`], [`market`] and [`profile`].

mod answer;
pub mod assessment;
pub mod backing;
mod build;
pub mod calendar;
pub mod clients;
mod compile;
mod concession;
pub mod diary;
pub mod evidence;
pub mod explain;
pub mod floor;
pub mod gap;
pub mod intake;
pub mod knobs;
pub mod ladder;
mod ledger;
mod left_out;
mod limits;
pub mod market;
mod middle;
mod number;
pub mod optimize;
pub mod premium;
pub mod profile;
pub mod projection;
pub mod replan;
pub mod scenario;
pub mod skill;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod trouble;
pub mod units;
pub mod words;

pub use answer::{LeftOut, Met, Need, Plan, PlannedStep, Proof, Reason};
pub use build::build;
pub use concession::{Concession, ways_out};
pub use limits::{Limits, Progress, QUICK_NODES, USUAL_NODES};
pub use trouble::Trouble;
