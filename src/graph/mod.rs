//! Things that refer to each other: an order in which each finds what it needs.

/// As many circles as anyone reads at once. Long ones that overlap would fill the memory.
const MOST_CIRCLES: usize = 20;

/// An order in which everything comes after what it refers to, and the circles that prevent one.
pub struct InOrder {
    pub order: Vec<usize>,
    /// No more than anyone reads.
    pub circles: Vec<Vec<usize>>,
    /// For each, whether it is in any circle, listed or not.
    pub circular: Vec<bool>,
}

/// Sorts `0..count` by `edges`, which gives what a node refers to. Linear in nodes and edges: Tarjan's components.
pub fn in_order(count: usize, edges: impl Fn(usize) -> Vec<usize>) -> InOrder {
    let mut state = vec![Visit::Unseen; count];
    let mut sorted =
        InOrder { order: Vec::with_capacity(count), circles: Vec::new(), circular: vec![false; count] };
    // When each was entered, the earliest that leads back to it, and those whose component is not whole yet.
    let (mut entered, mut back) = (vec![0; count], vec![0; count]);
    let mut pending: Vec<usize> = Vec::new();
    let mut clock = 0;
    for start in 0..count {
        let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut next = (state[start] == Visit::Unseen).then_some(start);
        loop {
            if let Some(node) = next.take() {
                state[node] = Visit::Open;
                (entered[node], back[node]) = (clock, clock);
                clock += 1;
                pending.push(node);
                path.push((node, edges(node)));
            }
            let Some((node, rest)) = path.last_mut() else { break };
            let node = *node;
            let Some(other) = rest.pop() else {
                sorted.order.push(node);
                path.pop();
                state[node] = Visit::Left;
                if let Some((parent, _)) = path.last() {
                    back[*parent] = back[*parent].min(back[node]);
                }
                if back[node] == entered[node] {
                    let first = pending.iter().rposition(|other| *other == node).unwrap_or_default();
                    let component = pending.split_off(first);
                    for member in &component {
                        state[*member] = Visit::Done;
                        sorted.circular[*member] |= component.len() > 1;
                    }
                }
                continue;
            };
            sorted.circular[node] |= other == node;
            match state[other] {
                Visit::Unseen => next = Some(other),
                Visit::Open | Visit::Left => back[node] = back[node].min(entered[other]),
                Visit::Done => {}
            }
            if state[other] == Visit::Open && sorted.circles.len() < MOST_CIRCLES {
                let from = path.iter().position(|(node, _)| *node == other).unwrap_or_default();
                sorted.circles.push(path[from..].iter().map(|(node, _)| *node).collect());
            }
        }
    }
    sorted
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Unseen,
    /// On the path that is walked.
    Open,
    /// Walked, but what it is in a circle with is not.
    Left,
    Done,
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn what_is_referred_to_comes_first_and_circles_are_told() {
        let edges = [vec![2], vec![0], vec![]];
        let sorted = in_order(3, |node| edges[node].clone());
        assert_eq!(sorted.order, [2, 0, 1]);
        assert!(sorted.circles.is_empty());

        let edges = [vec![1], vec![2], vec![1]];
        let sorted = in_order(3, |node| edges[node].clone());
        assert_eq!(sorted.circles, [vec![1, 2]]);
        assert_eq!(sorted.circular, [false, true, true]);
    }

    /// However many there are, and whichever of them are listed.
    #[test]
    fn what_is_in_a_circle_is_always_known() {
        // Fifty that refer to themselves, two circles that share a node, and one that only looks on.
        let edges = |node: usize| match node {
            0..50 => vec![node],
            50 => vec![51, 52],
            51 | 52 => vec![50],
            _ => vec![0, 50],
        };
        let sorted = in_order(54, edges);
        assert_eq!(sorted.circles.len(), super::MOST_CIRCLES);
        let looks_on: Vec<usize> = (0..54).filter(|node| !sorted.circular[*node]).collect();
        assert_eq!(looks_on, [53]);
    }
}
