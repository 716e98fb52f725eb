//! Damaged programs: no panic, no end that is not reached, few diagnostics, each at a real place.

use crate::support::source::Checked;
use larum::diag::render::{Style, draw};
use larum::diag::{Diagnostic, codes};
use larum::syntax::parse;
use larum::text::SourceMap;
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::Path;
use walkdir::WalkDir;

/// One damaged token may break the statement around it and the next one, not more: what is said
/// of it must fit a screen.
const MOST_FINDINGS: usize = 25;

/// Every so many damages the whole file is analysed and what is found is drawn: that costs more.
const ANALYSED: usize = 499;

/// Every so many tokens are damaged, beginning elsewhere in each statement: all would take minutes unoptimised.
const EACH: usize = 13;

#[test]
fn damaged_tokens_of_the_rules_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let files: Vec<String> = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("rules/ is readable").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "larum"))
        .map(|path| std::fs::read_to_string(path).expect("rules are text"))
        .collect();
    let damaged: usize = files.par_iter().map(|text| survives_damage(text)).sum();
    assert!(damaged > 3_000, "only {damaged} damages of {} files", files.len());
}

/// Tokens of a file lost, doubled, or the last one. The parser reads statement by statement:
/// the damaged one is read with the one that follows it, and the file as a whole now and then.
fn survives_damage(text: &str) -> usize {
    let starts: Vec<usize> = statements(text);
    let mut damages = 0;
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let after = starts.get(index + 2).copied().unwrap_or(text.len());
        for token in tokens(&text[start..end]).into_iter().skip(index % EACH).step_by(EACH) {
            let token = start + token.start..start + token.end;
            let word = &text[token.clone()];
            for (before, insert, rest) in [
                (&text[start..token.end], "", ""),
                (&text[start..token.start], "", &text[token.end..after]),
                (&text[start..token.end], word, &text[token.end..after]),
            ] {
                let damaged = format!("{before} {insert} {rest}");
                let found = read(&damaged);
                assert!(found.len() <= MOST_FINDINGS, "{} findings:\n{damaged}", found.len());
                damages += 1;
                if damages % ANALYSED == 0 {
                    let whole = format!("{}{damaged}{}", &text[..start], &text[after..]);
                    analyse_and_draw(if rest.is_empty() { &damaged } else { &whole });
                }
            }
        }
    }
    damages
}

fn read(text: &str) -> Vec<Diagnostic> {
    let mut sources = SourceMap::default();
    let id = sources.add("damaged.larum", "damaged.larum", String::new());
    let (_, findings) = parse(text, id);
    let found = findings.sorted();
    for finding in &found {
        let span = finding.primary.span;
        let range = span.start as usize..span.end as usize;
        assert!(text.get(range).is_some(), "{finding:?} is no place in\n{text}");
    }
    found
}

/// A file alone lacks the names of its program, so that there is much to say of it.
fn analyse_and_draw(text: &str) {
    let checked = Checked::new("damaged.larum", text);
    assert!(checked.findings.len() <= tokens(text).len(), "{} findings", checked.findings.len());
    for finding in checked.findings.iter().take(3) {
        let drawn = draw(finding, &checked.sources, Style { color: false, width: 10_000 });
        assert!(drawn.contains("damaged.larum:"), "{finding:?} is drawn without its place:\n{drawn}");
    }
}

/// Where the statements begin: at words at the left margin.
fn statements(text: &str) -> Vec<usize> {
    let margin = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let letter = |at: &usize| text.as_bytes()[*at].is_ascii_lowercase();
    (0..text.len()).filter(|at| margin(at) && letter(at)).collect()
}

/// Words, strings and single other characters; comments and blanks are none.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut end = start + first.len_utf8();
        let mut take_while = |keep: &dyn Fn(char) -> bool| {
            while let Some((at, c)) = rest.next_if(|(_, c)| keep(*c)) {
                end = at + c.len_utf8();
            }
        };
        match first {
            '#' => {
                take_while(&|c| c != '\n');
                continue;
            }
            c if c.is_whitespace() => continue,
            '"' => take_while(&|c| c != '"' && c != '\n'),
            c if word(c) => take_while(&word),
            _ => {}
        }
        found.push(start..end);
    }
    found
}

