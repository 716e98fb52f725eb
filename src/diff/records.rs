//! Recording rules: those of their own, and those that an alert reads.

use super::Side;
use super::alerts::interval;
use super::changes::{Differences, Kind, Thing};
use super::named::Kinds;
use super::{expression, levels};
use crate::model::Record;
use std::collections::HashMap;

/// A recording rule under the name that tells it from the others of its list.
struct Named<'a> {
    name: String,
    record: &'a Record,
    service: Option<&'a str>,
}

pub(super) fn compare(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    let (mut before, mut after) = named(own(old), own(new));
    for (side, records) in [(old, &mut before), (new, &mut after)] {
        for Named { record, service, .. } in records {
            *service = side.and_then(|side| Some(side.model.services[record.service?].name.as_str()));
        }
    }
    let kinds = Kinds {
        kind: Kind::Record,
        name: |record: &Named| &record.name,
        span: |record| record.record.span,
        differences: &|before, after, differences| one(before, after, differences),
    };
    kinds.compare(old.map(|side| (side, &before[..])), new.map(|side| (side, &after[..])), things);
}

fn own<'a>(side: Option<Side<'a>>) -> &'a [Record] {
    side.map_or(&[], |side| &side.model.records)
}

/// Adds what differs between the records inside an alert.
pub(super) fn inside(old: &[Record], new: &[Record], differences: &mut Differences) {
    let (before, after) = named(old, new);
    let earlier: HashMap<&str, &Record> = by_name(&before);
    let later: HashMap<&str, &Record> = by_name(&after);
    for Named { name, record, .. } in &after {
        differences.of_part(name);
        match earlier.get(name.as_str()) {
            Some(earlier) => same_name(earlier, record, differences),
            None => differences.add("record", None, Some(record.expr.to_promql())),
        }
    }
    for Named { name, record, .. } in before.iter().filter(|named| !later.contains_key(named.name.as_str())) {
        differences.of_part(name);
        differences.add("record", Some(record.expr.to_promql()), None);
    }
}

fn by_name<'a>(records: &'a [Named]) -> HashMap<&'a str, &'a Record> {
    records.iter().map(|named| (named.name.as_str(), named.record)).collect()
}

fn one(old: Option<&Named>, new: Option<&Named>, differences: &mut Differences) {
    let (Some(old), Some(new)) = (old, new) else {
        let text =
            |named: Option<&Named>| named.map(|named| named.record.expr.to_promql()).unwrap_or_default();
        return differences.compare("expression", text(old), text(new));
    };
    differences.compare("service", old.service.unwrap_or_default(), new.service.unwrap_or_default());
    same_name(old.record, new.record, differences);
}

fn same_name(old: &Record, new: &Record, differences: &mut Differences) {
    expression::compare("expression", &old.expr, &new.expr, differences);
    differences.compare("interval", interval(old.interval), interval(new.interval));
    levels::pairs("label", &old.labels, &new.labels, differences, |_, _, _| false);
}

/// The records of both sides under names that tell them apart: with their labels where several are
/// called alike, with a number where even these are the same.
fn named<'a>(old: &'a [Record], new: &'a [Record]) -> (Vec<Named<'a>>, Vec<Named<'a>>) {
    let (before, after) = (count(old), count(new));
    let is_alone = |name: &str| [&before, &after].iter().all(|count| count.get(name).is_none_or(|n| *n == 1));
    let name_all = |records: &'a [Record]| -> Vec<Named<'a>> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let named = |record: &'a Record| {
            let mut name = record.name.clone();
            if !is_alone(&name) {
                name += &braces(record);
            }
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name += &format!(" ({count})");
            }
            Named { name, record, service: None }
        };
        records.iter().map(named).collect()
    };
    (name_all(old), name_all(new))
}

fn count(records: &[Record]) -> HashMap<&str, usize> {
    let mut count = HashMap::new();
    for record in records {
        *count.entry(record.name.as_str()).or_default() += 1;
    }
    count
}

/// `{gate="release", check="tests"}`
fn braces(record: &Record) -> String {
    let labels: Vec<String> =
        record.labels.iter().map(|(label, value)| format!("{label}={value:?}")).collect();
    format!("{{{}}}", labels.join(", "))
}
