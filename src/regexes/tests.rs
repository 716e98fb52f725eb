//! What Go accepts and what it means; `tests/` asks the real Prometheus about a longer list.

use super::{Matcher, check, compile};

fn matches(pattern: &str, value: &str) -> bool {
    match (compile(pattern), Matcher::new(pattern)) {
        (Ok(regex), Ok(matcher)) => {
            assert_eq!(regex.is_match(value), matcher.matches(value), "{pattern}: {value}");
            regex.is_match(value)
        }
        (one, other) => panic!("{pattern}: {one:?} {other:?}"),
    }
}

#[test]
fn whole_values_match() {
    for (pattern, yes, no) in [
        ("api", "api", "apis"),
        ("api|web", "web", "webs"),
        ("a.b", "a\nb", "ab"),
        ("", "", "a"),
        (r"\d+", "12", "١٢"),
        (r"\s", "\t", "\u{b}"),
        (r"[\s]", "\t", "\u{b}"),
        (r"\w", "k", "é"),
        (r"(?i)\w", "\u{212a}", "é"),
        (r"(?i)straße", "STRAßE", "strasse"),
        ("(?i)a(?-i)b", "Ab", "AB"),
        ("(?i:a)b", "Ab", "AB"),
        ("(?i)[a-c]", "B", "d"),
        ("(?-s).", "a", "\n"),
        ("(?-s:.)..", "a\n\n", "\naa"),
        ("[a&&b]", "&", "c"),
        ("[+--b]+", "+,-b", "a"),
        ("[[a]", "[", "]"),
        ("[[a]]", "a]", "a"),
        ("[]a]", "]", "b"),
        ("[^]a]", "\n", "]"),
        ("a{,5}", "a{,5}", "aa"),
        ("a{01}", "a{01}", "a"),
        ("{", "{", "a"),
        (r"\Qa.b\E+", "a.bbb", "axb"),
        (r"\Q*", "*", "a"),
        (r"a\Q\E*", "aaa", "b"),
        ("a(?i)*", "aaa", "A"),
        ("a+(?i)?", "", "A"),
        (r"\123", "S", "123"),
        (r"\x{53}\x53\0", "SS\0", "S"),
        ("[[:alpha:][:^alpha:]]", "1", "11"),
        (r"\pL\p{Greek}\P{^Lu}", "aαA", "aaA"),
        (r"\p{C}", "\0", "\u{378}"),
        (r"a\bb|a\b.b", "a b", "ab"),
        (r"é\b.", "é1", "éé"),
        (r"a\B.", "ab", "a!"),
        (r"a\B\Bé|x", "x", "aé"),
        (r"[\x{D800}-\x{E000}]", "\u{E000}", "\u{D7FF}"),
        (r"\x{D800}|a", "a", "b"),
        (r"(?m)a$\n^b", "a\nb", "ab"),
        ("a|", "", "b"),
        ("(?)a", "a", ""),
        ("(?P<a>x)(?P<a>y)(?P<1>z)(?<b>w)", "xyzw", "xyz"),
        ("((a{500}){2}){0}", "", "a"),
    ] {
        assert!(matches(pattern, yes), "{pattern} should match {yes:?}");
        assert!(!matches(pattern, no), "{pattern} should not match {no:?}");
        assert!(check(pattern).is_ok());
    }
}

#[test]
fn refused_with_the_place_and_words() {
    for (pattern, place, words) in [
        ("a**", "**", "repeats a repetition"),
        ("xa+?*y", "+?*", "repeats a repetition"),
        ("a{2}{3}", "{2}{3}", "repeats a repetition"),
        ("*.example", "*", "nothing to repeat"),
        ("a|*", "*", "nothing to repeat"),
        ("(+)", "+", "nothing to repeat"),
        ("x{1001}", "{1001}", "at most 1000"),
        ("x{99999999999999999999}", "{99999999999999999999}", "at most 1000"),
        ("x{5,2}", "{5,2}", "smaller"),
        ("((a{100}){100}){2}", "{100}", "multiply to 10000"),
        ("a(b", "(", "never closed"),
        ("a)(b", ")", "closes nothing"),
        ("a[b", "[", "never closed"),
        ("[]", "[", "never closed"),
        ("[b-a]", "b-a", "ends before"),
        (r"[a-\d]", r"\d", "cannot end in a class"),
        ("[a--b]", "a--", "ends before"),
        (r"[\b]", r"\b", "no meaning here"),
        (r"[[:alph:]]", "[:alph:]", "no class"),
        ("(?=a)", "(?=", "no look-ahead"),
        ("(?<!a>)", "(?<!", "no negative look-behind"),
        ("(?>a)", "(?>", "atomic"),
        ("(?x)a b", "(?x", "no `x` flag"),
        ("(?i-)a", "(?i-)", "do not know"),
        (r"(a)\1", r"\1", "back-references"),
        ("(?P=a)", "(?P", "back-references"),
        ("(?P<a-b>c)", "(?P<a-b>", "cannot be a group's name"),
        (r"a\Z", r"\Z", "no `\\Z`"),
        (r"\u0041", r"\u", "no `\\u`"),
        (r"\C", r"\C", "no `\\C`"),
        (r"\é", r"\é", "is not an escape"),
        (r"\p{Greak}", r"\p{Greak}", "no Unicode class"),
        (r"\x{110000}", r"\x", "code point"),
        (r"\xg1", r"\x", "code point"),
        ("a\\", "\\", "backslash ends"),
    ] {
        let error = check(pattern).expect_err(pattern);
        assert_eq!(&pattern[error.at.clone()], place, "{pattern}: {error}");
        assert!(error.message.contains(words), "{pattern}: {error}");
        assert_eq!(compile(pattern).expect_err(pattern), error);
    }
}

#[test]
fn big_and_deep_patterns_end_in_words() {
    let deep = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(matches(&deep(250), "a"));
    assert!(check(&deep(251)).is_err());
    let nested = "(a|(?i:b)*".repeat(200) + &")".repeat(200);
    assert!(matches(&nested, "a"));
    assert!(compile(r"(\pL{1000}){1}\pN{1000}").is_err_and(|error| error.message.contains("10 MiB")));
    assert!(check(&"[[:".repeat(100_000)).is_err());
    assert!(check(&"{1".repeat(100_000)).is_ok());
}
