//! What happens in a world, as text:
//!
//! ```text
//! 0s    fire Down job=api          # sent again every minute with an end four minutes ahead, as Prometheus does
//! 10m   end Down job=api           # sent as resolved, every minute for a quarter of an hour
//! 0s    send Down job=api until 5m # sent once; without `until` its end is `resolve_timeout`'s
//! 5m    silence job=~"a.*" for 1h
//! 6m    unsilence 0                # the first one
//! 7m    reload                     # `reload 2`: the second configuration
//! 8m    restart | crash for 1m     # of all Alertmanagers
//! 9m    stop 0 | kill 0 | start 0  # of one of them
//! 2h    over
//! ```

use larum::engine::dispatch::{Alert, By, Dispatcher, Ending, Notification, Suppressed, Told};
use larum::expr::MatchOp;
use larum::lower::{AlertmanagerConfig, Matcher};
use larum::quantity::{duration_text, parse_duration};
use larum::series::Labels;
use std::collections::BTreeMap;
use std::fmt::Write;

const MINUTE: i64 = 60_000;

pub fn millis(text: &str) -> i64 {
    parse_duration(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// What Prometheus knows of an alert.
struct Active {
    since: i64,
    ended: Option<i64>,
    next: i64,
}

/// Plays a schedule, and writes down what was told and what was kept, each with its time since `zero`.
pub fn play<'c>(
    dispatcher: &mut Dispatcher<'c>,
    configs: &'c [AlertmanagerConfig<'c>],
    schedule: &str,
    zero: i64,
    peers: usize,
) -> String {
    let mut lines: Vec<(i64, String)> = Vec::new();
    let mut active: BTreeMap<Labels, Active> = BTreeMap::new();
    let mut silences = Vec::new();
    let steps = schedule.lines().map(|line| line.split('#').next().expect("a part").trim());
    for step in steps.filter(|line| !line.is_empty()) {
        let (time, what) = step.split_once(' ').unwrap_or_else(|| panic!("no time: {step}"));
        let at = zero + millis(time);
        resend(dispatcher, &mut active, at);
        let (word, rest) = what.trim().split_once(' ').unwrap_or((what.trim(), ""));
        match word {
            "fire" => {
                active.insert(labels(rest), Active { since: at, ended: None, next: at });
                resend(dispatcher, &mut active, at + 1);
            }
            "end" => {
                let ended = active.get_mut(&labels(rest)).unwrap_or_else(|| panic!("does not fire: {rest}"));
                (ended.ended, ended.next) = (Some(at), at);
                resend(dispatcher, &mut active, at + 1);
            }
            "send" => {
                let (rest, until) = rest.split_once(" until ").map_or((rest, None), |(a, b)| (a, Some(b)));
                let ends_at = until.map(|end| zero + millis(end));
                let starts_at = ends_at.map_or(at, |end| end.min(at));
                dispatcher.receive(at, &[alert(&labels(rest), starts_at, ends_at)]);
            }
            "silence" => {
                let (matchers, length) = rest.split_once(" for ").expect("for how long");
                let matchers: Vec<Matcher> = matchers.split(' ').map(matcher).collect();
                let made = dispatcher.silence(at, &matchers, at, at + millis(length));
                silences.push(made.unwrap_or_else(|error| panic!("{step}: {error}")));
            }
            "unsilence" => {
                let number: usize = rest.parse().expect("the number of a silence");
                assert!(dispatcher.expire(at, silences[number]), "{step}");
            }
            "reload" => {
                let number: usize = if rest.is_empty() { 1 } else { rest.parse().expect("a number") };
                dispatcher.reload(at, &configs[number - 1]).expect("good regexes");
            }
            "restart" | "crash" => {
                let ending = if word == "crash" { Ending::Crash } else { Ending::Clean };
                let outage = rest.strip_prefix("for ").expect("for how long");
                dispatcher.restart(at, millis(outage), ending);
            }
            "stop" => dispatcher.stop(at, rest.parse().expect("a peer"), Ending::Clean),
            "kill" => dispatcher.stop(at, rest.parse().expect("a peer"), Ending::Crash),
            "start" => dispatcher.start(at, rest.parse().expect("a peer")),
            "over" => lines.extend(seen(dispatcher, at, peers)),
            other => panic!("unknown: {other}"),
        }
    }
    lines.iter().fold(String::new(), |mut text, (at, line)| {
        writeln!(text, "{:<8} {line}", duration_text(at - zero)).expect("a text takes it");
        text
    })
}

