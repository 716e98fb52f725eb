//! Comments live beside the tree, keyed by where they stand; the formatter puts them back.

use super::lex::{TokenKind, Tokens};
use std::ops::Range;

/// The comments of one file, in order.
#[derive(Clone, Debug, Default)]
pub struct Comments(Vec<Range<usize>>);

impl Comments {
    pub(super) fn of(text: &str) -> Comments {
        Comments(
            Tokens::new(text).filter(|token| token.kind == TokenKind::Comment).map(|t| t.range()).collect(),
        )
    }

    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().cloned()
    }

    /// The text of the `##` lines that end right above `offset`.
    pub fn doc_above(&self, text: &str, offset: usize) -> Vec<String> {
        let mut below = offset;
        let mut lines = Vec::new();
        let before = self.0.partition_point(|comment| comment.start < offset);
        for comment in self.0[..before].iter().rev() {
            let gap = &text[comment.end..below];
            let adjacent = gap.trim().is_empty() && gap.matches('\n').count() == 1;
            let Some(line) = text[comment.clone()].strip_prefix("##").filter(|_| adjacent) else { break };
            lines.push(line.trim().to_string());
            below = comment.start;
        }
        lines.reverse();
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Comments;

    #[test]
    fn a_doc_comment_is_the_double_hashed_lines_right_above() {
        let text = "## old\n\n# aside\n## one\n## two\nalert A { }";
        let comments = Comments::of(text);
        assert_eq!(comments.doc_above(text, text.find("alert").unwrap_or(0)), ["one", "two"]);
        assert_eq!(comments.iter().count(), 4);
    }
}
