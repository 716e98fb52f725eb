//! Powers and logarithms as Go's `math` computes them on amd64, to the last bit: results of `^`, `exp` and `ln` are
//! compared with what Prometheus gives. The methods are those of FreeBSD's `e_log.c` and of SLEEF.

use std::f64::consts::{LOG2_E, LOG10_E, SQRT_2};

/// The natural logarithm. Of floats below the least normal one, Go's code for amd64 reads the exponent wrong.
pub fn ln(value: f64) -> f64 {
    if value.is_nan() || value == f64::INFINITY {
        return value;
    }
    if value < 0.0 {
        return f64::NAN;
    }
    if value == 0.0 {
        return f64::NEG_INFINITY;
    }
    /// The halves of the logarithm of two.
    const HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    /// The polynomial's terms.
    const TERMS: [f64; 7] = [
        f64::from_bits(0x3fe5_5555_5555_5593),
        f64::from_bits(0x3fd9_9999_9997_fa04),
        f64::from_bits(0x3fd2_4924_9422_9359),
        f64::from_bits(0x3fcc_71c5_1d8e_78af),
        f64::from_bits(0x3fc7_4664_96cb_03de),
        f64::from_bits(0x3fc3_9a09_d078_c69f),
        f64::from_bits(0x3fc2_f112_df3e_5244),
    ];
    let (mut fraction, mut exponent) = split_normal(value);
    if fraction < SQRT_2 / 2.0 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let rest = fraction - 1.0;
    let exponent = f64::from(exponent);
    let ratio = rest / (2.0 + rest);
    let square = ratio * ratio;
    let fourth = square * square;
    let [one, two, three, four, five, six, seven] = TERMS;
    let odd = square * (one + fourth * (three + fourth * (five + fourth * seven)));
    let even = fourth * (two + fourth * (four + fourth * six));
    let half = 0.5 * rest * rest;
    exponent * HIGH - ((half - (ratio * (half + (odd + even)) + exponent * LOW)) - rest)
}

pub fn log2(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return ln(value);
    }
    let (fraction, exponent) = split(value);
    if fraction == 0.5 {
        return f64::from(exponent - 1);
    }
    ln(fraction) * LOG2_E + f64::from(exponent)
}

pub fn log10(value: f64) -> f64 {
    ln(value) * LOG10_E
}

/// e to a power.
pub fn exp(power: f64) -> f64 {
    /// Above, the result is infinite.
    const GREATEST: f64 = 7.097_827_128_933_84e+02;
    const HIGH: f64 = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75;
    const LOW: f64 = 0.282_352_905_630_315_771_225_884_481_750_134_360_255_254_120_68e-12;
    if power.is_nan() || power == f64::INFINITY {
        return power;
    }
    if power > GREATEST {
        return f64::INFINITY;
    }
    if power == f64::NEG_INFINITY || power < -1e5 {
        return 0.0;
    }
    let exponent = (power * LOG2_E).round_ties_even();
    let rest = (-exponent).mul_add(LOW, (-exponent).mul_add(HIGH, power)) * 0.0625;
    let terms = [5040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0];
    let sum = terms.iter().fold(1.0 / 40320.0, |sum: f64, divisor| sum.mul_add(rest, 1.0 / divisor));
    let mut grown = sum * rest;
    for _ in 0..3 {
        grown *= grown + 2.0;
    }
    let result = grown.mul_add(grown + 2.0, 1.0);
    scaled(result, exponent as i64)
}

