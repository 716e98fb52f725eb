//! Boxes of a graph without circles in columns: each stands right of all that it points to. An arrow
//! over several columns gets a bend in each, so that it runs between the boxes.

/// Where a box or a bend stands: its column, and its row in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub column: usize,
    pub row: usize,
}

pub(super) struct Layout {
    /// One for each box.
    pub boxes: Vec<Place>,
    /// From a box over the bends to another.
    pub arrows: Vec<Vec<Place>>,
    /// How many stand in each column.
    pub columns: Vec<usize>,
}

/// Lays out boxes `0..count`; an arrow goes from the first to the second box.
pub(super) fn layout(count: usize, arrows: &[(usize, usize)]) -> Layout {
    let mut column = columns(count, arrows);
    // Boxes and bends, and the arrows between neighbouring columns.
    let mut short: Vec<(usize, usize)> = Vec::new();
    let mut paths: Vec<Vec<usize>> = Vec::new();
    for (from, to) in arrows {
        let mut path = vec![*from];
        for bend in (column[*to] + 1..column[*from]).rev() {
            path.push(column.len());
            column.push(bend);
        }
        path.push(*to);
        short.extend(path.windows(2).map(|pair| (pair[1], pair[0])));
        paths.push(path);
    }
    let row = rows(&column, &short);
    let place = |node: usize| Place { column: column[node], row: row[node] };
    let mut sizes = vec![0; column.iter().max().map_or(0, |last| last + 1)];
    for column in &column {
        sizes[*column] += 1;
    }
    Layout {
        boxes: (0..count).map(place).collect(),
        arrows: paths.into_iter().map(|path| path.into_iter().map(place).collect()).collect(),
        columns: sizes,
    }
}

/// One more than the last column that a box points to. Arrows of a circle that were not followed by
/// then count no more.
fn columns(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut open = vec![0; count];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to) in arrows {
        open[*from] += 1;
        into[*to].push(*from);
    }
    let mut column = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| open[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for from in &into[node] {
            column[*from] = column[*from].max(column[node] + 1);
            open[*from] -= 1;
            if open[*from] == 0 {
                ready.push(*from);
            }
        }
    }
    column
}

/// Orders each column by the middle of its neighbours, a few times there and back.
fn rows(column: &[usize], arrows: &[(usize, usize)]) -> Vec<usize> {
    let last = column.iter().max().copied().unwrap_or(0);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
    for (node, column) in column.iter().enumerate() {
        order[*column].push(node);
    }
    let mut row = vec![0; column.len()];
    let number = |order: &[usize], row: &mut [usize]| {
        for (place, node) in order.iter().enumerate() {
            row[*node] = place;
        }
    };
    order.iter().for_each(|order| number(order, &mut row));
    let (mut left, mut right) = (vec![Vec::new(); column.len()], vec![Vec::new(); column.len()]);
    for (from, to) in arrows {
        left[*to].push(*from);
        right[*from].push(*to);
    }
    for sweep in 0..6 {
        let forward = sweep % 2 == 0;
        for step in 0..=last {
            let at = if forward { step } else { last - step };
            let near = if forward { &left } else { &right };
            let middle = |node: &usize| {
                let rows: Vec<usize> = near[*node].iter().map(|other| row[*other]).collect();
                if rows.is_empty() { row[*node] * 60 } else { rows.iter().sum::<usize>() * 60 / rows.len() }
            };
            let mut sorted: Vec<(usize, usize)> =
                order[at].iter().map(|node| (middle(node), *node)).collect();
            sorted.sort_by_key(|(middle, _)| *middle);
            order[at] = sorted.into_iter().map(|(_, node)| node).collect();
            number(&order[at], &mut row);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// 3 needs 2 and 0, 2 needs 1, 1 needs 0: the arrow from 3 to 0 bends twice.
    #[test]
    fn arrows_run_from_right_to_left_between_the_boxes() {
        let arrows = [(1, 0), (2, 1), (3, 2), (3, 0)];
        let layout = layout(4, &arrows);
        let columns: Vec<usize> = layout.boxes.iter().map(|place| place.column).collect();
        assert_eq!((columns, layout.columns), (vec![0, 1, 2, 3], vec![1, 2, 2, 1]));
        let long = &layout.arrows[3];
        assert_eq!(long.iter().map(|place| place.column).collect::<Vec<_>>(), [3, 2, 1, 0]);
        assert!(long[1..3].iter().all(|bend| !layout.boxes.contains(bend)), "{long:?}");
    }

    #[test]
    fn no_two_stand_in_one_place() {
        let arrows: Vec<(usize, usize)> = (1..30)
            .flat_map(|from| [(from, from / 2), (from, from * 2 / 3)])
            .filter(|(a, b)| a != b)
            .collect();
        let layout = layout(30, &arrows);
        let places: BTreeSet<(usize, usize)> =
            layout.boxes.iter().map(|place| (place.column, place.row)).collect();
        assert_eq!(places.len(), 30);
        assert!(arrows.iter().all(|(from, to)| layout.boxes[*from].column > layout.boxes[*to].column));
    }

    #[test]
    fn a_circle_does_not_hang() {
        assert_eq!(layout(3, &[(0, 1), (1, 0), (2, 0)]).boxes.len(), 3);
    }
}
