//! What all strings of a pattern begin with: most strings are told apart by it alone.

use crate::regexes::between_anchors;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::Extractor;

const NEST_LIMIT: u32 = 2_000;

/// The bytes that each match begins with, as far as they are seen at a glance; none for a pattern that
/// cannot be read.
pub(super) fn of(pattern: &str) -> Vec<u8> {
    let Ok(anchored) = between_anchors(pattern) else { return Vec::new() };
    let Ok(tree) = ParserBuilder::new().nest_limit(NEST_LIMIT).build().parse(&anchored) else {
        return Vec::new();
    };
    // `b)|(c` is between its anchors, and still looks for `c` anywhere.
    if !tree.properties().look_set_prefix().contains(Look::Start) {
        return Vec::new();
    }
    let beginnings = Extractor::new().extract(&tree);
    beginnings.longest_common_prefix().map(<[u8]>::to_vec).unwrap_or_default()
}
