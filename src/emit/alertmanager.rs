//! `alertmanager.yml`

use super::HEADER;
use super::intervals::push_interval;
use super::matcher::matcher_text;
use super::yaml::Yaml;
use crate::lower::{AlertmanagerConfig, InhibitRule, Matcher, Receiver, Route, TimeInterval};
use crate::text::SourceMap;
use std::io::{self, Write};

/// Writes Alertmanager's configuration.
///
/// # Errors
/// When `out` takes no more.
pub fn write_alertmanager(
    config: &AlertmanagerConfig,
    sources: &SourceMap,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut yaml = Yaml::new(sources);
    yaml.comment(HEADER);
    yaml.blank_line();
    if !config.global.is_empty() {
        yaml.block("global", |yaml| yaml.settings(config.global));
        yaml.blank_line();
    }
    if !config.templates.is_empty() {
        yaml.block("templates", |yaml| config.templates.iter().for_each(|file| yaml.quoted_element(file)));
        yaml.blank_line();
    }
    yaml.block("route", |yaml| push_route(yaml, &config.route));
    push_section(&mut yaml, "inhibit_rules", &config.inhibit_rules, push_inhibit_rule);
    push_section(&mut yaml, "receivers", &config.receivers, push_receiver);
    push_section(&mut yaml, "time_intervals", &config.time_intervals, push_time_interval);
    out.write_all(yaml.text.as_bytes())
}

fn push_section<T>(yaml: &mut Yaml, key: &str, items: &[T], push: impl Fn(&mut Yaml, &T)) {
    if !items.is_empty() {
        yaml.blank_line();
        yaml.block(key, |yaml| items.iter().for_each(|item| push(yaml, item)));
    }
}

fn push_route(yaml: &mut Yaml, route: &Route) {
    push_matchers(yaml, "matchers", &route.matchers);
    if let Some(receiver) = &route.receiver {
        yaml.text("receiver", receiver);
    }
    if let Some(group_by) = &route.group_by {
        yaml.list("group_by", group_by);
    }
    let durations = [
        ("group_wait", route.group_wait),
        ("group_interval", route.group_interval),
        ("repeat_interval", route.repeat_interval),
    ];
    for (key, duration) in durations {
        if let Some(duration) = duration {
            yaml.duration(key, duration);
        }
    }
    for (key, intervals) in [
        ("active_time_intervals", &route.active_time_intervals),
        ("mute_time_intervals", &route.mute_time_intervals),
    ] {
        if !intervals.is_empty() {
            yaml.list(key, intervals);
        }
    }
    if route.continues {
        yaml.word("continue", "true");
    }
    if !route.routes.is_empty() {
        yaml.block("routes", |yaml| {
            for child in &route.routes {
                if let Some(span) = child.span {
                    yaml.source_comment(span);
                }
                yaml.element(|yaml| push_route(yaml, child));
            }
        });
    }
}

fn push_matchers(yaml: &mut Yaml, key: &str, matchers: &[Matcher]) {
    if !matchers.is_empty() {
        yaml.block(key, |yaml| {
            matchers.iter().for_each(|matcher| yaml.quoted_element(&matcher_text(matcher)));
        });
    }
}

fn push_inhibit_rule(yaml: &mut Yaml, rule: &InhibitRule) {
    if let Some(span) = rule.span {
        yaml.source_comment(span);
    }
    yaml.element(|yaml| {
        if !rule.name.is_empty() {
            yaml.text("name", &rule.name);
        }
        push_matchers(yaml, "source_matchers", &rule.source);
        push_matchers(yaml, "target_matchers", &rule.target);
        if !rule.equal.is_empty() {
            yaml.list("equal", &rule.equal);
        }
    });
}

fn push_receiver(yaml: &mut Yaml, receiver: &Receiver) {
    if let Some(span) = receiver.span {
        yaml.source_comment(span);
    }
    yaml.element(|yaml| {
        yaml.text("name", &receiver.name);
        for of_kind in &receiver.integrations {
            yaml.block(&format!("{}_configs", of_kind.kind), |yaml| {
                of_kind.settings.iter().for_each(|settings| yaml.settings_element(settings));
            });
        }
    });
}

fn push_time_interval(yaml: &mut Yaml, interval: &TimeInterval) {
    if let Some(span) = interval.span {
        yaml.source_comment(span);
    }
    yaml.element(|yaml| {
        yaml.text("name", &interval.name);
        yaml.block("time_intervals", |yaml| {
            interval.intervals.iter().for_each(|entry| push_interval(yaml, entry));
        });
    });
}
