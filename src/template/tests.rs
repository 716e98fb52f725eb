use super::{Template, TemplateError, ValueKind, humanise, parse};

fn good(text: &str) -> Template {
    parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn names<'t>(used: impl Iterator<Item = (&'t str, std::ops::Range<usize>)>, text: &str) -> Vec<String> {
    used.map(|(name, at)| {
        assert_eq!(name, &text[at]);
        name.to_owned()
    })
    .collect()
}

#[test]
fn labels_are_found_wherever_they_are() {
    for (text, expected) in [
        ("plain", ""),
        ("{{ $labels.job }} on {{.Labels.instance}}", "job instance"),
        (r#"{{ index $labels "a-b" }}{{ index .Labels `c` }}"#, "a-b c"),
        (
            "{{ if $labels.a }}{{ .Labels.b }}{{ else if eq $labels.c `x` }}{{ else }}{{ $labels.d }}{{ end }}",
            "a b c d",
        ),
        ("{{ with $labels }}{{ .a }}{{ end }}{{ with .Labels.b }}{{ . }}{{ $.Labels.c }}{{ end }}", "a b c"),
        ("{{ $l := .Labels }}{{ printf `%s %s` $l.a ($l.b | toUpper) }}", "a b"),
        ("{{ range query `up` }}{{ .Labels.x }}{{ .Value }}{{ $labels.a }}{{ end }}", "a"),
        ("{{ with query `up` | first }}{{ .Labels.x }}{{ . | label `y` }}{{ end }}", ""),
        ("{{ (index $labels `a`) | reReplaceAll `x` $labels.b }}", "a b"),
        ("{{ define `t` }}{{ .Labels.x }}{{ end }}{{ block `u` . }}{{ .Labels.a }}{{ end }}", "a"),
        ("{{ ($labels).a }}{{- /* $labels.b */ -}}", "a"),
    ] {
        assert_eq!(names(good(text).labels_used(), text).join(" "), expected, "{text}");
        assert_eq!(good(text).faults(), [], "{text}");
    }
}

#[test]
fn other_facts() {
    let text = "{{ $externalLabels.cluster }}{{ .ExternalLabels.region }}{{ $value | humanize }}{{ .Value }}";
    let template = good(text);
    assert_eq!(names(template.external_labels_used(), text), ["cluster", "region"]);
    assert_eq!(template.uses_value().map(|at| &text[at]), Some("$value"));
    assert_eq!(good("{{ query `up` | first | value }}").uses_value(), None);
    let text = r#"{{ query "up{a=\"b\"}" }}{{ "c" | query }}{{ query (printf "d%s" $labels.x) }}"#;
    let template = good(text);
    let queries: Vec<_> =
        template.queries().map(|query| (query.text.as_str(), &text[query.at.clone()])).collect();
    assert_eq!(queries, [(r#"up{a="b"}"#, r#"up{a=\"b\"}"#), ("c", "c")]);
}

#[test]
fn errors_have_place_and_words() {
    for (text, place, words, help) in [
        ("{{ $labels.job", "{{", "never closed", "`}}`"),
        ("{{ $labels.job }", "}", "does not close", "`}}`"),
        ("{{ labels.job }}", "labels", "no function `labels`", "`$labels`"),
        ("{{ $label.job }}", "$label", "no variable `$label`", "`$labels`"),
        ("{{ $value | humanise }}", "humanise", "no function", "`humanize`"),
        ("{{ $labels.a-b }}", "-", "cannot hold `-`", "index $labels"),
        ("{{ $labels['a'] }}", "[", "no `[…]`", "index"),
        ("{{ $value * 100 }}", "*", "calculate", "expression"),
        ("{{ $value + 1 }}", "+", "calculate", "expression"),
        ("{{ if $value > 5 }}{{ end }}", ">", "no operator", "gt $value"),
        ("{{ if eq $labels.a 'x y' }}{{ end }}", "'x y'", "one character", "double quotes"),
        ("{{ if $value }}x", "if", "never closed", "{{ end }}"),
        ("{{ end }}", "{{ end }}", "closes nothing", ""),
        ("{{ (printf `x` }}", "}}", "not closed", "`)`"),
        ("{{ }}", "}}", "no value", ""),
        ("{{ break }}", "break", "only in a `range`", ""),
        ("{{ define `x` }}{{ $labels.a }}{{ end }}", "$labels", "no variable", "pass `.`"),
        (r#"{{ "a\d" }}"#, r"\d", "escape", "backticks"),
        ("{{ 1 | 2 }}", "2", "only functions", ""),
        ("{{/* a }}", "{{", "comment", ""),
    ] {
        let errors = parse(text).expect_err(text);
        let found = &text[errors[0].at.clone()];
        assert!(found.trim() == place.trim(), "{text}: {found}: {errors:?}");
        assert!(errors[0].message.contains(words), "{text}: {errors:?}");
        assert!(errors[0].help.as_deref().unwrap_or_default().contains(help), "{text}: {errors:?}");
    }
}

#[test]
fn several_errors_in_one_run() {
    let text = "{{ foo }} {{ if bar }}{{ baz }}{{ else }}{{ $qux }}{{ end }} {{ $labels.ok }} {{ ( }}";
    assert_eq!(parse(text).expect_err(text).len(), 5);
}

#[test]
fn faults_are_what_breaks_when_the_alert_fires() {
    let fault = |text: &str| -> Vec<TemplateError> { good(text).faults().to_vec() };
    for (text, place, words) in [
        ("{{ humanize }}", "humanize", "takes 1 argument, not 0"),
        ("{{ humanize value }}", "value", "takes 1 argument, not 0"),
        ("{{ reReplaceAll `a` `b` }}", "reReplaceAll", "takes 3 arguments, not 2"),
        ("{{ toUpper $value }}", "$value", "takes text"),
        ("{{ $value | query }}", "$value", "takes text"),
        ("{{ query `up` | value }}", "query `up`", "takes one sample"),
        ("{{ query `up` | first | humanize }}", "first", "takes a number"),
        ("{{ if gt $value 5 }}{{ end }}", "5", "cannot compare"),
        ("{{ if eq $labels.a 1 }}{{ end }}", "1", "cannot compare"),
        ("{{ .labels.job }}", "labels", "no field `labels`"),
        ("{{ $labels.job.name }}", "name", "no field"),
        ("{{ $value 1 }}", "$value", "no function"),
        ("{{ $x = 1 }}", "$x", "no variable"),
        ("{{ template `x` }}", "`x`", "no template"),
        ("{{ range $value }}{{ end }}", "$value", "cannot walk"),
        ("{{ if match `(` $labels.a }}{{ end }}", "`(`", "no regex"),
    ] {
        let faults = fault(text);
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert_eq!(&text[faults[0].at.clone()], place, "{text}: {faults:?}");
        assert!(faults[0].message.contains(words), "{text}: {faults:?}");
    }
    for text in [
        "{{ if gt $value 5.0 }}{{ end }}",
        "{{ (toTime $value).Format `15:04` }}",
        "{{ $x := 1 }}{{ if $value }}{{ $x = `a` }}{{ end }}{{ toUpper $x }}",
        "{{ if and (gt $value 0.5) (match `a.*` $labels.a) }}{{ end }}",
        "{{ with $x := query `up` }}{{ range $i, $s := sortByLabel `a` $x }}{{ $i }}{{ $s.Value }}{{ end }}{{ end }}",
        "{{ args 1 2 3 }}{{ externalURL }}{{ .ExternalURL }}",
    ] {
        assert_eq!(fault(text), [], "{text}");
    }
}

#[test]
fn hostile_text_ends_in_words() {
    let nested = |depth: usize| "{{ if true }}".repeat(depth) + &"{{ end }}".repeat(depth);
    good(&nested(256));
    assert!(parse(&nested(257)).is_err());
    assert!(parse(&nested(100_000)).is_err());
    let parens = |depth: usize| format!("{{{{ {}1{} }}}}", "(".repeat(depth), ")".repeat(depth));
    good(&parens(256));
    assert!(parse(&parens(100_000)).is_err());
    for piece in [
        "{{\"",
        "{{€",
        "{{ (",
        "{{`",
        "{{ /*",
        "{{ $x := ",
        "{{if 1}}{{else if 1}}",
        "{{define `a`}}",
        "{{'",
        ".",
    ] {
        let _ = parse(&piece.repeat(50_000));
        let _ = super::shorthand::scan(&piece.repeat(50_000));
    }
    good(&("{{if 1}}".to_owned() + &"{{else if 1}}".repeat(5_000) + "{{end}}"));
}

#[test]
fn values_show_by_their_kind() {
    for (kind, expected) in [
        (ValueKind::Ratio, "{{ $value | humanizePercentage }}"),
        (ValueKind::Seconds, "{{ $value | humanizeDuration }}"),
        (ValueKind::Bytes, "{{ $value | humanize1024 }}B"),
        (ValueKind::PerSecond, "{{ $value | humanize }}/s"),
        (ValueKind::FramesPerSecond, "{{ $value | humanize }} fps"),
        (ValueKind::Celsius, "{{ $value | humanize }} °C"),
        (ValueKind::Count, "{{ $value | humanize }}"),
    ] {
        assert_eq!(humanise(kind, "$value"), expected);
        assert_eq!(good(expected).faults(), []);
    }
}

#[test]
fn shorthands() {
    use super::shorthand::{expand, scan};
    let show = |text: &str| {
        expand(&scan(text).unwrap_or_else(|errors| panic!("{errors:?}")), |name| format!("<{name}>"))
    };
    for (text, expected) in [
        ("", ""),
        ("plain $5 { $x }", "plain $5 { $x }"),
        ("${job} on ${in-st.a_nce1}", "<job> on <in-st.a_nce1>"),
        ("$${job} $$${x}", "${job} $${x}"),
        ("{{ \"${a} }}\" }}${b}", "{{ \"${a} }}\" }}<b>"),
        ("{{/* ${a} } */}}${b}{{ x", "{{/* ${a} } */}}<b>{{ x"),
        ("{{ ${a} }} ${b}", "{{ ${a} }} <b>"),
        ("{${a}}", "{<a>}"),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
    for (text, place, words) in [
        ("a ${} b", "${}", "names nothing"),
        ("a ${job", "${job", "never closed"),
        ("${a b}", " ", "cannot stand"),
        ("${", "${", "never closed"),
    ] {
        let errors = scan(text).expect_err(text);
        assert_eq!(&text[errors[0].at.clone()], place);
        assert!(errors[0].message.contains(words), "{errors:?}");
    }
}
