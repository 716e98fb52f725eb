//! Labels that clash with those that rules and routes use.

use super::{clean, finds};

#[test]
fn labels_that_the_rule_overwrites() {
    let on_shop = |by: &str, more: &str| {
        format!(
            "service shop {{ owner \"web\" }}\nseverity critical {{ notify oncall }}\n\
             alert Errors on shop {{ critical when sum by ({by}) (rate(errors_total{{{more}}}[5m])) > 1 for 15m }}\n"
        )
    };
    finds(&on_shop("service, handler", ""), "labels/overwritten", "critical");
    clean(&on_shop("handler", ""));
    // One value is no clash.
    clean(&on_shop("service, handler", "service=\"shop\""));
    let own = on_shop("pod", "").replace("for 15m", "for 15m labels { pod = \"all\" }");
    finds(&own, "labels/overwritten", "critical");
    clean(&own.replace("\"all\"", "\"{{ $labels.pod }}\""));
}

#[test]
fn labels_that_routes_take_for_a_step() {
    let program = |by: &str| {
        format!(
            "severity critical {{ notify oncall }}\nalert Tickets {{ critical when sum by ({by}) (tickets_open) > 1 for 15m }}\n"
        )
    };
    finds(&program("escalation"), "labels/taken-for-step", "critical");
    clean(&program("queue"));
}

#[test]
fn labels_that_people_cannot_set() {
    for label in ["escalation", "escalation_policy", "severity", "service", "alertname"] {
        let program = format!(
            "severity critical {{ notify oncall }}\nalert Down {{ critical when up == 0 for 15m labels {{ {label} = \"x\" }} }}\n"
        );
        finds(&program, "labels/reserved", label);
        finds(&format!("prometheus {{ external_labels {{ {label} = \"x\" }} }}\n"), "labels/reserved", label);
    }
}
