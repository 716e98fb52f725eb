//! Tests in words, for findings and for the handbook.

use super::condition::is_count;
use crate::model::policy::{Compare, Condition, Expected, Test, TestKind, Used};
use crate::quantity::duration_text;

/// What a value must be: `one of critical or warning`, `at least 1m`.
pub(super) fn expectation(op: Compare, value: &Expected, wanted: bool) -> String {
    let op = if wanted { op } else { opposite(op) };
    let value = text(value);
    match op {
        Compare::Equal => value,
        Compare::In if wanted => value,
        Compare::In => format!("none of {value}"),
        Compare::NotEqual => format!("something else than {value}"),
        Compare::Less => format!("under {value}"),
        Compare::LessOrEqual => format!("at most {value}"),
        Compare::Greater => format!("over {value}"),
        Compare::GreaterOrEqual => format!("at least {value}"),
        Compare::Matches => format!("a text that matches {value}"),
        Compare::NotMatches => format!("a text that does not match {value}"),
    }
}

fn opposite(op: Compare) -> Compare {
    match op {
        Compare::Equal => Compare::NotEqual,
        Compare::NotEqual => Compare::Equal,
        Compare::Less => Compare::GreaterOrEqual,
        Compare::LessOrEqual => Compare::Greater,
        Compare::Greater => Compare::LessOrEqual,
        Compare::GreaterOrEqual => Compare::Less,
        Compare::Matches => Compare::NotMatches,
        Compare::NotMatches => Compare::Matches,
        Compare::In => Compare::In,
    }
}

pub(super) fn text(value: &Expected) -> String {
    match value {
        Expected::Texts(texts) => list(texts.iter().map(|text| format!("`{text}`")), "or"),
        Expected::Number(number) => number.to_string(),
        Expected::Time(millis) => duration_text(*millis),
        Expected::Truth(truth) => truth.to_string(),
    }
}

/// `a, b and c`
pub(super) fn list(parts: impl IntoIterator<Item = String>, joint: &str) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    match parts.pop() {
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {joint} {last}", parts.join(", ")),
        None => String::new(),
    }
}

/// A condition as the predicate of a sentence: `has a summary and a runbook`.
pub(super) fn predicate(condition: &Condition, wanted: bool) -> String {
    match condition {
        Condition::Not(inner) => predicate(inner, !wanted),
        // The other way round, each part must be the other way round, and the joint, too.
        Condition::All(all) | Condition::Any(all) => {
            let both = matches!(condition, Condition::All(_)) == wanted;
            match missing_names(all, wanted) {
                Some(fields) => format!("has {}", list(fields, if both { "and" } else { "or" })),
                None => {
                    let parts = all.iter().map(|part| grouped(part, wanted));
                    list(parts, if both { "and" } else { "or" })
                }
            }
        }
        Condition::Test(test) => sentence(test, wanted),
    }
}

/// In brackets where it is joined itself, so that nothing is read the wrong way.
fn grouped(part: &Condition, wanted: bool) -> String {
    let inner = predicate(part, wanted);
    match part {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => format!("({inner})"),
        _ => inner,
    }
}

/// The fields of parts that all say `has`.
fn missing_names(parts: &[Condition], wanted: bool) -> Option<Vec<String>> {
    let name = |part: &Condition| match part {
        Condition::Test(Test { kind: TestKind::Has(field), .. }) if wanted => Some(with_article(field)),
        _ => None,
    };
    parts.iter().map(name).collect()
}

fn sentence(test: &Test, wanted: bool) -> String {
    let not = if wanted { "" } else { "not " };
    match &test.kind {
        TestKind::Has(field) if wanted => format!("has {}", with_article(field)),
        TestKind::Has(field) => format!("has no {}", called(field)),
        TestKind::Compare { field, op, value } => compared(field, *op, value, wanted),
        TestKind::Selects { labels, inside } => {
            let labels = list(labels.iter().map(|label| format!("`{}`", label.value)), "and");
            let place = match inside.is_empty() {
                true => String::new(),
                false => format!(" inside {}", list(inside.iter().map(|name| format!("`{name}`")), "and")),
            };
            let not = if wanted { "" } else { "does not " };
            let verb = if wanted { "selects" } else { "select" };
            format!("{not}{verb} series by {labels}{place}")
        }
        TestKind::Keeps(label) => {
            format!("{} the label `{}`", if wanted { "keeps" } else { "strips" }, label.value)
        }
        TestKind::Strips(label) => {
            format!("{} the label `{}`", if wanted { "strips" } else { "keeps" }, label.value)
        }
        TestKind::Uses(all) => {
            let names = all.iter().map(|used| match used {
                Used::Function(name) => format!("the function `{}`", name.value),
                Used::Metric(pattern) => format!("metrics that match `{}`", pattern.value),
                Used::Label(pattern) => format!("labels that match `{}`", pattern.value),
            });
            let verb = if not.is_empty() { "uses" } else { "never uses" };
            format!("{verb} {}", list(names, "or"))
        }
    }
}

fn compared(field: &str, op: Compare, value: &Expected, wanted: bool) -> String {
    let expected = expectation(op, value, wanted);
    if is_count(field) {
        return format!("has {expected} {field}");
    }
    let called = called(field);
    match op {
        Compare::Matches | Compare::NotMatches => {
            let matches = (op == Compare::Matches) == wanted;
            let verb = if matches { "matches" } else { "does not match" };
            format!("has a {called} that {verb} {}", text(value))
        }
        _ => format!("has {} of {expected}", with_article_plain(&called)),
    }
}

/// A field as people call it.
pub(super) fn called(field: &str) -> String {
    match field.split_once('.') {
        Some((of, name)) => format!("{of} `{name}`"),
        None => match field {
            "for" | "keep_firing_for" | "group_wait" | "group_interval" | "query_offset"
            | "sends_resolved" => {
                format!("`{field}`")
            }
            other => other.to_string(),
        },
    }
}

fn with_article(field: &str) -> String {
    with_article_plain(&called(field))
}

fn with_article_plain(called: &str) -> String {
    let vowel = called.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {called}", if vowel { "an" } else { "a" })
}
