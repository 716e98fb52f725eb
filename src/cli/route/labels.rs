//! Labels as people type them: `severity=critical`, `team="a b"`.

use super::Failure;
use crate::text::unquote;

/// Names and values, in the order in which they were given.
pub(super) type Labels = Vec<(String, String)>;

pub(super) fn read<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Labels, Failure> {
    let mut labels = Labels::new();
    for word in words {
        let (name, value) = one(word)?;
        if labels.iter().any(|(known, _)| *known == name) {
            return Err(Failure::new(format!("the label `{name}` is given twice")));
        }
        labels.push((name, value));
    }
    Ok(labels)
}

/// The parts of `alertname=X,severity=critical`: commas within double quotes are none.
pub(super) fn split(words: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = words.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.map(str::trim)
}

fn one(word: &str) -> Result<(String, String), Failure> {
    let wrong = |why: &str| Err(Failure::new(format!("`{word}` is no label of an alert: {why}")));
    let Some((name, value)) = word.split_once('=') else { return wrong("write `name=value`") };
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() {
        return wrong("its name is missing");
    }
    if name.ends_with('!') || value.starts_with('~') {
        return wrong("an alert has the value, it does not match it; write `name=value`");
    }
    match value.len() > 1 && value.starts_with('"') && value.ends_with('"') {
        false => Ok((name.to_string(), value.to_string())),
        true => match unquote(value) {
            Ok(value) => Ok((name.to_string(), value)),
            Err(fault) => wrong(&fault.message),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{read, split};

    #[test]
    fn values_may_hold_anything() {
        let labels = read(split(r#"a=b, c="d,e", f=g=h, i="""#)).expect("labels");
        let expected = [("a", "b"), ("c", "d,e"), ("f", "g=h"), ("i", "")];
        assert!(
            labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(expected),
            "{labels:?}"
        );
        for wrong in ["a", "=b", "a!=b", "a=~b", r#"a="\z""#] {
            assert!(read([wrong]).is_err(), "{wrong}");
        }
        assert!(read(["a=b", "a=c"]).is_err());
    }
}
