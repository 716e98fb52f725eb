//! An annotation for people: templates are shown as the names of what they stand for.

/// A piece of an annotation.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// What a template prints: `value`, the name of a label, `…`.
    Slot(&'a str),
}

pub(super) fn pieces(annotation: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = annotation;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else { break };
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Slot(slot(&rest[start + 2..start + length])));
        rest = &rest[start + length + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn slot(template: &str) -> &str {
    let template = template.trim_matches(|c: char| c == '-' || c.is_whitespace());
    let first = template.split(|c: char| c.is_whitespace() || c == '|').next().unwrap_or_default();
    match first.strip_prefix("$labels.").or(first.strip_prefix(".Labels.")) {
        Some(label) => label,
        None if first == "$value" || first == ".Value" => "value",
        None => "…",
    }
}
