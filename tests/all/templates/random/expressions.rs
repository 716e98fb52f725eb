//! Random operands and commands of a kind that is asked for; now and then of another one.

use super::literals;
use crate::support::dice::Dice;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Float,
    Bool,
    Labels,
    Arguments,
    Vector,
    Sample,
    Time,
    Enumerated,
    Html,
    Nothing,
    Root,
}

use Kind::*;

pub const KINDS: [Kind; 13] =
    [Text, Integer, Float, Bool, Labels, Arguments, Vector, Sample, Time, Enumerated, Html, Nothing, Root];

/// The variables that a place sees, and its `.`.
#[derive(Clone)]
pub struct Scope {
    pub variables: Vec<(String, Kind)>,
    pub dot: Kind,
}

impl Scope {
    /// Of a whole template.
    pub fn outer() -> Scope {
        let known =
            [("$labels", Labels), ("$externalLabels", Labels), ("$value", Float), ("$externalURL", Text)];
        let mut variables: Vec<(String, Kind)> =
            known.iter().map(|(name, kind)| (name.to_string(), *kind)).collect();
        variables.push(("$".to_owned(), Root));
        Scope { variables, dot: Root }
    }

    /// Of a template that is called with a value of that kind.
    pub fn called(dot: Kind) -> Scope {
        Scope { variables: vec![("$".to_owned(), dot)], dot }
    }

    fn named(&self, dice: &mut Dice, kind: Kind) -> Option<String> {
        let mut names: Vec<&str> =
            self.variables.iter().filter(|(_, own)| *own == kind).map(|(name, _)| name.as_str()).collect();
        if self.dot == kind {
            names.push(".");
        }
        if names.is_empty() { None } else { Some(dice.one_of(&names).to_string()) }
    }
}

/// One word of a command.
pub fn operand(dice: &mut Dice, scope: &Scope, kind: Kind, depth: usize) -> String {
    let kind = if dice.chance(4) { *dice.one_of(&KINDS) } else { kind };
    if dice.chance(45)
        && let Some(name) = scope.named(dice, kind)
    {
        return name;
    }
    if (depth == 0 || dice.chance(40))
        && let Some(literal) = literal(dice, kind)
    {
        return literal;
    }
    let pipeline = pipeline(dice, scope, kind, depth.saturating_sub(1));
    match (kind, dice.number(0, 9)) {
        (Labels, 0) => format!("({pipeline}).foo"),
        (Sample, 0) => format!("({pipeline}).Value"),
        (Time, 0) => format!("({pipeline}).{}", dice.one_of(&["Year", "Unix", "Hour", "Nope", "YearDay"])),
        _ => format!("({pipeline})"),
    }
}

fn literal(dice: &mut Dice, kind: Kind) -> Option<String> {
    Some(match kind {
        Text => match dice.number(0, 3) {
            0 => dice.one_of(&["$labels.foo", "$.Labels.instance", "$externalLabels.zone"]).to_string(),
            _ => literals::text(dice),
        },
        Integer if dice.chance(50) => literals::small(dice),
        Integer | Float => literals::number(dice),
        Bool => dice.one_of(&["true", "false"]).to_string(),
        Nothing => "nil".to_owned(),
        _ => return None,
    })
}

/// Commands, of which each takes what the one before it gave.
pub fn pipeline(dice: &mut Dice, scope: &Scope, kind: Kind, depth: usize) -> String {
    if dice.chance(70) || depth == 0 {
        return command(dice, scope, kind, depth);
    }
    let (before, last): (Kind, &[&str]) = match kind {
        Text => *dice.one_of(&[
            (
                Float,
                &["humanize", "humanize1024", "humanizeDuration", "humanizePercentage", "humanizeTimestamp"]
                    [..],
            ),
            (Text, &["toUpper", "toLower", "title", "html", "js", "urlquery", "stripPort", "stripDomain"]),
            (Text, &["graphLink", "tableLink", "print", "println", "printf \"%s\"", "printf \"%8.3v\""]),
            (Float, &["printf \"%.2f\"", "printf \"%e\"", "print 1", "printf \"%d\""]),
            (Sample, &["strvalue", "label \"a\"", "label \"nope\""]),
            (Text, &["reReplaceAll \"(.)o\" \"$1-\"", "reReplaceAll \"a\" \"b\""]),
        ]),
        Float => *dice.one_of(&[(Sample, &["value"][..]), (Text, &["parseDuration"])]),
        Integer => (Text, &["len"]),
        Bool => *dice.one_of(&[
            (Text, &["match \"a\"", "eq \"x\"", "ne \"x\"", "lt \"m\""][..]),
            (Float, &["lt 1.0", "ge 2.5", "eq 1.5", "not"]),
        ]),
        Vector => (Vector, &["sortByLabel \"a\"", "sortByLabel \"b\"", "slice"]),
        Sample => (Vector, &["first"]),
        Time => (Float, &["toTime"]),
        Html => (Text, &["safeHtml"]),
        _ => return command(dice, scope, kind, depth),
    };
    let last = *dice.one_of(last);
    format!("{} | {last}", pipeline(dice, scope, before, depth - 1))
}