/// Texts that nest `depth` deep, each bracket and word that can.
fn nested(depth: usize) -> Vec<(&'static str, String)> {
    let around = |open: &str, inside: &str, close: &str| {
        format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
    };
    let record = |expr: String| format!("record job:up:sum = {expr}\n");
    let alert = |text: String| format!("alert Down {{\n  critical when up == 0\n  summary \"{text}\"\n}}\n");
    let channel = |text: String| format!("channel a = webhook {{ {text} }}\n");
    vec![
        ("parentheses", record(around("(", "up", ")"))),
        ("open parentheses", record("(".repeat(depth))),
        ("calls", record(around("abs(", "up", ")"))),
        ("aggregations", record(around("sum(", "up", ")"))),
        ("grouped aggregations", record(around("sum by (job) (", "up", ")"))),
        ("trailing groups", record(around("sum(", "up", ") by (job)"))),
        ("open calls", record("sum(".repeat(depth))),
        ("measures", record(around("p95(", "up", ")"))),
        ("right sides", record(around("up + (", "up", ")"))),
        ("subqueries", record(around("sum_over_time(", "up", "[5m:])"))),
        ("square brackets", record(format!("up{}", around("[", "5m", "]")))),
        ("braces", record(format!("up{}", around("{", "", "}")))),
        ("shorthands", alert(around("${", "job", "}"))),
        ("actions", alert(around("{{ ( ", "1", " ) }}"))),
        ("settings", channel(around("http_config { ", "", " }"))),
        ("open settings", format!("channel a = webhook {}", "{ a ".repeat(depth))),
        ("lists", format!("let a = {}\n", around("[", "1", "]"))),
        ("loops", around("for each x in [a] { ", "alert Down { critical when up == 0 }", " }")),
        ("templates", around("template a(x) { ", "", " }")),
        ("environments", around("environment a { ", "", " }")),
    ]
}

/// Alternatives that share a beginning would take time exponential in the depth. pest's limit
/// counts its steps: reading 64 levels must stay far below what one more level would double.
#[test]
fn nesting_is_read_in_few_steps() {
    pest::set_call_limit(NonZeroUsize::new(3_000_000));
    for (kind, text) in nested(64) {
        let found = read(&text);
        let gave_up = found.iter().any(|finding| finding.code == codes::SYNTAX_TOO_DEEP);
        assert!(!gave_up, "{kind}: {found:?}");
        assert!(found.len() <= MOST_FINDINGS, "{kind}: {} findings", found.len());
    }
    pest::set_call_limit(None);
}

#[test]
fn nesting_beyond_the_cap_is_one_diagnostic() {
    for (kind, text) in nested(300) {
        if kind == "shorthands" || kind == "actions" {
            continue; // inside a string no bracket of Larum is open
        }
        let found = read(&text);
        let told = found.iter().filter(|finding| finding.code == codes::SYNTAX_TOO_DEEP).count();
        assert_eq!(told, 1, "{kind}: {found:?}");
    }
}

/// What nests without brackets: trees must not grow deeper than the stack.
#[test]
fn long_texts_without_brackets_are_survived() {
    for text in [
        format!("record job:up:sum = {}up\n", "-".repeat(20_000)),
        format!("record job:up:sum = up{}\n", " + up".repeat(20_000)),
        format!("record job:up:sum = up{}\n", " ^ up".repeat(20_000)),
        format!("record job:up:sum = up{}\n", "[5m:]".repeat(20_000)),
        format!("record job:up:sum = up{}\n", " offset 5m".repeat(20_000)),
        format!("alert Down {{ critical when up == 0 summary \"{}\" }}\n", "${".repeat(20_000)),
        format!("alert Down {{ critical when up == 0 summary \"{}\" }}\n", "{{ (".repeat(20_000)),
        format!("alert Down {{ critical when up{{a=~\"{}\"}} == 0 }}\n", "(".repeat(20_000)),
    ] {
        let checked = Checked::new("long.larum", &text);
        // One for each part that is too deep.
        assert!(checked.findings.len() <= 4 * MOST_FINDINGS, "{}: {:.80}", checked.findings.len(), text);
    }
}
