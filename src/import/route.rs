//! The routing tree: what Alertmanager asks of its nodes.

use super::fault::{Fault, Place};
use super::matcher;
use super::owned::Route;
use super::scalar::flag;
use super::shape::{self, Texts};
use crate::model::Millis;
use crate::quantity::parse_duration;
use crate::text::nearest;
use std::collections::HashSet;

/// What routes may name.
pub(super) struct Names<'a> {
    pub receivers: HashSet<&'a str>,
    pub intervals: HashSet<&'a str>,
}

/// The root takes every alert, at all times.
pub(super) fn root(route: shape::Route, names: &Names, place: &Place) -> Result<Route, Fault> {
    let route = read(route, names, place)?;
    let must_not = |what: &str| place.fault(format!("the root route must not have {what}"));
    if route.receiver.is_none() {
        return Err(place.fault("the root route must name a `receiver`"));
    }
    if !route.matchers.is_empty() {
        return Err(must_not("matchers"));
    }
    if route.continues {
        return Err(must_not("`continue`"));
    }
    if !route.mute_time_intervals.is_empty() || !route.active_time_intervals.is_empty() {
        return Err(must_not("time intervals"));
    }
    Ok(route)
}

/// The YAML reader bounds how deep routes nest.
fn read(route: shape::Route, names: &Names, place: &Place) -> Result<Route, Fault> {
    let receiver = route.receiver.filter(|name| !name.is_empty());
    if let Some(name) = &receiver {
        known("receiver", name, &names.receivers, &place.key("receiver"))?;
    }
    let mut matchers = matcher::equalities(route.equal, &place.key("match"))?;
    matchers.extend(matcher::regexes(route.match_re, &place.key("match_re"))?);
    matchers.extend(matcher::entries(route.matchers, &place.key("matchers"))?);
    let children = place.key("routes");
    let routes = route.routes.unwrap_or_default().into_iter().enumerate();
    let routes = routes.map(|(index, child)| read(child, names, &children.index(index)));
    Ok(Route {
        receiver,
        matchers,
        continues: continues(route.continues, &place.key("continue"))?,
        group_by: group_by(route.group_by, &place.key("group_by"))?,
        group_wait: duration(route.group_wait, &place.key("group_wait"))?,
        group_interval: not_zero(route.group_interval, &place.key("group_interval"))?,
        repeat_interval: not_zero(route.repeat_interval, &place.key("repeat_interval"))?,
        active_time_intervals: intervals(
            route.active_time_intervals,
            names,
            &place.key("active_time_intervals"),
        )?,
        mute_time_intervals: intervals(route.mute_time_intervals, names, &place.key("mute_time_intervals"))?,
        routes: routes.collect::<Result<_, _>>()?,
    })
}

fn continues(text: Option<String>, place: &Place) -> Result<bool, Fault> {
    let Some(text) = text else { return Ok(false) };
    flag(&text).ok_or_else(|| place.fault(format!("`{text}` is neither `true` nor `false`")))
}

fn group_by(labels: Option<Texts>, place: &Place) -> Result<Option<Vec<String>>, Fault> {
    let Some(labels) = labels else { return Ok(None) };
    let mut seen = HashSet::new();
    let mut found = Vec::with_capacity(labels.len());
    for (index, label) in labels.into_iter().map(Option::unwrap_or_default).enumerate() {
        let fault = |message: String| Err(place.index(index).fault(message));
        if label.is_empty() {
            return fault("a label's name is empty".to_string());
        }
        // `...` twice is once.
        if !seen.insert(label.clone()) {
            if label != "..." {
                return fault(format!("`{label}` stands there twice"));
            }
            continue;
        }
        found.push(label);
    }
    if found.len() > 1 && seen.contains("...") {
        return Err(place.fault("`...` means every label: no other may stand beside it"));
    }
    Ok(Some(found))
}

fn duration(text: Option<String>, place: &Place) -> Result<Option<Millis>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let read = parse_duration(&text);
    read.map(Some).map_err(|error| match error.help {
        Some(help) => place.fault(format!("{}; {help}", error.message)),
        None => place.fault(error.message),
    })
}

fn not_zero(text: Option<String>, place: &Place) -> Result<Option<Millis>, Fault> {
    match duration(text, place)? {
        Some(0) => Err(place.fault("it must not be zero")),
        duration => Ok(duration),
    }
}

fn intervals(list: Option<Texts>, names: &Names, place: &Place) -> Result<Vec<String>, Fault> {
    let list: Vec<String> = list.unwrap_or_default().into_iter().map(Option::unwrap_or_default).collect();
    for (index, name) in list.iter().enumerate() {
        known("time interval", name, &names.intervals, &place.index(index))?;
    }
    Ok(list)
}

fn known(what: &str, name: &str, there: &HashSet<&str>, place: &Place) -> Result<(), Fault> {
    if there.contains(name) {
        return Ok(());
    }
    let hint = nearest(name, there.iter().copied());
    let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    Err(place.fault(format!("there is no {what} `{name}`{hint}")))
}
