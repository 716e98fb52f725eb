//! The replacement text of `label_replace`: what `$1` and `${name}` in it stand for.
//! Source: `Regexp.Expand` of Go.

use regex::{Captures, Regex};

/// A replacement in pieces.
pub(super) struct Replacement<'a>(Vec<Piece<'a>>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Text(&'a str),
    /// What stands behind `$`, as it is written, and the group's name or number.
    Group(&'a str, &'a str),
}

impl<'a> Replacement<'a> {
    pub fn read(text: &'a str) -> Replacement<'a> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            let (before, behind) = (&rest[..at], &rest[at + 1..]);
            pieces.extend((!before.is_empty()).then_some(Piece::Text(before)));
            if let Some(behind) = behind.strip_prefix('$') {
                pieces.push(Piece::Text("$"));
                rest = behind;
                continue;
            }
            match group(behind) {
                Some((written, name)) => {
                    pieces.push(Piece::Group(&rest[at..at + 1 + written], name));
                    rest = &behind[written..];
                }
                // A lonely `$` stands for itself.
                None => {
                    pieces.push(Piece::Text("$"));
                    rest = behind;
                }
            }
        }
        pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
        Replacement(pieces)
    }

    /// The first group, as it is written, that the regex does not have: Prometheus puts nothing in its place.
    pub fn unknown_group(&self, regex: &Regex, pattern: &str) -> Option<&'a str> {
        self.0.iter().find_map(|piece| match piece {
            Piece::Group(written, name) => {
                let known = match number(name) {
                    Some(number) => number < regex.captures_len(),
                    // A name that the crate does not take may be a group's in Go.
                    None => {
                        regex.capture_names().flatten().any(|known| known == *name)
                            || pattern.contains(&format!("<{name}>"))
                    }
                };
                (!known).then_some(*written)
            }
            Piece::Text(_) => None,
        })
    }

    /// Whether it takes groups by name: Go allows several of one name, and takes the first that matched.
    pub fn has_names(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Group(_, name) if number(name).is_none()))
    }

    /// The text, when it names no group.
    pub fn constant(&self) -> Option<&'a str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    pub fn expand(&self, captures: &Captures) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            text += match piece {
                Piece::Text(text) => text,
                Piece::Group(_, name) => match number(name) {
                    Some(number) => captures.get(number),
                    None => captures.name(name),
                }
                .map_or("", |found| found.as_str()),
            };
        }
        text
    }

    /// Whether it is the value that was read, as it was.
    pub fn is_whole(&self, pattern: &str) -> bool {
        match self.0.as_slice() {
            [Piece::Group(_, "0")] => true,
            [Piece::Group(_, "1")] => matches!(pattern, "(.*)" | "(.+)"),
            _ => false,
        }
    }
}

/// The group that a text behind a `$` begins with: how long it is, and its name.
fn group(text: &str) -> Option<(usize, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (start, text) = match text.strip_prefix('{') {
        Some(inside) => (1, inside),
        None => (0, text),
    };
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let closed = start == 0 || text[end..].starts_with('}');
    (end > 0 && closed).then(|| (end + 2 * start, &text[..end]))
}

/// The number of a group; none for a name, and for `01`.
fn number(name: &str) -> Option<usize> {
    let plain = name.bytes().all(|byte| byte.is_ascii_digit()) && (name.len() == 1 || !name.starts_with('0'));
    if plain { name.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_as_go_reads_them() {
        use Piece::*;
        for (text, pieces) in [
            ("", &[][..]),
            ("a", &[Text("a")]),
            ("$1", &[Group("$1", "1")]),
            ("${1}_x", &[Group("${1}", "1"), Text("_x")]),
            ("$1_x", &[Group("$1_x", "1_x")]),
            ("a$$b", &[Text("a"), Text("$"), Text("b")]),
            ("$", &[Text("$")]),
            ("${", &[Text("$"), Text("{")]),
            ("${1 }", &[Text("$"), Text("{1 }")]),
            ("$1-$name.", &[Group("$1", "1"), Text("-"), Group("$name", "name"), Text(".")]),
        ] {
            assert_eq!(Replacement::read(text).0, pieces, "{text}");
        }
    }
}
