//! Exit codes and environment variables as `--help` and the man page list them.

pub(crate) const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "done"),
    ("1", "it did not work; the message says what to do next"),
    ("2", "the command line is wrong"),
    ("3", "the archive is damaged, or verify found something"),
    ("4", "imported, but some of the files were refused"),
    ("5", "not signed in, or Spotify refuses"),
    ("130", "interrupted"),
];

pub(crate) const ENVIRONMENT: &[(&str, &str)] = &[
    ("TONEARM_DATA_DIR", "the data folder, where --data names none"),
    (
        "TONEARM_LOG",
        "error, warn, info, debug or trace: what goes on inside, on standard error",
    ),
    (
        "TONEARM_ACCOUNTS_URL",
        "a stand-in for accounts.spotify.com, on this computer only",
    ),
    (
        "TONEARM_API_URL",
        "a stand-in for api.spotify.com/v1, on this computer only",
    ),
    (
        "TONEARM_MUSICBRAINZ_URL",
        "a stand-in for musicbrainz.org, on this computer only",
    ),
    (
        "TONEARM_LISTENBRAINZ_URL",
        "a stand-in for api.listenbrainz.org, on this computer only",
    ),
    ("TZ", "the time zone, where --zone names none"),
];

/// What stands below `--help`.
pub(crate) fn text() -> String {
    let list = |title: &str, rows: &[(&str, &str)]| {
        let widest = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        let lines = rows.iter().map(|(name, what)| format!("\n  {name:widest$}  {what}"));
        format!("{title}:{}", lines.collect::<String>())
    };
    format!(
        "{}\n\n{}",
        list("Exit codes", EXIT_CODES),
        list("Environment", ENVIRONMENT)
    )
}
