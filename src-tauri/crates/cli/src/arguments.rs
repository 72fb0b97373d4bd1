//! The commands and options that `tonearm-cli` takes. Parses them and does nothing else.
//! The doc comments in here are the help that the listener reads.

mod explore;
mod poster;
mod remote;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use library::Zone;

pub(crate) use self::{
    explore::{Explore, Kind, Names, StreamOf, YesNo},
    poster::{Poster, PosterAbout, PosterShape},
    remote::{LayoutName, RemoteCommand},
};
use crate::{help, period::Period, rule::MinLength};

/// The heading of the options that every command takes.
const EVERYWHERE: &str = "For every command";

/// Your own Spotify listening, on your own computer.
///
/// Works on the same archive as the Tonearm app, which may be open meanwhile.
#[derive(Debug, Parser)]
#[command(name = "tonearm-cli", version, after_long_help = help::text(), max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The data folder [default: the app's own]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Print JSON, for programs; an error too, to standard error
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) json: bool,
    /// The time zone that days and times are of, such as Europe/Vienna [default: the system's]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "NAME")]
    pub(crate) zone: Option<Zone>,
    /// Say nothing but what was asked for, and what went wrong
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Import Spotify's export: the zip, its folder or the JSON files in it
    Import {
        /// Zips, folders and files; all of them together become one source
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Say what would come of it, and leave the archive as it is
        #[arg(long)]
        dry_run: bool,
    },
    /// List where plays came from
    Sources,
    /// Take an import out again; plays that others tell of as well stay
    Undo {
        /// The number that `sources` shows, or `latest` for the latest import
        source: String,
        /// Also if it is a recording, which no import brings back; takes it out of the backups as well
        #[arg(long)]
        forget_recording: bool,
        /// Leave a forgotten recording in the backups, and take one more first
        #[arg(long, requires = "forget_recording")]
        keep_in_backups: bool,
    },
    /// Record what was just played, and today's rankings
    Sync,
    /// Show the latest plays
    Recent {
        /// How many
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// Rank what was played
    Top {
        /// What to rank
        #[arg(value_enum)]
        list: Ranking,
        #[command(flatten)]
        span: Span,
        /// What ranks
        #[arg(long, value_enum, default_value_t = Measure::Plays)]
        by: Measure,
        /// How many ranks
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Families of genres, such as metal, in place of genres
        #[arg(long)]
        families: bool,
    },
    /// Sum up what was played
    Summary {
        #[command(flatten)]
        span: Span,
    },
    /// Look at what was played from every side, through any filter
    ///
    /// A play has to pass every part of the filter. Rankings leave their own part out, so that others can be chosen from
    /// them: with --artist, the ranking of artists still has everybody. Artists, albums, tracks and genres are named by
    /// name, link or URI; of several, any will do.
    // In a box because it is larger than all the others.
    Explore(Box<Explore>),
    /// Look up the genres of your artists at MusicBrainz and ListenBrainz, the most played first
    ///
    /// Sends them the names of artists or links to them and, where several artists have a name, one title. The app asks you once
    /// whether it may do that in the background; here, calling this is your yes, for this time.
    Learn {
        /// At most so many artists [default: all]
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Show what is known of artists' genres, and who says so
    Genres {
        /// One artist, by name, link or URI [default: all]
        artist: Option<String>,
        /// Correct them, separated by commas; an empty text says that there are none
        #[arg(long, value_name = "GENRES", requires = "artist", value_delimiter = ',')]
        set: Option<Vec<String>>,
        /// Take a correction back
        #[arg(long, requires = "artist", conflicts_with = "set")]
        unset: bool,
    },
    /// Show where plays are missing or may be
    Gaps,
    /// Show what changed when a newer version counted the archive again, until it is dismissed
    Recount {
        /// How many plays
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
        /// Forget it, once you have seen it
        #[arg(long, conflicts_with = "limit")]
        dismiss: bool,
    },
    /// Show why plays are counted as they are: every row that tells of them, and which of these are one play
    ///
    /// What began in the days asked for, of any length and kind, hidden things too. Where several rows tell of one play, the first
    /// counts, and each of the others says by which rule it is the same play.
    Why {
        /// The first day: 2024-05-01, 2024-05 or 2024 [default: that of the first play]
        #[arg(long, value_name = "DAY")]
        from: Option<Period>,
        /// The last day, included [default: that of the last play]
        #[arg(long, value_name = "DAY")]
        to: Option<Period>,
        /// How many plays to list, the latest first
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
    },
    /// Decide otherwise about plays than the rules do, or that nothing is missing in a time
    ///
    /// Rows are called by the twelve digits that `why` shows. What you decide holds also when the archive is counted again, after a
    /// restore and on your other machines, until you take it back.
    Decide {
        #[command(subcommand)]
        what: Decide,
    },
    /// List what was decided about plays
    Decisions,
    /// Write every play into a file for other programs
    Export {
        /// How
        #[arg(long, value_enum)]
        format: Format,
        /// Parquet in a folder for each year, which engines take for one table; OUT is a new folder then
        #[arg(long, value_enum)]
        partition: Option<Partition>,
        /// The file, which is replaced if it exists
        out: PathBuf,
    },
    /// Draw a poster of an artist, an album, a track or a year, to show a friend
    ///
    /// Made on this computer, and sent nowhere. Shows what the app's page shows: how often, since when, what most.
    Poster(Poster),
    /// Take a backup of the archive now
    Backup,
    /// List the backups
    Backups,
    /// Put the archive back to what it was at a backup; what was recorded since is kept
    Restore {
        /// The name that `backups` shows, or `latest` for the newest good one
        name: String,
        /// Only say what would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Look at everything in the archive, thoroughly
    Verify,
    /// Leave something out of what is counted, without deleting it
    Hide {
        #[command(subcommand)]
        what: Hide,
    },
    /// Count something again
    Unhide {
        /// The number that `hidden` shows
        id: u32,
    },
    /// List what is hidden
    Hidden,
    /// Connect to Spotify, in the browser
    SignIn {
        /// The Client ID of your app in Spotify's dashboard [default: the one that the app was given]
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
        /// Print the link and open no browser
        #[arg(long)]
        no_browser: bool,
    },
    /// Disconnect from Spotify; the archive stays
    SignOut,
    /// Make playlists at Spotify
    Playlist {
        #[command(subcommand)]
        what: Playlist,
    },
    /// Keep one history on several machines, through a folder or a PostgreSQL database
    Remote {
        #[command(subcommand)]
        what: RemoteCommand,
    },
    /// Print completions for a shell
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual, as a man page
    Man,
}

/// By what an export is cut into files.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Partition {
    /// By the year in which plays ended, in UTC
    Year,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Hide {
    /// A track, by its name, link or URI
    Track {
        /// Such as `spotify:track:…`
        what: String,
    },
    /// Every album of a name, or one by its link or URI
    Album {
        /// The name, as `top albums` shows it
        what: String,
    },
    /// An artist, by name, link or URI
    Artist {
        /// The name, as `top artists` shows it
        what: String,
    },
    /// Whatever ended in a span of time
    Time {
        /// The first moment, such as 2024-05-01T22:30, or the first day
        from: String,
        /// The moment when it is over, or the last day
        to: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    /// These are two plays: a row that another one stands for is a play of its own
    Apart {
        /// What `why` calls the row
        row: String,
    },
    /// These are one play: what a row tells of is the play that another row tells of, and has that one's times
    Same {
        /// What `why` calls a row of the play
        row: String,
        /// What `why` calls a row of the other play
        #[arg(value_name = "OTHER_ROW")]
        other: String,
    },
    /// Nothing is missing in this time
    Complete {
        /// The first moment, such as 2024-05-01T22:30, or the first day
        from: String,
        /// The moment when it is over, or the last day
        to: String,
    },
    /// Let the rules decide again
    Undo {
        /// What `decisions` calls it
        decision: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Playlist {
    /// Save a list as a playlist, private unless asked
    Save(Save),
    /// Add what is missing to playlists that were left unfinished
    Finish,
}

#[derive(Debug, Args)]
pub(crate) struct Save {
    /// Which list
    #[arg(long, value_enum)]
    pub(crate) from: List,
    /// The time that Spotify's ranking looks back over
    #[arg(long, value_enum, default_value_t = Range::FourWeeks)]
    pub(crate) range: Range,
    /// What to call it [default: after the list]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What to say of it [default: what it is]
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// For all to see on your profile
    #[arg(long)]
    pub(crate) public: bool,
    /// How many tracks at most [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<usize>,
}

/// Which plays are counted.
#[derive(Debug, Args)]
pub(crate) struct Span {
    /// The first day: 2024-05-01, 2024-05 or 2024
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Period>,
    /// The last day, included
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Period>,
    /// A play counts if it was heard for so long: 30s, 0s, 1m
    #[arg(long, value_name = "LENGTH", default_value_t)]
    pub(crate) rule: MinLength,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ranking {
    Tracks,
    Artists,
    Albums,
    Genres,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Measure {
    Plays,
    Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Spotify's own shape, which Tonearm and other tools read
    Json,
    /// A table with a heading
    Csv,
    /// A table for DuckDB, Polars and the like
    Parquet,
    /// The archive itself
    Sqlite,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum List {
    /// What was just played
    Recent,
    /// Spotify's ranking of your tracks
    TopTracks,
    /// A track by each artist of Spotify's ranking
    TopArtists,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Range {
    #[value(name = "4weeks")]
    FourWeeks,
    #[value(name = "6months")]
    SixMonths,
    Year,
}
