use super::{Data, ExpandError, Measured, Prepared, Querier, QuerySample};

struct Nothing;

impl Querier for Nothing {
    fn query(&mut self, _: &str) -> Result<Vec<QuerySample>, String> {
        Ok(Vec::new())
    }
}

fn expand_with(text: &str, value: Measured) -> Result<String, ExpandError> {
    let labels = [("job".to_owned(), "api".to_owned())];
    let data = Data {
        name: "Down",
        labels: &labels,
        external_labels: &[],
        external_url: "",
        server_url: Some("https://prom.example:9090/sub/path"),
        value,
    };
    let prepared = Prepared::new(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    prepared.expand(&data, &mut Nothing)
}

fn expand(text: &str) -> Result<String, ExpandError> {
    expand_with(text, Measured::Number(1.5))
}

#[test]
fn what_promtool_does_not_have() {
    assert_eq!(
        expand("{{ externalURL }}{{ pathPrefix }}").unwrap(),
        "https://prom.example:9090/sub/path/sub/path"
    );
    let histogram = Measured::Text("{count:1, sum:2}");
    assert_eq!(
        expand_with("{{ $value }} {{ .Value }}", histogram).unwrap(),
        "{count:1, sum:2} {count:1, sum:2}"
    );
}

#[test]
fn an_error_stands_in_place_of_the_text() {
    assert_eq!(
        expand("a\n{{ $labels.job.x }}").unwrap_err().in_place(),
        "<error expanding template: error executing template __alert_Down: template: __alert_Down:2:10: executing \
         \"__alert_Down\" at <$labels.job.x>: can't evaluate field x in type string>"
    );
}

/// Templates that Prometheus would run for long or until its memory is full: the limits are those of work,
/// which takes some 100 ms.
#[test]
fn hostile_templates_end_soon() {
    let doubling = "{{ $x := `ab` }}{{ range 64 }}{{ $x = print $x $x }}{{ end }}{{ $x }}";
    let nested = format!(
        "{{{{ define `t` }}}}{}{{{{ template `t` . }}}}{}{{{{ end }}}}{{{{ template `t` . }}}}",
        "{{ if true }}".repeat(200),
        "{{ end }}".repeat(200)
    );
    for (text, words) in [
        ("{{ range 9223372036854775807 }}{{ end }}", "runs too long"),
        ("{{ range 1000000000 }}text{{ end }}", "runs too long"),
        ("{{ range 100000 }}{{ range 100000 }}{{ $x := . }}{{ end }}{{ end }}", "runs too long"),
        ("{{ range 1000000000 }}{{ printf `%1000000d` 1 }}{{ end }}", "too long"),
        (
            "{{ range 99999 }}{{ $x := reReplaceAll `` `aaaaaaaaaaaaaaaa` (printf `%100000d` 1) }}{{ end }}",
            "too long",
        ),
        (doubling, "too long"),
        ("{{ range 1000000 }}{{ query `up` }}{{ end }}", "runs too long"),
        ("{{ range 1000000 }}{{ match (printf `a%d` .) `a` }}{{ end }}", "runs too long"),
        (
            "{{ define `t` }}{{ template `t` . }}{{ end }}{{ template `t` . }}",
            "exceeded maximum template depth",
        ),
        (
            "{{ define `t` }}{{ template `t` . }}{{ template `t` . }}{{ end }}{{ template `t` . }}",
            "maximum template depth",
        ),
        (nested.as_str(), "exceeded maximum template depth"),
    ] {
        let error = expand(text).expect_err(text);
        assert!(error.to_string().contains(words), "{text}: {error}");
    }
}
