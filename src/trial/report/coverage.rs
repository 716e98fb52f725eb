//! Coverage for people.

use super::Covered;
use crate::trial::coverage::{Item, Kind, Share};

/// How much of each kind, and what was left out.
pub fn coverage(covered: &Covered) -> String {
    let items = || covered.items.iter().map(|(item, _)| item);
    let mut out = format!("coverage of {}\n", covered.program);
    let row = |name: &str, share: Share| {
        format!("  {name:<12} {:>4} of {:<4} {:>5}\n", share.exercised, share.all, percent(share))
    };
    for kind in Kind::ALL {
        let share = Share::of(items().filter(|item| item.kind == kind));
        if share.all > 0 {
            out += &row(kind.plural(), share);
        }
    }
    out += &row("all", Share::of(items()));
    let left: Vec<&(Item, String)> = covered.items.iter().filter(|(item, _)| !item.exercised).collect();
    if !left.is_empty() {
        out += "not exercised\n";
    }
    let width = left.iter().map(|(item, _)| item.name.chars().count()).max().unwrap_or(0);
    for (item, place) in left {
        let line = format!("  {:<10} {:<width$}  {place}", item.kind.name(), item.name);
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Never 100% when something is left out.
fn percent(share: Share) -> String {
    format!("{:.0}%", share.percent().floor())
}
