//! The matchers of a route and of the sides of an inhibition rule, with their places.

use super::fields::{Fields, value};
use super::matcher::{self, Entry, Fault, Notation, Odd, Part};
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::emit::matcher_text;
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::text::Span;
use crate::yaml::{Node, Style};

/// Those of `match`, `match_re` and `matchers`, or of the like keys of an inhibition rule.
pub(super) fn all(
    fields: &Fields,
    [equal, regexes, entries]: [&str; 3],
    notation: Notation,
    findings: &mut Diagnostics,
) -> Vec<Matcher<'static>> {
    let mut found = pairs(fields, equal, MatchOp::Equal, entries, findings);
    found.extend(pairs(fields, regexes, MatchOp::Regex, entries, findings));
    for node in fields.texts(entries, findings).unwrap_or_default() {
        found.extend(entry(node, notation, findings));
    }
    found
}

/// One entry of `matchers`.
fn entry(node: &Node, notation: Notation, findings: &mut Diagnostics) -> Vec<Matcher<'static>> {
    match matcher::parse(value(node), notation) {
        Ok(entry) => {
            findings.extend(entry.odd.as_ref().map(|odd| warning(node, &entry, odd)));
            let here = |part: Part| part.matcher.at(place(node, part.at));
            entry.parts.into_iter().map(here).collect()
        }
        Err(fault) => {
            findings.push(refusal(node, fault, notation));
            Vec::new()
        }
    }
}

/// Where a part of an entry's text stands.
fn place(node: &Node, at: std::ops::Range<usize>) -> Span {
    match node.text() {
        Some(text) if !at.is_empty() && !node.is_null() => text.span_of(at),
        _ => node.span,
    }
}

fn refusal(node: &Node, fault: Fault, notation: Notation) -> Diagnostic {
    let span = place(node, fault.at);
    if fault.in_regex {
        return Diagnostic::new(codes::EXPR_REGEX, span, fault.message);
    }
    let finding = Diagnostic::new(codes::ALERTMANAGER_MATCHER, span, fault.message);
    match notation {
        Notation::Utf8Strict if matcher::parse(value(node), Notation::Classic).is_ok() => {
            finding.help("only the classic notation has this: put the value in double quotes")
        }
        _ => finding.help("write for example `severity=\"critical\"` or `team=~\"a|b\"`"),
    }
}

/// What Alertmanager takes with a warning in its log.
fn warning(node: &Node, entry: &Entry, odd: &Odd) -> Diagnostic {
    if let (Odd::ClassicOnly(_), Some(finding)) = (odd, stripped_brace(node, entry)) {
        return finding;
    }
    let canonical = entry.parts.iter().map(|part| matcher_text(&part.matcher)).collect::<Vec<_>>().join(", ");
    let finding = match odd {
        Odd::ClassicOnly(fault) => Diagnostic::new(
            codes::ALERTMANAGER_CLASSIC_MATCHER,
            node.span,
            format!("only the classic parser reads this, as `{canonical}`"),
        )
        .because(place(node, fault.at.clone()), format!("the newer one refuses it: {}", fault.message)),
        Odd::Ambiguous(newer) => {
            let newer = newer.iter().map(|part| matcher_text(&part.matcher)).collect::<Vec<_>>().join(", ");
            let message =
                format!("the classic parser reads this as `{canonical}`, the newer one as `{newer}`");
            Diagnostic::new(codes::ALERTMANAGER_AMBIGUOUS_MATCHER, node.span, message)
        }
    };
    let quoted = format!("'{}'", canonical.replace('\'', "''"));
    let finding = finding.help(format!("write {quoted}, which every mode reads alike"));
    let style = node.scalar().map(|scalar| scalar.style);
    let in_line = matches!(style, Some(Style::Plain | Style::SingleQuoted | Style::DoubleQuoted));
    match in_line && !node.is_alias && !canonical.contains(char::is_control) {
        true => finding.fix(
            Applicability::Safe,
            "write the matcher so that every mode reads it alike",
            [(node.span, quoted)],
        ),
        false => finding,
    }
}

/// The classic parser takes off a `}` at the end, whatever it closes.
fn stripped_brace(node: &Node, entry: &Entry) -> Option<Diagnostic> {
    let text = value(node);
    let [Part { matcher, .. }] = &entry.parts[..] else { return None };
    if text.starts_with('{') || !text.ends_with('}') || !matcher.value.contains('{') {
        return None;
    }
    let read = matcher_text(matcher);
    let meant = Matcher::new(matcher.label.as_ref(), matcher.op, format!("{}}}", matcher.value));
    let meant = format!("'{}'", matcher_text(&meant).replace('\'', "''"));
    let message = format!("the `}}` at the end is taken off: this is read as `{read}`");
    let finding =
        Diagnostic::new(codes::MATCHER_STRIPPED_BRACE, node.span, message).help(format!("write {meant}"));
    let one_line = !meant.contains(char::is_control) && !node.is_alias;
    Some(match one_line {
        true => finding.fix(Applicability::Unsafe, "put the value in double quotes", [(node.span, meant)]),
        false => finding,
    })
}

/// `match: {label: value}` and its like, deprecated.
fn pairs(
    fields: &Fields,
    name: &str,
    op: MatchOp,
    instead: &str,
    findings: &mut Diagnostics,
) -> Vec<Matcher<'static>> {
    let mut found = Vec::new();
    for (key, text, whole) in fields.pairs(name, findings) {
        let label = value(key);
        if !matcher::is_classic_name(label) {
            let message = format!("`{label}` cannot stand in `{name}`");
            let finding = Diagnostic::new(codes::LABELS_NAME, key.span, message);
            findings.push(finding.help(format!("use `{instead}`, which takes any name")));
            continue;
        }
        let regex_at = text.map(|text| text.span);
        let text = match (text, op) {
            (Some(text), _) => text.value.clone(),
            (None, MatchOp::Equal) => String::new(),
            (None, _) => {
                let message = format!("`{label}` has no regex");
                findings.push(Diagnostic::new(codes::FIELD_MISSING, key.span, message));
                continue;
            }
        };
        let mut matcher = Matcher::new(label.to_owned(), op, text).at(whole);
        if let Err(message) = matcher::check_regex(&matcher) {
            findings.push(Diagnostic::new(codes::EXPR_REGEX, regex_at.unwrap_or(whole), message));
            continue;
        }
        // Alertmanager anchors these twice: it counts where a `)` of the text closes the first anchors.
        if op == MatchOp::Regex && crate::regexes::check(&matcher.value).is_err() {
            matcher.value = format!("^(?:{})$", matcher.value).into();
        }
        found.push(matcher);
    }
    found
}
