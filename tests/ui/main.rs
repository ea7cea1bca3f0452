//! Flows through the window, by role and name, as a person with a mouse, a keyboard or a screen reader would go.

mod assess;
mod clients;
mod data;
mod desk;
mod diary;
mod digits;
mod evidence;
mod export;
mod fields;
mod files;
mod first_run;
mod gallery;
mod holidays;
mod idle;
mod import;
mod ledger;
mod market_rows;
mod numbers;
mod offers;
mod packs;
#[cfg(feature = "pixels")]
mod pixels;
mod places;
mod plan;
mod replan;
mod scenarios;
mod sizes;
mod undo;
