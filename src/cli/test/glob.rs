//! Patterns of paths, as Go's `filepath.Glob` reads them: `*`, `?`, `[a-z]`, `[^a]`, `\` before a sign that stands for
//! itself; none of them goes over a slash.

use std::path::{Path, PathBuf};

/// The paths that match, sorted folder by folder. None for a pattern that is not well formed.
pub(super) fn paths(pattern: &Path) -> Option<Vec<PathBuf>> {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        let part = Path::new(part.as_os_str());
        let text = part.to_str().filter(|text| text.contains(['*', '?', '[', '\\']));
        found = match text {
            None => found.into_iter().map(|folder| folder.join(part)).collect(),
            Some(text) => {
                matches(text, "")?;
                found.iter().flat_map(|folder| inside(folder, text)).collect()
            }
        };
    }
    found.retain(|path| path.symlink_metadata().is_ok());
    Some(found)
}

/// What matches in a folder; nothing where it cannot be read.
fn inside(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| matches(pattern, name) == Some(true)).collect();
    names.sort();
    names.into_iter().map(|name| folder.join(name)).collect()
}

/// Whether a name matches; none for a pattern that is not well formed. Quadratic at worst.
fn matches(pattern: &str, name: &str) -> Option<bool> {
    let signs = read(pattern)?;
    let name: Vec<char> = name.chars().collect();
    // Which beginnings of the name the signs so far match.
    let mut fits = vec![false; name.len() + 1];
    fits[0] = true;
    for sign in &signs {
        if let Sign::Any = sign {
            let first = fits.iter().position(|fit| *fit).unwrap_or(fits.len());
            fits[first..].fill(true);
            continue;
        }
        for at in (0..name.len()).rev() {
            fits[at + 1] = fits[at] && sign.takes(name[at]);
        }
        fits[0] = false;
    }
    Some(fits[name.len()])
}

enum Sign {
    /// `*`
    Any,
    /// `?`
    One,
    Char(char),
    /// `[…]`; true for `[^…]`
    Class(bool, Vec<(char, char)>),
}

impl Sign {
    fn takes(&self, c: char) -> bool {
        match self {
            Sign::Any | Sign::One => true,
            Sign::Char(own) => *own == c,
            Sign::Class(negated, ranges) => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *negated
            }
        }
    }
}

fn read(pattern: &str) -> Option<Vec<Sign>> {
    let mut chars = pattern.chars().peekable();
    let mut signs = Vec::new();
    while let Some(c) = chars.next() {
        signs.push(match c {
            '*' => Sign::Any,
            '?' => Sign::One,
            '\\' => Sign::Char(chars.next()?),
            '[' => {
                let negated = chars.next_if_eq(&'^').is_some();
                let mut ranges = Vec::new();
                while ranges.is_empty() || chars.peek() != Some(&']') {
                    let from = of_class(&mut chars)?;
                    let to = if chars.next_if_eq(&'-').is_some() { of_class(&mut chars)? } else { from };
                    ranges.push((from, to));
                }
                chars.next();
                Sign::Class(negated, ranges)
            }
            c => Sign::Char(c),
        });
    }
    Some(signs)
}

fn of_class(chars: &mut impl Iterator<Item = char>) -> Option<char> {
    match chars.next()? {
        '\\' => chars.next(),
        '-' | ']' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_go() {
        for (pattern, name, expected) in [
            ("*.yml", "rules.yml", Some(true)),
            ("*.yml", "rules.yaml", Some(false)),
            ("r*s*", "rules", Some(true)),
            ("rule?", "rules", Some(true)),
            ("rule?", "rule", Some(false)),
            ("[a-c]x", "bx", Some(true)),
            ("[^a-c]x", "bx", Some(false)),
            ("[\\]]", "]", Some(true)),
            ("\\*", "*", Some(true)),
            ("\\*", "x", Some(false)),
            ("[", "x", None),
            ("[]x]", "x", None),
            ("a\\", "a", None),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
