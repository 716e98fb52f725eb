//! A Prometheus, or what speaks like one, over HTTP.

use super::super::Failure;
use super::json_api;
use super::wire::{self, Fetched};
use crate::model::Millis;
use crate::story::{Wanted, wanted_text};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Of one answer; what is larger is asked for in parts.
const MOST_BYTES: u64 = 256 << 20;
const TRIES: u32 = 4;

/// How to get there.
#[derive(Clone, Debug, Default)]
pub(super) struct Access {
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// PEM, in place of the authorities that browsers trust.
    pub authorities: Option<Vec<u8>>,
    pub timeout: Duration,
}

pub(super) struct Server {
    agent: Agent,
    base: String,
    headers: Vec<(String, String)>,
    /// Found to have no remote read.
    by_query: AtomicBool,
}

/// Why samples did not come.
#[derive(Debug)]
pub(super) enum Refusal {
    /// They are too many for one answer.
    TooMany(String),
    Failed(Failure),
}

/// A response that was read to its end.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    /// What a server says is wrong, in one line.
    fn complaint(&self) -> String {
        let said = match serde_json::from_slice::<json_api::Reply>(&self.body) {
            Ok(reply) if !reply.error.is_empty() => reply.error,
            _ => String::from_utf8_lossy(&self.body).into_owned(),
        };
        let line: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        if line.is_empty() { "it says nothing of why".to_string() } else { line }
    }

    fn is_too_many(&self) -> bool {
        let said = self.complaint().to_lowercase();
        let limits = ["sample limit", "too many samples", "too many chunks", "limit exceeded", "max-samples"];
        self.status == 413 || (self.status >= 400 && limits.iter().any(|limit| said.contains(limit)))
    }
}

