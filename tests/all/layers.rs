//! The layers of `src/`: which module may import which. A new edge is a line here, so that it is
//! seen and decided; an edge that no code needs any more must go.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Every module of `lib.rs` in pipeline order, and the earlier ones that it imports, sorted.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("graph", &[]),
    ("diag", &["text"]),
    ("quantity", &[]),
    ("yaml", &["diag", "quantity", "text"]),
    ("series", &["quantity", "text"]),
    ("regexes", &["text"]),
    ("template", &["quantity", "regexes", "text"]),
    ("expr", &["diag", "quantity", "regexes", "text"]),
    ("syntax", &["diag", "expr", "quantity", "text"]),
    ("model", &["expr", "quantity", "series", "text"]),
    ("ruleset", &["expr", "model", "text"]),
    ("channel", &["diag", "expr", "model", "quantity", "syntax", "template", "text", "yaml"]),
    (
        "analyse",
        &[
            "channel", "diag", "expr", "graph", "model", "quantity", "regexes", "series", "syntax",
            "template", "text",
        ],
    ),
    ("lower", &["expr", "model", "quantity", "text"]),
    ("emit", &["expr", "lower", "model", "quantity", "text"]),
    (
        "import",
        &[
            "channel", "diag", "emit", "expr", "lower", "model", "quantity", "regexes", "ruleset", "syntax",
            "template", "text", "yaml",
        ],
    ),
    ("reach", &["channel", "expr", "lower", "model", "regexes"]),
    (
        "engine",
        &[
            "channel", "expr", "import", "lower", "model", "quantity", "reach", "regexes", "ruleset",
            "series", "syntax", "template", "text", "yaml",
        ],
    ),
    (
        "lint",
        &[
            "channel", "diag", "expr", "graph", "import", "lower", "model", "quantity", "reach", "regexes",
            "ruleset", "syntax", "template", "text", "yaml",
        ],
    ),
    (
        "policy",
        &[
            "channel", "diag", "expr", "lint", "lower", "model", "quantity", "reach", "regexes", "ruleset",
            "text",
        ],
    ),
    ("report", &["diag", "text"]),
    ("target", &["diag", "emit", "expr", "lower", "model", "quantity", "text"]),
    ("settings", &["expr", "lint", "model", "quantity", "report", "target", "text"]),
    ("picture", &["expr", "lower", "model", "quantity", "reach", "text"]),
    ("story", &["engine", "expr", "model", "picture", "quantity", "series"]),
    ("diff", &["channel", "emit", "expr", "lower", "model", "quantity", "reach", "text"]),
    (
        "trial",
        &[
            "channel", "diag", "engine", "expr", "import", "lower", "model", "quantity", "reach", "regexes",
            "series", "syntax", "text", "yaml",
        ],
    ),
    (
        "cli",
        &[
            "analyse", "diag", "diff", "emit", "engine", "expr", "import", "lint", "lower", "model",
            "picture", "policy", "quantity", "reach", "report", "ruleset", "series", "settings", "story",
            "syntax", "target", "text", "trial", "yaml",
        ],
    ),
];

#[test]
fn modules_stand_in_pipeline_order() {
    let rows: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    assert_eq!(modules(), rows, "left: `pub mod` lines of src/lib.rs; right: rows of LAYERS");
    for (row, (module, imports)) in LAYERS.iter().enumerate() {
        for import in *imports {
            assert!(
                rows[..row].contains(import),
                "`{module}` imports `{import}`, which stands later or nowhere"
            );
        }
    }
}

#[test]
fn imports_are_those_that_are_listed() {
    let modules = modules();
    let mut found: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    for path in sources() {
        let inside = path.strip_prefix(source_folder()).expect("a source lies in src");
        let Some((home, depth)) = place(inside) else { continue };
        let text = fs::read_to_string(&path).expect("a source is readable");
        for import in imports(&text, depth) {
            if import != home && modules.contains(&import) {
                found.entry(home.clone()).or_default().entry(import).or_insert_with(|| inside.to_owned());
            }
        }
    }
    let mut wrong = String::new();
    for (module, listed) in LAYERS {
        let used = found.remove(*module).unwrap_or_default();
        if used.keys().map(String::as_str).eq(listed.iter().copied()) {
            continue;
        }
        wrong += &format!("the code says    (\"{module}\", &{:?}),\n", used.keys().collect::<Vec<_>>());
        for (import, file) in used.iter().filter(|(import, _)| !listed.contains(&import.as_str())) {
            wrong += &format!("    new: `{import}`, imported in src/{}\n", file.display());
        }
        for gone in listed.iter().filter(|import| !used.contains_key(**import)) {
            wrong += &format!("    gone: `{gone}`\n");
        }
    }
    assert!(wrong.is_empty(), "LAYERS does not tell what src/ imports:\n{wrong}");
    assert!(found.is_empty(), "modules without a row in LAYERS: {:?}", found.keys());
}

#[test]
fn imports_are_found_in_each_form() {
    let text = "
        use crate::text::Span; // not crate::model
        /// See [`crate::lower`].
        use crate::{diag::{self, Code}, quantity,
            expr::ast::*};
        fn print(x: crate::emit::Yaml) { $crate::analyse::go!(); super::super::cli::run(); super::near::by() }
    ";
    let expected = ["analyse", "cli", "diag", "emit", "expr", "quantity", "text"];
    assert!(imports(text, 2).iter().map(String::as_str).eq(expected), "{:?}", imports(text, 2));
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<PathBuf> {
    let entries = WalkDir::new(source_folder()).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("src is readable").into_path());
    let sources: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
    assert!(!sources.is_empty(), "src holds no Rust");
    sources
}

/// The modules that `lib.rs` declares, in its order.
fn modules() -> Vec<String> {
    let text = fs::read_to_string(source_folder().join("lib.rs")).expect("src/lib.rs is readable");
    let names = text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    names.map(|name| name.trim_end_matches(';').to_owned()).collect()
}

/// The top-level module of a file and how deep it is in the tree; nothing for the crate's own roots.
fn place(inside: &Path) -> Option<(String, usize)> {
    let mut names: Vec<&str> = inside.iter().map(|name| name.to_str().expect("a name is UTF-8")).collect();
    let file = names.pop()?.trim_end_matches(".rs");
    if names.is_empty() && ["lib", "main"].contains(&file) {
        return None;
    }
    if file != "mod" {
        names.push(file);
    }
    Some((names[0].to_owned(), names.len()))
}

/// Names after the crate's root in a file `depth` modules deep: `crate::NAME`, `crate::{NAME, …}`
/// and as many `super::` as lead to the root.
fn imports(text: &str, depth: usize) -> BTreeSet<String> {
    let code: String = text.lines().flat_map(|line| [line.split("//").next().unwrap_or(""), "\n"]).collect();
    let climb = "super::".repeat(depth);
    let after = |root: &str| code.split(root).skip(1).map(str::to_owned).collect::<Vec<_>>();
    let mut names = BTreeSet::new();
    for rest in after("crate::").into_iter().chain(after(&climb)) {
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_names(group)),
            None => names.extend(leading_name(&rest)),
        }
    }
    names
}

/// The first name of each path in a `use` group, up to the bracket that closes it.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = 0;
    let mut start = true;
    for (at, character) in group.char_indices() {
        match character {
            '{' => open += 1,
            '}' if open == 0 => break,
            '}' => open -= 1,
            ',' if open == 0 => start = true,
            _ if start && !character.is_whitespace() => {
                names.extend(leading_name(&group[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

fn leading_name(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}
