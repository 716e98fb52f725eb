//! Repetition: `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`, each with an optional `?`.

use super::RegexError;
use super::translate::{Atom, Translator};
use std::ops::Range;

/// Go's limit on one count, and on the product of nested ones.
const MAX_COPIES: u32 = 1000;

const BAD_COUNT: &str = "invalid repeat count";

pub(super) struct Repeat {
    /// The operator, its `?` included.
    at: Range<usize>,
    min: u32,
    max: Option<u32>,
    /// Is it written with braces? Only then do counts multiply.
    counted: bool,
    /// Has it the `?` behind it?
    lazy: bool,
}

/// The operator at `from`; none when it is a `{` that means itself, as in `a{,5}`.
pub(super) fn read(pattern: &str, from: usize) -> Result<Option<Repeat>, RegexError> {
    let (min, max, end) = match pattern.as_bytes()[from] {
        b'*' => (0, None, from + 1),
        b'+' => (1, None, from + 1),
        b'?' => (0, Some(1), from + 1),
        _ => match braces(&pattern[from..]) {
            Some((min, max, length)) => (min, max, from + length),
            None => return Ok(None),
        },
    };
    let at = from..end;
    let lazy = pattern[end..].starts_with('?');
    let refused = |message: &str| RegexError::new(at.clone(), BAD_COUNT, &pattern[at.clone()], message);
    if min > MAX_COPIES || max.is_some_and(|max| max > MAX_COPIES) {
        return Err(refused(&format!("a repeat count is at most {MAX_COPIES}")));
    }
    if max.is_some_and(|max| max < min) {
        return Err(refused("the smaller repeat count comes first"));
    }
    let counted = pattern[from..].starts_with('{');
    Ok(Some(Repeat { at: from..end + usize::from(lazy), min, max, counted, lazy }))
}

/// `{min}`, `{min,}` or `{min,max}` and its length. Anything else is literal to Go, leading zeros too.
fn braces(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let inside = text[1..].split(|c: char| !c.is_ascii_digit() && c != ',').next()?;
    let length = inside.len() + 2;
    (text.as_bytes().get(length - 1) == Some(&b'}')).then_some(())?;
    match inside.split_once(',') {
        None => count(inside).map(|n| (n, Some(n), length)),
        Some((min, "")) => Some((count(min)?, None, length)),
        Some((min, max)) => Some((count(min)?, Some(count(max)?), length)),
    }
}

/// A count; a huge one is any number beyond the limit.
fn count(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = digits.len() > 1 && digits.starts_with('0');
    (plain && !padded).then(|| digits.parse().unwrap_or(u32::MAX))
}

/// Repeats the last atom. `inner` is where an operator just before this one began.
pub(super) fn apply(to: &mut Translator, repeat: &Repeat, inner: Option<usize>) -> Result<(), RegexError> {
    if let Some(inner) = inner {
        let both = inner..repeat.at.end;
        let part = &to.pattern[both.clone()];
        let message = format!("`{part}` repeats a repetition");
        let error = RegexError::new(both, "invalid nested repetition operator", part, message);
        return Err(error.help("remove one of the two, or put the inner one in `(?:…)`"));
    }
    let Some(atom) = to.last else {
        let operator = &to.pattern[repeat.at.clone()];
        let message = format!("`{operator}` has nothing to repeat");
        let go = "missing argument to repetition operator";
        let error = RegexError::new(repeat.at.clone(), go, operator, message);
        return Err(match operator {
            "*" => error.help("write `.*` for any text"),
            _ => error.help(format!("write `\\{operator}` to match the characters")),
        });
    };
    let copies = if repeat.counted { counted_copies(to.pattern, repeat, atom)? } else { atom.copies };
    if atom.repeated {
        to.out.insert_str(atom.start, "(?:");
        to.out.push(')');
    }
    write(repeat, repeat.lazy != to.flags.swap_greed, &mut to.out);
    to.at = repeat.at.end;
    to.last = Some(Atom { start: atom.start, copies, repeated: true });
    Ok(())
}

fn counted_copies(pattern: &str, repeat: &Repeat, atom: Atom) -> Result<u32, RegexError> {
    let times = repeat.max.unwrap_or(repeat.min);
    if repeat.max == Some(0) {
        return Ok(0);
    }
    let copies = atom.copies.saturating_mul(times.max(1));
    if times >= 2 && copies > MAX_COPIES {
        let message = format!("nested repeat counts multiply to {copies}, over the limit of {MAX_COPIES}");
        return Err(RegexError::new(repeat.at.clone(), BAD_COUNT, &pattern[repeat.at.clone()], message));
    }
    Ok(copies)
}

fn write(repeat: &Repeat, lazy: bool, out: &mut String) {
    match (repeat.counted, repeat.min, repeat.max) {
        (false, 0, None) => out.push('*'),
        (false, _, None) => out.push('+'),
        (false, _, Some(_)) => out.push('?'),
        (true, min, None) => out.push_str(&format!("{{{min},}}")),
        (true, min, Some(max)) => out.push_str(&format!("{{{min},{max}}}")),
    }
    if lazy {
        out.push('?');
    }
}
