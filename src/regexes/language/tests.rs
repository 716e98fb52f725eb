//! Sets of strings by example; that no answer is wrong is a property over random patterns.

use super::{Found, Language, example};
use proptest::prelude::*;

fn language(pattern: &str) -> Language {
    Language::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

fn found(within: &[&str], without: &[&str], except: &[&str]) -> Found {
    let within: Vec<Language> = within.iter().map(|pattern| language(pattern)).collect();
    let without: Vec<Language> = without.iter().map(|pattern| language(pattern)).collect();
    let (within, without): (Vec<_>, Vec<_>) = (within.iter().collect(), without.iter().collect());
    example(&within, &without, except.iter().copied())
}

#[track_caller]
fn finds(within: &[&str], without: &[&str], except: &[&str], text: &str) {
    assert_eq!(
        found(within, without, except),
        Found::Example(text.into()),
        "{within:?} {without:?} {except:?}"
    );
}

#[test]
fn a_shortest_string_is_found() {
    finds(&[], &[], &[], "");
    finds(&[".*api.*"], &[], &[], "api");
    finds(&[".+"], &[], &["a"], "b");
    finds(&["api-.*", ".*-eu"], &[], &[], "api-eu");
    finds(&["api-.*", ".*-eu"], &[], &["api-eu"], "api--eu");
    finds(&["[a-c]"], &["a|b"], &[], "c");
    finds(&["(?i)api"], &["api"], &[], "apI");
    finds(&[".*"], &["[a-z]*"], &[], "0");
    finds(&["(?s:.)"], &[r"[\x00-\x7f]"], &[], "\u{80}");
    finds(&[r".*\bapi\b.*"], &["api"], &[], "api-");
    finds(&["(?m)a$\n^b"], &[], &[], "a\nb");
    finds(&["a|b"], &["a"], &[], "b");
    finds(&[], &[".*"], &[], "\n");
}

#[test]
fn and_where_there_is_none_that_is_known() {
    for (within, without, except) in [
        (&["api-.*", "web-.*"][..], &[][..], &[][..]),
        (&["[ab]"], &[], &["a", "b"]),
        (&["api.*"], &["api", "api.+"], &[]),
        (&[], &["(?s:.*)"], &[]),
        (&[], &["(?s).+"], &[""]),
        (&["a{3}"], &["a*"], &[]),
        (&[".*"], &["x*", "[^x](?s:.)*", "x+[^x](?s:.)*"], &[]),
    ] {
        assert_eq!(found(within, without, except), Found::Nothing, "{within:?} {without:?} {except:?}");
    }
}

#[test]
fn what_is_too_big_is_unknown() {
    // The automaton remembers the last thirty characters.
    assert_eq!(found(&[".*a.{30}", ".*b.{29}c"], &[], &[]), Found::Unknown);
}

#[test]
fn lists_need_no_regex() {
    for (pattern, values) in [
        ("api", Some(vec!["api"])),
        ("", Some(vec![""])),
        ("api|web", Some(vec!["api", "web"])),
        ("(api|web)", Some(vec!["api", "web"])),
        (r"a\.b|c\-d|", Some(vec!["a.b", "c-d", ""])),
        ("a.b", None),
        ("(a)|(b)", None),
        (r"\d", None),
        ("(?i)a", None),
    ] {
        let literals = language(pattern).literals().map(<[String]>::to_vec);
        assert_eq!(
            literals,
            values.map(|values| values.iter().map(ToString::to_string).collect()),
            "{pattern}"
        );
    }
}

/// Patterns over two letters: small enough that all short strings can be tried.
fn pattern() -> impl Strategy<Value = String> {
    let atom = prop_oneof!["[ab]", Just(".".to_string()), Just("a|b".to_string()), Just("".to_string())];
    atom.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a})(?:{b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a})|(?:{b})")),
            (inner, prop_oneof![Just("*"), Just("?"), Just("+"), Just("{2}")])
                .prop_map(|(a, repeat)| format!("(?:{a}){repeat}")),
        ]
    })
}

fn short_strings() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut next = 0;
    while all[next].len() < 4 {
        for letter in ["a", "b", "c"] {
            all.push(all[next].clone() + letter);
        }
        next += 1;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_answer_is_wrong(
        within in proptest::collection::vec(pattern(), 0..3),
        without in proptest::collection::vec(pattern(), 0..4),
        except in proptest::collection::vec("[ab]{0,2}", 0..3),
    ) {
        fn texts(all: &[String]) -> Vec<&str> { all.iter().map(String::as_str).collect() }
        let is_in = |text: &str| {
            within.iter().all(|pattern| language(pattern).matches(text) == Some(true))
                && without.iter().all(|pattern| language(pattern).matches(text) == Some(false))
                && !except.iter().any(|one| one == text)
        };
        match found(&texts(&within), &texts(&without), &texts(&except)) {
            Found::Example(text) => prop_assert!(is_in(&text), "{:?}", text),
            Found::Nothing => prop_assert_eq!(short_strings().into_iter().find(|text| is_in(text)), None),
            Found::Unknown => prop_assert!(false, "these automata are small"),
        }
    }
}

#[test]
fn what_strings_begin_with() {
    for (pattern, prefix) in [
        ("svc-19(-.*)?", "svc-19"),
        ("ab?c", "a"),
        ("ab+", "ab"),
        ("(api|app)-.*", "ap"),
        ("api|web", ""),
        ("(?i)api.*", ""),
        (".*", ""),
        (r"a\.b.*", "a.b"),
        ("x{2}.*", "xx"),
        ("b)|(b", ""),
    ] {
        let found = super::prefix::of(pattern);
        assert_eq!(String::from_utf8_lossy(&found), prefix, "{pattern}");
    }
}
