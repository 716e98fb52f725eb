//! What a test file says.

use crate::model::Millis;
use crate::text::{Located, Span, Spanned};

#[derive(Clone, Debug, Default)]
pub struct TestFile {
    /// Patterns of paths, seen from the folder of the file.
    pub rule_files: Vec<Located>,
    /// How often all groups are evaluated; that is also the step of subqueries that have none.
    pub evaluation_interval: Millis,
    /// Groups that are evaluated in this order. Those that are not named share the first place.
    pub group_eval_order: Vec<Spanned<String>>,
    /// A float may be the next one above or below.
    pub fuzzy_compare: bool,
    pub tests: Vec<Test>,
}

#[derive(Clone, Debug)]
pub struct Test {
    pub name: Option<Spanned<String>>,
    /// From one value of a series to the next.
    pub interval: Millis,
    pub input_series: Vec<Input>,
    pub alert_tests: Vec<AlertTest>,
    pub expr_tests: Vec<ExprTest>,
    /// Known to templates; sorted by name.
    pub external_labels: Vec<(String, String)>,
    pub external_url: String,
    pub span: Span,
}

/// A series and its values, in the notation of Prometheus' tests.
#[derive(Clone, Debug)]
pub struct Input {
    pub series: Located,
    pub values: Located,
}

/// Which alerts of a name fire.
#[derive(Clone, Debug)]
pub struct AlertTest {
    /// From the beginning.
    pub at: Millis,
    pub alertname: Option<Spanned<String>>,
    pub expected: Vec<Expected>,
    pub span: Span,
}

/// An alert that fires. Sorted by name; a value may be empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// With `alertname`.
    pub labels: Vec<(String, String)>,
    pub annotations: Vec<(String, String)>,
}

/// What an expression gives.
#[derive(Clone, Debug)]
pub struct ExprTest {
    pub expr: Located,
    /// From the beginning.
    pub at: Millis,
    pub expected: Vec<ExpectedSample>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ExpectedSample {
    /// `up{job="api"}`
    pub labels: Located,
    pub value: f64,
    /// In the notation of series; empty for a float.
    pub histogram: Located,
}

impl Test {
    /// When the last of its checks looks.
    pub fn lasts(&self) -> Millis {
        let alerts = self.alert_tests.iter().map(|test| test.at);
        alerts.chain(self.expr_tests.iter().map(|test| test.at)).max().unwrap_or(0).max(0)
    }

    /// How many checks it has.
    pub fn checks(&self) -> usize {
        self.alert_tests.len() + self.expr_tests.len()
    }
}
