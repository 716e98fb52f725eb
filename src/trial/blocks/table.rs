//! Columns of values under their times.

/// Rows with a name in front.
pub(super) struct Table {
    rows: Vec<(String, Vec<String>)>,
}

/// A screen has 80 columns, of which four stay free on the left.
const LONGEST: usize = 76;
/// Names that are longer are cut.
const LONGEST_NAME: usize = 40;

impl Table {
    /// A table with these words above its columns.
    pub fn new(head: impl Iterator<Item = String>) -> Table {
        Table { rows: vec![(String::new(), head.collect())] }
    }

    pub fn row(&mut self, name: &str, cells: impl Iterator<Item = String>) {
        let name = match name.char_indices().nth(LONGEST_NAME) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name.to_string(),
        };
        self.rows.push((name, cells.collect()));
    }

    /// Leaves columns away from both ends until a line fits the screen: the one of `column` stays.
    pub fn narrow(&mut self, mut column: usize) {
        while self.lines().any(|line| line.chars().count() > LONGEST) {
            let columns = self.rows.first().map_or(0, |(_, cells)| cells.len());
            if columns <= 1 {
                return;
            }
            let last = columns - 1 - column >= column;
            for (_, cells) in &mut self.rows {
                if last { drop(cells.pop()) } else { drop(cells.remove(0)) }
            }
            column -= usize::from(!last);
        }
    }

    pub fn lines(&self) -> impl Iterator<Item = String> {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(move |(_, cells)| cells.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let columns = self.rows.first().map_or(0, |(_, cells)| cells.len());
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let name = self.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        self.rows.iter().map(move |(label, cells)| {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:>width$}"));
            format!("{label:<name$}{}", cells.collect::<String>())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_as_wide_as_they_must() {
        let mut table = Table::new(["1m", "1m30s"].map(str::to_string).into_iter());
        table.row("{a=\"b\"}", ["0.05", "1"].map(str::to_string).into_iter());
        let lines: Vec<String> = table.lines().collect();
        assert_eq!(lines, ["           1m  1m30s", "{a=\"b\"}  0.05      1"]);
    }
}
