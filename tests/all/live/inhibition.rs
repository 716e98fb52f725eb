//! What quiets what: a critical level its warning, a service that is down those that need it.

use super::{ESCALATION, FIRST, SECOND, perform_with};

/// The escalation, and a team that hears of warnings.
fn program(statements: &str) -> String {
    let team = r#"
channel team = webhook { url "http://127.0.0.1:PORT/team" }
severity warning { notify team }
"#;
    [ESCALATION, team, statements].concat()
}

#[test]
fn critical_quiets_warning_for_as_long_as_it_fires() {
    let mut stage = perform_with(
        "critical inhibits warning",
        &program(
            r#"alert Load {
  measure  max by (pod) (load)
  warning  when > 5 for 2s
  critical when > 8 for 2s
  summary  "${pod} has a load of ${value}"
}"#,
        ),
        1,
    );
    let breach = stage.set(r#"load{pod="a"}"#, 9.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    // Another pod's warning is not quiet.
    let other = stage.set(r#"load{pod="b"}"#, 6.0);
    stage.expect(other, FIRST, &["team firing Load"]);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    // Better, but not good: now the warning of `a` joins that of `b`.
    let better = stage.set(r#"load{pod="a"}"#, 6.0);
    stage.expect(better, 0.0, &["oncall resolved Load", "lead resolved Load/2", "team firing Load"]);
    stage.set(r#"load{pod="b"}"#, 1.0);
    let end = stage.set(r#"load{pod="a"}"#, 1.0);
    stage.expect(end, 0.0, &["team resolved Load"]);
    stage.quiet_for(6.0);
}

/// A warning that was told, turned critical, and was quiet since: its end is told as well.
#[test]
fn the_end_of_a_warning_that_turned_critical_is_told() {
    let mut stage = perform_with(
        "a warning turns critical and ends",
        &program(
            r#"alert Load {
  measure  max by (pod) (load)
  warning  when > 5 for 2s
  critical when > 8 for 2s
  summary  "${pod} has a load of ${value}"
}"#,
        ),
        1,
    );
    let warning = stage.set(r#"load{pod="a"}"#, 6.0);
    stage.expect(warning, FIRST, &["team firing Load"]);
    let breach = stage.set(r#"load{pod="a"}"#, 9.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    let end = stage.set(r#"load{pod="a"}"#, 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "team resolved Load"]);
    stage.quiet_for(6.0);
}

/// Alertmanager keeps the end of a quiet alert to itself. Prometheus repeats it for 15 minutes: so it is told when
/// what quiets it is over by then.
#[test]
fn an_end_under_inhibition_is_told_when_that_is_over() {
    let mut stage = perform_with(
        "an end under inhibition",
        &program(
            r#"
service postgres { select { job = "postgres" } }
service shop     { select { job = "shop" }  depends_on postgres }
alert PostgresDown on postgres { critical when up == 0 for 2s     summary "it does not answer" }
alert ShopFails    on shop     { warning  when errors > 5 for 2s  summary "${value} errors" }
"#,
        ),
        1,
    );
    let errors = stage.set(r#"errors{job="shop"}"#, 9.0);
    stage.expect(errors, FIRST, &["team firing ShopFails"]);
    let breach = stage.set(r#"up{job="postgres"}"#, 0.0);
    stage.expect(breach, FIRST, &["oncall firing PostgresDown"]);
    stage.set(r#"errors{job="shop"}"#, 0.0);
    stage.quiet_until(breach + FIRST + 9.0);
    let back = stage.set(r#"up{job="postgres"}"#, 1.0);
    // Prometheus sends the end of the errors every 8 s.
    let ends = ["oncall resolved PostgresDown", "team resolved ShopFails"];
    stage.expect_within(back, 0.0, 19.0, &ends);
    stage.quiet_for(6.0);
}

#[test]
fn a_service_that_is_down_quiets_those_that_need_it() {
    let mut stage = perform_with(
        "depends_on",
        &program(
            r#"
service postgres { select { job = "postgres" } }
service shop     { select { job = "shop" }  depends_on postgres }
service mail     { select { job = "mail" } }

alert PostgresDown on postgres { critical when up == 0 for 2s            summary "it does not answer" }
alert ShopFails    on shop     { warning  when errors > 5 for 2s         summary "${value} errors" }
alert MailFails    on mail     { warning  when errors > 5 for 2s         summary "${value} errors" }
"#,
        ),
        1,
    );
    let breach = stage.set(r#"up{job="postgres"}"#, 0.0);
    stage.expect(breach, FIRST, &["oncall firing PostgresDown"]);
    let errors = stage.set(r#"errors{job="shop"}"#, 9.0);
    stage.set(r#"errors{job="mail"}"#, 9.0);
    stage.expect(errors, FIRST, &["team firing MailFails"]);
    stage.expect(breach, SECOND, &["lead firing PostgresDown/2"]);
    // The database is back, and the shop still fails: that is its own fault.
    let back = stage.set(r#"up{job="postgres"}"#, 1.0);
    let next = ["oncall resolved PostgresDown", "lead resolved PostgresDown/2", "team firing ShopFails"];
    stage.expect(back, 0.0, &next);
    stage.set(r#"errors{job="shop"}"#, 0.0);
    let end = stage.set(r#"errors{job="mail"}"#, 0.0);
    stage.expect(end, 0.0, &["team resolved MailFails", "team resolved ShopFails"]);
    stage.quiet_for(6.0);
}
