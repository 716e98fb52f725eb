//! Programs of any size, in the shape of real ones: fifty alerts a service, one file a service.
//!
//! Each alert has two levels, a measure of two selectors (one with a regex, both narrowed by the
//! service), three annotations, and goes up an escalation of three steps.

use std::fmt::Write;

/// As many as a busy service has.
const ALERTS_PER_SERVICE: usize = 50;
/// Services depend on others in rows of this length, as tiers do.
const TIERS: usize = 5;

/// What the alerts are about: a name, a metric that counts events, and the regex of the bad ones.
const SUBJECTS: [(&str, &str, &str); 5] = [
    ("Requests", "http_requests_total", "5.."),
    ("Calls", "grpc_calls_total", "Internal|Unavailable|DataLoss"),
    ("Jobs", "jobs_total", "failed|lost"),
    ("Queries", "db_queries_total", "error.*"),
    ("Messages", "messages_total", "dead|rejected"),
];

/// The files of a program of `alerts` alerts: name and text. They are made one by one.
pub fn files(alerts: usize) -> impl Iterator<Item = (String, String)> {
    let services = alerts.div_ceil(ALERTS_PER_SERVICE);
    let of_service = move |service: usize| {
        let first = service * ALERTS_PER_SERVICE;
        (format!("service-{service:04}.larum"), file(service, first..alerts.min(first + ALERTS_PER_SERVICE)))
    };
    std::iter::once(("program.larum".to_string(), FRAME.to_string())).chain((0..services).map(of_service))
}

fn file(service: usize, alerts: std::ops::Range<usize>) -> String {
    let mut text = format!(
        "service api-{service} {{\n  owner      \"team-{}\"\n  select     {{ job = \"api-{service}\"  env =~ \"prod|dr\" }}\n",
        service % 40
    );
    text += "  runbook    \"https://runbooks.example.com/${service}#${alert}\"\n";
    if !service.is_multiple_of(TIERS) {
        push(&mut text, format_args!("  depends_on api-{}\n", service - 1));
    }
    let first = alerts.start;
    push(&mut text, format_args!("  down       {}\n}}\n", name(first)));
    for number in alerts {
        alert(&mut text, service, number);
    }
    text
}

fn name(number: usize) -> String {
    format!("{}Fail{number}", SUBJECTS[number % SUBJECTS.len()].0)
}

fn alert(text: &mut String, service: usize, number: usize) {
    let (_, metric, bad) = SUBJECTS[number % SUBJECTS.len()];
    let route = number % ALERTS_PER_SERVICE;
    let (warning, critical) = (1 + number % 4, 6 + number % 9);
    let (soon, late) = (1 + number % 3, 5 + number % 6);
    push(
        text,
        format_args!(
            r#"
alert {name} on api-{service} {{
  measure  rate({metric}{{result=~"{bad}", route="/v1/{route}"}}) / rate({metric}{{route="/v1/{route}"}}) over 5m by (instance)
  warning  when > {warning}% for {late}m
  critical when > {critical}% for {soon}m
  summary  "${{instance}}: ${{value}} of /v1/{route} fail"
  description "More than ${{threshold}} of /v1/{route} of ${{service}} fail for ${{for}} on {{{{ $labels.instance }}}}"
}}
"#,
            name = name(number)
        ),
    );
}

fn push(text: &mut String, more: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(more);
}

/// What the services share.
const FRAME: &str = r##"prometheus {
  scrape_interval 15s
  evaluation_interval 30s
}

channel oncall  = pagerduty { routing_key_file "/etc/alertmanager/secrets/oncall" }
channel lead    = pagerduty { routing_key_file "/etc/alertmanager/secrets/lead" }
channel manager = pagerduty { routing_key_file "/etc/alertmanager/secrets/manager" }
channel team    = slack     { channel "#alerts"  api_url_file "/etc/alertmanager/secrets/slack" }

window office-hours {
  mon..fri 09:00..17:00 in "Europe/Berlin"
}

escalation page {
  notify oncall, team
  after 15m  notify lead
  after 45m  notify manager during office-hours
  repeat every 2h
}

severity critical { escalate page }
severity warning  { notify team }

metrics {
  counter http_requests_total labels (route, result)
  counter grpc_calls_total    labels (route, result)
  counter jobs_total          labels (route, result)
  counter db_queries_total    labels (route, result)
  counter messages_total      labels (route, result)
}
"##;
