//! `larum graph [PATH] --format mermaid|dot|svg|html`

use super::arguments::{GraphOptions, PictureFormat};
use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, build, output, screen};
use crate::model::Model;
use crate::picture::{self, Scene};
use std::path::Path;

pub(super) fn run(options: &GraphOptions) -> Result<Outcome, Failure> {
    let format = format(options)?;
    let folder = build::only_program(&options.path)?;
    let mut progress = Progress::new();
    let program = Program::of(&folder, options.env.as_deref(), &mut progress)?;
    progress.clear();
    let Some(model) = program.model_or_findings() else { return Ok(Outcome::Findings) };
    let mut scene = scene(model, options.only.as_deref())?;
    scene.notes.extend(options.env.iter().map(|name| format!("environment {name}")));
    let text = match format {
        PictureFormat::Mermaid => picture::mermaid(&scene),
        PictureFormat::Dot => picture::dot(&scene),
        PictureFormat::Svg => picture::svg(&scene),
        PictureFormat::Html => picture::html(&scene),
    };
    if options.output == Path::new("-") {
        screen::print(&text)?;
    } else {
        output::replace(&options.output, text.as_bytes())?;
    }
    Ok(Outcome::Clean)
}

/// As asked for, else as the name of the file says.
fn format(options: &GraphOptions) -> Result<PictureFormat, Failure> {
    if let Some(format) = options.format {
        return Ok(format);
    }
    if options.output == Path::new("-") {
        return Ok(PictureFormat::Mermaid);
    }
    match options.output.extension().and_then(|ending| ending.to_str()) {
        Some("mmd" | "mermaid") => Ok(PictureFormat::Mermaid),
        Some("dot" | "gv") => Ok(PictureFormat::Dot),
        Some("svg") => Ok(PictureFormat::Svg),
        Some("html" | "htm") => Ok(PictureFormat::Html),
        _ => Err(Failure::new(format!(
            "the name {} does not say which picture it is to hold: give `--format`",
            options.output.display()
        ))),
    }
}

fn scene<'m>(model: &'m Model, only: Option<&str>) -> Result<Scene<'m>, Failure> {
    let Some(name) = only else { return Ok(Scene::whole(model)) };
    Scene::part(model, name).map_err(|near| {
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Failure::new(format!("the program has no alert, service or escalation `{name}`{hint}"))
    })
}
