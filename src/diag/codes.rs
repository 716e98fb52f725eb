//! The one table of diagnostic codes. Each has a page under `docs/codes/`, whose
//! bad and good blocks are tests.

use super::Level;

/// A stable name `group/name`, its level, and its page.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub name: &'static str,
    pub level: Level,
    page: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
    }
}

/// Declares the constants and the table in one list, sorted by name.
macro_rules! codes {
    ($($constant:ident $level:ident $name:literal)*) => {
        $(pub const $constant: Code = Code {
            name: $name,
            level: Level::$level,
            page: include_str!(concat!("../../docs/codes/", $name, ".md")),
        };)*
        /// Every code, sorted by name.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    LABELS_NEVER_MATCHES Error "labels/never-matches"
    MEASURE_ARGUMENT Error "measure/argument"
    MEASURE_NO_WINDOW Error "measure/no-window"
    MEASURE_UNKNOWN_KIND Error "measure/unknown-kind"
    MEASURE_UNUSED_CLAUSE Warning "measure/unused-clause"
    SYNTAX_UNEXPECTED Error "syntax/unexpected"
}

pub fn named(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.name == name)
}

impl Code {
    /// The page of this code, in Markdown.
    pub fn page(self) -> &'static str {
        self.page
    }
}
