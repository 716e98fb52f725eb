//! A text that a file holds in other words: a YAML scalar with its quotes, folding and escapes undone.
//! Every part of it knows where in the file it was written.

use super::{FileId, Span};
use std::ops::Range;

/// A value and, for each of its bytes, where it stands in its file.
#[derive(Clone, Debug)]
pub struct Located {
    pub value: String,
    /// The whole token in the file, with its quotes.
    pub span: Span,
    map: Map,
}

#[derive(Clone, Debug)]
enum Map {
    /// The value stands in the file as it is, from this byte on.
    Same(u32),
    /// The value in pieces, in order: `(byte of the value, byte of the file)`. Between two of them both
    /// advance alike; where the value stops advancing before the next piece, the file has more to say
    /// (an escape, an indentation).
    Pieces(Box<[(u32, u32)]>),
    /// Nothing finer than the whole token is known.
    Whole,
}

impl Located {
    /// A value that the file holds as it is, from `start` on.
    pub fn same(value: String, span: Span, start: usize) -> Located {
        Located { value, span, map: Map::Same(start as u32) }
    }

    /// A value in pieces `(byte of the value, byte of the file)`, sorted by both.
    pub fn pieces(value: String, span: Span, pieces: Vec<(u32, u32)>) -> Located {
        Located { value, span, map: Map::Pieces(pieces.into()) }
    }

    /// A value that the compiler made of the token at `span`.
    pub fn whole(value: String, span: Span) -> Located {
        Located { value, span, map: Map::Whole }
    }

    pub fn file(&self) -> FileId {
        self.span.file
    }

    /// Where the value begins in the file, when the file holds it as it is.
    pub fn contiguous(&self) -> Option<usize> {
        match self.map {
            Map::Same(start) => Some(start as usize),
            _ => None,
        }
    }

    /// Where a part of the value stands in the file.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        match &self.map {
            Map::Whole => self.span,
            Map::Same(start) => {
                Span::new(self.span.file, *start as usize + part.start, *start as usize + part.end)
            }
            Map::Pieces(pieces) => {
                let start = place(pieces, part.start);
                // The end is just behind the last byte, not before the first byte of the next piece.
                let end = if part.end > part.start { place_end(pieces, part.end - 1, self) } else { start };
                Span::new(self.span.file, start, end.max(start))
            }
        }
    }
}

/// Where a byte of the value stands in the file.
fn place(pieces: &[(u32, u32)], at: usize) -> usize {
    let index = pieces.partition_point(|(value, _)| *value as usize <= at);
    let Some((value, file)) = index.checked_sub(1).map(|index| pieces[index]) else { return 0 };
    let place = file as usize + (at - value as usize);
    // A piece is as long in the file as what is written there.
    pieces.get(index).map_or(place, |next| place.min(next.1 as usize))
}

/// Where the character of the value that holds byte `last` ends in the file.
fn place_end(pieces: &[(u32, u32)], last: usize, located: &Located) -> usize {
    let index = pieces.partition_point(|(value, _)| *value as usize <= last);
    let next = pieces.get(index);
    match next {
        // The last byte before another piece: an escape reaches to it, but white space of the file does not count.
        Some((value, file)) if *value as usize == last + 1 && located.is_escape(index) => *file as usize,
        _ => place(pieces, last) + 1,
    }
}

impl Located {
    /// Whether the piece before `index` is one character of the value that the file writes in more bytes.
    fn is_escape(&self, index: usize) -> bool {
        let Map::Pieces(pieces) = &self.map else { return false };
        let Some(before) = index.checked_sub(1).map(|index| pieces[index]) else { return false };
        let Some(next) = pieces.get(index) else { return false };
        let value = &self.value[before.0 as usize..next.0 as usize];
        let mut characters = value.chars();
        characters.next().is_some() && characters.next().is_none() && !value.contains([' ', '\n'])
    }
}
