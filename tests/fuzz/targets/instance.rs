//! Any text read as a planning instance, and solved within bounds: an answer, or a reason why there is none.
#![no_main]

use std::cell::Cell;

use libfuzzer_sys::fuzz_target;
use premia::cli::instance::{Clock, answer};

/// How often the solver may look at the clock before its time is up.
const LOOKS: f64 = 2000.0;

fuzz_target!(|text: &str| {
    let looks = Cell::new(0.0);
    let elapsed_ms = || {
        looks.set(looks.get() + 1.0);
        looks.get()
    };
    let reply = answer(text, &Clock { elapsed_ms: &elapsed_ms, limit_ms: Some(LOOKS) });
    assert!(reply.code == 0 || reply.reason.is_some());
});
