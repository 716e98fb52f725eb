//! The ends of random templates: texts, numbers, formats, layouts of times, regexes.

use crate::support::dice::Dice;

const TEXTS: [&str; 44] = [
    r#""""#,
    r#""a""#,
    r#""x""#,
    r#""foo""#,
    r#""nope""#,
    r#""instance""#,
    r#""host:9100""#,
    r#""[::1]:80""#,
    r#""10.0.0.1:80""#,
    r#""a.b.c""#,
    r#""db-1.example.com:5432""#,
    r#""fe80::1""#,
    r#""a:b:c""#,
    r#"":80""#,
    r#""[a.b]:1""#,
    r#""hello world""#,
    r#""don't-stop_me 2day x.y""#,
    r#""<a href='x'>&amp;\"</a>""#,
    r#""a b&c=d/é?+%20""#,
    r#""日本語 ß ǆ İı""#,
    r#""tab\tline\n""#,
    r#""\u200b\x00\a\\""#,
    r#""1.5""#,
    r#""-0""#,
    r#""1e3""#,
    r#""0x1p4""#,
    r#""1_000""#,
    r#""Inf""#,
    r#""-infinity""#,
    r#""NaN""#,
    r#""1e400""#,
    r#"" 1""#,
    r#""12abc""#,
    r#""5m""#,
    r#""1h30m""#,
    r#""30m1h""#,
    r#""1y2w3d4h5m6s7ms""#,
    r#""300y""#,
    r#""arg0""#,
    r#""__name__""#,
    "`raw\\n`",
    "`a\"b'c`",
    "`$1`",
    r#""up{job=\"x\"}""#,
];

const NUMBERS: [&str; 46] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "7",
    "10",
    "42",
    "60",
    "100",
    "255",
    "1000",
    "3600",
    "86400",
    "123456789",
    "-17",
    "0x1F",
    "0b101",
    "0o17",
    "017",
    "1_000",
    "'a'",
    "'é'",
    "'\\n'",
    "'\\''",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1.5",
    "-0.0",
    "0.0",
    "2.5",
    "1e3",
    "1e-7",
    "3.14159",
    "1e21",
    "123456789.123",
    "0x1p-2",
    "1e100",
    "-1e-10",
    "0.001",
    "999.9999",
    "1i",
    "1+2i",
    "1e18",
    "4.5e15",
];

const QUERIES: [&str; 7] =
    [r#""sort(q)""#, r#""q == 8""#, r#""1""#, r#""nothing""#, r#""q{""#, r#""'a'""#, r#""q[5m]""#];

const REGEXES: [&str; 26] = [
    "a",
    "o+",
    ".*",
    "(.)(.)",
    "(?P<n>[a-z]+)",
    "^h",
    "[0-9]+$",
    "(a|b)*",
    r"\\d+",
    r"\\bo",
    "x?",
    "",
    ":",
    "[^a]",
    "(?i)HOST",
    "é",
    "(?s).",
    "a{2,3}",
    "(",
    ")",
    "[a",
    "a**",
    "*",
    "(?z)",
    "a{2,1}",
    r"\\",
];

/// Pieces of regexes, of which most fit together.
const PIECES: [&str; 44] = [
    "a",
    "b",
    "o",
    "h",
    ".",
    "*",
    "+",
    "?",
    "|",
    "(",
    ")",
    "[",
    "]",
    "^",
    "$",
    "{2}",
    "{1,}",
    "{3,2}",
    "{1001}",
    "{,2}",
    "(?:",
    "(?i)",
    "(?P<x>",
    "(?P<",
    "(?<y>",
    "(?",
    "(?i-",
    "(?x)",
    "[a-z]",
    "[z-a]",
    "[[:alpha:]]",
    "[[:nope:]]",
    "[^",
    "-",
    r"\\d",
    r"\\pL",
    r"\\p{Greek}",
    r"\\p{Nope}",
    r"\\pX",
    r"\\8",
    r"\\Q",
    r"\\x{110000}",
    r"\\xZ",
    r"\\",
];

const REPLACEMENTS: [&str; 12] =
    ["", "-", "$1", "${1}x", "$1x", "${n}", "$n", "$$", "$", "${", "${1", "[$0]"];

const LAYOUTS: [&str; 36] = [
    "2006",
    "06",
    "01",
    "1",
    "Jan",
    "January",
    "02",
    "2",
    "_2",
    "002",
    "__2",
    "15",
    "03",
    "3",
    "04",
    "4",
    "05",
    "5",
    "PM",
    "pm",
    "Mon",
    "Monday",
    "MST",
    "-07:00",
    "Z0700",
    "Z07:00:00",
    ".000",
    ",999",
    ".00x",
    "-",
    " ",
    ":",
    "T",
    "_2006",
    "th",
    "7",
];

const FLAGS: [&str; 14] = ["", "", "", "", "", "+", "-", "#", " ", "0", "+0", "-0", "# ", "0#+"];
const SIZES: [&str; 14] = ["", "", "", "", "", "3", "8", ".2", "6.3", ".0", ".", "*", "12.1", ".*"];
const VERBS: [&str; 24] = [
    "v", "v", "s", "s", "d", "f", "g", "e", "x", "X", "q", "t", "T", "c", "U", "b", "o", "O", "E", "G", "F",
    "z", "%", "!",
];

const DURATIONS: [&str; 9] = ["ms", "s", "m", "h", "d", "w", "y", "x", ""];

pub fn text(dice: &mut Dice) -> String {
    dice.one_of(&TEXTS).to_string()
}

pub fn number(dice: &mut Dice) -> String {
    dice.one_of(&NUMBERS).to_string()
}

pub fn small(dice: &mut Dice) -> String {
    dice.number(0, 4).to_string()
}

pub fn query(dice: &mut Dice) -> String {
    let count = if dice.chance(80) { 4 } else { QUERIES.len() };
    dice.one_of(&QUERIES[..count]).to_string()
}

pub fn regex(dice: &mut Dice) -> String {
    let pattern = match dice.chance(60) {
        true => dice.one_of(&REGEXES).to_string(),
        false => dice.several(1, 6, |dice, _| *dice.one_of(&PIECES)).concat(),
    };
    format!("\"{pattern}\"")
}

pub fn replacement(dice: &mut Dice) -> String {
    format!("\"{}\"", dice.one_of(&REPLACEMENTS))
}

pub fn layout(dice: &mut Dice) -> String {
    format!("\"{}\"", dice.several(1, 7, |dice, _| *dice.one_of(&LAYOUTS)).concat())
}

pub fn duration(dice: &mut Dice) -> String {
    let part = |dice: &mut Dice, _| {
        let number = *dice.one_of(&["0", "1", "5", "90", "01", "1.5", "-2", "99999999999999999999"]);
        format!("{number}{}", dice.one_of(&DURATIONS))
    };
    format!("\"{}\"", dice.several(0, 3, part).concat())
}

/// A format for about that many operands.
pub fn format(dice: &mut Dice, operands: usize) -> String {
    let verb = |dice: &mut Dice| {
        let index = if dice.chance(4) { *dice.one_of(&["[1]", "[2]", "[9]", "[x]", "["]) } else { "" };
        let (flags, size, verb) = (*dice.one_of(&FLAGS), *dice.one_of(&SIZES), *dice.one_of(&VERBS));
        let plain = *dice.one_of(&["", " ", "a", "é|"]);
        format!("{plain}%{flags}{size}{index}{verb}")
    };
    let count = if dice.chance(85) { operands } else { dice.number(0, 3) };
    format!("\"{}\"", (0..count).map(|_| verb(dice)).collect::<String>())
}
