//! A Prometheus, or what speaks like one, over HTTP.
//!
//! ```text
//!  Server ──┬── http ── trouble      connections, and what goes wrong with them
//!           ├── answer               what a server says, and what may help
//!           ├── json_api             the query API, for servers without remote read
//!           └── external             the labels that a server puts on all
//! ```

mod answer;
mod external;
mod http;
mod json_api;
mod trouble;

pub(super) use http::Access;

use super::wire;
use crate::cli::Failure;
use crate::model::Millis;
use crate::story::{Wanted, wanted_text};
use answer::Answer;
use http::Http;
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) struct Server {
    http: Http,
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

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        Refusal::Failed(failure)
    }
}

impl Server {
    /// # Errors
    /// When the address or the certificates cannot be used.
    pub fn new(access: Access) -> Result<Server, Failure> {
        Ok(Server { http: Http::new(access)?, by_query: AtomicBool::new(false) })
    }

    pub fn address(&self) -> &str {
        &self.http.base
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
        let answer = self.http.get("/api/v1/query?query=vector(1)")?;
        self.accepted(&answer)?;
        if !answer.is_success() {
            let hint = match answer.is_page() {
                true => {
                    "with an HTML page: does it want a login, or is a path missing, such as `/prometheus`?"
                }
                false => "but not as a Prometheus does: is there a path missing, such as `/prometheus`?",
            };
            return Err(Failure::new(format!("{} answers, {hint}", self.address())));
        }
        // Remote read puts them on all series. Who may not look at the configuration goes without.
        let config = self.http.get("/api/v1/status/config")?;
        Ok(external::labels(&config.body).unwrap_or_default())
    }

    /// The samples of a selector from the first to the last instant, as a message of remote read.
    pub fn read(&self, wanted: &Wanted, from: Millis, until: Millis) -> Result<Vec<u8>, Refusal> {
        if !self.is_asked_by_query() {
            let body = snap::raw::Encoder::new().compress_vec(&wire::request(wanted, from, until));
            let body = body.map_err(|error| Failure::new(error.to_string()))?;
            let answer = self.http.post("/api/v1/read", &body)?;
            if !answer.has_no_such_path() {
                return self.read_answer(&answer);
            }
            self.by_query.store(true, Ordering::Relaxed);
        }
        self.read_by_query(wanted, from, until)
    }

    fn read_answer(&self, answer: &Answer) -> Result<Vec<u8>, Refusal> {
        self.not_too_many(answer)?;
        let broken = || {
            let address = self.address();
            Failure::new(format!("the answer of {address} breaks off, or is none of remote read"))
        };
        let plain = snap::raw::Decoder::new().decompress_vec(&answer.body).map_err(|_| broken())?;
        wire::series(&plain).map_err(|_| broken())?;
        Ok(plain)
    }

    fn read_by_query(&self, wanted: &Wanted, from: Millis, until: Millis) -> Result<Vec<u8>, Refusal> {
        // A range is open at its left end.
        let query = format!("{}[{}ms]", wanted_text(wanted), until - from + 1);
        let answer = self.http.post_form("/api/v1/query", &json_api::form(&query, until))?;
        self.not_too_many(&answer)?;
        let found = json_api::series(&answer.body).map_err(|error| {
            Failure::new(format!("{} answers what cannot be read: {error}", self.address()))
        })?;
        Ok(wire::response(&found))
    }

    fn not_too_many(&self, answer: &Answer) -> Result<(), Refusal> {
        if answer.is_too_many() {
            return Err(Refusal::TooMany(answer.complaint()));
        }
        Ok(self.accepted(answer)?)
    }

    /// # Errors
    /// What the server says, when it does not do as asked.
    fn accepted(&self, answer: &Answer) -> Result<(), Failure> {
        if matches!(answer.status, 200..=299) {
            return Ok(());
        }
        let (said, remedy) = (answer.complaint(), answer.remedy(self.http.shows_who()));
        let status = answer.status;
        Err(Failure::new(format!("{} refuses (status {status}): {said}{remedy}", self.address())))
    }
}
