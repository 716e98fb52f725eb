//! What README.md and docs/ show is true: each program is compiled without a finding, what is
//! written beside it is what the compiler gives, commands run, and the real tools accept all of it.
//!
//! | block | |
//! |---|---|
//! | `larum` | a whole program |
//! | `larum,frame` | the program that the fragments of this page stand beside |
//! | `larum,fragment` | statements beside the page's frame |
//! | `larum,before` | what the next program was: it lies in the folder `before` |
//! | `larum,wrong` | a program in which `larum check` finds something; a `console` shows what |
//! | `yaml,file` | a file that is checked as it is, without a program; its first line names it: `# rules.yml` |
//! | `yaml` | an excerpt of the last program's output; its first line names the file |
//! | `promql` | an expression in the last program's rules, line breaks aside |
//! | `console` | commands after `$ `, with what they print |
//! | `toml` | `larum.toml` of the program above it |
//! | `sh` | commands; those of Larum run, in the last program's folder |
//! | `yaml,github` and its like | files of CI systems: `report::readers` tests them |
//! | `text` | anything else |

use crate::support::command::Project;
use crate::support::markdown::{Block, blocks, holds};
use crate::support::tools::{amtool_check_configs, promtool_check_rule_files};
use larum::diag::codes::ALL;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// A program of a page, and the blocks up to the next program.
struct Example<'a> {
    place: String,
    program: &'a str,
    frame: Option<&'a str>,
    before: Option<&'a str>,
    is_wrong: bool,
    /// YAML files in place of a program.
    files: Vec<Block<'a>>,
    beside: Vec<Block<'a>>,
}

#[test]
fn what_is_shown_is_true() {
    let pages: Vec<(String, String)> = pages();
    let examples: Vec<Example> = pages.iter().flat_map(|(name, text)| examples(name, text)).collect();
    assert!(examples.len() > 20, "the pages hold {} programs", examples.len());
    let results: Vec<Result<Project, String>> = examples.par_iter().map(compile).collect();
    let faults: Vec<&str> =
        results.iter().filter_map(|result| result.as_ref().err().map(String::as_str)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    let projects = results.into_iter().flatten();
    let right =
        examples.iter().zip(projects).filter(|(example, _)| !example.is_wrong && example.files.is_empty());
    let projects: Vec<Project> = right.map(|(_, project)| project).collect();
    let rules: Vec<PathBuf> = projects.iter().flat_map(|project| files(&project.path("out/rules"))).collect();
    let configs: Vec<PathBuf> = projects.iter().map(|project| project.path("out/alertmanager.yml")).collect();
    for verdict in [
        promtool_check_rule_files(&rules),
        amtool_check_configs(&configs, false),
        amtool_check_configs(&configs, true),
    ] {
        assert!(verdict.ok, "{}", verdict.output);
    }
}

/// The pages that people read, with their names.
fn pages() -> Vec<(String, String)> {
    let root = root();
    let docs =
        files(&root.join("docs")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "md"));
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("a page lies in the repository").display().to_string();
        (name, fs::read_to_string(&path).expect("a page is readable"))
    };
    std::iter::once(root.join("README.md")).chain(docs).map(read).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder, sorted; none when there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    found.retain(|path| path.is_file());
    found.sort();
    found
}

fn examples<'a>(name: &str, page: &'a str) -> Vec<Example<'a>> {
    let mut found: Vec<Example> = Vec::new();
    let mut frame = None;
    let mut before = None;
    for block in blocks(page) {
        let place = format!("{name}:{}", block.line);
        let is_wrong = block.language == "larum,wrong";
        let mut program = |frame, before| {
            let place = place.clone();
            let program = block.text;
            found.push(Example { place, program, frame, before, is_wrong, files: vec![], beside: vec![] })
        };
        match block.language {
            "larum" | "larum,wrong" => program(None, before.take()),
            "larum,before" => before = Some(block.text),
            "larum,frame" => {
                frame = Some(block.text);
                program(None, None);
            }
            "larum,fragment" => {
                assert!(frame.is_some(), "{place}: a fragment, but no `larum,frame` above it");
                program(frame, None);
            }
            "yaml,file" => match found.last_mut() {
                // Several files one after the other are one example.
                Some(Example { files, beside, .. }) if !files.is_empty() && beside.is_empty() => {
                    files.push(block)
                }
                _ => {
                    let files = vec![block];
                    let (frame, before, beside) = (None, None, vec![]);
                    found.push(Example { place, program: "", frame, before, is_wrong: false, files, beside });
                }
            },
            "yaml" | "promql" | "console" | "sh" | "toml" => match found.last_mut() {
                Some(example) => example.beside.push(block),
                None => panic!("{place}: `{}` before the first program of the page", block.language),
            },
            "text" | "yaml,github" | "yaml,gitlab" | "yaml,pre-commit" => {}
            other => panic!("{place}: nobody tests blocks of `{other}`"),
        }
    }
    found
}

