//! `=~"api.example.com"`: in what looks like the name or the address of a host, `.` is any character.

use super::matchers;
use super::pattern::{Part, parts};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (_, _, matcher) in matchers(view) {
        if !matcher.op.is_regex() {
            continue;
        }
        let hosts = matcher.value.split('|').filter(|alternative| is_host(alternative));
        let Some(host) = hosts.into_iter().next() else { continue };
        let written = host.replace(".*", "\u{0}").replace(".+", "\u{1}").replace('.', r"\\.");
        let written = written.replace('\u{0}', ".*").replace('\u{1}', ".+");
        let message = "`.` in a regex is any character, and here it looks like a plain dot";
        findings.push(
            Diagnostic::new(codes::MATCHERS_UNESCAPED_DOT, matcher.value.span, message)
                .help(format!("write `{written}`, or `=` where one value is meant")),
        );
    }
}

/// Words with dots between them: at least two, or one before a port.
fn is_host(pattern: &str) -> bool {
    let Some(parts) = parts(pattern) else { return false };
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    let words = parts.iter().all(|part| match part {
        Part::Text(text) => text.chars().all(is_word),
        Part::Dot(_) | Part::Wildcard => true,
    });
    let dots = parts
        .windows(3)
        .filter(|three| matches!(three, [Part::Text(_) | Part::Wildcard, Part::Dot(_), Part::Text(_)]));
    let dots = dots.count();
    let all = parts.iter().filter(|part| matches!(part, Part::Dot(_))).count();
    let port = pattern
        .rsplit_once(':')
        .is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    words && dots == all && (dots >= 2 || dots == 1 && port)
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn hosts_are_told_from_other_patterns() {
        for host in ["a.example.com:9100", "10.0.0.1", ".*.example.com", "db.local:5432"] {
            assert!(is_host(host), "{host}");
        }
        for other in ["5..", "a.b", "a.*b", r"a\.example\.com", "api-.*", "(a.b.c)", ".", "a..b", "/a.b.c"] {
            assert!(!is_host(other), "{other}");
        }
    }
}
