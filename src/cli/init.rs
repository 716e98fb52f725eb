//! `larum init [DIR]`: a small program that builds and passes its own checks.

use super::arguments::InitOptions;
use super::{Failure, Outcome, load};
use std::fs;
use std::io::Write;

const FILE: &str = "alerts.larum";
const PROGRAM: &str = include_str!("init.larum");

pub(super) fn run(options: &InitOptions) -> Result<Outcome, Failure> {
    let folder = &options.path;
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    if load::programs(std::slice::from_ref(folder)).is_ok() {
        return Err(Failure::new(format!("{} holds a program already", folder.display())));
    }
    let path = folder.join(FILE);
    let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(PROGRAM.as_bytes()));
    written.map_err(|error| Failure::io("write", &path, &error))?;
    eprintln!("wrote {}", path.display());
    eprintln!("next: larum check {0} && larum test {0} && larum build {0} -o out", folder.display());
    Ok(Outcome::Clean)
}
