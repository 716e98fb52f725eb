//! What is known of the samples of a value: which numbers they can be, whether there are any, and the tokens
//! that made it so.

use super::set::Set;
use crate::text::Span;

/// A token of the source, and what it says of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    pub span: Span,
    pub text: &'static str,
}

/// Whether a value has samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// At every evaluation.
    Always,
    Sometimes,
    /// At none.
    Never,
}

#[derive(Clone, Debug)]
pub struct Range {
    /// What its floats can be.
    pub values: Set,
    /// Its zeros may be negative: dividing by them gives the other infinity.
    pub negative_zero: bool,
    /// Some of its samples may be native histograms.
    pub histograms: bool,
    /// Rounding may bring it a little over the ends of `values`.
    pub rounded: bool,
    pub presence: Presence,
    /// A scalar or a string: one value, and no labels to match.
    pub scalar: bool,
    /// At most one sample, and that without labels.
    pub single: bool,
    /// What the lower end comes from, and the upper one.
    pub low: Option<Why>,
    pub high: Option<Why>,
}

impl Range {
    /// A vector of which nothing is known.
    pub fn unknown() -> Range {
        Range { histograms: true, negative_zero: true, ..Range::floats(Set::all()) }
    }

    /// A vector of these floats.
    pub fn floats(values: Set) -> Range {
        Range {
            values,
            negative_zero: false,
            histograms: false,
            rounded: false,
            presence: Presence::Sometimes,
            scalar: false,
            single: false,
            low: None,
            high: None,
        }
    }

    pub fn scalar(values: Set) -> Range {
        Range { presence: Presence::Always, scalar: true, single: true, ..Range::floats(values) }
    }

    /// A vector of exactly one sample without labels.
    pub fn vector(values: Set) -> Range {
        Range { scalar: false, ..Range::scalar(values) }
    }

    /// Both ends come from here.
    pub fn because(self, span: Span, text: &'static str) -> Range {
        let why = Some(Why { span, text });
        Range { low: why, high: why, ..self }
    }

    /// The same samples with other values, floats alone: histograms are dropped.
    pub fn with(self, values: Set) -> Range {
        let presence = self.presence_of_floats();
        Range { values, presence, histograms: false, ..self }
    }

    /// Whether there are samples when histograms do not count.
    pub fn presence_of_floats(&self) -> Presence {
        match self.presence {
            Presence::Always if self.histograms => Presence::Sometimes,
            presence => presence,
        }
    }

    /// What its floats can really be, rounding included.
    pub fn real(&self) -> Set {
        if self.rounded { self.values.widened() } else { self.values.clone() }
    }

    /// The only value that it has, as written and without rounding.
    pub fn constant(&self) -> Option<f64> {
        if self.rounded { None } else { self.values.constant() }
    }

    /// Never: whatever else was known of it.
    pub fn nothing(self) -> Range {
        Range { presence: Presence::Never, ..self }
    }

    pub fn is_never(&self) -> bool {
        self.presence == Presence::Never
    }

    pub fn is_always(&self) -> bool {
        self.presence == Presence::Always
    }
}
