//! Text, lines and boxes on a drawing, and text in lines.

use crate::picture::measure::{fitted, width};
use crate::picture::xml::{Text, put};

/// The size of small text, in pixels.
pub(crate) const SMALL: f64 = 12.0;

#[derive(Default)]
pub(crate) struct Canvas {
    pub out: String,
}

impl Canvas {
    pub fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        put!(self.out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", Text(text));
    }

    /// Text of `size` in no more than `room`; what is cut off is told when it is pointed at.
    pub fn fitted(&mut self, (x, y): (f64, f64), class: &str, text: &str, size: f64, room: f64) {
        let short = fitted(text, size, room);
        if short == text {
            return self.text(x, y, class, text);
        }
        put!(
            self.out,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}<title>{}</title></text>\n",
            Text(&short),
            Text(text)
        );
    }

    pub fn line(&mut self, class: &str, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        put!(
            self.out,
            "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\" />\n"
        );
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (wide, high): (f64, f64), radius: f64) {
        put!(
            self.out,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" rx=\"{radius}\" />\n"
        );
    }
}

/// `text` in lines of at most `room`, broken between words.
pub(crate) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text.split(' ') {
        let word = fitted(word, size, room);
        let wide = width(&word, size);
        match lines.last_mut() {
            Some(line) if used + width(" ", size) + wide <= room => {
                used += width(" ", size) + wide;
                line.push(' ');
                line.push_str(&word);
            }
            _ => {
                used = wide;
                lines.push(word);
            }
        }
    }
    lines
}
