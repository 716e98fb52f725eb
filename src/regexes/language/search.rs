//! Breadth first through the product of automata: the first string found is a shortest one.

use super::Language;
use super::automaton::Automaton;
use super::trie::{OFF, Trie};
use regex_automata::util::primitives::StateID;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Most states of the product that are looked at.
const MOST_STATES: usize = 20_000;

/// Is there a string?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One of the shortest.
    Example(String),
    Nothing,
    /// Some automaton or the search would be too big: there may be one.
    Unknown,
}

/// A string that all of `within` match, none of `without`, and that is none of `except`.
pub fn example<'a>(
    within: &[&Language],
    without: &[&Language],
    except: impl IntoIterator<Item = &'a str>,
) -> Found {
    // What cannot be meant anyway makes the product no larger.
    let concerns = |text: &&str| within.iter().all(|language| language.matches(text) != Some(false));
    let except = Trie::new(except.into_iter().filter(concerns));
    let search = |within: &[&Language], without: &[&Language], except: &Trie| {
        Search::of(within, without, except).map_or(Found::Unknown, Search::run)
    };
    // Most often what the others match is no matter.
    match search(within, &[], &except) {
        Found::Example(text) if without.iter().all(|language| language.matches(&text) == Some(false)) => {
            return Found::Example(text);
        }
        Found::Nothing => return Found::Nothing,
        _ => {}
    }
    // Neither does a pattern that shares nothing with those of `within`.
    let nothing = Trie::new([]);
    let overlaps = |language: &&Language| {
        let both: Vec<&Language> = within.iter().copied().chain([*language]).collect();
        search(&both, &[], &nothing) != Found::Nothing
    };
    let few = without.len() < 3 || within.is_empty();
    let without: Vec<&Language> =
        without.iter().copied().filter(|language| few || overlaps(language)).collect();
    search(within, &without, &except)
}

struct Search<'a> {
    /// Must accept; all strings are the first of them.
    within: Vec<&'a Automaton>,
    /// Must not.
    without: Vec<&'a Automaton>,
    except: &'a Trie,
    /// One byte of each class that all automata share; nice ones first.
    bytes: Vec<u8>,
}

/// A state of each automaton, in the order of `within` and `without`, and of the trie.
type State = (Vec<StateID>, u32);

impl<'a> Search<'a> {
    fn of(within: &[&'a Language], without: &[&'a Language], except: &'a Trie) -> Option<Search<'a>> {
        static ANY: OnceLock<Option<Automaton>> = OnceLock::new();
        let mut all = vec![ANY.get_or_init(Automaton::any).as_ref()?];
        for language in within {
            all.push(language.automaton()?);
        }
        let without = without.iter().map(|language| language.automaton()).collect::<Option<Vec<_>>>()?;
        let bytes = representatives(&all, &without, except);
        Some(Search { within: all, without, except, bytes })
    }

    fn run(self) -> Found {
        let automata = || self.within.iter().chain(&self.without);
        let start: State = (automata().map(|automaton| automaton.start).collect(), 0);
        // How each state was first reached: from which, by which byte.
        let mut known: HashMap<State, usize> = HashMap::from([(start.clone(), 0)]);
        let mut reached: Vec<(State, usize, u8)> = vec![(start, 0, 0)];
        let mut next = 0;
        while next < reached.len() {
            if self.accepts(&reached[next].0) {
                return text(&reached, next).map_or(Found::Unknown, Found::Example);
            }
            for byte in &self.bytes {
                let (states, at) = &reached[next].0;
                let states: Vec<StateID> =
                    automata().zip(states).map(|(automaton, state)| automaton.next(*state, *byte)).collect();
                if self.within.iter().zip(&states).any(|(automaton, state)| automaton.is_dead(*state)) {
                    continue;
                }
                let state = (states, self.except.next(*at, *byte));
                if known.contains_key(&state) {
                    continue;
                }
                if reached.len() == MOST_STATES {
                    return Found::Unknown;
                }
                known.insert(state.clone(), reached.len());
                reached.push((state, next, *byte));
            }
            next += 1;
        }
        Found::Nothing
    }

    fn accepts(&self, (states, at): &State) -> bool {
        let (within, without) = states.split_at(self.within.len());
        (*at == OFF || !self.except.accepts(*at))
            && self.within.iter().zip(within).all(|(automaton, state)| automaton.accepts(*state))
            && !self.without.iter().zip(without).any(|(automaton, state)| automaton.accepts(*state))
    }
}

/// The string that leads to the state `at`.
fn text(reached: &[(State, usize, u8)], mut at: usize) -> Option<String> {
    let mut bytes = Vec::new();
    while at != 0 {
        bytes.push(reached[at].2);
        at = reached[at].1;
    }
    bytes.reverse();
    String::from_utf8(bytes).ok()
}

fn representatives(within: &[&Automaton], without: &[&Automaton], except: &Trie) -> Vec<u8> {
    let alone = except.bytes();
    let nice = |byte: u8| match byte {
        b'a'..=b'z' => 0,
        b'0'..=b'9' => 1,
        b'A'..=b'Z' | b'-' | b'_' => 2,
        b'!'..=b'~' => 3,
        _ => 4,
    };
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.sort_by_key(|byte| nice(*byte));
    let mut seen = HashSet::new();
    bytes.retain(|byte| {
        let classes: Vec<u8> = within.iter().chain(without).map(|automaton| automaton.class(*byte)).collect();
        seen.insert((classes, alone[*byte as usize].then_some(*byte)))
    });
    bytes
}
