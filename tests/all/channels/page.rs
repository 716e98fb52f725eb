//! `docs/channels.md`: every integration, as the table has it.

use larum::channel::{Block, GLOBAL, INTEGRATIONS, Integration, Opens, Rule, Type};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Blocks that many settings share: each has a section of its own.
fn shared() -> [(&'static str, &'static Block); 2] {
    let inside = |block: &Block, name: &str| match block.type_of(name) {
        Some(Type::Block(block)) => block,
        _ => panic!("`{name}` is a block"),
    };
    let http = inside(GLOBAL, "http_config");
    [("http_config", http), ("tls_config", inside(http, "tls_config"))]
}

#[test]
fn the_page_is_that_of_the_table() {
    let mut page = String::from(INTRODUCTION);
    page += "| kind | since | tells of the end | leaves open |\n|---|---|---|---|\n";
    for Integration { kind, since, send_resolved, opens, .. } in INTEGRATIONS {
        let since = since.unwrap_or("");
        let end = if *send_resolved { "yes" } else { "only with `send_resolved true`" };
        let open = match opens {
            Opens::Nothing => "",
            Opens::Ticket => "a ticket",
            Opens::Incident => "an incident",
        };
        let _ = writeln!(page, "| [`{kind}`](#{kind}) | {since} | {end} | {open} |");
    }
    for integration in INTEGRATIONS {
        section(&mut page, integration.kind, &integration.block);
    }
    section(&mut page, "global", GLOBAL);
    for (name, block) in shared() {
        section(&mut page, name, block);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/channels.md");
    if fs::read_to_string(&path).ok().as_deref() != Some(page.as_str()) {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("channels.md");
        fs::write(&fresh, &page).expect("the build folder takes a file");
        panic!("{} is out of date; the right one is {}", path.display(), fresh.display());
    }
}

const INTRODUCTION: &str = "# Channels

What may stand in `channel NAME = KIND { … }`, in `alertmanager { global { … } }` and in the blocks that they share, for
Alertmanager 0.33. This page is made from the table that channels are checked by.

A *template* is a Go template of a notification, checked for its syntax, functions and fields. A *secret* must come from a file,
unless the channel says `allow_inline NAME`. A *file* is one on Alertmanager's machine.
Since: the version of Alertmanager, where it is later than 0.22.

";

fn section(page: &mut String, title: &str, block: &'static Block) {
    let _ = write!(page, "\n## {title}\n\n| setting | takes |\n|---|---|\n");
    let mut rules = Vec::new();
    let mut rows = Vec::new();
    walk("", block, &mut rows, &mut rules);
    rows.sort();
    for (name, takes) in rows {
        let _ = writeln!(page, "| `{name}` | {takes} |");
    }
    if !rules.is_empty() {
        page.push('\n');
    }
    for rule in rules {
        let _ = writeln!(page, "* {rule}");
    }
}

/// The settings of a block and of those in it, and what must hold between them.
fn walk(path: &str, block: &'static Block, rows: &mut Vec<(String, String)>, rules: &mut Vec<String>) {
    for name in block.names() {
        let kind = block.type_of(name).expect("a name of the block");
        let place = format!("{path}{name}");
        rows.push((place.clone(), takes(kind)));
        if let Some(inner) = inner(kind)
            && shared().iter().all(|(_, known)| !std::ptr::eq(*known, inner))
        {
            walk(&format!("{place}."), inner, rows, rules);
        }
    }
    let inside =
        if path.is_empty() { String::new() } else { format!("In `{}`: ", path.trim_end_matches('.')) };
    said(block.rules, &inside, rules);
}

/// The block that a value is, or has elements of.
fn inner(kind: Type) -> Option<&'static Block> {
    match kind {
        Type::Block(block) | Type::TemplateOr(block) => Some(block),
        Type::List(element) | Type::Map(element) => inner(*element),
        _ => None,
    }
}

fn takes(kind: Type) -> String {
    let link = |block: &Block| {
        let known = shared().into_iter().find(|(_, known)| std::ptr::eq(*known, block));
        known.map_or("a block".to_owned(), |(name, _)| format!("[`{name}`](#{name})"))
    };
    match kind {
        Type::Text => "a text".into(),
        Type::Template => "a template".into(),
        Type::Limited(most) => format!("a template; {most} characters arrive"),
        Type::Secret => "a secret".into(),
        Type::SecretUrl => "an address that is a secret".into(),
        Type::TemplateUrl => "an address, or a template of one".into(),
        Type::Url => "an address".into(),
        Type::ProxyUrl => "the address of a proxy".into(),
        Type::File => "a file".into(),
        Type::Address => "`host:port`".into(),
        Type::Duration | Type::Timeout => "a duration".into(),
        Type::Count => "a whole number from 0".into(),
        Type::Integer => "a whole number".into(),
        Type::Number => "a number".into(),
        Type::Bool => "`true` or `false`".into(),
        Type::OneOf(words) => {
            let words: Vec<String> =
                words.iter().filter(|word| !word.is_empty()).map(|word| format!("`{word}`")).collect();
            words.join(", ")
        }
        Type::List(element) => format!("a list; each {}", takes(*element)),
        Type::Map(element) => format!("a block of names; each {}", takes(*element)),
        Type::Any => "anything; texts are templates".into(),
        Type::Object => "a block of anything".into(),
        Type::Templates => "a block of anything; texts are templates".into(),
        Type::Block(block) => link(block),
        Type::TemplateOr(_) => "a template, or a block".into(),
    }
}

fn said(rules: &[Rule], inside: &str, sentences: &mut Vec<String>) {
    for rule in rules {
        let sentence = match rule {
            Rule::Needs(here, []) => format!("{} is required.", names(here, "or")),
            Rule::Needs(here, global) => {
                format!(
                    "{} is required, or in [`global`](#global) {}.",
                    names(here, "or"),
                    names(global, "or")
                )
            }
            Rule::OneOnly(alike) => format!("At most one of {}.", names(alike, "and")),
            Rule::With(first, other) => format!("{} needs {}.", names(first, "or"), names(other, "or")),
            Rule::All(rules) => {
                said(rules, inside, sentences);
                continue;
            }
            Rule::Also(sentence, _) => (*sentence).to_owned(),
        };
        sentences.push(format!("{inside}{sentence}"));
    }
}

fn names(names: &[&str], and: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}
