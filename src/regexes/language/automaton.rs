//! A pattern as a deterministic automaton over bytes.

use crate::regexes::between_anchors;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{primitives::StateID, start, syntax};
use regex_automata::{Anchored, MatchKind};

/// Most memory that one automaton may take, in bytes, and that building it may take.
const SIZE_LIMIT: usize = 4 << 20;
const BUILDING_LIMIT: usize = 16 << 20;
const NEST_LIMIT: u32 = 2_000;

#[derive(Debug)]
pub(super) struct Automaton {
    dfa: dense::DFA<Vec<u32>>,
    pub start: StateID,
}

impl Automaton {
    /// Of a pattern that Alertmanager accepts; None when it would be too big.
    pub fn new(pattern: &str) -> Option<Automaton> {
        Automaton::build(&between_anchors(pattern).ok()?)
    }

    /// Of all strings, so that what is found is always UTF-8.
    pub fn any() -> Option<Automaton> {
        Automaton::build(r"\A(?s:.)*\z")
    }

    fn build(anchored: &str) -> Option<Automaton> {
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(MatchKind::All)
            .accelerate(false)
            .dfa_size_limit(Some(SIZE_LIMIT))
            .determinize_size_limit(Some(BUILDING_LIMIT));
        let dfa = dense::Builder::new()
            .configure(config)
            .syntax(syntax::Config::new().nest_limit(NEST_LIMIT))
            .thompson(thompson::Config::new().nfa_size_limit(Some(SIZE_LIMIT)))
            .build(anchored)
            .ok()?;
        let start = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
        Some(Automaton { dfa, start })
    }

    pub fn next(&self, state: StateID, byte: u8) -> StateID {
        self.dfa.next_state(state, byte)
    }

    /// Does the automaton accept what led to this state?
    pub fn accepts(&self, state: StateID) -> bool {
        self.dfa.is_match_state(self.dfa.next_eoi_state(state))
    }

    /// Nothing that begins like this is accepted.
    pub fn is_dead(&self, state: StateID) -> bool {
        self.dfa.is_dead_state(state)
    }

    /// Bytes of one class lead from any state to the same one.
    pub fn class(&self, byte: u8) -> u8 {
        self.dfa.byte_classes().get(byte)
    }
}
