//! `larum build [PATH] -o DIR`

use super::arguments::BuildOptions;
use super::build_target;
use super::build_tests;
use super::output::{Directory, Writer};
use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, load, screen};
use crate::emit::{EmitError, check_alertmanager, write_alertmanager, write_rules};
use crate::lower::{Output, lower};
use crate::target::File;
use crate::text::SourceMap;
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;

pub(super) fn run(options: &BuildOptions) -> Result<Outcome, Failure> {
    let folder = only_program(&options.path)?;
    let mut progress = Progress::new();
    let program = Program::of(&folder, options.env.as_deref(), &mut progress)?;
    progress.clear();
    eprint!("{}", screen::findings(&program.findings, &program.sources, &std::io::stderr()));
    let outcome = program.outcome(options.deny);
    let (Some(model), Outcome::Clean) = (&program.model, outcome) else { return Ok(Outcome::Findings) };
    let output = lower(model);
    let other = match options.target.other() {
        Some(target) => {
            let Some(files) =
                build_target::files(target, options, &folder, model, &output, &program.sources)?
            else {
                return Ok(Outcome::Findings);
            };
            Some(files)
        }
        None => None,
    };
    progress.now("running tests");
    let tests = if options.tests { build_tests::file(model, &output)? } else { None };
    progress.clear();
    if options.output == Path::new("-") {
        return match &other {
            Some(files) => print_files(files),
            None => print(&output, tests.as_ref(), &program.sources),
        }
        .map(|()| Outcome::Clean);
    }
    let mut directory = Directory::new(&options.output);
    progress.now("writing rules");
    match &other {
        Some(files) => {
            for file in files {
                let place = directory.place(&file.name)?;
                place.write(|out| out.write_all(file.text.as_bytes()).map_err(Cause::Io))?;
            }
        }
        None => write_files(&mut directory, &output, &program.sources)?,
    }
    if let Some(tests) = &tests {
        let place = directory.place(&tests.name)?;
        place.write(|out| out.write_all(tests.text.as_bytes()).map_err(Cause::Io))?;
    }
    progress.clear();
    if options.check {
        let differences = directory.differences()?;
        screen::print(&differences)?;
        return Ok(if differences.is_empty() { Outcome::Clean } else { Outcome::Findings });
    }
    let written = directory.commit()?;
    let folder = options.output.display();
    eprintln!("{} alerts → {written} files in {folder}", model.alerts.len());
    Ok(Outcome::Clean)
}

/// Prometheus' own files, made as they are written: a big program is never whole in memory.
fn write_files(directory: &mut Directory, output: &Output, sources: &SourceMap) -> Result<(), Failure> {
    let places = output.rule_files.iter().map(|file| directory.place(&format!("rules/{}.yml", file.name)));
    let places = places.collect::<Result<Vec<_>, _>>()?;
    output.rule_files.par_iter().zip(places).try_for_each(|(file, place)| {
        place.write(|out| write_rules(file, sources, out).map_err(Cause::Emit))
    })?;
    let alertmanager = alertmanager_text(output, sources)?;
    directory.place("alertmanager.yml")?.write(|out| out.write_all(&alertmanager).map_err(Cause::Io))
}

/// `alertmanager.yml`, read back before anyone gets it.
fn alertmanager_text(output: &Output, sources: &SourceMap) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    write_alertmanager(&output.alertmanager, sources, &mut text)
        .map_err(|error| Cause::Io(error).failure(Path::new("alertmanager.yml")))?;
    check_alertmanager(&String::from_utf8_lossy(&text)).map_err(|reason| not_as_meant(&reason))?;
    Ok(text)
}

pub(super) fn not_as_meant(reason: &str) -> Failure {
    Failure::new(format!(
        "internal error: alertmanager.yml does not read back as it was meant: {reason}\n\
         Nothing was written. Please report this with the source."
    ))
}

/// Why the contents of a file could not be made.
pub(super) enum Cause {
    Emit(EmitError),
    Io(std::io::Error),
}

impl Cause {
    pub fn failure(self, path: &Path) -> Failure {
        match self {
            Cause::Emit(EmitError::Io(error)) | Cause::Io(error) => Failure::io("write", path, &error),
            Cause::Emit(EmitError::Refused(refused)) => Failure::new(format!(
                "internal error: the compiler made an expression that Prometheus would refuse\n  {}\n  {}\nNothing was written. Please report this with the source.",
                refused.expr, refused.reason
            )),
        }
    }
}

/// The one program that a path names.
pub(super) fn only_program(path: &Path) -> Result<std::path::PathBuf, Failure> {
    let mut found = load::programs(&[path.to_path_buf()])?;
    match (found.pop(), found.is_empty()) {
        (Some(folder), true) => Ok(folder),
        _ => Err(Failure::new(format!("{} holds several programs: name one of them", path.display()))),
    }
}

fn print(output: &Output, tests: Option<&File>, sources: &SourceMap) -> Result<(), Failure> {
    let mut out = Writer::stdout();
    let stdout = Path::new("stdout");
    for file in &output.rule_files {
        out.title(&format!("rules/{}.yml", file.name)).map_err(|error| Cause::Io(error).failure(stdout))?;
        write_rules(file, sources, &mut out).map_err(|error| Cause::Emit(error).failure(stdout))?;
    }
    let alertmanager = alertmanager_text(output, sources)?;
    out.title("alertmanager.yml")
        .and_then(|()| out.write_all(&alertmanager))
        .and_then(|()| tests.map_or(Ok(()), |tests| print_file(&mut out, tests)))
        .and_then(|()| out.finish())
        .map_err(|error| Cause::Io(error).failure(stdout))
}

fn print_files(files: &[File]) -> Result<(), Failure> {
    let mut out = Writer::stdout();
    let printed = files.iter().try_for_each(|file| print_file(&mut out, file));
    printed.and_then(|()| out.finish()).map_err(|error| Cause::Io(error).failure(Path::new("stdout")))
}

fn print_file(out: &mut Writer, file: &File) -> std::io::Result<()> {
    out.title(&file.name).and_then(|()| out.write_all(file.text.as_bytes()))
}
