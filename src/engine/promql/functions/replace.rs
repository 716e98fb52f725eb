//! Replacement texts of `label_replace`: `$1`, `${name}`, `$$`. Source: Go's `regexp.Expand`.

use regex::Captures;

/// A text with the groups of a match put in.
#[derive(Clone, Debug)]
pub struct Replacement(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Number(usize),
    Name(String),
}

impl Replacement {
    pub fn new(text: &str) -> Replacement {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            parts.push(Part::Text(before.to_owned()));
            rest = after;
            if let Some(after) = rest.strip_prefix('$') {
                parts.push(Part::Text("$".to_owned()));
                rest = after;
            } else if let Some((name, after)) = name(rest) {
                parts.push(match name.parse() {
                    Ok(number) if name.bytes().all(|byte| byte.is_ascii_digit()) => Part::Number(number),
                    _ => Part::Name(name.to_owned()),
                });
                rest = after;
            } else {
                parts.push(Part::Text("$".to_owned()));
            }
        }
        parts.push(Part::Text(rest.to_owned()));
        Replacement(parts)
    }

    /// Groups that are not there are empty.
    pub fn expand(&self, captures: &Captures) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Number(number) => captures.get(*number).map_or("", |group| group.as_str()),
            Part::Name(name) => captures.name(name).map_or("", |group| group.as_str()),
        });
        parts.collect()
    }
}

/// The name of a group, as long as it can be, and what follows.
fn name(text: &str) -> Option<(&str, &str)> {
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    match text.strip_prefix('{') {
        Some(inner) => {
            let end = word(inner);
            let rest = inner[end..].strip_prefix('}')?;
            (end > 0).then_some((&inner[..end], rest))
        }
        None => {
            let end = word(text);
            (end > 0).then(|| text.split_at(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_put_in() {
        let regex = regex::Regex::new("(?P<first>a+)(b+)").expect("a regex");
        let captures = regex.captures("aab").expect("it matches");
        let cases = [
            ("$1-$2", "aa-b"),
            ("${1}x$first", "aaxaa"),
            ("$1x", ""),
            ("$$1 $", "$1 $"),
            ("${1", "${1"),
            ("$9", ""),
            ("${}", "${}"),
        ];
        for (text, expected) in cases {
            assert_eq!(Replacement::new(text).expand(&captures), expected, "{text}");
        }
    }
}
