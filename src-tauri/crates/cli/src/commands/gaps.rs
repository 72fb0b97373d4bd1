//! `gaps`: where plays are missing or may be.

use library::{Archive, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{iso_ms, local, missing},
};

#[derive(Serialize)]
struct GapJson {
    from: String,
    to: String,
    why: &'static str,
}

pub(super) fn run(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let gaps = archive.open_gaps()?;
    let json: Vec<_> = gaps
        .iter()
        .map(|gap| GapJson {
            from: iso_ms(gap.from),
            to: iso_ms(gap.to),
            why: gap.kind.code(),
        })
        .collect();
    if gaps.is_empty() {
        return Answer::to_question(&json, "There are no gaps.");
    }
    let mut table = TextTable::new(&[("From", Side::Left), ("To", Side::Left), ("What", Side::Left)]);
    for gap in &gaps {
        table.row([local(gap.from, zone), local(gap.to, zone), missing(gap.kind).to_owned()]);
    }
    let text = format!(
        "{}\nAn import of Spotify's extended history closes them. Private sessions and skipped tracks leave neither a play nor a gap.",
        table.text()
    );
    Answer::to_question(&json, text)
}
