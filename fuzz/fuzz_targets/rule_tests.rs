//! Any text as a file of `promtool test rules`: what can be read runs over two small rules, with a verdict in the end.

#![no_main]

use larum::expr::types::Features;
use larum::text::FileId;
use larum::trial::promtool::{Options, load_rules, read, run};
use libfuzzer_sys::fuzz_target;

const RULES: &str = "groups:
  - name: g
    rules:
      - {record: 'a:sum', expr: 'sum without (x) (a)'}
      - {alert: Down, expr: 'a == 0', for: 2m, annotations: {summary: '{{ $labels.x }} {{ $value }}'}}
";

fuzz_target!(|text: &str| {
    let (file, findings) = read(text, FileId(0));
    // A day at most: how long a test may last has a limit of its own.
    if findings.has_errors() || file.tests.iter().any(|test| test.lasts() > 24 * 3_600_000) {
        return;
    }
    let features = Features::default();
    let groups = load_rules(RULES, FileId(1), &features, false).expect("the rules can be read");
    for test in &file.tests {
        run(&file, test, &groups, &Options::default());
    }
});