/// A function and its operands, or one operand.
fn command(dice: &mut Dice, scope: &Scope, kind: Kind, depth: usize) -> String {
    let of = |dice: &mut Dice, kind: Kind| operand(dice, scope, kind, depth);
    let call = match kind {
        Text => return text(dice, scope, depth),
        Integer => match dice.number(0, 2) {
            0 => format!("len {}", any_sized(dice, scope, depth)),
            1 => format!(
                "{}.{}",
                time_word(dice, scope, depth),
                dice.one_of(&["Year", "Day", "Unix", "Minute"])
            ),
            _ => return literals::number(dice),
        },
        Float => match dice.number(0, 3) {
            0 => format!("value {}", of(dice, Sample)),
            1 => format!("parseDuration {}", literals::duration(dice)),
            2 => return "$value".to_owned(),
            _ => return literals::number(dice),
        },
        Bool => truth(dice, scope, depth),
        Labels => format!("{}.Labels", of(dice, Sample)),
        Arguments => {
            let kinds = dice.several(0, 3, |dice, _| *dice.one_of(&KINDS));
            let words: Vec<String> = kinds.iter().map(|kind| operand(dice, scope, *kind, depth)).collect();
            format!("args {}", words.join(" "))
        }
        Vector => match dice.number(0, 3) {
            0 => format!("sortByLabel {} {}", of(dice, Text), of(dice, Vector)),
            1 => {
                let vector = of(dice, Vector);
                format!("slice {vector} {}", indices(dice, scope, depth))
            }
            _ => format!("query {}", literals::query(dice)),
        },
        Sample => match dice.number(0, 2) {
            0 => {
                let vector = of(dice, Vector);
                format!("index {vector} {}", literals::small(dice))
            }
            _ => format!("first {}", of(dice, Vector)),
        },
        Time => match dice.number(0, 4) {
            0 => {
                let time = time_word(dice, scope, depth);
                format!(
                    "{time}.AddDate {} {} {}",
                    literals::small(dice),
                    literals::small(dice),
                    literals::small(dice)
                )
            }
            1 => format!("{}.UTC", of(dice, Time)),
            _ => format!("toTime {}", of(dice, Float)),
        },
        Enumerated => format!("{}.{}", time_word(dice, scope, depth), dice.one_of(&["Month", "Weekday"])),
        Html => format!("safeHtml {}", of(dice, Text)),
        Nothing => "nil".to_owned(),
        Root => ".".to_owned(),
    };
    // One word too few or too many.
    match dice.number(0, 59) {
        0 => format!("{call} 1"),
        1 => call.rsplit_once(' ').map_or(call.clone(), |(most, _)| most.to_owned()),
        _ => call,
    }
}

fn time_word(dice: &mut Dice, scope: &Scope, depth: usize) -> String {
    match dice.chance(90) {
        true => format!("(toTime {})", operand(dice, scope, Float, depth)),
        false => operand(dice, scope, Time, depth),
    }
}

fn any_sized(dice: &mut Dice, scope: &Scope, depth: usize) -> String {
    let kind = *dice.one_of(&[Text, Labels, Arguments, Vector, Html, Sample, Integer]);
    operand(dice, scope, kind, depth)
}

