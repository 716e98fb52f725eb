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
    /// In order; between them the file has what is not of the value: quotes, indentation.
    Pieces(Box<[Piece]>),
    /// Nothing finer than the whole token is known.
    Whole,
}

/// A part of the value, up to the next piece. It stands in the file byte for byte where `length` is its
/// own length; else it is one character that the file writes in its own way, such as an escape.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the value, and in the file.
    value: u32,
    file: u32,
    /// In the file.
    length: u32,
}

impl Located {
    /// A value that the file holds as it is, from `start` on.
    pub fn same(value: String, span: Span, start: usize) -> Located {
        Located { value, span, map: Map::Same(start as u32) }
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

    /// Where a part of the value stands in the file. What lies between its first and its last
    /// character there, such as indentation, is in it. Of no characters: before the next one.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let file = self.span.file;
        match &self.map {
            Map::Whole => self.span,
            Map::Same(start) => {
                Span::new(file, *start as usize + part.start, *start as usize + part.end.max(part.start))
            }
            Map::Pieces(pieces) => {
                let start = self.bytes(pieces, part.start).start;
                let end = if part.end > part.start { self.bytes(pieces, part.end - 1).end } else { start };
                Span::new(file, start, end.max(start))
            }
        }
    }

    /// The bytes of the file that say byte `at` of the value; behind its end, none at the end of the last.
    fn bytes(&self, pieces: &[Piece], at: usize) -> Range<usize> {
        let index = pieces.partition_point(|piece| piece.value as usize <= at);
        let Some(piece) = index.checked_sub(1).map(|index| pieces[index]) else {
            let start = self.span.start as usize;
            return start..start;
        };
        let (file, length) = (piece.file as usize, piece.length as usize);
        if at >= self.value.len() {
            return file + length..file + length;
        }
        let next = pieces.get(index).map_or(self.value.len(), |next| next.value as usize);
        if next - piece.value as usize != length {
            return file..file + length;
        }
        let place = file + at - piece.value as usize;
        place..place + 1
    }
}

/// A `Located` in the making.
#[derive(Default)]
pub struct Pieces {
    value: String,
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Adds what the file holds as it is at byte `at`.
    pub fn same(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let (value, file, length) = (self.value.len() as u32, at as u32, text.len() as u32);
        self.value.push_str(text);
        match self.pieces.last_mut() {
            // It goes on where the last piece ends.
            Some(last) if last.length == value - last.value && last.file + last.length == file => {
                last.length += length;
            }
            _ => self.pieces.push(Piece { value, file, length }),
        }
    }

    /// Adds a character that the file writes in its own way at `at`.
    pub fn written(&mut self, character: char, at: Range<usize>) {
        let (value, file) = (self.value.len() as u32, at.start as u32);
        self.value.push(character);
        self.pieces.push(Piece { value, file, length: (at.end - at.start) as u32 });
    }

    pub fn value(&self) -> &str {
        &self.value
    }

    /// The value of the token at `span`; `start` is where it would begin if it is empty.
    pub fn finish(self, span: Span, start: usize) -> Located {
        let map = match &*self.pieces {
            [] => Map::Same(start as u32),
            [one] if one.length as usize == self.value.len() => Map::Same(one.file),
            _ => Map::Pieces(self.pieces.into()),
        };
        Located { value: self.value, span, map }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located() -> Located {
        // "a\tb é|  c" with a tab escaped, a fold over two spaces of indentation, and a quote at each end.
        let mut pieces = Pieces::default();
        pieces.same("a", 1);
        pieces.written('\t', 2..4);
        pieces.same("b é", 4);
        pieces.written(' ', 8..9);
        pieces.same("c", 11);
        pieces.finish(Span::new(FileId(0), 0, 13), 1)
    }

    #[test]
    fn each_character_points_at_what_wrote_it() {
        let located = located();
        assert_eq!(located.value, "a\tb é c");
        let places = [1..2, 2..4, 4..5, 5..6, 6..8, 8..9, 11..12];
        for ((at, character), place) in located.value.char_indices().zip(places) {
            let span = located.span_of(at..at + character.len_utf8());
            assert_eq!((span.start..span.end), place, "{character:?}");
        }
    }

    #[test]
    fn parts_reach_over_what_is_not_of_the_value() {
        let located = located();
        let place = |part| {
            let span = located.span_of(part);
            (span.start, span.end)
        };
        assert_eq!(place(0..located.value.len()), (1, 12));
        assert_eq!(place(1..3), (2, 5));
        assert_eq!(place(1..1), (2, 2));
        assert_eq!(place(located.value.len()..located.value.len()), (12, 12));
        assert_eq!(located.contiguous(), None);
    }

    #[test]
    fn one_piece_is_the_file_itself() {
        let mut pieces = Pieces::default();
        pieces.same("up", 3);
        pieces.same(" == 0", 5);
        let located = pieces.finish(Span::new(FileId(0), 2, 11), 3);
        assert_eq!(located.contiguous(), Some(3));
        assert_eq!(located.span_of(3..5), Span::new(FileId(0), 6, 8));
        let empty = Pieces::default().finish(Span::new(FileId(0), 2, 4), 3);
        assert_eq!(empty.span_of(0..0), Span::new(FileId(0), 3, 3));
    }
}
