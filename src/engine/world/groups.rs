//! The rules of a program, read back as Prometheus will read them.

use crate::engine::rules::Group;
use crate::expr::types::Features;
use crate::import::rules::query;
use crate::lower::Output;
use crate::text::Located;

/// The groups of all files, in their order.
///
/// # Errors
/// When an expression that was written is none. This is a fault of Larum.
pub fn groups(output: &Output, features: &Features) -> Result<Vec<Group>, String> {
    let mut all = Vec::new();
    for file in &output.rule_files {
        for group in file.groups() {
            let group = group.map_err(|refused| format!("{}: {}", refused.expr, refused.reason))?;
            all.push(Group::lowered(&group, |rule| {
                let text = Located::whole(rule.expr.clone(), rule.span);
                query(&text, features).map_err(|findings| {
                    let said: Vec<String> = findings.into_iter().map(|finding| finding.message).collect();
                    format!("{}: {}", rule.expr, said.join("; "))
                })
            })?);
        }
    }
    Ok(all)
}
