//! Two values that meet: do they go together, and is the size of a number plausible?

use super::value::{Constant, Origin, Value};
use super::{Checker, is_weak};
use crate::diag::{Diagnostic, Level, codes};
use crate::expr::catalogue::Unit;
use crate::expr::{Binary, BinaryOp};
use crate::quantity::Dimension::{self, *};
use crate::quantity::float_text;
use crate::text::Span;

impl Checker<'_> {
    pub(super) fn compare(&mut self, binary: &Binary, left: &Value, right: &Value) {
        self.agree(binary, left, right);
        if !matches!(*binary.op, BinaryOp::Equal | BinaryOp::NotEqual) {
            for (value, limit) in [(left, right), (right, left)] {
                if let (Some(constant), true) = (&limit.constant, limit.is_plain()) {
                    self.plausible(value, constant);
                }
            }
        }
    }

    /// Reports two known units that cannot be added or compared; false when they cannot.
    pub(super) fn agree(&mut self, binary: &Binary, left: &Value, right: &Value) -> bool {
        let (Some(left_unit), Some(right_unit)) = (left.unit, right.unit) else { return true };
        if left_unit == right_unit || !is_certain(left, left_unit, right, right_unit) {
            return true;
        }
        let verb = match *binary.op {
            BinaryOp::Add => "added to",
            BinaryOp::Subtract => "subtracted from",
            _ => "compared with",
        };
        // `a - b` subtracts b from a.
        let (subject, object) = match *binary.op {
            BinaryOp::Add | BinaryOp::Subtract => (right_unit, left_unit),
            _ => (left_unit, right_unit),
        };
        let same_dimension = left_unit.dimension == right_unit.dimension;
        let code = if same_dimension { codes::UNIT_SCALE } else { codes::UNIT_MISMATCH };
        let literal = right.constant.as_ref().or(left.constant.as_ref());
        let place = literal.map_or(binary.op.span, |constant| constant.span);
        let message = match literal.and_then(|constant| constant.text.as_deref()) {
            Some(text) => {
                let (literal_unit, other) =
                    if right.constant.is_some() { (right_unit, left_unit) } else { (left_unit, right_unit) };
                format!("`{text}` {}, but it is {verb} {}", literal_unit.statement(), other.name())
            }
            None => {
                format!("{} {} {verb} {}", subject.name(), is_or_are(subject), object.name())
            }
        };
        let mut finding = Diagnostic::new(code, place, message);
        for value in [left, right] {
            finding = with_cause(finding, value, place);
        }
        self.findings.push(finding.help(remedy(left, left_unit, right, right_unit)));
        false
    }

    /// A number without a unit that is of another size than its unit suggests.
    fn plausible(&mut self, value: &Value, limit: &Constant) {
        let (Some(unit), Some(text)) = (value.unit, &limit.text) else { return };
        let size = limit.value.abs();
        let says_milliseconds = size >= 100.0 && size % 50.0 == 0.0 && size % 60.0 != 0.0;
        if unit == Unit::base(Time) && value.origin == Origin::Metric && says_milliseconds {
            let fraction = float_text(size / 1000.0);
            let meant = format!("{text}ms, which is `{fraction}`");
            let finding = surprise(value, limit, &format!("{text} seconds"), &meant);
            self.findings.push(if is_brief(value) { finding } else { finding.at_level(Level::Pedantic) });
        }
        let is_percentage = (1.0..=100.0).contains(&size) && size > 1.0;
        let is_share = value.origin == Origin::Share || value.origin == Origin::Metric;
        if unit == Unit::base(Ratio) && is_percentage {
            let fraction = float_text((size / 100.0 * 1e9).round() / 1e9);
            let finding = surprise(
                value,
                limit,
                &format!("{text} times the whole"),
                &format!("{text}%, which is `{fraction}`"),
            );
            // A ratio of two different things may be of any size.
            if is_share {
                self.findings.push(finding);
            } else if size >= 2.0 {
                self.findings.push(finding.at_level(Level::Pedantic));
            }
        }
        let is_fraction = size > 0.0 && size < 1.0;
        if unit == Unit::scaled(Ratio, 0.01) && is_share && is_fraction {
            let percent = float_text((size * 100.0 * 1e9).round() / 1e9);
            let finding = surprise(value, limit, &format!("{text} percent"), &format!("`{percent}`"));
            self.findings.push(finding.at_level(Level::Pedantic));
        }
    }

    /// `time() - x_timestamp_ms`: a moment in seconds and one in milliseconds. True when it was reported.
    pub(super) fn moment_on_another_scale(&mut self, binary: &Binary, left: &Value, right: &Value) -> bool {
        let is_moment = |value: &Value| value.dimension() == Some(Timestamp);
        let scaled = |value: &Value| {
            value.unit.filter(|unit| unit.scale != 1.0 && matches!(unit.dimension, Time | Timestamp))
        };
        let (moment, other, unit) = match (scaled(left), scaled(right)) {
            (None, Some(unit)) if is_moment(left) => (left, right, unit),
            (Some(unit), None) if is_moment(right) => (right, left, unit),
            _ => return false,
        };
        let scale = Unit::scaled(Time, unit.scale).name();
        let message = format!("a point in time in seconds meets {scale}");
        let mut finding = Diagnostic::new(codes::UNIT_SCALE, binary.op.span, message);
        for value in [moment, other] {
            finding = with_cause(finding, value, binary.op.span);
        }
        let divisor = float_text((1.0 / unit.scale).round());
        self.findings.push(finding.help(format!("bring it to seconds: divide by {divisor}")));
        true
    }
}

