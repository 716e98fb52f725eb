//! Source text: spans, files, lines, and the nearest name to a misspelt one.

mod nearest;
mod source;
mod span;

pub use nearest::nearest;
pub use source::{FileId, SourceFile, SourceMap};
pub use span::{Span, Spanned};
