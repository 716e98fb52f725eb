//! Long texts, shortened to what differs between them.

/// Texts up to this many characters are shown whole.
const SHORT: usize = 90;
/// How much of what is the same is left around what differs, in characters.
const AROUND: usize = 30;

/// Both texts with `…` for what is the same in both and far from what differs.
pub(super) fn shorten(old: &str, new: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    if old.len() <= SHORT && new.len() <= SHORT {
        return (old.iter().collect(), new.iter().collect());
    }
    let shortest = old.len().min(new.len());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take(shortest - same).take_while(|(one, other)| one == other).count();
    let from = word_start(&old, same.saturating_sub(AROUND));
    (part(&old, from, tail), part(&new, from, tail))
}

/// Where the word begins that `at` stands in; what is the same before it is the same in both texts.
fn word_start(text: &[char], at: usize) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    (0..at).rev().take_while(|at| is_word(text[*at])).last().unwrap_or(at)
}

/// From `from` to a little into the last `tail` characters.
fn part(text: &[char], from: usize, tail: usize) -> String {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let mut end = (text.len() - tail + AROUND).min(text.len());
    end += text[end..].iter().take_while(|c| is_word(c)).count();
    let start = if from == 0 { "" } else { "…" };
    let rest = if end == text.len() { "" } else { "…" };
    format!("{start}{}{rest}", text[from..end].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn what_differs_stays_whole() {
        let text = |window: &str| {
            format!(
                "sum by (handler) (rate(http_requests_total{{status=~\"5..\", job=\"shop\"}}[{window}])) / sum by (handler) (rate(http_requests_total[{window}]))"
            )
        };
        let (old, new) = shorten(&text("5m").replace("status", "code"), &text("5m"));
        assert_eq!(old, "…handler) (rate(http_requests_total{code=~\"5..\", job=\"shop\"}[5m])) / sum…");
        assert_eq!(new, "…handler) (rate(http_requests_total{status=~\"5..\", job=\"shop\"}[5m])) / sum…");
        assert_eq!(shorten("up == 0", "up == 1"), ("up == 0".to_string(), "up == 1".to_string()));
    }

    #[test]
    fn one_text_may_begin_or_end_as_the_other() {
        let long = "é".repeat(200);
        for (old, new) in
            [(long.clone(), "é".to_string()), ("é".to_string(), long.clone()), (String::new(), long)]
        {
            let (one, other) = shorten(&old, &new);
            assert!(one != other && one.chars().count() <= 201 && other.chars().count() <= 201);
        }
    }
}
