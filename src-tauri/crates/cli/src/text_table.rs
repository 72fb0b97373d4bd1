//! A table of text whose columns line up in any script.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal_text;

/// The widest cell; longer ones end in an ellipsis.
const WIDEST: usize = 60;

/// Where the text of a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

#[derive(Debug)]
pub(crate) struct TextTable {
    columns: Vec<(&'static str, Side)>,
    rows: Vec<Vec<String>>,
}

impl TextTable {
    pub(crate) fn new(columns: &[(&'static str, Side)]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into_iter().map(|cell| cut(&cell)).collect());
    }

    /// The table as lines. Without a heading in any column there is no line for headings.
    pub(crate) fn text(&self) -> String {
        let heads: Vec<String> = self.columns.iter().map(|(head, _)| (*head).to_owned()).collect();
        let headed = heads.iter().any(|head| !head.is_empty());
        let lines: Vec<&Vec<String>> = headed.then_some(&heads).into_iter().chain(&self.rows).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                lines
                    .iter()
                    .filter_map(|line| line.get(at))
                    .map(|cell| cell.width())
                    .max()
            })
            .map(Option::unwrap_or_default)
            .collect();
        let mut text = String::new();
        for line in lines {
            let mut row = String::new();
            for ((cell, width), (_, side)) in line.iter().zip(&widths).zip(&self.columns) {
                let blanks = " ".repeat(width.saturating_sub(cell.width()));
                match side {
                    Side::Left => row.extend([cell.as_str(), &blanks]),
                    Side::Right => row.extend([blanks.as_str(), cell]),
                }
                row.push_str("  ");
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }
}

/// One line, not too wide.
pub(crate) fn cut(cell: &str) -> String {
    let cell = terminal_text::one_line(cell);
    if cell.width() <= WIDEST {
        return cell;
    }
    let mut width = 1;
    let mut short: String = cell
        .chars()
        .take_while(|letter| {
            width += letter.width().unwrap_or_default();
            width <= WIDEST
        })
        .collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_places() {
        let mut table = TextTable::new(&[("Name", Side::Left), ("Plays", Side::Right)]);
        table.row(["坂本龍一".into(), "7".into()]);
        table.row(["Bicep\nGlue".into(), "1,200".into()]);
        assert_eq!(
            table.text(),
            "Name        Plays\n坂本龍一        7\nBicep Glue  1,200\n"
        );
    }

    #[test]
    fn a_long_name_does_not_push_the_others_away() {
        assert_eq!(cut(&"é".repeat(61)).width(), 60);
        assert_eq!(cut(&"龍".repeat(61)).width(), 59);
        assert_eq!(cut(&"e".repeat(60)), "e".repeat(60));
    }
}
