//! Did-you-mean for many names: each is looked up once, and only as many as anyone reads.

use crate::text::nearest;
use std::collections::HashMap;

/// More misspelt names than this are no misspellings.
const MOST: usize = 64;

pub struct Suggestions<'a> {
    known: Vec<&'a str>,
    found: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Suggestions<'a> {
    pub fn new(known: impl Iterator<Item = &'a str>) -> Suggestions<'a> {
        let mut known: Vec<&str> = known.collect();
        known.sort_unstable();
        Suggestions { known, found: HashMap::new() }
    }

    /// The known name that `name` was probably meant to be.
    pub fn of(&mut self, name: &'a str) -> Option<&'a str> {
        if let Some(found) = self.found.get(name) {
            return *found;
        }
        if self.found.len() >= MOST {
            return None;
        }
        let found = nearest(name, self.known.iter().copied());
        self.found.insert(name, found);
        found
    }
}
