//! Source text: spans, files, lines, values with their places, and the nearest name to a misspelt one;
//! and text as Go writes it.

pub mod go;
mod located;
mod nearest;
mod source;
mod span;
mod unquote;
mod xml;

pub use located::{Located, Pieces};
pub use nearest::{misspelt, nearest};
pub use source::{FileId, SourceFile, SourceMap};
pub use span::{Span, Spanned};
pub use unquote::{EscapeFault, unquote};
pub use xml::XmlText;
