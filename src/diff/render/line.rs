//! One difference as people read it.

use super::super::shorten::shorten;
use super::super::{Difference, Fate};

/// How a difference is best shown.
pub(super) enum Line {
    /// `critical: up == 0 for 1m`: words, and a text that was added or is gone.
    Only(String, String),
    /// `critical: for 10m → 5m`
    Change(String, Option<String>, Option<String>),
    /// Above each other, as in a diff.
    Long(String, String, String),
}

/// Texts up to this many characters stand on one line.
const SHORT: usize = 40;

/// The words for a difference of a thing with this fate.
pub(super) fn line(difference: &Difference, fate: Fate) -> Line {
    let Difference { part, what, old, new } = difference;
    let part = part.as_ref().map(|part| format!("{part}: ")).unwrap_or_default();
    // What is as big as the thing itself needs no name beside a part that is new or gone.
    let whole = ["level", "record", "rule"].contains(&what.as_str());
    match (old, new) {
        (None, Some(text)) | (Some(text), None) if fate != Fate::Changed => {
            Line::Only(if whole { part } else { format!("{part}{what} ") }, text.clone())
        }
        (None, Some(text)) if whole => Line::Only(format!("{part}new {what}: "), text.clone()),
        (Some(text), None) if whole => Line::Only(format!("{part}no {what} any more: "), text.clone()),
        (Some(old), Some(new)) if is_long(old) || is_long(new) => {
            let (old, new) = shorten(old, new);
            Line::Long(format!("{part}{what}"), old, new)
        }
        (old, new) => Line::Change(format!("{part}{what}"), old.clone(), new.clone()),
    }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > SHORT || text.contains('\n')
}