/// A power of any number.
pub fn power(base: f64, power: f64) -> f64 {
    let special = base.is_nan() || base.is_infinite() || base == 0.0 || !power.is_finite();
    if special || power == 0.0 || base == 1.0 {
        return base.powf(power);
    }
    if power == 0.5 {
        return base.sqrt();
    }
    if power == -0.5 {
        return 1.0 / base.sqrt();
    }
    if power.fract() == 0.0 && (-128.0..=127.0).contains(&power) {
        let result = small_power(base, power.abs() as u32);
        return if power < 0.0 { 1.0 / result } else { result };
    }
    let (mut whole, mut fraction) = (power.abs().trunc(), power.abs().fract());
    if fraction != 0.0 && base < 0.0 {
        return f64::NAN;
    }
    if whole >= 9.3e18 {
        return base.powf(power);
    }
    let mut result = 1.0;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = exp(fraction * ln(base));
    }
    let mut exponent = 0_i64;
    let (mut factor, shift) = split(base);
    let mut shift = i64::from(shift);
    let mut bits = whole as u64;
    while bits != 0 {
        if shift.abs() > 1 << 12 {
            exponent += shift;
            break;
        }
        if bits & 1 == 1 {
            result *= factor;
            exponent += shift;
        }
        factor *= factor;
        shift <<= 1;
        if factor < 0.5 {
            factor += factor;
            shift -= 1;
        }
        bits >>= 1;
    }
    if power < 0.0 {
        result = 1.0 / result;
        exponent = -exponent;
    }
    scaled(result, exponent)
}

/// By squaring, the greatest power of two first.
fn small_power(base: f64, mut power: u32) -> f64 {
    let mut result = 1.0;
    while power > 1 {
        let (mut factor, mut count) = (base, 1);
        while count <= power / 2 {
            factor *= factor;
            count *= 2;
        }
        power -= count;
        result *= factor;
    }
    if power == 1 { result * base } else { result }
}

/// Of the exponents of fractions from a half to one.
const BIAS: i32 = 1022;

/// The fraction, from a half to one, and the power of two that it is multiplied by.
fn split(value: f64) -> (f64, i32) {
    let normal = value.abs() >= f64::MIN_POSITIVE;
    let (value, shift) = if normal { (value, 0) } else { (value * 2.0_f64.powi(52), -52) };
    let (fraction, exponent) = split_normal(value);
    (fraction, exponent + shift)
}

/// The same of floats that are not below the least normal one.
fn split_normal(value: f64) -> (f64, i32) {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - BIAS;
    (f64::from_bits(bits & !(0x7ff << 52) | (BIAS as u64) << 52), exponent)
}

/// Multiplied by a power of two.
fn scaled(value: f64, exponent: i64) -> f64 {
    let exponent = exponent.clamp(-2200, 2200) as i32;
    let part = exponent.clamp(-1000, 1000);
    let rest = exponent - part;
    let more = rest.clamp(-1000, 1000);
    value * 2.0_f64.powi(part) * 2.0_f64.powi(more) * 2.0_f64.powi(rest - more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_near_those_of_the_standard_library() {
        let values = [1e-300, 3.7e-5, 0.1, 0.5, 0.9, 1.0, 1.5, 2.0, 10.0, 12345.678, 8.1e200];
        let near = |own: f64, std: f64| own == std || (own - std).abs() <= 4.0 * f64::EPSILON * std.abs();
        for value in values {
            assert!(near(ln(value), value.ln()), "ln {value}");
            assert!(near(log2(value), value.log2()), "log2 {value}");
            assert!(near(log10(value), value.log10()), "log10 {value}");
            for exponent in [-400.0, -2.5, -1.0, -0.5, 0.0, 0.3, 0.5, 1.0, 2.0, 7.0, 127.0, 128.0, 300.7] {
                let (own, std) = (power(value, exponent), value.powf(exponent));
                assert!(
                    near(own, std) || (own - std).abs() <= 1e-13 * std.abs(),
                    "{value}^{exponent}: {own} {std}"
                );
                assert!(near(exp(exponent), exponent.exp()), "e^{exponent}");
            }
        }
        assert_eq!([exp(-1000.0), exp(1000.0), power(-8.0, 3.0)], [0.0, f64::INFINITY, -512.0]);
        assert!(power(-8.0, 0.3).is_nan() && ln(-1.0).is_nan());
    }
}
