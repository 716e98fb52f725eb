//! Requests over HTTP, with what lets us in.

use super::answer::Answer;
use super::trouble;
use crate::cli::Failure;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};

/// Of one answer; what is larger is asked for in parts.
const MOST_BYTES: u64 = 256 << 20;
const TRIES: u32 = 4;

/// How to get there.
#[derive(Clone, Default)]
pub(in crate::cli::backtest) struct Access {
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// PEM, in place of the authorities that browsers trust.
    pub authorities: Option<Vec<u8>>,
    /// Certificate and key by which a client shows who it is, in PEM.
    pub own: Option<(Vec<u8>, Vec<u8>)>,
    pub timeout: Duration,
}

pub(super) struct Http {
    agent: Agent,
    pub base: String,
    headers: Vec<(String, String)>,
    has_authorities: bool,
}

impl Http {
    /// # Errors
    /// When the address or the certificates cannot be used.
    pub fn new(access: Access) -> Result<Http, Failure> {
        let base = address(&access.url)?;
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(access.timeout))
            .user_agent(concat!("larum/", env!("CARGO_PKG_VERSION")));
        if access.authorities.is_some() || access.own.is_some() {
            config = config.tls_config(tls(&access)?);
        }
        let has_authorities = access.authorities.is_some();
        Ok(Http { agent: config.build().into(), base, headers: access.headers, has_authorities })
    }

    /// Whether something was given that says who we are.
    pub fn shows_who(&self) -> bool {
        self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"))
    }

    pub fn get(&self, path: &str) -> Result<Answer, Failure> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        self.finish(request.call())
    }

    /// A message of remote read, compressed.
    pub fn post(&self, path: &str, body: &[u8]) -> Result<Answer, Failure> {
        let headers = [
            ("Content-Type", "application/x-protobuf"),
            ("Content-Encoding", "snappy"),
            ("X-Prometheus-Remote-Read-Version", "0.1.0"),
        ];
        self.sent(path, &headers, body)
    }

    pub fn post_form(&self, path: &str, form: &str) -> Result<Answer, Failure> {
        self.sent(path, &[("Content-Type", "application/x-www-form-urlencoded")], form.as_bytes())
    }

    /// Again after a while, when it is too busy or the line is bad.
    fn sent(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Failure> {
        let mut wait = Duration::from_millis(300);
        for _ in 1..TRIES {
            match self.sent_once(path, headers, body) {
                Ok(answer) if !answer.is_busy() => return Ok(answer),
                _ => std::thread::sleep(wait),
            }
            wait *= 3;
        }
        self.sent_once(path, headers, body)
    }

    fn sent_once(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Failure> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in headers.iter().copied().chain(own) {
            request = request.header(name, value);
        }
        self.finish(request.send(body))
    }

    fn finish(
        &self,
        response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Answer, Failure> {
        let failed = |error: ureq::Error| {
            let words = trouble::words(&error, self.has_authorities);
            Failure::new(format!("cannot ask {}: {words}", self.base))
        };
        let response = response.map_err(failed)?;
        let status = response.status().as_u16();
        let body = response.into_body().into_with_config().limit(MOST_BYTES).read_to_vec();
        match body {
            Ok(body) => Ok(Answer { status, body }),
            Err(ureq::Error::BodyExceedsLimit(_)) => {
                Ok(Answer { status: 413, body: b"its answer is larger than 256 MiB".to_vec() })
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// The address without what follows it.
fn address(url: &str) -> Result<String, Failure> {
    let base = url.trim_end_matches('/');
    let Some((_, rest)) = base.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))
    else {
        return Err(Failure::new(format!(
            "`{url}` is no address of a server: write `http://host:9090`, or `https://…`"
        )));
    };
    // It would stand in reports, and in the list of processes; it is not repeated here, either.
    if rest.split('/').next().is_some_and(|host| host.contains('@')) {
        return Err(Failure::new(
            "the address holds a name or a password, which others would see: give `--basic-auth-file FILE`",
        ));
    }
    if base.contains(['?', '#']) || base.ends_with("/api/v1") {
        return Err(Failure::new(format!(
            "`{url}`: write the address of the server alone, without `/api/v1`, `?` and `#`"
        )));
    }
    Ok(base.to_string())
}

fn tls(access: &Access) -> Result<TlsConfig, Failure> {
    let mut tls = TlsConfig::builder();
    if let Some(pem) = &access.authorities {
        let certificates = certificates(pem, "--ca-file")?;
        tls = tls.root_certs(RootCerts::from(certificates.into_iter()));
    }
    if let Some((certificate, key)) = &access.own {
        let key = PrivateKey::from_pem(key)
            .map_err(|_| Failure::new("--key-file: the file holds no private key in PEM"))?;
        tls = tls
            .client_cert(Some(ClientCert::new_with_certs(&certificates(certificate, "--cert-file")?, key)));
    }
    Ok(tls.build())
}

fn certificates(pem: &[u8], option: &str) -> Result<Vec<Certificate<'static>>, Failure> {
    let found = parse_pem(pem).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let found: Vec<Certificate> = found.collect();
    match found.is_empty() {
        true => Err(Failure::new(format!("{option}: the file holds no certificate in PEM"))),
        false => Ok(found),
    }
}
