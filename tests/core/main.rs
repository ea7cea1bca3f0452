//! Tests of the rooms without a window: layers, planning instances, the bundled pack, the store under kill.
#![allow(clippy::expect_used, reason = "what cannot be set up must fail the run")]

mod instances;
mod layers;
mod network;
mod sample_plan;
mod store_crash;
mod store_private;
mod store_undo;
mod store_versions;
