//! Compiled regexes of one template: most are constant.

use regex::Regex;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A template whose patterns come from data keeps no more than these.
const MOST: usize = 64;

#[derive(Default)]
pub(super) struct RegexCache(Mutex<HashMap<Box<str>, Regex>>);

impl RegexCache {
    pub fn get(&self, pattern: &str, make: impl FnOnce() -> Result<Regex, String>) -> Result<Regex, String> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.get(pattern) {
            return Ok(regex.clone());
        }
        let regex = make()?;
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(pattern.into(), regex.clone());
        Ok(regex)
    }
}
