//! What is known of the operators by name.

use super::{Aggregate, BinaryOp, MatchOp};

impl BinaryOp {
    /// The operator of a token of the grammar; words in any case.
    pub fn read(text: &str) -> BinaryOp {
        match text {
            "+" => BinaryOp::Add,
            "-" => BinaryOp::Subtract,
            "*" => BinaryOp::Multiply,
            "/" => BinaryOp::Divide,
            "%" => BinaryOp::Modulo,
            "^" => BinaryOp::Power,
            "==" => BinaryOp::Equal,
            "!=" => BinaryOp::NotEqual,
            ">" => BinaryOp::Greater,
            "<" => BinaryOp::Less,
            ">=" => BinaryOp::GreaterOrEqual,
            "<=" => BinaryOp::LessOrEqual,
            word if word.eq_ignore_ascii_case("and") => BinaryOp::And,
            word if word.eq_ignore_ascii_case("or") => BinaryOp::Or,
            word if word.eq_ignore_ascii_case("unless") => BinaryOp::Unless,
            _ => BinaryOp::Atan2,
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::Modulo => "%",
            BinaryOp::Power => "^",
            BinaryOp::Atan2 => "atan2",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Greater => ">",
            BinaryOp::Less => "<",
            BinaryOp::GreaterOrEqual => ">=",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Unless => "unless",
        }
    }

    /// How tightly it binds; all but `^` group from the left. A sign binds like `*`.
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOp::Or => 1,
            BinaryOp::And | BinaryOp::Unless => 2,
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Greater
            | BinaryOp::Less
            | BinaryOp::GreaterOrEqual
            | BinaryOp::LessOrEqual => 3,
            BinaryOp::Add | BinaryOp::Subtract => 4,
            BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo | BinaryOp::Atan2 => 5,
            BinaryOp::Power => 6,
        }
    }

    pub fn is_comparison(self) -> bool {
        self.precedence() == 3
    }

    /// `and`, `or`, `unless`.
    pub fn is_set(self) -> bool {
        self.precedence() <= 2
    }
}

impl MatchOp {
    pub fn text(self) -> &'static str {
        match self {
            MatchOp::Equal => "=",
            MatchOp::NotEqual => "!=",
            MatchOp::Regex => "=~",
            MatchOp::NotRegex => "!~",
        }
    }

    pub fn is_regex(self) -> bool {
        matches!(self, MatchOp::Regex | MatchOp::NotRegex)
    }
}

impl Aggregate {
    /// Aggregations with a parameter before the vector: `topk(5, x)`.
    pub fn takes_parameter(op: &str) -> bool {
        matches!(op, "topk" | "bottomk" | "quantile" | "count_values" | "limitk" | "limit_ratio")
    }

    /// Those that leave some series of each group as they are, instead of making one of them.
    pub fn chooses(&self) -> bool {
        matches!(self.op.value.as_str(), "topk" | "bottomk" | "limitk" | "limit_ratio")
    }
}
