//! What came of tests, as people and programs read it.

mod coverage;
mod json;
mod junit;
mod text;

pub use coverage::coverage;
pub use json::json;
pub use junit::junit;
pub use text::{count, text};

use super::coverage::{Item, Share};
use super::{Outcome, Suite};

/// All that a run of tests has to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub suites: Vec<Suite>,
    /// By program, when it was asked for.
    pub coverage: Vec<Covered>,
}

/// The coverage of one program.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    /// Its path, as people know it.
    pub program: String,
    /// With where each is written: `notify.larum:12`.
    pub items: Vec<(Item, String)>,
}

impl Report {
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.suites.iter().flat_map(|suite| &suite.outcomes)
    }

    pub fn failed(&self) -> usize {
        self.outcomes().filter(|outcome| !outcome.passed()).count()
    }
}

impl Covered {
    /// How much of all is exercised.
    pub fn percent(&self) -> f64 {
        Share::of(self.items.iter().map(|(item, _)| item)).percent()
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
