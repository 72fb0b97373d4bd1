//! `why`: which rows tell of the plays of some days, which of these are one play, and why.

use std::collections::BTreeMap;

use library::{
    Archive, AskedPlays, DayBounds, ExplainedPlay, ExplainedRow, Explanation, SourceKind, ToldPlay, Zone, row_id,
};
use plays::Provenance;
use serde::Serialize;

use super::recount::{ToldJson, title, told_json, why};
use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable, cut},
    wording::{empty_archive, iso_ms, length, local, several, thousands},
};

#[derive(Serialize)]
struct WhyJson<'a> {
    /// Rows, by the kind of their source.
    rows: BTreeMap<&'static str, u64>,
    /// Rows about a play that another row stands for, by the rule.
    joined: BTreeMap<&'static str, u64>,
    plays: u64,
    latest: Vec<PlayJson<'a>>,
}

#[derive(Serialize)]
struct PlayJson<'a> {
    began_at: String,
    ms_played: u32,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    /// What `decide` calls it.
    row: String,
    #[serde(flatten)]
    told: ToldJson<'a>,
    provenance: &'static str,
    /// The rule by which it is the same play as another; `null` for the row that counts.
    joined: Option<&'static str>,
}

pub(super) fn run(archive: &Archive, days: DayBounds, limit: usize, zone: Zone) -> Result<Answer, Failure> {
    let (from_ms, to_ms) = days.millis(zone);
    let explanation = archive.explain_plays(AskedPlays::Began(from_ms, to_ms), limit)?;
    let json = WhyJson {
        rows: (explanation.rows.iter().map(|(from, rows)| (from.code(), *rows))).collect(),
        joined: (explanation.joined.iter().map(|(rule, rows)| (rule.code(), *rows))).collect(),
        plays: explanation.plays,
        latest: explanation.latest.iter().map(play_json).collect(),
    };
    let text = match (explanation.plays, archive.count()?) {
        (0, 0) => empty_archive(archive.path()),
        (0, _) => "No play began in these days.".to_owned(),
        _ => text(&explanation, zone),
    };
    Answer::to_question(&json, text)
}

fn play_json(play: &ExplainedPlay) -> PlayJson<'_> {
    PlayJson {
        began_at: iso_ms(play.began_ms),
        ms_played: play.ms_played,
        rows: play.rows.iter().map(row_json).collect(),
    }
}

fn row_json(row: &ExplainedRow) -> RowJson<'_> {
    RowJson {
        row: row_id(&row.name),
        told: told_json(&row.told),
        provenance: row.told.play.provenance.code(),
        joined: row.joined.map(|rule| rule.code()),
    }
}

fn text(explanation: &Explanation, zone: Zone) -> String {
    let mut table = TextTable::new(&[("", Side::Left), ("", Side::Right)]);
    let all: u64 = explanation.rows.values().sum();
    table.row(["Rows that tell of them".to_owned(), thousands(all)]);
    for (from, rows) in &explanation.rows {
        table.row([format!("  {}", name(*from)), thousands(*rows)]);
    }
    for (rule, rows) in &explanation.joined {
        table.row([format!("  {}", why(*rule)), format!("-{}", thousands(*rows))]);
    }
    table.row(["Plays".to_owned(), thousands(explanation.plays)]);
    let mut text = table.text();
    for play in &explanation.latest {
        text.push('\n');
        text.push_str(&play_text(play, zone));
    }
    let shown = explanation.latest.len() as u64;
    if shown < explanation.plays {
        text.push_str(&format!(
            "\nThese are the latest {} of {}; --limit shows more.\n",
            thousands(shown),
            several(explanation.plays, "play", "plays")
        ));
    }
    text
}

fn play_text(play: &ExplainedPlay, zone: Zone) -> String {
    let Some(first) = play.rows.first() else {
        return String::new();
    };
    let estimated = if first.told.play.is_estimated() { "~" } else { "" };
    let mut lines = format!(
        "{}  {}, {estimated}{}\n",
        local(play.began_ms, zone),
        title(&first.told),
        length(play.ms_played)
    );
    for row in &play.rows {
        let ExplainedRow { name, told, joined, .. } = row;
        let renamed = if title(told) == title(&first.told) {
            String::new()
        } else {
            format!(", as {}", title(told))
        };
        let joined = match joined {
            Some(rule) => format!("the same play: {}", why(*rule)),
            None => "counts".to_owned(),
        };
        lines.push_str(&format!(
            "  {}  {}{renamed}; {joined}\n",
            row_id(name),
            teller(told, zone)
        ));
    }
    lines
}

/// `my_spotify_data.zip (extended history), ended 2024-05-01 10:00, 3:07`. A recorded row tells no length.
pub(super) fn teller(told: &ToldPlay, zone: Zone) -> String {
    let play = &told.play;
    let provenance = name(play.provenance);
    let source = match &told.source {
        Some((SourceKind::Import, file)) => format!("{} ({provenance})", cut(file)),
        Some((SourceKind::Live, _)) | None => provenance.to_owned(),
    };
    let heard = match play.provenance {
        Provenance::Live => String::new(),
        Provenance::Account | Provenance::Extended => format!(", {}", length(play.ms_played)),
    };
    format!("{source}, ended {}{heard}", local(play.ended_at.as_millis(), zone))
}

fn name(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Live => "recorded",
        Provenance::Account => "account data",
        Provenance::Extended => "extended history",
    }
}
