//! What lets us in to a server: from files and the environment, so that no secret stands in a list of processes.

use super::super::Failure;
use super::options::ServerOptions;
use super::server::Access;
use super::span::length;
use crate::yaml::base64;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `NAME:PASSWORD`, and a token, where no option gives a file.
const BASIC_AUTH: &str = "LARUM_BASIC_AUTH";
const BEARER_TOKEN: &str = "LARUM_BEARER_TOKEN";

pub(super) fn access(options: &ServerOptions) -> Result<Access, Failure> {
    let mut headers = Vec::new();
    for header in &options.header {
        let Some((name, value)) = header.split_once(':') else {
            return Err(Failure::new("--header: write `NAME: VALUE`"));
        };
        headers.push((name.trim().to_string(), value.trim().to_string()));
    }
    let is_given = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    if let Some(authorization) = authorization(options, is_given)? {
        headers.push(("Authorization".to_string(), authorization));
    }
    let own = match (&options.cert_file, &options.key_file) {
        (Some(certificate), Some(key)) => Some((bytes(certificate)?, bytes(key)?)),
        _ => None,
    };
    Ok(Access {
        url: options.prometheus.clone(),
        headers,
        authorities: options.ca_file.as_deref().map(bytes).transpose()?,
        own,
        timeout: Duration::from_millis(length("--timeout", &options.timeout)? as u64),
    })
}

/// Whose samples are asked for, without what lets us in: tenants of one address have samples of their own.
pub(super) fn tenant(options: &ServerOptions) -> String {
    let is_secret = |header: &&String| header.to_lowercase().starts_with("authorization");
    let tenants: Vec<&str> =
        options.header.iter().filter(|header| !is_secret(header)).map(String::as_str).collect();
    tenants.join("\n")
}

fn authorization(options: &ServerOptions, is_given: bool) -> Result<Option<String>, Failure> {
    let file = |path: &Option<PathBuf>| path.as_deref().map(secret).transpose();
    let basic = |pair: String| match pair.contains(':') {
        true => Ok(Some(format!("Basic {}", base64::encode(pair.as_bytes())))),
        false => Err(Failure::new(format!("--basic-auth-file and {BASIC_AUTH} hold `NAME:PASSWORD`"))),
    };
    let bearer = |token: String| Ok(Some(format!("Bearer {token}")));
    let found = match (file(&options.basic_auth_file)?, file(&options.bearer_token_file)?) {
        (Some(pair), _) => basic(pair),
        (None, Some(token)) => bearer(token),
        // What the environment says is for those who give nothing else.
        (None, None) if is_given => Ok(None),
        (None, None) => match (variable(BASIC_AUTH), variable(BEARER_TOKEN)) {
            (Some(_), Some(_)) => {
                Err(Failure::new(format!("the environment holds both {BASIC_AUTH} and {BEARER_TOKEN}")))
            }
            (Some(pair), None) => basic(pair),
            (None, Some(token)) => bearer(token),
            (None, None) => Ok(None),
        },
    }?;
    match found {
        Some(_) if is_given => Err(Failure::new(
            "`--header 'Authorization: …'` and a file both say who we are: give one of them",
        )),
        Some(value) if value.contains(char::is_control) => {
            Err(Failure::new("what lets us in is more than one line: the file holds nothing else"))
        }
        found => Ok(found),
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_string()).filter(|value| !value.is_empty())
}

/// The text of a file, without the end of its line.
fn secret(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    match text.trim() {
        "" => Err(Failure::new(format!("{} is empty", path.display()))),
        text => Ok(text.to_string()),
    }
}

fn bytes(path: impl AsRef<Path>) -> Result<Vec<u8>, Failure> {
    let path = path.as_ref();
    std::fs::read(path).map_err(|error| Failure::io("read", path, &error))
}
