//! Writes a story as it was asked for.

use super::super::{Failure, output, screen};
use super::options::{StoryFormat, StoryOptions};
use crate::model::Model;
use crate::story::{self, Screen, Story};
use crate::text::nearest;
use std::path::Path;

/// As asked for, else as the name of the file says.
pub(in crate::cli) fn format(options: &StoryOptions) -> Result<StoryFormat, Failure> {
    if let Some(format) = options.format {
        return Ok(format);
    }
    if options.output == Path::new("-") {
        return Ok(StoryFormat::Text);
    }
    match options.output.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => Ok(StoryFormat::Svg),
        Some("html" | "htm") => Ok(StoryFormat::Html),
        Some("json") => Ok(StoryFormat::Json),
        Some("txt" | "text") => Ok(StoryFormat::Text),
        _ => Err(Failure::new(format!(
            "the name {} does not say what it is to hold: give `--format`",
            options.output.display()
        ))),
    }
}

/// `command` is what drew it.
pub(in crate::cli) fn write(
    story: &Story,
    options: &StoryOptions,
    format: StoryFormat,
    command: &str,
) -> Result<(), Failure> {
    let printed = options.output == Path::new("-");
    let text = match format {
        StoryFormat::Text => {
            let out = std::io::stdout();
            let color = printed && screen::has_color(&out);
            story::text(story, Screen { width: screen::width(&out), color })
        }
        StoryFormat::Svg => story::svg(story),
        StoryFormat::Html => story::html(story, command),
        StoryFormat::Json => story::json(story),
    };
    match printed {
        true => screen::print(&text),
        false => output::replace(&options.output, text.as_bytes()),
    }
}

/// # Errors
/// When the program has no alert of that name.
pub(in crate::cli) fn check_name(model: &Model, only: Option<&str>) -> Result<(), Failure> {
    let Some(name) = only else { return Ok(()) };
    if model.alerts.iter().any(|alert| alert.name == name) {
        return Ok(());
    }
    let near = nearest(name, model.alerts.iter().map(|alert| alert.name.as_str()));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::new(format!("the program has no alert `{name}`{hint}")))
}
