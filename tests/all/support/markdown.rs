//! The blocks of code in a page of Markdown.

/// One block of code.
#[derive(Debug, PartialEq)]
pub struct Block<'a> {
    /// What stands after the opening fence: `larum`, `yaml`, …
    pub language: &'a str,
    /// Everything between the fences.
    pub text: &'a str,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

/// The blocks of a page, in order.
#[track_caller]
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let mut at = 0;
    for (index, line) in page.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let Some(word) = line.trim_end().strip_prefix("```") else { continue };
        open = match open {
            None => Some((word, at, index + 1)),
            Some((language, from, line)) => {
                found.push(Block { language, text: &page[from..start], line });
                None
            }
        };
    }
    assert!(open.is_none(), "a block of code does not end: {open:?}");
    found
}

/// Whether the lines of `excerpt` stand in `text`, whole and in order. A line `…` (or `# …`) stands
/// for any lines. Each part between may be indented less than in the text.
pub fn holds(text: &str, excerpt: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let wanted: Vec<&str> = excerpt.lines().collect();
    let mut from = 0;
    for part in wanted.split(|line| ["…", "# …"].contains(&line.trim())).filter(|part| !part.is_empty()) {
        let Some(at) = (from..lines.len()).find(|at| begins(&lines[*at..], part)) else { return false };
        from = at + part.len();
    }
    true
}

fn begins(lines: &[&str], part: &[&str]) -> bool {
    let Some(indent) = lines[0].strip_suffix(part[0]) else { return false };
    indent.chars().all(|c| c == ' ')
        && lines.len() >= part.len()
        && lines.iter().zip(part).all(|(line, wanted)| match wanted.is_empty() {
            true => line.is_empty(),
            false => line.strip_prefix(indent) == Some(wanted),
        })
}

#[test]
fn blocks_are_found() {
    let page = "text\n```larum\na\n```\n```yaml\nb\n\nc\n```\n";
    let expected = [
        Block { language: "larum", text: "a\n", line: 2 },
        Block { language: "yaml", text: "b\n\nc\n", line: 5 },
    ];
    assert_eq!(blocks(page), expected);
}

#[test]
fn excerpts_are_whole_lines_in_order() {
    let text = "a:\n  b: 1\n  c:\n    d: 2\n";
    for excerpt in ["a:\n  b: 1", "b: 1\nc:", "a:\n# …\nd: 2", "c:\n  d: 2\n"] {
        assert!(holds(text, excerpt), "{excerpt}");
    }
    for excerpt in ["b: 2", "d: 2\n# …\nb: 1", "b: 1\nd: 2", ": 1", "a:\nb: 1", "d: 2\ne"] {
        assert!(!holds(text, excerpt), "{excerpt}");
    }
}
