//! Values and their places. What the real tools read is compared in `tests/all/yaml`.

use super::*;

fn one(text: &str) -> Node {
    let mut stream = read(text, FileId(0), Dialect::V3);
    assert!(stream.findings.is_empty(), "{text:?}: {:?}", stream.findings);
    assert_eq!(stream.documents.len(), 1, "{text:?}");
    stream.documents.remove(0)
}

/// The value of `a`, and what of the file says each of its characters.
fn located(text: &str) -> (String, Vec<String>) {
    let node = one(text);
    let value = node.get("a").and_then(Node::text).expect("a scalar").clone();
    let said = value.value.char_indices().map(|(at, character)| {
        let span = value.span_of(at..at + character.len_utf8());
        text[span.start as usize..span.end as usize].to_owned()
    });
    let said = said.collect();
    (value.value, said)
}

#[test]
fn every_style_knows_where_each_character_is() {
    for (text, value, said) in [
        ("a: up == 0 # x\n", "up == 0", "u,p, ,=,=, ,0"),
        ("a: u\n  p\n\n  q\n", "u p\nq", "u,\n,p,\n,q"),
        ("a: 'it''s'", "it's", "i,t,'',s"),
        ("a: \"\\u00e9\\\"é\\\n   x\"", "é\"éx", "\\u00e9,\\\",é,x"),
        ("a: \"x\r\n  y\"", "x y", "x,\r\n,y"),
        ("a: |\n  u\n   p\n", "u\n p\n", "u,\n, ,p,\n"),
        ("a: |-\r\n  u\r\n  p\r\n", "u\np", "u,\r\n,p"),
        ("a: |2-\n   u\n  p\n", " u\np", " ,u,\n,p"),
        ("a: >\n  u\n  p\n\n  q\n   r\n", "u p\nq\n r\n", "u,\n,p,\n,q,\n, ,r,\n"),
        ("a: >+\n  u\n\n", "u\n\n", "u,\n,\n"),
        ("a: ''", "", ""),
    ] {
        let (found, places) = located(text);
        assert_eq!((found.as_str(), places.join(",").as_str()), (value, said), "{text:?}");
    }
}

#[test]
fn a_value_that_the_file_holds_as_it_is_is_contiguous() {
    for text in ["a: up == 0", "a: 'up == 0'", "a: \"up == 0\"", "a: |\n  up == 0\n", "a: |-\n    up == 0"] {
        let node = one(text);
        let value = node.get("a").and_then(Node::text).expect("a scalar");
        let start = value.contiguous().unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(&text[start..start + 7], "up == 0", "{text:?}");
    }
}

#[test]
fn comments_are_kept_in_order() {
    let text = "# one\na: b # two\nc: | # three\n  # no comment\n# four\nd: 'x' # five";
    let stream = read(text, FileId(0), Dialect::V3);
    let found: Vec<&str> =
        stream.comments.iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert_eq!(found, ["# one", "# two", "# three", "# four", "# five"]);
}

#[test]
fn aliases_share_and_merges_give_way() {
    let node = one("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\nlist: {<<: [{z: 4}, *b], x: 9}\n");
    let value = |path: [&str; 2]| {
        let text = node.get(path[0]).and_then(|node| node.get(path[1])).and_then(Node::text);
        text.map(|text| text.value.clone())
    };
    assert_eq!(value(["other", "x"]).as_deref(), Some("1"));
    assert_eq!(value(["other", "y"]).as_deref(), Some("3"));
    assert_eq!(value(["list", "x"]).as_deref(), Some("9"));
    assert_eq!(value(["list", "y"]).as_deref(), Some("2"));
    assert_eq!(value(["list", "z"]).as_deref(), Some("4"));
}

fn finding(text: &str) -> String {
    let stream = read(text, FileId(0), Dialect::V3);
    let mut found = stream.findings.iter().map(|finding| {
        let span = finding.primary.span;
        let token = &text[span.start as usize..span.end as usize];
        format!("{} `{token}`: {}", finding.code.name, finding.message)
    });
    found.next().unwrap_or_default()
}

#[test]
fn faults_stand_at_their_token() {
    for (text, expected) in [
        ("a: b: c\n", "yaml/syntax `:`: `: ` cannot stand inside a value"),
        ("a: 1\na: 2\n", "field/duplicate `a`: the key `a` stands twice in one mapping"),
        ("a:\n\tb: 1\n", "yaml/syntax `\t`: a tab cannot indent"),
        ("a: 'x\nb: 1\n", "yaml/syntax `'`: this `'` is never closed"),
        ("a: \"\\d\"\n", "yaml/syntax `\\d`: `\\d` is no escape of YAML"),
        ("a: {{ x }} y\n", "yaml/syntax `y`: this is no key of the mapping it stands in"),
        ("a: [b, 'c'\nd: 1]\n", "yaml/syntax `d`: `,` or `]` is missing before this"),
        ("a: 1\nb\nc: 2\n", "yaml/syntax `b`: this line is neither `key: value` nor an item of a list"),
        ("a: @x\n", "yaml/syntax `@`: a text without quotes cannot begin with `@`"),
        ("a: *x\n", "yaml/alias `*x`: there is no anchor `&x` above"),
        ("a: &x [*x]\n", "yaml/alias `*x`: `*x` stands inside the value that it stands for"),
        ("a:\n  - b\n c: 1\n", "yaml/syntax `c`: this is no key of the mapping it stands in"),
        ("a: \u{1}\n", "yaml/syntax `\u{1}`: the character U+0001 cannot stand in YAML"),
        ("a: !!int x\n", "yaml/syntax `x`: `x` cannot be read as `!!int`"),
        ("<<: 1\n", "field/type `1`: `<<` takes a mapping or a list of mappings, not a number"),
    ] {
        assert_eq!(finding(text), expected, "{text:?}");
    }
}

#[test]
fn a_billion_laughs_are_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &format!("a{level}: &a{level} [{items}]\n");
    }
    assert!(finding(&text).starts_with("yaml/alias"), "{}", finding(&text));
}

#[test]
fn depth_is_capped() {
    for text in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000), "? ".repeat(100_000)] {
        let found = finding(&text);
        assert!(found.starts_with("syntax/too-deep"), "{found}");
    }
}
