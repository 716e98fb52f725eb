//! docs/yaml.md: below each file stands what is found in it.

use super::line;
use crate::support::markdown::blocks;
use larum::import::{Options, read};
use larum::text::FileId;

#[test]
fn the_page_says_what_is_found() {
    let page = include_str!("../../../docs/yaml.md");
    let blocks = blocks(page);
    let mut count = 0;
    let mut wrong = String::new();
    for pair in blocks.windows(2).filter(|pair| pair[0].language == "yaml,file") {
        let import = read(pair[0].text, FileId(0), &Options::default());
        let found: Vec<String> = import.findings.iter().map(|finding| line(finding, pair[0].text)).collect();
        let mut expected: Vec<&str> = pair[1].text.lines().collect();
        let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
        expected.sort();
        found.sort();
        if found != expected {
            wrong += &format!("the file in line {}:\n{}\n", pair[0].line, found.join("\n"));
        }
        count += 1;
    }
    assert!(wrong.is_empty() && count >= 4, "{count} files\n{wrong}");
}
