//! Did-you-mean: the known name that a misspelt one was probably meant to be.

/// The closest of `known` to `name`, when close enough to be worth suggesting.
/// Ties go to the alphabetically first, so that messages are stable.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .filter(|candidate| *candidate != name && candidate.len().abs_diff(name.len()) <= 4 * limit)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The name that was meant: it differs in one letter, or two letters are swapped. Short names
/// (`pod`, `job`) are near to each other by nature.
pub fn misspelt<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SHORTEST: usize = 5;
    if name.chars().count() < SHORTEST {
        return None;
    }
    let near = |candidate: &&str| {
        // A plural is a name of its own.
        let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
        !plural(name, candidate)
            && !plural(candidate, name)
            && !candidate.chars().chain(name.chars()).any(|c| c.is_ascii_digit())
            && strsim::damerau_levenshtein(name, candidate) == 1
    };
    known.into_iter().filter(near).min()
}

#[cfg(test)]
mod tests {
    use super::{misspelt, nearest};

    #[test]
    fn suggests_only_close_names() {
        assert_eq!(nearest("criticl", ["critical", "warning"]), Some("critical"));
        assert_eq!(nearest("Oncall", ["oncall"]), Some("oncall"));
        assert_eq!(nearest("xyz", ["critical", "warning"]), None);
    }

    #[test]
    fn only_a_letter_away_is_a_misspelling() {
        assert_eq!(misspelt("datacentr", ["datacenter", "cluster"]), Some("datacenter"));
        assert_eq!(misspelt("sevreity", ["severity"]), Some("severity"));
        for (name, other) in
            [("job", "pod"), ("clusters", "cluster"), ("service", "device"), ("zone1", "zone2")]
        {
            assert_eq!(misspelt(name, [other]), None, "{name} {other}");
        }
    }
}
