//! The samples of one kind of one series.

/// Values with their times (milliseconds), in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<T> {
    times: Vec<i64>,
    values: Vec<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Column<T> {
        Column { times: Vec::new(), values: Vec::new() }
    }
}

impl<T> Column<T> {
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    pub fn values(&self) -> &[T] {
        &self.values
    }

    pub(super) fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    pub fn len(&self) -> usize {
        self.times.len()
    }

    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    pub fn last(&self) -> Option<(i64, &T)> {
        Some((*self.times.last()?, self.values.last()?))
    }

    /// The time must be later than the last one.
    pub fn push(&mut self, at: i64, value: T) {
        debug_assert!(self.times.last().is_none_or(|last| *last < at), "samples are in order of time");
        self.times.push(at);
        self.values.push(value);
    }

    /// Forgets all samples at `at` and later.
    pub fn cut(&mut self, at: i64) {
        let keep = self.times.partition_point(|time| *time < at);
        self.times.truncate(keep);
        self.values.truncate(keep);
    }

    /// Forgets the first `count` samples.
    pub fn forget(&mut self, count: usize) {
        let count = count.min(self.len());
        self.times.drain(..count);
        self.values.drain(..count);
    }

    /// The last sample that is not later.
    pub fn at_or_before(&self, at: i64) -> Option<(i64, &T)> {
        let index = self.until(at, self.len()).checked_sub(1)?;
        Some((self.times[index], &self.values[index]))
    }

    /// How many samples are not later than `at`. The search starts at `near`, the answer to a question before: when
    /// time goes forward in small steps, that is a step or two.
    pub fn until(&self, at: i64, near: usize) -> usize {
        upper_bound(&self.times, at, near)
    }
}

/// How many of the sorted `times` are not later than `at`, looked for from `near` on.
pub fn upper_bound(times: &[i64], at: i64, near: usize) -> usize {
    const STEPS: usize = 8;
    let mut index = near.min(times.len());
    if index > 0 && times[index - 1] > at {
        return times[..index - 1].partition_point(|time| *time <= at);
    }
    for _ in 0..STEPS {
        match times.get(index) {
            Some(time) if *time <= at => index += 1,
            _ => return index,
        }
    }
    index + times[index..].partition_point(|time| *time <= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_is_right_from_any_start() {
        let times: Vec<i64> = (0..40).map(|index| index * 10).collect();
        for at in [-5, 0, 5, 10, 195, 200, 390, 500] {
            let expected = times.iter().filter(|time| **time <= at).count();
            for near in 0..=45 {
                assert_eq!(upper_bound(&times, at, near), expected, "until {at} from {near}");
            }
        }
    }
}