/// All that Prometheus sends again before `until`.
fn resend(dispatcher: &mut Dispatcher, active: &mut BTreeMap<Labels, Active>, until: i64) {
    loop {
        let Some(next) = active.values().map(|one| one.next).min().filter(|next| *next < until) else {
            return;
        };
        let mut sent = Vec::new();
        active.retain(|labels, one| {
            if one.next == next {
                let end = one.ended.unwrap_or(next + 4 * MINUTE);
                sent.push(alert(labels, one.since, Some(end)));
                one.next += MINUTE;
            }
            one.ended.is_none_or(|ended| one.next <= ended + 15 * MINUTE)
        });
        dispatcher.receive(next, &sent);
    }
}

fn alert(labels: &Labels, starts_at: i64, ends_at: Option<i64>) -> Alert {
    Alert { labels: labels.clone(), annotations: Vec::new(), starts_at, ends_at }
}

/// `Down job=api`
fn labels(text: &str) -> Labels {
    let mut words = text.split(' ');
    let name = ("alertname", words.next().expect("a name"));
    let pairs = words.map(|word| word.split_once('=').unwrap_or_else(|| panic!("no label: {word}")));
    Labels::new(std::iter::once(name).chain(pairs))
}

/// `job=~"a.*"`
pub fn matcher(text: &str) -> Matcher<'static> {
    let ops =
        [("=~", MatchOp::Regex), ("!~", MatchOp::NotRegex), ("!=", MatchOp::NotEqual), ("=", MatchOp::Equal)];
    let found =
        ops.iter().find_map(|(sign, op)| text.split_once(sign).map(|(label, value)| (label, *op, value)));
    let (label, op, value) = found.unwrap_or_else(|| panic!("no matcher: {text}"));
    Matcher::new(label.to_owned(), op, value.trim_matches('"').to_owned())
}

fn seen(dispatcher: &mut Dispatcher, until: i64, peers: usize) -> Vec<(i64, String)> {
    let told = dispatcher.advance(until);
    let mut lines: Vec<(i64, String)> = told.iter().map(|one| (one.at, told_line(one, peers > 1))).collect();
    lines.extend(dispatcher.take_suppressed().iter().map(|one| (one.at, kept_line(one))));
    lines.sort_by_key(|(at, _)| *at);
    lines
}

fn told_line(told: &Notification, with_peer: bool) -> String {
    let peer = if with_peer { format!(" by {}", told.peer) } else { String::new() };
    let to = &told.to;
    let number = if to.index > 0 { format!("-{}", to.index + 1) } else { String::new() };
    format!("{}:{}{number}{peer}: {} ({})", to.receiver, to.kind, alerts(&told.alerts), told.why)
}

fn kept_line(kept: &Suppressed) -> String {
    let by = match &kept.by {
        By::Silence(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
            format!("silence {}", ids.join(" "))
        }
        By::Inhibition { rule, source } => format!("inhibited by rule {rule} and {}", name(source)),
        By::Muted(names) => format!("muted by {}", names.join(" ")),
        By::NotActive(names) => format!("not active in {}", names.join(" ")),
        By::ResolvedNotSent(to) => format!("no send_resolved of {}", to.kind),
        By::NeverTold(to) => format!("{} was never told", to.kind),
    };
    format!("{} not: {} ({by})", kept.group.receiver, alerts(&kept.alerts))
}

fn alerts(told: &[Told]) -> String {
    let each: Vec<String> = told.iter().map(|one| format!("{} {}", name(&one.labels), one.status)).collect();
    each.join(", ")
}

/// `Down job=api`
pub fn name(labels: &Labels) -> String {
    let others = labels.iter().filter(|(label, _)| *label != "alertname");
    others.fold(labels.get("alertname").to_owned(), |text, (label, value)| format!("{text} {label}={value}"))
}
