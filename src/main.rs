//! The program: hands over to [`latchwork::cmd`] and ends with its status.
//!
//! Never: anything else.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Trees of many small pieces are what this program makes all the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    latchwork::cmd::main().into()
}
