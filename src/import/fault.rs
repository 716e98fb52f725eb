//! What is wrong with a document, and where in it.

use std::fmt;

/// Why a configuration cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the document, such as `route.routes[3].matchers[0]`; empty for the whole of it.
    pub place: String,
    /// One sentence without full stop.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(out, "{}: ", self.place)?;
        }
        out.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// The way from the top of the document to a value. It borrows its parent, so that a path costs nothing
/// until something is wrong.
pub(super) struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    part: Part<'p>,
}

enum Part<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Place<'p> {
    pub fn root() -> Place<'static> {
        Place { parent: None, part: Part::Root }
    }

    pub fn key(&'p self, key: &'p str) -> Place<'p> {
        Place { parent: Some(self), part: Part::Key(key) }
    }

    pub fn index(&'p self, index: usize) -> Place<'p> {
        Place { parent: Some(self), part: Part::Index(index) }
    }

    pub fn fault(&self, message: impl Into<String>) -> Fault {
        let mut place = String::new();
        self.write(&mut place);
        Fault { place, message: message.into() }
    }

    fn write(&self, text: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(text);
        }
        match self.part {
            Part::Root => {}
            Part::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Part::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
}
