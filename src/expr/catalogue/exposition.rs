//! A catalogue from what a target shows on `/metrics`: the text format of Prometheus, or OpenMetrics.
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/> and OpenMetrics 1.0.

use super::dump::{Dump, DumpFault, Family};
use super::{MetricKind, Unit};
use crate::text::{FileId, Span};

/// The metrics of a dump. `file` is the dump itself, so that findings can show where a metric is from.
pub fn from_exposition(text: &str, file: FileId) -> Result<Dump, DumpFault> {
    let mut dump = Dump::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, at, at + line.trim_end().len());
        at += line.len();
        let line = line.trim();
        if line == "# EOF" {
            break;
        }
        match line.strip_prefix('#') {
            Some(comment) => read_comment(comment, span, &mut dump)?,
            None if line.is_empty() => {}
            None => read_sample(line, span, &mut dump)?,
        }
    }
    if dump.is_empty() {
        return Err(DumpFault {
            span: Span::new(file, 0, 0),
            message: "no metric stands in this dump".into(),
        });
    }
    Ok(dump)
}

/// `# TYPE name counter` and `# UNIT name seconds`; others are for people.
fn read_comment(comment: &str, span: Span, dump: &mut Dump) -> Result<(), DumpFault> {
    let mut words = comment.split_whitespace();
    let (Some(keyword @ ("TYPE" | "UNIT")), Some(name)) = (words.next(), words.next()) else { return Ok(()) };
    let name = name.trim_matches('"');
    let word = words.next().unwrap_or_default();
    let family = dump.family(name, span);
    if keyword == "UNIT" {
        family.unit = Unit::named(word);
        return Ok(());
    }
    match kind_named(word) {
        Some(kind) => family.kind = kind,
        None => {
            return Err(DumpFault { span, message: format!("`{word}` is no type of a metric") });
        }
    }
    Ok(())
}

/// As `# TYPE` lines and the API for metadata name kinds.
pub(super) fn kind_named(word: &str) -> Option<Family> {
    Some(match word {
        "counter" => Family::Plain(MetricKind::Counter),
        "gauge" | "stateset" => Family::Plain(MetricKind::Gauge),
        "histogram" => Family::Histogram,
        "gaugehistogram" => Family::GaugeHistogram,
        "summary" => Family::Plain(MetricKind::Summary),
        "info" => Family::Plain(MetricKind::Info),
        "unknown" | "untyped" | "" => Family::Plain(MetricKind::Unknown),
        _ => return None,
    })
}

/// `name{label="value"} 1 1700000000`, `{"a name", label="value"} 1`
fn read_sample(line: &str, span: Span, dump: &mut Dump) -> Result<(), DumpFault> {
    let fault = |message: &str| DumpFault { span, message: message.to_owned() };
    let end = line.find(|c: char| c == '{' || c.is_whitespace()).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let mut name = name.to_owned();
    let mut labels = Vec::new();
    let rest = match rest.trim_start().strip_prefix('{') {
        Some(inside) => {
            let (words, rest) =
                braces(inside).ok_or_else(|| fault("the labels of this sample cannot be read"))?;
            for (word, has_value) in words {
                if has_value { labels.push(word) } else { name = word }
            }
            rest
        }
        None => rest,
    };
    let value = rest.split_whitespace().next().unwrap_or_default();
    if name.is_empty() || !is_value(value) {
        return Err(fault("this is no sample: a name, labels in braces, and a number"));
    }
    dump.sample(&name, labels, span);
    Ok(())
}

fn is_value(text: &str) -> bool {
    text.parse::<f64>().is_ok() || matches!(text, "+Inf" | "-Inf" | "Nan")
}

/// The names in braces, each with whether a value follows, and what stands behind the braces.
fn braces(text: &str) -> Option<(Vec<(String, bool)>, &str)> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    loop {
        if let Some(behind) = rest.strip_prefix('}') {
            return Some((words, behind));
        }
        let (name, behind) = if rest.starts_with('"') { quoted(rest)? } else { bare(rest)? };
        rest = behind.trim_start();
        let has_value = rest.starts_with('=');
        if has_value {
            rest = quoted(rest[1..].trim_start())?.1.trim_start();
        }
        words.push((name, has_value));
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
}

