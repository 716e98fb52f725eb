//! Trees that no source text gave: what the compiler makes is printed so that it reads back as
//! the same tree. And text that is no expression: it gives findings inside it, and no panic.

use crate::support::dice::Dice;
use crate::support::promql::{of_promql_tests, of_rule_files};
use larum::expr::{Binary, BinaryOp, Call, Duration, Expr, ExprKind, Selector, referee};
use larum::quantity::Quantity;
use larum::syntax::parse_expression;
use larum::text::{FileId, Span, Spanned};

const OPERATORS: [BinaryOp; 8] = [
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::Atan2,
    BinaryOp::Power,
    BinaryOp::Greater,
    BinaryOp::Unless,
    BinaryOp::Or,
];

fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn tree(dice: &mut Dice, depth: usize) -> Expr {
    let child = |dice: &mut Dice| Box::new(tree(dice, depth - 1));
    let kind = match dice.number(0, if depth == 0 { 1 } else { 7 }) {
        0 => ExprKind::Selector(Selector {
            name: Some(Spanned::new("x".to_owned(), nowhere())),
            matchers: Vec::new(),
        }),
        1 => ExprKind::Number(Quantity::plain(*dice.one_of(&[-2.0, 0.5, f64::INFINITY, f64::NEG_INFINITY]))),
        2 => ExprKind::Negate(child(dice)),
        3 => ExprKind::Plus(child(dice)),
        4 => {
            let function = Spanned::new("abs".to_owned(), nowhere());
            ExprKind::Call(Call { function, arguments: vec![*child(dice)] })
        }
        5 => ExprKind::Subquery(child(dice), Duration::new(60_000, nowhere()), None),
        _ => {
            let op = Spanned::new(*dice.one_of(&OPERATORS), nowhere());
            let (left, right) = (*child(dice), *child(dice));
            ExprKind::Binary(Box::new(Binary { op, returns_bool: false, matching: None, left, right }))
        }
    };
    Expr::new(kind, nowhere())
}

/// The tree in words, without the parentheses of the text; a negative number is a sign and a number.
fn outline(expr: &Expr) -> String {
    let children: Vec<String> = expr.children().into_iter().map(outline).collect();
    let children = children.join(", ");
    match &expr.kind {
        ExprKind::Paren(_) => children,
        ExprKind::Number(number) if number.value < 0.0 => format!("negate({})", -number.value),
        ExprKind::Number(number) => number.value.to_string(),
        ExprKind::Selector(_) => "x".to_owned(),
        ExprKind::Negate(_) => format!("negate({children})"),
        ExprKind::Plus(_) => format!("plus({children})"),
        ExprKind::Call(_) => format!("abs({children})"),
        ExprKind::Subquery(..) => format!("subquery({children})"),
        ExprKind::Binary(binary) => format!("{}({children})", binary.op.text()),
        other => panic!("no tree has {other:?}"),
    }
}

#[test]
fn any_tree_reads_back_as_itself() {
    let mut dice = Dice::new();
    for _ in 0..5_000 {
        let depth = dice.number(0, 5);
        let made = tree(&mut dice, depth);
        let text = made.to_promql();
        let (read, findings) = parse_expression(&text, FileId(0), 0);
        assert!(findings.is_empty(), "{text} is not read: {findings:?}");
        assert_eq!(outline(&read), outline(&made), "{text}");
    }
}

#[test]
fn damaged_text_gives_findings_inside_it() {
    let mut dice = Dice::new();
    let texts: Vec<String> = of_rule_files().into_iter().chain(of_promql_tests()).collect();
    let pieces = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "`", "\\", "=", "!", "@", "é", "#", "5", "%", "\n", "and",
        ",",
    ];
    let mut refused = 0;
    for _ in 0..3_000 {
        let mut text = dice.one_of(&texts).clone();
        let boundary =
            |at: usize, text: &str| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let at = boundary(dice.number(0, text.len()), &text);
        match dice.number(0, 2) {
            0 => text.truncate(at),
            1 => text.insert_str(at, pieces[dice.number(0, pieces.len() - 1)]),
            _ => text = text[at..].to_owned(),
        }
        let base = 7;
        let (_, findings) = parse_expression(&text, FileId(0), base);
        refused += usize::from(!findings.is_empty());
        for finding in findings.iter() {
            for span in finding.causes.iter().chain([&finding.primary]).map(|label| label.span) {
                let (start, end) = (span.start as usize - base, span.end as usize - base);
                assert!(text.get(start..end).is_some(), "{}: {start}..{end} of {text}", finding.message);
            }
        }
    }
    assert!(refused > 1_000, "only {refused} texts were damaged");
}

/// The cache of the referee answers by shape; an answer must not change with it.
#[test]
fn the_referee_answers_by_shape_as_by_text() {
    let mut dice = Dice::new();
    let texts: Vec<String> = of_rule_files().into_iter().chain(of_promql_tests()).collect();
    let swaps = [("\"", "\"\""), ("5", "0"), ("1", "01"), ("a", "on"), ("e", ":"), ("5m", "0s"), ("(", "[")];
    for _ in 0..4_000 {
        let mut text = dice.one_of(&texts).clone();
        if dice.chance(70) {
            let (from, to) = dice.one_of(&swaps);
            text = text.replacen(from, to, 1);
        }
        // Regexes are not its business, and only a plain text is the same to the parser itself.
        if text.contains(['~', '#']) {
            continue;
        }
        let itself = promql_parser::parser::parse(&text).is_ok();
        assert_eq!(referee::accepts(&text).is_ok(), itself, "{text}");
    }
}
