//! Premia plans the AI skills that raise a freelancer's rate.
//!
//! The rooms, in reading order, and what each may use of the others:
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`plan`] | the core: what to learn next, in what order, what it is worth, how sure that is | nothing of ours |
//! | [`demand`] | bytes to a checked market, with every issue found; the bundled pack | `plan` |
//! | [`store`] | profiles on disk; the only writer of profiles | `plan` |
//! | [`exchange`] | other people's formats; a file against a profile, before anything changes | `plan` |
//! | [`state`] | what is true now, and how it may change; undo | `plan` |
//! | [`ui`] | everything on screen | `state`, `plan` |
//! | [`jobs`] | background jobs | nothing of ours |
//! | [`cli`] | the headless commands | all but `ui` |
//! | [`app`] | the window's loop: polls jobs, shows views, applies actions, runs effects | all |
//!
//! What is absent on purpose: there is no network code. `plan` never reads the clock, a file, a thread or the system's
//! randomness; today's date and the seed are arguments. `state` draws nothing and reads no disk. `ui` changes no data: it
//! returns actions. `tests/core/layers.rs` holds these rules.

pub mod plan;

pub mod demand;
pub mod exchange;
pub mod store;

pub mod state;
pub mod ui;

pub mod jobs;

pub mod cli;

pub mod app;
