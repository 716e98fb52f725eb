//! Reading allowances.

use super::region::Regions;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::text::{FileId, Located, SourceMap, Span, Spanned};
use jiff::civil::Date;

/// A file's comments, and the things in it that a comment can stand above.
#[derive(Clone, Debug)]
pub struct Commented {
    pub file: FileId,
    pub comments: Vec<Span>,
    pub elements: Vec<Span>,
    /// Texts of the annotation `larum_allow`, and the rule that has it.
    pub annotations: Vec<(Located, Span)>,
}

/// Findings of these codes in this region are allowed.
#[derive(Clone, Debug)]
pub struct Allowance {
    pub codes: Vec<Spanned<String>>,
    pub until: Option<Spanned<Date>>,
    pub region: Span,
}

/// What all comments and annotations allow; and what is wrong with them.
pub fn read(files: &[Commented], sources: &SourceMap, findings: &mut Diagnostics) -> Vec<Allowance> {
    files.iter().flat_map(|file| of_file(file, sources, findings)).collect()
}

fn of_file(file: &Commented, sources: &SourceMap, findings: &mut Diagnostics) -> Vec<Allowance> {
    let text = &sources.file(file.file).text;
    let mut found = Vec::new();
    // Most files have none: their elements are not looked at.
    let mut regions = None;
    for comment in &file.comments {
        let body = sources.text(*comment);
        let said = body.trim_start_matches('#');
        let Some(order) = said.trim_start().strip_prefix("larum:") else { continue };
        let at = comment.start as usize + (body.len() - order.len());
        let place = |start: usize, end: usize| Span::new(file.file, at + start, at + end);
        let regions = regions.get_or_insert_with(|| Regions::new(text, &file.elements));
        if let Some(read) = order_of(order, *comment, &place, findings) {
            let whole = Span::new(file.file, 0, text.len());
            let region = if read.whole_file { whole } else { regions.of(*comment) };
            found.push(Allowance { codes: read.codes, until: read.until, region });
        }
    }
    for (annotation, rule) in &file.annotations {
        let order = format!("allow({}", annotation.value);
        // The annotation holds what stands behind `allow(`, with or without the bracket that closes it.
        let order = if annotation.value.contains(')') { order } else { close(&annotation.value) };
        let place = |start: usize, end: usize| {
            let part = |at: usize| at.saturating_sub("allow(".len()).min(annotation.value.len());
            annotation.span_of(part(start)..part(end))
        };
        if let Some(read) = order_of(&order, annotation.span, &place, findings) {
            found.push(Allowance { codes: read.codes, until: read.until, region: *rule });
        }
    }
    found
}

/// `value/never because …` as it would stand in a comment; places up to the codes' end stay.
fn close(annotation: &str) -> String {
    match annotation.find(" because ") {
        Some(at) => format!("allow({}){}", &annotation[..at], &annotation[at..]),
        None => format!("allow({annotation})"),
    }
}

struct Order {
    whole_file: bool,
    codes: Vec<Spanned<String>>,
    until: Option<Spanned<Date>>,
}

/// `allow(a/b, c/d) because … until 2027-01-01`
fn order_of(
    text: &str,
    comment: Span,
    place: &impl Fn(usize, usize) -> Span,
    findings: &mut Diagnostics,
) -> Option<Order> {
    let malformed = |span: Span, what: &str| {
        Diagnostic::new(codes::ALLOW_MALFORMED, span, format!("this says nothing to Larum: {what}")).help(
            "write `# larum: allow(CODE) because REASON`, and `until YYYY-MM-DD` behind it if it is to end",
        )
    };
    let blank = text.len() - text.trim_start().len();
    let rest = text.trim_start();
    let word = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(rest.len());
    let whole_file = match &rest[..word] {
        "allow" => false,
        "allow-file" => true,
        other => {
            let known = ["allow", "allow-file"];
            let span = place(blank, blank + other.len().max(1));
            findings.push(
                malformed(span, "it does not begin with `allow` or `allow-file`").did_you_mean(other, known),
            );
            return None;
        }
    };
    let open = blank + word;
    let Some(inside) = text[open..].strip_prefix('(') else {
        findings.push(malformed(comment, "the codes stand in brackets"));
        return None;
    };
    let Some(close) = inside.find(')') else {
        findings.push(malformed(place(open, open + 1), "this bracket is never closed"));
        return None;
    };
    let codes = codes_of(&inside[..close], open + 1, place, findings);
    let tail = open + 1 + close + 1;
    let (reason, until) = until_of(&text[tail..], tail, place, findings);
    if !reason.trim_start().starts_with("because ") {
        findings.push(
            Diagnostic::new(codes::ALLOW_NO_REASON, comment, "nobody knows why this is allowed")
                .help("write `because` and the reason behind it"),
        );
    }
    Some(Order { whole_file, codes, until })
}

fn codes_of(
    text: &str,
    at: usize,
    place: &impl Fn(usize, usize) -> Span,
    findings: &mut Diagnostics,
) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    let mut start = at;
    for part in text.split(',') {
        let name = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        let span = place(from, from + name.len());
        start += part.len() + 1;
        if codes::named(name).is_some() {
            found.push(Spanned::new(name.to_string(), span));
        } else {
            let known = codes::ALL.iter().map(|code| code.name);
            findings.push(
                Diagnostic::new(codes::ALLOW_UNKNOWN_CODE, span, format!("there is no code `{name}`"))
                    .help("each finding shows its code; docs/codes lists them all")
                    .did_you_mean(name, known),
            );
        }
    }
    found
}

/// The text without `until DATE` at its end, and the date.
fn until_of<'t>(
    text: &'t str,
    at: usize,
    place: &impl Fn(usize, usize) -> Span,
    findings: &mut Diagnostics,
) -> (&'t str, Option<Spanned<Date>>) {
    let Some(found) = text.rfind(" until ") else { return (text, None) };
    let word = text[found + " until ".len()..].trim();
    // `until the migration is done` is a part of the reason.
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return (text, None);
    }
    let from = at + found + " until ".len();
    let span = place(from, from + word.len());
    match word.parse::<Date>() {
        Ok(date) => (&text[..found], Some(Spanned::new(date, span))),
        Err(_) => {
            findings.push(
                Diagnostic::new(codes::ALLOW_MALFORMED, span, format!("`{word}` is no date"))
                    .help("write it as 2027-01-31"),
            );
            (&text[..found], None)
        }
    }
}
