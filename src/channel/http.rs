//! `http_config` and what stands in it: shared by all integrations.
//! Source: `config/http_config.go` of prometheus/common; every rule was tried with amtool 0.33.

use super::given::Given;
use super::rules;
use super::special::reserved;
use super::table::{Block, Rule, Type};
use super::value::not_one_of;
use crate::diag::{Diagnostic, Diagnostics, codes};

pub const HTTP: Type = Type::Block(&HTTP_CONFIG);
pub const TLS: Type = Type::Block(&TLS_CONFIG);
pub const HEADERS: Type = Type::Map(&Type::Block(&HEADER));

/// Settings that put an `Authorization` header on requests.
pub const AUTHORIZED: [&str; 3] = ["authorization", "bearer_token", "bearer_token_file"];

const PROXY: Rule = Rule::All(&[
    Rule::OneOnly(&["proxy_url", "proxy_from_environment"]),
    Rule::With(&["no_proxy"], &["proxy_url"]),
    Rule::With(&["proxy_connect_header"], &["proxy_url", "proxy_from_environment"]),
]);

static HTTP_CONFIG: Block = Block {
    settings: &[
        (Type::Block(&BASIC_AUTH), &["basic_auth"]),
        (Type::Block(&AUTHORIZATION), &["authorization"]),
        (Type::Block(&OAUTH2), &["oauth2"]),
        (Type::Secret, &["bearer_token"]),
        (Type::File, &["bearer_token_file"]),
        (TLS, &["tls_config"]),
        (Type::ProxyUrl, &["proxy_url"]),
        (Type::Text, &["no_proxy"]),
        (Type::Bool, &["proxy_from_environment", "follow_redirects", "enable_http2"]),
        (Type::Map(&Type::List(&Type::Secret)), &["proxy_connect_header"]),
        (HEADERS, &["http_headers"]),
    ],
    rules: &[
        Rule::OneOnly(&["bearer_token", "bearer_token_file", "basic_auth", "authorization", "oauth2"]),
        PROXY,
        Rule::Also(
            "No header may be one that Alertmanager sets itself, such as `Authorization` and `Content-Type`.",
            header_names,
        ),
    ],
};

static BASIC_AUTH: Block = Block {
    settings: &[
        (Type::Text, &["username", "username_ref", "password_ref"]),
        (Type::File, &["username_file", "password_file"]),
        (Type::Secret, &["password"]),
    ],
    rules: &[
        Rule::OneOnly(&["username", "username_file", "username_ref"]),
        Rule::OneOnly(&["password", "password_file", "password_ref"]),
    ],
};

static AUTHORIZATION: Block = Block {
    settings: &[
        (Type::Text, &["type", "credentials_ref"]),
        (Type::Secret, &["credentials"]),
        (Type::File, &["credentials_file"]),
    ],
    rules: &[
        Rule::OneOnly(&["credentials", "credentials_file", "credentials_ref"]),
        Rule::Also("`type` cannot be `basic`: that is `basic_auth`.", not_basic),
    ],
};

static OAUTH2: Block = Block {
    settings: &[
        (
            Type::Text,
            &[
                "client_id",
                "client_secret_ref",
                "client_certificate_key_id",
                "client_certificate_key_ref",
                "grant_type",
                "iss",
                "signature_algorithm",
                "audience",
                "token_url",
                "no_proxy",
            ],
        ),
        (Type::Secret, &["client_secret", "client_certificate_key"]),
        (Type::File, &["client_secret_file", "client_certificate_key_file"]),
        (Type::List(&Type::Text), &["scopes"]),
        (Type::Map(&Type::Text), &["endpoint_params"]),
        (Type::Object, &["claims"]),
        (TLS, &["tls_config"]),
        (Type::ProxyUrl, &["proxy_url"]),
        (Type::Bool, &["proxy_from_environment"]),
        (Type::Map(&Type::List(&Type::Secret)), &["proxy_connect_header"]),
    ],
    rules: &[
        Rule::Needs(&["client_id"], &[]),
        Rule::Needs(&["token_url"], &[]),
        Rule::Also(
            "Only one of `client_secret`, `client_secret_file` and `client_secret_ref`; with the `grant_type` of JWT bearers, of `client_certificate_key`, `client_certificate_key_file` and `client_certificate_key_ref`, and `signature_algorithm` is `RS256`, `RS384` or `RS512`.",
            oauth2_grant,
        ),
        PROXY,
    ],
};

