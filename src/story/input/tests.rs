use super::*;

fn shown(name: &str, text: &str) -> String {
    let input = match read(name, text) {
        Ok(input) => input,
        Err(fault) => return fault.drawn(name),
    };
    let mut store = Store::default();
    input.fill(&mut store, 0, Millis::MAX);
    let text = |(at, value): (&i64, &f64)| format!("{value}@{at}");
    let mut out = Vec::new();
    for series in store.all() {
        let values: Vec<String> =
            series.floats().times().iter().zip(series.floats().values()).map(text).collect();
        out.push(format!("{} {}", store.sets.labels(series.labels), values.join(" ")));
    }
    out.join("\n")
}

#[test]
fn series_are_read_in_each_form() {
    for (name, text, expected) in [
        (
            "a.series",
            "# errors\nevery 15s\nup{job=\"a\"} 1x2 _ 0\n",
            "up{job=\"a\"} 1@0 1@15000 1@30000 0@60000",
        ),
        ("a.series", "series every 1m {\n  x 0+1x2\n}\nevery 10s\ny 5", "x 0@0 1@60000 2@120000\ny 5@0"),
        ("a.yml", "interval: 30s\ninput_series:\n  - series: up\n    values: 1 0", "up 1@0 0@30000"),
        (
            "test.yml",
            "rule_files: [a.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 5s\n    input_series:\n      - {series: up, values: '1 0'}\n    alert_rule_test: []\n",
            "up 1@0 0@5000",
        ),
        (
            "dump",
            "# TYPE up gauge\nup{job=\"a} b\"} 1 1.5\nup{job=\"a} b\"} +Inf 0.5 # {trace=\"x\"} 1\ngo 3 2\n# EOF\n",
            "up{job=\"a} b\"} inf@500 1@1500\ngo 3@2000",
        ),
    ] {
        assert_eq!(shown(name, text), expected, "{text}");
    }
}

#[test]
fn what_is_wrong_is_shown_at_its_place() {
    for (name, text, expected) in [
        (
            "a.series",
            "up 1",
            "a.series:1:1: the step between the values is not known yet\n  up 1\n  ^^^^\n  help: write it above: `every 15s`",
        ),
        ("a.series", "every 0s", "a.series:1:1: a step is longer than nothing\n  every 0s\n  ^^^^^^^^"),
        ("a.om", "up 1", "a.om:1:1: a sample has a value and a time in seconds since 1970\n  up 1\n  ^^^^"),
        ("a.om", "up 1 soon", "a.om:1:1: `soon` is no time in seconds since 1970\n  up 1 soon\n  ^^^^^^^^^"),
        ("a.yml", "tests: []", "a.yml: there is no `input_series` in it"),
    ] {
        assert_eq!(shown(name, text), expected, "{text}");
    }
    // Places of notations are those that the notation gives.
    let fault = shown("a.series", "every 1m\n  up 1 2y\n");
    assert!(fault.starts_with("a.series:2:") && fault.contains("\n    up 1 2y\n"), "{fault}");
}
