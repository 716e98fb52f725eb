//! `match` and `reReplaceAll`.

use super::Run;
use crate::regexes;
use regex::{Captures, Regex};

/// What one match costs: finding its groups takes longer than visiting a node.
const MATCH_STEPS: u64 = 128;

/// What it costs to compile a pattern, of which a short one may take long; those of a template are kept.
const COMPILE_STEPS: u64 = 1 << 16;

pub(super) fn matches(run: &mut Run, pattern: &str, text: &str) -> Result<bool, String> {
    run.charge(text.len() as u64)?;
    Ok(compiled(run, pattern)?.is_match(text))
}

pub(super) fn replace_all(
    run: &mut Run,
    pattern: &str,
    replacement: &str,
    text: &str,
) -> Result<String, String> {
    let regex = compiled(run, pattern).map_err(|error| {
        let quoted =
            if pattern.contains('`') { crate::text::go::quote(pattern) } else { format!("`{pattern}`") };
        format!("regexp: Compile({quoted}): {error}")
    })?;
    run.charge(text.len() as u64)?;
    let room = run.room();
    let mut out = String::new();
    let mut last = 0;
    for found in regex.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        run.charge(MATCH_STEPS)?;
        out.push_str(&text[last..whole.start()]);
        expand(replacement, &regex, &found, &mut out);
        last = whole.end();
        if out.len() > room {
            return Err("the text grows too long".to_owned());
        }
    }
    out.push_str(&text[last..]);
    Ok(out)
}

fn compiled(run: &mut Run, pattern: &str) -> Result<Regex, String> {
    let prepared = run.prepared;
    prepared.regexes.get(pattern, || {
        run.charge(COMPILE_STEPS)?;
        regexes::compile_part(pattern).map_err(|error| format!("error parsing regexp: {}", error.in_go))
    })
}

/// `$1`, `${1}`, `$name`. Source: Go's `Regexp.Expand`.
fn expand(template: &str, regex: &Regex, found: &Captures, out: &mut String) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let Some((name, after)) = reference(after) else {
            out.push('$');
            rest = after;
            continue;
        };
        rest = after;
        let group = match name.bytes().all(|byte| byte.is_ascii_digit())
            && !(name.len() > 1 && name.starts_with('0'))
        {
            true => name.parse().ok().and_then(|number: usize| found.get(number)),
            false => regex
                .capture_names()
                .enumerate()
                .filter(|(_, own)| *own == Some(name))
                .find_map(|(number, _)| found.get(number)),
        };
        out.push_str(group.map_or("", |group| group.as_str()));
    }
    out.push_str(rest);
}

/// The name after a `$`, and what follows it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (braced, inside) = match text.strip_prefix('{') {
        Some(inside) => (true, inside),
        None => (false, text),
    };
    let length = inside.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(inside.len());
    let (name, after) = inside.split_at(length);
    if name.is_empty() {
        return None;
    }
    let after = if braced { after.strip_prefix('}')? } else { after };
    Some((name, after))
}