/// Whether its name says that this takes less than minutes. A backup may well take 1000 seconds.
fn is_brief(value: &Value) -> bool {
    const BRIEF: &[&str] = &["http", "latency", "ping", "query", "request", "response", "rpc", "rtt"];
    let name = value.samples.as_ref().and_then(|samples| samples.name.as_ref());
    name.is_some_and(|name| BRIEF.iter().any(|word| name.value.contains(word)))
}

fn surprise(value: &Value, limit: &Constant, meaning: &str, meant: &str) -> Diagnostic {
    let text = limit.text.as_deref().unwrap_or_default();
    let finding = Diagnostic::new(codes::UNIT_SURPRISE, limit.span, format!("`{text}` is {meaning} here"));
    with_cause(finding, value, limit.span).help(format!("did you mean {meant}?"))
}

/// Only what cannot be meant: units that a name tells roughly, and bytes that stand for
/// bytes per second, go together with what they are written beside.
fn is_certain(left: &Value, left_unit: Unit, right: &Value, right_unit: Unit) -> bool {
    let one_is = |dimension: Dimension| left_unit.dimension == dimension || right_unit.dimension == dimension;
    let literal = left.constant.is_some() || right.constant.is_some();
    if left_unit.dimension == right_unit.dimension {
        return true;
    }
    if one_is(BytesPerSecond) && (one_is(Bytes) || one_is(PerSecond)) {
        return false;
    }
    // `_seconds` may name a moment.
    if one_is(Timestamp) && one_is(Time) {
        return literal;
    }
    if is_weak(left_unit) && is_weak(right_unit) {
        return literal;
    }
    true
}

fn with_cause(finding: Diagnostic, value: &Value, primary: Span) -> Diagnostic {
    match &value.cause {
        Some((span, text)) if *span != primary => finding.because(*span, text.clone()),
        _ => finding,
    }
}

fn remedy(left: &Value, left_unit: Unit, right: &Value, right_unit: Unit) -> String {
    let (value_unit, literal) = match (&left.constant, &right.constant) {
        (_, Some(constant)) => (left_unit, constant),
        (Some(constant), None) => (right_unit, constant),
        (None, None) => return "bring both sides to the same unit".to_string(),
    };
    let literal_unit = if right.constant.is_some() { right_unit } else { left_unit };
    if value_unit.dimension == literal_unit.dimension {
        let plain = (literal.value / value_unit.scale * 1e6).round() / 1e6;
        return format!(
            "write the number in {}, `{plain}`, or bring the other side to {}",
            value_unit.name(),
            literal_unit.name()
        );
    }
    match (value_unit.dimension, literal_unit.dimension) {
        (Timestamp, Time) => "subtract the moment from the present to get its age: `time() - …`".to_string(),
        (PerSecond | Count, Ratio) => "divide by the whole to get a ratio".to_string(),
        (dimension, _) => {
            let unit = value_unit.name();
            let preposition = if unit.starts_with("a ") { "as" } else { "in" };
            format!("write the limit {preposition} {unit}, such as `{}`", example(dimension))
        }
    }
}

fn example(dimension: Dimension) -> &'static str {
    match dimension {
        Ratio => "5%",
        Time => "500ms",
        Bytes | BytesPerSecond => "512MiB",
        PerSecond => "100/s",
        FramesPerSecond => "60fps",
        Celsius => "85°C",
        Count | Timestamp => "100",
    }
}

fn is_or_are(unit: Unit) -> &'static str {
    if unit.name().starts_with("a ") { "is" } else { "are" }
}
