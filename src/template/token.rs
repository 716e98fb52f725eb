//! The tokens inside `{{ … }}`.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    RightDelim,
    Space,
    Assign,
    Declare,
    Pipe,
    LeftParen,
    RightParen,
    Comma,
    /// Another printable character: never right, but the parser says where.
    Char,
    CharConstant,
    Number,
    Text,
    RawText,
    /// `$` or `$name`.
    Variable,
    /// `.name`.
    Field,
    Dot,
    Identifier,
    Bool,
    Nil,
    Keyword(Keyword),
    /// No token can be read here.
    Bad(Fault),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Block,
    Break,
    Continue,
    Define,
    Else,
    End,
    If,
    Range,
    Template,
    With,
}

/// Why no token could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    UnclosedAction,
    UnclosedParen,
    UnexpectedParen,
    ExpectedDeclare,
    BadCharacter,
    UnclosedText,
    UnclosedChar,
    BadNumber,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub fn at(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What a word is.
pub(super) fn word(word: &str) -> TokenKind {
    TokenKind::Keyword(match word {
        "block" => Keyword::Block,
        "break" => Keyword::Break,
        "continue" => Keyword::Continue,
        "define" => Keyword::Define,
        "else" => Keyword::Else,
        "end" => Keyword::End,
        "if" => Keyword::If,
        "range" => Keyword::Range,
        "template" => Keyword::Template,
        "with" => Keyword::With,
        "nil" => return TokenKind::Nil,
        "true" | "false" => return TokenKind::Bool,
        _ => return TokenKind::Identifier,
    })
}
