//! Trees that nobody can follow.

use super::look::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};

/// Levels below the root.
const MOST_LEVELS: usize = 5;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    if let Some((id, node)) = look.nodes().max_by_key(|(id, node)| (node.depth, std::cmp::Reverse(*id)))
        && node.depth > MOST_LEVELS
    {
        let message = format!("this route stands {} levels below the root", node.depth);
        findings.push(
            Diagnostic::new(codes::ROUTE_DEEP, look.span(id), message)
                .help("join matchers of several levels in one route: all of them must hold in any case"),
        );
    }
}
