//! What a comment is about.

use crate::text::Span;
use std::collections::HashMap;

/// For each line, how far the things reach that begin there.
pub(super) struct Regions<'t> {
    text: &'t str,
    /// By the byte that the line begins with.
    ends: HashMap<usize, u32>,
}

impl<'t> Regions<'t> {
    pub fn new(text: &'t str, elements: &[Span]) -> Regions<'t> {
        let mut ends = HashMap::new();
        for element in elements {
            let line = line_start(text, element.start as usize);
            let end = ends.entry(line).or_insert(element.end);
            *end = element.end.max(*end);
        }
        Regions { text, ends }
    }

    /// What begins in the line of the comment, or, when that stands alone, in the next line that says something.
    pub fn of(&self, comment: Span) -> Span {
        let own = line_start(self.text, comment.start as usize);
        let stands_alone = self.text[own..comment.start as usize].trim().is_empty();
        let line = if stands_alone { self.next_line(comment.end as usize) } else { own };
        let line_end = self.text[line..].find('\n').map_or(self.text.len(), |end| line + end);
        let end = self.ends.get(&line).map_or(line_end, |end| line_end.max(*end as usize));
        Span::new(comment.file, line, end)
    }

    /// Where the first line behind `at` begins that is neither empty nor a comment.
    fn next_line(&self, at: usize) -> usize {
        let mut start = self.text.len();
        let mut from = at;
        while let Some(end) = self.text[from..].find('\n') {
            from += end + 1;
            let line = self.text[from..].lines().next().unwrap_or_default().trim_start();
            if !line.is_empty() && !line.starts_with('#') {
                start = from;
                break;
            }
        }
        start
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}
