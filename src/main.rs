//! Starts Premia: a headless command, or the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    premia::cli::main()
}
