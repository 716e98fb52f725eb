//! The lines that changed since a revision: only what stands there, or is caused there, is shown.

use crate::diag::Diagnostic;
use crate::text::{SourceMap, Span};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Changed lines, by file.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    lines: HashMap<PathBuf, Lines>,
}

#[derive(Clone, Debug)]
enum Lines {
    All,
    These(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// Reads what `git diff --unified=0 --no-prefix` prints; paths in it are below `top`.
    pub fn read(diff: &str, top: &Path) -> Changed {
        let mut changed = Changed::default();
        let mut file: Option<PathBuf> = None;
        for line in diff.lines() {
            if let Some(path) = line.strip_prefix("+++ ") {
                file = (path != "/dev/null").then(|| top.join(path.trim_end_matches('\t')));
            } else if let (Some(hunk), Some(file)) = (line.strip_prefix("@@ "), &file)
                && let Some(lines) = lines_of(hunk)
            {
                let entry = changed.lines.entry(file.clone()).or_insert(Lines::These(Vec::new()));
                if let Lines::These(ranges) = entry {
                    ranges.push(lines);
                }
            }
        }
        changed
    }

    /// A file that git does not know yet.
    pub fn add_whole(&mut self, path: PathBuf) {
        self.lines.insert(path, Lines::All);
    }

    /// Whether the finding is about something that changed: its own place or a cause of it lies in a thing of
    /// which a line changed. `around` gives the thing that a place belongs to; `real` the path of its file.
    pub fn concerns(
        &self,
        finding: &Diagnostic,
        sources: &SourceMap,
        around: impl Fn(Span) -> Span,
        real: impl Fn(Span) -> Option<PathBuf>,
    ) -> bool {
        let places = std::iter::once(&finding.primary).chain(&finding.causes);
        places.into_iter().any(|label| {
            let Some(lines) = real(label.span).and_then(|path| self.lines.get(&path)) else { return false };
            let file = sources.file(label.span.file);
            let thing = around(label.span);
            let (first, last) =
                (file.line(thing.start), file.line(thing.end.saturating_sub(1).max(thing.start)));
            match lines {
                Lines::All => true,
                Lines::These(ranges) => {
                    ranges.iter().any(|range| *range.start() <= last && first <= *range.end())
                }
            }
        })
    }
}

/// The new lines of `-12,3 +14,2 @@`. Where lines only went, the two around the gap.
fn lines_of(hunk: &str) -> Option<RangeInclusive<usize>> {
    let new = hunk.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let start: usize = start.parse().ok()?;
    let count: usize = count.parse().ok()?;
    Some(if count == 0 { start..=start + 1 } else { start..=start + count - 1 })
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn a_hunk_says_which_lines_are_new() {
        assert_eq!(lines_of("-1,2 +3,4 @@ alert: A"), Some(3..=6));
        assert_eq!(lines_of("-1 +3 @@"), Some(3..=3));
        assert_eq!(lines_of("-5,2 +4,0 @@"), Some(4..=5));
    }
}
