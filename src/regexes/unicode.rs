//! Unicode classes: `\pL`, `\p{Greek}`, `\P{^Lu}`.

use super::{RegexError, class};

/// The class that begins at `from`, in the crate's words, and where it ends.
pub(super) fn class(pattern: &str, from: usize) -> Result<(String, usize), RegexError> {
    let after = &pattern[from + 2..];
    let (inside, end) = match after.strip_prefix('{') {
        None => {
            let letter = after.chars().next().map_or(0, char::len_utf8);
            (&after[..letter], from + 2 + letter)
        }
        Some(braced) => match braced.split_once('}') {
            Some((inside, _)) => (inside, from + 4 + inside.len()),
            None => {
                let (at, message) = (from..pattern.len(), "this class name has no closing `}`");
                return Err(RegexError::new(at, class::BAD_RANGE, &pattern[from..], message));
            }
        },
    };
    let upper = pattern[from + 1..].starts_with('P');
    let (name, negative) = match inside.strip_prefix('^') {
        Some(name) => (name, !upper),
        None => (inside, upper),
    };
    let sign = if negative { "^" } else { "" };
    match name {
        "Any" if negative => return Ok((class::NOTHING.to_owned(), end)),
        "Any" => return Ok((r"[\x{0}-\x{10FFFF}]".to_owned(), end)),
        // Go counts no unassigned characters as "other"; surrogates are in no text.
        "C" => return Ok((format!(r"[{sign}\p{{Cc}}\p{{Cf}}\p{{Co}}]"), end)),
        "Cs" if negative => return Ok((r"[\x{0}-\x{10FFFF}]".to_owned(), end)),
        "Cs" => return Ok((class::NOTHING.to_owned(), end)),
        _ => {}
    }
    if CATEGORIES.binary_search(&name).is_ok() {
        return Ok((format!(r"[{sign}\p{{gc={name}}}]"), end));
    }
    if SCRIPTS.binary_search(&name).is_ok() {
        return Ok((format!(r"[{sign}\p{{sc={name}}}]"), end));
    }
    let message = format!("Go knows no Unicode class `{name}`");
    let error = RegexError::new(from..end, class::BAD_RANGE, &pattern[from..end], message);
    Err(match crate::text::nearest(name, CATEGORIES.iter().chain(&SCRIPTS).copied()) {
        Some(near) => error.help(format!("did you mean `\\p{{{near}}}`?")),
        None => error.help("classes are categories such as `Lu` and scripts such as `Greek`"),
    })
}

/// Unicode's general categories, sorted, but for those treated above.
const CATEGORIES: [&str; 34] = [
    "Cc", "Cf", "Co", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P",
    "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
];

/// The scripts of Unicode 15, as Go spells them, sorted.
#[rustfmt::skip]
const SCRIPTS: [&str; 163] = [
    "Adlam", "Ahom", "Anatolian_Hieroglyphs", "Arabic", "Armenian", "Avestan", "Balinese", "Bamum",
    "Bassa_Vah", "Batak", "Bengali", "Bhaiksuki", "Bopomofo", "Brahmi", "Braille", "Buginese", "Buhid",
    "Canadian_Aboriginal", "Carian", "Caucasian_Albanian", "Chakma", "Cham", "Cherokee", "Chorasmian",
    "Common", "Coptic", "Cuneiform", "Cypriot", "Cypro_Minoan", "Cyrillic", "Deseret", "Devanagari",
    "Dives_Akuru", "Dogra", "Duployan", "Egyptian_Hieroglyphs", "Elbasan", "Elymaic", "Ethiopic", "Georgian",
    "Glagolitic", "Gothic", "Grantha", "Greek", "Gujarati", "Gunjala_Gondi", "Gurmukhi", "Han", "Hangul",
    "Hanifi_Rohingya", "Hanunoo", "Hatran", "Hebrew", "Hiragana", "Imperial_Aramaic", "Inherited",
    "Inscriptional_Pahlavi", "Inscriptional_Parthian", "Javanese", "Kaithi", "Kannada", "Katakana", "Kawi",
    "Kayah_Li", "Kharoshthi", "Khitan_Small_Script", "Khmer", "Khojki", "Khudawadi", "Lao", "Latin", "Lepcha",
    "Limbu", "Linear_A", "Linear_B", "Lisu", "Lycian", "Lydian", "Mahajani", "Makasar", "Malayalam",
    "Mandaic", "Manichaean", "Marchen", "Masaram_Gondi", "Medefaidrin", "Meetei_Mayek", "Mende_Kikakui",
    "Meroitic_Cursive", "Meroitic_Hieroglyphs", "Miao", "Modi", "Mongolian", "Mro", "Multani", "Myanmar",
    "Nabataean", "Nag_Mundari", "Nandinagari", "New_Tai_Lue", "Newa", "Nko", "Nushu",
    "Nyiakeng_Puachue_Hmong", "Ogham", "Ol_Chiki", "Old_Hungarian", "Old_Italic", "Old_North_Arabian",
    "Old_Permic", "Old_Persian", "Old_Sogdian", "Old_South_Arabian", "Old_Turkic", "Old_Uyghur", "Oriya",
    "Osage", "Osmanya", "Pahawh_Hmong", "Palmyrene", "Pau_Cin_Hau", "Phags_Pa", "Phoenician",
    "Psalter_Pahlavi", "Rejang", "Runic", "Samaritan", "Saurashtra", "Sharada", "Shavian", "Siddham",
    "SignWriting", "Sinhala", "Sogdian", "Sora_Sompeng", "Soyombo", "Sundanese", "Syloti_Nagri", "Syriac",
    "Tagalog", "Tagbanwa", "Tai_Le", "Tai_Tham", "Tai_Viet", "Takri", "Tamil", "Tangsa", "Tangut", "Telugu",
    "Thaana", "Thai", "Tibetan", "Tifinagh", "Tirhuta", "Toto", "Ugaritic", "Vai", "Vithkuqi", "Wancho",
    "Warang_Citi", "Yezidi", "Yi", "Zanabazar_Square",
];
