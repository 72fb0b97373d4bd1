//! `gaps`: where plays are known to be missing.

use library::{Archive, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{iso_ms, local},
};

#[derive(Serialize)]
struct GapJson<'a> {
    from: String,
    to: String,
    why: &'a str,
}

pub(super) fn run(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let gaps = archive.open_gaps()?;
    let json: Vec<_> = gaps
        .iter()
        .map(|gap| GapJson {
            from: iso_ms(gap.from),
            to: iso_ms(gap.to),
            why: &gap.why,
        })
        .collect();
    if gaps.is_empty() {
        return Answer::to_question(&json, "No plays are known to be missing.");
    }
    let mut table = TextTable::new(&[("From", Side::Left), ("To", Side::Left), ("Why", Side::Left)]);
    for gap in &gaps {
        let why = match gap.why.as_str() {
            "not_running" => "nothing was recording, and Spotify remembers fifty plays",
            other => other,
        };
        table.row([local(gap.from, zone), local(gap.to, zone), why.to_owned()]);
    }
    let text = format!("{}\nAn import of Spotify's extended history closes them.", table.text());
    Answer::to_question(&json, text)
}
