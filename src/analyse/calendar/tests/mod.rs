//! The intervals must say what the source says.

mod examples;
mod meaning;
mod random;

use crate::syntax::ast::Range;
use crate::text::{FileId, Span, Spanned};

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(FileId(0), 0, 1))
}

fn range<T>((start, end): (T, Option<T>)) -> Range<T> {
    Range { start: at(start), end: end.map(at) }
}
