//! What is said of faulty programs, as a user sees it: each snapshot holds the source, then
//! what `larum check` draws.

use crate::support::source::Checked;
use larum::diag::render::{Style, draw};

#[test]
fn faults_are_told_where_they_stand() {
    insta::glob!("cases/diagnostics/*.larum", |path| {
        let text = std::fs::read_to_string(path).expect("a case is text");
        let name = path.file_name().expect("a case is a file").to_string_lossy();
        let checked = Checked::new(&name, &text);
        let style = Style { color: false, width: 100 };
        let drawn = checked.findings.iter().map(|finding| draw(finding, &checked.sources, style));
        let drawn = drawn.collect::<Vec<_>>().join("\n");
        assert!(!drawn.is_empty(), "{name} must hold a fault");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("diagnostics", format!("{text}\n{drawn}"));
        });
    });
}

#[test]
fn each_of_five_faults_is_told() {
    for (case, text) in [
        ("statements", include_str!("cases/diagnostics/five-statements.larum")),
        ("items", include_str!("cases/diagnostics/five-in-one-alert.larum")),
    ] {
        let checked = Checked::new("five.larum", text);
        assert_eq!(checked.findings.len(), 5, "{case}: {:?}", checked.codes());
    }
}
