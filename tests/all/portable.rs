//! Nothing in the repository is tied to the machine on which it was written: no path of a
//! workplace, no host of a package registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

/// Written in halves, so that this file does not hold what it looks for.
const PATHS: [(&str, &str); 3] = [("/wo", "rk/"), ("/ro", "ot/."), ("/ho", "me/runner")];
const HOSTS: [(&str, &str); 8] = [
    ("deb.deb", "ian.org"),
    ("snapshot.deb", "ian.org"),
    ("crates", ".io"),
    ("registry.npm", "js.org"),
    ("py", "pi.org"),
    ("files.python", "hosted.org"),
    ("proxy.gol", "ang.org"),
    ("sum.gol", "ang.org"),
];

#[test]
fn no_file_names_this_machine_or_a_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = tracked(root).unwrap_or_else(|| walked(root));
    assert!(files.iter().any(|file| file.ends_with("Cargo.toml")), "the list of files is wrong: {files:?}");
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("Cargo.lock")) {
        // A file that is tracked and just removed has nothing to say.
        let Ok(bytes) = fs::read(root.join(file)) else { continue };
        for (number, line) in String::from_utf8_lossy(&bytes).lines().enumerate() {
            found.extend(tied(line).map(|what| format!("{}:{}: `{what}`", file.display(), number + 1)));
        }
    }
    assert!(found.is_empty(), "tied to one machine:\n{}", found.join("\n"));
}

#[test]
fn paths_are_found_only_at_their_start() {
    let path = PATHS[0].0.to_owned() + PATHS[0].1;
    assert_eq!(tied(&format!("cd {path}main")), Some(path.clone()));
    assert_eq!(tied(&format!("see how~{path} and src{path}")), None);
    assert_eq!(
        tied(&format!("https://{}{}/x", HOSTS[0].0, HOSTS[0].1)),
        Some([HOSTS[0].0, HOSTS[0].1].concat())
    );
}

/// The first forbidden word of a line. A path counts only where it begins.
fn tied(line: &str) -> Option<String> {
    let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~})".contains(c));
    let paths = PATHS.map(|halves| [halves.0, halves.1].concat()).into_iter();
    let hosts = HOSTS.map(|halves| [halves.0, halves.1].concat()).into_iter();
    paths
        .filter(|path| line.match_indices(path.as_str()).any(|(at, _)| begins(at)))
        .chain(hosts.filter(|host| line.contains(host.as_str())))
        .next()
}

/// What git tracks, when this is a checkout and git is here.
fn tracked(root: &Path) -> Option<Vec<PathBuf>> {
    let answer = Command::new("git").current_dir(root).args(["ls-files", "-z"]).output().ok()?;
    let list = String::from_utf8(answer.stdout).ok()?;
    let files: Vec<_> = list.split_terminator('\0').map(PathBuf::from).collect();
    (answer.status.success() && !files.is_empty()).then_some(files)
}

/// All files but build folders and hidden ones, for a source tree without git.
fn walked(root: &Path) -> Vec<PathBuf> {
    let hidden = |name: &str| name.starts_with('.') || name == "target";
    let walk = WalkDir::new(root).min_depth(1).into_iter();
    let entries = walk.filter_entry(|entry| !entry.file_name().to_str().is_some_and(hidden));
    let files = entries.map(|entry| entry.expect("the source tree is readable"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(root).expect("inside the root").to_owned()).collect()
}
