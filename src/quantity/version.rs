//! Versions of programs, as far as features hang on them: major and minor.

use std::fmt;

/// `3.5`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    pub const fn new(major: u32, minor: u32) -> Version {
        Version { major, minor }
    }

    /// Reads `3.5`, `3.5.1` and `v3.5`; a lone `3` is `3.0`.
    pub fn parse(text: &str) -> Option<Version> {
        let mut parts =
            text.strip_prefix('v').unwrap_or(text).split('.').map(|part| part.parse::<u32>().ok());
        let major = parts.next()??;
        let minor = parts.next().unwrap_or(Some(0))?;
        parts.all(|part| part.is_some()).then_some(Version { major, minor })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
#[test]
fn versions_are_read_and_ordered() {
    assert_eq!(Version::parse("0.31"), Some(Version::new(0, 31)));
    assert_eq!(Version::parse("v3.5.1"), Some(Version::new(3, 5)));
    assert_eq!(Version::parse("3"), Some(Version::new(3, 0)));
    for wrong in ["", "three", "3.x", "3.5-rc.0", "."] {
        assert_eq!(Version::parse(wrong), None, "{wrong}");
    }
    assert!(Version::new(3, 11) > Version::new(3, 5) && Version::new(0, 9) < Version::new(0, 31));
    assert_eq!(Version::new(0, 31).to_string(), "0.31");
}
