//! A parse error of pest as a diagnostic: the whole token, in words, with a remedy.

use super::Rule;
use super::brackets::{self, Imbalance};
use super::rule_names::{fixed_word, human_name};
use super::spelling;
use super::stray::{self, Stray};
use crate::diag::{Diagnostic, codes};
use crate::text::{FileId, Span};
use pest::error::{Error, ErrorVariant, InputLocation};

/// Says what is wrong in `slice`, which stands at byte `base` of the file.
pub(super) fn diagnose(error: Error<Rule>, slice: &str, file: FileId, base: usize) -> Diagnostic {
    let place = |start: usize, end: usize| Span::new(file, base + start, base + end);
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return Diagnostic::new(
            codes::SYNTAX_TOO_DEEP,
            place(0, slice.len()),
            "this is nested too deeply to read",
        );
    };
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => stray::skip_blank(slice, at),
    };
    let token = stray::token_at(slice, at);
    let span = place(at, at + token.len());
    if stray::is_open_string(token) {
        let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, "this string is never closed");
        return finding.help(format!("end it with `{}` on the same line", &token[..1]));
    }
    match brackets::imbalance(slice) {
        Some(Imbalance::Open(open)) if at >= open => {
            let bracket = &slice[open..open + 1];
            let message = format!("this `{bracket}` is never closed");
            let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, place(open, open + 1), message);
            let finding = match token.is_empty() || at == open {
                true => finding,
                false => finding.because(span, format!("`{token}` cannot stand here")),
            };
            return finding.help(format!("close it with `{}`", brackets::closing(bracket)));
        }
        Some(Imbalance::Wrong { open, close }) if at == close => {
            let (opening, wrong) = (&slice[open..open + 1], &slice[close..close + 1]);
            let message = format!("`{wrong}` cannot close `{opening}`");
            let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, message)
                .because(place(open, open + 1), "opened here");
            return finding.help(format!("write `{}`", brackets::closing(opening)));
        }
        _ => {}
    }
    if let Some(Stray { message, help }) = stray::explain(slice, at, token, positives) {
        return Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, message).help(help);
    }
    // `x > 5 untill …`: the misspelt word may have been read as a name just before the error.
    if let Some((start, word, meant)) = spelling::misspelt(slice, at, token, positives) {
        let message = format!("`{word}` cannot stand here");
        let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, place(start, start + word.len()), message);
        return finding.help(format!("did you mean `{meant}`?"));
    }
    let finding = match token.is_empty().then(|| stray::last_token(slice)).flatten() {
        Some((start, last)) => {
            let span = place(start, start + last.len());
            Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, format!("something is missing after `{last}`"))
        }
        None => Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, format!("`{token}` cannot stand here")),
    };
    match expected(positives) {
        Some(list) => finding.here(format!("expected {list}")),
        None => finding,
    }
}

/// "a name, a string or `{`": the sensible few of what pest tried.
fn expected(rules: &[Rule]) -> Option<String> {
    const MOST: usize = 5;
    let mut names: Vec<&str> = Vec::new();
    let hidden =
        [Rule::bad_item, Rule::bad_test_item, Rule::bad_line, Rule::bad_statement, Rule::sign, Rule::EOI];
    for rule in rules.iter().filter(|rule| !hidden.contains(rule)) {
        let name = human_name(*rule);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Things first, then the fixed words that may go on.
    names.sort_by_key(|name| name.starts_with('`'));
    let rest = names.len() > MOST;
    names.truncate(MOST);
    let last = names.pop()?;
    Some(match (names.is_empty(), rest) {
        (true, _) => last.to_string(),
        (false, false) => format!("{} or {last}", names.join(", ")),
        (false, true) => format!("{}, {last} or another item", names.join(", ")),
    })
}

/// The fixed words among what pest tried.
pub(super) fn expected_words(rules: &[Rule]) -> impl Iterator<Item = &'static str> + '_ {
    rules.iter().filter_map(|rule| fixed_word(*rule))
}