fn bare(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "_:.".contains(c)))?;
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}

/// The text in quotes without its escapes, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut characters = inside.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &inside[at + 1..])),
            '\\' => match characters.next()?.1 {
                'n' => value.push('\n'),
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    const TEXT: &str = "\
# HELP http_requests_total Answered requests.
# TYPE http_requests_total counter
http_requests_total{method=\"get\",code=\"200\"} 1027 1395066363000
http_requests_total{method=\"a \\\"} b\",code=\"400\",} 3
# TYPE latency histogram
# UNIT latency seconds
latency_bucket{le=\"0.1\"} 0
latency_bucket{le=\"+Inf\"} 1 # {trace_id=\"a\"} 0.5
latency_sum 5.3e4
latency_count 1
# TYPE rpc_seconds summary
rpc_seconds{quantile=\"0.9\",service=\"a\"} NaN
rpc_seconds_sum{service=\"a\"} 1
rpc_seconds_count{service=\"a\"} 2
# TYPE jobs counter
jobs_total 1
# TYPE memory_bytes gauge
memory_bytes +Inf
{\"my.metric\", region=\"eu\"} 1
# EOF
";

    fn catalogue(complete: bool) -> Catalogue {
        let mut catalogue = Catalogue::default();
        let dump = from_exposition(TEXT, FileId(0)).unwrap_or_else(|fault| panic!("{fault:?}"));
        catalogue.add_dump(&dump, complete);
        catalogue
    }

    #[test]
    fn kinds_and_units_are_read() {
        let catalogue = catalogue(false);
        let kind = |name: &str| catalogue.metric(name).declared.map(|declared| declared.kind);
        assert_eq!(kind("http_requests_total"), Some(MetricKind::Counter));
        assert_eq!(kind("latency_bucket"), Some(MetricKind::Counter));
        assert_eq!(kind("latency"), None);
        assert_eq!(kind("rpc_seconds"), Some(MetricKind::Summary));
        assert_eq!(kind("rpc_seconds_count"), Some(MetricKind::Counter));
        assert_eq!((kind("jobs"), kind("jobs_total")), (None, Some(MetricKind::Counter)));
        assert_eq!(kind("memory_bytes"), Some(MetricKind::Gauge));
        assert_eq!(kind("my.metric"), Some(MetricKind::Unknown));
        assert_eq!(catalogue.metric("latency_sum").unit, Unit::named("seconds"));
    }

    #[test]
    fn labels_count_where_the_dump_is_complete() {
        let labels = |catalogue: &Catalogue, name: &str| {
            let labels = catalogue.metric(name).labels(catalogue)?;
            Some(labels.into_iter().collect::<Vec<_>>().join(" "))
        };
        let (part, whole) = (catalogue(false), catalogue(true));
        assert!(whole.complete && !part.complete);
        assert_eq!(labels(&part, "http_requests_total"), None);
        assert_eq!(labels(&whole, "http_requests_total").as_deref(), Some("code instance job method"));
        assert_eq!(labels(&whole, "latency_bucket").as_deref(), Some("instance job le"));
        assert_eq!(labels(&whole, "rpc_seconds").as_deref(), Some("instance job quantile service"));
        assert_eq!(labels(&whole, "my.metric").as_deref(), Some("instance job region"));
    }

    #[test]
    fn what_is_no_dump_is_refused_at_its_line() {
        for (text, line) in [
            ("", ""),
            ("a 1\n<html>\n", "<html>"),
            ("a{b=\"c} 1", "a{b=\"c} 1"),
            ("a{b=\"c\"}", "a{b=\"c\"}"),
            ("# TYPE a meter\na 1", "# TYPE a meter"),
            ("up == 0", "up == 0"),
        ] {
            let fault = from_exposition(text, FileId(0)).err().unwrap_or_else(|| panic!("{text} is read"));
            assert_eq!(&text[fault.span.start as usize..fault.span.end as usize], line, "{}", fault.message);
        }
    }
}
