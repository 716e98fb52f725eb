//! Mathematical functions by name.

use super::map::OfFloat;
use crate::engine::promql::powers;
use std::f64::consts::PI;

/// The function of one float, and of none but that.
pub fn one_argument(name: &str) -> Option<OfFloat> {
    Some(match name {
        "abs" => |value, _| value.abs(),
        "acos" => |value, _| value.acos(),
        "acosh" => |value, _| value.acosh(),
        "asin" => |value, _| value.asin(),
        "asinh" => |value, _| value.asinh(),
        "atan" => |value, _| value.atan(),
        "atanh" => |value, _| value.atanh(),
        "ceil" => |value, _| value.ceil(),
        "cos" => |value, _| value.cos(),
        "cosh" => |value, _| value.cosh(),
        "deg" => |value, _| value * 180.0 / PI,
        "exp" => |value, _| powers::exp(value),
        "floor" => |value, _| value.floor(),
        "ln" => |value, _| powers::ln(value),
        "log10" => |value, _| powers::log10(value),
        "log2" => |value, _| powers::log2(value),
        "rad" => |value, _| value * PI / 180.0,
        "sgn" => |value, _| {
            if value < 0.0 {
                -1.0
            } else if value > 0.0 {
                1.0
            } else {
                value
            }
        },
        "sin" => |value, _| value.sin(),
        "sinh" => |value, _| value.sinh(),
        "sqrt" => |value, _| value.sqrt(),
        "tan" => |value, _| value.tan(),
        "tanh" => |value, _| value.tanh(),
        "clamp" => |value, bounds| clamp(value, bounds[0], bounds[1]),
        "clamp_max" => |value, bounds| clamp(value, f64::NEG_INFINITY, bounds[0]),
        "clamp_min" => |value, bounds| clamp(value, bounds[0], f64::INFINITY),
        "round" => |value, to| {
            let inverse = 1.0 / to.first().unwrap_or(&1.0);
            (value * inverse + 0.5).floor() / inverse
        },
        _ => return None,
    })
}

fn clamp(value: f64, least: f64, greatest: f64) -> f64 {
    greater(least, lesser(greatest, value))
}

/// As Go's `math.Max`: a NaN wins, unless the other is infinite.
fn greater(one: f64, other: f64) -> f64 {
    if one == f64::INFINITY || other == f64::INFINITY {
        f64::INFINITY
    } else if one.is_nan() || other.is_nan() {
        f64::NAN
    } else if one == 0.0 && other == 0.0 {
        if one.is_sign_negative() { other } else { one }
    } else if one > other {
        one
    } else {
        other
    }
}

fn lesser(one: f64, other: f64) -> f64 {
    if one == f64::NEG_INFINITY || other == f64::NEG_INFINITY {
        f64::NEG_INFINITY
    } else if one.is_nan() || other.is_nan() {
        f64::NAN
    } else if one == 0.0 && other == 0.0 {
        if one.is_sign_negative() { one } else { other }
    } else if one < other {
        one
    } else {
        other
    }
}
