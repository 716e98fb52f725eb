//! Policies as prose.

use larum::analyse::policies;
use larum::policy::{Format, prose};
use larum::syntax::parse;
use larum::text::SourceMap;

#[test]
fn a_policy_reads_as_a_page_of_the_handbook() {
    let text = r#"
window office { mon..fri 09:00..17:00 }
## Pages wake somebody.
policy pages in staging locked {
  every alert where severity == critical {
    has summary, runbook
    for >= 1m
    warn name matches "[A-Z].*" or has label.team
    not label.page == no
    reaches pagerduty, team within 10m always
    reaches oncall within 10m during office
    never uses irate
    selects with job inside absent
    keeps cluster
  }
  warn every service where has label.tier or alerts > 3 { at most 8 alerts }
  except alert Foo, Bar because "Ticket 12" until 2027-01-31
}
"#;
    let expected = "\
## pages

Pages wake somebody.

It holds in `staging`, too.

Nothing can silence this policy.

* Every critical alert must have a summary and a runbook.
* Every critical alert must have a `for` of at least 1m.
* Every critical alert should have a name that matches `[A-Z].*` or have a label `team`.
* Every critical alert must have a label `page` of something else than `no`.
* Every critical alert must reach `pagerduty` and `team` within 10m of the breach, at any time.
* Every critical alert must reach `oncall` within 10m of the breach, during the window `office`.
* Every critical alert must never use the function `irate`.
* Every critical alert must select series by `job` inside `absent`.
* Every critical alert must keep the label `cluster`.
* Every service that has a label `tier` or has over 3 alerts should have at most 8 alerts.

Excepted:

* the alerts `Foo` and `Bar` (until 2027-01-31): Ticket 12
";
    let mut sources = SourceMap::default();
    let (file, findings) = parse(text, sources.add("a", "a", text));
    assert!(findings.is_empty(), "{findings:?}");
    let (found, findings) = policies(&file.statements);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(prose(&found, Format::Markdown), expected);
    let plain = prose(&found, Format::Text);
    assert!(plain.starts_with("PAGES\n\nPages wake somebody.\n") && !plain.contains('`'), "{plain}");
}
