//! What is wrong with a notation, and where in its text.

use std::ops::Range;

/// One sentence without a full stop, for the bytes `place` of the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub place: Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl Fault {
    pub fn new(place: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { place, message: message.into(), help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }
}
