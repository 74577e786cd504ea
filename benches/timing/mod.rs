//! Figures of time and memory: the middle of several runs, and how they are written.
//!
//! Never: what was measured.
#![allow(dead_code, reason = "each bench takes what it needs")]

use mimalloc::MiMalloc;
use std::fs;
use std::time::Duration;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The middle one.
pub fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Milliseconds with so many digits behind the point.
pub fn ms(time: Duration, digits: usize) -> String {
    format!("{:.digits$} ms", time.as_secs_f64() * 1000.0)
}

/// The most memory that this process ever had, in MiB.
pub fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kib: Option<u64> = line.trim().trim_end_matches(" kB").parse().ok();
    kib.map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string())
}