/// Checks and builds a program, and compares what stands beside it.
fn compile(example: &Example) -> Result<Project, String> {
    if !example.files.is_empty() {
        return as_they_are(example);
    }
    let project = Project::of(&[("program.larum", example.program)]);
    std::os::unix::fs::symlink(root().join("rules"), project.path("rules")).expect("a link to rules/");
    if let Some(frame) = example.frame {
        project.write("use.larum", "use \"frame\"\n");
        project.write("frame/frame.larum", frame);
    }
    for settings in example.beside.iter().filter(|block| block.language == "toml") {
        project.write("larum.toml", settings.text);
    }
    if let Some(before) = example.before {
        project.write("before/program.larum", before);
    }
    let checked = project.larum(&["check"]);
    if (checked.code != 0 || !checked.stdout.is_empty()) != example.is_wrong {
        return Err(format!("{}: `larum check` says\n{}{}", example.place, checked.stdout, checked.stderr));
    }
    let built = project.larum(&["build", "-o", "out"]);
    if (built.code != 0) != example.is_wrong {
        return Err(format!("{}: `larum build` says\n{}", example.place, built.stderr));
    }
    beside(example, &project)?;
    Ok(project)
}

/// Writes YAML files and runs what stands below them.
fn as_they_are(example: &Example) -> Result<Project, String> {
    let project = Project::of(&[]);
    for block in &example.files {
        let name = block.text.lines().next().and_then(|line| line.strip_prefix("# "));
        let name = name.ok_or_else(|| format!("{}: its first line must name a file", example.place))?;
        project.write(name.split_whitespace().next().unwrap_or(name), block.text);
    }
    for settings in example.beside.iter().filter(|block| block.language == "toml") {
        project.write("larum.toml", settings.text);
    }
    beside(example, &project)?;
    Ok(project)
}

/// What stands beside a program or files is as it says.
fn beside(example: &Example, project: &Project) -> Result<(), String> {
    for block in &example.beside {
        let fault = match block.language {
            "yaml" => yaml(block.text, project),
            "promql" => promql(block.text, project),
            "console" => console(block.text, project),
            "toml" => Ok(()),
            _ => shell(block.text, project),
        };
        fault.map_err(|fault| {
            format!("{}, the block {} in line {}: {fault}", example.place, block.language, block.line)
        })?;
    }
    Ok(())
}

fn yaml(excerpt: &str, project: &Project) -> Result<(), String> {
    let (first, rest) = excerpt.split_once('\n').unwrap_or_default();
    let Some(name) = first.strip_prefix("# ") else {
        return Err("its first line must name a file: `# rules/api.yml`".to_string());
    };
    // Of the program's own build, or of one that a command before it named.
    let own = project.path("out").join(name);
    let path = if own.exists() { own } else { project.path(name) };
    let text = fs::read_to_string(&path).map_err(|error| format!("`{name}`: {error}"))?;
    if holds(&text, rest) { Ok(()) } else { Err(format!("`{name}` is\n{text}")) }
}

fn promql(expression: &str, project: &Project) -> Result<(), String> {
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    let texts: String = files(&project.path("out/rules")).iter().map(|path| read(path)).collect();
    if flat(&texts).contains(&flat(expression)) { Ok(()) } else { Err(format!("the rules are\n{texts}")) }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("what was built is readable")
}

fn console(session: &str, project: &Project) -> Result<(), String> {
    for part in session.split("$ ").skip(1) {
        let (command, expected) = part.split_once('\n').unwrap_or((part, ""));
        let ran = run(command, project).ok_or_else(|| format!("`{command}` is not a command of Larum"))?;
        let printed = ran.stdout + &ran.stderr;
        if !holds(&printed, expected.trim_end()) || expected.trim().is_empty() != printed.trim().is_empty() {
            return Err(format!("`{command}` prints\n{printed}"));
        }
    }
    Ok(())
}

fn shell(script: &str, project: &Project) -> Result<(), String> {
    for line in script.lines() {
        if let Some(ran) = run(line, project)
            && ran.code != 0
        {
            return Err(format!("`{line}` fails\n{}{}", ran.stdout, ran.stderr));
        }
    }
    Ok(())
}

/// Runs a command of Larum in the program's folder, where `rules/` is that of the repository.
fn run(line: &str, project: &Project) -> Option<crate::support::command::Ran> {
    let command = line.split('#').next().unwrap_or_default().trim();
    let arguments = command.strip_prefix("larum ").or(command.strip_prefix("cargo run --release -- "))?;
    Some(project.larum(&arguments.split_whitespace().collect::<Vec<_>>()))
}

/// docs/codes/README.md lists every code with the first sentence of its page.
#[test]
fn the_list_of_codes_is_that_of_the_compiler() {
    let mut expected = String::from(
        "# Diagnostic codes\n\nEach has a page with *What, Why, Bad, Good, Fix*; `larum explain CODE` prints it.\n",
    );
    let mut group = "";
    for code in ALL {
        let own = code.name.split('/').next().unwrap_or_default();
        if own != group {
            group = own;
            expected += &format!("\n## {group}\n\n| code | | |\n|---|---|---|\n");
        }
        let level = format!("{:?}", code.level).to_lowercase();
        let what = first_sentence(code.page());
        expected += &format!("| [`{0}`]({0}.md) | {level} | {what} |\n", code.name);
    }
    let path = root().join("docs/codes/README.md");
    if fs::read_to_string(&path).ok().as_deref() != Some(expected.as_str()) {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codes.md");
        fs::write(&fresh, &expected).expect("the build folder takes a file");
        panic!("{} is out of date; the right one is {}", path.display(), fresh.display());
    }
}

/// The first sentence under `## What`, on one line of a table.
fn first_sentence(page: &str) -> String {
    let body = page.split_once("## What\n").map(|(_, body)| body.trim_start()).unwrap_or_default();
    let paragraph: Vec<&str> = body.lines().take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    let end = text.find(". ").map_or(text.trim_end_matches([':', '.']), |end| &text[..end]);
    end.replace('|', "\\|")
}