impl Server {
    /// # Errors
    /// When the address or the certificates cannot be used.
    pub fn new(access: Access) -> Result<Server, Failure> {
        let base = access.url.trim_end_matches('/').to_string();
        if !base.starts_with("http://") && !base.starts_with("https://") {
            return Err(Failure::new(format!(
                "`{}` is no address of a server: write `http://host:9090`, or `https://…`",
                access.url
            )));
        }
        if base.contains(['?', '#']) || base.ends_with("/api/v1") {
            return Err(Failure::new(format!(
                "`{}`: write the address of the server alone, without `/api/v1`, `?` and `#`",
                access.url
            )));
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(access.timeout))
            .user_agent(concat!("larum/", env!("CARGO_PKG_VERSION")));
        if let Some(pem) = &access.authorities {
            let certificates = parse_pem(pem).filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            });
            let certificates: Vec<Certificate> = certificates.collect();
            if certificates.is_empty() {
                return Err(Failure::new("the file of authorities holds no certificate in PEM"));
            }
            let tls = TlsConfig::builder().root_certs(RootCerts::from(certificates.into_iter()));
            config = config.tls_config(tls.build());
        }
        let by_query = AtomicBool::new(false);
        Ok(Server { agent: config.build().into(), base, headers: access.headers, by_query })
    }

    pub fn address(&self) -> &str {
        &self.base
    }

    /// Whether ends of series and histograms are not to be had.
    pub fn is_asked_by_query(&self) -> bool {
        self.by_query.load(Ordering::Relaxed)
    }

    /// Whether it is there, and lets us in; gives the external labels that it says it has.
    ///
    /// # Errors
    /// Who does not answer, or says no.
    pub fn greet(&self) -> Result<Vec<(String, String)>, Failure> {
        let answer = self.get("/api/v1/query?query=vector(1)")?;
        self.accepted(&answer)?;
        if !answer.body.starts_with(b"{") {
            return Err(Failure::new(format!(
                "{} answers, but not as a Prometheus does: is there a path missing, such as `/prometheus`?",
                self.base
            )));
        }
        // Remote read puts them on all series. Who may not look at the configuration goes without.
        let config = self.get("/api/v1/status/config")?;
        Ok(external_labels(&config.body).unwrap_or_default())
    }

    /// The samples of a selector from the first to the last instant, as a message of remote read.
    pub fn read(&self, wanted: &Wanted, from: Millis, until: Millis) -> Result<Vec<u8>, Refusal> {
        if !self.is_asked_by_query() {
            let body = snap::raw::Encoder::new().compress_vec(&wire::request(wanted, from, until));
            let body = body.map_err(|error| Refusal::Failed(Failure::new(error.to_string())))?;
            let answer = self.sent(&|| self.post("/api/v1/read", &body)).map_err(Refusal::Failed)?;
            match answer.status {
                // Not there, or switched off.
                404 | 405 | 501 => self.by_query.store(true, Ordering::Relaxed),
                _ => return self.read_answer(&answer),
            }
        }
        self.read_by_query(wanted, from, until)
    }

    fn read_answer(&self, answer: &Answer) -> Result<Vec<u8>, Refusal> {
        if answer.is_too_many() {
            return Err(Refusal::TooMany(answer.complaint()));
        }
        self.accepted(answer).map_err(Refusal::Failed)?;
        let plain = snap::raw::Decoder::new().decompress_vec(&answer.body).map_err(|_| self.broken());
        let plain = plain.map_err(Refusal::Failed)?;
        wire::series(&plain).map_err(|_| Refusal::Failed(self.broken()))?;
        Ok(plain)
    }

    fn read_by_query(&self, wanted: &Wanted, from: Millis, until: Millis) -> Result<Vec<u8>, Refusal> {
        // A range is open at its left end.
        let range = until - from + 1;
        let query = format!("{}[{range}ms]", wanted_text(wanted));
        let form = format!("query={}&time={}", escaped(&query), seconds(until));
        let answer = self.sent(&|| self.post_form("/api/v1/query", &form)).map_err(Refusal::Failed)?;
        if answer.is_too_many() {
            return Err(Refusal::TooMany(answer.complaint()));
        }
        self.accepted(&answer).map_err(Refusal::Failed)?;
        let found: Result<Vec<Fetched>, String> = json_api::series(&answer.body);
        let found = found.map_err(|error| {
            Refusal::Failed(Failure::new(format!("{} answers what cannot be read: {error}", self.base)))
        })?;
        Ok(wire::response(&found))
    }

    fn broken(&self) -> Failure {
        Failure::new(format!("the answer of {} breaks off, or is none of remote read", self.base))
    }

    /// Again after a while, when it is too busy or the line is bad.
    fn sent(&self, send: &dyn Fn() -> Result<Answer, Failure>) -> Result<Answer, Failure> {
        let mut wait = Duration::from_millis(300);
        let mut outcome = send();
        for _ in 1..TRIES {
            match &outcome {
                Ok(answer) if !matches!(answer.status, 429 | 502 | 503 | 504) || answer.is_too_many() => {
                    break;
                }
                _ => std::thread::sleep(wait),
            }
            wait *= 3;
            outcome = send();
        }
        outcome
    }

    fn get(&self, path: &str) -> Result<Answer, Failure> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        self.finish(request.call())
    }

    fn post(&self, path: &str, body: &[u8]) -> Result<Answer, Failure> {
        let mut request = (self.agent.post(format!("{}{path}", self.base)))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Read-Version", "0.1.0");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        self.finish(request.send(body))
    }

    fn post_form(&self, path: &str, form: &str) -> Result<Answer, Failure> {
        let mut request = (self.agent.post(format!("{}{path}", self.base)))
            .header("Content-Type", "application/x-www-form-urlencoded");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        self.finish(request.send(form))
    }

    fn finish(
        &self,
        response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Answer, Failure> {
        let failed = |error: ureq::Error| Failure::new(format!("cannot ask {}: {error}", self.base));
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

    /// # Errors
    /// What the server says, when it does not do as asked.
    fn accepted(&self, answer: &Answer) -> Result<(), Failure> {
        let hint = match answer.status {
            200..=299 => return Ok(()),
            401 | 403 => "; give `--bearer-token-file FILE` or `--header 'NAME: VALUE'`",
            404 => "; is there a path missing, such as `/prometheus`?",
            _ => "",
        };
        let said = answer.complaint();
        Err(Failure::new(format!("{} refuses (status {}): {said}{hint}", self.base, answer.status)))
    }
}

/// Those of a server's configuration; none when this is none.
fn external_labels(body: &[u8]) -> Option<Vec<(String, String)>> {
    let reply: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = reply.get("data")?.get("yaml")?.as_str()?;
    let config: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    let labels = config.get("global")?.get("external_labels")?.as_mapping()?;
    let pair = |(name, value): (&serde_yaml::Value, &serde_yaml::Value)| {
        Some((name.as_str()?.to_string(), value.as_str()?.to_string()))
    };
    labels.iter().map(pair).collect()
}

/// `1700000000.5`
fn seconds(at: Millis) -> String {
    format!("{}.{:03}", at.div_euclid(1000), at.rem_euclid(1000))
}

/// As a form has it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
