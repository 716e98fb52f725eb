//! Configurations inside of other files: they are read, and what is found in them has its place in the file.

use larum::import::{Imported, Options, read};
use larum::text::FileId;

fn imported(text: &str) -> Imported {
    read(text, FileId(0), &Options::default())
}

/// What is found: codes, and the text where each stands.
fn found<'t>(text: &'t str, imported: &Imported) -> Vec<(&'static str, &'t str)> {
    let findings = imported.findings.clone().sorted();
    let token = |at: std::ops::Range<u32>| &text[at.start as usize..at.end as usize];
    let told = findings.iter().map(|finding| {
        let span = finding.primary.span;
        (finding.code.name, token(span.start..span.end))
    });
    told.collect()
}

const IN_LINES: [&str; 4] = [
    "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  alertmanager.yaml: |\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  alertmanager.yml: |\n",
    "template_files: {}\nalertmanager_config: |\n",
    "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data:\n    am.yml: |\n",
];

#[test]
fn texts_in_lines_are_read_with_their_places() {
    for head in IN_LINES {
        let good = format!("{head}      route: {{receiver: r}}\n      receivers:\n      - name: r\n");
        let read = imported(&good);
        assert!(read.findings.is_empty() && read.alertmanagers.len() == 1, "{good}{:#?}", read.findings);
        let place = read.alertmanagers[0].route.receiver.as_ref().expect("a receiver").span;
        assert_eq!(&good[place.start as usize..place.end as usize], "r");
        let bad = good.replace("receiver: r}", "receiver: é, continue: on}");
        let expected = [("alertmanager/root-route", "continue: on"), ("name/unknown", "é")];
        let mut told = found(&bad, &imported(&bad));
        told.sort_unstable();
        assert_eq!(told, expected, "{bad}");
    }
}

/// `route: {receiver: r}` with its receiver, and with another one.
#[test]
fn what_base64_stands_for_is_read_and_stands_at_the_whole_of_it() {
    let secret = |value: &str| {
        format!("apiVersion: v1\nkind: Secret\ndata:\n  alertmanager.yaml: {value}\n  key: aGk=\n")
    };
    let good = secret("cm91dGU6IHtyZWNlaXZlcjogcn0KcmVjZWl2ZXJzOiBbe25hbWU6IHJ9XQo=");
    let read = imported(&good);
    assert!(read.findings.is_empty() && read.alertmanagers.len() == 1, "{:#?}", read.findings);
    let value = "cm91dGU6IHtyZWNlaXZlcjogcX0KcmVjZWl2ZXJzOiBbe25hbWU6IHJ9XQo=";
    let bad = secret(value);
    assert_eq!(found(&bad, &imported(&bad)), [("name/unknown", value)]);
    // Matchers of the classic parser: nothing can be replaced in base64.
    let value = "cm91dGU6IHtyZWNlaXZlcjogciwgcm91dGVzOiBbe21hdGNoZXJzOiBbYT0nJ119XX0KcmVjZWl2ZXJzOiBbe25hbWU6IHJ9XQo=";
    let odd = imported(&secret(value));
    assert_eq!(odd.findings.iter().count(), 1);
    assert!(odd.findings.iter().all(|finding| finding.fix.is_none()), "{:#?}", odd.findings);
    let packed = secret("H4sIAAAAAAAAAyvKLy1JtVKoLkpNTs0sSy2yUiiqBQDLZRxCFAAAAA==");
    assert_eq!(found(&packed, &imported(&packed)), [("file/declined", "alertmanager.yaml")]);
    let other = secret("aGVsbG8=").replace("kind: Secret", "kind: ConfigMap");
    assert!(imported(&other).findings.is_empty() && !imported(&other).is_ours());
}

#[test]
fn objects_of_the_operator_are_read() {
    let object = "apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nspec:\n  route: {receiver: r, continue: yes}\n  receivers: [{name: r}]\n";
    let read = imported(object);
    assert!(
        read.findings.is_empty() && read.alertmanagers.len() == 1 && read.is_ours(),
        "{:#?}",
        read.findings
    );
    let bad = object.replace("receiver: r,", "receiver: x,");
    assert_eq!(found(&bad, &imported(&bad)), [("name/unknown", "x")]);
}
