//! Names as Kubernetes allows them.

use std::collections::HashSet;

/// The longest name of an object. Source: the Kubernetes documentation, "DNS Subdomain Names".
const LONGEST: usize = 253;

/// Gives names to objects, no two the same.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// `text` as a name: lower case, all but letters, digits, `-` and `.` become `-`. Where that
    /// makes two names one, the later gets a number.
    pub fn make(&mut self, text: &str) -> String {
        let plain = object_name(text);
        let mut name = plain.clone();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{plain}-{number}");
        }
        name
    }
}

/// A name of its letters and digits, with room for a number behind it.
fn object_name(text: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
    let mut name: String = text.chars().map(word).collect();
    name.truncate(LONGEST - 12);
    // Each part between dots begins and ends with a letter or a digit.
    let parts = name.split('.').map(|part| part.trim_matches('-')).filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(".");
    if name.is_empty() { "program".to_string() } else { name }
}

/// Whether Kubernetes takes `name` for a namespace: at most 63 of `a-z`, `0-9` and `-`, the ends
/// no `-`. Source: the Kubernetes documentation, "RFC 1123 Label Names".
pub(super) fn is_namespace(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&name.len())
        && name.chars().all(allowed)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::{Names, is_namespace};

    #[test]
    fn names_are_what_kubernetes_allows_and_differ() {
        let mut names = Names::default();
        assert_eq!(names.make("shop-api_v2"), "shop-api-v2");
        assert_eq!(names.make("shop-api-v2"), "shop-api-v2-2");
        assert_eq!(names.make("-Größe.-"), "gr--e");
        assert_eq!(names.make("__"), "program");
        assert!(names.make(&"x".repeat(300)).len() < 253);
    }

    #[test]
    fn namespaces_are_labels() {
        assert!(is_namespace("monitoring"));
        for wrong in ["", "Shop", "a.b", "-a", "a-", &"x".repeat(64)] {
            assert!(!is_namespace(wrong), "{wrong}");
        }
    }
}
