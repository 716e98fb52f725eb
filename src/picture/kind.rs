//! Kinds of channels, by what they do to a person.

/// The id of the sign of an integration: it pages, it writes to a chat, it mails, or a machine reads it.
pub(crate) fn sign(integration: &str) -> &'static str {
    match integration {
        "pagerduty" | "opsgenie" | "victorops" | "pushover" | "incidentio" => "page",
        "email" => "mail",
        "webhook" | "sns" | "jira" => "hook",
        _ => "chat",
    }
}

/// The signs, as symbols of 16 by 16.
pub(crate) const SYMBOLS: &str = concat!(
    r#"<symbol id="page" viewBox="0 0 16 16"><path d="M8 1.5a4.2 4.2 0 0 0-4.2 4.2c0 4-1.5 4.8-1.5 5.8h11.4"#,
    r#"c0-1-1.5-1.8-1.5-5.8A4.2 4.2 0 0 0 8 1.5zM6.4 13a1.7 1.7 0 0 0 3.2 0z"/></symbol>"#,
    r#"<symbol id="chat" viewBox="0 0 16 16"><path d="M2.5 2.5h11v8h-6l-3 3v-3h-2z"/></symbol>"#,
    r#"<symbol id="mail" viewBox="0 0 16 16"><path d="M1.5 3.5h13L8 8.8zM1.5 5.1V12.5h13V5.1L8 10.4z"/></symbol>"#,
    r#"<symbol id="hook" viewBox="0 0 16 16"><path d="M6 2.5C4 2.5 4 4 4 5.3S4 8 2.3 8C4 8 4 9.4 4 10.7s0 2.8 2 2.8M10 2.5"#,
    r#"c2 0 2 1.5 2 2.8S12 8 13.7 8C12 8 12 9.4 12 10.7s0 2.8-2 2.8" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
);
