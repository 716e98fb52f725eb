//! An annotation for people: templates are shown as the names of what they stand for.

/// The pieces of what several annotations share, with a slot for what differs.
pub(super) fn shared<'a>(annotations: &[&'a str]) -> Vec<Piece<'a>> {
    let Some((first, others)) = annotations.split_first() else { return Vec::new() };
    let words: Vec<&str> = first.split(' ').collect();
    let (mut start, mut end, mut shortest) = (words.len(), words.len(), words.len());
    for other in others {
        let other: Vec<&str> = other.split(' ').collect();
        let same =
            |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
        start = start.min(same(&mut words.iter().zip(&other)));
        end = end.min(same(&mut words.iter().rev().zip(other.iter().rev())));
        shortest = shortest.min(other.len());
    }
    if others.iter().all(|other| other == first) {
        return pieces(first);
    }
    let end = end.min(shortest - start);
    let length = |words: &[&str]| words.iter().map(|word| word.len() + 1).sum::<usize>();
    // The last word has no blank behind it.
    let mut shared = pieces(&first[..length(&words[..start]).min(first.len())]);
    shared.push(Piece::Slot("…"));
    shared.extend(pieces(&first[first.len().saturating_sub(length(&words[words.len() - end..]))..]));
    shared
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pieces: Vec<Piece>) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Slot(name) => format!("<{name}>"),
        };
        pieces.iter().map(text).collect()
    }

    #[test]
    fn templates_are_shown_by_name() {
        let shown = |annotation| text(pieces(annotation));
        assert_eq!(shown("{{ $labels.path }}: {{ $value | humanize }} wait"), "<path>: <value> wait");
        assert_eq!(shown("{{- .Labels.a }} {{ if $x }}"), "<a> <…>");
        assert_eq!(shown("no end {{ $value"), "no end {{ $value");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn what_differs_is_a_slot() {
        let shown = |texts: &[&str]| text(shared(texts));
        assert_eq!(shown(&["a is down", "b is down"]), "<…> is down");
        assert_eq!(shown(&["over 1% of é", "over 5% of é"]), "over <…> of é");
        assert_eq!(shown(&["same", "same"]), "same");
        assert_eq!(shown(&["a", "b"]), "<…>");
        assert_eq!(shown(&["a a", "a a a"]), "a a<…>");
        assert_eq!(shown(&["a a a", "a a"]), "a a <…>");
        assert_eq!(shown(&["a b", "c a b"]), "<…>a b");
        assert_eq!(shown(&["{{ $value }} of a", "{{ $value }} of b"]), "<value> of <…>");
        assert_eq!(shown(&[]), "");
    }
}
