//! `$value` in the annotations of a rule that reads `ALERTS`: there it is 1, so the annotation
//! first looks the real one up in the recorded condition.

use super::{labels, own_alerts};
use crate::model::{Alert, Level};
use crate::quantity::duration_text;
use std::borrow::Cow;

/// An annotation of the level tells the value.
pub(super) fn is_asked_for(level: &Level) -> bool {
    level.annotations.iter().any(|(_, text)| tells_value(text))
}

/// The level's annotations for such a rule; the condition is recorded as `record`.
pub(super) fn annotations<'m>(alert: &Alert, level: &'m Level, record: &str) -> Vec<(&'m str, Cow<'m, str>)> {
    let look_up = is_asked_for(level).then(|| look_up(alert, level, record));
    let annotation = |(name, text): &'m (String, String)| {
        let text = match &look_up {
            Some(look_up) if tells_value(text) => Cow::Owned(format!("{look_up}{text}")),
            _ => Cow::Borrowed(text.as_str()),
        };
        (name.as_str(), text)
    };
    level.annotations.iter().map(annotation).collect()
}

fn tells_value(text: &str) -> bool {
    text.contains("$value")
}

/// Sets `$value` to the last value for the alert's labels. The condition may be absent for as long
/// as the alert is kept firing.
fn look_up(alert: &Alert, level: &Level, record: &str) -> String {
    let mut matchers = String::new();
    let mut arguments = String::new();
    // The model gives these to a level with `keep_firing_for` and a value in its annotations.
    for label in labels::kept(alert, level).unwrap_or_default() {
        if !matchers.is_empty() {
            matchers.push(',');
        }
        if is_identifier(label) {
            matchers.push_str(&format!("{label}=%q"));
            arguments.push_str(&format!(" $labels.{label}"));
        } else {
            // Once for PromQL, once for the template's string around it.
            let quoted = go_quoted(&go_quoted(label).replace('%', "%%"));
            matchers.push_str(&format!("{}=%q", &quoted[1..quoted.len() - 1]));
            arguments.push_str(&format!(" (index $labels {})", go_quoted(label)));
        }
    }
    let range = duration_text(level.keep_firing_for + own_alerts::memory(level));
    let query = format!("last_over_time({record}{{{matchers}}}[{range}])");
    format!(
        "{{{{ with query (printf \"{query}\"{arguments}) }}}}{{{{ $value = . | first | value }}}}{{{{ end }}}}"
    )
}

/// A name that may stand after a dot in a template.
fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `text` in double quotes, as Go, PromQL and matchers read it in every mode of their parsers.
fn go_quoted(text: &str) -> String {
    let mut quoted = "\"".to_string();
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
