//! What a server answered, and what it means when it is no yes.

use super::json_api::Reply;

/// A response that was read to its end.
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// What a server or a gateway before it says when an answer would be too large: Prometheus, Mimir, Thanos.
const LIMITS: [&str; 8] = [
    "sample limit",
    "too many samples",
    "too many chunks",
    "limit exceeded",
    "max-samples",
    "exceeded the maximum",
    "exceeds the limit",
    "larger than max",
];

impl Answer {
    /// What a server says is wrong, in one line.
    pub fn complaint(&self) -> String {
        let said = match serde_json::from_slice::<Reply>(&self.body) {
            Ok(reply) if !reply.error.is_empty() => reply.error,
            _ if self.is_page() => "an HTML page".to_string(),
            _ => String::from_utf8_lossy(&self.body).into_owned(),
        };
        let line: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        if line.is_empty() { "it says nothing of why".to_string() } else { line }
    }

    pub fn is_too_many(&self) -> bool {
        let said = || self.complaint().to_lowercase();
        self.status == 413 || (self.status >= 400 && LIMITS.iter().any(|limit| said().contains(limit)))
    }

    /// Whether there is no remote read, or it is switched off.
    pub fn has_no_such_path(&self) -> bool {
        // VictoriaMetrics knows no other word for it.
        matches!(self.status, 404 | 405 | 501)
            || (self.status == 400 && self.complaint().contains("unsupported path"))
    }

    /// Whether to ask once more may help.
    pub fn is_busy(&self) -> bool {
        matches!(self.status, 429 | 502 | 503 | 504) && !self.is_too_many()
    }

    /// Whether it is meant for a browser.
    pub fn is_page(&self) -> bool {
        let start: Vec<u8> = self.body.iter().copied().skip_while(u8::is_ascii_whitespace).take(1).collect();
        start == b"<"
    }

    /// Whether it is one of a Prometheus that did as it was asked.
    pub fn is_success(&self) -> bool {
        serde_json::from_slice::<Reply>(&self.body).is_ok_and(|reply| reply.status == "success")
    }

    /// What may help against its status.
    pub fn remedy(&self, showed_who: bool) -> &'static str {
        match self.status {
            401 | 403 if showed_who => {
                "; the name, the password or the token that was given is not the right one"
            }
            401 | 403 => {
                "; give `--basic-auth-file FILE`, `--bearer-token-file FILE` or `--header 'NAME: VALUE'`"
            }
            404 => "; is there a path missing, such as `/prometheus`?",
            400 if self.complaint().contains("HTTPS server") => "; write `https://…`",
            429 | 502 | 503 | 504 => "; it is too busy: give fewer `--connections`, or try later",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_say_no() {
        let answer = |status, body: &str| Answer { status, body: body.into() };
        for (status, body) in [
            (400, "exceeded sample limit (400)"),
            (413, ""),
            (
                422,
                r#"{"status":"error","errorType":"execution","error":"query processing would load too many samples"}"#,
            ),
            (422, "the query exceeded the maximum number of chunks (limit: 2 chunks)"),
        ] {
            assert!(answer(status, body).is_too_many(), "{status} {body}");
            assert!(!answer(status, body).is_busy(), "{status} {body}");
        }
        assert!(!answer(200, "too many samples").is_too_many());
        for (status, body) in [(404, ""), (501, ""), (400, "unsupported path requested: \"/api/v1/read\"")] {
            assert!(answer(status, body).has_no_such_path(), "{status} {body}");
        }
        assert!(!answer(400, "bad matcher").has_no_such_path());
        assert_eq!(answer(500, " <html>\n").complaint(), "an HTML page");
        assert_eq!(answer(500, "a\n  b").complaint(), "a b");
    }
}
