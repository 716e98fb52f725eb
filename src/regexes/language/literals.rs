//! Patterns that only list values.

/// The values of `a|b\.c|d`, also in one pair of brackets; None for any other pattern.
pub(in crate::regexes) fn of(pattern: &str) -> Option<Vec<String>> {
    match alternatives(pattern) {
        Some(values) => Some(values),
        None => {
            let inner = pattern.strip_prefix("(?:").or_else(|| pattern.strip_prefix('('))?;
            alternatives(inner.strip_suffix(')')?)
        }
    }
}

fn alternatives(pattern: &str) -> Option<Vec<String>> {
    let mut values = vec![String::new()];
    let mut rest = pattern.chars();
    while let Some(next) = rest.next() {
        let literal = match next {
            '|' => {
                values.push(String::new());
                continue;
            }
            '\\' => rest.next().filter(char::is_ascii_punctuation)?,
            '.' | '+' | '*' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' => return None,
            other => other,
        };
        values.last_mut()?.push(literal);
    }
    Some(values)
}
