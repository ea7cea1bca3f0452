//! Any bytes read as a LinkedIn export: what is found is bounded, and refusals have words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use premia::exchange::import::read;

fuzz_target!(|bytes: &[u8]| match read("export.zip", bytes, &[]) {
    Ok(found) => {
        // Every word that a person is shown is cut to a length that a person reads.
        assert!(found.mentions.iter().all(|mention| mention.words.chars().count() <= 300));
        assert!(found.unread.iter().all(|unread| !unread.to_string().is_empty()));
    }
    Err(error) => assert!(!error.to_string().is_empty() && !error.hint().is_empty()),
});
