//! The labels that a server puts on all that it gives away.

/// Those of a server's answer about its configuration; none when this is none.
pub(super) fn labels(body: &[u8]) -> Option<Vec<(String, String)>> {
    let reply: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = reply.get("data")?.get("yaml")?.as_str()?;
    let config: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    let labels = config.get("global")?.get("external_labels")?.as_mapping()?;
    let pair = |(name, value): (&serde_yaml::Value, &serde_yaml::Value)| {
        Some((name.as_str()?.to_string(), value.as_str()?.to_string()))
    };
    labels.iter().map(pair).collect()
}
