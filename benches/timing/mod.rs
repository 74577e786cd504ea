//! Figures of time: the middle of several runs, and how it is written.
//!
//! Never: what was measured.

use std::time::Duration;

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
