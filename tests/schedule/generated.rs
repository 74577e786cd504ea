//! What holds for protocols made up by chance.
//!
//! Never: a single expected schedule.

use crate::generate::some_protocol;
use crate::support::read;
use latchwork::schedule::expand;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[test]
fn most_are_good_and_most_plans_can_be_laid_out() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let (mut good, mut laid) = (0, 0);
    for _ in 0..200 {
        let made = some_protocol().new_tree(&mut runner).expect("nothing is filtered").current();
        let (file, found) = read("made", &made.text);
        if let Some(file) = file.filter(|_| found.is_empty()) {
            good += 1;
            laid += u32::from(expand(&file.core, &made.plan(&file.core)).is_ok());
        }
    }
    assert!(good > 160 && laid > 160, "{good} of 200 are good, {laid} are laid out");
}
