//! `larum explain ALERT|CODE`

use super::arguments::ExplainOptions;
use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, build, explain_alert, screen};
use crate::diag::codes;
use crate::text::nearest;

pub(super) fn run(options: &ExplainOptions) -> Result<Outcome, Failure> {
    if options.what == "codes" {
        let list: Vec<&str> = codes::ALL.iter().map(|code| code.name).collect();
        screen::print(&(list.join("\n") + "\n"))?;
        return Ok(Outcome::Clean);
    }
    if options.what.contains('/') {
        return code(&options.what);
    }
    let folder = build::only_program(&options.path)?;
    let program = Program::of(&folder, options.env.as_deref(), &mut Progress::new())?;
    let Some(model) = program.model_or_findings() else { return Ok(Outcome::Findings) };
    let Some(alert) = model.alerts.iter().find(|alert| alert.name == options.what) else {
        let names = model.alerts.iter().map(|alert| alert.name.as_str());
        let hint =
            nearest(&options.what, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        return Err(Failure::new(format!("the program has no alert `{}`{hint}", options.what)));
    };
    screen::print(&explain_alert::describe(
        model,
        alert,
        &program.sources,
        screen::width(&std::io::stdout()),
    )?)?;
    Ok(Outcome::Clean)
}

fn code(name: &str) -> Result<Outcome, Failure> {
    let Some(code) = codes::named(name) else {
        let hint = nearest(name, codes::ALL.iter().map(|code| code.name));
        let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        return Err(Failure::new(format!(
            "there is no code `{name}`{hint}\n`larum explain codes` lists them"
        )));
    };
    screen::print(code.page())?;
    Ok(Outcome::Clean)
}
