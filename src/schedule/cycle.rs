//! Loops among names that rest on each other.
//!
//! Three things in a protocol may rest on others of their sort: computed anchors,
//! linked activities, quantities. None may rest on itself, however long the way.
//!
//! Never: what the names are.

use std::collections::{BTreeMap, BTreeSet};

/// Each loop once, beginning with its smallest name.
pub(super) fn loops(rests_on: &BTreeMap<&str, Vec<&str>>) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut done = BTreeSet::new();
    for name in rests_on.keys() {
        walk(name, rests_on, &mut Vec::new(), &mut done, &mut found);
    }
    found
}

fn walk<'a>(
    name: &'a str,
    rests_on: &BTreeMap<&'a str, Vec<&'a str>>,
    path: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
    found: &mut BTreeSet<Vec<String>>,
) {
    if let Some(begin) = path.iter().position(|on_path| *on_path == name) {
        found.insert(from_smallest(&path[begin..]));
        return;
    }
    if done.contains(name) {
        return;
    }
    path.push(name);
    for next in rests_on.get(name).into_iter().flatten() {
        walk(next, rests_on, path, done, found);
    }
    path.pop();
    done.insert(name);
}

fn from_smallest(path: &[&str]) -> Vec<String> {
    let smallest = path.iter().enumerate().min_by_key(|(_, name)| **name).map_or(0, |(i, _)| i);
    let (before, after) = path.split_at(smallest);
    after.iter().chain(before).map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_loop_is_found_once() {
        let edges = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "a")];
        let graph = edges.iter().map(|(from, to)| (*from, vec![*to])).collect();
        let expected: BTreeSet<Vec<String>> = [vec!["b".into(), "c".into()], vec!["d".into()]].into();
        assert_eq!(loops(&graph), expected);
    }
}
