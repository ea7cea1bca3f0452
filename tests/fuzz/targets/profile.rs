//! Any text read as a profile: an error, or a profile that is the same after a save.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(profile) = premia::store::decode(text) {
        assert_eq!(premia::store::decode(&premia::store::encode(&profile)), Ok(profile));
    }
});
