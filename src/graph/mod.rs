//! Things that refer to each other: an order in which each finds what it needs.

/// As many circles as anyone reads at once. Long ones that overlap would fill the memory.
const MOST_CIRCLES: usize = 20;

/// An order in which everything comes after what it refers to, and the circles that prevent one.
pub struct InOrder {
    pub order: Vec<usize>,
    pub circles: Vec<Vec<usize>>,
}

/// Sorts `0..count` by `edges`, which gives what a node refers to. Linear in nodes and edges.
pub fn in_order(count: usize, edges: impl Fn(usize) -> Vec<usize>) -> InOrder {
    let mut state = vec![Visit::Unseen; count];
    let mut sorted = InOrder { order: Vec::with_capacity(count), circles: Vec::new() };
    for start in 0..count {
        let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
        if state[start] == Visit::Unseen {
            state[start] = Visit::Open;
            path.push((start, edges(start)));
        }
        while let Some((node, rest)) = path.last_mut() {
            match rest.pop() {
                None => {
                    state[*node] = Visit::Done;
                    sorted.order.push(*node);
                    path.pop();
                }
                Some(next) if state[next] == Visit::Unseen => {
                    state[next] = Visit::Open;
                    path.push((next, edges(next)));
                }
                Some(next) if state[next] == Visit::Open && sorted.circles.len() < MOST_CIRCLES => {
                    let from = path.iter().position(|(node, _)| *node == next).unwrap_or_default();
                    sorted.circles.push(path[from..].iter().map(|(node, _)| *node).collect());
                }
                Some(_) => {}
            }
        }
    }
    sorted
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Unseen,
    Open,
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
        assert_eq!(in_order(3, |node| edges[node].clone()).circles, [vec![1, 2]]);
    }
}
