//! Programs that compile, load, and still do something else than they seem to say: what
//! Alertmanager and Prometheus do with them is told before anybody waits for a page that does not
//! come. Looked for only in programs without errors.

mod coverage;
mod gaps;
mod global_http;
mod grouping;
mod look;
mod remote;
mod repeat;
mod resolve;
mod restart;
mod result_labels;
mod sides;
mod sets;
mod timing;
mod told_twice;
mod week;

use crate::diag::Diagnostics;
use crate::model::Model;
use crate::syntax::ast::Statement;
use look::Look;

/// Looks for every trap. `statements` are those that made the model, without those of alerts.
pub(super) fn check(statements: &[Statement], model: &Model, findings: &mut Diagnostics) {
    let look = Look::new(statements, model);
    gaps::check(&look, findings);
    told_twice::check(&look, findings);
    remote::check(&look, findings);
    repeat::check(&look, findings);
    timing::check(&look, findings);
    grouping::check(&look, findings);
    restart::check(&look, findings);
    resolve::check(&look, findings);
    global_http::check(&look, findings);
    sets::check(&look, findings);
    result_labels::check(&look, findings);
}
