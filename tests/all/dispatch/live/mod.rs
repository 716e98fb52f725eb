//! Random worlds on a real Alertmanager and here: the same is told, in the same order, at the same time.
//!
//! No real server is on time to the millisecond. What is not told to the word is simulated again with small
//! shifts of all inputs and timers: one of them must tell it. Where even the smallest of them tell different
//! things, nothing is decided. `scripts/dispatch.sh` runs as many rounds as wanted.

mod config;
mod profile;
mod run;
mod seen;
mod simulate;
mod world;

use crate::support::dice::{Dice, number_of};
use profile::{ALL, Profile};
use run::{Outcome, run};
use seen::{Seen, Streams, same_words, streams};
use simulate::{Times, Variant, simulate};
use std::collections::BTreeSet;
use std::thread;
use world::World;

/// Worlds on one server.
const WORLDS: usize = 25;
/// A busy machine may be so late, in milliseconds.
const LATE: i64 = 700;
/// A real difference shows each time.
const ATTEMPTS: usize = 3;

/// How worlds went.
#[derive(Default)]
struct Tally {
    worlds: usize,
    told: usize,
    /// Told as simulated to the word, and in time.
    exact: usize,
    /// Told as it is when inputs come a little earlier or later.
    shifted: usize,
    /// Differ where it depends on chance what is told: small shifts tell different things.
    undecided: usize,
    /// Were tried again.
    again: usize,
}

#[derive(Clone)]
enum Verdict {
    Exact,
    Shifted,
    Undecided,
    Different(String),
}

