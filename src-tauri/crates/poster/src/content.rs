//! What is on a poster, in words and numbers. Plain data.

use crate::Ground;

/// Everything that a poster shows. The words are shown as they are, in as many lines as they need.
#[derive(Debug, Clone, PartialEq)]
pub struct Poster {
    /// Whom or what it is about, in the largest letters.
    pub name: String,
    /// Who made it, such as `by Bicep`; empty for artists and years.
    pub byline: String,
    /// What there is to say, in one sentence.
    pub sentence: String,
    /// More about the sentence.
    pub detail: String,
    /// The chart, from left to right.
    pub bars: Vec<Bar>,
    /// The bar that has its number beside it.
    pub peak: Option<Peak>,
    /// What stands at the beginning and the end of the chart: the first play and the last.
    pub edges: Option<(Edge, Edge)>,
    /// Large numbers; there is room for two.
    pub counts: Vec<Count>,
    /// What was played most.
    pub list: Option<List>,
    /// The small print.
    pub footer: String,
    /// The colour of the sheet.
    pub ground: Ground,
}

/// One bar of the chart. All begin at zero and have one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What stands below it, such as `’21`. Left out of some bars if there are too many.
    pub label: String,
    /// How high it is. Nothing is drawn for zero.
    pub amount: u64,
    /// Part of its time has no record: it is hatched below the axis.
    pub has_gap: bool,
}

/// The bar that the arm points at.
#[derive(Debug, Clone, PartialEq)]
pub struct Peak {
    /// Its place in [`Poster::bars`].
    pub bar: usize,
    /// Such as `214 plays in 2020`.
    pub words: String,
}

/// One end of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Such as `First play`.
    pub title: String,
    /// Such as `12 November 2013`.
    pub words: String,
}

/// A large number, and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// Such as `1,146`.
    pub amount: String,
    /// Such as `plays of 41 tracks`.
    pub words: String,
}

/// A ranking, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Such as `Most played`.
    pub title: String,
    /// What the amounts are, such as `plays`.
    pub unit: String,
    /// There is room for five.
    pub rows: Vec<Row>,
}

/// One rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who or what.
    pub name: String,
    /// How long the line below the name is, beside those of the other rows.
    pub amount: u64,
    /// The amount as it is written, such as `1,234`.
    pub shown: String,
}
