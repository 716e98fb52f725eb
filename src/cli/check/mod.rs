//! `larum check [PATH…]`: programs, rule files and configurations of Alertmanager.

mod changed;
mod fix;
mod inputs;
mod pass;
mod policies;
mod routes;
mod servers;
mod show;
mod yaml;

use super::arguments::CheckOptions;
use super::judge::Judge;
use super::load::Texts;
use super::progress::Progress;
use super::project::Project;
use super::{Failure, Outcome};
use crate::diag::Diagnostic;
use inputs::Inputs;
use pass::{Given, Pass};

pub(super) fn run(options: &CheckOptions) -> Result<Outcome, Failure> {
    let project = Project::of_paths(&options.paths)?;
    let judge = Judge::of_project(&project)?;
    let inputs = Inputs::find(&options.paths, &project)?;
    let mut progress = Progress::new();
    let given = Given { inputs: &inputs, project: &project, policies: &options.policy, judge: &judge };
    let mut pass = Pass::over(&given, &Texts::new(), &mut progress)?;
    let mut fixed = 0;
    if options.fix || options.unsafe_fixes {
        let wanted = |finding: &Diagnostic| show::is_asked_for(finding.level(), options, &project);
        (pass, fixed) = fix::until_stable(pass, &given, &wanted, options.unsafe_fixes, &mut progress)?;
    }
    progress.clear();
    show::show(pass, fixed, options, &project)
}