#[test]
fn the_same_is_told_as_by_a_running_alertmanager() {
    let rounds = number_of("LARUM_DISPATCH_ROUNDS", 1);
    let mut dice = Dice::new();
    for round in 0..rounds {
        let work: Vec<(Profile, Vec<World>)> = ALL
            .iter()
            .map(|profile| {
                let number = |index| World::random(&mut dice, index);
                (*profile, (0..WORLDS).map(number).collect())
            })
            .collect();
        let tallies: Vec<(Profile, Result<Tally, String>)> = thread::scope(|scope| {
            let runs =
                work.iter().map(|(profile, worlds)| (profile, scope.spawn(|| compare(worlds, *profile))));
            let runs: Vec<_> = runs.collect();
            runs.into_iter().map(|(profile, run)| (*profile, run.join().expect("a run ends"))).collect()
        });
        let mut wrong = String::new();
        for (profile, tally) in tallies {
            match tally {
                Err(how) => wrong += &format!("round {round}, {profile:?}: {how}\n"),
                Ok(tally) => {
                    println!(
                        "{round} {profile:?}: {} worlds, {} messages: {} exact, {} shifted, {} undecided; {} again",
                        tally.worlds, tally.told, tally.exact, tally.shifted, tally.undecided, tally.again
                    );
                    // Peers whose steps lie close to each other tell twice or once.
                    let chance = if profile == Profile::Cluster { 60 } else { 25 };
                    let few = tally.undecided * 100 <= WORLDS * chance;
                    assert!(few, "{profile:?}: too much was left to chance");
                    assert!(tally.told > WORLDS, "{profile:?}: hardly anybody was told");
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}

/// Runs the worlds, and those again that differ: on several servers at once, since a real difference shows each time.
fn compare(worlds: &[World], profile: Profile) -> Result<Tally, String> {
    let mut tally = Tally { worlds: worlds.len(), ..Tally::default() };
    let all: Vec<&World> = worlds.iter().collect();
    let (told, verdicts) = attempt(&all, profile);
    tally.told = told;
    let different: Vec<(&World, String)> = tally.count(all.into_iter().zip(verdicts));
    tally.again = different.len();
    let once = std::env::var("LARUM_DISPATCH_ONCE").is_ok();
    let left: Vec<&World> = different.iter().map(|(world, _)| *world).collect();
    let attempts = if once || left.is_empty() { 0 } else { ATTEMPTS - 1 };
    let again: Vec<Vec<Verdict>> = thread::scope(|scope| {
        let runs: Vec<_> = (0..attempts).map(|_| scope.spawn(|| attempt(&left, profile).1)).collect();
        runs.into_iter().map(|run| run.join().expect("a run ends")).collect()
    });
    let mut words = String::new();
    for (index, (world, first)) in different.into_iter().enumerate() {
        let verdicts = again.iter().map(|verdicts| verdicts[index].clone());
        let best = verdicts.min_by_key(Verdict::rank).unwrap_or(Verdict::Different(first));
        words.extend(tally.count([(world, best)].into_iter()).into_iter().map(|(_, how)| how));
    }
    if words.is_empty() { Ok(tally) } else { Err(words) }
}

/// How many messages there were, and the verdict of each world.
fn attempt(worlds: &[&World], profile: Profile) -> (usize, Vec<Verdict>) {
    let outcome: Outcome = run(worlds, profile);
    let told = outcome.iter().map(|(_, heard)| heard.len()).sum();
    let both = worlds.iter().zip(&outcome);
    (told, both.map(|(world, (times, heard))| judge(world, times, heard)).collect())
}

impl Tally {
    /// Those that differ, and how.
    fn count<'w>(
        &mut self,
        verdicts: impl Iterator<Item = (&'w World, Verdict)>,
    ) -> Vec<(&'w World, String)> {
        let mut different = Vec::new();
        for (world, verdict) in verdicts {
            match verdict {
                Verdict::Exact => self.exact += 1,
                Verdict::Shifted => self.shifted += 1,
                Verdict::Undecided => self.undecided += 1,
                Verdict::Different(how) => different.push((world, how)),
            }
        }
        different
    }
}

impl Verdict {
    /// The better, the less.
    fn rank(&self) -> usize {
        match self {
            Verdict::Exact => 0,
            Verdict::Shifted => 1,
            Verdict::Undecided => 2,
            Verdict::Different(_) => 3,
        }
    }
}

fn judge(world: &World, times: &Times, heard: &[Seen]) -> Verdict {
    let heard = streams(heard.iter().cloned());
    let exact = simulate(world, times, Variant::default());
    if is_same(&heard, &exact) && in_time(&heard, &exact) {
        return Verdict::Exact;
    }
    // Groups do not depend on each other: each may be as another shift has it.
    let mut unlike: BTreeSet<&(String, String)> = heard.keys().chain(exact.keys()).collect();
    for shift in Variant::some(60, 150).chain(Variant::some(60, 400)) {
        let shifted = simulate(world, times, shift);
        let fits = |key: &&(String, String)| {
            same_words(heard.get(key), shifted.get(key)) && close(heard.get(key), shifted.get(key))
        };
        unlike.retain(|key| !fits(key));
        if unlike.is_empty() {
            break;
        }
    }
    if unlike.is_empty() {
        return Verdict::Shifted;
    }
    for shift in Variant::some(12, 100) {
        let shifted = simulate(world, times, shift);
        unlike.retain(|key| same_words(exact.get(key), shifted.get(key)));
    }
    match unlike.is_empty() {
        true => Verdict::Undecided,
        false => Verdict::Different(difference(world, times, &heard, &exact, &unlike)),
    }
}

type Messages = Vec<(i64, Vec<String>)>;

fn is_same(one: &Streams, other: &Streams) -> bool {
    one.keys().chain(other.keys()).all(|key| same_words(one.get(key), other.get(key)))
}

fn in_time(one: &Streams, other: &Streams) -> bool {
    one.keys().all(|key| close(one.get(key), other.get(key)))
}

fn close(one: Option<&Messages>, other: Option<&Messages>) -> bool {
    let pairs = one.into_iter().flatten().zip(other.into_iter().flatten());
    pairs.into_iter().all(|((one, _), (other, _))| (one - other).abs() <= LATE)
}

fn difference(
    world: &World,
    times: &Times,
    heard: &Streams,
    exact: &Streams,
    unlike: &BTreeSet<&(String, String)>,
) -> String {
    let mut text = format!("world {}\n{}\n", world.number, world.route);
    world.inhibit_rules.iter().for_each(|rule| text += &format!("inhibits {rule}\n"));
    for (input, at) in world.inputs.iter().zip(&times.inputs) {
        text += &format!("{:6} {}\n", at - times.began, input.what);
    }
    for (at, intervention) in &times.interventions {
        text += &format!("{:6} {intervention:?}\n", at - times.began);
    }
    for key in unlike {
        for (who, streams) in [("heard", heard), ("simulated", exact)] {
            for (at, alerts) in streams.get(*key).into_iter().flatten() {
                let (hook, group) = key;
                text += &format!("{who:>9} {:6} {hook} {group}: {}\n", at - times.began, alerts.join(", "));
            }
        }
    }
    text
}
