//! The programs of a revision: all `.larum` files of the repository, put into a scratch folder, so
//! that what one folder uses of another is there, too.

use crate::cli::Failure;
use crate::cli::git::git;
use crate::cli::load::Moved;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The files of a revision. They are gone when it is dropped.
pub(super) struct Checkout {
    /// The folder that was asked for; it may not be there.
    pub folder: PathBuf,
    pub moved: Moved,
    _scratch: TempDir,
}

/// A file of the revision.
struct Entry {
    object: String,
    path: String,
    is_link: bool,
}

/// The revision `name` of the repository that `path` is in.
pub(super) fn checkout(name: &str, path: &Path) -> Result<Checkout, Failure> {
    let (folder, gone) = nearest_folder(path);
    let top = git(&folder, &["rev-parse", "--show-toplevel"])
        .map_err(|error| Failure::new(format!("`{name}` is no folder, and no revision either: {error}")))?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    let spec = format!("{name}^{{tree}}");
    let tree =
        git(&folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &spec]).map_err(|_| {
            let place = top.display();
            Failure::new(format!("`{name}` is neither a folder nor a revision of the repository {place}"))
        })?;
    let real = fs::canonicalize(&folder).map_err(|error| Failure::io("read", &folder, &error))?;
    let inside = real.strip_prefix(&top).unwrap_or(Path::new("")).join(gone);
    let scratch = TempDir::new()
        .map_err(|error| Failure::new(format!("cannot make a scratch folder for `{name}`: {error}")))?;
    let entries = entries(&git(&top, &["ls-tree", "-r", "-z", "--full-tree", tree.trim()])?);
    write(&entries, &top, scratch.path())?;
    let folder =
        if inside.as_os_str().is_empty() { scratch.path().into() } else { scratch.path().join(inside) };
    let moved = Moved { root: scratch.path().to_path_buf(), shown: format!("{name}:") };
    Ok(Checkout { folder, moved, _scratch: scratch })
}

/// The nearest folder that is there, and the way on from it.
fn nearest_folder(path: &Path) -> (PathBuf, PathBuf) {
    let there = path.ancestors().find(|folder| folder.is_dir());
    let folder = there.unwrap_or(Path::new("."));
    let gone = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
    (folder.to_path_buf(), gone)
}

/// The `.larum` files, and the links that may lead to some.
fn entries(listing: &str) -> Vec<Entry> {
    let entry = |line: &str| {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let is_link = about.next()? == "120000";
        let object = about.nth(1)?.to_string();
        let stays_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let wanted = (is_link || path.ends_with(".larum")) && stays_inside;
        wanted.then(|| Entry { object, path: path.to_string(), is_link })
    };
    listing.split('\0').filter_map(entry).collect()
}

/// Puts the entries below `root`, all of them with one run of git.
fn write(entries: &[Entry], top: &Path, root: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("cannot read a revision from git: {error}"));
    let mut process = Command::new("git")
        .arg("-C")
        .arg(top)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (Some(mut questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
        return Err(Failure::new("cannot talk to git"));
    };
    // Asked on the side: git stops listening while its answers wait to be read.
    let result = std::thread::scope(|scope| {
        scope.spawn(move || {
            for entry in entries {
                if writeln!(questions, "{}", entry.object).is_err() {
                    return; // the reader sees that git ended
                }
            }
        });
        let mut answers = BufReader::new(answers);
        entries.iter().try_for_each(|entry| place(entry, &blob(&mut answers).map_err(failed)?, root))
    });
    let ended = process.wait().map_err(failed)?;
    result?;
    if ended.success() { Ok(()) } else { Err(Failure::new("git could not read the revision")) }
}

/// The next answer of `cat-file --batch`: `<object> blob <size>`, the bytes, a line end.
fn blob(answers: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
    let size = size.ok_or_else(|| std::io::Error::other(format!("it says `{}`", head.trim_end())))?;
    let mut bytes = vec![0; size + 1];
    answers.read_exact(&mut bytes)?;
    bytes.pop();
    Ok(bytes)
}

fn place(entry: &Entry, bytes: &[u8], root: &Path) -> Result<(), Failure> {
    let path = root.join(&entry.path);
    let failed = |error: std::io::Error| Failure::io("write", &path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    if entry.is_link { link(bytes, &path).map_err(failed) } else { fs::write(&path, bytes).map_err(failed) }
}

#[cfg(unix)]
fn link(target: &[u8], path: &Path) -> std::io::Result<()> {
    use std::os::unix::ffi::OsStrExt;
    std::os::unix::fs::symlink(std::ffi::OsStr::from_bytes(target), path)
}

/// Links are text where the system has none, as git itself does it there.
#[cfg(not(unix))]
fn link(target: &[u8], path: &Path) -> std::io::Result<()> {
    fs::write(path, target)
}
