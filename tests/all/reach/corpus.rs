//! Configurations that others wrote: the receivers of alerts are amtool's.

use super::{borrowed, read};
use crate::support::corpus::alertmanager_files;
use crate::support::dice::Dice;
use crate::support::tools::{amtool_accepts, amtool_routes};
use larum::emit::matcher_text;
use larum::lower::{Matcher, Route};
use larum::reach::concrete::visits;
use std::fs;
use std::path::Path;

#[test]
fn receivers_are_those_of_amtool() {
    let files = alertmanager_files();
    let accepted = amtool_accepts(&files);
    let (mut asked, mut refused) = (0, 0);
    let mut dice = Dice::new();
    for (path, accepted) in files.iter().zip(accepted) {
        let text = fs::read_to_string(path).expect("the corpus is text");
        match accepted {
            true => asked += ask(path, &text, &mut dice),
            false => refused += 1,
        }
    }
    assert!(asked > 100 && refused > 50, "{asked}, {refused}");
}

/// Compares the receivers of some alerts.
fn ask(path: &Path, text: &str, dice: &mut Dice) -> usize {
    let imported = read(text);
    let config = imported.config();
    let mut known = Vec::new();
    collect(&config.route, &mut known);
    for _ in 0..6 {
        let mut labels: Vec<(String, String)> = Vec::new();
        for _ in 0..dice.number(0, 4).min(known.len()) {
            let (name, value) = dice.one_of(&known).clone();
            if !labels.iter().any(|(label, _)| *label == name) && !value.is_empty() {
                labels.push((name, value));
            }
        }
        let visits = visits(&config, &borrowed(&labels)).expect("good regexes");
        let ours: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
        let words: Vec<String> =
            labels.iter().map(|(name, value)| matcher_text(&Matcher::equal(name, value))).collect();
        assert_eq!(ours, amtool_routes(path, &words), "{words:?} in {}", path.display());
    }
    6
}

/// Labels with values that matchers ask for; of regexes, the first alternative.
fn collect(route: &Route, known: &mut Vec<(String, String)>) {
    for matcher in &route.matchers {
        let value = matcher.value.trim_matches(['^', '$', '(', ')']).split('|').next().unwrap_or_default();
        known.push((matcher.label.to_string(), value.to_string()));
    }
    route.routes.iter().for_each(|child| collect(child, known));
}
