//! What came of tests, wherever they were written.

use crate::model::Millis;

/// The tests of one program or one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Suite {
    /// Its path, as people know it.
    pub name: String,
    /// In source order.
    pub outcomes: Vec<Outcome>,
}

/// What came of one test.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub name: String,
    pub environment: Option<String>,
    pub place: Place,
    /// How many expectations it has.
    pub checks: usize,
    /// How much time it simulates.
    pub lasts: Millis,
    /// Empty when it passed.
    pub faults: Vec<Fault>,
}

/// Something that is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// One sentence without a full stop.
    pub message: String,
    pub place: Place,
    /// All of it, as it is shown: drawn in its source, with what happened instead.
    pub text: String,
}

/// Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl Outcome {
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }

    /// With the environment in front.
    pub fn title(&self) -> String {
        match &self.environment {
            Some(environment) => format!("[{environment}] {}", self.name),
            None => self.name.clone(),
        }
    }
}
