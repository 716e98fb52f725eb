//! What to do when there was no answer at all.

/// What went wrong with a connection, and what may help. `own` says that there is a `--ca-file`.
pub(super) fn words(error: &ureq::Error, own: bool) -> String {
    let text = error.to_string();
    let has = |part: &str| text.contains(part);
    let remedy = if has("UnknownIssuer") && own {
        "; none of the authorities of `--ca-file` has signed its certificate"
    } else if has("UnknownIssuer") {
        "; none of the authorities that browsers trust has signed its certificate: give `--ca-file FILE`"
    } else if has("CaUsedAsEndEntity") {
        "; its certificate is that of an authority: a server needs one with `basicConstraints=CA:FALSE`"
    } else if has("not valid for name") || has("NotValidForName") {
        "; its certificate is for another name: ask it by that one"
    } else if has("certificate expired") || has("Expired") {
        "; its certificate is too old"
    } else if has("CertificateRequired") || has("certificate required") {
        "; it wants a certificate of its clients: give `--cert-file FILE` and `--key-file FILE`"
    } else if has("corrupt message") || has("InvalidContentType") {
        "; does it speak plain HTTP? Then write `http://…`"
    } else if matches!(error, ureq::Error::Timeout(_)) {
        "; give a longer `--timeout`, or fewer `--connections`"
    } else {
        ""
    };
    format!("{text}{remedy}")
}
