//! A finite set of strings as an automaton.

use std::collections::HashMap;

/// The state of a string that no string of the set begins with.
pub(super) const OFF: u32 = u32::MAX;

pub(super) struct Trie {
    next: Vec<HashMap<u8, u32>>,
    ends: Vec<bool>,
}

impl Trie {
    pub fn new<'a>(strings: impl IntoIterator<Item = &'a str>) -> Trie {
        let mut trie = Trie { next: vec![HashMap::new()], ends: vec![false] };
        for string in strings {
            let mut at = 0;
            for byte in string.bytes() {
                let fresh = trie.next.len() as u32;
                let to = *trie.next[at].entry(byte).or_insert(fresh);
                if to == fresh {
                    trie.next.push(HashMap::new());
                    trie.ends.push(false);
                }
                at = to as usize;
            }
            trie.ends[at] = true;
        }
        trie
    }

    pub fn next(&self, state: u32, byte: u8) -> u32 {
        match state {
            OFF => OFF,
            at => self.next[at as usize].get(&byte).copied().unwrap_or(OFF),
        }
    }

    pub fn accepts(&self, state: u32) -> bool {
        state != OFF && self.ends[state as usize]
    }

    /// Whether each byte stands somewhere in the set.
    pub fn bytes(&self) -> [bool; 256] {
        let mut seen = [false; 256];
        for byte in self.next.iter().flat_map(HashMap::keys) {
            seen[*byte as usize] = true;
        }
        seen
    }
}
