//! One line of a drawing: a name, and signs in columns.

/// What a sign means; a colour says it once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ink {
    #[default]
    Plain,
    Strong,
    Soft,
    Pending,
    Bad,
    Good,
    Value,
}

impl Ink {
    /// The codes that terminals know (`SGR`).
    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "0",
            Ink::Strong => "1",
            Ink::Soft => "2",
            Ink::Pending => "33",
            Ink::Bad => "31",
            Ink::Good => "32",
            Ink::Value => "36",
        }
    }

    pub fn paint(self, text: &str, color: bool) -> String {
        // What a label holds must not move the cursor.
        let text: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if color && self != Ink::Plain { format!("\x1b[{}m{text}\x1b[0m", self.code()) } else { text }
    }
}

pub(super) struct Row {
    name: String,
    cells: Vec<(char, Ink)>,
}

impl Row {
    /// The name stands at the right of the gutter; one that is too long loses its end.
    pub fn new(name: &str, gutter: usize, columns: usize) -> Row {
        let length = name.chars().count();
        let name = match length > gutter {
            true => name.chars().take(gutter.saturating_sub(1)).chain(['…']).collect(),
            false => format!("{name:>gutter$}"),
        };
        Row { name, cells: vec![(' ', Ink::Plain); columns] }
    }

    pub fn put(&mut self, column: usize, sign: char, ink: Ink) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (sign, ink);
        }
    }

    /// The line, with what stands between name and columns.
    pub fn finish(self, edge: char, color: bool) -> String {
        let mut out = format!(
            "  {} {}",
            Ink::Plain.paint(&self.name, color),
            Ink::Soft.paint(&edge.to_string(), color)
        );
        let used = self.cells.iter().rposition(|(sign, _)| *sign != ' ').map_or(0, |last| last + 1);
        for run in self.cells[..used].chunk_by(|(_, one), (_, other)| one == other) {
            let signs: String = run.iter().map(|(sign, _)| *sign).collect();
            out += &run[0].1.paint(&signs, color);
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
        out
    }
}
