//! Any text as what stands in a `test` of a program: what passes the checks runs, with a verdict in the end.

#![no_main]

use larum::analyse::analyse;
use larum::lower::lower;
use larum::syntax::parse;
use larum::text::FileId;
use larum::trial::blocks::Prepared;
use libfuzzer_sys::fuzz_target;

const PROGRAM: &str = include_str!("../program.larum");

fuzz_target!(|text: &str| {
    let (file, findings) = parse(&format!("{PROGRAM}\ntest \"t\" {{\n{text}\n}}\n"), FileId(0));
    if findings.has_errors() {
        return;
    }
    let (Some(model), _) = analyse("shop", file.statements, None) else { return };
    let output = lower(&model);
    let prepared = Prepared::new(&model, &output).expect("what is lowered is PromQL");
    // A day at most: how long a test may last has a limit of its own.
    for test in model.tests.iter().filter(|test| test.lasts <= 24 * 3_600_000) {
        prepared.run(test);
    }
});
