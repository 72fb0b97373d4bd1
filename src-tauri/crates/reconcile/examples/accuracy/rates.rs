//! How often everything happens in an invented life. A *share* is that of the plays, unless it says otherwise.
//!
//! *Logs*: read off public logs of Spotify's list of recent plays (97,000 readings). *Formats*: what descriptions of Spotify's files say.
//! *Fitted*: nobody has published it; chosen so that the rules which Tonearm had before the present ones get about as much wrong in
//! these lives as they did in the simulation by which the present ones were chosen: see docs/notes/witnesses.md. What says nothing is
//! assumed.

/// How long a life is.
pub(crate) const LIFE_DAYS: i64 = 730;
/// The end of the life that is recorded, and the one that account data has. Formats: a year.
pub(crate) const RECORDED: f64 = 0.55;
pub(crate) const IN_ACCOUNT_DATA: f64 = 0.5;
/// After so much of the life the first edition of the extended history was made. Fitted.
pub(crate) const FIRST_EDITION: f64 = 0.57;
/// How long after the account data the last edition of the extended history is made. Formats: Spotify takes up to 30 days.
pub(crate) const LAST_EDITION_DAYS: i64 = 30;

/// Tracks of a catalogue, and the share of them that …
pub(crate) const TRACKS: usize = 3_000;
/// … is on a compilation, so that the extended history names "Various Artists". Fitted.
pub(crate) const ON_COMPILATION: f64 = 0.12;
/// … has a second id, by which other sources may name it.
pub(crate) const WITH_SECOND_ID: f64 = 0.03;
/// … is renamed within a year.
pub(crate) const RENAMED_A_YEAR: f64 = 0.01;
/// … has the title of another artist's track.
pub(crate) const WITH_SHARED_TITLE: f64 = 0.03;
/// … cannot be found by an id any more when the last edition is made.
pub(crate) const WITHOUT_ID: f64 = 0.01;

/// The most sessions of a day: some people listen more than others.
pub(crate) const SESSIONS_A_DAY: [usize; 4] = [5, 3, 8, 10];
/// Plays of a session, on average.
pub(crate) const PLAYS_A_SESSION: usize = 14;
/// A sound of 20 to 30 s on repeat. Fitted.
pub(crate) const DAYS_BETWEEN_LOOPS: f64 = 25.0;
pub(crate) const PLAYS_A_LOOP: (i64, i64) = (20, 120);
/// The track before once more.
pub(crate) const REPEATED: f64 = 0.04;
/// Of sessions: a play begins some seconds before the one before has ended by itself. Formats: 8 % of rows overlap by more than 1 s.
pub(crate) const CROSSFADED: f64 = 0.15;
pub(crate) const CROSSFADE_MS: (i64, i64) = (2_000, 12_000);
/// Of sessions: played at the same time as another, on another device.
pub(crate) const SECOND_DEVICE: f64 = 0.01;
/// Of sessions: private, which Spotify's list never shows.
pub(crate) const PRIVATE: f64 = 0.01;
/// Of sessions: without a connection. Fitted.
pub(crate) const OFFLINE: f64 = 0.04;
/// Of those: stamped with the moment when the connection was back, all at once. The others keep their times and come late.
pub(crate) const OFFLINE_BURST: f64 = 0.5;
/// Of those: told days later.
pub(crate) const OFFLINE_DAYS: f64 = 0.1;
/// Of sessions: stamped with the beginnings of plays. Logs: none in 8,098; old reports tell of them.
pub(crate) const STAMPED_AT_START: f64 = 0.000_5;
/// Paused on the way, for up to an hour, and the stamp may be that of the pause. Fitted.
pub(crate) const PAUSED: f64 = 0.03;
pub(crate) const LONGEST_PAUSE_MS: i64 = 3_600_000;
pub(crate) const STAMPED_AT_PAUSE: f64 = 0.5;

/// What ends a play. Ends within 30 s, skips later on, leaving Spotify, another device that goes on with the rest.
pub(crate) const SKIPPED_EARLY: f64 = 0.20;
pub(crate) const SKIPPED_LATE: f64 = 0.12;
pub(crate) const LEFT: f64 = 0.02;
pub(crate) const HANDED_OVER: f64 = 0.01;
/// Of plays that ended by leaving: told hours later, and days later. Formats: "may carry a time that is hours late".
pub(crate) const LEFT_HOURS: f64 = 0.3;
pub(crate) const LEFT_DAYS: f64 = 0.02;

/// The extended history tells a play twice: the same end and length. Formats; how often is fitted, as for the other doubles.
pub(crate) const DOUBLE_EQUAL: f64 = 0.005;
/// … with another length, overlapping.
pub(crate) const DOUBLE_OVERLAPPING: f64 = 0.002;
/// … with the same length, up to 45 s later.
pub(crate) const DOUBLE_LATER: f64 = 0.001;
/// … of those that ended by leaving or on another device: up to 30 s later; a few a minute later.
pub(crate) const DOUBLE_AFTER_EXIT: f64 = 0.1;
pub(crate) const DOUBLE_AFTER_EXIT_LATE: f64 = 0.003;
/// An edition gives an end that is a second off that of another edition.
pub(crate) const EDITION_OFF_BY_A_SECOND: f64 = 0.01;
/// What an incomplete export lacks.
pub(crate) const LACKING: f64 = 0.01;

/// When the list is read again, the stamp has moved. Logs: without a rule against it, 37.6 of 1,000 plays are recorded twice.
pub(crate) const MOVED: f64 = 0.038;
/// Of those: by 5 s or more. Logs: 2.5 of those 37.6.
pub(crate) const MOVED_FAR: f64 = 0.066;
/// Of plays of a track with a second id: when the list is read again, they go by the other one.
pub(crate) const RELINKED: f64 = 0.1;
/// How far the stamp is off the end: up to 1.5 s, 10 s for some, 60 s for a few.
pub(crate) const STAMP_OFF_10_S: f64 = 0.09;
pub(crate) const STAMP_OFF_60_S: f64 = 0.01;
/// Spotify's list stalls: shows nothing new for hours.
pub(crate) const DAYS_BETWEEN_STALLS: f64 = 20.0;
pub(crate) const LONGEST_STALL_HOURS: i64 = 6;
/// Of pages: 42 to 49 plays although there are older ones. Logs.
pub(crate) const SHORT_PAGE: f64 = 0.03;
/// Minutes between readings while the computer is on.
pub(crate) const READING_MINUTES: i64 = 15;
/// Times of some days in which the computer is off altogether.
pub(crate) const DAYS_BETWEEN_OUTAGES: f64 = 60.0;
pub(crate) const LONGEST_OUTAGE_DAYS: i64 = 12;
