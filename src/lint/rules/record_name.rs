//! By convention a recorded name is `level:metric:operations`.

use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let name = &view.rule.name;
    if view.rule.alert().is_none() && !name.value.contains(':') {
        findings.push(
            Diagnostic::new(
                codes::RECORD_NAME,
                name.span,
                format!("`{}` does not say what it was made of", name.value),
            )
            .help("name it `level:metric:operations`, such as `job:http_requests:rate5m`")
            .at_level(Level::Pedantic),
        );
    }
}
