//! Addresses: whether Alertmanager can use them, and whether they hold a secret.
//! What is refused follows Go's `net/url`, tried with amtool 0.33.

/// Why an address is none.
pub type Fault = &'static str;

/// The parts of `scheme://userinfo@host/rest`.
struct Parts<'a> {
    scheme: &'a str,
    userinfo: Option<&'a str>,
    host: &'a str,
    rest: &'a str,
}

/// An `http` or `https` address with a host.
pub fn check(address: &str) -> Result<(), Fault> {
    let parts = split(address)?;
    if !["http", "https"].iter().any(|scheme| parts.scheme.eq_ignore_ascii_case(scheme)) {
        return Err("it must begin with `http://` or `https://`");
    }
    if parts.host.is_empty() {
        return Err("it has no host");
    }
    check_host(parts.host)?;
    check_escapes(parts.rest.split('?').next().unwrap_or(""))?;
    let fragment = parts.rest.split_once('#').map_or("", |(_, fragment)| fragment);
    check_escapes(fragment)
}

/// An address of any scheme.
pub fn check_any(address: &str) -> Result<(), Fault> {
    if address.is_empty() {
        return Ok(());
    }
    if address.starts_with(':') {
        return Err("it has no scheme");
    }
    if address.contains(|c: char| c.is_ascii_control()) {
        return Err("it has a control character");
    }
    check_escapes(address)
}

/// `host:port`
pub fn check_host_and_port(address: &str) -> Result<(), Fault> {
    let (host, port) = address.rsplit_once(':').ok_or("it has no port")?;
    let bracketed = host.starts_with('[') && host.ends_with(']');
    if port.is_empty() || port.ends_with(']') {
        return Err("it has no port");
    }
    if !bracketed && host.contains([':', '[', ']']) {
        return Err("an IPv6 address stands in brackets, as in `[::1]:25`");
    }
    Ok(())
}

/// Whether the address lets its reader in: a password, or a part that looks like a token.
pub fn holds_secret(address: &str) -> bool {
    let Ok(parts) = split(address) else { return false };
    let password = parts.userinfo.is_some_and(|userinfo| userinfo.contains(':'));
    password || parts.rest.split(['/', '?', '&', '=', '#']).any(looks_like_token)
}

/// A long mix of letters and digits, or a UUID.
fn looks_like_token(part: &str) -> bool {
    let mixed = |run: &str| {
        run.contains(|c: char| c.is_ascii_digit()) && run.contains(|c: char| c.is_ascii_alphabetic())
    };
    let long = part.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| run.len() >= 16 && mixed(run));
    let groups: Vec<usize> = part.split('-').map(str::len).collect();
    let uuid = groups == [8, 4, 4, 4, 12] && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    long || uuid
}

fn split(address: &str) -> Result<Parts<'_>, Fault> {
    if address.contains(|c: char| c.is_ascii_control()) {
        return Err("it has a control character");
    }
    let (scheme, after) = address.split_once("://").ok_or("it must begin with `http://` or `https://`")?;
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (authority, rest) = after.split_at(end);
    let (userinfo, host) = match authority.rsplit_once('@') {
        Some((userinfo, host)) => (Some(userinfo), host),
        None => (None, authority),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c);
    if userinfo.is_some_and(|userinfo| !userinfo.chars().all(allowed)) {
        return Err("the part before `@` has a character that must be escaped");
    }
    Ok(Parts { scheme, userinfo, host, rest })
}

fn check_host(host: &str) -> Result<(), Fault> {
    let (name, port) = match host.strip_prefix('[') {
        Some(inside) => {
            let (_, port) = inside.split_once(']').ok_or("its host has no `]`")?;
            ("", port.strip_prefix(':').unwrap_or(""))
        }
        None => host.split_once(':').unwrap_or((host, "")),
    };
    if !port.chars().all(|c| c.is_ascii_digit()) {
        return Err("its port is no number");
    }
    let fine = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || "-._~!$&'()*+,;=<>\"".contains(c);
    if !name.chars().all(fine) {
        return Err("its host has a character that no host has");
    }
    Ok(())
}

fn check_escapes(text: &str) -> Result<(), Fault> {
    let escaped = |rest: &&str| rest.len() < 2 || !rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    match text.split('%').skip(1).find(escaped) {
        Some(_) => Err("it has a `%` that two hexadecimal digits must follow"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_as_by_go() {
        for good in [
            "HTTP://a/",
            "http://a:/",
            "http://:80/",
            "http://a/b c",
            "http://ü/",
            "http://a?x=%zz",
            "http://a<b/",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let bad = "x.example.com/hook|ftp://x/|http://|http://a b/|http://a:x/|http://a/%zz|http://u:p@/|http://#|\
                   http://[::1/|http://a%41/|http://a\\b/|http://u^x@a/| http://a/|http://a/#%zz|http://a{}/|";
        for bad in bad.split('|') {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(
            ["a:25", ":25", "[::1]:25", "a:b"].iter().all(|address| check_host_and_port(address).is_ok())
        );
        assert!(
            ["a", "a:", "a:b:c", "::1:25", "[::1]"]
                .iter()
                .all(|address| check_host_and_port(address).is_err())
        );
    }

    #[test]
    fn secrets_are_told_from_plain_addresses() {
        for plain in
            ["http://gateway:9087/alerts", "https://hooks.internal/v1/alertmanager-webhook-receiver-2"]
        {
            assert!(!holds_secret(plain), "{plain}");
        }
        for secret in [
            "https://user:pass@host/",
            "https://hooks.example.com/T0AAAAAAA/B0BBBBBBB/abcd1234efgh5678ijkl",
            "https://host/hook?token=0123456789abcdef0123456789abcdef",
            "https://host/123e4567-e89b-12d3-a456-426614174000",
        ] {
            assert!(holds_secret(secret), "{secret}");
        }
    }
}
