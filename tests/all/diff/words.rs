//! What is said of two programs.

use super::{diff, words};
use crate::support::command::Project;
use std::fs;
use std::path::Path;

/// Each case holds two programs; the snapshot shows them, and their difference in each format.
#[test]
fn cases_read_well_in_each_format() {
    insta::glob!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/cases"), "diff/*.larum", |path| {
        let text = fs::read_to_string(path).expect("a case is readable");
        let (old, new) = text.split_once("# ---- now\n").expect("a case has two programs");
        let project = Project::of(&[("old/a.larum", old), ("new/a.larum", new)]);
        let checked = project.larum(&["check", "old", "new"]);
        assert_eq!(checked.code, 0, "{}", checked.stdout);
        let mut shown = text.clone();
        for format in ["text", "markdown", "json"] {
            let ran = project.larum(&["diff", "old", "new", "--format", format]);
            assert!(ran.code == 1 && ran.stderr.is_empty(), "{ran:?}");
            shown += &format!("# ---- {format}\n{}", ran.stdout);
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
            insta::assert_snapshot!("diff", shown);
        });
    });
}

const SHOP: &str = "service shop { select { job = \"shop\" } }\n";

#[test]
fn what_prometheus_reads_the_same_is_no_difference() {
    for (old, new) in [
        ("errors_ratio > 5%", "errors_ratio > 0.05"),
        ("errors_ratio > 5%", "# a comment\nerrors_ratio>5%"),
        ("rate(x_total[60s]) > 1", "rate(x_total[1m]) > 1"),
        ("x > 0x10", "x > 16"),
    ] {
        let alert = |condition: &str| format!("alert A {{ critical when {condition} for 1m }}");
        let ran = diff(&alert(old), &alert(new), &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{old} and {new}");
    }
}

#[test]
fn limits_are_said_in_the_units_of_the_source() {
    for (old, new, said) in [
        ("errors_ratio > 5%", "errors_ratio > 2%", "threshold 5% → 2%"),
        ("errors_ratio > 5%", "errors_ratio > 0.02", "threshold 5% → 2%"),
        ("free_bytes < 512MiB", "free_bytes < 1GiB", "threshold 512MiB → 1GiB"),
        ("latency_seconds > 250ms", "latency_seconds > 1.5", "threshold 250ms → 1.5s"),
        ("x > 5", "x >= 5", "threshold > 5 → >= 5"),
        ("x > -5", "x > -3", "threshold -5 → -3"),
        ("x > 5 * 60", "x > 10 * 60", "threshold 5 * 60 → 10 * 60"),
        ("5 < x", "6 < x", "threshold 5 → 6"),
        ("rate(x_total[5m]) > 1", "rate(x_total[10m]) > 1", "window 5m → 10m"),
        ("x offset 1d > 1", "x offset 1w > 1", "offset 1d → 1w"),
        ("quantile by (a) (0.9, x) > 1", "quantile by (a) (0.99, x) > 1", "number 0.9 → 0.99"),
        ("x > 1 and y > 5%", "x > 1 and y > 4%", "threshold 5% → 4%"),
        ("x == 1", "y == 1", "expression x == 1 → y == 1"),
        ("sum by (a) (x) > 1", "sum by (b) (x) > 1", "expression sum by (a) (x) > 1 → sum by (b) (x) > 1"),
    ] {
        let alert = |condition: &str| format!("alert A {{ critical when {condition} for 1m }}");
        let expected = format!("~ alert A  (a.larum:4)\n    critical: {said}\n1 alert changed\n");
        assert_eq!(words(&alert(old), &alert(new)), expected);
    }
}

#[test]
fn a_new_name_for_the_same_conditions_is_a_new_name() {
    let old = "alert Down { critical when up == 0 for 1m }";
    let new = "alert ShopDown { critical when up == 0 for 2m }";
    assert!(
        words(old, new).starts_with("~ alert ShopDown, was Down  (a.larum:4)\n    critical: for 1m → 2m\n")
    );
    // Two that could be meant are none.
    let two = "alert OneDown { critical when up == 0 for 2m } alert TwoDown { critical when up == 0 for 3m }";
    assert!(words(old, two).ends_with("2 alerts added, 1 removed\n"));
}

#[test]
fn what_all_levels_share_is_said_once() {
    let alert = |labels: &str| {
        format!(
            "{SHOP}severity warning {{ notify oncall }}\nalert A on shop {{ warning when x > 1  critical when x > 2  {labels} }}"
        )
    };
    let said = words(&alert(""), &alert("labels { team = \"web\" }"));
    assert!(said.contains(")\n    label team none → web\nalerts that fire"), "{said}");
}

#[test]
fn labels_of_a_service_are_said_of_the_service() {
    let alert = |labels: &str| {
        format!(
            "service shop {{ {labels} }}\nalert A on shop {{ critical when x > 1 }}\nalert B on shop {{ critical when y > 1 }}"
        )
    };
    let said = words(&alert("labels { team = \"a\" }"), &alert("labels { team = \"b\" }"));
    assert!(said.starts_with("~ service shop  (a.larum:4)\n    label team a → b\n"), "{said}");
    assert!(!said.contains("alert A"), "{said}");
}

#[test]
fn secrets_are_never_printed() {
    let hook = |secret: &str| {
        format!(
            "channel hook = pagerduty {{ routing_key \"{secret}\"  allow_inline routing_key }}\nalertmanager {{ fallback hook }}"
        )
    };
    for format in ["text", "markdown", "json"] {
        let ran = diff(&hook("swordfish"), &hook("hunter2"), &["--format", format]);
        assert!(ran.code == 1 && ran.stdout.contains("another secret"), "{ran:?}");
        assert!(!ran.stdout.contains("swordfish") && !ran.stdout.contains("hunter2"), "{}", ran.stdout);
        let ran = diff("", &hook("swordfish"), &["--format", format]);
        assert!(ran.code == 1 && !ran.stdout.contains("swordfish"), "{ran:?}");
    }
}

#[test]
fn markdown_takes_nothing_of_a_text_for_markup() {
    let alert = |text: &str| format!("alert A {{ critical when x > 1  summary \"{text}\" }}");
    let ran = diff(&alert("a"), &alert("see ` ```` | @admin <img> \\n\\n# b"), &["--format", "markdown"]);
    let fenced = "    `````diff\n    - a\n    + see ` ```` | @admin <img> \n    + \n    + # b\n    `````\n";
    assert!(ran.stdout.contains(fenced), "{}", ran.stdout);
}

#[test]
fn a_comment_is_never_too_long() {
    let alerts = |limit: usize| -> String {
        (0..1500).map(|n| format!("alert A{n} {{ critical when x{n} > {limit} for 1m }}\n")).collect()
    };
    let ran = diff(&alerts(1), &alerts(2), &["--format", "markdown"]);
    assert!(
        ran.stdout.len() < 65_000 && ran.stdout.contains("**1500 alerts changed**"),
        "{}",
        ran.stdout.len()
    );
    assert!(ran.stdout.ends_with("\n\n… and more: `larum diff` prints all of it.\n"));
}

#[test]
fn objectives_are_said_as_they_are_written() {
    let slo = |objective: &str| {
        format!(
            "{SHOP}slo availability on shop {{ bad errors_total  total requests_total  objective {objective}  page critical }}"
        )
    };
    let said = words(&slo("99.9% over 30d"), &slo("99.5% over 90d"));
    assert!(said.contains("\n    objective 99.9% over 30d → 99.5% over 90d\n"), "{said}");
    let ran = diff(&slo("99.9% over 30d"), &slo("0.999 over 30d"), &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
}

#[test]
fn the_systems_of_rules_are_as_they_are() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let rules = rules.to_str().expect("a path of the tests is UTF-8");
    let ran = Project::of(&[]).larum(&["diff", rules, rules]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
}
