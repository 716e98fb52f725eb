//! `amtool config routes test` and our walk tell the same receivers.

use super::random_tree::{Tree, config, labels};
use super::{borrowed, read};
use crate::support::dice::{Dice, number_of};
use crate::support::tools::amtool_routes;
use larum::emit::matcher_text;
use larum::lower::Matcher;
use larum::reach::concrete::{Tree as Walked, visits};
use rayon::prelude::*;
use std::fs;
use tempfile::TempDir;

/// Labels that each tree is asked about.
const ALERTS: usize = 10;

/// Its text closes the brackets of Alertmanager's anchors, which `match_re` has twice.
#[test]
fn brackets_that_close_the_anchors_are_read_alike() {
    let config = r#"
      route:
        receiver: r
        routes:
          - {receiver: new, matchers: ['a=~"x)|(y"']}
          - {receiver: old, match_re: {a: "z)|(w"}}
      receivers: [{name: r}, {name: new}, {name: old}]"#;
    let file = tempfile::NamedTempFile::with_suffix(".yml").expect("a scratch file");
    fs::write(&file, config).expect("the scratch file takes text");
    let imported = read(config);
    for (value, receiver) in
        [("x1", "new"), ("1y", "new"), ("z", "old"), ("w", "old"), ("z1", "r"), ("1w", "r")]
    {
        let config = imported.config();
        let told = visits(&config, &[("a", value)]).expect("good regexes");
        let ours: Vec<&str> = told.iter().map(|visit| visit.settings.receiver.value).collect();
        assert_eq!(ours, [receiver], "{value}");
        assert_eq!(amtool_routes(file.path(), &[format!("a={value}")]), [receiver], "{value}");
    }
}

/// amtool takes milliseconds to start, so few pairs are the default; `scripts/routes.sh` asks for more.
fn pairs() -> usize {
    number_of("LARUM_ROUTE_PAIRS", 1_000)
}

#[test]
fn receivers_are_those_of_amtool() {
    let folder = TempDir::new().expect("a scratch folder");
    let mut dice = Dice::new();
    let trees: Vec<_> = (0..pairs() / ALERTS)
        .map(|_| {
            let depth = dice.number(1, 4);
            let tree = Tree::new(&mut dice, "r", depth);
            let alerts: Vec<_> = (0..ALERTS).map(|_| labels(&mut dice)).collect();
            (config(&tree.route, &tree.receivers), alerts)
        })
        .collect();
    let told: usize = trees
        .par_iter()
        .enumerate()
        .map(|(index, (config, alerts))| {
            let text = config.to_string(); // JSON is YAML
            let path = folder.path().join(format!("{index}.yml"));
            fs::write(&path, &text).expect("the scratch folder takes a file");
            let imported = read(&text);
            let config = imported.config();
            let walked = Walked::new(&config).expect("good regexes");
            let mut told = 0;
            for labels in alerts {
                let visits = walked.visits(&borrowed(labels));
                let ours: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
                let as_matchers = labels.iter().map(|(name, value)| Matcher::equal(name, value));
                let words: Vec<String> = as_matchers.map(|matcher| matcher_text(&matcher)).collect();
                assert_eq!(ours, amtool_routes(&path, &words), "{words:?} in {text}");
                told += ours.iter().filter(|receiver| **receiver != "r").count();
            }
            told
        })
        .sum();
    assert!(told > pairs() / 2, "only {told} receivers below the root");
}
