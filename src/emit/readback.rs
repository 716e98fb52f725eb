//! Reading the Alertmanager configuration back as another YAML reader sees it: what was
//! written must say what was meant, before anyone gets it.

use serde::Deserialize;
use std::collections::HashSet;

#[derive(Deserialize)]
struct Config {
    route: Route,
    receivers: Vec<Named>,
    #[serde(default)]
    time_intervals: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Route {
    receiver: Option<String>,
    #[serde(default)]
    active_time_intervals: Vec<String>,
    #[serde(default)]
    mute_time_intervals: Vec<String>,
    #[serde(default)]
    routes: Vec<Route>,
}

/// Checks that the text is YAML in the shape of a configuration, and that every receiver and
/// time interval that a route names is there, once.
///
/// # Errors
/// In words, when it is not: a bug of Larum.
pub fn check_alertmanager(text: &str) -> Result<(), String> {
    let config: Config = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let receivers = names(&config.receivers, "receiver")?;
    let intervals = names(&config.time_intervals, "time interval")?;
    let mut waiting = vec![&config.route];
    while let Some(route) = waiting.pop() {
        known(route.receiver.iter(), &receivers, "receiver")?;
        known(
            route.active_time_intervals.iter().chain(&route.mute_time_intervals),
            &intervals,
            "time interval",
        )?;
        waiting.extend(&route.routes);
    }
    Ok(())
}

fn names<'a>(list: &'a [Named], what: &str) -> Result<HashSet<&'a str>, String> {
    let mut found = HashSet::new();
    for named in list {
        if !found.insert(named.name.as_str()) {
            return Err(format!("the {what} `{}` is there twice", named.name));
        }
    }
    Ok(found)
}

fn known<'a>(
    wanted: impl Iterator<Item = &'a String>,
    there: &HashSet<&str>,
    what: &str,
) -> Result<(), String> {
    for name in wanted {
        if !there.contains(name.as_str()) {
            return Err(format!("a route names the {what} `{name}`, which is not there"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_alertmanager;

    #[test]
    fn a_route_to_nowhere_is_refused() {
        let config = |receiver: &str| format!("route: {{receiver: {receiver}}}\nreceivers: [{{name: a}}]\n");
        assert_eq!(check_alertmanager(&config("a")), Ok(()));
        assert_eq!(
            check_alertmanager(&config("b")),
            Err("a route names the receiver `b`, which is not there".to_string())
        );
        assert!(check_alertmanager("route: [").is_err());
    }
}
