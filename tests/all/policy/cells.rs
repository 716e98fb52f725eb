//! The sets of labels that routes tell apart: on random trees each label set is in one of them, and is told there
//! as Alertmanager's own walk says.

use crate::reach::symbolic::{config_of, labels, tree, universe};
use crate::support::dice::Dice;
use crate::support::source::TODAY;
use larum::policy::{Horizons, Routes};
use larum::reach::concrete::Tree;
use larum::reach::symbolic::Labels;

fn contains(set: &Labels, labels: &[(&str, &str)]) -> bool {
    let value = |name: &str| labels.iter().find(|(label, _)| *label == name).map_or("", |(_, value)| value);
    set.named().all(|(name, values)| values.contains(value(name)))
}

#[test]
fn each_label_set_is_in_one_cell_that_tells_whom_the_walk_tells() {
    let mut dice = Dice::new();
    let mut seen = 0;
    for _ in 0..60 {
        let root = tree(&mut dice, "root", 0);
        let config = config_of(&root);
        let concrete = Tree::new(&config).expect("the regexes are right");
        let mut routes = Routes::new(&config, Horizons::from(TODAY));
        let all = labels(&mut dice);
        let Some(cells) = routes.cells(std::slice::from_ref(&all)) else { continue };
        for labels in universe() {
            if !all.contains(&labels) {
                continue;
            }
            let mine: Vec<_> = cells.iter().filter(|cell| contains(&cell.labels, &labels)).collect();
            assert_eq!(mine.len(), 1, "{labels:?} of {all} is in {mine:#?}");
            let present: Vec<(&str, &str)> =
                labels.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            let expected: Vec<&str> =
                concrete.visits(&present).iter().map(|visit| visit.settings.receiver.value).collect();
            let told: Vec<&str> = mine[0].steps[0].iter().map(|told| told.receiver).collect();
            assert_eq!(told, expected, "{labels:?}");
            seen += 1;
        }
    }
    assert!(seen > 1_000, "only {seen} label sets");
}
