//! Random worlds: a subtree of routes with receivers, intervals and inhibition of its own, and what happens in it.
//! Worlds do not see each other, so that many of them share a server.

use crate::support::dice::Dice;
use serde_json::{Value, json};

/// Milliseconds since the run began.
pub type Offset = i64;

/// Nothing happens before this,
const FIRST: usize = 300;
/// nor after this.
const LAST: Offset = 15_000;
/// The run is over.
pub const END: Offset = 20_000;

pub struct World {
    pub number: usize,
    /// Its subtree, whose durations [`super::config`] writes.
    pub route: Value,
    pub receivers: Vec<Value>,
    pub inhibit_rules: Vec<Value>,
    pub inputs: Vec<Input>,
}

#[derive(Clone)]
pub struct Input {
    pub at: Offset,
    pub what: What,
}

#[derive(Clone)]
pub enum What {
    Post(Vec<Post>),
    /// Label, operator, value; start and end.
    Silence(Vec<(String, &'static str, String)>, Offset, Offset),
    /// Ends the silence of this number in its world.
    Expire(usize),
}

#[derive(Clone)]
pub struct Post {
    pub labels: Vec<(String, String)>,
    pub starts_at: Offset,
    pub ends_at: Option<Offset>,
}

impl World {
    pub fn random(dice: &mut Dice, number: usize) -> World {
        let receivers = dice.number(1, 3);
        let mut route = route(dice, number, receivers, 0);
        while !repeats_for_sure(&route, (0, 0)) {
            route = self::route(dice, number, receivers, 0);
        }
        route["matchers"] = json!([format!("world=\"{number}\"")]);
        let inputs = inputs(dice, number);
        let receivers = (0..receivers).map(|index| receiver(dice, number, index)).collect();
        let inhibit_rules = match dice.chance(50) {
            true => dice.several(1, 2, |dice, _| inhibition(dice, number)),
            false => Vec::new(),
        };
        World { number, route, receivers, inhibit_rules, inputs }
    }
}

fn route(dice: &mut Dice, world: usize, receivers: usize, depth: usize) -> Value {
    let mut route = json!({ "receiver": format!("w{world}-{}", dice.number(0, receivers - 1)) });
    let groupings: [&[&str]; 5] = [&["..."], &["alertname"], &["host", "alertname"], &[], &["severity"]];
    if depth == 0 || dice.chance(50) {
        route["group_by"] = json!(dice.one_of(&groupings));
    }
    let times = [("group_wait", 200, 2500), ("group_interval", 600, 2600), ("repeat_interval", 500, 7000)];
    for (key, least, most) in times {
        if depth == 0 || dice.chance(50) {
            let none = key == "group_wait" && dice.chance(20);
            route[key] = if none { 0.into() } else { dice.number(least, most).into() };
        }
    }
    if depth > 0 {
        let label = *dice.one_of(&["alertname", "severity", "host"]);
        let value = match label {
            "alertname" => *dice.one_of(&["Down", "Slow", "Down|Slow", ""]),
            "severity" => *dice.one_of(&["page", "ticket", "p.*"]),
            _ => *dice.one_of(&["a", "b", "a|b", ""]),
        };
        let op = dice.one_of(&["=", "=~", "!=", "!~"]);
        route["matchers"] = json!([format!("{label}{op}\"{value}\"")]);
        route["continue"] = dice.chance(40).into();
        if dice.chance(20) {
            let which = dice.one_of(&["active_time_intervals", "mute_time_intervals"]);
            route[*which] = json!([dice.one_of(&["always", "never", "minute"])]);
        }
    }
    if depth < 2 {
        let below = dice.several(0, 3 - depth, |dice, _| self::route(dice, world, receivers, depth + 1));
        route["routes"] = Value::Array(below);
    }
    route
}

/// Whether at no route a repetition is due just when a step is: what happens then depends on chance.
fn repeats_for_sure(route: &Value, above: (i64, i64)) -> bool {
    let length = |key: &str, inherited| route.get(key).and_then(Value::as_i64).unwrap_or(inherited);
    let (interval, repeat) = (length("group_interval", above.0), length("repeat_interval", above.1));
    let from_step = (repeat % interval).min(interval - repeat % interval);
    let below = route.get("routes").and_then(Value::as_array).into_iter().flatten();
    from_step > 100 + 15 * (repeat / interval)
        && below.into_iter().all(|below| repeats_for_sure(below, (interval, repeat)))
}

fn receiver(dice: &mut Dice, world: usize, index: usize) -> Value {
    let name = format!("w{world}-{index}");
    let hooks = dice.several(1, 2, |dice, hook| {
        json!({ "url": format!("http://127.0.0.1:PORT/{name}/{hook}"), "send_resolved": dice.chance(75) })
    });
    json!({ "name": name, "webhook_configs": hooks })
}

fn inhibition(dice: &mut Dice, world: usize) -> Value {
    let (source, target) = *dice.one_of(&[
        ("page", "ticket"),
        ("page", "p.*|ticket"),
        ("ticket", "page"),
        ("p.*|ticket", "ticket"),
    ]);
    let side = |severity: &str| json!([format!("world=\"{world}\""), format!("severity=~\"{severity}\"")]);
    let equal: &[&str] = dice.one_of::<&[&str]>(&[&[], &["host"], &["host", "absent"]]);
    json!({ "source_matchers": side(source), "target_matchers": side(target), "equal": equal })
}

fn inputs(dice: &mut Dice, world: usize) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut seen: Vec<Vec<(String, String)>> = Vec::new();
    for _ in 0..dice.number(1, 5) {
        let mut labels = vec![("world".to_string(), world.to_string())];
        labels.push(("alertname".into(), dice.one_of(&["Down", "Slow"]).to_string()));
        labels.push(("severity".into(), dice.one_of(&["page", "ticket"]).to_string()));
        if dice.chance(80) {
            labels.push(("host".into(), dice.one_of(&["a", "b"]).to_string()));
        }
        if !seen.contains(&labels) {
            seen.push(labels.clone());
            life(dice, &labels, &mut inputs);
        }
    }
    let silences = dice.number(0, 3).saturating_sub(1);
    for silence in 0..silences {
        let at = offset(dice, FIRST, 9_000);
        let starts = if dice.chance(25) { at + offset(dice, 500, 3_000) } else { at };
        let ends = starts + offset(dice, 1_000, 7_000);
        let mut matchers = vec![("world".to_string(), "=", world.to_string())];
        let ops = ["=", "=~", "!=", "!~"];
        if dice.chance(70) {
            matchers.push((
                "host".into(),
                *dice.one_of(&ops),
                dice.one_of(&["a", "b", "a|b", ""]).to_string(),
            ));
        }
        if dice.chance(50) {
            let value = dice.one_of(&["page", "ticket", "p.*"]).to_string();
            matchers.push(("severity".into(), *dice.one_of(&ops), value));
        }
        inputs.push(Input { at, what: What::Silence(matchers, starts, ends) });
        if silences == 1 && silence == 0 && dice.chance(30) {
            let at = at + offset(dice, 300, 4_000);
            inputs.push(Input { at, what: What::Expire(0) });
        }
    }
    inputs.sort_by_key(|input| input.at);
    inputs
}

/// An alert fires, is sent again, resolves, perhaps fires again.
fn life(dice: &mut Dice, labels: &[(String, String)], inputs: &mut Vec<Input>) {
    let mut at = offset(dice, FIRST, 7_000);
    let mut send = |at: Offset, starts_at: Offset, ends_at: Option<Offset>| {
        let post = Post { labels: labels.to_vec(), starts_at, ends_at };
        inputs.push(Input { at, what: What::Post(vec![post]) });
    };
    for _ in 0..dice.number(1, 2) {
        let starts_at = if dice.chance(25) { at - 10_000 } else { at };
        let every = offset(dice, 700, 2_500);
        let has_end = dice.chance(75);
        let ahead = offset(dice, 1_500, 5_000);
        let end = at + offset(dice, 400, 8_000);
        while at < end && at < LAST {
            send(at, starts_at, has_end.then_some(at + ahead));
            at += every;
        }
        if dice.chance(80) {
            let ended = at;
            for _ in 0..dice.number(1, 3) {
                if at < LAST {
                    send(at, starts_at.min(ended), Some(ended));
                    at += every;
                }
            }
        }
        at += offset(dice, 200, 3_000);
        if at >= LAST {
            return;
        }
    }
}

fn offset(dice: &mut Dice, least: usize, most: usize) -> Offset {
    dice.number(least, most) as Offset
}

impl std::fmt::Display for What {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            What::Post(posts) => posts.iter().try_for_each(|post| {
                let labels: Vec<String> =
                    post.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
                write!(out, "{} from {} until {:?}", labels.join(" "), post.starts_at, post.ends_at)
            }),
            What::Silence(matchers, starts, ends) => write!(out, "silence {matchers:?} {starts} to {ends}"),
            What::Expire(number) => write!(out, "silence {number} ends"),
        }
    }
}