fn indices(dice: &mut Dice, scope: &Scope, depth: usize) -> String {
    let index = |dice: &mut Dice, _| match dice.chance(85) {
        true => literals::small(dice),
        false => operand(dice, scope, Integer, depth),
    };
    dice.several(0, 3, index).join(" ")
}

fn text(dice: &mut Dice, scope: &Scope, depth: usize) -> String {
    let any = |dice: &mut Dice| {
        let kind = *dice.one_of(&KINDS);
        operand(dice, scope, kind, depth)
    };
    match dice.number(0, 15) {
        0 | 1 => {
            let words = dice.several(0, 3, |dice, _| any(dice));
            format!("printf {} {}", literals::format(dice, words.len()), words.join(" "))
        }
        2 => {
            let function = *dice.one_of(&["print", "println", "html", "js", "urlquery"]);
            format!("{function} {}", dice.several(1, 4, |dice, _| any(dice)).join(" "))
        }
        3 => {
            let function =
                *dice.one_of(&["toUpper", "toLower", "title", "stripPort", "stripDomain", "graphLink"]);
            format!("{function} {}", operand(dice, scope, Text, depth))
        }
        4 => {
            let function = *dice.one_of(&[
                "humanize",
                "humanize1024",
                "humanizeDuration",
                "humanizePercentage",
                "humanizeTimestamp",
            ]);
            let kind = *dice.one_of(&[Float, Integer, Text]);
            format!("{function} {}", operand(dice, scope, kind, depth))
        }
        5 => {
            let (pattern, with) = (literals::regex(dice), literals::replacement(dice));
            format!("reReplaceAll {pattern} {with} {}", operand(dice, scope, Text, depth))
        }
        6 => format!("label {} {}", operand(dice, scope, Text, depth), operand(dice, scope, Sample, depth)),
        7 => {
            let time = time_word(dice, scope, depth);
            format!("{time}.Format {}", literals::layout(dice))
        }
        8 => {
            let whole = operand(dice, scope, Text, depth);
            format!("slice {whole} {}", indices(dice, scope, depth))
        }
        9 => {
            let whole = any_sized(dice, scope, depth);
            let key = *dice.one_of(&[Text, Integer]);
            format!("index {whole} {}", operand(dice, scope, key, depth))
        }
        10 => {
            let function = *dice.one_of(&["and", "or"]);
            format!("{function} {}", dice.several(1, 3, |dice, _| any(dice)).join(" "))
        }
        11 => format!("$labels.{}", dice.one_of(&["foo", "instance", "nope", "foo.x"])),
        12 => format!(
            "$.{}",
            dice.one_of(&["Value", "Labels", "Labels.foo", "ExternalURL", "ExternalLabels", "Nope"])
        ),
        13 => format!("(args {} {}).arg{}", any(dice), any(dice), dice.number(0, 2)),
        14 if dice.chance(30) => {
            let function = *dice.one_of(&["call", "externalURL", "pathPrefix", "strvalue", "slice", "len"]);
            let words = dice.several(0, 2, |dice, _| any(dice));
            format!("{function} {}", words.join(" "))
        }
        _ => operand(dice, scope, Text, depth),
    }
}

fn truth(dice: &mut Dice, scope: &Scope, depth: usize) -> String {
    let kind = *dice.one_of(&[Text, Integer, Float, Bool, Html, Enumerated, Sample, Nothing, Labels]);
    let other = if dice.chance(80) { kind } else { *dice.one_of(&KINDS) };
    match dice.number(0, 4) {
        0 => format!("not {}", operand(dice, scope, kind, depth)),
        1 => {
            let text = operand(dice, scope, Text, depth);
            format!("match {} {text}", literals::regex(dice))
        }
        2 => {
            let more = if dice.chance(20) { operand(dice, scope, other, depth) } else { String::new() };
            format!("eq {} {} {more}", operand(dice, scope, kind, depth), operand(dice, scope, other, depth))
        }
        3 => {
            let function = *dice.one_of(&["and", "or"]);
            format!("{function} {} {}", operand(dice, scope, Bool, depth), operand(dice, scope, kind, depth))
        }
        _ => {
            let function = *dice.one_of(&["ne", "lt", "le", "gt", "ge"]);
            format!("{function} {} {}", operand(dice, scope, kind, depth), operand(dice, scope, other, depth))
        }
    }
}
