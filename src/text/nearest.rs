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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_only_close_names() {
        assert_eq!(nearest("criticl", ["critical", "warning"]), Some("critical"));
        assert_eq!(nearest("Oncall", ["oncall"]), Some("oncall"));
        assert_eq!(nearest("xyz", ["critical", "warning"]), None);
    }
}
