//! Where an answer may differ from Spotify's OpenAPI file, as `Schema.field`, and why.

/// Fields that Development Mode leaves out since February 2026, as `Schema.field`. The file marks all of them as deprecated.
pub(super) const LEFT_OUT_IN_DEVELOPMENT: &[&str] = &[
    // Artists have no genres, followers and popularity any more.
    "ArtistObject.followers",
    "ArtistObject.genres",
    "ArtistObject.popularity",
    // Nothing says where it may be played, or how often it is.
    "AlbumBase.available_markets",
    "TrackObject.available_markets",
    "TrackObject.popularity",
    // The listener's own data is reduced to a name and a picture.
    "PrivateUserObject.country",
    "PrivateUserObject.email",
    "PrivateUserObject.explicit_content",
    "PrivateUserObject.followers",
    "PrivateUserObject.product",
    // `tracks` and `track` are called `items` and `item` now.
    "PlaylistObject.tracks",
    "PlaylistTrackObject.track",
];

/// Fields that are absent from a true answer in either mode.
pub(super) const ABSENT_WHERE_IT_DOES_NOT_APPLY: &[&str] = &[
    // Only where something is restricted, or was replaced by another release of it.
    "AlbumBase.restrictions",
    "TrackObject.restrictions",
    "TrackObject.linked_from",
    // A recording has an ISRC, a release a UPC; few have an EAN.
    "ExternalIdObject.upc",
    "ExternalIdObject.ean",
    // Only the types asked for.
    "response.artists",
    "response.albums",
    "response.playlists",
    "response.shows",
    "response.episodes",
    "response.audiobooks",
    // Recently-played knows no total.
    "CursorPagingObject.total",
    // The full player has these; currently-playing does not.
    "CurrentlyPlayingContextObject.device",
    "CurrentlyPlayingContextObject.repeat_state",
    "CurrentlyPlayingContextObject.shuffle_state",
    // Only what is disallowed is named, one level deeper than the file says.
    "DisallowsObject.interrupting_playback",
    "DisallowsObject.pausing",
    "DisallowsObject.resuming",
    "DisallowsObject.seeking",
    "DisallowsObject.skipping_next",
    "DisallowsObject.skipping_prev",
    "DisallowsObject.toggling_repeat_context",
    "DisallowsObject.toggling_shuffle",
    "DisallowsObject.toggling_repeat_track",
    "DisallowsObject.transferring_playback",
];

/// What Spotify sends although its file does not say so.
pub(super) const BEYOND_THE_FILE: &[&str] = &["DisallowsObject.disallows"];

/// What Spotify sends as null although its file does not say so.
pub(super) const NULL_BEYOND_THE_FILE: &[&str] = &[
    // Played from a place that has no page, such as the liked songs.
    "PlayHistoryObject.context",
    "CurrentlyPlayingContextObject.context",
    // During an advertisement.
    "CurrentlyPlayingContextObject.item",
    // Nothing was played in the stretch asked for, or nothing more.
    "CursorPagingObject.cursors",
    "CursorPagingObject.next",
    // An empty playlist has nothing to make a picture from.
    "PlaylistObject.images",
];
