//! `larum backtest` of a real Prometheus behind TLS and a password.

use super::PROGRAM;
use crate::support::command::Project;
use crate::support::server::Server;
use crate::support::tools::path_of;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The user `test` with the password `test`.
const USERS: &str =
    "basic_auth_users: { test: $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay }\n";

/// Makes `NAME.pem` and `NAME.key` for 127.0.0.1: an authority `ca`, what it signed, and one that nobody signed.
/// Certificates are made anew for each run, so that none is ever too old.
fn certificates(folder: &Path) {
    let script = r#"set -e
        key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        for name in ca other; do
            openssl req -x509 $key -days 2 -keyout $name.key -out $name.pem -subj /CN=$name \
                -addext subjectAltName=IP:127.0.0.1
        done
        printf 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n' > extensions
        openssl req $key -keyout server.key -out server.csr -subj /CN=server
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions \
            -out server.pem"#;
    let made = Command::new("sh").args(["-c", script]).current_dir(folder).output().expect("sh runs");
    assert!(made.status.success(), "openssl is needed: {}", String::from_utf8_lossy(&made.stderr));
}

/// A Prometheus without samples that listens as `web.yml` in this folder says.
fn server(project: &Project, web: &str) -> Server {
    project.write("web.yml", web);
    let folder = project.path("");
    let launch = move |own: &Path, port: u16| {
        fs::write(own.join("prometheus.yml"), "global: {}\n").expect("a file");
        let mut command = Command::new(path_of("prometheus"));
        command
            .arg(format!("--config.file={}", own.join("prometheus.yml").display()))
            .arg(format!("--storage.tsdb.path={}", own.join("data").display()))
            .arg(format!("--web.config.file={}", folder.join("web.yml").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"));
        command
    };
    Server::start(launch).expect("a Prometheus with TLS")
}

/// What larum says of a server: its last line but for what differs from run to run.
fn said(project: &Project, address: &str, more: &[&str]) -> String {
    let mut arguments = vec!["backtest", "--since", "1h", "--no-cache", "--prometheus", address];
    arguments.extend(more);
    let ran = project.larum(&arguments);
    let text = if ran.code == 0 { "nothing fired".to_string() } else { ran.stderr };
    text.replace(address, "SERVER").trim_end().to_string()
}

#[test]
fn a_server_behind_tls_and_a_password() {
    let project =
        Project::of(&[("program.larum", PROGRAM), ("right", "test:test\n"), ("wrong", "test:Test")]);
    certificates(&project.path(""));
    let server = server(
        &project,
        &format!("tls_server_config: {{ cert_file: server.pem, key_file: server.key }}\n{USERS}"),
    );
    let https = format!("https://127.0.0.1:{}", server.port());
    for (arguments, expected) in [
        (&["--ca-file", "ca.pem", "--basic-auth-file", "right"][..], "nothing fired"),
        (&["--ca-file", "ca.pem", "--header", "Authorization: Basic dGVzdDp0ZXN0"], "nothing fired"),
        (
            &["--ca-file", "ca.pem", "--basic-auth-file", "wrong"],
            "larum: SERVER refuses (status 401): Unauthorized; the name, the password or the token that was given is \
             not the right one",
        ),
        (
            &["--ca-file", "ca.pem"],
            "larum: SERVER refuses (status 401): Unauthorized; give `--basic-auth-file FILE`, \
             `--bearer-token-file FILE` or `--header 'NAME: VALUE'`",
        ),
        (
            &["--basic-auth-file", "right"],
            "larum: cannot ask SERVER: io: invalid peer certificate: UnknownIssuer; none of the authorities that \
             browsers trust has signed its certificate: give `--ca-file FILE`",
        ),
        (
            &["--ca-file", "other.pem", "--basic-auth-file", "right"],
            "larum: cannot ask SERVER: io: invalid peer certificate: UnknownIssuer; none of the authorities of \
             `--ca-file` has signed its certificate",
        ),
        (&["--ca-file", "right"], "larum: --ca-file: the file holds no certificate in PEM"),
        (&["--ca-file", "none.pem"], "larum: cannot read none.pem: No such file or directory (os error 2)"),
        (
            &["--basic-auth-file", "ca.pem"],
            "larum: --basic-auth-file and LARUM_BASIC_AUTH hold `NAME:PASSWORD`",
        ),
        (
            &["--basic-auth-file", "right", "--header", "authorization: Bearer a"],
            "larum: `--header 'Authorization: …'` and a file both say who we are: give one of them",
        ),
        (
            &["--ca-file", "ca.pem", "--cert-file", "server.pem", "--key-file", "server.pem"],
            "larum: --key-file: the file holds no private key in PEM",
        ),
    ] {
        let said = said(&project, &https, arguments);
        assert_eq!(said, expected, "{arguments:?}");
        assert!(!said.contains("test:"), "no secret is repeated");
    }
    let http = format!("http://127.0.0.1:{}", server.port());
    assert!(said(&project, &http, &[]).ends_with("to an HTTPS server.; write `https://…`"));
    let told = said(&project, &http.replace("//", "//test:test@"), &[]);
    assert!(told.contains("--basic-auth-file FILE") && !told.contains("test:test"), "{told}");
}

#[test]
fn a_server_that_knows_its_clients_by_their_certificates() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    certificates(&project.path(""));
    let web = "tls_server_config: { cert_file: server.pem, key_file: server.key, client_ca_file: ca.pem, \
               client_auth_type: RequireAndVerifyClientCert }\n";
    let server = server(&project, web);
    let https = format!("https://127.0.0.1:{}", server.port());
    let own = ["--ca-file", "ca.pem", "--cert-file", "server.pem", "--key-file", "server.key"];
    assert_eq!(said(&project, &https, &own), "nothing fired");
    let without = said(&project, &https, &own[..2]);
    assert!(without.ends_with("give `--cert-file FILE` and `--key-file FILE`"), "{without}");
}

#[test]
fn a_server_that_uses_the_certificate_of_an_authority_or_none() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    certificates(&project.path(""));
    let server = server(&project, "tls_server_config: { cert_file: other.pem, key_file: other.key }\n");
    let told = said(&project, &format!("https://127.0.0.1:{}", server.port()), &["--ca-file", "other.pem"]);
    assert!(told.ends_with("a server needs one with `basicConstraints=CA:FALSE`"), "{told}");
    let plain = super::history::History::empty(&[]);
    let told = said(&project, &format!("https://127.0.0.1:{}", plain.server.port()), &[]);
    assert!(told.ends_with("does it speak plain HTTP? Then write `http://…`"), "{told}");
}
