//! Random trees: what is said of their routes is what the walk does that is held against amtool.

use super::read;
use crate::reach::random_tree::{Tree, config, labels};
use crate::support::dice::Dice;
use larum::reach::concrete::{Decision, Tree as Walked};
use larum::reach::symbolic::{Arrival, Tree as Prepared, arrivals, ends, has_later_taker};
use std::collections::HashSet;

const TREES: usize = 150;
const ALERTS: usize = 80;

/// No label has a line break.
fn alerts(dice: &mut Dice, count: usize) -> Vec<Vec<(String, String)>> {
    let mut all: Vec<_> = (0..count).map(|_| labels(dice)).collect();
    all.retain(|alert| alert.iter().all(|(_, value)| !value.contains('\n')));
    all
}

fn borrowed(labels: &[(String, String)]) -> Vec<(&str, &str)> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The nodes that take an alert, and those that tell of it.
fn asked(tree: &Walked, alert: &[(&str, &str)]) -> (HashSet<usize>, HashSet<usize>) {
    let (mut enters, mut tells) = (HashSet::new(), HashSet::new());
    for step in tree.steps(alert) {
        match step.decision {
            Decision::PassesOn => _ = enters.insert(step.node),
            Decision::Tells => _ = (enters.insert(step.node), tells.insert(step.node)),
            _ => {}
        }
    }
    (enters, tells)
}

#[test]
fn nothing_comes_to_dead_routes_and_something_to_all_others() {
    let mut dice = Dice::new();
    let (mut contradictions, mut taken, mut by_several, mut alive, mut useless) = (0, 0, 0, 0, 0);
    for _ in 0..TREES {
        let depth = dice.number(1, 3);
        let random = Tree::new(&mut dice, "r", depth);
        let text = config(&random.route, &random.receivers).to_string();
        let (imported, ..) = read(&text);
        let config = imported.config();
        let (prepared, walked) = (Prepared::new(&config), Walked::new(&config).expect("good regexes"));
        let arrived = arrivals(&prepared);
        let alerts = alerts(&mut dice, ALERTS);
        let asked_all: Vec<_> =
            alerts.iter().map(|alert| (alert, asked(&walked, &borrowed(alert)))).collect();
        for (id, arrival) in arrived.iter().enumerate() {
            let comes = || asked_all.iter().find(|(_, (enters, _))| enters.contains(&id));
            match arrival {
                Arrival::Contradiction(..) => contradictions += 1,
                Arrival::Taken(by) => {
                    (taken, by_several) = (taken + 1, by_several + usize::from(by.len() > 1))
                }
                _ => {}
            }
            if arrival.is_nothing() {
                assert!(
                    comes().is_none(),
                    "{:?} comes to {:?}: {arrival:?}\n{text}",
                    comes(),
                    walked.path(id)
                );
                continue;
            }
            let Some(labels) = arrival.labels() else { continue };
            // What is said to come does come.
            for part in labels.iter().filter(|part| part.is_certain()) {
                let example = part.example().expect("it is certain");
                let example: Vec<(&str, &str)> =
                    example.iter().map(|(name, value)| (&**name, &**value)).collect();
                assert!(
                    asked(&walked, &example).0.contains(&id),
                    "{example:?} at {:?}\n{text}",
                    walked.path(id)
                );
                alive += 1;
            }
            // And what comes was said to.
            let ends = ends(&prepared, id, labels);
            for (alert, (enters, tells)) in &asked_all {
                let said = labels.iter().any(|part| part.contains(&borrowed(alert)));
                assert_eq!(said, enters.contains(&id), "{alert:?} at {:?}\n{text}", walked.path(id));
                if let Some(ends) = &ends {
                    let said = ends.iter().any(|part| part.contains(&borrowed(alert)));
                    assert_eq!(said, tells.contains(&id), "{alert:?} ends at {:?}\n{text}", walked.path(id));
                }
            }
            let node = prepared.node(id);
            if node.route.continues && !has_later_taker(&prepared, id, labels) {
                useless += 1;
                let later = |other: &usize| {
                    let other = prepared.node(*other);
                    other.parent == node.parent && other.place > node.place
                };
                for (alert, (enters, _)) in &asked_all {
                    let both = enters.contains(&id) && enters.iter().any(later);
                    assert!(!both, "{alert:?} goes on from {:?}\n{text}", walked.path(id));
                }
            }
        }
    }
    let seen = (contradictions, taken, by_several, alive, useless);
    assert!(contradictions > 20 && taken > 20 && by_several > 0 && alive > 400 && useless > 10, "{seen:?}");
}
