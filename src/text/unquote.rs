//! Strings as Go and Prometheus read them: "…" and '…' with escapes, `…` without.

/// A bad escape: its place inside the string's text, quotes included.
#[derive(Debug, PartialEq)]
pub struct EscapeFault {
    pub start: usize,
    pub end: usize,
    pub message: String,
    pub help: Option<String>,
}

/// The value of a string token, quotes included in `text`.
///
/// # Errors
/// When an escape is none, or the value is no UTF-8.
pub fn unquote(text: &str) -> Result<String, EscapeFault> {
    let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    if text.starts_with('`') || !inside.contains('\\') {
        return Ok(inside.to_string());
    }
    let quote = text.as_bytes()[0];
    let mut bytes = Vec::with_capacity(inside.len());
    let mut at = 0;
    while at < inside.len() {
        let byte = inside.as_bytes()[at];
        if byte != b'\\' {
            bytes.push(byte);
            at += 1;
            continue;
        }
        at += escape(&inside[at..], quote, &mut bytes).map_err(|message| fault(inside, at, message))?;
    }
    String::from_utf8(bytes).map_err(|error| EscapeFault {
        start: 0,
        end: text.len(),
        message: "the escapes of this string do not make valid UTF-8".to_string(),
        help: Some(format!("the fault begins at byte {} of its value", error.utf8_error().valid_up_to())),
    })
}

/// Reads one escape at the beginning of `rest`; returns how many bytes it takes.
fn escape(rest: &str, quote: u8, bytes: &mut Vec<u8>) -> Result<usize, String> {
    let Some(kind) = rest[1..].chars().next() else {
        return Err("the string ends within an escape".to_string());
    };
    let simple = match kind {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' => b'\\',
        '"' | '\'' if kind as u8 == quote => quote,
        '0'..='7' => return code(rest, 1, 3, 8, bytes),
        'x' => return code(rest, 2, 2, 16, bytes),
        'u' => return code(rest, 2, 4, 16, bytes),
        'U' => return code(rest, 2, 8, 16, bytes),
        _ => return Err(format!("`\\{kind}` is not an escape")),
    };
    bytes.push(simple);
    Ok(2)
}

/// A byte (`\x41`, `\101`) or a character (`\u00e9`) by its number.
fn code(rest: &str, start: usize, length: usize, radix: u32, bytes: &mut Vec<u8>) -> Result<usize, String> {
    let digits = rest.get(start..start + length).filter(|digits| digits.chars().all(|c| c.is_digit(radix)));
    let kind = if radix == 8 { "octal" } else { "hexadecimal" };
    let number = digits.and_then(|digits| u32::from_str_radix(digits, radix).ok());
    let Some(number) = number else {
        return Err(format!("this escape needs {length} {kind} digits"));
    };
    if length <= 3 {
        bytes.push(u8::try_from(number).map_err(|_| "this escape is larger than a byte".to_string())?);
    } else {
        let character = char::from_u32(number).ok_or("this escape is not a Unicode character")?;
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Ok(start + length)
}

fn fault(inside: &str, at: usize, message: String) -> EscapeFault {
    let rest = &inside[at..];
    let length: usize = rest.chars().take(2).map(char::len_utf8).sum();
    let help = "for a backslash write `\\\\`, or put the string between backquotes, where nothing is escaped";
    EscapeFault { start: 1 + at, end: 1 + at + length, message, help: Some(help.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::unquote;

    #[test]
    fn reads_all_escapes_of_go() {
        for (text, value) in [
            (r#""a\n\t\\\"'""#, "a\n\t\\\"'"),
            (r#"'it\'s "so"'"#, "it's \"so\""),
            ("`a\\n`", "a\\n"),
            (r#""\x41\101\u00e9\U0001F600""#, "AAé😀"),
            (r#""\xc3\xa9""#, "é"),
            (r#""\a\b\f\r\v""#, "\u{7}\u{8}\u{c}\r\u{b}"),
            (r#""""#, ""),
        ] {
            assert_eq!(unquote(text).as_deref(), Ok(value));
        }
    }

    #[test]
    fn points_at_the_bad_escape() {
        for (text, start, end) in [
            (r#""5\d""#, 2, 4),
            (r#""ab\.c""#, 3, 5),
            (r#""\'""#, 1, 3),
            (r#""\xZZ""#, 1, 3),
            (r#""\400""#, 1, 3),
            (r#""\uD800""#, 1, 3),
            (r#""\é""#, 1, 4),
            (r#""\xff""#, 0, 6),
        ] {
            let fault = unquote(text).expect_err(text);
            assert_eq!((fault.start, fault.end), (start, end), "{text}");
        }
    }
}
