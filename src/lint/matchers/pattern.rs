//! The text of a regex, looked at without reading all of it: what is not plain to see is not said.

/// The alternatives of a pattern without brackets, or in one pair of them, and where each of them is.
pub fn alternatives(pattern: &str) -> Option<Vec<(usize, &str)>> {
    let opening = ["(?:", "("].into_iter().find(|opening| pattern.starts_with(opening));
    let (start, inner) = match opening {
        Some(opening) => (opening.len(), pattern.strip_prefix(opening)?.strip_suffix(')')?),
        None => (0, pattern),
    };
    if inner.contains(['(', ')', '[', ']', '\\', '^', '$']) {
        return None;
    }
    let mut at = start;
    let mut found = Vec::new();
    for alternative in inner.split('|') {
        found.push((at, alternative));
        at += alternative.len() + 1;
    }
    Some(found)
}

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part<'a> {
    /// Characters that stand for themselves.
    Text(&'a str),
    /// A `.` for any character, and where it is.
    Dot(usize),
    /// `.*`, `.+`
    Wildcard,
}

/// A pattern made of these parts alone; none for any other.
pub fn parts(pattern: &str) -> Option<Vec<Part<'_>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pattern.len() {
        let rest = &pattern[at..];
        if rest.starts_with(".*") || rest.starts_with(".+") {
            found.push(Part::Wildcard);
            at += 2;
        } else if rest.starts_with('.') {
            found.push(Part::Dot(at));
            at += 1;
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            found.push(Part::Text(&rest[..end]));
            at += end;
        }
    }
    let meta = |c| matches!(c, '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '\\' | '^' | '$');
    (!found.iter().any(|part| matches!(part, Part::Text(text) if text.contains(meta)))).then_some(found)
}

/// Whether an odd number of `\` stands before the end.
pub fn ends_escaped(text: &str) -> bool {
    (text.len() - text.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_taken_apart() {
        assert_eq!(alternatives("a|b|"), Some(vec![(0, "a"), (2, "b"), (4, "")]));
        assert_eq!(alternatives("(a|b)"), Some(vec![(1, "a"), (3, "b")]));
        assert_eq!(alternatives("(a)|(b)"), None);
        use Part::*;
        assert_eq!(parts("a.b.*"), Some(vec![Text("a"), Dot(1), Text("b"), Wildcard]));
        assert_eq!(parts("a.?"), None);
        assert_eq!(parts(r"a\.b"), None);
        assert_eq!(parts("a*"), None);
    }

    #[test]
    fn a_backslash_may_itself_be_escaped() {
        assert!(ends_escaped(r"a\") && !ends_escaped(r"a\\") && !ends_escaped("a"));
    }
}
