//! Quotients that are shares of a whole by their names: `x_avail_bytes / x_size_bytes`.

use crate::expr::Selector;

/// Words for what is a part, and for what is all.
const PARTS: &[&str] = &["avail", "available", "free", "idle", "open", "usage", "used"];
/// More than the limit or the quota may well be used.
const WHOLES: &[&str] = &["max", "size", "total"];

/// Whether the names say that `part` is some of `whole`: alike but for one word, and no other metric could
/// be meant by it. Nothing of the kind is known of samples that were chosen otherwise.
pub fn are_part_and_whole(part: &Selector, whole: &Selector) -> bool {
    let (Some(part), Some(whole)) = (&part.name, &whole.name) else { return false };
    let (part, whole) = (words(part), words(whole));
    without_one(&part, PARTS).is_some_and(|rest| without_one(&whole, WHOLES) == Some(rest))
}

/// The words of a name, in lower case: `node_memory_MemFree_bytes` has four and `free` among them.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in name.chars() {
        let starts = character == '_' || character.is_ascii_uppercase() && after_lower;
        after_lower = character.is_ascii_lowercase();
        if starts {
            words.push(String::new());
        }
        if character != '_'
            && let Some(last) = words.last_mut()
        {
            last.push(character.to_ascii_lowercase());
        }
    }
    words
}

/// The words but the one of `known`; none when there is none or more than one.
fn without_one<'a>(words: &'a [String], known: &[&str]) -> Option<Vec<&'a str>> {
    let (found, rest): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| known.contains(word));
    (found.len() == 1).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span, Spanned};

    fn selector(name: &str) -> Selector {
        Selector { name: Some(Spanned::new(name.to_owned(), Span::new(FileId(0), 0, 0))), matchers: vec![] }
    }

    #[test]
    fn names_tell_shares() {
        for (part, whole, expected) in [
            ("node_filesystem_avail_bytes", "node_filesystem_size_bytes", true),
            ("node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes", true),
            ("process_open_fds", "process_max_fds", true),
            ("node_filesystem_size_bytes", "node_filesystem_avail_bytes", false),
            ("node_filesystem_avail_bytes", "node_memory_size_bytes", false),
            ("latency_avg_seconds", "latency_max_seconds", false),
            ("errors_total", "requests_total", false),
            ("used_total", "used_size", false),
        ] {
            assert_eq!(are_part_and_whole(&selector(part), &selector(whole)), expected, "{part} / {whole}");
        }
    }
}