const VERSIONS: Type = Type::OneOf(&["TLS10", "TLS11", "TLS12", "TLS13"]);

static TLS_CONFIG: Block = Block {
    settings: &[
        (Type::Text, &["ca", "ca_ref", "cert", "cert_ref", "key_ref", "server_name"]),
        (Type::File, &["ca_file", "cert_file", "key_file"]),
        (Type::Secret, &["key"]),
        (Type::Bool, &["insecure_skip_verify"]),
        (VERSIONS, &["min_version", "max_version"]),
    ],
    rules: &[
        Rule::OneOnly(&["ca", "ca_file", "ca_ref"]),
        Rule::OneOnly(&["cert", "cert_file", "cert_ref"]),
        Rule::OneOnly(&["key", "key_file", "key_ref"]),
        Rule::With(&["cert", "cert_file", "cert_ref"], &["key", "key_file", "key_ref"]),
        Rule::With(&["key", "key_file", "key_ref"], &["cert", "cert_file", "cert_ref"]),
    ],
};

static HEADER: Block = Block {
    settings: &[
        (Type::List(&Type::Text), &["values"]),
        (Type::List(&Type::Secret), &["secrets"]),
        (Type::List(&Type::File), &["files"]),
    ],
    rules: &[],
};

/// Headers that Alertmanager and the services of Amazon set themselves, in lower case.
const OWN_HEADERS: [&str; 18] = [
    "authorization",
    "host",
    "content-encoding",
    "content-length",
    "content-type",
    "user-agent",
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "www-authenticate",
    "accept-encoding",
    "x-prometheus-remote-write-version",
    "x-prometheus-remote-read-version",
    "x-prometheus-scrape-timeout-seconds",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-content-sha256",
];

fn header_names(given: &Given, findings: &mut Diagnostics) {
    for (name, span) in given.keys_of("http_headers") {
        if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            findings.push(reserved(span, format!("the header `{name}` cannot be set here")));
        }
    }
}

/// Alertmanager looks only at the settings that its way to a token uses.
fn oauth2_grant(given: &Given, findings: &mut Diagnostics) {
    if given.text("grant_type") != Some("urn:ietf:params:oauth:grant-type:jwt-bearer") {
        let secrets = ["client_secret", "client_secret_file", "client_secret_ref"];
        return rules::one_only(&secrets, given, findings);
    }
    let keys = ["client_certificate_key", "client_certificate_key_file", "client_certificate_key_ref"];
    rules::one_only(&keys, given, findings);
    let known = ["RS256", "RS384", "RS512"];
    if let (Some(algorithm), Some(span)) =
        (given.text("signature_algorithm"), given.span("signature_algorithm"))
        && !algorithm.is_empty()
        && !known.contains(&algorithm)
    {
        findings.push(not_one_of(&known, "signature_algorithm", algorithm, span));
    }
}

fn not_basic(given: &Given, findings: &mut Diagnostics) {
    if let (Some(kind), Some(span)) = (given.text("type"), given.span("type"))
        && kind.trim().eq_ignore_ascii_case("basic")
    {
        findings.push(
            Diagnostic::new(codes::CHANNEL_NOT_ONE_OF, span, "`authorization` cannot be of type `basic`")
                .help("set `basic_auth` instead, with its `username` and `password_file`"),
        );
    }
}
