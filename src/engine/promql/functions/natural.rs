//! The order in which people read numbered names: `node2` before `node10`. Source: github.com/facette/natsort.

/// Whether the one stands before the other.
pub fn natural_less(one: &str, other: &str) -> bool {
    let (left, right) = (chunks(one), chunks(other));
    for (index, (own, theirs)) in left.iter().zip(&right).enumerate() {
        if own == theirs {
            continue;
        }
        let (own_number, their_number) = (own.parse::<i64>(), theirs.parse::<i64>());
        return match (own_number, their_number) {
            (Ok(own), Ok(theirs)) if own == theirs => {
                // They differ in leading zeros; the last pair is told by all that was read.
                let last = index + 1 == left.len().min(right.len());
                if last { one.len() < other.len() } else { continue }
            }
            (Ok(own), Ok(theirs)) => own < theirs,
            _ => own < theirs,
        };
    }
    left.len() < right.len()
}

/// Runs of digits, and what stands between them.
fn chunks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut digits = None;
    for (at, character) in text.char_indices() {
        let digit = character.is_ascii_digit();
        if digits.is_some_and(|before| before != digit) {
            chunks.push(&text[start..at]);
            start = at;
        }
        digits = Some(digit);
    }
    if start < text.len() {
        chunks.push(&text[start..]);
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names() {
        for (less, greater) in
            [("a2", "a10"), ("a", "b"), ("a1b", "a1c"), ("4", "4b"), ("", "a"), ("9", "10")]
        {
            assert!(natural_less(less, greater), "{less} before {greater}");
            assert!(!natural_less(greater, less), "{greater} after {less}");
        }
    }
}
