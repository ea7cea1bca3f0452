//! Tests of the rooms without a window: layers, planning instances, the bundled pack, the store under kill.

mod instances;
mod layers;
mod sample_plan;
mod store_crash;
