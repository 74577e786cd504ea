//! The program: hands over to [`latchwork::cmd`] and ends with its status.
//!
//! Never: anything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    latchwork::cmd::main().into()
}
