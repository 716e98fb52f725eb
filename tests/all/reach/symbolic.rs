//! Routing by sets of labels (`reach::symbolic`) against routing by labels (`reach::concrete`): random
//! trees, in which every label set over a few values is tried.

use crate::support::dice::Dice;
use larum::expr::MatchOp;
use larum::lower::{AlertmanagerConfig, InhibitRule, Matcher, Route};
use larum::reach::concrete::{self, Inhibitor};
use larum::reach::program::Inhibition;
use larum::reach::symbolic::{Labels, Tree, Values, walk};
use std::collections::BTreeSet;

const NAMES: [&str; 3] = ["service", "severity", "team"];
/// What each label is tried with; the first is absence.
const VALUES: [&str; 5] = ["", "a", "b", "ab", "other"];
const REGEXES: [&str; 10] = ["a|b", "a.*", ".*b", ".+", "", "a?", "[ab]", "(a|ab)", "o.*|a", ".*"];

fn matcher(dice: &mut Dice) -> Matcher<'static> {
    let label = *dice.one_of(&NAMES);
    let op =
        *dice.one_of(&[MatchOp::Equal, MatchOp::Equal, MatchOp::NotEqual, MatchOp::Regex, MatchOp::NotRegex]);
    let value = match op {
        MatchOp::Equal | MatchOp::NotEqual => *dice.one_of(&VALUES),
        MatchOp::Regex | MatchOp::NotRegex => *dice.one_of(&REGEXES),
    };
    Matcher::new(label, op, value)
}

/// Each node has a receiver of its own: its path.
pub fn tree(dice: &mut Dice, path: &str, depth: usize) -> Route<'static> {
    // Some nodes have enough children to be worth an index.
    let most = if depth == 0 && dice.chance(50) { 12 } else { 3 };
    let children = if depth < 3 { dice.number(0, most) } else { 0 };
    Route {
        receiver: Some(path.to_string()),
        matchers: if depth == 0 { vec![] } else { dice.several(0, 3, |dice, _| matcher(dice)) },
        continues: depth > 0 && dice.chance(30),
        routes: (0..children).map(|place| tree(dice, &format!("{path}/{place}"), depth + 1)).collect(),
        ..Route::default()
    }
}

pub fn labels(dice: &mut Dice) -> Labels {
    let mut labels = if dice.chance(50) { Labels::any() } else { Labels::known([]) };
    for name in NAMES {
        let some = dice.some_of(VALUES.len()).into_iter().map(|index| VALUES[index]).collect::<Vec<_>>();
        labels = match dice.number(0, 4) {
            0 => labels.with(name, Values::known(dice.one_of::<&str>(&VALUES))),
            1 => labels.with(name, Values::any_but(some)),
            2 => labels.with(name, Values::any()),
            3 => match Values::one_of(some) {
                Some(values) => labels.with(name, values),
                None => labels,
            },
            _ => labels,
        };
    }
    labels
}

pub fn universe() -> Vec<[(&'static str, &'static str); 3]> {
    let mut all = Vec::new();
    for service in VALUES {
        for severity in VALUES {
            all.extend(VALUES.map(|team| [(NAMES[0], service), (NAMES[1], severity), (NAMES[2], team)]));
        }
    }
    all
}

pub fn config_of(root: &Route<'static>) -> AlertmanagerConfig<'static> {
    AlertmanagerConfig {
        global: &[],
        templates: &[],
        route: root.clone(),
        inhibit_rules: vec![],
        receivers: vec![],
        time_intervals: vec![],
    }
}

/// The receivers of one label set.
fn told(root: &Route<'static>, labels: &[(&str, &str)]) -> Vec<String> {
    let config = config_of(root);
    let visits = concrete::visits(&config, labels).expect("these regexes are right");
    visits.iter().map(|visit| visit.settings.receiver.value.to_string()).collect()
}

#[test]
fn each_label_set_is_in_exactly_the_outcomes_that_it_visits() {
    let mut dice = Dice::new();
    let universe = universe();
    for _ in 0..250 {
        let root = tree(&mut dice, "root", 0);
        let tree = Tree::of_route(&root);
        let set = labels(&mut dice);
        let walk = walk(&tree, &set);
        let mut expected_entered = BTreeSet::new();
        for labels in &universe {
            let mut found = Vec::new();
            for outcome in &walk.outcomes {
                assert!(outcome.is_certain(), "{set}: {root:#?}");
                let parts = outcome.labels.iter().filter(|part| part.contains(labels)).count();
                assert!(parts < 2, "{labels:?} twice in {outcome:?}");
                if parts == 1 {
                    found.push(tree.node(outcome.node).settings.receiver.value.to_string());
                    expected_entered.extend(tree.ancestry(outcome.node));
                }
            }
            let expected = if set.contains(labels) { told(&root, labels) } else { Vec::new() };
            assert_eq!(found, expected, "{labels:?} of {set}: {root:#?}");
        }
        // What was entered by none of these few values was entered by another one.
        let entered: BTreeSet<usize> = walk.entered.iter().copied().collect();
        assert!(entered.is_superset(&expected_entered), "{root:#?}");
    }
}

#[test]
fn examples_lead_where_they_say() {
    let mut dice = Dice::new();
    let mut seen = 0;
    for _ in 0..250 {
        let root = tree(&mut dice, "root", 0);
        let tree = Tree::of_route(&root);
        for outcome in walk(&tree, &labels(&mut dice)).outcomes {
            let example = outcome.example().expect("small regexes leave nothing open");
            let example: Vec<(&str, &str)> =
                example.iter().map(|(name, value)| (&**name, &**value)).collect();
            let receiver = tree.node(outcome.node).settings.receiver.value.to_string();
            assert!(told(&root, &example).contains(&receiver), "{example:?} to {receiver}: {root:#?}");
            seen += 1;
        }
    }
    assert!(seen > 300, "only {seen} outcomes");
}

/// A set whose label sets are all in the universe.
fn finite(dice: &mut Dice) -> Labels {
    NAMES.iter().fold(Labels::known([]), |labels, name| {
        let some: Vec<&str> = dice.some_of(VALUES.len()).into_iter().map(|index| VALUES[index]).collect();
        labels.with(name, Values::one_of(some).unwrap_or_else(Values::absent))
    })
}

#[test]
fn one_set_may_quiet_another_exactly_when_an_alert_of_it_quiets_one_of_the_other() {
    let mut dice = Dice::new();
    let universe = universe();
    let mut quiet = 0;
    for _ in 0..300 {
        let mut config = config_of(&Route::default());
        config.inhibit_rules.push(InhibitRule {
            name: "rule".into(),
            source: dice.several(1, 2, |dice, _| matcher(dice)),
            target: dice.several(1, 2, |dice, _| matcher(dice)),
            equal: dice.some_of(NAMES.len()).into_iter().map(|index| NAMES[index]).collect(),
            span: None,
        });
        let (source, target) = (finite(&mut dice), finite(&mut dice));
        let inhibitor = Inhibitor::new(&config).expect("these regexes are right");
        let of = |set: &Labels| universe.iter().filter(|labels| set.contains(*labels)).collect::<Vec<_>>();
        let expected = of(&target).into_iter().any(|target| {
            of(&source).into_iter().any(|source| !inhibitor.inhibitions(target, &[source]).is_empty())
        });
        let told = Inhibition::new(&config).may_quiet(0, &source, &target);
        assert_eq!(told, expected, "{source} quiets {target}: {:#?}", config.inhibit_rules);
        quiet += usize::from(expected);
    }
    assert!((30..270).contains(&quiet), "{quiet} of 300");
}
