//! A time axis: what happens when, as far apart as it is in time where there is room.

use crate::model::Millis;

/// The longest axis that is drawn: the eye should not wander.
const MOST: usize = 96;

/// Two lines, `┬───┬──▶` and what stands below each mark; None when it does not fit into `width`.
/// The moments are sorted.
pub(super) fn drawn(moments: &[(Millis, String)], width: usize) -> Option<[String; 2]> {
    let width = width.min(MOST);
    let length = |text: &String| text.chars().count();
    let (last, tail) = moments.last().map(|(at, text)| (*at, length(text).max(4)))?;
    let room = width.checked_sub(tail)? as i64;
    // From the right end, so that each leaves enough for those after it.
    let mut rooms = vec![0_i64; moments.len()];
    let mut right = room;
    for (place, (_, text)) in moments.iter().enumerate().rev() {
        if place + 1 < moments.len() {
            right -= length(text) as i64 + 2;
        }
        rooms[place] = right;
    }
    if rooms.first().is_some_and(|first| *first < 0) {
        return None;
    }
    let (mut marks, mut texts) = (String::new(), String::new());
    let mut least = 0;
    for ((at, text), most) in moments.iter().zip(rooms) {
        let scaled = if last == 0 {
            0
        } else {
            i64::try_from(i128::from(*at) * i128::from(room) / i128::from(last)).ok()?
        };
        let column = scaled.clamp(least, most) as usize;
        marks.extend(std::iter::repeat_n('─', column - marks.chars().count()));
        marks.push('┬');
        texts.extend(std::iter::repeat_n(' ', column - texts.chars().count()));
        texts += text;
        least = (column + length(text) + 2) as i64;
    }
    Some([marks + "──▶", texts])
}

#[cfg(test)]
mod tests {
    use super::drawn;

    fn moments(all: &[(i64, &str)]) -> Vec<(i64, String)> {
        all.iter().map(|(at, text)| (*at, text.to_string())).collect()
    }

    #[test]
    fn marks_stand_as_far_apart_as_in_time_where_there_is_room() {
        let [marks, texts] =
            drawn(&moments(&[(0, "breach"), (2, "1"), (50, "2"), (100, "3")]), 44).expect("room");
        assert_eq!(marks, "┬───────┬───────────┬───────────────────┬──▶");
        assert_eq!(texts, "breach  1           2                   3");
    }

    #[test]
    fn and_none_is_drawn_where_there_is_none() {
        assert_eq!(drawn(&moments(&[(0, "breach"), (1, "first"), (2, "second")]), 12), None);
        assert_eq!(drawn(&[], 80), None);
        assert!(drawn(&moments(&[(0, "breach"), (0, "1")]), 40).is_some());
    }
}
