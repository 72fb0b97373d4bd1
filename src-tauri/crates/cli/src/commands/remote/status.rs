//! `remote status`: the remote, its machines, and how the last exchange went.

use library::{Archive, KnownMachine, LastExchange, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{local, several},
};

#[derive(Serialize)]
struct StatusJson<'a> {
    address: Option<&'a str>,
    listener: Option<&'a str>,
    machine: Option<&'a str>,
    last: Option<&'a LastExchange>,
}

pub(super) fn run(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let settings = archive.remote_settings()?;
    let last = archive.last_exchange()?;
    let json = StatusJson {
        address: settings.as_ref().map(|settings| settings.address.as_str()),
        listener: settings.as_ref().and_then(|settings| settings.listener.as_deref()),
        machine: settings.as_ref().map(|settings| settings.machine_name.as_str()),
        last: last.as_ref(),
    };
    let Some(settings) = &settings else {
        return Answer::to_question(
            &json,
            "There is no remote. Add a folder or a database with: tonearm-cli remote add",
        );
    };
    let mut text = format!(
        "This machine, {}, exchanges with {}.",
        settings.machine_name, settings.address
    );
    let Some(last) = &last else {
        text.push_str(" It has not exchanged yet.");
        return Answer::to_question(&json, text);
    };
    let at = |time: chrono::DateTime<chrono::Utc>| local(time.timestamp_millis(), zone);
    if let Some(done_at) = last.done_at {
        text.push_str(&format!(
            " The last exchange was at {}: {} sent, {} received.",
            at(done_at),
            several(last.rows_sent, "row", "rows"),
            several(last.rows_received, "row", "rows")
        ));
    }
    if let Some(failure) = &last.failure {
        text.push_str(&format!("\nThe try at {} failed: {failure}.", at(last.tried_at)));
    }
    for mismatch in &last.mismatches {
        text.push_str(&format!("\nNot the same here and there: {mismatch}."));
    }
    if !last.machines.is_empty() {
        let mut table = TextTable::new(&[("Machine", Side::Left), ("Exchanged last", Side::Left)]);
        for KnownMachine {
            name, last_at, is_this, ..
        } in &last.machines
        {
            let this = if *is_this { " (this one)" } else { "" };
            table.row([format!("{name}{this}"), at(*last_at)]);
        }
        text.push_str(&format!("\n\n{}", table.text()));
    }
    Answer::to_question(&json, text)
}
